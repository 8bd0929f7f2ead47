"""A charter as if other members sat in one of its bodies: what a change of membership alone would do."""

from dataclasses import replace

from comity.core.charter.model import Charter, Seat, Seats
from comity.core.values import ComityError, Id


class SeveralSeats(ComityError):
    """Members of the body hold several seats each, so that one position a member does not fill them."""


def seated(charter: Charter, body: Id, members: tuple[Id, ...]) -> Charter:
    """The charter with these members in the body, one seat each, on every date, and with all else as it was.

    Groups and measures still know a member by its id; a stated total of a measure is of other members, so that it is
    left out, and the sum of those who sit stands for it. Raises ``SeveralSeats``.
    """
    entry = charter.bodies[body]
    if any(one.each for one in entry.seats):
        raise SeveralSeats(f"members of '{body}' hold several seats each")
    seats = Seats(listed=tuple(Seat(id=name) for name in members), cite=entry.cite)
    measures = {
        id_: replace(measure, tables=tuple(replace(table, total=None) for table in measure.tables))
        for id_, measure in charter.measures.items()
    }
    return replace(charter, bodies={**charter.bodies, body: replace(entry, seats=(seats,))}, measures=measures)
