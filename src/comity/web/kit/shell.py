"""What stands around every page."""

from dataclasses import dataclass

from comity.web.kit.words import Act, Link, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """An entry of the navigation; ``icon`` is a name of `icons()`."""

    label: Words
    url: str
    current: bool = False
    icon: str = "dot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in, as the header says it."""

    name: str
    role: Words
    delegation: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """A language of the interface, in its own name."""

    code: str
    name: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What stands around every page; `base.html` reads it as ``shell``."""

    navigation: tuple[NavigationItem, ...]
    organisation: Words
    example: bool
    person: Person | None
    language: str
    languages: tuple[LanguageChoice, ...]
    ledger_size: int
    ledger_root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The question that a page answers, and the answer in one sentence; `base.html` reads it as ``page``.

    ``title`` is for the window and the list of visited pages; without it the question stands there. ``symbol`` is
    what a document is cited by; ``status`` and ``classification`` are codes; ``path`` leads to where this page hangs.
    """

    question: Words
    answer: Words | None = None
    title: Words | None = None
    symbol: str | None = None
    status: str | None = None
    classification: str | None = None
    path: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
