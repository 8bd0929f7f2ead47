"""`comity decide`: files of every kind, every option, every error with its line and its cure."""

import itertools
import json
from datetime import date

import openpyxl
import pytest

from comity.core.values import LANGUAGES
from doors.commands import refused, run, run_json, too_wide

EIGHT = ["Russian Federation", "China", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan", "India", "Pakistan"]
DAY = "2018-12-05"
SCO = ("decide", "--charter", "sco", "--body", "heads-of-state")
SECURITY = (*SCO, "--matter", "information-security", "--on", DAY)
EXPULSION = (*SCO, "--matter", "expulsion", "--on", DAY)
COUNCIL = ("decide", "--charter", "un-security-council", "--body", "security-council", "--matter")
UNION = ("decide", "--charter", "eu-council", "--body", "council", "--matter")


@pytest.fixture
def write(tmp_path):
    numbers = itertools.count()

    def write(content, name=None):
        path = tmp_path / (name or f"positions-{next(numbers)}.{'csv' if isinstance(content, str) else 'json'}")
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
        return path

    return write


def table(positions):
    return "voter,position\n" + "".join(f"{voter},{position}\n" for voter, position in positions.items())


def all_in(position, **others):
    return {voter: others.get(voter.split()[0], position) for voter in EIGHT}


def test_csv_json_and_xlsx_have_one_answer(write, tmp_path):
    stands = all_in("yes", Kazakhstan="no", India="abstain")
    book = openpyxl.Workbook()
    for row in [("voter", "position"), *stands.items()]:
        book.active.append(row)
    book.save(tmp_path / "positions.xlsx")
    files = (write(table(stands)), write({"positions": stands}), tmp_path / "positions.xlsx")
    answers = [run_json(*SECURITY, "--positions", file) for file in files]
    assert answers[0] == answers[1] == answers[2]
    answer = answers[0]["answer"]
    assert (answer["verdict"], answer["code"], answer["blocked_by"]) == ("not_adopted", "objection", ["kaz"])
    assert answer["rule"]["from"] == "charter"
    assert answer["conditions"][0]["cite"].endswith("article 16")


def test_the_result_as_json(write):
    result = run_json(*SECURITY, "--positions", write(table(all_in("yes"))))
    assert result["schema"] == "comity/decision/1"
    assert (result["charter"], result["body"], result["matter"], result["on"]) == (
        "sco",
        "heads-of-state",
        "information-security",
        DAY,
    )
    answer = result["answer"]
    assert {"verdict", "code", "basis", "conditions", "rule", "not_bound", "blocked_by", "vetoed_by"} <= answer.keys()
    assert {"step", "elected", "round", "missing", "sentence"} <= answer.keys()
    assert set(answer["sentence"]) == set(LANGUAGES)
    for condition in answer["conditions"]:
        assert {"path", "base", "needed", "had", "holds", "cite"} <= condition.keys()
        inner = answer["rule"]["written"]
        for step in condition["path"].split("/")[1:]:
            inner = inner[int(step)] if isinstance(inner, list) else inner[step]
        assert "rule" in inner
    assert len(result["positions"]) == len(EIGHT)


@pytest.mark.parametrize(
    ("charter", "verdict", "code"),
    [
        ("sco", "not_adopted", "objection"),
        ("sco-reform", "adopted", "adopted"),
        ("sco-reform-all-members", "not_adopted", "majority_not_reached"),
    ],
)
def test_the_same_positions_under_three_charters(write, charter, verdict, code):
    file = write(table(all_in("yes", Kyrgyzstan="no", India="no", Pakistan="no", Tajikistan="abstain")))
    result = run_json(
        "decide", "--charter", charter, "--body", "heads-of-state", "--matter", "information-security", "--on", DAY,
        "--positions", file,
    )  # fmt: skip
    assert (result["answer"]["verdict"], result["answer"]["code"]) == (verdict, code)


def test_what_is_major_can_be_set_aside(write):
    file = write(table(all_in("yes", Kyrgyzstan="no")))
    reform = ("decide", "--charter", "sco-reform", "--body", "heads-of-state", "--on", DAY, "--positions", file)
    disputed = (*reform, "--matter", "information-security")
    assert run_json(*disputed)["answer"]["verdict"] == "adopted"
    assert run_json(*disputed, "--major", "information-security")["answer"]["code"] == "objection"
    assert run_json(*disputed, "--major", "trade")["answer"]["verdict"] == "adopted"
    major = (*reform, "--matter", "regional-conflicts")
    assert run_json(*major)["answer"]["code"] == "objection"
    assert run_json(*major, "--major", "none")["answer"]["verdict"] == "adopted"
    ((_, fact, cure),) = refused(*disputed, "--major", "informationsecurity")
    assert "informationsecurity" in fact
    assert cure == "Did you mean `information-security`"


def test_everything_that_is_wrong_is_told_at_once_with_its_line(write):
    file = write(
        "voter,position\nRussian Federation,yes\nChina,yes\nIndai,yes\nChina,no\nCHN,no\nFrance,yes\nKazakhstan,oui\n"
    )
    found = refused(*SECURITY, "--positions", file)
    assert [line for line, _, _ in found] == [4, 5, 6, 7, 8]
    slip, twice, code, stranger, word = found
    assert slip[2] == "Did you mean `India`"
    assert "stands twice" in twice[1]
    assert "line 3" in twice[1]
    assert "also as `China`" in code[1]
    assert "France" in stranger[1]
    assert stranger[2].startswith("The seats are: ")
    assert "oui" in word[1]
    assert "abstain" in word[2]


def test_who_has_no_seat_yet_is_told_the_date(write):
    file = write("voter,position\nChina,yes\nIndia,yes\nPakistan,yes\n")
    found = refused(*SCO, "--matter", "information-security", "--on", "2016-06-24", "--positions", file)
    assert [line for line, _, _ in found] == [3, 4]
    assert all("2016-06-24" in fact for _, fact, _ in found)
    assert all("--on" in cure for _, _, cure in found)


def test_the_lines_of_a_json_file(write):
    file = write({"positions": {"China": "yes", "Indai": "no", "chn": "no"}, "concerned": ["Pakistn"]})
    found = refused(*EXPULSION, "--positions", file)
    lines = file.read_text().splitlines()
    told = {line: fact for line, fact, _ in found}
    for word in ("Indai", "chn", "Pakistn"):
        line = next(number for number, text in enumerate(lines, 1) if f'"{word}"' in text)
        assert word in told[line]
    assert len(found) == 3


def test_the_member_concerned_must_be_named(write):
    stands = all_in("yes", Kazakhstan="no")
    ((line, _, cure),) = refused(*EXPULSION, "--positions", write(table(stands)))
    assert line == 1
    assert "--concerned" in cure
    concerned = run_json(*EXPULSION, "--positions", write(table(stands)), "--concerned", "Kazakhstan")
    assert concerned["answer"]["verdict"] == "adopted"
    other = run_json(*EXPULSION, "--positions", write(table(stands)), "--concerned", "India")
    assert other["answer"]["blocked_by"] == ["kaz"]
    in_file = run_json(*EXPULSION, "--positions", write({"positions": stands, "concerned": ["KAZ"]}))
    assert in_file["answer"] == concerned["answer"]


def test_a_member_concerned_that_is_only_described_may_leave_it_open(write):
    one = write({"positions": all_in("yes", Kazakhstan="no"), "concerned": {"described": 1}})
    assert run_json(*EXPULSION, "--positions", one)["answer"]["verdict"] == "open"
    two = write({"positions": all_in("yes", Kazakhstan="no", India="no"), "concerned": {"described": 1}})
    assert run_json(*EXPULSION, "--positions", two)["answer"]["code"] == "objection"


def test_a_slip_in_an_option_is_told_where_it_was_made(write):
    file = write(table(all_in("yes")))
    found = refused(*EXPULSION, "--positions", file, "--concerned", "Kazakstan", "--concerned", "France")
    assert [line for line, _, _ in found] == [None, None]
    assert found[0][1].startswith("'Kazakstan' in --concerned")
    assert found[0][2] == "Did you mean `Kazakhstan`"
    assert found[1][2].startswith("The seats are: ")


def test_numbered_seats_take_any_name_but_not_a_slip(write):
    nine = ["China", "France", "United Kingdom", "Russian Federation", "United States"]
    file = write(table(dict.fromkeys([*nine, "Atlantis", "Utopia", "Kuwait", "Peru"], "yes")))
    result = run_json(*COUNCIL, "procedural", "--on", "2018-12-05", "--positions", file)
    assert result["answer"]["verdict"] == "adopted"
    slip = write(table({**dict.fromkeys(["Kuwait", "Peru"], "yes"), "Russian Federaton": "no"}))
    ((line, fact, cure),) = refused(*COUNCIL, "substantive", "--on", "2018-12-05", "--positions", slip)
    assert line == 4
    assert "Russian Federaton" in fact
    assert cure == "Did you mean `Russian Federation`"
    many = write(table({f"Delegation {number}": "yes" for number in range(11)}))
    ((line, fact, _),) = refused(*COUNCIL, "substantive", "--on", "2018-12-05", "--positions", many)
    assert line == 12
    assert "10" in fact


def test_the_council_of_eleven_and_of_fifteen(write):
    seven = {"China": "yes", "France": "yes", **{f"Delegation {number}": "yes" for number in range(5)}}
    rest = {"United Kingdom": "abstain", "United States": "abstain", "Russian Federation": "absent"}
    file = write(table(seven | rest))
    eleven = table(seven | rest | {"X": "no"})
    adopted = run_json(*COUNCIL, "substantive", "--on", "1965-12-31", "--positions", write(eleven))
    assert adopted["answer"]["verdict"] == "adopted"
    fifteen = table(seven | rest | {"X": "no"} | dict.fromkeys(["L", "M", "N", "O"], "abstain"))
    missed = run_json(*COUNCIL, "substantive", "--on", "1966-01-01", "--positions", write(fifteen))
    assert (missed["answer"]["code"], missed["answer"]["conditions"][0]["needed"]) == ("insufficient_yes", "9")
    open_ = run_json(*COUNCIL, "substantive", "--on", "1966-01-01", "--positions", file)
    assert open_["answer"]["verdict"] == "open"


def test_a_party_to_the_dispute_abstains(write):
    yes = dict.fromkeys(["China", "France", "United Kingdom", "United States", *"ABCDE"], "yes")
    file = write(table({**yes, "Russian Federation": "no", "F": "no"}))
    args = (*COUNCIL, "pacific-settlement", "--on", "1985-01-01", "--positions", file)
    named = run_json(*args, "--concerned", "Russian Federation")
    assert named["answer"]["verdict"] == "adopted"
    vetoed = run_json(*args, "--concerned", "F")
    assert (vetoed["answer"]["code"], vetoed["answer"]["vetoed_by"]) == ("vetoed", ["rus"])
    refused(*args)


def union(number):
    names = ["Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia", "Finland",
             "France", "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Malta",
             "Poland", "Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden"]  # fmt: skip
    return table({name: "yes" if position < number else "no" for position, name in enumerate([*names, "Netherlands"])})


def test_the_source_of_the_proposal_decides_which_majority_counts(write):
    file = write(union(17))
    args = (*UNION, "qualified-majority", "--on", "2021-06-01", "--positions", file)
    needed = {
        source: run_json(*args, "--source", source)["answer"]["conditions"][0]["needed"]
        for source in ("commission", "Commission", "a member")
    }
    assert needed == {"commission": "15", "Commission": "15", "a member": "20"}
    ((_, _, cure),) = refused(*args, "--source", "comission")
    assert cure == "Did you mean `commission`"
    ((line, _, cure),) = refused(*args)
    assert line == 1
    assert "--source" in cure


def test_only_those_that_take_part_count(write):
    stands = {"Austria": "yes", "Belgium": "yes", "Bulgaria": "no", "Germany": "yes"}
    args = (*UNION, "qualified-majority-of-participating-members", "--on", "2021-06-01", "--source", "commission")
    part = write(["Austria", "Belgium", "Bulgaria", "Germany"], "part.json")
    listed = write("voter\nAustria\nBelgium\nBulgaria\nGermany\n", "part.csv")
    answers = [
        run_json(*args, "--positions", write(table(stands)), "--participants", file)["answer"]
        for file in (part, listed)
    ]
    answers.append(run_json(*args, "--positions", write({"positions": stands, "participants": list(stands)}))["answer"])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["conditions"][0]["needed"] == "3"
    assert (answers[0]["verdict"], answers[0]["basis"]) == ("open", "bounds")  # the charter lists no population
    fewer = write("voter\nAustria\nBelgum\nBulgaria\n", "fewer.csv")
    found = refused(*args, "--positions", write(table(stands)), "--participants", fewer)
    assert [line for line, _, _ in found] == [3, 3, 5]
    assert ("Did you mean `Belgium`") in {cure for _, _, cure in found}
    assert any("Germany" in fact and "participants" in fact for _, fact, _ in found)


CONFERENCE = """\
schema: comity/charter/1
id: conference
title: {en: A conference}
instruments:
  rules: {title: {en: Rules of procedure}, source: [made up for a test]}
organisation: {names: [{name: {en: The conference}}]}
standings:
  member: {name: {en: member}, may: [vote], cite: {instrument: rules}}
voters: {a: {}, b: {}, c: {}, d: {}}
held:
  - {who: a, standing: member, cite: {instrument: rules}}
  - {who: b, standing: member, cite: {instrument: rules}}
  - {who: c, standing: member, cite: {instrument: rules}}
  - {who: d, standing: member, cite: {instrument: rules}}
suspensions:
  - {who: d, from: 2020-01-01, until: 2021-01-01, cite: {instrument: rules}}
bodies:
  plenary:
    name: {en: Plenary}
    seats: [{standing: member, cite: {instrument: rules}}]
    competent_for: [{matters: [text, visit], cite: {instrument: rules}}]
    cite: {instrument: rules}
matters:
  text: {name: {en: a text}, cite: {instrument: rules}}
  visit: {name: {en: a visit}, cite: {instrument: rules}}
rules:
  majority:
    procedure: vote
    decides:
      rule: all_of
      conditions:
        - {rule: quorum, share: at least 1/2, of: attending, counting: votes_cast, cite: {instrument: rules}}
        - {rule: majority, share: more than 1/2, of: members, cite: {instrument: rules}}
  at-request:
    procedure: vote
    decides:
      rule: all_of
      conditions:
        - {rule: only_at_request, by: a_member, cite: {instrument: rules}}
        - {rule: majority, share: more than 1/2, of: present_and_voting, cite: {instrument: rules}}
decisions:
  - {body: plenary, matters: [text], rule: majority, cite: {instrument: rules}}
  - {body: plenary, matters: [visit], rule: at-request, cite: {instrument: rules}}
"""


@pytest.fixture
def plenary(write):
    charter = write(CONFERENCE, "conference.yaml")

    def plenary(matter, *more, day="2020-06-01"):
        return ("decide", "--charter", charter, "--body", "plenary", "--matter", matter, "--on", day, *more)

    return plenary


def test_a_suspended_member_may_not_vote_and_counts_among_all_members(write, plenary):
    voting = write("voter,position\na,yes\nb,yes\nc,no\nd,yes\n")
    ((line, fact, cure),) = refused(*plenary("text", "--positions", voting))
    assert line == 5
    assert "suspended" in fact
    assert cure == "Write 'barred'"
    silent = write("voter,position\na,yes\nb,yes\nc,no\n")
    answer = run_json(*plenary("text", "--positions", silent))
    assert answer["answer"]["code"] == "majority_not_reached"
    assert {one["voter"]: one["position"] for one in answer["positions"]}["d"] == "barred"
    after = run_json(*plenary("text", "--positions", voting, day="2021-01-01"))
    assert after["answer"]["verdict"] == "adopted"


def test_a_quorum_of_those_attending(write, plenary):
    file = write("voter,position\na,yes\nb,yes\nc,yes\n")
    assert run_json(*plenary("text", "--positions", file))["answer"]["verdict"] == "adopted"
    assert run_json(*plenary("text", "--positions", file, "--attending", "6"))["answer"]["verdict"] == "adopted"
    missed = run_json(*plenary("text", "--positions", file, "--attending", "7"))
    assert (missed["answer"]["verdict"], missed["answer"]["code"]) == ("not_adopted", "no_quorum")
    in_file = write({"positions": {"a": "yes", "b": "yes", "c": "yes"}, "attending": 7})
    assert run_json(*plenary("text", "--positions", in_file))["answer"] == missed["answer"]


def test_a_body_that_acts_only_when_it_is_asked(write, plenary):
    file = write("voter,position\na,yes\nb,yes\nc,yes\n")
    assert run_json(*plenary("visit", "--positions", file))["answer"]["code"] == "not_competent"
    assert run_json(*plenary("visit", "--positions", file, "--requested"))["answer"]["verdict"] == "adopted"
    in_file = write({"positions": {"a": "yes", "b": "yes", "c": "yes"}, "requested": True})
    assert run_json(*plenary("visit", "--positions", in_file))["answer"]["verdict"] == "adopted"


def test_a_body_that_is_not_competent(write):
    args = ("decide", "--charter", "sco", "--body", "foreign-ministers", "--matter", "expulsion", "--on", DAY)
    result = run_json(*args, "--positions", write({}))
    assert (result["answer"]["verdict"], result["answer"]["code"]) == ("not_adopted", "not_competent")
    assert result["answer"]["rule"] is None


def test_on_a_date_before_the_charter_nobody_sits_there(write):
    found = refused(*SCO, "--matter", "information-security", "--on", "1990-01-01", "--positions",
                    write("voter,position\nChina,yes\n"))  # fmt: skip
    assert [(line, fact) for line, fact, _ in found] == [(1, "nobody sits in the body on 1990-01-01")]


def test_numbers_that_cannot_be_true(write):
    size = write({"positions": {}, "electorate_size": 10})
    ((line, fact, _),) = refused(*SECURITY, "--positions", size)
    assert line == 3
    assert "8 seats" in fact
    votes = write({"positions": {}, "counts": {"yes": 7, "no": 2}})
    ((_, fact, _),) = refused(*SECURITY, "--positions", votes)
    assert "9 votes" in fact
    named = write({"positions": {"China": "no", "India": "no"}, "counts": {"no": 1}})
    ((_, fact, _),) = refused(*SECURITY, "--positions", named)
    assert "2 are named" in fact


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("empty.csv", b"", None),
        ("empty.json", b"", None),
        ("blank.csv", b"\n\n", None),
        ("junk.csv", b"voter,position\n\xff\xfe,yes\n", 2),
        ("junk.json", b'{"positions": {\n"China" "yes"}}', 2),
        ("junk.xlsx", b"PK\x03\x04nothing", None),
        ("old.xls", b"\xd0\xcf", None),
        ("header.csv", b"state,stance\nChina,yes\n", 1),
        ("slip.json", b'{"positions": {},\n "concernd": []}', 2),
        ("list.json", b"[1, 2]", 1),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, name, content, line):
    path = tmp_path / name
    path.write_bytes(content)
    found = refused(*SECURITY, "--positions", path)
    assert found[0][0] == line
    assert all(cure for _, _, cure in found)


