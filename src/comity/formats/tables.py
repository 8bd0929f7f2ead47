"""Tables as CSV and XLSX files."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from comity.core.values import Problem, Refused

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


def write_csv(path: Path, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table as ``csv_bytes`` has it.

    ``caption`` is left out: a CSV file has a header and rows only. Raises ``Refused`` where the file can't be written.
    """
    del caption
    _refuse_suffix(path, wrong=(".xlsx", ".xlsm", ".xls"), right="Write it with --xlsx, or end the name in .csv")
    try:
        path.write_bytes(csv_bytes(header, rows))
    except OSError as error:
        raise _unwritable(path, error) from None


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table in UTF-8 with a byte order mark, so that spreadsheets read every script.

    A cell that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *[[_as_text(cell) for cell in row] for row in rows]])
    return text.getvalue().encode("utf-8-sig")


Sheet = tuple[str, Sequence[str], Sequence[Sequence[str]]]
"""A table of a workbook: caption, header, rows."""


def write_xlsx(path: Path, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table as a workbook of one sheet, its header kept in sight.

    Raises ``Refused`` where the file can't be written.
    """
    write_workbook(path, [(caption, header, rows)])


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write tables as a workbook, a sheet for each, named after its caption; digits become numbers.

    Raises ``Refused`` where the file can't be written.
    """
    from openpyxl import Workbook

    _refuse_suffix(path, wrong=(".csv", ".tsv", ".txt", ".json"), right="End the name in .xlsx")
    book = Workbook()
    book.remove(book.worksheets[0])
    for caption, header, rows in sheets:
        title = "".join(letter for letter in caption if letter not in "[]:*?/\\")[:31]
        sheet = book.create_sheet(title)
        sheet.append([*header])
        for row in rows:
            sheet.append([int(cell) if cell.isdecimal() and str(int(cell)) == cell else cell for cell in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "n" if isinstance(cell.value, int) else "s"
        sheet.freeze_panes = "A2"
    try:
        book.save(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def _refuse_suffix(path: Path, *, wrong: tuple[str, ...], right: str) -> None:
    if path.suffix.lower() in wrong:
        raise Refused([Problem(file=str(path), fact=f"'{path.suffix}' is another kind of file", cure=right)])


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _unwritable(path: Path, error: OSError) -> Refused:
    fact = f"the file can't be written ({error.strerror})"
    return Refused([Problem(file=str(path), fact=fact, cure="Name a file in a folder that you may write to")])
