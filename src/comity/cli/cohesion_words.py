"""The words of `comity cohesion`: sentences and tables, in every language of the interface."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from comity.core.values import in_language
from comity.workbench.tables import Table
from comity.workbench.whatif_tables import percent

if TYPE_CHECKING:
    import polars as pl

    from comity.core.values import Language
    from comity.workbench.cohesion import CohesionResult

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "answer": "Nobody of {name} voted no in {consensus} % of the {voting} roll calls in which one of them voted; "
        "in {split} % of them some voted yes and others no.",
        "nothing": "No roll call is left to look at. The record {title} has {has}.",
        "has_sessions": "sessions {first} to {last}",
        "has_roll_calls": "{number} roll calls",
        "dated": "the members of the day of {name}",
        "record_dated": "{title}, {months}.",
        "answer_one": "{name} did not vote no in {consensus} % of the {voting} roll calls in which it voted.",
        "nobody": "In none of {roll_calls} roll calls did one of {name} vote.",
        "record": "{title}, {months}; members: {members}.",
        "left_out": "Left out: {number} roll calls.",
        "absence": "An absence is outside every base. Pairs: roll calls in which both cast a vote.",
        "outside": "With {name} ({number} outside): pairs identical in {identical}, Lijphart {lijphart}; within: "
        "{within} and {within_lijphart}. Most of both on the same side in {same} of {majorities} roll calls.",
        "measures": "All together",
        "by_year": "By session",
        "by_subject": "By subject",
        "pairs": "Pairs: share of identical votes, and Lijphart's index",
        "many_pairs": "{number} pairs: too many for a page. Write them to a file: --csv FILE --table pairs",
        "session": "session",
        "year": "year",
        "subject": "subject",
        "measure": "measure",
        "figure": "roll calls",
        "share": "share",
        "roll_calls": "roll calls",
        "voting": "one voted",
        "all_members_cast": "all members cast a vote",
        "consensus": "nobody voted no",
        "unanimity_all": "all members voted yes",
        "unanimity_casting": "all who cast a vote voted yes",
        "majority_present_and_voting": "a majority of those present and voting voted yes",
        "two_thirds_present_and_voting": "two thirds of those present and voting voted yes",
        "majority_of_all_members": "a majority of all members voted yes",
        "split": "both yes and no",
        "agreement_index": "agreement index",
        "rice": "Rice index",
        "pairs_identical": "pairs identical",
        "pairs_lijphart": "pairs, Lijphart",
        "short_consensus": "no “no”",
        "short_unanimity": "all yes",
        "short_majority": "majority yes",
        "short_split": "split",
        "short_agreement": "agreement",
        "a": "a",
        "b": "b",
        "n": "n",
        "identical": "identical",
        "lijphart": "Lijphart",
        "period": "period",
        "reference": "Agreement with those outside",
        "majorities": "both have a majority",
        "majorities_same": "on the same side",
        "title": "Nobody of {name} voted no in {consensus} % of the roll calls in which one of them voted",
        "shown": "Share of the roll calls in which one of them voted, by session (under it its year, and how many)",
        "unit": "session, its year, roll calls",
        "unit_year": "year, roll calls",
        "source": "Source: {source}",
        "next": "Next",
    },
    "ru": {
        "answer": "Никто из {name} не был против в {consensus} % голосований, где голосовал хотя бы один из них (всего "
        "{voting}); в {split} % из них одни были за, другие против.",
        "nothing": "Не осталось ни одного голосования. В записи «{title}»: {has}.",
        "has_sessions": "сессии {first}–{last}",
        "has_roll_calls": "голосований {number}",
        "dated": "членов {name} на день голосования",
        "record_dated": "{title}, {months}.",
        "answer_one": "{name}: нет голоса против в {consensus} % голосований, где этот член голосовал ({voting}).",
        "nobody": "Ни в одном из {roll_calls} голосований никто из {name} не голосовал.",
        "record": "{title}, {months}; члены: {members}.",
        "left_out": "Пропущено голосований: {number}.",
        "absence": "Отсутствие не входит ни в одну базу. Пары: голосования, где голосовали оба.",
        "outside": "С {name} (вне группы: {number}): пары совпали в {identical}, Лейпхарт {lijphart}; внутри: {within} "
        "и {within_lijphart}. Большинства обеих групп на одной стороне в {same} из {majorities} голосований.",
        "measures": "Всё вместе",
        "by_year": "По сессиям",
        "by_subject": "По предметам",
        "pairs": "Пары: доля совпавших голосов и индекс Лейпхарта",
        "many_pairs": "Пар: {number}, слишком много для страницы. Запишите их в файл: --csv FILE --table pairs",
        "session": "сессия",
        "year": "год",
        "subject": "предмет",
        "measure": "показатель",
        "figure": "голосований",
        "share": "доля",
        "roll_calls": "голосований",
        "voting": "кто-то голосовал",
        "all_members_cast": "голосовали все члены",
        "consensus": "никто не против",
        "unanimity_all": "все члены за",
        "unanimity_casting": "все голосовавшие за",
        "majority_present_and_voting": "большинство присутствующих и участвующих за",
        "two_thirds_present_and_voting": "две трети присутствующих и участвующих за",
        "majority_of_all_members": "большинство всех членов за",
        "split": "есть и за, и против",
        "agreement_index": "индекс согласия",
        "rice": "индекс Райса",
        "pairs_identical": "пары: совпадение",
        "pairs_lijphart": "пары: Лейпхарт",
        "short_consensus": "нет «против»",
        "short_unanimity": "все за",
        "short_majority": "большинство за",
        "short_split": "раскол",
        "short_agreement": "согласие",
        "a": "а",
        "b": "б",
        "n": "n",
        "identical": "совпадение",
        "lijphart": "Лейпхарт",
        "period": "период",
        "reference": "Согласие с теми, кто вне группы",
        "majorities": "у обеих есть большинство",
        "majorities_same": "на одной стороне",
        "title": "Никто из {name} не был против в {consensus} % голосований, где голосовал хотя бы один из них",
        "shown": "Доля голосований, где голосовал хотя бы один из них, по сессиям (ниже: год и число)",
        "unit": "сессия, её год, число голосований",
        "unit_year": "год, число голосований",
        "source": "Источник: {source}",
        "next": "Далее",
    },
    "zh": {
        "answer": "在{name}中有成员投票的{voting}次记录表决里，{consensus}%无一反对；"
        "{split}%中有成员赞成，也有成员反对。",
        "nothing": "没有可供分析的记录表决。“{title}”包含{has}。",
        "has_sessions": "第{first}至{last}届会议",
        "has_roll_calls": "{number}次记录表决",
        "dated": "{name}当日成员",
        "record_dated": "{title}，{months}。",
        "answer_one": "在{name}投票的{voting}次记录表决里，{consensus}%未投反对票。",
        "nobody": "在{roll_calls}次记录表决中，{name}无一投票。",
        "record": "{title}，{months}；成员：{members}。",
        "left_out": "略去{number}次记录表决。",
        "absence": "缺席不计入任何基数。成对比较：双方均投票的记录表决。",
        "outside": "与{name}（组外{number}国）：成对相同{identical}，利普哈特指数{lijphart}；组内：{within}和"
        "{within_lijphart}。{majorities}次表决中有{same}次两组多数在同一方。",
        "measures": "合计",
        "by_year": "按届会",
        "by_subject": "按主题",
        "pairs": "成对：投票相同的比例与利普哈特指数",
        "many_pairs": "共{number}对，页面容纳不下。请写入文件：--csv FILE --table pairs",
        "session": "届会",
        "year": "年份",
        "subject": "主题",
        "measure": "指标",
        "figure": "记录表决",
        "share": "比例",
        "roll_calls": "记录表决",
        "voting": "有成员投票",
        "all_members_cast": "全体成员均投票",
        "consensus": "无人反对",
        "unanimity_all": "全体成员赞成",
        "unanimity_casting": "投票者全部赞成",
        "majority_present_and_voting": "出席并参加表决的多数赞成",
        "two_thirds_present_and_voting": "出席并参加表决的三分之二赞成",
        "majority_of_all_members": "全体成员的多数赞成",
        "split": "有赞成也有反对",
        "agreement_index": "一致指数",
        "rice": "赖斯指数",
        "pairs_identical": "成对相同",
        "pairs_lijphart": "成对，利普哈特",
        "short_consensus": "无反对",
        "short_unanimity": "全赞成",
        "short_majority": "多数赞成",
        "short_split": "分裂",
        "short_agreement": "一致",
        "a": "甲",
        "b": "乙",
        "n": "n",
        "identical": "相同",
        "lijphart": "利普哈特",
        "period": "时期",
        "reference": "与组外的一致程度",
        "majorities": "两组均有多数",
        "majorities_same": "在同一方",
        "title": "在{name}中有成员投票的记录表决里，{consensus}%无一反对",
        "shown": "占有成员投票的记录表决的比例，按届会（下为年份及次数）",
        "unit": "届会、年份、记录表决数",
        "unit_year": "年份、记录表决数",
        "source": "来源：{source}",
        "next": "接下来",
    },
}

COUNTS = (
    "all_members_cast",
    "consensus",
    "unanimity_all",
    "unanimity_casting",
    "majority_present_and_voting",
    "two_thirds_present_and_voting",
    "majority_of_all_members",
    "split",
)
INDICES = ("agreement_index", "rice", "pairs_identical", "pairs_lijphart")
PAIRS_SHOWN = 45
"""So many pairs are shown on the terminal; the files have them all."""


def index(value: float | None, language: "Language", digits: int = 3) -> str:
    """An index as the language writes it; a dash for none."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "ru" else text


