"""Completions of missing facts: whether both verdicts are still possible.

Voters that nothing tells apart are counted together, and camps that make no difference are merged, so that the work
grows with what is really unknown. It is bounded by ``WORK``; beyond it nothing is claimed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement

from comity.core.rules.bound import Among, Bound, Figure, Inequality, conditions_of
from comity.core.rules.bounds import Truth, truth
from comity.core.rules.facts import Camp, Electorate, Facts, Sum, VoterClass
from comity.core.values import Id

WORK = 200_000
"""How many partial completions are looked at before the search gives up."""

UNKNOWN_SIZE_TRIED = 64
"""Beyond four times what is known, so many more voters are tried where nobody knows how many there are."""

Vector = tuple[Fraction, ...]
Ends = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Which verdicts a completion was found for; ``complete``: whether every completion was looked at."""

    adopted: bool
    not_adopted: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class _Pool:
    """Interchangeable voters: how many, and what one of them adds to each sum in each place where it can stand."""

    size: int
    at_least: int
    places: tuple[Vector, ...]


class _Search:
    def __init__(self, bound: Bound, electorate: Electorate, facts: Facts, concerned: frozenset[Id]) -> None:
        self.bound = bound
        self.electorate = electorate
        self.conditions = conditions_of(bound)
        self.inequalities = [one for condition in self.conditions for one in condition.inequalities]
        self.sums = facts.sums
        self.known_weights = True
        self.bounded = electorate.size is not None
        self.pools = self._pools(electorate, facts, concerned)
        self.rest = self._rest()
        self.ends = [[self._ends(pool.places[start:]) for start in range(len(pool.places))] for pool in self.pools]
        self.work = 0
        self.found: set[bool] = set()

    def _pools(self, electorate: Electorate, facts: Facts, concerned: frozenset[Id]) -> list[_Pool]:
        sizes: dict[tuple[Vector, ...], int] = {}
        unbounded: list[_Pool] = []
        cap = _cap(electorate, facts, self.inequalities)
        seen: dict[tuple[object, ...], tuple[Vector, ...]] = {}
        for voters in electorate.classes:
            alike = (voters.told_apart_by, facts.of(voters), voters.name in concerned)
            places = seen.get(alike)
            if places is None:
                places = seen[alike] = self._places(voters, facts, concerned)
            if voters.size is None:
                unbounded.append(_Pool(cap, 0, places))
            else:
                sizes[places] = sizes.get(places, 0) + voters.size
        pools = [_Pool(size, size, places) for places, size in sizes.items() if size and len(places) >= 1]
        return sorted(pools, key=lambda pool: (len(pool.places) > 1, pool.size)) + unbounded

    def _places(self, voters: VoterClass, facts: Facts, concerned: frozenset[Id]) -> tuple[Vector, ...]:
        """What a voter of the class adds wherever it can stand; first the places of which a sum is known."""
        vectors = set()
        for camp in facts.of(voters):
            for chosen in _subsets(voters.perhaps):
                adds = [self._adds(voters, camp, chosen, concerned, one) for one in self.inequalities]
                adds += [self._counted(voters, camp, chosen, known) for known in self.sums]
                vectors.add(tuple(adds))
        first = len(self.inequalities)
        return tuple(sorted(sorted(vectors, reverse=True), key=lambda adds: not any(adds[first:])))

    def _adds(
        self, voters: VoterClass, camp: Camp, chosen: frozenset[Id], concerned: frozenset[Id], one: Inequality
    ) -> Fraction:
        total = Fraction()
        for coefficient, figure in one.terms:
            if self._counts(figure, voters, camp, chosen, concerned):
                total += coefficient * self._weight(voters, figure.measure)
        return total

    def _counts(
        self, figure: Figure, voters: VoterClass, camp: Camp, chosen: frozenset[Id], concerned: frozenset[Id]
    ) -> bool:
        if camp not in figure.camps or not self._belongs(voters, figure.group, chosen):
            return False
        return figure.among is Among.EVERYONE or (voters.name in concerned) == (figure.among is Among.CONCERNED)

    def _belongs(self, voters: VoterClass, group: Id | None, chosen: frozenset[Id]) -> bool:
        return group is None or self.electorate.belongs(voters, group, chosen) is True

    def _counted(self, voters: VoterClass, camp: Camp, chosen: frozenset[Id], known: Sum) -> Fraction:
        if camp in known.camps and self._belongs(voters, known.group, chosen):
            return self._weight(voters, known.measure)
        return Fraction()

    def _weight(self, voters: VoterClass, measure: Id) -> Fraction:
        weight = voters.weight(measure)
        if weight is None:
            self.known_weights = False
            return Fraction()
        return weight

    def _ends(self, places: Sequence[Vector]) -> Ends:
        """The least and the most that a voter adds to each known sum, in these places."""
        first = len(self.inequalities)
        adds = [[place[first + number] for place in places] for number in range(len(self.sums))]
        return tuple((min(one), max(one)) for one in adds)

    def _rest(self) -> list[Ends]:
        """For each pool and known sum: the least and the most that this pool and all after it can add."""
        rest: list[Ends] = [((Fraction(), Fraction()),) * len(self.sums)]
        for pool in reversed(self.pools):
            row = [
                (low + pool.at_least * least, high + pool.size * most)
                for (low, high), (least, most) in zip(rest[0], self._ends(pool.places), strict=True)
            ]
            rest.insert(0, tuple(row))
        return rest

    def run(self) -> Found:
        if any(not pool.places for pool in self.pools):
            return Found(False, False, complete=False)
        start = tuple([Fraction()] * (len(self.inequalities) + len(self.sums)))
        self._try_extremes(start)
        self._walk(0, start)
        return Found(True in self.found, False in self.found, complete=self.work <= WORK and self.bounded)

    def _try_extremes(self, start: Vector) -> None:
        """All in one kind of place, then halves in two: with many voters these settle the most.

        Places stand in the order of what they add, so that a number stands for the same kind of place in every pool.
        """
        most = max((len(pool.places) for pool in self.pools), default=0)
        for first, second in combinations_with_replacement(range(most), 2):
            values = start
            for pool in self.pools:
                places = pool.places
                half = pool.size // 2
                values = _added(values, places[min(first, len(places) - 1)], pool.size - half)
                values = _added(values, places[min(second, len(places) - 1)], half)
            if self._can_still_be(values, len(self.pools)):
                self._judge(values)
            if len(self.found) == 2:
                return

    def _walk(self, position: int, values: Vector) -> None:
        """Look at every way to place the pools from ``position`` on, until both verdicts are found."""
        if position == len(self.pools):
            self._judge(values)
            return
        for placed in self._placings(self.pools[position], values, position):
            self.work += 1
            if self.work > WORK or len(self.found) == 2:
                return
            self._walk(position + 1, placed)

    def _placings(self, pool: _Pool, values: Vector, position: int) -> Iterator[Vector]:
        for more in _ends_first(pool.size - pool.at_least):
            size = pool.at_least + more
            if self._can_still_be(values, position + 1, size, self.ends[position][0]):
                for placed in self._split(position, 0, size, values):
                    if self._can_still_be(placed, position + 1):
                        yield placed

    def _split(self, position: int, start: int, size: int, values: Vector) -> Iterator[Vector]:
        """Every way to put ``size`` voters into the places from ``start`` on, added to ``values``; extremes first."""
        places = self.pools[position].places
        if start == len(places) - 1:
            yield _added(values, places[start], size)
            return
        for here in _ends_first(size):
            placed = _added(values, places[start], here)
            self.work += 1
            if self.work > WORK:
                return
            if self._can_still_be(placed, position + 1, size - here, self.ends[position][start + 1]):
                yield from self._split(position, start + 1, size - here, placed)

    def _can_still_be(self, values: Vector, position: int, left: int = 0, ends: Ends = ()) -> bool:
        """Whether the known sums can still be met by the pools from ``position`` on, and ``left`` voters before them.

        ``ends``: the least and the most that one of these voters adds to each sum.
        """
        first = len(self.inequalities)
        for number, known in enumerate(self.sums):
            low, high = self.rest[position][number]
            if left:
                low, high = low + left * ends[number][0], high + left * ends[number][1]
            value = values[first + number]
            if value + high < known.low or (known.high is not None and value + low > known.high):
                return False
        return True

    def _judge(self, values: Vector) -> None:
        verdicts: dict[int, Truth] = {}
        position = 0
        for condition in self.conditions:
            holds = True
            for one in condition.inequalities:
                holds = holds and one.holds(values[position] + one.constant)
                position += 1
            verdicts[id(condition)] = holds if condition.settled is None else condition.settled
        verdict = truth(self.bound, lambda condition: verdicts[id(condition)])
        if verdict is not None:
            self.found.add(verdict)


