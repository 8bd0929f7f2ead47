"""Procedures: how a body comes to a decision over time. A closed union; a step of each holds a rule.

The name of a class in snake case is its ``procedure:`` in a charter file.
"""

from dataclasses import dataclass
from enum import StrEnum

from comity.core.rules.written import Base, Rule
from comity.core.values import Bar, Citation


class VoteMethod(StrEnum):
    """How the members vote in the open."""

    SHOW_OF_HANDS = "show_of_hands"
    ROLL_CALL = "roll_call"
    RECORDED = "recorded"


class Objectors(StrEnum):
    """What an objection within the period does."""

    BLOCK = "block"
    """One objection, or as many as the rule says, prevents adoption."""
    OPT_OUT = "opt_out"
    """The decision stands; who objected is not bound by it."""


class PeriodUnit(StrEnum):
    """The unit of a period."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a period lasts."""

    number: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        """Refuse a period of no length."""
        if self.number < 1:
            raise ValueError("a period has a length of at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The members vote in the open, and the rule decides."""

    method: VoteMethod = VoteMethod.RECORDED
    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class TellersCount:
    """A secret ballot on paper; the tellers' count is recorded, and the rule decides on it."""

    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusInTheRoom:
    """The chair asks whether there is any objection."""

    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolderDecides:
    """Whoever holds the office decides alone, within the office's competence: nothing is put to the members.

    ``decides`` is a rule for the one seat of the office. Source: SCO Charter, article 11 (the secretariat).
    """

    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A text is circulated and is adopted at the deadline unless a member breaks silence before it.

    Who says nothing accepts. ``period`` is the usual length, where the rules state one.
    """

    period: Length | None = None
    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class TacitAcceptance:
    """An act is communicated and is deemed accepted when the period ends; ``objectors`` says what an objection does."""

    period: Length | None = None
    objectors: Objectors
    decides: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Steps tried in order until one adopts ("consensus failing which a vote")."""

    steps: tuple["Procedure", ...]

    def __post_init__(self) -> None:
        """Refuse a ladder without steps."""
        if not self.steps:
            raise ValueError("a ladder has at least one step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """Rounds of ballots until a candidate reaches the bar; the figures of a ballot are the tellers'.

    ``rounds_before_withdrawal``: after so many rounds the candidate with fewer votes withdraws, and the other stands
    alone in a last round; ``None``: rounds go on as the body decides.
    """

    share: Bar
    of: Base
    rounds_before_withdrawal: int | None = None
    cite: Citation


Procedure = (
    Vote | TellersCount | ConsensusInTheRoom | OfficeHolderDecides | Silence | TacitAcceptance | Ladder | Election
)
