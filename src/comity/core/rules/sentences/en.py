"""Outcomes in English."""

from collections.abc import Callable, Mapping, Sequence

from comity.core.rules.sentences.lines import (
    BARS,
    Act,
    ConditionKind,
    ConditionLine,
    OutcomeLine,
    count,
    failing,
    holding,
    not_said,
    of_kind,
    undecided,
    with_figures,
)
from comity.core.rules.sentences.words.en import bar, listing, number, plural, quoted, sentence
from comity.core.values import Bar

HEADLINES = {"adopted": "Adopted", "not_adopted": "Not adopted", "open": "Open"}
ELECTIONS = {"elected": "Elected", "no_result": "No candidate elected"}
CAMPS = {
    "yes": "votes in favour",
    "no": "votes against",
    "abstain": "abstentions",
    "absent": "absent members",
    "not_participating": "members present that take no part in the vote",
    "barred": "members whose vote is barred",
}
BASES = {
    "present_and_voting": ("member present and voting", "members present and voting"),
    "votes_cast": ("vote cast", "votes cast"),
    "voting_or_abstaining": ("member voting or abstaining", "members voting or abstaining"),
    "present": ("member present", "members present"),
    "members": ("member", "members"),
    "members_entitled_to_vote": ("member entitled to vote", "members entitled to vote"),
    "attending": ("registered as attending", "registered as attending"),
}
NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
REQUESTS = {
    "a_member": "the request of a member",
    "parties_concerned": "the request of all the parties concerned",
}


def headline(verdict: str) -> str:
    """Adopted, not adopted or open."""
    return HEADLINES[verdict]


def condition(line: ConditionLine) -> str:
    """The figures of one condition, with no full stop."""
    return CONDITIONS[line.kind](with_figures(line, number))


def _bar(line: ConditionLine) -> str:
    had = f"{line.had} in favour" if line.had is not None else "number in favour not known"
    if line.measure:
        had = f"{line.had if line.had is not None else 'not known how much'} in favour by {line.measure}"
    of = _of(line)
    if line.needed is None:
        return _within(line, f"{had}, {of} needed" if of else had)
    return _within(line, f"{had}, {'more than ' if _exceeds(line) else ''}{line.needed} needed{of and f' ({of})'}")


def _exceeds(line: ConditionLine) -> bool:
    """Whether a sum of weights must exceed the figure; a number of voters is already the smallest that does."""
    return bool(line.measure and line.share and Bar.parse(line.share).exceeded)


def _of(line: ConditionLine) -> str:
    if line.share is None:
        return ""
    share = bar(Bar.parse(line.share))
    one, many = BASES.get(line.base, ("", ""))
    if line.measure:
        return f"{share} of {line.of}" if line.of else share
    return f"{share} of {f'{line.of} {plural(line.of, one, many)}' if line.of else f'the {many}'}".strip()


def _within(line: ConditionLine, text: str) -> str:
    return f"in the group {quoted(line.group)}: {text}" if line.group else text


def _veto(line: ConditionLine) -> str:
    holders = f" of the group {quoted(line.group)}" if line.group else " of the holders of a veto"
    if line.had is None:
        return f"not known whether any{holders} votes no"
    verb = "counted as no" if line.act is Act.COUNTED else "voted no"
    return f"{'none' if line.had == '0' else line.had}{holders} {verb}"


def _minority(line: ConditionLine) -> str:
    had = line.had if line.had is not None else "number not known"
    most = f", at most {line.needed} without a blocking minority" if line.needed is not None else ""
    return f"{had} not in favour{most}" if line.had is not None else f"not in favour: {had}{most}"


def _quorum(line: ConditionLine) -> str:
    verb = "voting for or against" if line.base == "votes_cast" else "present"
    had = f"{line.had} {verb}" if line.had is not None else f"number {verb} not known"
    needed = f", {line.needed} needed for a quorum" if line.needed is not None else ""
    share = f" ({bar(Bar.parse(line.share))}{f' of {line.of}' if line.of else ''})" if line.share else ""
    return f"{had}{needed}{share}"


def _consensus(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "objected", "not known whether any member objects")


def _no_vote_against(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "voted no", "not known whether any member votes no")


def _counted_as_no(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "counted as no", "not known whether any member is to be counted as no")


def _silence(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "broke silence", "not known whether any member breaks silence")


def _acted(had: str | None, of: str | None, verb: str, unknown: str) -> str:
    if had is None:
        return unknown
    return f"{'none' if had == '0' else had}{f' of {of}' if of else ''} {verb}"


def _request(line: ConditionLine) -> str:
    request = REQUESTS.get(line.base, "the request that the rule requires")
    made = {True: "was made", False: "was not made", None: "is not known"}
    return f"{request} {made[line.holds]}"


CONDITIONS: Mapping[str, Callable[[ConditionLine], str]] = {
    ConditionKind.MAJORITY: _bar,
    ConditionKind.THRESHOLD: _bar,
    ConditionKind.VETO: _veto,
    ConditionKind.NO_BLOCKING_MINORITY: _minority,
    ConditionKind.QUORUM: _quorum,
    ConditionKind.CONSENSUS: _consensus,
    ConditionKind.NO_VOTE_AGAINST: _no_vote_against,
    ConditionKind.SILENCE: _silence,
    ConditionKind.COUNTED_AS_NO: _counted_as_no,
    ConditionKind.ONLY_AT_REQUEST: _request,
}


