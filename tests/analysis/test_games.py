"""From the rule of a charter to a simple game: who wins there is whom the rule adopts."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.analysis.games import Game, NoGame, Threshold, game_of, game_of_thresholds, wins
from comity.analysis.profiles import (
    CODES,
    Denied,
    Every,
    Holds,
    Linear,
    NotOverProfiles,
    Over,
    Settled,
    Some,
    adopted,
    over_profiles,
)
from comity.core.procedure.written import Vote
from comity.core.rules.facts import Camp
from properties.strategies import electorates, questions, rules

YES, NO = CODES[Camp.YES], CODES[Camp.NO]


def coalitions(players):
    return np.array(list(itertools.product((False, True), repeat=players)), dtype=np.bool_).reshape(-1, players)


@given(st.data())
def test_a_coalition_wins_where_the_rule_adopts_what_it_alone_is_in_favour_of(data):
    electorate = data.draw(electorates(named=4, unnamed=0, perhaps=False))
    question = data.draw(questions([one.name for one in electorate.classes]))
    try:
        made = over_profiles(Vote(decides=data.draw(rules())), electorate, question)
        game = game_of(made)
    except (NotOverProfiles, NoGame):
        assume(False)
    all_ = coalitions(len(made.voters))
    profiles = np.where(all_, YES, NO).astype(np.int8)
    assert wins(game, all_).tolist() == adopted(made, profiles).tolist()


@given(st.data())
def test_what_is_no_game_has_a_coalition_that_loses_by_growing(data):
    """Nothing is refused that has power, and nothing that has none is counted."""
    weights = data.draw(st.lists(st.integers(-3, 3), min_size=1, max_size=4))
    quota = data.draw(st.integers(-4, 4))
    codes = range(len(CODES))
    linear = Linear(
        tuple(tuple(weights) if code == YES else (0,) * len(weights) for code in codes), -quota, strict=False
    )
    over = Over(tuple("abcd"[: len(weights)]), (linear,), Holds(0))
    all_ = coalitions(len(weights))
    won = adopted(over, np.where(all_, YES, NO).astype(np.int8))
    try:
        game_of(over)
    except NoGame:
        assert min(weights) < 0
        assert won.any()
        assert not won.all()
    else:
        for first, second in itertools.product(range(len(all_)), repeat=2):
            if (all_[first] <= all_[second]).all():
                assert won[first] <= won[second]


ONE, TWO = Threshold((3, 2, 1), 4), Threshold((1, 1, 1), 1)


def game(*thresholds, winning):
    return game_of_thresholds(("a", "b", "c"), thresholds, winning)


def test_a_threshold_that_another_makes_idle_is_left_out():
    assert game(ONE, TWO, winning=Every((Holds(0), Holds(1)))) == Game(("a", "b", "c"), (ONE,), Holds(0))
    assert game(ONE, TWO, winning=Some((Holds(0), Holds(1)))) == Game(("a", "b", "c"), (TWO,), Holds(0))
    higher = Threshold((3, 2, 1), 5)
    assert game(ONE, higher, winning=Every((Holds(0), Holds(1)))).thresholds == (higher,)
    assert game(ONE, higher, winning=Some((Holds(0), Holds(1)))).thresholds == (ONE,)
    majority = Threshold((1, 1, 1), 3)  # two can weigh enough
    assert len(game(ONE, majority, winning=Every((Holds(0), Holds(1)))).thresholds) == 2


def test_weights_are_in_lowest_terms_and_what_nothing_changes_is_settled():
    assert game(Threshold((6, 4, 2), 7), winning=Holds(0)).thresholds == (ONE,)
    assert game(Threshold((1, 1, 1), 4), winning=Holds(0)).winning == Settled(holds=False)
    assert game(Threshold((1, 1, 1), 0), winning=Holds(0)).winning == Settled(holds=True)
    assert game(Threshold((1, 1, 1), 4), ONE, winning=Some((Holds(0), Holds(1)))).winning == Holds(0)


def test_who_stands_alike_is_of_one_kind():
    found = game(ONE, Threshold((1, 0, 0), 1), winning=Every((Holds(0), Holds(1))))
    assert found.types == ((0,), (1,), (2,))
    assert game(Threshold((2, 1, 1), 3), winning=Holds(0)).types == ((0,), (1, 2))


def test_denying_is_no_game():
    with pytest.raises(NoGame, match="can undo adoption"):
        game(ONE, winning=Denied(Holds(0)))
    assert game(ONE, winning=Denied(Denied(Holds(0)))).winning == Holds(0)
