"""A node that is added to the union is drawn, decoded, encoded and described by a schema without any other edit; and
every node that the union has is bound, and known to the plain evaluator."""

import inspect
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from comity.core.rules import written
from comity.core.rules.bind import bind
from comity.core.rules.bound import conditions_of
from comity.core.rules.facts import Electorate, VoterClass
from comity.core.rules.question import Question
from comity.core.rules.written import Base, Rule, nodes
from comity.core.values import Bar, Citation, Refused
from comity.formats.records import decode, encode, json_schema
from properties import plain_evaluator
from properties.strategies import node_strategy, rules, shapes


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondBallot:
    """A node that the union does not have: fields of many types, a rule within, and one that may be left out."""

    share: Bar
    of: Base = Base.VOTES_CAST
    after: int = 1
    holders: str | None = None
    condition: Rule
    otherwise: Rule | None = None
    cite: Citation


GROWN = Rule | SecondBallot
FIRST_FOUND = settings(
    max_examples=20_000,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    deadline=None,
)


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "Rule", GROWN)


def test_a_new_node_is_drawn_at_the_top_and_within():
    def has_it_within(rule: Any) -> bool:
        return isinstance(rule, written.Not) and isinstance(rule.condition, SecondBallot)

    assert find(rules(GROWN, 1), lambda rule: isinstance(rule, SecondBallot), settings=FIRST_FOUND)
    assert find(rules(GROWN, 2), has_it_within, settings=FIRST_FOUND)
    assert len(shapes(SecondBallot)) == 4


@pytest.mark.usefixtures("grown")
def test_a_new_node_is_decoded_by_its_name_in_snake_case():
    data = {
        "rule": "not",
        "condition": {
            "rule": "second_ballot",
            "share": "more than 1/2",
            "after": 2,
            "condition": {"rule": "consensus", "cite": {"instrument": "charter"}},
            "cite": {"instrument": "charter"},
        },
    }
    rule = decode(written.Rule, data)
    assert isinstance(rule.condition, SecondBallot)
    assert encode(rule) == data
    assert "second_ballot" in str(json_schema(written.Rule))


def test_before_it_is_added_the_name_is_refused():
    with pytest.raises(Refused, match="second_ballot"):
        decode(Rule, {"rule": "second_ballot"})


@given(rules(Rule, 3))
def test_every_rule_is_read_as_it_is_written(rule: Any):
    assert decode(Rule, encode(rule)) == rule


VOTERS = Electorate(classes=(VoterClass(name="a"), VoterClass(name="b")))
QUESTION = Question(concerned=frozenset({"a"}), source="commission", requested=True)


@pytest.mark.parametrize("node", get_args(Rule))
def test_every_node_is_drawn_bound_and_known_to_the_plain_evaluator(node: type):
    assert hasattr(plain_evaluator._Plain, f"_{node.__name__}")
    drawn = find(node_strategy(node, Rule, 1), lambda _: True, settings=FIRST_FOUND)
    assert isinstance(drawn, node)
    bound = bind(drawn, VOTERS, QUESTION)
    assert {condition.written for condition in conditions_of(bound)} <= set(nodes(drawn))


@given(rules(Rule, 3), st.booleans())
def test_a_condition_stands_where_its_path_says(rule: Any, requested: bool):
    question = Question(concerned=frozenset({"a"}), source="commission", requested=requested)
    for condition in conditions_of(bind(rule, VOTERS, question)):
        found: Any = rule
        for step in condition.path:
            found = found[step] if isinstance(step, int) else getattr(found, step)
        assert found is condition.written


def test_the_plain_evaluator_shares_nothing_with_bind():
    source = inspect.getsource(plain_evaluator)
    assert not [room for room in ("bind", "bounds", "completions", "decide") if f"rules.{room} import" in source]
