"""Rules, voters and facts in few words, for the tests of one node each."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from comity.core.rules.decide import decide
from comity.core.rules.facts import Camp, Electorate, Facts, Sum, VoterClass, exactly
from comity.core.rules.outcome import Outcome
from comity.core.rules.question import Question
from comity.core.rules.written import MEMBERS, Base, Consensus, Majority, Rule, Threshold
from comity.core.values import Bar, Citation

CITE = Citation(instrument="charter", article="1")
CONSENSUS = Consensus(cite=CITE)
YES, NO, ABSTAIN, ABSENT = Camp.YES, Camp.NO, Camp.ABSTAIN, Camp.ABSENT


def majority(
    share: str, of: Base = Base.PRESENT_AND_VOTING, within: str | None = None, measure: str = MEMBERS
) -> Majority:
    return Majority(share=Bar.parse(share), of=of, within=within, measure=measure, cite=CITE)


def threshold(at_least: int | str, measure: str = MEMBERS, within: str | None = None) -> Threshold:
    return Threshold(at_least=Fraction(at_least), measure=measure, within=within, cite=CITE)


def voters(
    names: str | Iterable[str], weights: Mapping[str, Mapping[str, int]] | None = None, **groups: str
) -> Electorate:
    """Named voters; ``weights`` by measure and name, ``groups`` as names set apart by spaces."""
    every = names.split() if isinstance(names, str) else list(names)
    return Electorate(
        classes=tuple(
            VoterClass(
                name=name,
                groups=frozenset(group for group, members in groups.items() if name in members.split()),
                weights={m: Fraction(table[name]) for m, table in (weights or {}).items() if name in table},
            )
            for name in every
        )
    )


def unnamed(size: int | None, **weights: int) -> Electorate:
    return Electorate(classes=(VoterClass(size=size, weights={m: Fraction(w) for m, w in weights.items()}),))


def camps(**names: str) -> Facts:
    """Who stands where: the camp, and the names set apart by spaces."""
    return Facts(camps={name: frozenset({Camp(camp)}) for camp, every in names.items() for name in every.split()})


def tally(**numbers: int) -> Facts:
    """How many stand in each camp; a camp that is not given is not known."""
    return Facts(sums=tuple(sums(numbers)))


def sums(numbers: Mapping[str, int]) -> Iterable[Sum]:
    return [exactly({Camp(camp)}, number) for camp, number in numbers.items()]


def answer(rule: Rule, electorate: Electorate, facts: Facts, **question: object) -> Outcome:
    return decide(rule, electorate, facts, Question(**question))


def verdict(rule: Rule, electorate: Electorate, facts: Facts, **question: object) -> str:
    return str(answer(rule, electorate, facts, **question).verdict)
