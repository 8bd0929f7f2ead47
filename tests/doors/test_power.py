"""`comity power`: index and check, every option, every way it can end."""

import csv
import json
from fractions import Fraction
from math import comb
from pathlib import Path

import openpyxl
import pytest

from comity.analysis.power import comparison
from comity.cli.power_words import METHODS, WORDS, figures_told, memory
from comity.core.values import LANGUAGES
from comity.workbench.power import CONVENTION, CONVENTION_OF_ORDERS, decimal
from comity.workbench.power_check import NO_PLAYER
from doors.commands import refused, run, run_json, too_wide

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "golden" / "power.json"
CASES = json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]
INDEX = ("power", "index")
COUNCIL = (*INDEX, "--charter", "un-security-council", "--body", "security-council", "--matter", "substantive")
SCO = (*INDEX, "--charter", "sco", "--body", "heads-of-state")
FUND = (*INDEX, "--charter", "imf", "--body", "board-of-governors", "--on", "2022-10-02", "--without-shapley")
WEIGHTS = {"a": 3, "b": 2, "c": 1}
CASE = {"id": "one", "rule": {"type": "weighted", "quota": 4, "weights": WEIGHTS}, "winning_coalitions": 3}


@pytest.fixture
def write(tmp_path):
    def write(*cases, kind="power"):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"kind": kind, "cases": cases}, indent=1), encoding="utf-8")
        return path

    return write


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_tables_that_are_known_agree():
    result = run_json("power", "check", GOLDEN, "--strict")
    assert (result["schema"], result["kind"]) == ("comity/check/1", "power")
    assert result["totals"] == {"agrees": len(CASES), "differs": 0, "answered": 0, "open": 0, "refused": 0}
    council = result["cases"][0]["answer"]
    assert council["power"]["China"]["shapley_shubik"] == "421/2145"
    assert council["power"]["China"]["swings"] == 848
    assert Fraction(council["passage_probability"]) == Fraction(848, 2**15)


@pytest.mark.parametrize(
    ("figures", "ends", "result"),
    [
        ({}, 0, "agrees"),
        ({"winning_coalitions": 4}, 1, "differs"),
        ({"passage_probability": 0.375}, 0, "agrees"),
        ({"passage_probability": 0.37}, 0, "agrees"),
        ({"passage_probability": 0.36}, 1, "differs"),
        ({"passage_probability": 0.3}, 0, "agrees"),
        ({"passage_probability": 0.2}, 1, "differs"),
        ({"power": {"a": {"shapley_shubik": "2/3"}}}, 0, "agrees"),
        ({"power": {"a": {"shapley_shubik": "1/3"}}}, 1, "differs"),
        ({"power": {"a": {"shapley_shubik_dec": 0.666667}}}, 0, "agrees"),
        ({"power": {"a": {"shapley_shubik_dec": 0.66667}}}, 0, "agrees"),
        ({"power": {"a": {"shapley_shubik_dec": 0.666669}}}, 1, "differs"),
        ({"power": {"z": {"swings": 1}}}, 1, "differs"),
        ({"players": 3, "coalitions": 8, "total_swings": 5, "minimal_winning_coalitions": 2}, 0, "agrees"),
    ],
)
def test_a_figure_is_compared_to_the_digits_given(write, figures, ends, result):
    found = run_json("power", "check", write({**CASE, **figures}), ends=ends)
    assert found["cases"][0]["result"] == result
    assert run("power", "check", write({**CASE, **figures})).exit_code == ends


def test_one_case_that_is_refused_leaves_the_others_answered(write):
    bad = {"id": "bad", "rule": {"type": "weighted", "quota": 4, "weights": {"a": "many"}}}
    found = run_json("power", "check", write(CASE, bad), ends=2)
    assert [one["result"] for one in found["cases"]] == ["agrees", "refused"]
    (problem,) = found["cases"][1]["problems"]
    assert problem["fact"] == "this is no number"
    assert problem["line"] > 1
    only = run_json("power", "check", write(CASE, bad), "--only", "one")
    assert [one["id"] for one in only["cases"]] == ["one"]
    assert refused("power", "check", write(CASE), "--only", "two")[0][1] == "there is no case 'two'"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_fits_the_page_in_every_language(language, tmp_path, write):
    for arguments in (
        ("power", "check", GOLDEN),
        (*COUNCIL,),
        (*SCO, "--matter", "outer-space", "--against", "sco-reform"),
    ):
        told = run(*arguments, "--lang", language)
        assert told.exit_code == 0
        assert too_wide(told.stdout) == []
    wrong = run("power", "check", write({**CASE, "winning_coalitions": 4}), "--lang", language)
    assert "winning_coalitions" in wrong.stdout