def test_what_is_not_there(tmp_path, write):
    assert "no such file" in refused(*SECURITY, "--positions", tmp_path / "none.csv")[0][1]
    assert "folder" in refused(*SECURITY, "--positions", tmp_path)[0][1]
    file = write(table(all_in("yes")))
    args = ("decide", "--charter", "sco", "--body", "head-of-state", "--matter", "informationsecurity")
    assert [cure for _, _, cure in refused(*args, "--positions", file)] == [
        "Did you mean `heads-of-state`",
        "Did you mean `information-security`",
    ]
    ((_, _, cure),) = refused("decide", "--charter", "scoo", *SECURITY[3:], "--positions", file)
    assert "sco" in cure


def test_a_date_that_is_none_is_refused(write):
    result = run(*SCO, "--matter", "trade", "--on", "2018-13-01", "--positions", write("voter,position\n"))
    assert result.exit_code == 2
    assert "--on" in result.stderr


def test_the_date_of_the_file_counts_where_the_command_gives_none(write):
    file = write({"positions": {"China": "yes"}, "on": "2016-06-24"})
    args = (*SCO, "--matter", "information-security", "--positions", file)
    assert run_json(*args)["on"] == "2016-06-24"
    assert len(run_json(*args)["positions"]) == 6
    assert run_json(*args, "--on", DAY)["on"] == DAY


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("position", ["yes", "no", "abstain", ""])
@pytest.mark.parametrize("charter", ["sco", "sco-reform"])
def test_sentences_in_every_language_within_the_page(write, language, position, charter):
    file = write(table(all_in(position, China="yes")))
    args = ("decide", "--charter", charter, *SECURITY[3:], "--positions", file)
    result = run(*args, "--lang", language)
    assert (result.exit_code, result.stderr, too_wide(result.stdout)) == (0, "", [])
    sentence = run_json(*args)["answer"]["sentence"][language]
    plain = "".join(result.stdout.split())
    assert "".join(sentence.split()) in plain


