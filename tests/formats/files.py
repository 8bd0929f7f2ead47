"""Files that tests of readers read."""

import io

from openpyxl import Workbook


def workbook(*rows):
    """The content of a workbook of one sheet with these rows."""
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()
