"""Who may do and see what: one table. What it does not grant is denied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from comity.app.actor import Actor, Capacity
from comity.core.values import Id
from comity.store.models import Classification, Role


class Whose(StrEnum):
    """Whose objects a grant is about."""

    ANY = "any"
    OWN_DELEGATION = "own_delegation"
    """Those of a delegation that the person serves in."""
    OWN_BODY = "own_body"
    """Those of a body that the person chairs."""
    OWN = "own"
    """Those that are about the person."""


ALL = frozenset(Classification)
OPEN_TO_MEMBERS = frozenset({Classification.GENERAL, Classification.LIMITED, Classification.RESTRICTED})
OPEN_TO_PARTICIPANTS = frozenset({Classification.GENERAL, Classification.LIMITED})
OPEN_TO_ALL = frozenset({Classification.GENERAL})

SECRETARIAT = frozenset({Role.OFFICER, Role.SECRETARY_GENERAL})
DELEGATIONS = frozenset({Role.HEAD, Role.DELEGATE})
WITHOUT_VOTE = frozenset({Role.OBSERVER, Role.PARTNER})
EVERYBODY = frozenset(Role)
INSIDE = EVERYBODY - {Role.PUBLIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """These roles may do this, to whose objects, of which classification, in which states (``None``: in any)."""

    may: str
    roles: frozenset[Role]
    whose: Whose = Whose.ANY
    classifications: frozenset[Classification] = ALL
    states: frozenset[str] | None = None


def _seen(action: str) -> tuple[Grant, ...]:
    """Who reads documents of bodies, by their classification."""
    return (
        Grant(may=action, roles=SECRETARIAT | {Role.AUDITOR}),
        Grant(may=action, roles=frozenset({Role.HEAD})),
        Grant(may=action, roles=frozenset({Role.CHAIR}), whose=Whose.OWN_BODY),
        Grant(may=action, roles=frozenset({Role.CHAIR, Role.DELEGATE}), classifications=OPEN_TO_MEMBERS),
        Grant(may=action, roles=WITHOUT_VOTE, classifications=OPEN_TO_PARTICIPANTS),
    )


def _for_own_delegation(action: str, *states: str) -> tuple[Grant, ...]:
    """What the head and the delegates do for their delegation: nobody acts on what they may not read."""
    where = frozenset(states) or None
    return (
        Grant(may=action, roles=frozenset({Role.HEAD}), whose=Whose.OWN_DELEGATION, states=where),
        Grant(
            may=action,
            roles=frozenset({Role.DELEGATE}),
            whose=Whose.OWN_DELEGATION,
            classifications=OPEN_TO_MEMBERS,
            states=where,
        ),
    )


DECIDED = frozenset({"adopted", "not_adopted", "announced"})
OFFICERS = frozenset({Role.OFFICER})
CHAIRS = frozenset({Role.CHAIR})

POLICY: tuple[Grant, ...] = (
    # What everybody may look at.
    Grant(may="home.see", roles=EVERYBODY),
    Grant(may="organisation.see", roles=EVERYBODY),
    Grant(may="library.see", roles=EVERYBODY),
    Grant(may="whatif.ask", roles=EVERYBODY),
    Grant(may="parts.see", roles=EVERYBODY),
    # Proposals, the questions put on them, and documents.
    *_seen("proposal.see"),
    Grant(may="proposal.see", roles=EVERYBODY, classifications=OPEN_TO_ALL, states=DECIDED),
    *_seen("document.see"),
    Grant(may="document.see", roles=EVERYBODY, classifications=OPEN_TO_ALL),
    Grant(may="proposal.submit", roles=SECRETARIAT),
    *_for_own_delegation("proposal.submit"),
    Grant(may="proposal.revise", roles=OFFICERS, states=frozenset({"submitted"})),
    *_for_own_delegation("proposal.revise", "submitted"),
    Grant(
        may="proposal.sponsor",
        roles=frozenset({Role.HEAD}),
        whose=Whose.OWN_DELEGATION,
        states=frozenset({"submitted"}),
    ),
    Grant(may="proposal.withdraw", roles=OFFICERS, states=frozenset({"submitted", "put"})),
    Grant(
        may="proposal.withdraw",
        roles=frozenset({Role.HEAD}),
        whose=Whose.OWN_DELEGATION,
        states=frozenset({"submitted", "put"}),
    ),
    # The question, from being put to the result.
    Grant(may="question.put", roles=OFFICERS, states=frozenset({"submitted"})),
    Grant(may="question.put", roles=CHAIRS, whose=Whose.OWN_BODY, states=frozenset({"submitted"})),
    *_for_own_delegation("question.request_vote", "open", "closed"),
    Grant(may="question.request_vote", roles=OFFICERS, states=frozenset({"open", "closed"})),
    Grant(may="question.request_vote", roles=CHAIRS, whose=Whose.OWN_BODY, states=frozenset({"open", "closed"})),
    *_for_own_delegation("question.challenge_quorum", "open", "closed"),
    Grant(may="question.take_attendance", roles=OFFICERS, states=frozenset({"open", "closed"})),
    Grant(may="question.take_attendance", roles=CHAIRS, whose=Whose.OWN_BODY, states=frozenset({"open", "closed"})),
    Grant(may="question.close", roles=OFFICERS, states=frozenset({"open"})),
    Grant(may="question.close", roles=CHAIRS, whose=Whose.OWN_BODY, states=frozenset({"open"})),
    Grant(may="question.announce", roles=CHAIRS, whose=Whose.OWN_BODY, states=frozenset({"closed"})),
    # Positions and statements.
    *_for_own_delegation("position.take", "open", "closed"),
    Grant(
        may="position.take",
        roles=frozenset({Role.SECRETARY_GENERAL}),
        whose=Whose.OWN_DELEGATION,
        states=frozenset({"open", "closed"}),
    ),
    Grant(may="position.record", roles=OFFICERS, states=frozenset({"open", "closed"})),
    Grant(
        may="position.take_without_vote",
        roles=WITHOUT_VOTE,
        whose=Whose.OWN_DELEGATION,
        classifications=OPEN_TO_PARTICIPANTS,
        states=frozenset({"open", "closed"}),
    ),
    *_for_own_delegation("statement.make", "open", "closed", "announced"),
    # The ledger.
    Grant(may="ledger.see", roles=frozenset({Role.OFFICER, Role.SECRETARY_GENERAL, Role.AUDITOR})),
    Grant(may="ledger.see", roles=frozenset({Role.HEAD})),
    Grant(may="ledger.see", roles=frozenset({Role.CHAIR}), whose=Whose.OWN_BODY),
    Grant(may="ledger.see", roles=frozenset({Role.CHAIR, Role.DELEGATE}), classifications=OPEN_TO_MEMBERS),
    Grant(may="ledger.see", roles=WITHOUT_VOTE, classifications=OPEN_TO_PARTICIPANTS),
    Grant(may="ledger.see", roles=EVERYBODY, classifications=OPEN_TO_ALL, states=DECIDED),
    Grant(may="receipt.take", roles=INSIDE, whose=Whose.OWN),
    Grant(may="receipt.take", roles=frozenset({Role.HEAD}), whose=Whose.OWN_DELEGATION),
    Grant(
        may="receipt.take",
        roles=frozenset({Role.DELEGATE}),
        whose=Whose.OWN_DELEGATION,
        classifications=OPEN_TO_MEMBERS,
    ),
    Grant(may="receipt.take", roles=WITHOUT_VOTE, whose=Whose.OWN_DELEGATION, classifications=OPEN_TO_PARTICIPANTS),
    Grant(may="receipt.take", roles=frozenset({Role.AUDITOR})),
    Grant(may="checkpoint.take", roles=EVERYBODY),
    Grant(may="ledger.verify", roles=SECRETARIAT | {Role.AUDITOR} | CHAIRS | DELEGATIONS),
    Grant(may="ledger.rotate_key", roles=OFFICERS),
    # Persons, mail, and the policy itself.
    Grant(may="person.list", roles=SECRETARIAT | {Role.AUDITOR}),
    Grant(may="person.invite", roles=OFFICERS),
    Grant(may="person.withdraw_invitation", roles=OFFICERS),
    Grant(may="person.end_service", roles=OFFICERS),
    Grant(may="person.change_term", roles=OFFICERS),
    Grant(may="person.accept_invitation", roles=EVERYBODY, whose=Whose.OWN),
    Grant(may="account.sign_in", roles=EVERYBODY),
    Grant(may="organisation.found", roles=OFFICERS),
    Grant(may="charter.adopt_version", roles=OFFICERS),
    Grant(may="document.register", roles=OFFICERS),
    Grant(may="outbox.see", roles=OFFICERS | {Role.AUDITOR}),
    Grant(may="outbox.send", roles=OFFICERS),
    Grant(may="policy.see", roles=SECRETARIAT | {Role.AUDITOR}),
    Grant(may="account.see", roles=INSIDE, whose=Whose.OWN),
)

BY_ACTION: Mapping[str, tuple[Grant, ...]] = {
    action: tuple(one for one in POLICY if one.may == action) for action in dict.fromkeys(one.may for one in POLICY)
}

BINDING = frozenset(
    {
        "proposal.submit",
        "proposal.sponsor",
        "proposal.revise",
        "proposal.withdraw",
        "question.put",
        "question.close",
        "question.announce",
        "question.request_vote",
        "question.challenge_quorum",
        "question.take_attendance",
        "position.take",
        "position.record",
        "statement.make",
        "position.take_without_vote",
        "person.invite",
        "person.withdraw_invitation",
        "person.end_service",
        "person.change_term",
        "charter.adopt_version",
        "document.register",
    }
)
"""Acts before which a person confirms who they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is acted on or looked at, as far as the policy asks. ``delegations``: whose it is."""

    classification: str = Classification.GENERAL
    state: str = ""
    delegations: frozenset[Id] = frozenset()
    body: Id = ""
    person: Id = ""


ANYTHING = Target()


def grants(actor: Actor, action: str, target: Target = ANYTHING) -> bool:
    """Whether the policy grants the action on the target. Raises ``KeyError`` for an action that it does not know."""
    return any(
        _applies(grant, capacity, actor, target) for grant in BY_ACTION[action] for capacity in _capacities(actor)
    )


def may_at_all(actor: Actor, action: str) -> bool:
    """Whether there is anything on which the policy grants the action: what a page is offered by."""
    return any(grant.roles & actor.roles for grant in BY_ACTION[action])


def _capacities(actor: Actor) -> Iterable[Capacity]:
    return (*actor.capacities, Capacity(Role.PUBLIC))


def _applies(grant: Grant, capacity: Capacity, actor: Actor, target: Target) -> bool:
    if capacity.role not in grant.roles or target.classification not in grant.classifications:
        return False
    if grant.states is not None and target.state not in grant.states:
        return False
    match grant.whose:
        case Whose.ANY:
            return True
        case Whose.OWN_DELEGATION:
            return bool(capacity.delegation) and capacity.delegation in target.delegations
        case Whose.OWN_BODY:
            return bool(capacity.body) and capacity.body == target.body
        case Whose.OWN:
            return bool(target.person) and target.person == actor.person
