"""Power counted by each algorithm is that of the plain comparison; the laws of the indices hold."""

import itertools
import random
from fractions import Fraction
from math import comb, factorial, gcd, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.analysis.games import Threshold, game_of_thresholds, wins
from comity.analysis.power import diagram, sums, sums_by_size
from comity.analysis.power.choose import ALGORITHMS, Method, TooMuchWork, Wanted, chosen, power
from comity.analysis.power.indices import power_table
from comity.analysis.power.residues import WRAPPING, folded, joined, moduli_above
from comity.analysis.power.weighted import weighted as weighted_form
from comity.analysis.profiles import Every, Holds, Some

few = settings(max_examples=60, deadline=None, derandomize=True)
WEIGHTS = st.one_of(st.integers(0, 9), st.just(1), st.sampled_from((0, 1, 1001, 2**40, 2**61)))


@st.composite
def games(draw, most=7):
    """A game of up to three thresholds, joined in every way."""
    players = draw(st.integers(1, most))
    thresholds = []
    for _ in range(draw(st.integers(1, 3))):
        alike = draw(st.booleans())
        weights = (1,) * players if alike else tuple(draw(st.lists(WEIGHTS, min_size=players, max_size=players)))
        thresholds.append(Threshold(weights, draw(st.integers(0, sum(weights) + 1))))
    holds = tuple(map(Holds, range(len(thresholds))))
    winning = draw(st.sampled_from((holds[0], Every(holds), Some(holds), Every((holds[0], Some(holds[1:] or holds))))))
    return game_of_thresholds(tuple("abcdefghijkl"[:players]), tuple(thresholds), winning)


def plain(game):
    """Winning coalitions, swings by size and minimal winning coalitions, from every coalition."""
    players = len(game.players)
    all_ = list(itertools.product((False, True), repeat=players))
    won = dict(zip(all_, wins(game, np.array(all_, dtype=np.bool_).reshape(-1, players)), strict=True))
    swings = [[0] * players for _ in range(players)]
    for coalition, player in itertools.product(all_, range(players)):
        other = (*coalition[:player], True, *coalition[player + 1 :])
        if not coalition[player] and won[other] and not won[coalition]:
            swings[player][sum(coalition)] += 1
    minimal = sum(
        won[one] and not any(won[(*one[:at], False, *one[at + 1 :])] for at in range(players) if one[at])
        for one in all_
    )
    return sum(won.values()), tuple(map(tuple, swings)), minimal


@few
@given(games())
def test_every_algorithm_agrees_with_the_comparison_of_all_coalitions(game):
    if not game.thresholds:
        return
    winning, swings, minimal = plain(game)
    for method, algorithm in ALGORITHMS.items():
        for by_size in (True, False):
            work = algorithm.work(game, by_size)
            if work is None or work.steps > 10**7 or work.memory > 10**7:
                continue
            counts = algorithm.count(game, Wanted(by_size=by_size))
            assert counts.winning == winning, method
            assert counts.minimal in ((None, minimal) if method is Method.DIAGRAM else (minimal,)), method
            told = [tuple(one) if len(one) == len(game.players) else (sum(one),) for one in counts.swings]
            expected = [one if len(two) == len(one) else (sum(one),) for one, two in zip(swings, told, strict=True)]
            assert told == expected, method


@few
@given(games())
def test_laws_of_the_indices(game):
    players = power(game).table.players
    table = power(game).table
    if table.total_swings:
        assert sum(one.shapley_shubik for one in players) == 1
        assert sum(one.banzhaf_normalised for one in players) == 1
    for places in game.types:
        assert len({(players[at].swings, players[at].shapley_shubik) for at in places}) == 1
    for at, one in enumerate(players):
        assert one.dummy == (one.swings == 0 == one.shapley_shubik)
        assert one.veto == (0 < table.winning_coalitions == one.swings)
        if all(threshold.weights[at] == 0 for threshold in game.thresholds):
            assert one.dummy
        if one.coleman_prevent and one.coleman_initiate:
            harmonic = 2 / (1 / one.coleman_prevent + 1 / one.coleman_initiate)
            assert harmonic == one.penrose_absolute  # Dubey and Shapley 1979


def weighted(weights, quota):
    names = tuple(f"p{at}" for at in range(len(weights)))
    return game_of_thresholds(names, (Threshold(tuple(weights), quota),), Holds(0))


