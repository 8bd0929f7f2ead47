"""Outcomes in Russian."""

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
from comity.core.rules.sentences.words.ru import bar, genitive, listing, number, plural, quoted, sentence
from comity.core.values import Bar

HEADLINES = {"adopted": "Принято", "not_adopted": "Не принято", "open": "Исход не определён"}
ELECTIONS = {"elected": "Кандидат избран", "no_result": "Ни один кандидат не избран"}
CAMPS = {
    "yes": "голосов за",
    "no": "голосов против",
    "abstain": "воздержавшихся",
    "absent": "отсутствующих членов",
    "not_participating": "присутствующих, но не участвующих в голосовании членов",
    "barred": "членов, не имеющих права голоса",
}
BASES = {
    "present_and_voting": (
        "присутствующего и участвующего в голосовании члена",
        "присутствующих и участвующих в голосовании членов",
    ),
    "votes_cast": ("поданного голоса", "поданных голосов"),
    "voting_or_abstaining": (
        "голосующего или воздерживающегося члена",
        "голосующих или воздерживающихся членов",
    ),
    "present": ("присутствующего члена", "присутствующих членов"),
    "members": ("члена", "членов"),
    "members_entitled_to_vote": ("имеющего право голоса члена", "имеющих право голоса членов"),
    "attending": ("зарегистрированного участника", "зарегистрированных участников"),
}
REQUESTS = {"a_member": "просьба одного из членов", "parties_concerned": "просьба всех соответствующих сторон"}
REQUESTS_GENITIVE = {
    "a_member": "просьбе одного из членов",
    "parties_concerned": "просьбе всех соответствующих сторон",
}


def headline(verdict: str) -> str:
    """Принято, не принято или исход не определён."""
    return HEADLINES[verdict]


def condition(line: ConditionLine) -> str:
    """The figures of one condition, with no full stop."""
    return CONDITIONS[line.kind](with_figures(line, number))


def _bar(line: ConditionLine) -> str:
    by = f" по показателю {quoted(line.measure)}" if line.measure else ""
    had = f"за{by} — {_known(line.had)}"
    of = _of(line)
    if line.needed is None:
        return _within(line, f"{had}, требуется {of}" if of else had)
    more = "более " if _exceeds(line) else ""
    return _within(line, f"{had}, требуется {more}{line.needed}{of and f' ({of})'}")


def _exceeds(line: ConditionLine) -> bool:
    """Whether a sum of weights must exceed the figure; a number of voters is already the smallest that does."""
    return bool(line.measure and line.share and Bar.parse(line.share).exceeded)


def _known(figure: str | None) -> str:
    return "неизвестно" if figure is None else figure


def _of(line: ConditionLine) -> str:
    if line.share is None:
        return ""
    share = bar(Bar.parse(line.share))
    if line.measure:
        return f"{share} от {line.of}" if line.of else share
    one, many = BASES.get(line.base, ("", ""))
    return f"{share} от {line.of} {genitive(line.of, one, many)}".strip() if line.of else f"{share} {many}".strip()


def _within(line: ConditionLine, text: str) -> str:
    return f"в группе {quoted(line.group)}: {text}" if line.group else text


def _veto(line: ConditionLine) -> str:
    holders = f"членов группы {quoted(line.group)}" if line.group else "обладателей права вето"
    if line.had is None:
        return f"неизвестно, голосует ли против кто-либо из {holders}"
    if line.act is Act.COUNTED:
        return f"из {holders} против засчитано — {line.had}"
    if line.had == "0":
        return f"никто из {holders} не голосовал против"
    return f"из {holders} против {plural(line.had, 'голосовал', 'голосовали', 'голосовало')} {line.had}"


def _minority(line: ConditionLine) -> str:
    most = f", блокирующего меньшинства нет при числе не более {line.needed}" if line.needed is not None else ""
    return f"не высказались за — {_known(line.had)}{most}"


def _quorum(line: ConditionLine) -> str:
    verb = "за и против проголосовало" if line.base == "votes_cast" else "присутствует"
    needed = f", для кворума требуется {line.needed}" if line.needed is not None else ""
    share = f" ({bar(Bar.parse(line.share))}{f' от {line.of}' if line.of else ''})" if line.share else ""
    return f"{verb} — {_known(line.had)}{needed}{share}"


def _consensus(line: ConditionLine) -> str:
    return _acted(OBJECTED, line.had, line.of, "неизвестно, возражает ли кто-либо из членов")


def _no_vote_against(line: ConditionLine) -> str:
    return _acted(VOTED_NO, line.had, line.of, "неизвестно, голосует ли кто-либо из членов против")


def _counted_as_no(line: ConditionLine) -> str:
    unknown = "неизвестно, засчитывается ли кто-либо из членов как голосующий против"
    return _acted(COUNTED_AS_NO, line.had, line.of, unknown)


def _silence(line: ConditionLine) -> str:
    return _acted(
        BROKE_SILENCE, line.had, line.of, "неизвестно, прервёт ли кто-либо из членов процедуру отсутствия возражений"
    )


Verb = tuple[str, str, str]
"""An act: of one, of several, and what follows."""

