"""The ledger as a reader may see it: entries, one entry, receipts, the head of today."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from comity.app.actor import Actor, Capacity
from comity.app.errors import NotThere
from comity.app.ledger_words import FIELDS, TABLES, VERBS
from comity.app.organisation import house
from comity.app.policy import BY_ACTION, Grant, Target, Whose, grants
from comity.app.verification import Verification, verify
from comity.app.verification.words import Told, told
from comity.core.ledger.receipt import Checkpoint, fingerprint
from comity.core.values import LANGUAGES, Id, Language, in_language
from comity.formats.ledger_documents import checkpoint_text, receipt_text
from comity.store.journal import JOURNALLED
from comity.store.ledger import checkpoint, receipt
from comity.store.models import (
    CharterVersion,
    Classification,
    LedgerEntry,
    LedgerHead,
    Proposal,
    Role,
    Service,
    SigningKey,
)

LONGEST_VALUE = 400
VERIFIED_ON_PAGE = 5_000
"""So many entries are verified while a reader waits; for more there is the command."""

EXPORTED = ("sequence", "verb", "actor", "delegation", "subject", "classification", "at", "leaf")
"""The columns of the list as a file."""

RECORDED_FOR_OTHERS = frozenset({"position.record"})
"""Acts of the secretariat that put on record what a delegation has said."""

SEE, TAKE = "ledger.see", "receipt.take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to, and which of its pages. ``own``: acts of the reader and of their delegations."""

    verb: str = ""
    from_day: date | None = None
    until_day: date | None = None
    own: bool = False
    start: int = 0
    number: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry in a list: what was done, for whom, about what; whether the reader may take its receipt."""

    sequence: int
    verb: str
    act: str
    by: str
    subject: Id
    symbol: str
    at: datetime
    classification: str
    receipt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Entries of a list, and how many it has."""

    rows: tuple[ListedEntry, ...]
    total: int
    example: bool


@dataclass(frozen=True, slots=True)
class FieldTold:
    """A field of a row as the entry recorded it, in words."""

    label: str
    value: str | date | datetime | None


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A row that the act changed; ``fields`` is empty where the row is gone."""

    table: str
    id: Id
    version: int
    fields: tuple[FieldTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """An entry: what it records in words, and its canonical content."""

    listed: ListedEntry
    changes: tuple[ChangeTold, ...]
    content: str
    leaf: str
    is_proposal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """How far the ledger goes: size and root of its head, and the key that signs, by its whole fingerprint."""

    size: int
    root: str
    signed_at: datetime | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A verification, its findings in words."""

    verification: Verification
    findings: tuple[Told, ...]


def state() -> LedgerState:
    """The head of today and the key; two queries."""
    head = LedgerHead.objects.order_by("-size").first()
    key = SigningKey.objects.order_by("-from_size").first()
    return LedgerState(
        size=head.size if head else 0,
        root=head.root if head else "",
        signed_at=head.at if head else None,
        fingerprint=fingerprint(bytes.fromhex(key.public)) if key else "",
    )


def granted(actor: Actor, action: str) -> Q:
    """The entries on which the policy grants an action, as a condition of one query."""
    capacities = (*actor.capacities, Capacity(Role.PUBLIC))
    conditions = [
        _condition(grant, capacity, actor)
        for grant in BY_ACTION[action]
        for capacity in capacities
        if capacity.role in grant.roles
    ]
    return reduce(or_, conditions, Q(pk__in=()))


def _condition(grant: Grant, capacity: Capacity, actor: Actor) -> Q:
    """Body and state are those of the proposal that the act was about; there is no other that has them."""
    condition = Q(classification__in=[str(one) for one in grant.classifications])
    if grant.states is not None:
        condition &= Q(subject__in=Proposal.objects.filter(state__in=grant.states).values("id"))
    match grant.whose:
        case Whose.ANY:
            return condition
        case Whose.OWN_DELEGATION:
            return condition & Q(delegation=capacity.delegation) if capacity.delegation else Q(pk__in=())
        case Whose.OWN_BODY:
            return condition & Q(subject__in=Proposal.objects.filter(body=capacity.body).values("id"))
        case Whose.OWN:
            return condition & Q(actor=actor.person)


