"""Blocking minorities, quorums, requests and sources of a proposal."""

from fractions import Fraction

import pytest

from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.bounds import Bounds, Interval, all_of
from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Facts, VoterClass, exactly
from comity.core.rules.outcome import Basis, Missing
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Base,
    Counted,
    IfProposedBy,
    IfRequested,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    Quorum,
    QuorumBase,
    RequestedBy,
    WithoutMemberConcerned,
)
from comity.core.values import Bar
from core.rules.words import CITE, CONSENSUS, answer, camps, majority, tally, threshold, unnamed, verdict, voters

FOUR = NoBlockingMinority(members=4, cite=CITE)


def test_a_blocking_minority_includes_four_members():
    outcome = answer(FOUR, unnamed(28), tally(yes=24, no=3, abstain=1))
    assert (outcome.verdict, outcome.code, outcome.conditions[0].needed) == ("not_adopted", "condition_not_met", 3)
    assert verdict(FOUR, unnamed(28), tally(yes=25, no=3)) == "adopted"


def test_who_abstains_is_absent_or_takes_no_part_is_not_in_favour():
    electorate = voters("a b c d e")
    assert (
        verdict(FOUR, electorate, camps(yes="a", abstain="b", absent="c", not_participating="d", no="e"))
        == "not_adopted"
    )


def test_the_population_condition_is_met_where_nobody_can_block():
    """TEU, article 16(4): without a blocking minority of four the 65 % are deemed attained."""
    people = dict.fromkeys("abcdefgh", 10) | {"x": 60}
    electorate = voters("a b c d e f g h x", {"people": people})
    population = majority("at least 65/100", Base.MEMBERS, measure="people")
    rule = AllOf(conditions=(majority("at least 55/100", Base.MEMBERS), AnyOf(conditions=(population, FOUR))))
    facts = camps(yes="a b c d e f g h", no="x")
    assert verdict(population, electorate, facts) == "not_adopted"
    assert verdict(rule, electorate, facts) == "adopted"


def test_the_fewest_that_exceed_a_share_plus_one():
    """TFEU, article 238(3)(a): two members exceed 35 % of the population, so that a minority of three blocks."""
    rule = NoBlockingMinority(fewest_exceeding=Fraction(35, 100), measure="people", cite=CITE)
    electorate = voters("a b c d e", {"people": {"a": 30, "b": 20, "c": 20, "d": 20, "e": 10}})
    outcome = answer(rule, electorate, camps(yes="a b c", no="d e"))
    assert (outcome.verdict, outcome.conditions[0].needed) == ("adopted", 2)
    assert verdict(rule, electorate, camps(yes="a b", no="c d e")) == "not_adopted"


def test_a_share_that_is_just_reached_is_not_exceeded():
    rule = NoBlockingMinority(fewest_exceeding=Fraction(1, 2), measure="people", cite=CITE)
    electorate = voters("a b c d", {"people": dict.fromkeys("abcd", 1)})
    assert answer(rule, electorate, camps(yes="a b c d")).conditions[0].needed == 3


def test_a_member_concerned_is_left_out_of_a_blocking_minority():
    inner = NoBlockingMinority(fewest_exceeding=Fraction(1, 2), measure="people", cite=CITE)
    electorate = voters("a b c d", {"people": {"a": 10, "b": 1, "c": 1, "d": 1}})
    rule = WithoutMemberConcerned(condition=inner, cite=CITE)
    facts = camps(yes="a b c d")
    assert answer(inner, electorate, facts).conditions[0].needed == 1
    assert answer(rule, electorate, facts, concerned=frozenset({"a"})).conditions[0].needed == 2


def test_a_blocking_minority_of_unknown_weights_is_open():
    rule = NoBlockingMinority(fewest_exceeding=Fraction(1, 2), measure="people", cite=CITE)
    outcome = answer(rule, voters("a b c"), camps(yes="a b c"))
    assert (outcome.verdict, outcome.basis, outcome.conditions[0].needed) == ("open", Basis.BOUNDS, None)
    assert [(fact.kind, fact.measure) for fact in outcome.missing] == [(Missing.WEIGHT, "people")]


