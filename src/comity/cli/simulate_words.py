"""The words of `comity simulate`: sentences and tables, in every language of the interface."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from comity.cli.power_words import number
from comity.cli.words import WORDS as COMMON
from comity.core.values import in_language
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.workbench.simulation import Figure, MemberResult, SimulatedUnder, SimulationResult

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "caption": "{charter}, {date}",
        "question": "{body}: {matter}.",
        "passage": "{charter}: the text passes with the probability {chance}.",
        "blockers": "Blockers expected: {blockers}; of a text that fails: {if_it_fails}.",
        "difference": "The second charter or day changes the probability by {change}.",
        "interval": "{value} (95 %: {low} to {high})",
        "blocker": "A blocker is not in favour of a text that fails, and would carry it by changing to yes alone.",
        "member": "member",
        "each": "each of {number} others",
        "yes": "votes yes",
        "blocks": "blocks",
        "outside": "fails without it",
        "charter": "charter",
        "figure": "figure",
        "value": "value",
        "passes": "passes",
        "expected": "blockers expected",
        "if_it_fails": "blockers expected of a text that fails",
        "rule": "rule",
        "low": "from",
        "high": "to",
        "before": "blocks, before",
        "after": "after",
        "change": "change",
        "compared": "Who blocks: {before} to {after}",
        "table": "Probabilities",
        "drawn": "Simulated: {profiles} profiles drawn, seed {seed}.",
    },
    "ru": {
        "caption": "{charter}, {date}",
        "question": "{body}: {matter}.",
        "passage": "{charter}: вероятность принятия текста — {chance}.",
        "blockers": "Ожидаемое число блокирующих: {blockers}; среди непринятых текстов: {if_it_fails}.",
        "difference": "Второй устав или день меняет вероятность на {change}.",
        "interval": "{value} (95 %: от {low} до {high})",
        "blocker": "Блокирующий — член, который не голосует за непринятый текст и мог бы один, проголосовав за, "
        "обеспечить его принятие.",
        "member": "член",
        "each": "каждый из {number} других",
        "yes": "голосует за",
        "blocks": "блокирует",
        "outside": "не принято без него",
        "charter": "устав",
        "figure": "показатель",
        "value": "значение",
        "passes": "принято",
        "expected": "ожидаемое число блокирующих",
        "if_it_fails": "ожидаемое число блокирующих среди непринятых текстов",
        "rule": "правило",
        "low": "от",
        "high": "до",
        "before": "блокирует: было",
        "after": "стало",
        "change": "изменение",
        "compared": "Кто блокирует: {before} — {after}",
        "table": "Вероятности",
        "drawn": "Моделирование: разыграно распределений голосов — {profiles}, начальное число {seed}.",
    },
    "zh": {
        "caption": "{charter}，{date}",
        "question": "{body}：{matter}。",
        "passage": "{charter}：案文通过的概率为{chance}。",
        "blockers": "预期阻止者人数：{blockers}；在未通过的案文中：{if_it_fails}。",
        "difference": "第二部章程或日期使概率变动{change}。",
        "interval": "{value}（95%：{low}至{high}）",
        "blocker": "阻止者指未赞成某一未通过案文、而只要单独改投赞成即可使其通过的成员。",
        "member": "成员",
        "each": "其他{number}个成员各",
        "yes": "投赞成",
        "blocks": "阻止",
        "outside": "未获其赞成而未通过",
        "charter": "章程",
        "figure": "指标",
        "value": "数值",
        "passes": "通过",
        "expected": "预期阻止者人数",
        "if_it_fails": "未通过案文中预期阻止者人数",
        "rule": "规则",
        "low": "下限",
        "high": "上限",
        "before": "阻止：原",
        "after": "改后",
        "change": "变动",
        "compared": "谁在阻止：{before}与{after}",
        "table": "概率",
        "drawn": "模拟：抽取{profiles}组立场，种子{seed}。",
    },
}

REASONS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "undoing": "It is not counted exactly, as a further yes can undo adoption.",
        "work": "It is not counted exactly, as that would take too many steps.",
    },
    "ru": {
        "undoing": "Точно не посчитано, так как ещё один голос за может отменить принятие.",
        "work": "Точно не посчитано: понадобилось бы слишком много шагов.",
    },
    "zh": {
        "undoing": "未作精确计算，因为多一票赞成可能反使其不通过。",
        "work": "未作精确计算，因为所需步数过多。",
    },
}

METHODS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "game": "Counted exactly, by coalitions and swings; estimated work: {steps} steps.",
        "sums": "Counted exactly, by sums member by member: {steps} steps.",
        "roll_calls": "Counted exactly: {steps} roll calls decided.",
    },
    "ru": {
        "game": "Посчитано точно, по коалициям и решающим голосам; оценка работы — {steps} шагов.",
        "sums": "Посчитано точно, по суммам, член за членом; шагов: {steps}.",
        "roll_calls": "Посчитано точно; решено поимённых голосований: {steps}.",
    },
    "zh": {
        "game": "精确计算，方法：联盟与关键次数；估计工作量：{steps}步。",
        "sums": "精确计算，方法：逐个成员求和：{steps}步。",
        "roll_calls": "精确计算：共裁决{steps}次记录表决。",
    },
}


def decimals(value: Fraction, language: str) -> str:
    """A figure with six digits after the point, as the language writes it."""
    from comity.workbench.power import decimal

    return decimal(value, language)


def told(figure: "Figure | None", language: str) -> str:
    """A figure, with its interval where it was simulated; a dash for none."""
    if figure is None:
        return "–"
    value = decimals(figure.value, language)
    if figure.low is None or figure.high is None:
        return value
    low, high = decimals(figure.low, language), decimals(figure.high, language)
    return WORDS[language]["interval"].format(value=value, low=low, high=high)


def simulation_sentences(result: "SimulationResult", language: str) -> Iterator[str]:
    """The answer in sentences: how likely the text passes, who blocks, what is assumed, how it was found."""
    words = WORDS[language]
    body, matter = in_language(result.body_name, language), in_language(result.matter_name, language)
    yield words["question"].format(body=body, matter=matter)
    for one in (result.under, result.against):
        if one is not None:
            yield _passage(one, language)
    if result.difference is not None:
        yield words["difference"].format(change=told(result.difference, language))
    yield in_language(result.assumption, language)
    yield words["blocker"]
    if result.seed is not None and result.profiles is not None:
        yield words["drawn"].format(profiles=number(result.profiles, language), seed=result.seed)
        if result.why_drawn is not None:
            yield REASONS[language][result.why_drawn]
    else:
        yield METHODS[language][result.under.method].format(steps=number(result.under.steps, language))


def _called(under: "SimulatedUnder", language: str) -> str:
    return WORDS[language]["caption"].format(charter=in_language(under.title, language), date=under.on)


def _passage(under: "SimulatedUnder", language: str) -> str:
    words = WORDS[language]
    passage = words["passage"].format(charter=_called(under, language), chance=told(under.passage, language))
    blockers = words["blockers"].format(
        blockers=told(under.blockers, language), if_it_fails=told(under.blockers_if_it_fails, language)
    )
    return f"{passage}{'' if language == 'zh' else ' '}{blockers}"


def members_table(result: "SimulationResult", language: str) -> Table:
    """The members, those that block most often first; of two charters or days what becomes of each."""
    return _members(result.under, language) if result.against is None else _compared(result, language)


def _members(under: "SimulatedUnder", language: str) -> Table:
    words = WORDS[language]
    header = tuple(words[key] for key in ("member", "yes", "blocks", "outside"))
    rows = [
        (name, *(decimals(value, language) for value in (one.yes, one.blocks.value, one.outside.value)))
        for one, name in _named(under.members, language)
    ]
    return Table(_called(under, language), header, rows, right=frozenset({1, 2, 3}))


def _named(members: "Sequence[MemberResult]", language: str) -> "Iterator[tuple[MemberResult, str]]":
    """The members with their names; those that the charter gives by number alone in one row where they are alike."""
    alike: dict[tuple[Fraction, ...], list[MemberResult]] = {}
    for one in members:
        if one.unnamed:
            alike.setdefault((one.yes, one.blocks.value), []).append(one)
    for one in members:
        same = alike.get((one.yes, one.blocks.value), []) if one.unnamed else []
        if one in same[1:]:
            continue
        name = in_language(one.name, language)
        yield one, WORDS[language]["each"].format(number=len(same)) if len(same) > 1 else name


def _compared(result: "SimulationResult", language: str) -> Table:
    words = WORDS[language]
    assert result.against is not None, "there is another charter or day"
    before = {one.member: one for one in result.under.members}
    after = {one.member: one for one in result.against.members}
    rows = []
    for member in dict.fromkeys((*before, *after)):
        first, second = before.get(member), after.get(member)
        name = in_language((first or second or before[member]).name, language)
        gain = (second.blocks.value if second else 0) - (first.blocks.value if first else Fraction())
        figures = [decimals(one.blocks.value, language) if one else "–" for one in (first, second)]
        rows.append((name, *figures, decimals(gain, language)))
    caption = words["compared"].format(
        before=f"{result.under.charter} {result.under.on}", after=f"{result.against.charter} {result.against.on}"
    )
    header = tuple(words[key] for key in ("member", "before", "after", "change"))
    return Table(caption, header, rows, right=frozenset({1, 2, 3}))


def whole_table(result: "SimulationResult", language: str) -> Table:
    """All of it, exactly, for a file: a row for each figure, of the text first, then of each member."""
    words, common = WORDS[language], COMMON[language]
    header = (
        words["charter"],
        common["date"],
        words["rule"],
        common["id"],
        words["member"],
        *(words[key] for key in ("figure", "value", "low", "high")),
    )
    rows = [row for under in (result.under, result.against) if under is not None for row in _rows(under, language)]
    if result.difference is not None and result.against is not None:
        against = result.against
        rows.append(
            (against.charter, str(against.on), against.rule, "", "", words["change"], *_ends(result.difference))
        )
    return Table(words["table"], header, rows)


def _rows(under: "SimulatedUnder", language: str) -> "Iterator[tuple[str, ...]]":
    words = WORDS[language]
    place = (under.charter, str(under.on), under.rule)
    of_text = (("passes", under.passage), ("expected", under.blockers), ("if_it_fails", under.blockers_if_it_fails))
    for key, figure in of_text:
        if figure is not None:
            yield (*place, "", "", words[key], *_ends(figure))
    for one in under.members:
        member = (*place, one.member, in_language(one.name, language))
        yield (*member, words["yes"], str(one.yes), "", "")
        yield (*member, words["blocks"], *_ends(one.blocks))
        yield (*member, words["outside"], *_ends(one.outside))


def _ends(figure: "Figure") -> tuple[str, ...]:
    return str(figure.value), *("" if one is None else str(one) for one in (figure.low, figure.high))
