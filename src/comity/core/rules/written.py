"""The written rule: what a charter says, as a frozen value of a closed union.

Each node is one dataclass; its name in snake case is its ``rule:`` in a charter file. Decoder, JSON Schema and the
generators of the tests derive from the union ``Rule`` below. What a node means for given voters and a given question
is settled in one place, ``bind``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction
from typing import get_args

from comity.core.values import Bar, Citation, Id

MEMBERS: Id = "members"
"""The measure that every electorate has: one for each voter."""


class Base(StrEnum):
    """What a majority is a share of."""

    PRESENT_AND_VOTING = "present_and_voting"
    """Yes and no; abstentions are left out (the usual rule of procedure)."""
    VOTES_CAST = "votes_cast"
    """Yes and no, in the words of the constitutions that say "votes cast"."""
    VOTING_OR_ABSTAINING = "voting_or_abstaining"
    """Yes, no and abstentions, where an abstention counts as a vote."""
    PRESENT = "present"
    """All who are there, those that take no part in the vote among them."""
    MEMBERS = "members"
    """All members, the absent and those who may not vote among them."""
    MEMBERS_ENTITLED_TO_VOTE = "members_entitled_to_vote"
    """All members but those whose vote is barred."""


class QuorumBase(StrEnum):
    """What a quorum is a share of."""

    ATTENDING = "attending"
    """Those registered as attending the conference or meeting: a figure of the question."""
    MEMBERS = "members"


class Counted(StrEnum):
    """What is counted towards a quorum."""

    VOTES_CAST = "votes_cast"
    """Yes and no."""
    PRESENT = "present"
    """All who are there."""


class Meaning(StrEnum):
    """What an abstention or an absence is read as."""

    ASIDE = "aside"
    """As it stands: neither for nor against."""
    ACCEPTS = "accepts"
    """As a vote in favour."""
    OBJECTS = "objects"
    """As a vote against."""


class RequestedBy(StrEnum):
    """Whose request a rule waits for."""

    A_MEMBER = "a_member"
    PARTIES_CONCERNED = "parties_concerned"
    """All the parties that the question is about."""


def _given_once(number: int | None, share: Fraction | Bar | None, of: Id | QuorumBase | None) -> bool:
    """Whether a size is given either as a number, or as a share together with what it is a share of."""
    given = (number is not None, share is not None, of is not None)
    return given in ((True, False, False), (False, True, True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """The votes in favour reach a share of a base; with no vote in favour nothing is adopted.

    ``within`` counts the votes of one group alone, ``measure`` counts what the voters weigh (population, quota) in
    place of the voters. Source of the reading of "present and voting": rules 85 and 86 of the rules of procedure of
    the UN General Assembly.
    """

    share: Bar
    of: Base
    within: Id | None = None
    measure: Id = MEMBERS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The votes in favour reach a fixed number, of voters or of what they weigh (weighted votes, quota)."""

    at_least: Fraction
    measure: Id = MEMBERS
    within: Id | None = None
    cite: Citation

    def __post_init__(self) -> None:
        """Refuse a bar that no vote is needed for."""
        if self.at_least <= 0:
            raise ValueError("a threshold is more than zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A vote against by one of the holders prevents adoption; abstention and absence do not.

    Source: UN Charter, article 27(3), and the practice since 1946 by which an abstention, and since 1950 by which an
    absence, of a permanent member is no veto.
    """

    holders: Id
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBlockingMinority:
    """Fewer members than a blocking minority are not in favour (against, abstaining or absent).

    ``members`` is the size of a blocking minority; or ``fewest_exceeding`` a share of ``measure``: the smallest number
    of members that together exceed it, plus one. Source: TEU, article 16(4), and TFEU, article 238(3)(a).
    """

    members: int | None = None
    fewest_exceeding: Fraction | None = None
    measure: Id | None = None
    cite: Citation

    def __post_init__(self) -> None:
        """Refuse a size that is given twice, or not at all."""
        if not _given_once(self.members, self.fewest_exceeding, self.measure):
            raise ValueError("give either `members`, or `fewest_exceeding` with its `measure`")
        if self.members is not None and self.members < 1:
            raise ValueError("a blocking minority has at least one member")
        if self.fewest_exceeding is not None and not 0 <= self.fewest_exceeding < 1:
            raise ValueError("`fewest_exceeding` is a share below 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Enough voters take part. It is presumed until figures or a challenge say otherwise.

    ``number`` is a fixed number; or ``share`` of ``of``. Source of the presumption: common practice of deliberative
    bodies; of "votes cast": ILO Constitution, article 17(3).
    """

    number: int | None = None
    share: Bar | None = None
    of: QuorumBase | None = None
    counting: Counted
    cite: Citation

    def __post_init__(self) -> None:
        """Refuse a quorum that is given twice, or not at all."""
        if not _given_once(self.number, self.share, self.of):
            raise ValueError("give either `number`, or `share` with what it is a share `of`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """A question carries unless a member objects. It is not unanimity: nobody need say yes.

    Source: SCO Charter, article 16. An abstention or an opinion placed on record does not block.
    """

    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every one of the conditions holds."""

    conditions: tuple["Rule", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: tuple["Rule", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The condition does not hold."""

    condition: "Rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutMemberConcerned:
    """The members concerned are left out: neither their votes nor their number count ("consensus minus one").

    Source: SCO Charter, article 16 (suspension and expulsion); CSCE Prague document of January 1992, paragraph 16.
    """

    condition: "Rule"
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAbstains:
    """The parties concerned must abstain: their votes count for nothing, their number still counts.

    Source: UN Charter, article 27(3) (decisions under chapter VI and article 52(3)).
    """

    condition: "Rule"
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class IfRequested:
    """The condition counts only if a member asks for it; ``otherwise`` (or nothing) counts where nobody does.

    Source: the population check of the Treaty of Nice (article 205(4) of the EC Treaty as amended).
    """

    condition: "Rule"
    otherwise: "Rule | None" = None
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyAtRequest:
    """The body may act only if it is asked. Without the request it is not competent, however the members vote."""

    by: RequestedBy
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class IfProposedBy:
    """Which condition counts depends on whom the proposal comes from.

    Source: TFEU, article 238(2) (72 % where the Council does not act on a proposal of the Commission).
    """

    proposers: tuple[Id, ...]
    condition: "Rule"
    otherwise: "Rule"
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an abstention and an absence count as, within the condition.

    Silence is a matter of a period, and so of the procedure: see ``comity.core.procedure``.
    """

    abstention: Meaning = Meaning.ASIDE
    absence: Meaning = Meaning.ASIDE
    condition: "Rule"
    cite: Citation


Rule = (
    Majority
    | Threshold
    | Veto
    | NoBlockingMinority
    | Quorum
    | Consensus
    | AllOf
    | AnyOf
    | Not
    | WithoutMemberConcerned
    | PartyAbstains
    | IfRequested
    | OnlyAtRequest
    | IfProposedBy
    | Reading
)


def nodes(rule: Rule) -> Iterator[Rule]:
    """The rule and every rule within it, in the order in which the charter states them."""
    yield rule
    for one in fields(rule):
        value = getattr(rule, one.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, get_args(Rule)):
                yield from nodes(inner)
