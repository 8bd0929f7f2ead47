"""Tables as files, and tables of the workbench as parts of a page."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from comity.formats.tables import csv_bytes
from comity.web.kit import Column, Empty, Kind, Table
from comity.workbench.tables import Table as PlainTable


def csv_answer(name: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, example: bool) -> HttpResponse:
    """The rows as a CSV file. What is invented says so in the name of the file and in every row."""
    if example:
        mark = _("EXAMPLE")
        header, rows = (*header, mark), [(*row, mark) for row in rows]
        name = f"EXAMPLE-{name}"
    answer = HttpResponse(csv_bytes(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def part_of(table: PlainTable, csv_url: str | None = None, empty: Empty | None = None) -> Table:
    """A table of words and figures, its columns of figures to the right."""
    columns = tuple(
        Column(id=str(at), label=name, kind=Kind.NUMBER if at in table.right else Kind.TEXT)
        for at, name in enumerate(table.header)
    )
    return Table(
        caption=table.caption,
        columns=columns,
        rows=tuple(tuple(row) for row in table.rows),
        csv_url=csv_url,
        empty=empty,
    )
