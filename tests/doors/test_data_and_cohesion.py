"""`comity data` and `comity cohesion`: every option, every way they can end, and the whole public record."""

import csv
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from comity.core.values import LANGUAGES
from comity.workbench.whatif import decided, parts_of
from comity.workbench.whatif_question import Asked, made_ready
from doors.commands import refused, run, run_json, too_wide
from formats.published import TWO

EIGHT = "CHN,IND,KAZ,KGZ,PAK,RUS,TJK,UZB"
VOTES = "rcid,iso3,vote\n4305,CHN,1\n4305,FRA,3\n6073,CHN,1\n6073,FRA,1\n6073,RUS,2\n"
COHESION = ("cohesion", "--members")
KEYS = [
    *("period", "subject", "roll_calls", "all_members_cast", "consensus", "unanimity_all", "unanimity_casting"),
    *("majority_present_and_voting", "two_thirds_present_and_voting", "majority_of_all_members", "split"),
    *("agreement_index", "rice", "pairs_identical", "pairs_lijphart"),
]


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A folder of the test's own for what a user adds."""
    monkeypatch.setenv("COMITY_DATA", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def files(tmp_path):
    """Two small published tables."""
    votes, calls = tmp_path / "votes.csv", tmp_path / "calls.csv"
    votes.write_text(VOTES, encoding="utf-8")
    calls.write_text(TWO, encoding="utf-8")
    return votes, calls


def test_a_record_is_added_listed_checked_and_removed(files, home):
    assert [one["name"] for one in run_json("data", "list")["records"]] == ["general-assembly-2001-2019"]
    assert "No record was added" in run("data", "check").stdout
    (added,) = run_json("data", "add", "unga", *files)["records"]
    assert (added["name"], added["roll_calls"], added["votes"], added["damaged"]) == ("unga", 2, 5, [])
    listed = run_json("data", "list")["records"]
    assert [(one["name"], one["added"] is not None) for one in listed] == [
        ("unga", True),
        ("general-assembly-2001-2019", False),
    ]
    assert run_json("data", "check", "unga")["records"][0]["votes"] == 5
    assert "as it was written" in run("data", "check").stdout
    run_json("data", "remove", "unga")
    assert len(run_json("data", "list")["records"]) == 1
    assert not (home / "records" / "unga").exists()


def test_a_bad_row_is_named_and_the_record_before_stays(files, tmp_path):
    run_json("data", "add", "unga", *files)
    bad = tmp_path / "bad.csv"
    bad.write_text(VOTES + "6073,XXX,1\n", encoding="utf-8")
    assert refused("data", "add", "unga", bad, files[1]) == [
        (
            7,
            "'XXX' is no state that is known",
            "Write its alpha-3 code, its number of the Correlates of War project, or its name",
        )
    ]
    assert run_json("data", "check", "unga")["records"][0]["votes"] == 5


def test_a_dry_run_writes_nothing(files, home):
    result = run_json("data", "add", "unga", *files, "--dry-run")
    assert (result["written"], result["records"][0]["votes"]) == (False, 5)
    assert not home.exists()
    assert "Nothing was written" in run("data", "add", "unga", *files, "--dry-run").stdout


def test_a_damaged_record_ends_with_one(files, home):
    run_json("data", "add", "unga", *files)
    (stored,) = (home / "records" / "unga").glob("*.parquet")
    stored.write_bytes(b"something else")
    result = run_json("data", "check", ends=1)
    assert result["records"][0]["damaged"][0]["fact"] == "the file of the record is not the one that was written"
    assert "not the one that was written" in run("data", "check").stderr
    assert "damaged" in run("data", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "fact"),
    [
        (("add", "ungo", "x.csv"), "there is no source 'ungo'"),
        (("add", "unga", "missing.csv"), "there is no such file"),
        (("remove", "unga"), "no record 'unga' was added (there is: none)"),
        (("check", "unga"), "no record 'unga' was added (there is: none)"),
    ],
)
def test_what_can_not_be_done_is_told(arguments, fact):
    assert [one[1] for one in refused("data", *arguments)] == [fact]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_fit_the_page_in_every_language(files, language):
    added = run("data", "add", "unga", *files, "--lang", language)
    assert added.exit_code == 0
    assert too_wide(added.stdout.replace(str(files[0].parent), "")) == []
    for arguments in (("data", "list"), ("data", "check")):
        assert too_wide(run(*arguments, "--lang", language).stdout) == []
    for more in ((), ("--by", "year"), ("--by", "subject"), ("--reference", "FRA,RUS")):
        told = run(*COHESION, "CHN,IND,PAK", *more, "--lang", language)
        assert (told.exit_code, too_wide(told.stdout)) == (0, [])


