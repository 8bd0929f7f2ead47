"""`comity whatif`: as an analyst, a journalist or a delegate uses it."""

import csv
import json
from collections import Counter

import openpyxl
import pytest

from comity.core.values import LANGUAGES
from doors.commands import BOTH, refused, run, run_json, too_wide
from repo.source import PACKAGE

SIX = ("chn", "kaz", "kgz", "rus", "tjk", "uzb")
EIGHT = (*SIX, "ind", "pak")


@pytest.fixture(scope="module")
def record():
    path = PACKAGE / "data/records/general-assembly-2001-2019.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recounted(rows, members, matters=frozenset({"terrorism", "regional-conflicts"})):
    """What a reader counts by hand: how many are put, adopted by consensus, and adopted under the reform."""
    counts = Counter()
    for row in rows:
        cast = Counter(row[one] for one in members)
        if row["kind"] != "resolution" or row["duplicate"] or not cast["yes"] + cast["no"] + cast["abstain"]:
            continue
        major = bool(matters & set(row["subjects"].split()))
        counts["put"] += 1
        counts["sco"] += not cast["no"]
        counts["sco-reform"] += not cast["no"] if major else cast["yes"] > cast["no"]
    return counts


def adopted(result, membership, subject=None):
    """The same figures, as the command gives them."""
    rows = [one for one in result["summary"] if (one["membership"], one["subject"]) == (membership, subject)]
    counts = Counter({one["charter"]: one["adopted"] for one in rows})
    counts["put"] = rows[0]["put"]
    assert len({one["put"] for one in rows}) == 1
    assert all(one["put"] == one["adopted"] + one["not_adopted"] + one["open"] for one in rows)
    return counts


def before(row):
    return (row["date"] or f"{1945 + int(row['session'])}") < "2017-06-09"


def test_the_six_and_the_eight_are_what_a_reader_counts(whole, record):
    earlier = [row for row in record if before(row)]
    later = [row for row in record if not before(row)]
    assert adopted(whole, "six") == recounted(earlier, SIX)
    assert adopted(whole, "eight-before-accession") == recounted(earlier, EIGHT)
    assert adopted(whole, "eight") == recounted(later, EIGHT)
    assert adopted(whole, "six-since-accession") == recounted(later, SIX)
    assert adopted(whole, "actual") == recounted(earlier, SIX) + recounted(later, EIGHT)


@pytest.mark.parametrize("subject", ["terrorism", "nuclear-disarmament", "palestine", "information-security"])
def test_a_subject_is_what_a_reader_counts(whole, record, subject):
    rows = [row for row in record if subject in row["subjects"].split()]
    expected = recounted([row for row in rows if before(row)], SIX)
    expected += recounted([row for row in rows if not before(row)], EIGHT)
    assert adopted(whole, "actual", subject) == expected


def test_what_is_left_out_is_said_with_its_number(whole, record):
    left = whole["record"]["left_out"]
    assert left["duplicates"] == sum(row["duplicate"] == "yes" for row in record)
    kinds = Counter(row["kind"] for row in record if not row["duplicate"])
    assert (left["paragraphs"], left["amendments"], left["motions"]) == (
        kinds["paragraph"],
        kinds["amendment"],
        kinds["motion"],
    )
    assert whole["record"]["roll_calls"] == len(record) == len(whole["roll_calls"]) + sum(left.values())


def test_paragraphs_are_put_where_they_are_asked_for(record):
    result = run_json(*BOTH, "--paragraphs", "--sessions", "72")
    left = result["record"]["left_out"]
    assert (left["paragraphs"], left["amendments"]) == (0, 0)
    kinds = Counter(one["kind"] for one in result["roll_calls"])
    assert kinds["paragraph"] == sum(row["kind"] == "paragraph" and row["session"] == "72" for row in record)


