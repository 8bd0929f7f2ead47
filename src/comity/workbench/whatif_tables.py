"""The tables of a what-if, short as a reader sees them and whole as files hold them, and its sentences."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from comity.core.values import whole_percent
from comity.workbench.tables import Table
from comity.workbench.whatif_result import by_subject
from comity.workbench.whatif_sentences import WORDS, say_of

if TYPE_CHECKING:
    from comity.core.values import Language
    from comity.workbench.whatif_result import SensitivityRow, SummaryRow, WhatIf


class Content(StrEnum):
    """Which table a CSV file holds."""

    SUMMARY = "summary"
    SENSITIVITY = "sensitivity"
    ROLL_CALLS = "roll-calls"
    MEMBERS = "members"


FIGURES = frozenset(range(1, 12))
"""Columns of figures, where the first column is of words."""


def whole_tables(result: "WhatIf", language: "Language") -> Mapping[Content, Table]:
    """Every table with all its rows; the members' only where it was asked for."""
    tables = {
        Content.SUMMARY: _whole_summary(result, language),
        Content.SENSITIVITY: _whole_sensitivity(result, language),
        Content.ROLL_CALLS: _whole_roll_calls(result, language),
    }
    members = members_table(result, language)
    return {**tables, Content.MEMBERS: members} if members else tables


def _named(result: "WhatIf", language: "Language") -> Mapping[str, str]:
    return {one.id: one.name[language] for one in result.memberships}


def _whole_summary(result: "WhatIf", language: "Language") -> Table:
    words, names, charters = WORDS[language], _named(result, language), _charters(result, language)
    keys = ("membership", "charter", "rule", "subject", "put", "adopted", "not_adopted", "open")
    rows = [
        (
            names[one.membership],
            charters[one.charter],
            one.rule,
            words["every"] if one.subject is None else result.subjects[one.subject][language],
            *map(str, (one.put, one.adopted, one.not_adopted, one.open)),
        )
        for one in result.summary
    ]
    return Table(words["summary"], [words[key] for key in keys], rows)


def _whole_sensitivity(result: "WhatIf", language: "Language") -> Table:
    words, names, charters = WORDS[language], _named(result, language), _charters(result, language)
    keys = ("abstention", "absence", "major", "membership", "charter", "put", "adopted", "not_adopted", "open")
    rows = [
        (
            words[one.abstention],
            words["open_reading" if one.absence == "open" else one.absence],
            _major(result, one.major, language),
            names[one.membership],
            charters[one.charter],
            *map(str, (one.put, one.adopted, one.not_adopted, one.open)),
        )
        for one in result.sensitivity
    ]
    return Table(words["readings_table"], [words[key] for key in keys], rows)


def _major(result: "WhatIf", said: str, language: "Language") -> str:
    """Which matters count as major in a row of the sensitivity, in words."""
    words = WORDS[language]
    matter, colon, kind = said.partition(": ")
    if not colon:
        return words[f"{said}_major"]
    return words[f"is_{kind}"].format(matter=result.matters[matter][language])


def _charters(result: "WhatIf", language: "Language") -> Mapping[str, str]:
    return {one.id: one.short[language] for one in result.charters}


def _whole_roll_calls(result: "WhatIf", language: "Language") -> Table:
    words, names = WORDS[language], _named(result, language)
    states = tuple(dict.fromkeys(name for one in result.roll_calls for name in one.positions))
    keys = ("roll_call", "symbol", "session", "month", "kind", "subjects", "membership", "major")
    charters = _charters(result, language)
    rows = [
        (
            one.roll_call or "",
            one.symbol or "",
            "" if one.session is None else str(one.session),
            one.month or "",
            words.get(one.kind, one.kind),
            ", ".join(result.subjects[subject][language] for subject in one.subjects),
            names[one.membership],
            words["yes_word"] if one.major else words["no_word"],
            *(words[one.outcomes[charter].verdict] for charter in charters),
            *(one.outcomes[charter].sentence[language] for charter in charters),
            *(words.get(one.positions.get(state, ""), "") for state in states),
        )
        for one in result.roll_calls
    ]
    sentences = [f"{name}: {words['sentence']}" for name in charters.values()]
    header = [*(words[key] for key in keys), *charters.values(), *sentences]
    return Table(words["roll_calls"], [*header, *(result.states[state][language] for state in states)], rows)


