"""What a charter says on a given date: who sits, who may vote, which rule decides which matter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from comity.core.charter.model import (
    Body,
    Charter,
    Deciding,
    Importance,
    Measure,
    Right,
    Seats,
)
from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Sum, VoterClass, exactly
from comity.core.values import Id, Period

MajorMatters = frozenset[Id] | None
"""Which matters count as major, in place of what the charter says; ``None``: as it says."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat, and who holds it."""

    seat: Id
    holder: Id


@dataclass(frozen=True, slots=True)
class Room:
    """Who sits in a body on a date: the seats with names, and how many more there are (``None``: not known)."""

    seats: tuple[Sitting, ...]
    unlisted: int | None

    @property
    def takes_any_name(self) -> bool:
        """Whether some seats are given by number alone, so that any name may take one."""
        return self.unlisted is None or self.unlisted > 0


def holders(charter: Charter, standing: Id, on: date) -> tuple[Id, ...]:
    """Who has the standing on that day, in the order of the charter."""
    return tuple(one.who for one in charter.held if one.standing == standing and one.period.holds(on))


def who_may_propose(charter: Charter, on: date) -> tuple[Id, ...]:
    """Whose standing gives the right to propose on that day, in the order of the charter."""
    standings = [id_ for id_, one in charter.standings.items() if Right.PROPOSE in one.may and one.period.holds(on)]
    return tuple(who for standing in standings for who in holders(charter, standing, on))


def room(charter: Charter, body: Id, on: date) -> Room:
    """Who sits in the body on that day; no seat at all where nobody does."""
    seats: dict[Id, Sitting] = {}
    entries = [entry for entry in charter.bodies[body].seats if entry.period.holds(on)]
    for entry in entries:
        seats |= {sitting.seat: sitting for sitting in _listed(charter, entry, on)}
    unlisted = sum(entry.number or 0 for entry in entries)
    return Room(tuple(seats.values()), None if any(entry.number_unknown for entry in entries) else unlisted)


def _listed(charter: Charter, entry: Seats, on: date) -> Iterator[Sitting]:
    if entry.standing is not None:
        for holder in holders(charter, entry.standing, on):
            if not entry.each:
                yield Sitting(holder, holder)
            for place in entry.each:
                yield Sitting(f"{holder}.{place.suffix}", holder)
    for seat in entry.listed:
        if seat.period.holds(on):
            yield Sitting(seat.id, seat.holder or seat.id)


def is_competent(body: Body, matter: Id, on: date) -> bool:
    """Whether the body may decide the matter on that day."""
    exists = body.period.holds(on)
    return exists and any(matter in one.matters and one.period.holds(on) for one in body.competent_for)


def importance(charter: Charter, matter: Id, major: MajorMatters = None) -> Importance:
    """Whether the matter is major: as the charter says, or as ``major`` sets it."""
    if major is None:
        return charter.matters[matter].importance
    return Importance.MAJOR if matter in major else Importance.OTHER


def deciding(charter: Charter, body: Id, matter: Id, on: date, major: MajorMatters = None) -> tuple[Deciding, ...]:
    """The entries that say how the body decides the matter on that day: one in a charter without fault.

    An entry that names the matter goes before one that selects by importance.
    """
    entries = [one for one in charter.decisions if one.body == body and one.period.holds(on)]
    named = tuple(one for one in entries if matter in one.matters)
    if named:
        return named
    weight = importance(charter, matter, major)
    return tuple(one for one in entries if one.importance is weight)


def suspended(charter: Charter, who: Id, on: date) -> bool:
    """Whether the voting right of a member is suspended on that day."""
    return any(one.who == who and one.period.holds(on) for one in charter.suspensions)


def electorate(
    charter: Charter,
    body: Id,
    on: date,
    *,
    participants: frozenset[Id] | None = None,
    guests: tuple[Id, ...] = (),
    belongs: frozenset[tuple[Id, Id]] = frozenset(),
    size: int | None = None,
) -> Electorate:
    """Everybody whom a rule of the body may count on that day.

    ``guests``: names in the positions that take seats given by number; ``belongs``: pairs of name and group that the
    file states; ``participants``: who takes part, where not all do (by seat or holder; the others stand outside every
    base); ``size``: how many there are in all, where it is stated and the charter does not list them.
    """
    who = room(charter, body, on)
    classes = [_voter(charter, sitting, on, belongs) for sitting in who.seats]
    classes += [_guest(charter, name, belongs) for name in guests]
    rest = _unlisted(who, len(classes), len(guests), size)
    if rest is None or rest > 0:
        classes.append(VoterClass(size=rest, perhaps=_perhaps(charter, belongs)))
    outside: tuple[Id, ...] = ()
    if participants is not None:
        taking_part = {seat.seat for seat in who.seats if participants & {seat.seat, seat.holder}} | participants
        outside = tuple(one.name for one in classes if one.name is not None and one.name not in taking_part)
        classes = [one for one in classes if one.name in taking_part]
    return Electorate(
        classes=tuple(classes),
        totals=_totals(charter, on, participants),
        outside=outside,
        complements={id_: one.all_but for id_, one in charter.groups.items() if one.all_but is not None},
    )


