"""A proposal: submitted, sponsored, revised, added to, corrected, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.translation import gettext as _

from comity.app.errors import Fault, NotThere, Unfit, unfit
from comity.app.issues import last_whole
from comity.app.lifecycle import PROPOSAL, QUESTION, after
from comity.app.organisation import House, charter_of, the_house
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.policy import Target
from comity.app.reader import listing
from comity.app.tally import Standing, calls_for_vote, lacks
from comity.app.texts import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    cleaned,
    faults_of_text,
    faults_of_versions,
    versions_of,
)
from comity.core.charter.lookup import is_competent, room, who_may_propose
from comity.core.charter.model import Charter
from comity.core.values import Id
from comity.store.models import Classification, Proposal, ProposalText, Question

WORDS_OF_ISSUES: Mapping[str, str] = {"revision": "Rev", "addendum": "Add", "corrigendum": "Corr"}
"""How a symbol marks an issue of the text, in every language."""


FIELDS: Mapping[str, str] = {"source": "sponsors"}
"""What a rule asks for, and the field that says it: a proposal comes from its first sponsor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Command):
    """Submit a text to a body, under a matter."""

    verb: ClassVar[str] = "proposal.submit"
    body: Id
    matter: Id
    title: Mapping[str, str]
    text: Mapping[str, str]
    versions: Mapping[str, str] = field(default_factory=dict)
    classification: str = Classification.RESTRICTED
    sponsors: tuple[Id, ...] = ()
    concerned: tuple[Id, ...] = ()
    requested_by: tuple[Id, ...] = ()
    due_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor(Command):
    """Join the sponsors of a proposal, or leave them."""

    verb: ClassVar[str] = "proposal.sponsor"
    proposal: Id
    delegation: Id
    leave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise(Command):
    """Issue a revision, an addendum or a corrigendum; ``seen``: the version of the proposal that the author saw."""

    verb: ClassVar[str] = "proposal.revise"
    proposal: Id
    seen: int
    kind: str
    text: Mapping[str, str]
    title: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """Withdraw a proposal before its result is announced."""

    verb: ClassVar[str] = "proposal.withdraw"
    proposal: Id
    seen: int


def target_of(proposal: Proposal) -> Target:
    """What the policy asks of a proposal."""
    return Target(
        classification=proposal.classification,
        state=proposal.state,
        delegations=frozenset(proposal.sponsors),
        body=proposal.body,
        person=proposal.submitted_by,
    )


def target_to_withdraw(proposal: Proposal) -> Target:
    """The same for its withdrawal: of several sponsors the first withdraws it."""
    return replace(target_of(proposal), delegations=frozenset(proposal.sponsors[:1]))


def found(proposal: Id) -> Proposal:
    """The proposal. Raises ``NotThere``."""
    row = Proposal.objects.filter(pk=proposal).first()
    if row is None:
        raise NotThere(proposal)
    return row


def submit(command: Submit, doing: Doing) -> Result:
    """A new proposal with its symbol and its text as submitted."""
    here = the_house()
    own = doing.actor.acting_for()
    if own and set(command.sponsors) - {own}:
        raise unfit("sponsors", _("Another delegation joins the sponsors itself, once the proposal is submitted."))
    sponsors = tuple(dict.fromkeys((*((own,) if own else ()), *command.sponsors)))
    doing.allow(
        Target(classification=command.classification, delegations=frozenset({own} if own else ()), body=command.body)
    )
    faults = [
        *_faults_of_question(command, sponsors, here, doing),
        *_faults_of_texts(command.title, command.text, here),
    ]
    faults += faults_of_versions(command.versions)
    due_at = _moment(command.due_at, doing, faults)
    if faults:
        raise Unfit(*faults)
    year = doing.today.year
    last = Proposal.objects.filter(body=command.body, year=year).aggregate(Max("number"))["number__max"] or 0
    symbol = f"{command.body.upper()}/{year}/L.{last + 1}"
    proposal = Proposal(
        id=doing.new_id(),
        symbol=symbol,
        year=year,
        number=last + 1,
        body=command.body,
        matter=command.matter,
        title=cleaned(command.title),
        classification=command.classification,
        state=Proposal.State.SUBMITTED,
        sponsors=list(sponsors),
        source=sponsors[0] if sponsors else "",
        concerned=list(command.concerned),
        requested_by=list(command.requested_by),
        charter_version=here.row.charter_version,
        submitted_at=doing.at,
        submitted_by=doing.actor.person,
        delegation=own,
        due_at=due_at,
    )
    wanting = lacks(here.charter, proposal, doing.today)
    if wanting:
        raise Unfit(*(Fault(FIELDS.get(name, name), message) for name, message in wanting.items()))
    doing.create(proposal)
    doing.create(_issue(proposal, ProposalText.Kind.ORIGINAL, 0, symbol, command, doing))
    return Result(subject=_subject(proposal), outcome={"symbol": symbol}, delegation=own)