def about_table(result: "WhatIf", language: "Language") -> Table:
    """What the other tables are of: record, source, charters, readings, what was left out."""
    words = WORDS[language]
    charters = [
        (words["charter"], f"{one.short[language]}: {one.title[language]} ({one.id})") for one in result.charters
    ]
    members = [
        (
            words["membership"],
            f"{one.name[language]}: {', '.join(result.states[name][language] for name in one.members)}",
        )
        for one in result.memberships
    ]
    rows = [
        (words["months"], f"{result.record.from_ or ''} – {result.record.until or ''}"),
        (words["asked"], "; ".join(result.asked[language]) or words["plain"]),
        *charters,
        *members,
        (words["left_out"], result.record.left_out_words[language]),
        (words["caution"], result.record.note.get(language, "")),
        (words["source"], result.record.source),
        (words["licence"], result.record.licence),
    ]
    header = (words["record"], result.record.title.get(language) or result.record.name)
    return Table(words["about"], header, rows)


SHOWN = 25
"""So many memberships are told one by one."""


def membership_table(result: "WhatIf", language: "Language") -> Table:
    """Adopted under each charter, by membership; of more than a reader would compare, all together alone."""
    words = WORDS[language]
    rows = []
    shown = result.memberships if len(result.memberships) <= SHOWN else result.memberships[:1]
    for one in shown:
        of_charters = {row.charter: row for row in result.summary if row.membership == one.id and row.subject is None}
        months = f"{one.from_} – {one.until}" if one.from_ else ""
        rows.append((one.name[language], months, *_adopted(result, of_charters, words["open"])))
    header = [words["membership"], words["months"], words["put"], *(one.short[language] for one in result.charters)]
    return Table(words["by_membership"], header, rows, FIGURES - {1})


def subject_table(result: "WhatIf", language: "Language") -> Table:
    """Adopted under each charter, by subject, those with most roll calls first."""
    words = WORDS[language]
    ordered = by_subject(result)
    rows = [(result.subjects[subject][language], *_adopted(result, found, words["open"])) for subject, found in ordered]
    header = [words["subject"], words["put"], *(one.short[language] for one in result.charters)]
    return Table(words["by_subject"], header, rows, FIGURES)


def _adopted(result: "WhatIf", of_charters: Mapping[str, "SummaryRow"], word: str) -> Sequence[str]:
    """How many were put, and how many each charter adopts."""
    put = next((str(row.put) for row in of_charters.values()), "0")
    return (put, *(_figure(of_charters.get(one.id), word) for one in result.charters))


def _figure(row: "SummaryRow | None", word: str) -> str:
    if row is None or not row.put:
        return "0"
    share = f"{row.adopted} ({percent(row.adopted, row.put)}%)"
    return f"{share}, {row.open} {word}" if row.open else share


def percent(part: int, whole: int) -> int:
    """A share in whole per cent; 100 and 0 only where it is all or nothing."""
    return whole_percent(100 * part / whole) if whole else 0


def sensitivity_table(result: "WhatIf", language: "Language") -> Table:
    """Of the membership asked for: adopted under each charter, from the least to the most of each kind of variant.

    The most is what is adopted if everything that is open were.
    """
    words = WORDS[language]
    rows = []
    for key, found in _kinds(result).items():
        cells = []
        for charter in result.charters:
            own = [row for row in found if row.charter == charter.id]
            low = min((row.adopted for row in own), default=0)
            high = max((row.adopted + row.open for row in own), default=0)
            cells.append(str(low) if low == high else f"{low}–{high}")
        rows.append((words[key], *cells))
    header = [words["reading"], *(one.short[language] for one in result.charters)]
    return Table(words["sensitivity"], header, rows, FIGURES)