@pytest.mark.parametrize(("seed", "players", "most"), [(1, 20, 30), (2, 21, 10**6), (3, 21, 10**12), (4, 17, 3)])
def test_algorithms_agree_with_each_other_where_there_are_too_many_coalitions_for_a_test(seed, players, most):
    drawn = random.Random(seed)
    weights = [drawn.randint(1, most) for _ in range(players)]
    game = weighted(weights, int(sum(weights) * drawn.choice((0.3, 0.55, 0.8))) + 1)
    found = {}
    for method, algorithm in ALGORITHMS.items():
        work = algorithm.work(game, True)
        if work is not None and work.steps < 10**9 and work.memory < 10**9:
            found[method] = algorithm.count(game, Wanted(minimal=False))
    assert len(found) >= 2
    assert len({(one.winning, one.swings) for one in found.values()}) == 1, tuple(found)


def by_one_number(weights, quota):
    """Swings by a generating function kept in one whole number of Python."""
    place = len(weights) + 1

    def below(some):
        polynomial = 1
        for weight in some:
            polynomial += polynomial << place * weight
        mask = (1 << place) - 1
        counts = [polynomial >> place * at & mask for at in range(quota)]
        return list(itertools.accumulate(counts, initial=0))

    swings = []
    for at, weight in enumerate(weights):
        rest = below(weights[:at] + weights[at + 1 :])
        swings.append(rest[quota] - rest[max(0, quota - weight)])
    return swings


@pytest.mark.parametrize("quota", [0.5, 0.7, 0.85])
def test_ninety_members_beyond_a_machine_word(quota):
    """Counts of up to 2**90, in tables of 64 bits and of 32."""
    drawn = random.Random(90)
    weights = [drawn.randint(1, 12) for _ in range(90)]
    least = int(sum(weights) * quota) + 1
    expected = by_one_number(weights, least)
    game = weighted(weights, least)
    assert [one.swings for one in power(game, shapley=False).table.players] == expected
    wide = power(game).table
    assert [one.swings for one in wide.players] == expected
    assert sum(one.shapley_shubik for one in wide.players) == 1


@pytest.fixture
def large(monkeypatch):
    """Every table by size is added row by row; ``left_out``: with so many players left out as may be."""

    def large(left_out):
        monkeypatch.setattr(sums_by_size, "SMALL_TABLE", 0)
        monkeypatch.setattr(sums_by_size, "STEPS_OF_A_READ", 0 if left_out else 10**9)
        monkeypatch.setattr(sums_by_size, "MOST_LEFT_OUT", left_out)
        sums_by_size._plan.cache_clear()

    yield large
    monkeypatch.undo()
    sums_by_size._plan.cache_clear()


@pytest.mark.parametrize("left_out", [0, 1, 4, 9])
@pytest.mark.parametrize(("players", "most", "quota"), [(40, 400, 0.5), (75, 9, 0.55), (75, 9, 0.8), (90, 3, 0.5)])
def test_a_large_table_gives_what_a_small_one_gives(large, players, most, quota, left_out):
    """Of one modulus and of several, the heaviest players in the table and out of it, some of them alike."""
    drawn = random.Random(players)
    weights = [drawn.randint(1, most) for _ in range(players - 2)] + [3 * most] * 2
    game = weighted(weights, int(sum(weights) * quota) + 1)
    small = sums.count(game, by_size=True)
    large(left_out)
    assert sums.count(game, by_size=True) == small


def test_a_long_row_gives_what_a_short_one_gives(monkeypatch):
    drawn = random.Random(5)
    game = weighted([1, *(drawn.randint(1, 12) for _ in range(89))], 300)
    short = sums.count(game, by_size=False)
    monkeypatch.setattr(sums, "SHORT", 0)
    monkeypatch.setattr(sums, "MOST_READS", 100)  # fewer than the lightest player is read at
    assert sums.count(game, by_size=False) == short


def test_no_more_coalitions_lose_than_the_bound_says():
    """Of any one size, in games of every shape: the remainders would not tell more."""
    for seed in range(30):
        drawn = random.Random(seed)
        weights = [drawn.choice((1, 3, 40, 1000)) * drawn.randint(1, 30) for _ in range(drawn.randint(1, 40))]
        game = weighted(weights, int(sum(weights) * drawn.choice((0.02, 0.3, 0.5, 0.9))) + 1)
        given = weighted_form(game)
        table = sums_by_size._small(given, WRAPPING).view(np.uint64)
        assert int(table[:, -1].max()) < sums_by_size._most_losing(given)


def test_a_security_council_has_the_power_that_is_in_the_books():
    """Shapley and Shubik 1954, with fifteen members: 421/2145 for the five, 4/2145 for the ten."""
    table = power(weighted((7,) * 5 + (1,) * 10, 39)).table
    assert {one.shapley_shubik for one in table.players} == {Fraction(421, 2145), Fraction(4, 2145)}
    assert table.minimal_winning_coalitions == comb(10, 4)


def test_a_game_that_no_vote_changes():
    for quota, winning in ((0, 8), (4, 0)):
        found = power(weighted((1, 1, 1), quota))
        assert found.method is Method.SETTLED
        assert found.table.winning_coalitions == winning
        assert all(one.dummy and not one.veto for one in found.table.players)
        assert {one.banzhaf_normalised for one in found.table.players} == {None}


