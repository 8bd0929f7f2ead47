"""Real decisions, decided again: every one as its rule and its facts imply, whatever anything is called."""

import copy
import json
from pathlib import Path

import pytest

from comity.formats.precedent_cases import CAMP_NAMES
from comity.workbench.precedents import check_precedents, exit_code

FILE = Path(__file__).with_name("decisions.json")
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
HELD = ("verdict", "code", "vetoed_by", "blocked_by", "step", "elected", "round")
LISTS = ("vetoed_by", "blocked_by")
WORDS = ("words", "notes", "note", "reason", "scope", "unit", "veto", "absence", "abstention", "equivalent")


def decided(path):
    return {one.id: one for one in check_precedents(path).cases}


@pytest.fixture(scope="module")
def answers():
    return decided(FILE)


@pytest.fixture
def write(tmp_path):
    def write(cases, **more):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"kind": "decisions", **more, "cases": cases}, indent=1), encoding="utf-8")
        return path

    return write


def expected_of(case):
    return {"vetoed_by": [], "blocked_by": [], "step": None, "elected": None, "round": None} | {
        field: case["expected"][field] for field in HELD if field in case["expected"]
    }


def told(answer):
    """What is compared, as plain values; lists of names are sets."""
    plain = {field: getattr(answer, field) for field in HELD}
    return {field: sorted(value) if field in LISTS else value for field, value in plain.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_answer_is_what_the_rule_and_the_facts_imply(case, answers):
    expected = expected_of(case)
    expected |= {field: sorted(expected[field]) for field in LISTS}
    assert answers[case["id"]].result == "agrees"
    assert told(answers[case["id"]].answer) == expected


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_an_open_answer_says_what_is_missing_and_only_an_open_one(case, answers):
    answer = answers[case["id"]].answer
    assert bool(answer.missing) is (answer.verdict == "open")
    assert all(answer.sentence[language] for language in ("en", "ru", "zh"))


def test_nothing_expected_and_no_outcome_is_read_for_the_answer(write, answers):
    bare = [{key: value for key, value in case.items() if key not in ("expected", "outcome")} for case in CASES]
    again = decided(write(bare))
    assert {id_: one.answer for id_, one in again.items()} == {id_: one.answer for id_, one in answers.items()}
    assert {one.result for one in again.values()} == {"answered"}


def test_a_false_expectation_changes_the_result_and_not_the_answer(write, answers):
    false = [{**case, "expected": {"verdict": "adopted", "code": "elected", "elected": "Nobody"}} for case in CASES]
    again = decided(write(false))
    assert {id_: one.answer for id_, one in again.items()} == {id_: one.answer for id_, one in answers.items()}
    assert {one.result for one in again.values()} == {"differs", "open"}


def renamed(case, number):
    """The case with another id and body, other names for every voter, and other words."""
    known = {}

    def name(text):
        return known.setdefault(text, f"Delegation {len(known) + 1}")

    other = wordless(copy.deepcopy(case))
    other |= {"id": f"case-{number}", "body": "A body", "question": "A question", "features": [], "source": []}
    other["named"] = {camp: [name(one) for one in names] for camp, names in case.get("named", {}).items()}
    rename_rule(other["rule"], name)
    if "values" in case.get("weights", {}):
        other["weights"]["values"] = {name(one): weight for one, weight in case["weights"]["values"].items()}
    if "rounds" in case["votes"]:
        other["votes"]["rounds"] = [
            {one if one in CAMP_NAMES else name(one): votes for one, votes in ballot.items()}
            for ballot in case["votes"]["rounds"]
        ]
    for field in LISTS:
        if field in other["expected"]:
            other["expected"][field] = [name(one) for one in case["expected"][field]]
    if "elected" in other["expected"]:
        other["expected"]["elected"] = name(case["expected"]["elected"])
    return other


def rename_rule(rule, name):
    for key in ("veto_players", "excluded"):
        if isinstance(rule.get(key), list):
            rule[key] = [name(one) for one in rule[key]]
        elif key in rule:
            rule[key] = "those who are described"
    for step in rule.get("steps", []):
        rename_rule(step, name)


def wordless(value):
    if isinstance(value, dict):
        return {key: "x" if key in WORDS or key.endswith("_words") else wordless(one) for key, one in value.items()}
    return [wordless(one) for one in value] if isinstance(value, list) else value


def test_names_of_cases_states_and_words_make_no_difference(write, answers):
    others = [renamed(case, number) for number, case in enumerate(CASES)]
    again = decided(write(others))
    assert {id_: one.differences for id_, one in again.items() if one.result != "agrees"} == {}
    for number, case in enumerate(CASES):
        one, two = answers[case["id"]].answer, again[f"case-{number}"].answer
        assert [each.had for each in two.conditions] == [each.had for each in one.conditions]
        assert [each.needed for each in two.conditions] == [each.needed for each in one.conditions]


def test_the_order_of_the_cases_makes_no_difference(write, answers):
    again = decided(write(CASES[::-1]))
    assert {id_: one.answer for id_, one in again.items()} == {id_: one.answer for id_, one in answers.items()}


def without_figures(case):
    """The rule alone: nobody has voted yet, as far as is known."""
    return {**case, "votes": {}, "named": {}, "weights": {}}


def test_a_case_without_figures_is_open(write):
    again = decided(write([without_figures(case) for case in CASES]))
    silence = {case["id"] for case in CASES if case["rule"]["method"] == "silence"}
    assert silence
    for id_, one in again.items():
        assert one.answer.verdict == "open", id_
        assert one.answer.code == "open", id_


def test_open_against_a_stated_verdict_counts_only_if_it_is_strict(write):
    open_ = without_figures(CASES[0])
    path = write([open_])
    result = check_precedents(path)
    assert [one.result for one in result.cases] == ["open"]
    assert (exit_code(result, strict=False), exit_code(result, strict=True)) == (0, 1)
    expected = {**open_, "expected": {"verdict": "open", "code": "open"}}
    result = check_precedents(write([expected]))
    assert [one.result for one in result.cases] == ["agrees"]
    assert exit_code(result, strict=True) == 0


def test_one_that_differs_ends_with_one(write):
    wrong = {**CASES[1], "expected": {"verdict": "not_adopted", "code": "vetoed", "vetoed_by": ["China"]}}
    result = check_precedents(write([CASES[0], wrong]))
    assert [one.result for one in result.cases] == ["agrees", "differs"]
    assert [(one.field, one.expected) for one in result.cases[1].differences] == [("vetoed_by", ["China"])]
    assert (exit_code(result, strict=False), exit_code(result, strict=True)) == (1, 1)


BROKEN = (
    (("rule", "method"), "acclamation", "the method is not known"),
    (("rule", "min_yes"), "nine", "this is no whole number"),
    (("rule", "min_yes"), 0, "too small"),
    (("votes", "yes"), -1, "too small"),
    (("votes", "yes"), 8.5, "no whole number"),
    (("votes", "yes"), 7, "8 are named"),
    (("electorate_size",), 14, "15 votes are counted"),
    (("date",), "the spring of 1969", "date"),
)


@pytest.mark.parametrize(("place", "value", "fact"), BROKEN)
def test_a_case_that_is_refused_has_its_line_and_leaves_the_others_answered(write, place, value, fact):
    broken = copy.deepcopy(CASES[0])
    inner = broken
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    path = write([CASES[1], broken, {**CASES[2], "expected": {"verdict": "not_adopted"}}])
    result = check_precedents(path)
    assert [one.result for one in result.cases] == ["agrees", "refused", "differs"]
    assert result.cases[1].answer is None
    (problem,) = result.cases[1].problems
    assert fact in problem.fact
    assert problem.cure
    assert problem.file == str(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = next(number for number, line in enumerate(lines, 1) if broken["id"] in line)
    ends = next(number for number, line in enumerate(lines, 1) if CASES[2]["id"] in line)
    assert begins < problem.line < ends
    written = place[-1] if "named" not in problem.fact and "counted" not in problem.fact else None
    assert written is None or f'"{written}"' in lines[problem.line - 1]
    assert (exit_code(result, strict=False), exit_code(result, strict=True)) == (2, 2)


def test_two_refused_cases_have_their_own_lines(write):
    slip = copy.deepcopy(CASES[0])
    slip["rule"]["veto_player"] = slip["rule"].pop("veto_players")
    missing = {key: value for key, value in CASES[1].items() if key != "rule"}
    path = write([CASES[2], slip, CASES[3], missing])
    result = check_precedents(path)
    assert [one.result for one in result.cases] == ["agrees", "refused", "agrees", "refused"]
    lines = path.read_text(encoding="utf-8").splitlines()
    (first,), (second,) = result.cases[1].problems, result.cases[3].problems
    assert '"veto_player"' in lines[first.line - 1]
    assert first.cure == "Did you mean `veto_players`"
    assert second.line > first.line
    assert second.pointer == "/cases/3/rule"


def test_only_some_cases(write):
    result = check_precedents(FILE, only=frozenset({CASES[3]["id"]}))
    assert [one.id for one in result.cases] == [CASES[3]["id"]]
    assert result.totals.agrees == 1