def test_every_body_and_every_matter_that_ships_answers(write):
    from comity.core.charter.lookup import room
    from comity.formats.charter_file import find_charter, shipped_charters

    for name in shipped_charters():
        charter = find_charter(name)
        for entry in charter.decisions:
            matter = next(iter(entry.matters or charter.bodies[entry.body].competent_for[-1].matters))
            seats = room(charter, entry.body, date(2019, 6, 1)).seats
            more = ("--concerned", seats[0].holder if seats else "A")
            args = ("decide", "--charter", name, "--body", entry.body, "--matter", matter, "--on", "2019-06-01")
            file = write({"positions": {} if charter.held else {"A": "yes"}})
            if name in ("eu-council", "imf"):
                file, more = write({}), ()
            result = run(*args, "--positions", file, "--source", "commission", *more)
            assert (result.exit_code, too_wide(result.stdout)) == (0, []), (name, entry.body, matter, result.stderr)


def test_tables_are_written_to_files(write, tmp_path):
    file = write(table(all_in("yes", India="no")))
    csv, xlsx = tmp_path / "out.csv", tmp_path / "out.xlsx"
    result = run(*SECURITY, "--positions", file, "--csv", csv, "--xlsx", xlsx)
    assert result.exit_code == 0
    lines = csv.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 9
    sheet = openpyxl.load_workbook(xlsx).active
    assert [",".join(row) for row in sheet.iter_rows(values_only=True)] == lines
    ((_, fact, _),) = refused(*SECURITY, "--positions", file, "--csv", tmp_path / "none" / "out.csv")
    assert "can't be written" in fact


