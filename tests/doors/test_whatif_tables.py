"""The tables, files and pictures of `comity whatif`: what they say in words, and that they say it right."""

import csv
from datetime import date

import openpyxl

from comity.analysis.readings import Absence, Abstention
from doors.commands import BOTH, run


def test_the_whole_and_nothing_alone_are_told_as_such():
    from comity.workbench.whatif_tables import percent

    assert [percent(part, 1000) for part in (0, 1, 4, 996, 999, 1000)] == [0, 1, 1, 99, 99, 100]
    assert percent(0, 0) == 0


def test_other_readings_are_all_but_the_one_asked(whole):
    rows = [
        one
        for one in whole["sensitivity"]
        if (one["membership"], one["charter"], one["major"]) == ("actual", "sco-reform", "charter")
        and (one["abstention"], one["absence"]) != ("accepts", "aside")
    ]
    low, high = min(one["adopted"] for one in rows), max(one["adopted"] + one["open"] for one in rows)
    assert f"{low}–{high}" in run(*BOTH).stdout


def test_the_reading_that_is_asked_is_none_of_the_others():
    from comity.workbench.whatif_answer import answer_file
    from comity.workbench.whatif_question import Asked
    from comity.workbench.whatif_tables import _kinds

    for abstention, absence in (("accepts", "aside"), ("objects", "open")):
        asked = Asked(charter="sco", sessions="73", abstention=Abstention(abstention), absence=Absence(absence))
        kinds = _kinds(answer_file(asked, date(2026, 1, 1)))
        others = {(one.abstention, one.absence) for one in kinds["readings"]}
        assert len(others) == len(kinds["readings"]) == 5
        assert (abstention, absence) not in others
        assert [(one.abstention, one.absence) for one in kinds["as_asked"]] == [(abstention, absence)]


def test_the_matter_that_tells_most_is_named(whole):
    rows = {
        one["major"].partition(": ")[0]: one["adopted"]
        for one in whole["sensitivity"]
        if (one["membership"], one["charter"]) == ("actual", "sco-reform") and ": " in one["major"]
    }
    most = max(rows, key=lambda matter: abs(rows[matter] - 1345))
    assert most == "nuclear-disarmament"
    told = " ".join(run(*BOTH).stdout.split())
    assert f'were only "Nuclear disarmament" counted otherwise, {rows[most]} by majority of those voting' in told


def test_exports_say_in_words_how_the_record_was_read(tmp_path):
    path = tmp_path / "readings.csv"
    assert run(*BOTH, "--sessions", "73", "--table", "sensitivity", "--csv", path, "--lang", "ru").exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["важный"] for row in rows} >= {"как в уставе", "ни один", "все", "Здравоохранение: важный"}
    assert not {cell for row in rows for cell in row.values()} & {"objects", "aside", "charter", "accepts"}


def test_the_sheet_of_members_has_its_name_and_the_others_theirs(tmp_path):
    path = tmp_path / "all.xlsx"
    assert run(*BOTH, "--sessions", "73", "--by", "member", "--xlsx", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Summary", "Sensitivity", "Roll calls", "Members", "About"]
    about = {row[0].value: row[1].value for row in book["About"]}
    assert about["asked"] == "as the charters and the defaults have it"


def test_a_picture_says_how_many_were_left_out(tmp_path, whole):
    words = whole["record"]["left_out_words"]["en"]
    assert words == "Left out: 296 on paragraphs, 20 on amendments, 13 on motions of procedure, 14 entered twice."
    from comity.workbench.whatif_answer import answer_file
    from comity.workbench.whatif_pictures import _caption
    from comity.workbench.whatif_question import Asked

    result = answer_file(Asked(charter="sco"), date(2026, 1, 1))
    assert any(words in note for note in _caption(result, "sessions", "en", ()).notes)
