"""The electorate, and what is known of its positions. Unknown is not zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from comity.core.rules.written import MEMBERS
from comity.core.values import Id


class Camp(StrEnum):
    """Where a voter stands.

    An objection and a broken silence are ``no``, an acceptance is ``yes``; ``absent`` is not there,
    ``not_participating`` is there but takes no part, ``barred`` may not vote.
    """

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    NOT_PARTICIPATING = "not_participating"
    BARRED = "barred"


ALL_CAMPS: frozenset[Camp] = frozenset(Camp)
VOTING: frozenset[Camp] = frozenset({Camp.YES, Camp.NO})
THERE: frozenset[Camp] = VOTING | {Camp.ABSTAIN, Camp.NOT_PARTICIPATING}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterClass:
    """Voters that nothing tells apart: one that is named, or ``size`` that are not (``None``: nobody knows how many).

    ``groups``: those to which each of them belongs; ``perhaps``: those to which some of them may belong; ``weights``:
    what each of them weighs by measure (a measure that is not there is not known); ``camps``: where they can stand.
    """

    name: Id | None = None
    size: int | None = 1
    groups: frozenset[Id] = frozenset()
    perhaps: frozenset[Id] = frozenset()
    weights: Mapping[Id, Fraction] = field(default_factory=dict)
    camps: frozenset[Camp] = ALL_CAMPS

    @property
    def told_apart_by(self) -> tuple[object, ...]:
        """All that a rule can see of a voter where the question names nobody.

        Voters of whom this is the same may change places without changing a verdict. A kind of rule that looks at
        anything else has to add it here.
        """
        return self.groups, self.perhaps, self.camps, tuple(sorted(self.weights.items()))

    def weight(self, measure: Id) -> Fraction | None:
        """What one of them weighs; ``None`` where that is not known."""
        return Fraction(1) if measure == MEMBERS else self.weights.get(measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """All voters that a rule may count, the absent and the barred among them.

    ``totals``: the sum of each measure over all of them, where a source states it. ``outside``: members that take
    no part by treaty or by choice of the question, outside every base. ``complements``: groups that are everybody but
    another group.
    """

    classes: tuple[VoterClass, ...]
    totals: Mapping[Id, Fraction] = field(default_factory=dict)
    outside: tuple[Id, ...] = ()
    complements: Mapping[Id, Id] = field(default_factory=dict)

    def belongs(self, voters: VoterClass, group: Id, chosen: frozenset[Id] | None = None) -> bool | None:
        """Whether voters of the class belong to a group; ``None`` where only some of them may.

        ``chosen``: those of the groups in ``perhaps`` that are taken to hold.
        """
        if group in self.complements:
            other = self.belongs(voters, self.complements[group], chosen)
            return None if other is None else not other
        if group in voters.groups or (chosen is not None and group in chosen):
            return True
        return None if chosen is None and group in voters.perhaps else False

    @property
    def size(self) -> int | None:
        """How many voters there are; ``None`` where that is not known."""
        sizes = [voters.size for voters in self.classes]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    @property
    def names(self) -> frozenset[Id]:
        """The voters that are named."""
        return frozenset(voters.name for voters in self.classes if voters.name is not None)

    def total(self, measure: Id) -> Fraction | None:
        """The sum of a measure over all voters; ``None`` where that is not known."""
        if measure in self.totals:
            return self.totals[measure]
        if measure == MEMBERS:
            return None if self.size is None else Fraction(self.size)
        together = Fraction()
        for voters in self.classes:
            weight = voters.weight(measure)
            if voters.size is None or weight is None:
                return None
            together += weight * voters.size
        return together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What is known of several voters together: how many stand in ``camps`` or what they weigh, between bounds.

    ``group`` restricts it to the voters of a group; ``high`` is ``None`` where nothing bounds it.
    """

    measure: Id = MEMBERS
    camps: frozenset[Camp]
    group: Id | None = None
    low: Fraction = Fraction()
    high: Fraction | None = None


def exactly(camps: Iterable[Camp], amount: Fraction | int, measure: Id = MEMBERS, group: Id | None = None) -> Sum:
    """The sum is known."""
    figure = Fraction(amount)
    return Sum(measure=measure, camps=frozenset(camps), group=group, low=figure, high=figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the positions: of named voters (``camps``), and of several together (``sums``)."""

    camps: Mapping[Id, frozenset[Camp]] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()

    def of(self, voters: VoterClass) -> frozenset[Camp]:
        """Where voters of this class can stand; one that may not vote is barred, whatever is said of it."""
        if voters.name is None:
            return voters.camps
        return self.camps.get(voters.name, ALL_CAMPS) & voters.camps or voters.camps


def attendance_is_stated(electorate: Electorate, facts: Facts) -> bool:
    """Whether figures say who is there, so that a quorum need not be presumed.

    They do where somebody is said to be absent, or the number of the absent is given; where it is known where
    everybody stands; and where the number of those who are there follows from what is given.
    """
    absent = frozenset({Camp.ABSENT})
    of_all = [one for one in facts.sums if one.measure == MEMBERS and one.group is None]
    some_said = any(one.camps == absent and (one.low > 0 or one.high is not None) for one in of_all)
    if some_said or absent in facts.camps.values():
        return True
    placed = (facts.of(voters) for voters in electorate.classes if voters.size != 0)
    if all(camps <= THERE or not camps & THERE for camps in placed):
        return True
    known = {one.camps for one in of_all if one.low == one.high}
    parts = [camps for camps in known if camps < THERE]
    whole = frozenset().union(*parts) == THERE and sum(map(len, parts)) == len(THERE)
    return whole or THERE in known or ALL_CAMPS - THERE in known
