"""The words of `comity power`: sentences and tables, in every language of the interface."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from comity.cli.words import WORDS as COMMON
from comity.core.values import in_language
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.workbench.power import PlayerChange, PlayerPower, PowerResult, PowerUnder
    from comity.workbench.power_check import PowerCaseResult, PowerCheck

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "caption": "{charter}, {date}",
        "caption_matter": "{charter}, {date}, {matter}",
        "charter": "charter or table",
        "rule": "rule or quota",
        "member": "member",
        "swings": "swings",
        "each": "each of {number} others",
        "each_member": "each of {number} members",
        "shapley": "Shapley–Shubik",
        "banzhaf": "Banzhaf",
        "penrose": "Penrose",
        "prevent": "can prevent",
        "initiate": "can initiate",
        "remark": "",
        "veto": "veto",
        "dummy": "never decides",
        "change": "change",
        "before": "before",
        "after": "after",
        "compared": "What changes: {before} to {after} ({index})",
        "question": "{body}: {matter}.",
        "passage": "{charter}: winning coalitions {winning} of {coalitions}, a chance of {chance}.",
        "minimal": "Minimal winning coalitions: {minimal}.",
        "method": "Counted exactly {method}; estimated work: {steps} steps, {memory} of memory.",
        "method_of": "{charter}: counted exactly {method}; estimated work: {steps} steps, {memory} of memory.",
        "settled": "Nothing had to be counted: no vote changes the outcome.",
        "settled_of": "{charter}: nothing had to be counted, as no vote changes the outcome.",
        "units": "bytes kB MB GB",
        "players": "Members: {players}; winning coalitions {winning} of {coalitions}; most: {member}, {power}.",
        "tables": "Tables of power",
    },
    "ru": {
        "caption": "{charter}, {date}",
        "caption_matter": "{charter}, {date}, {matter}",
        "charter": "устав или таблица",
        "rule": "правило или квота",
        "member": "член",
        "swings": "решающих коалиций",
        "each": "каждый из {number} других",
        "each_member": "каждый из {number} членов",
        "shapley": "Шепли — Шубик",
        "banzhaf": "Банцаф",
        "penrose": "Пенроуз",
        "prevent": "может помешать",
        "initiate": "может добиться",
        "remark": "",
        "veto": "вето",
        "dummy": "ничего не решает",
        "change": "изменение",
        "before": "было",
        "after": "стало",
        "compared": "Что меняется: {before} — {after} ({index})",
        "question": "{body}: {matter}.",
        "passage": "{charter}: выигрывающих коалиций {winning} из {coalitions}, вероятность {chance}.",
        "minimal": "Минимальных выигрывающих коалиций: {minimal}.",
        "method": "Посчитано точно: {method}; оценка работы (шагов): {steps}, памяти: {memory}.",
        "method_of": "{charter}: посчитано точно: {method}; оценка работы (шагов): {steps}, памяти: {memory}.",
        "settled": "Считать не пришлось: исход не зависит от голосов.",
        "settled_of": "{charter}: считать не пришлось, исход не зависит от голосов.",
        "units": "байт кБ МБ ГБ",
        "players": "Членов: {players}; выигрывающих коалиций {winning} из {coalitions}; "
        "больше всего: {member}, {power}.",
        "tables": "Таблицы влияния",
    },
    "zh": {
        "caption": "{charter}，{date}",
        "caption_matter": "{charter}，{date}，{matter}",
        "charter": "章程或表",
        "rule": "规则或法定票数",
        "member": "成员",
        "swings": "关键次数",
        "each": "其他{number}个成员各",
        "each_member": "{number}个成员各",
        "shapley": "沙普利－舒比克",
        "banzhaf": "班扎夫",
        "penrose": "彭罗斯",
        "prevent": "可阻止",
        "initiate": "可促成",
        "remark": "",
        "veto": "否决权",
        "dummy": "从不起决定作用",
        "change": "变动",
        "before": "原",
        "after": "改后",
        "compared": "变动：{before}与{after}（{index}）",
        "question": "{body}：{matter}。",
        "passage": "{charter}：{coalitions}个联盟中{winning}个获胜，通过的概率为{chance}。",
        "minimal": "最小获胜联盟：{minimal}个。",
        "method": "精确计算，方法：{method}；估计工作量：{steps}步，内存：{memory}。",
        "method_of": "{charter}：精确计算，方法：{method}；估计工作量：{steps}步，内存：{memory}。",
        "settled": "无须计数：投票不影响结果。",
        "settled_of": "{charter}：无须计数，投票不影响结果。",
        "units": "字节 kB MB GB",
        "players": "{players}个成员；{coalitions}个联盟中{winning}个获胜；最大：{member}，{power}。",
        "tables": "投票权力表",
    },
}

METHODS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "alike": "by how many of each kind of members are in favour",
        "sums": "by tables over sums of weights",
        "halves": "by two halves of the members, joined in order of weight",
        "diagram": "by a decision diagram",
        "comparison": "by comparing every coalition",
    },
    "ru": {
        "alike": "по числу голосующих за в каждом разряде членов",
        "sums": "по таблицам сумм весов",
        "halves": "по двум половинам членов, соединённым по весу",
        "diagram": "по диаграмме решений",
        "comparison": "перебором всех коалиций",
    },
    "zh": {
        "alike": "按各类成员的赞成人数",
        "sums": "按权重之和的表",
        "halves": "将成员分为两半并按权重合并",
        "diagram": "决策图",
        "comparison": "逐一比较所有联盟",
    },
}

EXACT_BELOW = 10**15
"""A larger number is told by its first digits and its power of ten."""


def number(value: int, language: str) -> str:
    """A count as the language writes it; of a very large one the first digits."""
    if value >= EXACT_BELOW:
        digits = str(round(value, 3 - len(str(value))))
        comma = "," if language == "ru" else "."
        return f"{digits[0]}{comma}{digits[1:3]}·10^{len(digits) - 1}"
    grouped = f"{value:,}"
    return grouped.replace(",", "\u00a0") if language == "ru" else grouped


def power_sentences(result: "PowerResult", language: str) -> Iterator[str]:
    """The answer in sentences: how many coalitions win, by which count, under which assumption."""
    words = WORDS[language]
    both = (result.under,) if result.against is None else (result.under, result.against)
    if result.body_name is not None and result.matter_name is not None:
        body, matter = in_language(result.body_name, language), in_language(result.matter_name, language)
        yield words["question"].format(body=body, matter=matter)
    by_matter = len({one.matter for one in both}) > 1
    for one in both:
        yield _passage(one, language, by_matter=by_matter)
    yield in_language(result.convention, language)
    for one in both:
        yield _counted(one, language, alone=len(both) == 1, by_matter=by_matter)


def _counted(under: "PowerUnder", language: str, *, alone: bool, by_matter: bool) -> str:
    """By which method, and how much work and memory that was estimated to be."""
    words, of = WORDS[language], "" if alone else "_of"
    if under.method not in METHODS[language]:
        return words[f"settled{of}"].format(charter=_called(under, language, by_matter=by_matter))
    return words[f"method{of}"].format(
        charter=_called(under, language, by_matter=by_matter),
        method=METHODS[language][under.method],
        steps=number(under.steps, language),
        memory=memory(under.memory, language),
    )


def memory(bytes_: int, language: str) -> str:
    """Bytes in whole units of a thousand, of a million, ...

    >>> memory(999, "en"), memory(1_346_464_264, "en"), memory(65_536, "ru")
    ('999 bytes', '1.3 GB', '66 кБ')
    """
    power, units = min(3, (len(str(bytes_)) - 1) // 3), WORDS[language]["units"].split()
    tenths = round(Fraction(bytes_ * 10, 1000**power))
    comma = "," if language == "ru" else "."
    figure = f"{tenths // 10}{comma}{tenths % 10}" if power == 3 else str(round(Fraction(bytes_, 1000**power)))
    return f"{figure} {units[power]}"


def _called(under: "PowerUnder", language: str, *, by_matter: bool = False) -> str:
    """The charter and its day, and the matter where two are compared; a table of weights has none."""
    title = in_language(under.title, language)
    caption = WORDS[language]["caption_matter" if by_matter else "caption"]
    return title if under.on is None else caption.format(charter=title, date=under.on, matter=under.matter)


def _passage(under: "PowerUnder", language: str, *, by_matter: bool = False) -> str:
    from comity.workbench.power import decimal

    words = WORDS[language]
    told = words["passage"].format(
        charter=_called(under, language, by_matter=by_matter),
        winning=number(under.winning_coalitions, language),
        coalitions=number(under.coalitions, language),
        chance=decimal(under.passage_probability, language),
    )
    if under.minimal_winning_coalitions is None:
        return told
    minimal = words["minimal"].format(minimal=number(under.minimal_winning_coalitions, language))
    return f"{told}{'' if language == 'zh' else ' '}{minimal}"


def power_table(under: "PowerUnder", language: str) -> Table:
    """The power of each member, most first."""
    words = WORDS[language]
    caption = _called(under, language)
    keys = ("shapley", "banzhaf", "prevent") if _has_shapley(under) else ("banzhaf", "penrose", "prevent")
    header = tuple(words[key] for key in ("member", *keys, "remark"))
    rows = [_row(one, label, keys, language) for one, label in _named(under.players, language)]
    return Table(caption, header, rows, right=frozenset({1, 2, 3}))


def _has_shapley(under: "PowerUnder") -> bool:
    return any(one.shapley_shubik is not None for one in under.players)


def _named(players: "Sequence[PlayerPower]", language: str) -> "Iterator[tuple[PlayerPower, str]]":
    """The members with their names; those that the charter gives by number alone in one row."""
    unnamed = [one for one in players if one.unnamed]
    for one in players:
        if one in unnamed[1:]:
            continue
        many = one in unnamed and len(unnamed) > 1
        each = WORDS[language]["each_member" if len(unnamed) == len(players) else "each"]
        name = each.format(number=len(unnamed)) if many else in_language(one.name, language)
        yield one, name


def _row(one: "PlayerPower", name: str, keys: Sequence[str], language: str) -> tuple[str, ...]:
    from comity.workbench.power import decimal

    words = WORDS[language]
    indices = {
        "shapley": one.shapley_shubik,
        "banzhaf": one.banzhaf_normalised,
        "penrose": one.penrose_absolute,
        "prevent": one.coleman_prevent,
    }
    figures = [indices[key] for key in keys]
    remark = words["veto"] if one.veto else words["dummy"] if one.dummy else ""
    return (name, *(decimal(value, language) for value in figures), remark)


def changes_table(result: "PowerResult", language: str) -> Table:
    """What becomes of the power of each member, in their order."""
    from comity.workbench.power import decimal

    words = WORDS[language]
    shapley = any(one.shapley_shubik != (None, None) for one in result.changes)
    assert result.against is not None, "there is another charter or day"
    pairs = list(_changes_told(result.changes, language, shapley=shapley))
    rows = [
        (name, decimal(before, language), decimal(after, language), decimal(_gain((before, after)), language))
        for name, (before, after) in pairs
    ]
    caption = words["compared"].format(
        before=_short(result.under, by_matter=result.under.matter != result.against.matter),
        after=_short(result.against, by_matter=result.under.matter != result.against.matter),
        index=words["shapley" if shapley else "banzhaf"],
    )
    header = (words["member"], words["before"], words["after"], words["change"])
    return Table(caption, header, rows, right=frozenset({1, 2, 3}))


def _changes_told(
    changes: "Sequence[PlayerChange]", language: str, *, shapley: bool
) -> Iterator[tuple[str, tuple[Fraction | None, Fraction | None]]]:
    """What becomes of each member; those given by number alone stand together where the same becomes of them."""
    pairs = [(one, one.shapley_shubik if shapley else one.banzhaf_normalised) for one in changes]
    unnamed = Counter(pair for one, pair in pairs if one.unnamed)
    told = set()
    for one, pair in pairs:
        if not one.unnamed or unnamed[pair] == 1:
            yield in_language(one.name, language), pair
        elif pair not in told:
            told.add(pair)
            everybody = unnamed[pair] == len(changes)
            yield WORDS[language]["each_member" if everybody else "each"].format(number=unnamed[pair]), pair


def _short(under: "PowerUnder", *, by_matter: bool) -> str:
    return f"{under.charter} {(under.matter if by_matter else under.on) or under.rule}"


def _gain(pair: tuple[Fraction | None, Fraction | None]) -> Fraction:
    return (pair[1] or Fraction()) - (pair[0] or Fraction())


def whole_table(result: "PowerResult", language: str) -> Table:
    """All of it, exactly, for a file: a row for each member under each charter or day."""
    words = WORDS[language]
    header = (
        COMMON[language]["id"],
        words["member"],
        words["charter"],
        COMMON[language]["date"],
        words["rule"],
        words["swings"],
        words["banzhaf"],
        words["penrose"],
        words["shapley"],
        words["prevent"],
        words["initiate"],
    )
    rows = [
        (
            one.player,
            in_language(one.name, language),
            under.charter,
            str(under.on or ""),
            under.rule,
            str(one.swings),
            *(
                "" if value is None else str(value)
                for value in (
                    one.banzhaf_normalised,
                    one.penrose_absolute,
                    one.shapley_shubik,
                    one.coleman_prevent,
                    one.coleman_initiate,
                )
            ),
        )
        for under in (result.under, result.against)
        if under is not None
        for one in under.players
    ]
    return Table(words["tables"], header, rows)


# --- tables that are checked -----------------------------------------------------------------------------------


def check_table(result: "PowerCheck", language: str) -> Table:
    """A line for each table of the file."""
    common = COMMON[language]
    rows = [(one.id, common[one.result], _answer(one, language)) for one in result.cases]
    return Table(WORDS[language]["tables"], (common["id"], common["result"], common["sentence"]), rows)


def _answer(one: "PowerCaseResult", language: str) -> str:
    from comity.workbench.power import decimal

    if one.answer is None:
        return "; ".join(problem.fact for problem in one.problems)
    member, most = max(one.answer.power.items(), key=lambda pair: pair[1]["swings"] or 0)
    return WORDS[language]["players"].format(
        players=one.answer.players,
        winning=number(one.answer.winning_coalitions, language),
        coalitions=number(one.answer.coalitions, language),
        member=member,
        power=decimal(Fraction(most["banzhaf_normalised"] or 0), language),
    )


def figures_told(language: str) -> Mapping[str, str]:
    """What stands in a difference in place of a figure, in the language."""
    from comity.workbench.power_check import A_PLAYER, NO_PLAYER, NOT_COUNTED

    told = {
        "en": (A_PLAYER, NO_PLAYER, NOT_COUNTED),
        "ru": ("член", "в правиле такого члена нет", "этим способом не считается"),
        "zh": ("成员", "规则中没有该成员", "此方法不计算此数"),
    }
    return dict(zip(told["en"], told[language], strict=True))
