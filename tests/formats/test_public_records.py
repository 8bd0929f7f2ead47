"""Published tables of votes become a record: every form of them, states through time, and every fault by its row."""

import gzip
from datetime import date

import polars as pl
import pytest

from comity.core.values import PartialDate, Refused
from comity.formats.public_records.importing import imported
from comity.formats.public_records.source import shipped_source
from comity.formats.public_records.states import membership_of, state_of
from comity.formats.record import COLUMNS
from formats.published import LIBRARY, ROLL_CALLS, TWO, library_row

SOURCE = shipped_source("unga")
TODAY = date(2026, 11, 30)
MEMBERS = membership_of("united-nations")


def read(*paths):
    return imported(list(paths), SOURCE, TODAY)


def wrong(*paths):
    with pytest.raises(Refused) as caught:
        read(*paths)
    return [(one.file and one.file.rpartition("/")[2], one.line, one.fact) for one in caught.value.problems]


@pytest.fixture
def two(write):
    return write("roll_calls.csv", TWO)


def cast(record, roll_call):
    """Who cast a vote in a roll call, and which."""
    row = record.frame.filter(pl.col("roll_call") == roll_call).row(0, named=True)
    return {
        one: row[one] for one in record.frame.columns if one not in COLUMNS and row[one] in {"yes", "no", "abstain"}
    }


NUMBERED = "rcid,iso3,vote\n4305,CHN,1\n4305,FRA,3\n6073,CHN,2\n6073,GBR,8\n"
SAME = {
    "alpha-3": NUMBERED,
    "numbers": "rcid,ccode,vote\n4305,710,1\n4305,220,3\n6073,710,2\n6073,200,8\n6073,713,9\n",
    "names": ("rcid,country,country_code,vote\n4305,China,CN,yes\n4305,France,FR,no\n6073,China,NA,abstain\n"),
    "alpha-2": "rcid,country_code,vote\n4305,CN,yes\n4305,FR,no\n6073,CN,abstain\n",
    "statistics": "rcid,ccode,vote,Country\n4305,710.0,1.0,CHN\n4305,220.0,3.0,FRN\n6073,710.0,2.0,CHN\n",
}


@pytest.mark.parametrize("form", SAME)
def test_every_way_of_calling_a_state_gives_the_same_votes(write, two, form):
    found = read(write("votes.csv", SAME[form]), two)
    assert cast(found, "4305") == {"chn": "yes", "fra": "no"}
    assert cast(found, "6073") == {"chn": "abstain"}
    assert found.frame.filter(pl.col("roll_call") == "6073").item(0, "gbr") == "absent"


def test_tables_may_be_columnar_and_packed(write, two, tmp_path):
    plain = read(write("votes.csv", NUMBERED), two)
    columnar = tmp_path / "votes.parquet"
    frame = pl.read_csv(NUMBERED.encode()).with_columns(
        pl.col("iso3").cast(pl.Categorical), pl.col("vote").cast(pl.Int8)
    )
    frame.write_parquet(columnar)
    packed = write("roll_calls.csv.gz", gzip.compress(TWO.encode()))
    assert read(columnar, packed).frame.equals(plain.frame)
    tabbed = write("votes.tsv", NUMBERED.replace(",", "\t"))
    assert read(two, tabbed).frame.equals(plain.frame)


def test_what_a_roll_call_was_about_is_told_by_the_table(write, two):
    found = read(write("votes.csv", NUMBERED), two).frame
    assert found.select("roll_call", "session", "date", "symbol", "kind", "duplicate", "marked").rows() == [
        ("4305", 56, "2001-11", "A/RES/56/7", "resolution", False, False),
        ("6073", 73, "2018-12-05", "A/RES/73/27", "resolution", False, False),
    ]
    assert found.get_column("subjects").to_list() == [["nuclear-disarmament"], ["other"]]


def test_the_digital_library_has_a_row_for_each_vote(write):
    rows = (
        LIBRARY + library_row("CHN", "Y") + library_row("FRA", "N") + library_row("GBR", "A") + library_row("USA", "X")
    )
    rows += library_row("AFG", "") + library_row("IND", "Y")
    found = read(write("voting.csv", rows))
    assert cast(found, "4025240") == {"chn": "yes", "fra": "no", "gbr": "abstain", "ind": "yes"}
    row = found.frame.row(0, named=True)
    assert (row["session"], row["date"], row["symbol"], row["usa"], row["afg"]) == (
        *(78, "2023-10-27", "A/RES/78/5"),
        *("absent", "absent"),
    )
    assert row["subjects"] == ["terrorism"]
    assert found.remarks == ()


