"""Stated models of voting: how likely each member is to stand where, and who stands together.

A model says nothing of a charter. It is either blocs that do not depend on each other, a member by itself being a bloc
of one, or roll calls that were really taken, of which each is as likely as any other. Chances are exact fractions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, assert_never

import numpy as np

from comity.analysis.profiles import CODES, Profiles
from comity.core.rules.facts import Camp
from comity.core.values import Id

DRAWN: tuple[Camp, ...] = (Camp.YES, Camp.NO, Camp.ABSTAIN, Camp.ABSENT)
"""The camps in which a model places members."""

FEW_BITS, MANY_BITS = 7, 31
"""Random bits of a draw: few where they give every chance exactly, else so many that none is off by over 2**-32."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each position is. Raises ``ValueError`` where one is below zero, or they are not one together."""

    yes: Fraction
    no: Fraction
    abstain: Fraction = Fraction()
    absent: Fraction = Fraction()

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        each = tuple(chance for _camp, chance in self.each())
        if min(each) < 0 or sum(each) != 1:
            raise ValueError("chances are at least zero, and one together")

    def each(self) -> Iterator[tuple[Camp, Fraction]]:
        """The camps with their chances, in the order of ``DRAWN``."""
        return zip(DRAWN, (self.yes, self.no, self.abstain, self.absent), strict=True)

    @property
    def weights(self) -> tuple[int, tuple[int, ...]]:
        """The common denominator, and the chances over it."""
        each = [chance for _camp, chance in self.each()]
        common = lcm(*(one.denominator for one in each))
        return common, tuple(int(one * common) for one in each)


@dataclass(frozen=True, slots=True)
class Bloc:
    """Members that always stand alike, and how likely they are to stand where."""

    members: tuple[Id, ...]
    chances: Chances


@dataclass(frozen=True, slots=True)
class Blocs:
    """Blocs of which none depends on another; ``members`` has the members of them all, in the order of the body."""

    members: tuple[Id, ...]
    blocs: tuple[Bloc, ...]


@dataclass(frozen=True, slots=True)
class RollCalls:
    """Roll calls of which each is as likely as any other: in each row the codes of the members' camps."""

    members: tuple[Id, ...]
    rows: tuple[tuple[int, ...], ...]


VotingModel = Blocs | RollCalls


def independent(chances: Mapping[Id, Chances]) -> Blocs:
    """Every member votes by its own chances, whatever the others do."""
    return Blocs(tuple(chances), tuple(Bloc((member,), one) for member, one in chances.items()))


def impartial(members: Sequence[Id], abstain: Fraction = Fraction(), absent: Fraction = Fraction()) -> Blocs:
    """Impartial culture: nobody leans to either side, so that yes and no are as likely, each member by itself.

    What ``abstain`` and ``absent`` leave is divided between yes and no. With neither every profile of yes and no is as
    likely as any other, which is what the indices of Penrose, Banzhaf and Coleman assume.
    """
    half = (1 - abstain - absent) / 2
    return independent(dict.fromkeys(members, Chances(half, half, abstain, absent)))


def smoothed(counts: Mapping[Camp, int], smoothing: Fraction) -> Chances:
    """The shares of a member's positions, each with ``smoothing`` added to its count (additive smoothing).

    With n positions, of which c in a camp, its chance is (c + smoothing) / (n + 4 smoothing). Raises ``ValueError``
    where there is neither a position nor any smoothing.
    """
    total = sum((counts.get(camp, 0) for camp in DRAWN), start=0) + len(DRAWN) * smoothing
    if total == 0:
        raise ValueError("there is no position, and nothing is added")
    return Chances(*((counts.get(camp, 0) + smoothing) / total for camp in DRAWN))


def in_favour(model: VotingModel) -> dict[Id, Fraction]:
    """How likely each member by itself is to vote yes."""
    match model:
        case Blocs(blocs=blocs):
            found = {member: one.chances.yes for one in blocs for member in one.members}
            return {member: found[member] for member in model.members}
        case RollCalls(members=members, rows=rows):
            columns = zip(*rows, strict=True)
            yes = CODES[Camp.YES]
            return {one: Fraction(column.count(yes), len(rows)) for one, column in zip(members, columns, strict=True)}
        case _:
            assert_never(model)


def camps_of(model: Blocs) -> tuple[Camp, ...]:
    """The camps in which anybody can stand."""
    each = [dict(one.chances.each()) for one in model.blocs]
    return tuple(camp for camp in DRAWN if any(one[camp] for one in each))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A model made ready to be drawn from: the bounds of the camps of each bloc, and the bloc of each member."""

    bits: int
    bounds: tuple[Any, ...]
    places: Any

    @classmethod
    def of(cls, model: Blocs) -> "Drawing":
        """The bounds, in as few bits as hold every chance exactly."""
        sums = [_sums(one.chances) for one in model.blocs]
        exact = all((one * 2**FEW_BITS).denominator == 1 for each in sums for one in each)
        bits = FEW_BITS if exact else MANY_BITS
        kind: Any = np.uint8 if exact else np.uint32
        bounds = [np.array([int(each[at] * 2**bits + Fraction(1, 2)) for each in sums], dtype=kind) for at in range(3)]
        bloc_of = {member: place for place, one in enumerate(model.blocs) for member in one.members}
        return cls(
            bits=bits,
            bounds=tuple(one for one in bounds if (one < 2**bits).any()),
            places=np.array([bloc_of[member] for member in model.members], dtype=np.intp),
        )

    def draw(self, bits: np.random.BitGenerator, number: int) -> Profiles:
        """So many profiles, a row each; the columns are the members of the model.

        They are made of the raw bits, of which a generator gives the same in every release of its library.
        """
        blocs = int(self.places.max(initial=-1)) + 1
        drawn = self._numbers(bits, number * blocs).reshape(number, blocs)
        codes = np.zeros(drawn.shape, dtype=np.int8)
        for bound in self.bounds:
            codes += drawn >= bound
        alone = len(self.places) == blocs and bool((self.places == np.arange(blocs)).all())
        return codes if alone else codes[:, self.places]

    def _numbers(self, bits: np.random.BitGenerator, number: int) -> Any:
        """So many whole numbers below 2**bits."""
        kind = "<u1" if self.bits == FEW_BITS else "<u4"
        size = np.dtype(kind).itemsize
        raw = bits.random_raw(-(-number * size // 8)).astype("<u8").view(kind)[:number]
        return raw >> (8 * size - self.bits)


def _sums(chances: Chances) -> tuple[Fraction, Fraction, Fraction]:
    """The chance of yes; of yes and no; of yes, no and abstention."""
    first = chances.yes
    second = first + chances.no
    return first, second, second + chances.abstain


assert [CODES[camp] for camp in DRAWN] == [0, 1, 2, 3], "a draw counts the bounds that it has reached"
