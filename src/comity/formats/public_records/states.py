"""Whom a code in a table means, and which member of the day that is: states through time, by dated tables."""

import csv
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from comity.core.values import Id
from comity.formats.state_names import state_named

ALPHA_3, ALPHA_2, NUMBER, NAME = "alpha-3", "alpha-2", "correlates-of-war", "name"
"""The ways in which tables call a state."""

MISSING = "NA"
"""Namibia by its alpha-2 code, and how statistics programs write that nothing is there: the name decides, if any."""


@dataclass(frozen=True, slots=True)
class Seat:
    """The member that a state was, from a day until the first day on which it no longer was."""

    start: date
    until: date
    member: Id

    def can_hold(self, first: date, last: date) -> bool:
        """Whether it held on a day between the two."""
        return self.start <= last and first < self.until


@dataclass(frozen=True, slots=True)
class Membership:
    """Who was a member when, and which member a state was that has gone or changed its name or its government."""

    periods: Mapping[Id, tuple[tuple[date, date], ...]]
    seats: Mapping[Id, tuple[Seat, ...]]

    def member_for(self, state: Id, first: date, last: date) -> Id | None:
        """The member that the state was on a day between the two; itself, where no table says otherwise.

        ``None`` where it held no seat then.
        """
        seats = self.seats.get(state)
        if seats is None:
            return state
        held = [one for one in seats if one.can_hold(first, last)]
        return held[0].member if held else None


def state_of(codes: Mapping[str, str]) -> Id | None:
    """The state that codes mean, by scheme; ``None`` where none of them means one.

    >>> state_of({NUMBER: "365"}), state_of({ALPHA_2: "NA", NAME: "Namibia"}), state_of({ALPHA_3: "XYZ"})
    ('rus', 'nam', None)
    """
    tables = _codes()
    named = codes.get(NAME, "")
    for scheme in (ALPHA_3, NUMBER):
        found = tables[scheme].get(codes.get(scheme, "").upper().removesuffix(".0"))
        if found is not None:
            return found
    found = tables[NAME].get(named.casefold()) or (state_named(named) if named else None)
    code = codes.get(ALPHA_2, "").upper()
    if found is None and not (named and code == MISSING):
        found = tables[ALPHA_2].get(code)
    return found


@functools.cache
def membership_of(name: Id) -> Membership:
    """The dated membership that ships under a name."""
    periods: dict[Id, list[tuple[date, date]]] = {}
    for row in _rows("membership", f"{name}.csv"):
        periods.setdefault(row["member"], []).append(_period(row))
    seats: dict[Id, list[Seat]] = {}
    for row in _rows("membership", f"{name}-seats.csv"):
        seats.setdefault(row["state"], []).append(Seat(*_period(row), row["member"]))
    return Membership(
        {member: tuple(sorted(own)) for member, own in periods.items()},
        {state: tuple(sorted(own, key=lambda one: one.start)) for state, own in seats.items()},
    )


def _period(row: Mapping[str, str]) -> tuple[date, date]:
    return date.fromisoformat(row["from"]), date.fromisoformat(row["until"]) if row["until"] else date.max


@functools.cache
def _codes() -> Mapping[str, Mapping[str, Id]]:
    found: dict[str, dict[str, Id]] = {ALPHA_3: {}, ALPHA_2: {}, NUMBER: {}, NAME: {}}
    for row in _rows("names", "state_codes.csv"):
        key = row["code"].casefold() if row["scheme"] == NAME else row["code"].upper()
        found[row["scheme"]][key] = row["state"]
    return found


def _rows(folder: str, name: str) -> Iterator[Mapping[str, str]]:
    text = (files("comity") / "data" / folder / name).read_text(encoding="utf-8")
    return iter(csv.DictReader(text.splitlines()))
