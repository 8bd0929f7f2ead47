"""Participants without a listed seat, precedence beside ``--major``, groups that change, what a seat weighs."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from comity.core.charter.lookup import deciding, electorate
from comity.core.charter.model import (
    Belonging,
    Body,
    Charter,
    Competence,
    Deciding,
    Group,
    Importance,
    Instrument,
    Matter,
    Measure,
    MeasureTable,
    Organisation,
    Seat,
    Seats,
)
from comity.core.charter.put import Positions, put
from comity.core.procedure.written import Vote
from comity.core.rules.facts import Camp
from comity.core.rules.question import Question
from comity.core.rules.written import Base, Consensus, Majority
from comity.core.values import Bar, Citation, PartialDate, Period

CITE = Citation(instrument="charter")
DAY = date(2000, 1, 1)
TWO_THIRDS = Vote(decides=Majority(share=Bar.parse("at least 2/3"), of=Base.MEMBERS, cite=CITE))
CHARTER = Charter(
    id="c",
    title={},
    instruments={"charter": Instrument(title={}, source=())},
    organisation=Organisation(names=()),
    groups={
        "g": Group(name={}, cite=CITE, members=(Belonging(who="x", period=Period(until=PartialDate.parse("1999"))),))
    },
    measures={
        "m": Measure(
            name={},
            unit={},
            tables=(MeasureTable(values={"seat": Fraction(3), "holder": Fraction(5)}, cite=CITE),),
        )
    },
    bodies={
        "open": Body(
            name={},
            seats=(Seats(number=10, cite=CITE),),
            competent_for=(Competence(matters=("a",), cite=CITE),),
            cite=CITE,
        ),
        "listed": Body(
            name={},
            seats=(Seats(listed=(Seat(id="seat", holder="holder"), Seat(id="x")), cite=CITE),),
            competent_for=(Competence(matters=("a",), cite=CITE),),
            cite=CITE,
        ),
    },
    matters={"a": Matter(name={}, cite=CITE)},
    rules={"two-thirds": TWO_THIRDS, "consensus": Vote(decides=Consensus(cite=CITE))},
    decisions=(
        Deciding(body="open", matters=("a",), rule="two-thirds", cite=CITE),
        Deciding(body="open", importance=Importance.MAJOR, rule="consensus", cite=CITE),
        Deciding(body="listed", matters=("a",), rule="two-thirds", cite=CITE),
    ),
)


def test_participants_of_whom_nothing_is_known_still_count():
    question = Question(body="open", matter="a", on=DAY, participants=frozenset({"aa", "bb", "cc"}))
    one = Positions(camps={"aa": frozenset({Camp.YES})})
    assert put(CHARTER, question, one).outcome.verdict == "open"
    two = Positions(camps={"aa": frozenset({Camp.YES}), "bb": frozenset({Camp.YES})})
    assert put(CHARTER, question, two).outcome.verdict == "adopted"


def test_an_entry_that_names_the_matter_goes_first_even_where_it_is_set_to_be_major():
    assert [one.rule for one in deciding(CHARTER, "open", "a", DAY, frozenset({"a"}))] == ["two-thirds"]


def test_who_has_left_a_group_is_not_in_it():
    on = {day: {one.name: one.groups for one in electorate(CHARTER, "listed", day).classes} for day in (DAY,)}
    assert on[DAY]["x"] == frozenset()
    before = {one.name: one.groups for one in electorate(CHARTER, "listed", date(1998, 12, 31)).classes}
    assert before["x"] == frozenset({"g"})


def test_a_seat_weighs_what_is_said_of_itself_before_what_is_said_of_its_holder():
    weights = {one.name: one.weights for one in electorate(CHARTER, "listed", DAY).classes}
    assert weights["seat"] == {"m": Fraction(3)}
    renamed = replace(CHARTER.bodies["listed"].seats[0], listed=(Seat(id="other", holder="holder"),))
    charter = replace(CHARTER, bodies={"listed": replace(CHARTER.bodies["listed"], seats=(renamed,))})
    assert electorate(charter, "listed", DAY).classes[0].weights == {"m": Fraction(5)}