def test_the_two_texts_of_december_2018_stand_in_it(whole):
    (second,) = [one for one in whole["roll_calls"] if one["symbol"] == "A/RES/73/266"]
    assert second["subjects"] == ["information-security"]
    assert second["month"] == "2018-12"
    assert second["positions"] == {
        "chn": "no",
        "ind": "yes",
        "kaz": "yes",
        "kgz": "absent",
        "pak": "abstain",
        "rus": "no",
        "tjk": "yes",
        "uzb": "yes",
    }
    assert second["outcomes"]["sco"]["verdict"] == "not_adopted"
    assert second["outcomes"]["sco"]["sentence"]["en"] == (
        "Not adopted: 2 of 8 voted no (China and Russian Federation). SCO Charter, article 16."
    )
    assert second["outcomes"]["sco-reform"]["verdict"] == "adopted"


def test_the_result_has_the_form_that_the_reference_gives(whole):
    assert whole["schema"] == "comity/whatif/1"
    assert {"name", "roll_calls", "from", "until", "left_out"} <= whole["record"].keys()
    keys = {"membership", "charter", "rule", "subject", "put", "adopted", "not_adopted", "open"}
    assert all(row.keys() == keys for row in whole["summary"])
    assert {"abstention", "absence", "major", "membership", "charter", "put", "adopted"} <= whole["sensitivity"][
        0
    ].keys()
    call = {"symbol", "session", "month", "subjects", "major", "positions", "outcomes"}
    assert all(call <= one.keys() for one in whole["roll_calls"])
    assert [(one["from"], one["until"]) for one in whole["memberships"]][1] == ("2001-11", "2017-06")


def test_the_sensitivity_turns_every_matter_over_once(whole):
    rows = [one for one in whole["sensitivity"] if (one["membership"], one["charter"]) == ("actual", "sco-reform")]
    labels = [one["major"] for one in rows]
    matters = [one.partition(": ")[0] for one in labels if ": " in one]
    assert labels.count("charter") == 6
    assert {"terrorism: other", "regional-conflicts: other", "palestine: major", "none", "all"} <= set(labels)
    assert len(matters) == len(set(matters)) == 20
    consensus = {
        one["adopted"] for one in whole["sensitivity"] if one["charter"] == "sco" and one["membership"] == "six"
    }
    assert len(consensus) == 4, "consensus changes with the reading alone, and an open absence adopts as a no does"


def test_all_matters_major_is_consensus(whole):
    rows = {
        (one["charter"], one["major"]): one["adopted"]
        for one in whole["sensitivity"]
        if (one["membership"], one["abstention"], one["absence"]) == ("actual", "accepts", "aside")
    }
    assert rows["sco-reform", "all"] == rows["sco", "charter"] == rows["sco", "none"]


def test_a_membership_by_name_number_or_file_stands_alone_on_every_day(record, tmp_path):
    by_name = run_json("whatif", "--charter", "sco", "--membership", "eight")
    assert {one["membership"] for one in by_name["summary"]} == {"eight"}
    assert adopted(by_name, "eight")["sco"] == recounted(record, EIGHT)["sco"]
    assert run_json("whatif", "--charter", "sco", "--membership", "8")["summary"] == by_name["summary"]
    file = tmp_path / "neighbours.csv"
    file.write_text("member\nKazakhstan\nМонголия\n阿富汗\n", encoding="utf-8")
    of_file = run_json("whatif", "--charter", "sco", "--membership", file)
    assert of_file["memberships"][0]["members"] == ["kaz", "mng", "afg"]
    assert adopted(of_file, "neighbours")["sco"] == recounted(record, ("kaz", "mng", "afg"))["sco"]


def test_a_roll_call_on_which_no_member_cast_a_vote_is_not_put(tmp_path, record):
    file = tmp_path / "one.json"
    file.write_text('["Uzbekistan"]', encoding="utf-8")
    result = run_json("whatif", "--charter", "sco", "--membership", file)
    absent = sum(row["uzb"] == "absent" and row["kind"] == "resolution" and not row["duplicate"] for row in record)
    assert result["record"]["left_out"]["nobody_cast"] == absent > 0


