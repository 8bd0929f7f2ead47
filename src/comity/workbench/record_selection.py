"""Which roll calls of a record a command asks for: by session, by date, by subject."""

import re
from collections.abc import Iterator

import polars as pl

from comity.core.values import Id, PartialDate, Problem
from comity.formats.record import Record

SESSIONS = re.compile(r"(\d+)(?:[-–](\d+))?")


def wrong_span(record: Record, sessions: str | None, from_: str | None, until: str | None) -> Iterator[Problem]:
    """What is wrong with the sessions and the dates that are asked for."""
    if sessions is not None:
        match = SESSIONS.fullmatch(sessions.strip())
        if match is None:
            yield Problem(fact=f"--sessions: '{sessions}' are no sessions", cure="Write 72, or 72-74")
        elif match[2] and int(match[2]) < int(match[1]):
            fact = f"--sessions: {match[2]} comes before {match[1]}"
            yield Problem(fact=fact, cure=f"Write {match[2]}-{match[1]}")
        elif record.frame.get_column("session").is_null().all():
            fact = f"--sessions: the record '{record.about.id}' has no sessions"
            yield Problem(fact=fact, cure="Use --from and --until")
    dates = []
    for option, text in (("--from", from_), ("--until", until)):
        try:
            dates += [PartialDate.parse(text)] if text is not None else []
        except ValueError:
            yield Problem(fact=f"{option}: '{text}' is no date", cure="Write 2018-12-05, 2018-12 or 2018")
    if len(dates) == 2 and dates[1].last < dates[0].first:
        yield Problem(fact=f"--until {until} comes before --from {from_}", cure="Exchange them")


def selection(
    frame: pl.DataFrame, sessions: str | None, from_: str | None, until: str | None, subject: Id | None
) -> pl.DataFrame:
    """The roll calls (with ``day``, as ``with_days`` gives it) of these sessions, this time and this subject."""
    match = SESSIONS.fullmatch(sessions.strip()) if sessions else None
    if match:
        frame = frame.filter(pl.col("session").is_between(int(match[1]), int(match[2] or match[1])))
    if from_:
        frame = frame.filter(pl.col("day") >= PartialDate.parse(from_).first)
    if until:
        frame = frame.filter(pl.col("day") <= PartialDate.parse(until).last)
    if subject:
        frame = frame.filter(pl.col("subjects").list.contains(subject))
    return frame
