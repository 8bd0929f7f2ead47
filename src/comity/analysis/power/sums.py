"""Counts of a game with one threshold, by tables over sums of weights: how many coalitions weigh so much.

The tables are those of Mann and Shapley (1962, RAND Corporation, RM-3158), by size and sum for the index of Shapley and
Shubik, by sum alone for that of Banzhaf. What is ours:

- A quota of more than half is replaced by that of the dual game, in which a coalition wins where those outside it lose:
  the tables end at the quota. A player turns as many coalitions of s others here as of n - 1 - s others there.
- Players join the table in ascending order, so that it is short while it grows. Who is in a coalition and who is not
  can change places: of the sums of those who have joined the lower half is kept, and read backwards where more is
  asked.
- The table is made once for all players. Of coalitions without a player that weigh less than y there are as many as of
  all, less those without it that weigh less than y - w, to which it was added; and so on: prefix sums with alternating
  signs, read at q, q - w, q - 2w, ...
- The heaviest players need not join a table by size: it is read once for each coalition of them.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game
from comity.analysis.power import sums_by_size
from comity.analysis.power.counts import Counts, Progress, Work
from comity.analysis.power.residues import WORD, Modulus, Remainders, folded, joined, moduli_above
from comity.analysis.power.weighted import Weighted, weighted

STEPS_OF_AN_ADDITION = 2
"""A sum is added to another; what it costs to make the table and to fold it comes to as much."""

LONGEST = 2**32
"""No table has a longer row."""

CHEAP = 20_000_000
"""Up to so many steps minimal winning coalitions are counted in any case; else where it is at most the work besides."""

SHORT = 8192
"""A row of so many sums is added to itself without reading the half of it backwards."""

MOST_READS = 2**20
"""So many places of a table are read at once."""


def work(game: Game, *, by_size: bool) -> Work | None:
    """How many additions there are; ``None`` where the game has several thresholds, or a row would be too long."""
    given = weighted(game)
    if given is None or given.quota > LONGEST:
        return None
    if by_size:
        return sums_by_size.work(given)
    numbers = len(_moduli(given))
    cells = sum(given.width(players) for players in range(1, len(given.weights) + 1))
    # A row in each modulus, from which to which is added, its sums, and what is read of them at once.
    reads = min(MOST_READS, given.quota * len(given.kinds))
    return Work(
        steps=max(1, cells) * numbers * STEPS_OF_AN_ADDITION,
        memory=24 * numbers * given.quota + 8 * (numbers + 3) * reads,
    )


def _moduli(given: Weighted) -> tuple[Modulus, ...]:
    return moduli_above(2 ** len(given.weights), length=max(given.quota, 8 * len(given.weights)))


def count(game: Game, *, by_size: bool, minimal: bool = True, on_progress: Progress | None = None) -> Counts:
    """The counts; with ``by_size`` the coalitions that a player turns are told by their size.

    ``minimal``: whether minimal winning coalitions are counted too. ``on_progress`` is told after each player who joins
    a table by size.
    """
    given = weighted(game)
    assert given is not None, "the algorithm was chosen for the game"
    estimate = work(game, by_size=by_size)
    most = CHEAP if estimate is None else max(CHEAP, estimate.steps)
    found, losing = sums_by_size.count(given, on_progress) if by_size else _in_all(given)
    winning = 2 ** len(given.weights) - losing
    if given.dual:  # who wins there loses here
        winning = losing
        found = {weight: swings[::-1] for weight, swings in found.items()}
    found[0] = (0,) * (len(given.weights) if by_size else 1)
    swings: list[tuple[int, ...]] = [()] * len(given.weights)
    for place, weight in zip(given.places, given.weights, strict=True):
        swings[place] = found[weight]
    return Counts(winning=winning, swings=tuple(swings), minimal=_minimal(given, most) if minimal else None)


# --- by sum alone ----------------------------------------------------------------------------------------------


def _in_all(given: Weighted) -> tuple[dict[int, tuple[int, ...]], int]:
    """By weight, how many coalitions a player of this weight turns; and how many coalitions lose."""
    moduli = _moduli(given)
    below = _below(given, moduli)
    losing = below[:, -1:]
    # Turned are those without the player that lose, less those that still lose with it: these are counted twice in
    # ``losing``, without it and with it.
    turned = losing - 2 * _light(below, given)
    all_, *each = joined(list(np.concatenate([losing, turned], axis=1)), moduli)
    return {weight: (swings,) for weight, swings in zip(given.kinds, each, strict=True)}, all_


class _Row:
    """How many coalitions weigh each sum (rows), as remainders by each modulus (columns).

    A player joins by an addition from one table into another: nothing overlaps, and nothing is copied before.
    """

    def __init__(self, moduli: Sequence[Modulus], quota: int) -> None:
        self.moduli = moduli
        self.table, self._next = (np.zeros((quota, len(moduli)), dtype=np.uint64) for _ in range(2))
        self.table[0] = 1
        self._highest = 1

    def join(self, weight: int, width: int) -> None:
        """A player of this weight joins; so many sums are kept. Folded where the next addition might pass a word."""
        if weight >= width:
            return
        np.add(self.table[weight:width], self.table[: width - weight], out=self._next[weight:width])
        self._next[:weight] = self.table[:weight]
        self.table, self._next = self._next, self.table
        self._highest *= 2
        if 2 * self._highest >= WORD:
            self.fold(width)

    def with_moduli(self, moduli: Sequence[Modulus]) -> "_Row":
        """The same by other moduli, as long as every count is below 2**64."""
        found = _Row(moduli, len(self.table))
        found.table[:] = self.table
        found._highest = WORD // 2 - 1
        return found

    def fold(self, width: int) -> None:
        """Fold the sums that are kept."""
        highest = self._highest
        self._highest = max(folded(self.table[:width, at], modulus, highest) for at, modulus in enumerate(self.moduli))

    def summed(self) -> NDArray[np.int64]:
        """For each modulus (rows) how many coalitions weigh at most each sum (columns)."""
        found = np.ascontiguousarray(self.table.T)
        for row, modulus in zip(found, self.moduli, strict=True):
            highest = folded(row, modulus, self._highest)
            np.cumsum(row, out=row)
            folded(row, modulus, highest * len(row))
        return found.view(np.int64)


def _below(given: Weighted, moduli: Sequence[Modulus]) -> NDArray[np.int64]:
    """For each modulus (rows) how many coalitions weigh at most each sum (columns), as remainders."""
    if given.quota <= SHORT:
        return _below_short(given, moduli)
    row, width, total = _Row(moduli, given.quota), 1, 0
    for players, weight in enumerate(given.weights, start=1):
        wider = given.width(players)  # half of the sums
        mirrored = min(wider, total + 1)
        if mirrored > width:
            row.table[width:mirrored] = row.table[total - mirrored + 1 : total - width + 1][::-1]
        width, total = wider, total + weight
        row.join(weight, width)
    return row.summed()


def _below_short(given: Weighted, moduli: Sequence[Modulus]) -> NDArray[np.int64]:
    """The same of a short row, which costs less as a whole.

    As long as no count can pass a word one column is enough, whatever the moduli.
    """
    few = min(62, len(given.weights))
    row = _Row(moduli[:1], given.quota)
    for weight in given.weights[:few]:
        row.join(weight, given.quota)
    row = row.with_moduli(moduli)
    for weight in given.weights[few:]:
        row.join(weight, given.quota)
    return row.summed()


def _light(below: NDArray[np.int64], given: Weighted) -> NDArray[np.int64]:
    """For each weight (columns) the coalitions without its player that lose by at least this weight, as remainders.

    They are those below q - w, less those below q - 2w, and so on.
    """
    quota, found = given.quota, np.zeros((len(below), len(given.kinds)), dtype=np.int64)
    start = 0
    while start < len(given.kinds):
        reads = list(accumulate((quota - 1) // weight for weight in given.kinds[start:]))
        stop = start + sum(1 for one in reads if one <= MOST_READS)
        if stop > start:
            _read_together(below, given.kinds[start:stop], found[:, start:stop])
        else:  # one light player alone is read in more places
            weight, stop = given.kinds[start], start + 1
            read = below[:, quota - 1 - weight :: -weight]
            found[:, start] = read[:, ::2].sum(axis=1) - read[:, 1::2].sum(axis=1)
        start = stop
    return found


def _read_together(below: NDArray[np.int64], kinds: Sequence[int], found: NDArray[np.int64]) -> None:
    """The same for ascending weights whose places are read at once."""
    quota = below.shape[1]
    weights = np.array([min(one, quota) for one in kinds], dtype=np.int64)
    numbers = (quota - 1) // weights
    weights, numbers = weights[numbers > 0], numbers[numbers > 0]
    if len(weights) == 0:
        return
    starts = np.cumsum(numbers) - numbers
    turn = np.arange(starts[-1] + numbers[-1]) - np.repeat(starts, numbers)
    read = np.take(below, quota - 1 - np.repeat(weights, numbers) * (turn + 1), axis=1)
    read *= 1 - 2 * (turn & 1)
    found[:, : len(weights)] = np.add.reduceat(read, starts, axis=1)


# --- minimal winning coalitions --------------------------------------------------------------------------------


def _minimal(given: Weighted, most_steps: int) -> int | None:
    """How many winning coalitions lose with any member less; ``None`` where this would take more steps than these.

    In the dual game those outside are a losing coalition that the lightest player outside it would make win. Both kinds
    are counted by their lightest player: of a winning coalition its lightest member, and heavier ones, who join the
    table first; of a losing one all who are lighter than the lightest outside, and some who are heavier.
    """
    players, quota = len(given.weights), given.quota
    moduli = moduli_above(2**players, length=1)
    if quota * players * len(moduli) > most_steps:
        return None
    row, found = _Row(moduli, quota), [0] * len(moduli)
    for place in range(players - 1, -1, -1):
        weight = given.weights[place]
        lighter = given.lightest[place] if given.dual else 0
        start, stop = max(0, quota - weight - lighter), quota - lighter
        if stop > start:
            found = [before + more for before, more in zip(found, _sums(row.table[start:stop]), strict=True)]
        row.join(weight, quota)
    (number,) = joined([np.array([one], dtype=object) for one in found], moduli)
    return number


def _sums(rows: Remainders) -> list[int]:
    """What each column sums up to: by halves of a word, of which 2**32 can be summed."""
    upper, lower = (rows >> np.uint64(32)).sum(axis=0), (rows & np.uint64(2**32 - 1)).sum(axis=0)
    return [(high << 32) + low for high, low in zip(upper.tolist(), lower.tolist(), strict=True)]
