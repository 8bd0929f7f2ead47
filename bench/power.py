"""Claims: power indices, exactly, faster than public libraries by the factors of each line; answers are compared first.

Peers, in the same run: power_bdd (decision diagrams) and powerindex (generating functions), installed by
`pip install --group bench` of pip 25.1 or later. Times are of the processor. Run it with the environment of
script/test: `.venv-test/bin/python bench/power.py`.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from processor_time import timed

SEED = 20261130
RUNS = 15
CLOSE = 1e-9
MEMORY_LIMIT = 1.5e9
LARGE_LIMIT = 15.0

# Shares of 2025 in hundredths of a per cent, of 451,028,881 persons (agenceurope.eu, bulletin 13544/22).
PERSONS = 451_028_881
SHARES = (1849, 1517, 1323, 1078, 833, 423, 401, 262, 242, 236, 234, 231, 213, 202, 143, 132, 125, 121, 119, 86, 64, 47)
SHARES += (42, 30, 21, 15, 12)


@dataclass(frozen=True)
class Line:
    """A game with its name, ours and the peer's way of counting it, and by how much ours is to be faster."""

    name: str
    goal: float
    ours: Callable[[], Sequence[Sequence[Fraction]]]
    peer: Callable[[], Sequence[Sequence[float]]]


def main() -> int:
    """Print a line for each game, then the Fund."""
    print(f"{'game':44} {'ours':>10} {'peer':>10} {'times':>9}  goal")
    for line in lines():
        expected, first = line.ours(), time.process_time()
        found = line.peer()
        peer = time.process_time() - first
        ours, _ = timed(line.ours, RUNS)
        wrong = worst(expected, found)
        said = "" if wrong < CLOSE else f"  the peer's answer differs by up to {wrong:.3g}"
        print(f"{line.name:44} {ours * 1000:8.1f} ms {peer * 1000:8.0f} ms {peer / ours:8.0f}×  {line.goal:.0f}×{said}")
    fund()
    return 0


def worst(expected: Sequence[Sequence[Fraction]], found: Sequence[Sequence[float]]) -> float:
    """By how much an index differs at most."""
    return max(
        abs(float(a) - b) for one, other in zip(expected, found, strict=True) for a, b in zip(one, other, strict=True)
    )


def lines() -> list[Line]:
    """The games that have a peer."""
    return [
        lisbon(),
        *(weighted(size, most, index="banzhaf", goal=300) for most in (100, 1000) for size in (100, 200)),
        *(weighted(60, most, index="shapley", goal=500) for most in (100, 1000)),
        federal(),
    ]


def game_of(players: int, thresholds: Sequence[tuple[Sequence[int], int]], winning: Any) -> Any:
    """A game from weights and quotas."""
    from comity.analysis.games import Threshold, game_of_thresholds

    names = tuple(f"p{number}" for number in range(players))
    return game_of_thresholds(names, tuple(Threshold(tuple(some), quota) for some, quota in thresholds), winning)


def indices(game: Any, *names: str) -> list[list[Fraction]]:
    """Our indices, exactly."""
    from comity.analysis.power.choose import power

    table = power(game, shapley="shapley_shubik" in names, minimal=False).table
    return [[getattr(one, name) for one in table.players] for name in names]


def lisbon() -> Line:
    """The Council of the Union: members, and population or a blocking minority of fewer than four."""
    from power_bdd.bdd import BDD, WeightedGame

    from comity.analysis.profiles import Every, Holds, Some

    persons = [round(share * PERSONS / 10_000) for share in SHARES]
    quota = ceil(0.65 * PERSONS)
    players = len(persons)
    game = game_of(
        players,
        [([1] * players, 15), (persons, quota), ([1] * players, 24)],
        Every((Holds(0), Some((Holds(1), Holds(2))))),
    )

    def peer() -> list[list[float]]:
        ascending = sorted(persons)
        members, people, few = (WeightedGame(15, [1] * 27), WeightedGame(quota, ascending), WeightedGame(24, [1] * 27))
        found = BDD(members) & (BDD(people) | BDD(few))
        found.calc_banzhaf()
        found.calc_shapley()
        places = sorted(range(players), key=persons.__getitem__)
        return [in_order(found.beta[1:], places), in_order(found.phi[1:], places)]

    return Line(
        "Council of the EU, 27 members, both", 40, lambda: indices(game, "penrose_absolute", "shapley_shubik"), peer
    )


def in_order(values: Sequence[float], places: Sequence[int]) -> list[float]:
    """Values put back to their places."""
    found = [0.0] * len(values)
    for value, place in zip(values, places, strict=True):
        found[place] = value
    return found


def weighted(size: int, most: int, *, index: str, goal: float) -> Line:
    """Weights up to ``most``, drawn from the seed, and a quota of more than half."""
    from powerindex import Game

    from comity.analysis.profiles import Holds

    drawn = random.Random(f"{SEED}-{size}")
    weights = [drawn.randint(1, most) for _ in range(size)]
    quota = sum(weights) // 2 + 1
    game = game_of(size, [(weights, quota)], Holds(0))
    ours = {"banzhaf": "banzhaf_normalised", "shapley": "shapley_shubik"}[index]

    def peer() -> list[list[float]]:
        found = Game(quota, weights)
        if index == "banzhaf":
            found.calc_banzhaf()
            return [found.banzhaf]
        found.calc_shapley_shubik()
        return [found.shapley_shubik]

    return Line(f"weights to {most:,}, {size} members, {index}", goal, lambda: indices(game, ours), peer)


def federal() -> Line:
    """The federal system of the United States: both houses and the president, or two thirds of both.

    As a rule of two thresholds, in which the vice-president decides a tie of the Senate. The peer counts Banzhaf alone,
    we both indices.
    """
    from power_bdd.bdd import BDD, WeightedGame

    from comity.analysis.profiles import Every, Holds

    house = [72, 0] + [0] * 100 + [1] * 435
    senate = [33, 1] + [2] * 100 + [0] * 435
    game = game_of(537, [(house, 290), (senate, 134)], Every((Holds(0), Holds(1))))

    def ours() -> list[list[Fraction]]:
        return indices(game, "penrose_absolute", "shapley_shubik")[:1]

    def peer() -> list[list[float]]:
        found = BDD(WeightedGame(290, house)) & BDD(WeightedGame(134, senate))
        found.calc_banzhaf()
        return [list(found.beta[1:])]

    return Line("537 voters of 4 kinds, both (peer: Banzhaf)", 250, ours, peer)


def fund() -> None:
    """The Fund's 190 members with their votes of 2022: no peer ends."""
    import resource

    from comity.analysis.power.choose import power
    from comity.core.rules.question import Question
    from comity.formats.charter_file import find_charter
    from comity.workbench.power_games import game_in

    charter = find_charter("imf")
    for matter, share in (("eighty-five-percent-majority", 85), ("seventy-percent-majority", 70)):
        question = Question(body="board-of-governors", matter=matter, on=date(2022, 10, 2))
        game, _entry = game_in(charter, question)
        seconds, _ = timed(lambda game=game: power(game), 1)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        over = "  over the aim" if seconds > LARGE_LIMIT or memory > MEMORY_LIMIT else ""
        print(f"190 members of the IMF, {share} %, both, exact: {seconds:.1f} s, {memory / 1e9:.2f} GB{over}")


if __name__ == "__main__":
    sys.exit(main())
