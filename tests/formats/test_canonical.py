"""Canonical bytes: what RFC 8785 says, what JSON has no word for, and what is refused."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.values import Refused
from comity.formats.canonical import canonical_bytes, commitment, moment, plain_form
from comity.formats.documents import UnquotedNumber

SALT = bytes(range(32))
WITHOUT_ZONE = datetime(2018, 12, 5, tzinfo=UTC).replace(tzinfo=None)
KINDS = "Give text, a whole number, a fraction, a date, a list or a mapping"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


class Stance(StrEnum):
    YES = "yes"


def test_the_order_of_keys_is_that_of_rfc_8785():
    """Section 3.2.3: by UTF-16 code units, so that a character beyond the first plane stands before U+FB33."""
    keys = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert [*json.loads(canonical_bytes(keys))] == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (2**53 - 1, "9007199254740991"),
        (2**53, '"9007199254740992"'),
        (-(2**53), '"-9007199254740992"'),
        (1 - 2**53, "-9007199254740991"),
        (Fraction(2, 3), '"2/3"'),
        (Fraction(4, 2), '"2"'),
        (date(2018, 12, 5), '"2018-12-05"'),
        (datetime(2018, 12, 5, 9, 0, tzinfo=UTC), '"2018-12-05T09:00:00.000000Z"'),
        (datetime(2018, 12, 5, 9, 0, tzinfo=timezone(timedelta(hours=8))), '"2018-12-05T01:00:00.000000Z"'),
        (datetime(918, 12, 5, 9, 0, tzinfo=UTC), '"0918-12-05T09:00:00.000000Z"'),
        (Stance.YES, '"yes"'),
        ("협의 \u2028 é", '"협의 \u2028 é"'),
        ('a"\\\n\x01', '"a\\"\\\\\\n\\u0001"'),
        ((1, [2, {}]), "[1,[2,{}]]"),
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
    ],
)
def test_values_and_their_bytes(value, written):
    assert canonical_bytes(value) == written.encode()


@given(VALUES)
def test_reading_and_writing_again_gives_the_same_bytes(value):
    content = canonical_bytes(value)
    assert canonical_bytes(json.loads(content)) == content
    assert json.loads(content) == plain_form(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": [0, 0.5]}, "/a/1: the decimal number 0.5 is not exact. Give a whole number, a fraction, or text."),
        (float("nan"), "the decimal number nan is not exact. Give a whole number, a fraction, or text."),
        (UnquotedNumber("1e3"), "the decimal number 1e3 is not exact. Give a whole number, a fraction, or text."),
        ({1: 2}, "1 is no key: it is no text. Name the value by text."),
        ({"a": "\ud800"}, "/a: half of a character (a lone surrogate) is no text. Write the character itself."),
        ({"\ud800": 1}, "half of a character (a lone surrogate) is no text. Write the character itself."),
        ([WITHOUT_ZONE], "/0: 2018-12-05T00:00:00 has no zone. Give the moment with its zone."),
        ({"a": b"x"}, f"/a: a value of the kind bytes has no canonical form. {KINDS}."),
    ],
)
def test_what_has_no_canonical_bytes_is_refused_with_its_place(value, said):
    with pytest.raises(Refused) as caught:
        canonical_bytes(value)
    assert str(caught.value) == said


def test_a_moment_needs_its_zone():
    with pytest.raises(Refused, match="has no zone"):
        moment(WITHOUT_ZONE)


def test_a_commitment_is_an_hmac_over_field_and_value():
    expected = hmac.new(SALT, b'{"field":"email","value":"a@example.org"}', hashlib.sha256).hexdigest()
    assert commitment(SALT, "email", "a@example.org") == expected
    others = [
        commitment(SALT, "name", "a@example.org"),
        commitment(SALT, "email", "b@example.org"),
        commitment(bytes(32), "email", "a@example.org"),
    ]
    assert expected not in others


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_is_whole(salt):
    with pytest.raises(ValueError, match="a salt has 32 bytes"):
        commitment(salt, "email", "a")