def test_a_member_concerned_that_the_rule_leaves_out_is_a_member(write):
    (found,) = refused(*EXPULSION, "--positions", write(table(all_in("yes"))), "--concerned", "Mongolia")
    assert "'Mongolia' is said to be the member concerned, and is no member" in found[1]


@pytest.mark.parametrize("on", [("--on", "2021-01-01"), ()])
def test_a_day_that_the_charter_does_not_know_of_is_not_answered_from_old_facts(write, on):
    file = write("voter,position\nChina,yes\n")
    command = (*SCO, "--matter", "information-security", "--positions", file)
    (found,) = refused(*command, *on)
    assert "what 'sco' says ends with 2020" in found[1]
    assert run(*command, "--on", "2020-12-31").exit_code == 0


def test_unanimity_needs_every_member_to_be_there(write):
    seats = (
        "bel fra deu ita lux nld dnk irl grc prt esp aut fin swe cyp cze est hun lva ltu mlt pol svk svn bgr rou hrv"
    )
    rows = [f"{seat},{'absent' if seat == 'mlt' else 'yes'}" for seat in seats.split()]
    command = ("decide", "--charter", "eu-council", "--body", "council", "--matter", "unanimity", "--on", "2020-09-21")
    absent = run(*command, "--positions", write("voter,position\n" + "\n".join(rows)))
    assert "27 needed for a quorum" in absent.stdout
    there = write("voter,position\n" + "\n".join(rows).replace("absent", "abstain"))
    assert run(*command, "--positions", there).stdout.startswith("Adopted")


