"""Proposals, and one proposal with the questions put on it, as a reader may see them."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from comity.app.actor import Actor, serving_on
from comity.app.commands.proposals import has_begun, target_to_withdraw
from comity.app.commands.proposals import target_of as target_of_proposal
from comity.app.commands.questions import target_of as target_of_question
from comity.app.errors import NotThere
from comity.app.organisation import charter_of, house, the_house
from comity.app.outcomes import outcome_of
from comity.app.policy import BY_ACTION, Target, Whose, grants
from comity.app.tally import (
    Standing,
    answer_of,
    asks_for_consensus,
    calls_for_vote,
    may_decide,
    may_stay_out,
    objectors,
)
from comity.core.charter.check import rules_of
from comity.core.charter.lookup import who_may_propose
from comity.core.charter.model import Charter
from comity.core.charter.put import NoRule, rule_that_applies
from comity.core.charter.sentences.procedures import describe_procedure
from comity.core.procedure.written import OfficeHolderDecides
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question as Put
from comity.core.rules.sentences.describe import citation_text
from comity.core.rules.written import Quorum, nodes
from comity.core.values import LANGUAGES, ComityError, Id, Language, in_language
from comity.store.models import Account, Classification, Document, LedgerEntry, Position, Proposal, Question, Role
from comity.store.words import holds_words
from comity.workbench.naming import names_in, ordered

logger = logging.getLogger(__name__)


def seen_by(actor: Actor, action: str) -> Q:
    """The rows that the policy lets the actor see, as a condition of one query; states and bodies as their columns."""
    condition = Q(pk__in=())
    for grant in BY_ACTION[action]:
        for role, body, delegation in (
            *((c.role, c.body, c.delegation) for c in actor.capacities),
            (Role.PUBLIC, "", ""),
        ):
            if role in grant.roles:
                own = Q(classification__in=grant.classifications)
                if grant.states is not None:
                    own &= Q(state__in=grant.states)
                if grant.whose is Whose.OWN_BODY:
                    own &= Q(body=body)
                if grant.whose is Whose.OWN_DELEGATION:
                    own &= Q(delegation=delegation)
                condition |= own
    return condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProposal:
    """A proposal in a list."""

    id: Id
    symbol: str
    title: str
    body: str
    matter: str
    state: str
    classification: str
    submitted_at: datetime
    due_at: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to, its order, and which of its pages."""

    state: str = ""
    body: Id = ""
    words: str = ""
    order: str = "-submitted_at"
    start: int = 0
    number: int = 100


ORDERS = frozenset({"symbol", "state", "submitted_at", "due_at", "decided_at"})


@dataclass(frozen=True, slots=True)
class ProposalList:
    """A page of the list, and how long the whole is; the bodies by which it can be narrowed."""

    rows: tuple[ListedProposal, ...]
    total: int
    bodies: tuple[tuple[Id, str], ...]


