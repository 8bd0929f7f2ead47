"""The question on a proposal: put, a recorded vote requested, the quorum challenged, closed, its result announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.app.commands.proposals import found as found_proposal
from comity.app.commands.proposals import target_of as target_of_proposal
from comity.app.errors import NotThere, unfit
from comity.app.issues import text_as_issued
from comity.app.lifecycle import PROPOSAL, QUESTION, after
from comity.app.organisation import charter_of, the_house
from comity.app.outcomes import mark, outcome_of
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.policy import Target
from comity.app.reader import language_of_reader, listing
from comity.app.tally import (
    Standing,
    answer_of,
    asks_for_consensus,
    calls_for_vote,
    lacks,
    may_decide,
    procedure_for,
    takes_part,
)
from comity.core.charter.lookup import room
from comity.core.charter.model import Charter
from comity.core.charter.put import NoRule
from comity.core.procedure.written import ConsensusInTheRoom, Ladder, OfficeHolderDecides, Procedure, Vote
from comity.core.rules.outcome import Verdict
from comity.core.rules.sentences import WORDS
from comity.core.values import Id
from comity.store.models import Classification, Document, Proposal, Question
from comity.workbench.naming import ordered

HELD_HERE = (Vote, ConsensusInTheRoom, OfficeHolderDecides, Ladder)
"""Procedures by which a question is put in the room."""

WANTING: Mapping[str, Promise] = {
    "concerned": gettext_lazy("which members it concerns"),
    "source": gettext_lazy("from whom it comes"),
    "requested_by": gettext_lazy("at whose request it is made"),
}
"""What a rule may ask of a proposal, as the refusal calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToBody(Command):
    """Put the question whether the body adopts the proposal; ``drawn``: the call begins with a seat drawn by lot."""

    verb: ClassVar[str] = "question.put"
    proposal: Id
    seen: int
    manner: str
    channel: str = "seats"
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestVote(Command):
    """Ask for a recorded vote on what would be adopted without one; the chair and the officer ask for no delegation."""

    verb: ClassVar[str] = "question.request_vote"
    question: Id
    delegation: Id = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeQuorum(Command):
    """Challenge that enough members are there: until then it is presumed."""

    verb: ClassVar[str] = "question.challenge_quorum"
    question: Id
    delegation: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAttendance(Command):
    """Record which seats are empty; all others are there."""

    verb: ClassVar[str] = "question.take_attendance"
    question: Id
    seen: int
    absent: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """Close the vote, or the chair's question: no new position is taken, corrections still are."""

    verb: ClassVar[str] = "question.close"
    question: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce(Command):
    """Announce the result. Only then is there one.

    ``shown``: the mark of the result that the chair was shown (``app.outcomes.mark``), so that no other is announced.
    Empty where none was shown: at a terminal.
    """

    verb: ClassVar[str] = "question.announce"
    question: Id
    shown: str = ""


def found(question: Id) -> Question:
    """The question with its proposal. Raises ``NotThere``."""
    row = Question.objects.select_related("proposal").filter(pk=question).first()
    if row is None:
        raise NotThere(question)
    return row


def target_of(question: Question, *delegations: Id) -> Target:
    """What the policy asks of a question; ``delegations``: for whom somebody acts."""
    return Target(
        classification=question.classification,
        state=question.state,
        delegations=frozenset(delegations),
        body=question.body,
    )


def seated(question: Question, delegation: Id) -> tuple[Id, ...]:
    """The seats of a delegation. Raises ``Unfit`` where it has none in the body."""
    seats = tuple(seat for seat in question.seats if question.holders[seat] == delegation)
    if not seats:
        raise unfit("", _("This delegation has no seat in the body on this day."))
    return seats


def put_to_body(command: PutToBody, doing: Doing) -> Result:
    """A new question, with the seats of the day in the order in which they are called."""
    proposal = found_proposal(command.proposal)
    doing.allow(target_of_proposal(proposal))
    state = after(PROPOSAL, proposal.state, "put")
    here = the_house()
    _fit_manner(command, _procedure_held(here.charter, proposal, doing.today))
    wanting = [WANTING[one] for one in lacks(here.charter, proposal, doing.today)]
    if wanting:
        listed = WORDS[language_of_reader()].listing([str(one) for one in wanting])
        raise unfit("", _("The proposal does not say all that the rule asks for: %s.") % listed)
    proposal.version = command.seen
    doing.update(proposal, state=state, charter_version=here.row.charter_version)
    seats, holders, drawn = _called(here.charter, proposal, doing, by_lot=command.drawn)
    last = proposal.questions.aggregate(Max("number"))["number__max"] or 0
    question = Question(
        id=doing.new_id(),
        proposal=proposal,
        number=last + 1,
        body=proposal.body,
        classification=proposal.classification,
        manner=command.manner,
        channel=command.channel,
        state=Question.State.OPEN,
        day=doing.today,
        seats=list(seats),
        holders=holders,
        drawn=drawn,
        put_at=doing.at,
    )
    doing.create(question)
    return Result(subject=_subject(question), outcome={"question": question.id, "drawn": drawn})


