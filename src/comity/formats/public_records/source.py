"""Sources: what is published, who sat where it was voted, and what is odd in its tables. One file for each ships."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from comity.core.values import Id, Problem, Refused, Text
from comity.formats.documents import text_of
from comity.formats.messages import cure_for
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document

SCHEMA = "comity/source/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What is known of the tables that number roll calls, and of them alone.

    The day of a date is true from the session ``days_from_session`` on, and in the roll calls from the first to the
    second of ``days_of_roll_calls``; elsewhere only its month is. Symbols before ``symbols_from_session`` are kept as
    they are printed. In the sessions ``titled_by_short`` the short text is the title; until ``key_words_until_session``
    it holds key words, which are read beside the title. ``misprinted``: of a roll call the symbol as printed and as
    meant; ``one_vote``: of two roll calls that are the same vote the one that counts as a duplicate, then the other.
    Until ``motions_until_session`` a description that a pattern of ``motions`` finds is a motion of procedure.
    """

    days_from_session: int
    days_of_roll_calls: tuple[int, int]
    symbols_from_session: int
    titled_by_short: tuple[int, ...] = ()
    key_words_until_session: int = 0
    misprinted: Mapping[Id, tuple[str, str]] = field(default_factory=dict)
    one_vote: tuple[tuple[Id, Id], ...] = ()
    motions_until_session: int = 0
    motions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no regular expression."""
        for pattern in self.motions:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"'{pattern}' is no regular expression: {error}") from None

    def day_is_true(self, roll_call: str, session: int) -> bool:
        """Whether the day of a roll call's date is that of the vote."""
        first, last = self.days_of_roll_calls
        return session >= self.days_from_session or (roll_call.isdecimal() and first <= int(roll_call) <= last)

    def is_motion(self, description: str, session: int) -> bool:
        """Whether an unmarked vote of an early session was one on a motion of procedure."""
        found = _compiled(self.motions)
        return session <= self.motions_until_session and found is not None and found.search(description) is not None


@functools.lru_cache(maxsize=16)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{one})" for one in patterns)
    return re.compile(joined, re.IGNORECASE | re.DOTALL) if patterns else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Published recorded votes: what stands beside them (as in ``comity.formats.record.About``), and how to read them.

    Session ``s`` opens in the year ``zeroth_year`` + s, in the month ``opening_month``. ``membership`` names the dated
    table of who sat, ``subjects`` the patterns that find the subjects of a title.
    """

    id: Id
    title: Text
    source: str
    vote: Text
    note: Text
    subjects: Id
    membership: Id
    zeroth_year: int
    opening_month: int
    numbered: Numbered

    def session_on(self, year: int, month: int) -> int:
        """The regular session that was open in a month.

        >>> shipped_source("unga").session_on(2003, 1)
        57
        """
        return year - self.zeroth_year - (month < self.opening_month)


def shipped_sources() -> tuple[str, ...]:
    """The names of the sources that can be read."""
    folder = files("comity") / "data" / "sources"
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if one.name.endswith(".yaml")))


@functools.cache
def shipped_source(name: str) -> Source:
    """A source by its name. Raises ``Refused`` where there is none of that name."""
    if name not in shipped_sources():
        raise Refused([Problem(fact=f"there is no source '{name}'", cure=cure_for(name, shipped_sources()))])
    file = f"{name}.yaml"
    content = (files("comity") / "data" / "sources" / file).read_bytes()
    return decode_document(Source, yaml_document(text_of(content, file), file), SCHEMA)
