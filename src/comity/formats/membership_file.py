"""Files that say who is a member of a group, and from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.core.values import PartialDate, Problem
from comity.formats.documents import refuse_any
from comity.formats.positions import read_listed
from comity.formats.rows import Row, read_rows

MEMBER = ("member", "voter", "state")
FROM, UNTIL = "from", "until"
EVERY = (*MEMBER, FROM, UNTIL, "note")


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the file writes it, its line, and the days of its membership.

    ``start`` is ``None`` where it always was one; ``until`` is the first day on which it no longer was, ``None`` where
    it still is.
    """

    written: str
    line: int | None
    start: date | None = None
    until: date | None = None


def read_members(path: Path) -> tuple[Listed, ...]:
    """The members that a file lists: a JSON list, or a table with a column `member` (or `voter`), `from` and `until`.

    A date may be a year or a month, and counts from its first day. Raises ``Refused`` with the lines that are wrong.
    """
    if path.suffix.lower() == ".json":
        return tuple(Listed(one.written, one.line) for one in read_listed(path))
    header, *body = read_rows(path)
    titles = [cell.casefold() for cell in header.cells]
    if not {FROM, UNTIL, "member", "state"} & set(titles):
        return tuple(Listed(one.written, one.line) for one in read_listed(path))
    problems = list(_wrong_header(titles, header))
    refuse_any([_at(path, one) for one in problems])
    found = [_listed(titles, row, problems) for row in body]
    refuse_any([_at(path, one) for one in problems])
    return tuple(found)


def _at(path: Path, problem: Problem) -> Problem:
    return Problem(file=str(path), line=problem.line, fact=problem.fact, cure=problem.cure)


def _wrong_header(titles: Sequence[str], header: Row) -> list[Problem]:
    unknown = [one for one in titles if one not in EVERY]
    cure = f"Write one of: {', '.join(EVERY)}"
    found = [Problem(line=header.line, fact=f"'{one}' is no column of a membership", cure=cure) for one in unknown]
    if sum(one in titles for one in MEMBER) != 1:
        found.append(Problem(line=header.line, fact="one column has to name the members", cure="Call it `member`"))
    return found


def _listed(titles: Sequence[str], row: Row, problems: list[Problem]) -> Listed:
    cells = dict(zip(titles, (*row.cells, *[""] * len(titles)), strict=False))
    written = next(cells[one] for one in MEMBER if one in cells)
    if not written:
        problems.append(Problem(line=row.line, fact="the row names no member", cure="Name one, or delete the row"))
    start, until = (_day(cells.get(one, ""), row, problems) for one in (FROM, UNTIL))
    if start is not None and until is not None and until <= start:
        fact = f"'{written}' leaves ({cells[UNTIL]}) before it joins ({cells[FROM]})"
        problems.append(Problem(line=row.line, fact=fact, cure="Exchange the dates"))
    return Listed(written, row.line, start, until)


def _day(cell: str, row: Row, problems: list[Problem]) -> date | None:
    if not cell:
        return None
    try:
        return PartialDate.parse(cell).first
    except ValueError:
        problems.append(Problem(line=row.line, fact=f"'{cell}' is no date", cure="Write 2018-12-05, 2018-12 or 2018"))
        return None