def search(bound: Bound, electorate: Electorate, facts: Facts, concerned: frozenset[Id]) -> Found:
    """Look for a completion of the facts with which the rule holds, and for one with which it does not.

    Nothing is found where a measure of the rule, or a bar, is not known voter by voter: then only bounds can tell.
    """
    if any(condition.undetermined for condition in conditions_of(bound)):
        return Found(False, False, complete=False)
    looking = _Search(bound, electorate, facts, concerned)
    if not looking.known_weights:
        return Found(False, False, complete=False)
    return looking.run()


def _cap(electorate: Electorate, facts: Facts, inequalities: Sequence[Inequality]) -> int:
    """How many voters to try where nobody knows how many there are."""
    known = [sum_.low for sum_ in facts.sums] + [abs(one.constant) for one in inequalities]
    known.append(Fraction(sum(voters.size or 0 for voters in electorate.classes)))
    return 4 * int(max(known)) + UNKNOWN_SIZE_TRIED


def _subsets(groups: frozenset[Id]) -> Iterator[frozenset[Id]]:
    ordered = sorted(groups)
    return map(frozenset, chain.from_iterable(combinations(ordered, size) for size in range(len(ordered) + 1)))


def _ends_first(size: int) -> Iterator[int]:
    """All, none, and then what is between: the extremes settle most questions."""
    yield size
    if size > 0:
        yield 0
        yield from range(1, size)


def _added(values: Vector, place: Vector, times: int) -> Vector:
    if times == 0:
        return values
    return tuple(value + times * one for value, one in zip(values, place, strict=True))
