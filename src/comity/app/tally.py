"""What the charter makes of a question as it stands: the one place where rows become positions for the core."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from comity.core.charter.check import rules_of
from comity.core.charter.lookup import is_competent, room
from comity.core.charter.model import Charter, Outside
from comity.core.charter.put import Answer, Positions, put, rule_that_applies
from comity.core.procedure.manner import Manner, is_decided_by_vote
from comity.core.procedure.run import Course
from comity.core.procedure.written import ConsensusInTheRoom, Ladder, Procedure
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.facts import Camp
from comity.core.rules.outcome import Code
from comity.core.rules.question import Question as Put
from comity.core.rules.sentences.lines import Act
from comity.core.rules.written import OnlyAtRequest, RequestedBy, Rule, WithoutMemberConcerned, nodes
from comity.core.values import Id
from comity.store.models import Proposal, Question

NOT_AGAINST = frozenset(Camp) - {Camp.NO}
MANNERS: Mapping[str, Manner] = {
    Question.Manner.WITHOUT_VOTE: Manner.WITHOUT_VOTE,
    Question.Manner.RECORDED_VOTE: Manner.BY_VOTE,
}
DID_NOT_VOTE = frozenset({Camp.ABSENT, Camp.NOT_PARTICIPATING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A question as it stands: who said what, who is absent, whether positions may still come."""

    proposal: Proposal
    question: Question
    camps: Mapping[Id, str]
    """By seat."""


def put_of(proposal: Proposal, question: Question) -> Put:
    """The question as the core takes it."""
    attending = len(question.seats) - len(question.absent) if question.attendance_taken else None
    return Put(
        body=proposal.body,
        matter=proposal.matter,
        on=question.day,
        concerned=frozenset(proposal.concerned) or None,
        source=proposal.source or None,
        requested=bool(proposal.requested_by),
        requested_by=frozenset(proposal.requested_by),
        attending=attending,
    )


def positions_of(standing: Standing, *, closed: bool) -> Positions:
    """What is known of each seat; ``closed``: no more is to come.

    A seat that has said nothing stands anywhere while the question is open. Once it is closed, without a vote, it has
    not objected; in a vote it did not vote, and whether it was there is known only where attendance was taken.
    """
    question = standing.question
    known = {seat: frozenset({Camp(camp)}) for seat, camp in standing.camps.items()}
    for seat in question.seats:
        if seat not in known:
            silent = _silent(question, seat, closed=closed)
            if silent is not None:
                known[seat] = silent
    return Positions(camps=known)


def _silent(question: Question, seat: Id, *, closed: bool) -> frozenset[Camp] | None:
    if seat in question.absent:
        return frozenset({Camp.ABSENT})
    if not closed:
        return None
    if question.manner == Question.Manner.WITHOUT_VOTE:
        return frozenset({Camp.YES})
    return frozenset({Camp.NOT_PARTICIPATING}) if question.attendance_taken else DID_NOT_VOTE


def answer_of(charter: Charter, standing: Standing, at: datetime, *, closed: bool = True) -> Answer:
    """The charter's answer to the question, as if it were closed now, or as it stands while more may come.

    Raises what ``put`` does.
    """
    known = positions_of(standing, closed=closed)
    question = put_of(standing.proposal, standing.question)
    manner = MANNERS[Question.Manner(standing.question.manner)]
    return put(charter, question, known, Course(at=at), manner=manner)


def objectors(standing: Standing) -> tuple[Id, ...]:
    """The seats that object, in the order of the call."""
    return tuple(seat for seat in standing.question.seats if standing.camps.get(seat) == Camp.NO)


def calls_for_vote(charter: Charter, standing: Standing) -> bool:
    """Whether somebody objects to adoption without a vote on what is decided by one: then there is no result."""
    question, proposal = standing.question, standing.proposal
    if question.manner != Question.Manner.WITHOUT_VOTE or not objectors(standing):
        return False
    return is_decided_by_vote(procedure_for(charter, proposal, question.day))


