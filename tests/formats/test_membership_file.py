"""Files that list members, with days or without: every column, and every line that is wrong."""

from datetime import date

import pytest

from comity.analysis.memberships import by_time
from comity.core.values import Refused
from comity.formats.membership_file import Listed, read_members


def wrong(path):
    with pytest.raises(Refused) as caught:
        read_members(path)
    return [(one.line, one.fact) for one in caught.value.problems]


def test_members_have_days_or_none(write):
    found = read_members(write("a.csv", "member,from,until\nChina,,\nIndia,2002-06,\nTurkey,2001,2003-05-09\n"))
    assert found == (
        Listed("China", 2),
        Listed("India", 3, date(2002, 6, 1)),
        Listed("Turkey", 4, date(2001, 1, 1), date(2003, 5, 9)),
    )


@pytest.mark.parametrize("column", ["member", "voter", "state"])
def test_the_column_of_members_has_one_of_three_names(write, column):
    assert [one.written for one in read_members(write("a.csv", f"{column}\nChina\nIndia\n"))] == ["China", "India"]


def test_a_list_is_a_membership_without_days(write):
    assert [one.written for one in read_members(write("a.json", '["China", "India"]'))] == ["China", "India"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("member,from\nChina,soon\n", [(2, "'soon' is no date")]),
        ("member,from\n,2001\n", [(2, "the row names no member")]),
        ("member,from,until\nChina,2003,2001\n", [(2, "'China' leaves (2001) before it joins (2003)")]),
        ("member,since\nChina,2001\n", [(1, "'since' is no column of a membership")]),
        ("from,until\n2001,2003\n", [(1, "one column has to name the members")]),
        ("member,state,from\nChina,India,2001\n", [(1, "one column has to name the members")]),
    ],
)
def test_what_is_wrong_is_told_by_line(write, text, problems):
    assert wrong(write("a.csv", text)) == problems


def test_memberships_follow_each_other_from_the_first_day_to_the_last():
    """A day of accession is the first of the new membership, a day of leaving the first without."""
    joined, left = date(2002, 6, 1), date(2003, 5, 9)
    found = by_time("g", [("a", None, None), ("b", joined, None), ("c", None, left)])
    assert [(one.id, one.members, one.start, one.until) for one in found] == [
        (f"g-until-{joined}", ("a", "c"), None, joined),
        ("g-from-2002-06-01", ("a", "b", "c"), joined, left),
        ("g-from-2003-05-09", ("a", "b"), left, None),
    ]
    assert [one.id for one in found if one.holds(joined)] == ["g-from-2002-06-01"]
    assert [one.id for one in found if one.holds(left)] == ["g-from-2003-05-09"]


def test_a_time_without_members_is_left_out():
    found = by_time("g", [("a", date(2001, 1, 1), date(2002, 1, 1)), ("a", date(2003, 1, 1), None)])
    assert [(one.start, one.until) for one in found] == [
        (date(2001, 1, 1), date(2002, 1, 1)),
        (date(2003, 1, 1), None),
    ]
    assert [one.id for one in by_time("g", [("a", date(2001, 1, 1), None)])] == ["g"]
