"""How a question is held in the room: without a vote, where the chair asks for objections, or by a vote.

Without a vote, what the rule says of majorities waits; what it says of who must be there, who takes no part and what
request is needed holds all the same. An objection to what is decided by a vote does not reject the proposal: it calls
for the vote. By a vote, a step of consensus that comes first is over, and the step that is a vote decides.
"""

from dataclasses import replace
from enum import StrEnum
from typing import assert_never

from comity.core.procedure.written import ConsensusInTheRoom, Ladder, Procedure, TellersCount, Vote
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Consensus,
    IfProposedBy,
    IfRequested,
    Majority,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    Reading,
    Rule,
    Threshold,
    Veto,
    WithoutMemberConcerned,
)
from comity.core.values import Citation


class Manner(StrEnum):
    """How a question is held."""

    AS_WRITTEN = "as_written"
    """As the procedure has it, step by step: of a decision that is told as a whole."""
    WITHOUT_VOTE = "without_vote"
    BY_VOTE = "by_vote"


def is_decided_by_vote(procedure: Procedure) -> bool:
    """Whether an objection calls for a vote; where it does not, the matter is decided by consensus alone."""
    return isinstance(procedure, Vote | TellersCount) or (
        isinstance(procedure, Ladder) and any(is_decided_by_vote(step) for step in procedure.steps)
    )


def held(procedure: Procedure, manner: Manner, cite: Citation) -> Procedure:
    """The procedure by which a question is decided that is held in the manner.

    ``cite``: where the charter decides the matter, which the condition that nobody objects is cited to.
    """
    match manner:
        case Manner.AS_WRITTEN:
            return procedure
        case Manner.WITHOUT_VOTE:
            return _without_vote(procedure, cite)
        case Manner.BY_VOTE:
            return _by_vote(procedure)


def _without_vote(procedure: Procedure, cite: Citation) -> Procedure:
    """The chair asks for objections: of several steps to the first; any other than a vote is that already."""
    if isinstance(procedure, Ladder):
        return _without_vote(procedure.steps[0], cite)
    if isinstance(procedure, Vote | TellersCount):
        return ConsensusInTheRoom(decides=_no_objection(procedure.decides, cite))
    return procedure


def _by_vote(procedure: Procedure) -> Procedure:
    """Of several steps those that are votes; the procedure as it is where none of them is."""
    if not isinstance(procedure, Ladder):
        return procedure
    votes = tuple(_by_vote(step) for step in procedure.steps if is_decided_by_vote(step))
    if not votes:
        return procedure
    return votes[0] if len(votes) == 1 else Ladder(steps=votes)


def _no_objection(rule: Rule, cite: Citation) -> Rule:
    """The rule with nobody objecting in the place of its majorities."""
    match rule:
        case Majority() | Threshold() | Veto() | NoBlockingMinority() | Consensus() | Not():
            return Consensus(cite=cite)
        case Quorum() | OnlyAtRequest():
            return rule
        case AllOf(conditions=conditions) | AnyOf(conditions=conditions):
            each = tuple(dict.fromkeys(_no_objection(one, cite) for one in conditions))
            return each[0] if len(each) == 1 else AllOf(conditions=each)
        case Reading(condition=condition):
            return _no_objection(condition, cite)
        case IfProposedBy(condition=condition, otherwise=otherwise):
            return replace(rule, condition=_no_objection(condition, cite), otherwise=_no_objection(otherwise, cite))
        case IfRequested(condition=condition, otherwise=rest):
            other = None if rest is None else _no_objection(rest, cite)
            return replace(rule, condition=_no_objection(condition, cite), otherwise=other)
        case WithoutMemberConcerned(condition=condition) | PartyAbstains(condition=condition):
            return replace(rule, condition=_no_objection(condition, cite))
        case _:
            assert_never(rule)
