"""Vetoes, objections, and the members and parties concerned."""

import pytest

from comity.core.rules import decide
from comity.core.rules.bind import QuestionIncomplete, bind
from comity.core.rules.bound import is_monotone
from comity.core.rules.facts import Electorate, Facts, VoterClass
from comity.core.rules.outcome import Basis, Missing
from comity.core.rules.question import Described, Question
from comity.core.rules.written import (
    AllOf,
    Base,
    Meaning,
    PartyAbstains,
    Reading,
    Veto,
    WithoutMemberConcerned,
)
from core.rules.words import CITE, CONSENSUS, answer, camps, majority, tally, threshold, unnamed, verdict, voters

ELECTED = "k l m n o p q r s t"
COUNCIL = voters(f"v w x y z {ELECTED}", permanent="v w x y z")
VETO = Veto(holders="permanent", cite=CITE)
NINE = AllOf(conditions=(threshold(9), VETO))
"""Nine in favour and no veto: UN Charter, article 27(3)."""


def test_an_absent_permanent_member_is_no_veto():
    outcome = answer(NINE, COUNCIL, camps(yes="w x y k l m n o p", absent="v", abstain="z", no="q r s t"))
    assert (outcome.verdict, outcome.code) == ("adopted", "adopted")


def test_a_no_of_a_permanent_member_is_a_veto_and_of_another_is_none():
    outcome = answer(NINE, COUNCIL, camps(no="v w k", yes="x y z l m n o p q r s t"))
    assert (outcome.verdict, outcome.code, outcome.vetoed_by) == ("not_adopted", "vetoed", ("v", "w"))
    assert verdict(NINE, COUNCIL, camps(no="k l", yes="v w x y z m n o p q r s t")) == "adopted"


def test_a_no_is_no_veto_where_the_votes_were_not_there():
    outcome = answer(NINE, COUNCIL, camps(yes="k l m n o p q r", no="v s t", abstain="w x y z"))
    assert (outcome.code, outcome.vetoed_by) == ("insufficient_yes", ())


def test_who_voted_no_may_be_known_by_group_alone():
    classes = (VoterClass(size=15, perhaps=frozenset({"permanent"})),)
    assert verdict(NINE, Electorate(classes=classes), tally(yes=9, no=6)) == "open"
    assert verdict(NINE, Electorate(classes=classes), tally(yes=15)) == "adopted"


def test_more_in_favour_carry_it_only_where_nobody_can_still_veto():
    classes = (VoterClass(size=15, perhaps=frozenset({"permanent"})),)
    assert answer(NINE, Electorate(classes=classes), tally(yes=8, no=0)).short_by == 1
    outcome = answer(NINE, Electorate(classes=classes), tally(yes=8))
    assert (outcome.code, outcome.short_by) == ("insufficient_yes", None)


def test_consensus_needs_no_yes():
    outcome = answer(CONSENSUS, voters("a b c"), camps(abstain="a b", absent="c"))
    assert outcome.verdict == "adopted"


def test_one_objection_prevents_consensus():
    outcome = answer(CONSENSUS, voters("a b c"), camps(yes="a b", no="c"))
    assert (outcome.verdict, outcome.code, outcome.blocked_by) == ("not_adopted", "objection", ("c",))


def test_one_objection_is_enough_while_others_are_unknown():
    assert verdict(CONSENSUS, voters("a b c"), camps(no="c")) == "not_adopted"


def test_positions_of_two_that_are_not_known_leave_consensus_open():
    outcome = answer(CONSENSUS, voters("a b c d"), camps(yes="a b"))
    assert (outcome.verdict, outcome.basis) == ("open", Basis.EXACT)
    assert [(fact.kind, fact.voter) for fact in outcome.missing] == [(Missing.POSITION, "c"), (Missing.POSITION, "d")]


MINUS_ONE = WithoutMemberConcerned(condition=CONSENSUS, cite=CITE)


def test_consensus_minus_the_member_concerned():
    electorate = voters("a b c")
    facts = camps(yes="a b", no="c")
    outcome = answer(MINUS_ONE, electorate, facts, concerned=frozenset({"c"}))
    assert (outcome.verdict, outcome.counted) == ("adopted", 2)
    other = answer(MINUS_ONE, electorate, facts, concerned=frozenset({"a"}))
    assert (other.verdict, other.blocked_by) == ("not_adopted", ("c",))


def test_a_described_member_concerned_leaves_open_what_hangs_on_who_it_is():
    electorate = voters("a b c")
    outcome = answer(MINUS_ONE, electorate, camps(yes="a b", no="c"), concerned=Described())
    assert outcome.verdict == "open"
    assert Missing.MEMBER_CONCERNED in {fact.kind for fact in outcome.missing}
    assert verdict(MINUS_ONE, electorate, camps(yes="a b c"), concerned=Described()) == "adopted"
    outcome = answer(MINUS_ONE, electorate, camps(yes="a", no="b c"), concerned=Described())
    assert (outcome.verdict, outcome.code, outcome.blocked_by) == ("not_adopted", "objection", ())


def test_two_objections_of_unnamed_members_outweigh_one_member_concerned():
    assert verdict(MINUS_ONE, unnamed(8), tally(no=2), concerned=Described()) == "not_adopted"
    assert verdict(MINUS_ONE, unnamed(8), tally(no=1), concerned=Described()) == "open"
    assert verdict(MINUS_ONE, unnamed(8), tally(no=2), concerned=Described(2)) == "open"
    assert verdict(MINUS_ONE, unnamed(8), tally(no=0), concerned=Described()) == "adopted"


