"""Recompute an answer from its own figures: from ``had`` and ``needed`` each condition, from the paths the verdict."""

from dataclasses import dataclass, field
from fractions import Fraction

from comity.core.rules.outcome import Outcome, Weighed
from comity.core.rules.question import Question
from comity.core.rules.written import (
    MEMBERS,
    AllOf,
    AnyOf,
    IfProposedBy,
    IfRequested,
    Majority,
    Not,
    OnlyAtRequest,
    Rule,
)

Path = tuple[str | int, ...]


@dataclass
class Recount:
    """What the figures say: of the rule, and of the conditions that made it fail (whether under a negation)."""

    holds: bool | None = None
    failed: list[tuple[str, bool]] = field(default_factory=list)
    disagreeing: list[str] = field(default_factory=list)


def recount(rule: Rule, outcome: Outcome, question: Question) -> Recount:
    """Walk the written rule by path and put the figures in."""
    result = Recount()
    by_path = {one.path: one for one in outcome.conditions}
    assert len(by_path) == len(outcome.conditions), "two conditions have one path"
    for one in outcome.conditions:
        figured = from_figures(one)
        if not one.condition.presumed and figured is not None and figured is not one.holds:
            result.disagreeing.append(f"{one.path}: had {one.had}, needed {one.needed}, but holds is {one.holds}")
    result.holds = holds(rule, (), by_path, question)
    result.failed = list(failing(rule, (), by_path, question, negated=False))
    return result


def from_figures(one: Weighed) -> bool | None:
    """Whether a condition holds, as far as its own figures say."""
    if one.condition.settled is not None or one.needed is None:
        return None
    low, high = one.had_low, one.had_high
    if one.at_most:
        return True if high is not None and high <= one.needed else False if low > one.needed else None
    if reaches(one, low):
        return True
    return False if high is not None and not reaches(one, high) else None


def reaches(one: Weighed, amount: Fraction) -> bool:
    assert one.needed is not None
    written = one.condition.written
    if isinstance(written, Majority) and written.measure != MEMBERS:
        return amount > 0 and (amount > one.needed if written.share.exceeded else amount >= one.needed)
    return amount >= one.needed


def holds(rule: Rule, path: Path, by_path: dict[Path, Weighed], question: Question) -> bool | None:
    steps = inner(rule, path, question)
    if steps is None:
        return True if by_path[path].condition.presumed else leaf(by_path[path])
    truths = [holds(one, at, by_path, question) for one, at in steps]
    if isinstance(rule, Not):
        return None if truths[0] is None else not truths[0]
    if isinstance(rule, AnyOf):
        return True if True in truths else None if None in truths else False
    return False if False in truths else None if None in truths else True


def leaf(one: Weighed) -> bool | None:
    if isinstance(one.condition.written, OnlyAtRequest):
        return one.holds
    figured = from_figures(one)
    return one.holds if figured is None else figured


def inner(rule: Rule, path: Path, question: Question) -> list[tuple[Rule, Path]] | None:
    """The rules within that apply, each with its path; ``None`` for a leaf."""
    if isinstance(rule, AllOf | AnyOf):
        return [(one, (*path, "conditions", place)) for place, one in enumerate(rule.conditions)]
    step = "condition"
    if isinstance(rule, IfProposedBy) and question.source not in rule.proposers:
        step = "otherwise"
    if isinstance(rule, IfRequested) and not question.requested:
        step = "otherwise"
    if not hasattr(rule, "condition"):
        return None
    one = getattr(rule, step)
    return [] if one is None else [(one, (*path, step))]


def failing(rule: Rule, path: Path, by_path: dict[Path, Weighed], question: Question, *, negated: bool):
    """The leaves that keep the rule from holding, with whether each stands under a negation."""
    if holds(rule, path, by_path, question) is not negated:
        return
    steps = inner(rule, path, question)
    if steps is None:
        yield type(rule).__name__, negated
        return
    for one, at in steps:
        yield from failing(one, at, by_path, question, negated=negated != isinstance(rule, Not))
