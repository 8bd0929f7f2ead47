"""Cohesion by its definitions: against a plain second count, and by the laws that every group keeps."""

from fractions import Fraction
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.analysis.cohesion import OUTSIDE, PAIRS, ROWS, agreement_outside, cohesion, pairs, with_periods
from comity.formats.record import COLUMNS, POSITION

STATES = ("a", "b", "c", "d", "e")
WORDS = ("yes", "no", "abstain", "absent", None)
VALUE = {"yes": 1, "abstain": 2, "no": 3}


def record(rows, states=STATES):
    """A record of rows (session, subjects, positions...)."""
    told = [
        (str(at), one[0], f"{2000 + one[0]}-10", None, "resolution", False, False, None, [], one[1])
        for at, one in enumerate(rows)
    ]
    schema = {**COLUMNS, **dict.fromkeys(states, POSITION)}
    return with_periods(
        pl.DataFrame([(*a, *b[2:]) for a, b in zip(told, rows, strict=True)], schema=schema, orient="row")
    )


def plain(rows, states, members):
    """The figures of rows of positions, counted one by one, exactly."""
    places = [states.index(one) for one in members]
    found = dict.fromkeys([name for name in ROWS if name not in {"period", "subject"}], 0)
    agreement, rice = [], []
    for row in rows:
        stood = [row[2 + at] for at in places]
        y, a, n = (stood.count(one) for one in ("yes", "abstain", "no"))
        c, k = y + a + n, len(stood) - stood.count(None)
        found["roll_calls"] += 1
        found["all_members_cast"] += c == k and k > 0
        found["consensus"] += n == 0 and c >= 1
        found["unanimity_all"] += y == k and k > 0
        found["unanimity_casting"] += y == c and c >= 1
        found["majority_present_and_voting"] += y > n
        found["two_thirds_present_and_voting"] += 3 * y >= 2 * (y + n) and y + n >= 1
        found["majority_of_all_members"] += 2 * y > k
        found["split"] += y >= 1 and n >= 1
        most = max(y, a, n)
        agreement += [Fraction(2 * most - (c - most), 2 * c)] if c >= 2 else []
        rice += [Fraction(abs(y - n), y + n)] if y + n >= 2 else []
    found["agreement_index"], found["rice"] = mean(agreement), mean(rice)
    of_pairs = [plain_pair(rows, places[one], places[other]) for one, other in combinations(range(len(members)), 2)]
    found["pairs_identical"] = mean([one[1] for one in of_pairs if one[0]])
    found["pairs_lijphart"] = mean([one[2] for one in of_pairs if one[0]])
    return found


def plain_pair(rows, one, other):
    both = [(row[2 + one], row[2 + other]) for row in rows if row[2 + one] in VALUE and row[2 + other] in VALUE]
    alike = [Fraction(1) - Fraction(abs(VALUE[a] - VALUE[b]), 2) for a, b in both]
    return len(both), mean([Fraction(a == b) for a, b in both]), mean(alike)


def mean(figures):
    return sum(figures, Fraction()) / len(figures) if figures else None


def same(found, expected):
    for name, value in expected.items():
        if isinstance(value, Fraction):
            assert found[name] == pytest.approx(float(value), abs=1e-12), name
        else:
            assert found[name] == value, name


rows = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.lists(st.sampled_from(["x", "y"]), min_size=1, max_size=2, unique=True),
        *[st.sampled_from(WORDS)] * len(STATES),
    ),
    min_size=1,
    max_size=8,
)
groups = st.lists(st.sampled_from(STATES), min_size=1, unique=True).map(tuple)


@given(rows, groups)
def test_every_figure_is_that_of_a_plain_count(rows, members):
    frame = record(rows)
    found = {(row["period"], row["subject"]): row for row in cohesion(frame, members, by_subject=True).to_dicts()}
    for period in {row[0] for row in rows}:
        own = [row for row in rows if row[0] == period]
        same(found.pop((period, None)), plain(own, STATES, members))
        for subject in {one for row in own for one in row[1]}:
            of_subject = [row for row in own if subject in row[1]]
            same(found.pop((period, subject)), plain(of_subject, STATES, members))
    assert found == {}