def test_a_special_session_is_counted_in_the_regular_one_of_its_month(write):
    found = read(write("voting.csv", LIBRARY + library_row("CHN", "Y", session="ES-10", totals=",,")))
    assert found.frame.item(0, "session") == 78
    assert [(one.rule.value, one.number) for one in found.remarks] == [("special_session", 1)]


def test_totals_that_votes_do_not_add_up_to_are_remarked(write):
    found = read(write("voting.csv", LIBRARY + library_row("CHN", "Y")))
    told = {one.rule.value: one.places for one in found.remarks}
    assert told == {
        "other_totals": (
            "4025240 yes 1, printed 2",
            "4025240 no 0, printed 1",
            "4025240 abstain 0, printed 1",
        )
    }


THROUGH_TIME = [
    ("twn", "1971-10", "chn"),
    ("chn", "1971-11", "chn"),
    ("sun", "1990-01-01", "rus"),
    ("rus", "1992-01-01", "rus"),
    ("deu-federal", "1980-01-01", "deu"),
    ("ddr", "1980-01-01", "ddr"),
    ("yug", "1992-09", "yug"),
    ("yug", "1992-09-21", "yug"),
    ("yug", "1992-09-22", None),
    ("yug", "2000-11-06", "srb"),
    ("yug", "2019-01-01", "srb"),
    ("scg", "2005-01-01", "srb"),
    ("zar", "1980-01-01", "cod"),
    ("csk", "1980-01-01", "csk"),
    ("yem-arab-republic", "1980-01-01", "yem"),
    ("yem-arab-republic", "1991-01-01", "yem"),
    ("ymd", "1980-01-01", "ymd"),
    ("fra", "1980-01-01", "fra"),
    ("twn", "1999-01-01", None),
]


@pytest.mark.parametrize(("state", "when", "member"), THROUGH_TIME)
def test_a_state_is_the_member_that_held_its_seat_on_the_day(state, when, member):
    written = PartialDate.parse(when)
    assert MEMBERS.member_for(state, written.first, written.last) == member


CODES = [
    ({"alpha-3": "RUS"}, "rus"),
    ({"correlates-of-war": "365"}, "rus"),
    ({"correlates-of-war": "260"}, "deu-federal"),
    ({"correlates-of-war": "713"}, "twn"),
    ({"alpha-3": "SUN"}, "sun"),
    ({"alpha-2": "NA"}, "nam"),
    ({"alpha-2": "NA", "name": "Namibia"}, "nam"),
    ({"alpha-2": "NA", "name": "Zanzibar"}, "eaz"),
    ({"alpha-2": "NA", "name": "Federal Republic of Germany"}, "deu-federal"),
    ({"alpha-2": "NA", "name": "Nowhere"}, None),
    ({"name": "Turkey"}, "tur"),
    ({"alpha-3": "XXX"}, None),
    ({}, None),
]


@pytest.mark.parametrize(("codes", "state"), CODES)
def test_a_code_means_a_state_by_its_scheme(codes, state):
    assert state_of(codes) == state


def test_who_was_no_member_has_nothing_and_a_member_without_a_vote_was_absent(write):
    calls = ROLL_CALLS + "100,4,0,1949-04-05,R/4/1,0,0,A,TO ADOPT\n1190,26,0,1971-10-07,R/26/2,0,0,CHINA,TO ADOPT\n"
    votes = "rcid,ccode,vote\n100,713,1\n100,2,1\n1190,713,3\n1190,710,9\n1190,2,1\n"
    found = read(write("votes.csv", votes), write("calls.csv", calls)).frame
    first, second = found.rows(named=True)
    assert (first["chn"], first["deu"], first["fra"], second["chn"]) == ("yes", None, "absent", "no")


def test_a_vote_before_admission_is_kept_and_remarked(write):
    calls = ROLL_CALLS + "150,4,0,1949-05-07,R/4/1,0,0,A,TO ADOPT\n"
    found = read(write("votes.csv", "rcid,iso3,vote\n150,ISR,1\n150,FRA,1\n"), write("calls.csv", calls))
    assert cast(found, "150") == {"isr": "yes", "fra": "yes"}
    assert {one.rule.value: one.places for one in found.remarks}["before_admission"] == ("150 isr 1949-05-07",)


