"""What other charters would have done with a record of roll calls, as a typed result."""

from dataclasses import dataclass
from enum import StrEnum

from comity.core.values import Id, Text


class Picture(StrEnum):
    """What a picture of the answer shows."""

    SESSIONS = "sessions"
    SUBJECTS = "subjects"
    SENSITIVITY = "sensitivity"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many roll calls of the selection were not put, and why; each is counted once, by the first that applies.

    ``no_members``: nobody sat in the body then; ``nobody_cast``: nobody of the membership voted yes, no or abstained.
    """

    paragraphs: int
    amendments: int
    motions: int
    duplicates: int
    no_members: int
    nobody_cast: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult:
    """The record, and what of it was selected: ``roll_calls`` counts those left out as well; months as ``2001-11``."""

    name: str
    title: Text
    roll_calls: int
    from_: str | None
    until: str | None
    left_out: LeftOut
    left_out_words: Text
    """The same in a sentence; empty where nothing was left out."""
    source: str
    licence: str
    note: Text
    without_positions: tuple[Id, ...] = ()
    """Members of whom the record has no position; what they would have done is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutCharter:
    """A charter to which the record was put, and the body; ``short`` tells it apart from the others in a table.

    ``major``: which of the matters that the subjects map to count as major.
    """

    id: Id
    title: Text
    short: Text
    body: Id
    body_name: Text
    on: str
    major: tuple[Id, ...]
    major_names: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutMembership:
    """Members, and the months of the roll calls put to them (both inclusive, ``None``: unbounded)."""

    id: Id
    name: Text
    members: tuple[Id, ...]
    from_: str | None
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """How many roll calls one charter would have adopted; ``subject`` ``None``: all of them, each counted once."""

    membership: Id
    charter: Id
    rule: str
    subject: Id | None
    put: int
    adopted: int
    not_adopted: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityRow:
    """The same count under another reading.

    ``major``: ``charter`` (as the charters say, or as the command set it), ``none``, ``all``, or one matter that was
    made major (``+matter``) or made another matter (``-matter``).
    """

    abstention: str
    absence: str
    major: str
    membership: Id
    charter: Id
    put: int
    adopted: int
    not_adopted: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeResult:
    """What one charter would have made of one roll call; ``sentence`` is empty where none was asked for."""

    verdict: str
    sentence: Text
    matter: Id
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRollCall:
    """One roll call with the recorded positions of the members to whom it was put.

    ``roll_call``: its number in the source; ``membership``: which members these are; ``major``: its matter is major
    under at least one of the charters.
    """

    roll_call: str | None
    symbol: str | None
    session: int | None
    month: str | None
    kind: str
    membership: Id
    subjects: tuple[Id, ...]
    major: bool
    positions: dict[Id, str]
    outcomes: dict[Id, OutcomeResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """How one member stood on the record in the roll calls put while it sat, and in which months those were."""

    member: Id
    name: Text
    from_: str | None
    until: str | None
    put: int
    yes: int
    no: int
    abstain: int
    absent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The answer: per membership and subject, how far it depends on the readings, and roll call by roll call."""

    schema: str
    record: RecordResult
    charters: tuple[PutCharter, ...]
    subjects: dict[Id, Text]
    memberships: tuple[PutMembership, ...]
    membership: Id
    """The membership of ``roll_calls``: the one that was asked for, or ``actual``."""
    abstention: str
    absence: str
    asked: dict[str, tuple[str, ...]]
    """In words of each language: how the question differs from the plain one."""
    matters: dict[Id, Text]
    """The name of each matter that a subject is."""
    states: dict[Id, Text]
    """The name of each member that was counted."""
    summary: tuple[SummaryRow, ...]
    sensitivity: tuple[SensitivityRow, ...]
    roll_calls: tuple[PutRollCall, ...]
    members: tuple[MemberRow, ...] | None = None
    """Figures by member, where they were asked for: in the organisation's order, never by figure."""


def by_subject(result: WhatIf) -> list[tuple[Id, dict[Id, SummaryRow]]]:
    """The rows of the membership asked for, by subject and charter; the subject with most roll calls first."""
    rows: dict[Id, dict[Id, SummaryRow]] = {}
    for row in result.summary:
        if row.membership == result.membership and row.subject is not None:
            rows.setdefault(row.subject, {})[row.charter] = row
    return sorted(rows.items(), key=lambda pair: (-max(row.put for row in pair[1].values()), pair[0]))
