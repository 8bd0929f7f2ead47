"""Who may see and do what, written by hand beside the policy and not from it: what the tests hold the policy to.

A column is a kind of person: officer, Secretary-General, chair, head, delegate, observer, partner, auditor, public. Who
serves in a delegation serves in the one that acts, or that the object is of; with a stroke in another (of a
Secretary-General: whether the seat is that of the office). `chair` presides over the body of the object, `chair'` over
another. A cell says up to which classification: `g` general, `l` limited, `r` restricted, `c` confidential, `.` none. A
state that no row of an action names grants nothing; `any` is every state, also that of what has none. `own`: what is
about the person themselves, beside what the other rows give.
"""

from dataclasses import dataclass, field

from comity.app.actor import Actor, Capacity
from comity.store.models import Role

OURS, THEIRS, HERE, THERE = "our-delegation", "their-delegation", "this-body", "another-body"

TABLE = """
action                     states                off sec sec' chair chair' head head' del del' obs obs' par par' aud pub

home.see                   any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
organisation.see           any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
library.see                any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
whatif.ask                 any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
parts.see                  any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
account.sign_in            any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
checkpoint.take            any                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c

proposal.see               undecided             c   c   c    c     r      c    c     r   r    l   l    l   l    c   .
proposal.see               decided               c   c   c    c     r      c    c     r   r    l   l    l   l    c   g
document.see               any                   c   c   c    c     r      c    c     r   r    l   l    l   l    c   g
ledger.see                 undecided             c   c   c    c     r      c    c     r   r    l   l    l   l    c   .
ledger.see                 decided               c   c   c    c     r      c    c     r   r    l   l    l   l    c   g

proposal.submit            any                   c   c   c    .     .      c    .     r   .    .   .    .   .    .   .
proposal.revise            submitted             c   .   .    .     .      c    .     r   .    .   .    .   .    .   .
proposal.sponsor           submitted             .   .   .    .     .      c    .     .   .    .   .    .   .    .   .
proposal.withdraw          submitted,put         c   .   .    .     .      c    .     .   .    .   .    .   .    .   .

question.put               submitted             c   .   .    c     .      .    .     .   .    .   .    .   .    .   .
question.request_vote      open,closed           c   .   .    c     .      c    .     r   .    .   .    .   .    .   .
question.challenge_quorum  open,closed           .   .   .    .     .      c    .     r   .    .   .    .   .    .   .
question.take_attendance   open,closed           c   .   .    c     .      .    .     .   .    .   .    .   .    .   .
question.close             open                  c   .   .    c     .      .    .     .   .    .   .    .   .    .   .
question.announce          closed                .   .   .    c     .      .    .     .   .    .   .    .   .    .   .
position.take              open,closed           .   c   .    .     .      c    .     r   .    .   .    .   .    .   .
position.record            open,closed           c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
position.take_without_vote open,closed           .   .   .    .     .      .    .     .   .    l   .    l   .    .   .
statement.make             open,closed,announced .   .   .    .     .      c    .     r   .    .   .    .   .    .   .

receipt.take               any                   .   .   .    .     .      c    .     r   .    l   .    l   .    c   .
receipt.take               own                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   .
ledger.verify              any                   c   c   c    c     c      c    c     c   c    .   .    .   .    c   .
ledger.rotate_key          any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .

person.list                any                   c   c   c    .     .      .    .     .   .    .   .    .   .    c   .
person.invite              any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
person.withdraw_invitation any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
person.end_service         any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
person.change_term         any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
person.accept_invitation   own                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   c
account.see                own                   c   c   c    c     c      c    c     c   c    c   c    c   c    c   .
organisation.found         any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
charter.adopt_version      any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
document.register          any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
outbox.see                 any                   c   .   .    .     .      .    .     .   .    .   .    .   .    c   .
outbox.send                any                   c   .   .    .     .      .    .     .   .    .   .    .   .    .   .
policy.see                 any                   c   c   c    .     .      .    .     .   .    .   .    .   .    c   .
"""

LEVELS = {".": 0, "g": 1, "l": 2, "r": 3, "c": 4}
CLASSIFICATIONS = ("general", "limited", "restricted", "confidential")
STATES = ("", "submitted", "put", "withdrawn", "adopted", "not_adopted", "open", "closed", "set_aside", "announced")
DECIDED = {"adopted", "not_adopted", "announced"}

BINDING = {
    "proposal.submit", "proposal.revise", "proposal.sponsor", "proposal.withdraw",
    "question.put", "question.request_vote", "question.challenge_quorum", "question.take_attendance",
    "question.close", "question.announce",
    "position.take", "position.record", "position.take_without_vote", "statement.make",
    "person.invite", "person.withdraw_invitation", "person.end_service", "person.change_term",
    "charter.adopt_version", "document.register",
}  # fmt: skip
"""Acts before which a person confirms who they are."""

NOT_BINDING = {
    "ledger.rotate_key",
    "organisation.found",
    "outbox.send",
    "person.accept_invitation",
}
"""Acts before which nobody is asked: what is done at the terminal or by a link, and what can be done again."""


def _serving(role, delegation="", body=""):
    return Actor(person="somebody", capacities=(Capacity(role, delegation, body),), confirmed=True)


KINDS = {
    "off": _serving(Role.OFFICER),
    "sec": _serving(Role.SECRETARY_GENERAL, OURS),
    "sec'": _serving(Role.SECRETARY_GENERAL, THEIRS),
    "chair": _serving(Role.CHAIR, body=HERE),
    "chair'": _serving(Role.CHAIR, body=THERE),
    "head": _serving(Role.HEAD, OURS),
    "head'": _serving(Role.HEAD, THEIRS),
    "del": _serving(Role.DELEGATE, OURS),
    "del'": _serving(Role.DELEGATE, THEIRS),
    "obs": _serving(Role.OBSERVER, OURS),
    "obs'": _serving(Role.OBSERVER, THEIRS),
    "par": _serving(Role.PARTNER, OURS),
    "par'": _serving(Role.PARTNER, THEIRS),
    "aud": _serving(Role.AUDITOR),
    "pub": Actor(person="somebody"),
}


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    action: str
    states: frozenset[str]
    own: bool
    up_to: dict[str, int] = field(hash=False)


def _states(written):
    named = {"any": set(STATES), "own": set(STATES), "decided": DECIDED, "undecided": set(STATES) - DECIDED}
    return frozenset(named.get(written) or written.split(","))


def _rows():
    head, *lines = (line.split() for line in TABLE.strip().splitlines() if line)
    for action, states, *cells in lines:
        up_to = {kind: LEVELS[cell] for kind, cell in zip(head[2:], cells, strict=True)}
        yield Row(action, _states(states), states == "own", up_to)


ROWS = tuple(_rows())
ACTIONS = {row.action for row in ROWS}


def allowed(kind, action, classification="general", state="", *, own=False):
    """Whether the table lets this kind of person do it; `own`: the object is about themselves."""
    rows = [row for row in ROWS if row.action == action and state in row.states and (own or not row.own)]
    return any(CLASSIFICATIONS.index(classification) < row.up_to[kind] for row in rows)


def at_all(kind, action):
    """Whether there is anything on which the table lets them, so that the page is theirs to open."""
    return any(row.up_to[kind] for row in ROWS if row.action == action)