def test_a_vote_that_stands_twice_is_marked(write):
    calls = TWO + "6074,73,0,2018-12-06,R/73/27,,,Information security,Developments\n"
    votes = "rcid,iso3,vote\n4305,FRA,1\n" + "".join(
        f"{n},{s},1\n" for n in (6073, 6074) for s in ("FRA", "GBR", "CHN")
    )
    found = read(write("votes.csv", votes), write("calls.csv", calls))
    assert found.frame.select("roll_call", "duplicate").rows() == [("4305", False), ("6073", False), ("6074", True)]


def test_a_motion_of_the_early_sessions_is_told_by_its_words(write):
    calls = ROLL_CALLS + "227,4,0,1949-11-04,R/4/1,0,0,A,TO ADOPT FRENCH MOTION TO ADJOURN THE MEETING.\n"
    calls += (
        "228,4,0,1949-11-04,R/4/2,0,1,A,TO ADOPT PARAGRAPH 2\n229,4,0,1949-11-04,R/4/3,1,0,A,TO ADOPT AN AMENDMENT\n"
    )
    calls += "230,4,0,1949-11-04,R/4/4,0,0,A,TO ADOPT THE DRAFT RESOLUTION\n"
    votes = "rcid,iso3,vote\n" + "".join(f"{number},FRA,1\n" for number in range(227, 231))
    found = read(write("votes.csv", votes), write("calls.csv", calls)).frame
    assert found.get_column("kind").to_list() == ["motion", "paragraph", "amendment", "resolution"]
    assert found.get_column("marked").to_list() == [False, True, True, False]


DAY_KNOWN = ROLL_CALLS + (
    "9057,74,,2019-12-13,R/74/1,,,a,b\n"
    "4700,60,,2005-10-01,R/60/1,,,a,b\n"
    "4701,65,,2011-07-13,R/65/1,,,a,b\n"
    "4702,65,,2011-07-14,R/65/2,,,a,b\n"
)


@pytest.mark.parametrize(
    ("row", "fact"),
    [
        ("9057,DDR,1", "'ddr' was no member on 2019-12-13, and has a vote"),
        ("9057,TWN,1", "'twn' was no member on 2019-12-13, and has a vote"),
        ("4700,SSD,1", "'ssd' was no member on 2005-10-01, and has a vote"),
    ],
)
def test_a_vote_years_away_from_the_membership_is_refused(write, row, fact):
    calls = write("calls.csv", DAY_KNOWN)
    assert wrong(write("votes.csv", f"rcid,iso3,vote\n4701,FRA,1\n{row}\n"), calls) == [("votes.csv", 3, fact)]


def test_the_day_of_admission_is_the_first_on_which_a_member_can_be_absent(write):
    """South Sudan was admitted on 14 July 2011."""
    votes = write("votes.csv", "rcid,iso3,vote\n4701,FRA,1\n4702,FRA,1\n")
    found = read(votes, write("calls.csv", DAY_KNOWN)).frame
    assert found.get_column("ssd").to_list() == [None, "absent"]


def test_a_day_on_which_a_member_was_none_any_more_is_that_of_its_end(write):
    """Democratic Yemen united with Yemen on 22 May 1990; some data keep Yemen under its former name from then on."""
    calls = ROLL_CALLS + "5500,52,,1990-05-21,R/44/1,,,a,b\n5501,52,,1990-05-22,R/44/2,,,a,b\n"
    calls = calls.replace(",52,", ",44,")
    votes = write("votes.csv", "rcid,iso3,vote\n5500,FRA,1\n5501,FRA,1\n")
    found = read(votes, write("calls.csv", calls)).frame
    assert dict(found.select("roll_call", "ymd").iter_rows()) == {"5500": "absent", "5501": None}
    assert dict(found.select("roll_call", "yem-arab-republic").iter_rows()) == {"5500": "absent", "5501": "absent"}


def test_what_is_known_of_the_month_by_who_voted_is_kept(write):
    """Three were admitted on 12 November 1956; a roll call of that month in which one of them voted was not before."""
    calls = ROLL_CALLS + "470,11,0,1956-11-04,R/11/84B,0,0,SUEZ CRISIS,TO ADOPT\n"
    votes = "rcid,ccode,vote\n470,2,1\n470,625,3\n470,600,1\n"
    row = read(write("votes.csv", votes), write("calls.csv", calls)).frame.row(0, named=True)
    assert (row["date"], row["earliest"], row["sdn"], row["tun"]) == ("1956-11", date(1956, 11, 12), "no", "absent")
    assert row["early"] == ["mar", "sdn", "tun"]


