"""The states that each procedure goes through: one visible table each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    OfficeHolderDecides,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)


class State(StrEnum):
    """Where a proposal stands."""

    PUT = "put"
    """Put to the body: the vote, the count or the chair's question is next."""
    CIRCULATED = "circulated"
    """Circulated or communicated; the period runs."""
    BALLOT = "ballot"
    """A ballot is next."""
    UNDECIDED_STEP = "undecided_step"
    """A step is open, and a later one may still adopt."""
    ADOPTED = "adopted"
    ELECTED = "elected"
    NOT_ADOPTED = "not_adopted"
    NO_RESULT = "no_result"
    OPEN = "open"


class Event(StrEnum):
    """What happens to it."""

    CARRIED = "carried"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """What is known leaves both possible."""
    OBJECTED = "objected"
    PERIOD_RUNS = "period_runs"
    PERIOD_ENDED = "period_ended"
    FAILED_NEXT_STEP = "failed_next_step"
    UNKNOWN_NEXT_STEP = "unknown_next_step"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NO_MORE_BALLOTS = "no_more_ballots"


@dataclass(frozen=True, slots=True)
class Transition:
    """In ``state``, ``event`` leads to ``next``."""

    state: State
    event: Event
    next: State


FINAL: frozenset[State] = frozenset({State.ADOPTED, State.ELECTED, State.NOT_ADOPTED, State.NO_RESULT, State.OPEN})

_PUT = (
    Transition(State.PUT, Event.CARRIED, State.ADOPTED),
    Transition(State.PUT, Event.FAILED, State.NOT_ADOPTED),
    Transition(State.PUT, Event.UNKNOWN, State.OPEN),
)

_PERIOD = (
    Transition(State.CIRCULATED, Event.OBJECTED, State.NOT_ADOPTED),
    Transition(State.CIRCULATED, Event.UNKNOWN, State.OPEN),
    Transition(State.CIRCULATED, Event.PERIOD_RUNS, State.OPEN),
    Transition(State.CIRCULATED, Event.PERIOD_ENDED, State.ADOPTED),
)

TABLES: Mapping[type, tuple[Transition, ...]] = {
    Vote: _PUT,
    TellersCount: _PUT,
    ConsensusInTheRoom: _PUT,
    OfficeHolderDecides: _PUT,
    Silence: _PERIOD,
    TacitAcceptance: _PERIOD,
    Ladder: (
        *_PUT,
        Transition(State.PUT, Event.FAILED_NEXT_STEP, State.PUT),
        Transition(State.PUT, Event.UNKNOWN_NEXT_STEP, State.UNDECIDED_STEP),
        Transition(State.UNDECIDED_STEP, Event.CARRIED, State.ADOPTED),
        Transition(State.UNDECIDED_STEP, Event.FAILED, State.OPEN),
        Transition(State.UNDECIDED_STEP, Event.UNKNOWN, State.OPEN),
        Transition(State.UNDECIDED_STEP, Event.FAILED_NEXT_STEP, State.UNDECIDED_STEP),
        Transition(State.UNDECIDED_STEP, Event.UNKNOWN_NEXT_STEP, State.UNDECIDED_STEP),
    ),
    Election: (
        Transition(State.BALLOT, Event.REACHED, State.ELECTED),
        Transition(State.BALLOT, Event.NOT_REACHED, State.BALLOT),
        Transition(State.BALLOT, Event.UNKNOWN, State.OPEN),
        Transition(State.BALLOT, Event.NO_MORE_BALLOTS, State.NO_RESULT),
    ),
}
"""Every procedure with its states; the first state of a table is where it begins."""


def follow(procedure: type, events: Iterable[Event]) -> State:
    """The state in which a procedure is after these events; events after a final state are not looked at.

    Raises ``ValueError`` for an event that the table does not have.
    """
    table = TABLES[procedure]
    state = table[0].state
    for event in events:
        if state in FINAL:
            break
        state = _next(table, state, event)
    return state


def _next(table: tuple[Transition, ...], state: State, event: Event) -> State:
    for transition in table:
        if transition.state is state and transition.event is event:
            return transition.next
    raise ValueError(f"in the state {state} there is no event {event}")
