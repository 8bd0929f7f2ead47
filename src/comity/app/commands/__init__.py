"""Commands `noun.verb`: one handler each, in one visible table."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from comity.app.actor import Actor
from comity.app.commands import positions, proposals, questions, statements
from comity.app.perform import Chance, Command, Done, Handler, perform
from comity.formats.signing import SigningKey

HANDLERS: Mapping[type[Any], Handler] = {
    **proposals.HANDLERS,
    **questions.HANDLERS,
    **positions.HANDLERS,
    **statements.HANDLERS,
}


def do(command: Command, actor: Actor, *, at: datetime, key: str, chance: Chance, signing_key: SigningKey) -> Done:
    """Do an act once, by its handler. Raises what ``perform`` does."""
    handler = HANDLERS[type(command)]
    return perform(command, handler, actor, at=at, key=key, chance=chance, signing_key=signing_key)
