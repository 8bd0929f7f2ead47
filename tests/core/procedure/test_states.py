"""The tables of states: each leads somewhere, and nothing follows a final state."""

from typing import get_args

import pytest

from comity.core.procedure.states import FINAL, TABLES, Event, State, follow
from comity.core.procedure.written import Election, Ladder, Procedure, Silence, Vote

PROCEDURES = list(TABLES)


def reachable(table: type, start: State) -> set[State]:
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        new = {one.next for one in TABLES[table] if one.state is state} - found
        found |= new
        waiting += new
    return found


def test_every_procedure_has_a_table():
    assert set(TABLES) == set(get_args(Procedure))


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_final_state_has_no_exit(procedure: type):
    assert not [one for one in TABLES[procedure] if one.state in FINAL]


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_from_every_state_a_final_one_can_be_reached(procedure: type):
    for transition in TABLES[procedure]:
        assert reachable(procedure, transition.state) & FINAL


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_state_can_be_reached_and_both_verdicts(procedure: type):
    table = TABLES[procedure]
    found = reachable(procedure, table[0].state)
    assert {one.state for one in table} <= found
    assert found & {State.ADOPTED, State.ELECTED}
    assert found & {State.NOT_ADOPTED, State.NO_RESULT}
    assert State.OPEN in found


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_an_event_leads_to_one_state(procedure: type):
    steps = [(one.state, one.event) for one in TABLES[procedure]]
    assert len(steps) == len(set(steps))


def test_an_event_that_the_table_does_not_have_is_refused():
    with pytest.raises(ValueError, match="no event period_runs"):
        follow(Vote, [Event.PERIOD_RUNS])


def test_what_follows_a_final_state_is_not_looked_at():
    assert follow(Vote, [Event.CARRIED, Event.FAILED]) is State.ADOPTED
    assert follow(Silence, []) is State.CIRCULATED


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([Event.FAILED_NEXT_STEP, Event.CARRIED], State.ADOPTED),
        ([Event.FAILED_NEXT_STEP, Event.FAILED], State.NOT_ADOPTED),
        ([Event.FAILED_NEXT_STEP, Event.UNKNOWN], State.OPEN),
        ([Event.UNKNOWN_NEXT_STEP, Event.CARRIED], State.ADOPTED),
        ([Event.UNKNOWN_NEXT_STEP, Event.FAILED], State.OPEN),
        ([Event.UNKNOWN_NEXT_STEP, Event.FAILED_NEXT_STEP, Event.FAILED], State.OPEN),
        ([Event.UNKNOWN_NEXT_STEP, Event.UNKNOWN_NEXT_STEP, Event.UNKNOWN], State.OPEN),
    ],
)
def test_a_step_that_is_open_leaves_the_ladder_open_unless_a_later_one_adopts(events: list[Event], state: State):
    assert follow(Ladder, events) is state


def test_an_election_goes_on_until_somebody_is_elected():
    assert follow(Election, [Event.NOT_REACHED, Event.NOT_REACHED, Event.REACHED]) is State.ELECTED
    assert follow(Election, [Event.NOT_REACHED, Event.NO_MORE_BALLOTS]) is State.NO_RESULT
