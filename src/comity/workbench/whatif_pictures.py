"""The pictures of a what-if: by session, by subject, and how far the answer depends on how the record is read."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from comity.core.values import Id, Language
from comity.formats.pictures import Caption, Mark, Series, Spread, draw_bars, draw_lines, draw_spreads
from comity.workbench.whatif_result import PutMembership, PutRollCall, SensitivityRow, SummaryRow, WhatIf


class Picture(StrEnum):
    """What is shown."""

    SESSIONS = "sessions"
    SUBJECTS = "subjects"
    SENSITIVITY = "sensitivity"


WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Of {put} roll calls put, adopted: {each}",
        "each": "{share} % by {charter}",
        "and": "; ",
        "comma": ", ",
        "sessions": "Share adopted under each rule, by session (under it its year, and how many were put) · {whom}",
        "sessions_unit": "session of the record, year in which it began, roll calls put",
        "months": "Share adopted under each rule, by year (under it how many were put) · {whom}",
        "months_unit": "year, roll calls put",
        "subjects": "Put: the bar, the figure before it. Adopted under each rule: marks, the figures after it · {whom}",
        "subjects_unit": "roll calls; a text may have several subjects",
        "sensitivity": "Share adopted if the record is read otherwise, or other matters are major · {body}",
        "sensitivity_unit": "share of the roll calls put",
        "all": "all readings and choices",
        "major": "choices of major matters",
        "asked": "as asked",
        "source": "Source: {source}",
        "nothing": "No roll call is put",
    },
    "ru": {
        "title": "Из {put} поставленных голосований принято бы: {each}",
        "each": "{charter} — {share} %",
        "and": "; ",
        "comma": ", ",
        "sessions": "Доля принятого по каждому правилу, по сессиям (ниже: год начала и число поставленных) · {whom}",
        "sessions_unit": "сессия, год её начала, число поставленных голосований",
        "months": "Доля принятого по каждому правилу, по годам (ниже: число поставленных) · {whom}",
        "months_unit": "год, число поставленных голосований",
        "subjects": "Поставлено: полоса и число перед ней. Принято по каждому правилу: знаки и числа за ней · {whom}",
        "subjects_unit": "голосования; у текста может быть несколько предметов",
        "sensitivity": "Доля принятого при ином прочтении записи или ином перечне важных вопросов · {body}",
        "sensitivity_unit": "доля поставленных голосований",
        "all": "все прочтения и перечни",
        "major": "перечни важных вопросов",
        "asked": "как спрошено",
        "source": "Источник: {source}",
        "nothing": "Ни одно голосование не поставлено",
    },
    "zh": {
        "title": "在提交的{put}次记录表决中，通过：{each}",
        "each": "{charter} {share}%",
        "and": "；",
        "comma": "，",
        "sessions": "各规则下通过的比例，按届会（下为起始年份及提交数） · {whom}",
        "sessions_unit": "届会、起始年份、提交的记录表决数",
        "months": "各规则下通过的比例，按年（下为提交数） · {whom}",
        "months_unit": "年份、提交的记录表决数",
        "subjects": "提交：横条及其前的数字；各规则下通过：标记及其后的数字 · {whom}",
        "subjects_unit": "记录表决数；一个案文可有多个主题",
        "sensitivity": "以其他方式解读记录或另定重大事项时的通过比例 · {body}",
        "sensitivity_unit": "占提交的记录表决的比例",
        "all": "所有解读与选择",
        "major": "重大事项的不同选择",
        "asked": "按所问",
        "source": "来源：{source}",
        "nothing": "没有可提交的记录表决",
    },
}


def draw(result: WhatIf, picture: Picture, path: Path, language: Language) -> None:
    """Draw a picture of the answer into an SVG or PNG file.

    Raises ``Refused`` for a file of another kind, or one that can't be written.
    """
    DRAWN[picture](result, path, language)


def _sessions(result: WhatIf, path: Path, language: Language) -> None:
    """By session; by year where the record has no sessions."""
    by_session = any(one.session is not None for one in result.roll_calls)
    columns: dict[str, list[PutRollCall]] = {}
    for one in sorted(result.roll_calls, key=lambda one: _when(one, by_session=by_session)):
        columns.setdefault(_column(one, by_session=by_session), []).append(one)
    positions = [_position(key, found, by_session=by_session) for key, found in columns.items()]
    series = [
        Series(label=one.short[language], values=tuple(_share(found, one.id) for found in columns.values()))
        for one in result.charters
    ]
    marks = _changes(result, list(columns.values()), language)
    shown = "sessions" if by_session else "months"
    draw_lines(path, _caption(result, shown, language), positions, series, marks)


def _when(one: PutRollCall, *, by_session: bool) -> tuple[int, str]:
    """The order of roll calls, whatever that of the record; those of which it is not known come last."""
    number = one.session if by_session else int((one.month or "9999")[:4])
    return 9999 if number is None else number, one.month or ""


def _column(one: PutRollCall, *, by_session: bool) -> str:
    if by_session:
        return "?" if one.session is None else str(one.session)
    return (one.month or "?")[:4]


def _position(key: str, found: Sequence[PutRollCall], *, by_session: bool) -> str:
    year = min((one.month for one in found if one.month), default="")[:4]
    return "\n".join((key, year, str(len(found))) if by_session else (key, str(len(found))))


def _share(found: Sequence[PutRollCall], charter: Id) -> float:
    return 100 * sum(one.outcomes[charter].verdict == "adopted" for one in found) / len(found)


def _changes(result: WhatIf, columns: Sequence[Sequence[PutRollCall]], language: Language) -> list[Mark]:
    """Where another membership begins: after the roll calls that were put to the one before it."""
    own = _own_time(result)
    marks: list[Mark] = []
    before: PutMembership | None = None
    for place, found in enumerate(columns):
        for at, one in enumerate(found):
            sat = _sat(one, own)
            if before is not None and sat is not None and sat.id != before.id:
                where = place - 0.5 + at / len(found)
                marks.append(Mark(at=where, label=sat.name[language], before=before.name[language]))
            before = sat or before
    return marks


def _own_time(result: WhatIf) -> list[PutMembership]:
    """The memberships in their own time: the first of those to which the same months are put."""
    spans: dict[tuple[str | None, str | None], PutMembership] = {}
    for one in result.memberships:
        if one.from_ is not None:
            spans.setdefault((one.from_, one.until), one)
    return list(spans.values())


def _sat(put: PutRollCall, own: Sequence[PutMembership]) -> PutMembership | None:
    """The membership to which a roll call was put; positions may be unknown of some of its members."""
    month = put.month
    able = [
        one
        for one in own
        if put.positions.keys() <= set(one.members)
        and (month is None or (one.from_ or month)[: len(month)] <= month <= (one.until or month)[: len(month)])
    ]
    return min(able, key=lambda one: len(one.members), default=None)


def _subjects(result: WhatIf, path: Path, language: Language) -> None:
    rows: dict[Id, dict[Id, SummaryRow]] = {}
    for row in result.summary:
        if row.membership == result.membership and row.subject is not None:
            rows.setdefault(row.subject, {})[row.charter] = row
    ordered = sorted(rows.items(), key=lambda pair: (-max(row.put for row in pair[1].values()), pair[0]))
    labels = [result.subjects[subject][language] for subject, _ in ordered]
    wholes = [max(row.put for row in found.values()) for _, found in ordered]
    series = [
        Series(label=one.short[language], values=tuple(float(found[one.id].adopted) for _, found in ordered))
        for one in result.charters
    ]
    draw_bars(path, _caption(result, "subjects", language), labels, wholes, series)


def _sensitivity(result: WhatIf, path: Path, language: Language) -> None:
    spreads = []
    for membership in result.memberships:
        for charter in result.charters:
            found = [row for row in result.sensitivity if (row.membership, row.charter) == (membership.id, charter.id)]
            if found and found[0].put:
                spread = _spread(result, found, charter.short[language], membership.name[language])
                spreads.append(spread)
    words = WORDS[language]
    key = (words["all"], words["major"], words["asked"])
    draw_spreads(path, _caption(result, "sensitivity", language), spreads, key)


def _spread(result: WhatIf, found: Sequence[SensitivityRow], label: str, group: str) -> Spread:
    reading = (result.abstention, result.absence)
    same = [row for row in found if (row.abstention, row.absence) == reading]
    shares = [100 * row.adopted / row.put for row in found]
    inner = [100 * row.adopted / row.put for row in same]
    asked = next(100 * row.adopted / row.put for row in same if row.major == "charter")
    return Spread(
        label=label,
        group=group,
        low=min(shares),
        high=max(shares),
        inner_low=min(inner),
        inner_high=max(inner),
        value=asked,
    )


def _caption(result: WhatIf, picture: str, language: Language) -> Caption:
    words = WORDS[language]
    whole = {row.charter: row for row in result.summary if row.membership == result.membership and row.subject is None}
    put = max((row.put for row in whole.values()), default=0)
    each = words["and"].join(
        words["each"].format(charter=one.short[language], share=round(100 * whole[one.id].adopted / put))
        for one in result.charters
        if put
    )
    names = {one.id: one.name[language] for one in result.memberships}
    body = result.charters[0].body_name[language]
    whom = f"{body}{words['comma']}{names[result.membership]}"
    title = words["title"].format(put=put, each=each) if put else words["nothing"]
    record = result.record
    source = [words["source"].format(source=record.source)] if record.source else []
    months = [f"{record.from_} – {record.until}"] if record.from_ else []
    span = " · ".join([record.title.get(language) or record.name, *months])
    note = [record.note[language]] if record.note else []
    return Caption(
        title=title,
        shown=words[picture].format(whom=whom, body=body),
        unit=words[f"{picture}_unit"],
        notes=(span, *note, *source),
        description=f"{title}. {words[picture].format(whom=whom, body=body)}. {span}.",
    )


DRAWN: Mapping[Picture, Callable[[WhatIf, Path, Language], None]] = {
    Picture.SESSIONS: _sessions,
    Picture.SUBJECTS: _subjects,
    Picture.SENSITIVITY: _sensitivity,
}
