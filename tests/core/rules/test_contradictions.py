"""Facts that can't be true together: no verdict, never one by an empty range."""

from fractions import Fraction

import pytest

from comity.core.procedure.run import Course, run
from comity.core.procedure.written import Objectors, Silence, TacitAcceptance
from comity.core.rules.bounds import FactsContradict
from comity.core.rules.decide import decide
from comity.core.rules.facts import (
    VOTING,
    Camp,
    Electorate,
    Facts,
    Sum,
    VoterClass,
    attendance_is_stated,
    exactly,
)
from comity.core.rules.question import Question
from comity.core.rules.written import AllOf, Base, Consensus, Majority, OnlyAtRequest, RequestedBy
from comity.core.values import Bar, Citation

CITE = Citation(instrument="charter")
HALF = Majority(share=Bar.parse("more than 1/2"), of=Base.MEMBERS, cite=CITE)
EIGHT = Electorate(classes=tuple(VoterClass(name=name) for name in "abcdefgh"))


def named(yes: str, no: str) -> dict[str, frozenset[Camp]]:
    camps = {Camp.YES: yes, Camp.NO: no}
    return {name: frozenset({camp}) for camp, names in camps.items() for name in names}


@pytest.mark.parametrize(
    "facts",
    [
        Facts(camps=named("abcd", "efgh"), sums=(exactly({Camp.YES}, 6),)),
        Facts(camps=named("abcd", "efgh"), sums=(exactly({Camp.YES}, 3),)),
        Facts(sums=(exactly({Camp.YES}, 5), exactly({Camp.NO}, 4))),
        Facts(sums=(Sum(camps=frozenset({Camp.YES}), low=Fraction(9)),)),
    ],
)
def test_facts_that_contradict_give_no_verdict(facts):
    with pytest.raises(FactsContradict):
        decide(HALF, EIGHT, facts, Question())


def test_objections_of_which_only_a_bound_is_known_leave_a_silence_open():
    facts = Facts(sums=(Sum(camps=frozenset({Camp.NO}), low=Fraction(), high=Fraction(5)),))
    silence = Silence(decides=Consensus(cite=CITE))
    assert run(silence, EIGHT, facts, Question(), Course()).verdict == "open"


def test_opting_out_does_not_make_a_body_competent():
    asked = AllOf(conditions=(OnlyAtRequest(by=RequestedBy.A_MEMBER, cite=CITE), Consensus(cite=CITE)))
    tacit = TacitAcceptance(objectors=Objectors.OPT_OUT, decides=asked)
    assert run(tacit, EIGHT, Facts(), Question(), Course()).code == "not_competent"
    assert run(tacit, EIGHT, Facts(camps=named("", "a")), Question(requested=True), Course()).not_bound == ("a",)


@pytest.mark.parametrize(
    ("sums", "stated"),
    [
        ((Sum(camps=frozenset({Camp.ABSENT})),), False),
        ((exactly({Camp.ABSENT}, 2, group="some"),), False),
        ((exactly({Camp.ABSENT}, 2, measure="people"),), False),
        ((exactly({Camp.ABSENT}, 2),), True),
        ((exactly(VOTING, 3), exactly({Camp.ABSTAIN}, 1), exactly({Camp.NOT_PARTICIPATING}, 0)), True),
        ((exactly(VOTING, 3), exactly({Camp.ABSTAIN}, 1)), False),
    ],
)
def test_attendance_is_stated_by_a_number_of_all(sums, stated):
    assert attendance_is_stated(EIGHT, Facts(sums=sums)) is stated


def test_attendance_is_stated_where_everybody_is_there_or_not():
    there = Facts(camps=dict.fromkeys("abcdefgh", frozenset({Camp.YES, Camp.ABSTAIN})))
    assert attendance_is_stated(EIGHT, there)
    assert not attendance_is_stated(EIGHT, Facts(camps=dict.fromkeys("abcdefg", frozenset({Camp.YES}))))


def test_facts_that_contradict_give_no_verdict_even_where_the_rule_does_not_ask_for_them():
    people = Electorate(classes=EIGHT.classes, totals={"people": Fraction(10)})
    facts = Facts(camps=named("abcdefgh", ""), sums=(exactly({Camp.YES}, 11, measure="people"),))
    with pytest.raises(FactsContradict):
        decide(HALF, people, facts, Question())
