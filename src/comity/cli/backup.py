"""`comity backup`, `comity restore`, `comity rotate-key`: an organisation kept elsewhere, and its key renewed."""

import os
import secrets
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.folder import OWNER_ONLY, folder_of
from comity.cli.installation import Data, open_installation, progress, set_up
from comity.cli.options import Json
from comity.cli.output import heading, needing, next_command, print_json, refusing, say, table
from comity.core.values import Problem, Refused
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.app.backup import BackupResult

NAMED = "COMITY_BACKUP_PASSPHRASE"
SHORTEST = 12
CHECK_FOUND = 1
GROUP = 16


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to make: a new file.")],
    data: Data = None,
    json: Json = False,
) -> None:
    """Back up the organisation to one file, while others go on working.

    Everything but who is signed in is in it; the key that signs the ledger only encrypted with a passphrase, which is
    asked for twice, or taken from COMITY_BACKUP_PASSPHRASE. Whoever has the file can read the rest of it: keep it as
    you keep the database.
    """
    from comity import __version__

    with refusing(as_json=json), needing("web"):
        folder = folder_of(data)
        open_installation(folder)
        from comity.app.backup import Asked, back_up
        from comity.formats.signing import LEDGER_KEY, SALT_SIZE, read_key

        key = read_key(folder / LEDGER_KEY)
        asked = Asked(
            key=key,
            passphrase=_passphrase(new=True),
            salt=secrets.token_bytes(SALT_SIZE),
            at=datetime.now(UTC),
            release=__version__,
        )
        made = back_up(file, asked)
    if json:
        from comity.workbench.results import as_json

        print_json(as_json(made))
        return
    say(f"The organisation is in {file}: {made.rows:,} rows of {made.tables} tables.")
    _show(made)
    heading("What to try next")
    say("Restore it to another folder, to know that it can be restored:")
    next_command(["restore", str(file), "--data", "DIR"])


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="The folder to restore to: a new or an empty one.")
    ],
    json: Json = False,
) -> None:
    """Restore an organisation from a backup: all of it, or nothing.

    The backup is checked before anything is written, and the restored organisation is verified. Ends with 1 where that
    finds something: it was in the backup already.
    """
    with refusing(as_json=json), needing("web"):
        folder = folder_of(data)
        _refuse_filled(folder)
        if not file.is_file():
            raise Refused([Problem(file=str(file), fact="there is no such file", cure="Check its name")])
        passphrase = _passphrase(new=False)
        made, holds = _restored(file, passphrase, folder)
    if json:
        from comity.workbench.results import as_json

        print_json({**as_json(made), "holds": holds})
    else:
        say(f"The organisation is in {folder}: {made.rows:,} rows of {made.tables} tables.")
        _show(made)
        heading("What to try next")
        say("It holds: ledger and tables agree." if holds else "Something does not hold, and did not in the backup:")
        next_command([*(["serve"] if holds else ["verify"]), "--data", str(data)])
    if not holds:
        raise typer.Exit(CHECK_FOUND)


def _restored(file: Path, passphrase: str, folder: Path) -> tuple["BackupResult", bool]:
    """Restore beside the folder, and put all of it in place at once."""
    beside = folder.with_name(f".{folder.name}.restoring-{secrets.token_hex(4)}")
    try:
        beside.mkdir(mode=OWNER_ONLY, parents=True)
    except OSError as error:
        fact = f"the folder can't be made ({error.strerror})"
        raise Refused([Problem(file=str(beside), fact=fact, cure="Name another: --data DIR")]) from None
    try:
        set_up(beside)
        from django.db import connections

        from comity.app.backup import restore as put_back
        from comity.app.verification import verify
        from comity.formats.backup_file import open_backup

        made = put_back(open_backup(file, passphrase), beside)
        with progress("Entries") as told:
            found = verify(on_progress=told)
        connections.close_all()
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return made, found.holds and found.root == made.root


def rotate_key(data: Data = None, json: Json = False) -> None:
    """Renew the key that signs the ledger: the old one vouches for the new one, and is then destroyed.

    Tell everybody who holds receipts the new fingerprint. A backup made before holds the old key: make a new one.
    """
    with refusing(as_json=json), needing("web"):
        folder = folder_of(data)
        open_installation(folder)
        from comity.app.key_rotation import rotate
        from comity.core.ledger.receipt import fingerprint
        from comity.formats.signing import LEDGER_KEY, read_key

        done = rotate(folder, at=datetime.now(UTC), chance=secrets.token_bytes)
        new = fingerprint(read_key(folder / LEDGER_KEY).public_key)
    if json:
        entry = None if done is None else done.sequence
        print_json({"schema": "comity/key-rotation/1", "entry": entry, "fingerprint": new})
        return
    if done is None:
        say("The key that was on its way is in its place.")
    else:
        say(f"Entry {done.sequence} names the new key, and the old one has signed it for the last time.")
    typer.echo()
    table(Table("The key", ("what", "says"), [("fingerprint of the key", _grouped(new))]))
    heading("What to try next")
    say("A backup with the new key:")
    next_command(["backup", "FILE"])


def _passphrase(*, new: bool) -> str:
    """The passphrase: from the environment, or typed; a new one twice."""
    given = os.environ.get(NAMED)
    if given is None and not sys.stdin.isatty():
        fact = "the passphrase of the backup is not given, and nobody is there to type it"
        raise Refused([Problem(fact=fact, cure=f"Set {NAMED}")])
    if given is None:
        given = str(typer.prompt("Passphrase of the backup", hide_input=True, confirmation_prompt=new, err=True))
    if new and len(given) < SHORTEST:
        fact = f"the passphrase is shorter than {SHORTEST} characters"
        raise Refused([Problem(fact=fact, cure="Choose several words, and keep them apart from the backup")])
    return given


def _refuse_filled(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        cure = "Name a new or an empty folder: --data DIR"
        raise Refused([Problem(file=str(folder), fact="there is something in the folder already", cure=cure)])


def _show(made: "BackupResult") -> None:
    typer.echo()
    rows = [
        ("made", made.made_at),
        ("entries of the ledger", f"{made.entries:,}"),
        ("root", _grouped(made.root)),
        ("key", made.key),
    ]
    table(Table("The backup", ("what", "says"), rows))


def _grouped(digits: str) -> str:
    """Hexadecimal digits in groups, so that two people can read them to each other."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
