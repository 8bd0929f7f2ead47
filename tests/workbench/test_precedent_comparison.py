"""What an answer is held to: lists as sets, both rules, and votes that the body has seats for."""

import copy
import json
from pathlib import Path

import pytest

from comity.workbench.precedents import CaseResult, check_precedents

GOLDEN = {
    one["id"]: one for one in json.loads(Path("tests/golden/decisions.json").read_text(encoding="utf-8"))["cases"]
}
COUNCIL = {"charter": "un-security-council", "body": "security-council", "matter": "substantive"}


def check(tmp_path: Path, case: dict) -> CaseResult:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"kind": "decisions", "cases": [case]}), encoding="utf-8")
    (result,) = check_precedents(path).cases
    return result


def test_a_list_of_the_same_length_with_another_name_differs(tmp_path):
    case = copy.deepcopy(GOLDEN["unsc-2019-s186"])
    case["expected"]["vetoed_by"] = ["China", "France"]
    result = check(tmp_path, case)
    assert (result.result, [one.field for one in result.differences]) == ("differs", ["vetoed_by"])


def test_the_order_of_a_list_makes_no_difference(tmp_path):
    case = copy.deepcopy(GOLDEN["unsc-2019-s186"])
    case["expected"]["vetoed_by"].reverse()
    assert check(tmp_path, case).result == "agrees"


def test_a_difference_by_the_charter_alone_is_a_difference(tmp_path):
    case = copy.deepcopy(GOLDEN["unsc-2022-res2623"]) | {"under": COUNCIL}
    case["question"] = "a procedural question, put as one of substance"
    result = check(tmp_path, case)
    assert result.result == "differs"
    assert [one.field for one in result.differences] == ["by_charter.verdict", "by_charter.code"]


@pytest.mark.parametrize(("abstain", "result"), [(4, "agrees"), (5, "refused")])
def test_more_votes_than_the_body_has_seats_are_refused(tmp_path, abstain, result):
    case = {
        "id": "a",
        "body": "a council",
        "date": "2000-01-01",
        "rule": {"method": "count_yes", "min_yes": 9},
        "votes": {"yes": 11, "no": 0, "abstain": abstain},
        "under": COUNCIL | {"matter": "procedural"},
        "expected": {"verdict": "adopted", "code": "adopted"},
    }
    assert check(tmp_path, case).result == result


def test_a_tie_at_the_bar_elects_nobody(tmp_path):
    case = {
        "id": "a",
        "body": "an assembly",
        "date": "2000-01-01",
        "electorate_size": 10,
        "rule": {"method": "rounds", "numerator": 1, "denominator": 2, "base": "members"},
        "votes": {"rounds": [{"P": 5, "Q": 5}]},
        "expected": {"verdict": "not_adopted", "code": "no_result"},
    }
    result = check(tmp_path, case)
    assert result.result == "agrees"
    assert result.answer is not None
    assert result.answer.conditions == ()