def test_readings_are_said_and_nobody_is_said_to_have_voted_no_who_abstained():
    result = run_json(*BOTH, "--abstention", "objects", "--absence", "objects", "--sessions", "73")
    assert (result["abstention"], result["absence"]) == ("objects", "objects")
    told = [one["outcomes"]["sco"]["sentence"] for one in result["roll_calls"]]
    assert not any("voted no" in one["en"] or "голосовал" in one["ru"] or "投反对票" in one["zh"] for one in told)
    assert any("counted as no" in one["en"] for one in told)
    (second,) = [one for one in result["roll_calls"] if one["symbol"] == "A/RES/73/266"]
    assert second["outcomes"]["sco"]["sentence"]["en"].startswith(
        "Not adopted: 4 of 8 counted as no (China, Kyrgyzstan [absent], Russian Federation and Pakistan [abstained])."
    )
    assert result["asked"]["en"] == ["abstentions counted as no", "absences counted as no"]


def test_figures_by_member_come_only_on_request_and_are_no_ranking(whole):
    assert whole["members"] is None
    assert "Voted" not in run(*BOTH, "--sessions", "73").stdout
    result = run_json(*BOTH, "--sessions", "73", "--by", "member")
    assert [one["member"] for one in result["members"]] == ["ind", "kaz", "chn", "kgz", "pak", "rus", "tjk", "uzb"]
    assert all(one["put"] == one["yes"] + one["no"] + one["abstain"] + one["absent"] for one in result["members"])
    told = " ".join(run(*BOTH, "--sessions", "73", "--by", "member").stdout.split())
    assert "no measure of a member" in told


def test_a_member_counts_only_while_it_sat(record):
    members = {one["member"]: one for one in run_json(*BOTH, "--by", "member")["members"]}
    assert (members["ind"]["from"], members["chn"]["from"]) == ("2017-06", "2001-11")
    own = [row for row in record if not before(row) and row["kind"] == "resolution" and not row["duplicate"]]
    assert members["ind"]["put"] == len(own)
    assert members["ind"]["no"] == sum(row["ind"] == "no" for row in own)


def test_the_version_that_applies_is_the_last_that_the_file_knows_of():
    assert {one["on"] for one in run_json(*BOTH, "--sessions", "60")["charters"]} == {"2020-12-31"}


def test_what_to_try_next_asks_the_same_question():
    result = run(*BOTH, "--subject", "terrorism", "--absence", "open", "--lang", "ru")
    told = " ".join(result.stdout.replace("\\\n", " ").split())
    same = "whatif --charter sco --against sco-reform --subject terrorism --absence open --lang ru"
    assert f"{same} --plot whatif.svg" in told
    assert f"{same} --membership six" in told


def test_days_on_which_the_body_had_no_member_are_told_apart(tmp_path):
    path = tmp_path / "early.csv"
    head = "date,symbol,chn,ind,kaz,kgz,pak,rus,tjk,uzb"
    path.write_text(f"{head}\n1999-01-01,A,{','.join(['yes'] * 8)}\n2019-01-01,B,{','.join(['yes'] * 8)}\n")
    result = run_json(*BOTH, "--record", path)
    left = result["record"]["left_out"]
    assert (left["no_members"], left["nobody_cast"], len(result["roll_calls"])) == (1, 0, 1)
    assert result["record"]["from"] == "2019-01"


def test_a_text_that_stands_twice_in_ones_own_record_is_put_once(tmp_path):
    path = tmp_path / "twice.csv"
    row = f"2019-01-01,B,{','.join(['yes'] * 8)}"
    path.write_text(f"date,symbol,chn,ind,kaz,kgz,pak,rus,tjk,uzb\n{row}\n{row}\n", encoding="utf-8")
    result = run_json(*BOTH, "--record", path)
    assert (result["record"]["left_out"]["duplicates"], len(result["roll_calls"])) == (1, 1)