def sponsor(command: Sponsor, doing: Doing) -> Result:
    """The proposal with one sponsor more, or one less."""
    proposal = found(command.proposal)
    doing.allow(
        Target(
            classification=proposal.classification, state=proposal.state, delegations=frozenset({command.delegation})
        )
    )
    sponsors = [one for one in proposal.sponsors if one != command.delegation]
    if command.leave and not sponsors:
        raise unfit("", _("The last sponsor can't leave: withdraw the proposal instead."))
    if not command.leave:
        sponsors.append(command.delegation)
    state = after(PROPOSAL, proposal.state, "sponsor")
    doing.update(proposal, state=state, sponsors=sponsors, source=sponsors[0] if sponsors else "")
    return Result(subject=_subject(proposal), delegation=command.delegation)


def revise(command: Revise, doing: Doing) -> Result:
    """A further issue of the text, with the symbol that follows from its kind and number."""
    proposal = found(command.proposal)
    doing.allow(target_of(proposal))
    if command.kind not in WORDS_OF_ISSUES:
        raise unfit("kind", _("Choose a revision, an addendum or a corrigendum."))
    title = command.title or proposal.title
    faults = [*_faults_of_texts(title, command.text, the_house()), *faults_of_versions(command.versions)]
    if faults:
        raise Unfit(*faults)
    proposal.version = command.seen
    symbol, number = _next_issue(proposal, command.kind)
    doing.update(
        proposal,
        state=after(PROPOSAL, proposal.state, "revise"),
        title=cleaned(title),
        symbol=symbol if command.kind == "revision" else proposal.symbol,
    )
    doing.create(_issue(proposal, command.kind, number, symbol, command, doing))
    return Result(subject=_subject(proposal), outcome={"symbol": symbol}, delegation=doing.actor.acting_for())


def _next_issue(proposal: Proposal, kind: str) -> tuple[str, int]:
    """Symbol and number: a revision is counted in the proposal, what is added or corrected in its text."""
    issues = tuple(proposal.texts.all())
    last = last_whole(one.kind for one in issues)
    before, base = (issues[last + 1 :], issues[last].symbol)
    if kind == ProposalText.Kind.REVISION:
        before, base = issues, f"{proposal.body.upper()}/{proposal.year}/L.{proposal.number}"
    number = sum(one.kind == kind for one in before) + 1
    return f"{base}/{WORDS_OF_ISSUES[kind]}.{number}", number


def withdraw(command: Withdraw, doing: Doing) -> Result:
    """The proposal withdrawn; a question that is put on it is set aside."""
    proposal = found(command.proposal)
    doing.allow(target_to_withdraw(proposal))
    if _voting_has_begun(proposal):
        raise unfit("", _("The voting has begun: the proposal can't be withdrawn any more."))
    proposal.version = command.seen
    doing.update(proposal, state=after(PROPOSAL, proposal.state, "withdraw"), decided_at=doing.at)
    for question in proposal.questions.exclude(state__in=(Question.State.ANNOUNCED, Question.State.SET_ASIDE)):
        doing.update(question, state=after(QUESTION, question.state, "set_aside"))
    return Result(subject=_subject(proposal), delegation=doing.actor.acting_for())


