"""The first page of a person: what waits for them, and what moved since they were here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from comity.app.actor import Actor
from comity.app.commands.proposals import target_of as target_of_proposal
from comity.app.commands.questions import target_of as target_of_question
from comity.app.organisation import house
from comity.app.policy import grants, may_at_all
from comity.app.queries.decisions import seen_by
from comity.app.queries.ledger import granted
from comity.core.values import Id, Language, in_language
from comity.store.models import (
    Account,
    Invitation,
    LedgerEntry,
    Position,
    PositionWithoutVote,
    Proposal,
    Question,
)

MOVED_AT_MOST = 30
"""How many entries are listed; the others are counted."""

LISTED_AT_MOST = 200
"""How many proposals and questions are looked at: more never wait for one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for the reader: ``what`` is the action, ``by`` when it is due (``None``: no deadline)."""

    what: str
    symbol: str
    title: str
    body: str
    proposal: Id
    question: Id
    since: datetime
    by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An act that the reader may read of."""

    sequence: int
    verb: str
    at: datetime
    delegation: str
    proposal: Id
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTold:
    """What stands on the first page. ``more_moved``: entries beyond those that are listed."""

    organisation: str
    example: bool
    waiting: tuple[Waiting, ...]
    invitations: tuple[tuple[str, datetime], ...]
    moved: tuple[Moved, ...]
    more_moved: int
    seen_until: datetime | None


def home(actor: Actor, language: Language, at: datetime) -> HomeTold | None:
    """The first page; ``None`` before an organisation was made. A constant number of queries."""
    here = house()
    if here is None:
        return None
    seen_until = Account.objects.filter(person=actor.person).values_list("seen_until", flat=True).first()
    moved, more = _moved(actor, seen_until, language)
    return HomeTold(
        organisation=here.name(language),
        example=here.example,
        waiting=_waiting(actor, language),
        invitations=_invitations(actor, at),
        moved=moved,
        more_moved=more,
        seen_until=seen_until,
    )


def _waiting(actor: Actor, language: Language) -> tuple[Waiting, ...]:
    """What waits, that with the nearest deadline first, then the oldest."""
    if not actor.capacities:
        return ()
    here = house()
    assert here is not None, "the first page asked"
    names = here.names(language)
    found = []
    for question in _questions(actor):
        proposal = question.proposal
        found += [_told(what, proposal, question, names(question.body), language) for what in _asked(actor, question)]
    rows = Proposal.objects.filter(seen_by(actor, "proposal.see"), state=Proposal.State.SUBMITTED)
    for row in rows.order_by("submitted_at")[:LISTED_AT_MOST]:
        if grants(actor, "question.put", target_of_proposal(row)):
            found.append(_told("question.put", row, None, names(row.body), language))
    return tuple(sorted(found, key=lambda one: (one.by is None, one.by or one.since, one.since)))


def _told(what: str, proposal: Proposal, question: Question | None, body: str, language: Language) -> Waiting:
    return Waiting(
        what=what,
        symbol=proposal.symbol,
        title=in_language(proposal.title, language),
        body=body,
        proposal=proposal.id,
        question=question.id if question else "",
        since=question.put_at if question else proposal.submitted_at,
        by=proposal.due_at,
    )


def _questions(actor: Actor) -> Iterator[Question]:
    """The running questions on proposals that the actor may see, with what their delegations said."""
    running = Question.objects.filter(state__in=(Question.State.OPEN, Question.State.CLOSED))
    visible = Proposal.objects.filter(seen_by(actor, "proposal.see"))
    own = Position.objects.filter(delegation__in=actor.delegations)
    without = PositionWithoutVote.objects.filter(delegation__in=actor.delegations)
    rows = running.filter(proposal__in=visible).select_related("proposal")
    return iter(
        rows.prefetch_related(
            Prefetch("positions", queryset=own), Prefetch("positions_without_vote", queryset=without)
        ).order_by("put_at")[:LISTED_AT_MOST]
    )


def _asked(actor: Actor, question: Question) -> Iterator[str]:
    """What the question asks of the actor."""
    target = target_of_question(question, *actor.delegations)
    is_open = question.state == Question.State.OPEN
    if is_open and grants(actor, "position.take", target) and _unsaid(actor, question):
        yield "position.take"
    without = grants(actor, "position.take_without_vote", target)
    if is_open and without and not question.positions_without_vote.all():
        yield "position.take_without_vote"
    challenged = bool(question.quorum_challenged_by) and not question.attendance_taken
    if challenged and grants(actor, "question.take_attendance", target):
        yield "question.take_attendance"
    if is_open and grants(actor, "question.close", target):
        yield "question.close"
    if not is_open and grants(actor, "question.announce", target):
        yield "question.announce"


def _unsaid(actor: Actor, question: Question) -> bool:
    """Whether a seat of the actor's delegations is there and has taken no position."""
    own = {seat for seat in question.seats if question.holders[seat] in actor.delegations}
    said = {one.seat for one in question.positions.all()}
    return bool(own - said - set(question.absent))


def _invitations(actor: Actor, at: datetime) -> tuple[tuple[str, datetime], ...]:
    """Invitations that wait for an answer, for those who invite: the name, and until when."""
    if not may_at_all(actor, "person.invite"):
        return ()
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at).order_by("expires_at")
    return tuple((one.name, one.expires_at) for one in rows[:LISTED_AT_MOST])


def _moved(actor: Actor, since: datetime | None, language: Language) -> tuple[tuple[Moved, ...], int]:
    """The acts since a moment that the actor may read of, the latest first; and how many more there are."""
    here = house()
    if here is None or not actor.capacities:
        return (), 0
    names = here.names(language)
    rows = LedgerEntry.objects.filter(granted(actor, "ledger.see")).exclude(actor=actor.person)
    if since is not None:
        rows = rows.filter(at__gt=since)
    latest = list(rows.defer("content").order_by("-sequence")[:MOVED_AT_MOST])
    subjects = {one.subject for one in latest}
    visible = Proposal.objects.filter(seen_by(actor, "proposal.see"), pk__in=subjects)
    symbols = dict(visible.values_list("id", "symbol"))
    listed = tuple(
        Moved(
            sequence=one.sequence,
            verb=one.verb,
            at=one.at,
            delegation=names(one.delegation) if one.delegation else "",
            proposal=one.subject if one.subject in symbols else "",
            symbol=symbols.get(one.subject, ""),
        )
        for one in latest
    )
    return listed, rows.count() - len(latest)


def mark_seen(actor: Actor, until: datetime, at: datetime) -> None:
    """Keep until when the person has seen what moved: at most until now, and never less than before."""
    moment = min(until, at)
    rows = Account.objects.filter(person=actor.person)
    rows.filter(Q(seen_until=None) | Q(seen_until__lt=moment)).update(seen_until=moment)
