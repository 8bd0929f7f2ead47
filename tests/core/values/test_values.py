"""Dates, periods, bars, ids, citations, text and errors."""

import pickle
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.values import Bar, Citation, PartialDate, Period, Problem, Refused, check_id, in_language


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("2003-02", date(2003, 2, 1), date(2003, 2, 28)),
        ("2004-02-29", date(2004, 2, 29), date(2004, 2, 29)),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(text: str, first: date, last: date):
    partial = PartialDate.parse(text)
    assert (partial.first, partial.last, str(partial)) == (first, last, text)


@pytest.mark.parametrize("text", ["", "04", "2004-1", "2004-13", "2003-02-29", "2004-01-01T00", "1 May 2004"])
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_its_month():
    with pytest.raises(ValueError, match="month"):
        PartialDate(2004, day=1)


def period(start: str | None = None, until: str | None = None) -> Period:
    return Period(PartialDate.parse(start) if start else None, PartialDate.parse(until) if until else None)


def test_until_is_the_first_day_on_which_it_no_longer_holds():
    term = period("1966-01-01", "1968-01-01")
    days = [date(1965, 12, 31), date(1966, 1, 1), date(1967, 12, 31), date(1968, 1, 1)]
    assert [term.holds(day) for day in days] == [False, True, True, False]
    assert term.boundaries() == (date(1966, 1, 1), date(1968, 1, 1))


def test_a_period_may_have_no_beginning_and_no_end():
    assert period().holds(date(1, 1, 1))
    assert period(until="1966").holds(date(1965, 12, 31))
    assert not period(until="1966").holds(date(1966, 1, 1))
    assert period().boundaries() == ()


def test_two_periods_that_meet_neither_overlap_nor_leave_a_gap():
    before, after = period(until="1966-01"), period("1966-01")
    assert all(
        before.holds(day) != after.holds(day) for day in (date(1965, 12, 31), date(1966, 1, 1), date(1966, 1, 31))
    )


@pytest.mark.parametrize(("start", "until"), [("1966", "1965"), ("1966-01-01", "1966-01-01"), ("1966", "1966-01")])
def test_a_period_that_ends_before_it_begins_is_refused(start: str, until: str):
    with pytest.raises(ValueError, match="before it begins"):
        period(start, until)


@pytest.mark.parametrize(
    ("bar", "base", "needed"),
    [
        ("at least 2/3", 128, 86),
        ("at least 2/3", 126, 84),
        ("at least 2/3", 127, 85),
        ("more than 2/3", 126, 85),
        ("more than 1/2", 10, 6),
        ("more than 1/2", 11, 6),
        ("at least 1/2", 11, 6),
        ("at least 1/2", 10, 5),
        ("at least 1/3", 3, 1),
        ("at least 1/3", 4, 2),
        ("at least 55/100", 27, 15),
        ("at least 72/100", 27, 20),
        ("at least 1", 8, 8),
        ("at least 0", 8, 0),
    ],
)
def test_what_a_bar_needs(bar: str, base: int, needed: int):
    assert Bar.parse(bar).needed(Fraction(base)) == needed


@given(st.fractions(0, 1, max_denominator=50), st.booleans(), st.integers(0, 300))
def test_what_a_bar_needs_is_the_least_that_reaches_it(share: Fraction, exceeded: bool, base: int):
    def reached(number: int) -> bool:
        return number > share * base if exceeded else number >= share * base

    needed = Bar(share, exceeded).needed(Fraction(base))
    assert reached(needed)
    assert needed == 0 or not reached(needed - 1)


@pytest.mark.parametrize(
    "text", ["1/2", "at least 66.7%", "at least 2/0", "more than half", "at least -1/2", "at least 3/2"]
)
def test_what_is_no_bar_is_refused(text: str):
    with pytest.raises(ValueError, match=r"no bar|no share"):
        Bar.parse(text)


@pytest.mark.parametrize("text", ["more than 1/2", "at least 2/3", "at least 1"])
def test_a_bar_is_written_as_it_is_read(text: str):
    assert str(Bar.parse(text)) == text


@pytest.mark.parametrize("wrong", ["", "A", "a b", "a_b", "é"])
def test_what_is_no_id_is_refused(wrong: str):
    assert check_id("a-b.1") == "a-b.1"
    with pytest.raises(ValueError, match="no id"):
        check_id(wrong)


def test_a_citation_names_one_place():
    assert Citation(instrument="charter", rule="85").place == ("rule", "85")
    assert Citation(instrument="charter").place is None
    with pytest.raises(ValueError, match="one place"):
        Citation(instrument="charter", article="1", rule="2")


def test_text_falls_back_to_the_first_language_that_there_is():
    assert in_language({"ru": "Совет", "en": "Council"}, "zh") == "Совет"
    assert in_language({}, "en") == ""


def test_an_error_says_place_fact_and_cure():
    problem = Problem(fact="no such body", cure="Write one of a, b", file="x.yaml", line=3)
    assert str(problem) == "x.yaml:3: no such body. Write one of a, b."
    assert str(Refused([problem, Problem(fact="f", cure="c", pointer="/a")])).splitlines()[1] == "/a: f. c."


def test_a_refusal_is_the_same_in_another_process():
    refused = Refused([Problem(file="a.yaml", fact="nobody votes", cure="Name a voter")])
    sent = pickle.loads(pickle.dumps(refused))
    assert (sent.problems, str(sent)) == (refused.problems, str(refused))
