"""Words that are searched for, small letters like capitals in every script and on each database.

PostgreSQL knows the capitals of the locale that the database was made with, SQLite by itself those of ASCII alone.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

SMALL = "comity_small"
"""What the function is called in SQLite."""


class Small(Func):
    """A text in small letters, in every script."""

    function = "LOWER"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By Python's table of letters."""
        return self.as_sql(compiler, connection, function=SMALL, **context)


def holds_words(words: str, *columns: str) -> Q:
    """The rows one of whose columns holds the words; ``title__en`` is what a column of texts has in that language."""
    sought = Small(Value(words, output_field=TextField()))
    return reduce(or_, (Q(GreaterThan(StrIndex(Small(_column(one)), sought), 0)) for one in columns))


def _column(name: str) -> F | KeyTextTransform:
    return KT(name) if "__" in name else F(name)


def tells_capitals() -> bool:
    """Whether the database knows capitals beyond ASCII; a file does, for Python tells it."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT LOWER('Я')")
        return bool(cursor.fetchone() == ("я",))


def add_function(connection: BaseDatabaseWrapper, **_others: Any) -> None:
    """Teach a connection to SQLite which small letter belongs to which capital; called by the signal of a new one."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SMALL, 1, _small, deterministic=True)


def _small(text: str | None) -> str | None:
    return None if text is None else str(text).lower()
