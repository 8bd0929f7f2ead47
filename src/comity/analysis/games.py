"""A charter's rule as a simple game: which sets of members, all present and voting yes or no, adopt.

Convention: everybody is present, and votes yes or no. A rule is a game where one more yes never undoes adoption.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import accumulate
from math import gcd
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from comity.analysis.profiles import CODES, Denied, Every, Holds, Joined, Linear, Over, Settled, Some
from comity.core.rules.facts import Camp
from comity.core.values import ComityError, Id

YES, NO = CODES[Camp.YES], CODES[Camp.NO]


class NoGame(ComityError):
    """The rule is no simple game: a further yes can undo adoption."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The weights of those in favour sum to ``quota`` at least. Weights are whole and not negative."""

    weights: tuple[int, ...]
    quota: int


@dataclass(frozen=True, slots=True)
class Game:
    """Players, and what joins the thresholds that a winning set reaches.

    ``winning`` refers to ``thresholds`` by number (``Holds``); it has neither ``Denied`` nor, within other parts,
    ``Settled``.
    """

    players: tuple[Id, ...]
    thresholds: tuple[Threshold, ...]
    winning: Joined

    @property
    def types(self) -> tuple[tuple[int, ...], ...]:
        """The places of players whom no threshold tells apart, in the order of their first."""
        return _types(len(self.players), self.thresholds)


@lru_cache(maxsize=4)
def _types(players: int, thresholds: tuple[Threshold, ...]) -> tuple[tuple[int, ...], ...]:
    found: dict[tuple[int, ...], list[int]] = {}
    for place in range(players):
        found.setdefault(tuple(one.weights[place] for one in thresholds), []).append(place)
    return tuple(map(tuple, found.values()))


def game_of(rule: Over) -> Game:
    """The rule as a game. Raises ``NoGame`` where a further yes can undo adoption."""
    known: dict[Threshold, int] = {}
    joined = _simpler(_joined(rule.joined, rule.inequalities, known, positive=True), tuple(known))
    needed = tuple(dict.fromkeys(_numbers(joined)))
    thresholds = tuple(known)
    return Game(rule.voters, tuple(thresholds[one] for one in needed), _renumbered(joined, needed))


def game_of_thresholds(players: tuple[Id, ...], thresholds: Sequence[Threshold], winning: Joined) -> Game:
    """The same from thresholds whose weights are not negative: those that no coalition changes are settled."""
    no_one = (0,) * len(players)
    linear = tuple(
        Linear(tuple(one.weights if code == YES else no_one for code in range(len(CODES))), -one.quota, strict=False)
        for one in thresholds
    )
    return game_of(Over(players, linear, winning))


def _joined(joined: Joined, linear: Sequence[Linear], known: dict[Threshold, int], *, positive: bool) -> Joined:
    """The same with thresholds alone; ``positive``: else what denies it."""
    match joined:
        case Holds(number=number):
            return _threshold(linear[number], known, positive=positive)
        case Settled(holds=holds):
            return Settled(holds is positive)
        case Denied(part=part):
            return _joined(part, linear, known, positive=not positive)
        case Every(parts=parts) | Some(parts=parts):
            each = [_joined(part, linear, known, positive=positive) for part in parts]
            return every(each) if isinstance(joined, Every) is positive else some(each)
        case _:
            assert_never(joined)


def every(parts: Sequence[Joined]) -> Joined:
    """All of them, without what is settled."""
    if Settled(holds=False) in parts:
        return Settled(holds=False)
    rest = tuple(dict.fromkeys(one for one in parts if one != Settled(holds=True)))
    return Settled(holds=True) if not rest else rest[0] if len(rest) == 1 else Every(rest)


def some(parts: Sequence[Joined]) -> Joined:
    """One of them at least, without what is settled."""
    if Settled(holds=True) in parts:
        return Settled(holds=True)
    rest = tuple(dict.fromkeys(one for one in parts if one != Settled(holds=False)))
    return Settled(holds=False) if not rest else rest[0] if len(rest) == 1 else Some(rest)


def _simpler(joined: Joined, thresholds: Sequence[Threshold]) -> Joined:
    """The same without thresholds that others make idle: that somebody is in favour, where more is asked anyway."""
    match joined:
        case Every(parts=parts):
            return every(_without_idle([_simpler(one, thresholds) for one in parts], thresholds, strongest=True))
        case Some(parts=parts):
            return some(_without_idle([_simpler(one, thresholds) for one in parts], thresholds, strongest=False))
        case _:
            return joined


