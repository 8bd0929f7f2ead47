"""Rules simulated under a model of voting: profiles are drawn and decided in chunks that can be shared out.

A chunk is a fixed number of profiles, drawn from the seed and the number of the chunk alone, and what is found in it
are whole counts, which are summed. So the same question has the same answer whoever counts which chunk, in which order,
and whether or not some were counted before.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain
from typing import Any, Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from comity.analysis.power.counts import Progress
from comity.analysis.profiles import (
    CODES,
    Denied,
    Every,
    Holds,
    Joined,
    Over,
    Profiles,
    Settled,
    Some,
    Sums,
    Truths,
    sums_of,
    verdicts,
)
from comity.analysis.voting_models import Blocs, Drawing
from comity.core.rules.facts import Camp

YES = CODES[Camp.YES]

CHUNK = 16_384
"""Profiles of a chunk. To draw and decide one takes at most 12 bytes for each profile and member: 40 MB for 193."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is simulated: rules under the same profiles of a model, ``profiles`` of them, drawn from a seed.

    The members of the model are the voters of every rule, or more.
    """

    rules: tuple[Over, ...]
    model: Blocs
    seed: int
    profiles: int

    @property
    def chunks(self) -> int:
        """How many chunks there are; the last may be shorter."""
        return -(-self.profiles // CHUNK)

    def profiles_of(self, chunk: int) -> int:
        """How many profiles a chunk has."""
        return min(CHUNK, self.profiles - chunk * CHUNK)

    @property
    def digest(self) -> str:
        """What tells this question from another, whatever the number of profiles: SHA-256 in hexadecimal digits."""
        told = repr((self.rules, self.model, self.seed, CHUNK))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTally:
    """What was counted of a rule over profiles.

    ``adopted``: profiles in which the text passes. By voter of the rule: ``blocking``, profiles in which it fails and
    that voter's change to yes alone would carry it; ``outside``, profiles in which it fails and the voter is not in
    favour. ``squares``: the sum over profiles of the squared number of blockers.
    """

    adopted: int
    blocking: tuple[int, ...]
    outside: tuple[int, ...]
    squares: int

    def __add__(self, other: "RuleTally") -> "RuleTally":
        """Both together."""
        return RuleTally(
            adopted=self.adopted + other.adopted,
            blocking=tuple(a + b for a, b in zip(self.blocking, other.blocking, strict=True)),
            outside=tuple(a + b for a, b in zip(self.outside, other.outside, strict=True)),
            squares=self.squares + other.squares,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted over ``profiles``: each rule, and how many only the first or only the second rule adopts.

    ``chunk``: the number of the chunk, ``None`` of several together.
    """

    chunk: int | None
    profiles: int
    rules: tuple[RuleTally, ...]
    only_first: int = 0
    only_second: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            chunk=None,
            profiles=self.profiles + other.profiles,
            rules=tuple(a + b for a, b in zip(self.rules, other.rules, strict=True)),
            only_first=self.only_first + other.only_first,
            only_second=self.only_second + other.only_second,
        )


class Map(Protocol):
    """Applies a function to numbers, in any order and anywhere: ``map`` itself, or that of a pool of processes."""

    def __call__(self, function: Callable[[int], Tally], numbers: Iterable[int], /) -> Iterable[Tally]:
        """What the function gives for each."""
        ...


def simulate(
    trial: Trial,
    *,
    map: Map = map,  # noqa: A002  # it stands in place of the builtin, and means the same
    finished: Mapping[int, Tally] | None = None,
    on_chunk: Callable[[Tally], None] | None = None,
    on_progress: Progress | None = None,
) -> Tally:
    """What is counted over all profiles of the trial; equal for every ``map``.

    ``finished``: chunks that were counted before, by number; ``on_chunk`` is given each chunk that is counted now, so
    that it can be kept; ``on_progress`` is told how many profiles are done, and of how many.
    """
    known = {
        number: one
        for number, one in (finished or {}).items()
        if number < trial.chunks and one.profiles == trial.profiles_of(number)
    }
    rest = [number for number in range(trial.chunks) if number not in known]
    total: Tally | None = None
    for one in chain(known.values(), map(partial(count_chunk, trial), rest)):
        total = one if total is None else total + one
        if on_chunk is not None and one.chunk not in known:
            on_chunk(one)
        if on_progress is not None:
            on_progress(total.profiles, trial.profiles)
    assert total is not None, "there is at least one profile"
    return total


