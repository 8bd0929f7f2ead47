"""Intervals of confidence for what was simulated: 95 in 100 such intervals hold the value that is asked.

Ends are rounded outward to millionths, and are fractions like every other figure.
"""

from fractions import Fraction
from math import log, sqrt
from statistics import NormalDist

CONFIDENCE = Fraction(95, 100)
DIGITS = 10**6

Interval = tuple[Fraction, Fraction]

_Z = NormalDist().inv_cdf(0.5 + float(CONFIDENCE) / 2)


def of_share(found: int, of: int) -> Interval:
    """The interval of a probability that was met ``found`` times of ``of``.

    Source: Wilson (1927), Journal of the American Statistical Association 22, pages 209-212. It stays within 0 and 1,
    and has a width even where nothing or everything was found.
    """
    share, squared = found / of, _Z * _Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    low = Fraction() if found == 0 else _outward(middle - half, up=False)
    return low, Fraction(1) if found == of else _outward(middle + half, up=True)


def of_difference(more: int, less: int, of: int) -> Interval:
    """The interval of a difference of two probabilities under the same profiles.

    Of ``of`` profiles only the second was met in ``more``, only the first in ``less``. Source: Agresti and Min (2005),
    Statistics in Medicine 24, pages 729-740: half a profile is added to each of the four counts.
    """
    added = of + 2
    difference = (more - less) / added
    half = _Z * sqrt(max(0.0, (more + less + 1) - (more - less) ** 2 / added)) / added
    return max(Fraction(-1), _outward(difference - half, up=False)), min(
        Fraction(1), _outward(difference + half, up=True)
    )


FEW = 30
"""With a total below this, or where all numbers are the same, a mean is not yet normal."""


def of_mean(total: int, squares: int, of: int, most: int) -> Interval:
    """The interval of the mean of ``of`` whole numbers from 0 to ``most``, from their sum and that of their squares.

    Normal, where they tell enough for that; else the empirical Bernstein bound, which holds for every number of them.
    Source: Maurer and Pontil (2009), Empirical Bernstein Bounds and Sample Variance Penalization, arXiv:0907.3740.
    """
    if of < 2:
        return Fraction(), Fraction(most)
    mean = total / of
    variance = max(0.0, (squares - total * total / of) / (of - 1))
    if total >= FEW and variance > 0:
        half = _Z * sqrt(variance / of)
    else:
        sure = log(4 / (1 - float(CONFIDENCE)))
        half = sqrt(2 * variance * sure / of) + 7 * most * sure / (3 * (of - 1))
    return max(Fraction(), _outward(mean - half, up=False)), min(Fraction(most), _outward(mean + half, up=True))


def _outward(value: float, *, up: bool) -> Fraction:
    scaled = Fraction(value) * DIGITS
    return Fraction(
        -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator, DIGITS
    )
