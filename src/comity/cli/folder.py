"""The folder of an organisation, as commands are given it."""

import os
from pathlib import Path

from platformdirs import user_data_path

from comity.core.values import Problem, Refused

OURS = frozenset(
    {"ledger.key", "secret.key", "comity.sqlite3"} | {f"comity.sqlite3-{one}" for one in ("wal", "shm", "turn")}
)
OWNER_ONLY = 0o700
RECORDS = "records"
"""Where records that a user added are kept, beside an organisation or without one."""


def folder_of(data: Path | None) -> Path:
    """The folder that is meant: as given, that of the environment, or that of this user."""
    named = data or Path(os.environ.get("COMITY_DATA") or user_data_path("comity"))
    return named.expanduser().absolute()


def records_folder() -> Path:
    """The folder of records that this user added."""
    return folder_of(None) / RECORDS


def made(folder: Path) -> Path:
    """The folder, made where it is missing, open to its owner alone.

    Raises ``Refused`` where it can't be made or written to, and where it holds other files and no organisation.
    """
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        inside = {one.name for one in folder.iterdir()} - {RECORDS}
    except OSError as error:
        problem = Problem(
            file=str(folder), fact=f"the folder can't be used ({error.strerror})", cure="Name another: --data DIR"
        )
        raise Refused([problem]) from None
    if inside and not inside & OURS:
        cure = "Name a new or empty one: --data DIR"
        raise Refused([Problem(file=str(folder), fact="the folder holds other files and no organisation", cure=cure)])
    if not os.access(folder, os.W_OK):
        raise Refused(
            [Problem(file=str(folder), fact="the folder can't be written to", cure="Check its owner and mode")]
        )
    if not inside:
        folder.chmod(OWNER_ONLY)
    return folder