def test_what_an_open_absence_could_be_is_within_the_range():
    told = run(*BOTH, "--sessions", "60").stdout.splitlines()
    (line,) = [one for one in told if one.strip().startswith("other readings")]
    rows = [
        one
        for one in run_json(*BOTH, "--sessions", "60")["sensitivity"]
        if (one["membership"], one["charter"], one["major"]) == ("actual", "sco", "charter")
    ][1:]
    low, high = min(one["adopted"] for one in rows), max(one["adopted"] + one["open"] for one in rows)
    assert f"{low}–{high}" in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_fits_the_page_and_says_what_it_cannot_tell(language):
    result = run(*BOTH, "--against", "sco-reform-all-members", "--lang", language, "--by", "member")
    assert result.exit_code == 0
    assert too_wide(result.stdout) == []
    assert {"en": "leaves no trace", "ru": "следов не оставляет", "zh": "不留痕迹"}[language] in result.stdout.replace(
        "\n", "" if language == "zh" else " "
    )


def test_sessions_dates_and_subjects_choose(record):
    by_session = run_json(*BOTH, "--sessions", "73-74")
    assert {one["session"] for one in by_session["roll_calls"]} == {73, 74}
    by_date = run_json(*BOTH, "--from", "2018-12-05", "--until", "2018")
    days = [
        row["date"] for row in record if "2018-12-05" <= row["date"] <= "2018-12-31" and row["kind"] == "resolution"
    ]
    assert len(by_date["roll_calls"]) == len(days)
    by_subject = run_json(*BOTH, "--subject", "terrorism")
    assert all("terrorism" in one["subjects"] for one in by_subject["roll_calls"])


def test_the_last_day_is_included(record):
    (day,) = {row["date"] for row in record if row["symbol"] == "A/RES/73/266"}
    until, since = run_json(*BOTH, "--until", day), run_json(*BOTH, "--from", day)
    for found in (until, since):
        assert "A/RES/73/266" in {one["symbol"] for one in found["roll_calls"]}
    both = len(run_json(*BOTH, "--from", day, "--until", day)["roll_calls"])
    assert len(until["roll_calls"]) + len(since["roll_calls"]) == 1440 + both


def test_nothing_left_is_an_answer():
    result = run(*BOTH, "--sessions", "99")
    assert (result.exit_code, result.stdout.startswith("No roll call is put")) == (0, True)
    empty = run_json(*BOTH, "--sessions", "99")
    assert empty["roll_calls"] == [] == empty["summary"]
    assert empty["record"]["roll_calls"] == 0


def test_the_tables_go_to_files_whole(tmp_path, whole):
    files = tmp_path / "calls.csv", tmp_path / "all.xlsx"
    assert run(*BOTH, "--table", "roll-calls", "--csv", files[0], "--xlsx", files[1]).exit_code == 0
    with files[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(whole["roll_calls"])
    assert rows[0][:6] == ["roll call", "symbol", "session", "month", "kind", "subjects"]
    assert "Kazakhstan" in rows[0]
    assert all(len(row) == len(rows[0]) for row in rows)
    book = openpyxl.load_workbook(files[1])
    assert [sheet.title for sheet in book.worksheets] == ["Summary", "Sensitivity", "Roll calls", "About"]
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [
        1 + len(whole["summary"]),
        1 + len(whole["sensitivity"]),
        1 + len(whole["roll_calls"]),
    ]
    assert isinstance(book.worksheets[0].cell(2, 5).value, int)


def test_a_table_that_was_not_asked_for_is_refused(tmp_path):
    (problem,) = refused(*BOTH, "--sessions", "73", "--table", "members", "--csv", tmp_path / "x.csv")
    assert problem[1:] == ("figures by member were not asked for", "Add --by member")
    assert not (tmp_path / "x.csv").exists()


def test_pictures_are_drawn(tmp_path):
    for picture in ("sessions", "subjects", "sensitivity"):
        path = tmp_path / f"{picture}.svg"
        result = run(*BOTH, "--sessions", "70-74", "--plot", path, "--picture", picture)
        assert result.exit_code == 0
        assert str(path) in result.stderr
        assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_no_picture_is_drawn_of_nothing(tmp_path):
    result = run(*BOTH, "--sessions", "99", "--plot", tmp_path / "x.svg")
    assert result.exit_code == 0
    assert "No picture is drawn" in result.stderr
    assert not (tmp_path / "x.svg").exists()


def test_a_record_of_ones_own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "month,title,Китай,India,哈萨克斯坦,kgz,PAK,Russian Federation,Tajikistan,Uzbekistan\n"
        "2019-05,Measures against terrorism,yes,no,yes,yes,yes,yes,yes,yes\n"
        "2019-06,The right to food,против,за,за,за,воздержался,отсутствует,за,\n",
        encoding="utf-8",
    )
    result = run_json(*BOTH, "--record", path)
    first, second = result["roll_calls"]
    assert (first["subjects"], first["major"]) == (["terrorism"], True)
    assert first["outcomes"]["sco-reform"]["verdict"] == "not_adopted"
    assert second["outcomes"]["sco"]["verdict"] == "not_adopted"
    assert second["outcomes"]["sco-reform"]["verdict"] == "adopted"
    assert "uzb" not in second["positions"]
    assert run(*BOTH, "--record", path).exit_code == 0


