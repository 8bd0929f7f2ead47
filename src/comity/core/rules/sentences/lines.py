"""What a sentence is made of: figures and names, already resolved to display text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction


class Act(StrEnum):
    """How members take part, and so which verb their acts take."""

    VOTE = "vote"
    CONSENSUS = "consensus"
    SILENCE = "silence"
    COUNTED = "counted"
    """Positions that a reader set, as when an abstention is read as a no: nobody is said to have done it."""


class ConditionKind(StrEnum):
    """Kinds of conditions that have figures of their own."""

    MAJORITY = "majority"
    THRESHOLD = "threshold"
    VETO = "veto"
    NO_BLOCKING_MINORITY = "no_blocking_minority"
    QUORUM = "quorum"
    CONSENSUS = "consensus"
    NO_VOTE_AGAINST = "no_vote_against"
    """Consensus put to the vote, so that the act is to vote no."""
    SILENCE = "silence"
    """Consensus where the act is to break silence."""
    COUNTED_AS_NO = "counted_as_no"
    """Consensus where members are counted as objecting, whatever they did."""
    ONLY_AT_REQUEST = "only_at_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """A condition with its figures, as display text.

    ``base`` is a value of ``Base`` (of a quorum: of ``QuorumBase`` or ``Counted``; of a request: of ``RequestedBy``),
    ``share`` a bar as a charter file writes it ("at least 2/3"). Counts are digits or fractions; ``None``: not known.
    """

    kind: str
    base: str = ""
    needed: str | None = None
    had: str | None = None
    of: str | None = None
    holds: bool | None = None
    share: str | None = None
    group: str | None = None
    measure: str | None = None
    cite: str = ""
    act: Act = Act.VOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """An outcome as display text; ``verdict`` and ``code`` are values of ``Verdict`` and ``Code``."""

    verdict: str
    code: str
    lines: Sequence[ConditionLine] = ()
    blocked_by: Sequence[str] = ()
    vetoed_by: Sequence[str] = ()
    not_bound: Sequence[str] = ()
    missing: Sequence[str] = ()
    short_by: str | None = None
    step: int | None = None
    steps: int | None = None
    elected: str | None = None
    round_: int | None = None
    cite: str = ""
    act: Act = Act.VOTE


BARS = (ConditionKind.MAJORITY, ConditionKind.THRESHOLD, ConditionKind.NO_BLOCKING_MINORITY)


def holding(told: OutcomeLine) -> list[ConditionLine]:
    """The conditions that hold."""
    return [line for line in told.lines if line.holds]


def failing(told: OutcomeLine) -> list[ConditionLine]:
    """The conditions that fail, else all: a condition that must not hold also decides."""
    return [line for line in told.lines if line.holds is False] or list(told.lines)


def undecided(told: OutcomeLine) -> list[ConditionLine]:
    """The conditions that are open, else all."""
    return [line for line in told.lines if line.holds is None] or list(told.lines)


def of_kind(lines: Sequence[ConditionLine], *kinds: str) -> list[ConditionLine]:
    """The conditions of some kinds."""
    return [line for line in lines if line.kind in kinds]


def count(told: OutcomeLine, names: Sequence[str], *kinds: str) -> tuple[str | None, str | None]:
    """How many acted, of how many: the figures of a failing condition, else the number of names."""
    line = next(iter(of_kind(failing(told), *kinds)), None)
    number = line.had if line and line.had is not None else str(len(names)) if names else None
    return number, line.of if line else None


def _written(figure: str, number: Callable[[Fraction], str]) -> str:
    """A figure, or the two between which it lies, as a language writes numbers."""
    return "–".join(number(Fraction(end)) for end in figure.split("–"))


def with_figures(line: ConditionLine, number: Callable[[Fraction], str]) -> ConditionLine:
    """The condition with its figures as the language writes numbers."""
    figures = (line.had, line.needed, line.of)
    had, needed, of = (None if figure is None else _written(figure, number) for figure in figures)
    return replace(line, had=had, needed=needed, of=of)


def not_said(told: OutcomeLine, camp: Callable[[str], str], weight: Callable[[str, str], str]) -> list[str]:
    """The missing facts, but for those that the open conditions already say are not known."""
    said = {_unknown(line, camp, weight) for line in undecided(told) if line.had is None}
    return [fact for fact in told.missing if fact not in said]


def _unknown(line: ConditionLine, camp: Callable[[str], str], weight: Callable[[str, str], str]) -> str:
    if line.kind in (ConditionKind.MAJORITY, ConditionKind.THRESHOLD):
        return weight(line.measure, "yes") if line.measure else camp("yes")
    return camp("no") if line.kind in (ConditionKind.CONSENSUS, ConditionKind.SILENCE, ConditionKind.VETO) else ""
