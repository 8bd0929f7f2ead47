"""Words that a reader sees, links, and the acts to which links lead."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise
"""What a reader sees, or will see once the language is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; ``note`` stands after it."""

    label: Words
    url: str
    note: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A link to the page on which an act is taken; ``primary``: the one that this reader most likely came for."""

    label: Words
    url: str
    icon: str | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """A text in a language other than that of the page."""

    text: str
    language: str
