"""Who was a member when, and the same roll calls under another membership."""

from datetime import date

from comity.analysis.memberships import Membership, compared, history, number_word
from comity.formats.charter_file import find_charter


def test_the_history_of_a_body_is_its_memberships_one_after_another():
    six, eight = history(find_charter("sco"), "heads-of-state")
    assert (six.id, six.start, six.until) == ("six", date(2001, 6, 15), date(2017, 6, 9))
    assert (eight.id, eight.start, eight.until) == ("eight", date(2017, 6, 9), None)
    assert set(eight.members) - set(six.members) == {"ind", "pak"}


def test_each_day_of_the_history_belongs_to_one_membership():
    past = history(find_charter("sco"), "heads-of-state")
    for day in (date(2001, 6, 15), date(2017, 6, 8), date(2017, 6, 9), date(2026, 1, 1)):
        assert sum(one.holds(day) for one in past) == 1
    assert not any(one.holds(date(2001, 6, 14)) for one in past)


def test_two_memberships_are_each_put_in_the_time_of_the_other():
    six, later_eight, eight, earlier_six = compared(history(find_charter("sco"), "heads-of-state"))
    assert [one.id for one in (six, later_eight, eight, earlier_six)] == [
        "six",
        "eight-before-accession",
        "eight",
        "six-since-accession",
    ]
    assert (later_eight.start, later_eight.until) == (six.start, six.until)
    assert (earlier_six.start, earlier_six.until) == (eight.start, eight.until)
    assert later_eight.members == eight.members
    assert earlier_six.members == six.members
    assert [one.supposed for one in (six, later_eight, eight, earlier_six)] == [None, "before", None, "since"]


def test_each_of_many_memberships_is_put_in_the_time_of_its_neighbours():
    past = (
        Membership(id="two", members=("a", "b"), start=date(2000, 1, 1), until=date(2010, 1, 1)),
        Membership(id="three", members=("a", "b", "c"), start=date(2010, 1, 1), until=date(2020, 1, 1)),
        Membership(id="four", members=("a", "b", "c", "d"), start=date(2020, 1, 1)),
    )
    found = {one.id: (one.members, one.start, one.supposed) for one in compared(past)}
    assert list(found) == [
        "two",
        "three-before-2010-01-01",
        "three",
        "four-before-2020-01-01",
        "two-since-2010-01-01",
        "four",
        "three-since-2020-01-01",
    ]
    assert found["four-before-2020-01-01"] == (past[2].members, past[1].start, "before")
    assert found["two-since-2010-01-01"] == (past[0].members, past[1].start, "since")


def test_one_membership_stands_alone():
    past = history(find_charter("sco"), "heads-of-state")
    assert compared(past[:1]) == past[:1]
    assert compared(()) == ()


def test_memberships_of_one_size_are_told_apart_by_their_year():
    past = history(find_charter("un-general-assembly"), "general-assembly")
    assert len({one.id for one in past}) == len(past)
    assert any("-from-" in one.id for one in past)


def test_seats_that_are_not_listed_give_no_membership():
    assert history(find_charter("montreal-protocol"), "meeting-of-the-parties") == ()


def test_above_twenty_a_membership_is_called_by_digits():
    assert [number_word(one) for one in (1, 20, 21)] == ["one", "twenty", "21"]
