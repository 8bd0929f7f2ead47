"""`comity simulate`: every model, every option, every way it can end."""

import csv
from fractions import Fraction

import openpyxl
import pytest

from comity.core.values import LANGUAGES
from comity.workbench.voting_model_words import ModelName
from doors.commands import refused, run, run_json, too_wide

SCO = ("simulate", "--charter", "sco", "--body", "heads-of-state", "--matter", "outer-space")
BOTH = (*SCO, "--against", "sco-reform")
COUNCIL = ("simulate", "--charter", "un-security-council", "--body", "security-council", "--matter", "substantive")
DRAWN = ("--profiles", "20000", "--seed", "7")
FIGURE = {"value", "low", "high"}


@pytest.fixture
def file(tmp_path):
    def file(*rows, name="table.csv"):
        path = tmp_path / name
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return file


def test_a_result_says_its_model_its_assumption_and_how_it_was_found():
    result = run_json(*SCO)
    assert result["schema"] == "comity/simulation/1"
    assert set(result) == {
        "schema", "model", "assumption", "profiles", "seed", "why_drawn",
        "body_name", "matter_name", "under", "against", "difference",
    }  # fmt: skip
    assert set(result["assumption"]) == set(LANGUAGES)
    under = result["under"]
    assert set(under) == {
        "charter", "title", "body", "matter", "on", "rule", "method", "steps",
        "passage", "blockers", "blockers_if_it_fails", "members",
    }  # fmt: skip
    assert under["passage"] == {"value": "1/256", "low": None, "high": None}
    assert (under["method"], result["seed"], result["profiles"]) == ("game", None, None)
    assert {one["blocks"]["value"] for one in under["members"]} == {"1/256"}
    assert all(set(one["outside"]) == FIGURE for one in under["members"])
    assert Fraction(under["blockers_if_it_fails"]["value"]) == Fraction(8, 255)


def test_a_member_that_leans_to_no_blocks_most():
    result = run_json(*SCO, "--model", "independent", "--probability", "0.9", "--probability", "India=50%")
    members = {one["member"]: one for one in result["under"]["members"]}
    assert result["under"]["passage"]["value"] == str(Fraction(9, 10) ** 7 / 2)
    assert members["ind"]["yes"] == "1/2"
    assert members["ind"]["blocks"]["value"] == str(Fraction(9, 10) ** 7 / 2)
    assert result["under"]["method"] == "sums"


def test_the_same_seed_draws_the_same_whoever_draws(tmp_path):
    arguments = (*BOTH, "--model", "record", *DRAWN)
    result = run_json(*arguments)
    assert (result["profiles"], result["seed"], result["under"]["method"]) == (20000, 7, "simulation")
    assert run_json(*arguments, "--processes", "2") == result
    assert run_json(*arguments, "--resume", tmp_path / "chunks") == result
    assert run_json(*arguments, "--resume", tmp_path / "chunks") == result
    assert run_json(*BOTH, "--model", "record", "--profiles", "20000", "--seed", "8") != result
    exact = run_json(*BOTH, "--model", "record")
    for key in ("passage", "blockers", "blockers_if_it_fails"):
        for side in ("under", "against"):
            figure = {name: Fraction(value) for name, value in result[side][key].items()}
            assert figure["low"] <= figure["value"] <= figure["high"]
            width = figure["high"] - figure["low"]
            assert abs(figure["value"] - Fraction(exact[side][key]["value"])) <= width
    low, high = (Fraction(result["difference"][key]) for key in ("low", "high"))
    assert low <= Fraction(exact["difference"]["value"]) <= high
    assert "of another question" in refused(*SCO, *DRAWN, "--resume", tmp_path / "chunks")[0][1]


def test_a_seed_that_nobody_gave_is_told_and_gives_the_same():
    first = run_json(*SCO, "--profiles", "500")
    assert run_json(*SCO, "--profiles", "500", "--seed", str(first["seed"])) == first
    assert f"seed {first['seed']}" in run(*SCO, "--profiles", "500", "--seed", str(first["seed"])).stdout


