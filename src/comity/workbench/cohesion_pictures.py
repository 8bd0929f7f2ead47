"""The picture of a cohesion: the shares of roll calls without a no and with all yes, and the index, by period."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comity.core.values import Language, in_language
from comity.formats.pictures import Caption, Series, draw_lines
from comity.workbench.cohesion import CohesionResult

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "{name}: how far they vote alike",
        "members": "{number} members",
        "shown": "Share of all roll calls; agreement index in per cent (under it the year of the first roll call)",
        "session": "session, year",
        "year": "year",
        "consensus": "nobody voted no",
        "unanimity_all": "all voted yes",
        "agreement_index": "agreement index",
        "outside": "pairs with outsiders identical",
        "absence": "An absence is outside every base.",
        "source": "Source: {source}",
        "row": "{period}: {figures}",
        "nothing": "none",
    },
    "ru": {
        "title": "{name}: насколько они голосуют одинаково",
        "members": "члены: {number}",
        "shown": "Доля всех голосований; индекс согласия в процентах (ниже: год первого голосования)",
        "session": "сессия, год",
        "year": "год",
        "consensus": "никто не против",
        "unanimity_all": "все за",
        "agreement_index": "индекс согласия",
        "outside": "совпадение с внешними",
        "absence": "Отсутствие не входит ни в одну базу.",
        "source": "Источник: {source}",
        "row": "{period}: {figures}",
        "nothing": "нет",
    },
    "zh": {
        "title": "{name}：投票的一致程度",
        "members": "{number}个成员",
        "shown": "占全部记录表决的比例；一致指数以百分比表示（下为首次表决的年份）",
        "session": "届会、年份",
        "year": "年份",
        "consensus": "无人反对",
        "unanimity_all": "全体赞成",
        "agreement_index": "一致指数",
        "outside": "与组外成对相同",
        "absence": "缺席不计入任何基数。",
        "source": "来源：{source}",
        "row": "{period}：{figures}",
        "nothing": "无",
    },
}

COUNTS = ("consensus", "unanimity_all")
NAMED = 8
"""So many members are named in a title; more are counted."""


def draw_cohesion(result: CohesionResult, path: Path, language: Language) -> None:
    """Draw the cohesion by period into an SVG or PNG file.

    Raises ``Refused`` for a file of another kind, or one that can't be written.
    """
    words = WORDS[language]
    rows = [row for row in result.rows.iter_rows(named=True) if row["subject"] is None and row["period"] is not None]
    years = dict(result.years.iter_rows())
    by_session = result.periods == "session"
    positions = [
        f"{row['period']}\n{years.get(row['period'], '')}" if by_session else str(row["period"]) for row in rows
    ]
    series = [
        *(Series(label=words[one], values=tuple(_share(row, one) for row in rows)) for one in COUNTS),
        Series(label=words["agreement_index"], values=tuple(_index(row["agreement_index"]) for row in rows)),
    ]
    if result.reference is not None:
        outside = {row["period"]: row["pairs_identical"] for row in result.reference.rows.iter_rows(named=True)}
        values = tuple(_index(outside.get(row["period"])) for row in rows)
        series.append(Series(label=words["outside"], values=values))
    caption = Caption(
        title=words["title"].format(name=_name(result, language)),
        shown=words["shown"],
        unit=words[result.periods],
        notes=(words["absence"], words["source"].format(source=result.record.source)),
        description="; ".join(_told(row, language) for row in rows),
    )
    draw_lines(path, caption, positions, series, [])


def _name(result: CohesionResult, language: Language) -> str:
    names = [in_language(one, language) for one in result.names]
    if len(names) > NAMED:
        return WORDS[language]["members"].format(number=len(names))
    return ("、" if language == "zh" else ", ").join(names)


def _share(row: Mapping[str, Any], count: str) -> float | None:
    return 100 * row[count] / row["roll_calls"] if row["roll_calls"] else None


def _index(value: float | None) -> float | None:
    return None if value is None else 100 * value


def _told(row: Mapping[str, Any], language: Language) -> str:
    words = WORDS[language]
    shares = [(one, _share(row, one)) for one in COUNTS] + [("agreement_index", _index(row["agreement_index"]))]
    figures = ", ".join(f"{words[one]} {words['nothing'] if value is None else round(value)}" for one, value in shares)
    return words["row"].format(period=row["period"], figures=figures)
