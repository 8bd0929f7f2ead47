"""`comity precedents`: list and check, every option, every way it can end."""

import csv
import json

import openpyxl
import pytest

from comity.core.values import LANGUAGES
from comity.workbench.precedent_list import shipped_precedents
from doors.commands import refused, run, run_json, too_wide

CHECK = ("precedents", "check")
SHIPPED = json.loads(shipped_precedents().read_text(encoding="utf-8"))["cases"]
COUNCIL = ("--charter", "un-security-council", "--body", "security-council", "--matter")
CASE = {
    "id": "one",
    "body": "A body",
    "date": "2020-03-05",
    "question": "A question",
    "rule": {"method": "fraction", "numerator": 2, "denominator": 3, "base": "members"},
    "electorate_size": 9,
    "votes": {"yes": 6, "no": 3},
    "expected": {"verdict": "adopted", "code": "adopted"},
}
WRONG = {**CASE, "id": "two", "expected": {"verdict": "not_adopted", "code": "majority_not_reached"}}
OPEN = {**CASE, "id": "three", "votes": {"no": 2}}
BAD = {**CASE, "id": "four", "votes": {"yes": "six"}}
NOTHING_EXPECTED = {key: value for key, value in CASE.items() if key != "expected"} | {"id": "five"}


@pytest.fixture
def write(tmp_path):
    def write(*cases):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"kind": "decisions", "cases": cases}, indent=1), encoding="utf-8")
        return path

    return write


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_precedents_that_ship_are_listed_with_their_sources(tmp_path):
    result = run_json("precedents", "list")
    assert result["schema"] == "comity/precedents/1"
    assert [one["id"] for one in result["precedents"]] == [one["id"] for one in SHIPPED]
    assert all(one["source"] and one["status"] for one in result["precedents"])
    assert run("precedents", "list", "--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx").exit_code == 0
    rows = rows_of(tmp_path / "a.csv")
    assert len(rows) == len(SHIPPED) + 1 == openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row


def test_the_precedents_that_ship_agree():
    result = run_json(*CHECK, "--strict")
    assert result["schema"] == "comity/check/1"
    assert result["kind"] == "decisions"
    assert result["totals"] == {"agrees": len(SHIPPED), "differs": 0, "answered": 0, "open": 0, "refused": 0}


def test_a_case_as_json(write):
    (case,) = run_json(*CHECK, write(CASE))["cases"]
    assert {"id", "result", "answer", "differences", "problems"} <= case.keys()
    answer = case["answer"]
    assert {"verdict", "code", "basis", "conditions", "rule", "not_bound", "blocked_by", "vetoed_by", "step", "elected",
            "round", "missing", "sentence"} <= answer.keys()  # fmt: skip
    (condition,) = answer["conditions"]
    assert (condition["needed"], condition["had"], condition["holds"]) == ("6", "6", True)
    assert (answer["rule"]["from"], answer["rule"]["differs"]) == ("case", [])
    inner = answer["rule"]["written"]
    for step in condition["path"].split("/")[1:]:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    assert inner["rule"] == "majority"


@pytest.mark.parametrize(
    ("cases", "code", "strict"),
    [
        ([CASE], 0, 0),
        ([NOTHING_EXPECTED], 0, 0),
        ([CASE, OPEN], 0, 1),
        ([CASE, WRONG], 1, 1),
        ([WRONG, OPEN], 1, 1),
        ([BAD], 2, 2),
        ([CASE, BAD, WRONG], 2, 2),
        ([], 0, 0),
    ],
)
def test_how_it_ends(write, cases, code, strict):
    path = write(*cases)
    assert run(*CHECK, path).exit_code == code
    assert run(*CHECK, path, "--strict").exit_code == strict
    for args in ((), ("--strict",)):
        result = run(*CHECK, path, "--json", *args)
        assert result.exit_code == (strict if args else code)
        assert len(json.loads(result.stdout)["cases"]) == len(cases)


def test_a_refused_case_leaves_the_others_answered(write):
    path = write(CASE, BAD, WRONG, OPEN, NOTHING_EXPECTED)
    result = json.loads(run(*CHECK, path, "--json").stdout)
    assert [one["result"] for one in result["cases"]] == ["agrees", "refused", "differs", "open", "answered"]
    assert result["totals"] == dict.fromkeys(("agrees", "refused", "differs", "open", "answered"), 1)
    bad = result["cases"][1]
    assert bad["answer"] in (None, {})
    ((problem),) = bad["problems"]
    assert '"six"' in path.read_text().splitlines()[problem["line"] - 1]
    assert problem["pointer"] == "/cases/1/votes/yes"
    wrong = result["cases"][2]["differences"]
    assert {one["field"]: (one["expected"], one["got"]) for one in wrong} == {
        "verdict": ("not_adopted", "adopted"),
        "code": ("majority_not_reached", "adopted"),
    }
    told = run(*CHECK, path)
    assert f"{path}:{problem['line']}" in told.stderr.replace("\n", "")
    assert "verdict: expected not_adopted, got adopted" in told.stdout