def entries(actor: Actor, wanted: Wanted, language: Language) -> Listed:
    """The entries that the reader may see, the latest first; as many queries however many there are."""
    rows = _narrowed(LedgerEntry.objects.filter(granted(actor, SEE)), actor, wanted)
    return _listed(rows, actor, wanted, language)


def receipts(actor: Actor, wanted: Wanted, language: Language) -> Listed:
    """The acts of the reader and of their delegations of which they may take the receipt."""
    own = Q(actor=actor.person) | Q(delegation__in=actor.delegations)
    rows = _narrowed(LedgerEntry.objects.filter(granted(actor, TAKE)).filter(own), actor, wanted)
    return _listed(rows, actor, wanted, language)


def exported(actor: Actor, wanted: Wanted) -> tuple[list[tuple[str, ...]], bool]:
    """Every entry of the list in codes, the first first, and whether the organisation is an example."""
    rows = _narrowed(LedgerEntry.objects.filter(granted(actor, SEE)), actor, wanted).order_by("sequence")
    found = rows.values_list(*EXPORTED).iterator(chunk_size=1_000)
    here = house()
    told_as = [tuple(one.isoformat() if isinstance(one, datetime) else str(one) for one in row) for row in found]
    return told_as, here is not None and here.example


def entry(actor: Actor, sequence: int, language: Language) -> ShownEntry:
    """One entry. Raises ``NotThere`` where there is none, or none that this reader may know of."""
    row = LedgerEntry.objects.filter(granted(actor, SEE) | granted(actor, TAKE), pk=sequence).first()
    if row is None:
        raise NotThere(str(sequence))
    here = house()
    names = here.names(language) if here else _as_it_is
    content = json.loads(row.content)
    told_of = {one for change in content["changes"] for one in (change["form"] or {}).values() if isinstance(one, str)}
    symbols, roles = _symbols({row.subject, *told_of}), _roles({row.actor, *told_of})
    known = {**symbols, **roles, **_versions(told_of)}
    return ShownEntry(
        listed=_told(row, actor, names, symbols, roles),
        changes=tuple(_change(one, lambda id_: known.get(id_) or names(id_), language) for one in content["changes"]),
        content=row.content,
        leaf=row.leaf,
        is_proposal=row.subject in symbols,
    )


def receipt_file(actor: Actor, sequence: int) -> tuple[str, bool]:
    """The receipt of an entry as a file, and whether the organisation is an example.

    Raises ``NotThere`` where the policy does not grant it.
    """
    if not LedgerEntry.objects.filter(granted(actor, TAKE), pk=sequence).exists():
        raise NotThere(str(sequence))
    here = house()
    example = here is not None and here.example
    return receipt_text(receipt(sequence), example=example), example


def checkpoint_file() -> tuple[str, bool]:
    """The signed head of today as a file. Raises ``NotThere`` before the first entry."""
    made = checkpoint()
    if made is None:
        raise NotThere("checkpoint")
    here = house()
    example = here is not None and here.example
    return checkpoint_text(made, example=example), example


def verified(language: Language, held: Checkpoint | None = None) -> Verified | None:
    """Verify everything now; ``None`` where the ledger is too long for a reader to wait."""
    if state().size > VERIFIED_ON_PAGE:
        return None
    found = verify(held)
    return Verified(found, tuple(told(one, language) for one in found.findings))


def _narrowed(rows: QuerySet[LedgerEntry], actor: Actor, wanted: Wanted) -> QuerySet[LedgerEntry]:
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.from_day is not None:
        rows = rows.filter(at__gte=datetime.combine(wanted.from_day, time(), UTC))
    if wanted.until_day is not None:
        rows = rows.filter(at__lt=datetime.combine(wanted.until_day + timedelta(days=1), time(), UTC))
    if wanted.own:
        rows = rows.filter(Q(actor=actor.person) | Q(delegation__in=actor.delegations))
    return rows


def _listed(rows: QuerySet[LedgerEntry], actor: Actor, wanted: Wanted, language: Language) -> Listed:
    here = house()
    names = here.names(language) if here else _as_it_is
    found = list(rows.defer("content").order_by("-sequence")[wanted.start : wanted.start + wanted.number])
    symbols, roles = _symbols({one.subject for one in found}), _roles({one.actor for one in found})
    return Listed(
        rows=tuple(_told(row, actor, names, symbols, roles) for row in found),
        total=rows.count(),
        example=here is not None and here.example,
    )


