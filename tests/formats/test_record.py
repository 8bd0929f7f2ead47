"""Records of roll calls: the one that ships, and tables of one's own."""

from collections import Counter
from datetime import date

import pytest

from comity.analysis.whatif import OTHER
from comity.core.values import Refused
from comity.formats.charter_file import charter_from_text
from comity.formats.record import COLUMNS, KINDS, find_record, shipped_records
from comity.formats.state_names import names_for
from comity.formats.subjects import shipped_subjects
from formats.charters import SMALL
from formats.files import workbook

SUBJECTS = shipped_subjects("general-assembly")
SHIPPED = "general-assembly-2001-2019"


def rows(path, names=None):
    return find_record(path, SUBJECTS, names).frame.rows(named=True)


def refused(path):
    with pytest.raises(Refused) as caught:
        find_record(path, SUBJECTS)
    assert all(one.cure and one.file == str(path) for one in caught.value.problems)
    return [(one.line, one.fact, one.cure) for one in caught.value.problems]


@pytest.fixture(scope="module")
def shipped():
    return find_record(SHIPPED, SUBJECTS)


def test_the_record_that_ships(shipped):
    frame = shipped.frame
    assert shipped_records() == (SHIPPED,)
    assert (frame.height, len(shipped.states)) == (1783, 18)
    assert shipped.states[:8] == ("chn", "ind", "kaz", "kgz", "pak", "rus", "tjk", "uzb")
    assert Counter(frame["kind"]) == {"resolution": 1453, "paragraph": 297, "amendment": 20, "motion": 13}
    assert frame["duplicate"].sum() == 14
    assert frame["symbol"].null_count() == 7
    assert frame["roll_call"].n_unique() == 1783
    assert set(frame["session"]) == set(range(56, 75))


def test_every_position_of_the_record_that_ships_is_known(shipped):
    positions = {one for state in shipped.states for one in shipped.frame[state]}
    assert positions == {"yes", "no", "abstain", "absent"}


def test_no_day_before_session_58_and_each_in_its_session(shipped):
    assert shipped.frame["date"].null_count() == 1
    for session, day in shipped.frame.select("session", "date").drop_nulls().iter_rows():
        assert len(day) == len("2001-11" if session < 58 else "2003-11-05")
        assert f"{1945 + session}-09" <= day[:7] <= f"{1946 + session}-09"


def test_a_duplicate_of_the_record_that_ships_repeats_another_row(shipped):
    whole = shipped.frame.filter(~shipped.frame["duplicate"])
    texts = set(whole.select("session", "symbol").iter_rows())
    repeated = shipped.frame.filter(shipped.frame["duplicate"]).select("session", "symbol").rows()
    assert len(repeated) == 14
    assert set(repeated) - texts == {(61, "A/RES/61/128 A"), (61, "A/RES/61/128 AB")}, "one vote with 61/128 B"


def test_a_vote_that_failed_under_the_symbol_of_an_adopted_text_is_none_on_the_whole(shipped):
    (kind,) = shipped.frame.filter(shipped.frame["roll_call"] == "5845")["kind"]
    assert kind == "amendment"


def test_the_record_that_ships_says_where_it_is_from(shipped):
    about = shipped.about
    assert about.id == SHIPPED
    assert about.licence.startswith("CC0-1.0")
    assert "hdl:1902.1/12379" in about.source
    for text in (about.title, about.vote, about.note):
        assert text.keys() == {"en", "ru", "zh"}


def test_the_subjects_of_the_record_that_ships_are_subjects(shipped):
    assert {one for cell in shipped.frame["subjects"] for one in cell} <= {*SUBJECTS.subjects, OTHER}
    assert all(len(cell) == len(set(cell)) >= 1 for cell in shipped.frame["subjects"])


ROW = {"session": 73, "date": "2018-12-05", "symbol": "A/RES/73/27", "subjects": ["information-security"]}


@pytest.mark.parametrize(
    "content",
    [
        "session,date,symbol,subjects,rus,chn\n73,2018-12-05,A/RES/73/27,information-security,yes,no\n",
        "chn,symbol,RUS,subjects,date,session\nagainst,A/RES/73/27,in favour,information-security,2018-12-05,73\n",
        "Symbol;Session;Date;Subjects;Россия;Китай\nA/RES/73/27;73;2018-12-05;information-security;за;против\n",
        "\ufeff俄罗斯联邦\t中国\tsession\tdate\tsymbol\tsubjects\n赞成\t反对\t73\t2018-12-05\tA/RES/73/27\tinformation-security\n",
        "RUS,China,month,session,symbol,subjects\nYES,No,2018-12-05,73,A/RES/73/27,information-security\n",
    ],
)
def test_columns_stand_in_any_order_and_states_by_any_name(write, content):
    (row,) = rows(write("r.csv", content))
    assert {key: row[key] for key in ROW} == ROW
    assert (row["rus"], row["chn"]) == ("yes", "no")
    assert (row["kind"], row["duplicate"], row["roll_call"]) == ("resolution", False, None)


