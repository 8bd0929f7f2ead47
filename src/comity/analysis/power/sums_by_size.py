"""The table over sums of weights by size: how many coalitions of so many members weigh so much.

A small table is added to itself as a whole, a large one row by row. Of a large one the heaviest players are left out:
every further player doubles what is read, and saves an addition of the whole table.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, log2

import numpy as np
from numpy.typing import NDArray

from comity.analysis.power.counts import Progress, Work
from comity.analysis.power.residues import WORD, Modulus, Remainders, folded, joined, moduli_above
from comity.analysis.power.weighted import Weighted

STEPS_OF_AN_ADDITION = 2
"""A sum is added to another; what it costs to make the table and to fold it comes to as much."""

STEPS_OF_A_READ = 6
"""A place of a table is read, out of order, and added."""

SMALL_TABLE = 2_000_000
"""A table of so many numbers is added to itself as a whole, beyond that row by row: what is called then costs less."""

MOST_LEFT_OUT = 10

COMFORTABLE = 1_350_000_000
"""A table of so many bytes leaves room for what else a process holds; a larger one has more players left out."""

TEMPERATURES = tuple(2 ** (step / 2) for step in range(-14, 3))
"""Of the quota: where the bound on losing coalitions is tried."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How many players join the table; which coalitions the others make that lose; the moduli.

    ``others``: size, sum, and how many there are of both.
    """

    joining: int
    others: tuple[tuple[int, int, int], ...]
    moduli: tuple[Modulus, ...]
    steps: int
    memory: int


def work(given: Weighted) -> Work:
    """How many additions and reads there are."""
    plan = _plan(given)
    return Work(steps=plan.steps, memory=plan.memory)


@lru_cache(maxsize=4)
def _plan(given: Weighted) -> _Plan:
    players = len(given.weights)
    most, cells = given.largest(players), [0]
    points = min(given.quota, 1 + sum(min(most + 1, (given.quota - 1) // weight) for weight in given.kinds))
    for number in range(1, players + 1):
        cells.append(cells[-1] + (min(number, most) + 1) * given.width(number))
    small = (most + 1) * given.quota <= SMALL_TABLE
    plans = list(_plans(given, cells, most + 1, points, small=small))
    steps, memory, joining, read = min(plans, key=lambda one: (one[1] > COMFORTABLE, one[0]))
    bound = comb(players, players // 2) if small else min(comb(players, players // 2), _most_losing(given))
    # So many remainders are summed at most: along a row, over coalitions of the others and both halves, or in turn.
    moduli = moduli_above(bound, length=max(given.quota, 12 * sum(one[-1] for one in read), 8 * (players + 1)))
    return _Plan(joining, read, moduli, steps=max(1, steps) * len(moduli), memory=memory)


def _plans(
    given: Weighted, cells: Sequence[int], sizes: int, points: int, *, small: bool
) -> Iterator[tuple[int, int, int, tuple[tuple[int, int, int], ...]]]:
    """Steps, bytes, how many players join, and the losing coalitions of the others, the fewest others first.

    ``cells``: how much so many joining players add; ``sizes``, ``points``: where it is read.
    """
    players = len(given.weights)
    others = Counter({(0, 0): 1})
    for out in range(1 if small else min(MOST_LEFT_OUT + 1, players)):
        if out:
            weight = given.weights[-out]
            for (size, sum_), number in tuple(others.items()):
                if sum_ + weight < given.quota:
                    others[size + 1, sum_ + weight] += number
        joining, reads = players - out, sizes * points // 2 if out else 0
        width, largest = given.width(joining), given.largest(joining)
        table = sum(max(0, width - one) for one in given.lightest[: largest + 1])
        steps = cells[joining] * STEPS_OF_AN_ADDITION + reads * len(others) * STEPS_OF_A_READ
        memory = 8 * (2 * (largest + 1) * given.quota if small else table + sizes * points)
        yield steps, memory, joining, tuple((size, sum_, number) for (size, sum_), number in sorted(others.items()))


def _most_losing(given: Weighted) -> int:
    """More than there are losing coalitions of any one size.

    For every t > 0 a losing coalition S has 2**(t (q - w(S))) > 1, so that there are fewer of size s than 2**(t q)
    times the elementary symmetric polynomial of the 2**(-t w). All numbers are positive and rounded by parts in 10**15,
    so that a thousandth of a bit more is enough.
    """
    players, best = len(given.weights), float(len(given.weights))
    weights = np.array(given.weights, dtype=np.float64)
    for temperature in TEMPERATURES:
        scale = temperature * given.quota
        factors = np.exp2(-np.minimum(weights / scale, 1000.0))
        sums = np.zeros(players + 1)
        sums[0] = 1.0
        for number, factor in enumerate(factors.tolist()):
            sums[1 : number + 2] += factor * sums[: number + 1]
        if np.isfinite(sums).all():
            best = min(best, log2(sums.max()) + given.quota / scale)
    bits = best + 0.001
    return (int(2.0 ** (bits % 1) * 2**52) + 1) * (1 << int(bits)) // 2**52 + 1


def count(given: Weighted, on_progress: Progress | None) -> tuple[dict[int, tuple[int, ...]], int]:
    """By weight, the coalitions that a player of this weight turns, by size; and how many coalitions lose."""
    plan = _plan(given)
    small = plan.joining == len(given.weights) and (given.largest(plan.joining) + 1) * given.quota <= SMALL_TABLE
    large = None if small else _Large(given, plan, on_progress)
    points = None if large is None else large.points
    gathered = []
    for turn, modulus in enumerate(plan.moduli):
        below = _small(given, modulus) if large is None else large.below(modulus, turn)
        gathered.append(_turned(below, points, given))
    every, *turned = (joined(list(one), plan.moduli) for one in zip(*gathered, strict=True))
    rest = (0,) * (len(given.weights) - len(every))  # no coalition of these sizes loses
    found = {weight: (*swings, *rest) for weight, swings in zip(given.kinds, turned, strict=True)}
    return found, sum(every)


def _points(given: Weighted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sums at which the table is read, ascending, and in which turn each is read first.

    The last is the largest sum that loses. In a turn so many sizes less are read.
    """
    last, sizes = given.quota - 1, given.largest(len(given.weights)) + 1
    numbers = [min(sizes, last // weight) for weight in given.kinds]
    reads = [
        last - weight * np.arange(1, number + 1, dtype=np.int64)
        for weight, number in zip(given.kinds, numbers, strict=True)
        if number
    ]
    sums = np.concatenate([np.array([last], dtype=np.int64), *reads])
    turns = np.concatenate([np.zeros(1, dtype=np.int64), *(np.arange(len(one)) for one in reads)])
    order = np.argsort(turns, kind="stable")
    points, first = np.unique(sums[order], return_index=True)
    return points, turns[order][first]


def _turned(below: NDArray[np.int64], points: NDArray[np.int64] | None, given: Weighted) -> NDArray[np.int64]:
    """The losing coalitions (first row), then those that a player of each weight turns, by size, as remainders.

    ``below``: by point (rows) how many coalitions weigh at most as much, by size (columns). Without a player there are
    below q - w as many as of all, less those without it below q - 2w, to which it was added, and so on.
    """
    sizes = below.shape[1]
    # A player of the quota or more has no losing coalition to join.
    weights = np.array([min(one, given.quota) for one in given.kinds], dtype=np.int64)
    light = np.zeros((len(weights), sizes), dtype=np.int64)
    place = given.quota - 1 - weights
    for number in range(sizes):
        known = int(np.searchsorted(-place, 1))
        if known == 0:
            break
        at = place[:known] if points is None else np.searchsorted(points, place[:known])
        part = below[at, : sizes - number]
        if number % 2:
            light[:known, number:] -= part
        else:
            light[:known, number:] += part
        place = place[:known] - weights[:known]
    every = below[-1:]
    turned = every - light
    turned[:, 1:] -= light[:, :-1]
    return np.concatenate([every, turned])


# --- a small table ---------------------------------------------------------------------------------------------


def _small(given: Weighted, modulus: Modulus) -> NDArray[np.int64]:
    """By sum (rows) how many coalitions weigh at most as much, by size (columns), as remainders.

    Row after row the table is one: a player who joins moves it by so many rows and one column. No coalition of the
    last column is moved beyond it, as one of a larger size weighs more than all sums that are kept.
    """
    players = len(given.weights)
    most = given.largest(players)
    sizes = most + 1
    table = np.zeros((given.quota, sizes), dtype=np.uint64)
    table[0, 0] = 1
    following = table.copy()  # a player joins by an addition from one into the other: nothing overlaps
    highest, width, total = 1, 1, 0
    for number, weight in enumerate(given.weights):
        wider, first, last = given.width(number + 1), max(0, number - most), min(number, most)
        mirrored = min(wider, total + 1)
        if mirrored > width:
            back = table[total - mirrored + 1 : total - width + 1, first : last + 1]
            table[width:mirrored, first : last + 1] = back[::-1, ::-1]
        width, total = wider, total + weight
        if weight < width and sizes > 1:
            now, then, shift, stop = table.reshape(-1), following.reshape(-1), weight * sizes + 1, width * sizes
            np.add(now[shift:stop], now[: stop - shift], out=then[shift:stop])
            then[:shift] = now[:shift]
            table, following = following, table
            highest *= 2
            if 2 * highest >= WORD:
                highest = folded(table.reshape(-1), modulus, highest)
    highest = folded(table.reshape(-1), modulus, highest)
    np.cumsum(table, axis=0, out=table)
    folded(table.reshape(-1), modulus, highest * given.quota)
    return table.view(np.int64)


# --- a large table ---------------------------------------------------------------------------------------------


class _Large:
    """A table in rows, one for each size, from the least sum of this size; it is filled for each modulus anew."""

    def __init__(self, given: Weighted, plan: _Plan, on_progress: Progress | None) -> None:
        self.given, self.plan, self.on_progress = given, plan, on_progress
        self.points, self.turns = _points(given)
        self.width = given.width(plan.joining)
        lengths = [self.width - one for one in given.lightest[: given.largest(plan.joining) + 1]]
        # One piece of memory for all rows: the system gives it in large pages.
        self.table: Remainders = np.empty(sum(lengths), dtype=np.uint64)
        self.rows: list[Remainders] = np.split(self.table, np.cumsum(lengths)[:-1])
        self.highest = 0

    def below(self, modulus: Modulus, turn: int) -> NDArray[np.int64]:
        """By point (rows) how many coalitions weigh at most as much, by size (columns), as remainders."""
        self._start()
        width = 1
        for number in range(self.plan.joining):
            wider = self.given.width(number + 1)
            self._mirror(number, width, wider)
            width = wider
            self._add(number, width, modulus)
            if self.on_progress is not None:
                done, turns = turn * self.plan.joining + number + 1, len(self.plan.moduli)
                self.on_progress(done, turns * self.plan.joining)
        return self._read(modulus)

    def _start(self) -> None:
        """Nobody has joined: one coalition, of nobody."""
        self.table.fill(0)
        self.rows[0][0] = self.highest = 1

    def _fold(self, width: int, modulus: Modulus) -> None:
        """Fold what is kept so far."""
        highest = self.highest
        for row, least in zip(self.rows, self.given.lightest, strict=False):
            if least < width:
                self.highest = folded(row[: width - least], modulus, highest)

    def _mirror(self, number: int, width: int, wider: int) -> None:
        """Fill the sums from ``width`` on of those ``number`` who have joined: who is outside weighs the rest."""
        lightest = self.given.lightest
        total = lightest[number]
        for size in range(max(0, number - len(self.rows) + 1), min(number, len(self.rows) - 1) + 1):
            other = number - size
            start, stop = max(width, lightest[size]), min(wider, total - lightest[other] + 1)
            if stop > start:
                back = self.rows[other][total - stop + 1 - lightest[other] : total - start + 1 - lightest[other]]
                self.rows[size][start - lightest[size] : stop - lightest[size]] = back[::-1]

    def _add(self, number: int, width: int, modulus: Modulus) -> None:
        """The player joins every coalition of those who have: the largest sizes first, so that none is joined twice."""
        lightest, weight = self.given.lightest, self.given.weights[number]
        if 2 * self.highest >= WORD:
            self._fold(width, modulus)
        self.highest *= 2
        for size in range(min(number, len(self.rows) - 2), -1, -1):
            start = lightest[size]
            stop = min(lightest[number] - lightest[number - size] + 1, width - weight)
            if stop <= start:
                continue
            into, more = self.rows[size + 1], self.rows[size]
            part = into[start + weight - lightest[size + 1] : stop + weight - lightest[size + 1]]
            np.add(part, more[: stop - start], out=part)

    def _read(self, modulus: Modulus) -> NDArray[np.int64]:
        """What is below each point, for all coalitions of those who did not join."""
        sizes = self.given.largest(len(self.given.weights)) + 1
        found = np.zeros((sizes, len(self.points)), dtype=np.uint64)
        room = np.zeros(self.width, dtype=np.uint64)
        for own in range(self.plan.joining + 1):
            running, highest = self._running(own, modulus, room)
            if running is not None and own < sizes:
                self._read_row(found, own, running, highest, modulus)
            self._read_back(found, own, running, highest, modulus)
        folded(found, modulus, WORD // 2)
        return found.view(np.int64).T

    def _running(self, size: int, modulus: Modulus, room: Remainders) -> tuple[Remainders | None, int]:
        """The row of the size summed up to each sum, and what it is at most; ``None``: no sum of the size is kept."""
        if size >= len(self.rows):
            return None, 0
        row, least = self.rows[size], self.given.lightest[size]
        highest = folded(row, modulus, self.highest)
        room[:least] = 0
        np.cumsum(row, out=room[least:])
        return room, highest * len(row)

    def _read_row(self, found: Remainders, own: int, running: Remainders, highest: int, modulus: Modulus) -> None:
        """Add the row where it is asked for: by the sizes of the others, at points that so large a size is read at.

        What is read is folded together, as far as it can be summed before.
        """
        places = np.flatnonzero(self.turns < len(found) - own)
        points = self.points[places]
        together = np.zeros((self.plan.others[-1][0] + 1, len(points)), dtype=np.uint64)
        bounds = [0] * len(together)
        room = np.empty(len(points), dtype=np.uint64)
        for size, sum_, number in self.plan.others:
            at = points - sum_
            first, stop = np.searchsorted(at, (self.given.lightest[own], self.width)).tolist()
            if own + size >= len(found) or stop <= first:
                continue
            read = np.take(running, at[first:stop], out=room[: stop - first], mode="clip")
            bound = number * highest
            if bound >= WORD:
                bound = number * folded(read, modulus, highest)
            if number > 1:
                read *= np.uint64(number)
            if bounds[size] + bound >= WORD:
                bounds[size] = folded(together[size], modulus, bounds[size])
            together[size, first:stop] += read
            bounds[size] += bound
        for size, more in enumerate(together[: len(found) - own]):
            folded(more, modulus, bounds[size])
            found[own + size, places] += more

    def _read_back(
        self, found: Remainders, own: int, running: Remainders | None, highest: int, modulus: Modulus
    ) -> None:
        """Beyond half of the total of those who joined a row is that of those outside, read backwards."""
        joining, total = self.plan.joining, self.given.lightest[self.plan.joining]
        above = np.uint64(0 if modulus.wraps else 4 * modulus.value)
        for size, sum_, number in self.plan.others:
            half = int(np.searchsorted(self.points, sum_ + self.width))
            if half == len(self.points) or joining - own + size >= len(found):
                continue
            beyond = found[joining - own + size, half:]
            beyond += np.uint64(comb(joining, own) * number % modulus.value)
            back = total - 1 - (self.points[half:] - sum_)
            back = back[back >= 0]
            if running is not None and len(back):
                read = running[back]
                folded(read, modulus, highest)
                beyond[: len(back)] += (above - read) * np.uint64(number)
