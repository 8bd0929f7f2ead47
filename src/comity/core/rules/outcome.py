"""The answer to a question: adopted, not adopted or open, with its reasons in figures."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from comity.core.rules.bound import Condition, Path
from comity.core.rules.facts import Camp
from comity.core.values import Citation, Id


class Verdict(StrEnum):
    """``open``: what is known leaves both possible."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    OPEN = "open"


class Code(StrEnum):
    """Why: the first of competence, quorum, majority, veto or objection that failed."""

    ADOPTED = "adopted"
    ELECTED = "elected"
    NOT_COMPETENT = "not_competent"
    NO_QUORUM = "no_quorum"
    INSUFFICIENT_YES = "insufficient_yes"
    MAJORITY_NOT_REACHED = "majority_not_reached"
    CONDITION_NOT_MET = "condition_not_met"
    VETOED = "vetoed"
    OBJECTION = "objection"
    SILENCE_BROKEN = "silence_broken"
    NO_RESULT = "no_result"
    OPEN = "open"


class Basis(StrEnum):
    """What an answer rests on.

    ``exact``: the answer is what all completions of the facts give; ``bounds``: a verdict is proven, but an answer
    "open" may be more cautious than the facts require.
    """

    EXACT = "exact"
    BOUNDS = "bounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A condition with its figures.

    ``had`` (from ``had_low`` to ``had_high``) is measured against ``needed``; ``of`` is what the bar is a share of.
    ``None``: not known. ``at_most``: the figure must not exceed ``needed``; it has none where objections are no bar,
    since who objects is not bound. ``holds``: ``None`` where it is open.
    """

    condition: Condition
    needed: Fraction | None
    had: Fraction | None
    had_low: Fraction
    had_high: Fraction | None
    of: Fraction | None
    holds: bool | None

    @property
    def path(self) -> Path:
        """Where the condition stands in the written rule."""
        return self.condition.path

    @property
    def cite(self) -> Citation:
        """Where the condition stands in the charter."""
        return self.condition.written.cite

    @property
    def at_most(self) -> bool:
        """Whether the bar is a ceiling."""
        return self.condition.at_most


class Missing(StrEnum):
    """Kinds of facts that can be missing."""

    VOTERS = "voters"
    """How many voters there are."""
    CAMP = "camp"
    """How many stand in a camp."""
    POSITION = "position"
    """Where a named voter stands."""
    WEIGHT = "weight"
    """What the voters of a camp weigh."""
    MEMBER_CONCERNED = "member_concerned"
    DEADLINE = "deadline"
    BALLOTS = "ballots"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """One fact that is not known and could change the answer."""

    kind: Missing
    camp: Camp | None = None
    voter: Id | None = None
    measure: Id | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer, its code, and what it rests on.

    ``blocked_by``: named members whose objection prevents adoption; ``vetoed_by``: named holders of a veto who voted
    no, where the required votes were there; ``not_bound``: named members that the decision does not bind, and
    ``not_bound_unnamed`` how many more (``None``: none, or not known); ``short_by``: how many more in favour would
    carry it, where that is all that is needed; ``step``, ``round_``: from 1.
    """

    verdict: Verdict
    code: Code
    basis: Basis = Basis.EXACT
    conditions: tuple[Weighed, ...] = ()
    blocked_by: tuple[Id, ...] = ()
    vetoed_by: tuple[Id, ...] = ()
    not_bound: tuple[Id, ...] = ()
    not_bound_unnamed: int | None = None
    missing: tuple[MissingFact, ...] = ()
    short_by: int | None = None
    step: int | None = None
    steps: int | None = None
    elected: str | None = None
    round_: int | None = None
    rounds: int | None = None
    cite: Citation | None = None
    within: Path = ()
    """Where the rule that gave the outcome stands in the written procedure; paths of conditions start there."""
    counted: int | None = None
    """How many voters were counted, the member concerned left out where the rule says so; ``None``: not known."""
