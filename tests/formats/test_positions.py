"""Positions from CSV, XLSX and JSON; everything that is wrong at once."""

import json
from datetime import date
from fractions import Fraction

import jsonschema
import pytest

from comity.core.rules.facts import Camp, Sum, exactly
from comity.core.rules.question import Described
from comity.core.values import Refused
from comity.formats.charter_file import charter_from_text
from comity.formats.position_words import COLUMNS, POSITIONS, camp_of, camps_of, column_of
from comity.formats.positions import examine_positions, positions_schema, read_participants, read_positions, resolved
from comity.formats.state_names import names_for
from formats.charters import SMALL
from formats.files import workbook


def stands(positions):
    return {one.written: one.position for one in positions.entries}


def refused(read, given, *rest):
    with pytest.raises(Refused) as caught:
        read(given, *rest)
    assert all(one.cure and one.file for one in caught.value.problems)
    return [(one.line, one.fact) for one in caught.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        "voter,position\nA,yes\nB,abstain\nC,\n",
        "Voter;Vote\r\nA;in favour\r\nB;Abstention\r\nC;\r\n",
        "\ufeffmember\tposition\tnote\nA\tза\tx\nB\tвоздержался\t\n\nC\n",
        '国家,立场\nA,赞成\n"B",弃权\n C , \n',
        "position,delegation,,\nFOR,A,,\nabstained,B,,\n,C,,\n",
    ],
)
def test_csv(write, content):
    assert stands(read_positions(write("p.csv", content))) == {"A": Camp.YES, "B": Camp.ABSTAIN, "C": None}


def test_xlsx(write):
    content = workbook(["Voter", "Position", "Seat", "Note"], ["A", "yes", None, 3], [None], [7.0, "no", "first", None])
    first, second = read_positions(write("p.XLSX", content)).entries
    assert (first.voter, first.note, first.line) == ("A", "3", 2)
    assert (second.voter, second.seat, second.line) == ("7", "first", 4)


def test_rows_know_their_line(write):
    positions = read_positions(write("p.csv", 'voter,position,note\nA,yes,"two\nlines"\nB,no,\n'))
    assert [one.line for one in positions.entries] == [2, 4]


@pytest.mark.parametrize(
    ("content", "lines", "facts"),
    [
        ("", [None], ["the file is empty"]),
        ("\n ,\n", [None], ["the file is empty"]),
        ("A,yes\nB,no\n", [1] * 4, ["`A` is no column", "`yes` is no column", "the header has no column `voter`"]),
        ("voter\nA\n", [1], ["the header has no column `position`"]),
        ("voter,position,vote\nA,yes,no\n", [1], ["the column `position` stands twice"]),
        ("voter,position\nA,yess\na,no\n", [2, 3], ["`yess` is no position", "`a` stands twice, also as `A`"]),
        ("voter,position\nA,yes\n\nA,no\n", [4], ["`A` stands twice, first in line 2"]),
        ("voter,position\nA,yes,x\n,no\n", [2, 3], ["the row has 3 cells, the header 2", "the row names no voter"]),
        ('voter,position\n"A,yes\n', [2], ["this is no CSV: "]),
        (b"voter,position\nA,yes\nB,\xff\n", [3], ["the file is not in UTF-8"]),
    ],
)
def test_what_is_wrong_with_a_table(write, content, lines, facts):
    found = refused(read_positions, write("p.csv", content))
    assert [one[0] for one in found] == lines
    for (_, said), fact in zip(found, facts, strict=False):
        assert said.startswith(fact)


def test_the_nearest_word_is_named(write):
    with pytest.raises(Refused, match="Did you mean `abstain`"):
        read_positions(write("p.csv", "voter,position\nA,abstian\n"))
    with pytest.raises(Refused, match="Write one of: yes, no, abstain, absent, not_participating, barred"):
        read_positions(write("p.csv", "voter,position\nA,xyzzy\n"))
    with pytest.raises(Refused, match="Did you mean `note`"):
        read_positions(write("p.csv", "voter,position,notes\nA,yes,\n"))