WHALING = ("decide", "--charter", "iwc", "--body", "contracting-governments", "--matter")
EFFECT = (*WHALING, "effect-of-a-schedule-amendment", "--on", "1982-11-01")
LABOUR = ("decide", "--charter", "ilo", "--body", "conference", "--matter", "convention-or-recommendation")
CONVENTION = (*LABOUR, "--on", "2020-06-01", "--positions")


def test_a_no_where_nobody_votes_is_an_objection_and_no_bar_where_it_only_frees(write):
    file = write({"positions": {"Norway": "no"}, "electorate_size": 41})
    result = run_json(*EFFECT, "--positions", file)
    assert result["answer"]["sentence"]["en"].startswith("Adopted: 1 of 41 objected. Not bound: Norway.")
    assert (result["act"], result["conditions"][0]["text"]["en"]) == ("consensus", "1 objected")
    (condition,) = result["answer"]["conditions"]
    assert (condition["holds"], condition["needed"]) == (True, None)
    shown = run(*EFFECT, "--positions", file).stdout
    assert "Objected: 1 (Norway)" in shown
    assert "voted" not in shown.casefold()
    nobody = write({"positions": {"Norway": "yes"}, "electorate_size": 1})
    assert run(*EFFECT, "--positions", nobody).stdout.startswith("Adopted: none of 1 objected.")