def test_other_charters_take_a_matter_and_members(tmp_path):
    file = tmp_path / "three.csv"
    file.write_text("member\nIndia\nChina\nMongolia\n", encoding="utf-8")
    result = run_json("whatif", "--charter", "african-union", "--matter", "question-of-procedure", "--membership", file)
    assert result["summary"][0]["put"] == result["record"]["roll_calls"] - sum(result["record"]["left_out"].values())


REFUSED = [
    (("--membership", "sixx"), "there is no membership 'sixx'", "Did you mean `six`; or name a file"),
    (("--subject", "palestin"), "there is no subject 'palestin'", "Did you mean `palestine`"),
    (("--subject", "outer"), "there is no subject 'outer'", "Did you mean `outer-space`"),
    (("--subject", "nuclear"), "there is no subject 'nuclear'", "Did you mean `nuclear-disarmament`"),
    (("--sessions", "74-72"), "--sessions: 72 comes before 74", "Write 72-74"),
    (("--sessions", "x"), "--sessions: 'x' are no sessions", "Write 72, or 72-74"),
    (("--from", "2019-13"), "--from: '2019-13' is no date", "Write 2018-12-05, 2018-12 or 2018"),
    (("--from", "2019", "--until", "2018"), "--until 2018 comes before --from 2019", "Exchange them"),
    (("--against", "sco"), "the charter 'sco' is put twice", None),
    (("--major", "terorism"), "the charter 'sco' has no matter 'terorism'", "Did you mean `terrorism`"),
    (("--body", "heads-of-stat"), "the charter 'sco' has no body 'heads-of-stat'", "Did you mean `heads-of-state`"),
    (("--record", "general"), "no record that ships, and no file, is called `general`", None),
    (
        ("--matter", "health", "--matters", "x.yaml"),
        "the matters are given twice",
        "Write either --matter or --matters",
    ),
    (("--plot", "x.gif"), "'.gif' is no kind of picture", "End the name in .svg or .png"),
    (("--picture", "subjects"), "--picture is given without --plot", "Add --plot FILE"),
    (("--table", "summary"), "--table is given without --csv", "Add --csv FILE"),
    (("--xlsx", "x.csv"), "'.csv' is another kind of file", "End the name in .xlsx"),
    (("--matter", "healthh"), "the charter 'sco' has no matter 'healthh'", "Did you mean `health`"),
]


@pytest.mark.parametrize(("options", "fact", "cure"), REFUSED, ids=[" ".join(one[0]) for one in REFUSED])
def test_what_is_wrong_is_said_with_its_cure(options, fact, cure):
    found = refused("whatif", "--charter", "sco", *options)
    assert any(one[1] == fact and cure in (None, one[2]) for one in found), found


def test_everything_wrong_in_the_options_comes_at_once():
    found = refused("whatif", "--charter", "sco", "--sessions", "x", "--subject", "y", "--from", "z")
    assert len(found) == 3


