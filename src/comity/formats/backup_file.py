"""A backup: one file with every row of every table, the key encrypted, and a signed list of what is in it.

A zip archive: `manifest.json` in canonical bytes, `manifest.sig` (the ledger key's signature over them, in hexadecimal
digits), `key.json` (the key, encrypted), and `tables/NAME.jsonl` for each table, a row a line.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from comity.core.values import Problem, Refused
from comity.formats.canonical import canonical_bytes
from comity.formats.documents import refuse_any
from comity.formats.json_text import json_document
from comity.formats.signing import SigningKey, exported_key, imported_key, verify
from comity.formats.versioned import decode_document

BACKUP_SCHEMA = "comity/backup/1"
MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "key.json"
OWNER_ONLY = 0o600
LONGEST_MANIFEST = 4 * 1024 * 1024
PIECE = 1024 * 1024
ANOTHER_COPY = "Take another copy of the backup"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """A table in a backup: its name, how many rows, and the SHA-256 of its file."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationForm:
    """A step by which the tables came to have their columns."""

    app: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup. ``size`` and ``root``: the ledger's; ``key``: the label of the key that signed this."""

    comity: str
    made_at: str
    key: str
    size: int
    root: str
    migrations: tuple[MigrationForm, ...]
    tables: tuple[TableForm, ...]
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a manifest says that the rows do not."""

    comity: str
    made_at: str
    size: int
    root: str
    migrations: tuple[MigrationForm, ...]
    example: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was checked: its file, what is in it, and the key, decrypted."""

    path: Path
    manifest: Manifest
    key: SigningKey

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, in order."""
        with zipfile.ZipFile(self.path) as archive, archive.open(_member(table)) as file:
            for line in file:
                yield json.loads(line)


def write_backup(
    path: Path, tables: Iterable[tuple[str, Iterable[Row]]], about: About, key: SigningKey, encrypted: tuple[str, bytes]
) -> Manifest:
    """Write a backup to a new file that only its owner may read; it is whole and on the disk when this returns.

    ``encrypted``: the passphrase for the key, and 16 bytes of chance. Raises ``Refused`` where there is a file already,
    and where it can't be written; then nothing is left behind.
    """
    _refuse_existing(path)
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        cure = "Remove it where no other backup is being made"
        raise Refused([Problem(file=str(part), fact="a backup that was not finished lies here", cure=cure)]) from None
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            manifest = _written(file, tables, about, key, encrypted)
            file.flush()
            os.fsync(file.fileno())
        _refuse_existing(path)
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _written(
    file: Any, tables: Iterable[tuple[str, Iterable[Row]]], about: About, key: SigningKey, encrypted: tuple[str, bytes]
) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        forms = tuple(_table(archive, name, rows) for name, rows in tables)
        manifest = Manifest(
            comity=about.comity,
            made_at=about.made_at,
            key=key.key_id,
            size=about.size,
            root=about.root,
            migrations=about.migrations,
            tables=forms,
            example=about.example,
        )
        content = canonical_bytes({"schema": BACKUP_SCHEMA, **asdict(manifest)})
        archive.writestr(KEY, exported_key(key, *encrypted))
        archive.writestr(MANIFEST, content)
        archive.writestr(SIGNATURE, key.sign(content).hex())
    return manifest


def _table(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> TableForm:
    digest, count = hashlib.sha256(), 0
    with archive.open(_member(name), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    return TableForm(name=name, rows=count, sha256=digest.hexdigest())


def open_backup(path: Path, passphrase: str) -> Backup:
    """Open a backup and check all of it: the key, the signature over the manifest, and each table.

    Raises ``Refused`` with what is wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _opened(archive, path, passphrase)
    # What the library raises of a file that is cut, packed in a way that it does not know, encrypted, or lacks a part.
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise Refused([_problem(path, f"the file is no backup, or was damaged ({error})")]) from None
    except OSError as error:
        fact = f"the file can't be read ({error.strerror or error})"
        raise Refused([Problem(file=str(path), fact=fact, cure="Check its name and who may read it")]) from None


def _opened(archive: zipfile.ZipFile, path: Path, passphrase: str) -> Backup:
    content = _small(archive, MANIFEST)
    key = imported_key(_small(archive, KEY), passphrase, str(path))
    manifest = decode_document(Manifest, json_document(content.decode(errors="replace"), str(path)), BACKUP_SCHEMA)
    signature = _small(archive, SIGNATURE).decode(errors="replace")
    if manifest.key != key.key_id or not verify(key.public_key, content, _hex(signature)):
        raise Refused([_problem(path, "the list of what is in the backup was not signed by its key")])
    names = [MANIFEST, SIGNATURE, KEY, *(_member(one.name) for one in manifest.tables)]
    if sorted(archive.namelist()) != sorted(names):
        raise Refused([_problem(path, "the backup holds other files than its list says")])
    refuse_any([problem for one in manifest.tables for problem in _checked(archive, one, path)])
    return Backup(path, manifest, key)


def _checked(archive: zipfile.ZipFile, table: TableForm, path: Path) -> Iterator[Problem]:
    digest, lines = hashlib.sha256(), 0
    with archive.open(_member(table.name)) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            lines += piece.count(b"\n")
    if digest.hexdigest() != table.sha256 or lines != table.rows:
        yield _problem(path, f"the table {table.name} is not what the list says")


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(LONGEST_MANIFEST)


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _problem(path: Path, fact: str) -> Problem:
    return Problem(file=str(path), fact=fact, cure=ANOTHER_COPY)


def _refuse_existing(path: Path) -> None:
    if path.exists():
        problem = Problem(file=str(path), fact="there is a file already", cure="Name a new one")
        raise Refused([problem])


def _unwritable(path: Path, error: OSError) -> Refused:
    fact = f"the backup can't be written ({error.strerror or error})"
    return Refused([Problem(file=str(path), fact=fact, cure="Check the folder, and the room on the disk")])
