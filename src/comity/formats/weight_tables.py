"""Tables of weights: a row for each member, its name and what it weighs; CSV or XLSX."""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from comity.core.values import Problem, Refused
from comity.formats.documents import refuse_any
from comity.formats.rows import Row, no_name, read_rows, standing_twice

COLUMNS = 2


@dataclass(frozen=True, slots=True)
class WeightTable:
    """What each member weighs, by name, in the order of the file."""

    name: str
    weights: dict[str, Fraction]


def read_weights(path: Path) -> WeightTable:
    """Read a table: a header, then the member in the first column and its weight in the second.

    Weights are exact: `1500`, `12.5`, `2/3`; thousands are not grouped. Raises ``Refused`` with the line of each row
    that is wrong.
    """
    header, *rows = read_rows(path)
    problems = [one for row in rows if (one := _wrong(row, str(path))) is not None]
    if len(header.cells) < COLUMNS or not rows:
        fact, cure = "there is no member with a weight", "Write a header `member,weight`, then a row for each"
        problems.append(Problem(file=str(path), line=header.line, fact=fact, cure=cure))
    problems += standing_twice(rows, str(path))
    refuse_any(sorted(problems, key=lambda one: one.line or 0))
    return WeightTable(path.name, {row.cells[0]: Fraction(row.cells[1]) for row in rows})


def _wrong(row: Row, file: str) -> Problem | None:
    name, weight = (*row.cells, "", "")[:COLUMNS]
    if not name:
        return no_name(row, file)
    if not re.fullmatch(r"\d+(\.\d+)?|\d+/[1-9]\d*", weight):
        fact = f"'{weight}' is no weight" if weight else f"'{name}' has no weight"
        return Problem(file=file, line=row.line, fact=fact, cure="Write digits, a decimal, or a fraction `a/b`")
    return None


@dataclass(frozen=True, slots=True)
class Quota:
    """What a coalition has to weigh: at least so much, or more (``strict``)."""

    text: str
    weight: Fraction
    strict: bool


def quota_of(text: str, total: Fraction) -> Quota:
    """A quota: `70%` of the total, or a number of votes; `>50%`: more than that.

    Raises ``Refused`` for anything else.
    """
    found = re.fullmatch(r"\s*(>?)\s*(\d+(?:\.\d+)?|\d+/[1-9]\d*)\s*(%?)\s*", text)
    if found is None:
        fact, cure = f"'{text}' is no quota", "Write a number of votes, or a share as `70%`; `>50%` for more than that"
        raise Refused([Problem(fact=fact, cure=cure)])
    number = Fraction(found[2])
    return Quota(text.strip(), number / 100 * total if found[3] else number, bool(found[1]))