def test_the_power_of_the_security_council(tmp_path):
    result = run_json(*COUNCIL)
    assert result["schema"] == "comity/power/1"
    under = result["under"]
    assert (under["winning_coalitions"], under["coalitions"]) == (848, 2**15)
    permanent, others = under["players"][:5], under["players"][5:]
    assert {one["shapley_shubik"] for one in permanent} == {"421/2145"}
    assert {(one["shapley_shubik"], one["veto"]) for one in others} == {("4/2145", False)}
    assert all(one["veto"] for one in permanent)
    told = run(*COUNCIL).stdout
    assert "each of 10 others" in told
    assert told.count("0.196270") == 5


def test_every_member_with_every_index_goes_to_a_file(tmp_path):
    assert run(*COUNCIL, "--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx").exit_code == 0
    rows = rows_of(tmp_path / "a.csv")
    assert len(rows) == 16 == openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row
    assert "421/2145" in rows[1]


def test_a_reform_is_compared_member_by_member(tmp_path):
    arguments = (*SCO, "--matter", "outer-space", "--against", "sco-reform", "--plot", tmp_path / "a.svg")
    result = run_json(*arguments[:-2])
    assert [result[key]["winning_coalitions"] for key in ("under", "against")] == [1, 93]
    assert all(one["shapley_shubik"] == ["1/8", "1/8"] for one in result["changes"])
    assert "change" in run(*arguments).stdout
    assert "<svg" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_council_with_more_permanent_members_is_compared(tmp_path):
    """The charter of the how-to; whom it gives by number stands in one row where the same becomes of them."""
    page = (ROOT / "docs" / "how-to" / "ask-how-much-a-vote-decides.md").read_text(encoding="utf-8")
    path = tmp_path / "council-of-25.yaml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert run("charter", "check", path).exit_code == 0
    arguments = (*COUNCIL, "--against", path)
    against = run_json(*arguments)["against"]
    # Eleven vetoes, and four more of fourteen at least.
    assert against["winning_coalitions"] == sum(comb(14, size) for size in range(4, 15))
    assert sum(Fraction(one["shapley_shubik"]) for one in against["players"]) == 1
    told = run(*arguments).stdout
    assert told.count("each of 10 others") == told.count("each of 4 others") == 1
    assert "another member" not in told


def test_two_matters_of_a_body_are_compared(tmp_path):
    """Another quota of the Fund: what is counted is told with its matter, and drawn with it."""
    arguments = (*FUND, "--matter", "seventy-percent-majority", "--against-matter", "eighty-five-percent-majority")
    result = run_json(*arguments)
    assert [result[key]["matter"] for key in ("under", "against")] == [
        "seventy-percent-majority",
        "eighty-five-percent-majority",
    ]
    usa = next(one for one in result["changes"] if one["player"] == "usa")
    before, after = map(Fraction, usa["banzhaf_normalised"])
    assert after < before
    told = run(*COUNCIL, "--against-matter", "procedural", "--plot", tmp_path / "a.svg").stdout
    assert plain(told).count(",procedural:") == 2
    assert too_wide(told) == []
    assert ": procedural" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "no matter 'x'" in refused(*FUND, "--matter", "seventy-percent-majority", "--against-matter", "x")[0][1]


def test_an_enlargement_is_compared_day_by_day():
    result = run_json(*SCO, "--matter", "outer-space", "--on", "2016-01-01", "--against-on", "2018-01-01")
    gains = {one["player"]: one["shapley_shubik"] for one in result["changes"]}
    assert gains["chn"] == ["1/6", "1/8"]
    assert gains["ind"] == [None, "1/8"]


