"""Indices of voting power from exact counts. Convention: everybody is present, and votes yes or no.

With n players, W winning coalitions, and for player i the number of coalitions that lose without i and win with it
(``swings``: h_i in all, h_i(s) of size s):

- Penrose (1946, Journal of the Royal Statistical Society 109), the absolute index of Banzhaf: h_i / 2**(n - 1).
- Banzhaf (1965, Rutgers Law Review 19), normalised: h_i / sum of all h.
- Shapley and Shubik (1954, American Political Science Review 48): sum over s of h_i(s) s! (n - 1 - s)! / n!.
- Coleman (1971, in Social Choice): of the collectivity to act, W / 2**n; of i to prevent action, h_i / W; of i to
  initiate action, h_i / (2**n - W).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, lcm

from comity.analysis.games import Game
from comity.analysis.power.counts import Counts
from comity.core.values import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """The power of one of ``players``: of all coalitions ``winning`` win, and the players turn ``turned`` in all.

    ``by_size``: the coalitions that the player turns, by their size; one figure where sizes were not asked for. Indices
    are worked out when they are read.
    """

    player: Id
    by_size: tuple[int, ...]
    players: int
    winning: int
    turned: int

    @property
    def swings(self) -> int:
        """How many coalitions the player turns."""
        return sum(self.by_size)

    @property
    def banzhaf_normalised(self) -> Fraction | None:
        """Of all turns, those of the player; ``None`` where nobody ever turns anything."""
        return Fraction(self.swings, self.turned) if self.turned else None

    @property
    def penrose_absolute(self) -> Fraction:
        """Of the coalitions of the others, those that the player turns."""
        return Fraction(self.swings, 2 ** (self.players - 1))

    @property
    def shapley_shubik(self) -> Fraction | None:
        """Of the orders in which players can join, those where this one turns the outcome; ``None``: not counted."""
        return _shapley(self.by_size) if len(self.by_size) == self.players else None

    @property
    def coleman_prevent(self) -> Fraction | None:
        """Of the winning coalitions, those that lose without the player; ``None`` where none wins."""
        return Fraction(self.swings, self.winning) if self.winning else None

    @property
    def coleman_initiate(self) -> Fraction | None:
        """Of the losing coalitions, those that win with the player; ``None`` where none loses."""
        losing = 2**self.players - self.winning
        return Fraction(self.swings, losing) if losing else None

    @property
    def veto(self) -> bool:
        """Whether nothing wins without the player."""
        return self.winning > 0 and self.swings == self.winning

    @property
    def dummy(self) -> bool:
        """Whether the player never turns the outcome."""
        return not any(self.by_size)


@lru_cache(maxsize=1024)
def _shapley(by_size: tuple[int, ...]) -> Fraction:
    """The index of all players who turn as many coalitions of each size.

    Of the n! orders s! (n - 1 - s)! have a given coalition of s before the player: 1 / (n C(n - 1, s)) of all.
    """
    players = len(by_size)
    common = lcm(*(comb(players - 1, size) for size in range(players)))
    total = sum(number * (common // comb(players - 1, size)) for size, number in enumerate(by_size))
    return Fraction(total, players * common)


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerTable:
    """The power of all players, and of the body as a whole."""

    players: tuple[Power, ...]
    winning_coalitions: int
    coalitions: int
    minimal_winning_coalitions: int | None
    total_swings: int

    @property
    def passage_probability(self) -> Fraction:
        """Coleman's power of the collectivity to act: of all coalitions, those that win."""
        return Fraction(self.winning_coalitions, self.coalitions)


def power_table(game: Game, counts: Counts) -> PowerTable:
    """The indices, as exact fractions."""
    players = len(game.players)
    turned = sum(map(sum, counts.swings))
    return PowerTable(
        players=tuple(
            Power(player=player, by_size=by_size, players=players, winning=counts.winning, turned=turned)
            for player, by_size in zip(game.players, counts.swings, strict=True)
        ),
        winning_coalitions=counts.winning,
        coalitions=2**players,
        minimal_winning_coalitions=counts.minimal,
        total_swings=turned,
    )
