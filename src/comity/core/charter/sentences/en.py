"""Charters in English."""

from collections.abc import Sequence

from comity.core.charter.model import Importance, OrderKind, Outside, Right
from comity.core.charter.sentences.sections import SectionKind
from comity.core.procedure.written import Length, Objectors, PeriodUnit, VoteMethod
from comity.core.rules.sentences.words.en import listing, plural, sentence

SECTIONS = {
    SectionKind.ORGANISATION: "The organisation",
    SectionKind.STANDINGS: "Standings and what each may do",
    SectionKind.HELD: "Who has which standing",
    SectionKind.VOTERS: "Names and governments",
    SectionKind.SUSPENSIONS: "Suspended voting rights",
    SectionKind.GROUPS: "Groups",
    SectionKind.MEASURES: "Measures",
    SectionKind.BODIES: "Bodies",
    SectionKind.MATTERS: "Matters",
    SectionKind.DECISIONS: "How decisions are taken",
    SectionKind.REFORMS: "Reforms",
    SectionKind.INSTRUMENTS: "Instruments",
}
METHODS = {
    VoteMethod.SHOW_OF_HANDS: "Vote by show of hands",
    VoteMethod.ROLL_CALL: "Roll-call vote",
    VoteMethod.RECORDED: "Recorded vote",
}
UNITS = {
    PeriodUnit.HOURS: ("hour", "hours"),
    PeriodUnit.DAYS: ("day", "days"),
    PeriodUnit.MONTHS: ("month", "months"),
}
RIGHTS = {
    Right.VOTE: "vote",
    Right.SPEAK: "speak",
    Right.ATTEND: "attend meetings",
    Right.PROPOSE: "submit proposals",
    Right.SIGN_AND_ACCEDE: "sign and accede to instruments of universal nature",
    Right.RECEIVE_DOCUMENTS: "receive documents",
}
TONGUES = {
    "en": "English",
    "ru": "Russian",
    "zh": "Chinese",
    "fr": "French",
    "es": "Spanish",
    "ar": "Arabic",
    "pt": "Portuguese",
    "sw": "Kiswahili",
}
OUTSIDE = {
    Outside.WHO_TAKES_NO_PART: "a member that takes no part is not bound",
    Outside.WHO_OBJECTS: "a member that objects is not bound",
    Outside.WHO_DOES_NOT_ACCEPT: "a member that does not accept is not bound",
}


def length(period: Length) -> str:
    """48 hours."""
    return f"{period.number} {plural(period.number, *UNITS[period.unit])}"


def vote(*, method: VoteMethod, rule: str) -> str:
    """A vote in the open."""
    return f"{METHODS[method]}. {rule}"


def tellers_count(*, rule: str) -> str:
    """A secret ballot."""
    return f"Secret ballot, counted by tellers. {rule}"


def consensus_in_the_room(*, rule: str) -> str:
    """The chair asks for objections."""
    return f"Consensus: the chair asks whether there is any objection. {rule}"


def office_holder_decides(*, cite: str) -> str:
    """Whoever holds the office decides alone."""
    return f"The holder of the office decides alone{cite}."


def silence(*, period: Length | None, rule: str) -> str:
    """Adopted unless silence is broken."""
    deadline = f" (usually {length(period)})" if period else ""
    return f"Silence procedure: a member that says nothing before the deadline{deadline} accepts. {rule}"


def tacit_acceptance(*, period: Length | None, objectors: Objectors, rule: str, cite: str) -> str:
    """Accepted when a period ends."""
    end = f"a period of {length(period)}" if period else "the period"
    if objectors is Objectors.OPT_OUT:
        return f"Tacit acceptance: in force when {end} ends; a member that objects within it is not bound{cite}."
    return f"Tacit acceptance: a member that says nothing before {end} ends accepts. {rule}"


def ladder(*, steps: Sequence[str]) -> str:
    """Steps until one adopts."""
    told = " ".join(f"Step {number}. {step}" for number, step in enumerate(steps, start=1))
    return f"Step by step, until one adopts. {told}"


def election(*, condition: str, rounds: int | None) -> str:
    """Rounds of ballots."""
    elected = f"Election in rounds of ballots: a candidate is elected if {condition}."
    if rounds is None:
        return elected
    after = f"After {rounds} {plural(rounds, 'round', 'rounds')} without a result"
    return f"{elected} {after} the candidate with fewer votes withdraws, and the other stands alone."


def section(kind: SectionKind) -> str:
    """The title of a section."""
    return SECTIONS[kind]


def title(section: str, about: str) -> str:
    """The title of a section about one body."""
    return f"{section}: {about}"


def about(matters: str, told: str) -> str:
    """What is said about some matters."""
    return f"{sentence(matters)} {told}"


def basis(cite: str) -> str:
    """Where something stands, as a sentence of its own."""
    return f"Basis: {cite}."


def tail(when: str, cite: str) -> str:
    """When a thing holds, and where it stands."""
    return f"{f', {when}' if when else ''}{cite}"


