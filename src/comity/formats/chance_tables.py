"""Tables of chances and of blocs: a row for each member; CSV or XLSX. What is said of a member has its line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from comity.core.values import Problem
from comity.formats.documents import refuse_any
from comity.formats.rows import Row, no_name, read_rows, standing_twice

NUMBER = re.compile(r"(\d+(?:\.\d+)?|\d+/[1-9]\d*)\s*(%?)")
CHANCES = ("yes", "abstain", "absent")
"""The columns of a table of chances after that of the member; what they leave is the chance of a no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is stated of a member or a bloc: its chances, ``None`` where nothing is said; and where it stands."""

    name: str
    yes: Fraction
    abstain: Fraction | None = None
    absent: Fraction | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class InBloc:
    """A member of a bloc, as a file names both."""

    member: str
    bloc: str
    file: str
    line: int


def chance_of(text: str) -> Fraction | None:
    """A chance as it is written, `0.6`, `3/5` or `60%`; ``None`` for anything that is no number from 0 to 1.

    >>> chance_of("60%"), chance_of("1.2"), chance_of("3/5")
    (Fraction(3, 5), None, Fraction(3, 5))
    """
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    value = Fraction(found[1]) / (100 if found[2] else 1)
    return value if value <= 1 else None


def no_chance(text: str, file: str | None = None, line: int | None = None) -> Problem:
    """The problem of a text that is no chance."""
    fact = f"'{text}' is no probability" if text else "a probability is missing"
    return Problem(file=file, line=line, fact=fact, cure="Write a number from 0 to 1: 0.6, 3/5 or 60%")


def read_chances(path: Path) -> tuple[Stated, ...]:
    """Read a table of chances: a header `member,yes`, and if wanted `abstain` and `absent`.

    Raises ``Refused`` with the line of each row that is wrong.
    """
    header, *rows = read_rows(path)
    titles = [one.casefold() for one in header.cells]
    problems = _header_problems(header, titles, str(path), rows)
    refuse_any(problems)
    found = []
    for row in rows:
        cells = dict(zip(titles, (*row.cells, *[""] * len(titles)), strict=False))
        chances = {title: chance_of(cells[title]) for title in CHANCES if cells.get(title) or title == "yes"}
        problems += [no_chance(cells[title], str(path), row.line) for title, one in chances.items() if one is None]
        if not row.cells[0]:
            problems.append(no_name(row, str(path)))
        found.append((row, chances))
    problems += standing_twice(rows, str(path))
    refuse_any(sorted(problems, key=lambda one: one.line or 0))
    return tuple(
        Stated(
            name=row.cells[0],
            yes=chances["yes"] or Fraction(),
            abstain=chances.get("abstain"),
            absent=chances.get("absent"),
            file=str(path),
            line=row.line,
        )
        for row, chances in found
    )


def _header_problems(header: Row, titles: Sequence[str], file: str, rows: Sequence[Row]) -> list[Problem]:
    unknown = [cell for cell, title in zip(header.cells[1:], titles[1:], strict=True) if title not in CHANCES]
    problems = [
        Problem(file=file, line=header.line, fact=f"the column '{one}' is unknown", cure=f"Use {', '.join(CHANCES)}")
        for one in unknown
    ]
    if "yes" not in titles[1:] or not rows:
        fact, cure = "there is no member with a probability", "Write a header `member,yes`, then a row for each"
        problems.append(Problem(file=file, line=header.line, fact=fact, cure=cure))
    return problems


def read_blocs(path: Path) -> tuple[InBloc, ...]:
    """Read a table of blocs: a header `member,bloc`, then a row for each member of one.

    Raises ``Refused`` with the line of each row that is wrong.
    """
    header, *rows = read_rows(path)
    problems = []
    if len(header.cells) < 2 or not rows:
        fact, cure = "there is no member of a bloc", "Write a header `member,bloc`, then a row for each"
        problems.append(Problem(file=str(path), line=header.line, fact=fact, cure=cure))
    cells = [(row, (*row.cells, "", "")[:2]) for row in rows]
    for row, (member, bloc) in cells:
        if not member:
            problems.append(no_name(row, str(path)))
        elif not bloc:
            fact, cure = f"'{member}' has no bloc", "Write the bloc in the second column, or leave the row out"
            problems.append(Problem(file=str(path), line=row.line, fact=fact, cure=cure))
    problems += standing_twice(rows, str(path))
    refuse_any(sorted(problems, key=lambda one: one.line or 0))
    return tuple(InBloc(member, bloc, str(path), row.line) for row, (member, bloc) in cells)
