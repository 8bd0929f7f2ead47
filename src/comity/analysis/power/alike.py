"""Counts of a game of few kinds of players: whoever stands alike is counted together, by binomial coefficients.

Of players whom no threshold tells apart it matters only how many of them are in a coalition. Where there are m of a
kind, k of them can be chosen in C(m, k) ways.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from math import comb, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game, wins_of_sums
from comity.analysis.power.counts import Counts, Work

COST_OF_A_RUN = 200
"""A product of short polynomials, in steps of an array; of long ones that of their machine words comes to it."""


def work(game: Game) -> Work:
    """How many compositions there are, and how many runs of them along the longest axis."""
    sizes = [len(one) for one in game.types]
    compositions = prod(size + 1 for size in sizes)
    runs = compositions // (max(sizes) + 1) * (len(sizes) + 2)
    players = len(game.players)
    return Work(
        steps=compositions * (2 + len(game.thresholds) * (1 + len(sizes)))
        + runs * (COST_OF_A_RUN + players * players // 64),
        memory=compositions * (3 + (8 if all(sum(one.weights) < 2**62 for one in game.thresholds) else 64)),
    )


def count(game: Game, *, minimal: bool = True) -> Counts:
    """The counts, size by size, from how many of each kind are in a coalition.

    ``minimal``: whether minimal winning coalitions are counted too. Of a kind that is not the largest the winning
    coalitions that have a given player are counted; those of the largest follow, as all members of all winning
    coalitions of a size are as many as the size times these coalitions.
    """
    types, players = game.types, len(game.players)
    sizes = tuple(len(one) for one in types)
    winning = _winning(game, sizes)
    largest = max(range(len(sizes)), key=sizes.__getitem__)
    all_ = _by_size(winning, sizes, players)
    rest = [size * number for size, number in enumerate(all_)]
    having: dict[int, list[int]] = {}
    for kind, places in enumerate(types):
        if kind != largest:
            with_it = winning[(slice(None),) * kind + (slice(1, None),)]
            having[kind] = [0, *_by_size(with_it, _one_less(sizes, kind), players)[:players]]
            rest = [one - len(places) * other for one, other in zip(rest, having[kind], strict=True)]
    having[largest] = [one // sizes[largest] for one in rest]
    swings: list[tuple[int, ...]] = [()] * players
    for kind, places in enumerate(types):
        found = _turned(all_, having[kind])
        for place in places:
            swings[place] = found
    return Counts(
        winning=sum(all_),
        swings=tuple(swings),
        minimal=sum(_by_size(_minimal(winning), sizes, players)) if minimal else None,
    )


def _turned(winning: Sequence[int], having: Sequence[int]) -> tuple[int, ...]:
    """By size, those that win with the player, less those that win without it; the size is without it."""
    return tuple(more - (all_ - own) for more, all_, own in zip(having[1:], winning, having, strict=False))


def _one_less(sizes: tuple[int, ...], kind: int) -> tuple[int, ...]:
    return tuple(size - (place == kind) for place, size in enumerate(sizes))


def _winning(game: Game, sizes: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which compositions win: an axis for each kind, along it how many of that kind are in the coalition."""
    shape = tuple(size + 1 for size in sizes)
    firsts = [one[0] for one in game.types]
    sums = []
    for threshold in game.thresholds:
        exact: Any = np.int64 if sum(threshold.weights) < 2**62 else object
        along = [
            np.array([chosen * threshold.weights[first] for chosen in range(length)], dtype=exact)
            for first, length in zip(firsts, shape, strict=True)
        ]
        sums.append(reduce(np.add.outer, along) >= threshold.quota)
    return wins_of_sums(game, sums, shape)


def _by_size(compositions: NDArray[np.bool_], sizes: tuple[int, ...], players: int) -> tuple[int, ...]:
    """How many coalitions have one of these compositions, by size.

    ``sizes``: how many there are of each kind. Along the longest axis compositions lie in runs. The ways of a run are a
    polynomial in the size, kept in one whole number with a place for each coefficient: between two places where runs
    start or stop all of them are one product, however long and however many they are.
    """
    axis = max(range(len(sizes)), key=sizes.__getitem__)
    bytes_ = players // 8 + 1  # of a coefficient: none is larger than 2**players
    place = 8 * bytes_
    ways = _ways_together(sizes[axis], bytes_)
    others = [_ways(size) for at, size in enumerate(sizes) if at != axis]
    change: dict[int, dict[int, int]] = {}  # by place along the axis, of the ways of the others, by size
    for where, start, stop in _runs(np.moveaxis(compositions, axis, -1)):
        rest = prod(one[at] for one, at in zip(others, where, strict=True))
        for at, more in ((start, rest), (stop, -rest)):
            by_size = change.setdefault(at, {})
            by_size[sum(where)] = by_size.get(sum(where), 0) + more
    total, sum_ = 0, 0
    for start, stop in pairwise(sorted(change)):
        sum_ += sum(more << place * size for size, more in change[start].items())
        run = ways >> (place * start) & ((1 << place * (stop - start)) - 1)
        zeros = max(0, (sum_ & -sum_).bit_length() - 1)  # what is nothing is not multiplied
        total += run * (sum_ >> zeros) << (place * start + zeros)
    found = total.to_bytes(bytes_ * (players + 1), "little")
    return tuple(int.from_bytes(found[at : at + bytes_], "little") for at in range(0, len(found), bytes_))


@lru_cache(maxsize=64)
def _ways(size: int) -> tuple[int, ...]:
    """In how many ways so many of the players can be chosen."""
    return tuple(comb(size, chosen) for chosen in range(size + 1))


@lru_cache(maxsize=16)
def _ways_together(size: int, bytes_: int) -> int:
    """The same in one whole number, with so many bytes for each."""
    return int.from_bytes(b"".join(one.to_bytes(bytes_, "little") for one in _ways(size)), "little")


def _runs(lines: NDArray[np.bool_]) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Where a run of compositions along the last axis lies, where it starts, and where it stops."""
    length = lines.shape[-1] + 2
    padded = np.zeros((*lines.shape[:-1], length), dtype=np.bool_)
    padded[..., 1:-1] = lines
    flat = padded.reshape(-1)
    ends = np.flatnonzero(flat[1:] != flat[:-1])  # of each run its start and its stop
    outer = lines.shape[:-1] or (1,)
    where = np.transpose(np.unravel_index(ends[::2] // length, outer))[:, : lines.ndim - 1]
    for line, start, stop in zip(
        where.tolist(), (ends[::2] % length).tolist(), (ends[1::2] % length).tolist(), strict=True
    ):
        yield tuple(line), start, stop


def _minimal(winning: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which compositions win, and lose with any one less."""
    found = winning.copy()
    for axis, length in enumerate(winning.shape):
        later = [slice(None)] * winning.ndim
        earlier = list(later)
        later[axis], earlier[axis] = slice(1, length), slice(0, length - 1)
        found[tuple(later)] &= ~winning[tuple(earlier)]
    return found