def outcome(told: OutcomeLine) -> str:
    """The answer: figures first, then whom it does not bind, then the article."""
    step = f" in step {told.step} of {told.steps}" if told.step and told.steps and told.steps > 1 else ""
    round_ = f" in round {told.round_}" if told.round_ else ""
    reason = REASONS[told.code](told)
    parts = [f"{ELECTIONS.get(told.code) or headline(told.verdict)}{step}{round_}{f': {reason}' if reason else ''}"]
    if told.short_by is not None:
        few = told.short_by.isdigit() and 0 < int(told.short_by) < len(NUMBERS)
        parts.append(f"{NUMBERS[int(told.short_by)] if few else told.short_by} more in favour would carry it")
    if told.not_bound:
        parts.append(f"Not bound: {listing(told.not_bound)}")
    return " ".join(sentence(part) for part in (*parts, told.cite) if part)


def _figures(lines: Sequence[ConditionLine]) -> str:
    return "; ".join(condition(line) for line in lines)


def _adopted(told: OutcomeLine) -> str:
    return _figures(holding(told))


def _elected(told: OutcomeLine) -> str:
    return "; ".join(part for part in (told.elected, _adopted(told)) if part)


def _bars(told: OutcomeLine) -> str:
    return _figures(of_kind(failing(told), *BARS) or failing(told))


def _not_met(told: OutcomeLine) -> str:
    return _figures(failing(told)) or "a condition of the rule is not met"


def _vetoed(told: OutcomeLine) -> str:
    if told.vetoed_by:
        verb = plural(len(told.vetoed_by), "holds", "hold")
        said = "counted as no" if told.act is Act.COUNTED else "voted no"
        act = f"{listing(told.vetoed_by)} {said} and {verb} the right of veto"
    else:
        act = _figures(of_kind(failing(told), ConditionKind.VETO)) or "a holder of the veto voted no"
    return "; ".join(part for part in (act, _figures(of_kind(holding(told), *BARS))) if part)


def _objection(told: OutcomeLine) -> str:
    if of_kind(told.lines, ConditionKind.NO_VOTE_AGAINST):
        number, of = count(told, told.blocked_by, ConditionKind.NO_VOTE_AGAINST)
        return _acted(number, of, "voted no", "a member voted no") + _names(told.blocked_by)
    if of_kind(told.lines, ConditionKind.COUNTED_AS_NO):
        number, of = count(told, told.blocked_by, ConditionKind.COUNTED_AS_NO)
        return _acted(number, of, "counted as no", "a member counted as no") + _names(told.blocked_by)
    number, of = count(told, told.blocked_by, ConditionKind.CONSENSUS, ConditionKind.SILENCE)
    return _acted(number, of, "objected", "a member objected") + _names(told.blocked_by)


def _silence_broken(told: OutcomeLine) -> str:
    number, of = count(told, told.blocked_by, ConditionKind.SILENCE, ConditionKind.CONSENSUS)
    return _acted(number, of, "broke silence", "a member broke silence") + _names(told.blocked_by)


def _names(names: Sequence[str]) -> str:
    return f" ({listing(names)})" if names else ""


def _no_quorum(told: OutcomeLine) -> str:
    return _figures(of_kind(failing(told), ConditionKind.QUORUM)) or "there is no quorum"


def _not_competent(told: OutcomeLine) -> str:
    request = next(iter(of_kind(told.lines, ConditionKind.ONLY_AT_REQUEST)), None)
    if request is None:
        return "the body is not competent for this matter"
    wanted = REQUESTS.get(request.base, "the request that the rule requires")
    return f"the body may act only at {wanted}, and none was made"


def _open(told: OutcomeLine) -> str:
    facts = not_said(told, missing_camp, missing_sum)
    missing = f"not known: {', '.join(facts)}" if facts else ""
    return "; ".join(part for part in (_figures(undecided(told)), missing) if part)


REASONS: Mapping[str, Callable[[OutcomeLine], str]] = {
    "adopted": _adopted,
    "elected": _elected,
    "insufficient_yes": _bars,
    "majority_not_reached": _bars,
    "condition_not_met": _not_met,
    "vetoed": _vetoed,
    "objection": _objection,
    "silence_broken": _silence_broken,
    "no_quorum": _no_quorum,
    "no_result": _bars,
    "not_competent": _not_competent,
    "open": _open,
}


def unnamed(number: int) -> str:
    """Members that are known by their number alone."""
    return f"{number} {plural(number, 'member', 'members')} not named"


def missing_camp(camp: str) -> str:
    """How many stand in a camp."""
    return f"number of {CAMPS[camp]}"


def missing_position(voter: str) -> str:
    """Where a voter stands."""
    return f"position of {voter}"


def missing_positions(number: int) -> str:
    """Where many voters stand."""
    return f"positions of {number} members"


def missing_sum(measure: str, camp: str) -> str:
    """What those in a camp weigh."""
    return f"sum by {measure} of {CAMPS[camp]}"


def missing_concerned() -> str:
    """Who the member concerned is."""
    return "which member is concerned"


def missing_electorate() -> str:
    """How many voters there are."""
    return "number of members"


def missing_deadline(when: str) -> str:
    """What is said until the deadline."""
    return f"objections until the deadline{f', {when}' if when else ''}"


def missing_ballots() -> str:
    """The figures of the ballots."""
    return "figures of the ballots"
