"""Counts of any game by comparing all coalitions, in blocks: what every other algorithm is held against.

The players are split in two: for each coalition of the one part all of the other are compared at once.
"""

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game, wins_of_sums
from comity.analysis.power.counts import Counts, Work

MOST_PLAYERS = 30

MOST_MINIMAL = 24
"""Up to so many players minimal winning coalitions are counted as well: every coalition is kept for it."""

LARGEST_SUM = 2**62


def work(game: Game) -> Work | None:
    """How many coalitions are compared; ``None`` where there are too many players, or weights beyond a word."""
    players = len(game.players)
    if players > MOST_PLAYERS or any(sum(one.weights) >= LARGEST_SUM for one in game.thresholds):
        return None
    inner = (players + 1) // 2
    return Work(steps=2**players * (3 + 2 * len(game.thresholds)), memory=2**inner * (8 * (inner + 4) + 16))


def count(game: Game, *, minimal: bool = True) -> Counts:
    """The counts, by comparing every coalition.

    ``minimal``: whether minimal winning coalitions are counted too, where there are few enough players.
    """
    players = len(game.players)
    inner = (players + 1) // 2
    outer = players - inner
    low = [_sums(one.weights[:inner]) for one in game.thresholds]
    high = [_sums(one.weights[inner:]) for one in game.thresholds]
    sizes = _sums((1,) * inner)
    order = np.argsort(sizes, kind="stable")
    starts = np.searchsorted(sizes[order], np.arange(inner + 1))
    by_inner = np.zeros((outer + 1, 2**inner), dtype=np.int64)  # by the size of the outer part
    having = np.zeros((players, players + 1), dtype=object)
    total = np.zeros(players + 1, dtype=object)
    least = _Minimal(inner) if minimal and players <= MOST_MINIMAL else None
    for coalition in range(2**outer):
        reached = [
            some >= one.quota - int(other[coalition])
            for some, other, one in zip(low, high, game.thresholds, strict=True)
        ]
        won = wins_of_sums(game, reached, sizes.shape)
        size = coalition.bit_count()
        by_inner[size] += won
        if least is not None:
            least.add(coalition, won)
        by_size = np.add.reduceat(won[order].astype(np.int64), starts)
        total[size : size + inner + 1] += by_size
        for player in _members(coalition, inner):
            having[player, size : size + inner + 1] += by_size
    _add_inner(having, by_inner, sizes, inner)
    swings = tuple(
        tuple(int(having[player, size + 1]) - int(total[size] - having[player, size]) for size in range(players))
        for player in range(players)
    )
    return Counts(winning=int(total.sum()), swings=swings, minimal=None if least is None else least.number)


class _Minimal:
    """Counts winning coalitions that lose with any member less; coalitions of the outer part come in their order."""

    def __init__(self, inner: int) -> None:
        self.number = 0
        self._inner = inner
        self._won: list[NDArray[np.uint8]] = []  # by the outer part, a bit for each coalition of the inner

    def add(self, coalition: int, won: NDArray[np.bool_]) -> None:
        """Those of this outer part, from which of them win."""
        found = won.copy()
        for player in range(self._inner):
            # Along the middle axis: without the player, with it.
            pairs, both = found.reshape(-1, 2, 2**player), won.reshape(-1, 2, 2**player)
            pairs[:, 1] &= ~both[:, 0]
        left = np.packbits(found)
        for player in _members(coalition, 0):
            left &= ~self._won[coalition ^ 1 << player]
        self._won.append(np.packbits(won))
        self.number += int(np.bitwise_count(left).sum())


def _add_inner(having: NDArray[np.object_], by_inner: NDArray[np.int64], sizes: NDArray[np.int64], inner: int) -> None:
    """The coalitions that have a player of the inner part, by size."""
    places = np.arange(2**inner)
    for player in range(inner):
        inside = places[(places >> player) & 1 == 1]
        for size, counted in enumerate(by_inner):
            by_size = np.bincount(sizes[inside], weights=counted[inside].astype(np.float64), minlength=inner + 1)
            having[player, size : size + inner + 1] += by_size.astype(np.int64)


def _sums(weights: tuple[int, ...]) -> NDArray[np.int64]:
    """What each coalition weighs; the players of coalition number k are those of the bits of k."""
    found = np.zeros(1, dtype=np.int64)
    for weight in weights:
        found = np.concatenate((found, found + weight))
    return found


def _members(coalition: int, first: int) -> list[int]:
    """The players of a coalition by its number, counted from ``first``."""
    return [first + bit for bit in range(coalition.bit_length()) if coalition >> bit & 1]
