"""Counts of any game by a decision diagram: player by player, coalitions that have the same needs are one node.

A node is what is still needed of each threshold. What is reached, or can't be reached any more, is not told apart, so
that coalitions merge. How many ways lead to a node, and from it to a win, are kept by size in one whole number each: a
polynomial whose coefficients stand in places wide enough that none runs over.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from comity.analysis.games import Game, wins_of_sums
from comity.analysis.power.counts import Counts, Work

MOST_NODES = 500_000
"""Nodes of all layers, beyond which the diagram is given up."""

LARGEST_SUM = 2**62
STEPS_OF_A_NODE = 3_000

BEYOND = 2**62
"""What is needed where it can't be reached any more."""

Needs = NDArray[np.int64]


class TooLarge(Exception):
    """The diagram has more nodes than it may."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """The edges from the nodes of a layer to those of the next: without the player, and with it."""

    without: NDArray[np.intp]
    with_: NDArray[np.intp]


def work(game: Game) -> Work | None:
    """How much the nodes take; ``None`` where there are more than may be."""
    if any(sum(one.weights) >= LARGEST_SUM for one in game.thresholds):
        return None
    try:
        layers, _won = _diagram(game)
    except TooLarge:
        return None
    nodes, players = sum(len(one.without) for one in layers), len(game.players)
    return Work(steps=nodes * (STEPS_OF_A_NODE + players * players // 4), memory=nodes * (32 + players * players // 4))


def count(game: Game) -> Counts:
    """The counts, size by size."""
    layers, won = _diagram(game)
    players = len(game.players)
    place = players + 1  # bits of a coefficient: none is larger than 2**players
    ahead: list[list[int]] = [[int(one) for one in won]]
    for layer in reversed(layers):
        later = ahead[-1]
        ahead.append([later[a] + (later[b] << place) for a, b in zip(layer.without, layer.with_, strict=True)])
    ahead.reverse()
    behind, swings = [1], []
    for layer, later in zip(layers, ahead[1:], strict=True):
        turned, following = 0, [0] * len(later)
        for node, (a, b) in enumerate(zip(layer.without, layer.with_, strict=True)):
            turned += behind[node] * (later[b] - later[a])
            following[a] += behind[node]
            following[b] += behind[node] << place
        swings.append(_coefficients(turned, players, place))
        behind = following
    return Counts(winning=sum(_coefficients(ahead[0][0], players + 1, place)), swings=tuple(swings))


def _coefficients(polynomial: int, number: int, place: int) -> tuple[int, ...]:
    mask = (1 << place) - 1
    return tuple(polynomial >> (place * power) & mask for power in range(number))


@lru_cache(maxsize=2)
def _diagram(game: Game) -> tuple[list[_Layer], NDArray[np.bool_]]:
    """The layers, from the one node of the first, and which nodes of the last are won. Raises ``TooLarge``."""
    weights = np.array([one.weights for one in game.thresholds], dtype=np.int64)
    rest = weights.sum(axis=1)
    needs: Needs = np.array([[one.quota for one in game.thresholds]], dtype=np.int64)
    layers: list[_Layer] = []
    nodes = 0
    for player in range(len(game.players)):
        rest = rest - weights[:, player]
        both = np.concatenate((_told(needs, rest), _told(needs - weights[:, player], rest)))
        needs, places = _merged(_settled(game, both))
        layers.append(_Layer(places[: len(both) // 2], places[len(both) // 2 :]))
        nodes += len(needs)
        if nodes > MOST_NODES:
            raise TooLarge
    return layers, wins_of_sums(game, list((needs <= 0).T), (len(needs),))


def _told(needs: Needs, rest: NDArray[np.int64]) -> Needs:
    """What is reached is needed no more; what all that is left can't reach is beyond."""
    return np.where(needs <= 0, 0, np.where(needs > rest, BEYOND, needs))


def _settled(game: Game, needs: Needs) -> Needs:
    """Nodes that are won, or lost, whatever follows, are one each."""
    surely = wins_of_sums(game, list((needs <= 0).T), (len(needs),))
    possibly = wins_of_sums(game, list((needs < BEYOND).T), (len(needs),))
    found = needs.copy()
    found[surely] = 0
    found[~possibly] = BEYOND
    return found


def _merged(needs: Needs) -> tuple[Needs, NDArray[np.intp]]:
    """The nodes that differ, and which of them each is."""
    merged, places = np.unique(needs, axis=0, return_inverse=True)
    return merged, places.reshape(-1)