def test_the_columns_come_in_one_order(write):
    record = find_record(write("votes.csv", "chn,rus,title,month\nyes,no,On terrorism,2018\n"), SUBJECTS)
    assert tuple(record.frame.columns) == (*COLUMNS, "chn", "rus")
    assert record.states == ("chn", "rus")
    assert (record.about.id, record.about.title, record.about.source) == ("votes", {"en": "votes.csv"}, "")


def test_a_workbook(write):
    content = workbook(
        ["Session", "Date", "Title", "Kind", "Duplicate", "China", "Казахстан", None],
        [73.0, date(2018, 12, 5), "Measures against terrorism", "Paragraph", "Yes", "yes", None, None],
        [None, date(2018, 12, 6), "Programme budget", None, None, "absent", "воздержался", None],
        [None, 2018, None, None, None, "不参加", "弃权", None],
    )
    first, second, third = rows(write("r.XLSX", content))
    assert (first["session"], first["date"], first["subjects"]) == (73, "2018-12-05", ["terrorism"])
    assert (first["kind"], first["duplicate"], first["chn"], first["kaz"]) == ("paragraph", True, "yes", None)
    assert (second["date"], second["subjects"], second["kaz"]) == ("2018-12-06", ["budget-of-un"], "abstain")
    assert (third["date"], third["subjects"], third["chn"]) == ("2018", [OTHER], "not_participating")


def test_what_is_empty_is_not_known(write):
    first, second = rows(write("r.csv", "month,session,chn,rus\n2018-12,,,yes\n,73,absent,\n"))
    assert (first["date"], first["session"], first["chn"]) == ("2018-12", None, None)
    assert (second["date"], second["session"], second["chn"], second["rus"]) == (None, 73, "absent", None)


def test_a_short_row_ends_with_what_is_not_known(write):
    (row,) = rows(write("r.csv", "date,chn,rus\n2018,yes\n"))
    assert (row["chn"], row["rus"]) == ("yes", None)


def test_date_goes_before_month(write):
    first, second = rows(write("r.csv", "month,date,chn\n2018-11,2018-12-05,yes\n2018-11,,yes\n"))
    assert (first["date"], second["date"]) == ("2018-12-05", "2018-11")


def test_subjects_go_before_the_title(write):
    text = "date,title,subjects,chn\n2018,On terrorism,health other,yes\n2018,On terrorism,,yes\n"
    assert [row["subjects"] for row in rows(write("r.csv", text))] == [["health", OTHER], [OTHER]]
    assert rows(write("s.csv", "date,title,chn\n2018,On terrorism,yes\n"))[0]["subjects"] == ["terrorism"]


def test_a_row_that_repeats_another_is_a_duplicate(write):
    text = (
        "date,symbol,kind,chn\n2018-12,A/1,,yes\n2018-12,A/1,,yes\n2018-12,A/1,,no\n"
        "2018-12,A/1,paragraph,yes\n2018-12,A/1,paragraph,yes\n2018-11,A/1,,yes\n2018-12,,,yes\n2018-12,,,yes\n"
    )
    assert [one["duplicate"] for one in rows(write("r.csv", text))] == [False, True, *[False] * 6]


def test_a_charter_knows_its_own_voters(write):
    names = names_for(charter_from_text(SMALL))
    path = write("r.csv", "date,Delegation A,b\n2018,yes,no\n")
    assert find_record(path, SUBJECTS, names).states == ("a", "b")
    assert next(fact for _, fact, _ in refused(path)).startswith("the column 'Delegation A' is no state")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(write, kind):
    assert rows(write("r.csv", f"date,kind,chn\n2018,{kind.title()},yes\n"))[0]["kind"] == kind