def _voting_has_begun(proposal: Proposal) -> bool:
    """Whether a position was taken in a vote, or there is a result to announce."""
    under_way = tuple(proposal.questions.exclude(state=Question.State.SET_ASIDE).prefetch_related("positions"))
    charter = charter_of(proposal.charter_version)
    return any(has_begun(charter, proposal, one) for one in under_way)


def has_begun(charter: Charter, proposal: Proposal, question: Question) -> bool:
    """Whether the question has come so far that the proposal can't be withdrawn any more."""
    camps = {one.seat: one.camp for one in question.positions.all()}
    if question.manner == Question.Manner.RECORDED_VOTE and camps:
        return True
    standing = Standing(proposal=proposal, question=question, camps=camps)
    return question.state == Question.State.CLOSED and not calls_for_vote(charter, standing)


def _subject(proposal: Proposal) -> Subject:
    return Subject(id=proposal.id, classification=proposal.classification)


def _issue(
    proposal: Proposal, kind: str, number: int, symbol: str, command: Submit | Revise, doing: Doing
) -> ProposalText:
    texts = cleaned(command.text)
    return ProposalText(
        id=doing.new_id(),
        proposal=proposal,
        kind=kind,
        number=number,
        symbol=symbol,
        title=proposal.title,
        texts=texts,
        versions=versions_of(texts, command.versions, the_house().languages),
        classification=proposal.classification,
        issued_at=doing.at,
    )


def _faults_of_question(command: Submit, sponsors: tuple[Id, ...], here: House, doing: Doing) -> list[Fault]:
    charter, today = here.charter, doing.today
    if command.body not in charter.bodies:
        return [Fault("body", _("There is no such body. Choose one from the list."))]
    faults = []
    if command.matter not in charter.matters or not is_competent(charter.bodies[command.body], command.matter, today):
        faults.append(Fault("matter", _("The body is not competent for this matter today. Choose another.")))
    seated = {sitting.holder for sitting in room(charter, command.body, today).seats}
    known = seated | {one.who for one in charter.held if one.period.holds(today)}
    may_propose = seated | set(who_may_propose(charter, today))
    silent = [one for one in sponsors if one in known and one not in may_propose]
    if silent:
        message = _("The charter gives no right to propose to: %(names)s.")
        faults.append(Fault("sponsors", message % {"names": listing(charter, silent, today)}))
    named = {"sponsors": sponsors, "concerned": command.concerned, "requested_by": command.requested_by}
    for field_, ids in named.items():
        strangers = [one for one in ids if one not in known | may_propose]
        if strangers:
            message = _("Not known on this day: %(names)s.")
            faults.append(Fault(field_, message % {"names": listing(charter, strangers, today)}))
    if command.classification not in Classification.values:
        faults.append(Fault("classification", _("Choose who may read it.")))
    return faults


def _faults_of_texts(title: Mapping[str, str], text: Mapping[str, str], here: House) -> list[Fault]:
    return [
        *faults_of_text("title", title, here.languages, LONGEST_TITLE),
        *faults_of_text("text", text, here.languages, LONGEST_TEXT),
    ]


def _moment(written: str, doing: Doing, faults: list[Fault]) -> datetime | None:
    if not written:
        return None
    try:
        due = datetime.fromisoformat(written)
    except ValueError:
        due = None
    if due is None or due.tzinfo is None or due <= doing.at:
        faults.append(Fault("due_at", _("Give a later moment, with its zone.")))
        return None
    return due


HANDLERS: Mapping[type[Any], Handler] = {Submit: submit, Sponsor: sponsor, Revise: revise, Withdraw: withdraw}
