"""Whose turn it is to write, where the database is a file.

SQLite lets one connection write and has the others look again after pauses that grow, so that the file lies idle while
they sleep. Processes that queue at a lock of the system are woken the moment it is given back. Nothing depends on it:
it is the database that keeps writers apart, and a lock is given back when its process ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

QUEUE = "turn"
"""Ending of the file at which writers queue, beside the database; it stays empty."""

OWNER_ALONE = 0o600


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait for the turn, and keep it until the end of the block; at once where the database is no file.

    Who writes already has had the turn: to queue then would be to wait for somebody who waits for oneself.
    """
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor != "sqlite" or connection.in_atomic_block or not database.is_file():
        yield
        return
    queue = os.open(database.with_name(f"{database.name}-{QUEUE}"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, OWNER_ALONE)
    try:
        fcntl.flock(queue, fcntl.LOCK_EX)
        yield
    finally:
        os.close(queue)  # gives the lock back