@given(rows, groups)
def test_every_pair_is_told_once_for_each_period(rows, members):
    found = pairs(record(rows), members).to_dicts()
    periods = sorted({row[0] for row in rows})
    assert [(one["period"], one["a"], one["b"]) for one in found] == [
        (period, *pair) for period in periods for pair in combinations(members, 2)
    ]
    for one in found:
        own = [row for row in rows if row[0] == one["period"]]
        number, identical, lijphart = plain_pair(own, STATES.index(one["a"]), STATES.index(one["b"]))
        same(one, {"n": number, "identical": identical, "lijphart": lijphart})


@given(rows)
def test_the_order_of_members_changes_nothing(rows):
    one, other = (cohesion(record(rows), members) for members in (STATES, STATES[::-1]))
    for row, turned in zip(one.to_dicts(), other.to_dicts(), strict=True):
        assert row == pytest.approx(turned, nan_ok=True) or row == turned


@given(rows, st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True).map(tuple))
def test_agreement_with_those_outside_is_that_of_the_pairs_across(rows, members):
    outside = [one for one in STATES if one not in members]
    for row in agreement_outside(record(rows), members, STATES).to_dicts():
        own = [one for one in rows if one[0] == row["period"]]
        across = [plain_pair(own, STATES.index(one), STATES.index(other)) for one in members for other in outside]
        sides = [(side(one, members), side(one, outside)) for one in own]
        same(
            row,
            {
                "roll_calls": len(own),
                "pairs_identical": mean([one[1] for one in across if one[0]]),
                "pairs_lijphart": mean([one[2] for one in across if one[0]]),
                "majorities": sum(1 for ours, theirs in sides if ours and theirs),
                "majorities_same": sum(1 for ours, theirs in sides if ours and ours == theirs),
            },
        )


def side(row, members):
    stood = [row[2 + STATES.index(one)] for one in members]
    yes, no = stood.count("yes"), stood.count("no")
    return (yes > no) - (yes < no)


def test_a_session_in_which_nobody_voted_has_counts_and_no_index():
    (row,) = cohesion(record([(7, ["x"], "absent", None, None, None, None)]), ("a", "b")).to_dicts()
    assert row["roll_calls"] == 1
    assert [row[one] for one in ROWS if ROWS[one] == pl.Int64() and one not in {"period", "roll_calls"}] == [0] * 8
    assert [row[one] for one in ("agreement_index", "rice", "pairs_identical", "pairs_lijphart")] == [None] * 4


def test_nothing_to_look_at_gives_tables_without_rows():
    empty = record([(1, ["x"], *["yes"] * 5)]).clear()
    assert cohesion(empty, STATES, by_subject=True).schema == dict(ROWS)
    assert pairs(empty, STATES).schema == dict(PAIRS)
    assert agreement_outside(empty, ("a",), STATES).schema == dict(OUTSIDE)


def test_a_record_without_sessions_is_told_by_the_year():
    frame = record([(1, ["x"], *["yes"] * 5)]).with_columns(pl.lit(None, dtype=pl.Int64).alias("session"))
    assert with_periods(frame).get_column("period").to_list() == [2001]


def test_who_was_no_member_yet_counts_by_its_vote_and_not_as_a_member():
    frame = record([(1, ["x"], "yes", "yes", "absent", None, None)]).with_columns(
        pl.Series("early", [["b", "e"]], dtype=pl.List(pl.String))
    )
    (row,) = cohesion(frame, ("a", "b", "c")).to_dicts()
    assert (row["all_members_cast"], row["unanimity_all"], row["majority_of_all_members"]) == (1, 1, 1)
    (row,) = cohesion(frame, ("a", "b")).to_dicts()
    assert (row["all_members_cast"], row["unanimity_all"], row["unanimity_casting"]) == (0, 0, 1)
