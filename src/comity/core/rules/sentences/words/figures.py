"""Figures, and the places of citations, that the languages write alike."""

import re
from fractions import Fraction

from comity.core.values import PartialDate

DECIMALS = 1_000_000
MONTHS = tuple("January February March April May June July August September October November December".split())
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")


def as_percentage(share: Fraction) -> str | None:
    """The percentage that a share is, where a reader would take it for one: whole, and no simple fraction.

    >>> as_percentage(Fraction(65, 100)), as_percentage(Fraction(2, 3)), as_percentage(Fraction(3, 4))
    ('65', None, None)
    """
    simple = 1 < share.denominator <= 5
    return None if simple or 100 % share.denominator else str(share * 100)


def in_digits(number: Fraction) -> str:
    """The number as a decimal where that is exact and short, else as a fraction.

    >>> in_digits(Fraction(9)), in_digits(Fraction(1593, 100)), in_digits(Fraction(2, 3))
    ('9', '15.93', '2/3')
    """
    if number.denominator == 1 or DECIMALS % number.denominator:
        return str(number)
    whole, rest = divmod(abs(number.numerator), number.denominator)
    decimals = f"{rest * DECIMALS // number.denominator:06}".rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}.{decimals}"


def has_latin(text: str) -> bool:
    """Whether the text is written, at least in part, in Latin letters.

    Places are cited in the words of the charter file, mostly English; another language shows them only where they
    are in its own letters.
    """
    return any("a" <= letter.lower() <= "z" for letter in text)


def is_number(place: str) -> bool:
    """Whether a place is a number or symbol, perhaps with a paragraph, and not words: words have small letters.

    >>> [is_number(place) for place in ("27(3)", "5, 14", "XXVI(2)(c)", "22 bis", "preamble")]
    [True, True, True, True, False]
    """
    return re.search(r"[a-zа-яё\u4e00-\u9fff]{2}", re.sub(r"\b(?:and|bis|ter)\b", "", place)) is None


def are_several(place: str) -> bool:
    """Whether a place names more than one article or rule."""
    return is_number(place) and re.search(r", | and |\d[–-]\d", place) is not None


def date_in(place: str) -> PartialDate | None:
    """The day that an English place ends with, so that every language can write it.

    >>> date_in("Summit, 9 June 2017")
    PartialDate(year=2017, month=6, day=9)
    """
    match = _DATE.search(place)
    return match and PartialDate(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
