"""`comity charter`: list, check, show, diff, schema; every fault with its line and its cure."""

import csv
import json

import jsonschema
import openpyxl
import pytest

from comity.core.values import LANGUAGES
from comity.formats.charter_file import shipped_charters
from comity.formats.yaml_text import read_yaml
from doors.commands import refused, run, run_json, too_wide
from doors.test_decide import CONFERENCE
from repo.source import PACKAGE


@pytest.fixture
def conference(tmp_path):
    """The file of a charter made from the conference's, with each (old, new) text replaced."""

    def conference(*changes):
        text = CONFERENCE
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "charter.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return conference


def found(path):
    """The findings of a check, with the text of the line that each is about."""
    lines = path.read_text(encoding="utf-8").splitlines()
    result = run("charter", "check", path, "--json")
    assert result.stderr == ""
    check = json.loads(result.stdout)
    assert check["schema"] == "comity/charter-check/1"
    assert result.exit_code == (1 if check["wrong"] else 0)
    told = run("charter", "check", path)
    assert told.exit_code == result.exit_code
    for one in check["findings"]:
        assert f"{path}:{one['line']}" in told.stdout.replace("\n", "")
    return [(one["fact"], one["cure"], lines[one["line"] - 1], one["serious"]) for one in check["findings"]]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_charters_that_ship_are_listed(tmp_path):
    result = run_json("charter", "list")
    assert [one["name"] for one in result["charters"]] == list(shipped_charters())
    assert all(set(one["title"]) >= set(LANGUAGES) for one in result["charters"])
    assert run("charter", "list", "--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx").exit_code == 0
    rows = rows_of(tmp_path / "a.csv")
    assert [row[0] for row in rows[1:]] == list(shipped_charters())
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == len(rows)


@pytest.mark.parametrize("name", shipped_charters())
def test_nothing_is_wrong_in_a_charter_that_ships(name):
    result = run_json("charter", "check", name)
    assert [one["fact"] for one in result["findings"] if one["serious"]] == []


def test_nothing_is_wrong_in_the_conference(conference):
    assert found(conference()) == []


def test_a_matter_without_a_rule(conference):
    ((fact, cure, line, serious),) = found(conference(
        ("matters: [text], rule: majority,", "matters: [text], rule: majority, until: 2015-01-01,"),
    ))  # fmt: skip
    assert fact == "no rule decides 'text' in 'plenary' on 2015-01-01"
    assert "decisions" in cure
    assert "plenary" in line
    assert serious


def test_two_rules_on_one_date(conference):
    second = "\n  - {body: plenary, matters: [text], rule: at-request, from: 2030-01-01, cite: {instrument: rules}}"
    first = "  - {body: plenary, matters: [text], rule: majority, cite: {instrument: rules}}"
    ((fact, cure, line, serious),) = found(conference((first, first + second)))
    assert fact == "2 rules decide 'text' in 'plenary' on 2030-01-01"
    assert "until" in cure
    assert "plenary" in line
    assert serious


def test_a_body_in_which_nobody_sits(conference):
    findings = found(conference(
        ("seats: [{standing: member, cite", "seats: [{standing: member, until: 2022-01-01, cite"),
    ))  # fmt: skip
    fact, cure, line, serious = findings[0]
    assert fact == "nobody sits in 'plenary' on 2022-01-01"
    assert "seats" in cure
    assert "plenary" in line
    assert serious


REQUEST = "{rule: only_at_request, by: a_member, cite: {instrument: rules}}"
NEVER_FAILS = """\
      rule: any_of
      conditions:
        - {rule: threshold, at_least: 1, cite: {instrument: rules}}
        - {rule: not, condition: {rule: threshold, at_least: 1, cite: {instrument: rules}}}
"""
NEVER_PASSES = """\
      rule: all_of
      conditions:
        - {rule: threshold, at_least: 2, cite: {instrument: rules}}
        - {rule: not, condition: {rule: threshold, at_least: 2, cite: {instrument: rules}}}
"""
SOMETIMES = """\
      rule: all_of
      conditions:
        - {rule: threshold, at_least: 2, cite: {instrument: rules}}
        - {rule: not, condition: {rule: threshold, at_least: 3, cite: {instrument: rules}}}
"""
MAJORITY = CONFERENCE[CONFERENCE.index("      rule: all_of") : CONFERENCE.index("  at-request:")]


def test_a_monotone_rule_is_judged_at_all_in_favour_and_all_against(conference):
    ((fact, cure, line, _),) = found(conference(
        ("rule: majority, share: more than 1/2, of: members", "rule: threshold, at_least: 5"),
    ))  # fmt: skip
    assert fact.startswith("the rule 'majority' can never pass in 'plenary'")
    assert "bar" in cure
    assert "majority" in line
    kept = "        - {rule: threshold, at_least: 1, cite: {instrument: rules}}\n"
    always = f"      rule: not\n      condition:\n        rule: all_of\n        conditions:\n{kept}{kept}"
    assert found(conference((MAJORITY, always))) == []


