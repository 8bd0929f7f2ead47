"""What a figure can be, given what is known: lower and upper bounds that every completion of the facts keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from comity.core.rules.bound import AllHold, Among, AnyHolds, Bound, Condition, Fails, Figure, Inequality
from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Facts, Sum, VoterClass
from comity.core.rules.written import MEMBERS
from comity.core.values import ComityError, Id

Truth = bool | None
"""``None``: not known."""

Exact = int | Fraction
"""A number without rounding: whole where it can be, because most of them are and whole numbers are added quickly."""


def exact(number: Fraction) -> Exact:
    """The same number."""
    return number.numerator if number.denominator == 1 else number


class FactsContradict(ComityError):
    """What is said of the positions can't be true together: no completion of it exists."""

    def __init__(self) -> None:
        """Say so: nothing can be concluded from such facts."""
        super().__init__("what is said of the positions can't be true together")


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high`` (``None``: nothing bounds it)."""

    low: Exact = 0
    high: Exact | None = None

    @property
    def exact(self) -> Exact | None:
        """The figure, where it is known."""
        return self.low if self.low == self.high else None

    def __add__(self, other: "Interval") -> "Interval":
        """Both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)

    def meet(self, other: "Interval") -> "Interval":
        """What satisfies both. Raises ``FactsContradict`` where nothing does."""
        highs = [high for high in (self.high, other.high) if high is not None]
        low, high = max(self.low, other.low), min(highs) if highs else None
        if high is not None and low > high:
            raise FactsContradict
        return Interval(low, high)

    def minus(self, other: "Interval") -> "Interval":
        """What is left of the one when the other is taken away; never less than nothing.

        Raises ``FactsContradict`` where more is taken away than there is.
        """
        low = 0 if other.high is None else max(0, self.low - other.high)
        if self.high is not None and self.high < other.low:
            raise FactsContradict
        return Interval(low, None if self.high is None else self.high - other.low)


NOTHING = Interval(0, 0)


