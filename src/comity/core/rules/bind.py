"""What a written rule means for these voters and this question: the one place that says it.

Source of the reading of each node: the docstrings of ``comity.core.rules.written``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import assert_never

from comity.core.rules.bound import AllHold, Among, AnyHolds, Bound, Condition, Fails, Figure, Inequality, Leaf, Path
from comity.core.rules.facts import ALL_CAMPS, THERE, VOTING, Camp, Electorate, Facts, attendance_is_stated
from comity.core.rules.question import Described, Question
from comity.core.rules.written import (
    MEMBERS,
    AllOf,
    AnyOf,
    Base,
    Consensus,
    Counted,
    IfProposedBy,
    IfRequested,
    Majority,
    Meaning,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    QuorumBase,
    Reading,
    RequestedBy,
    Rule,
    Threshold,
    Veto,
    WithoutMemberConcerned,
)
from comity.core.values import ComityError, Id

BASES: Mapping[Base, frozenset[Camp]] = {
    Base.PRESENT_AND_VOTING: VOTING,
    Base.VOTES_CAST: VOTING,
    Base.VOTING_OR_ABSTAINING: VOTING | {Camp.ABSTAIN},
    Base.PRESENT: THERE,
    Base.MEMBERS: ALL_CAMPS,
    Base.MEMBERS_ENTITLED_TO_VOTE: ALL_CAMPS - {Camp.BARRED},
}
"""The camps that make up each base."""

COUNTED: Mapping[Counted, frozenset[Camp]] = {Counted.VOTES_CAST: VOTING, Counted.PRESENT: THERE}

READ_AS: Mapping[Meaning, Camp | None] = {Meaning.ASIDE: None, Meaning.ACCEPTS: Camp.YES, Meaning.OBJECTS: Camp.NO}

AS_THEY_STAND: Mapping[Camp, Camp] = {camp: camp for camp in Camp}
AS_PARTY: Mapping[Camp, Camp] = {**AS_THEY_STAND, Camp.YES: Camp.ABSTAIN, Camp.NO: Camp.ABSTAIN}
"""A party to the dispute, whatever it says, is counted as abstaining."""


class QuestionIncomplete(ComityError):
    """The rule needs a fact that the question does not give; ``key`` names it."""

    def __init__(self, key: str, fact: str, cure: str) -> None:
        """Keep what is missing."""
        super().__init__(f"{fact}. {cure}.")
        self.key, self.fact, self.cure = key, fact, cure


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How camps are read at this point of the rule: by everyone else, and by the members concerned."""

    others: Mapping[Camp, Camp] = field(default_factory=lambda: AS_THEY_STAND)
    concerned: Mapping[Camp, Camp] = field(default_factory=lambda: AS_THEY_STAND)
    left_out: bool = False

    def figures(self, camps: frozenset[Camp], measure: Id = MEMBERS, group: Id | None = None) -> tuple[Figure, ...]:
        """The figures that together count the voters who, as read here, stand in ``camps``."""
        others = frozenset(camp for camp in Camp if self.others[camp] in camps)
        concerned = frozenset(camp for camp in Camp if self.concerned[camp] in camps)
        if not self.left_out and others == concerned:
            return (Figure(measure=measure, camps=others, group=group),)
        rest = Figure(measure=measure, camps=others, group=group, among=Among.OTHERS)
        if self.left_out:
            return (rest,)
        return rest, Figure(measure=measure, camps=concerned, group=group, among=Among.CONCERNED)

    def read(self, others: Mapping[Camp, Camp], concerned: Mapping[Camp, Camp]) -> "Stage":
        """The stage within a node that reads camps in its own way."""
        return replace(
            self,
            others={camp: others[self.others[camp]] for camp in Camp},
            concerned={camp: concerned[self.concerned[camp]] for camp in Camp},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Binding:
    """What every node is bound against."""

    electorate: Electorate
    question: Question
    attendance_stated: bool


def bind(rule: Rule, electorate: Electorate, question: Question, facts: Facts | None = None) -> Bound:
    """Resolve a written rule into linear inequalities on these voters' positions.

    ``facts`` serve only to see whether attendance is stated: a quorum is presumed until figures say otherwise.
    Raises ``QuestionIncomplete`` when the rule needs a fact that the question does not give.
    """
    stated = facts is not None and attendance_is_stated(electorate, facts)
    return _bind(rule, (), Stage(), _Binding(electorate=electorate, question=question, attendance_stated=stated))


def _bind(rule: Rule, path: Path, stage: Stage, given: _Binding) -> Bound:
    match rule:
        case Majority() | Threshold() | Veto() | NoBlockingMinority() | Quorum() | Consensus() | OnlyAtRequest():
            return _bind_leaf(rule, path, stage, given)
        case AllOf(conditions=conditions):
            return AllHold(parts=tuple(_parts(conditions, path, stage, given)))
        case AnyOf(conditions=conditions):
            return AnyHolds(parts=tuple(_parts(conditions, path, stage, given)))
        case Not(condition=condition):
            return Fails(part=_bind(condition, (*path, "condition"), stage, given))
        case WithoutMemberConcerned(condition=condition):
            _require_concerned(given.question)
            return _bind(condition, (*path, "condition"), replace(stage, left_out=True), given)
        case PartyAbstains(condition=condition):
            _require_concerned(given.question)
            return _bind(condition, (*path, "condition"), stage.read(AS_THEY_STAND, AS_PARTY), given)
        case IfRequested(condition=condition, otherwise=otherwise):
            return _bind_requested(given.question.requested, condition, otherwise, path, stage, given)
        case IfProposedBy(proposers=proposers, condition=condition, otherwise=otherwise):
            chosen, step = (
                (condition, "condition") if _source(given.question) in proposers else (otherwise, "otherwise")
            )
            return _bind(chosen, (*path, step), stage, given)
        case Reading(abstention=abstention, absence=absence, condition=condition):
            reading = _reading(abstention, absence)
            return _bind(condition, (*path, "condition"), stage.read(reading, reading), given)
        case _:
            assert_never(rule)


def _parts(rules: Iterable[Rule], path: Path, stage: Stage, given: _Binding) -> Iterable[Bound]:
    for position, rule in enumerate(rules):
        yield _bind(rule, (*path, "conditions", position), stage, given)


def _bind_requested(
    requested: bool, condition: Rule, otherwise: Rule | None, path: Path, stage: Stage, given: _Binding
) -> Bound:
    if requested:
        return _bind(condition, (*path, "condition"), stage, given)
    if otherwise is None:
        return AllHold(parts=())
    return _bind(otherwise, (*path, "otherwise"), stage, given)


def _reading(abstention: Meaning, absence: Meaning) -> Mapping[Camp, Camp]:
    return {
        **AS_THEY_STAND,
        Camp.ABSTAIN: READ_AS[abstention] or Camp.ABSTAIN,
        Camp.ABSENT: READ_AS[absence] or Camp.ABSENT,
    }


def _require_concerned(question: Question) -> None:
    if question.concerned is None:
        raise QuestionIncomplete(
            "concerned",
            "the rule treats the member concerned apart, and the question does not say who that is",
            "Name the member in `concerned`",
        )


def _source(question: Question) -> Id:
    if question.source is None:
        raise QuestionIncomplete(
            "source",
            "the rule depends on whom the proposal comes from, and the question does not say",
            "Name the proposer in `source`",
        )
    return question.source


def _bind_leaf(rule: Leaf, path: Path, stage: Stage, given: _Binding) -> Condition:
    match rule:
        case Majority():
            return _majority(rule, path, stage)
        case Threshold(at_least=bar, measure=measure, within=within):
            return _at_least(rule, path, stage.figures(frozenset({Camp.YES}), measure, within), bar)
        case Veto(holders=holders):
            return _at_most(rule, path, stage.figures(frozenset({Camp.NO}), MEMBERS, holders), Fraction())
        case Consensus():
            return _at_most(rule, path, stage.figures(frozenset({Camp.NO})), Fraction())
        case NoBlockingMinority():
            return _no_blocking_minority(rule, path, stage, given)
        case Quorum():
            return _quorum(rule, path, stage, given)
        case OnlyAtRequest(by=by):
            return Condition(written=rule, path=path, settled=_request_was_made(by, given.question))
        case _:
            assert_never(rule)


def _majority(rule: Majority, path: Path, stage: Stage) -> Condition:
    had = stage.figures(frozenset({Camp.YES}), rule.measure, rule.within)
    base = stage.figures(BASES[rule.of], rule.measure, rule.within)
    share = rule.share.share
    terms = [(share.denominator, figure) for figure in had] + [(-share.numerator, figure) for figure in base]
    reached = Inequality(terms=tuple(terms), strict=rule.share.exceeded)
    somebody = Inequality(terms=tuple((1, figure) for figure in had), strict=True)
    return Condition(written=rule, path=path, inequalities=(reached, somebody), had=had, of=base)


def _at_least(rule: Leaf, path: Path, had: tuple[Figure, ...], bar: Fraction) -> Condition:
    reached = Inequality(terms=tuple((1, figure) for figure in had), constant=-bar)
    return Condition(written=rule, path=path, inequalities=(reached,), had=had, fixed=bar)


def _at_most(rule: Leaf, path: Path, had: tuple[Figure, ...], bar: Fraction) -> Condition:
    kept = Inequality(terms=tuple((-1, figure) for figure in had), constant=bar)
    return Condition(written=rule, path=path, inequalities=(kept,), had=had, fixed=bar, at_most=True)


def _no_blocking_minority(rule: NoBlockingMinority, path: Path, stage: Stage, given: _Binding) -> Condition:
    had = stage.figures(ALL_CAMPS - {Camp.YES})
    size = rule.members
    if rule.fewest_exceeding is not None and rule.measure is not None:
        size = _fewest_exceeding_plus_one(rule.fewest_exceeding, rule.measure, stage, given)
    if size is None:
        return Condition(written=rule, path=path, had=had, undetermined=True, at_most=True)
    return _at_most(rule, path, had, Fraction(size - 1))


def _fewest_exceeding_plus_one(share: Fraction, measure: Id, stage: Stage, given: _Binding) -> int | None:
    """The smallest number of members that together exceed a share of a measure, plus one; ``None`` if not known.

    Where nobody weighs anything nobody exceeds it, and the number is one that no minority reaches.

    Source: TFEU, article 238(3)(a).
    """
    concerned = given.question.concerned
    left_out = concerned if stage.left_out and isinstance(concerned, frozenset) else frozenset()
    weights: list[Fraction] = []
    for voters in given.electorate.classes:
        weight = voters.weight(measure)
        if weight is None or voters.size is None:
            return None
        if voters.name not in left_out:
            weights += [weight] * voters.size
    bar, together = share * sum(weights, Fraction()), Fraction()
    for number, weight in enumerate(sorted(weights, reverse=True), start=1):
        together += weight
        if together > bar:
            return number + 1
    return len(weights) + 1


def _quorum(rule: Quorum, path: Path, stage: Stage, given: _Binding) -> Condition:
    """A quorum of those present needs something said of attendance; one of votes cast is counted from the votes."""
    had = stage.figures(COUNTED[rule.counting])
    of_attending = rule.of is QuorumBase.ATTENDING
    attending = given.question.attending
    if of_attending and attending is None and given.question.quorum_needed is not None:
        return _at_least(rule, path, had, Fraction(given.question.quorum_needed))
    if of_attending and attending is None:
        return _presumed(rule, path)
    if rule.counting is Counted.PRESENT:
        if attending is not None and not of_attending:
            return _quorum_stated(rule, path, stage, Fraction(attending))
        if not given.attendance_stated:
            return _presumed(rule, path)
    if rule.share is None:
        return _at_least(rule, path, had, Fraction(rule.number or 0))
    if of_attending and attending is not None:
        return _at_least(rule, path, had, Fraction(rule.share.needed(Fraction(attending))))
    share, base = rule.share.share, stage.figures(ALL_CAMPS)
    terms = [(share.denominator, figure) for figure in had] + [(-share.numerator, figure) for figure in base]
    reached = Inequality(terms=tuple(terms), strict=rule.share.exceeded)
    return Condition(written=rule, path=path, inequalities=(reached,), had=had, of=base)


def _presumed(rule: Quorum, path: Path) -> Condition:
    return Condition(written=rule, path=path, presumed=True, settled=True)


def _quorum_stated(rule: Quorum, path: Path, stage: Stage, attending: Fraction) -> Condition:
    """The question says how many are there."""
    if rule.share is None:
        bar = Fraction(rule.number or 0)
        reached = Inequality(terms=(), constant=attending - bar)
        return Condition(written=rule, path=path, inequalities=(reached,), fixed=bar, stated=attending)
    share, base = rule.share.share, stage.figures(ALL_CAMPS)
    terms = tuple((-share.numerator, figure) for figure in base)
    reached = Inequality(terms=terms, constant=share.denominator * attending, strict=rule.share.exceeded)
    return Condition(written=rule, path=path, inequalities=(reached,), of=base, stated=attending)


def _request_was_made(by: RequestedBy, question: Question) -> bool:
    if not question.requested:
        return False
    if by is RequestedBy.PARTIES_CONCERNED and question.requested_by and isinstance(question.concerned, frozenset):
        return question.concerned <= question.requested_by
    return True


def described(question: Question) -> int | None:
    """How many members concerned are only described; ``None`` where they are named, or where there are none."""
    return question.concerned.number if isinstance(question.concerned, Described) else None