def lacks(charter: Charter, proposal: Proposal, on: date) -> Mapping[str, str]:
    """What the rule asks of the proposal that it does not say: field to what is wrong; empty where nothing is.

    Raises ``NoRule`` where the charter has a gap.
    """
    question = Put(
        body=proposal.body,
        matter=proposal.matter,
        on=on,
        concerned=frozenset(proposal.concerned) or None,
        source=proposal.source or None,
        requested=bool(proposal.requested_by),
        requested_by=frozenset(proposal.requested_by),
    )
    try:
        answer = put(charter, question, Positions())
    except QuestionIncomplete as missing:
        return {missing.key: _("The rule of this matter asks for it: fill it in.")}
    if proposal.concerned and any(isinstance(one, WithoutMemberConcerned) for one in _nodes(answer)):
        members = {sitting.holder for sitting in room(charter, proposal.body, on).seats}
        if len(proposal.concerned) > 1 or not members.issuperset(proposal.concerned):
            return {"concerned": _("Name the one member whom it concerns: all others decide.")}
    by_parties = any(one.by is RequestedBy.PARTIES_CONCERNED for one in _requests(answer))
    if by_parties and not proposal.concerned:
        return {"concerned": _("The rule of this matter asks for it: fill it in.")}
    if answer.outcome.code is Code.NOT_COMPETENT and answer.entry is not None and by_parties:
        return {"requested_by": _("The body acts on this matter only at the request of all who are concerned.")}
    if answer.outcome.code is Code.NOT_COMPETENT and answer.entry is not None:
        return {"requested_by": _("The body acts on this matter only at a request: say who made it.")}
    return {}


def _nodes(answer: Answer) -> Iterator[Rule]:
    for rule in () if answer.procedure is None else rules_of(answer.procedure):
        yield from nodes(rule)


def _requests(answer: Answer) -> Iterator[OnlyAtRequest]:
    """The requests at which alone the rule lets the body act."""
    return (one for one in _nodes(answer) if isinstance(one, OnlyAtRequest))


def takes_part(standing: Standing) -> bool:
    """Whether anybody takes part: where all are absent, or stay out of it, nobody decides anything."""
    question = standing.question
    stay_out = {seat for seat, camp in standing.camps.items() if camp == Camp.NOT_PARTICIPATING}
    return bool(set(question.seats) - set(question.absent) - stay_out)


def act_of_question(question: Question) -> Act:
    """How members take part: where nobody votes they may object."""
    return Act.CONSENSUS if question.manner == Question.Manner.WITHOUT_VOTE else Act.VOTE


def may_decide(charter: Charter, proposal: Proposal, on: date) -> bool:
    """Whether the charter has the body, and has it decide the matter: a version after the proposal may not."""
    body = charter.bodies.get(proposal.body)
    return body is not None and is_competent(body, proposal.matter, on)


def procedure_for(charter: Charter, proposal: Proposal, on: date) -> Procedure:
    """The procedure by which the body decides the matter. Raises ``NoRule`` where the charter has a gap."""
    entry = rule_that_applies(charter, Put(body=proposal.body, matter=proposal.matter, on=on))
    return charter.rules[entry.rule]


def may_stay_out(charter: Charter, proposal: Proposal, on: date) -> bool:
    """Whether a member that takes no part is not bound by the decision, and so may say that it takes none."""
    entry = rule_that_applies(charter, Put(body=proposal.body, matter=proposal.matter, on=on))
    return Outside.WHO_TAKES_NO_PART in entry.not_bound


def asks_for_consensus(procedure: Procedure) -> bool:
    """Whether an objection alone prevents adoption, so that there is no vote to be had."""
    return isinstance(procedure, ConsensusInTheRoom) or (
        isinstance(procedure, Ladder) and not is_decided_by_vote(procedure)
    )