class Bounds:
    """Bounds of the figures of one electorate under one set of facts.

    Every bound is sound: no completion of the facts lies outside it. It need not be the tightest.
    """

    def __init__(self, electorate: Electorate, facts: Facts, concerned: frozenset[Id]) -> None:
        """Keep what is known; bounds of camps are worked out per measure when they are first asked for."""
        self._electorate, self._facts, self._concerned = electorate, facts, concerned
        self._stand = [(voters, facts.of(voters)) for voters in electorate.classes]
        self._camps: dict[Id, dict[Camp, Interval]] = {}
        self._figures: dict[Figure, Interval] = {}

    def check(self) -> None:
        """Raise ``FactsContradict`` where the facts leave some camp no figure, whatever the rule asks for."""
        for measure in {MEMBERS, *(known.measure for known in self._facts.sums)}:
            self._by_camp(measure)
        for known in self._facts.sums:
            figure = Figure(measure=known.measure, camps=known.camps, group=known.group)
            self.figure(figure).meet(_said(known))

    def figure(self, figure: Figure) -> Interval:
        """The bounds of a figure."""
        if figure not in self._figures:
            self._figures[figure] = self._bound_figure(figure)
        return self._figures[figure]

    def together(self, figures: Iterable[Figure]) -> Interval:
        """The bounds of the sum of figures."""
        total = NOTHING
        for figure in figures:
            total = total + self.figure(figure)
        return total

    def inequality(self, inequality: Inequality) -> Truth:
        """Whether an inequality holds in every completion (true), in none (false), or is not known."""
        low, high = self._value(inequality)
        if low is not None and inequality.holds(low):
            return True
        if high is not None and not inequality.holds(high):
            return False
        return None

    def _value(self, inequality: Inequality) -> tuple[Exact | None, Exact | None]:
        """Bounds of the left side, from figures as they stand and from camps taken one by one: the tighter of both."""
        first, constant = self._sum(inequality.terms), exact(inequality.constant)
        if first[0] is not None and first[0] == first[1]:
            return first[0] + constant, first[0] + constant
        ways = [first, self._sum(_by_camp(inequality.terms))]
        lows = [low for low, _ in ways if low is not None]
        highs = [high for _, high in ways if high is not None]
        low = max(lows) + constant if lows else None
        high = min(highs) + constant if highs else None
        return low, high

    def _sum(self, terms: Iterable[tuple[int, Figure]]) -> tuple[Exact | None, Exact | None]:
        low: Exact | None = 0
        high: Exact | None = 0
        for coefficient, figure in terms:
            interval = self.figure(figure)
            ends = (interval.low, interval.high) if coefficient >= 0 else (interval.high, interval.low)
            low = None if low is None or ends[0] is None else low + coefficient * ends[0]
            high = None if high is None or ends[1] is None else high + coefficient * ends[1]
        return low, high

    def _bound_figure(self, figure: Figure) -> Interval:
        inside = self._scope(figure)
        bounds = self._of_classes(figure.measure, figure.camps, inside)
        if figure.measure == MEMBERS and bounds.exact is not None and not self._facts.sums:
            return bounds  # everybody is named: nothing else is said that could narrow or contradict it
        everywhere = self._everywhere(figure.measure, figure.camps)
        if figure.group is None and figure.among is Among.EVERYONE:
            bounds = bounds.meet(everywhere)
            return bounds if figure.measure == MEMBERS else bounds.meet(self._by_number(figure))
        outside = self._of_classes(figure.measure, figure.camps, lambda voters: _turned(inside(voters)))
        bounds = bounds.meet(everywhere.minus(outside))
        if figure.among is Among.EVERYONE:
            bounds = bounds.meet(self._known(figure.measure, figure.camps, figure.group))
        return bounds

    def _scope(self, figure: Figure) -> Callable[[VoterClass], Truth]:
        def inside(voters: VoterClass) -> Truth:
            concerned = voters.name in self._concerned
            if figure.among is not Among.EVERYONE and concerned != (figure.among is Among.CONCERNED):
                return False
            return True if figure.group is None else self._electorate.belongs(voters, figure.group)

        return inside

    def _of_classes(self, measure: Id, camps: frozenset[Camp], inside: Callable[[VoterClass], Truth]) -> Interval:
        """Bounds that follow from each class alone: where it stands for certain, and where it can stand."""
        low: Exact = 0
        high: Exact | None = 0
        for voters, can in self._stand:
            if can.isdisjoint(camps):
                continue
            member = inside(voters)
            if member is False:
                continue
            weight = _weight(voters, measure)
            if weight is None:
                most = self._electorate.totals.get(measure)
                high = None if high is None or most is None else high + most
                continue
            whole = None if voters.size is None else weight * voters.size
            high = None if high is None or whole is None else high + whole
            if whole is not None and member is True and can <= camps:
                low = low + whole
        return Interval(low, high)

    def _by_number(self, figure: Figure) -> Interval:
        """What so many voters can weigh, where it is known how many stand in the camps, and what each voter weighs."""
        number = self.figure(Figure(measure=MEMBERS, camps=figure.camps))
        if number.high == 0:
            return NOTHING
        certain: Exact = 0
        possible: list[Exact] = []
        counted = 0
        for voters, can in self._stand:
            weight = _weight(voters, figure.measure)
            if weight is None or voters.size is None:
                return Interval()
            if can <= figure.camps:
                certain, counted = certain + weight * voters.size, counted + voters.size
            elif can & figure.camps:
                possible += [weight] * voters.size
        possible.sort()
        fewest = max(0, int(number.low) - counted)
        low = certain + sum(possible[:fewest])
        if number.high is None:
            return Interval(low, None)
        most = min(len(possible), max(0, int(number.high) - counted))
        return Interval(low, certain + sum(possible[len(possible) - most :]))

    def _everywhere(self, measure: Id, camps: frozenset[Camp]) -> Interval:
        """Bounds over all voters, from the camps, the known sums and the total."""
        by_camp = self._by_camp(measure)
        direct = NOTHING
        for camp in camps:
            direct = direct + by_camp[camp]
        bounds = direct.meet(self._known(measure, camps, None))
        rest = NOTHING
        for camp in ALL_CAMPS - camps:
            rest = rest + by_camp[camp]
        rest = rest.meet(self._known(measure, ALL_CAMPS - camps, None))
        total = self._total(measure)
        return bounds.meet(total.minus(rest))

    def _known(self, measure: Id, camps: frozenset[Camp], group: Id | None) -> Interval:
        """What the known sums say of these camps: of sums within them, and of sums that hold them."""
        by_camp = self._by_camp(measure) if group is None else {}
        bounds = Interval()
        for known in self._facts.sums:
            if known.measure != measure or known.group != group:
                continue
            if known.camps <= camps:
                rest = NOTHING
                for camp in camps - known.camps:
                    rest = rest + by_camp.get(camp, Interval())
                bounds = bounds.meet(_said(known) + rest)
            elif known.camps >= camps:
                bounds = bounds.meet(Interval(0, _said(known).high))
        return bounds

    def _total(self, measure: Id) -> Interval:
        total = self._electorate.total(measure)
        return Interval() if total is None else Interval(exact(total), exact(total))

    def _by_camp(self, measure: Id) -> dict[Camp, Interval]:
        if measure not in self._camps:
            start = {camp: self._of_classes(measure, frozenset({camp}), lambda _voters: True) for camp in Camp}
            if measure != MEMBERS:
                empty = {camp for camp, number in self._by_camp(MEMBERS).items() if number.high == 0}
                start |= dict.fromkeys(empty, NOTHING)
            self._camps[measure] = self._narrowed(measure, start)
        return self._camps[measure]

    def _narrowed(self, measure: Id, camps: dict[Camp, Interval]) -> dict[Camp, Interval]:
        """Carry each known sum, and the total, to the single camps until nothing changes."""
        total = self._total(measure)
        if measure == MEMBERS and not self._facts.sums and all(one.exact is not None for one in camps.values()):
            return camps
        sums = [known for known in self._facts.sums if known.measure == measure and known.group is None]
        narrowing = [(known.camps, _said(known)) for known in sums] + [(ALL_CAMPS, total)]
        for _ in range(2 * len(narrowing)):
            before = dict(camps)
            for stands, known in narrowing:
                _narrow(camps, stands, known)
            if camps == before:
                break
        return camps


