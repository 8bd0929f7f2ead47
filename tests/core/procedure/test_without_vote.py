"""Adoption without a vote, of any rule: nobody objecting stands in the place of majorities, and all else holds."""

from typing import get_args

import pytest

from comity.core.procedure.manner import Manner, held, is_decided_by_vote
from comity.core.procedure.run import Course, run
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    Objectors,
    OfficeHolderDecides,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.facts import Facts
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Base,
    Consensus,
    Counted,
    IfProposedBy,
    IfRequested,
    Meaning,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    Reading,
    RequestedBy,
    Rule,
    Veto,
    WithoutMemberConcerned,
    nodes,
)
from comity.core.values import Bar, Citation
from core.rules.words import CITE, CONSENSUS, camps, majority, threshold, voters

HERE = Citation(instrument="charter", article="16")
NOBODY_OBJECTS = Consensus(cite=HERE)
MEMBERS = voters("a b c d")
HALF = majority("more than 1/2")
QUORUM = Quorum(number=3, counting=Counted.PRESENT, cite=CITE)
ON_REQUEST = OnlyAtRequest(by=RequestedBy.A_MEMBER, cite=CITE)


def turned(rule: Rule) -> Rule:
    """The rule as it is when the chair asks for objections."""
    procedure = held(Vote(decides=rule), Manner.WITHOUT_VOTE, HERE)
    assert isinstance(procedure, ConsensusInTheRoom)
    return procedure.decides


def verdict(rule: Rule, electorate=MEMBERS, facts: Facts | None = None, question: Question | None = None) -> Verdict:
    facts, question = facts or camps(yes="a b c d"), question or Question()
    return run(held(Vote(decides=rule), Manner.WITHOUT_VOTE, HERE), electorate, facts, question, Course()).verdict


# --- node by node ----------------------------------------------------------------------------------------------------

TURNED = {
    "a majority": (HALF, NOBODY_OBJECTS),
    "a number of votes": (threshold(3), NOBODY_OBJECTS),
    "a veto": (Veto(holders="p5", cite=CITE), NOBODY_OBJECTS),
    "a blocking minority": (NoBlockingMinority(members=2, cite=CITE), NOBODY_OBJECTS),
    "consensus, by where the matter is decided": (CONSENSUS, NOBODY_OBJECTS),
    "what must not hold": (Not(condition=HALF), NOBODY_OBJECTS),
    "a quorum": (QUORUM, QUORUM),
    "a request": (ON_REQUEST, ON_REQUEST),
    "several, said once": (AllOf(conditions=(HALF, threshold(3), Veto(holders="p5", cite=CITE))), NOBODY_OBJECTS),
    "a quorum and a majority": (
        AllOf(conditions=(QUORUM, HALF)),
        AllOf(conditions=(QUORUM, NOBODY_OBJECTS)),
    ),
    "one of two majorities": (AnyOf(conditions=(HALF, threshold(3))), NOBODY_OBJECTS),
    "one of two, of which one has a quorum": (
        AnyOf(conditions=(AllOf(conditions=(QUORUM, HALF)), threshold(3))),
        AllOf(conditions=(AllOf(conditions=(QUORUM, NOBODY_OBJECTS)), NOBODY_OBJECTS)),
    ),
    "a reading of absences": (Reading(absence=Meaning.OBJECTS, condition=HALF, cite=CITE), NOBODY_OBJECTS),
    "by who proposes": (
        IfProposedBy(proposers=("commission",), condition=HALF, otherwise=threshold(4), cite=CITE),
        IfProposedBy(proposers=("commission",), condition=NOBODY_OBJECTS, otherwise=NOBODY_OBJECTS, cite=CITE),
    ),
    "where it is requested": (
        IfRequested(condition=HALF, otherwise=QUORUM, cite=CITE),
        IfRequested(condition=NOBODY_OBJECTS, otherwise=QUORUM, cite=CITE),
    ),
    "without the member concerned": (
        WithoutMemberConcerned(condition=HALF, cite=CITE),
        WithoutMemberConcerned(condition=NOBODY_OBJECTS, cite=CITE),
    ),
    "a party to a dispute": (
        PartyAbstains(condition=HALF, cite=CITE),
        PartyAbstains(condition=NOBODY_OBJECTS, cite=CITE),
    ),
}


@pytest.mark.parametrize("kind", TURNED)
def test_each_kind_of_rule_is_turned(kind: str):
    rule, expected = TURNED[kind]
    assert turned(rule) == expected


