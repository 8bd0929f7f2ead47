"""Counts too large for a machine word, as remainders by moduli whose product is larger: each is counted on its own.

A sum of remainders is brought back below its modulus by two steps without a branch: take the modulus away, and keep the
smaller, since below zero an unsigned number wraps to a large one. The remainders are joined by the Chinese remainder
theorem.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Remainders = NDArray[np.unsignedinteger[Any]]

BLOCK = 32 * 1024
"""So many numbers are added at a time: what is touched stays in the cache of a processor."""

LEAST = 2**16
"""Below it there would be too few primes."""

BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)


@dataclass(frozen=True, slots=True)
class Modulus:
    """A modulus, and the unsigned numbers of 32 or 64 bits in which remainders by it are kept.

    ``wraps``: it is that by which these numbers wrap of themselves.
    """

    value: int
    bits: int

    @property
    def wraps(self) -> bool:
        """Whether nothing has to be done for it."""
        return bool(self.value == 2**self.bits)

    @property
    def dtype(self) -> type[np.uint32] | type[np.uint64]:
        """How remainders are kept."""
        return np.uint32 if self.bits == 32 else np.uint64


def moduli_above(bound: int, *, bits: int, length: int) -> tuple[Modulus, ...]:
    """Moduli, any two without a common factor, whose product is larger than ``bound``.

    The first is that by which numbers of so many bits wrap; the others are primes of which ``length`` remainders can be
    summed in 64 bits. Raises ``ValueError`` where there are none.
    """
    found = [Modulus(2**bits, bits)]
    candidate = min(2 ** (bits - 1), 2**63 // max(1, length)) - 1
    candidate -= candidate % 2 == 0
    while prod(one.value for one in found) <= bound:
        if candidate < LEAST:
            raise ValueError(f"no primes are left of which {length} can be summed")
        if _is_prime(candidate):
            found.append(Modulus(candidate, bits))
        candidate -= 2
    return tuple(found)


@cache
def _is_prime(number: int) -> bool:
    """The test of Miller and Rabin, with bases that leave no doubt below 3.3 · 10**24.

    Source: Sorenson and Webster (2015), arXiv:1509.00864.
    """
    if number < BASES[-1] ** 2:
        return number > 1 and all(number % one for one in range(2, math.isqrt(number) + 1))
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in BASES:
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _turn in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def add(into: Remainders, more: Remainders, modulus: Modulus, room: Remainders) -> None:
    """Add row to row, in place; ``room`` holds a block. The two do not overlap."""
    if modulus.wraps:
        np.add(into, more, out=into)
        return
    take = modulus.dtype(modulus.value)
    for start in range(0, len(into), BLOCK):
        part = into[start : start + BLOCK]
        less = room[: len(part)]
        np.add(part, more[start : start + BLOCK], out=part)
        np.subtract(part, take, out=less)
        np.minimum(part, less, out=part)


def add_all(into: Remainders, more: Remainders, modulus: Modulus) -> None:
    """Add a small table to another, in place; the two may overlap."""
    np.add(into, more, out=into)
    if not modulus.wraps:
        np.minimum(into, into - modulus.dtype(modulus.value), out=into)


def joined(remainders: Sequence[NDArray[Any]], moduli: Sequence[Modulus]) -> list[int]:
    """The whole numbers, not negative and below the product of the moduli, that leave these remainders."""
    product = prod(one.value for one in moduli)
    parts = [product // one.value * pow(product // one.value, -1, one.value) for one in moduli]
    columns = [one.ravel().tolist() for one in remainders]
    return [sum(map(int.__mul__, parts, row)) % product for row in zip(*columns, strict=True)]
