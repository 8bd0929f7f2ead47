"""Figures that all three languages write alike."""

from fractions import Fraction

DECIMALS = 1_000_000


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
