"""Written rules in Chinese."""

from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.words.zh import alternatives, bar, number, quoted
from comity.core.rules.sentences.words.zh import share as fraction
from comity.core.rules.written import Base, Counted, Meaning, QuorumBase, RequestedBy
from comity.core.values import Bar

BASES = {
    Base.PRESENT_AND_VOTING: "出席并参加表决的成员",
    Base.VOTES_CAST: "所投票数",
    Base.VOTING_OR_ABSTAINING: "投票或弃权的成员",
    Base.PRESENT: "出席的成员",
    Base.MEMBERS: "全体成员",
    Base.MEMBERS_ENTITLED_TO_VOTE: "有表决权的成员",
}
QUORUM_BASES = {QuorumBase.ATTENDING: "登记与会者", QuorumBase.MEMBERS: "全体成员"}
COUNTED = {Counted.VOTES_CAST: "投赞成票或反对票", Counted.PRESENT: "出席"}
OBJECTS = {
    Act.VOTE: "无成员投反对票",
    Act.CONSENSUS: "无成员反对",
    Act.SILENCE: "无成员打破默许",
    Act.COUNTED: "无成员计为反对",
}
REQUESTED = {
    RequestedBy.A_MEMBER: "有成员请求该机构采取行动",
    RequestedBy.PARTIES_CONCERNED: "有关各方均请求该机构采取行动",
}
MEANINGS = {Meaning.ASIDE: "不计为赞成或反对", Meaning.ACCEPTS: "视为赞成", Meaning.OBJECTS: "视为反对"}


def adopted_if(clause: str) -> str:
    """The whole sentence."""
    return f"通过条件：{clause}。"


def majority(*, share: Bar, of: Base, within: str | None, measure: str | None, cite: str) -> str:
    """出席并参加表决的成员至少三分之二赞成."""
    base = (f"{quoted(within)}组中" if within else "") + BASES[of]
    if measure:
        part = f"{'超过' if share.exceeded else '至少占'}{base}的{fraction(share.share)}"
        return f"按{quoted(measure)}计，赞成的成员{part}{cite}"
    verb = "为赞成票" if of is Base.VOTES_CAST else "赞成"
    if share == Bar(Fraction(1), exceeded=False):
        return f"{base}{'全部' if of is Base.VOTES_CAST else '一致'}{verb}{cite}"
    return f"{base}{bar(share)}{verb}{cite}"


def threshold(*, at_least: Fraction, within: str | None, measure: str | None, cite: str) -> str:
    """至少9个成员赞成."""
    group = f"{quoted(within)}组中" if within else ""
    if measure:
        return f"按{quoted(measure)}计，{group}赞成的成员合计至少为{number(at_least)}{cite}"
    return f"{group}至少{number(at_least)}个成员赞成{cite}"


def veto(*, holders: str, cite: str) -> str:
    """拥有否决权的成员无一投反对票."""
    return f"拥有否决权的{quoted(holders)}无一投反对票{cite}"


def no_blocking_minority(*, members: int | None, exceeding: Fraction | None, measure: str | None, cite: str) -> str:
    """不赞成的成员少于阻止性少数."""
    if members is not None:
        size = f"的{members}个成员"
    else:
        part = fraction(exceeding or Fraction())
        size = f"的成员数，即按{quoted(measure or '')}计合计超过{part}的最少成员数再加一个"
    return f"不赞成的成员少于构成阻止性少数{size}{cite}"


def quorum(*, number: int | None, share: Bar | None, of: QuorumBase | None, counting: Counted, cite: str) -> str:
    """达到法定人数."""
    who = f"至少{number}个成员" if share is None or of is None else f"{QUORUM_BASES[of]}{bar(share)}"
    return f"达到法定人数，即{who}{COUNTED[counting]}{cite}"


def consensus(*, act: Act, cite: str) -> str:
    """无成员反对."""
    return f"{OBJECTS[act]}{cite}"


def all_of(*, items: Sequence[str], cite: str) -> str:
    """满足各项条件."""
    return f"下列各项均成立{cite}：{'；'.join(items)}" if items else "提交该机构（无其他条件）"


def any_of(*, items: Sequence[str], cite: str) -> str:
    """满足至少一项条件."""
    return f"下列至少一项成立{cite}：{'；'.join(items)}" if items else "满足规则未列明的条件"


def negation(*, condition: str) -> str:
    """情况不成立."""
    return f"下述情况不成立，即{condition}"


def without_member_concerned(*, condition: str, cite: str) -> str:
    """不计有关成员."""
    return f"不计有关成员{cite}，{condition}"


def party_abstains(*, condition: str, cite: str) -> str:
    """有关各方不得投票."""
    return f"有关各方须弃权{cite}，{condition}"


def at_request(*, condition: str, cite: str) -> str:
    """如有成员请求."""
    return f"如有成员请求{cite}，{condition}"


def only_at_request(*, by: RequestedBy, cite: str) -> str:
    """已提出请求."""
    return f"{REQUESTED[by]}{cite}"


def proposed_by(*, proposers: Sequence[str], condition: str, cite: str) -> str:
    """如提案来自某方."""
    return f"如提案由{alternatives(proposers)}提出{cite}，{condition}"


def otherwise(*, condition: str) -> str:
    """在其他情况下."""
    return f"在其他情况下，{condition}"


def depending(*, items: Sequence[str], cite: str) -> str:
    """满足适用的条件."""
    return f"视情况适用下列之一{cite}：{'；'.join(items)}"


def reading(*, abstention: Meaning, absence: Meaning, condition: str, cite: str) -> str:
    """弃权和缺席如何计算."""
    if abstention is absence:
        return f"弃权或缺席{MEANINGS[abstention]}{cite}，{condition}"
    return f"弃权{MEANINGS[abstention]}，缺席{MEANINGS[absence]}{cite}，{condition}"
