"""Forms, choices and confirmations; two versions of a text side by side."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import BaseForm

from comity.web.kit.results import Fact
from comity.web.kit.words import Link, Words


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that is compared: whether the other version has it too."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field of which there are two versions."""

    label: Words
    yours: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    language: str | None = None

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return any(piece.changed for piece in (*self.yours, *self.theirs))

    @classmethod
    def between(cls, label: Words, yours: str, theirs: str, language: str | None = None) -> "Difference":
        """Compare word by word; signs that stand without spaces, one by one."""
        left, right = _words(yours), _words(theirs)
        steps = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        return cls(
            label=label,
            yours=_pieces([(left[a:b], step != "equal") for step, a, b, _c, _d in steps]),
            theirs=_pieces([(right[c:d], step != "equal") for step, _a, _b, c, d in steps]),
            language=language,
        )


def _words(text: str) -> list[str]:
    return re.findall(
        r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+", text
    )


def _pieces(parts: Sequence[tuple[Sequence[str], bool]]) -> tuple[Piece, ...]:
    return tuple(Piece("".join(words), changed) for words, changed in parts if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody saved first: both versions, so that nothing is lost. ``by`` and ``at``: who saved the other, when."""

    by: Words
    at: datetime
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A Django form and what it needs around it.

    ``key`` makes a double click one act; ``version`` is that of the row which the reader saw, ``shown`` a mark of what
    else the act rests on. ``submit`` names the act. ``danger``: an act that can't be undone. Without ``url`` it is sent
    to the page that it stands on.
    """

    form: BaseForm
    submit: Words
    key: str
    version: int | None = None
    shown: str = ""
    url: str = ""
    cancel: Link | None = None
    conflict: Conflict | None = None
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button of `Choices`."""

    value: str
    label: Words
    icon: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """One question answered by one press: a button for each answer (a position from the seat)."""

    url: str
    legend: Words
    choices: tuple[Choice, ...]
    key: str
    name: str = "position"
    version: int | None = None
    help: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The page before an act that can't be undone: what will happen, to what.

    ``form`` holds what the act needs besides (a reason, a password); its ``submit`` names the act.
    """

    question: Words
    consequences: tuple[Words, ...]
    subject: tuple[Fact, ...]
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """A form that narrows a list, sent by GET; ``clear_url``: the list with nothing narrowed."""

    form: BaseForm
    clear_url: str
    narrowed: bool = False