def group_name(result: "CohesionResult", language: "Language") -> str:
    """What the group is called in a sentence: its members, or how many they are; or that they are those of the day."""
    if result.dated:
        return WORDS[language]["dated"].format(name=result.name)
    names = [in_language(one, language) for one in result.names]
    if len(names) <= 3:
        return ("、" if language == "zh" else ", ").join(names)
    number = len(names)
    return {"en": f"the {number} members", "ru": f"{number} членов", "zh": f"{number}个成员"}[language]


def first_row(result: "CohesionResult") -> Mapping[str, Any] | None:
    """The figures over the whole time; ``None`` where there is no roll call."""
    whole = [one for one in result.whole.iter_rows(named=True) if one["subject"] is None]
    return whole[0] if whole else None


def cohesion_sentences(result: "CohesionResult", language: "Language") -> Iterator[str]:
    """The answer in a sentence, what was looked at, and the agreement with those outside."""
    words = WORDS[language]
    row = first_row(result)
    title = in_language(result.record.title, language)
    if row is None:
        first, last = result.record.sessions or (0, 0)
        has = words["has_sessions"].format(first=first, last=last)
        if result.record.sessions is None:
            has = words["has_roll_calls"].format(number=result.record.roll_calls)
        yield words["nothing"].format(title=title, has=has)
        return
    name = group_name(result, language)
    if not result.voting:
        yield words["nobody"].format(roll_calls=row["roll_calls"], name=name)
        return
    yield words["answer_one" if len(result.members) == 1 and not result.dated else "answer"].format(
        voting=result.voting,
        name=name,
        consensus=percent(row["consensus"], result.voting),
        split=percent(row["split"], result.voting),
    )
    months = " – ".join(dict.fromkeys(result.months or ()))
    members = ("、" if language == "zh" else ", ").join(in_language(one, language) for one in result.names[:12])
    members += f" … ({len(result.names)})" if len(result.names) > 12 else ""
    yield words["record_dated" if result.dated else "record"].format(title=title, months=months, members=members)
    yield from _outside_sentence(result, row, language)


