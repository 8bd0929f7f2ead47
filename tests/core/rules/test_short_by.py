"""How many more would carry it: only of those who can still be in favour, and only where all choices agree."""

from comity.core.rules.decide import decide
from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass
from comity.core.rules.outcome import Outcome
from comity.core.rules.question import Described, Question
from comity.core.rules.written import Base, Majority, Rule, WithoutMemberConcerned
from comity.core.values import Bar, Citation

CITE = Citation(instrument="charter")
LETTERS = {"y": Camp.YES, "n": Camp.NO, "a": Camp.ABSTAIN, "b": Camp.BARRED}


def majority(of: Base) -> Majority:
    return Majority(share=Bar.parse("more than 1/2"), of=of, cite=CITE)


def answer(rule: Rule, votes: str, question: Question | None = None) -> Outcome:
    camps = {str(place): frozenset({LETTERS[vote]}) for place, vote in enumerate(votes)}
    electorate = Electorate(classes=tuple(VoterClass(name=name) for name in camps))
    return decide(rule, electorate, Facts(camps=camps), question or Question())


def test_who_may_not_vote_cannot_carry_it():
    assert answer(majority(Base.PRESENT_AND_VOTING), "yynna").short_by == 1
    assert answer(majority(Base.PRESENT_AND_VOTING), "yynnb").short_by is None
    assert answer(majority(Base.MEMBERS), "yyybbbbb").short_by is None


def test_nobody_is_left_to_carry_it():
    unreachable = Majority(share=Bar.parse("more than 1"), of=Base.MEMBERS, cite=CITE)
    assert answer(unreachable, "yyyyyyyy").short_by is None


def test_who_is_left_out_cannot_carry_it():
    rule = WithoutMemberConcerned(condition=majority(Base.PRESENT_AND_VOTING), cite=CITE)
    assert answer(rule, "yynna", Question(concerned=frozenset({"4"}))).short_by is None


def test_figures_that_depend_on_who_is_concerned_are_not_told_as_known():
    rule = WithoutMemberConcerned(condition=majority(Base.MEMBERS), cite=CITE)
    question = Question(concerned=Described())
    for votes in ("yyyynnnnnn", "nnnnnnyyyy"):
        outcome = answer(rule, votes, question)
        (weighed,) = outcome.conditions
        assert (outcome.verdict, outcome.short_by) == ("not_adopted", None)
        assert (weighed.had, weighed.had_low, weighed.had_high, weighed.of) == (None, 3, 4, 9)
