"""The pictures of a what-if: by session, by subject, and how far the answer depends on how the record is read."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from comity.core.values import Id, Language, whole_percent
from comity.formats.pictures import Caption, Mark, Series, Spread, draw_bars, draw_lines, draw_spreads
from comity.workbench.whatif_result import Picture, PutRollCall, SensitivityRow, SummaryRow, WhatIf, by_subject

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "title": "Of {put} roll calls put, adopted: {each}",
        "title_range": "Depending on the reading, of {put} roll calls put, adopted: {each}",
        "each": "{share} % by {charter}",
        "and": "; ",
        "comma": ", ",
        "sessions": "Share adopted under each rule, by session (under it its year, and how many were put) · {whom}",
        "sessions_unit": "session of the record, year of its first roll call shown, roll calls put",
        "months": "Share adopted under each rule, by year (under it how many were put) · {whom}",
        "months_unit": "year, roll calls put",
        "subjects": "Put: the bar, the figure before it. Adopted under each rule: marks, the figures after it · {whom}",
        "subjects_unit": "roll calls; a text may have several subjects",
        "sensitivity": "Share adopted if the record is read otherwise, or other matters are major · {body}",
        "sensitivity_unit": "share of the roll calls put",
        "all": "all readings and choices",
        "major": "choices of major matters",
        "asked": "as asked",
        "open": "Pale, from a mark on: roll calls left open, as it is not known how some members would have voted.",
        "open_range": "Hollow mark: as asked, if all roll calls that are left open were adopted.",
        "source": "Source: {source}",
        "nothing": "No roll call is put",
    },
    "ru": {
        "title": "Из {put} вынесенных текстов было бы принято: {each}",
        "title_range": "В зависимости от прочтения из {put} вынесенных текстов было бы принято: {each}",
        "each": "{share} % — {charter}",
        "and": "; ",
        "comma": ", ",
        "sessions": "Доля принятого по каждому правилу, по сессиям (ниже: год и число вынесенных) · {whom}",
        "sessions_unit": "сессия, год первого из показанных голосований, число вынесенных текстов",
        "months": "Доля принятого по каждому правилу, по годам (ниже: число вынесенных) · {whom}",
        "months_unit": "год, число вынесенных текстов",
        "subjects": "Вынесено: полоса и число перед ней. Принято по каждому правилу: знаки и числа за ней · {whom}",
        "subjects_unit": "голосования; у текста может быть несколько предметов",
        "sensitivity": "Доля принятого при ином прочтении записи или ином перечне важных вопросов · {body}",
        "sensitivity_unit": "доля вынесенных текстов",
        "all": "все прочтения и перечни",
        "major": "перечни важных вопросов",
        "asked": "по условиям запроса",
        "open": "Бледная полоса от знака: исход открыт, так как неизвестно, как голосовали бы некоторые члены.",
        "open_range": "Полый знак: по условиям запроса, если бы всё, что остаётся открытым, было принято.",
        "source": "Источник: {source}",
        "nothing": "Ни один текст не вынесен",
    },
    "zh": {
        "title": "在提交的{put}次记录表决中，通过：{each}",
        "title_range": "视解读而定，在提交的{put}次记录表决中，通过：{each}",
        "each": "{charter} {share}%",
        "and": "；",
        "comma": "，",
        "sessions": "各规则下通过的比例，按届会（下为年份及提交数） · {whom}",
        "sessions_unit": "届会、所示首次表决的年份、提交的记录表决数",
        "months": "各规则下通过的比例，按年（下为提交数） · {whom}",
        "months_unit": "年份、提交的记录表决数",
        "subjects": "提交：横条及其前的数字；各规则下通过：标记及其后的数字 · {whom}",
        "subjects_unit": "记录表决数；一个案文可有多个主题",
        "sensitivity": "以其他方式解读记录或另定重大事项时的通过比例 · {body}",
        "sensitivity_unit": "占提交的记录表决的比例",
        "all": "所有解读与选择",
        "major": "重大事项的不同选择",
        "asked": "按所问",
        "open": "标记之后的浅色部分：因不知部分成员会如何表决而未定的记录表决。",
        "open_range": "空心标记：按所问，且未定的记录表决全部通过。",
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
    columns = _columns(result, by_session=by_session)
    positions = [_position(key, found, by_session=by_session) for key, found in columns.items()]
    series = [
        Series(
            label=one.short[language],
            values=tuple(_share(found, one.id, {"adopted"}) for found in columns.values()),
            most=tuple(_share(found, one.id, {"adopted", "open"}) for found in columns.values()),
        )
        for one in result.charters
    ]
    marks = _changes(result, list(columns.values()), language)
    shown = "sessions" if by_session else "months"
    told = [_told(key, [_percent(one, at) for one in series]) for at, key in enumerate(columns) if columns[key]]
    draw_lines(path, _caption(result, shown, language, told), positions, series, marks)


def _columns(result: WhatIf, *, by_session: bool) -> dict[str, list[PutRollCall]]:
    """The roll calls by session or year; one in between of which nothing is put is there too, empty."""
    found = sorted(result.roll_calls, key=lambda one: _when(one, by_session=by_session))
    numbers = [int(key) for one in found if (key := _column(one, by_session=by_session)) != "?"]
    between = range(min(numbers), max(numbers) + 1) if numbers else range(0)
    columns: dict[str, list[PutRollCall]] = {str(number): [] for number in between}
    for one in found:
        columns.setdefault(_column(one, by_session=by_session), []).append(one)
    return columns


def _when(one: PutRollCall, *, by_session: bool) -> tuple[int, str]:
    """The order of roll calls, whatever that of the record; those of which it is not known come last."""
    number = one.session if by_session else int((one.month or "9999")[:4])
    return 9999 if number is None else number, one.month or ""


def _column(one: PutRollCall, *, by_session: bool) -> str:
    if by_session:
        return "?" if one.session is None else str(one.session)
    return (one.month or "?")[:4]


def _position(key: str, found: Sequence[PutRollCall], *, by_session: bool) -> str:
    year = min((one.month for one in found if one.month), default="–")[:4]
    return "\n".join((key, year, str(len(found))) if by_session else (key, str(len(found))))


def _share(found: Sequence[PutRollCall], charter: Id, verdicts: set[str]) -> float | None:
    return 100 * sum(one.outcomes[charter].verdict in verdicts for one in found) / len(found) if found else None


def _told(name: str, figures: Sequence[str]) -> str:
    """A row of a picture in words."""
    return f"{name}: {', '.join(figures)}"


def _percent(series: Series, at: int) -> str:
    return f"{_share_range(series.values[at] or 0, series.most[at] or 0)} %"


def _share_range(low: float, high: float) -> str:
    """A share in whole per cent, or the two between which it lies."""
    return _range(whole_percent(low), whole_percent(high))


def _range(low: float, high: float) -> str:
    """A figure, or the two between which it lies."""
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def _changes(result: WhatIf, columns: Sequence[Sequence[PutRollCall]], language: Language) -> list[Mark]:
    """Where another membership begins: after the roll calls that were put to the one before it."""
    names = {one.id: one.name[language] for one in result.memberships}
    marks: list[Mark] = []
    before: Id | None = None
    for place, found in enumerate(columns):
        for at, one in enumerate(found):
            if one.month is None:
                continue
            if before is not None and one.membership != before:
                where = place - 0.5 + at / len(found)
                marks.append(Mark(at=where, label=names[one.membership], before=names[before]))
            before = one.membership
    return marks


def _subjects(result: WhatIf, path: Path, language: Language) -> None:
    ordered = by_subject(result)
    labels = [result.subjects[subject][language] for subject, _ in ordered]
    wholes = [max(row.put for row in found.values()) for _, found in ordered]
    series = [
        Series(
            label=one.short[language],
            values=tuple(float(found[one.id].adopted) for _, found in ordered),
            most=tuple(float(found[one.id].adopted + found[one.id].open) for _, found in ordered),
        )
        for one in result.charters
    ]
    told = [
        _told(f"{label} ({wholes[at]})", [_range(one.values[at] or 0, one.most[at] or 0) for one in series])
        for at, label in enumerate(labels)
    ]
    draw_bars(path, _caption(result, "subjects", language, told), labels, wholes, series)


def _sensitivity(result: WhatIf, path: Path, language: Language) -> None:
    spreads: list[Spread] = []
    ranges: dict[Id, tuple[float, float]] = {}
    for membership in result.memberships:
        for charter in result.charters:
            found = [row for row in result.sensitivity if (row.membership, row.charter) == (membership.id, charter.id)]
            if found and found[0].put:
                spread = _spread(result, found, charter.short[language], membership.name[language])
                spreads.append(spread)
                if membership.id == result.membership:
                    ranges[charter.id] = (spread.low, spread.high)
    words = WORDS[language]
    key = (words["all"], words["major"], words["asked"])
    told = [_told(f"{one.group}, {one.label}", [f"{_share_range(one.low, one.high)} %"]) for one in spreads]
    draw_spreads(path, _caption(result, "sensitivity", language, told, ranges), spreads, key)


def _spread(result: WhatIf, found: Sequence[SensitivityRow], label: str, group: str) -> Spread:
    reading = (result.abstention, result.absence)
    same = [row for row in found if (row.abstention, row.absence) == reading]
    asked = next(row for row in same if row.major == "charter")
    return Spread(
        label=label,
        group=group,
        low=min(map(_least, found)),
        high=max(map(_most, found)),
        inner_low=min(map(_least, same)),
        inner_high=max(map(_most, same)),
        value=_least(asked),
        value_most=_most(asked),
    )


def _least(row: SummaryRow | SensitivityRow) -> float:
    return 100 * row.adopted / row.put


def _most(row: SummaryRow | SensitivityRow) -> float:
    """The share if all that is open were adopted."""
    return 100 * (row.adopted + row.open) / row.put


def _caption(
    result: WhatIf,
    picture: str,
    language: Language,
    told: Sequence[str],
    ranges: Mapping[Id, tuple[float, float]] | None = None,
) -> Caption:
    """The words around; the title gives the range of each charter, of all readings where such are told."""
    words = WORDS[language]
    whole = {row.charter: row for row in result.summary if row.membership == result.membership and row.subject is None}
    put = max((row.put for row in whole.values()), default=0)
    figures = ranges or {row.charter: (_least(row), _most(row)) for row in whole.values() if row.put}
    each = words["and"].join(
        words["each"].format(charter=one.short[language], share=_share_range(*figures[one.id]))
        for one in result.charters
        if one.id in figures
    )
    names = {one.id: one.name[language] for one in result.memberships}
    body = " / ".join(dict.fromkeys(one.body_name[language] for one in result.charters))
    whom = " · ".join((f"{body}{words['comma']}{names[result.membership]}", *result.asked[language]))
    body = " · ".join((body, *result.asked[language]))
    title = words["title_range" if ranges else "title"].format(put=put, each=each) if put else words["nothing"]
    record = result.record
    source = [words["source"].format(source=record.source)] if record.source else []
    months = [f"{record.from_} – {record.until}"] if record.from_ else []
    span = " · ".join([record.title.get(language) or record.name, *months])
    note = [record.note[language]] if record.note else []
    opened = [words["open_range" if ranges else "open"]] if any(row.open for row in whole.values()) else []
    return Caption(
        title=title,
        shown=words[picture].format(whom=whom, body=body),
        unit=words[f"{picture}_unit"],
        notes=(*opened, " · ".join(one for one in (span, record.left_out_words[language]) if one), *note, *source),
        description=f"{title}. {words[picture].format(whom=whom, body=body)}. {span}. {'; '.join(told)}",
    )


DRAWN: Mapping[Picture, Callable[[WhatIf, Path, Language], None]] = {
    Picture.SESSIONS: _sessions,
    Picture.SUBJECTS: _subjects,
    Picture.SENSITIVITY: _sensitivity,
}
