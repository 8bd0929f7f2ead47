"""Tables: in order, cut to a page, read on any screen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from comity.web.kit.words import Act, Words

ROWS_OF_A_PAGE = 100
LONG_TABLE = 20
"""From more rows than this on a table scrolls within itself, so that its head stays in sight."""

WIDE_TABLE = 8
"""From more columns than this on they are set closer, so that all are in sight at a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What will stand here, and the one act that starts it."""

    title: Words
    sentence: Words
    act: Act | None = None


class Kind(StrEnum):
    """What the cells of a column hold: words; a number; a date or moment; a code of `STATUSES`; a `Link`."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; ``unit`` stands in its head."""

    id: str
    label: Words
    kind: Kind = Kind.TEXT
    sortable: bool = False
    unit: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """By which column the rows are in order."""

    column: str
    descending: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, str], columns: Sequence[Column], default: "Sort") -> "Sort":
        """The order that an address asks for (``?sort=-date``); the default where it asks for none that there is."""
        asked = parameters.get("sort", "")
        name = asked.removeprefix("-")
        if name not in {column.id for column in columns if column.sortable}:
            return default
        return cls(column=name, descending=asked.startswith("-"))

    def __str__(self) -> str:
        """As an address writes it."""
        return f"-{self.column}" if self.descending else self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which hundred of the rows is shown; ``parameters`` are the other parameters of the address."""

    total: int
    number: int = 1
    size: int = ROWS_OF_A_PAGE
    parameters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, parameters: Mapping[str, str], total: int, size: int = ROWS_OF_A_PAGE) -> "Pages":
        """The page that an address asks for (``?page=2``), the nearest where there is none such."""
        asked = parameters.get("page", "")
        number = int(asked) if re.fullmatch(r"[0-9]{1,9}", asked) else 1
        last = max(1, -(-total // size))
        kept = {name: value for name, value in parameters.items() if name != "page"}
        return cls(total=total, number=min(max(number, 1), last), size=size, parameters=kept)

    @property
    def last(self) -> int:
        """The number of pages; at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many rows come before."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """The number of the first row shown, from 1."""
        return min(self.start + 1, self.total)

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return min(self.start + self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        """The address of the page before."""
        return address(self.parameters, page=str(self.number - 1)) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """The address of the page after."""
        return address(self.parameters, page=str(self.number + 1)) if self.number < self.last else None


def address(parameters: Mapping[str, str], **changes: str) -> str:
    """The query of an address with some parameters changed.

    >>> address({"q": "a b", "sort": "date"}, sort="-date")
    '?q=a+b&sort=-date'
    """
    return "?" + urlencode({**parameters, **changes})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's head: its order for readers of the screen, and where a click on it leads."""

    column: Column
    order: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell beside the column that says what it is; the ``first`` of a row is its heading."""

    column: Column
    value: object
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows that are already in order and cut to the page.

    ``parameters``: those of the address that a sort keeps. ``csv_url``: where the same rows are had as CSV.
    ``caption_hidden``: for readers of the screen alone, where a heading above says the same.
    """

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    empty: Empty | None = None
    csv_url: str | None = None
    sort: Sort | None = None
    page: Pages | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    caption_hidden: bool = False
    totals: tuple[object, ...] | None = None

    @property
    def heads(self) -> tuple[Head, ...]:
        """The heads of the columns."""
        return tuple(self._head(column) for column in self.columns)

    def _head(self, column: Column) -> Head:
        if not column.sortable:
            return Head(column=column, order=None, url=None)
        kept = {name: value for name, value in self.parameters.items() if name != "page"}
        if self.sort is None or self.sort.column != column.id:
            return Head(column=column, order="none", url=address(kept, sort=column.id))
        turned = Sort(column=column.id, descending=not self.sort.descending)
        order = "descending" if self.sort.descending else "ascending"
        return Head(column=column, order=order, url=address(kept, sort=str(turned)))

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows, each cell beside its column."""
        return tuple(self._line(row) for row in self.rows)

    @property
    def last_line(self) -> tuple[Cell, ...]:
        """The row of totals."""
        return self._line(self.totals) if self.totals is not None else ()

    def _line(self, row: tuple[object, ...]) -> tuple[Cell, ...]:
        pairs = zip(self.columns, row, strict=True)
        return tuple(Cell(column=column, value=value, first=at == 0) for at, (column, value) in enumerate(pairs))

    @property
    def long(self) -> bool:
        """Whether it scrolls within itself."""
        return len(self.rows) > LONG_TABLE

    @property
    def wide(self) -> bool:
        """Whether it has so many columns that they are set closer."""
        return len(self.columns) > WIDE_TABLE
