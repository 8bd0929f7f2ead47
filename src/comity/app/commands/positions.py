"""Positions: taken from the seat, recorded by an officer, corrected before the result; those without vote apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from comity.app.commands.questions import found, target_of
from comity.app.errors import unfit
from comity.app.lifecycle import QUESTION, after
from comity.app.organisation import charter_of
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.tally import may_stay_out
from comity.core.charter.lookup import suspended
from comity.core.values import Id
from comity.store.models import Position, PositionWithoutVote, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSeat(Command):
    """A position at a seat. ``seen``: the version that was on the page, 0 for none."""

    question: Id
    seat: Id
    camp: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(AtSeat):
    """Take a position from the seat, or correct it."""

    verb: ClassVar[str] = "position.take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(AtSeat):
    """Record the position that a seat has called out, or correct it."""

    verb: ClassVar[str] = "position.record"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWithoutVote(Command):
    """Say where an observer or a partner stands: shown apart, never counted."""

    verb: ClassVar[str] = "position.take_without_vote"
    question: Id
    delegation: Id
    camp: str
    seen: int = 0


def take(command: Take, doing: Doing) -> Result:
    """The position of the seat, as its delegation says it."""
    question = found(command.question)
    doing.allow(target_of(question, question.holders.get(command.seat, "")))
    if question.channel != Question.Channel.SEATS and question.manner == Question.Manner.RECORDED_VOTE:
        raise unfit("", _("This vote is taken by roll call: the officer records what the seat calls out."))
    return _placed(question, command, doing, recorded=False)


def record(command: Record, doing: Doing) -> Result:
    """The position of the seat, as the officer heard it."""
    question = found(command.question)
    doing.allow(target_of(question))
    if question.channel != Question.Channel.ROLL_CALL:
        raise unfit("", _("Positions come from the seats: each delegation takes and corrects its own."))
    return _placed(question, command, doing, recorded=True)


def _placed(question: Question, command: AtSeat, doing: Doing, *, recorded: bool) -> Result:
    position = question.positions.filter(seat=command.seat).first()
    _fit(question, command, position)
    if recorded and position is not None and not position.recorded:
        raise unfit("seat", _("The delegation has taken this position itself: it corrects it itself."))
    if question.state == Question.State.CLOSED and position is None:
        raise unfit("", _("The vote is closed: a position that was taken may be corrected, none is added."))
    after(QUESTION, question.state, "take" if position is None else "correct")
    values = {"camp": command.camp, "taken_at": doing.at, "taken_by": doing.actor.person, "recorded": recorded}
    delegation = question.holders[command.seat]
    if position is None:
        position = Position(
            id=doing.new_id(),
            question=question,
            seat=command.seat,
            delegation=delegation,
            classification=question.classification,
            **values,
        )
        doing.create(position)
    else:
        position.version = command.seen
        doing.update(position, **values)
    subject = Subject(id=question.proposal_id, classification=question.classification)
    outcome = {"symbol": question.proposal.symbol, "seat": command.seat, "version": position.version}
    return Result(subject=subject, outcome=outcome, delegation=delegation)


def _fit(question: Question, command: AtSeat, position: Position | None) -> None:
    """Raises ``Unfit`` where the seat can't take this position."""
    if command.seat not in question.seats:
        raise unfit("seat", _("There is no such seat in the body on this day."))
    if command.camp not in Position.Camp.values:
        raise unfit("camp", _("Choose a position."))
    # Where nobody votes the one thing to say is an objection; whoever has objected may say that it is dropped.
    charter = charter_of(question.proposal.charter_version)
    may_say = {Position.Camp.NO} if position is None else {Position.Camp.NO, Position.Camp.YES}
    if may_stay_out(charter, question.proposal, question.day):
        may_say.add(Position.Camp.NOT_PARTICIPATING)
    if question.manner == Question.Manner.WITHOUT_VOTE and command.camp not in may_say:
        raise unfit("camp", _("Nobody votes here: object, or say nothing."))
    if command.seat in question.absent:
        raise unfit("seat", _("This seat is recorded as absent: take attendance again first."))
    if suspended(charter, question.holders[command.seat], question.day):
        raise unfit("seat", _("The voting right of this member is suspended on this day."))


def take_without_vote(command: TakeWithoutVote, doing: Doing) -> Result:
    """The position of a delegation without a seat."""
    question = found(command.question)
    doing.allow(target_of(question, command.delegation))
    if command.delegation in question.holders.values():
        raise unfit("", _("This delegation has a seat: it votes from there."))
    if command.camp not in Position.Camp.values:
        raise unfit("camp", _("Choose a position."))
    row = question.positions_without_vote.filter(delegation=command.delegation).first()
    values = {"camp": command.camp, "taken_at": doing.at, "taken_by": doing.actor.person}
    if row is None:
        row = PositionWithoutVote(
            id=doing.new_id(),
            question=question,
            delegation=command.delegation,
            classification=question.classification,
            **values,
        )
        doing.create(row)
    else:
        row.version = command.seen
        doing.update(row, **values)
    subject = Subject(id=question.proposal_id, classification=question.classification)
    return Result(subject=subject, outcome={"symbol": question.proposal.symbol}, delegation=command.delegation)


HANDLERS: Mapping[type[Any], Handler] = {Take: take, Record: record, TakeWithoutVote: take_without_vote}
