"""Who sits, who may vote and which rule applies, on a date; and a question put to a charter."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from comity.core.charter.lookup import boundaries, deciding, electorate, group_sizes, is_competent, room, suspended
from comity.core.charter.model import (
    Belonging,
    Body,
    Charter,
    Competence,
    Deciding,
    Group,
    Holding,
    Importance,
    Instrument,
    Matter,
    Measure,
    MeasureTable,
    Organisation,
    Outside,
    Seat,
    Seats,
    SeatsPerHolder,
    Standing,
    Suspension,
)
from comity.core.charter.put import Answer, NoRule, Positions, put, rule_that_applies
from comity.core.procedure.written import ConsensusInTheRoom, Vote
from comity.core.rules.facts import ALL_CAMPS, Camp, Sum, VoterClass, exactly
from comity.core.rules.question import Question
from comity.core.rules.written import Base
from comity.core.values import PartialDate, Period
from core.rules.words import CITE, CONSENSUS, majority, threshold

ENLARGED = date(1966, 1, 1)
"""The first day of the larger council."""
BEFORE, AFTER = date(1965, 12, 31), date(1970, 6, 1)


def period(start: str | None = None, until: str | None = None) -> Period:
    return Period(PartialDate.parse(start) if start else None, PartialDate.parse(until) if until else None)


def held(who: str, start: str | None = None, until: str | None = None) -> Holding:
    return Holding(who=who, standing="member", period=period(start, until), cite=CITE)


def body(*seats: Seats, **more: object) -> Body:
    competence = (Competence(matters=("peace", "reform", "budget"), cite=CITE),)
    return Body(**{"name": {"en": "body"}, "seats": seats, "competent_for": competence, "cite": CITE, **more})


def rule_for(start: str | None, until: str | None, rule: str, **selects: object) -> Deciding:
    return Deciding(body="council", rule=rule, period=period(start, until), cite=CITE, **selects)


CHARTER = Charter(
    id="example",
    title={"en": "Example"},
    instruments={"charter": Instrument(title={"en": "Charter"}, source=("made up for a test",))},
    organisation=Organisation(names=()),
    standings={"member": Standing(name={"en": "member"}, may=(), cite=CITE)},
    held=(held("a"), held("b", until="1966-01-01"), held("c", "1966-01-01"), held("d", "1966-01-01")),
    suspensions=(Suspension(who="c", period=period("1970", "1971"), cite=CITE),),
    groups={
        "permanent": Group(name={}, members=(Belonging(who="a"), Belonging(who="c", period=period("1966"))), cite=CITE),
        "elected": Group(name={}, all_but="permanent", cite=CITE),
        "delegates": Group(name={}, number=2, cite=CITE),
    },
    measures={
        "votes": Measure(
            name={},
            unit={},
            tables=(
                MeasureTable(values={"a": Fraction(3)}, total=Fraction(9), period=period(until="1966"), cite=CITE),
                MeasureTable(values={"a": Fraction(5)}, period=period("1966"), cite=CITE),
            ),
        )
    },
    bodies={
        "council": body(Seats(standing="member", cite=CITE)),
        "numbered": body(
            Seats(
                listed=(Seat(id="p1", holder="a"), Seat(id="p2", holder="b", period=period(until="1966"))), cite=CITE
            ),
            Seats(number=6, period=period(until="1966-01-01"), cite=CITE),
            Seats(number=10, period=period("1966-01-01"), cite=CITE),
        ),
        "conference": body(
            Seats(
                standing="member",
                each=(SeatsPerHolder(suffix="government", name={}), SeatsPerHolder(suffix="workers", name={})),
                cite=CITE,
            )
        ),
        "late": body(Seats(number=3, cite=CITE), period=period("1966")),
    },
    matters={
        "peace": Matter(name={}, importance=Importance.MAJOR, cite=CITE),
        "reform": Matter(name={}, cite=CITE),
        "budget": Matter(name={}, importance=Importance.MAJOR, cite=CITE),
        "sport": Matter(name={}, cite=CITE),
    },
    rules={
        "consensus": ConsensusInTheRoom(decides=CONSENSUS),
        "majority": Vote(decides=majority("more than 1/2")),
        "three-quarters": Vote(decides=majority("at least 3/4", Base.MEMBERS)),
        "seven": Vote(decides=threshold(7)),
    },
    decisions=(
        rule_for(None, "1966", "consensus", importance=Importance.MAJOR),
        rule_for("1966", None, "three-quarters", importance=Importance.MAJOR),
        rule_for(None, None, "majority", importance=Importance.OTHER),
        rule_for(None, None, "consensus", matters=("budget",)),
        Deciding(body="numbered", matters=("peace",), rule="seven", cite=CITE),
    ),
)


def seats(body_: str, on: date) -> list[str]:
    return [one.seat for one in room(CHARTER, body_, on).seats]


@pytest.mark.parametrize(("on", "expected"), [(BEFORE, ["a", "b"]), (ENLARGED, ["a", "c", "d"])])
def test_who_sits_on_either_side_of_the_day(on: date, expected: list[str]):
    assert seats("council", on) == expected


def test_seats_by_list_and_by_number_change_on_the_day():
    assert (seats("numbered", BEFORE), room(CHARTER, "numbered", BEFORE).unlisted) == (["p1", "p2"], 6)
    assert (seats("numbered", ENLARGED), room(CHARTER, "numbered", ENLARGED).unlisted) == (["p1"], 10)
    assert room(CHARTER, "numbered", BEFORE).takes_any_name
    assert not room(CHARTER, "council", BEFORE).takes_any_name


def test_a_holder_may_have_several_seats():
    assert seats("conference", BEFORE) == ["a.government", "a.workers", "b.government", "b.workers"]
    classes = electorate(CHARTER, "conference", ENLARGED).classes
    assert {one.name for one in classes if "permanent" in one.groups} >= {"a.government", "c.workers"}


def by_name(body_: str, on: date, **more: object) -> dict[str | None, VoterClass]:
    return {one.name: one for one in electorate(CHARTER, body_, on, **more).classes}


def test_guests_take_seats_given_by_number():
    found = by_name("numbered", BEFORE, guests=("x", "y"))
    assert [*found] == ["p1", "p2", "x", "y", None]
    assert found[None].size == 4
    assert electorate(CHARTER, "numbered", BEFORE, guests=("x", "y")).size == 8
    assert None not in by_name("numbered", BEFORE, guests=tuple("stuvwx"))


def test_a_stated_size_goes_before_the_number_of_the_charter():
    found = by_name("numbered", BEFORE, guests=("x",), size=11)
    assert found[None].size == 8
    assert None not in by_name("numbered", BEFORE, size=2)


def test_weights_and_totals_are_those_of_the_day():
    before, after = electorate(CHARTER, "council", BEFORE), electorate(CHARTER, "council", ENLARGED)
    assert (before.classes[0].weight("votes"), before.total("votes")) == (3, 9)
    assert (after.classes[0].weight("votes"), after.total("votes")) == (5, None)
    assert before.classes[1].weight("votes") is None


def test_groups_are_those_of_the_day_and_some_are_everybody_else():
    before, after = electorate(CHARTER, "council", BEFORE), electorate(CHARTER, "council", ENLARGED)
    assert [before.belongs(one, "permanent") for one in before.classes] == [True, False]
    assert [after.belongs(one, "permanent") for one in after.classes] == [True, True, False]
    assert [after.belongs(one, "elected") for one in after.classes] == [False, False, True]


def test_a_group_that_nobody_lists_may_be_anybody_s():
    voters_ = electorate(CHARTER, "council", BEFORE)
    assert [voters_.belongs(one, "delegates") for one in voters_.classes] == [None, None]
    assert group_sizes(CHARTER) == (exactly(ALL_CAMPS, 2, group="delegates"),)


def test_a_file_that_lists_a_group_lists_all_of_it():
    voters_ = electorate(CHARTER, "council", BEFORE, belongs=frozenset({("b", "delegates")}))
    assert [voters_.belongs(one, "delegates") for one in voters_.classes] == [False, True]


def test_who_takes_no_part_stands_outside_every_base():
    voters_ = electorate(CHARTER, "council", BEFORE, participants=frozenset({"a"}))
    assert ([one.name for one in voters_.classes], voters_.outside) == (["a"], ("b",))
    assert voters_.total("votes") == 3
    by_holder = electorate(CHARTER, "conference", BEFORE, participants=frozenset({"b"}))
    assert [one.name for one in by_holder.classes] == ["b.government", "b.workers"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(1969, 12, 31), False), (date(1970, 1, 1), True), (date(1970, 12, 31), True), (date(1971, 1, 1), False)],
)
def test_a_voting_right_is_suspended_for_a_time(on: date, expected: bool):
    assert suspended(CHARTER, "c", on) is expected
    assert (by_name("council", on)["c"].camps == {Camp.BARRED}) is expected


def test_competence():
    council, late = CHARTER.bodies["council"], CHARTER.bodies["late"]
    assert is_competent(council, "peace", BEFORE)
    assert not is_competent(council, "sport", BEFORE)
    assert (is_competent(late, "peace", BEFORE), is_competent(late, "peace", ENLARGED)) == (False, True)


def rule_on(matter: str, on: date, major: frozenset[str] | None = None) -> list[str]:
    return [one.rule for one in deciding(CHARTER, "council", matter, on, major)]


def test_the_rule_is_that_of_the_day():
    assert rule_on("peace", BEFORE) == ["consensus"]
    assert rule_on("peace", ENLARGED) == ["three-quarters"]


def test_a_rule_for_the_matter_goes_before_one_for_its_importance():
    assert rule_on("budget", ENLARGED) == ["consensus"]


def test_what_is_major_can_be_set_aside():
    assert rule_on("reform", ENLARGED) == ["majority"]
    assert rule_on("reform", ENLARGED, frozenset({"reform"})) == ["three-quarters"]
    assert rule_on("peace", ENLARGED, frozenset()) == ["majority"]


def test_the_days_on_which_something_changes():
    suspension = (date(1970, 1, 1), date(1971, 1, 1))
    assert boundaries(CHARTER, "council") == (ENLARGED, *suspension)
    assert boundaries(CHARTER) == (ENLARGED, *suspension)


def asked(matter: str, on: date, positions: Positions, body_: str = "council", **more: object) -> Answer:
    return put(CHARTER, Question(body=body_, matter=matter, on=on, **more), positions)


def stand(**camps: str) -> Positions:
    return Positions(camps={name: frozenset({Camp(camp)}) for camp, names in camps.items() for name in names.split()})


def test_an_answer_says_which_rule_gave_it():
    answer = asked("peace", BEFORE, stand(yes="a", abstain="b"))
    assert (answer.outcome.verdict, answer.procedure) == ("adopted", CHARTER.rules["consensus"])
    assert answer.entry is CHARTER.decisions[0]


def test_a_body_that_is_not_competent_decides_nothing():
    answer = asked("sport", BEFORE, stand(yes="a b"))
    assert (answer.outcome.verdict, answer.outcome.code, answer.procedure) == ("not_adopted", "not_competent", None)


def test_a_suspended_member_counts_among_all_members_and_may_not_vote():
    answer = asked("peace", AFTER, stand(yes="a c d"))
    condition = answer.outcome.conditions[0]
    assert (answer.outcome.verdict, condition.had, condition.of, condition.needed) == ("not_adopted", 2, 3, 3)


def test_names_without_a_listed_seat_take_numbered_ones():
    answer = asked("peace", BEFORE, stand(yes="p1 p2 q r s t u"), "numbered")
    assert (answer.outcome.verdict, answer.outcome.counted) == ("adopted", 8)


def test_only_those_who_take_part_count():
    answer = asked("peace", ENLARGED, stand(yes="a d"), participants=frozenset({"a", "d"}))
    assert (answer.outcome.verdict, answer.outcome.not_bound, answer.outcome.counted) == ("adopted", ("c",), 2)


def test_who_is_not_bound_by_what_was_adopted():
    outside = (Outside.WHO_TAKES_NO_PART, Outside.WHO_OBJECTS)
    decisions = (rule_for(None, None, "majority", importance=Importance.OTHER, not_bound=outside),)
    charter = replace(CHARTER, decisions=decisions)
    question = Question(body="council", matter="reform", on=ENLARGED)
    adopted = put(charter, question, stand(yes="a", not_participating="c", abstain="d"))
    assert adopted.outcome.not_bound == ("c",)
    refused = put(charter, question, stand(no="a c", yes="d"))
    assert (refused.outcome.verdict, refused.outcome.not_bound) == ("not_adopted", ())


def test_how_many_more_are_not_bound_is_told_where_it_is_known():
    everybody_else = (
        rule_for(None, None, "majority", importance=Importance.OTHER, not_bound=(Outside.WHO_DOES_NOT_ACCEPT,)),
    )
    charter = replace(CHARTER, decisions=everybody_else)
    question = Question(body="council", matter="reform", on=ENLARGED)
    named = put(charter, question, stand(yes="a", abstain="d", absent="c")).outcome
    assert (named.not_bound, named.not_bound_unnamed) == (("d", "c"), None)
    counted = replace(stand(abstain="d"), sums=(exactly({Camp.YES}, 1), exactly({Camp.NO}, 0)))
    some = put(charter, question, counted).outcome
    assert (some.verdict, some.not_bound, some.not_bound_unnamed) == ("adopted", ("d",), 1)
    least = replace(stand(abstain="d"), sums=(Sum(camps=frozenset({Camp.YES}), low=Fraction(1)), exactly({Camp.NO}, 0)))
    unknown = put(charter, question, least).outcome
    assert (unknown.verdict, unknown.not_bound, unknown.not_bound_unnamed) == ("adopted", ("d",), None)


def test_a_gap_and_two_rules_are_refused():
    question = Question(body="council", matter="peace", on=BEFORE)
    with pytest.raises(NoRule, match="no rule decides 'peace'"):
        rule_that_applies(replace(CHARTER, decisions=()), question)
    with pytest.raises(NoRule, match="2 rules decide 'peace'"):
        rule_that_applies(replace(CHARTER, decisions=CHARTER.decisions[:1] * 2), question)