def test_the_record_that_was_added_is_taken_before_the_one_that_ships(files):
    shipped = run_json(*COHESION, EIGHT)
    assert (shipped["schema"], shipped["record"]["name"]) == ("comity/cohesion/1", "general-assembly-2001-2019")
    run_json("data", "add", "unga", *files)
    found = run_json(*COHESION, "CHN,FRA,RUS")
    assert found["record"]["name"] == "unga"
    assert found["members"] == ["CHN", "FRA", "RUS"]
    assert [list(row) for row in found["rows"]] == [KEYS] * 2
    assert [(row["period"], row["consensus"], row["split"], row["unanimity_all"]) for row in found["rows"]] == [
        (56, 0, 1, 0),
        (73, 1, 0, 0),
    ]
    assert found["pairs"][-1] == {"a": "FRA", "b": "RUS", "period": 73, "n": 1, "identical": 0.0, "lijphart": 0.5}
    assert run_json(*COHESION, "CHN,FRA", "--record", "general-assembly-2001-2019", ends=2)


def test_members_are_called_as_they_were_written():
    assert run_json(*COHESION, "chn,IND,Russia")["members"] == ["chn", "IND", "rus"]
    assert run_json(*COHESION, "CHN", "--members", "Pakistan")["members"] == ["CHN", "pak"]


def test_members_of_a_charter_are_those_of_the_day_or_of_a_time(tmp_path):
    actual, six, eight = (run_json(*COHESION, one) for one in ("sco", "sco:six", "sco:8"))
    assert (len(actual["members"]), len(six["members"]), len(eight["members"])) == (8, 6, 8)
    by_session = [{row["period"]: row for row in one["rows"]} for one in (actual, six, eight)]
    assert by_session[0][60]["all_members_cast"] == by_session[1][60]["all_members_cast"]
    assert by_session[0][73] == by_session[2][73]
    assert by_session[0][60] != by_session[2][60]
    listed = tmp_path / "six.csv"
    listed.write_text("voter\nChina\nKazakhstan\nKyrgyzstan\nRussia\nTajikistan\nUzbekistan\n", encoding="utf-8")
    counts = [{name: one["whole"][0][name] for name in KEYS[2:11]} for one in (run_json(*COHESION, listed), six)]
    assert counts[0] == counts[1]


def test_members_of_a_file_are_counted_while_they_were(tmp_path):
    """Pakistan and India acceded on 9 June 2017: by a file as by the charter, on that day and on the one before."""
    path = tmp_path / "circle.csv"
    rows = [*(f"{one},,\n" for one in "CHN KAZ KGZ RUS TJK UZB".split()), "IND,2017-06-09,\n", "Pakistan,2017-06-09,\n"]
    path.write_text(f"member,from,until\n{''.join(rows)}", encoding="utf-8")
    ours, theirs = (run_json(*COHESION, one, "--from", "2001-07") for one in (path, "sco"))
    assert [{name: row[name] for name in KEYS[2:11]} for row in ours["rows"]] == [
        {name: row[name] for name in KEYS[2:11]} for row in theirs["rows"]
    ]
    put = [
        run_json("whatif", "--charter", "sco", "--membership", one, "--from", "2001-07")["roll_calls"]
        for one in (path, "actual")
    ]
    assert [(one["roll_call"], one["outcomes"]["sco"]["verdict"]) for one in put[0]] == [
        (one["roll_call"], one["outcomes"]["sco"]["verdict"]) for one in put[1]
    ]
    path.write_text("member,from\nIND,2017\nIndia,2018\n", encoding="utf-8")
    assert [one[:2] for one in refused(*COHESION, path)] == [(3, "'India' is named twice, the first time as 'IND'")]


def test_a_member_counts_from_its_day_on_and_not_on_the_one_after(files, tmp_path):
    run_json("data", "add", "unga", *files)
    path = tmp_path / "group.csv"
    for dates, cast in ((",2018-12-05", 1), (",2018-12-06", 2), ("2018-12-05,", 2), ("2018-12-06,", 1)):
        path.write_text(f"member,from,until\nCHN,,\nFRA,{dates}\n", encoding="utf-8")
        (row,) = run_json(*COHESION, path, "--sessions", "73")["rows"]
        assert row["unanimity_all"] == 1
        pairs = run_json(*COHESION, path, "--sessions", "73")["pairs"]
        assert sum(one["n"] for one in pairs) == cast - 1