def test_how_many_are_in_favour_is_what_a_blocking_minority_lacks():
    outcome = answer(FOUR, unnamed(28), tally(no=2))
    assert (outcome.verdict, [(fact.kind, fact.camp) for fact in outcome.missing]) == (
        "open",
        [(Missing.CAMP, Camp.YES)],
    )


def test_where_nobody_weighs_anything_nobody_blocks():
    rule = NoBlockingMinority(fewest_exceeding=Fraction(1, 2), measure="people", cite=CITE)
    assert verdict(rule, voters("a b", {"people": {"a": 0, "b": 0}}), camps(no="a b")) == "adopted"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"members": 4, "measure": "people"},
        {"members": 4, "fewest_exceeding": Fraction(1, 2)},
        {"members": 4, "fewest_exceeding": Fraction(1, 2), "measure": "people"},
        {"fewest_exceeding": Fraction(1, 2)},
        {"measure": "people"},
        {"members": 0},
        {"fewest_exceeding": Fraction(1), "measure": "people"},
    ],
)
def test_a_blocking_minority_is_given_once(given: dict[str, object]):
    with pytest.raises(ValueError, match=r"minority|exceeding"):
        NoBlockingMinority(cite=CITE, **given)


HALF = Bar.parse("at least 1/2")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"number": 9, "of": QuorumBase.MEMBERS},
        {"number": 9, "share": HALF},
        {"number": 9, "share": HALF, "of": QuorumBase.MEMBERS},
        {"share": HALF},
        {"of": QuorumBase.MEMBERS},
    ],
)
def test_a_quorum_is_given_once(given: dict[str, object]):
    with pytest.raises(ValueError, match="number"):
        Quorum(counting=Counted.PRESENT, cite=CITE, **given)


def quorum(
    counting: Counted, share: str | None = None, of: QuorumBase | None = None, number: int | None = None
) -> Quorum:
    return Quorum(number=number, share=Bar.parse(share) if share else None, of=of, counting=counting, cite=CITE)


def test_one_vote_short_of_a_quorum_of_297():
    """ILO Constitution, article 17(3): 288 and 8 votes cast, half of those attending were 297."""
    rule = AllOf(
        conditions=(
            quorum(Counted.VOTES_CAST, number=297),
            majority("at least 2/3", Base.VOTES_CAST),
        )
    )
    outcome = answer(rule, unnamed(None), tally(yes=288, no=8, abstain=139))
    assert (outcome.verdict, outcome.code, outcome.short_by) == ("not_adopted", "no_quorum", None)
    assert (outcome.conditions[0].had, outcome.conditions[0].needed) == (296, 297)
    assert verdict(rule, unnamed(None), tally(yes=289, no=8, abstain=139)) == "adopted"


def test_a_quorum_of_those_attending():
    rule = quorum(Counted.VOTES_CAST, "at least 1/2", QuorumBase.ATTENDING)
    facts = tally(yes=288, no=8, abstain=139)
    assert answer(rule, unnamed(None), facts, attending=593).code == "no_quorum"
    assert verdict(rule, unnamed(None), facts, attending=592) == "adopted"


@pytest.mark.parametrize(
    "rule",
    [
        quorum(Counted.VOTES_CAST, "at least 1/2", QuorumBase.ATTENDING),
        quorum(Counted.PRESENT, "at least 1/2", QuorumBase.ATTENDING),
        quorum(Counted.PRESENT, "more than 1/2", QuorumBase.MEMBERS),
        quorum(Counted.PRESENT, number=9),
    ],
    ids=str,
)
def test_a_quorum_on_which_nothing_is_said_is_presumed(rule: Quorum):
    outcome = answer(AllOf(conditions=(rule, threshold(2))), unnamed(20), tally(yes=2, no=1))
    assert (outcome.verdict, outcome.conditions[0].holds, outcome.missing) == ("adopted", None, ())


@pytest.mark.parametrize(
    "rule", [quorum(Counted.PRESENT, "more than 1/2", QuorumBase.MEMBERS), quorum(Counted.PRESENT, number=9)], ids=str
)
def test_a_quorum_is_counted_where_attendance_is_stated(rule: Quorum):
    assert answer(rule, unnamed(16), tally(yes=5, no=3, absent=8)).code == "no_quorum"
    assert verdict(rule, unnamed(16), tally(yes=5, no=3, abstain=1, absent=7)) == "adopted"
    outcome = answer(rule, unnamed(16), tally(yes=5, no=3), attending=8)
    assert (outcome.code, outcome.conditions[0].had, outcome.conditions[0].needed) == ("no_quorum", 8, 9)
    assert verdict(rule, unnamed(16), tally(yes=5, no=3), attending=9) == "adopted"


