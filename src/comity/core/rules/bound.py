"""The bound rule: a written rule resolved for these voters and this question into linear inequalities on camps."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from comity.core.rules.facts import Camp
from comity.core.rules.written import (
    Consensus,
    Majority,
    NoBlockingMinority,
    OnlyAtRequest,
    Quorum,
    Threshold,
    Veto,
)
from comity.core.values import Id

Path = tuple[str | int, ...]
"""Where a node stands in the written rule: the steps of a JSON pointer."""

Leaf = Majority | Threshold | Veto | NoBlockingMinority | Quorum | Consensus | OnlyAtRequest
"""The written nodes that say a condition of their own; the others combine, or set the stage."""


class Among(Enum):
    """Which voters a figure counts."""

    EVERYONE = "everyone"
    CONCERNED = "concerned"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many voters stand in ``camps``, or what they weigh."""

    measure: Id
    camps: frozenset[Camp]
    group: Id | None = None
    among: Among = Among.EVERYONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Inequality:
    """The sum of ``coefficient`` times figure, plus ``constant``, is at least zero (``strict``: more than zero).

    Coefficients are whole numbers; the constant is exact.
    """

    terms: tuple[tuple[int, Figure], ...]
    constant: Fraction = Fraction()
    strict: bool = False

    def holds(self, value: int | Fraction) -> bool:
        """Whether it holds where the sum, with the constant, is ``value``."""
        return value > 0 if self.strict else value >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A leaf of the written rule as inequalities that hold together.

    ``had`` is what is measured against the bar, ``of`` what the bar is a share of (a sum of figures each),
    ``fixed`` the bar where it is a number. ``undetermined``: the bar itself is not known, so that the condition can
    be neither shown nor refuted. ``presumed``: nothing is said, so it is taken to hold.
    """

    written: Leaf
    path: Path
    inequalities: tuple[Inequality, ...] = ()
    had: tuple[Figure, ...] = ()
    of: tuple[Figure, ...] = ()
    fixed: Fraction | None = None
    stated: Fraction | None = None
    """What is measured against the bar, where the question states it."""
    at_most: bool = False
    undetermined: bool = False
    presumed: bool = False
    settled: bool | None = None
    """A condition on the question alone, already decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllHold:
    """Every part holds."""

    parts: tuple["Bound", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyHolds:
    """At least one part holds."""

    parts: tuple["Bound", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """The part does not hold."""

    part: "Bound"


Bound = Condition | AllHold | AnyHolds | Fails


def conditions_of(bound: Bound) -> tuple[Condition, ...]:
    """The conditions of a bound rule, in the order in which the charter states them."""
    match bound:
        case Condition():
            return (bound,)
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            return tuple(condition for part in parts for condition in conditions_of(part))
        case Fails(part=part):
            return conditions_of(part)


def is_monotone(bound: Bound) -> bool:
    """Whether a voter that turns to yes can never undo adoption.

    Nothing in the rule is negated, and nowhere does a yes count for less than another position: that of a party which
    must abstain can, where it counts towards a base and not in favour.
    """
    match bound:
        case Condition(inequalities=inequalities):
            return all(_favours_yes(one, among) for one in inequalities for among in (Among.OTHERS, Among.CONCERNED))
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            return all(is_monotone(part) for part in parts)
        case Fails():
            return False


def _favours_yes(inequality: Inequality, among: Among) -> bool:
    """Whether one of these voters adds at least as much with a yes as from anywhere else."""
    adds: dict[tuple[Id, Id | None], dict[Camp, int]] = {}
    for coefficient, figure in inequality.terms:
        if figure.among in (Among.EVERYONE, among):
            camps = adds.setdefault((figure.measure, figure.group), dict.fromkeys(Camp, 0))
            for camp in figure.camps:
                camps[camp] += coefficient
    return all(camps[Camp.YES] == max(camps.values()) for camps in adds.values())
