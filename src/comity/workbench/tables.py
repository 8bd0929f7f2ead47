"""A table of words and figures, as doors show it and files hold it."""

from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; ``right`` names the columns of figures, ``sheet`` its sheet in a workbook."""

    caption: str
    header: Row
    rows: Sequence[Row]
    right: frozenset[int] = frozenset()
    sheet: str = ""