def _without_idle(parts: Sequence[Joined], thresholds: Sequence[Threshold], *, strongest: bool) -> list[Joined]:
    """Of two thresholds of which one implies the other, the stronger alone, or the weaker."""
    found: list[Joined] = []
    for one in parts:
        if isinstance(one, Holds):
            others = [other for other in found if isinstance(other, Holds)]
            if any(_implies(other, one, thresholds, turned=not strongest) for other in others):
                continue
            found = [
                other
                for other in found
                if not (isinstance(other, Holds) and _implies(one, other, thresholds, turned=not strongest))
            ]
        found.append(one)
    return found


def _implies(first: Holds, second: Holds, thresholds: Sequence[Threshold], *, turned: bool) -> bool:
    """Whether whoever reaches the first threshold reaches the second; ``turned``: the second, and the first."""
    one, other = thresholds[first.number], thresholds[second.number]
    if turned:
        one, other = other, one
    if one.weights == other.weights:
        return one.quota >= other.quota
    if len(set(other.weights)) > 1:
        return False
    return _fewest(one) * other.weights[0] >= other.quota


def _fewest(threshold: Threshold) -> int:
    """The fewest players who reach the threshold."""
    sums = accumulate(sorted(threshold.weights, reverse=True))
    return next(number for number, sum_ in enumerate(sums, start=1) if sum_ >= threshold.quota)


def _numbers(joined: Joined) -> Iterator[int]:
    match joined:
        case Holds(number=number):
            yield number
        case Every(parts=parts) | Some(parts=parts):
            for one in parts:
                yield from _numbers(one)
        case _:
            return


def _renumbered(joined: Joined, needed: Sequence[int]) -> Joined:
    match joined:
        case Holds(number=number):
            return Holds(needed.index(number))
        case Every(parts=parts):
            return Every(tuple(_renumbered(one, needed) for one in parts))
        case Some(parts=parts):
            return Some(tuple(_renumbered(one, needed) for one in parts))
        case _:
            return joined


def _threshold(linear: Linear, known: dict[Threshold, int], *, positive: bool) -> Joined:
    """The inequality as a threshold of those in favour, in lowest terms; settled where no set changes it."""
    yes, no = linear.coefficients[YES], linear.coefficients[NO]
    weights = [a - b for a, b in zip(yes, no, strict=True)]
    quota = -(linear.constant + sum(no)) + linear.strict
    if not positive:
        weights, quota = [-one for one in weights], 1 - quota
    least, most = sum(one for one in weights if one < 0), sum(one for one in weights if one > 0)
    if least >= quota or most < quota:
        return Settled(holds=least >= quota)
    if least < 0:
        raise NoGame("one more vote in favour can undo adoption, so that no member's power can be told")
    common = reduce(gcd, weights)
    threshold = Threshold(tuple(one // common for one in weights), -(-quota // common))
    return Holds(known.setdefault(threshold, len(known)))


def wins(game: Game, coalitions: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which coalitions (rows; columns are players) win: the plain comparison, threshold by threshold."""
    reached = []
    for one in game.thresholds:
        exact = np.int64 if sum(one.weights) < 2**62 else object
        reached.append(coalitions.astype(exact) @ np.array(one.weights, dtype=exact) >= one.quota)
    return wins_of_sums(game, reached, (len(coalitions),))


def wins_of_sums(game: Game, reached: Sequence[NDArray[np.bool_]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where the game is won, from where each threshold is reached; all of these are arrays of one shape."""
    return _won(game.winning, reached, shape)


def _won(winning: Joined, reached: Sequence[NDArray[np.bool_]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    match winning:
        case Holds(number=number):
            return reached[number].astype(np.bool_)
        case Settled(holds=holds):
            return np.full(shape, holds, dtype=np.bool_)
        case Every(parts=parts):
            return reduce(np.logical_and, (_won(one, reached, shape) for one in parts))
        case Some(parts=parts):
            return reduce(np.logical_or, (_won(one, reached, shape) for one in parts))
        case Denied():
            raise AssertionError("a game denies nothing")
        case _:
            assert_never(winning)
