"""Precedents as files: what is read, what only explains, what is refused and where."""

import json
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from comity.core.rules.facts import Camp
from comity.core.values import Refused
from comity.formats.precedent_cases import moment, read_precedents, without_explanation
from comity.formats.precedent_translation import contradictions, counts, translate

CASE = {
    "id": "one",
    "body": "A body",
    "date": "2020-03-05",
    "question": "A question",
    "rule": {"method": "count_yes", "min_yes": 3, "veto_players": ["A", "B"]},
    "electorate_size": 5,
    "votes": {"yes": 3, "no": 1},
    "named": {"no": ["C"]},
}


@pytest.fixture
def read(tmp_path):
    def read(*cases, only=frozenset()):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"kind": "decisions", "cases": cases}, indent=1), encoding="utf-8")
        return read_precedents(path, only)

    return read


@pytest.mark.parametrize(
    ("text", "year", "hour"),
    [
        ("2003-02-10T09:00Z", 2003, 9),
        ("2003-02-10T09:00", 2003, 9),
        ("2003-02-10T11:00+02:00", 2003, 9),
        ("2003-02-10", 2003, 0),
        ("2003-02", 2003, 0),
        ("2003", 2003, 0),
    ],
)
def test_a_moment(text, year, hour):
    found = moment(text).astimezone(UTC)
    assert (found.year, found.hour) == (year, hour)


def test_no_moment():
    with pytest.raises(ValueError, match="spring"):
        moment("in spring")


def test_what_only_explains_and_what_is_null_is_dropped():
    told = {"a": 1, "words": "x", "note": "x", "b_words": "x", "c": None, "d": [{"reason": "x", "e": 0, "f": None}]}
    assert without_explanation(told) == {"a": 1, "d": [{"e": 0}]}


def test_null_is_as_not_given(read):
    null = {"rule": {**CASE["rule"], "veto_players": None}, "named": None, "weights": None, "votes": {"yes": None}}
    (one,) = read({**CASE, **null})
    assert one.problems == ()
    assert one.case.rule.veto_players == ()
    assert counts(one.case) == {}


def test_what_a_program_is_held_to_is_kept_apart(read):
    (one,) = read({**CASE, "expected": {"verdict": "adopted"}, "outcome": {"adopted": True}})
    assert one.held_to == {"expected": {"verdict": "adopted"}, "outcome": {"adopted": True}}
    assert not hasattr(one.case, "expected")


def test_decimals_are_exact(read):
    rule = {"method": "weighted", "quota": 74.1, "total": 100}
    (one,) = read({**CASE, "rule": rule, "votes": {"yes": 1, "weighted": {"yes": 0.1}}, "named": {}})
    assert one.case.rule.quota == Fraction(741, 10)
    assert one.case.votes.weighted == {"yes": Fraction(1, 10)}


@pytest.mark.parametrize(
    ("change", "pointer", "fact"),
    [
        ({"rule": {"method": "lot"}}, "/rule/method", "not known"),
        ({"rule": {"min_yes": 3}}, "/rule", "no `method`"),
        ({"rule": {"method": "count_yes"}}, "/rule/min_yes", "missing"),
        ({"rule": {"method": "fraction", "numerator": 1, "denominator": 0, "base": "members"}}, "/rule/denominator",
         "too small"),
        ({"rule": {"method": "fraction", "numerator": 1, "denominator": 2, "base": "all"}}, "/rule/base",
         "not one of those allowed"),
        ({"rule": {"method": "silence", "deadline": "in spring"}}, "/rule/deadline", "spring"),
        ({"rule": {"method": "ladder", "steps": []}}, "/rule/steps", "empty"),
        ({"rule": {"method": "ladder", "steps": [{"method": "consensus"}, {"method": "lot"}]}}, "/rule/steps/1/method",
         "not known"),
        ({"rule": {**CASE["rule"], "veto_holders": []}}, None, ""),
        ({"rule": {**CASE["rule"], "veto_playrs": []}}, "/rule/veto_playrs", "no key"),
        ({"electorate_size": "five"}, "/electorate_size", "no whole number"),
        ({"votes": {"yes": -1}}, "/votes/yes", "too small"),
        ({"named": {"nay": ["C"]}}, "/named/nay", "not one of those allowed"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(read, change, pointer, fact):
    (one,) = read({**CASE, **change})
    if pointer is None:
        assert one.problems == ()
        return
    (problem,) = one.problems
    assert one.case is None
    assert (problem.pointer, fact in problem.fact) == (f"/cases/0{pointer}", True), problem
    assert problem.line
    assert problem.cure


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"named": {"no": ["C"], "yes": ["C", "A", "B"]}}, "two places"),
        ({"named": {"no": ["C", "C"]}, "votes": {"no": 2}}, "two places"),
        ({"named": {"no": ["C", "D"]}}, "2 are named"),
        ({"votes": {"yes": 5, "no": 1}}, "6 votes are counted"),
        ({"rule": {"method": "ladder", "steps": [{"method": "consensus_minus", "excluded": ["A"]},
                                                 {"method": "consensus_minus", "excluded": ["B"]}]}}, "the steps name"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_together(read, change, fact):
    (one,) = read({**CASE, **change})
    assert fact in next(problem.fact for problem in contradictions(one.case, 0))


def test_the_translation_is_an_ordinary_question(read):
    (one,) = read(CASE)
    put_as = translate(one.case)
    body = put_as.charter.bodies[put_as.question.body]
    assert {seat.id for seat in body.seats[0].listed} == {"A", "B", "C"}
    assert body.seats[0].number == 2
    assert put_as.positions.camps == {"C": frozenset({Camp.NO})}
    assert {(tuple(one.camps), one.low) for one in put_as.positions.sums} == {((Camp.YES,), 3), ((Camp.NO,), 1)}
    assert put_as.course.at == datetime(2020, 3, 5, 23, 59, 59, 999999, tzinfo=UTC)


def test_only_some_and_none_by_that_name(read):
    (one,) = read(CASE, {**CASE, "id": "two"}, only=frozenset({"two"}))
    assert one.id == "two"
    with pytest.raises(Refused) as caught:
        read(CASE, only=frozenset({"three"}))
    assert "three" in caught.value.problems[0].fact
