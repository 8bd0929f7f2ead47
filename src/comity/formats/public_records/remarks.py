"""What was found in published tables that refuses nothing: each kind by its rule, with the first places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from comity.core.values import Problem

SHOWN = 5
"""So many places of a kind are named; the others are counted."""


class Rule(StrEnum):
    """What is found, and what is done with it."""

    SAID_TWICE = "said_twice"
    DUPLICATE = "duplicate"
    NO_VOTES = "no_votes"
    OUTSIDE_SESSION = "outside_session"
    DAY_UNKNOWN = "day_unknown"
    SPECIAL_SESSION = "special_session"
    BEFORE_ADMISSION = "before_admission"
    OTHER_TOTALS = "other_totals"
    SUBJECTS_LEFT = "subjects_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A rule that was applied so many times; ``places``: the first of them, as text."""

    rule: Rule
    number: int
    places: tuple[str, ...]


@dataclass(slots=True)
class Found:
    """Collects what refuses the tables, and what is only remarked."""

    problems: list[Problem] = field(default_factory=list)
    refused_calls: set[str] = field(default_factory=set)
    """Roll calls of which something is wrong already: that their votes find none is no fault of these."""
    _remarked: dict[Rule, list[str]] = field(default_factory=dict)
    _counts: dict[Rule, int] = field(default_factory=dict)

    def remark(self, rule: Rule, place: str) -> None:
        """Note that a rule was applied there."""
        self.remark_all(rule, 1, [place])

    def remark_all(self, rule: Rule, number: int, places: Iterable[str]) -> None:
        """Note that a rule was applied so many times, first in these places."""
        if number:
            self._counts[rule] = self._counts.get(rule, 0) + number
            noted = self._remarked.setdefault(rule, [])
            noted.extend(islice(places, SHOWN - len(noted)))

    def remarks(self) -> tuple[Remark, ...]:
        """What was remarked, in the order of the rules."""
        return tuple(
            Remark(rule=rule, number=self._counts[rule], places=tuple(self._remarked[rule]))
            for rule in Rule
            if rule in self._counts
        )