@pytest.mark.parametrize(
    ("name", "content"), [("p.xlsx", b"nonsense"), ("p.xls", b""), ("p.xlsx", b"PK\x05\x06" + b"\0" * 18)]
)
def test_no_workbook(write, name, content):
    assert len(refused(read_positions, write(name, content))) == 1


def test_the_same_voter_may_have_several_seats(write):
    content = "voter,position,seat\nA,yes,first\nA,no,second\n"
    assert len(read_positions(write("p.csv", content)).entries) == 2
    assert refused(read_positions, write("p.csv", content + "A,no,First\n")) == [
        (4, "`A` stands twice, first in line 2")
    ]


EVERYTHING = {
    "schema": "comity/positions/1",
    "positions": {"A": "yes", "B": None, "C": "accept with opinion"},
    "concerned": ["A"],
    "source": "secretariat",
    "requested": ["A", "B"],
    "participants": ["A", "B", "C"],
    "attending": 12,
    "on": "2018-12-05",
    "electorate_size": 15,
    "groups": {"first": ["A"]},
    "counts": {"yes": 3, "no_and_abstain": {"at_least": 2}},
    "sums": {"people": {"yes": "36.95", "no": {"at_least": "1/3", "at_most": 2}}},
}


def test_json(write):
    found = read_positions(write("p.json", json.dumps(EVERYTHING)))
    assert stands(found) == {"A": Camp.YES, "B": None, "C": Camp.YES}
    assert (found.concerned, found.source, found.participants) == (("A",), "secretariat", ("A", "B", "C"))
    assert (found.requested, found.requested_by, found.attending) == (True, ("A", "B"), 12)
    assert (found.on, found.electorate_size, found.groups) == (date(2018, 12, 5), 15, {"first": ("A",)})
    assert found.sums == (
        exactly({Camp.YES}, 3),
        Sum(camps=frozenset({Camp.NO, Camp.ABSTAIN}), low=Fraction(2)),
        exactly({Camp.YES}, Fraction("36.95"), "people"),
        Sum(measure="people", camps=frozenset({Camp.NO}), low=Fraction(1, 3), high=Fraction(2)),
    )


def test_json_in_its_other_forms(write):
    listed = '{"positions": [{"voter": "A", "position": "no",\n "seat": "x"}],'
    text = listed + '\n"concerned": {"described": 2}, "requested": false}'
    found = read_positions(write("p.json", text))
    (entry,) = found.entries
    assert (entry.position, entry.seat, entry.line, entry.pointer) == (Camp.NO, "x", 1, "/positions/0")
    assert (found.concerned, found.requested, found.requested_by) == (Described(2), False, ())
    nothing = read_positions(write("q.json", "{}"))
    assert (nothing.entries, nothing.requested, nothing.participants) == ((), None, None)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("[]", [(1, "a list is no mapping")]),
        ('{"requestd": true}', [(1, "`requestd` is not a key of a positions file")]),
        ('{"positions": 3}', [(1, "3 can't stand here")]),
        ('{"positions":\n{"A": "yes",\n"a": "nope"}}', [(3, "`nope` is no position"), (3, "`a` stands twice")]),
        ('{"positions": [{"voter": ""}]}', [(1, "a voter has no name")]),
        ('{"positions": [{"voter": "A", "seat": 3}]}', [(1, "3 is no text")]),
        ('{"counts": {"yess": 1},\n"sums": {"m": {"mo": 1}}}', [(1, "`yess` is no camp"), (2, "`mo` is no camp")]),
        ('{"counts": {"yes": -1}}', [(1, "`counts/yes` is less than zero")]),
        ('{"attending": -1}', [(1, "`attending` is less than zero")]),
        ('{"counts": {"yes": 1.5}}', [(1, "the decimal number 1.5 can't stand here")]),
        ('{"sums":\n{"m": {"yes": 36.95}}}', [(2, "the decimal number 36.95 can't stand here")]),
        ('{"sums": {"m": {"yes": {"at_least": 3, "at_most": 2}}}}', [(1, "the sum is at least 3 and at most 2")]),
        ('{"concerned": {"described": 0}}', [(1, "at least one member is concerned")]),
        ('{"on": "2018-12"}', [(1, "'2018-12' is no day")]),
        ('{"schema": "comity/positions/2"}', [(1, "'comity/positions/2' is no value of `schema`")]),
    ],
)
def test_what_is_wrong_with_json(write, text, facts):
    found = refused(read_positions, write("p.json", text))
    assert len(found) == len(facts), found
    for (line, said), (at, fact) in zip(found, facts, strict=True):
        assert line == at
        assert said.startswith(fact)


