"""An entry of the ledger: one act, and what each row that it changed was after it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_VERB = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Change:
    """A row after the act: its journal form, or ``None`` where the row is gone."""

    table: str
    id: str
    form: Mapping[str, object] | None

    def __post_init__(self) -> None:
        """Refuse a change of nothing."""
        if not self.table or not self.id:
            raise ValueError("a change says too little: name its table and the id of its row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act in the ledger.

    ``sequence`` counts from 0 and is its place among the leaves; ``at`` is a moment in UTC with microseconds;
    ``key`` is what makes a repeated request the same act; ``outcome`` is what the act answered, if it did. ``subject``
    is the id of what it was about, ``classification`` who may read of it, ``delegation`` for whom its actor acted.
    """

    sequence: int
    verb: str
    actor: str
    at: str
    key: str
    subject: str = ""
    classification: str = ""
    delegation: str = ""
    changes: tuple[Change, ...] = ()
    outcome: Mapping[str, object] | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that could not be told from another, or that nobody made."""
        if self.sequence < 0:
            raise ValueError(f"{self.sequence} is no place in the ledger: write a whole number from 0")
        if not _VERB.fullmatch(self.verb):
            raise ValueError(f"{self.verb!r} is no verb: write noun.verb")
        if not self.actor or not self.key:
            raise ValueError("an entry says too little: name its actor and its key")
        check_moment(self.at)


def check_moment(text: str) -> str:
    """Return ``text`` if it is a moment in UTC with microseconds; raise ``ValueError`` otherwise.

    >>> check_moment("2026-11-05T09:12:33.000418Z")
    '2026-11-05T09:12:33.000418Z'
    """
    if not _MOMENT.fullmatch(text) or not _in_calendar(text):
        raise ValueError(f"{text!r} is no moment in UTC: write YYYY-MM-DDThh:mm:ss.ffffffZ")
    return text


def _in_calendar(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
