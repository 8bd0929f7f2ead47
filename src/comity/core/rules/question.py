"""The question: what a rule may ask for besides the positions."""

from dataclasses import dataclass, field
from datetime import date

from comity.core.values import Id


@dataclass(frozen=True, slots=True)
class Described:
    """Members concerned that are only described ("the member State concerned"), by their number."""

    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is put to which body.

    ``concerned``: the members that the question is about, or a description; ``source``: who proposes; ``requested``:
    whether the request that the rule speaks of was made, and ``requested_by`` by whom, where that is known;
    ``participants``: the members that take part, where not all do; ``attending``: how many are registered as
    attending; ``quorum_needed``: the number that such a quorum was announced to be, where how many attend is not known.
    A request on which nothing is said was not made.
    """

    body: Id = ""
    matter: Id = ""
    on: date | None = None
    concerned: frozenset[Id] | Described | None = None
    source: Id | None = None
    requested: bool = False
    requested_by: frozenset[Id] = field(default_factory=frozenset)
    participants: frozenset[Id] | None = None
    attending: int | None = None
    quorum_needed: int | None = None
