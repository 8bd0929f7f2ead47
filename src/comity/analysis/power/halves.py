"""Counts where one measure has large weights and all else depends on how many are in favour: two halves, joined sorted.

Half of the players make 2**(n/2) coalitions. They are grouped by size and sorted by what they weigh; for each coalition
of one half a binary search tells how many of the other make it win (Horowitz and Sahni 1974, Journal of the ACM 21).
"""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game, Threshold, wins_of_sums
from comity.analysis.power.counts import Counts, Work

MOST_PLAYERS = 36
LARGEST_SUM = 2**62
COST_OF_A_SEARCH = 12

Whole = NDArray[np.int64]


def heavy(game: Game) -> int | None:
    """The one threshold whose weights differ; ``None`` where there are several, or they are too large for a word."""
    differing = [number for number, one in enumerate(game.thresholds) if len(set(one.weights)) > 1]
    if len(differing) != 1 or sum(game.thresholds[differing[0]].weights) >= LARGEST_SUM:
        return None
    return differing[0]


def work(game: Game) -> Work | None:
    """How many searches there are; ``None`` where the algorithm does not fit."""
    players = len(game.players)
    if heavy(game) is None or players > MOST_PLAYERS:
        return None
    larger = (players + 1) // 2
    searches = 2 * 2**larger * (players // 2 + 1)
    return Work(steps=searches * (COST_OF_A_SEARCH + larger), memory=2**larger * (2 * 8 * larger + 64))


def count(game: Game, *, minimal: bool = True) -> Counts:
    """The counts, size by size; ``minimal``: whether minimal winning coalitions are counted too."""
    number = heavy(game)
    assert number is not None, "the algorithm was chosen for the game"
    threshold, players = game.thresholds[number], len(game.players)
    with_it, without_it = (_won_by_size(game, number, holds=holds) for holds in (True, False))
    middle = players // 2
    first, second = _Half.of(threshold.weights[:middle]), _Half.of(threshold.weights[middle:])
    having = np.zeros((players, players + 1), dtype=object)
    asked = [size for size in range(players + 1) if with_it[size] and not without_it[size]]
    having[:middle, asked] = _having(first, second, threshold, asked)
    having[middle:, asked] = _having(second, first, threshold, asked)
    total = [0] * (players + 1)
    for size in range(players + 1):
        if without_it[size]:
            total[size] = comb(players, size)
            having[:, size] = comb(players - 1, size - 1) if size else 0
        elif size in asked:
            # Each coalition of the size is counted once for each of its members.
            total[size] = int(having[:, size].sum()) // size if size else 0
    swings = tuple(
        tuple(int(having[player, size + 1]) - (total[size] - int(having[player, size])) for size in range(players))
        for player in range(players)
    )
    return Counts(
        winning=sum(total),
        swings=swings,
        minimal=_minimal(threshold, with_it, without_it) if minimal else None,
    )


def _minimal(threshold: Threshold, with_it: NDArray[np.bool_], without_it: NDArray[np.bool_]) -> int:
    """How many winning coalitions lose without their lightest member, and so with any member less.

    They are counted by their lightest member: what joins it are coalitions of those who weigh more, who are two halves
    again, ever smaller.
    """
    weights, found = sorted(threshold.weights), 0
    if without_it[0] or (with_it[0] and threshold.quota <= 0):
        return 1
    for place, lightest in enumerate(weights):
        rest = weights[place + 1 :]
        middle = len(rest) // 2
        halves = [_sums_by_size(tuple(one)) for one in (rest[:middle], rest[middle:])]
        for size in range(len(rest) + 1):
            if not with_it[size + 1] or without_it[size]:  # it loses in any case, or wins in any case without
                continue
            # Their weight is too little, or the size is without the lightest; and enough with it, or the size is.
            most = threshold.quota if with_it[size] else sum(rest) + 1
            least = 0 if without_it[size + 1] else threshold.quota - lightest
            if most > least:
                found += _lighter(halves, size, most) - _lighter(halves, size, least)
    return found


def _lighter(halves: list[tuple[Whole, ...]], size: int, than: int) -> int:
    """How many coalitions of the size, of members of both halves, weigh less."""
    first, second = halves
    return sum(
        int(np.searchsorted(second[size - own], than - first[own], side="left").sum())
        for own in range(max(0, size - len(second) + 1), min(len(first) - 1, size) + 1)
    )


def _sums_by_size(weights: tuple[int, ...]) -> tuple[Whole, ...]:
    """By size what each coalition of these weighs, ascending."""
    sums, sizes = _coalitions(weights)
    order = np.lexsort((sums, sizes))
    ends = np.searchsorted(sizes[order], np.arange(len(weights) + 2))
    return tuple(sums[order[ends[size] : ends[size + 1]]] for size in range(len(weights) + 1))


def _coalitions(weights: tuple[int, ...]) -> tuple[Whole, NDArray[np.int8]]:
    """What each coalition weighs, and its size; the members of coalition number k are those of the bits of k."""
    sums, sizes = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int8)
    for weight in weights:
        sums = np.concatenate((sums, sums + weight))
        sizes = np.concatenate((sizes, sizes + np.int8(1)))
    return sums, sizes


def _won_by_size(game: Game, number: int, *, holds: bool) -> NDArray[np.bool_]:
    """For each size whether a coalition wins whose weight is enough, or is not."""
    sizes = np.arange(len(game.players) + 1)
    reached = [
        np.full(len(sizes), holds) if place == number else _reached(one, sizes)
        for place, one in enumerate(game.thresholds)
    ]
    return wins_of_sums(game, reached, sizes.shape)


def _reached(threshold: Threshold, sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each size whether a threshold is reached for which all players weigh the same."""
    least = -(-threshold.quota // threshold.weights[0])
    return np.asarray(sizes >= least, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Half:
    """The coalitions of some players, by size: what each weighs, ascending, and who is in it."""

    players: int
    sums: tuple[Whole, ...]
    members: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, weights: tuple[int, ...]) -> "_Half":
        """All coalitions of players of these weights."""
        sums, sizes = _coalitions(weights)
        order = np.lexsort((sums, sizes))
        ends = np.searchsorted(sizes[order], np.arange(len(weights) + 2))
        groups = [order[ends[size] : ends[size + 1]] for size in range(len(weights) + 1)]
        bits = np.arange(len(weights))
        members = tuple(((one[:, None] >> bits) & 1).astype(np.float64) for one in groups)
        return cls(len(weights), tuple(sums[one] for one in groups), members)


def _having(half: _Half, other: _Half, threshold: Threshold, asked: list[int]) -> NDArray[np.object_]:
    """For each player of the half and each size asked for: the coalitions with the player that weigh enough."""
    found = np.zeros((half.players, len(asked)), dtype=object)
    for column, size in enumerate(asked):
        for own in range(max(0, size - other.players), min(half.players, size) + 1):
            rest = other.sums[size - own]
            partners = len(rest) - np.searchsorted(rest, threshold.quota - half.sums[own], side="left")
            # Each of at most 2**18 coalitions has at most 2**18 partners: floating point adds them without loss.
            counted = partners.astype(np.float64) @ half.members[own]
            found[:, column] += counted.astype(np.int64).astype(object)
    return found