def test_states_that_are_one_seat_are_no_two_members_of_a_group(files, tmp_path):
    """The Russian Federation continues the membership of the Soviet Union: one vote, which may not count twice."""
    run_json("data", "add", "unga", *files)
    fact = "'sun' and 'rus' are one seat, whose vote would be counted twice"
    assert refused(*COHESION, "SUN,RUS")[0][1] == f"--members: {fact}"
    assert refused(*COHESION, "SUN,FRA", "--reference", "RUS")[0][1] == f"--reference: {fact}"
    path = tmp_path / "group.csv"
    path.write_text("member\nFRA\nSUN\nRUS\n", encoding="utf-8")
    assert refused(*COHESION, path)[0][1].endswith(fact)


def test_states_that_are_one_seat_may_follow_each_other_in_a_group(files, tmp_path):
    run_json("data", "add", "unga", *files)
    path = tmp_path / "group.csv"
    path.write_text("member,from,until\nCHN,,\nSUN,,1991-12-24\nRUS,1991-12-24,\n", encoding="utf-8")
    (row,) = run_json(*COHESION, path, "--sessions", "73")["rows"]
    assert row["roll_calls"] == 1
    path.write_text("member,from,until\nCHN,,\nSUN,,1991-12-25\nRUS,1991-12-24,\n", encoding="utf-8")
    assert "one seat" in refused(*COHESION, path)[0][1]


def test_a_group_of_which_the_charter_lists_a_part_is_refused():
    (problem,) = refused(*COHESION, "un-security-council")
    assert problem[1] == "the charter 'un-security-council' lists 5 of 15 of the seats of 'security-council'"


def test_the_members_of_the_day_are_no_crowd_of_all_who_ever_were():
    told = " ".join(run(*COHESION, "sco", "--sessions", "60").stdout.split())
    assert told.startswith("Nobody of the members of the day of sco voted no")
    assert "India" not in told


def test_pairs_go_to_the_file_where_they_are_asked_for(tmp_path):
    run(*COHESION, "CHN,IND,RUS", "--by", "pair", "--csv", tmp_path / "pairs.csv")
    with (tmp_path / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == ["a", "b", "period", "n", "identical", "lijphart"]


def test_a_record_says_what_it_takes_the_place_of(files):
    assert run_json("data", "add", "unga", *files)["replaced"] is None
    assert run_json("data", "add", "unga", *files)["replaced"]["votes"] == 5
    assert "It takes the place of the one that was added" in " ".join(run("data", "add", "unga", *files).stdout.split())


def test_figures_by_subject_stand_after_those_of_all():
    found = run_json(*COHESION, EIGHT, "--by", "subject", "--sessions", "72")
    assert found["rows"][0]["subject"] is None
    space = next(row for row in found["rows"] if row["subject"] == "outer-space")
    assert space["roll_calls"] < found["rows"][0]["roll_calls"]
    alone = run_json(*COHESION, EIGHT, "--subject", "outer-space", "--sessions", "72")
    assert {**alone["rows"][0], "subject": "outer-space"} == space


def test_parts_and_repetitions_are_left_out_on_request():
    every, whole, once = (
        run_json(*COHESION, EIGHT, *more)["whole"][0]["roll_calls"] for more in ((), ("--without-parts",), ("--once",))
    )
    assert whole < once < every


def test_agreement_with_those_outside_stands_beside_that_within():
    found = run_json(*COHESION, "sco:six", "--reference", "TUR,LKA,CHN")
    assert found["reference"]["members"] == ["TUR", "LKA"]
    (whole,) = found["reference"]["whole"]
    assert 0 < whole["majorities_same"] <= whole["majorities"] <= whole["roll_calls"]
    assert len(found["reference"]["rows"]) == len(found["rows"])
    assert "Lijphart" in run(*COHESION, "sco:six", "--reference", "TUR,LKA").stdout


def test_tables_and_the_picture_are_written(tmp_path):
    paths = [tmp_path / name for name in ("rows.csv", "pairs.csv", "book.xlsx", "picture.svg")]
    run(*COHESION, EIGHT, "--csv", paths[0], "--xlsx", paths[2], "--plot", paths[3])
    run(*COHESION, EIGHT, "--csv", paths[1], "--table", "pairs")
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    result = run_json(*COHESION, EIGHT)
    assert [(int(row["period"]), int(row["split"])) for row in rows] == [
        (row["period"], row["split"]) for row in result["rows"]
    ]
    assert list(rows[0]) == KEYS
    with paths[1].open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(result["pairs"])
    assert len(openpyxl.load_workbook(paths[2]).sheetnames) == 2
    assert "agreement index" in paths[3].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "fact"),
    [
        (("CHN,XXX",), "--members: 'XXX' is no state"),
        (("CHN,chn",), "--members: 'chn' is named twice, the first time as 'CHN'"),
        ((",",), "--members names nobody"),
        (("FRA",), "--members: the record 'general-assembly-2001-2019' has no positions of FRA"),
        (("sco:nine",), "'sco' has no membership 'nine'"),
        (("african-union",), "the charter 'african-union' lists no members"),
        ((EIGHT, "--reference", "CHN"), "--reference: everybody in it is a member of the group"),
        ((EIGHT, "--reference", "Nowhere"), "--reference: 'Nowhere' is no state"),
        ((EIGHT, "--subject", "space"), "there is no subject 'space'"),
        ((EIGHT, "--sessions", "x"), "--sessions: 'x' are no sessions"),
        ((EIGHT, "--from", "2019", "--until", "2018"), "--until 2018 comes before --from 2019"),
        ((EIGHT, "--record", "unga"), "no record that ships, and no file, is called `unga`"),
        ((EIGHT, "--csv", "x.csv", "--table", "reference"), "no group outside was named"),
    ],
)
def test_what_is_wrong_with_a_question_is_told(arguments, fact):
    assert [one[1] for one in refused(*COHESION, *arguments)] == [fact]


