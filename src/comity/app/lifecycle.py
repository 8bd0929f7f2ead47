"""Where a proposal and a question stand, and what leads where: one visible table each."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from comity.app.errors import unfit
from comity.store.models import Proposal, Question

SUBMITTED, PUT = Proposal.State.SUBMITTED, Proposal.State.PUT
OPEN, CLOSED = Question.State.OPEN, Question.State.CLOSED

RUNNING = frozenset({OPEN, CLOSED})
"""While a question leads somewhere: until its result is announced, or it is set aside."""

Table = Mapping[tuple[str, str], str]
"""State and event to the next state; what does not stand here does not happen."""

PROPOSAL: Table = {
    (SUBMITTED, "revise"): SUBMITTED,
    (SUBMITTED, "sponsor"): SUBMITTED,
    (SUBMITTED, "put"): PUT,
    (PUT, "adopt"): Proposal.State.ADOPTED,
    (PUT, "reject"): Proposal.State.NOT_ADOPTED,
    (SUBMITTED, "withdraw"): Proposal.State.WITHDRAWN,
    (PUT, "withdraw"): Proposal.State.WITHDRAWN,
}

QUESTION: Table = {
    (OPEN, "take"): OPEN,
    (OPEN, "correct"): OPEN,
    (CLOSED, "correct"): CLOSED,
    (OPEN, "attend"): OPEN,
    (CLOSED, "attend"): CLOSED,
    (OPEN, "challenge"): OPEN,
    (CLOSED, "challenge"): CLOSED,
    (OPEN, "close"): CLOSED,
    (CLOSED, "announce"): Question.State.ANNOUNCED,
    (OPEN, "set_aside"): Question.State.SET_ASIDE,
    (CLOSED, "set_aside"): Question.State.SET_ASIDE,
}
"""A question that is announced, or set aside, leads nowhere: what comes later is a note beside it."""


def after(table: Table, state: str, event: str) -> str:
    """The state to which the event leads. Raises ``Unfit`` where it leads nowhere from there."""
    if (state, event) not in table:
        raise unfit("", _("This can't be done as things stand. Open the page again: it shows where they stand."))
    return table[state, event]