def test_members_that_the_record_does_not_have_are_named(tmp_path):
    file = tmp_path / "two.csv"
    file.write_text("member\nChina\nFrance\n", encoding="utf-8")
    ((_, fact, cure),) = refused("whatif", "--charter", "sco", "--membership", file)
    assert "no positions of France" in fact
    assert "China" in cure


def test_a_body_that_asks_for_more_than_a_record_says_is_refused(tmp_path):
    file = tmp_path / "two.csv"
    file.write_text("member\nChina\nIndia\n", encoding="utf-8")
    ilo = ("whatif", "--charter", "ilo", "--matter", "convention-or-recommendation")
    ((_, fact, _cure),) = refused(*ilo, "--membership", file)
    assert "several seats each" in fact


def test_the_json_of_two_runs_is_the_same(whole):
    assert json.dumps(run_json(*BOTH)) == json.dumps(whole)


def test_two_charters_that_share_no_matter_are_held_against_each_other(record):
    result = run_json("whatif", "--charter", "sco", "--against", "un-general-assembly")
    verdicts = {}
    for one in result["roll_calls"]:
        cast = Counter(one["positions"].values())
        quorum = 2 * (len(one["positions"]) - cast["absent"]) > len(one["positions"])
        verdicts[one["roll_call"]] = quorum and cast["yes"] > cast["no"]
    put = {one["roll_call"]: one["outcomes"]["un-general-assembly"]["verdict"] for one in result["roll_calls"]}
    assert {key: value == "adopted" for key, value in put.items()} == verdicts


def test_a_matter_is_said_for_one_charter():
    two = ("whatif", "--charter", "sco", "--against", "un-general-assembly", "--sessions", "73")
    important = run_json(*two, "--matter", "un-general-assembly:important-question")
    matters = {one["outcomes"]["un-general-assembly"]["matter"] for one in important["roll_calls"]}
    assert matters == {"important-question"}
    assert len({one["outcomes"]["sco"]["matter"] for one in important["roll_calls"]}) > 5
    twice = refused(*two, "--matter", "other-question", "--matter", "important-question")
    assert "is given twice for" in twice[0][1]


def test_files_of_matters_are_each_for_their_charters(tmp_path):
    files = []
    for charter, matter in (("sco", "health"), ("sco-reform", "terrorism")):
        file = tmp_path / f"{charter}.yaml"
        file.write_text(
            f"schema: comity/matters/1\ncharters: [{charter}]\nbody: heads-of-state\notherwise: {matter}\n",
            encoding="utf-8",
        )
        files += ["--matters", file]
    result = run_json(*BOTH, "--sessions", "73", *files)
    for charter, matter in (("sco", "health"), ("sco-reform", "terrorism")):
        assert {one["outcomes"][charter]["matter"] for one in result["roll_calls"]} == {matter}


def test_a_body_that_may_not_decide_is_refused_and_not_counted():
    ((_, fact, cure),) = refused("whatif", "--charter", "sco", "--body", "national-coordinators", "--sessions", "73")
    assert "may not decide" in fact
    assert cure == "Choose a body that may: --body sco:heads-of-state"


def test_a_body_not_all_of_whose_seats_are_listed_is_refused():
    ((_, fact, cure),) = refused("whatif", "--charter", "un-security-council", "--matter", "substantive")
    assert "lists 5 of 15 of the seats of 'security-council'" in fact
    assert cure == "Name the members in a file (--membership FILE)"


def test_a_row_without_a_date_is_placed_by_its_session_or_by_the_latest_version(tmp_path):
    path = tmp_path / "undated.csv"
    head = "session,date,symbol,chn,ind,kaz,kgz,pak,rus,tjk,uzb"
    yes = ",".join(["yes"] * 8)
    path.write_text(f"{head}\n70,2016-05,A,{yes}\n70,,B,{yes}\n,,C,{yes}\n", encoding="utf-8")
    found = {one["symbol"]: one["membership"] for one in run_json(*BOTH, "--record", path)["roll_calls"]}
    assert found == {"A": "six", "B": "six", "C": "eight"}


