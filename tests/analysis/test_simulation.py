"""A simulation is the same however it is shared out, and near what exact counts give."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.enumeration import enumerated, examples
from analysis.test_passage import CHANCES, any_rules, models, weighted
from comity.analysis import intervals, simulation
from comity.analysis.passage import passage_of
from comity.analysis.profiles import CODES, Denied, Holds, Over
from comity.analysis.simulation import Trial, count_chunk, count_profiles, simulate
from comity.analysis.voting_models import (
    DRAWN,
    Bloc,
    Blocs,
    Chances,
    Drawing,
    RollCalls,
    impartial,
    in_favour,
    independent,
    smoothed,
)
from comity.core.rules.facts import Camp

THIRDS = Chances(Fraction(1, 2), Fraction(1, 4), Fraction(1, 6), Fraction(1, 12))
RULE = weighted((4, 3, 2, 2, 1, 1), 6, no=1)
MODEL = independent(dict.fromkeys(RULE.voters, THIRDS))


@pytest.fixture
def small_chunks(monkeypatch):
    """Chunks of so few profiles that a test has many of them."""
    monkeypatch.setattr(simulation, "CHUNK", 100)


def trial(**what):
    return Trial(**{"rules": (RULE,), "model": MODEL, "seed": 1, "profiles": 950, **what})


@pytest.mark.usefixtures("small_chunks")
def test_a_simulation_is_equal_under_any_sharing_and_in_any_order():
    expected = simulate(trial())

    def backwards(function, numbers):
        return [function(one) for one in reversed(list(numbers))]

    assert expected.profiles == 950
    assert simulate(trial(), map=backwards) == expected
    with ThreadPoolExecutor(3) as pool:
        assert simulate(trial(), map=pool.map) == expected
    assert simulate(trial(seed=2)) != expected


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("killed_after", range(11))
def test_a_run_that_ends_at_any_chunk_goes_on_to_the_same(killed_after):
    expected = simulate(trial())
    finished = {}

    def keep(tally):
        if len(finished) == killed_after:
            raise KeyboardInterrupt
        finished[tally.chunk] = tally

    if killed_after < trial().chunks:
        with pytest.raises(KeyboardInterrupt):
            simulate(trial(), on_chunk=keep)
    else:
        simulate(trial(), on_chunk=keep)
    assert len(finished) == min(killed_after, 10)
    counted = []
    assert simulate(trial(), finished=finished, on_chunk=counted.append) == expected
    assert len(counted) == 10 - len(finished)
    # more profiles of the same question go on from there; the chunk that was shorter is drawn again
    assert simulate(trial(profiles=1500), finished=finished) == simulate(trial(profiles=1500))


@pytest.mark.usefixtures("small_chunks")
def test_every_chunk_is_drawn_on_its_own():
    found = [replace(count_chunk(trial(), number), chunk=None) for number in range(5)]
    assert len(set(found)) == 5
    assert count_chunk(trial(), 9).profiles == 50


@pytest.mark.usefixtures("small_chunks")
def test_how_far_it_is_is_told():
    told = []
    simulate(trial(profiles=250), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 250), (200, 250), (250, 250)]


def test_a_question_is_told_from_another():
    digests = {
        trial().digest,
        trial(seed=2).digest,
        trial(rules=(weighted((4, 3, 2, 2, 1, 1), 7, no=1),)).digest,
        trial(model=impartial(RULE.voters)).digest,
    }
    assert len(digests) == 4
    assert trial(profiles=5).digest == trial().digest


@pytest.mark.parametrize("seed", range(5))
def test_intervals_hold_the_exact_values(seed):
    bloc = Blocs(
        RULE.voters, (Bloc(RULE.voters[1:3], THIRDS), *(Bloc((one,), THIRDS) for one in ("m0", "m3", "m4", "m5")))
    )
    for model in (MODEL, bloc, impartial(RULE.voters)):
        number = 40_000
        found = simulate(trial(model=model, seed=seed, profiles=number)).rules[0]
        exact = passage_of(RULE, model)
        shares = [
            (found.adopted, exact.adopted),
            *zip(found.blocking, exact.blocking, strict=True),
            *zip(found.outside, exact.outside, strict=True),
        ]
        # 95 % of intervals hold it: of 13, seldom fewer than 10; and none is far off.
        ends = [(intervals.of_share(met, number), value) for met, value in shares]
        assert sum(low <= value <= high for (low, high), value in ends) >= 10
        assert all(2 * low - high <= value <= 2 * high - low for (low, high), value in ends)
        low, high = intervals.of_mean(sum(found.blocking), found.squares, number, len(found.blocking))
        assert 2 * low - high <= sum(exact.blocking) <= 2 * high - low


@given(st.data())
@examples(30)
def test_blockers_of_a_table_are_counted_as_one_by_one(data):
    """Also where a further yes can undo adoption, which exact counts leave out."""
    rule = data.draw(any_rules())
    model = data.draw(models(rule.voters))
    rows = Drawing.of(model).draw(np.random.SFC64(data.draw(st.integers(0, 9))), 20)
    tally = count_profiles((rule,), model.members, rows).rules[0]
    each = [
        Blocs(rule.voters, tuple(Bloc((name,), sure(code)) for name, code in zip(rule.voters, row, strict=True)))
        for row in rows
    ]
    expected = [enumerated(rule, one) for one in each]
    assert tally.adopted == sum(one[0] for one in expected)
    assert list(tally.blocking) == [sum(one[1][at] for one in expected) for at in range(len(rule.voters))]
    assert list(tally.outside) == [sum(one[2][at] for one in expected) for at in range(len(rule.voters))]
    assert tally.squares == sum(sum(one[1]) ** 2 for one in expected)


def test_blockers_are_found_where_a_rule_denies():
    """Of two changes the smaller is not enough: the text passes where a sum is denied to reach its bar."""
    against = weighted((-3, -1), -2)
    rule = Over(against.voters, against.inequalities, Denied(Holds(0)))
    nobody = np.full((1, 2), CODES[Camp.NO], dtype=np.int8)
    tally = count_profiles((rule,), rule.voters, nobody).rules[0]
    assert (tally.adopted, tally.blocking, tally.outside, tally.squares) == (0, (1, 0), (1, 1), 1)


def sure(code):
    return Chances(*(Fraction(int(CODES[camp] == code)) for camp in DRAWN))


def test_two_rules_are_held_against_the_same_profiles():
    higher = weighted((4, 3, 2, 2, 1, 1), 9, no=1)
    both = simulate(trial(rules=(RULE, higher), profiles=20_000))
    assert both.rules[0] == simulate(trial(profiles=20_000)).rules[0]
    assert both.only_second == 0  # whoever reaches the higher quota reaches the other
    assert both.only_first == both.rules[0].adopted - both.rules[1].adopted > 0
    low, high = intervals.of_difference(0, both.only_first, both.profiles)
    exact = passage_of(higher, MODEL).adopted - passage_of(RULE, MODEL).adopted
    assert low <= exact <= high
    same = simulate(trial(rules=(RULE, RULE), profiles=5_000))
    assert (same.only_first, same.only_second) == (0, 0)


def test_a_rule_takes_its_own_voters_from_a_larger_membership():
    model = independent({"other": THIRDS, **dict.fromkeys(reversed(RULE.voters), THIRDS)})
    found = simulate(trial(model=model, profiles=30_000))
    low, high = intervals.of_share(found.rules[0].adopted, found.profiles)
    assert low <= passage_of(RULE, model).adopted <= high


@given(CHANCES)
@examples(20)
def test_draws_have_the_chances_of_the_model(chances):
    model = independent({"a": chances, "b": Chances(Fraction(1), Fraction()), "c": Chances(Fraction(), Fraction(1))})
    drawn = Drawing.of(model).draw(np.random.SFC64(3), 20_000)
    assert set(drawn[:, 1]) == {CODES[Camp.YES]}
    assert set(drawn[:, 2]) == {CODES[Camp.NO]}
    for camp, chance in chances.each():
        share = (drawn[:, 0] == CODES[camp]).mean()
        assert abs(share - chance) < 0.02
        assert chance or share == 0


def test_a_bloc_stands_together():
    model = Blocs(("a", "b", "c"), (Bloc(("c", "a"), THIRDS), Bloc(("b",), THIRDS)))
    drawn = Drawing.of(model).draw(np.random.SFC64(3), 500)
    assert (drawn[:, 0] == drawn[:, 2]).all()
    assert (drawn[:, 0] != drawn[:, 1]).any()
    assert list(in_favour(model)) == ["a", "b", "c"]


def test_shares_are_smoothed():
    counts = {Camp.YES: 5, Camp.NO: 1}
    assert smoothed(counts, Fraction(1)) == Chances(*(Fraction(one, 10) for one in (6, 2, 1, 1)))
    assert smoothed(counts, Fraction()) == Chances(Fraction(5, 6), Fraction(1, 6))
    assert smoothed({}, Fraction(1, 2)) == Chances(*[Fraction(1, 4)] * 4)
    with pytest.raises(ValueError, match="no position"):
        smoothed({}, Fraction())
    with pytest.raises(ValueError, match="one together"):
        replace(THIRDS, yes=Fraction(3, 4))


def test_roll_calls_have_their_own_shares():
    model = RollCalls(("a", "b"), ((0, 1), (0, 0), (3, 0)))
    assert in_favour(model) == {"a": Fraction(2, 3), "b": Fraction(2, 3)}


def test_ends_of_intervals():
    """The figures of a share follow from the formula of Wilson with z = 1.959964."""
    assert [float(one) for one in intervals.of_share(10, 100)] == pytest.approx([0.055229, 0.174366], abs=2e-6)
    assert intervals.of_share(0, 10)[0] == 0
    assert intervals.of_share(10, 10)[1] == 1
    low, high = intervals.of_difference(30, 10, 100)
    assert [float(low), float(high)] == pytest.approx(
        [(20 - 1.959964 * (41 - 400 / 102) ** 0.5) / 102, (20 + 1.959964 * (41 - 400 / 102) ** 0.5) / 102], abs=2e-6
    )
    assert low < Fraction(1, 5) < high
    low, high = intervals.of_mean(250, 1000, 100, 4)
    assert float(high - low) == pytest.approx(2 * 1.959964 * ((1000 - 625) / 99 / 100) ** 0.5, abs=4e-6)


def test_a_mean_of_what_was_never_or_always_met_has_a_width():
    """Nothing met, or every number the same, tells less than a normal interval of no width would say."""
    assert intervals.of_mean(0, 0, 1, 8) == (0, 8)
    low, high = intervals.of_mean(0, 0, 100_000, 193)
    assert low == 0
    assert float(high) == pytest.approx(7 * 193 * math.log(80) / (3 * 99_999), abs=2e-6)
    low, high = intervals.of_mean(200, 400, 100, 2)
    assert high == 2
    assert float(low) == pytest.approx(2 - 7 * 2 * math.log(80) / (3 * 99), abs=2e-6)
