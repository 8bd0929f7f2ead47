"""Tables of pages as CSV files."""

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse

from comity.formats.tables import FORMULA


def csv_response(name: str, header: Sequence[object], rows: Sequence[Sequence[object]]) -> HttpResponse:
    """A CSV file to download, in UTF-8 with a byte order mark; no cell of it is run as a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([[_cell(one) for one in row] for row in (header, *rows)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