def _weight(voters: VoterClass, measure: Id) -> Exact | None:
    if measure == MEMBERS:
        return 1
    weight = voters.weight(measure)
    return None if weight is None else exact(weight)


def _said(known: Sum) -> Interval:
    return Interval(exact(known.low), None if known.high is None else exact(known.high))


def _narrow(camps: dict[Camp, Interval], stands: frozenset[Camp], known: Interval) -> None:
    for camp in stands:
        others = NOTHING
        for other in stands - {camp}:
            others = others + camps[other]
        camps[camp] = camps[camp].meet(known.minus(others))


def _by_camp(terms: Iterable[tuple[int, Figure]]) -> list[tuple[int, Figure]]:
    """The same sum, written camp by camp, so that a camp that stands on both sides is counted once."""
    coefficients: dict[Figure, int] = {}
    for coefficient, figure in terms:
        for camp in figure.camps:
            single = Figure(measure=figure.measure, camps=frozenset({camp}), group=figure.group, among=figure.among)
            coefficients[single] = coefficients.get(single, 0) + coefficient
    return [(coefficient, figure) for figure, coefficient in coefficients.items() if coefficient]


def _turned(truth: Truth) -> Truth:
    return None if truth is None else not truth


def condition_truth(condition: Condition, bounds: Bounds) -> Truth:
    """Whether a condition holds in every completion, in none, or is not known."""
    if condition.settled is not None:
        return condition.settled
    if condition.undetermined:
        return None
    return all_of([bounds.inequality(inequality) for inequality in condition.inequalities])


def truth(bound: Bound, of_condition: Callable[[Condition], Truth]) -> Truth:
    """Whether a bound rule holds, from the truth of its conditions, by three-valued logic (Kleene)."""
    match bound:
        case Condition():
            return of_condition(bound)
        case AllHold(parts=parts):
            return all_of([truth(part, of_condition) for part in parts])
        case AnyHolds(parts=parts):
            return _turned(all_of([_turned(truth(part, of_condition)) for part in parts]))
        case Fails(part=part):
            return _turned(truth(part, of_condition))


def all_of(truths: list[Truth]) -> Truth:
    """Conjunction: false if one is false, else not known if one is not known."""
    if False in truths:
        return False
    return None if None in truths else True