def test_a_quorum_of_votes_cast_of_all_members_needs_no_presumption():
    rule = quorum(Counted.VOTES_CAST, "more than 1/2", QuorumBase.MEMBERS)
    assert answer(rule, unnamed(10), tally(yes=4, no=1, abstain=5)).code == "no_quorum"
    assert verdict(rule, unnamed(10), tally(yes=4, no=2, abstain=4)) == "adopted"


def test_a_member_whose_vote_is_barred_counts_among_all_members_and_may_not_vote():
    barred = VoterClass(name="d", camps=frozenset({Camp.BARRED}))
    electorate = Electorate(classes=(*voters("a b c").classes, barred))
    of_all = answer(majority("at least 3/4", Base.MEMBERS), electorate, camps(yes="a b c"))
    assert (of_all.verdict, of_all.conditions[0].of, of_all.conditions[0].had) == ("adopted", 4, 3)
    of_entitled = answer(majority("at least 2/3", Base.MEMBERS_ENTITLED_TO_VOTE), electorate, camps(yes="a b", no="c"))
    assert (of_entitled.verdict, of_entitled.conditions[0].of) == ("adopted", 3)
    said_all_the_same = answer(majority("at least 1", Base.MEMBERS), electorate, camps(yes="a b c d"))
    assert (said_all_the_same.verdict, said_all_the_same.conditions[0].had) == ("not_adopted", 3)
    assert said_all_the_same.conditions[0].of == 4
    assert verdict(CONSENSUS, electorate, camps(yes="a b c", no="d")) == "adopted"


NICE = AllOf(
    conditions=(
        threshold(255, "votes"),
        threshold(14),
        IfRequested(condition=majority("at least 62/100", Base.MEMBERS, measure="people"), cite=CITE),
    )
)
"""Article 205 of the EC Treaty after Nice: a check of the population only if a member asks for it."""


def council_of_nice() -> Electorate:
    names = [f"m{number}" for number in range(20)]
    weights = {"votes": dict.fromkeys(names, 15), "people": {**dict.fromkeys(names, 1), "m19": 20}}
    return voters(names, weights)


def test_the_population_is_checked_only_if_a_member_asks():
    facts = camps(yes=" ".join(f"m{number}" for number in range(19)), no="m19")
    assert verdict(NICE, council_of_nice(), facts) == "adopted"
    outcome = answer(NICE, council_of_nice(), facts, requested=True)
    assert (outcome.verdict, outcome.code, outcome.conditions[-1].holds) == ("not_adopted", "condition_not_met", False)


def test_what_counts_otherwise():
    rule = IfRequested(condition=CONSENSUS, otherwise=majority("more than 1/2"), cite=CITE)
    facts = camps(yes="a b", no="c")
    assert verdict(rule, voters("a b c"), facts) == "adopted"
    assert verdict(rule, voters("a b c"), facts, requested=True) == "not_adopted"


BY_PROPOSER = IfProposedBy(
    proposers=("commission",),
    condition=majority("at least 55/100", Base.MEMBERS),
    otherwise=majority("at least 72/100", Base.MEMBERS),
    cite=CITE,
)


def test_the_bar_depends_on_who_proposes():
    facts = tally(yes=16, no=11)
    assert verdict(BY_PROPOSER, unnamed(27), facts, source="commission") == "adopted"
    outcome = answer(BY_PROPOSER, unnamed(27), facts, source="member")
    assert (outcome.verdict, outcome.conditions[0].needed, outcome.conditions[0].path) == (
        "not_adopted",
        20,
        ("otherwise",),
    )


def test_a_rule_that_depends_on_the_proposer_asks_who_it_is():
    with pytest.raises(QuestionIncomplete) as missing:
        answer(BY_PROPOSER, unnamed(27), tally(yes=27))
    assert missing.value.key == "source"
    assert "source" in missing.value.cure