@pytest.mark.parametrize(("rule", "says"), [(NEVER_FAILS, "can never fail"), (NEVER_PASSES, "can never pass")])
def test_a_rule_that_is_not_monotone_is_enumerated(conference, rule, says):
    ((fact, cure, line, serious),) = found(conference((MAJORITY, rule)))
    assert says in fact
    assert cure
    assert "majority" in line
    assert serious


def test_a_rule_that_is_not_monotone_and_can_both(conference):
    assert found(conference((MAJORITY, SOMETIMES))) == []


def test_beyond_the_bound_it_is_not_checked(conference):
    unknown = ("seats: [{standing: member, cite", "seats: [{standing: member, number_unknown: true, cite")
    ((fact, cure, line, serious),) = found(conference((MAJORITY, NEVER_PASSES), unknown))
    assert "was not checked" in fact
    assert cure
    assert "majority" in line
    assert not serious
    assert "note: " in run("charter", "check", conference((MAJORITY, NEVER_PASSES), unknown)).stdout


def test_what_nothing_uses(conference):
    facts = [fact for fact, *_ in found(conference(
        ("matters: [text, visit], cite", "matters: [text], cite"),
    ))]  # fmt: skip
    assert "no body is competent for 'visit'" in facts
    assert any("never competent for 'visit'" in fact for fact in facts)


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("rule: at-request, cite", "rule: at-reqest, cite", "at-reqest"),
        ("matters: [visit], rule", "matters: [visits], rule", "visits"),
        ("{who: d, standing: member", "{who: e, standing: member", "`e`"),
        (REQUEST, "{rule: only_at_request, by: a_member}", "cite"),
        (REQUEST, "{rule: only_at_request, by: a_member, cite: {instrument: ruels}}", "ruels"),
        ("rule: only_at_request", "rule: only_on_request", "only_on_request"),
        ("share: more than 1/2, of: present_and_voting", "share: 0.5, of: present_and_voting", "0.5"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_defines_and_a_citation_that_is_missing(conference, old, new, fact):
    ((said, cure, line, serious),) = found(conference((old, new)))
    assert new[:12] in line
    assert fact.strip("`") in said
    assert cure
    assert serious


def test_everything_wrong_in_a_charter_at_once(conference):
    path = conference(
        ("rule: at-request, cite", "rule: at-reqest, cite"),
        ("{who: d, standing: member", "{who: e, standing: member"),
        ("{who: c, standing: member, cite: {instrument: rules}}", "{who: c, standing: member}"),
        ("share: more than 1/2, of: members", "share: more than 2/1, of: members"),
    )
    assert len(found(path)) == 4
    assert len(refused("charter", "show", path)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shipped_charters())
def test_a_charter_in_sentences(name, language):
    result = run("charter", "show", name, "--lang", language)
    assert (result.exit_code, result.stderr, too_wide(result.stdout)) == (0, "", [])
    shown = run_json("charter", "show", name, "--lang", language)
    assert (shown["charter"], shown["language"]) == (name, language)
    plain = "".join(result.stdout.split())
    for section in shown["sections"]:
        for line in (section["title"], *section["lines"]):
            assert "".join(line.split()) in plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reform_as_a_difference(language, tmp_path):
    args = ("charter", "diff", "sco", "sco-reform", "--lang", language)
    result = run(*args, "--csv", tmp_path / "diff.csv", "--xlsx", tmp_path / "diff.xlsx")
    assert (result.exit_code, too_wide(result.stdout)) == (0, [])
    changes = run_json(*args)["changes"]
    assert changes
    rows = rows_of(tmp_path / "diff.csv")
    assert len(rows) == openpyxl.load_workbook(tmp_path / "diff.xlsx").active.max_row == len(changes) + 1
    assert run_json("charter", "diff", "sco", "sco", "--lang", language)["changes"] == []


def test_the_two_reforms_differ_in_the_majority_alone():
    changes = run_json("charter", "diff", "sco-reform", "sco-reform-all-members")["changes"]
    decided = [one for one in changes if one["before"] and one["after"] and "more than half" in one["before"]]
    assert decided
    assert all(
        "of all members" in one["after"] or "of 8" in one["after"] or "members" in one["after"] for one in decided
    )


def test_the_schema_takes_the_charters_that_ship():
    schema = json.loads(run("charter", "schema").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    for name in shipped_charters():
        data = read_yaml(PACKAGE / "data/charters" / f"{name}.yaml").data
        plain = json.loads(json.dumps(data, default=str))
        assert [error.message for error in validator.iter_errors(plain)] == []


def test_a_charter_that_is_not_there(tmp_path):
    for command in ("check", "show"):
        ((_, fact, cure),) = refused("charter", command, "soc")
        assert "soc" in fact
        assert "sco" in cure
        assert refused("charter", command, tmp_path / "none.yaml")
    assert refused("charter", "diff", "sco", "sco-reforn")[0][2].startswith("Did you mean")
    assert refused("charter", "check", tmp_path)
