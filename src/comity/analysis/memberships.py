"""Who was a member of a body when, and what the same roll calls are under another membership."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.core.charter.lookup import boundaries, room
from comity.core.charter.model import Charter
from comity.core.values import Id

ACTUAL = "actual"
"""The membership as it was on the day of each roll call."""

NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""The word for a number of members, by which a membership is called; above twenty the digits are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Members, and the days of the roll calls that are put to them (``start`` inclusive, ``until`` the first after).

    ``supposed``: what the days are compared with, ``None`` where these were the members then: ``before`` they had all
    joined, or ``since`` others had; else the name of the file that lists them.
    """

    id: Id
    members: tuple[Id, ...]
    start: date | None = None
    until: date | None = None
    supposed: str | None = None

    def holds(self, on: date) -> bool:
        """Whether a roll call of that day is put to it."""
        return (self.start is None or self.start <= on) and (self.until is None or on < self.until)


def number_word(number: int) -> str:
    """The word for a number of members.

    >>> number_word(8), number_word(193)
    ('eight', '193')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def history(charter: Charter, body: Id) -> tuple[Membership, ...]:
    """The memberships that the body had, one after another, each called by its number of members.

    Two of the same size are told apart by their first day. Without a listed member there is none.
    """
    found: list[Membership] = []
    days = boundaries(charter, body)
    for day in days:
        members = tuple(dict.fromkeys(sitting.holder for sitting in room(charter, body, day).seats))
        if found and set(found[-1].members) == set(members):
            continue
        if found:
            found[-1] = replace(found[-1], until=day)
        found.append(Membership(id=number_word(len(members)), members=members, start=day))
    found = [one for one in found if one.members]
    sizes = Counter(one.id for one in found)
    return tuple(
        replace(one, id=f"{one.id}-from-{one.start}") if sizes[one.id] > 1 and one.start else one for one in found
    )


Span = tuple[Id, date | None, date | None]
"""A member, from when (``None``: always), and the first day on which it no longer was one (``None``: still is)."""


def by_time(name: Id, spans: Sequence[Span]) -> tuple[Membership, ...]:
    """The memberships of a group one after another, from the spans of its members; a time without members is left out.

    They are called by the name and their first day (the first by its last); one alone by the name.
    """
    days = sorted({day for _, *ends in spans for day in ends if day is not None})
    starts: list[date | None] = [None, *days]
    found = []
    for start, until in zip(starts, [*days, None], strict=True):
        on = start or date.min
        members = tuple(dict.fromkeys(who for who, first, end in spans if _sat(first, end, on)))
        if members:
            found.append(Membership(id=_span_id(name, start, until), members=members, start=start, until=until))
    return (replace(found[0], id=name),) if len(found) == 1 else tuple(found)


def _span_id(name: Id, start: date | None, until: date | None) -> Id:
    return f"{name}-from-{start}" if start else f"{name}-until-{until}"


def _sat(first: date | None, end: date | None, on: date) -> bool:
    return (first is None or first <= on) and (end is None or on < end)


def compared(memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    """The memberships in their own time, each followed by its neighbours in that time.

    So that a change of rule and a change of membership are told apart: the same roll calls are put to those who were
    members, to those who were after the next change, and to those who had been before the last. With more than two
    memberships the ids name the day of the change.
    """
    found: list[Membership] = []
    for at, one in enumerate(memberships):
        found.append(one)
        for other, supposed in ((memberships[at + 1 : at + 2], "before"), (memberships[max(at - 1, 0) : at], "since")):
            for neighbour in other:
                change = neighbour.start if supposed == "before" else one.start
                when = "accession" if len(memberships) == 2 else str(change)
                name = f"{neighbour.id}-{supposed}-{when}"
                found.append(replace(neighbour, id=name, start=one.start, until=one.until, supposed=supposed))
    return tuple(found)
