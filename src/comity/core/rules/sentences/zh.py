"""Outcomes in Chinese."""

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
from comity.core.rules.sentences.words.zh import bar, listing, number, quoted, sentence
from comity.core.values import Bar

HEADLINES = {"adopted": "通过", "not_adopted": "未通过", "open": "结果未定"}
ELECTIONS = {"elected": "当选", "no_result": "无候选人当选"}
CAMPS = {
    "yes": "赞成票",
    "no": "反对票",
    "abstain": "弃权票",
    "absent": "缺席成员",
    "not_participating": "出席但不参加表决的成员",
    "barred": "无表决权的成员",
}
BASES = {
    "present_and_voting": "个出席并参加表决的成员",
    "votes_cast": "张所投票",
    "voting_or_abstaining": "个投票或弃权的成员",
    "present": "个出席的成员",
    "members": "个成员",
    "members_entitled_to_vote": "个有表决权的成员",
    "attending": "个登记与会者",
}
REQUESTS = {"a_member": "成员的请求", "parties_concerned": "有关各方的共同请求"}


def headline(verdict: str) -> str:
    """通过、未通过或结果未定."""
    return HEADLINES[verdict]


def condition(line: ConditionLine) -> str:
    """The figures of one condition, with no full stop."""
    return CONDITIONS[line.kind](with_figures(line, number))


def _bar(line: ConditionLine) -> str:
    by = f"按{quoted(line.measure)}计，" if line.measure else ""
    had = f"{by}赞成{_known(line.had)}"
    of = _of(line)
    if line.needed is None:
        return _within(line, f"{had}，需{of}" if of else had)
    more = "超过" if _exceeds(line) else ""
    return _within(line, f"{had}，需{more}{line.needed}{of and f'（{of}）'}")


def _exceeds(line: ConditionLine) -> bool:
    """Whether a sum of weights must exceed the figure; a number of voters is already the smallest that does."""
    return bool(line.measure and line.share and Bar.parse(line.share).exceeded)


def _known(figure: str | None) -> str:
    return "数目不详" if figure is None else figure


def _of(line: ConditionLine) -> str:
    if line.share is None:
        return ""
    share = bar(Bar.parse(line.share))
    if line.measure:
        return f"{line.of}的{share}" if line.of else share
    noun = BASES.get(line.base, "")
    return f"{line.of}{noun}的{share}" if line.of else f"{noun[1:]}的{share}" if noun else share


def _within(line: ConditionLine, text: str) -> str:
    return f"{quoted(line.group)}组中：{text}" if line.group else text


def _veto(line: ConditionLine) -> str:
    holders = f"{quoted(line.group)}" if line.group else "拥有否决权的成员"
    if line.had is None:
        return f"不知{holders}中有无成员投反对票"
    verb = "计为反对" if line.act is Act.COUNTED else "投反对票"
    return f"{holders}中无一{verb}" if line.had == "0" else f"{holders}中有{line.had}个成员{verb}"


def _minority(line: ConditionLine) -> str:
    most = f"，不超过{line.needed}即不构成阻止性少数" if line.needed is not None else ""
    return f"不赞成{_known(line.had)}{most}"


def _quorum(line: ConditionLine) -> str:
    verb = "投赞成票或反对票" if line.base == "votes_cast" else "出席"
    needed = f"，法定人数为{line.needed}" if line.needed is not None else ""
    share = ""
    if line.share:
        share = f"（{f'{line.of}的' if line.of else ''}{bar(Bar.parse(line.share))}）"
    return f"{verb}{_known(line.had)}{needed}{share}"


def _consensus(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "反对", "不知有无成员反对")


def _no_vote_against(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "投反对票", "不知有无成员投反对票")


def _counted_as_no(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "计为反对", "不知有无成员应计为反对")


def _silence(line: ConditionLine) -> str:
    return _acted(line.had, line.of, "打破默许", "不知有无成员打破默许")


def _acted(had: str | None, of: str | None, verb: str, unknown: str) -> str:
    if had is None:
        return unknown
    among = f"{of}个成员中" if of else ""
    return f"{among}无成员{verb}" if had == "0" else f"{among}有{had}个{verb}" if of else f"{had}个成员{verb}"