@pytest.mark.parametrize(
    ("content", "line", "fact", "cure"),
    [
        ("symbol,chn\nx,yes\n", 1, "no column says when a roll call was", "Add a column `date` "),
        ("date,symbol\n2018,x\n", 1, "there is no column of a state", "Add a column for each state"),
        ("date,sybmol,chn\n2018,x,yes\n", 1, "the column 'sybmol' is no state, and none of", "Did you mean `symbol`"),
        ("date,Chnia\n2018,yes\n", 1, "the column 'Chnia' is no state", "Did you mean `China`"),
        ("date,Китйа\n2018,yes\n", 1, "the column 'Китйа' is no state", "Did you mean `Китай`"),
        ("date,chn,qqqq\n2018,yes,yes\n", 1, "the column 'qqqq' is no state", "Name a state, or leave the column out"),
        ("date,chn,,rus\n2018,yes,,no\n", 1, "the column '' is no state", "Name a state, or leave the column out"),
        ("date,chn,Китай\n2018,yes,yes\n", 1, "'Китай' and 'chn' are the same column", "Leave one out"),
        ("date,Date,chn\n2018,2018,yes\n", 1, "'Date' and 'date' are the same column", "Leave one out"),
        ("date,chn\n2018-13,yes\n", 2, "'2018-13' is no date", "Write 2018-12-05, 2018-12 or 2018"),
        ("date,chn\n2019-02-29,yes\n", 2, "'2019-02-29' is no date", "Write 2018-12-05, 2018-12 or 2018"),
        ("date,chn\n5.12.2018,yes\n", 2, "'5.12.2018' is no date", "Write 2018-12-05, 2018-12 or 2018"),
        ("session,chn\nlast,yes\n", 2, "'last' is no number of a session", "Write digits"),
        ("session,chn\n-3,yes\n", 2, "'-3' is no number of a session", "Write digits"),
        (
            "date,kind,chn\n2018,text,yes\n",
            2,
            "'text' can't stand under `kind`",
            "Write one of: resolution, paragraph,",
        ),
        ("date,duplicate,chn\n2018,1,yes\n", 2, "'1' can't stand under `duplicate`", "Write one of: yes, no"),
        ("date,chn\n2018,maybe\n", 2, "'maybe' is no position", "Write one of: yes, no, abstain, absent,"),
        ("date,subjects,chn\n2018,terorism,yes\n", 2, "'terorism' is no subject", "Did you mean `terrorism`"),
        ("date,subjects,chn\n2018,qqqq,yes\n", 2, "'qqqq' is no subject", "Write one of: outer-space, terrorism,"),
        ("date,chn\n2018,yes,no\n", 2, "the row has 3 cells, the header 2", "Take out what is too much"),
        ("date,chn\n", 1, "no roll call stands under the header", "Add a row for each roll call"),
        ("", None, "the file is empty", "Begin with a header, then one row each"),
        (" ,\n\n", None, "the file is empty", "Begin with a header, then one row each"),
        ('date,chn\n"2018,yes\n', 2, "this is no CSV: ", "Close the quotation marks"),
        (b"date,chn\n2018,yes\n2018,\xff\n", 3, "the file is not in UTF-8", "Save it as UTF-8"),
    ],
)
def test_what_is_wrong_with_a_table(write, content, line, fact, cure):
    ((at, said, told),) = refused(write("r.csv", content))
    assert at == line
    assert said.startswith(fact)
    assert told.startswith(cure)


def test_empty_cells_beyond_the_header_are_no_error(write):
    assert len(rows(write("r.csv", "date,chn,,\n2018,yes,,,,\n"))) == 1


def test_everything_that_is_wrong_with_the_rows_is_told_at_once(write):
    text = 'session,date,kind,title,chn,rus\nx,2018-13,,"two\nlines",yes,no\n73,2018,text,,maybe,perhaps\n'
    found = refused(write("r.csv", text))
    assert [(line, fact.split()[0]) for line, fact, _ in found] == [
        (2, "'x'"),
        (2, "'2018-13'"),
        (4, "'text'"),
        (4, "'maybe'"),
        (4, "'perhaps'"),
    ]


def test_everything_that_is_wrong_with_the_header_is_told_at_once(write):
    found = refused(write("r.csv", "symbol,kidn,titel\nx,y,z\n"))
    assert [cure.split(" (")[0] for _, _, cure in found] == [
        "Add a column `date`",
        "Did you mean `kind`",
        "Did you mean `title`",
    ]


def test_one_wrong_row_among_a_thousand_is_found(write):
    lines = [f"73,2018-12,A/RES/73/{number},yes" for number in range(1000)]
    lines[716] = "73,2018-12,A/RES/73/716,yse"
    ((line, fact, _),) = refused(write("r.csv", "\n".join(["session,date,symbol,chn", *lines])))
    assert (line, fact) == (718, "'yse' is no position")


def test_a_name_that_nothing_has(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match=f"is called `general-assembly`. Did you mean `{SHIPPED}`"):
        find_record("general-assembly", SUBJECTS)
    with pytest.raises(Refused, match=f"is called `qq`. Name a file, or one of: {SHIPPED}"):
        find_record("qq", SUBJECTS)


def test_a_file_needs_no_suffix(write, monkeypatch):
    path = write("votes", "date,chn\n2018,yes\n")
    monkeypatch.chdir(path.parent)
    assert find_record("votes", SUBJECTS).about.id == "votes"


@pytest.mark.parametrize(
    ("name", "fact"),
    [("none.csv", "there is no such file"), ("r.xls", "this kind of workbook is too old")],
)
def test_a_file_that_cannot_be_read(write, name, fact):
    path = write("r.xls", b"").with_name(name)
    assert [one for _, one, _ in refused(path)] == [fact]


def test_a_folder_and_a_broken_workbook(write):
    path = write("r.xlsx", b"nonsense")
    assert [fact for _, fact, _ in refused(path)] == ["this is no workbook that can be read"]
    assert [fact for _, fact, _ in refused(path.parent)] == ["this is a folder"]