def _outside_sentence(result: "CohesionResult", row: Mapping[str, Any], language: "Language") -> Iterator[str]:
    if result.reference is None:
        return
    outside = result.reference.whole.row(0, named=True)
    yield WORDS[language]["outside"].format(
        name=result.reference.name,
        number=len(result.reference.members),
        identical=index(outside["pairs_identical"], language),
        lijphart=index(outside["pairs_lijphart"], language),
        within=index(row["pairs_identical"], language),
        within_lijphart=index(row["pairs_lijphart"], language),
        same=outside["majorities_same"],
        majorities=outside["majorities"],
    )


def caveats(result: "CohesionResult", language: "Language") -> Iterator[str]:
    """How absences are read, what was left out, and what the record can't tell."""
    words = WORDS[language]
    yield words["absence"]
    if result.record.left_out:
        yield words["left_out"].format(number=result.record.left_out)
    if result.record.note:
        yield in_language(result.record.note, language)


def measures_table(result: "CohesionResult", language: "Language") -> Table:
    """Every measure over the whole time: how many roll calls and their share, or the index."""
    words = WORDS[language]
    row = first_row(result) or {}
    whole = row.get("roll_calls", 0)
    rows = [(words["roll_calls"], str(whole), "")]
    rows += [(words[one], str(row[one]), f"{percent(row[one], whole)} %") for one in COUNTS if row]
    rows += [(words[one], "", index(row[one], language)) for one in INDICES if row]
    header = (words["measure"], words["figure"], words["share"])
    return Table(words["measures"], header, rows, frozenset({1, 2}))


