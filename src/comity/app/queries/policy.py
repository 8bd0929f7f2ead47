"""The policy in words: an action a row, a role a column."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.app.actor import Actor
from comity.app.errors import Denied
from comity.app.policy import BINDING, BY_ACTION, Grant, Whose, grants
from comity.store.models import Classification, Proposal, Question, Role

ACTIONS: Mapping[str, object] = {
    "home.see": gettext_lazy("See the first page"),
    "organisation.see": gettext_lazy("See the organisation and its charter"),
    "library.see": gettext_lazy("See the library"),
    "whatif.ask": gettext_lazy("Ask what another rule would have done"),
    "parts.see": gettext_lazy("See the parts of the pages"),
    "proposal.see": gettext_lazy("Read a proposal and the questions put on it"),
    "document.see": gettext_lazy("Read a document"),
    "proposal.submit": gettext_lazy("Submit a proposal"),
    "proposal.revise": gettext_lazy("Revise, add to or correct a proposal"),
    "proposal.sponsor": gettext_lazy("Join the sponsors of a proposal, or leave them"),
    "proposal.withdraw": gettext_lazy("Withdraw a proposal"),
    "question.put": gettext_lazy("Put a proposal to the body"),
    "question.request_vote": gettext_lazy("Request a recorded vote"),
    "question.challenge_quorum": gettext_lazy("Challenge the quorum"),
    "question.take_attendance": gettext_lazy("Take attendance"),
    "question.close": gettext_lazy("Close a question"),
    "question.announce": gettext_lazy("Announce the result"),
    "position.take": gettext_lazy("Take a position from one's seat"),
    "position.record": gettext_lazy("Record a position for a seat"),
    "position.take_without_vote": gettext_lazy("Take a position without vote"),
    "statement.make": gettext_lazy("Make a statement beside a question"),
    "ledger.see": gettext_lazy("Read entries of the ledger"),
    "receipt.take": gettext_lazy("Take a receipt"),
    "checkpoint.take": gettext_lazy("Take a checkpoint of the ledger"),
    "ledger.verify": gettext_lazy("Verify the ledger"),
    "person.list": gettext_lazy("See who serves and who is invited"),
    "person.invite": gettext_lazy("Invite a person"),
    "person.withdraw_invitation": gettext_lazy("Withdraw an invitation"),
    "person.accept_invitation": gettext_lazy("Accept an invitation"),
    "person.end_service": gettext_lazy("End a service"),
    "person.change_term": gettext_lazy("Change the term of a service"),
    "organisation.found": gettext_lazy("Found the organisation"),
    "charter.adopt_version": gettext_lazy("Adopt a version of the charter"),
    "ledger.rotate_key": gettext_lazy("Change the key that signs the ledger"),
    "document.register": gettext_lazy("Register a document"),
    "outbox.see": gettext_lazy("See the mail that went out or waits"),
    "outbox.send": gettext_lazy("Send mail that waits"),
    "policy.see": gettext_lazy("See this policy"),
    "account.see": gettext_lazy("See one's own account"),
    "account.sign_in": gettext_lazy("Sign in"),
}
"""Each action in words; what is not here is shown by its name."""

WHOSE: Mapping[Whose, object] = {
    Whose.ANY: gettext_lazy("all"),
    Whose.OWN_DELEGATION: gettext_lazy("own delegation's"),
    Whose.OWN_BODY: gettext_lazy("own body's"),
    Whose.OWN: gettext_lazy("own"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTold:
    """An action: its name, words, whether it binds, and for each role what is granted; empty where nothing is."""

    action: str
    words: str
    binds: bool
    granted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTold:
    """The whole table, roles in the order in which they are defined."""

    roles: tuple[str, ...]
    actions: tuple[ActionTold, ...]


def policy_told(actor: Actor) -> PolicyTold:
    """The policy as it is asked by every page and file. No query."""
    if not grants(actor, "policy.see"):
        raise Denied("policy.see")
    return PolicyTold(
        roles=tuple(str(role.label) for role in Role),
        actions=tuple(
            ActionTold(
                action=action,
                words=str(ACTIONS.get(action, action)),
                binds=action in BINDING,
                granted=tuple(_granted(action, role) for role in Role),
            )
            for action in BY_ACTION
        ),
    )


def _granted(action: str, role: Role) -> str:
    grants_of_role = [one for one in BY_ACTION[action] if role in one.roles]
    whole = [one for one in grants_of_role if one.whose is Whose.ANY and not _limits(one)]
    return "; ".join(dict.fromkeys(_in_words(one) for one in whole or grants_of_role))


def _limits(grant: Grant) -> list[str]:
    limits = []
    if grant.classifications != frozenset(Classification):
        limits.append(", ".join(str(one.label) for one in Classification if one in grant.classifications))
    if grant.states is not None:
        limits.append(_("while: %(states)s") % {"states": ", ".join(_state(one) for one in sorted(grant.states))})
    return limits


def _in_words(grant: Grant) -> str:
    limits = _limits(grant)
    whose = str(WHOSE[grant.whose])
    return f"{whose} ({'; '.join(limits)})" if limits else whose


def _state(code: str) -> str:
    words = dict(Proposal.State.choices) | dict(Question.State.choices)
    return str(words.get(code, code))
