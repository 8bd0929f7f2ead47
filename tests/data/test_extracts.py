"""Extracts and tables that ship: as the scripts make them, and sound in themselves."""

import csv
import os
import subprocess
import sys

import pytest

from comity.core.values import PartialDate, Period, check_id
from repo.source import PACKAGE, ROOT

NAMES = PACKAGE / "data/names"


def rows(name):
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def call(script, *arguments, **environment):
    command = [sys.executable, str(ROOT / "script" / script), *arguments]
    kept = {key: value for key, value in os.environ.items() if key != "COMITY_TEST_DATA"}
    return subprocess.run(command, env=kept | environment, capture_output=True, text=True, check=False)


def test_the_second_reform_is_made_from_the_first():
    ended = call("derive-reform", "--check")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("script", ["extract-positions", "extract-names"])
def test_an_extract_is_what_stands_in_the_public_data(script):
    data = os.environ.get("COMITY_TEST_DATA")
    if not data:
        pytest.skip("COMITY_TEST_DATA does not name the public data")
    ended = call(script, "--check", data)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("script", ["extract-positions", "extract-names"])
def test_without_data_a_script_says_how_to_name_them(script, tmp_path):
    assert "COMITY_TEST_DATA" in call(script).stderr
    assert "is not there" in call(script, str(tmp_path)).stderr


def test_the_names_of_states_are_complete():
    table = rows("un_names.csv")
    assert len(table) == 195
    assert len({row["iso3"] for row in table}) == 195
    assert all(all(row.values()) for row in table)


def test_former_states_have_their_period_their_names_and_their_successors():
    former = rows("former_states.csv")
    ids = [check_id(row["id"]) for row in former]
    today = {row["iso3"].lower() for row in rows("un_names.csv")}
    assert len(set(ids)) == len(ids)
    assert not today & set(ids)
    for row in former:
        Period(PartialDate.parse(row["from"]), PartialDate.parse(row["until"]))
        assert row["successors"]
        assert set(f"{row['predecessors']} {row['successors']}".split()) <= today | set(ids)
        assert all(row[language] for language in ("en", "ru", "zh"))
