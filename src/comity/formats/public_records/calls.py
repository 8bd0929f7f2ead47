"""The roll calls of published tables: each once, with its session, its date, and what is printed of its text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from comity.core.rules.facts import Camp
from comity.core.values import PartialDate
from comity.formats.public_records.remarks import Found, Rule
from comity.formats.public_records.source import Source
from comity.formats.public_records.tables import ABOUT, ROW, PublishedTable
from comity.formats.public_records.texts import AMENDMENT, PARAGRAPH, Printed

YEARS_APART = 2
"""A date that is further from the year of its session is impossible."""

TOTALS: Mapping[str, Camp] = {"total_yes": Camp.YES, "total_no": Camp.NO, "total_abstain": Camp.ABSTAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """A roll call: its number in the tables, its session, its date as written, and as far as it is true (``known``)."""

    number: str
    numbering: str
    session: int
    date: PartialDate
    known: PartialDate | None
    printed: Printed
    totals: Mapping[Camp, int] = field(default_factory=dict)


def roll_calls_of(tables: Sequence[PublishedTable], source: Source, today: date, found: Found) -> tuple[RollCall, ...]:
    """The roll calls of all tables, in the order in which they stand there first. What is wrong goes to ``found``."""
    seen: dict[str, tuple[RollCall, Mapping[str, object], str]] = {}
    for table in tables:
        if not table.has_roll_calls:
            continue
        for row in _each_once(table):
            number = str(row["roll_call"] or "")
            if not number:
                found.problems.append(table.at(_row(row), "there is no number of a roll call", "Fill the cell"))
                continue
            told = {name: value for name, value in row.items() if name != ROW}
            place = f"{table.file}, row {row[ROW]}"
            if number in seen:
                _again(table, row, told, seen[number][1:], found)
                continue
            call = _roll_call(table, row, source, today, found)
            if call is not None:
                seen[number] = (call, told, place)
            else:
                found.refused_calls.add(number)
    return tuple(call for call, _, _ in seen.values())


def _each_once(table: PublishedTable) -> Iterator[dict[str, object]]:
    """What a table tells of roll calls; where a row stands for each vote, of each roll call once."""
    columns = [one for one in ABOUT if one in table.frame.columns]
    told = table.frame.select(ROW, *columns)
    if table.has_votes:
        told = told.unique(columns, keep="first", maintain_order=True)
    return told.iter_rows(named=True)


def _row(row: Mapping[str, object]) -> int:
    return int(str(row[ROW]))


def _again(
    table: PublishedTable,
    row: Mapping[str, object],
    told: Mapping[str, object],
    before: tuple[Mapping[str, object], str],
    found: Found,
) -> None:
    """A roll call that stands twice: the same again is remarked, another under the same number refused."""
    known, place = before
    differing = [one for one in told if one in known and told[one] != known[one]]
    if differing:
        fact = f"the roll call {row['roll_call']} stands twice, with another {differing[0]} in {place}"
        found.problems.append(table.at(_row(row), fact, "Take one of them out"))
    else:
        found.remark(Rule.SAID_TWICE, f"{table.file}, row {row[ROW]}: {row['roll_call']}")


def _roll_call(
    table: PublishedTable, row: Mapping[str, object], source: Source, today: date, found: Found
) -> RollCall | None:
    number = str(row["roll_call"])
    written = _date(table, row, source, today, found)
    session = _session(table, row, written, source, found)
    if session is None or written is None:
        return None
    if not _fits(table, row, written, session, source, found):
        return None
    numbered = source.numbered if table.numbering == "numbered" else None
    known = written
    if numbered is not None and written.day is not None and not numbered.day_is_true(number, session):
        found.remark(Rule.DAY_UNKNOWN, f"{number} {written}")
        known = PartialDate(written.year, written.month)
    return RollCall(
        number=number,
        numbering=table.numbering,
        session=session,
        date=written,
        known=known,
        printed=_printed(row, session),
        totals=dict(_totals(table, row, found)),
    )


def _date(
    table: PublishedTable, row: Mapping[str, object], source: Source, today: date, found: Found
) -> PartialDate | None:
    cell = row.get("date")
    if cell is None:
        found.problems.append(table.at(_row(row), "there is no date", "Write 2018-12-05, 2018-12 or 2018"))
        return None
    try:
        written = PartialDate.parse(str(cell).partition("T")[0].partition(" ")[0])
    except ValueError:
        found.problems.append(table.at(_row(row), f"'{cell}' is no date", "Write 2018-12-05, 2018-12 or 2018"))
        return None
    if written.year < source.zeroth_year or written.first > today:
        fact = f"{cell} is no day of a vote: the record lies between {source.zeroth_year} and today"
        found.problems.append(table.at(_row(row), fact, "Mend the date"))
        return None
    return written


def _session(
    table: PublishedTable, row: Mapping[str, object], written: PartialDate | None, source: Source, found: Found
) -> int | None:
    """The number of the session; of a special one that has a name, that of the regular session of its month."""
    cell = str(row["session"] or "").removesuffix(".0")
    if cell.isdecimal() and 0 < int(cell) < 1000:
        return int(cell)
    if any(map(str.isdecimal, cell)) and any(map(str.isalpha, cell)) and written is not None:
        found.remark(Rule.SPECIAL_SESSION, f"{row['roll_call']} {cell}")
        return max(1, source.session_on(written.year, written.month or source.opening_month))
    if written is not None or not cell:
        fact = f"'{cell}' is no session" if cell else "there is no session"
        found.problems.append(table.at(_row(row), fact, "Write its number, or the name of a special session"))
    return None


def _fits(
    table: PublishedTable,
    row: Mapping[str, object],
    written: PartialDate,
    session: int,
    source: Source,
    found: Found,
) -> bool:
    """Whether a date can be that of the session: impossible ones are refused, those beside it are remarked."""
    opened = source.zeroth_year + session
    if abs(written.year - opened) > YEARS_APART:
        fact = f"{written} can't be a day of session {session}, which opened in {opened}"
        found.problems.append(table.at(_row(row), fact, "Mend the date, or the session"))
        return False
    month = written.year * 12 + (written.month or source.opening_month)
    opening = opened * 12 + source.opening_month
    if not opening <= month <= opening + 12:
        found.remark(Rule.OUTSIDE_SESSION, f"{row['roll_call']} {written}, session {session}")
    return True


def _printed(row: Mapping[str, object], session: int) -> Printed:
    marked = AMENDMENT if _is_marked(row.get("amendment")) else PARAGRAPH if _is_marked(row.get("paragraph")) else ""
    return Printed(
        roll_call=str(row["roll_call"]),
        session=session,
        symbol=str(row.get("symbol") or ""),
        marked=marked,
        short=str(row.get("short") or ""),
        description=str(row.get("description") or ""),
    )


def _is_marked(cell: object) -> bool:
    """A missing mark counts as none."""
    return str(cell or "").casefold().removesuffix(".0") in {"1", "true"}


def _totals(table: PublishedTable, row: Mapping[str, object], found: Found) -> Iterator[tuple[Camp, int]]:
    for column, camp in TOTALS.items():
        cell = row.get(column)
        if cell is None:
            continue
        digits = str(cell).removesuffix(".0")
        if digits.isdecimal():
            yield camp, int(digits)
        else:
            found.problems.append(table.at(_row(row), f"'{cell}' is no total of votes", "Write digits, or nothing"))