def test_a_membership_file_says_what_is_wrong_with_it(tmp_path):
    file = tmp_path / "members.csv"
    file.write_text("member\nChina\nTurkye\n中国\n", encoding="utf-8")
    found = refused("whatif", "--charter", "sco", "--membership", file)
    assert [(line, cure) for line, _, cure in found] == [(3, "Did you mean `Türkiye`"), (4, "Leave one out")]
    file.write_text("member\n", encoding="utf-8")
    assert refused("whatif", "--charter", "sco", "--membership", file)[0][1] == "the file names no member"


def test_a_membership_file_is_not_taken_for_a_membership_of_the_same_name(tmp_path):
    file = tmp_path / "actual.csv"
    file.write_text("member\nChina\nIndia\n", encoding="utf-8")
    result = run_json("whatif", "--charter", "sco", "--membership", file, "--sessions", "73")
    assert (result["membership"], result["memberships"][0]["name"]["en"]) == ("file-actual", "2 members (actual)")


def test_an_edited_copy_of_a_charter_keeps_its_subjects(tmp_path):
    shipped = (PACKAGE / "data/charters/sco-reform-all-members.yaml").read_text(encoding="utf-8")
    copy = tmp_path / "mine.yaml"
    copy.write_text(shipped.replace("id: sco-reform-all-members\n", "id: mine\n", 1), encoding="utf-8")
    result = run_json(
        "whatif", "--charter", "sco-reform-all-members", "--against", copy, "--major", "self-determination"
    )
    first, second = [one for one in result["summary"] if (one["membership"], one["subject"]) == ("actual", None)]
    assert {**first, "charter": ""} == {**second, "charter": ""}


def test_what_is_said_for_a_charter_that_is_not_put_is_refused():
    for option in ("--body", "--matter"):
        ((_, fact, cure),) = refused(*BOTH, option, "sco-refrom:heads-of-state")
        assert fact == f"{option} sco-refrom:heads-of-state: no such charter is put"
        assert cure == "Did you mean `sco-reform`"


def test_a_major_matter_that_no_subject_is_is_refused():
    ((_, fact, _),) = refused(*BOTH, "--major", "drugs")
    assert fact == "--major drugs: no subject is that matter"


def test_a_matter_of_one_of_the_charters_may_be_major():
    two = ("whatif", "--charter", "sco", "--against", "un-general-assembly", "--sessions", "73")
    result = run_json(*two, "--major", "health")
    assert [one["major"] for one in result["charters"]] == [["health"], []]


def test_an_edited_copy_may_have_a_matter_of_its_own_for_a_subject(tmp_path):
    shipped = (PACKAGE / "data/charters/sco-reform.yaml").read_text(encoding="utf-8")
    copy = tmp_path / "mine.yaml"
    text = shipped.replace("id: sco-reform\n", "id: mine\n", 1)
    text = text.replace("          - health\n", "          - health\n          - disarmament\n")
    entry = '  disarmament: {name: {en: Disarmament}, importance: major, cite: {instrument: charter, article: "3"}}\n'
    copy.write_text(text.replace("  health:\n", f"{entry}  health:\n", 1), encoding="utf-8")
    result = run_json("whatif", "--charter", copy, "--subject", "disarmament")
    assert "disarmament" in result["charters"][0]["major"]
    alone = [one for one in result["roll_calls"] if len(one["subjects"]) == 1]
    assert {one["outcomes"]["mine"]["matter"] for one in alone} == {"disarmament"}


def test_members_of_a_file_are_said_to_stand_in_place_of_the_seats(tmp_path):
    file = tmp_path / "nine.csv"
    file.write_text("member\n" + "\n".join(EIGHT) + "\nAfghanistan\n", encoding="utf-8")
    council = ("whatif", "--charter", "un-security-council", "--matter", "substantive", "--membership", file)
    result = run_json(*council, "--sessions", "73")
    assert result["asked"]["en"] == ["those of a file, 9 in place of 15"]
    assert "9 in place of 15" in " ".join(run(*council, "--sessions", "73").stdout.split())
