"""Documents: what was adopted here, and the references that were registered, as a reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from comity.app.actor import Actor
from comity.app.errors import NotThere
from comity.app.organisation import house, the_house
from comity.app.policy import Target, grants
from comity.app.queries.decisions import seen_by
from comity.core.values import LANGUAGES, Id, Language, in_language
from comity.store.models import Document, Proposal
from comity.store.words import holds_words
from comity.workbench.naming import names_in

ORDERS = frozenset({"symbol", "date", "kind"})
NEWEST_FIRST = "-date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to, its order, and from which row on how many."""

    kind: str = ""
    words: str = ""
    order: str = NEWEST_FIRST
    start: int = 0
    number: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument:
    """A document in the list. ``title_language``: in which language the title is given."""

    id: Id
    symbol: str
    title: str
    title_language: str
    kind: str
    date: date
    body: str
    classification: str


def number_of(actor: Actor, wanted: Wanted) -> int:
    """How many documents there are that the actor may read, as far as the list is narrowed. One query."""
    return _rows(actor, wanted).count()


def documents(actor: Actor, wanted: Wanted, language: Language) -> tuple[ListedDocument, ...]:
    """The documents that the actor may read; two queries, however many there are."""
    here = house()
    if here is None:
        return ()
    names = here.names(language)
    order = wanted.order if wanted.order.removeprefix("-") in ORDERS else NEWEST_FIRST
    found = _rows(actor, wanted).defer("texts").order_by(order, "symbol")
    return tuple(
        ListedDocument(
            id=one.id,
            symbol=one.symbol,
            title=in_language(one.title, language),
            title_language=language_of(one.title, language),
            kind=one.kind,
            date=one.date,
            body=names(one.body) if one.body else "",
            classification=one.classification,
        )
        for one in found[wanted.start : wanted.start + wanted.number]
    )


def _rows(actor: Actor, wanted: Wanted) -> QuerySet[Document]:
    rows = Document.objects.filter(seen_by(actor, "document.see"))
    if wanted.kind in Document.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.words:
        rows = rows.filter(holds_words(wanted.words, "symbol", *(f"title__{tag}" for tag in LANGUAGES)))
    return rows


def language_of(text: Mapping[str, str], language: Language) -> str:
    """The language in which a text is shown: the reader's, else the first that there is."""
    return language if language in text else next(iter(text), language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrable:
    """What a reference can be registered with: the matters of the charter, and the official languages."""

    matters: tuple[tuple[Id, str], ...]
    languages: tuple[str, ...]


def registrable(language: Language, today: date) -> Registrable:
    """The lists of the form. Raises ``NotThere`` before an organisation was made. One query."""
    here = the_house()
    names = names_in(here.charter, language, today)
    matters = sorted(((id_, names(id_)) for id_ in here.charter.matters), key=lambda one: one[1])
    return Registrable(matters=tuple(matters), languages=here.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDocument:
    """A document. ``proposal``: that by which it was adopted, where the reader may see it: id and symbol."""

    id: Id
    symbol: str
    kind: str
    title: Mapping[str, str]
    texts: Mapping[str, str]
    versions: Mapping[str, str]
    date: date
    body: str
    matter: str
    classification: str
    source: str
    proposal: tuple[Id, str] | None


def document(actor: Actor, document_id: Id, language: Language) -> ShownDocument:
    """The document. Raises ``NotThere`` where there is none that the actor may read. Three queries."""
    here = house()
    row = Document.objects.filter(pk=document_id).first()
    if here is None or row is None or not grants(actor, "document.see", target_of(row)):
        raise NotThere(document_id)
    names = here.names(language, row.date)
    proposals = Proposal.objects.filter(seen_by(actor, "proposal.see"), pk=row.proposal)
    return ShownDocument(
        id=row.id,
        symbol=row.symbol,
        kind=row.kind,
        title=row.title,
        texts=row.texts,
        versions=row.versions,
        date=row.date,
        body=names(row.body) if row.body else "",
        matter=names(row.matter) if row.matter else "",
        classification=row.classification,
        source=row.source,
        proposal=proposals.values_list("id", "symbol").first(),
    )


def target_of(row: Document) -> Target:
    """What the policy asks of a document."""
    return Target(classification=row.classification, body=row.body)
