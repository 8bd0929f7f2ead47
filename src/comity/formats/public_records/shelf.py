"""Records that a user added, kept in a folder: each as a columnar file, and beside it what it was made from.

A record is in place when ``about.json`` names its file, which is replaced at once: whatever happens while one is added,
the one before stays, or there is none.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from comity.core.values import Id, Problem, Refused
from comity.formats.json_text import read_json
from comity.formats.public_records.importing import Imported
from comity.formats.public_records.remarks import Remark
from comity.formats.public_records.source import Source, shipped_source
from comity.formats.record import About, Record, find_record
from comity.formats.records import encode
from comity.formats.state_names import Names
from comity.formats.subjects import Subjects
from comity.formats.versioned import decode_document

SCHEMA = "comity/added-record/1"
ABOUT = "about.json"
OWNER_ONLY, OWNER_ALONE = 0o700, 0o600
TURN = "turn"
"""The file at which those queue who change the shelf; it stays empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFile:
    """A file that a record was made from: its name, its size in bytes, the SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What is known of a record: from which files it was made and when (UTC), what it holds, what was remarked."""

    id: Id
    added: str
    files: tuple[AddedFile, ...]
    record: AddedFile
    roll_calls: int
    votes: int
    members: int
    from_: str
    until: str
    remarks: tuple[Remark, ...]


def added_records(folder: Path) -> tuple[Id, ...]:
    """The names of the records in a folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if (one / ABOUT).is_file()))


def about_added(folder: Path, name: Id) -> Added:
    """What is known of a record. Raises ``Refused`` where it can't be read, with what would mend it."""
    try:
        return decode_document(Added, read_json(folder / name / ABOUT), SCHEMA)
    except Refused as refused:
        raise Refused([*refused.problems, _again(folder, name)]) from None


def about_if_readable(folder: Path, name: Id) -> Added | None:
    """The same; ``None`` where it can't be read."""
    try:
        return about_added(folder, name)
    except Refused:
        return None


def _again(folder: Path, name: Id) -> Problem:
    return Problem(
        file=str(folder / name), fact=f"the record '{name}' is damaged", cure=f"Add it again: data add {name}"
    )


def add(folder: Path, source: Source, found: Imported, files: Sequence[Path], now: datetime) -> Added:
    """Put a record on the shelf, in place of one of its name.

    Raises ``Refused`` where the folder can't be written to; the record before it is still there then.
    """
    place = folder / source.id
    try:
        place.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        with _alone(folder):
            stored = _stored(found.frame, place)
            told = _told(source, found, files, stored, now)
            text = json.dumps({"schema": SCHEMA, **_keys(told)}, ensure_ascii=False, indent=1)
            _replace(place / ABOUT, text.encode())
            for old in place.glob("*.parquet"):
                if old.name != stored.name:
                    old.unlink()
    except OSError as error:
        fact = f"the record can't be kept there ({error.strerror})"
        raise Refused([Problem(file=str(place), fact=fact, cure="Set COMITY_DATA to a folder of your own")]) from None
    return told


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else changes the shelf; the lock is given back when its process ends, however it ends."""
    turn = os.open(folder / TURN, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, OWNER_ALONE)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)


def _keys(told: Added) -> dict[str, object]:
    keys = encode(told)
    assert isinstance(keys, dict), "a dataclass stands as an object"
    return dict(keys)


def _stored(frame: pl.DataFrame, place: Path) -> AddedFile:
    """Write the columns under the name of their bytes, so that no file is ever half of another."""
    draft = place / "draft.parquet"
    frame.write_parquet(draft, statistics=False)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    one = told_of(draft)
    draft.replace(place / f"{one.sha256[:16]}.parquet")
    return AddedFile(name=f"{one.sha256[:16]}.parquet", size=one.size, sha256=one.sha256)


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def told_of(path: Path) -> AddedFile:
    """Name, size and SHA-256 of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return AddedFile(name=path.name, size=path.stat().st_size, sha256=digest)


def described(source: Source, found: Imported, files: Sequence[Path], now: datetime) -> Added:
    """What would be known of a record that is not put on the shelf."""
    return _told(source, found, files, AddedFile(name="", size=0, sha256=""), now)


def _told(source: Source, found: Imported, files: Sequence[Path], stored: AddedFile, now: datetime) -> Added:
    dates = found.frame.get_column("date").drop_nulls()
    return Added(
        id=source.id,
        added=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        files=tuple(told_of(one) for one in files),
        record=stored,
        roll_calls=len(found.frame),
        votes=found.votes,
        members=found.members,
        from_=str(dates.min()),
        until=str(dates.max()),
        remarks=found.remarks,
    )


def remove(folder: Path, name: Id) -> None:
    """Take a record from the shelf. Raises ``Refused`` where there is none of that name."""
    if name not in added_records(folder):
        raise Refused([_missing(folder, name)])
    with _alone(folder):
        (folder / name / ABOUT).unlink(missing_ok=True)
        shutil.rmtree(folder / name)


def _missing(folder: Path, name: Id) -> Problem:
    known = ", ".join(added_records(folder)) or "none"
    return Problem(fact=f"no record '{name}' was added (there is: {known})", cure="List them: data list")


def damage(folder: Path, name: Id) -> list[Problem]:
    """What is wrong with a record: a file that is gone or altered.

    Raises ``Refused`` where there is none of that name.
    """
    if name not in added_records(folder):
        raise Refused([_missing(folder, name)])
    try:
        told = about_added(folder, name)
    except Refused as refused:
        return list(refused.problems)
    path = folder / name / told.record.name
    if not path.is_file():
        fact = "the file of the record is gone"
    elif told_of(path).sha256 != told.record.sha256:
        fact = "the file of the record is not the one that was written"
    else:
        return []
    return [Problem(file=str(path), fact=fact, cure=f"Add it again: data add {name}")]


def read_added(folder: Path, name: Id) -> Record:
    """A record from the shelf. Raises ``Refused`` where it is not there, or can't be read."""
    if name not in added_records(folder):
        raise Refused([_missing(folder, name)])
    told = about_added(folder, name)
    source = shipped_source(name)
    try:
        frame = pl.read_parquet(folder / name / told.record.name)
    except (OSError, pl.exceptions.PolarsError):
        raise Refused([_again(folder, name)]) from None
    about = About(
        id=name,
        title=source.title,
        source=source.source,
        vote=source.vote,
        note=source.note,
        zeroth_year=source.zeroth_year,
    )
    return Record(about, frame)


def find_any(name_or_path: str | Path, subjects: Subjects, names: Names | None, folder: Path | None) -> Record:
    """The record that was added, that ships, or that stands in a file. Raises ``Refused`` as ``find_record`` does."""
    added = () if folder is None else added_records(folder)
    if folder is not None and str(name_or_path) in added:
        return read_added(folder, str(name_or_path))
    return find_record(name_or_path, subjects, names, added)
