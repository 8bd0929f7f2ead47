"""Rows of a CSV file or of the first sheet of a workbook, each with its line."""

import csv
import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from zipfile import BadZipFile

from comity.core.values import Problem, Refused
from comity.formats.documents import read_bytes, text_of

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row as trimmed text, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a file in which something stands; the first of them is its header.

    Raises ``Refused`` where the file is neither, or where nothing stands in it.
    """
    content = read_bytes(path)
    suffix = path.suffix.lower()
    if suffix == ".xls":
        problem = Problem(file=str(path), fact="this kind of workbook is too old", cure="Save it as XLSX or CSV")
        raise Refused([problem])
    if suffix in WORKBOOKS:
        return _with_something(_sheet(content, path), str(path))
    return rows_of_text(text_of(content, str(path)), str(path))


def rows_of_text(text: str, file: str) -> tuple[Row, ...]:
    """The rows of the text of a CSV file, in the same way."""
    return _with_something(_csv(text, file), file)


def no_name(row: Row, file: str) -> Problem:
    """The problem of a row that names no member in its first cell."""
    return Problem(file=file, line=row.line, fact="a member has no name", cure="Write it in the first column")


def standing_twice(rows: Sequence[Row], file: str) -> list[Problem]:
    """A problem for each row whose first cell names what a row before it named, in their order."""
    seen: dict[str, int] = {}
    problems = []
    for row in rows:
        name = row.cells[0]
        if name and name in seen:
            fact = f"'{name}' stands twice, first in line {seen[name]}"
            problems.append(Problem(file=file, line=row.line, fact=fact, cure="Leave one of them out"))
        seen.setdefault(name, row.line)
    return problems


def _with_something(raw: Iterator[Row], file: str) -> tuple[Row, ...]:
    rows = tuple(row for row in raw if any(row.cells))
    if not rows:
        raise Refused([Problem(file=file, fact="the file is empty", cure="Begin with a header, then one row each")])
    return rows


def _csv(text: str, file: str) -> Iterator[Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield Row(begins, tuple(cell.strip() for cell in cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        cure = "Close the quotation marks, and double those within a cell"
        raise Refused([Problem(file=file, line=begins, fact=f"this is no CSV: {error}", cure=cure)]) from None


def _sheet(content: bytes, path: Path) -> Iterator[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that say nothing about the cells
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [*sheet.iter_rows(values_only=True)]
            book.close()
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError):
        problem = Problem(file=str(path), fact="this is no workbook that can be read", cure="Save it as XLSX or CSV")
        raise Refused([problem]) from None
    for line, cells in enumerate(rows, start=1):
        yield Row(line, _texts(cells))


def _texts(cells: Sequence[object]) -> tuple[str, ...]:
    return tuple("" if cell is None else _text(cell) for cell in cells)


def _text(cell: object) -> str:
    """A number that a spreadsheet keeps with a point, and a day that it keeps with an hour, as the reader sees them."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
