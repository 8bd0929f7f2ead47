"""Tables of voting power, counted again from their rules alone."""

import copy
import json
from fractions import Fraction
from pathlib import Path

import pytest

from comity.workbench.power_check import check_power

FILE = Path(__file__).with_name("power.json")
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def counted(path):
    return {one.id: one for one in check_power(path).cases}


@pytest.fixture(scope="module")
def found():
    return counted(FILE)


@pytest.mark.parametrize("case", CASES, ids=[one["id"] for one in CASES])
def test_every_table_agrees(case, found):
    assert (found[case["id"]].result, found[case["id"]].differences) == ("agrees", ())


@pytest.mark.parametrize("case", CASES, ids=[one["id"] for one in CASES])
def test_what_is_held_to_is_seen_by_the_comparer_alone(case, found, tmp_path):
    """The same rule without its figures gives the same answer; with any figure altered it differs, and says where."""
    bare = {key: case[key] for key in ("id", "rule")}
    player = next(iter(case["power"]))
    wrong = copy.deepcopy(case)
    wrong["power"][player]["swings"] += 1
    wrong["winning_coalitions"] += 1
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"kind": "power", "cases": [bare, {**wrong, "id": "wrong"}]}), encoding="utf-8")
    without, altered = counted(path).values()
    assert (without.result, without.answer) == ("answered", found[case["id"]].answer)
    assert [one.field for one in altered.differences] == [f"power.{player}.swings", "winning_coalitions"]


@pytest.mark.parametrize("case", CASES, ids=[one["id"] for one in CASES])
def test_shapley_sums_to_one_and_banzhaf_too(case, found):
    power = found[case["id"]].answer.power.values()
    assert sum(one["shapley_shubik"] for one in power) == Fraction(1)
    assert sum(one["banzhaf_normalised"] for one in power) == Fraction(1)
