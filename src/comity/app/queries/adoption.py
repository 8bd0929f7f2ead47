"""A further version of the charter, before it is adopted: what is wrong in it, what it changes and touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from comity.app.actor import Actor, serving_on
from comity.app.commands.organisation import fit_charter
from comity.app.organisation import House, charter_of, document_of, the_house
from comity.app.posts import faults_of_post
from comity.app.queries.decisions import seen_by
from comity.app.tally import may_decide
from comity.core.charter.model import Charter
from comity.core.values import Id, Language, Problem, Refused, in_language
from comity.formats.charter_file import charter_data
from comity.formats.charter_file import charter_of as charter_stated
from comity.formats.documents import text_of
from comity.formats.yaml_text import yaml_document
from comity.store.models import Account, CharterVersion, LedgerEntry, Proposal, Role
from comity.workbench.charters import Change, PlacedFinding, charters_compared, check_document

LARGEST_CHARTER = 512 * 1024
"""Bytes of a charter file; the largest that ships has a ninth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCharter:
    """A charter file that was read: its document, empty where something serious is wrong; and what was found in it."""

    document: str
    findings: tuple[PlacedFinding, ...]


def read_charter(content: bytes) -> ReadCharter:
    """What `comity charter check` finds in a file; and its document, where that is nothing serious."""
    try:
        stated = yaml_document(text_of(content, None))
        checked = check_document(stated, "")
    except Refused as refused:
        return ReadCharter(document="", findings=tuple(_serious(one) for one in refused.problems))
    if checked.wrong:
        return ReadCharter(document="", findings=checked.findings)
    document = document_of(charter_data(charter_stated(stated)))
    if len(document.encode()) > LARGEST_CHARTER:
        fact = f"written out, the charter has more than {LARGEST_CHARTER} bytes"
        return ReadCharter(document="", findings=(_serious(Problem(fact=fact, cure="Repeat less with `*`")),))
    return ReadCharter(document=document, findings=checked.findings)


def _serious(problem: Problem) -> PlacedFinding:
    return PlacedFinding(
        file=None, line=problem.line, pointer=problem.pointer, fact=problem.fact, cure=problem.cure, serious=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What the new version touches; ``kind``: of a proposal ``put`` or ``cannot_be_put``, of a service ``no_post``."""

    kind: str
    id: Id
    label: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The version that is in use; ``seen``: the version of the organisation's row by which it is."""

    number: int
    title: str
    in_force_from: date
    seen: int
    adopted_by: str
    adopted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A version as it would be adopted. ``to_be_put``: how many proposals wait, and would be put under it."""

    before: InUse
    title: str
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]
    to_be_put: int


def in_use(language: Language) -> InUse:
    """The version that is in use. Raises ``NotThere`` before an organisation was made. Four queries at most."""
    here = the_house()
    version = CharterVersion.objects.defer("document").get(pk=here.row.charter_version)
    entry = LedgerEntry.objects.filter(subject=version.id, verb="charter.adopt_version").first()
    name = Account.objects.filter(person=entry.actor).values_list("name", flat=True).first() if entry else None
    return InUse(
        number=version.number,
        title=in_language(here.charter.title, language),
        in_force_from=version.in_force_from,
        seen=here.row.version,
        adopted_by=name or (entry.actor if entry else ""),
        adopted_at=entry.at if entry else None,
    )


def adoption(actor: Actor, document: str, language: Language, today: date) -> Adoption:
    """What adopting the document would change. Raises ``Unfit`` where it is no charter without fault, or ``NotThere``.

    A constant number of queries.
    """
    charter = fit_charter(document)
    here = the_house()
    waiting = tuple(_waiting(actor))
    touched = (*_proposals(waiting, charter, here, language, today), *_services(charter, here, language, today))
    submitted = [one for one in waiting if one.state == Proposal.State.SUBMITTED]
    return Adoption(
        before=in_use(language),
        title=in_language(charter.title, language),
        changes=charters_compared(charter_of(here.row.charter_version), charter, language).changes,
        touched=touched,
        to_be_put=sum(may_decide(charter, one, today) for one in submitted),
    )


def _waiting(actor: Actor) -> Iterator[Proposal]:
    """What is before the bodies, as far as the actor may read it."""
    states = (Proposal.State.SUBMITTED, Proposal.State.PUT)
    yield from Proposal.objects.filter(seen_by(actor, "proposal.see"), state__in=states).order_by("-state", "symbol")


def _proposals(
    waiting: tuple[Proposal, ...], charter: Charter, here: House, language: Language, today: date
) -> Iterator[Touched]:
    names = here.names(language)
    for one in waiting:
        is_put = one.state == Proposal.State.PUT
        if is_put or not may_decide(charter, one, today):
            about = f"{names(one.body)}: {in_language(one.title, language)}"
            yield Touched(kind="put" if is_put else "cannot_be_put", id=one.id, label=one.symbol, about=about)


def _services(charter: Charter, here: House, language: Language, today: date) -> Iterator[Touched]:
    """Who serves in what the new version does not have."""
    names = here.names(language)
    for one in serving_on(today).order_by("name", "id"):
        if any(faults_of_post(charter, one.role, one.delegation, one.body, today)):
            where = names(one.delegation or one.body)
            yield Touched(kind="no_post", id=one.id, label=one.name, about=f"{Role(one.role).label}: {where}")