def most_telling(result: "WhatIf") -> tuple[str, str, int] | None:
    """The one matter that changes most when it is made major, or is not: matter, charter, adopted then."""
    kinds = _kinds(result)
    asked = {row.charter: row.adopted for row in kinds["as_asked"]}
    changes = [(abs(row.adopted - asked[row.charter]), row) for row in kinds["toggled"]]
    most, row = max(changes, key=lambda change: change[0], default=(0, None))
    return None if row is None or not most else (row.major.partition(": ")[0], row.charter, row.adopted)


def _kinds(result: "WhatIf") -> Mapping[str, "Sequence[SensitivityRow]"]:
    asked = [row for row in result.sensitivity if row.membership == result.membership]
    same = [row for row in asked if (row.abstention, row.absence) == (result.abstention, result.absence)]
    return {
        "as_asked": [row for row in same if row.major == "charter"],
        "readings": [row for row in asked if row not in same],
        "none": [row for row in same if row.major == "none"],
        "all": [row for row in same if row.major == "all"],
        "toggled": [row for row in same if ": " in row.major],
    }


def members_table(result: "WhatIf", language: "Language") -> Table | None:
    """How each member stood, in the organisation's order."""
    if result.members is None:
        return None
    words = WORDS[language]
    keys = ("member", "months", "put", "yes", "no", "abstain", "absent")
    rows = [
        (
            one.name[language],
            f"{one.from_} – {one.until}" if one.from_ else "",
            *map(str, (one.put, one.yes, one.no, one.abstain, one.absent)),
        )
        for one in result.members
    ]
    return Table(words["members"], [words[key] for key in keys], rows, FIGURES - {1}, words["members_sheet"])


def answer_sentence(result: "WhatIf", language: "Language") -> str:
    """How many of the roll calls each charter would have adopted; empty where none was put."""
    rows = {row.charter: row for row in result.summary if row.membership == result.membership and row.subject is None}
    put = next((row.put for row in rows.values()), 0)
    if not put:
        return ""
    each = [
        say_of(
            "each",
            language,
            charter=one.short[language],
            adopted=rows[one.id].adopted,
            share=percent(rows[one.id].adopted, put),
        )
        + (say_of("open", language, open=rows[one.id].open) if rows[one.id].open else "")
        for one in result.charters
    ]
    return say_of("answer", language, put=put, each=("；" if language == "zh" else "; ").join(each))


def question_parts(result: "WhatIf", language: "Language") -> tuple[str, ...]:
    """What was put to whom: record, bodies, membership, months, and how the question differs from the plain one."""
    names = {one.id: one.name[language] for one in result.memberships}
    months = f"{result.record.from_} – {result.record.until}" if result.record.from_ else ""
    title = result.record.title.get(language) or result.record.name
    bodies = " / ".join(dict.fromkeys(one.body_name[language] for one in result.charters))
    return tuple(one for one in (title, bodies, names[result.membership], months, *result.asked[language]) if one)


def caveats(result: "WhatIf", language: "Language") -> tuple[str, ...]:
    """How the record was read, which matters are major, and what was left out, a sentence each."""
    sentences = [say_of(result.abstention, language), say_of(f"absent_{result.absence}", language)]
    for one in result.charters:
        matters = ("；" if language == "zh" else "; ").join(one.major_names[language]) or say_of("no_matter", language)
        sentences.append(say_of("major", language, charter=one.short[language], matters=matters))
    sentences.append(result.record.left_out_words[language])
    if result.record.without_positions:
        names = ("、" if language == "zh" else ", ").join(
            result.states[one][language] for one in result.record.without_positions
        )
        sentences.append(say_of("without_positions", language, members=names))
    return tuple(one for one in sentences if one)


def what_tells_most(result: "WhatIf", language: "Language") -> str:
    """The one matter that changes most, in a sentence; empty where none does."""
    found = most_telling(result)
    if found is None:
        return ""
    matter, charter, adopted = found
    short = next(one.short[language] for one in result.charters if one.id == charter)
    return say_of("tells_most", language, matter=result.matters[matter][language], charter=short, adopted=adopted)
