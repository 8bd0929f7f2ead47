"""`comity demonstrate` and the command itself."""

import json
import os
import subprocess
import sys

import pytest

from comity import __version__
from comity.core.values import LANGUAGES
from doors.commands import run, run_json, too_wide


@pytest.fixture(scope="module")
def shown():
    return run_json("demonstrate")


def answers(shown, number):
    return {one["charter"]: one["answer"] for one in shown["texts"][number]["answers"]}


def test_the_first_text_passes_under_every_rule(shown):
    assert {charter: answer["verdict"] for charter, answer in answers(shown, 0).items()} == {
        "sco": "adopted",
        "sco-reform": "adopted",
        "sco-reform-all-members": "adopted",
    }


def test_the_second_fails_by_consensus_and_passes_by_a_majority_of_those_voting(shown):
    second = answers(shown, 1)
    assert (second["sco"]["verdict"], second["sco"]["code"]) == ("not_adopted", "objection")
    assert sorted(second["sco"]["blocked_by"]) == ["chn", "rus"]
    assert second["sco-reform"]["verdict"] == "adopted"
    (condition,) = second["sco-reform"]["conditions"]
    assert (condition["needed"], condition["had"]) == ("4", "4")


def test_the_second_is_one_vote_short_of_a_majority_of_all_members(shown):
    answer = answers(shown, 1)["sco-reform-all-members"]
    assert (answer["verdict"], answer["code"]) == ("not_adopted", "majority_not_reached")
    (condition,) = answer["conditions"]
    assert (condition["needed"], condition["had"]) == ("5", "4")
    assert "One more in favour would carry it" in answer["sentence"]["en"]


def test_the_articles_stand_beside_the_answers(shown):
    for number in (0, 1):
        assert "article 16" in answers(shown, number)["sco"]["conditions"][0]["cite"]


def test_no_vote_in_the_general_assembly_is_taken_for_one_in_the_organisation(shown):
    assert all(shown["note"][language] for language in LANGUAGES)
    assert "A vote in the General Assembly is not a vote in" in shown["note"]["en"]
    assert shown["source"]


def test_the_precedents_follow(shown):
    totals = shown["precedents"]["totals"]
    assert totals["agrees"] == sum(totals.values()) > 40


def test_the_record_is_put_to_the_same_charters(shown):
    record = shown["record"]
    assert [one["id"] for one in record["charters"]] == ["sco", "sco-reform", "sco-reform-all-members"]
    rows = {(one["membership"], one["charter"], one["subject"]): one for one in record["summary"]}
    assert rows["actual", "sco", None]["put"] == 1440
    assert (record["roll_calls"], record["sensitivity"]) == ([], []), "`comity whatif` gives these"


def test_the_picture_is_written_where_it_is_said_to_be(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    last = run("demonstrate").stdout
    (path,) = tmp_path.rglob("what-if.svg")
    assert "".join(str(path).split()) in "".join(last.split())


def test_without_a_folder_for_the_picture_the_answer_stands(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    result = run("demonstrate")
    assert result.exit_code == 0
    assert "what-if.svg" not in result.stdout


def test_without_the_extra_the_line_that_installs_it_is_said(monkeypatch):
    monkeypatch.setattr("comity.workbench.demonstration.find_spec", lambda _name: None)
    assert "pip install 'comity[analysis]'" in "".join(run("demonstrate").stdout.replace("\n", " "))
    assert run_json("demonstrate")["record"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_order_that_a_reader_wants_within_the_page(language, shown):
    result = run("demonstrate", "--lang", language)
    wide = [line for line in too_wide(result.stdout) if not line.endswith("what-if.svg")]  # a path is never broken
    assert (result.exit_code, result.stderr, wide) == (0, "", [])
    plain = "".join(result.stdout.split())
    order = [plain.index("".join(text["symbol"].split())) for text in shown["texts"]]
    order.append(plain.index("".join(shown["note"][language].split())))
    order.append(plain.index("comitycharterdiffscosco-reform"))
    assert order == sorted(order)
    for text in shown["texts"]:
        for one in text["answers"]:
            assert "".join(one["answer"]["sentence"][language].split()) in plain


def test_what_to_try_next_can_be_run():
    lines = run("demonstrate").stdout.splitlines()
    commands = [line.split()[1:] for line in lines if line.strip().startswith("comity ")]
    assert len(commands) == 4
    for command in commands:
        assert run(*command).exit_code == 0, command


def test_the_version():
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"comity {__version__}\n")


@pytest.mark.parametrize("arguments", [["frobnicate"], ["charter", "frobnicate"], ["decide"], ["demonstrate", "--no"]])
def test_what_there_is_not_is_refused(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [[], ["charter"], ["precedents"], ["decide"], ["demonstrate"], ["precedents", "check"], ["precedents", "list"],
     ["charter", "list"], ["charter", "check"], ["charter", "show"], ["charter", "diff"], ["charter", "schema"]],
)  # fmt: skip
def test_help_within_the_page(arguments):
    result = run(*arguments, "--help")
    assert (result.exit_code, too_wide(result.stdout)) == (0, [])
    assert "Usage:" in result.stdout


@pytest.mark.parametrize("says", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}])
def test_as_a_program_of_its_own_in_a_plain_locale(says):
    """What is printed is UTF-8 whatever the terminal says it takes."""
    code = "from comity.cli.main import main; main()"
    command = [sys.executable, "-c", code, "demonstrate", "--lang", "zh", "--json"]
    ended = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert json.loads(ended.stdout.decode("utf-8"))["schema"] == "comity/demonstration/1"