def _procedure_held(charter: Charter, proposal: Proposal, today: date) -> Procedure:
    """How the matter is decided in the room. Raises ``Unfit`` where it is not: a later version may have moved it."""
    if not may_decide(charter, proposal, today):
        raise unfit(
            "",
            _(
                "Under the charter in use the body may not decide this matter today. "
                "Withdraw the proposal, and submit it to the body that may."
            ),
        )
    try:
        procedure = procedure_for(charter, proposal, today)
    except NoRule:
        raise unfit("", _("The charter in use has no rule by which the body decides this matter today.")) from None
    if not isinstance(procedure, HELD_HERE):
        raise unfit("", _("The charter decides this matter by a procedure that is not held in the room."))
    return procedure


def _fit_manner(command: PutToBody, procedure: Procedure) -> None:
    """Raises ``Unfit`` where the matter is not decided in this manner."""
    manner = command.manner
    if isinstance(procedure, OfficeHolderDecides) and command.channel != Question.Channel.SEATS:
        raise unfit("channel", _("Whoever holds the office says it from the seat: nobody records it for them."))
    if manner == Question.Manner.RECORDED_VOTE and asks_for_consensus(procedure):
        raise unfit("manner", _("This matter is decided by consensus: there is no vote on it."))
    if manner == Question.Manner.WITHOUT_VOTE and isinstance(procedure, OfficeHolderDecides):
        raise unfit("manner", _("This matter is decided by whoever holds the office, who has to say so."))


def _called(
    charter: Charter, proposal: Proposal, doing: Doing, *, by_lot: bool
) -> tuple[tuple[Id, ...], dict[Id, Id], Id]:
    """The seats in the order of the charter, from the one drawn by lot on where the chair draws."""
    who = room(charter, proposal.body, doing.today)
    if not who.seats:
        raise unfit("", _("Nobody sits in the body on this day."))
    holders = {sitting.seat: sitting.holder for sitting in who.seats}
    seats = ordered(charter, holders, doing.today)
    if not by_lot:
        return seats, holders, ""
    first = int.from_bytes(doing.chance(8), "big") % len(seats)
    return (*seats[first:], *seats[:first]), holders, seats[first]


def request_vote(command: RequestVote, doing: Doing) -> Result:
    """The question set aside, and the same put to a recorded vote."""
    question = found(command.question)
    doing.allow(target_of(question, *((command.delegation,) if command.delegation else ())))
    if command.delegation:
        seated(question, command.delegation)
    proposal = question.proposal
    if question.manner != Question.Manner.WITHOUT_VOTE:
        raise unfit("", _("A recorded vote is being taken already."))
    if asks_for_consensus(procedure_for(charter_of(proposal.charter_version), proposal, question.day)):
        raise unfit("", _("This matter is decided by consensus: object, or place an opinion on record."))
    doing.update(question, state=after(QUESTION, question.state, "set_aside"))
    vote = Question(
        id=doing.new_id(),
        proposal=proposal,
        number=question.number + 1,
        body=question.body,
        classification=question.classification,
        manner=Question.Manner.RECORDED_VOTE,
        channel=question.channel,
        state=Question.State.OPEN,
        day=question.day,
        seats=question.seats,
        holders=question.holders,
        drawn=question.drawn,
        requested_by=command.delegation,
        quorum_challenged_by=question.quorum_challenged_by,
        attendance_taken=question.attendance_taken,
        absent=question.absent,
        put_at=doing.at,
    )
    doing.create(vote)
    return Result(subject=_subject(vote), outcome={"question": vote.id}, delegation=command.delegation)


def challenge_quorum(command: ChallengeQuorum, doing: Doing) -> Result:
    """The challenge on record: the result waits until attendance is taken."""
    question = found(command.question)
    doing.allow(target_of(question, command.delegation))
    seated(question, command.delegation)
    if question.quorum_challenged_by:
        raise unfit("", _("The quorum is challenged already."))
    state = after(QUESTION, question.state, "challenge")
    doing.update(question, state=state, quorum_challenged_by=command.delegation)
    return Result(subject=_subject(question), delegation=command.delegation)