def test_a_run_that_goes_on_takes_the_seed_of_its_file(tmp_path):
    first = run_json(*SCO, "--profiles", "500", "--resume", tmp_path / "chunks")
    again = run_json(*SCO, "--profiles", "20000", "--resume", tmp_path / "chunks")
    assert again["seed"] == first["seed"]
    assert again == run_json(*SCO, "--profiles", "20000", "--seed", str(first["seed"]))


def test_a_charter_against_itself_differs_by_nothing():
    for more in ((), DRAWN):
        result = run_json(*SCO, "--against", "sco", *more)
        assert result["difference"]["value"] == "0"
        assert result["under"] == result["against"]


def test_what_would_take_too_many_steps_is_drawn_and_says_so():
    fund = ("simulate", "--charter", "imf", "--body", "board-of-governors", "--on", "2022-10-02", "--absent", "0.1")
    result = run_json(*fund, "--matter", "eighty-five-percent-majority", "--seed", "1")
    assert (result["why_drawn"], result["profiles"]) == ("work", 100_000)
    assert run_json(*SCO, "--profiles", "50")["why_drawn"] is None  # it was asked for


def test_roll_calls_are_decided_as_they_were_taken(file):
    record = file("date,A,B,C", "2001,yes,yes,no", "2002,yes,no,no", "2003,yes,,yes", "2004,no,yes,yes", name="r.csv")
    charter = ("--charter", "sco", "--body", "heads-of-state", "--matter", "outer-space", "--on", "2016-01-01")
    found = refused("simulate", *charter, "--model", "roll-calls", "--record", record)
    assert "is no state" in found[0][1]
    result = run_json(*BOTH, "--model", "roll-calls")
    assert result["under"]["method"] == "roll_calls"
    assert (result["under"]["steps"], result["difference"]["low"]) == (1440, None)
    number = 1440 * Fraction(result["difference"]["value"])
    assert number == 149


def test_a_record_is_smoothed_as_asked(file):
    states = ("chn", "kaz", "kgz", "rus", "tjk", "uzb", "ind", "pak")
    record = file(
        ",".join(("date", *states)),
        ",".join(("2001", *["yes"] * 8)),
        ",".join(("2002", "no", *["yes"] * 7)),
        name="r.csv",
    )
    arguments = (*SCO, "--model", "record", "--record", record)
    shares = {one["member"]: one["yes"] for one in run_json(*arguments, "--smoothing", "0.5")["under"]["members"]}
    assert shares["chn"] == "3/8"  # (1 + 1/2) / (2 + 4/2)
    assert shares["kaz"] == "5/8"
    unsmoothed = run_json(*arguments, "--smoothing", "0")
    assert unsmoothed["under"]["passage"]["value"] == "1/2"
    assert "(r.csv)" in unsmoothed["assumption"]["en"]
    assert "2 roll calls" in unsmoothed["assumption"]["en"]


def test_a_bloc_votes_alike(file):
    blocs = file("member,bloc", "Kazakhstan,steppe", "kgz,steppe", "uzb,steppe", name="blocs.csv")
    chances = file("member,yes,abstain,absent", "steppe,0.5,,", "ind,0.6,0.2,0.1", name="chances.csv")
    arguments = (*SCO, "--model", "blocs", "--blocs", blocs, "--probability", chances, "--probability", "1")
    result = run_json(*arguments)
    assert result["under"]["passage"]["value"] == str(Fraction(1, 2) * Fraction(9, 10))  # only India's no objects
    members = {one["member"]: one for one in result["under"]["members"]}
    assert members["kaz"]["blocks"]["value"] == "0"  # alone it turns nothing, as its bloc says no with it
    assert members["ind"]["blocks"]["value"] == str(Fraction(1, 2) * Fraction(1, 10))
    assert "steppe" in result["assumption"]["zh"]
    drawn = run_json(*arguments, *DRAWN)["under"]["passage"]
    assert Fraction(drawn["low"]) <= Fraction(9, 20) <= Fraction(drawn["high"])