def test_the_schema_takes_the_file():
    schema = positions_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    check.validate(EVERYTHING)
    assert not check.is_valid({**EVERYTHING, "counts": {"yes": 1.5}})


@pytest.mark.parametrize(("name", "content"), [("p.csv", "state\nA\nB\n"), ("p.json", '["A", "B"]')])
def test_participants(write, name, content):
    assert [one.voter for one in read_participants(write(name, content))] == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("p.csv", "who\nA\n", [(1, "`who` is no column"), (1, "the header has no column `voter`")]),
        ("p.csv", "voter\nA\nA\n", [(3, "`A` stands twice, first in line 2")]),
        ("p.json", '["A",\n"a"]', [(2, "`a` stands twice, also as `A`, first in line 1")]),
        ("p.json", "{}", [(1, "a mapping is no list")]),
        ("p.json", "[1]", [(1, "1 is no text")]),
    ],
)
def test_wrong_participants(write, name, content, found):
    assert refused(read_participants, write(name, content)) == found


def test_names_become_ids(write):
    names = names_for(charter_from_text(SMALL))
    everything = {**EVERYTHING, "positions": {"delegation a": "yes", "C": "no"}, "concerned": ["Делегация А"]}
    found = resolved(read_positions(write("p.json", json.dumps(everything))), names)
    assert [(one.voter, one.written) for one in found.entries] == [("a", "delegation a"), ("C", "C")]
    assert (found.concerned, found.requested_by, found.groups) == (("a",), ("a", "b"), {"first": ("a",)})
    assert found.participants == ("a", "b", "C")


@pytest.mark.parametrize(
    ("name", "content", "complete"),
    [
        ("p.csv", "voter,position\nDelegation A,yess\nX,no\nA,no\n", True),
        ("p.json", '{"positions":\n{"Delegation A": "yess",\n"X": "no",\n"A": "no"},"attending": "many"}', False),
    ],
)
def test_what_is_wrong_is_told_beside_what_can_be_read(write, name, content, complete):
    examined = examine_positions(write(name, content), names_for(charter_from_text(SMALL)))
    assert [one.voter for one in examined.file.entries] == ["a", "X", "a"]
    assert [one.position for one in examined.file.entries] == [None, Camp.NO, Camp.NO]
    assert [one.line for one in examined.problems] == [2, 4] + [4] * (not complete)
    assert examined.complete is complete


def test_two_names_of_one_voter_are_refused(write):
    positions = read_positions(write("p.csv", "voter,position\nDelegation A,yes\nA,no\n"))
    found = refused(resolved, positions, names_for(charter_from_text(SMALL)))
    assert found == [(3, "`A` stands twice, also as `Delegation A`, first in line 2")]


def test_seats_of_one_holder_become_ids(write):
    each = SMALL.replace("seats: [{standing: member", "seats: [{standing: member, each: [{suffix: x, name: {en: x}}]")
    content = "voter,position,seat\nDelegation A,yes,x\nb,no,B.X\nC,no,own\n"
    found = resolved(read_positions(write("p.csv", content)), names_for(charter_from_text(each)))
    assert [one.voter for one in found.entries] == ["a.x", "b.x", "own"]


def test_every_word_means_one_thing():
    for camp, words in POSITIONS.items():
        assert {camp_of(word.upper()) for word in (camp.value, *words)} == {camp}
    for column, words in COLUMNS.items():
        assert {column_of(word.title()) for word in (column, *words)} == {column}
    assert camp_of("perhaps") is None
    assert camps_of("yes_and_perhaps") is None
    assert camps_of("not_participating_and_absent") == {Camp.NOT_PARTICIPATING, Camp.ABSENT}
