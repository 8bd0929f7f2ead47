"""Why a rule did not let a text pass, and what is not known: figures, codes, blockers, missing facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from comity.core.rules.bound import (
    AllHold,
    Among,
    AnyHolds,
    Bound,
    Condition,
    Fails,
    Figure,
    conditions_of,
    is_monotone,
)
from comity.core.rules.bounds import Bounds, Exact, condition_truth, truth
from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Facts, VoterClass
from comity.core.rules.outcome import Code, Missing, MissingFact, Weighed
from comity.core.rules.written import (
    MEMBERS,
    Base,
    Consensus,
    Majority,
    NoBlockingMinority,
    OnlyAtRequest,
    Quorum,
    Threshold,
    Veto,
)
from comity.core.values import Id

ORDER: dict[type, int] = {
    OnlyAtRequest: 0,
    Quorum: 1,
    Majority: 2,
    Threshold: 2,
    NoBlockingMinority: 2,
    Veto: 3,
    Consensus: 3,
}
"""The order in which reasons are given: competence, quorum, majority or threshold, veto or objection."""

MAJORITY = 2

MANY_CAMPS = 3
"""A figure of more camps than these is told by those that it leaves out."""


def weigh(bound: Bound, bounds: Bounds) -> tuple[Weighed, ...]:
    """Every condition with its figures, in the order of the charter."""
    return tuple(_weigh(condition, bounds) for condition in conditions_of(bound))


def _weigh(condition: Condition, bounds: Bounds) -> Weighed:
    had = bounds.together(condition.had)
    of = _fraction(bounds.together(condition.of).exact) if condition.of else None
    low, high = Fraction(had.low), _fraction(had.high)
    if condition.stated is not None:
        low = high = condition.stated
    known = low if low == high and (condition.had or condition.stated is not None) else None
    return Weighed(
        condition=condition,
        needed=_needed(condition, of),
        had=known,
        had_low=low,
        had_high=high,
        of=of,
        holds=None if condition.presumed else condition_truth(condition, bounds),
    )


def _needed(condition: Condition, of: Fraction | None) -> Fraction | None:
    if condition.fixed is not None:
        return condition.fixed
    written = condition.written
    if of is None or not isinstance(written, Majority | Quorum) or written.share is None:
        return None
    if isinstance(written, Majority) and written.measure != MEMBERS:
        return written.share.share * of
    least = 1 if isinstance(written, Majority) else 0
    return Fraction(max(least, written.share.needed(of)))


def code_of(bound: Bound, bounds: Bounds) -> tuple[Code, Condition | None]:
    """The code of a rule that does not hold, and the first condition that it comes from.

    The first in the order of reasons counts. A single bar has a code of its own; one of several has not.
    """
    failed = list(_failing(bound, bounds))
    if not failed:  # each condition can hold, but not all together: none of them is the reason
        return Code.CONDITION_NOT_MET, None
    rank = min(_rank(condition, negated) for condition, negated in failed)
    decisive = [(condition, negated) for condition, negated in failed if _rank(condition, negated) == rank]
    condition, negated = decisive[0]
    if rank == ORDER[OnlyAtRequest]:
        return Code.NOT_COMPETENT, condition
    if rank == ORDER[Quorum]:
        return Code.NO_QUORUM, condition
    if rank == ORDER[Veto]:
        vetoed = next((one for one, _ in decisive if isinstance(one.written, Veto)), None)
        return (Code.VETOED, vetoed) if vetoed else (Code.OBJECTION, condition)
    return (Code.CONDITION_NOT_MET if negated or not _is_only_bar(bound) else _single(condition)), condition


def _single(condition: Condition) -> Code:
    match condition.written:
        case Threshold(measure="members", within=None):
            return Code.INSUFFICIENT_YES
        case Majority(measure="members", within=None):
            return Code.MAJORITY_NOT_REACHED
        case _:
            return Code.CONDITION_NOT_MET


def _rank(condition: Condition, negated: bool) -> int:
    return MAJORITY if negated else ORDER[type(condition.written)]


def _is_only_bar(bound: Bound) -> bool:
    """Whether the rule has one majority or threshold and no alternatives."""
    bars = [one for one in conditions_of(bound) if ORDER[type(one.written)] == MAJORITY]
    return len(bars) == 1 and not _has_alternatives(bound)


def _has_alternatives(bound: Bound) -> bool:
    match bound:
        case Condition():
            return False
        case AnyHolds(parts=parts):
            return len(parts) > 1 or any(_has_alternatives(part) for part in parts)
        case AllHold(parts=parts):
            return any(_has_alternatives(part) for part in parts)
        case Fails():
            return True


def _failing(bound: Bound, bounds: Bounds, negated: bool = False) -> Iterator[tuple[Condition, bool]]:
    """The conditions that make the rule fail, and whether each stands under a negation."""
    if truth(bound, lambda condition: condition_truth(condition, bounds)) is not negated:
        return
    match bound:
        case Condition():
            yield bound, negated
        case AllHold(parts=parts) | AnyHolds(parts=parts):
            for part in parts:
                yield from _failing(part, bounds, negated)
        case Fails(part=part):
            yield from _failing(part, bounds, not negated)


def blockers(
    kind: type[Veto] | type[Consensus],
    bound: Bound,
    electorate: Electorate,
    facts: Facts,
    concerned: frozenset[Id],
    bounds: Bounds,
) -> tuple[Id, ...]:
    """The named voters whose no makes conditions of this kind fail."""
    names: dict[Id, None] = {}
    for condition, negated in _failing(bound, bounds):
        if isinstance(condition.written, kind) and not negated:
            for voters in electorate.classes:
                if voters.name is not None and _objects(voters, condition.had, electorate, facts, concerned):
                    names[voters.name] = None
    return tuple(names)


def _objects(
    voters: VoterClass, figures: tuple[Figure, ...], electorate: Electorate, facts: Facts, concerned: frozenset[Id]
) -> bool:
    for figure in figures:
        counted = figure.among is Among.EVERYONE or (voters.name in concerned) == (figure.among is Among.CONCERNED)
        member = figure.group is None or electorate.belongs(voters, figure.group) is True
        if counted and member and facts.of(voters) <= figure.camps:
            return True
    return False


def short_by(bound: Bound, weighed: tuple[Weighed, ...], bounds: Bounds) -> int | None:
    """How many more in favour would carry it.

    Of a fixed number, or of a base that they belong to already: the fewest that would be enough. Of the votes cast:
    how many that did not vote would be. Only where a single bar on voters fails, its figures are known and all else
    holds; ``None`` otherwise.
    """
    failed = [one for one in weighed if one.holds is False]
    others_hold = all(one.holds is not None or one.condition.presumed for one in weighed)
    if len(failed) != 1 or not others_hold or not is_monotone(bound) or _has_alternatives(bound):
        return None
    one = failed[0]
    written = one.condition.written
    if not isinstance(written, Majority | Threshold) or written.measure != MEMBERS:
        return None
    if one.had is None or one.needed is None or written.within is not None:
        return None
    if isinstance(written, Threshold) or written.of in (Base.MEMBERS, Base.MEMBERS_ENTITLED_TO_VOTE, Base.PRESENT):
        distance = one.needed - one.had
        more: int | None = -(-distance.numerator // distance.denominator)
        others = one.had
    else:
        more = _joining(written, one.had, one.of)
        others = one.of or Fraction()
    can_vote = _can_vote(one.condition, bounds)
    return more if more is not None and (can_vote is None or more <= can_vote - others) else None


def _can_vote(condition: Condition, bounds: Bounds) -> Fraction | None:
    """How many could be in favour: not those barred, nor those whom the rule leaves out or has abstain."""
    able = [replace(figure, camps=ALL_CAMPS - {Camp.BARRED}) for figure in condition.had if figure.camps]
    return _fraction(bounds.together(able).high)


def _fraction(number: Exact | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _joining(written: Majority, had: Fraction, of: Fraction | None) -> int | None:
    """How many that did not vote would have to vote in favour: each raises the base as well."""
    share = written.share.share
    if of is None or share == 1:
        return None
    distance = (share * of - had) / (1 - share)
    more = max(1, -(-distance.numerator // distance.denominator))
    return more if (had + more > share * (of + more) or not written.share.exceeded) else more + 1


def missing_facts(bound: Bound, electorate: Electorate, facts: Facts, bounds: Bounds) -> tuple[MissingFact, ...]:
    """What is not known of the figures that the rule rests on."""
    missing: dict[MissingFact, None] = {}
    if electorate.size is None:
        missing[MissingFact(kind=Missing.VOTERS)] = None
    for voters in electorate.classes:
        if voters.name is not None and len(facts.of(voters)) > 1:
            missing[MissingFact(kind=Missing.POSITION, voter=voters.name)] = None
    figures = tuple(_open_figures(bound, bounds))
    missing |= dict.fromkeys(_unknown_camps([one for one in figures if len(one.camps) <= MANY_CAMPS], bounds))
    missing |= dict.fromkeys(_unknown_weights(bound))
    if not missing:
        turned = [replace(one, camps=ALL_CAMPS - one.camps) for one in figures]
        missing |= dict.fromkeys(_unknown_camps(turned, bounds)) or dict.fromkeys(_unknown_camps(figures, bounds))
    named = [fact for fact in missing if fact.kind is Missing.POSITION]
    if named and len(named) == sum(1 for one in electorate.classes if len(facts.of(one)) > 1):
        return tuple(fact for fact in missing if fact.kind is not Missing.CAMP)
    return tuple(fact for fact in missing if fact.kind is not Missing.POSITION) or tuple(missing)


def _unknown_camps(figures: Iterable[Figure], bounds: Bounds) -> Iterator[MissingFact]:
    """The camps of these figures of which it is not known how many stand there, or what they weigh."""
    for figure in figures:
        for camp in sorted(figure.camps):
            if bounds.figure(replace(figure, camps=frozenset({camp}))).exact is None:
                kind = Missing.CAMP if figure.measure == MEMBERS else Missing.WEIGHT
                yield MissingFact(kind=kind, camp=camp, measure=figure.measure)


def _unknown_weights(bound: Bound) -> Iterator[MissingFact]:
    """The measures that a bar rests on, where they are not known voter by voter, of those in favour among them."""
    for condition in conditions_of(bound):
        if condition.undetermined and isinstance(condition.written, NoBlockingMinority):
            yield MissingFact(kind=Missing.WEIGHT, camp=Camp.YES, measure=condition.written.measure)


def _open_figures(bound: Bound, bounds: Bounds) -> Iterator[Figure]:
    for condition in conditions_of(bound):
        if condition_truth(condition, bounds) is None:
            yield from (*condition.had, *condition.of)
