"""How far the members of a group vote alike in a record, by session and by subject; and with those outside it.

The functions from data frame to data frame stand in ``comity.workbench.frames``, the formulas in
``comity.analysis.cohesion``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from comity.analysis.cohesion import PERIOD, agreement_outside, cohesion, pairs, with_periods
from comity.analysis.whatif import CAST
from comity.core.values import Id, Problem, Text
from comity.formats.documents import refuse_any
from comity.formats.messages import cure_for
from comity.formats.public_records.shelf import added_records, find_any
from comity.formats.record import Record, shipped_records
from comity.formats.subjects import Subjects, shipped_subjects
from comity.workbench.groups import Group, group_named, names_of, one_seat
from comity.workbench.record_selection import selection, wrong_span
from comity.workbench.whatif import with_days

DEFAULT_SUBJECTS = "general-assembly"
NAMED = 8
"""So many states are named where a record lacks them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohesionAsked:
    """What a command asks: whose cohesion, in which record, over which time.

    ``record``: ``None`` for one that was added, else the one that ships. ``without_parts`` leaves out what the source
    marks as a vote on a paragraph or an amendment, ``once`` what stands twice.
    """

    members: tuple[str, ...]
    reference: tuple[str, ...] = ()
    record: str | None = None
    added: Path | None = None
    sessions: str | None = None
    from_: str | None = None
    until: str | None = None
    subject: Id | None = None
    by_subject: bool = False
    without_parts: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOf:
    """The record that was looked at, and what was left out of it."""

    name: Id
    title: Text
    source: str
    note: Text
    roll_calls: int
    left_out: int
    sessions: tuple[int, int] | None
    """The first and the last session that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResult:
    """The agreement of the group with outsiders: by period (``comity.analysis.cohesion.OUTSIDE``), and over all."""

    name: str
    members: tuple[str, ...]
    rows: pl.DataFrame
    whole: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class CohesionResult:
    """The answer: tables as ``comity.analysis.cohesion`` has them (``ROWS``, ``PAIRS``).

    ``dated``: whether the members are those of the day. ``whole``: over all periods, its period null; ``whole_pairs``
    likewise. ``periods``: whether a period is a session or a year, ``years``: the year in which each opened.
    ``voting``: in how many roll calls one of the members cast a vote; ``months``: the first and the last month, or
    year, of the roll calls.
    """

    schema: str
    name: str
    dated: bool
    members: tuple[str, ...]
    names: tuple[Text, ...]
    record: RecordOf
    periods: str
    years: pl.DataFrame
    voting: int
    months: tuple[str, str] | None
    subjects: dict[Id, Text]
    rows: pl.DataFrame
    pairs: pl.DataFrame
    whole: pl.DataFrame
    whole_pairs: pl.DataFrame
    reference: OutsideResult | None


def in_their_time(roll_calls: pl.DataFrame, group: Group, other: Group) -> pl.DataFrame:
    """The roll calls with nothing where a state was no member of its group on the day (column ``day``).

    Members of both keep the time of ``group``.
    """
    ours = group.in_its_time(roll_calls)
    theirs = other.in_its_time(roll_calls)
    return theirs.with_columns(ours.get_column(one) for one in group.members)


def cohesion_in(asked: CohesionAsked, today: date) -> CohesionResult:
    """Read what the question names, and answer it.

    Raises ``Refused`` with all that is wrong: states, record, time.
    """
    group = group_named(asked.members, "--members")
    other = group_named(asked.reference, "--reference") if asked.reference else None
    subjects = shipped_subjects(DEFAULT_SUBJECTS)
    record = find_any(_record_name(asked), subjects, None, asked.added)
    refuse_any([*wrong_span(record, asked.sessions, asked.from_, asked.until), *_unknown_subject(asked, subjects)])
    refuse_any([*_not_in_record(group, record, "--members"), *_none_outside(group, other, record)])
    every = with_days(record.frame, today)
    chosen = with_periods(group.while_it_was(_chosen(every, asked)))
    ours = group.in_its_time(chosen)
    called = dict(zip(group.members, group.called, strict=True))
    whole = ours.with_columns(pl.lit(None, dtype=pl.Int64).alias(PERIOD))
    dates = chosen.get_column("date").drop_nulls()
    return CohesionResult(
        schema="comity/cohesion/1",
        name=group.name,
        dated=bool(group.memberships),
        members=group.called,
        names=names_of(group),
        record=_about(record, len(every) - len(chosen)),
        periods="session" if chosen.get_column("session").is_not_null().any() else "year",
        years=_years(chosen, record),
        voting=ours.filter(pl.any_horizontal(pl.col(group.members).is_in(CAST))).height,
        months=(str(dates.min())[:7], str(dates.max())[:7]) if len(dates) else None,
        subjects=dict(subjects.names),
        rows=cohesion(ours, group.members, by_subject=asked.by_subject),
        pairs=_called(pairs(ours, group.members), called),
        whole=cohesion(whole, group.members, by_subject=asked.by_subject),
        whole_pairs=_called(pairs(whole, group.members), called),
        reference=None if other is None else _outside(chosen, group, other),
    )


def _years(roll_calls: pl.DataFrame, record: Record) -> pl.DataFrame:
    """The year in which each session opened; where that is not known, of its first roll call."""
    first = pl.col("date").str.slice(0, 4).drop_nulls().min()
    found = roll_calls.group_by(PERIOD).agg(first.alias("year")).drop_nulls(PERIOD).sort(PERIOD)
    if record.about.zeroth_year is None or roll_calls.get_column("session").is_null().all():
        return found.drop_nulls()
    opened = (pl.col(PERIOD) + record.about.zeroth_year).cast(pl.String)
    return found.with_columns(opened.alias("year"))


def _record_name(asked: CohesionAsked) -> str:
    """The record that is named; else one that was added, else the one that ships."""
    if asked.record is not None:
        return asked.record
    added = () if asked.added is None else added_records(asked.added)
    return (*added, *shipped_records())[0]


def _unknown_subject(asked: CohesionAsked, subjects: Subjects) -> Iterator[Problem]:
    if asked.subject is not None and asked.subject not in subjects.names:
        cure = cure_for(asked.subject, tuple(subjects.names))
        yield Problem(fact=f"there is no subject '{asked.subject}'", cure=cure)


def _not_in_record(group: Group, record: Record, option: str) -> Iterator[Problem]:
    missing = [called for one, called in zip(group.members, group.called, strict=True) if one not in record.states]
    if missing:
        more = f" and {len(missing) - NAMED} more" if missing[NAMED:] else ""
        fact = f"{option}: the record '{record.about.id}' has no positions of {', '.join(missing[:NAMED])}{more}"
        yield Problem(fact=fact, cure="Name others, or use a record that has them (--record; add one: comity data add)")


def _none_outside(group: Group, other: Group | None, record: Record) -> Iterator[Problem]:
    if other is not None:
        yield from _not_in_record(other, record, "--reference")
        outside = [one for one in other.members if one not in group.members]
        yield from one_seat((*group.members, *outside), "--reference")
        if not outside:
            fact = "--reference: everybody in it is a member of the group"
            yield Problem(fact=fact, cure="Name states outside the group")


def _chosen(every: pl.DataFrame, asked: CohesionAsked) -> pl.DataFrame:
    found = selection(every, asked.sessions, asked.from_, asked.until, asked.subject)
    if asked.without_parts:
        found = found.filter(~pl.col("marked"))
    return found.filter(~pl.col("duplicate")) if asked.once else found


def _called(table: pl.DataFrame, called: dict[Id, str]) -> pl.DataFrame:
    return table.with_columns(pl.col("a", "b").replace(called))


def _outside(chosen: pl.DataFrame, group: Group, other: Group) -> OutsideResult:
    joined = in_their_time(chosen, group, other)
    whole = joined.with_columns(pl.lit(None, dtype=pl.Int64).alias(PERIOD))
    outsiders = {one: name for one, name in zip(other.members, other.called, strict=True) if one not in group.members}
    return OutsideResult(
        name=other.name,
        members=tuple(outsiders.values()),
        rows=agreement_outside(joined, group.members, other.members),
        whole=agreement_outside(whole, group.members, other.members),
    )


def _about(record: Record, left_out: int) -> RecordOf:
    about = record.about
    return RecordOf(
        name=about.id,
        title=about.title,
        source=about.source,
        note=about.note,
        roll_calls=len(record.frame),
        left_out=left_out,
        sessions=_sessions(record.frame),
    )


def _sessions(frame: pl.DataFrame) -> tuple[int, int] | None:
    sessions = frame.get_column("session").drop_nulls().to_list()
    return (min(sessions), max(sessions)) if sessions else None
