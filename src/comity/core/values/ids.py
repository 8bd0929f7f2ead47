"""Ids: names that machines use and that are never renamed or reused."""

import re

Id = str

_ID = re.compile(r"[a-z0-9.-]+")


def check_id(value: str) -> Id:
    """Return ``value`` if it is an id, that is one or more of ``a-z 0-9 . -``.

    Raises ``ValueError`` otherwise.

    >>> check_id("heads-of-state")
    'heads-of-state'
    """
    if not _ID.fullmatch(value):
        raise ValueError(f"{value!r} is no id: use lower-case letters, digits, '.' and '-' only")
    return value
