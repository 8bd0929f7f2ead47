"""Charters in Chinese."""

from collections.abc import Sequence

from comity.core.charter.model import Importance, OrderKind, Outside, Right
from comity.core.charter.sentences.sections import SectionKind
from comity.core.procedure.written import Length, Objectors, PeriodUnit, VoteMethod
from comity.core.rules.sentences.words.figures import has_latin
from comity.core.rules.sentences.words.zh import listing, quoted, sentence

SECTIONS = {
    SectionKind.ORGANISATION: "组织",
    SectionKind.STANDINGS: "各类地位及其权利",
    SectionKind.HELD: "各成员的地位",
    SectionKind.VOTERS: "名称与政府",
    SectionKind.SUSPENSIONS: "被中止的表决权",
    SectionKind.GROUPS: "集团",
    SectionKind.MEASURES: "计量",
    SectionKind.BODIES: "机构",
    SectionKind.MATTERS: "事项",
    SectionKind.DECISIONS: "决策方式",
    SectionKind.REFORMS: "改革",
    SectionKind.INSTRUMENTS: "文书",
}
METHODS = {
    VoteMethod.SHOW_OF_HANDS: "举手表决",
    VoteMethod.ROLL_CALL: "唱名表决",
    VoteMethod.RECORDED: "记录表决",
}
UNITS = {PeriodUnit.HOURS: "小时", PeriodUnit.DAYS: "天", PeriodUnit.MONTHS: "个月"}
RIGHTS = {
    Right.VOTE: "表决",
    Right.SPEAK: "发言",
    Right.ATTEND: "出席会议",
    Right.PROPOSE: "提出提案",
    Right.SIGN_AND_ACCEDE: "签署和加入普遍性文书",
    Right.RECEIVE_DOCUMENTS: "获取文件",
}
TONGUES = {
    "en": "英文",
    "ru": "俄文",
    "zh": "中文",
    "fr": "法文",
    "es": "西班牙文",
    "ar": "阿拉伯文",
    "pt": "葡萄牙文",
    "sw": "斯瓦希里文",
}
OUTSIDE = {
    Outside.WHO_TAKES_NO_PART: "不参加的成员不受决定约束",
    Outside.WHO_OBJECTS: "提出反对的成员不受决定约束",
    Outside.WHO_DOES_NOT_ACCEPT: "未接受的成员不受决定约束",
}


def length(period: Length) -> str:
    """48小时."""
    return f"{period.number}{UNITS[period.unit]}"


def vote(*, method: VoteMethod, rule: str) -> str:
    """A vote in the open."""
    return f"{METHODS[method]}。{rule}"


def tellers_count(*, rule: str) -> str:
    """A secret ballot."""
    return f"无记名投票，由计票人计票。{rule}"


def consensus_in_the_room(*, rule: str) -> str:
    """The chair asks for objections."""
    return f"协商一致：主席询问有无反对意见。{rule}"


def office_holder_decides(*, cite: str) -> str:
    """Whoever holds the office decides alone."""
    return f"由任职者单独决定{cite}。"


def silence(*, period: Length | None, rule: str) -> str:
    """Adopted unless silence is broken."""
    deadline = f"（通常为{length(period)}）" if period else ""
    return f"默许程序：期限{deadline}届满前未表态的成员视为同意。{rule}"


def tacit_acceptance(*, period: Length | None, objectors: Objectors, rule: str, cite: str) -> str:
    """Accepted when a period ends."""
    deadline = f"（{length(period)}）" if period else ""
    if objectors is Objectors.OPT_OUT:
        return f"默示接受：期限{deadline}届满即生效；期限内提出反对的成员不受约束{cite}。"
    return f"默示接受：期限{deadline}届满前未表态的成员视为同意。{rule}"


def ladder(*, steps: Sequence[str]) -> str:
    """Steps until one adopts."""
    told = "".join(f"第{number}步，{step}" for number, step in enumerate(steps, start=1))
    return f"逐步进行，直至获得通过。{told}"


def election(*, condition: str, rounds: int | None) -> str:
    """Rounds of ballots."""
    elected = f"分轮投票选举，当选条件：{condition}。"
    if rounds is None:
        return elected
    return f"{elected}{rounds}轮后仍无结果的，得票较少的候选人退出，由另一候选人单独参选。"


def section(kind: SectionKind) -> str:
    """The title of a section."""
    return SECTIONS[kind]


def title(section: str, about: str) -> str:
    """The title of a section about one body."""
    return f"{section}：{about}"


def about(matters: str, told: str) -> str:
    """What is said about some matters."""
    return f"{sentence(matters)}{told}"


def basis(cite: str) -> str:
    """Where something stands, as a sentence of its own."""
    return f"依据：{cite}。"


def tail(when: str, cite: str) -> str:
    """When a thing holds, and where it stands."""
    return f"{f'，{when}' if when else ''}{cite}"


