"""What a charter says over time of how a body decides a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.core.charter.lookup import boundaries, deciding, is_competent
from comity.core.charter.model import Charter, Outside
from comity.core.procedure.written import Procedure
from comity.core.values import Citation, Id, PartialDate, Period

BEFORE_ALL = date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a matter is decided: by which rule, and on what terms."""

    procedure: Procedure
    not_bound: tuple[Outside, ...]
    may_join_later: bool
    opinions_on_record: bool
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time during which a matter is decided in one way (in several, if the charter contradicts itself)."""

    period: Period
    ways: tuple[Way, ...]


def timeline(charter: Charter, body: Id, matter: Id) -> tuple[Stretch, ...]:
    """How the body decides the matter, from the first day on which it may; times at which it may not are left out."""
    known = _dates(charter, body)
    days = [BEFORE_ALL, *boundaries(charter, body)]
    found: list[tuple[date, tuple[Way, ...]]] = []
    for day in days:
        ways = _ways(charter, body, matter, day)
        if not found or found[-1][1] != ways:
            found.append((day, ways))
    ends: list[date | None] = [*(day for day, _ in found[1:]), None]
    return tuple(
        Stretch(period=Period(known.get(start), known.get(end) if end else None), ways=ways)
        for (start, ways), end in zip(found, ends, strict=True)
        if ways
    )


def _ways(charter: Charter, body: Id, matter: Id, day: date) -> tuple[Way, ...]:
    if not is_competent(charter.bodies[body], matter, day):
        return ()
    return tuple(
        Way(
            procedure=charter.rules[one.rule],
            not_bound=one.not_bound,
            may_join_later=one.may_join_later,
            opinions_on_record=one.opinions_on_record,
            cite=one.cite,
        )
        for one in deciding(charter, body, matter, day)
    )


def _dates(charter: Charter, body: Id) -> dict[date, PartialDate]:
    """The days on which something changes for a body, each with no more precision than is known."""
    entry = charter.bodies[body]
    periods: Iterable[Period] = (
        entry.period,
        *(one.period for one in charter.decisions if one.body == body),
        *(one.period for one in entry.competent_for),
        *(one.period for one in entry.seats),
        *(seat.period for one in entry.seats for seat in one.listed),
        *(one.period for one in charter.held),
    )
    ends = (end for period in periods for end in (period.start, period.until) if end is not None)
    return {end.first: end for end in ends}