def count_chunk(trial: Trial, chunk: int) -> Tally:
    """What is counted in the chunk of this number."""
    bits = np.random.SFC64(np.random.SeedSequence(trial.seed, spawn_key=(chunk,)))
    profiles = _drawing(trial.model).draw(bits, trial.profiles_of(chunk))
    return count_profiles(trial.rules, trial.model.members, profiles, chunk=chunk)


@lru_cache(maxsize=8)
def _drawing(model: Blocs) -> Drawing:
    return Drawing.of(model)


def count_profiles(
    rules: tuple[Over, ...], members: tuple[str, ...], profiles: Profiles, *, chunk: int | None = None
) -> Tally:
    """What is counted in a table of profiles whose columns are ``members``."""
    counted = [_counted(rule, _columns(rule, members, profiles)) for rule in rules]
    only_first = only_second = 0
    if len(counted) > 1:
        (_, first), (_, second) = counted
        only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    return Tally(
        chunk=chunk,
        profiles=len(profiles),
        rules=tuple(one for one, _ in counted),
        only_first=only_first,
        only_second=only_second,
    )


def _columns(rule: Over, members: tuple[str, ...], profiles: Profiles) -> Profiles:
    """The columns of the voters of a rule."""
    if rule.voters == members:
        return profiles
    places = {member: place for place, member in enumerate(members)}
    return np.ascontiguousarray(profiles[:, [places[voter] for voter in rule.voters]])


def _counted(rule: Over, profiles: Profiles) -> tuple[RuleTally, Truths]:
    """What is counted of a rule, and which profiles it adopts."""
    sums = sums_of(rule)
    totals = np.empty((len(profiles), len(sums.start)), dtype=sums.precision)
    for rows, piece in sums.totals(profiles):
        totals[rows] = piece
    adopted = verdicts(rule.joined, sums.truths(totals))
    failing, totals = profiles[~adopted], totals[~adopted]
    blocking = np.zeros(len(rule.voters), dtype=np.int64)
    blockers = np.zeros(len(failing), dtype=np.int64)
    for changes in _batches(sums, failing):
        near = _near(rule, totals, [one.adds for one in changes])
        for one in changes:
            turned = near[verdicts(rule.joined, sums.truths(totals[near] + one.adds))]
            if len(turned):
                stand = failing[np.ix_(turned, one.voters)] == one.code
                blocking[one.voters] += stand.sum(axis=0)
                blockers[turned] += stand.sum(axis=1)
    tally = RuleTally(
        adopted=int(adopted.sum()),
        blocking=tuple(map(int, blocking)),
        outside=tuple(map(int, (failing != YES).sum(axis=0))),
        squares=int((blockers * blockers).sum()),
    )
    return tally, adopted


@dataclass(frozen=True, slots=True)
class _Change:
    """What a voter's turn from a camp to yes adds to the sums, and the voters of whom this is the same."""

    code: int
    adds: NDArray[Any]
    voters: NDArray[np.intp]


BATCH = 16
"""So many changes, near each other, are first tried together by the most that any of them adds."""


def _batches(sums: Sums, failing: Profiles) -> Iterator[list[_Change]]:
    """The changes from every camp in which somebody stands, in batches of such as add about as much."""
    yes = sums.coefficients(YES)
    found = []
    for code in (one for one in CODES.values() if one != YES and (failing == one).any()):
        changes = yes - sums.coefficients(code)
        alike: dict[tuple[Any, ...], list[int]] = {}
        for voter, change in enumerate(changes.tolist()):
            alike.setdefault(tuple(change), []).append(voter)
        found += [
            (adds, _Change(code, changes[voters[0]], np.array(voters, dtype=np.intp)))
            for adds, voters in alike.items()
            if any(adds)
        ]
    found.sort(key=lambda one: one[0])
    for start in range(0, len(found), BATCH):
        yield [change for _adds, change in found[start : start + BATCH]]


def _near(rule: Over, totals: NDArray[Any], changes: Sequence[NDArray[Any]]) -> NDArray[np.intp]:
    """The profiles in which one of the changes may carry the text: the others need not be tried.

    What adopts with one change adopts with the most that any of them adds to each sum, where no inequality is denied.
    """
    if _denies(rule.joined):
        return np.arange(len(totals))
    sums = sums_of(rule)
    most = np.max(np.stack(changes), axis=0)
    return np.flatnonzero(verdicts(rule.joined, sums.truths(totals + most)))


def _denies(joined: Joined) -> bool:
    match joined:
        case Holds() | Settled():
            return False
        case Denied():
            return True
        case Every(parts=parts) | Some(parts=parts):
            return any(map(_denies, parts))
        case _:
            assert_never(joined)