def test_a_state_that_has_gone_has_its_own_column_in_its_time(write):
    calls = ROLL_CALLS + "100,4,0,1949-10-05,R/4/1,0,0,A,TO ADOPT\n9057,74,,2019-12-13,R/74/1,,,a,b\n"
    votes = "rcid,ccode,vote\n100,713,1\n100,365,3\n9057,710,1\n9057,365,1\n"
    found = read(write("votes.csv", votes), write("calls.csv", calls))
    assert found.frame.select("chn", "twn", "rus", "sun").rows() == [
        ("yes", "yes", "no", "no"),
        ("yes", None, "yes", None),
    ]
    assert found.votes == 4


def test_corrections_of_up_to_five_states_make_no_other_vote(write):
    calls = TWO + "6074,73,0,2018-12-06,R/73/27,,,a,b\n6075,73,0,2018-12-07,R/73/27,,,a,b\n"
    states = ("FRA", "GBR", "CHN", "IND", "PAK", "KAZ", "RUS")
    rows = [f"4305,{states[0]},1", *(f"6073,{one},1" for one in states)]
    rows += [f"6074,{one},{3 if at < 5 else 1}" for at, one in enumerate(states)]
    rows += [f"6075,{one},{3 if at < 6 else 1}" for at, one in enumerate(states)]
    votes = write("votes.csv", "rcid,iso3,vote\n" + "\n".join(rows) + "\n")
    found = read(votes, write("calls.csv", calls)).frame
    assert dict(found.select("roll_call", "duplicate").iter_rows()) == {
        "4305": False,
        "6073": False,
        "6074": True,
        "6075": False,
    }


def test_one_wrong_date_does_not_make_true_votes_wrong(write):
    calls = write("calls.csv", TWO.replace("2018-12-05", "2018-02-30"))
    assert [one[0] for one in wrong(write("votes.csv", NUMBERED), calls)] == ["calls.csv"]


def test_published_subjects_may_be_given_and_are_not_used(write, two):
    issues = write("issues.csv", "rcid,short_name,issue\n4305,nu,Nuclear weapons\n")
    votes = write("votes.csv", NUMBERED)
    found = read(votes, two, issues)
    assert found.frame.equals(read(votes, two).frame)
    assert "subjects_left" in {one.rule.value for one in found.remarks}


def test_numbers_may_be_written_as_a_statistics_program_does(write, two):
    votes = write("votes.csv", "rcid,iso3,vote\n4305.0,CHN,1.0\n4305.0,FRA,3.0\n6073.0,CHN,2.0\n6073.0,GBR,8.0\n")
    assert read(votes, two).frame.equals(read(write("plain.csv", NUMBERED), two).frame)