def test_the_fund_with_all_its_members():
    result = run_json(*FUND, "--matter", "seventy-percent-majority")
    under = result["under"]
    assert len(under["players"]) == 190
    assert under["coalitions"] == 2**190
    assert under["method"] == "sums"
    assert sum(Fraction(one["banzhaf_normalised"]) for one in under["players"]) == 1
    assert under["players"][0]["shapley_shubik"] is None
    told = run(*FUND, "--matter", "seventy-percent-majority").stdout
    assert "Shapley" not in told


@pytest.mark.parametrize(
    ("arguments", "fact"),
    [
        ((*INDEX, "--charter", "none", "--body", "b", "--matter", "m"), "no charter that ships"),
        ((*SCO[:4], "--body", "heads", "--matter", "outer-space"), "has no body 'heads'"),
        ((*SCO, "--matter", "space"), "has no matter 'space'"),
        ((*SCO, "--matter", "budget"), "may not decide"),
        ((*SCO, "--matter", "outer-space", "--on", "2030-01-01"), "says ends with"),
        ((*FUND[:6], "--matter", "seventy-percent-majority", "--on", "2024-01-01"), "is not known"),
        ((*COUNCIL, "--major", "nothing"), "has no matter 'nothing'"),
        ((*COUNCIL, "--plot", "a.pdf"), "no kind of picture"),
        (("power", "check", "none.json"), "there is no such file"),
    ],
)
def test_what_can_not_be_asked_says_why(arguments, fact):
    assert fact in refused(*arguments)[0][1]


FUND_WITHOUT_DAY = (*FUND[:6], "--without-shapley", "--matter", "seventy-percent-majority")
UNION = (*INDEX, "--charter", "eu-council", "--body", "council", "--matter", "qualified-majority")


def test_without_a_day_it_is_the_last_of_which_members_and_weights_are_known():
    assert run_json(*FUND_WITHOUT_DAY)["under"]["on"] == "2022-12-31"
    assert run_json(*UNION, "--source", "commission")["under"]["on"] == "2025-12-31"
    assert run_json(*SCO, "--matter", "outer-space")["under"]["on"] == "2020-12-31"


@pytest.mark.parametrize(
    ("arguments", "fact", "cure"),
    [
        ((*FUND_WITHOUT_DAY, "--on", "2024-01-01"), "on 2024-01-01", "Name a day from 2022-10-02 to 2022-12-31"),
        (
            (*UNION, "--source", "commission", "--on", "2026-03-01"),
            "on 2026-03-01",
            "from 2016-01-01 to 2016-12-31, or from 2025-01-01 to 2025-12-31",
        ),
        (UNION, "the rule depends on whom the proposal comes from", "Name it with --source"),
        ((*UNION, "--source", "comission"), "'comission' in --source is no member", "Did you mean `commission`"),
        ((*COUNCIL, "--source", "nobody"), "'nobody' in --source is no member", "security-council, chn, fra"),
        ((*COUNCIL, "--concerned", "nobody"), "'nobody' in --concerned is no member", "chn, fra, gbr"),
        ((*SCO, "--matter", "outer-space", "--concerned", "Indai"), "'Indai' in --concerned", "Did you mean `ind`"),
        ((*SCO, "--matter", "outer-space", "--concerned", "France"), "'France' in --concerned", "kaz, chn"),
    ],
)
def test_what_the_charter_does_not_know_is_refused_with_what_it_knows(arguments, fact, cure):
    ((_line, said, helps),) = refused(*arguments)
    assert fact in said
    assert cure in helps


def test_a_member_is_named_as_anywhere():
    """A party to a dispute abstains: without it the others decide; any state may sit in a body with seats by number."""
    arguments = (*COUNCIL[:-1], "pacific-settlement")
    by_name = run_json(*arguments, "--concerned", "France")["under"]
    assert [one["dummy"] for one in by_name["players"][:3]] == [False, True, False]
    assert by_name == run_json(*arguments, "--concerned", "fra")["under"]
    assert run_json(*arguments, "--concerned", "India")["under"]["total_swings"] > 0