def test_members_that_the_charter_gives_by_number_stand_in_one_row():
    told = run(*COUNCIL, "--model", "independent", "--probability", "0.7", "--probability", "other.3=0.1").stdout
    assert "each of 9 others" in told
    assert "another member, 3" in told


@pytest.mark.parametrize("more", [("--abstain", "0.1", *DRAWN), ("--model", "record"), ("--model", "roll-calls")])
def test_what_is_said_fits_the_page_and_says_what_is_assumed_in_every_language(more):
    assumption = run_json(*BOTH, *more)["assumption"]
    for language in LANGUAGES:
        told = run(*BOTH, *more, "--lang", language)
        assert told.exit_code == 0
        assert too_wide(told.stdout) == []
        assert "".join(assumption[language].split()) in "".join(told.stdout.split())


def test_every_member_goes_to_a_file(tmp_path):
    files = ("--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx", "--plot", tmp_path / "a.svg")
    assert run(*BOTH, *DRAWN, *files).exit_code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    of_charter = 3 + 8 * 3  # of the text, and of each member
    assert len(rows) == 1 + 2 * of_charter + 1 == openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row
    assert {len(row) for row in rows} == {9}
    passage = run_json(*BOTH, *DRAWN)["under"]["passage"]
    assert rows[1][5:] == ["passes", passage["value"], passage["low"], passage["high"]]
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<svg" in picture
    assert "Assumed: impartial culture" in picture
    assert "thick lines are intervals" in picture


MODEL = "--model"
INDEPENDENT = (*SCO, MODEL, "independent")


@pytest.mark.parametrize(
    ("arguments", "fact"),
    [
        ((*SCO[:3], "--body", "heads", "--matter", "outer-space"), "has no body 'heads'"),
        ((*SCO[:5], "--matter", "space"), "has no matter 'space'"),
        ((*SCO[:5], "--matter", "budget"), "may not decide"),
        ((*SCO, "--on", "2030-01-01"), "says ends with"),
        ((*SCO, "--profiles", "0"), "--profiles: 0 is too few"),
        ((*SCO, "--processes", "0"), "--processes: 0 is too few"),
        ((*SCO, "--seed", "-1"), "--seed: -1 is too few"),
        ((*SCO, "--probability", "0.5"), "--probability says nothing to the model 'impartial'"),
        ((*SCO, "--smoothing", "1"), "--smoothing says nothing"),
        ((*SCO, MODEL, "record", "--abstain", "0.1"), "--abstain says nothing"),
        ((*SCO, MODEL, "record", "--smoothing", "-1"), "'-1' is no number of positions"),
        ((*SCO, MODEL, "record", "--record", "none"), "no record that ships"),
        ((*SCO, MODEL, "roll-calls", "--profiles", "5"), "nothing is drawn"),
        ((*COUNCIL, MODEL, "record"), "has no column for fra"),
        ((*SCO, "--abstain", "1.5"), "'1.5' is no probability"),
        ((*SCO, "--abstain", "0.6", "--absent", "0.6"), "exceed 1"),
        (INDEPENDENT, "no probability is stated for"),
        ((*INDEPENDENT, "--probability", "most"), "'most' is no probability"),
        ((*INDEPENDENT, "--probability", "1.5"), "'1.5' is no probability"),
        (
            (*INDEPENDENT, "--probability", "0.5", "--probability", "India=0.2", "--probability", "IND=0.3"),
            "--probability is given twice for 'India': 1/5, and 3/10 for 'IND'",
        ),
        (
            (*INDEPENDENT, "--probability", "0.5", "--probability", "0.6"),
            "--probability is given twice for everybody: 1/2, and 3/5",
        ),
        ((*INDEPENDENT, "--probability", "ind=2"), "'2' is no probability"),
        ((*INDEPENDENT, "--probability", "0.5", "--probability", "fra=0.5"), "the body has no member 'fra'"),
        ((*INDEPENDENT, "--probability", "0.9", "--abstain", "0.2"), "exceed 1"),
        ((*INDEPENDENT, "--probability", "none.csv"), "there is no such file"),
        ((*SCO, MODEL, "blocs", "--probability", "0.5"), "the blocs are not named"),
        ((*SCO, "--plot", "a.pdf"), "no kind of picture"),
    ],
)
def test_what_can_not_be_asked_says_why(arguments, fact):
    assert fact in refused(*arguments)[0][1]