ON_REQUEST = AllOf(conditions=(OnlyAtRequest(by=RequestedBy.PARTIES_CONCERNED, cite=CITE), CONSENSUS))


def test_without_a_request_the_body_is_not_competent():
    outcome = answer(ON_REQUEST, voters("a b"), camps(yes="a", no="b"))
    assert (outcome.verdict, outcome.code) == ("not_adopted", "not_competent")
    assert verdict(ON_REQUEST, voters("a b"), camps(yes="a b"), requested=True) == "adopted"


def test_all_parties_concerned_ask():
    question = {"requested": True, "concerned": frozenset({"a", "b"})}
    facts = camps(yes="a b c")
    one = answer(ON_REQUEST, voters("a b c"), facts, requested_by=frozenset({"a"}), **question)
    assert one.code == "not_competent"
    both = frozenset({"a", "b", "c"})
    assert verdict(ON_REQUEST, voters("a b c"), facts, requested_by=both, **question) == "adopted"


def test_any_member_may_ask():
    rule = OnlyAtRequest(by=RequestedBy.A_MEMBER, cite=CITE)
    assert verdict(rule, voters("a b"), Facts(), requested=True, requested_by=frozenset({"b"})) == "adopted"
    assert verdict(rule, voters("a b"), Facts()) == "not_adopted"


def test_the_reason_is_the_first_of_competence_quorum_majority_and_objection():
    conditions = (
        CONSENSUS,
        majority("more than 1/2"),
        quorum(Counted.VOTES_CAST, number=5),
        OnlyAtRequest(by=RequestedBy.A_MEMBER, cite=CITE),
    )
    electorate, facts = voters("a b c d"), camps(yes="a", no="b c d")
    codes = [answer(AllOf(conditions=conditions[:number]), electorate, facts).code for number in range(1, 5)]
    assert codes == ["objection", "majority_not_reached", "no_quorum", "not_competent"]


def test_several_bars_have_no_code_of_their_own():
    electorate, facts = voters("a b"), camps(yes="a", no="b")
    two = AllOf(conditions=(majority("more than 1/2"), threshold(1)))
    either = AnyOf(conditions=(majority("more than 1/2"), CONSENSUS))
    against = Not(condition=threshold(1))
    weighed = majority("at least 1", Base.MEMBERS, measure="people")
    people = voters("a b", {"people": {"a": 1, "b": 1}})
    for rule in (two, either, against):
        assert answer(rule, electorate, facts).code == "condition_not_met"
    assert answer(weighed, people, facts).code == "condition_not_met"


def test_bounds_from_sums_of_several_camps():
    facts = Facts(sums=(exactly({Camp.YES, Camp.NO}, 7), exactly({Camp.NO}, 2)))
    assert verdict(threshold(5), unnamed(9), facts) == "adopted"
    assert verdict(threshold(6), unnamed(9), facts) == "not_adopted"
    assert verdict(majority("at least 2/3"), unnamed(9), facts) == "adopted"


def test_intervals():
    one = Interval(Fraction(2), Fraction(5))
    assert one + Interval(Fraction(1)) == Interval(Fraction(3))
    assert one.meet(Interval(Fraction(3))) == Interval(Fraction(3), Fraction(5))
    assert one.minus(Interval(Fraction(1), Fraction(3))) == Interval(Fraction(0), Fraction(4))
    assert one.minus(Interval(Fraction(1))) == Interval(Fraction(0), Fraction(4))
    assert one.exact is None
    assert Interval(Fraction(2), Fraction(2)).exact == 2


@pytest.mark.parametrize(
    ("truths", "expected"),
    [([], True), ([True, True], True), ([True, None], None), ([None, False], False), ([False, None, True], False)],
)
def test_one_that_is_false_settles_all(truths: list[bool | None], expected: bool | None):
    assert all_of(truths) is expected


def test_bounds_add_up_to_the_total():
    electorate = Electorate(classes=(VoterClass(size=10),), totals={"votes": Fraction(100)})
    facts = Facts(sums=(exactly(ALL_CAMPS - {Camp.YES}, 30, "votes"),))
    rule = majority("at least 70/100", Base.MEMBERS, measure="votes")
    assert verdict(rule, electorate, facts) == "adopted"
    assert Bounds(electorate, facts, frozenset()).together(()) == Interval(Fraction(), Fraction())
