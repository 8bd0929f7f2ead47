"""Counts too large for a machine word, as remainders by moduli whose product is larger: each is counted on its own.

One modulus is 2**64, by which unsigned numbers wrap of themselves. The others are a little below a power of two, so
that what stands above the power is folded: 2**power - less leaves ``less`` of 2**power. Between two folds remainders
may grow, as long as their bound, which is kept beside them, is below 2**64: most additions need nothing more. The
remainders are joined by the Chinese remainder theorem.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import gcd, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Remainders = NDArray[np.uint64]

BLOCK = 16 * 1024
"""So many numbers are folded at a time: what is touched stays in the cache of a processor."""

WORD = 2**64
"""Below it numbers do not wrap."""

LEAST = 16
"""No modulus has a lower power: there would be too few."""


@dataclass(frozen=True, slots=True)
class Modulus:
    """2**power - less. ``wraps``: it is 2**64, and nothing has to be done for it."""

    power: int
    less: int

    @property
    def value(self) -> int:
        """The modulus itself."""
        return int(2**self.power - self.less)

    @property
    def wraps(self) -> bool:
        """Whether numbers wrap by it of themselves."""
        return self.less == 0


WRAPPING = Modulus(64, 0)


@lru_cache(maxsize=256)
def moduli_above(bound: int, *, length: int) -> tuple[Modulus, ...]:
    """Moduli, any two without a common factor, whose product is larger than ``bound``.

    As few as can be of which ``length`` folded remainders can be summed below 2**64; then of the lowest power, which
    leaves the most room between folds. Raises ``ValueError`` where there are none.
    """
    bits, highest = (bound >> 64).bit_length(), 63 - length.bit_length()
    if bits == 0:
        return (WRAPPING,)
    if highest < LEAST:
        raise ValueError(f"there is no modulus of which {length} remainders can be summed")
    for number in range(-(-bits // highest), bits + 1):
        for power in range(max(LEAST, -(-bits // number)), highest + 1):
            found = (WRAPPING, *_without_common_factor(power, number))
            if prod(one.value for one in found) > bound:
                return found
    raise ValueError(f"there are too few moduli of which {length} remainders can be summed")


def _without_common_factor(power: int, number: int) -> tuple[Modulus, ...]:
    found: list[Modulus] = []
    less = 1
    while len(found) < number and less < 2 ** (power // 2):
        modulus = Modulus(power, less)
        if all(gcd(modulus.value, one.value) == 1 for one in found):
            found.append(modulus)
        less += 2
    return tuple(found)


def folded(numbers: Remainders, modulus: Modulus, highest: int) -> int:
    """Fold numbers of at most ``highest`` in place until they are less than twice 2**power; what they are at most then.

    By 2**64 there is nothing to fold, and no bound to keep.
    """
    if modulus.wraps:
        return 1
    power, value = np.uint64(modulus.power), np.uint64(modulus.value)
    room = np.empty(min(BLOCK, numbers.shape[-1]), dtype=np.uint64)
    while highest >= 2 << modulus.power:
        for part in _blocks(numbers):
            # What stands above the power, times the modulus, is taken away; ``less`` times it is left below.
            above = np.right_shift(part, power, out=room[: len(part)])
            np.multiply(above, value, out=above)
            np.subtract(part, above, out=part)
        highest = 2**modulus.power - 1 + modulus.less * (highest >> modulus.power)
    return highest


def _blocks(numbers: Remainders) -> Iterator[Remainders]:
    if numbers.ndim > 1:
        for one in numbers:
            yield from _blocks(one)
        return
    for start in range(0, len(numbers), BLOCK):
        yield numbers[start : start + BLOCK]


def joined(remainders: Sequence[NDArray[Any]], moduli: Sequence[Modulus]) -> list[int]:
    """The whole numbers, not negative and below the product of the moduli, that leave these remainders."""
    columns = [one.ravel().tolist() for one in remainders]
    product = prod(one.value for one in moduli)
    if len(moduli) == 1:
        return [one % product for one in columns[0]]
    parts = [product // one.value * pow(product // one.value, -1, one.value) for one in moduli]
    return [sum(map(int.__mul__, parts, row)) % product for row in zip(*columns, strict=True)]
