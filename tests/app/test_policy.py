"""The policy against a table written by hand, action by action."""

from itertools import product

import pytest

from app.expected_policy import (
    ACTIONS,
    BINDING,
    CLASSIFICATIONS,
    HERE,
    KINDS,
    NOT_BINDING,
    OURS,
    STATES,
    TABLE,
    allowed,
)
from comity.app import policy
from comity.app.actor import Actor, Capacity
from comity.app.commands import HANDLERS
from comity.app.policy import Target, grants
from comity.store.models import Classification, Proposal, Question, Role

ACTS_ON_A_TEXT = sorted(one for one in ACTIONS if one.startswith(("proposal.", "question.", "position.", "statement.")))


def target(classification, state, *, own=False):
    person = "somebody" if own else "another"
    return Target(classification=classification, state=state, delegations=frozenset({OURS}), body=HERE, person=person)


def test_every_action_stands_in_the_table():
    assert policy.BY_ACTION.keys() == ACTIONS


def test_the_table_knows_every_role_state_and_classification():
    assert {role for actor in KINDS.values() for role in actor.roles} == set(Role)
    assert set(CLASSIFICATIONS) == set(Classification.values)
    assert set(STATES) == {"", *Proposal.State.values, *Question.State.values}
    assert {line.split()[1] for line in TABLE.strip().splitlines()[1:] if line} >= {"any", "own", "decided"}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_is_granted_to_whom_the_table_gives_it(action):
    wrong = []
    for (kind, actor), classification, state, own in product(KINDS.items(), CLASSIFICATIONS, STATES, (False, True)):
        granted = grants(actor, action, target(classification, state, own=own))
        if granted != allowed(kind, action, classification, state, own=own):
            wrong.append((kind, classification, state or "no state", "own" if own else "another's", granted))
    assert wrong == []


def test_acts_that_bind_are_those_of_the_list():
    assert policy.BINDING == BINDING
    acts = {command.verb for command in HANDLERS} | {"outbox.send"}
    assert acts == BINDING | NOT_BINDING


@pytest.mark.parametrize("action", [one for one in ACTS_ON_A_TEXT if one != "proposal.see"])
def test_nobody_acts_on_what_they_may_not_see(action):
    """Whatever roles somebody has together, and whosesoever the text is: who may act on it may read it."""
    both = [
        Actor(person="somebody", capacities=(*one.capacities, *other.capacities))
        for one, other in product(KINDS.values(), repeat=2)
    ]
    for actor, classification, state, own in product(both, CLASSIFICATIONS, STATES, (False, True)):
        asked = target(classification, state, own=own)
        if grants(actor, action, asked):
            assert grants(actor, "proposal.see", asked), (actor.capacities, asked)


def test_who_serves_for_nobody_acts_for_nobody():
    """A role of a delegation, or a chair, without its delegation or body, opens nothing of anybody's own."""
    for role in (Role.HEAD, Role.DELEGATE, Role.OBSERVER, Role.PARTNER, Role.CHAIR):
        astray = Actor(person="somebody", capacities=(Capacity(role),))
        nobodys = Target(classification="general", state="open", delegations=frozenset({""}), body="", person="")
        for action in ("position.take", "position.take_without_vote", "question.close", "statement.make"):
            assert not grants(astray, action, nobodys), (role, action)


def test_an_action_that_the_policy_does_not_know_is_no_grant():
    with pytest.raises(KeyError):
        grants(KINDS["off"], "proposal.burn")