def test_a_unanimity_has_one_minimal_winning_coalition_however_large_its_weights():
    weights = [10**18 + 7919 * number**2 for number in range(40)]
    table = power(weighted(weights, sum(weights))).table
    assert (table.winning_coalitions, table.minimal_winning_coalitions) == (1, 1)
    assert all(one.veto for one in table.players)


def test_minimal_winning_coalitions_of_a_double_majority_are_those_of_the_comparison():
    drawn = random.Random(18)
    for quota, least, blocking in ((0.6, 9, 13), (0.5, 10, 11), (0.8, 3, 15)):
        persons = tuple(drawn.randint(1, 10**9) for _ in range(16))
        thresholds = (
            Threshold((1,) * 16, least),
            Threshold(persons, int(sum(persons) * quota)),
            Threshold((1,) * 16, blocking),
        )
        rule = Every((Holds(0), Some((Holds(1), Holds(2)))))
        game = game_of_thresholds(tuple("abcdefghijklmnop"), thresholds, rule)
        halved, compared = (ALGORITHMS[one].count(game, Wanted()) for one in (Method.HALVES, Method.COMPARISON))
        assert halved == compared
        assert halved.minimal is not None


def test_many_of_few_kinds_are_counted_by_kind():
    names = tuple(f"p{at}" for at in range(300))
    lower, upper = (1,) * 200 + (0,) * 100, (0,) * 200 + (1,) * 100
    game = game_of_thresholds(names, (Threshold(lower, 101), Threshold(upper, 51)), Every((Holds(0), Holds(1))))
    found = power(game)
    assert found.method is Method.ALIKE
    half = [sum(comb(size, more) for more in range(size // 2 + 1, size + 1)) for size in (200, 100)]
    assert found.table.winning_coalitions == half[0] * half[1]
    assert sum(one.shapley_shubik for one in found.table.players) == 1


def test_beyond_the_bound_it_is_refused_with_the_estimate(monkeypatch):
    monkeypatch.setattr(diagram, "MOST_NODES", 1000)
    drawn = random.Random(7)
    game = weighted([drawn.randint(10**6, 10**7) for _ in range(60)], 2 * 10**8)
    with pytest.raises(TooMuchWork, match=r"about \d\.\de\d\d steps and \d\.\de\d+ bytes"):
        power(game, most_steps=10**9)
    with pytest.raises(TooMuchWork):
        chosen(game, shapley=True, most_memory=10**6)


def test_progress_is_told_to_its_end(large):
    large(0)
    told = []
    drawn = random.Random(3)
    game = weighted([drawn.randint(1, 50) for _ in range(30)], 500)
    sums.count(game, by_size=True, on_progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(("bound", "length"), [(factorial(20), 10), (factorial(50), 1000), (2**600, 2**40)])
def test_remainders_join_to_the_number_that_they_are_of(bound, length):
    moduli = moduli_above(bound, length=length)
    assert prod(one.value for one in moduli) > bound
    assert moduli[0] == WRAPPING
    for first, second in itertools.combinations(moduli, 2):
        assert gcd(first.value, second.value) == 1
    for one in moduli[1:]:
        numbers = np.array([2**64 - 1, one.value, 2**one.power, 0], dtype=np.uint64)
        highest = folded(numbers, one, 2**64 - 1)
        assert [int(number) % one.value for number in numbers] == [(2**64 - 1) % one.value, 0, one.less, 0]
        assert int(numbers.max()) <= highest
        assert highest * length < 2**64
    numbers = [0, 1, bound - 1, 2**61, 3**38]
    remainders = [np.array([number % one.value for number in numbers], dtype=object) for one in moduli]
    assert joined(remainders, moduli) == numbers


def test_where_no_moduli_are_left_it_is_said():
    with pytest.raises(ValueError, match="remainders can be summed"):
        moduli_above(2**100, length=2**60)


def test_the_index_of_shapley_is_left_out_where_it_is_not_wanted():
    game = weighted([*range(1, 40)], 400)
    assert chosen(game, shapley=False)[1].steps < chosen(game, shapley=True)[1].steps
    assert {one.shapley_shubik for one in power(game, shapley=False).table.players} == {None}
    assert None not in {one.shapley_shubik for one in power(game).table.players}


def test_power_table_holds_counts_alone():
    game = weighted((2, 1, 1), 3)
    table = power_table(game, ALGORITHMS[Method.COMPARISON].count(game, Wanted()))
    assert (table.winning_coalitions, table.coalitions, table.passage_probability) == (3, 8, Fraction(3, 8))
    assert [one.swings for one in table.players] == [3, 1, 1]
