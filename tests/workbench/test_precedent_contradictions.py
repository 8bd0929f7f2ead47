"""Facts that can't be true together give no verdict; rounded shares do; a name is one member however it is spelt."""

import json

import pytest

from comity.workbench.precedents import CaseResult, check_precedents

HOLDERS = ["China", "France", "Russian Federation", "United Kingdom", "United States"]


def check(tmp_path, *cases: dict) -> list[CaseResult]:
    path = tmp_path / "cases.json"
    named = [{"id": str(number), "body": "b", "date": "2019", **case} for number, case in enumerate(cases)]
    path.write_text(json.dumps({"kind": "decisions", "cases": named}), encoding="utf-8")
    return list(check_precedents(path).cases)


def population(yes: float, others: float) -> dict:
    return {
        "electorate_size": 28,
        "rule": {
            "method": "double_majority",
            "states": {"numerator": 55, "denominator": 100},
            "population_percent": 65,
            "blocking_minority": {"min_states": 4},
        },
        "votes": {"yes": 17, "no": 6, "abstain": 5},
        "weights": {"camp": {"yes": yes, "no_and_abstain": others}},
    }


def weighted(**sums: int) -> dict:
    rule = {"method": "weighted", "quota": 20, "total": 28, "states": {"minimum": 3}}
    return {"electorate_size": 5, "rule": rule, "votes": {"yes": 3, "no": 2, "weighted": sums}}


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        (population(64.99, 35.0), "not_adopted"),  # published shares add up to 99.99: 64.99 is below 65 all the same
        (population(64.73, 35.26), "not_adopted"),
        (population(65, 35.01), "adopted"),
        (weighted(yes=19, no=5), "not_adopted"),
        (weighted(yes=20, no=7), "adopted"),
    ],
)
def test_what_is_in_favour_decides_though_sums_do_not_add_up(tmp_path, case, verdict):
    (result,) = check(tmp_path, case)
    assert result.answer is not None
    assert result.answer.verdict == verdict


@pytest.mark.parametrize(
    "case",
    [
        weighted(yes=30),
        {
            "electorate_size": 8,
            "rule": {"method": "chambers", "all_of": [{"base": "voting_power", "percent": 85}]},
            "votes": {"accepted_voting_power_percent": 150},
        },
        {
            "electorate_size": 8,
            "rule": {"method": "fraction", "numerator": 3, "denominator": 2, "base": "members"},
            "votes": {"yes": 8},
        },
    ],
)
def test_what_cannot_be_is_refused_and_the_others_are_answered(tmp_path, case):
    sound = {"electorate_size": 8, "rule": {"method": "consensus"}, "votes": {"no": 0}}
    refused, answered = check(tmp_path, case, sound)
    assert (refused.result, answered.result) == ("refused", "answered")
    assert refused.problems[0].line == 1


@pytest.mark.parametrize("spelling", ["Russian Federation", "Russia", "russia ", "RUS"])
def test_a_veto_is_one_however_its_holder_is_spelt(tmp_path, spelling):
    rule = {"method": "count_yes", "min_yes": 9, "veto_players": HOLDERS}
    case = {"electorate_size": 15, "rule": rule, "votes": {"yes": 14, "no": 1}, "named": {"no": [spelling]}}
    (result,) = check(tmp_path, case)
    assert result.answer is not None
    assert (result.answer.code, result.answer.vetoed_by) == ("vetoed", (spelling,))


def test_the_member_left_out_is_one_however_it_is_spelt(tmp_path):
    rule = {"method": "consensus_minus", "excluded": ["Russian Federation"]}
    (result,) = check(tmp_path, {"electorate_size": 9, "rule": rule, "votes": {"no": 1}, "named": {"no": ["Russia"]}})
    assert result.answer is not None
    assert result.answer.verdict == "adopted"
