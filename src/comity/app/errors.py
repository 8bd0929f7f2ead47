"""What an act or a question is refused with. Messages are for the reader, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.core.values import ComityError


class Denied(ComityError):
    """The policy does not grant it."""


class NotThere(ComityError):
    """There is no such thing, or none that this reader may know of."""


class NeedsConfirmation(ComityError):
    """The act binds, and its author has not confirmed who they are a short while ago."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of what was sent; ``field`` is empty where it is about the whole."""

    field: str
    message: str


class Unfit(ComityError):
    """What was sent can't be taken; nothing was done. ``faults`` lists everything that is wrong."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults."""
        super().__init__("; ".join(one.message for one in faults))
        self.faults = faults


class Conflict(ComityError):
    """Somebody else changed it meanwhile. ``yours`` and ``theirs`` hold the fields that differ."""

    def __init__(self, message: str, yours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        """Keep both versions."""
        super().__init__(message)
        self.yours = yours
        self.theirs = theirs


def unfit(field: str, message: str) -> Unfit:
    """One fault."""
    return Unfit(Fault(field, str(message)))
