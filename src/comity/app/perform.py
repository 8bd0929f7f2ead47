"""Do an act: policy, load, core, save, ledger entry, in one transaction; once, however often it is sent."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar, cast

from django.db import IntegrityError

from comity.app.actor import Actor
from comity.app.errors import Conflict, Denied, NeedsConfirmation
from comity.app.policy import ANYTHING, BINDING, Target, grants
from comity.app.together import TOGETHER
from comity.core.ledger.entry import Change
from comity.core.values import ComityError, Id
from comity.formats.canonical import canonical_bytes
from comity.formats.signing import SigningKey
from comity.store.journal import TABLE_OF, needs_salt, row_form
from comity.store.ledger import Act, Edge, append
from comity.store.models import ActKey, Classification
from comity.store.models.values import Journalled

Chance = Callable[[int], bytes]
"""So many random bytes; the system's source at a door, another in a test."""

ID_BYTES = 8
SALT_BYTES = 32


class Command:
    """What is asked for; its fields are those of a dataclass. Its verb is `noun.verb`."""

    __slots__ = ()
    verb: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the act was about, as the ledger is searched by it."""

    id: Id
    classification: str = Classification.GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that was done: the number of its entry, what it was about, its outcome, and whether it was done before."""

    sequence: int
    subject: Id
    outcome: Mapping[str, Any]
    again: bool = False


@dataclass(slots=True)
class Doing:
    """An act under way: what a handler is given, and where it puts what it changes.

    Rows go through ``create`` and ``update``, so that each is saved and stands in the entry as it is after the act.
    """

    actor: Actor
    at: datetime
    chance: Chance
    acted: str
    edge: Edge
    changed: dict[tuple[str, Id], Journalled] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the act."""
        return self.at.date()

    def allow(self, target: Target = ANYTHING, action: str | None = None) -> None:
        """Hold the act to the policy. Raises ``Denied``, or ``NeedsConfirmation`` for an act that binds."""
        asked = action or self.acted
        if not grants(self.actor, asked, target):
            raise Denied(asked)
        if asked in BINDING and not self.actor.confirmed:
            raise NeedsConfirmation(asked)

    def new_id(self) -> Id:
        """A new id."""
        return self.chance(ID_BYTES).hex()

    def create(self, row: Journalled) -> None:
        """Save a new row. Raises ``IntegrityError`` where it is there already."""
        if needs_salt(row):
            row.salt = self.chance(SALT_BYTES).hex()
        row.save(force_insert=True)
        self._note(row)

    def update(self, row: Journalled, **values: Any) -> None:
        """Change a row that was read. Raises ``Conflict`` where somebody changed it meanwhile."""
        seen = row.version
        rows = type(row)._default_manager.filter(pk=row.pk)
        # Under the same salt two equal commitments would tell that a row is again what it was.
        salt = {"salt": self.chance(SALT_BYTES).hex()} if needs_salt(row) else {}
        changed = rows.filter(version=seen).update(version=seen + 1, **values, **salt)
        if changed != 1:
            now = rows.get()
            raise Conflict("changed meanwhile", values, {name: getattr(now, name) for name in values})
        row.version = seen + 1
        for name, value in {**values, **salt}.items():
            setattr(row, name, value)
        self._note(row)

    def _note(self, row: Journalled) -> None:
        self.changed[TABLE_OF[type(row)], row.id] = row

    def changes(self) -> tuple[Change, ...]:
        """The rows after the act, in the order in which they were first changed."""
        return tuple(Change(table, id_, row_form(row)) for (table, id_), row in self.changed.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a handler gives back."""

    subject: Subject
    outcome: Mapping[str, Any] = field(default_factory=dict)
    delegation: Id = ""


Handler = Callable[[Any, Doing], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An act as it was sent: by whom, when, under which key; with the system's chance and the ledger's signing key."""

    command: Command
    actor: Actor
    at: datetime
    key: str
    chance: Chance
    signing_key: SigningKey

    @property
    def digest(self) -> str:
        """What tells this act from another that is sent under the same key."""
        plain = {one.name: getattr(self.command, one.name) for one in fields(cast("Any", self.command))}
        return hashlib.sha256(canonical_bytes({"verb": self.command.verb, **plain})).hexdigest()


def perform(sent: Sent, handler: Handler) -> Done:
    """Do the act once. Under a key that its author used before, give what was done then.

    Raises ``Denied``, ``NeedsConfirmation``, ``Unfit``, ``NotThere`` or ``Conflict``; then nothing has changed.
    """
    try:
        return TOGETHER.do(lambda edge: _do(sent, handler, edge))
    except (IntegrityError, ComityError) as refused:
        # Sent again, it finds the world as the first left it: it is the same act all the same.
        before = _done_before(sent)
        if before is not None:
            return before
        if isinstance(refused, IntegrityError):
            raise Conflict("changed meanwhile", {}, {}) from refused
        raise


def _do(sent: Sent, handler: Handler, edge: Edge) -> Done:
    """The act, while nobody else can write."""
    doing = Doing(actor=sent.actor, at=sent.at, chance=sent.chance, acted=sent.command.verb, edge=edge)
    result = handler(sent.command, doing)
    changes = doing.changes()
    act = Act(
        verb=sent.command.verb,
        actor=sent.actor.person,
        at=sent.at,
        key=sent.key,
        changes=changes,
        outcome=result.outcome,
        subject=result.subject.id,
        classification=result.subject.classification,
        delegation=result.delegation,
        digest=sent.digest,
    )
    sequence = append(act, edge, sent.signing_key)
    return Done(sequence=sequence, subject=result.subject.id, outcome=result.outcome)


def _done_before(sent: Sent) -> Done | None:
    """What was done under the key. Raises ``Conflict`` where it was another act."""
    known = ActKey.objects.select_related("entry").filter(actor=sent.actor.person, key=sent.key).first()
    if known is None:
        return None
    if known.digest != sent.digest:
        raise Conflict("the key was used for another act", {}, {})
    outcome = json.loads(known.entry.content).get("outcome") or {}
    return Done(sequence=known.entry.sequence, subject=known.entry.subject, outcome=outcome, again=True)
