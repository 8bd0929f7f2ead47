"""Tables of power as they are written: what is read, and what is refused with its place."""

import json
from fractions import Fraction

import pytest

from comity.core.values import Refused
from comity.formats.power_cases import read_power_cases, whole
from comity.workbench.power_games import game_of_case

POPULATION = {"a": 50, "b": 30, "c": 20}
DOUBLE = {"type": "double_majority", "min_members": 2, "population": POPULATION}


@pytest.fixture
def read(tmp_path):
    def read(*cases, text=None, **whole_file):
        path = tmp_path / "cases.json"
        path.write_text(text or json.dumps({"kind": "power", "cases": cases, **whole_file}, indent=1), encoding="utf-8")
        return read_power_cases(path)

    return read


def case(**rule):
    return {"id": "one", "rule": rule}


@pytest.mark.parametrize(
    "share",
    [
        {"population_quota": 65},
        {"population_percent": 65},
        {"population_fraction": 0.65},
        {"population_fraction": "13/20"},
        {"population_fraction": [13, 20]},
        {"population_fraction": {"numerator": 13, "denominator": 20}},
        {"population_quota": 65, "population_percent": 90},
    ],
)
def test_a_population_is_stated_or_a_share_of_the_total(read, share):
    (found,) = read(case(**DOUBLE, **share))
    assert found.problems == ()
    assert found.case.rule.people == 65


def test_a_stated_total_holds_though_the_shares_add_up_to_another(read):
    (found,) = read(case(**DOUBLE, population_percent=65, population_total=101))
    assert found.case.rule.people == Fraction(6565, 100)


def test_decimals_are_exact_and_the_quota_is_what_a_sum_can_reach(read):
    (found,) = read(case(type="weighted", quota=0.3, weights={"a": 0.1, "b": 0.2, "c": 0.15}))
    (threshold,) = game_of_case(found.case).thresholds
    assert (threshold.weights, threshold.quota) == ((2, 4, 3), 6)
    assert whole([Fraction(1, 3), Fraction(1, 2)], Fraction(3, 5)) == ((2, 3), 4)


def test_a_blocking_minority_has_so_many_members_outside(read):
    rule = {**DOUBLE, "min_members": 1, "population_quota": 90, "blocking_minority_min_members": 2}
    (found,) = read(case(**rule))
    game = game_of_case(found.case)
    from comity.analysis.power.choose import power

    # Any two leave one outside, which is too few to block; alone nobody has 90.
    assert power(game).table.winning_coalitions == 4


def test_with_too_few_outside_a_coalition_wins_whatever_members_are_asked_for(read):
    rule = {**DOUBLE, "min_members": 3, "population_quota": 90, "blocking_minority_min_members": 2}
    (found,) = read(case(**rule))
    from comity.analysis.power.choose import power

    assert power(game_of_case(found.case)).table.winning_coalitions == 4


def test_a_triple_majority_asks_for_votes_members_and_population(read):
    weights = {"a": 1, "b": 1, "c": 5}
    rule = {**DOUBLE, "type": "triple_majority", "population_quota": 50, "weights": weights, "votes_quota": 6}
    (found,) = read(case(**rule))
    from comity.analysis.power.choose import power

    assert power(game_of_case(found.case)).table.winning_coalitions == 3  # ac, bc, abc
    (odd,) = read(case(**{**rule, "weights": {"a": 1, "z": 2}}))
    assert "name different players: b, c, z" in odd.problems[0].fact


def test_names_that_look_like_explanations_are_players(read):
    (found,) = read(case(type="weighted", quota=2, weights={"note": 1, "source": 1, "x_words": 1}, words="three"))
    assert found.case.rule.players == ("note", "source", "x_words")


@pytest.mark.parametrize(
    ("given", "fact", "pointer"),
    [
        (case(type="weighted", weights={"a": 1}), "this key is missing", "/rule/quota"),
        (case(type="weighted", quota=1, weights={}), "there are no players", "/rule/weights"),
        (case(type="weighted", quota=1, weights={"a": -1}), "the number is below zero", "/rule/weights/a"),
        (case(type="weighted", quota=1, weights={"a": True}), "this is no number", "/rule/weights/a"),
        (case(type="weighted", quota="1/0", weights={"a": 1}), "this is no number", "/rule/quota"),
        (case(quota=1), "the rule has no `type`", "/rule/type"),
        (case(type="other"), "the type of the rule is not known", "/rule/type"),
        (case(**DOUBLE), "nothing says how much of the population", "/rule"),
        ("a case", "a case is a mapping", ""),
        ({"rule": {}}, "this key is missing", "/id"),
    ],
)
def test_what_is_wrong_in_a_case_has_its_place(read, given, fact, pointer):
    (found,) = read(given)
    told = [(one.fact, one.pointer) for one in found.problems]
    assert any(fact in one and where == f"/cases/0{pointer}" for one, where in told), told
    assert all(one.line and one.cure for one in found.problems)


def test_the_same_id_twice_is_told(read):
    rule = case(type="weighted", quota=1, weights={"a": 1})
    assert "stands twice" in read(rule, rule)[1].problems[0].fact


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("{}", "there is no list `cases`"),
        ('{"kind": "decisions", "cases": []}', "not power tables"),
        ("[", "this is no JSON"),
    ],
)
def test_a_file_of_another_kind_is_refused(read, text, fact):
    with pytest.raises(Refused) as caught:
        read(text=text)
    assert fact in caught.value.problems[0].fact