def take_attendance(command: TakeAttendance, doing: Doing) -> Result:
    """Which seats are empty. A seat that has taken a position is there."""
    question = found(command.question)
    doing.allow(target_of(question))
    charter = charter_of(question.proposal.charter_version)
    strangers = [seat for seat in command.absent if seat not in question.seats]
    if strangers:
        message = _("No such seat: %(seats)s.")
        raise unfit("absent", message % {"seats": listing(charter, strangers, question.day)})
    if set(command.absent) >= set(question.seats):
        raise unfit("absent", _("Where nobody is there nothing is decided: leave those unmarked who are there."))
    taken = set(question.positions.values_list("seat", flat=True)) & set(command.absent)
    if taken:
        there = [seat for seat in question.seats if seat in taken]
        message = _("These seats have taken a position, and so are there: %(seats)s.")
        raise unfit("absent", message % {"seats": listing(charter, there, question.day)})
    question.version = command.seen
    state = after(QUESTION, question.state, "attend")
    doing.update(question, state=state, absent=list(command.absent), attendance_taken=True)
    return Result(subject=_subject(question), outcome={"absent": list(command.absent)})


def close(command: Close, doing: Doing) -> Result:
    """The question closed."""
    question = found(command.question)
    doing.allow(target_of(question))
    doing.update(question, state=after(QUESTION, question.state, "close"), closed_at=doing.at)
    return Result(subject=_subject(question))


def announce(command: Announce, doing: Doing) -> Result:
    """The result by the charter, the proposal's new state, and the document of what was adopted."""
    question = found(command.question)
    doing.allow(target_of(question))
    if question.quorum_challenged_by and not question.attendance_taken:
        raise unfit("", _("The quorum is challenged: take attendance first."))
    proposal = question.proposal
    charter = charter_of(proposal.charter_version)
    standing = Standing(
        proposal=proposal, question=question, camps=dict(question.positions.values_list("seat", "camp"))
    )
    if not takes_part(standing):
        raise unfit("", _("Nobody takes part in it: there is no decision to announce."))
    if calls_for_vote(charter, standing):
        raise unfit("", _("There is an objection: it is not adopted without a vote. Put it to a recorded vote."))
    answer = answer_of(charter, standing, doing.at)
    if answer.outcome.verdict is Verdict.OPEN:
        raise unfit("", _("What is on record leaves the result open: record what is missing first."))
    outcome = outcome_of(charter, answer, question)
    if command.shown and command.shown != mark(outcome):
        raise unfit("", _("What is on record has changed since you opened the page. Look at the result again."))
    announced = after(QUESTION, question.state, "announce")
    doing.update(question, state=announced, announced_at=doing.at, outcome=outcome)
    adopted = answer.outcome.verdict is Verdict.ADOPTED
    decided = after(PROPOSAL, proposal.state, "adopt" if adopted else "reject")
    doing.update(proposal, state=decided, decided_at=doing.at)
    document = _document(proposal, question, doing) if adopted else None
    if document is not None:
        doing.create(document)
    told = {"document": document.symbol if document else ""}
    if question.classification != Classification.CONFIDENTIAL:
        told |= {"verdict": outcome["verdict"], "code": outcome["code"]}
    return Result(subject=_subject(question), outcome=told)


def _document(proposal: Proposal, question: Question, doing: Doing) -> Document:
    """The decision: the text as last issued, with a symbol of its own and the date."""
    year = doing.today.year
    text = text_as_issued(tuple(proposal.texts.all()))
    return Document(
        id=doing.new_id(),
        symbol=_free_symbol(f"{proposal.body.upper()}/{year}/DEC"),
        kind=Document.Kind.DECISION,
        title=proposal.title,
        texts=text.texts,
        versions=text.versions,
        date=doing.today,
        body=proposal.body,
        matter=proposal.matter,
        classification=proposal.classification,
        proposal=proposal.id,
        question=question.id,
    )


def _free_symbol(series: str) -> str:
    """The next symbol of the series; one that a registered reference has already is passed over."""
    taken = set(Document.objects.filter(symbol__startswith=f"{series}/").values_list("symbol", flat=True))
    return next(one for number in count(1) if (one := f"{series}/{number}") not in taken)


def _subject(question: Question) -> Subject:
    return Subject(id=question.proposal_id, classification=question.classification)


HANDLERS: Mapping[type[Any], Handler] = {
    PutToBody: put_to_body,
    RequestVote: request_vote,
    ChallengeQuorum: challenge_quorum,
    TakeAttendance: take_attendance,
    Close: close,
    Announce: announce,
}
