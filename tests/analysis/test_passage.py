"""Exact chances are those of counting every profile, under every model; and they move as they should."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.enumeration import enumerated, examples
from comity.analysis.games import NoGame
from comity.analysis.passage import Method, NotExact, Reason, by_game, by_sums, monotone, passage_of
from comity.analysis.profiles import CODES, Denied, Every, Holds, Linear, NotOverProfiles, Over, over_profiles
from comity.analysis.voting_models import Bloc, Blocs, Chances, impartial, independent
from comity.core.procedure.written import Vote
from comity.core.rules.facts import Camp
from properties.strategies import electorates, questions, rules

PARTS = st.tuples(*[st.integers(0, 3)] * 4).filter(any)
CHANCES = PARTS.map(lambda parts: Chances(*(Fraction(one, sum(parts)) for one in parts)))
TWO_CAMPS = st.integers(0, 5).map(lambda part: Chances(Fraction(part, 5), Fraction(5 - part, 5)))


@st.composite
def any_rules(draw):
    """A rule over profiles, drawn from the whole union."""
    electorate = draw(electorates(named=4, unnamed=0, perhaps=False))
    question = draw(questions([one.name for one in electorate.classes]))
    try:
        return over_profiles(Vote(decides=draw(rules())), electorate, question)
    except NotOverProfiles:
        assume(False)


def weighted(weights, quota, *, no=0):
    """A rule by weights of those in favour; a no takes away ``no`` times the weight."""
    by_code = [[0] * len(weights) for _ in CODES]
    by_code[CODES[Camp.YES]] = list(weights)
    by_code[CODES[Camp.NO]] = [-no * one for one in weights]
    voters = tuple(f"m{place}" for place in range(len(weights)))
    return Over(voters, (Linear(tuple(map(tuple, by_code)), -quota, strict=False),), Holds(0))


@st.composite
def models(draw, members, chances=CHANCES):
    """Members on their own, the first few in a bloc."""
    together = draw(st.integers(0, len(members)))
    own = [Bloc((one,), draw(chances)) for one in members[together:]]
    return Blocs(tuple(members), (*([Bloc(members[:together], draw(chances))] if together else []), *own))


def same(found, expected):
    assert (found.adopted, found.blocking, found.outside) == expected


@given(st.data())
@examples(60)
def test_sums_give_what_every_profile_gives_one_by_one(data):
    rule = data.draw(any_rules())
    model = data.draw(models(rule.voters))
    assume(monotone(rule, model))
    same(by_sums(rule, model), enumerated(rule, model))


@given(weights=st.lists(st.integers(1, 4), min_size=8, max_size=8), quota=st.integers(1, 20), data=st.data())
@examples(12)
def test_so_they_do_for_eight_voters(weights, quota, data):
    rule = weighted(weights, quota, no=1)
    model = data.draw(models(rule.voters, TWO_CAMPS))
    same(by_sums(rule, model), enumerated(rule, model))


@given(any_rules())
@examples(40)
def test_a_game_gives_the_same_where_everybody_is_even(rule):
    model = impartial(rule.voters)
    try:
        found = by_game(rule)
    except NoGame:
        assume(False)
    same(found, enumerated(rule, model))
    assert passage_of(rule, model).method is Method.GAME


@given(st.data())
@examples(20)
def test_impartial_with_abstention_and_absence(data):
    rule = data.draw(any_rules())
    model = impartial(rule.voters, Fraction(1, 5), Fraction(1, 10))
    assume(monotone(rule, model))
    same(passage_of(rule, model), enumerated(rule, model))


def test_a_majority_of_three_is_known():
    found = passage_of(
        weighted((1, 1, 1), 2), independent(dict.fromkeys(("m0", "m1", "m2"), Chances(*map(Fraction, ("1/3", "2/3")))))
    )
    assert found.adopted == Fraction(7, 27)
    assert found.blocking == (Fraction(8, 27),) * 3  # a no, and exactly one yes of two: 2/3 * 4/9
    assert found.outside == (Fraction(16, 27),) * 3


@given(
    weights=st.lists(st.integers(1, 4), min_size=2, max_size=6),
    quota=st.integers(1, 12),
    yes=st.lists(st.integers(0, 9), min_size=6, max_size=6),
    place=st.integers(0, 5),
)
@examples(40)
def test_who_votes_yes_more_often_makes_passage_no_less_likely(weights, quota, yes, place):
    rule = weighted(weights, quota)
    place %= len(weights)
    chances = [Chances(Fraction(one, 10), 1 - Fraction(one, 10)) for one in yes[: len(weights)]]
    more = list(chances)
    more[place] = Chances(chances[place].yes + Fraction(1, 10), chances[place].no - Fraction(1, 10))
    before, after = (
        passage_of(rule, independent(dict(zip(rule.voters, one, strict=True)))).adopted for one in (chances, more)
    )
    assert before <= after


def test_a_sum_of_one_is_not_taken_for_what_is_settled():
    """The truth that one inequality is settled and the sum 1 of another are told apart where states are looked up."""
    rule = Over(
        ("m0", "m1", "m2"),
        (
            Linear(((1, 1, 1), *[(0, 0, 0)] * 5), -1, strict=False),
            Linear(((2, 1, 1), *[(0, 0, 0)] * 5), -2, strict=False),
        ),
        Every((Holds(0), Holds(1))),
    )
    model = independent({name: Chances(Fraction(1, 3), Fraction(2, 3)) for name in rule.voters})
    same(by_sums(rule, model), enumerated(rule, model))


def test_what_can_not_be_counted_says_why():
    rule = weighted(tuple(100 + 7 * place * place for place in range(16)), 4_000)
    model = impartial(rule.voters, Fraction(1, 3))
    with pytest.raises(NotExact) as found:
        passage_of(rule, model, most_steps=100)
    assert found.value.reason is Reason.WORK
    undone = Over(rule.voters, rule.inequalities, Denied(Holds(0)))
    with pytest.raises(NotExact) as found:
        passage_of(undone, model)
    assert found.value.reason is Reason.UNDOING


def test_members_whom_the_rule_does_not_know_change_nothing():
    rule = weighted((2, 1, 1), 3)
    known = {name: Chances(Fraction(1, 3), Fraction(2, 3)) for name in rule.voters}
    more = independent({"other": Chances(Fraction(1), Fraction()), **known})
    assert by_sums(rule, more) == by_sums(rule, independent(known))
