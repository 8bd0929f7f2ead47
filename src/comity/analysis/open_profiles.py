"""The rule over arrays in which some positions are not known: adopted, not adopted, or open.

A position that is not known may be any. Each inequality then lies between the sum in which every such voter adds least
and that in which each adds most; what follows for the verdict is sound, whatever the rule. Where it leaves a profile
undecided, completions are tried in which all who are not known stand in one camp: if some are adopted and others not,
the profile is open. What is still undecided is for the plain rule.
"""

from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import reduce
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from comity.analysis.profiles import (
    CAMPS,
    CODES,
    LARGEST_IN_DOUBLE,
    Denied,
    Every,
    Holds,
    Joined,
    Linear,
    Over,
    Profiles,
    Settled,
    Some,
    Truths,
    adopted,
)
from comity.core.rules.facts import Camp

UNKNOWN = -1
"""The code of a position that is not known."""

ROWS = 4096
"""So many profiles are looked at together: the work takes some hundred bytes for each voter of each."""


class Reached(IntEnum):
    """What is known of a verdict; ``UNDECIDED``: the plain rule has to say."""

    NOT_ADOPTED = 0
    ADOPTED = 1
    OPEN = 2
    UNDECIDED = 3


class OpenOver:
    """A rule as it decides where attendance is stated, and where it is presumed since nothing is said of it.

    It is stated where somebody is said to be absent, or where it is known where everybody stands.
    """

    def __init__(self, stated: Over, presumed: Callable[[], Over]) -> None:
        """``presumed`` is made when it is first asked for: most tables know where everybody stands."""
        self.stated = stated
        self._make = presumed
        self._presumed: Over | None = None

    @property
    def presumed(self) -> Over:
        """The rule where attendance is presumed."""
        if self._presumed is None:
            self._presumed = self._make()
        return self._presumed


def reached(rule: OpenOver, profiles: Profiles) -> NDArray[np.int8]:
    """The verdict of each profile (rows) as a code of ``Reached``; ``UNKNOWN`` is a position that is not known.

    Raises ``ValueError`` where the table has not a column for each voter.
    """
    unknown = (profiles == UNKNOWN).any(axis=1)
    absent = (profiles == CODES[Camp.ABSENT]).any(axis=1)
    found = np.full(len(profiles), Reached.UNDECIDED, dtype=np.int8)
    found[~unknown] = adopted(rule.stated, profiles[~unknown])
    for stated, rows in ((True, unknown & absent), (False, unknown & ~absent)):
        for places in _pieces(np.flatnonzero(rows)):
            found[places] = _of_open(rule.stated if stated else rule.presumed, profiles[places])
    return found


def _pieces(places: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    return (places[start : start + ROWS] for start in range(0, len(places), ROWS))


def _of_open(over: Over, profiles: Profiles) -> NDArray[np.int8]:
    surely, perhaps = _within(over.joined, *_truths(over, profiles))
    found = np.full(len(profiles), Reached.UNDECIDED, dtype=np.int8)
    found[surely] = Reached.ADOPTED
    found[~perhaps] = Reached.NOT_ADOPTED
    between = np.flatnonzero(perhaps & ~surely)
    if len(between):
        table = profiles[between]
        filled = [adopted(over, np.where(table == UNKNOWN, code, table).astype(np.int8)) for code in CODES.values()]
        some, every = np.logical_or.reduce(filled), np.logical_and.reduce(filled)
        found[between[some & ~every]] = Reached.OPEN
    return found


def _truths(over: Over, profiles: Profiles) -> tuple[Truths, Truths]:
    """Which inequality (columns) surely holds in which profile (rows), and which perhaps does."""
    surely = np.empty((len(profiles), len(over.inequalities)), dtype=np.bool_)
    perhaps = np.empty_like(surely)
    stand = {code: (profiles == code) for code in (*CODES.values(), UNKNOWN)}
    for column, one in enumerate(over.inequalities):
        least, most = _between(one, stand)
        surely[:, column] = least > 0 if one.strict else least >= 0
        perhaps[:, column] = most > 0 if one.strict else most >= 0
    return surely, perhaps


def _between(one: Linear, stand: dict[int, Truths]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The least and the most that the left side can be in each profile, exactly."""
    table = np.array(one.coefficients, dtype=object)
    bound = abs(one.constant) + (int(np.abs(table).max(axis=0).sum()) if table.size else 0)
    precision: Any = np.float64 if bound < LARGEST_IN_DOUBLE else object
    rows = len(next(iter(stand.values())))
    known = np.full(rows, one.constant, dtype=precision)
    for code in range(len(CAMPS)):
        if table[code].any():
            known = known + stand[code].astype(precision) @ table[code].astype(precision)
    open_ = stand[UNKNOWN].astype(precision)
    return known + open_ @ table.min(axis=0).astype(precision), known + open_ @ table.max(axis=0).astype(precision)


def _within(joined: Joined, surely: Truths, perhaps: Truths) -> tuple[Truths, Truths]:
    """Which profiles are surely adopted, and which perhaps, from what is known of the inequalities."""
    rows = len(surely)
    match joined:
        case Holds(number=number):
            return surely[:, number], perhaps[:, number]
        case Settled(holds=holds):
            settled = np.full(rows, holds, dtype=np.bool_)
            return settled, settled
        case Every(parts=parts) | Some(parts=parts):
            every = isinstance(joined, Every)
            each = [_within(part, surely, perhaps) for part in parts]
            start = np.full(rows, every, dtype=np.bool_)
            join: Any = np.logical_and if every else np.logical_or
            return reduce(join, (one for one, _ in each), start), reduce(join, (other for _, other in each), start)
        case Denied(part=part):
            one, other = _within(part, surely, perhaps)
            return np.logical_not(other), np.logical_not(one)
        case _:
            assert_never(joined)
