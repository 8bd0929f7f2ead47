"""The rule over arrays gives, profile by profile, the verdict of the rule: for rules drawn from the whole union."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.analysis import profiles as over
from comity.analysis.open_profiles import UNKNOWN, OpenOver, Reached, reached
from comity.analysis.profiles import CAMPS, CODES, NotOverProfiles, adopted, over_profiles
from comity.core.procedure.run import Course, run
from comity.core.procedure.written import ConsensusInTheRoom, Election, Ladder, Objectors, TacitAcceptance, Vote
from comity.core.rules.decide import decide
from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Base,
    Consensus,
    Counted,
    Majority,
    Not,
    Quorum,
    QuorumBase,
    Threshold,
)
from comity.core.values import Bar
from properties.strategies import CITE, electorates, questions, rules


@st.composite
def tables(draw, electorate, least=0):
    """Rows of codes, a column for each voter."""
    width = sum(1 for one in electorate.classes if one.size != 0)
    row = st.lists(st.integers(least, len(CAMPS) - 1), min_size=width, max_size=width)
    return np.array(draw(st.lists(row, min_size=1, max_size=5)), dtype=np.int8).reshape(-1, width)


def facts_of(row, voters):
    return Facts(camps={name: frozenset({CAMPS[code]}) for name, code in zip(voters, row, strict=True)})


@given(st.data())
def test_a_rule_over_arrays_decides_as_it_does_one_by_one(data):
    electorate = data.draw(electorates(named=4, unnamed=0, perhaps=False))
    question = data.draw(questions([one.name for one in electorate.classes]))
    rule = data.draw(rules())
    try:
        made = over_profiles(Vote(decides=rule), electorate, question)
    except NotOverProfiles:
        assume(False)
    table = data.draw(tables(electorate))
    expected = [
        decide(rule, electorate, facts_of(row, made.voters), question).verdict is Verdict.ADOPTED for row in table
    ]
    assert adopted(made, table).tolist() == expected
    assert adopted(made, table, memory=1).tolist() == expected


ONE_YES = Threshold(at_least=Fraction(1), cite=CITE)
VERDICTS = {Reached.ADOPTED: Verdict.ADOPTED, Reached.NOT_ADOPTED: Verdict.NOT_ADOPTED, Reached.OPEN: Verdict.OPEN}


@given(st.data())
def test_where_positions_are_not_known_it_is_decided_as_one_by_one_or_left_to_that(data):
    electorate = data.draw(electorates(named=4, unnamed=0, perhaps=False))
    question = data.draw(questions([one.name for one in electorate.classes]))
    rule = data.draw(rules())
    try:
        stated, presumed = (
            over_profiles(Vote(decides=rule), electorate, question, presumed=one) for one in (False, True)
        )
    except NotOverProfiles:
        assume(False)
    table = data.draw(tables(electorate, least=UNKNOWN))
    for row, code in zip(table, reached(OpenOver(stated, lambda: presumed), table), strict=True):
        if code != Reached.UNDECIDED:
            known = [(name, at) for name, at in zip(stated.voters, row, strict=True) if at != UNKNOWN]
            facts = Facts(camps={name: frozenset({CAMPS[at]}) for name, at in known})
            assert decide(rule, electorate, facts, question).verdict is VERDICTS[Reached(code)]


FOUR = Electorate(classes=tuple(VoterClass(name=one) for one in "abcd"))
EVERY = np.array(np.meshgrid(*[[UNKNOWN, 0, 1, 2, 3]] * 4), dtype=np.int8).reshape(4, -1).T


def open_over(rule):
    """A rule of four voters, over profiles in which some positions are not known."""
    stated, presumed = (over_profiles(Vote(decides=rule), FOUR, Question(), presumed=one) for one in (False, True))
    return OpenOver(stated, lambda: presumed)


def test_a_plain_rule_leaves_nothing_undecided():
    """A majority with a quorum: the worst for the one is a no, for the other an absence, and it may be presumed."""
    half = Bar(Fraction(1, 2), True)
    majority = Majority(share=half, of=Base.PRESENT_AND_VOTING, cite=CITE)
    quorum = Quorum(share=half, of=QuorumBase.MEMBERS, counting=Counted.PRESENT, cite=CITE)
    rule = AllOf(conditions=(majority, quorum))
    for row, code in zip(EVERY, reached(open_over(rule), EVERY), strict=True):
        facts = facts_of(
            [at for at in row if at != UNKNOWN], [name for name, at in zip("abcd", row, strict=True) if at != UNKNOWN]
        )
        assert decide(rule, FOUR, facts, Question()).verdict is VERDICTS[Reached(code)]


@pytest.mark.parametrize(
    "rule",
    [
        AnyOf(conditions=(ONE_YES, Not(condition=ONE_YES))),
        AllOf(conditions=(ONE_YES, Not(condition=Threshold(at_least=Fraction(2), cite=CITE)))),
    ],
)
def test_what_bounds_and_like_completions_do_not_show_is_left_to_the_plain_rule(rule):
    """Adopted whatever is unknown; adopted by some completions, in which not all who are unknown stand alike."""
    nobody_known = np.full((1, 4), UNKNOWN, dtype=np.int8)
    assert reached(open_over(rule), nobody_known).tolist() == [Reached.UNDECIDED]


@pytest.mark.parametrize("scale", [1, 2**20, 2**40, 2**55, 2**70, Fraction(1, 3)])
def test_no_sum_is_rounded_however_large_the_weights(scale):
    """At exactly half of a sum a majority fails, and with one unit more it holds."""
    weights = (3 * scale, 2 * scale, scale)
    classes = tuple(
        VoterClass(name=name, weights={"quota": Fraction(one)}) for name, one in zip("abc", weights, strict=True)
    )
    rule = Majority(share=Bar(Fraction(1, 2), True), of="members", measure="quota", cite=CITE)
    made = over_profiles(Vote(decides=rule), Electorate(classes=classes), Question())
    yes, no = CODES[Camp.YES], CODES[Camp.NO]
    table = np.array([[yes, no, no], [no, yes, yes], [yes, no, yes]], dtype=np.int8)
    assert adopted(made, table).tolist() == [False, False, True]
    more = replace(classes[0], weights={"quota": Fraction(3 * scale) + Fraction(1, 7)})
    made = over_profiles(Vote(decides=rule), Electorate(classes=(more, *classes[1:])), Question())
    assert adopted(made, table).tolist() == [True, False, True]


A, B = VoterClass(name="a"), VoterClass(name="b")
TWO = Electorate(classes=(A, B))
ALL_STAND = np.array([[first, second] for first in range(6) for second in range(6)], dtype=np.int8)
CONSENSUS = Consensus(cite=CITE)
BOTH = Threshold(at_least=Fraction(2), cite=CITE)


@pytest.mark.parametrize(
    "procedure",
    [
        Ladder(steps=(ConsensusInTheRoom(decides=CONSENSUS), Vote(decides=BOTH))),
        Ladder(steps=(Vote(decides=BOTH), ConsensusInTheRoom(decides=CONSENSUS))),
        TacitAcceptance(objectors=Objectors.BLOCK, decides=CONSENSUS),
        TacitAcceptance(objectors=Objectors.OPT_OUT, decides=CONSENSUS),
    ],
    ids=["consensus, failing which a vote", "a vote, failing which consensus", "objectors block", "objectors opt out"],
)
def test_a_procedure_over_arrays_decides_as_it_runs(procedure):
    made = over_profiles(procedure, TWO, Question())
    ran = [run(procedure, TWO, facts_of(row, made.voters), Question(), Course()).verdict for row in ALL_STAND]
    assert adopted(made, ALL_STAND).tolist() == [one is Verdict.ADOPTED for one in ran]


def test_what_has_no_verdict_for_a_profile_is_refused():
    election = Election(share=Bar(Fraction(1, 2), True), of="present_and_voting", cite=CITE)
    with pytest.raises(NotOverProfiles, match="election"):
        over_profiles(election, TWO, Question())
    with pytest.raises(NotOverProfiles, match="named"):
        over_profiles(Vote(decides=BOTH), Electorate(classes=(A, VoterClass(size=3))), Question())
    with pytest.raises(ValueError, match="column"):
        adopted(over_profiles(Vote(decides=BOTH), TWO, Question()), np.zeros((4, 3), dtype=np.int8))


def test_the_narrowest_exact_precision_is_taken():
    assert [over._precision(one) for one in (2**24 - 1, 2**24, 2**53 - 1, 2**53, 2**63)] == [
        np.float32, np.float64, np.float64, np.int64, object,
    ]  # fmt: skip