def _request(line: ConditionLine) -> str:
    request = REQUESTS.get(line.base, "规则所要求的请求")
    made = {True: "已提出", False: "未提出", None: "是否提出不详"}
    return f"{request}{made[line.holds]}"


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
    step = f"第{told.step}步（共{told.steps}步）" if told.step and told.steps and told.steps > 1 else ""
    round_ = f"第{told.round_}轮" if told.round_ else ""
    reason = REASONS[told.code](told)
    parts = [f"{step}{round_}{ELECTIONS.get(told.code) or headline(told.verdict)}{f'：{reason}' if reason else ''}"]
    if told.short_by is not None:
        parts.append(f"再有{told.short_by}票赞成即可通过")
    if told.not_bound:
        parts.append(f"不受决定约束者：{listing(told.not_bound)}")
    return "".join(sentence(part) for part in (*parts, told.cite) if part)


def _figures(lines: Sequence[ConditionLine]) -> str:
    return "；".join(condition(line) for line in lines)


def _adopted(told: OutcomeLine) -> str:
    return _figures(holding(told))


def _elected(told: OutcomeLine) -> str:
    return "；".join(part for part in (told.elected, _adopted(told)) if part)


def _bars(told: OutcomeLine) -> str:
    return _figures(of_kind(failing(told), *BARS) or failing(told))


def _not_met(told: OutcomeLine) -> str:
    return _figures(failing(told)) or "未满足规则的一项条件"


def _vetoed(told: OutcomeLine) -> str:
    if told.vetoed_by:
        verb = "计为反对" if told.act is Act.COUNTED else "投反对票"
        act = f"拥有否决权的{listing(told.vetoed_by)}{verb}"
    else:
        act = _figures(of_kind(failing(told), ConditionKind.VETO)) or "拥有否决权的成员投反对票"
    return "；".join(part for part in (act, _figures(of_kind(holding(told), *BARS))) if part)


def _objection(told: OutcomeLine) -> str:
    if of_kind(told.lines, ConditionKind.NO_VOTE_AGAINST):
        number, of = count(told, told.blocked_by, ConditionKind.NO_VOTE_AGAINST)
        return _acted(number, of, "投反对票", "有成员投反对票") + _names(told.blocked_by)
    if of_kind(told.lines, ConditionKind.COUNTED_AS_NO):
        number, of = count(told, told.blocked_by, ConditionKind.COUNTED_AS_NO)
        return _acted(number, of, "计为反对", "有成员计为反对") + _names(told.blocked_by)
    number, of = count(told, told.blocked_by, ConditionKind.CONSENSUS, ConditionKind.SILENCE)
    return _acted(number, of, "反对", "有成员反对") + _names(told.blocked_by)


def _silence_broken(told: OutcomeLine) -> str:
    number, of = count(told, told.blocked_by, ConditionKind.SILENCE, ConditionKind.CONSENSUS)
    return _acted(number, of, "打破默许", "有成员打破默许") + _names(told.blocked_by)


def _names(names: Sequence[str]) -> str:
    return f"（{'、'.join(names)}）" if names else ""


def _no_quorum(told: OutcomeLine) -> str:
    return _figures(of_kind(failing(told), ConditionKind.QUORUM)) or "未达法定人数"


def _not_competent(told: OutcomeLine) -> str:
    request = next(iter(of_kind(told.lines, ConditionKind.ONLY_AT_REQUEST)), None)
    if request is None:
        return "该事项不属于该机构的职权范围"
    wanted = REQUESTS.get(request.base, "规则所要求的请求")
    return f"该机构须经{wanted}方可行动，而无此请求"


def _open(told: OutcomeLine) -> str:
    facts = not_said(told, missing_camp, missing_sum)
    missing = f"不详：{'、'.join(facts)}" if facts else ""
    return "；".join(part for part in (_figures(undecided(told)), missing) if part)


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
    return f"未列名的{number}个成员"


def missing_camp(camp: str) -> str:
    """How many stand in a camp."""
    return f"{CAMPS[camp]}的数目"


def missing_position(voter: str) -> str:
    """Where a voter stands."""
    return f"{voter}的立场"


def missing_positions(number: int) -> str:
    """Where many voters stand."""
    return f"{number}个成员的立场"


def missing_sum(measure: str, camp: str) -> str:
    """What those in a camp weigh."""
    return f"{CAMPS[camp]}按{quoted(measure)}计的合计"


def missing_concerned() -> str:
    """Who the member concerned is."""
    return "有关成员是谁"


def missing_electorate() -> str:
    """How many voters there are."""
    return "成员总数"


def missing_deadline(when: str) -> str:
    """What is said until the deadline."""
    return f"截止期限{f'（{when}）' if when else ''}之前的反对意见"


def missing_ballots() -> str:
    """The figures of the ballots."""
    return "计票结果"
