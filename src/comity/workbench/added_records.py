"""Records that a user adds from published files: add, list, check, remove."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from comity.core.values import Id, Problem, Text
from comity.formats.public_records import shelf
from comity.formats.public_records.importing import imported
from comity.formats.public_records.remarks import Remark
from comity.formats.public_records.source import shipped_source, shipped_sources
from comity.formats.record import find_record, shipped_records
from comity.formats.subjects import shipped_subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """A record: its name and title, what it holds and from when to when, and where it is from.

    ``added``: when, in UTC; ``None`` for one that ships. ``damaged``: what is wrong with it, empty where nothing is.
    """

    name: Id
    title: Text
    added: str | None
    roll_calls: int
    votes: int | None
    members: int
    from_: str
    until: str
    files: tuple[shelf.AddedFile, ...]
    source: str
    remarks: tuple[Remark, ...]
    damaged: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsResult:
    """Records, and the folder in which those that were added are kept.

    ``written``: whether one was put there; ``replaced``: the one whose place it took, or would take.
    """

    schema: str
    folder: str
    written: bool
    replaced: RecordShown | None
    records: tuple[RecordShown, ...]


def add_record(
    folder: Path, name: Id, paths: Sequence[Path], now: datetime, *, keep: bool, on_progress: Callable[[str], None]
) -> RecordsResult:
    """Read published files into a record, and put it on the shelf, in place of one of its name; all of it or nothing.

    ``keep``: false checks the files alone. Raises ``Refused`` with the rows that are wrong.
    """
    source = shipped_source(name)
    found = imported(paths, source, now.date(), on_progress)
    before = shelf.about_if_readable(folder, name) if name in shelf.added_records(folder) else None
    put = partial(shelf.add, folder) if keep else shelf.described
    told = put(source, found, paths, now)
    replaced = None if before is None else _added(before, damaged=())
    return _result(folder, [_added(told, damaged=())], written=keep, replaced=replaced)


def list_records(folder: Path) -> RecordsResult:
    """The records that were added, and those that ship."""
    added = [_checked(folder, one) for one in shelf.added_records(folder)]
    return _result(folder, [*added, *map(_shipped, shipped_records())])


def check_records(folder: Path, name: Id | None = None) -> RecordsResult:
    """Whether the records that were added (or one of them) are as they were written.

    Raises ``Refused`` where there is none of that name.
    """
    names = shelf.added_records(folder) if name is None else (name,)
    return _result(folder, [_checked(folder, one) for one in names])


def remove_record(folder: Path, name: Id) -> RecordsResult:
    """Take a record from the shelf. Raises ``Refused`` where there is none of that name."""
    shelf.remove(folder, name)
    return list_records(folder)


def _result(
    folder: Path, records: Sequence[RecordShown], *, written: bool = False, replaced: RecordShown | None = None
) -> RecordsResult:
    return RecordsResult(
        schema="comity/records/1", folder=str(folder), written=written, replaced=replaced, records=tuple(records)
    )


def _checked(folder: Path, name: Id) -> RecordShown:
    damaged = tuple(shelf.damage(folder, name))
    told = shelf.about_if_readable(folder, name)
    if told is None:
        title: Text = shipped_source(name).title if name in shipped_sources() else {"en": name}
        return RecordShown(
            name=name,
            title=title,
            added="",
            roll_calls=0,
            votes=None,
            members=0,
            from_="",
            until="",
            files=(),
            source="",
            remarks=(),
            damaged=damaged,
        )
    return _added(told, damaged)


def _added(told: shelf.Added, damaged: tuple[Problem, ...]) -> RecordShown:
    source = shipped_source(told.id)
    return RecordShown(
        name=told.id,
        title=source.title,
        added=told.added,
        roll_calls=told.roll_calls,
        votes=told.votes,
        members=told.members,
        from_=told.from_,
        until=told.until,
        files=told.files,
        source=source.source,
        remarks=told.remarks,
        damaged=damaged,
    )


def _shipped(name: str) -> RecordShown:
    record = find_record(name, shipped_subjects("general-assembly"))
    dates = record.frame.get_column("date").drop_nulls()
    return RecordShown(
        name=name,
        title=record.about.title,
        added=None,
        roll_calls=len(record.frame),
        votes=None,
        members=len(record.states),
        from_=str(dates.min()),
        until=str(dates.max()),
        files=(),
        source=record.about.source,
        remarks=(),
        damaged=(),
    )