def plain(text):
    """Without spaces and ends of lines: where a line breaks is no matter here."""
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_in_words_is_true(language, table):
    words, files = {key: plain(word) for key, word in WORDS[language].items()}, ("a,7", "b,2", "c,1")

    def told(*arguments):
        return plain(run(*arguments, "--lang", language).stdout)

    compared = told("power", "weights", table(*files), "--quota", "10", "--against-quota", "11")
    assert compared.count(plain(METHODS[language]["sums"])) == 1
    assert words["settled_of"].partition("}")[2].strip() in compared
    assert words["each"].format(number=10) in told(*COUNCIL)
    union = told(*INDEX, "--charter", "african-union", "--body", "assembly", "--matter", "admission")
    assert words["each_member"].format(number=55) in union
    shapley = plain(CONVENTION_OF_ORDERS[language]).removeprefix(plain(CONVENTION[language]).rstrip(".。"))
    weights = ("power", "weights", table(*files), "--quota", "6")
    assert shapley in told(*weights)
    assert shapley not in told(*weights, "--without-shapley")
    assert plain(memory(run_json(*weights)["under"]["memory"], language)) in told(*weights)


def test_a_very_small_chance_is_not_told_as_none(table):
    rows = [f"m{number},1" for number in range(57)]
    told = run("power", "weights", table(*rows), "--quota", "57", "--against-quota", "29").stdout
    assert "a chance of 6.94·10^−18" in told
    for value, written in (
        (Fraction(1, 2**57), "6.94·10^−18"),
        (-Fraction(9996, 10**10) / 1000, "−1.00·10^−9"),
        (Fraction(0), "0.000000"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(-1, 3), "−0.333333"),
    ):
        assert decimal(value, "en") == written
    assert decimal(Fraction(1, 10**9), "ru", 2) == "0,00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compared_in_words_is_told_in_the_language(write, language):
    figures = {"power": {"nobody": {"swings": 1}}}
    told = run("power", "check", write({**CASE, **figures}), "--lang", language).stdout
    assert figures_told(language)[NO_PLAYER] in told
    assert (NO_PLAYER in told) == (language == "en")
    assert len(set(figures_told(language).values())) == 3


@pytest.fixture
def table(tmp_path):
    def table(*rows, name="fund.csv"):
        path = tmp_path / name
        path.write_text("\n".join(("member,votes", *rows)) + "\n", encoding="utf-8")
        return path

    return table


FOUR = ("a,304.5", "b,130", "c,130", "d,22")


def test_a_table_of_weights_has_its_power(table, tmp_path):
    result = run_json("power", "weights", table(*FOUR), "--quota", ">50%")
    powers = {one["player"]: one["shapley_shubik"] for one in result["under"]["players"]}
    assert powers == {"a": "1", "b": "0", "c": "0", "d": "0"}
    assert result["under"]["body"] is None
    assert result["under"]["on"] is None
    assert "never decides" in run("power", "weights", table(*FOUR), "--quota", ">50%").stdout


def test_a_changed_quota_and_another_table_are_compared(table, tmp_path):
    other = table("a,100", "b,100", "e,100", name="other.csv")
    arguments = ("power", "weights", table(*FOUR), "--quota", "70%", "--against-quota", "85%")
    changes = {one["player"]: one["shapley_shubik"] for one in run_json(*arguments)["changes"]}
    assert changes["a"] == ["2/3", "1/3"]
    plot, sheet = tmp_path / "a.png", tmp_path / "a.xlsx"
    told = run(*arguments[:-2], "--against", other, "--plot", plot, "--xlsx", sheet)
    assert told.exit_code == 0
    assert "e  " in told.stdout
    assert plot.stat().st_size > 1000
    assert openpyxl.load_workbook(sheet).active.max_row == 1 + 4 + 3


