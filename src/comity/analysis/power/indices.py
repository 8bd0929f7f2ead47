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
from functools import cached_property, lru_cache
from math import comb, lcm

from comity.analysis.games import Game
from comity.analysis.power.counts import Counts
from comity.core.values import Id


@dataclass(frozen=True, kw_only=True)
class Indices:
    """The power of one of ``players``: of all coalitions ``winning`` win, and the players turn ``turned`` in all.

    ``by_size``: the coalitions that the player turns, by their size; one figure where sizes were not asked for. An
    index is worked out when it is read, once for all players who turn the same.
    """

    by_size: tuple[int, ...]
    players: int
    winning: int
    turned: int

    @cached_property
    def swings(self) -> int:
        """How many coalitions the player turns."""
        return sum(self.by_size)

    @cached_property
    def banzhaf_normalised(self) -> Fraction | None:
        """Of all turns, those of the player; ``None`` where nobody ever turns anything."""
        return Fraction(self.swings, self.turned) if self.turned else None

    @cached_property
    def penrose_absolute(self) -> Fraction:
        """Of the coalitions of the others, those that the player turns."""
        return Fraction(self.swings, 2 ** (self.players - 1))

    @cached_property
    def shapley_shubik(self) -> Fraction | None:
        """Of the orders in which players can join, those where this one turns the outcome; ``None``: not counted."""
        return _shapley(self.by_size) if len(self.by_size) == self.players else None

    @cached_property
    def coleman_prevent(self) -> Fraction | None:
        """Of the winning coalitions, those that lose without the player; ``None`` where none wins."""
        return Fraction(self.swings, self.winning) if self.winning else None

    @cached_property
    def coleman_initiate(self) -> Fraction | None:
        """Of the losing coalitions, those that win with the player; ``None`` where none loses."""
        losing = 2**self.players - self.winning
        return Fraction(self.swings, losing) if losing else None

    @cached_property
    def veto(self) -> bool:
        """Whether nothing wins without the player."""
        return self.winning > 0 and self.swings == self.winning

    @cached_property
    def dummy(self) -> bool:
        """Whether the player never turns the outcome."""
        return not any(self.by_size)


@dataclass(frozen=True, slots=True)
class Power:
    """A player, and its indices (``Indices``, where each is explained)."""

    player: Id
    indices: Indices

    @property
    def swings(self) -> int:
        """How many coalitions the player turns."""
        return self.indices.swings

    @property
    def banzhaf_normalised(self) -> Fraction | None:
        """Its share of all turns."""
        return self.indices.banzhaf_normalised

    @property
    def penrose_absolute(self) -> Fraction:
        """Its absolute index."""
        return self.indices.penrose_absolute

    @property
    def shapley_shubik(self) -> Fraction | None:
        """Its share of the orders; ``None`` where it was not counted."""
        return self.indices.shapley_shubik

    @property
    def coleman_prevent(self) -> Fraction | None:
        """Its power to prevent action."""
        return self.indices.coleman_prevent

    @property
    def coleman_initiate(self) -> Fraction | None:
        """Its power to initiate action."""
        return self.indices.coleman_initiate

    @property
    def veto(self) -> bool:
        """Whether nothing wins without it."""
        return self.indices.veto

    @property
    def dummy(self) -> bool:
        """Whether it never turns the outcome."""
        return self.indices.dummy


def _shapley(by_size: tuple[int, ...]) -> Fraction:
    """The index of a player who turns as many coalitions of each size.

    Of the n! orders s! (n - 1 - s)! have a given coalition of s before the player: 1 / (n C(n - 1, s)) of all.
    """
    common, orders = _orders(len(by_size))
    return Fraction(sum(map(int.__mul__, by_size, orders)), len(by_size) * common)


@lru_cache(maxsize=16)
def _orders(players: int) -> tuple[int, tuple[int, ...]]:
    """A common multiple of all C(n - 1, s), and what each is of it."""
    ways = [comb(players - 1, size) for size in range(players)]
    common = lcm(*ways)
    return common, tuple(common // one for one in ways)


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
    # An algorithm gives players of one kind the same figures, which are summed and divided once.
    kinds = {id(by_size): by_size for by_size in counts.swings}
    sums = {kind: sum(by_size) for kind, by_size in kinds.items()}
    turned = sum(sums[id(by_size)] for by_size in counts.swings)
    of_kind = {
        kind: Indices(by_size=by_size, players=players, winning=counts.winning, turned=turned)
        for kind, by_size in kinds.items()
    }
    return PowerTable(
        players=tuple(
            Power(player, of_kind[id(by_size)]) for player, by_size in zip(game.players, counts.swings, strict=True)
        ),
        winning_coalitions=counts.winning,
        coalitions=2**players,
        minimal_winning_coalitions=counts.minimal,
        total_swings=turned,
    )
