"""Dates that may be known only to the month or the year, and periods between them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or only a month or a year where no more is known.

    ``month`` and ``day`` are ``None`` where they are not known. A value that is no date raises ``ValueError``.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a month or a day that the calendar does not have."""
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raise ``ValueError`` for anything else.

        >>> PartialDate.parse("2004-01").first
        datetime.date(2004, 1, 1)
        """
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write the date as it was read, with no more precision than is known."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """From a day (inclusive; ``None``: always so far) until the first day on which a thing no longer holds.

    A date known only to the month or year counts from its first possible day, at both ends, so that two periods
    that meet in the same imprecise date neither overlap nor leave a gap.
    """

    start: PartialDate | None = None
    until: PartialDate | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.start and self.until and self.until.first <= self.start.first:
            raise ValueError(f"the period ends ({self.until}) before it begins ({self.start})")

    def holds(self, on: date) -> bool:
        """Say whether the thing holds on that day.

        >>> Period(PartialDate.parse("1966-01-01")).holds(date(1965, 12, 31))
        False
        """
        begun = self.start is None or self.start.first <= on
        return begun and (self.until is None or on < self.until.first)

    def boundaries(self) -> tuple[date, ...]:
        """The days on which something changes, in order."""
        return tuple(end.first for end in (self.start, self.until) if end is not None)