def _told(
    row: LedgerEntry,
    actor: Actor,
    names: Callable[[Id], str],
    symbols: Mapping[Id, str],
    roles: Mapping[Id, str],
) -> ListedEntry:
    return ListedEntry(
        sequence=row.sequence,
        verb=row.verb,
        act=str(VERBS.get(row.verb, row.verb)),
        by=_by(row, names, roles),
        subject=row.subject,
        symbol=symbols.get(row.subject, ""),
        at=row.at,
        classification=row.classification,
        receipt=grants(actor, TAKE, target_of(row)),
    )


def _by(row: LedgerEntry, names: Callable[[Id], str], roles: Mapping[Id, str]) -> str:
    """The delegation that acted; where the secretariat recorded what a delegation said, both."""
    role = roles.get(row.actor, "")
    if not row.delegation:
        return role
    if row.verb in RECORDED_FOR_OTHERS:
        return _("%(role)s, for %(delegation)s") % {"role": role, "delegation": names(row.delegation)}
    return names(row.delegation)


def target_of(row: LedgerEntry) -> Target:
    """What the policy asks of an entry whose receipt is taken."""
    return Target(
        classification=row.classification,
        delegations=frozenset({row.delegation} if row.delegation else ()),
        person=row.actor,
    )


def _symbols(ids: set[str]) -> dict[Id, str]:
    """The symbols of those that are proposals."""
    return dict(Proposal.objects.filter(pk__in=ids).values_list("id", "symbol"))


def _versions(ids: set[str]) -> dict[Id, str]:
    """What those are called that are versions of the charter."""
    found = CharterVersion.objects.filter(pk__in=ids).values_list("id", "number")
    return {id_: _("Version %(number)d") % {"number": number} for id_, number in found}


def _roles(persons: set[str]) -> dict[Id, str]:
    """In which role those act that are persons."""
    found = Service.objects.filter(person__in=persons).order_by("from_day", "id").values_list("person", "role")
    return {person: str(Role(role).label) for person, role in found}


def _as_it_is(id_: Id) -> str:
    return id_


def _change(change: Mapping[str, Any], names: Callable[[Id], str], language: Language) -> ChangeTold:
    form = change["form"] or {}
    shown = ((name, value) for name, value in form.items() if name != "version" and value not in (None, "", [], {}))
    fields = tuple(
        FieldTold(str(FIELDS.get(name, name)), _value(change["table"], name, value, names, language))
        for name, value in shown
    )
    return ChangeTold(str(TABLES.get(change["table"], change["table"])), change["id"], form.get("version", 0), fields)


def _value(table: str, name: str, value: Any, names: Callable[[Id], str], language: Language) -> Any:
    """A recorded value in words: of a choice its label, of a text the reader's language, of an id its name."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case str():
            return _text(table, name, value, names)
        case list():
            return ", ".join(names(one) if isinstance(one, str) else json.dumps(one) for one in value)
        case {"commitment": str()}:
            return _("Not shown: only a commitment stands in the ledger")
        case {"sentence": dict() as sentence}:
            return in_language(sentence, language)
        case dict() if value.keys() <= set(LANGUAGES):
            return _brief(in_language(value, language))
        case dict() if all(isinstance(one, str) for one in value.values()):
            return ", ".join(names(one) if one == key else f"{names(key)}: {names(one)}" for key, one in value.items())
        case dict():
            return _brief(json.dumps(value, ensure_ascii=False))
        case _:
            return str(value)


def _text(table: str, name: str, value: str, names: Callable[[Id], str]) -> str | date | datetime:
    if name == "classification":
        return str(Classification(value).label) if value in Classification.values else value
    if name.endswith("_at"):
        return datetime.fromisoformat(value)
    if name in {"day", "date", "from_day", "until_day", "in_force_from"}:
        return date.fromisoformat(value)
    form = JOURNALLED.get(table)
    choices = {} if form is None else dict(getattr(form.model._meta.get_field(name), "flatchoices", ()))
    return str(choices[value]) if value in choices else _brief(names(value))


def _brief(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