def items(names: Sequence[str]) -> str:
    """Names that may themselves have commas."""
    return "；".join(names)


def named(*, name: str, short: str) -> str:
    """A name of the organisation."""
    return f"名称：{name}{f'（{short}）' if short else ''}"


def founded(*, when: str) -> str:
    """When it was founded."""
    return f"成立日期：{when}"


def predecessor(*, name: str) -> str:
    """What was there before."""
    return f"前身：{name}"


def languages(*, tags: Sequence[str]) -> str:
    """The official languages."""
    return f"正式语文：{listing([TONGUES.get(tag, tag) for tag in tags])}"


def order(*, kind: OrderKind, tag: str | None) -> str:
    """The order of members."""
    alphabet = f"{TONGUES.get(tag, tag)}字母顺序" if tag else "字母顺序"
    orders = {OrderKind.ALPHABET: alphabet, OrderKind.LOT: "抽签", OrderKind.ALTERNAT: "轮署"}
    return f"成员排列顺序：{orders[kind]}"


def standing(*, name: str, may: Sequence[Right]) -> str:
    """What holders of a standing may do."""
    return f"{name}：{f'可{listing([RIGHTS[right] for right in may])}' if may else '未载明权利'}"


def held(*, standing: str, who: Sequence[str]) -> str:
    """Who holds a standing."""
    return f"{standing}：{items(who)}"


def suspended(*, who: str) -> str:
    """Whose voting right is suspended."""
    return f"{who}：表决权中止，但仍计入全体成员"


def voter_named(*, who: str, name: str) -> str:
    """A dated name of a voter."""
    return f"{who}：名称为{name}"


def government(*, who: str, name: str) -> str:
    """The accepted government."""
    return f"{who}：由{name}代表"


def body(*, name: str, parent: str | None, term: str | None) -> str:
    """A body; its term is shown where the file gives it in Chinese."""
    under = f"，隶属{parent}" if parent else ""
    return f"{name}{under}{f'；任期：{term}' if term and not has_latin(term) else ''}"


def seats(*, standing: str | None, each: Sequence[str], listed: Sequence[str], number: int | None, more: bool) -> str:
    """Who sits in a body."""
    parts = []
    if standing:
        parts.append(f"每个{standing}：{listing(each)}" if each else f"每个{standing}一席")
    if listed:
        parts.append(items(listed))
    if number:
        parts.append(f"{'另有' if parts else ''}{number}席，未列明由谁担任")
    if more:
        parts.append("席位数目不详")
    return f"席位：{items(parts)}"


def competent(*, matters: Sequence[str]) -> str:
    """What a body may decide."""
    return f"职权：{items(matters)}"


def competent_in_it() -> str:
    """That a body may decide a matter."""
    return "属于该机构的职权范围"


def importance(importance: Importance) -> str:
    """Major or other."""
    return {Importance.MAJOR: "重大事项", Importance.OTHER: "非重大事项"}[importance]


def of_importance(*, importance: Importance, matters: Sequence[str]) -> str:
    """The matters of one importance."""
    return f"{ {Importance.MAJOR: '重大事项', Importance.OTHER: '其他事项'}[importance] }：{items(matters)}"


def opinions_on_record() -> str:
    """Opinions may be placed on record."""
    return "成员可要求将其意见记录在案，但不影响作出决定"


def not_bound(outside: Outside) -> str:
    """Who is not bound."""
    return OUTSIDE[outside]


def may_join_later() -> str:
    """Who stays out may join later."""
    return "不参加的成员可于日后加入"


def group(*, name: str, members: Sequence[str], all_but: str | None, number: int | None) -> str:
    """Who belongs to a group."""
    if all_but:
        return f"{name}：不属于{quoted(all_but)}的所有成员"
    if members:
        return f"{name}：{items(members)}"
    return f"{name}：{f'共{number}个，未列明' if number else '未列明'}"


def measure(*, name: str, unit: str) -> str:
    """What voters have more or less of."""
    return f"{name}{f'，单位：{unit}' if unit else ''}"


def table(*, voters: int, total: str | None) -> str:
    """How many voters have a figure, and their total."""
    figures = f"{voters}个成员的数据" if voters else "无单个成员的数据"
    return f"{figures}{f'，总计{total}' if total else ''}"


def reform(*, what: str, vehicle: str, adopted_by: str, entry_into_force: str) -> str:
    """One act of a reform."""
    acts = (f"形式：{vehicle}", f"通过方式：{adopted_by}", f"生效：{entry_into_force}")
    return "".join(sentence(part) for part in (what, *acts))


def instrument(*, title: str, dated: str, in_force: str, general_knowledge: bool) -> str:
    """A text that is cited."""
    known = "；常识" if general_knowledge else ""
    return f"{title}{f'，{dated}' if dated else ''}{f'，{in_force}生效' if in_force else ''}{known}"