@pytest.mark.parametrize(
    ("rows", "quota", "line", "fact"),
    [
        (("A,1", "B,x"), "1", 3, "'x' is no weight"),
        (("A,1", "B"), "1", 3, "'B' has no weight"),
        (("A,1", ",2"), "1", 3, "a member has no name"),
        (("A,1", "A,2"), "1", 3, "'A' stands twice, first in line 2"),
        ((), "1", 1, "there is no member with a weight"),
        (("A,1",), "most", None, "'most' is no quota"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_the_line(table, rows, quota, line, fact):
    found = refused("power", "weights", table(*rows), "--quota", quota)
    assert [(one[0], one[1]) for one in found] == [(line, fact)]


@pytest.mark.parametrize(
    ("figures", "fact"),
    [
        ({"power": "foo"}, "this is no mapping"),
        ({"power": {"a": 5}}, "this is no mapping"),
        ({"power": {"a": {"swing": 3}}}, "`swing` is no key here"),
        ({"winning_coalition": 3}, "`winning_coalition` is no key here"),
        ({"rule": {**CASE["rule"], "weight": 1}}, "`weight` is no key here"),
    ],
)
def test_a_figure_that_would_not_be_compared_is_refused(write, figures, fact):
    found = run_json("power", "check", write({**CASE, **figures}), ends=2)
    assert fact in [one["fact"] for one in found["cases"][0]["problems"]]


@pytest.mark.parametrize(
    ("figures", "result"),
    [
        ({"power": {}}, "agrees"),  # by the number of winning coalitions
        ({"power": {"a": {"veto": True, "dummy": False}}}, "agrees"),
        ({"power": {"a": {"veto": False}}}, "differs"),
        ({"power": {"a": {"swings": None}}}, "agrees"),
        ({"passage_probability_dec": 0.38}, "agrees"),
        ({"passage_probability_dec": 0.9}, "differs"),
        ({"power": {"a": {"banzhaf_normalised_dec": 1}}}, "agrees"),
    ],
)
def test_what_is_stated_is_compared_or_nothing_agrees(write, figures, result):
    ends = {"agrees": 0, "differs": 1}[result]
    assert run_json("power", "check", write({**CASE, **figures}), ends=ends)["cases"][0]["result"] == result
    bare = {key: value for key, value in CASE.items() if key != "winning_coalitions"}
    assert run_json("power", "check", write({**bare, "power": {}}))["cases"][0]["result"] == "answered"


def test_what_was_not_counted_does_not_agree(write, monkeypatch):
    population = {f"m{number}": 2**number for number in range(8)}
    rule = {"type": "double_majority", "min_members": 3, "population": population, "population_percent": 60}
    case = write({"id": "x", "rule": rule, "minimal_winning_coalitions": 1})
    assert run_json("power", "check", case, ends=1)["cases"][0]["differences"][0]["got"] > 1
    monkeypatch.setattr(comparison, "MOST_MINIMAL", 0)
    found = run_json("power", "check", case, ends=1)
    assert found["cases"][0]["differences"][0]["got"] == "not counted by this method"


@pytest.mark.parametrize("players", [40, 70])
def test_weights_beyond_every_table_are_refused_with_the_estimate(write, players):
    weights = {f"m{number}": 2**63 + number * 7919 for number in range(players)}
    quota = sum(weights.values()) * 7 // 10
    (case,) = run_json(
        "power", "check", write({"id": "x", "rule": {"type": "weighted", "quota": quota, "weights": weights}}), ends=2
    )["cases"]
    assert "steps and" in case["problems"][0]["fact"]
    assert "--without-shapley" not in case["problems"][0]["cure"]


def test_an_exponent_without_end_is_no_number(write, tmp_path):
    path = tmp_path / "exponent.json"
    path.write_text(
        write(CASE).read_text(encoding="utf-8").replace('"quota": 4', '"quota": 1e999999999'), encoding="utf-8"
    )
    assert run_json("power", "check", path, ends=2)["cases"][0]["problems"][0]["fact"] == "this is no number"


def test_members_of_a_table_are_never_taken_for_members_by_number(table):
    told = run("power", "weights", table("other.1,50", "other.2,30", "C,20"), "--quota", ">50%").stdout
    assert "other.1" in told
    assert "other.2" in told


def test_a_request_that_the_rule_asks_for_is_taken_as_made():
    arguments = (*INDEX, "--charter", "sco-reform", "--body", "heads-of-state", "--matter", "constructive-intervention")
    under = run_json(*arguments, "--concerned", "kgz")["under"]
    assert under["winning_coalitions"] == 1
    assert all(one["veto"] for one in under["players"])


def test_members_stand_in_the_order_of_the_organisation_and_in_no_ranking():
    told = run(*FUND, "--matter", "ordinary").stdout
    names = [one["name"]["en"] for one in run_json(*FUND, "--matter", "ordinary")["under"]["players"]]
    shown = [line[1:].partition("  ")[0].strip() for line in told.splitlines() if line.startswith(" ")]
    listed = [name for name in shown if name in names]
    assert len(listed) > 100
    assert listed == [name for name in names if name in set(listed)]