@pytest.mark.parametrize(
    ("rows", "line", "fact"),
    [
        (("member,yes", "ind,x"), 2, "'x' is no probability"),
        (("member,yes", "ind"), 2, "a probability is missing"),
        (("member,yes", "ind,0.5", "ind,0.6"), 3, "'ind' stands twice, first in line 2"),
        (("member,yes", ",0.5"), 2, "a member has no name"),
        (("member,yes", "fra,0.5"), 2, "the body has no member 'fra'"),
        (("member,yes,never", "ind,0.5,0.1"), 1, "the column 'never' is unknown"),
        (("member,yes",), 1, "there is no member with a probability"),
        (
            ("member,yes,abstain", "ind,0.5,0.6"),
            2,
            "'ind': the probabilities exceed 1: yes 1/2, abstention 3/5, absence 0",
        ),
    ],
)
def test_a_table_of_chances_that_is_wrong_is_refused_with_the_line(file, rows, line, fact):
    found = refused(*INDEPENDENT, "--probability", file(*rows), "--probability", "0.4")
    assert [(one[0], one[1]) for one in found] == [(line, fact)]


@pytest.mark.parametrize(
    ("rows", "line", "fact"),
    [
        (("member,bloc", "ind"), 2, "'ind' has no bloc"),
        (("member,bloc", "fra,x"), 2, "the body has no member 'fra'"),
        (("member,bloc", "ind,x", "India,y"), 3, "'India' is in line 2 already"),
        (("member,bloc", "ind,x", "ind,y"), 3, "'ind' stands twice, first in line 2"),
        (("member,bloc", "ind,China"), None, "the bloc 'China' is called as a member is"),
        (("member,bloc",), 1, "there is no member of a bloc"),
    ],
)
def test_a_table_of_blocs_that_is_wrong_is_refused_with_the_line(file, rows, line, fact):
    found = refused(*SCO, MODEL, "blocs", "--blocs", file(*rows), "--probability", "0.4")
    assert [(one[0], one[1]) for one in found] == [(line, fact)]


def test_the_probability_of_a_member_of_a_bloc_is_that_of_the_bloc(file):
    blocs = file("member,bloc", "ind,x", "chn,x")
    found = refused(*SCO, MODEL, "blocs", "--blocs", blocs, "--probability", "ind=0.5", "--probability", "0.4")
    assert found[0][1] == "'ind' is in a bloc"


def test_a_rule_that_is_none_over_profiles_is_refused_with_the_reason():
    fund = ("simulate", "--charter", "imf", "--body", "board-of-governors", "--matter", "seventy-percent-majority")
    assert "is not known" in refused(*fund, "--on", "2024-01-01")[0][1]
    union = ("simulate", "--charter", "african-union", "--body", "assembly", "--on", "2012-07-15")
    election = "election-of-the-chairperson-of-the-commission"
    assert "an election has ballots" in refused(*union, "--matter", election)[0][1]


def test_a_model_that_there_is_not_is_refused():
    told = run(*SCO, MODEL, "partial")
    assert told.exit_code == 2
    assert all(name.value in told.output for name in ModelName)
