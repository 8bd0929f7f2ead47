"""Counts of a game with one threshold, by tables over sums of weights: how many coalitions weigh so much.

The tables are those of Mann and Shapley (1962, RAND Corporation, RM-3158), by size and sum for the index of Shapley and
Shubik, by sum alone for that of Banzhaf. What is ours:

- A quota of more than half is replaced by that of the dual game, in which a coalition wins where those outside it lose:
  the tables end at the quota. A player turns as many coalitions of s others here as of n - 1 - s others there.
- Players join the table in ascending order, so that it is short while it grows, and of each size only sums that can be.
- As long as all players together weigh less than the quota, who is in a coalition and who is not can change places: the
  upper half of the sizes is the lower half read backwards.
- The table is made once for all players. Of coalitions without a player that weigh less than y there are as many as of
  all, less those without it that weigh less than y - w, to which it was added; and so on: prefix sums with alternating
  signs, read at q, q - w, q - 2w, ...
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game
from comity.analysis.power.counts import Counts, Progress, Work
from comity.analysis.power.residues import BLOCK, Modulus, Remainders, add, add_all, joined, moduli_above
from comity.analysis.profiles import Holds

STEPS_OF_AN_ADDITION = 3
"""An addition by a modulus, its subtraction and the smaller of both."""

SMALL_TABLE = 400_000
"""A table of so many numbers is added to itself as a whole, beyond that row by row: what is called then costs less."""

WIDE_TABLE = 20_000_000
"""Up to so many numbers of 64 bits; a larger table has numbers of 32 bits, and is made more often."""

LONGEST = 2**32
"""No table has a longer row."""

LARGEST_MINIMAL = 2_000_000_000
"""Up to so many steps the minimal winning coalitions are counted as well."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """The game as the tables take it: weights ascending, and a quota of half at most.

    ``dual``: the quota is that of the dual game. ``places``: where each weight stands in the game.
    """

    weights: tuple[int, ...]
    quota: int
    dual: bool
    places: tuple[int, ...]

    @classmethod
    def of(cls, game: Game) -> "Weighted | None":
        """The game in this form; ``None`` where it has more than one threshold."""
        if not isinstance(game.winning, Holds) or len(game.thresholds) != 1:
            return None
        (threshold,) = game.thresholds
        places = sorted(range(len(threshold.weights)), key=threshold.weights.__getitem__)
        other = sum(threshold.weights) - threshold.quota + 1
        weights = tuple(threshold.weights[place] for place in places)
        return cls(weights, min(threshold.quota, other), other < threshold.quota, tuple(places))


def _prefix(weights: Sequence[int]) -> list[int]:
    return list(accumulate(weights, initial=0))


Exact = NDArray[np.integer[Any]]


# --- estimates -------------------------------------------------------------------------------------------------


def work(game: Game, *, by_size: bool) -> Work | None:
    """How many additions there are; ``None`` where the game has several thresholds, or a row would be too long."""
    given = Weighted.of(game)
    if given is None or given.quota > LONGEST:
        return None
    moduli = _moduli(given, by_size=by_size)
    size = moduli[0].bits // 8
    if not by_size:
        cells = sum(min(sum_, given.quota) for sum_ in accumulate(given.weights))
        return Work(steps=max(1, cells) * len(moduli) * STEPS_OF_AN_ADDITION, memory=given.quota * (size + 8))
    cells = sum(stop - start for _at, spans in _additions(given) for _size, start, stop in spans)
    memory = size * (_most(given) + 1) * given.quota + 8 * len(given.weights) ** 3
    return Work(steps=max(1, cells) * len(moduli) * STEPS_OF_AN_ADDITION, memory=memory)


def _moduli(given: Weighted, *, by_size: bool) -> tuple[Modulus, ...]:
    """Moduli above every count."""
    players = len(given.weights)
    bound = comb(players, players // 2) if by_size else 2**players
    rows = _most(given) + 1 if by_size else 1
    # So many remainders are summed at most: along a row, or with alternating signs for a player.
    length = max(given.quota, 2 * players + 2)
    return moduli_above(bound, bits=64 if rows * given.quota <= WIDE_TABLE else 32, length=length)


def _most(given: Weighted) -> int:
    """The largest size of a coalition that weighs less than the quota."""
    return sum(1 for one in accumulate(given.weights) if one < given.quota)


def _additions(given: Weighted) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    """For each player: by size, the largest first, from which sum to which the coalitions that it joins are added.

    While nothing reaches the quota the lower half of the sizes is enough.
    """
    lightest, most = _prefix(given.weights), _most(given)
    for at, weight in enumerate(given.weights):
        spans = []
        for size in range(min(at, (most // 2 if at < most else most) - 1), -1, -1):
            start = lightest[size]
            stop = min(lightest[at] - lightest[at - size] + 1, given.quota - weight)
            if stop > start:
                spans.append((size, start, stop))
        yield at, spans


# --- all players together, by size and sum ---------------------------------------------------------------------


def count(game: Game, *, by_size: bool, minimal: bool = True, on_progress: Progress | None = None) -> Counts:
    """The counts; with ``by_size`` the coalitions that a player turns are told by their size.

    ``minimal``: whether minimal winning coalitions are counted too. ``on_progress`` is told after each player who joins
    a table by size.
    """
    given = Weighted.of(game)
    assert given is not None, "the algorithm was chosen for the game"
    found, losing = _by_size(given, on_progress) if by_size else _in_all(given)
    winning = 2 ** len(given.weights) - losing
    if given.dual:  # who wins there loses here
        winning = losing
        found = {weight: swings[::-1] for weight, swings in found.items()}
    swings: list[tuple[int, ...]] = [()] * len(given.weights)
    for place, weight in zip(given.places, given.weights, strict=True):
        swings[place] = found[weight]
    return Counts(winning=winning, swings=tuple(swings), minimal=_minimal(game) if minimal else None)


def _by_size(given: Weighted, on_progress: Progress | None) -> tuple[Mapping[int, tuple[int, ...]], int]:
    """By weight, the coalitions that a player of this weight turns, by size; and how many coalitions lose."""
    moduli = _moduli(given, by_size=True)
    weights = tuple(dict.fromkeys(given.weights))
    players = len(given.weights)
    reads = {weight: np.arange(given.quota - 1 - weight, -1, -max(weight, 1))[:players] for weight in weights}
    columns = np.unique(np.concatenate([[given.quota - 1], *reads.values()]).astype(np.int64))
    gathered: list[list[Exact]] = []
    for turn, modulus in enumerate(moduli):
        below = _below(_table(given, modulus, _part(on_progress, turn, len(moduli))), columns, modulus)
        every = np.zeros(players + 1, dtype=_signed(modulus))
        every[: below.shape[1]] = below[-1]
        turned = [
            _turned(every, below[np.searchsorted(columns, reads[weight])], modulus) if weight else np.zeros_like(every)
            for weight in weights
        ]
        gathered.append([every, *turned])
    losing, *turned_by = (joined(one, moduli) for one in zip(*gathered, strict=True))
    found = {weight: tuple(swings[:-1]) for weight, swings in zip(weights, turned_by, strict=True)}
    return found, sum(losing)


def _part(on_progress: Progress | None, turn: int, turns: int) -> Progress | None:
    """How far all turns are, told from how far one is."""
    if on_progress is None:
        return None
    return lambda done, total: on_progress(turn * total + done, turns * total)


def _table(given: Weighted, modulus: Modulus, on_progress: Progress | None = None) -> Remainders:
    """Of each size (rows), how many coalitions weigh each sum below the quota (columns), as remainders."""
    table = np.zeros((_most(given) + 1, given.quota), dtype=modulus.dtype)
    table[0, 0] = 1
    if table.size <= SMALL_TABLE:
        _fill_small(table, given, modulus)
    else:
        _fill(table, given, modulus, on_progress)
    return table


def _fill_small(table: Remainders, given: Weighted, modulus: Modulus) -> None:
    longest = 0
    for at, weight in enumerate(given.weights):
        size, stop = min(at + 1, len(table) - 1), min(longest + 1, given.quota - weight)
        longest += weight
        if stop > 0:
            add_all(table[1 : size + 1, weight : stop + weight], table[:size, :stop], modulus)


def _fill(table: Remainders, given: Weighted, modulus: Modulus, on_progress: Progress | None) -> None:
    room = np.empty(BLOCK, dtype=modulus.dtype)
    cells = sum(stop - start for _at, spans in _additions(given) for _size, start, stop in spans)
    done = 0
    for at, spans in _additions(given):
        weight = given.weights[at]
        for size, start, stop in spans:
            add(table[size + 1, start + weight : stop + weight], table[size, start:stop], modulus, room)
            done += stop - start
        if at + 1 == len(table) - 1:
            _mirror(table, sum(given.weights[: at + 1]))
        if on_progress is not None:
            on_progress(done, cells)


def _mirror(table: Remainders, total: int) -> None:
    """Fill the larger half of the sizes: who is outside a coalition weighs the rest of the total."""
    players = len(table) - 1
    for size in range(players // 2 + 1, players + 1):
        table[size, : total + 1] = table[players - size, total::-1]


def _below(table: Remainders, columns: NDArray[np.int64], modulus: Modulus) -> Exact:
    """How many coalitions weigh at most each of these sums (rows), of each size (columns), as remainders.

    The last of the sums is that of the whole row. A running sum of remainders by a prime stays below 2**64, as the
    primes were chosen; one by the modulus by which 64 bits wrap may wrap.
    """
    starts = np.concatenate(([0], columns[:-1] + 1))
    found = np.empty((len(columns), len(table)), dtype=_signed(modulus))
    for size, row in enumerate(table):
        found[:, size] = _reduced(np.cumsum(np.add.reduceat(row, starts, dtype=np.uint64), dtype=np.uint64), modulus)
    return found


def _signed(modulus: Modulus) -> type[np.int64] | type[np.uint64]:
    """In what remainders are taken from each other: what is below zero wraps as it should, or has a sign."""
    return np.uint64 if modulus.value == 2**64 else np.int64


def _reduced(sums: Exact, modulus: Modulus) -> Exact:
    return sums if modulus.value == 2**64 else sums % sums.dtype.type(modulus.value)


def _turned(every: Exact, read: Exact, modulus: Modulus) -> Exact:
    """By size, the coalitions without a player that weigh less than the quota by less than the player weighs.

    ``every``: all below the quota; ``read``: all below q - w, q - 2w, ... Without the player there are below q - w as
    many as of all, less those without it below q - 2w, to which it was added, and so on.
    """
    light = np.zeros_like(every)
    for number, below in enumerate(read):
        part = below[: len(light) - number]
        light[number : number + len(part)] += -part if number % 2 else part
    turned = every - light
    turned[1:] -= light[:-1]
    return _reduced(turned, modulus)


# --- by sum alone ----------------------------------------------------------------------------------------------


def _in_all(given: Weighted) -> tuple[Mapping[int, tuple[int, ...]], int]:
    """By weight, how many coalitions a player of this weight turns; and how many coalitions lose."""
    moduli = _moduli(given, by_size=False)
    weights = tuple(dict.fromkeys(given.weights))
    remainders: list[list[int]] = []
    for modulus in moduli:
        row = _row(given.weights, given.quota, modulus)
        losing = int(row[-1])
        remainders.append([losing, *(_turned_in_all(row, losing, one, modulus) for one in weights)])
    losing, *turned = joined([np.array(one, dtype=object) for one in remainders], moduli)
    return {weight: (swings,) for weight, swings in zip(weights, turned, strict=True)}, losing


def _row(weights: Sequence[int], quota: int, modulus: Modulus) -> NDArray[np.uint64]:
    """How many coalitions weigh at most each sum, as remainders."""
    row = np.zeros(quota, dtype=modulus.dtype)
    row[0] = 1
    longest = 0
    room, copied = np.empty(BLOCK, dtype=modulus.dtype), np.empty(quota, dtype=modulus.dtype)
    for weight in weights:
        stop = min(longest + 1, quota - weight)
        longest = min(longest + weight, quota - 1)
        if stop > 0:
            copied[:stop] = row[:stop]
            add(row[weight : stop + weight], copied[:stop], modulus, room)
    running = np.cumsum(row, dtype=np.uint64)
    return running if modulus.value == 2**64 else running % np.uint64(modulus.value)


def _turned_in_all(row: NDArray[np.uint64], losing: int, weight: int, modulus: Modulus) -> int:
    """The coalitions that a player of this weight turns: those without it below the quota, less those below without."""
    if weight == 0:
        return 0
    quota = len(row)
    read = row[quota - 1 - weight :: -weight] if weight < quota else row[:0]
    # A sum of remainders by a prime stays below 2**64; one by the modulus by which 64 bits wrap may wrap.
    light = int(read[::2].sum(dtype=np.uint64)) - int(read[1::2].sum(dtype=np.uint64))
    return (losing - 2 * light) % modulus.value


# --- minimal winning coalitions --------------------------------------------------------------------------------


def _minimal(game: Game) -> int | None:
    """How many winning coalitions lose with any member less: those that lose without their lightest member.

    Players join in descending order; who joins last is the lightest. ``None`` where this is more work than the rest.
    """
    (threshold,) = game.thresholds
    weights, quota = sorted(threshold.weights, reverse=True), threshold.quota
    if quota * len(weights) > LARGEST_MINIMAL:
        return None
    moduli = moduli_above(2 ** len(weights), bits=64, length=quota)
    if quota * len(weights) * len(moduli) * STEPS_OF_AN_ADDITION > LARGEST_MINIMAL:
        return None
    found = []
    for modulus in moduli:
        row, room = np.zeros(quota, dtype=modulus.dtype), np.empty(BLOCK, dtype=modulus.dtype)
        row[0] = 1
        number = 0
        for weight in weights:
            if weight == 0:
                break
            number += int(row[max(0, quota - weight) :].sum(dtype=np.uint64))
            if weight < quota:
                add(row[weight:], row[:-weight].copy(), modulus, room)
        found.append(np.array([number % modulus.value], dtype=object))
    return joined(found, moduli)[0]