def test_only_some_cases(write):
    path = write(CASE, BAD, WRONG)
    assert run(*CHECK, path, "--only", "one").exit_code == 0
    assert run(*CHECK, path, "--only", "one", "--only", "two").exit_code == 1
    ((_, fact, cure),) = refused(*CHECK, path, "--only", "tow")
    assert "tow" in fact
    assert cure == "Did you mean `two`"


def test_under_a_charter_its_own_rule_decides():
    (case,) = run_json(*CHECK, "--only", "unsc-2019-s186", *COUNCIL, "substantive")["cases"]
    answer = case["answer"]
    assert (answer["rule"]["from"], answer["vetoed_by"]) == ("charter", ["China", "Russian Federation"])
    assert answer["rule"]["differs"] == []
    (other,) = run_json(*CHECK, "--only", "unsc-2019-s186", *COUNCIL, "procedural", ends=1)["cases"]
    assert other["result"] == "differs"
    assert other["answer"]["verdict"] == "adopted"
    assert any("veto" in line for line in other["answer"]["rule"]["differs"])


def test_what_is_major_under_a_charter(write):
    case = {**CASE, "rule": {"method": "consensus"}, "date": "2018-12-05", "electorate_size": 8,
            "votes": {"yes": 5, "no": 3}, "expected": {"verdict": "not_adopted", "code": "objection"}}  # fmt: skip
    args = (*CHECK, write(case), "--charter", "sco-reform", "--body", "heads-of-state", "--matter", "trade")
    assert run(*args).exit_code == 1
    assert run(*args, "--major", "trade").exit_code == 0
    assert run(*args, "--major", "none").exit_code == 1
    ((_, fact, cure),) = refused(*args, "--major", "traed")
    assert "traed" in fact
    assert cure == "Did you mean `trade`"


def test_a_forum_needs_all_its_parts():
    assert "--charter, --body and --matter" in refused(*CHECK, "--charter", "sco")[0][1]
    found = refused(*CHECK, "--charter", "sco", "--body", "heads", "--matter", "trad")
    assert len(found) == 2
    assert "sco" in refused(*CHECK, "--charter", "scoo", "--body", "heads", "--matter", "trad")[0][2]
    assert "--charter" in refused(*CHECK, "--major", "trade")[0][1]


def test_a_case_that_cannot_be_put_to_the_charter_is_refused(write):
    many = {**CASE, "electorate_size": 20, "votes": {"yes": 16, "no": 4}}
    undated = {**CASE, "date": None}
    path = write(CASE, many, undated)
    result = json.loads(run(*CHECK, path, *COUNCIL, "procedural", "--json").stdout)
    assert [one["result"] for one in result["cases"]] == ["differs", "refused", "refused"]
    lines = [one["problems"][0]["line"] for one in result["cases"][1:]]
    assert all(lines)
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("content", "line", "fact"),
    [
        ("", None, "empty"),
        ("not JSON", 1, "JSON"),
        ('{"kind": "treaties", "cases": []}', 1, "treaties"),
        ('{"kind": "decisions"}', 1, "cases"),
        ("[]", 1, "cases"),
        ('{"cases": [\n{"id": "a",\n"id": "b"}]}', None, "stands twice"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, content, line, fact):
    path = tmp_path / "cases.json"
    path.write_text(content)
    ((where, said, cure),) = refused(*CHECK, path)
    assert (where, fact in said, bool(cure)) == (line, True, True)


def test_a_file_that_is_not_there(tmp_path):
    assert "no such file" in refused(*CHECK, tmp_path / "none.json")[0][1]
    assert "folder" in refused(*CHECK, tmp_path)[0][1]


def test_an_id_that_stands_twice(write):
    path = write(CASE, {**WRONG, "id": "one"})
    result = json.loads(run(*CHECK, path, "--json").stdout)
    assert [one["result"] for one in result["cases"]] == ["agrees", "refused"]
    assert result["cases"][1]["problems"][0]["pointer"] == "/cases/1/id"


def test_tables_are_written_to_files(write, tmp_path):
    out = (tmp_path / "out.csv", tmp_path / "out.xlsx")
    assert run(*CHECK, write(CASE, WRONG, BAD), "--csv", out[0], "--xlsx", out[1]).exit_code == 2
    rows = rows_of(out[0])
    assert [row[0] for row in rows[1:]] == ["one", "two", "four"]
    assert openpyxl.load_workbook(out[1]).active.max_row == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_within_the_page(language, write):
    for args in (("precedents", "list"), CHECK, (*CHECK, write(CASE, WRONG, OPEN, NOTHING_EXPECTED))):
        result = run(*args, "--lang", language)
        assert (result.exit_code in (0, 1), too_wide(result.stdout)) == (True, [])