def test_every_kind_of_rule_is_tried():
    assert {type(node) for rule, _expected in TURNED.values() for node in nodes(rule)} == set(get_args(Rule))


@pytest.mark.parametrize("procedure", [Vote(decides=HALF), TellersCount(decides=HALF)])
def test_a_vote_becomes_a_call_for_objections(procedure: Procedure):
    assert held(procedure, Manner.WITHOUT_VOTE, HERE) == ConsensusInTheRoom(decides=NOBODY_OBJECTS)


BY_VOTE = (Vote(decides=HALF), TellersCount(decides=HALF))
BY_NONE = (
    ConsensusInTheRoom(decides=CONSENSUS),
    OfficeHolderDecides(decides=threshold(1)),
    Silence(decides=CONSENSUS),
    TacitAcceptance(objectors=Objectors.BLOCK, decides=CONSENSUS),
    Election(share=Bar.parse("more than 1/2"), of=Base.MEMBERS, cite=CITE),
)


def test_every_procedure_is_tried():
    kinds = {type(one) for one in (*BY_VOTE, *BY_NONE)}
    assert kinds | {Ladder} == set(get_args(Procedure))


@pytest.mark.parametrize("procedure", BY_NONE, ids=lambda one: type(one).__name__)
def test_what_is_no_vote_stays_as_it_is_and_an_objection_calls_for_none(procedure: Procedure):
    assert held(procedure, Manner.WITHOUT_VOTE, HERE) is procedure
    assert not is_decided_by_vote(procedure)
    assert not is_decided_by_vote(Ladder(steps=(procedure, procedure)))


@pytest.mark.parametrize("vote", BY_VOTE, ids=lambda one: type(one).__name__)
def test_a_ladder_that_ends_in_a_vote_is_decided_by_it(vote: Procedure):
    ladder = Ladder(steps=(ConsensusInTheRoom(decides=CONSENSUS), vote))
    assert is_decided_by_vote(vote)
    assert is_decided_by_vote(ladder)
    assert is_decided_by_vote(Ladder(steps=(BY_NONE[0], ladder)))
    assert held(ladder, Manner.WITHOUT_VOTE, HERE) == ladder.steps[0]
    assert held(ladder, Manner.BY_VOTE, HERE) == vote
    assert held(ladder, Manner.AS_WRITTEN, HERE) is ladder


# --- what it comes to ------------------------------------------------------------------------------------------------


def test_one_objection_stops_what_a_majority_would_carry():
    assert verdict(HALF) is Verdict.ADOPTED
    assert verdict(HALF, facts=camps(yes="a b c", no="d")) is Verdict.NOT_ADOPTED


def test_the_quorum_holds_all_the_same():
    rule = AllOf(conditions=(QUORUM, HALF))
    assert verdict(rule, facts=camps(yes="a b c", absent="d")) is Verdict.ADOPTED
    assert verdict(rule, facts=camps(yes="a b", absent="c d")) is Verdict.NOT_ADOPTED


def test_the_request_is_needed_all_the_same():
    rule = AllOf(conditions=(ON_REQUEST, HALF))
    assert verdict(rule, question=Question(requested=True)) is Verdict.ADOPTED
    assert verdict(rule, question=Question(requested=False)) is Verdict.NOT_ADOPTED


def test_the_member_concerned_does_not_object():
    rule = WithoutMemberConcerned(condition=HALF, cite=CITE)
    concerned = Question(concerned=frozenset({"d"}))
    assert verdict(rule, facts=camps(yes="a b c", no="d"), question=concerned) is Verdict.ADOPTED
    assert verdict(rule, facts=camps(yes="a b d", no="c"), question=concerned) is Verdict.NOT_ADOPTED


def test_a_ladder_that_begins_with_a_vote_is_asked_for_objections_to_it():
    ladder = Ladder(steps=(Vote(decides=HALF), ConsensusInTheRoom(decides=CONSENSUS)))
    assert held(ladder, Manner.WITHOUT_VOTE, HERE) == ConsensusInTheRoom(decides=NOBODY_OBJECTS)


def test_a_vote_in_which_all_abstain_is_not_carried_by_the_step_before_it():
    ladder = Ladder(steps=(ConsensusInTheRoom(decides=CONSENSUS), Vote(decides=HALF)))
    by_vote = held(ladder, Manner.BY_VOTE, HERE)
    facts = camps(abstain="a b c d")
    assert run(by_vote, MEMBERS, facts, Question(), Course()).verdict is Verdict.NOT_ADOPTED