OBJECTED: Verb = ("возразил", "возразили", "")
VOTED_NO: Verb = ("голосовал", "голосовали", " против")
COUNTED_AS_NO: Verb = ("засчитан", "засчитаны", " против")
BROKE_SILENCE: Verb = ("прервал", "прервали", " процедуру отсутствия возражений")


def _acted(verb: Verb, had: str | None, of: str | None, unknown: str) -> str:
    one, several, more = verb
    if had is None or had == "0":
        return unknown if had is None else f"никто{_out_of(of)} не {one}{more}"
    return f"{_subject(had, of)} {plural(had, one, several, several)}{more}"


def _subject(had: str, of: str | None) -> str:
    return f"{had}{_out_of(of)}" if of else f"{had} {plural(had, 'член', 'члена', 'членов')}"


def _out_of(of: str | None) -> str:
    return f" из {of}" if of else ""


def _request(line: ConditionLine) -> str:
    request = REQUESTS.get(line.base, "предусмотренная правилом просьба")
    made = {True: "поступила", False: "не поступила", None: "неизвестна"}
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
    step = f" на этапе {told.step} из {told.steps}" if told.step and told.steps and told.steps > 1 else ""
    round_ = f" в туре {told.round_}" if told.round_ else ""
    reason = REASONS[told.code](told)
    parts = [f"{ELECTIONS.get(told.code) or headline(told.verdict)}{step}{round_}{f': {reason}' if reason else ''}"]
    if told.short_by is not None:
        votes = plural(told.short_by, "голоса", "голосов", "голосов")
        parts.append(f"для принятия не хватает {told.short_by} {votes} за")
    if told.not_bound:
        parts.append(f"не связаны решением: {listing(told.not_bound)}")
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
    return _figures(failing(told)) or "условие правила не выполнено"


def _vetoed(told: OutcomeLine) -> str:
    if told.vetoed_by and told.act is Act.COUNTED:
        act = f"против засчитаны обладатели права вето — {listing(told.vetoed_by)}"
    elif told.vetoed_by:
        act = f"против голосовали обладатели права вето — {listing(told.vetoed_by)}"
        if len(told.vetoed_by) == 1:
            act = f"против голосовал обладатель права вето — {told.vetoed_by[0]}"
    else:
        veto = _figures(of_kind(failing(told), ConditionKind.VETO))
        act = veto or "против голосовал один из обладателей права вето"
    return "; ".join(part for part in (act, _figures(of_kind(holding(told), *BARS))) if part)


def _objection(told: OutcomeLine) -> str:
    if of_kind(told.lines, ConditionKind.NO_VOTE_AGAINST):
        number, of = count(told, told.blocked_by, ConditionKind.NO_VOTE_AGAINST)
        return _acted(VOTED_NO, number, of, "один из членов голосовал против") + _names(told.blocked_by)
    if of_kind(told.lines, ConditionKind.COUNTED_AS_NO):
        number, of = count(told, told.blocked_by, ConditionKind.COUNTED_AS_NO)
        return _acted(COUNTED_AS_NO, number, of, "один из членов засчитан против") + _names(told.blocked_by)
    number, of = count(told, told.blocked_by, ConditionKind.CONSENSUS, ConditionKind.SILENCE)
    return _acted(OBJECTED, number, of, "один из членов возразил") + _names(told.blocked_by)


def _silence_broken(told: OutcomeLine) -> str:
    number, of = count(told, told.blocked_by, ConditionKind.SILENCE, ConditionKind.CONSENSUS)
    return _acted(BROKE_SILENCE, number, of, "процедура отсутствия возражений прервана") + _names(told.blocked_by)


def _names(names: Sequence[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _no_quorum(told: OutcomeLine) -> str:
    return _figures(of_kind(failing(told), ConditionKind.QUORUM)) or "кворума нет"


def _not_competent(told: OutcomeLine) -> str:
    request = next(iter(of_kind(told.lines, ConditionKind.ONLY_AT_REQUEST)), None)
    if request is None:
        return "вопрос не входит в компетенцию органа"
    wanted = REQUESTS_GENITIVE.get(request.base, "предусмотренной правилом просьбе")
    return f"орган вправе действовать только по {wanted}, а её не поступило"


def _open(told: OutcomeLine) -> str:
    facts = not_said(told, missing_camp, missing_sum)
    missing = f"неизвестно: {', '.join(facts)}" if facts else ""
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
    return f"не названные поимённо — {number}"


def missing_camp(camp: str) -> str:
    """How many stand in a camp."""
    return f"число {CAMPS[camp]}"


def missing_position(voter: str) -> str:
    """Where a voter stands."""
    return f"позиция ({voter})"


def missing_positions(number: int) -> str:
    """Where many voters stand."""
    return f"позиции {number} {plural(str(number), 'члена', 'членов', 'членов')}"


def missing_sum(measure: str, camp: str) -> str:
    """What those in a camp weigh."""
    return f"сумма {CAMPS[camp]} по показателю {quoted(measure)}"


def missing_concerned() -> str:
    """Who the member concerned is."""
    return "какого члена касается вопрос"


def missing_electorate() -> str:
    """How many voters there are."""
    return "число членов"


def missing_deadline(when: str) -> str:
    """What is said until the deadline."""
    return f"возражения до истечения срока{f' ({when})' if when else ''}"


def missing_ballots() -> str:
    """The figures of the ballots."""
    return "итоги подсчёта бюллетеней"
