"""Facts, results by the charter, time, pictures and notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from comity.web.kit.marks import NOTICES, VERSIONS_OF_A_TEXT, Mark, marked
from comity.web.kit.tables import Column, Empty, Kind, Table
from comity.web.kit.words import Link, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A term and what is said of it."""

    term: Words
    value: object
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence that stands out; ``kind`` is a key of `NOTICES`."""

    sentence: Words
    kind: str = "information"
    title: Words | None = None
    link: Link | None = None

    @property
    def mark(self) -> Mark:
        """Its shape and tone."""
        return marked(NOTICES, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when something waits, seen from ``now``."""

    at: datetime
    now: datetime
    label: Words | None = None

    @property
    def over(self) -> bool:
        """Whether it has passed."""
        return self.at <= self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where a receipt is downloaded, and what it proves: the entry's number and the root of the signed head."""

    url: str
    entry: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageNote:
    """What a language version of a text is (a key of `VERSIONS_OF_A_TEXT`), and who reviewed it."""

    language: Words
    version: str
    reviewed_by: Words | None = None

    @property
    def mark(self) -> Mark:
        """Its word and shape."""
        return marked(VERSIONS_OF_A_TEXT, self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of several views of a thing, each a page of its own."""

    label: Words
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of a rule with its figures as text; ``holds``: ``None`` where it is open."""

    words: Words
    needed: str | None
    had: str | None
    holds: bool | None
    article: Words


HOLDS: Mapping[bool | None, str] = {True: "holds", False: "fails", None: "undecided"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer by the charter: a code of `STATUSES`, a sentence, its conditions, and what else there is to know."""

    status: str
    sentence: Words
    conditions: tuple[Condition, ...] = ()
    notes: tuple[Words, ...] = ()
    announced_by: Words | None = None
    announced_at: datetime | None = None

    @property
    def table(self) -> Table:
        """The conditions as a table."""
        columns = (
            Column(id="condition", label=_("Condition")),
            Column(id="needed", label=_("Needed"), kind=Kind.NUMBER),
            Column(id="had", label=_("Had"), kind=Kind.NUMBER),
            Column(id="holds", label=_("Holds"), kind=Kind.STATUS),
            Column(id="article", label=_("Article")),
        )
        rows = tuple((one.words, one.needed, one.had, HOLDS[one.holds], one.article) for one in self.conditions)
        return Table(caption=_("The conditions, with their figures"), columns=columns, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of a timeline; ``entry`` is its number in the ledger."""

    at: date | datetime
    sentence: Words
    by: Words | None = None
    link: Link | None = None
    icon: str = "dot"
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened, in order."""

    label: Words
    events: tuple[Event, ...]
    empty: Empty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its title, caption (unit and reading) and source; ``table``: the same figures as a table.

    The picture is an address, not markup: the style inside it then needs no exception from the page's policy.
    """

    url: str
    title: Words
    caption: Words
    source: Words
    width: int
    height: int
    table: Table | None = None
    example: bool = False
