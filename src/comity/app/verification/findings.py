"""What a verification finds: a code, and the place in ledger or tables."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from django.db.models import Model, QuerySet

MOST = 1_000
LONGEST = 160

UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError)
"""What a column raises that holds something of another kind than the database was told."""

M = TypeVar("M", bound=Model)


class Code(StrEnum):
    """What can be wrong; `words` says each in every language."""

    ENTRY_MISSING = "entry_missing"
    ENTRY_BEYOND = "entry_beyond"
    ENTRY_UNREADABLE = "entry_unreadable"
    ENTRY_ALTERED = "entry_altered"
    ENTRY_NOT_CANONICAL = "entry_not_canonical"
    LEAF_DIFFERS = "leaf_differs"
    COLUMN_DIFFERS = "column_differs"
    ACT_KEY_DIFFERS = "act_key_differs"
    NODE_MISSING = "node_missing"
    NODE_DIFFERS = "node_differs"
    NODE_BEYOND = "node_beyond"
    HEAD_MISSING = "head_missing"
    HEAD_ROOT_DIFFERS = "head_root_differs"
    HEAD_MOMENT_DIFFERS = "head_moment_differs"
    HEAD_KEY_DIFFERS = "head_key_differs"
    HEAD_UNSIGNED = "head_unsigned"
    HEAD_BEYOND = "head_beyond"
    TIP_DIFFERS = "tip_differs"
    KEY_UNFIT = "key_unfit"
    KEY_UNNAMED = "key_unnamed"
    KEY_MISSING = "key_missing"
    ROW_ALTERED = "row_altered"
    ROW_REMOVED = "row_removed"
    ROW_INSERTED = "row_inserted"
    ROW_UNREADABLE = "row_unreadable"
    CHECKPOINT_UNSIGNED = "checkpoint_unsigned"
    CHECKPOINT_BEYOND = "checkpoint_beyond"
    CHECKPOINT_DIFFERS = "checkpoint_differs"
    CHECKPOINT_KEY_DIFFERS = "checkpoint_key_differs"


RUNS = frozenset(
    {
        Code.ENTRY_MISSING,
        Code.ENTRY_BEYOND,
        Code.HEAD_MISSING,
        Code.HEAD_ROOT_DIFFERS,
        Code.HEAD_KEY_DIFFERS,
        Code.HEAD_UNSIGNED,
    }
)
"""What is told once for neighbours: a change of the tree shows in every head that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that does not hold. ``entry`` to ``until``: in the ledger; ``table``, ``row``, ``field``: in a table.

    For a row, ``entry`` is the last that recorded it. ``expected`` and ``found`` are JSON, cut where it is long.
    """

    code: Code
    entry: int | None = None
    until: int | None = None
    table: str | None = None
    row: str | None = None
    field: str | None = None
    expected: str | None = None
    found: str | None = None


@dataclass(slots=True)
class Findings:
    """What was found so far: the first ``MOST`` in full, and how many more."""

    kept: list[Finding] = field(default_factory=list)
    left_out: int = 0
    runs: dict[Code, int] = field(default_factory=dict)
    codes: set[Code] = field(default_factory=set)

    def add(self, finding: Finding) -> None:
        """Keep a finding; one that goes on where the last of its code ended makes that longer."""
        self.codes.add(finding.code)
        if self._prolongs(finding):
            return
        if len(self.kept) >= MOST:
            self.left_out += 1
            return
        if finding.code in RUNS:
            self.runs[finding.code] = len(self.kept)
        self.kept.append(finding)

    def _prolongs(self, finding: Finding) -> bool:
        at = self.runs.get(finding.code)
        if at is None or finding.entry is None:
            return False
        last = self.kept[at]
        end = last.until if last.until is not None else last.entry
        if end is None or finding.entry != end + 1:
            return False
        self.kept[at] = replace(last, until=finding.entry)
        return True


def brief(value: object) -> str:
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def readable(rows: QuerySet[M], unreadable: Callable[[str], None]) -> list[M]:
    """The rows; those with a column that can't be read are told of, one by one, and left out."""
    try:
        return list(rows)
    except UNREADABLE:
        kept = []
    for key in list(rows.values_list("pk", flat=True)):
        try:
            kept.append(rows.get(pk=key))
        except UNREADABLE:
            unreadable(str(key))
    return kept


def hexed(text: str) -> bytes:
    """The bytes of hexadecimal digits; none where they are no such digits."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
