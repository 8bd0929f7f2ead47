"""A game with one threshold as the tables over sums take it: weights ascending, a quota of half at most."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, islice

from comity.analysis.games import Game
from comity.analysis.profiles import Holds


@dataclass(frozen=True)
class Weighted:
    """The game in the form of the tables.

    ``dual``: the quota is that of the dual game, in which a coalition wins where those outside it lose. ``places``:
    where each weight stands in the game.
    """

    weights: tuple[int, ...]
    quota: int
    dual: bool
    places: tuple[int, ...]

    @cached_property
    def lightest(self) -> tuple[int, ...]:
        """What so many of the lightest weigh together: of the first none, of the last all."""
        return tuple(accumulate(self.weights, initial=0))

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """The weights that differ, ascending, without zero."""
        return tuple(one for one in dict.fromkeys(self.weights) if one)

    def width(self, players: int) -> int:
        """How many sums of so many of the lightest are kept: those below the quota, of half of their total at most.

        Who is in a coalition and who is not can change places, which gives the other half.
        """
        return min(self.quota, self.lightest[players] // 2 + 1)

    def largest(self, players: int) -> int:
        """The largest size of a coalition of so many of the lightest whose sum is kept."""
        width = self.width(players)
        return sum(1 for one in islice(self.lightest, 1, players + 1) if one < width)


@lru_cache(maxsize=4)
def weighted(game: Game) -> Weighted | None:
    """The game in this form; ``None`` where it has more than one threshold."""
    if not isinstance(game.winning, Holds) or len(game.thresholds) != 1:
        return None
    (threshold,) = game.thresholds
    places = sorted(range(len(threshold.weights)), key=threshold.weights.__getitem__)
    other = sum(threshold.weights) - threshold.quota + 1
    weights = tuple(threshold.weights[place] for place in places)
    return Weighted(weights, min(threshold.quota, other), other < threshold.quota, tuple(places))
