"""Majorities and thresholds: what counts, and what it is measured against."""

from fractions import Fraction

import pytest

from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass, exactly
from comity.core.rules.outcome import Basis, Missing
from comity.core.rules.written import Base, Not, Threshold
from core.rules.words import CITE, answer, camps, majority, tally, threshold, unnamed, verdict, voters

TEN = unnamed(10)


def test_two_thirds_of_128_present_and_voting_is_86():
    two_thirds = majority("at least 2/3")
    outcome = answer(two_thirds, unnamed(193), tally(yes=86, no=42, abstain=30))
    assert (outcome.verdict, outcome.conditions[0].needed) == ("adopted", 86)
    short = answer(two_thirds, unnamed(193), tally(yes=85, no=43, abstain=30))
    assert (short.verdict, short.code, short.conditions[0].had) == ("not_adopted", "majority_not_reached", 85)


def test_resolution_181_of_1947_had_33_of_46_where_31_were_needed():
    outcome = answer(majority("at least 2/3"), unnamed(57), tally(yes=33, no=13, abstain=10, absent=1))
    condition = outcome.conditions[0]
    assert (outcome.verdict, condition.needed, condition.had, condition.of) == ("adopted", 31, 33, 46)


def test_a_tie_is_no_majority():
    outcome = answer(majority("more than 1/2"), TEN, tally(yes=5, no=5))
    assert (outcome.verdict, outcome.code, outcome.conditions[0].needed) == ("not_adopted", "majority_not_reached", 6)


def test_a_tie_reaches_at_least_half():
    assert verdict(majority("at least 1/2"), TEN, tally(yes=5, no=5)) == "adopted"


@pytest.mark.parametrize("share", ["at least 1/2", "more than 1/2", "at least 0"])
def test_with_no_vote_in_favour_nothing_is_adopted(share: str):
    outcome = answer(majority(share), TEN, tally(yes=0, no=0, abstain=10))
    assert (outcome.verdict, outcome.conditions[0].needed) == ("not_adopted", 1)


@pytest.mark.parametrize(
    ("base", "of"),
    [
        (Base.PRESENT_AND_VOTING, 7),
        (Base.VOTES_CAST, 7),
        (Base.VOTING_OR_ABSTAINING, 9),
        (Base.PRESENT, 10),
        (Base.MEMBERS_ENTITLED_TO_VOTE, 14),
        (Base.MEMBERS, 15),
    ],
)
def test_what_each_base_counts(base: Base, of: int):
    facts = tally(yes=4, no=3, abstain=2, not_participating=1, absent=4, barred=1)
    assert answer(majority("more than 1/2", base), unnamed(15), facts).conditions[0].of == of


def test_nine_in_favour_of_twelve_have_two_thirds_however_the_others_vote():
    assert verdict(majority("at least 2/3"), unnamed(12), tally(yes=9)) == "adopted"
    assert verdict(majority("at least 2/3"), unnamed(15), tally(yes=9)) == "open"


def test_unknown_is_not_zero():
    outcome = answer(majority("more than 1/2"), TEN, tally(yes=4))
    assert (outcome.verdict, outcome.code, outcome.basis) == ("open", "open", Basis.EXACT)
    assert {(fact.kind, fact.camp) for fact in outcome.missing} == {(Missing.CAMP, Camp.NO)}


def test_an_electorate_of_unknown_size_can_be_decided():
    assert verdict(majority("at least 2/3"), unnamed(None), tally(yes=53, no=18)) == "adopted"
    assert verdict(majority("at least 2/3", Base.MEMBERS), unnamed(None), tally(yes=53, no=18)) == "open"
    assert verdict(threshold(9), unnamed(None), tally(yes=9)) == "adopted"


def test_nothing_is_claimed_of_more_voters_than_were_tried():
    """A thousand voters would reach it, and nobody knows how many there are."""
    many = Electorate(classes=(VoterClass(size=None, weights={"votes": Fraction(1, 1000)}),))
    outcome = answer(threshold(1, "votes"), many, Facts())
    assert (outcome.verdict, outcome.basis) == ("open", Basis.BOUNDS)


def test_a_majority_within_a_group_counts_the_group_alone():
    electorate = voters("a b c d e", first="a b c")
    within = majority("more than 1/2", within="first")
    assert verdict(within, electorate, camps(yes="a b", no="c d e")) == "adopted"
    assert verdict(within, electorate, camps(yes="a d e", no="b c")) == "not_adopted"


def test_everybody_but_a_group():
    classes = voters("a b c d e", first="a b c").classes
    electorate = Electorate(classes=classes, complements={"others": "first"})
    within = majority("more than 1/2", within="others")
    assert verdict(within, electorate, camps(yes="d e", no="a b c")) == "adopted"
    assert verdict(within, electorate, camps(yes="a b c d", no="e")) == "not_adopted"


