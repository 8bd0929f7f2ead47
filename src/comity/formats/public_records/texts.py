"""What each roll call of the published tables was about: kind, symbol, subjects; and whether it is in twice."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.analysis.profiles import CODES
from comity.core.rules.facts import Camp
from comity.core.values import Id
from comity.formats.public_records.source import Numbered
from comity.formats.subjects import Subjects

Votes = NDArray[np.int8]
"""A row for each roll call, a column for each member; the values are codes of camps, or ``NOTHING``."""

NOTHING = -1
CORRECTIONS_ALLOWED = 5
"""So many members may differ between a vote and its repetition: corrections that were made after the meeting."""

RESOLUTION, PARAGRAPH, AMENDMENT, MOTION = "resolution", "paragraph", "amendment", "motion"

MOVED = re.compile(r"the motion (put forward|submitted|proposed|by)|motion.{0,80}no action", re.IGNORECASE | re.DOTALL)
DIVISION = re.compile(r"put to the vote the motion for division", re.IGNORECASE)
ENTITLED = re.compile(r"entitled\s+[_\"“](.+?)(?:<d3>|[\"”])", re.DOTALL)
ADOPTED = re.compile(r"\s*:?\s*resolut?l?ion\s*/\s*ad.*$", re.IGNORECASE | re.DOTALL)
SPOKEN = re.compile(r"^\s*The (Acting )?President")
PREFIX = re.compile(r"^(A/RES/|R/)")
PART = re.compile(r"(\d)([A-Z]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A roll call as the tables print it; ``marked``: paragraph or amendment, where they mark it as a vote on one."""

    roll_call: str
    session: int
    symbol: str
    marked: str
    short: str
    description: str

    @property
    def spoken(self) -> bool:
        """Whether the description is what the president of a meeting said, and no title."""
        return SPOKEN.match(self.description) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is made of a roll call."""

    symbol: str
    kind: str
    duplicate: bool
    subjects: tuple[Id, ...]


def told(calls: Sequence[Printed], votes: Votes, subjects: Subjects, numbered: Numbered | None) -> tuple[Told, ...]:
    """What each roll call was about, in their order; ``numbered``: what is known of the tables that number them."""
    symbols = [symbol_of(one, numbered) for one in calls]
    kinds = [kind_of(one, symbols[at], votes[at], numbered) for at, one in enumerate(calls)]
    together = by_symbol(calls, symbols)
    repeated = _repeated(together, kinds, votes) | _one_vote(calls, numbered)
    found = []
    for at, one in enumerate(calls):
        of_text = [calls[other] for other in together.get((one.session, symbols[at]), [at])]
        about = subjects_of(one, of_text, subjects, numbered)
        found.append(Told(symbol=symbols[at], kind=kinds[at], duplicate=at in repeated, subjects=about))
    return tuple(found)


def symbol_of(call: Printed, numbered: Numbered | None) -> str:
    """The symbol as documents bear it (A/RES/56/24 S); as printed, where the printed one is often not that."""
    printed = call.symbol
    if numbered is not None:
        wrong, right = numbered.misprinted.get(call.roll_call, ("", ""))
        printed = right if wrong and printed == wrong else printed
        if call.session < numbered.symbols_from_session:
            return printed
    if not printed:
        return ""
    return "A/RES/" + PART.sub(r"\1 \2", PREFIX.sub("", printed))


def kind_of(call: Printed, symbol: str, votes: NDArray[np.int8], numbered: Numbered | None) -> str:
    """What was voted on: as the tables mark it, or as words and result tell.

    A vote without a title that failed under the symbol of a resolution was not on the whole of it, since that was
    adopted: it counts as one on an amendment.
    """
    description = call.description
    moved = not call.marked and MOVED.search(description) is not None
    if call.spoken and (DIVISION.search(description) or moved):
        return MOTION
    if call.marked:
        return call.marked
    if numbered is not None and numbered.is_motion(description, call.session):
        return MOTION
    yes, no = (int((votes == CODES[camp]).sum()) for camp in (Camp.YES, Camp.NO))
    return AMENDMENT if call.spoken and symbol and no >= yes else RESOLUTION


def by_symbol(calls: Sequence[Printed], symbols: Sequence[str]) -> dict[tuple[int, str], list[int]]:
    """The places of the roll calls on the same text, by session and symbol, in the order of their numbers."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    order = sorted(range(len(calls)), key=lambda at: (len(calls[at].roll_call), calls[at].roll_call))
    for at in order:
        if symbols[at]:
            found[calls[at].session, symbols[at]].append(at)
    return found


def _repeated(together: Mapping[tuple[int, str], list[int]], kinds: Sequence[str], votes: Votes) -> set[int]:
    """The votes that repeat an earlier one on the whole text of the same symbol."""
    found: set[int] = set()
    for places in together.values():
        whole = next((at for at in places if kinds[at] == RESOLUTION), None)
        if whole is None:
            continue
        for at in places:
            if at != whole and kinds[at] in {RESOLUTION, PARAGRAPH}:
                allowed = CORRECTIONS_ALLOWED if kinds[at] == RESOLUTION else 0
                if int((votes[whole] != votes[at]).sum()) <= allowed:
                    found.add(at)
    return found


def _one_vote(calls: Sequence[Printed], numbered: Numbered | None) -> set[int]:
    """The roll calls of which another, that is there as well, is the same vote."""
    if numbered is None:
        return set()
    known = {one.roll_call for one in calls}
    repeated = {duplicate for duplicate, other in numbered.one_vote if other in known}
    return {at for at, one in enumerate(calls) if one.roll_call in repeated}


def subjects_of(
    call: Printed, together: Sequence[Printed], subjects: Subjects, numbered: Numbered | None
) -> tuple[Id, ...]:
    """The subjects of the text that the vote is about: those of its first title that nobody spoke."""
    titles = [title_of(one, numbered) for one in together if not one.spoken] or [title_of(call, numbered)]
    return subjects.of(titles[0])


def title_of(call: Printed, numbered: Numbered | None) -> str:
    """The title, as far as the tables have it; in the sessions that lack one the key words as well."""
    if call.spoken:
        entitled = ENTITLED.findall(call.description)
        return " ".join(str(entitled[-1] if entitled else call.description).split())
    by_short = numbered is not None and call.session in numbered.titled_by_short
    text = ADOPTED.sub("", call.short if by_short and call.short else call.description)
    words = numbered is not None and call.session <= numbered.key_words_until_session
    return " ".join((f"{call.short} | {text}" if words else text).split())
