"""What an algorithm counts in a game: its winning coalitions, and for each player the coalitions that it turns."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Exact counts of a game of n players.

    ``winning``: how many of the 2**n coalitions win. ``swings``: for each player, in the order of the game, by the size
    of the coalition that it joins (0 to n - 1): how many coalitions of that size lose without the player and win with
    it; one figure for all sizes together where the sizes were not asked for. ``minimal``: how many winning coalitions
    lose with any member less, ``None`` where this was not counted.
    """

    winning: int
    swings: tuple[tuple[int, ...], ...]
    minimal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An algorithm, and how much it has to do for a game: elementary steps, and bytes that it holds at once."""

    steps: int
    memory: int