def test_who_is_not_bound_is_told_by_number_where_nobody_is_named(write):
    amendment = ("decide", "--charter", "wto", "--body", "ministerial-conference", "--matter")
    file = write({"counts": {"yes": 101, "no": 41}, "electorate_size": 142})
    answer = run_json(*amendment, "acceptance-of-an-amendment", "--on", "2005-11-01", "--positions", file)["answer"]
    assert (answer["not_bound"], answer["not_bound_unnamed"]) == ([], "41")
    assert "Not bound: 41 members not named." in answer["sentence"]["en"]
    assert all("41" in answer["sentence"][language] for language in LANGUAGES)


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Broke silence: 1 ("), ("ru", "Прервали процедуру отсутствия возражений: 1 ("), ("zh", "打破默许: 1 (")],
)
def test_a_no_under_a_silence_procedure_breaks_silence(write, language, label):
    council = ("decide", "--charter", "nato", "--body", "north-atlantic-council", "--matter", "decision-under-silence")
    shown = run(
        *council, "--on", "2003-02-10", "--positions", write({"positions": {"France": "no"}}), "--lang", language
    )
    assert label in shown.stdout
    result = run_json(*council, "--on", "2003-02-10", "--positions", write({"positions": {"France": "no"}}))
    assert (result["act"], result["answer"]["code"]) == ("silence", "silence_broken")
    assert "1 of 19 broke silence (France)" in result["answer"]["sentence"]["en"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Not known by name: 748 seats"),
        ("ru", "Поимённо неизвестно: мест — 748"),
        ("zh", "不详（未列名）：748席"),
    ],
)
def test_many_of_whom_nothing_is_known_are_told_by_their_number(write, language, told):
    file = write({"counts": {"yes": 200, "no": 97}, "attending": 500})
    lines = run(*CONVENTION, file, "--lang", language).stdout.splitlines()
    assert told in lines
    assert len(lines) < 25
    few = run(*SECURITY, "--positions", write({"positions": {"China": "yes"}})).stdout
    assert "Not known: 7 (" in few


@pytest.mark.parametrize(
    "votes",
    [
        {"counts": {"yes": 200, "no": 97}},
        {"counts": {"yes": 60, "no": 30, "abstain": 11}},
        {"counts": {"yes": 60, "no_and_abstain": 41}},
        {"positions": {f"{state}.worker": "yes" for state in ("fra", "deu", "sdn")}, "counts": {"no": 98}},
    ],
)
def test_no_more_vote_than_attend(write, votes):
    in_file = write({**votes, "attending": 100})
    ((line, fact, cure),) = refused(*CONVENTION, in_file)
    assert '"attending"' in in_file.read_text().splitlines()[line - 1]
    assert fact.endswith("voted or abstained, and 100 are said to attend")
    assert "`attending`" in cure
    ((line, _, cure),) = refused(*CONVENTION, write(votes), "--attending", "100")
    assert (line, "--attending" in cure) == (None, True)
    assert run(*CONVENTION, in_file, "--attending", "297").exit_code == 0


def test_a_seat_that_is_none_and_a_seat_that_is_missing(write):
    found = refused(*CONVENTION, write("voter,seat,position\nFrance,chief,no\nGermany,,yes\nFrance,worker,yes\n"))
    own = "government-1, government-2, employer, worker"
    assert found == [
        (2, "'chief' is no seat of 'France'", f"The seats are: {own}"),
        (
            3,
            "'Germany' has 4 seats, and none of them is named",
            f"Say in `seat` which: {own}; or write 'deu.government-1'",
        ),
    ]
    ((_, fact, _),) = refused(*CONVENTION, write({"positions": {"Germany": "yes"}}))
    assert "4 seats" in fact
    ((_, fact, _),) = refused(*LABOUR, "--on", "2010-06-01", "--positions", write({"positions": {"cok.worker": "yes"}}))
    assert "has no seat on 2010-06-01" in fact
    ((_, fact, _),) = refused(*SECURITY, "--positions", write("voter,seat,position\nChina,chief,no\n"))
    assert fact == "'chief' is no seat of 'China'"


def test_a_seat_of_several_is_shown_by_its_holder_and_its_name(write):
    shown = run(*CONVENTION, write("voter,seat,position\nFrance,worker,yes\n")).stdout
    assert "Voted yes: 1 (France (Workers' delegate))" in shown