def test_nothing_is_claimed_where_not_every_member_was_tried(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decide, "TRIED", 1)
    outcome = answer(MINUS_ONE, voters("a b"), camps(yes="a", no="b"), concerned=Described())
    assert (outcome.verdict, outcome.basis) == ("open", Basis.BOUNDS)
    assert Missing.MEMBER_CONCERNED in {fact.kind for fact in outcome.missing}


def test_seats_of_one_holder_are_tried_one_by_one():
    """Seats that share the first part of their id differ in what they say."""
    electorate = voters("x.first x.second")
    outcome = answer(MINUS_ONE, electorate, camps(yes="x.first", no="x.second"), concerned=Described())
    assert outcome.verdict == "open"


def test_a_member_that_is_left_out_counts_in_no_base():
    rule = WithoutMemberConcerned(condition=majority("at least 2/3", Base.MEMBERS), cite=CITE)
    facts = camps(yes="a b", no="c", absent="d")
    assert verdict(rule, voters("a b c d"), facts, concerned=frozenset({"d"})) == "adopted"
    assert verdict(majority("at least 2/3", Base.MEMBERS), voters("a b c d"), facts) == "not_adopted"


@pytest.mark.parametrize("node", [WithoutMemberConcerned, PartyAbstains])
def test_a_rule_that_treats_the_member_concerned_apart_asks_who_it_is(node: type):
    with pytest.raises(QuestionIncomplete) as missing:
        answer(node(condition=CONSENSUS, cite=CITE), voters("a b"), Facts())
    assert missing.value.key == "concerned"


def test_a_party_to_a_dispute_abstains_whatever_it_says():
    rule = PartyAbstains(condition=NINE, cite=CITE)
    no_of_a_party = camps(no="v", yes="w x y k l m n o p", abstain="z q r s t")
    assert verdict(rule, COUNCIL, no_of_a_party, concerned=frozenset({"v"})) == "adopted"
    yes_of_a_party = camps(yes="v w x y k l m n o", abstain="z p q r s t")
    outcome = answer(rule, COUNCIL, yes_of_a_party, concerned=frozenset({"v"}))
    assert (outcome.verdict, outcome.short_by, outcome.conditions[0].had) == ("not_adopted", 1, 8)


def test_a_party_that_abstains_still_counts_as_a_member():
    rule = PartyAbstains(condition=majority("at least 1/2", Base.MEMBERS), cite=CITE)
    outcome = answer(rule, voters("a b c d"), camps(yes="a b c d"), concerned=frozenset({"d"}))
    assert (outcome.conditions[0].had, outcome.conditions[0].of) == (3, 4)


def test_a_yes_of_a_party_can_undo_a_majority_of_those_present():
    rule = PartyAbstains(condition=majority("more than 1/2", Base.PRESENT), cite=CITE)
    electorate, concerned = voters("a b c d"), frozenset({"a"})
    assert verdict(rule, electorate, camps(yes="b c", no="d", absent="a"), concerned=concerned) == "adopted"
    assert verdict(rule, electorate, camps(yes="a b c", no="d"), concerned=concerned) == "not_adopted"
    assert not is_monotone(bind(rule, electorate, Question(concerned=concerned)))
    nine = PartyAbstains(condition=NINE, cite=CITE)
    assert is_monotone(bind(nine, COUNCIL, Question(concerned=frozenset({"v"}))))


@pytest.mark.parametrize(
    ("abstention", "absence", "expected"),
    [
        (Meaning.ASIDE, Meaning.ASIDE, "not_adopted"),
        (Meaning.ACCEPTS, Meaning.ASIDE, "not_adopted"),
        (Meaning.ACCEPTS, Meaning.ACCEPTS, "adopted"),
        (Meaning.ASIDE, Meaning.ACCEPTS, "not_adopted"),
    ],
)
def test_what_an_abstention_and_an_absence_count_as(abstention: Meaning, absence: Meaning, expected: str):
    rule = Reading(abstention=abstention, absence=absence, condition=majority("at least 3/4", Base.MEMBERS), cite=CITE)
    assert verdict(rule, voters("a b c d"), camps(yes="a", no="b", abstain="c", absent="d")) == expected


def test_an_abstention_that_objects_blocks():
    rule = Reading(abstention=Meaning.OBJECTS, condition=CONSENSUS, cite=CITE)
    outcome = answer(rule, voters("a b"), camps(yes="a", abstain="b"))
    assert (outcome.code, outcome.blocked_by) == ("objection", ("b",))


def test_of_two_that_read_positions_the_outer_reads_first():
    """A party that must abstain is then read as any that abstains; one that was read as accepting then abstains."""
    electorate, concerned = voters("a b"), frozenset({"b"})
    facts, all_ = camps(yes="a", no="b"), majority("at least 1", Base.MEMBERS)
    accepting = Reading(abstention=Meaning.ACCEPTS, condition=all_, cite=CITE)
    party_first = PartyAbstains(condition=accepting, cite=CITE)
    reading_first = Reading(abstention=Meaning.ACCEPTS, condition=PartyAbstains(condition=all_, cite=CITE), cite=CITE)
    assert verdict(party_first, electorate, facts, concerned=concerned) == "adopted"
    assert verdict(reading_first, electorate, facts, concerned=concerned) == "not_adopted"


def test_of_two_readings_the_outer_reads_first():
    inner = Reading(abstention=Meaning.OBJECTS, condition=CONSENSUS, cite=CITE)
    outer = Reading(abstention=Meaning.ACCEPTS, condition=inner, cite=CITE)
    assert verdict(inner, voters("a"), camps(abstain="a")) == "not_adopted"
    assert verdict(outer, voters("a"), camps(abstain="a")) == "adopted"