def test_a_majority_of_a_measure():
    electorate = voters("a b c", {"people": {"a": 50, "b": 30, "c": 20}})
    rule = majority("at least 65/100", Base.MEMBERS, measure="people")
    outcome = answer(rule, electorate, camps(yes="a c", no="b"))
    assert (outcome.verdict, outcome.conditions[0].needed, outcome.conditions[0].had) == ("adopted", 65, 70)
    assert verdict(rule, electorate, camps(yes="a", no="b c")) == "not_adopted"


def test_more_than_half_of_a_measure_is_not_half():
    electorate = voters("a b", {"people": {"a": 1, "b": 1}})
    rule = majority("more than 1/2", Base.MEMBERS, measure="people")
    assert verdict(rule, electorate, camps(yes="a", no="b")) == "not_adopted"


def test_voting_power_may_be_known_as_a_lower_bound_of_a_stated_total():
    fund = Electorate(classes=(VoterClass(size=187),), totals={"votes": Fraction(100)})
    rule = majority("at least 85/100", Base.MEMBERS, measure="votes")
    enough = Facts(sums=(exactly({Camp.YES}, Fraction("85.1"), "votes"),))
    short = Facts(sums=(exactly({Camp.YES}, Fraction("84.9"), "votes"),))
    assert verdict(rule, fund, enough) == "adopted"
    assert verdict(rule, fund, short) == "not_adopted"
    assert answer(rule, fund, Facts()).verdict == "open"


def test_two_measures_without_weights_of_each_voter_are_decided_by_bounds():
    electorate = Electorate(classes=(VoterClass(size=10),), totals={"votes": Fraction(100)})
    rule = majority("at least 85/100", Base.MEMBERS, measure="votes")
    assert answer(Not(condition=rule), electorate, tally(yes=9)).basis is Basis.BOUNDS


def test_a_threshold_counts_and_says_what_it_lacks():
    outcome = answer(threshold(9), unnamed(15), tally(yes=8, no=0))
    assert (outcome.code, outcome.short_by, outcome.conditions[0].needed) == ("insufficient_yes", 1, 9)


def test_a_threshold_of_weighted_votes():
    electorate = voters("a b c", {"votes": {"a": 29, "b": 29, "c": 3}})
    assert verdict(threshold(32, "votes"), electorate, camps(yes="a c", no="b")) == "adopted"
    assert verdict(threshold(33, "votes"), electorate, camps(yes="a c", no="b")) == "not_adopted"


def test_a_threshold_of_nothing_is_refused():
    with pytest.raises(ValueError, match="more than zero"):
        Threshold(at_least=Fraction(0), cite=CITE)


@pytest.mark.parametrize(
    ("base", "share", "short"),
    [
        (Base.MEMBERS, "more than 1/2", 7),
        (Base.MEMBERS, "at least 1/2", 6),
        (Base.PRESENT, "more than 1/2", 2),
        (Base.PRESENT_AND_VOTING, "more than 1/2", 2),
        (Base.PRESENT_AND_VOTING, "at least 1/2", 1),
        (Base.PRESENT_AND_VOTING, "at least 2/3", 6),
        (Base.PRESENT_AND_VOTING, "more than 2/3", 7),
        (Base.VOTING_OR_ABSTAINING, "at least 1/2", 2),
    ],
)
def test_how_many_more_would_carry_it(base: Base, share: str, short: int):
    """Of the votes cast each that joins raises the base as well."""
    facts = tally(yes=4, no=5, abstain=1, not_participating=0, absent=10, barred=0)
    assert answer(majority(share, base), unnamed(20), facts).short_by == short


def test_short_by_is_not_said_where_all_must_agree_or_more_is_needed():
    nobody_against = majority("at least 1")
    assert answer(nobody_against, TEN, tally(yes=9, no=1)).short_by is None
    assert answer(majority("more than 1/2", within="first"), TEN, tally(yes=0, no=10)).short_by is None
    assert answer(Not(condition=majority("more than 1/2")), TEN, tally(yes=6, no=4)).short_by is None


def test_one_vote_short_of_a_majority_of_all_members():
    electorate = voters("a b c d e f g h")
    facts = camps(yes="a b c d", no="e f", abstain="g", absent="h")
    assert verdict(majority("more than 1/2"), electorate, facts) == "adopted"
    outcome = answer(majority("more than 1/2", Base.MEMBERS), electorate, facts)
    assert (outcome.verdict, outcome.short_by, outcome.conditions[0].needed) == ("not_adopted", 1, 5)