def items(names: Sequence[str]) -> str:
    """Names that may themselves have commas."""
    return "; ".join(names)


def named(*, name: str, short: str) -> str:
    """A name of the organisation."""
    return f"name: {name}{f' ({short})' if short else ''}"


def founded(*, when: str) -> str:
    """When it was founded."""
    return f"founded: {when}"


def predecessor(*, name: str) -> str:
    """What was there before."""
    return f"predecessor: {name}"


def tongue(tag: str) -> str:
    """The name of a language."""
    return TONGUES.get(tag, tag)


def languages(*, tags: Sequence[str]) -> str:
    """The official languages."""
    return f"official languages: {listing([tongue(tag) for tag in tags])}"


def order(*, kind: OrderKind, tag: str | None) -> str:
    """The order of members."""
    orders = {
        OrderKind.ALPHABET: f"the {tongue(tag)} alphabet" if tag else "the alphabet",
        OrderKind.LOT: "lot",
        OrderKind.ALTERNAT: "alternat",
    }
    return f"order of members: {orders[kind]}"


def standing(*, name: str, may: Sequence[Right]) -> str:
    """What holders of a standing may do."""
    return f"{name}: may {listing([RIGHTS[right] for right in may])}" if may else f"{name}: no rights are stated"


def held(*, standing: str, who: Sequence[str]) -> str:
    """Who holds a standing."""
    return f"{standing}: {items(who)}"


def suspended(*, who: str) -> str:
    """Whose voting right is suspended."""
    return f"{who}: may not vote, and still counts among all members"


def voter_named(*, who: str, name: str) -> str:
    """A dated name of a voter."""
    return f"{who}: named {name}"


def government(*, who: str, name: str) -> str:
    """The accepted government."""
    return f"{who}: represented by {name}"


def body(*, name: str, parent: str | None, term: str | None) -> str:
    """A body."""
    return f"{name}{f', under {parent}' if parent else ''}{f'; term: {term}' if term else ''}"


def seats(*, standing: str | None, each: Sequence[str], listed: Sequence[str], number: int | None, more: bool) -> str:
    """Who sits in a body."""
    parts = []
    if standing:
        parts.append(f"for each {standing}: {listing(each)}" if each else f"one for each {standing}")
    if listed:
        parts.append(items(listed))
    if number:
        kind = plural(number, "seat", "seats")
        parts.append(f"{number} {'more ' if parts else ''}{kind} whose holders are not listed")
    if more:
        parts.append("seats whose number and holders are not listed")
    return f"seats: {items(parts)}"


def competent(*, matters: Sequence[str]) -> str:
    """What a body may decide."""
    return f"competent for: {items(matters)}"


def competent_in_it() -> str:
    """That a body may decide a matter."""
    return "the body is competent"


def importance(importance: Importance) -> str:
    """Major or other."""
    return {Importance.MAJOR: "a major matter", Importance.OTHER: "not a major matter"}[importance]


def of_importance(*, importance: Importance, matters: Sequence[str]) -> str:
    """The matters of one importance."""
    kind = {Importance.MAJOR: "major matters", Importance.OTHER: "other matters"}[importance]
    return f"{kind}: {items(matters)}"


def opinions_on_record() -> str:
    """Opinions may be placed on record."""
    return "a member may have its opinion placed on record, which does not stop the decision"


def not_bound(outside: Outside) -> str:
    """Who is not bound."""
    return OUTSIDE[outside]


def may_join_later() -> str:
    """Who stays out may join later."""
    return "a member that stays out may join later"


def group(*, name: str, members: Sequence[str], all_but: str | None, number: int | None) -> str:
    """Who belongs to a group."""
    if all_but:
        return f"{name}: all who do not belong to {all_but}"
    if members:
        return f"{name}: {items(members)}"
    return f"{name}: {number} {plural(number, 'voter', 'voters')}, not listed" if number else f"{name}: not listed"


def measure(*, name: str, unit: str) -> str:
    """What voters have more or less of."""
    return f"{name}{f', in {unit}' if unit else ''}"


def table(*, voters: int, total: str | None) -> str:
    """How many voters have a figure, and their total."""
    figures = f"figures of {voters} {plural(voters, 'voter', 'voters')}" if voters else "no figures of single voters"
    return f"{figures}{f', total {total}' if total else ''}"


def reform(*, what: str, vehicle: str, adopted_by: str, entry_into_force: str) -> str:
    """One act of a reform."""
    acts = (f"Vehicle: {vehicle}", f"Adopted by: {adopted_by}", f"Entry into force: {entry_into_force}")
    return " ".join(sentence(part) for part in (what, *acts))


def instrument(*, title: str, dated: str, in_force: str, general_knowledge: bool) -> str:
    """A text that is cited."""
    known = "; general knowledge" if general_knowledge else ""
    return f"{title}{f', {dated}' if dated else ''}{f'; in force since {in_force}' if in_force else ''}{known}"
