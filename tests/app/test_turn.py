"""Writers of a database that is a file queue beside it, and never while they write already."""

import fcntl
from pathlib import Path

import pytest
from django.db import connection, transaction

from comity.store.turn import turn_to_write

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the database is no file")


def is_taken():
    database = Path(connection.settings_dict["NAME"])
    with database.with_name(f"{database.name}-turn").open("ab") as queue:
        try:
            fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_the_turn_is_kept_until_the_end_of_the_block(transactional_db):
    with turn_to_write():
        assert is_taken()
    assert not is_taken()
    with pytest.raises(ValueError, match="broken"), turn_to_write():
        raise ValueError("broken")
    assert not is_taken()


def test_who_writes_already_does_not_queue(transactional_db):
    with transaction.atomic(), turn_to_write():
        assert not is_taken()
