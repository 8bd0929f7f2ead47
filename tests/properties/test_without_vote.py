"""Laws of adoption without a vote, over random rules of the whole union."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import reduce
from operator import or_
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from comity.core.procedure.manner import Manner, held
from comity.core.procedure.run import Course, run
from comity.core.procedure.written import ConsensusInTheRoom, Vote
from comity.core.rules.bind import bind
from comity.core.rules.bound import is_monotone
from comity.core.rules.facts import Camp, Electorate, Facts
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question
from comity.core.rules.written import (
    AnyOf,
    Consensus,
    IfRequested,
    Majority,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    Quorum,
    Reading,
    Rule,
    Threshold,
    Veto,
    nodes,
)
from comity.core.values import Citation
from properties.strategies import electorates, questions, rules

HERE = Citation(instrument="charter", article="16")
MAJORITIES = (Majority, Threshold, Veto, NoBlockingMinority)
KEPT = (Quorum, OnlyAtRequest)
AGREE = (Camp.YES, Camp.ABSTAIN, Camp.ABSENT, Camp.NOT_PARTICIPATING)


def turned(rule: Rule) -> Rule:
    """The rule as it is when the chair asks for objections."""
    procedure = held(Vote(decides=rule), Manner.WITHOUT_VOTE, HERE)
    assert isinstance(procedure, ConsensusInTheRoom)
    return procedure.decides


def verdict(rule: Rule, electorate: Electorate, facts: Facts, question: Question) -> Verdict:
    return run(held(Vote(decides=rule), Manner.WITHOUT_VOTE, HERE), electorate, facts, question, Course()).verdict


def bare_rules() -> st.SearchStrategy[Rule]:
    """Rules of majorities alone: no quorum, no request that is needed, no branch in which nothing is asked."""
    union = reduce(or_, (one for one in get_args(Rule) if one not in KEPT))
    return rules(union, 3).filter(lambda rule: not any(_asks_nothing(node) for node in nodes(rule)))


def _asks_nothing(node: Rule) -> bool:
    return isinstance(node, IfRequested) and node.otherwise is None


def outside_not(rule: Rule) -> Iterator[Rule]:
    """Every node of a rule but those that must not hold."""
    yield rule
    inner = () if isinstance(rule, Not) else (getattr(rule, one.name) for one in fields(rule))
    for value in inner:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, get_args(Rule)):
                yield from outside_not(one)


@given(rules())
def test_no_majority_is_left_and_what_is_no_majority_is_kept(rule: Rule):
    after = list(nodes(turned(rule)))
    assert not [node for node in after if isinstance(node, (*MAJORITIES, Not, AnyOf, Reading))]
    assert {node for node in after if isinstance(node, KEPT)} == {
        node for node in outside_not(rule) if isinstance(node, KEPT)
    }
    assert {node.cite for node in after if isinstance(node, Consensus)} <= {HERE}


@given(rules())
def test_turned_once_it_is_turned(rule: Rule):
    assert turned(turned(rule)) == turned(rule)


@given(st.data())
def test_where_nobody_objects_it_is_adopted(data: st.DataObject):
    rule = data.draw(bare_rules())
    electorate = data.draw(electorates(named=5, unnamed=0, perhaps=False))
    question = data.draw(questions(sorted(electorate.names)))
    facts = Facts(camps={name: frozenset({data.draw(st.sampled_from(AGREE))}) for name in sorted(electorate.names)})
    assert verdict(rule, electorate, facts, question) is Verdict.ADOPTED


@given(st.data())
def test_an_objection_of_whoever_is_not_concerned_stops_it(data: st.DataObject):
    rule = data.draw(bare_rules())
    electorate = data.draw(electorates(named=5, unnamed=0, perhaps=False))
    names = sorted(electorate.names)
    question = data.draw(questions(names))
    objector = data.draw(st.sampled_from(names))
    question = replace(question, concerned=frozenset(question.concerned or ()) - {objector})
    others = {name: frozenset({data.draw(st.sampled_from((*AGREE, Camp.NO)))}) for name in names}
    facts = Facts(camps={**others, objector: frozenset({Camp.NO})})
    assert verdict(rule, electorate, facts, question) is Verdict.NOT_ADOPTED


@given(st.data())
def test_an_objection_that_is_dropped_never_hurts(data: st.DataObject):
    electorate = data.draw(electorates(named=4, unnamed=0, perhaps=False))
    question = data.draw(questions(sorted(electorate.names)))
    rule = data.draw(rules())
    assert is_monotone(bind(turned(rule), electorate, question))
