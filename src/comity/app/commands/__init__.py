"""Commands `noun.verb`: one handler each, in one visible table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.app.actor import Actor
from comity.app.commands import documents, ledger, organisation, people, positions, proposals, questions, statements
from comity.app.perform import Chance, Command, Done, Handler, Sent, perform
from comity.formats.signing import SigningKey

HANDLERS: Mapping[type[Any], Handler] = {
    **organisation.HANDLERS,
    **people.HANDLERS,
    **proposals.HANDLERS,
    **questions.HANDLERS,
    **positions.HANDLERS,
    **statements.HANDLERS,
    **documents.HANDLERS,
    **ledger.HANDLERS,
}


def do(command: Command, actor: Actor, *, at: datetime, key: str, chance: Chance, signing_key: SigningKey) -> Done:
    """Do an act once, by its handler. Raises what ``perform`` does."""
    sent = Sent(command=command, actor=actor, at=at, key=key, chance=chance, signing_key=signing_key)
    return perform(sent, HANDLERS[type(command)])