@pytest.mark.parametrize(
    ("content", "line", "fact"),
    [
        (b"rcid,iso3,vote\n4305,FRA,1\n4305,CHN,1,9\n", 3, "the row has 4 cells, the header 3"),
        (b'rcid,iso3,vote\n4305,FRA,1\n4305,"CHN,1\n', 3, "a quotation mark is not closed"),
        (b"rcid,iso3,vote\n4305,FR\xe9,1\n", 2, "the file is not in UTF-8"),
        ("rcid,iso3,vote\n".encode("utf-16"), 1, "the file is in UTF-16"),
        (b"rcid,iso3,vote\n", None, "there is no vote in it"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(write, two, content, line, fact):
    ((_file, at, said),) = wrong(write("votes.csv", content), two)
    assert at == line
    assert said.startswith(fact)


FAULTS = [
    ("4305,XXX,1\n", "'XXX' is no state that is known"),
    ("4305,FRA,7\n", "'7' is no vote"),
    ("4305,FRA,\n", "there is no vote"),
    ("99,FRA,1\n", "the roll call '99' stands in no table of roll calls"),
    (",FRA,1\n", "there is no roll call"),
    ("4305,,1\n", "there is no state"),
    ("4305,PSE,1\n", "'pse' was never a member, and has a vote"),
]


@pytest.mark.parametrize(("row", "fact"), FAULTS)
def test_a_row_that_is_wrong_is_named_and_nothing_is_taken(write, two, row, fact):
    assert wrong(write("votes.csv", f"rcid,iso3,vote\n4305,CHN,1\n{row}"), two) == [("votes.csv", 3, fact)]


def test_all_that_is_wrong_is_told_and_the_rest_counted(write, two):
    rows = "".join(f"4305,X{at:02},1\n" for at in range(30))
    found = wrong(write("votes.csv", f"rcid,iso3,vote\n{rows}"), two)
    assert len(found) == 21
    assert found[-1] == ("votes.csv", None, "10 more rows are wrong in the same ways")


def test_two_positions_of_a_state_are_refused_and_the_same_twice_is_remarked(write, two):
    assert wrong(write("votes.csv", "rcid,iso3,vote\n4305,FRA,1\n4305,CHN,1\n4305,FRA,3\n"), two) == [
        ("votes.csv", 4, f"'fra' has two positions in the roll call 4305: no, and yes in {two.parent}/votes.csv:2")
    ]
    found = read(write("votes.csv", "rcid,iso3,vote\n4305,FRA,1\n4305,CHN,1\n4305,FRA,1\n6073,FRA,1\n"), two)
    assert [(one.rule.value, one.number) for one in found.remarks if one.rule.value == "said_twice"] == [
        ("said_twice", 1)
    ]
    assert cast(found, "4305") == {"fra": "yes", "chn": "yes"}


def test_tables_that_tell_the_same_votes_may_be_added_together(write, two):
    ours, theirs = write("votes.csv", NUMBERED), write("numbers.csv", SAME["numbers"])
    assert read(ours, theirs, two).frame.equals(read(ours, two).frame)
    other = write("other.csv", "rcid,iso3,vote\n4305,FRA,1\n")
    assert [one[:2] for one in wrong(ours, other, two)] == [("other.csv", 2)]


DATES = [
    ("2018-02-30", "'2018-02-30' is no date"),
    ("5 Dec 2018", "'5 Dec 2018' is no date"),
    ("", "there is no date"),
    ("1899-01-01", "1899-01-01 is no day of a vote: the record lies between 1945 and today"),
    ("2031-01-01", "2031-01-01 is no day of a vote: the record lies between 1945 and today"),
    ("2015-12-05", "2015-12-05 can't be a day of session 73, which opened in 2018"),
    ("1999-12-05", "1999-12-05 can't be a day of session 73, which opened in 2018"),
]


@pytest.mark.parametrize(("written", "fact"), DATES)
def test_an_impossible_date_is_refused(write, written, fact):
    calls = write("calls.csv", f"{ROLL_CALLS}6073,73,0,{written},R/73/27,,,a,b\n")
    assert wrong(write("votes.csv", "rcid,iso3,vote\n6073,FRA,1\n"), calls)[0] == ("calls.csv", 2, fact)


def test_a_date_beside_its_session_is_kept_and_remarked(write):
    calls = write("calls.csv", f"{ROLL_CALLS}9001,2,0,1947-05-02,SS/1/59,0,0,PALESTINE,TO ADOPT\n")
    found = read(write("votes.csv", "rcid,iso3,vote\n9001,FRA,1\n"), calls)
    assert found.frame.item(0, "date") == "1947-05"
    assert {one.rule.value for one in found.remarks} == {"outside_session", "day_unknown"}


def test_a_roll_call_under_one_number_is_told_once(write):
    votes = write("votes.csv", "rcid,iso3,vote\n4305,FRA,1\n6073,FRA,1\n")
    again = write("calls.csv", TWO + TWO.splitlines()[1] + "\n")
    assert [one.rule.value for one in read(votes, again).remarks if one.rule.value == "said_twice"] == ["said_twice"]
    other = write("calls.csv", TWO + "4305,57,0,2002-11-03,R/56/7,NA,NA,x,y\n")
    (problem,) = wrong(votes, other)
    assert problem[:2] == ("calls.csv", 4)
    assert "stands twice, with another session" in problem[2]


def test_a_roll_call_without_a_vote_is_left_out(write, two):
    found = read(write("votes.csv", "rcid,iso3,vote\n4305,FRA,1\n"), two)
    assert found.frame.get_column("roll_call").to_list() == ["4305"]
    assert {one.rule.value: one.places for one in found.remarks}["no_votes"] == ("6073",)


def test_files_that_are_no_tables_of_votes_are_refused(write, two, tmp_path):
    votes = write("votes.csv", NUMBERED)
    assert "no table of roll calls" in wrong(votes)[0][2]
    assert "no table of votes" in wrong(two)[0][2]
    assert "neither votes nor roll calls" in wrong(write("a.csv", "a,b\n1,2\n"))[0][2]
    assert "no table of votes that can be read" in wrong(write("a.pdf", "%PDF"))[0][2]
    assert "no Parquet file" in wrong(write("a.parquet", "nothing"))[0][2]
    assert "can't be read as a table" in wrong(write("a.csv", ""))[0][2]
    assert "there is no such file" in wrong(tmp_path / "missing.csv")[0][2]
    assert "in different ways" in wrong(votes, two, write("l.csv", LIBRARY + library_row("CHN", "Y")))[0][2]
