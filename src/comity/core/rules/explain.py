"""Explain an outcome: which message, with which figures. The sentences are those of the language."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import assert_never

from comity.core.rules.bound import Leaf
from comity.core.rules.outcome import Missing, MissingFact, Outcome, Weighed
from comity.core.rules.sentences import SENTENCES
from comity.core.rules.sentences.describe import citation_text
from comity.core.rules.sentences.lines import Act, ConditionKind, ConditionLine, OutcomeLine
from comity.core.rules.written import (
    MEMBERS,
    Consensus,
    Majority,
    NoBlockingMinority,
    OnlyAtRequest,
    Quorum,
    Threshold,
    Veto,
)
from comity.core.values import Id, Language

Names = Callable[[Id], str]
"""The display name of an id in the language of the sentence."""

KINDS: Mapping[type, ConditionKind] = {
    Majority: ConditionKind.MAJORITY,
    Threshold: ConditionKind.THRESHOLD,
    Veto: ConditionKind.VETO,
    NoBlockingMinority: ConditionKind.NO_BLOCKING_MINORITY,
    Quorum: ConditionKind.QUORUM,
    Consensus: ConditionKind.CONSENSUS,
    OnlyAtRequest: ConditionKind.ONLY_AT_REQUEST,
}


BETWEEN = frozenset({ConditionKind.MAJORITY, ConditionKind.THRESHOLD, ConditionKind.QUORUM})
"""Conditions whose figure is worth telling where only its bounds are known."""

NAMED_ONE_BY_ONE = 5
"""How many voters whose position is not known a sentence names; more are given by their number."""

CONSENSUS_BY: Mapping[Act, ConditionKind] = {
    Act.VOTE: ConditionKind.NO_VOTE_AGAINST,
    Act.CONSENSUS: ConditionKind.CONSENSUS,
    Act.SILENCE: ConditionKind.SILENCE,
    Act.COUNTED: ConditionKind.COUNTED_AS_NO,
}
"""A sentence takes the verb of the act: to vote no, to object, to break silence, to be counted as a no."""


def explain(outcome: Outcome, names: Names, language: Language, *, act: Act, cited: bool = True) -> str:
    """The answer in one or a few short sentences, with its decisive figures and, if ``cited``, its article."""
    return SENTENCES[language].outcome(_told(outcome, names, language, act, cited=cited))


def explain_condition(weighed: Weighed, names: Names, language: Language, *, act: Act) -> str:
    """The figures of one condition."""
    return SENTENCES[language].condition(_line(weighed, None, names, act))


def explain_missing(fact: MissingFact, names: Names, language: Language) -> str:
    """What is not known, in words."""
    says = SENTENCES[language]
    match fact.kind:
        case Missing.VOTERS:
            return says.missing_electorate()
        case Missing.CAMP:
            return says.missing_camp(str(fact.camp))
        case Missing.POSITION:
            return says.missing_position(names(fact.voter or ""))
        case Missing.WEIGHT:
            return says.missing_sum(names(fact.measure or ""), str(fact.camp))
        case Missing.MEMBER_CONCERNED:
            return says.missing_concerned()
        case Missing.DEADLINE:
            return says.missing_deadline(fact.words or "")
        case Missing.BALLOTS:
            return says.missing_ballots()
        case _:
            assert_never(fact.kind)


def _told(outcome: Outcome, names: Names, language: Language, act: Act, *, cited: bool) -> OutcomeLine:
    return OutcomeLine(
        verdict=outcome.verdict,
        code=outcome.code,
        lines=[_line(one, outcome.counted, names, act) for one in outcome.conditions if not one.condition.presumed],
        blocked_by=[names(name) for name in outcome.blocked_by],
        vetoed_by=[names(name) for name in outcome.vetoed_by],
        not_bound=_not_bound(outcome, names, language),
        missing=_missing(outcome, names, language),
        short_by=None if outcome.short_by is None else str(outcome.short_by),
        step=outcome.step,
        steps=outcome.steps,
        elected=outcome.elected,
        round_=outcome.round_,
        cite=citation_text(outcome.cite, names, language) if cited and outcome.cite else "",
        act=act,
    )


def _not_bound(outcome: Outcome, names: Names, language: Language) -> list[str]:
    """Whom the decision does not bind, by name; the others by their number."""
    more = outcome.not_bound_unnamed
    unnamed = [] if more is None else [SENTENCES[language].unnamed(more)]
    return [names(name) for name in outcome.not_bound] + unnamed


def _missing(outcome: Outcome, names: Names, language: Language) -> list[str]:
    """What is not known, in words; many positions by their number."""
    positions = [fact for fact in outcome.missing if fact.kind is Missing.POSITION]
    if len(positions) <= NAMED_ONE_BY_ONE:
        return [explain_missing(fact, names, language) for fact in outcome.missing]
    rest = [explain_missing(fact, names, language) for fact in outcome.missing if fact not in positions]
    return [SENTENCES[language].missing_positions(len(positions)), *rest]


def _line(weighed: Weighed, counted: int | None, names: Names, act: Act) -> ConditionLine:
    written = weighed.condition.written
    kind = KINDS[type(written)]
    if kind is ConditionKind.CONSENSUS:
        kind = CONSENSUS_BY[act]
        of = None if counted is None else str(counted)
    else:
        of = figure(weighed.of)
    share = written.share if isinstance(written, Majority | Quorum) else None
    return ConditionLine(
        kind=kind,
        base=base_of(written),
        needed=figure(weighed.needed),
        had=_had(weighed, kind),
        of=of,
        holds=weighed.holds,
        share=None if share is None else str(share),
        group=_named(group_of(written), names),
        measure=_named(measure_of(written), names),
        act=act,
    )


def _had(weighed: Weighed, kind: ConditionKind) -> str | None:
    """What is measured against the bar: the figure, or between which figures it lies ("4–5") where some is known.

    Of objections and vetoes, those that are certain, where they are enough, or where they are no bar.
    """
    if weighed.had is not None or not weighed.had_low:
        return figure(weighed.had)
    if kind not in BETWEEN:
        no_bar = weighed.holds is True and kind in CONSENSUS_BY.values()
        return figure(weighed.had_low) if weighed.holds is False or no_bar else None
    if weighed.had_high is None:
        return None
    return f"{weighed.had_low}–{weighed.had_high}"


def figure(amount: Fraction | None) -> str | None:
    """A figure as text, "33" or "2/3"; ``None`` where it is not known."""
    return None if amount is None else str(amount)


def base_of(written: Leaf) -> str:
    """What the bar of a condition counts, in the words of the written rule."""
    match written:
        case Majority(of=of):
            return of
        case Threshold(measure=measure):
            return measure
        case Quorum(counting=counting):
            return counting
        case OnlyAtRequest(by=by):
            return by
        case Veto(holders=holders):
            return holders
        case Consensus():
            return MEMBERS
        case NoBlockingMinority():
            return MEMBERS
        case _:
            assert_never(written)


def group_of(written: Leaf) -> Id | None:
    """The group that a condition counts, where it does not count all."""
    match written:
        case Majority(within=within) | Threshold(within=within):
            return within
        case Veto(holders=holders):
            return holders
        case _:
            return None


def measure_of(written: Leaf) -> Id | None:
    """The measure that a condition weighs by, where it does not count voters."""
    match written:
        case Majority(measure=measure) | Threshold(measure=measure) if measure != MEMBERS:
            return measure
        case _:
            return None


def _named(id_: Id | None, names: Names) -> str | None:
    return None if id_ is None else names(id_)