SHOWN = ("consensus", "unanimity_all", "split")
"""The counts that a row of a table shows as shares; the files have every figure."""


def _shares(row: Mapping[str, Any], language: "Language") -> Sequence[str]:
    """Roll calls, shares, indices; dashes where nobody of the group voted."""
    whole = row["roll_calls"]
    voted = row["consensus"] or row["split"] or row["agreement_index"] is not None or row["rice"] is not None
    figures = [f"{percent(row[one], whole)} %" if voted else "–" for one in SHOWN]
    return (str(whole), *figures, index(row["agreement_index"], language), index(row["pairs_lijphart"], language))


def _short_header(language: "Language", first: str) -> Sequence[str]:
    words = WORDS[language]
    short = ("short_consensus", "short_unanimity", "short_split", "short_agreement", "lijphart")
    return (words[first], words["roll_calls"], *(words[one] for one in short))


def period_told(result: "CohesionResult", period: int | None) -> str:
    """A period as readers know it: a session with the year of its first roll call."""
    if period is None:
        return "?"
    year = dict(result.years.iter_rows()).get(period)
    return f"{period} ({year})" if result.periods == "session" and year else str(period)


def year_table(result: "CohesionResult", language: "Language") -> Table:
    """The figures of each session."""
    rows = [
        (period_told(result, row["period"]), *_shares(row, language))
        for row in result.rows.iter_rows(named=True)
        if row["subject"] is None
    ]
    header = _short_header(language, result.periods)
    return Table(WORDS[language]["by_year"], header, rows, frozenset(range(1, 7)))


def subject_table(result: "CohesionResult", language: "Language") -> Table:
    """The figures of each subject over the whole time, those with most roll calls first."""
    found = [row for row in result.whole.iter_rows(named=True) if row["subject"] is not None]
    found.sort(key=lambda row: (-row["roll_calls"], row["subject"]))
    rows = [(in_language(result.subjects[row["subject"]], language), *_shares(row, language)) for row in found]
    return Table(WORDS[language]["by_subject"], _short_header(language, "subject"), rows, frozenset(range(1, 7)))


def pairs_table(result: "CohesionResult", language: "Language") -> Table:
    """The pairs over the whole time, in the order of the members and no ranking; none of a group with too many."""
    words = WORDS[language]
    if len(result.whole_pairs) > PAIRS_SHOWN:
        return Table(words["many_pairs"].format(number=len(result.whole_pairs)), (), ())
    names = dict(zip(result.members, (in_language(one, language) for one in result.names), strict=True))
    rows = [
        (
            f"{names[row['a']]} – {names[row['b']]}",
            str(row["n"]),
            index(row["identical"], language),
            index(row["lijphart"], language),
        )
        for row in result.whole_pairs.iter_rows(named=True)
    ]
    header = ("", words["n"], words["identical"], words["lijphart"])
    return Table(words["pairs"], header, rows, frozenset({1, 2, 3}), sheet=words["pairs"].partition(":")[0])


def whole_tables(result: "CohesionResult", language: "Language") -> Mapping[str, Table]:
    """The tables in full, as files hold them: rows, pairs, and the agreement with those outside."""
    tables = {
        "rows": _whole("by_year", "rows", result.rows, language),
        "pairs": _whole("pairs", "pairs", result.pairs, language),
    }
    if result.reference is not None:
        tables["reference"] = _whole("reference", "reference", result.reference.rows, language)
    return tables


def _whole(caption: str, sheet: str, frame: "pl.DataFrame", language: "Language") -> Table:
    rows = [tuple("" if one is None else str(one) for one in row) for row in frame.iter_rows()]
    return Table(WORDS[language][caption], tuple(frame.columns), rows, sheet=sheet)