def proposals(actor: Actor, wanted: Wanted, language: Language) -> ProposalList:
    """The proposals that the actor may see; two queries, however many there are."""
    here = house()
    if here is None:
        return ProposalList((), 0, ())
    names = here.names(language)
    rows = Proposal.objects.filter(seen_by(actor, "proposal.see"))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.body:
        rows = rows.filter(body=wanted.body)
    if wanted.words:
        rows = rows.filter(holds_words(wanted.words, "symbol", *(f"title__{tag}" for tag in LANGUAGES)))
    order = wanted.order if wanted.order.removeprefix("-") in ORDERS else "-submitted_at"
    found = rows.order_by(order, "symbol")[wanted.start : wanted.start + wanted.number]
    listed = tuple(
        ListedProposal(
            id=one.id,
            symbol=one.symbol,
            title=in_language(one.title, language),
            body=names(one.body),
            matter=names(one.matter),
            state=one.state,
            classification=one.classification,
            submitted_at=one.submitted_at,
            due_at=one.due_at,
            decided_at=one.decided_at,
        )
        for one in found
    )
    bodies = tuple((id_, names(id_)) for id_ in here.charter.bodies)
    return ProposalList(listed, rows.count(), bodies)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSeat:
    """A seat on the board; ``version`` is that of its position, 0 where it has none."""

    id: Id
    name: str
    camp: str
    mine: bool
    version: int
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """A statement beside a question."""

    kind: str
    delegation: str
    texts: Mapping[str, str]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question as it stands: the board, and what the charter makes of it now, or made of it when it was announced."""

    id: Id
    number: int
    manner: str
    channel: str
    state: str
    version: int
    seats: tuple[ShownSeat, ...]
    without_vote: tuple[ShownSeat, ...]
    statements: tuple[ShownStatement, ...]
    outcome: Mapping[str, Any] | None
    requested_by: str
    quorum_challenged_by: str
    attendance_taken: bool
    absent: tuple[Id, ...]
    drawn: str
    put_at: datetime
    closed_at: datetime | None
    announced_at: datetime | None
    may: frozenset[str]
    may_stay_out: bool
    has_chair: bool
    own_seats: tuple[Id, ...]
    own_delegation: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """An issue of the text."""

    kind: str
    symbol: str
    title: Mapping[str, str]
    texts: Mapping[str, str]
    versions: Mapping[str, str]
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProposal:
    """A proposal with its texts, the rule that applies, and its questions, the latest first."""

    id: Id
    symbol: str
    title: Mapping[str, str]
    body: str
    matter: str
    state: str
    classification: str
    version: int
    sponsors: tuple[str, ...]
    submitted_at: datetime
    due_at: datetime | None
    texts: tuple[ShownText, ...]
    rule: str
    article: str
    by_consensus: bool
    by_office_holder: bool
    has_quorum: bool
    questions: tuple[ShownQuestion, ...]
    document: tuple[Id, str] | None
    may: frozenset[str]
    own_delegation: Id
    languages: tuple[str, ...]


PROPOSAL_ACTS = ("proposal.revise", "proposal.sponsor", "proposal.withdraw", "question.put")
QUESTION_ACTS = (
    "question.request_vote", "question.challenge_quorum", "question.take_attendance", "question.close",
    "question.announce", "position.take", "position.record", "position.take_without_vote", "statement.make",
)  # fmt: skip


def proposal(actor: Actor, proposal_id: Id, language: Language, at: datetime) -> ShownProposal:
    """The proposal. Raises ``NotThere`` where there is none that the actor may see. A constant number of queries."""
    here = house()
    row = _visible(actor, proposal_id)
    assert here is not None, "a proposal belongs to an organisation"
    # What is not put yet will be decided by the charter that is in use when it is.
    charter = here.charter if row.state == Proposal.State.SUBMITTED else charter_of(row.charter_version)
    names = here.names(language) if row.state == Proposal.State.SUBMITTED else names_in(charter, language)
    put_on = max((one.day for one in row.questions.all()), default=at.date())
    rule = _rule(charter, row, language, put_on)
    document = (
        Document.objects.filter(proposal=row.id).values_list("id", "symbol").first() if row.state == "adopted" else None
    )
    has_chair = serving_on(at.date()).filter(role=Role.CHAIR, body=row.body).exists()
    target = target_of_proposal(row)
    own = Target(classification=row.classification, state=row.state, delegations=actor.delegations, body=row.body)
    targets = {"proposal.sponsor": own, "proposal.withdraw": target_to_withdraw(row)}
    may = {one for one in PROPOSAL_ACTS if grants(actor, one, targets.get(one, target))}
    under_way = (one for one in row.questions.all() if one.state != Question.State.SET_ASIDE)
    if any(has_begun(charter, row, one) for one in under_way):
        may.discard("proposal.withdraw")
    return ShownProposal(
        id=row.id,
        symbol=row.symbol,
        title=row.title,
        body=names(row.body),
        matter=names(row.matter),
        state=row.state,
        classification=row.classification,
        version=row.version,
        sponsors=tuple(names(one) for one in row.sponsors),
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        texts=tuple(
            ShownText(
                kind=one.kind,
                symbol=one.symbol,
                title=one.title,
                texts=one.texts,
                versions=one.versions,
                issued_at=one.issued_at,
            )
            for one in row.texts.all()
        ),
        rule=rule.words,
        article=rule.article,
        by_consensus=rule.by_consensus,
        by_office_holder=rule.by_office_holder,
        has_quorum=rule.has_quorum,
        questions=tuple(
            _shown(one, row, actor, charter, language, at, has_chair=has_chair) for one in reversed(row.questions.all())
        ),
        document=document,
        may=frozenset(may),
        own_delegation=actor.acting_for(),
        languages=here.languages,
    )


def _visible(actor: Actor, proposal_id: Id) -> Proposal:
    questions = Question.objects.prefetch_related("positions", "positions_without_vote", "statements")
    rows = Proposal.objects.prefetch_related("texts", Prefetch("questions", queryset=questions))
    row = rows.filter(pk=proposal_id).first()
    if row is None or not grants(actor, "proposal.see", target_of_proposal(row)):
        raise NotThere(proposal_id)
    return row


@dataclass(frozen=True, slots=True)
class _Applied:
    """The rule that applies, in words, and its article; whether it asks for consensus, for a quorum, for one alone."""

    words: str = ""
    article: str = ""
    by_consensus: bool = False
    has_quorum: bool = False
    by_office_holder: bool = False


def _rule(charter: Charter, row: Proposal, language: Language, on: date) -> _Applied:
    """The rule that applies on the day; nothing where the charter has none."""
    if not may_decide(charter, row, on):
        return _Applied()
    try:
        entry = rule_that_applies(charter, Put(body=row.body, matter=row.matter, on=on))
    except NoRule:
        return _Applied()
    names = names_in(charter, language, on)
    procedure = charter.rules[entry.rule]
    return _Applied(
        words=describe_procedure(procedure, names, language),
        article=citation_text(entry.cite, names, language),
        by_consensus=asks_for_consensus(procedure),
        has_quorum=any(isinstance(one, Quorum) for rule in rules_of(procedure) for one in nodes(rule)),
        by_office_holder=isinstance(procedure, OfficeHolderDecides),
    )


def _shown(
    question: Question,
    row: Proposal,
    actor: Actor,
    charter: Charter,
    language: Language,
    at: datetime,
    *,
    has_chair: bool,
) -> ShownQuestion:
    names = names_in(charter, language, question.day)
    taken = {one.seat: one for one in question.positions.all()}
    return ShownQuestion(
        id=question.id,
        number=question.number,
        manner=question.manner,
        channel=question.channel,
        state=question.state,
        version=question.version,
        seats=tuple(_seat(seat, question, taken.get(seat), names(seat), actor) for seat in question.seats),
        without_vote=tuple(
            ShownSeat(
                id=one.delegation,
                name=names(one.delegation),
                camp=one.camp,
                mine=one.delegation in actor.delegations,
                version=one.version,
                recorded=False,
            )
            for one in question.positions_without_vote.all()
        ),
        statements=tuple(
            ShownStatement(kind=one.kind, delegation=names(one.delegation), texts=one.texts, made_at=one.made_at)
            for one in question.statements.all()
        ),
        outcome=question.outcome
        or outcome_now(charter, row, question, {seat: one.camp for seat, one in taken.items()}, at),
        requested_by=names(question.requested_by) if question.requested_by else "",
        quorum_challenged_by=names(question.quorum_challenged_by) if question.quorum_challenged_by else "",
        attendance_taken=question.attendance_taken,
        absent=tuple(question.absent),
        drawn=names(question.drawn) if question.drawn else "",
        put_at=question.put_at,
        closed_at=question.closed_at,
        announced_at=question.announced_at,
        may=frozenset(
            one for one in QUESTION_ACTS if grants(actor, one, target_of_question(question, *actor.delegations))
        ),
        may_stay_out=_may_stay_out(charter, row, question.day),
        has_chair=has_chair,
        own_seats=tuple(seat for seat in question.seats if question.holders[seat] in actor.delegations),
        own_delegation=actor.acting_for(),
    )


def _may_stay_out(charter: Charter, row: Proposal, on: date) -> bool:
    try:
        return may_stay_out(charter, row, on)
    except NoRule:
        return False


def _seat(seat: Id, question: Question, position: Position | None, name: str, actor: Actor) -> ShownSeat:
    return ShownSeat(
        id=seat,
        name=name,
        camp=shown_camp(question, seat, position.camp if position else None),
        mine=question.holders[seat] in actor.delegations,
        version=position.version if position else 0,
        recorded=bool(position and position.recorded),
    )


def shown_camp(question: Question, seat: Id, camp: str | None) -> str:
    """What a board shows of a seat; ``camp``: ``None`` where it has said nothing."""
    if question.manner == Question.Manner.WITHOUT_VOTE and camp == Position.Camp.YES:
        return "no_objection"  # it objected, and does not any more
    if camp is not None:
        return camp
    if seat in question.absent:
        return "absent"
    if question.manner == Question.Manner.WITHOUT_VOTE:
        return "no_objection"
    if question.state == Question.State.OPEN:
        return "pending"
    return "not_participating" if question.attendance_taken else "silent"


def outcome_now(
    charter: Charter, proposal_row: Proposal, question: Question, camps: Mapping[Id, str], at: datetime
) -> dict[str, Any] | None:
    """What the charter would make of the question if it were closed now; ``None`` where it was set aside.

    ``settled``, while it is open: whatever the others say, that is what it comes to. ``objectors``, where an objection
    calls for a vote: then there is no result without one. ``None`` too where the charter has no answer to it.
    """
    if question.state == Question.State.SET_ASIDE:
        return None
    standing = Standing(proposal=proposal_row, question=question, camps=camps)
    try:
        outcome = outcome_of(charter, answer_of(charter, standing, at), question)
        if question.state == Question.State.OPEN:
            verdict = answer_of(charter, standing, at, closed=False).outcome.verdict
            outcome["settled"] = verdict is not Verdict.OPEN
        outcome["objectors"] = objectors(standing) if calls_for_vote(charter, standing) else ()
    except ComityError:
        logger.exception("the charter gives no answer to question %s", question.id)
        return None
    return outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """What a stream sends of a running vote: where each seat stands, and the outcome as it is now."""

    stage: str
    state: str
    manner: str
    camps: Mapping[Id, str]
    outcome: Mapping[str, Any] | None
    names: Mapping[Id, str]
    recorded: frozenset[Id]
    without_vote: Mapping[Id, str]


def stage_of(question: Question | ShownQuestion) -> str:
    """Where a question stands as far as its page is another there: its state, a quorum challenged, attendance taken."""
    if question.attendance_taken:
        return f"{question.state}-attended"
    return f"{question.state}-challenged" if question.quorum_challenged_by else str(question.state)


def moving(questions: Iterable[Id], language: Language, at: datetime) -> dict[Id, Moving]:
    """The running questions, as the shared poller of a process asks for them: three queries for all together."""
    rows = Question.objects.select_related("proposal").prefetch_related("positions", "positions_without_vote")
    rows = rows.filter(pk__in=tuple(questions))
    found = {}
    for one in rows:
        charter = charter_of(one.proposal.charter_version)
        names = names_in(charter, language, one.day)
        taken = {position.seat: position.camp for position in one.positions.all()}
        apart = one.positions_without_vote.all()
        found[one.id] = Moving(
            stage=stage_of(one),
            state=one.state,
            manner=one.manner,
            camps={seat: shown_camp(one, seat, taken.get(seat)) for seat in one.seats},
            outcome=one.outcome or outcome_now(charter, one.proposal, one, taken, at),
            names={seat: names(seat) for seat in (*one.seats, *(row.delegation for row in apart))},
            recorded=frozenset(position.seat for position in one.positions.all() if position.recorded),
            without_vote={row.delegation: row.camp for row in apart},
        )
    return found


def last_change(proposal_id: Id) -> tuple[str, datetime]:
    """Who changed a proposal last, by name, and when."""
    entry = LedgerEntry.objects.filter(subject=proposal_id).order_by("-sequence").first()
    assert entry is not None, "a proposal was submitted by an act"
    name = Account.objects.filter(person=entry.actor).values_list("name", flat=True).first()
    return name or entry.actor, entry.at


def may_watch(actor: Actor, question_id: Id) -> bool:
    """Whether the actor may see the question: what a stream asks before it begins."""
    row = Question.objects.select_related("proposal").filter(pk=question_id).first()
    return row is not None and grants(actor, "proposal.see", target_of_proposal(row.proposal))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """What a proposal can be submitted with today: bodies and their matters, delegations, official languages."""

    questions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """For each body its name, and the matters that it may decide: ``body/matter`` and the matter's name."""
    delegations: tuple[tuple[Id, str], ...]
    members: tuple[tuple[Id, str], ...]
    """Whom a matter may concern, or who may have made the request that a rule asks for."""
    classifications: tuple[str, ...]
    languages: tuple[str, ...]


def choosable(actor: Actor, language: Language, today: date) -> Choosable:
    """The lists of the form. A delegation is not asked for other sponsors: each joins by itself.

    Raises ``NotThere`` before an organisation was made.
    """
    here = the_house()
    charter = here.charter
    names = names_in(charter, language, today)
    questions = []
    for id_, body in charter.bodies.items():
        matters = {matter for one in body.competent_for if one.period.holds(today) for matter in one.matters}
        if body.period.holds(today) and matters:
            named = sorted(((f"{id_}/{matter}", names(matter)) for matter in matters), key=lambda one: one[1])
            questions.append((names(id_), tuple(named)))
    own = actor.acting_for()
    holders = () if own else who_may_propose(charter, today)
    members = dict.fromkeys(one.who for one in charter.held if one.period.holds(today))
    target = Target(delegations=frozenset({own} if own else ()))
    return Choosable(
        questions=tuple(questions),
        delegations=tuple((id_, names(id_)) for id_ in holders),
        members=tuple((id_, names(id_)) for id_ in ordered(charter, members, today)),
        classifications=tuple(
            one
            for one in Classification.values
            if grants(actor, "proposal.submit", replace(target, classification=one))
        ),
        languages=here.languages,
    )
