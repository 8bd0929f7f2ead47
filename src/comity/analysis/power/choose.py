"""Which algorithm counts a game: the one with the least estimated work, said with its figure; beyond a bound none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from comity.analysis.games import Game
from comity.analysis.power import alike, comparison, diagram, halves, sums
from comity.analysis.power.counts import Counts, Progress, Work
from comity.analysis.power.indices import PowerTable, power_table
from comity.analysis.profiles import Settled
from comity.core.values import ComityError

MOST_STEPS = 200_000_000_000
MOST_MEMORY = 1_500_000_000
"""Elementary steps, and bytes, that an algorithm may take unless another bound is given."""


class Method(StrEnum):
    """An algorithm that counts a game."""

    SETTLED = "settled"
    ALIKE = "alike"
    SUMS = "sums"
    HALVES = "halves"
    DIAGRAM = "diagram"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of a game: swings by size (for the index of Shapley and Shubik), minimal winning coalitions."""

    by_size: bool = True
    minimal: bool = True
    on_progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class _Algorithm:
    """``work`` is ``None`` where the algorithm does not fit the game; it is told whether sizes are asked for."""

    work: Callable[[Game, bool], Work | None]
    count: Callable[[Game, "Wanted"], Counts]


ALGORITHMS: Mapping[Method, _Algorithm] = {
    Method.ALIKE: _Algorithm(
        lambda game, _: alike.work(game), lambda game, wanted: alike.count(game, minimal=wanted.minimal)
    ),
    Method.SUMS: _Algorithm(
        lambda game, by_size: sums.work(game, by_size=by_size),
        lambda game, wanted: sums.count(
            game, by_size=wanted.by_size, minimal=wanted.minimal, on_progress=wanted.on_progress
        ),
    ),
    Method.HALVES: _Algorithm(
        lambda game, _: halves.work(game), lambda game, wanted: halves.count(game, minimal=wanted.minimal)
    ),
    Method.COMPARISON: _Algorithm(
        lambda game, _: comparison.work(game), lambda game, wanted: comparison.count(game, minimal=wanted.minimal)
    ),
    Method.DIAGRAM: _Algorithm(lambda game, _: diagram.work(game), lambda game, _: diagram.count(game)),
}


class TooMuchWork(ComityError):
    """No algorithm counts the game within the bounds; ``work`` is the least that one would take, where one fits."""

    def __init__(self, work: Work | None, most_steps: int = MOST_STEPS, most_memory: int = MOST_MEMORY) -> None:
        """Say how much it would be, and how much may be."""
        self.work = work
        told = (
            "no algorithm fits the game"
            if work is None
            else f"it would take about {_rounded(work.steps)} steps and {_rounded(work.memory)} bytes"
        )
        super().__init__(f"{told} (at most {_rounded(most_steps)} and {_rounded(most_memory)})")


def _rounded(number: int) -> str:
    """Two digits and the power of ten, however large the number.

    >>> _rounded(123456), _rounded(10**400), _rounded(7)
    ('1.2e5', '1.0e400', '7')
    """
    digits = str(number)
    return digits if len(digits) < 3 else f"{digits[0]}.{digits[1]}e{len(digits) - 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """The power in a game, by which algorithm it was counted, and how much work that was estimated to be."""

    table: PowerTable
    method: Method
    work: Work


def power(
    game: Game,
    *,
    shapley: bool = True,
    minimal: bool = True,
    most_steps: int = MOST_STEPS,
    most_memory: int = MOST_MEMORY,
    on_progress: Progress | None = None,
) -> Computed:
    """The power of every player, exactly, by the algorithm with the least work.

    ``shapley``: whether the index of Shapley and Shubik is wanted; without it a large game is much less work.
    ``minimal``: whether the number of minimal winning coalitions is. ``on_progress`` is told of long work. Raises
    ``TooMuchWork`` where every algorithm would take more steps or bytes than these.
    """
    method, work = chosen(game, shapley=shapley, most_steps=most_steps, most_memory=most_memory)
    wanted = Wanted(by_size=shapley, minimal=minimal, on_progress=on_progress)
    counts = settled(game) if method is Method.SETTLED else ALGORITHMS[method].count(game, wanted)
    return Computed(table=power_table(game, counts), method=method, work=work)


def chosen(
    game: Game, *, shapley: bool, most_steps: int = MOST_STEPS, most_memory: int = MOST_MEMORY
) -> tuple[Method, Work]:
    """The algorithm with the least estimated work that stays within both bounds. Raises ``TooMuchWork``."""
    if isinstance(game.winning, Settled):
        return Method.SETTLED, Work(steps=len(game.players), memory=0)
    found: dict[Method, Work] = {}
    for method, algorithm in ALGORITHMS.items():
        if method is Method.DIAGRAM and any(_fits(one, most_steps, most_memory) for one in found.values()):
            continue  # to know the size of a diagram it has to be made
        work = algorithm.work(game, shapley)
        if work is not None:
            found[method] = work
    fitting = {method: one for method, one in found.items() if _fits(one, most_steps, most_memory)}
    least = min(fitting, key=lambda method: fitting[method].steps, default=None)
    if least is None:
        raise TooMuchWork(min(found.values(), key=lambda one: one.steps, default=None), most_steps, most_memory)
    return least, fitting[least]


def _fits(work: Work, most_steps: int, most_memory: int) -> bool:
    return work.steps <= most_steps and work.memory <= most_memory


def settled(game: Game) -> Counts:
    """The counts of a rule that adopts always, or never."""
    assert isinstance(game.winning, Settled), "something can change the outcome"
    players = len(game.players)
    holds = game.winning.holds
    return Counts(winning=2**players if holds else 0, swings=((0,) * players,) * players, minimal=int(holds))
