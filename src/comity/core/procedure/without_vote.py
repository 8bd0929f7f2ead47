"""Adoption without a vote: the chair asks for objections on a matter that the rules have decided by a vote.

What the rule says of majorities waits for a vote; what it says of who must be there, who takes no part and what request
is needed holds all the same. An objection does not reject the proposal: it calls for the vote.
"""

from dataclasses import replace
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


def is_decided_by_vote(procedure: Procedure) -> bool:
    """Whether an objection calls for a vote; where it does not, the matter is decided by consensus alone."""
    return isinstance(procedure, Vote | TellersCount) or (
        isinstance(procedure, Ladder) and any(is_decided_by_vote(step) for step in procedure.steps)
    )


def without_vote(procedure: Procedure, cite: Citation) -> Procedure:
    """The procedure in which the chair asks for objections first; any other than a vote is that already.

    ``cite``: where the charter decides the matter, which the condition that nobody objects is cited to.
    """
    if isinstance(procedure, Vote | TellersCount):
        return ConsensusInTheRoom(decides=_no_objection(procedure.decides, cite))
    return procedure


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
