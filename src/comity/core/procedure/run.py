"""Run a procedure: decide step by step, and add step, round and code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import assert_never

from comity.core.procedure.states import Event, State, follow
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    Objectors,
    OfficeHolderDecides,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.decide import decide
from comity.core.rules.facts import Camp, Electorate, Facts, exactly
from comity.core.rules.outcome import Code, Missing, MissingFact, Outcome, Verdict, Weighed
from comity.core.rules.question import Question
from comity.core.rules.written import Consensus, Majority, Rule, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One ballot of an election: votes by candidate, and those for nobody where they are known."""

    votes: Mapping[str, int]
    camps: Mapping[Camp, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a procedure needs besides the positions.

    ``at``: the moment for which the answer is asked; ``deadline``: when the period ends. Where either is not given the
    positions are taken as final. ``needed``: the number that a ballot requires, where the electorate is not known.
    """

    at: datetime | None = None
    deadline: datetime | None = None
    ballots: tuple[Ballot, ...] = ()
    needed: int | None = None

    @property
    def period_runs(self) -> bool:
        """Whether the period has not ended yet."""
        return self.at is not None and self.deadline is not None and self.at < self.deadline


DIRECT: Mapping[Verdict, Event] = {
    Verdict.ADOPTED: Event.CARRIED,
    Verdict.NOT_ADOPTED: Event.FAILED,
    Verdict.OPEN: Event.UNKNOWN,
}
TO_NEXT_STEP: Mapping[Verdict, Event] = {
    Verdict.ADOPTED: Event.CARRIED,
    Verdict.NOT_ADOPTED: Event.FAILED_NEXT_STEP,
    Verdict.OPEN: Event.UNKNOWN_NEXT_STEP,
}
VERDICT_OF: Mapping[State, Verdict] = {
    State.ADOPTED: Verdict.ADOPTED,
    State.ELECTED: Verdict.ADOPTED,
    State.NOT_ADOPTED: Verdict.NOT_ADOPTED,
    State.NO_RESULT: Verdict.NOT_ADOPTED,
    State.OPEN: Verdict.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    electorate: Electorate
    facts: Facts
    question: Question
    course: Course

    def decide(self, rule: Rule, facts: Facts | None = None) -> Outcome:
        outcome = decide(rule, self.electorate, self.facts if facts is None else facts, self.question)
        return replace(outcome, within=("decides",))


def run(procedure: Procedure, electorate: Electorate, facts: Facts, question: Question, course: Course) -> Outcome:
    """The outcome of a procedure from what is known.

    Raises ``QuestionIncomplete`` when a rule needs a fact that the question does not give.
    """
    return _run(procedure, _Given(electorate=electorate, facts=facts, question=question, course=course))


def _run(procedure: Procedure, given: _Given) -> Outcome:
    match procedure:
        case (
            Vote(decides=rule)
            | TellersCount(decides=rule)
            | ConsensusInTheRoom(decides=rule)
            | OfficeHolderDecides(decides=rule)
        ):
            outcome = given.decide(rule)
            follow(type(procedure), [DIRECT[outcome.verdict]])
            return outcome
        case Silence(decides=rule):
            return _silence(procedure, given.decide(rule, _silence_accepts(given)), given)
        case TacitAcceptance():
            return _tacit_acceptance(procedure, given)
        case Ladder():
            return _ladder(procedure, given)
        case Election():
            return _election(procedure, given)
        case _:
            assert_never(procedure)


def _silence_accepts(given: _Given) -> Facts:
    """Who is named and says nothing accepts, but may be one of those that are known by their number alone."""
    counted = [known.camps for known in given.facts.sums if known.high != 0 and Camp.YES not in known.camps]
    camps = frozenset({Camp.YES}).union(*counted)
    silent = {name: camps for name in given.electorate.names if name not in given.facts.camps}
    return replace(given.facts, camps={**given.facts.camps, **silent})


def _after_period(procedure: Silence | TacitAcceptance, outcome: Outcome, given: _Given) -> Verdict:
    period = Event.PERIOD_RUNS if given.course.period_runs else Event.PERIOD_ENDED
    events = {Verdict.NOT_ADOPTED: Event.OBJECTED, Verdict.OPEN: Event.UNKNOWN, Verdict.ADOPTED: period}
    return VERDICT_OF[follow(type(procedure), [events[outcome.verdict]])]


def _silence(procedure: Silence, outcome: Outcome, given: _Given) -> Outcome:
    verdict = _after_period(procedure, outcome, given)
    if verdict is Verdict.NOT_ADOPTED:
        broken = outcome.code is Code.OBJECTION
        return replace(outcome, code=Code.SILENCE_BROKEN if broken else outcome.code)
    return _still_running(outcome, verdict)


def _still_running(outcome: Outcome, verdict: Verdict) -> Outcome:
    if verdict is Verdict.OPEN and outcome.verdict is Verdict.ADOPTED:
        deadline = MissingFact(kind=Missing.DEADLINE)
        return replace(outcome, verdict=Verdict.OPEN, code=Code.OPEN, missing=(deadline,))
    return outcome


STAND_IN_ANY_CASE = frozenset({Code.NOT_COMPETENT, Code.NO_QUORUM})
"""Reasons that have nothing to do with who objects."""


def _tacit_acceptance(procedure: TacitAcceptance, given: _Given) -> Outcome:
    outcome = given.decide(procedure.decides, _silence_accepts(given))
    if procedure.objectors is Objectors.OPT_OUT and outcome.code not in STAND_IN_ANY_CASE:
        objectors = tuple(name for name, camps in given.facts.camps.items() if camps == {Camp.NO})
        outcome = replace(
            outcome,
            verdict=Verdict.ADOPTED,
            code=Code.ADOPTED,
            conditions=tuple(_no_bar(one) for one in outcome.conditions),
            blocked_by=(),
            missing=(),
            short_by=None,
            not_bound=objectors,
        )
    return _still_running(outcome, _after_period(procedure, outcome, given))


def _no_bar(weighed: Weighed) -> Weighed:
    """The objections as a figure alone: an objection frees who makes it, and so there is nothing that can fail."""
    if not isinstance(weighed.condition.written, Consensus):
        return weighed
    return replace(weighed, needed=None, holds=None if weighed.holds is None else True)


def _ladder(procedure: Ladder, given: _Given) -> Outcome:
    outcomes: list[Outcome] = []
    events: list[Event] = []
    for number, step in enumerate(procedure.steps, start=1):
        outcome = _run(step, given)
        within = ("steps", number - 1, *outcome.within)
        outcome = replace(outcome, step=number, steps=len(procedure.steps), within=within)
        outcomes.append(outcome)
        events.append((DIRECT if number == len(procedure.steps) else TO_NEXT_STEP)[outcome.verdict])
        if outcome.verdict is Verdict.ADOPTED:
            break
    if VERDICT_OF[follow(Ladder, events)] is Verdict.OPEN:
        outcome = next(one for one in outcomes if one.verdict is Verdict.OPEN)
    else:
        outcome = outcomes[-1]
    return outcome if outcome.verdict is Verdict.ADOPTED else replace(outcome, step=None)


def _election(procedure: Election, given: _Given) -> Outcome:
    counts = list(_ballots(procedure, given))
    state = follow(Election, [*(event for event, _ in counts), Event.NO_MORE_BALLOTS])
    shared = Outcome(verdict=VERDICT_OF[state], code=Code.NO_RESULT, rounds=len(counts), cite=procedure.cite)
    if not counts:
        return replace(shared, verdict=Verdict.OPEN, code=Code.OPEN, missing=(MissingFact(kind=Missing.BALLOTS),))
    outcome = counts[-1][1]
    shared = replace(shared, conditions=outcome.conditions, basis=outcome.basis, counted=outcome.counted)
    if state is State.ELECTED:
        return replace(shared, code=Code.ELECTED, elected=outcome.elected, round_=len(counts))
    if state is State.OPEN:
        return replace(shared, code=Code.OPEN, missing=outcome.missing)
    return replace(shared, short_by=outcome.short_by)


def _ballots(procedure: Election, given: _Given) -> Iterator[tuple[Event, Outcome]]:
    """Each ballot with what it led to, up to the one that elects or leaves open; the outcome is the leader's."""
    for ballot in given.course.ballots:
        answers = [_candidate(procedure, name, ballot, given) for name in ballot.votes]
        reached = [answer for answer in answers if answer.verdict is Verdict.ADOPTED]
        unknown = [answer for answer in answers if answer.verdict is Verdict.OPEN]
        if len(reached) == 1:
            yield Event.REACHED, reached[0]
            return
        if unknown:
            yield Event.UNKNOWN, unknown[0]
            return
        yield Event.NOT_REACHED, _nobody(answers, tie=len(reached) > 1)


def _nobody(answers: list[Outcome], *, tie: bool) -> Outcome:
    """A ballot without a result: the leader's figures; none where several reach the bar, and so nobody is elected."""
    if tie or not answers:
        return Outcome(verdict=Verdict.NOT_ADOPTED, code=Code.NO_RESULT)
    return max(answers, key=_votes)


def _votes(answer: Outcome) -> int:
    had = answer.conditions[0].had
    return 0 if had is None else int(had)


def _candidate(procedure: Election, name: str, ballot: Ballot, given: _Given) -> Outcome:
    """One question for each candidate and round: a vote for another is a vote against."""
    sums = [exactly({Camp.YES}, ballot.votes[name])]
    others = sum(votes for other, votes in ballot.votes.items() if other != name)
    if len(ballot.votes) > 1 or Camp.NO in ballot.camps:
        sums.append(exactly({Camp.NO}, others + ballot.camps.get(Camp.NO, 0)))
    sums += [exactly({camp}, number) for camp, number in ballot.camps.items() if camp is not Camp.NO]
    facts = Facts(sums=tuple(sums))
    outcome = given.decide(Majority(share=procedure.share, of=procedure.of, cite=procedure.cite), facts)
    if outcome.verdict is Verdict.OPEN and given.course.needed is not None:
        outcome = given.decide(Threshold(at_least=Fraction(given.course.needed), cite=procedure.cite), facts)
    return replace(outcome, elected=name, within=())