def _unlisted(who: Room, named: int, guests: int, size: int | None) -> int | None:
    if size is not None:
        return max(0, size - named)
    return None if who.unlisted is None else max(0, who.unlisted - guests)


def _voter(charter: Charter, sitting: Sitting, on: date, belongs: frozenset[tuple[Id, Id]]) -> VoterClass:
    names = {sitting.seat, sitting.holder}
    return VoterClass(
        name=sitting.seat,
        groups=_groups(charter, names, on) | {group for name, group in belongs if name in names},
        perhaps=_perhaps(charter, belongs),
        weights=_weights(charter, sitting, on),
        camps=frozenset({Camp.BARRED}) if suspended(charter, sitting.holder, on) else ALL_CAMPS,
    )


def _guest(charter: Charter, name: Id, belongs: frozenset[tuple[Id, Id]]) -> VoterClass:
    groups = frozenset(group for one, group in belongs if one == name)
    return VoterClass(name=name, groups=groups, perhaps=_perhaps(charter, belongs))


def _perhaps(charter: Charter, belongs: frozenset[tuple[Id, Id]]) -> frozenset[Id]:
    """The groups to which anybody may belong: not listed by the charter, nor by the file (whose lists are whole)."""
    return open_groups(charter) - {group for _, group in belongs}


def _groups(charter: Charter, names: set[Id], on: date) -> frozenset[Id]:
    return frozenset(
        id_
        for id_, group in charter.groups.items()
        if any(one.who in names and one.period.holds(on) for one in group.members)
    )


def open_groups(charter: Charter) -> frozenset[Id]:
    """The groups whose members are not listed, so that anybody may belong to them."""
    return frozenset(id_ for id_, group in charter.groups.items() if not group.members and group.all_but is None)


def group_sizes(charter: Charter) -> tuple[Sum, ...]:
    """What the charter says of the size of groups that it does not list."""
    return tuple(
        exactly(ALL_CAMPS, group.number, group=id_)
        for id_, group in charter.groups.items()
        if not group.members and group.number is not None
    )


def _weights(charter: Charter, sitting: Sitting, on: date) -> dict[Id, Fraction]:
    """What a seat weighs: its own figure before its holder's."""
    weights = {}
    for id_, measure in charter.measures.items():
        for table in measure.tables:
            own = next((name for name in (sitting.seat, sitting.holder) if name in table.values), None)
            if own is not None and table.period.holds(on):
                weights[id_] = table.values[own]
    return weights


def _totals(charter: Charter, on: date, participants: frozenset[Id] | None) -> dict[Id, Fraction]:
    """Stated totals; they are those of all members, so that they say nothing where only some take part."""
    if participants is not None:
        return {}
    return {id_: total for id_, measure in charter.measures.items() if (total := _total(measure, on)) is not None}


def _total(measure: Measure, on: date) -> Fraction | None:
    for table in measure.tables:
        if table.period.holds(on) and table.total is not None:
            return table.total
    return None


def boundaries(charter: Charter, body: Id | None = None) -> tuple[date, ...]:
    """The days on which what the charter says can change (of one body, with what it rests on), in order."""
    days: set[date] = set()
    for one in charter.decisions:
        if body is None or one.body == body:
            days.update(one.period.boundaries())
    for id_, entry in charter.bodies.items():
        if body is None or id_ == body:
            days.update(entry.period.boundaries())
            for competence in entry.competent_for:
                days.update(competence.period.boundaries())
            for seats in entry.seats:
                days.update(seats.period.boundaries())
                days.update(day for seat in seats.listed for day in seat.period.boundaries())
    days.update(day for period in _of_voters(charter) for day in period.boundaries())
    return tuple(sorted(days))


def _of_voters(charter: Charter) -> Iterator[Period]:
    """The periods of what is said of voters: standings, suspensions, groups, measures."""
    yield from (one.period for one in charter.held)
    yield from (one.period for one in charter.suspensions)
    yield from (one.period for group in charter.groups.values() for one in group.members)
    yield from (one.period for measure in charter.measures.values() for one in measure.tables)