def test_nothing_left_is_said():
    told = run(*COHESION, EIGHT, "--from", "1980", "--until", "1981")
    assert told.exit_code == 0
    assert "No roll call is left to look at." in told.stdout
    assert "has sessions 56 to 74" in " ".join(told.stdout.split())
    assert run_json(*COHESION, EIGHT, "--from", "1980", "--until", "1981")["rows"] == []


# --- the whole public record -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def public():
    """The folder of the public data."""
    folder = os.environ.get("COMITY_TEST_DATA")
    if not folder:
        pytest.skip("COMITY_TEST_DATA does not name the public data")
    return Path(folder)


@pytest.fixture(scope="module")
def whole(public, tmp_path_factory):
    """A folder in which the whole record was added."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMITY_DATA", str(folder))
        files = (public / "unga_votes_1946_2019.parquet", public / "unga_roll_calls_1946_2019.csv.gz")
        (added,) = run_json("data", "add", "unga", *files)["records"]
    assert (added["roll_calls"], added["votes"], added["members"]) == (6203, 870109, 198)
    return folder


def reference(public, members):
    """Counts made from the published files alone, roll call by roll call, by the definitions in their own words."""
    votes = pl.read_parquet(public / "unga_votes_1946_2019.parquet").with_columns(pl.col("iso3").cast(pl.String))
    calls = pl.read_csv(public / "unga_roll_calls_1946_2019.csv.gz", infer_schema=False)
    with (public / "un_members.csv").open(encoding="utf-8-sig", newline="") as file:
        periods = [(one["iso3"], one["from"], one["until"] or "9999") for one in csv.DictReader(file)]
    stood = {}
    for number, state, vote in votes.filter(pl.col("iso3").is_in([*members, "TWN"])).iter_rows():
        stood.setdefault(number, {})["CHN" if state == "TWN" else state] = vote
    found = {}
    for number, session, day in calls.select("rcid", "session", "date").iter_rows():
        cast = [vote for state, vote in stood.get(int(number), {}).items() if state in members]
        k = sum(any(who == one and start <= day < end for who, start, end in periods) for one in members)
        yes, abstained, no = (cast.count(one) for one in (1, 2, 3))
        row = found.setdefault(int(session), dict.fromkeys(KEYS[2:11], 0) | {"agreement": [], "rice": []})
        counts = {
            "roll_calls": True,
            "all_members_cast": len(cast) == k,
            "consensus": no == 0 and len(cast) >= 1,
            "unanimity_all": yes == k,
            "unanimity_casting": yes == len(cast) >= 1,
            "majority_present_and_voting": yes > no,
            "two_thirds_present_and_voting": 3 * yes >= 2 * (yes + no) and yes + no >= 1,
            "majority_of_all_members": 2 * yes > k,
            "split": yes >= 1 and no >= 1,
        }
        for name, holds in counts.items():
            row[name] += holds
        most = max(yes, abstained, no)
        row["agreement"] += [(most - (len(cast) - most) / 2) / len(cast)] if len(cast) >= 2 else []
        row["rice"] += [abs(yes - no) / (yes + no)] if yes + no >= 2 else []
    return found


@pytest.mark.parametrize("members", [EIGHT, "CHN,KAZ,KGZ,RUS,TJK,UZB"])
def test_the_cohesion_of_seventy_four_sessions_is_that_of_the_published_files(public, whole, monkeypatch, members):
    monkeypatch.setenv("COMITY_DATA", str(whole))
    expected = reference(public, members.split(","))
    found = run_json(*COHESION, members)
    assert [row["period"] for row in found["rows"]] == sorted(expected)
    for row in found["rows"]:
        own = expected[row["period"]]
        assert {name: row[name] for name in KEYS[2:11]} == {name: own[name] for name in KEYS[2:11]}, row["period"]
        for name, figures in (("agreement_index", own["agreement"]), ("rice", own["rice"])):
            assert row[name] == pytest.approx(sum(figures) / len(figures), abs=1e-9)


def test_the_whole_record_put_to_a_charter_gives_what_the_extract_gives(whole, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", str(whole))
    ours, theirs = (run_json("whatif", "--charter", "sco-reform", *more) for more in (("--record", "unga"), ()))
    assert ours["sensitivity"] == theirs["sensitivity"]
    by_key = [{(row["membership"], row["subject"]): row for row in result["summary"]} for result in (ours, theirs)]
    assert by_key[0] == by_key[1]
    verdicts = [
        {
            one["roll_call"]: {name: of["verdict"] for name, of in one["outcomes"].items()}
            for one in result["roll_calls"]
        }
        for result in (ours, theirs)
    ]
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize(
    ("charter", "sessions"), [("un-general-assembly", "26"), ("nato", "8-12"), ("sco-reform-all-members", "46-48")]
)
def test_over_arrays_each_roll_call_is_decided_as_it_is_alone(whole, charter, sessions):
    """With the members of the day, some of which were no members of the body that voted: what they would do is open."""
    asked = Asked(charter=charter, record="unga", added=whole / "records", sessions=sessions, membership="actual")
    if charter == "sco-reform-all-members":
        asked = replace(asked, membership="eight")
    ready = made_ready(asked, date(2026, 11, 30))
    parts = parts_of(ready.chosen, ready.setting)
    assert sum(len(frame) for _, frame in parts) > 20
    for part in parts:
        for one, other in zip(
            decided(part, ready.setting, reasons=False), decided(part, ready.setting, reasons=True), strict=True
        ):
            assert [(a.verdict, a.rule, a.matter) for a in one] == [(b.verdict, b.rule, b.matter) for b in other]


def test_who_voted_in_the_month_of_its_admission_was_a_member(whole, monkeypatch):
    """47 to 24 in November 1956, three of them just admitted: not two thirds of those voting (Charter, article 18)."""
    monkeypatch.setenv("COMITY_DATA", str(whole))
    asked = ("whatif", "--charter", "un-general-assembly", "--matter", "important-question", "--record", "unga")
    found = {one["roll_call"]: one for one in run_json(*asked, "--from", "1956-11", "--until", "1956-11")["roll_calls"]}
    cast = list(found["470"]["positions"].values())
    assert (cast.count("yes"), cast.count("no")) == (47, 24)
    assert found["470"]["outcomes"]["un-general-assembly"]["verdict"] == "not_adopted"


def test_a_rule_that_looks_at_the_proposer_is_told_who_proposes(whole, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", str(whole))
    council = (
        "whatif",
        "--charter",
        "eu-council",
        "--matter",
        "qualified-majority",
        "--record",
        "unga",
        "--sessions",
        "73",
    )
    assert "asks for what a record of roll calls does not say" in refused(*council)[0][1]
    told = " ".join(run(*council, "--source", "commission").stdout.split())
    assert "Of 95 roll calls put" in told or "roll calls put, adopted:" in told


def test_who_is_not_in_the_record_leaves_the_outcome_open_and_is_named(whole, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", str(whole))
    told = " ".join(run("whatif", "--charter", "osce", "--record", "unga", "--sessions", "73").stdout.split())
    assert "Not in the record, so that what they would have done is open: Holy See." in told


def test_states_of_another_time_have_names_and_columns(whole, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", str(whole))
    union, russia = (run_json(*COHESION, one, "--sessions", "40")["whole"][0] for one in ("USSR,CHN", "RUS,CHN"))
    assert union == russia
    later = run_json(*COHESION, "Soviet Union,CHN", "--sessions", "60")["whole"][0]
    assert later["pairs_identical"] is None


def test_the_body_that_voted_adopts_nearly_all_of_it(whole, monkeypatch):
    """By its own rule, with the members of the day, from 1946 on: yes is more than no, where anybody voted."""
    monkeypatch.setenv("COMITY_DATA", str(whole))
    told = run("whatif", "--charter", "un-general-assembly", "--record", "unga")
    assert told.exit_code == 0, told.output
    assert "Of 4938 roll calls put, adopted: 4866 (99%)" in " ".join(told.stdout.split())
