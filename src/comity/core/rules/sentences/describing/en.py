"""Written rules in English."""

from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.words.en import alternatives, bar, number, plural, quoted, share
from comity.core.rules.written import Base, Counted, Meaning, QuorumBase, RequestedBy
from comity.core.values import Bar

BASES = {
    Base.PRESENT_AND_VOTING: "the members present and voting",
    Base.VOTES_CAST: "the votes cast",
    Base.VOTING_OR_ABSTAINING: "the members voting or abstaining",
    Base.PRESENT: "the members present",
    Base.MEMBERS: "all members",
    Base.MEMBERS_ENTITLED_TO_VOTE: "the members entitled to vote",
}
QUORUM_BASES = {QuorumBase.ATTENDING: "those registered as attending", QuorumBase.MEMBERS: "all members"}
COUNTED = {Counted.VOTES_CAST: "vote for or against", Counted.PRESENT: "are present"}
OBJECTS = {
    Act.VOTE: "no member votes against",
    Act.CONSENSUS: "no member objects",
    Act.SILENCE: "no member breaks silence",
    Act.COUNTED: "no member counts as no",
}
REQUESTED = {
    RequestedBy.A_MEMBER: "a member has asked the body to act",
    RequestedBy.PARTIES_CONCERNED: "all the parties concerned have asked the body to act",
}
MEANINGS = {
    Meaning.ASIDE: "neither for nor against",
    Meaning.ACCEPTS: "as a vote in favour",
    Meaning.OBJECTS: "as a vote against",
}

ASIDES = ("leaving out ", "with the parties ", "where ", "counting ")
"""How clauses begin that say how the condition after them is read."""


def adopted_if(clause: str) -> str:
    """The whole sentence."""
    comma = "," if clause.startswith(ASIDES) else ""
    return f"Adopted if{comma} {clause}."


def majority(*, share: Bar, of: Base, within: str | None, measure: str | None, cite: str) -> str:
    """At least 2/3 of the members present and voting are in favour."""
    base = BASES[of] + (f" in the group {quoted(within)}" if within else "")
    if measure:
        return f"the members in favour account for {bar(share)} of {base}, counted by {measure}{cite}"
    if share == Bar(Fraction(1), exceeded=False):
        return f"{base if base.startswith('all') else f'all of {base}'} are in favour{cite}"
    return f"{bar(share)} of {base} are in favour{cite}"


def threshold(*, at_least: Fraction, within: str | None, measure: str | None, cite: str) -> str:
    """At least 9 members are in favour."""
    group = f" of the group {quoted(within)}" if within else ""
    if measure:
        return f"the members{group} in favour account for at least {number(at_least)}, counted by {measure}{cite}"
    verb = plural(at_least, "is", "are")
    return f"at least {number(at_least)} {plural(at_least, 'member', 'members')}{group} {verb} in favour{cite}"


def veto(*, holders: str, cite: str) -> str:
    """No member of the group that has the veto votes against."""
    return f"no member of the group {quoted(holders)}, which has the veto, votes against{cite}"


def no_blocking_minority(*, members: int | None, exceeding: Fraction | None, measure: str | None, cite: str) -> str:
    """The members not in favour are fewer than a blocking minority."""
    if members is not None:
        size = f" of {members} {plural(members, 'member', 'members')}"
    else:
        part = share(exceeding or Fraction())
        size = f", that is the smallest number of members that together exceed {part} counted by {measure}, plus one"
    return f"the members not in favour are fewer than a blocking minority{size}{cite}"


def quorum(*, number: int | None, share: Bar | None, of: QuorumBase | None, counting: Counted, cite: str) -> str:
    """There is a quorum."""
    if share is None or of is None:
        who = f"at least {number} {plural(number or 0, 'member', 'members')}"
        verb = "is present" if number == 1 and counting is Counted.PRESENT else COUNTED[counting]
        return f"there is a quorum, that is {who} {verb}{cite}"
    return f"there is a quorum, that is {bar(share)} of {QUORUM_BASES[of]} {COUNTED[counting]}{cite}"


def consensus(*, act: Act, cite: str) -> str:
    """No member objects."""
    return f"{OBJECTS[act]}{cite}"


def all_of(*, items: Sequence[str], cite: str) -> str:
    """All of these hold."""
    return (
        f"all of these conditions are met{cite}: {'; '.join(items)}"
        if items
        else "it is put to the body (there is no further condition)"
    )


def any_of(*, items: Sequence[str], cite: str) -> str:
    """At least one of these holds."""
    return (
        f"at least one of these conditions is met{cite}: {'; '.join(items)}"
        if items
        else "a condition is met that the rule does not state"
    )


def negation(*, condition: str) -> str:
    """It is not the case."""
    return f"it is not the case that {condition}"


def without_member_concerned(*, condition: str, cite: str) -> str:
    """The member concerned is left out."""
    return f"leaving out the member concerned{cite}, {condition}"


def party_abstains(*, condition: str, cite: str) -> str:
    """The parties concerned abstain."""
    return f"with the parties concerned bound to abstain{cite}, {condition}"


def at_request(*, condition: str, cite: str) -> str:
    """The condition counts where a member asks for it."""
    return f"where a member so requests{cite}, {condition}"


def only_at_request(*, by: RequestedBy, cite: str) -> str:
    """There is a request."""
    return f"{REQUESTED[by]}{cite}"


def proposed_by(*, proposers: Sequence[str], condition: str, cite: str) -> str:
    """The condition counts for some proposers."""
    return f"where the proposal comes from {alternatives(proposers)}{cite}, {condition}"


def otherwise(*, condition: str) -> str:
    """The condition counts in all other cases."""
    return f"otherwise, {condition}"


def depending(*, items: Sequence[str], cite: str) -> str:
    """The one that fits the case."""
    return f"the condition that fits the case is met{cite}: {'; '.join(items)}"


def reading(*, abstention: Meaning, absence: Meaning, condition: str, cite: str) -> str:
    """An abstention counts as a vote against."""
    if abstention is absence:
        return f"counting an abstention or absence {MEANINGS[abstention]}{cite}, {condition}"
    read = f"counting an abstention {MEANINGS[abstention]} and an absence {MEANINGS[absence]}"
    return f"{read}{cite}, {condition}"
