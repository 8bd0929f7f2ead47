"""Where a proposal and a question stand, and what leads where: one visible table each."""

from collections.abc import Mapping

from comity.store.models import Proposal, Question

PROPOSAL: Mapping[tuple[str, str], str] = {
    ("submitted", "revise"): Proposal.State.SUBMITTED,
    ("submitted", "sponsor"): Proposal.State.SUBMITTED,
    ("submitted", "put"): Proposal.State.PUT,
    ("put", "set_aside"): Proposal.State.SUBMITTED,
    ("put", "adopt"): Proposal.State.ADOPTED,
    ("put", "reject"): Proposal.State.NOT_ADOPTED,
    ("submitted", "withdraw"): Proposal.State.WITHDRAWN,
    ("put", "withdraw"): Proposal.State.WITHDRAWN,
}

QUESTION: Mapping[tuple[str, str], str] = {
    ("open", "take"): Question.State.OPEN,
    ("open", "attend"): Question.State.OPEN,
    ("open", "challenge"): Question.State.OPEN,
    ("open", "close"): Question.State.CLOSED,
    ("closed", "correct"): Question.State.CLOSED,
    ("closed", "attend"): Question.State.CLOSED,
    ("closed", "challenge"): Question.State.CLOSED,
    ("closed", "announce"): Question.State.ANNOUNCED,
    ("open", "set_aside"): Question.State.SET_ASIDE,
    ("closed", "set_aside"): Question.State.SET_ASIDE,
}
"""A question that is announced, or set aside, leads nowhere: what comes later is a note beside it."""
