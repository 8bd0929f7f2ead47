"""A second evaluator, as plain as can be: it knows the written rule and one complete profile, and says yes or no.

It shares nothing with ``bind``. Missing facts are met by brute force: every profile that the facts allow is looked at.
A quorum on which nothing is said holds; a request on which nothing is said was not made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement, product
from math import comb, prod

from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass, attendance_is_stated
from comity.core.rules.question import Question
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Base,
    Consensus,
    Counted,
    IfProposedBy,
    IfRequested,
    Majority,
    Meaning,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    QuorumBase,
    Reading,
    RequestedBy,
    Rule,
    Threshold,
    Veto,
    WithoutMemberConcerned,
)
from properties.strategies import Person, counted, person, weight

People = tuple[Person, ...]


def passes(rule: Rule, people: People, question: Question, concerned: frozenset[int], attendance: bool) -> bool:
    """Whether the rule holds for a complete profile.

    ``concerned``: the places of the members concerned among ``people``; ``attendance``: whether anything was said of
    who is absent.
    """
    return _Plain(question, attendance, _all_requested(people, question, concerned)).holds(
        rule, [(one, place in concerned) for place, one in enumerate(people)]
    )


def _all_requested(people: People, question: Question, concerned: frozenset[int]) -> bool:
    if not question.requested_by:
        return True
    named = question.concerned if isinstance(question.concerned, frozenset) else frozenset()
    return all(name in question.requested_by for name in named | {people[place].name for place in concerned})


Room = list[tuple[Person, bool]]
"""Who is in the room, and whether it is a member concerned."""


class _Plain:
    def __init__(self, question: Question, attendance: bool, all_requested: bool) -> None:
        self.question, self.attendance, self.all_requested = question, attendance, all_requested

    def holds(self, rule: Rule, room: Room) -> bool:
        return getattr(self, f"_{type(rule).__name__}")(rule, room)

    def _Majority(self, rule: Majority, room: Room) -> bool:
        yes, base = Fraction(), Fraction()
        for one, _ in room:
            if rule.within is not None and rule.within not in one.groups:
                continue
            yes += weight(one, rule.measure) if one.camp == "yes" else 0
            base += weight(one, rule.measure) if in_base(one.camp, rule.of) else 0
        if yes == 0:
            return False
        return yes > rule.share.share * base if rule.share.exceeded else yes >= rule.share.share * base

    def _Threshold(self, rule: Threshold, room: Room) -> bool:
        voters = [one for one, _ in room if rule.within is None or rule.within in one.groups]
        return sum(weight(one, rule.measure) for one in voters if one.camp == "yes") >= rule.at_least

    def _Veto(self, rule: Veto, room: Room) -> bool:
        return not any(one.camp == "no" and rule.holders in one.groups for one, _ in room)

    def _Consensus(self, rule: Consensus, room: Room) -> bool:
        return not any(one.camp == "no" for one, _ in room)

    def _NoBlockingMinority(self, rule: NoBlockingMinority, room: Room) -> bool:
        not_in_favour = sum(one.camp != "yes" for one, _ in room)
        if rule.members is not None:
            return not_in_favour < rule.members
        weights = [weight(one, rule.measure or "") for one, _ in room]
        bar = (rule.fewest_exceeding or 0) * sum(weights)
        exceeding = [n for n in range(1, len(weights) + 1) if any(sum(c) > bar for c in combinations(weights, n))]
        return not exceeding or not_in_favour < min(exceeding) + 1

    def _Quorum(self, rule: Quorum, room: Room) -> bool:
        taking_part = ("yes", "no") if rule.counting is Counted.VOTES_CAST else PRESENT
        had = sum(one.camp in taking_part for one, _ in room)
        attending = self.question.attending
        of_attending = rule.of is QuorumBase.ATTENDING
        if rule.counting is Counted.PRESENT:
            if attending is not None and not of_attending:
                had = attending
            elif not self.attendance:
                return True
        if rule.number is not None:
            return had >= rule.number
        assert rule.share is not None
        if of_attending and attending is None:
            return True
        base = attending if of_attending and attending is not None else len(room)
        return had > rule.share.share * base if rule.share.exceeded else had >= rule.share.share * base

    def _OnlyAtRequest(self, rule: OnlyAtRequest, room: Room) -> bool:
        return self.question.requested and (rule.by is RequestedBy.A_MEMBER or self.all_requested)

    def _AllOf(self, rule: AllOf, room: Room) -> bool:
        return all(self.holds(one, room) for one in rule.conditions)

    def _AnyOf(self, rule: AnyOf, room: Room) -> bool:
        return any(self.holds(one, room) for one in rule.conditions)

    def _Not(self, rule: Not, room: Room) -> bool:
        return not self.holds(rule.condition, room)

    def _WithoutMemberConcerned(self, rule: WithoutMemberConcerned, room: Room) -> bool:
        return self.holds(rule.condition, [(one, concerned) for one, concerned in room if not concerned])

    def _PartyAbstains(self, rule: PartyAbstains, room: Room) -> bool:
        abstaining = {"yes": Camp.ABSTAIN, "no": Camp.ABSTAIN}
        return self.holds(
            rule.condition, [(moved(one, abstaining) if concerned else one, concerned) for one, concerned in room]
        )

    def _IfRequested(self, rule: IfRequested, room: Room) -> bool:
        if self.question.requested:
            return self.holds(rule.condition, room)
        return rule.otherwise is None or self.holds(rule.otherwise, room)

    def _IfProposedBy(self, rule: IfProposedBy, room: Room) -> bool:
        return self.holds(rule.condition if self.question.source in rule.proposers else rule.otherwise, room)

    def _Reading(self, rule: Reading, room: Room) -> bool:
        meant = {Meaning.ACCEPTS: Camp.YES, Meaning.OBJECTS: Camp.NO}
        reading = {"abstain": meant.get(rule.abstention, Camp.ABSTAIN), "absent": meant.get(rule.absence, Camp.ABSENT)}
        return self.holds(rule.condition, [(moved(one, reading), concerned) for one, concerned in room])


PRESENT = ("yes", "no", "abstain", "not_participating")


def in_base(camp: Camp, base: Base) -> bool:
    if base in (Base.PRESENT_AND_VOTING, Base.VOTES_CAST):
        return camp in ("yes", "no")
    if base is Base.VOTING_OR_ABSTAINING:
        return camp in ("yes", "no", "abstain")
    if base is Base.PRESENT:
        return camp in PRESENT
    return base is Base.MEMBERS or camp != "barred"


def moved(one: Person, reading: Mapping[str, Camp]) -> Person:
    return replace(one, camp=reading.get(one.camp, one.camp))


def options(electorate: Electorate, facts: Facts, voters: VoterClass) -> list[Person]:
    """What each voter of a class can be."""
    camps = voters.camps if voters.name is None else voters.camps & facts.camps.get(voters.name, frozenset(Camp))
    ordered = sorted(voters.perhaps)
    subsets = list(chain.from_iterable(combinations(ordered, size) for size in range(len(ordered) + 1)))
    return [person(electorate, voters, camp, chosen) for camp in sorted(camps) for chosen in subsets]


def number_of_completions(electorate: Electorate, facts: Facts) -> int:
    """How many profiles have to be looked at, before the known sums are."""
    return prod(
        comb(len(options(electorate, facts, voters)) + (voters.size or 0) - 1, voters.size or 0)
        for voters in electorate.classes
    )


def completions(electorate: Electorate, facts: Facts) -> Iterator[People]:
    """Every profile that the facts allow; voters that nothing tells apart are not put into an order."""
    ways = [
        list(combinations_with_replacement(options(electorate, facts, voters), voters.size or 0))
        for voters in electorate.classes
    ]
    for chosen in product(*ways):
        people = tuple(chain.from_iterable(chosen))
        if all(within(people, facts, place) for place in range(len(facts.sums))):
            yield people


def within(people: People, facts: Facts, place: int) -> bool:
    known = facts.sums[place]
    amount = counted(people, known)
    return known.low <= amount and (known.high is None or amount <= known.high)


def places_of(people: People, names: frozenset[str]) -> frozenset[int]:
    return frozenset(place for place, one in enumerate(people) if one.name in names)


def verdicts(rule: Rule, electorate: Electorate, facts: Facts, question: Question) -> set[bool]:
    """The verdicts of every completion, and of every choice of members concerned that are only described."""
    found: set[bool] = set()
    for people in completions(electorate, facts):
        for concerned in choices(people, question):
            found.add(passes(rule, people, question, concerned, attendance_is_stated(electorate, facts)))
        if len(found) == 2:
            break
    return found


def choices(people: People, question: Question) -> Iterator[frozenset[int]]:
    if isinstance(question.concerned, frozenset):
        yield places_of(people, question.concerned)
    elif question.concerned is not None:
        yield from map(frozenset, combinations(range(len(people)), question.concerned.number))
