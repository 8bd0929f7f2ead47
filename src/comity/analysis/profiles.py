"""The bound rule over arrays: one verdict for each profile of positions, exact, with no step of Python for a profile.

A profile says where each voter stands; a table of profiles has a row for each, in it the code of each voter's camp. A
bound rule is all / any / not over linear inequalities, and the left side of an inequality is a sum over the voters of a
coefficient that depends on the camp alone. So an inequality over a table is a product of matrices, one for each camp
whose coefficients differ. Every sum is a whole number, and floating point is used only where a bound on all partial
sums shows that none of them can leave the whole numbers that it holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    Objectors,
    OfficeHolderDecides,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.bind import bind
from comity.core.rules.bound import AllHold, Among, AnyHolds, Bound, Condition, Fails, Figure, Inequality
from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass
from comity.core.rules.question import Question
from comity.core.rules.written import OnlyAtRequest, Quorum, Rule, nodes
from comity.core.values import ComityError, Id

CAMPS: tuple[Camp, ...] = tuple(Camp)
CODES: Mapping[Camp, int] = {camp: code for code, camp in enumerate(CAMPS)}
"""The code of a camp in a table of profiles."""

Profiles = NDArray[np.int8]
"""Rows are profiles, columns voters; the values are codes of camps."""

Truths = NDArray[np.bool_]

WORKING_MEMORY = 32 * 1024 * 1024
"""Bytes that one piece of a table takes while it is decided, unless another bound is given."""

NEAR_MEMORY = 512 * 1024
"""Bytes that a core has close by: a piece that fits there is told apart and summed several times as fast."""

SMALL_PRODUCT = 2**18
"""Multiplications up to which a product of matrices is not divided among threads, which costs more than it saves."""

LARGEST_IN_SINGLE = 2**24
LARGEST_IN_DOUBLE = 2**53
"""Up to here every whole number is a floating point number of single, or of double precision."""

LARGEST_IN_WORD = 2**63 - 1


class NotOverProfiles(ComityError):
    """The rule has no verdict for a profile alone: it asks for ballots, or for voters that are not named."""


@dataclass(frozen=True, slots=True)
class Linear:
    """An inequality over profiles: the coefficients of each voter (columns) in each camp (rows), times a common factor.

    It holds where the sum of the coefficients of a profile, plus ``constant``, is at least zero (``strict``: more).
    """

    coefficients: tuple[tuple[int, ...], ...]
    constant: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """The inequality of this number holds."""

    number: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What is decided already, whatever the profile."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Every:
    """Every part holds."""

    parts: tuple["Joined", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple["Joined", ...]


@dataclass(frozen=True, slots=True)
class Denied:
    """The part does not hold."""

    part: "Joined"


Joined = Holds | Settled | Every | Some | Denied
"""How the truths of the inequalities make the verdict."""


@dataclass(frozen=True, slots=True)
class Over:
    """A rule made ready for profiles of the voters: its inequalities, and how their truths make the verdict."""

    voters: tuple[Id, ...]
    inequalities: tuple[Linear, ...]
    joined: Joined


def over_profiles(procedure: Procedure, electorate: Electorate, question: Question, *, presumed: bool = False) -> Over:
    """The procedure as it decides profiles in which the position of every voter is known, and no more is to come.

    ``presumed``: a quorum is taken to be there, as it is where nothing is said of attendance. A ladder adopts with any
    of its steps, silence is consensus. Raises ``NotOverProfiles`` for an election, for voters that are not named, and
    where a weight or a group is not known; ``QuestionIncomplete`` as ``bind`` does.
    """
    voters = _named(electorate)
    making = _Making(electorate, question, voters, presumed=presumed)
    joined = making.procedure(procedure)
    return Over(tuple(one.name or "" for one in voters), tuple(making.inequalities), joined)


def adopted(rule: Over, profiles: Profiles, *, memory: int = WORKING_MEMORY) -> Truths:
    """Which profiles the rule adopts: a truth for each row.

    ``memory``: about how many bytes the work takes beside the table and the answer. Raises ``ValueError`` where the
    table has not a column for each voter.
    """
    if profiles.ndim != 2 or profiles.shape[1] != len(rule.voters):
        raise ValueError(f"the table has the shape {profiles.shape}: give it a column for each of {len(rule.voters)}")
    found = np.empty(len(profiles), dtype=np.bool_)
    sums = sums_of(rule)
    for rows, totals in sums.totals(profiles, memory=memory):
        found[rows] = verdicts(rule.joined, sums.truths(totals))
    return found


def verdicts(joined: Joined, truths: Truths) -> Truths:
    """The verdict of each row, from the truths of the inequalities in its columns."""
    match joined:
        case Holds(number=number):
            return truths[:, number]
        case Settled(holds=holds):
            return np.full(len(truths), holds, dtype=np.bool_)
        case Every(parts=parts):
            each = (verdicts(part, truths) for part in parts)
            return reduce(np.logical_and, each, np.ones(len(truths), dtype=np.bool_))
        case Some(parts=parts):
            each = (verdicts(part, truths) for part in parts)
            return reduce(np.logical_or, each, np.zeros(len(truths), dtype=np.bool_))
        case Denied(part=part):
            return np.logical_not(verdicts(part, truths))
        case _:
            assert_never(joined)


# --- the sums of a piece of the table --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OfCamp:
    """By how much a camp differs from the first, for each voter (rows of ``digits``).

    A coefficient that is too large for single precision is kept as digits, so large as that the sum of every column is
    still held exactly; ``joining`` says how much each digit (rows) is worth in each inequality (columns).
    """

    code: int
    digits: NDArray[np.float32]
    joining: NDArray[Any]

    def joined(self, sums: NDArray[np.float32]) -> NDArray[Any]:
        """The sums of the inequalities (columns), from those of the digits."""
        # By way of whole numbers: as objects, floating point numbers would stay what they are.
        found: NDArray[Any] = sums.astype(np.int64).astype(self.joining.dtype) @ self.joining
        return found


@dataclass(frozen=True, slots=True)
class Sums:
    """The inequalities as matrices: for each camp the coefficients by which it differs from the first, and the rest.

    A voter adds the coefficient of its camp. Which voters stand in it is told once for a piece of the table, and all
    inequalities are summed in one product of single precision, digit by digit where that is needed. ``precision`` is
    the narrowest that holds every sum of whole coefficients.
    """

    camps: tuple[_OfCamp, ...]
    start: NDArray[Any]
    strict: Truths
    precision: Any
    width: int

    @classmethod
    def of(cls, rule: Over) -> "Sums":
        """The matrices of a rule."""
        number, width = len(rule.inequalities), len(rule.voters)
        table = np.zeros((len(CAMPS), width, number), dtype=object)
        for column, one in enumerate(rule.inequalities):
            table[:, :, column] = one.coefficients
        start = np.array([one.constant for one in rule.inequalities], dtype=object)
        base = _commonest(table)
        start = start + (table[base].sum(axis=0) if width else 0)
        differing = [(code, table[code] - table[base]) for code in range(len(CAMPS)) if code != base]
        bound = _bound(start, [one for _code, one in differing])
        precision = _precision(2 * bound)  # what one voter's change adds is held as well
        return cls(
            camps=tuple(_of_camp(code, one, precision) for code, one in differing if one.any()),
            start=start.astype(precision),
            strict=np.array([one.strict for one in rule.inequalities], dtype=np.bool_),
            precision=precision,
            width=width,
        )

    def totals(self, profiles: Profiles, *, memory: int = WORKING_MEMORY) -> Iterator[tuple[slice, NDArray[Any]]]:
        """The left side of each inequality (columns) for the profiles (rows) of a piece, piece by piece.

        The same array is filled again for the next piece.
        """
        step = min(self._rows(memory), max(1, len(profiles)))
        stand = np.empty((step, self.width), dtype=np.bool_)
        as_numbers = np.empty((step, self.width), dtype=np.float32)
        total = np.empty((step, len(self.start)), dtype=self.precision)
        for start in range(0, len(profiles), step):
            piece = profiles[start : start + step]
            rows = len(piece)
            total[:rows] = self.start
            for one in self.camps:
                np.equal(piece, one.code, out=stand[:rows])
                as_numbers[:rows] = stand[:rows]
                total[:rows] += one.joined(as_numbers[:rows] @ one.digits)
            yield slice(start, start + rows), total[:rows]

    def truths(self, totals: NDArray[Any]) -> Truths:
        """Which inequality (columns) holds in which profile (rows)."""
        found: Truths = np.where(self.strict, totals > 0, totals >= 0)
        return found

    def coefficients(self, code: int) -> NDArray[Any]:
        """By how much a camp differs from the first: a row for each voter, a column for each inequality."""
        found = np.zeros((self.width, len(self.start)), dtype=self.precision)
        for one in self.camps:
            if one.code == code:
                found = one.joined(one.digits)
        return found

    def _rows(self, memory: int) -> int:
        """How many profiles are summed at once."""
        columns = max((one.digits.shape[1] for one in self.camps), default=1)
        bytes_a_row = 5 * self.width + 24 * (len(self.start) + columns) + 1
        products_a_row = self.width * columns
        return max(1, min(min(memory, NEAR_MEMORY) // bytes_a_row, SMALL_PRODUCT // max(1, products_a_row)))


@lru_cache(maxsize=256)
def sums_of(rule: Over) -> Sums:
    """The matrices of a rule, which is often put to many tables."""
    return Sums.of(rule)


def _of_camp(code: int, differs: NDArray[Any], precision: Any) -> _OfCamp:
    """The digits by which a camp differs, and how they are joined."""
    base = LARGEST_IN_SINGLE >> len(differs).bit_length()  # so many voters, each with less, stay below the largest
    columns, joining = [], []
    for number in range(differs.shape[1]):
        rest, worth = differs[:, number], 1
        while rest.any():
            fits = int(np.abs(rest).sum()) < LARGEST_IN_SINGLE
            digits = rest if fits else np.sign(rest) * (np.abs(rest) % base)
            columns.append(digits.astype(np.float32))
            joining.append([worth if at == number else 0 for at in range(differs.shape[1])])
            rest, worth = (rest - digits) // base, worth * base
    return _OfCamp(code, np.stack(columns, axis=1), np.array(joining, dtype=object).astype(precision))


def _commonest(table: NDArray[Any]) -> int:
    """The camp that most other camps do not differ from: so that the fewest matrices are needed."""
    alike = [sum(np.array_equal(one, other) for other in table) for one in table]
    return max(range(len(alike)), key=alike.__getitem__)


def _bound(start: NDArray[Any], differing: Sequence[NDArray[Any]]) -> int:
    """What no partial sum exceeds, in any order of summation, whatever the profile."""
    found = 0
    for column, constant in enumerate(start):
        worst = reduce(np.maximum, (np.abs(one[:, column]) for one in differing), np.zeros(1, dtype=object))
        found = max(found, abs(int(constant)) + int(worst.sum()))
    return found


def _precision(bound: int) -> Any:
    if bound < LARGEST_IN_SINGLE:
        return np.float32
    if bound < LARGEST_IN_DOUBLE:
        return np.float64
    return np.int64 if bound <= LARGEST_IN_WORD else object


# --- from the bound rule to inequalities -----------------------------------------------------------------------


def _named(electorate: Electorate) -> tuple[VoterClass, ...]:
    sitting = tuple(one for one in electorate.classes if one.size != 0)
    if any(one.name is None for one in sitting):
        raise NotOverProfiles("not every voter is named: a profile says of each where it stands")
    return sitting


class _Making:
    """Collects the inequalities of a rule, and makes of each node how their truths join."""

    def __init__(
        self, electorate: Electorate, question: Question, voters: tuple[VoterClass, ...], *, presumed: bool
    ) -> None:
        self.electorate, self.question, self.voters = electorate, question, voters
        self.inequalities: list[Linear] = []
        concerned = question.concerned
        self.concerned = concerned if isinstance(concerned, frozenset) else frozenset()
        # Where everybody stands is known, so a quorum is counted, and not presumed.
        known = Facts(camps={one.name: frozenset({Camp.YES}) for one in voters if one.name is not None})
        self.facts = None if presumed else known

    def procedure(self, procedure: Procedure) -> Joined:
        """How the truths of the inequalities make the verdict of a procedure."""
        match procedure:
            case (
                Vote(decides=rule)
                | TellersCount(decides=rule)
                | ConsensusInTheRoom(decides=rule)
                | OfficeHolderDecides(decides=rule)
                | Silence(decides=rule)
            ):
                return self.rule(rule)
            case TacitAcceptance(decides=rule, objectors=objectors):
                return self.rule(rule) if objectors is Objectors.BLOCK else self._opting_out(rule)
            case Ladder(steps=steps):
                return Some(tuple(self.procedure(step) for step in steps))
            case Election():
                raise NotOverProfiles("an election has ballots, and no profile of positions")
            case _:
                assert_never(procedure)

    def _opting_out(self, rule: Rule) -> Joined:
        """An objection frees who makes it: nothing but a quorum or a request can keep it from being adopted."""
        if any(isinstance(one, Quorum | OnlyAtRequest) for one in nodes(rule)):
            raise NotOverProfiles("opting out beside a quorum or a request is not decided over profiles")
        return Settled(holds=True)

    def rule(self, rule: Rule) -> Joined:
        """How they make the verdict of a rule."""
        return self.bound(bind(rule, self.electorate, self.question, self.facts))

    def bound(self, bound: Bound) -> Joined:
        """How they make the truth of a node."""
        match bound:
            case Condition():
                return self._condition(bound)
            case AllHold(parts=parts):
                return Every(tuple(self.bound(part) for part in parts))
            case AnyHolds(parts=parts):
                return Some(tuple(self.bound(part) for part in parts))
            case Fails(part=part):
                return Denied(self.bound(part))
            case _:
                assert_never(bound)

    def _condition(self, condition: Condition) -> Joined:
        if condition.settled is not None:
            return Settled(holds=condition.settled)
        if condition.undetermined:
            raise NotOverProfiles("the bar of a condition is not known: a weight is missing")
        return Every(tuple(self._inequality(one) for one in condition.inequalities))

    def _inequality(self, inequality: Inequality) -> Joined:
        self.inequalities.append(self._linear(inequality))
        return Holds(len(self.inequalities) - 1)

    def _linear(self, inequality: Inequality) -> Linear:
        """The coefficients; voters that the rule can't tell apart have the same, which are made once."""
        kinds = [(one.told_apart_by, one.name in self.concerned) for one in self.voters]
        first = dict(zip(reversed(kinds), reversed(self.voters), strict=True))
        exact = {kind: [self._coefficient(camp, one, inequality) for camp in CAMPS] for kind, one in first.items()}
        factor = lcm(inequality.constant.denominator, *(one.denominator for row in exact.values() for one in row))
        whole = {kind: tuple(int(one * factor) for one in row) for kind, row in exact.items()}
        by_voter = [whole[kind] for kind in kinds]
        by_camp = tuple(tuple(row[camp] for row in by_voter) for camp in range(len(CAMPS)))
        return Linear(by_camp, int(inequality.constant * factor), inequality.strict)

    def _coefficient(self, camp: Camp, voter: VoterClass, inequality: Inequality) -> Fraction:
        """What a voter adds to the left side from a camp; one that may not vote is barred, whatever is said of it."""
        camps = frozenset({camp}) & voter.camps or voter.camps
        if len(camps) != 1:
            raise NotOverProfiles(f"it is not known where '{voter.name}' can stand")
        (stands,) = camps
        figures = ((times, figure) for times, figure in inequality.terms if stands in figure.camps)
        return sum((times * self._weight(voter, figure) for times, figure in figures), Fraction())

    def _weight(self, voter: VoterClass, figure: Figure) -> Fraction:
        if figure.among is not Among.EVERYONE and (voter.name in self.concerned) != (figure.among is Among.CONCERNED):
            return Fraction()
        belongs = True if figure.group is None else self.electorate.belongs(voter, figure.group)
        weight = voter.weight(figure.measure)
        if belongs is None or weight is None:
            raise NotOverProfiles(f"a group or a weight of '{voter.name}' is not known")
        return weight if belongs else Fraction()
