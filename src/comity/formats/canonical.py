"""Canonical bytes: one value, one sequence of bytes, on every machine (RFC 8785), and commitments over them.

JSON has no fractions, no dates and no whole numbers beyond 2^53: they stand as text. A float has no place: who writes
one has lost what was meant.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

import rfc8785

from comity.core.values import Problem, Refused
from comity.formats.documents import Parts, UnquotedNumber, pointer_of
from comity.formats.messages import shown
from comity.formats.records import Json

SALT_SIZE = 32
EXACT = 2**53
"""From here on, up and down, a reader of JSON may take a whole number for its neighbour."""


def canonical_bytes(value: object) -> bytes:
    """The canonical bytes of a value.

    Raises ``Refused`` for a value that has none, with the place within it.

    >>> from fractions import Fraction
    >>> canonical_bytes({"share": Fraction(2, 3), "at": date(2018, 12, 5), "total": 2**60})
    b'{"at":"2018-12-05","share":"2/3","total":"1152921504606846976"}'
    """
    return rfc8785.dumps(plain_form(value))


def plain_form(value: object) -> Json:
    """The value as it stands in JSON: text, whole numbers below 2^53, truth values, nothing, lists, mappings.

    Raises ``Refused`` for a value that has no such form, with the place within it.
    """
    return _plain(value, ())


def moment(at: datetime) -> str:
    """A moment as text: in UTC, to the microsecond.

    Raises ``Refused`` for a moment without a zone.

    >>> moment(datetime(2026, 11, 5, 9, 12, 33, 418, tzinfo=UTC))
    '2026-11-05T09:12:33.000418Z'
    """
    return _moment(at, ())


def commitment(salt: bytes, field: str, value: object) -> str:
    """What stands in the ledger for a value that must not: HMAC-SHA256 over field and value, keyed by a secret salt.

    Whoever has salt and value can show that they are what was meant; without the salt nobody can guess the value,
    however few there are to guess from. Raises ``ValueError`` for a salt that is not of ``SALT_SIZE`` bytes.
    """
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    return hmac.digest(salt, canonical_bytes({"field": field, "value": value}), "sha256").hex()


def _plain(value: object, at: Parts) -> Json:
    match value:
        case None | bool():
            return value
        case str():
            return _text(value, at)
        case int():
            return int(value) if -EXACT < value < EXACT else str(int(value))
        case Fraction():
            return str(value)
        case datetime():
            return _moment(value, at)
        case date():
            return value.isoformat()
        case Mapping():
            return {_key(key, at): _plain(one, (*at, str(key))) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one, (*at, position)) for position, one in enumerate(value)]
        case _:
            raise _without_form(value, at)


def _text(value: str, at: Parts) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        fact, cure = "half of a character (a lone surrogate) is no text", "Write the character itself"
        raise Refused([Problem(fact=fact, cure=cure, pointer=pointer_of(at))]) from None
    return str.__str__(value)


def _key(key: object, at: Parts) -> str:
    if isinstance(key, str):
        return _text(key, at)
    fact = f"{shown(key)} is no key: it is no text"
    raise Refused([Problem(fact=fact, cure="Name the value by text", pointer=pointer_of(at))])


def _moment(at: datetime, parts: Parts) -> str:
    if at.tzinfo is None:
        fact = f"{at.isoformat()} has no zone"
        raise Refused([Problem(fact=fact, cure="Give the moment with its zone", pointer=pointer_of(parts))])
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _without_form(value: object, at: Parts) -> Refused:
    if isinstance(value, float | UnquotedNumber):
        said = shown(value) if isinstance(value, UnquotedNumber) else f"the decimal number {value!r}"
        fact, cure = f"{said} is not exact", "Give a whole number, a fraction, or text"
    else:
        fact = f"a value of the kind {type(value).__name__} has no canonical form"
        cure = "Give text, a whole number, a fraction, a date, a list or a mapping"
    return Refused([Problem(fact=fact, cure=cure, pointer=pointer_of(at))])
