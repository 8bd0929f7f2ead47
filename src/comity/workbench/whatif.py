"""What another charter would have done with a record of roll calls: from data frame to data frame.

``whatif`` is that function; `comity.workbench.whatif_answer` reads what a command names and gives the whole answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from comity.analysis import whatif as analysis
from comity.analysis.memberships import ACTUAL, Membership
from comity.analysis.readings import READINGS, ReadAs
from comity.analysis.whatif import Decisions, Evaluators, Part, Under, summary
from comity.core.values import Id, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is put to whom, and how it is read.

    ``memberships``: each with the days of its roll calls; those of ``asked_for`` together are the membership under
    which roll calls are listed one by one, called ``name``.
    """

    unders: tuple[Under, ...]
    memberships: tuple[Membership, ...]
    asked_for: tuple[Id, ...]
    name: Id
    reading: ReadAs = READINGS[0]
    evaluators: Evaluators = field(default_factory=Evaluators, compare=False, repr=False)
    """Keeps what was decided, so that the same question is decided once for all tables."""


def with_days(roll_calls: pl.DataFrame, otherwise: date) -> pl.DataFrame:
    """The roll calls with ``index`` (their place) and ``day`` (the first day that each can have been).

    One without a date is placed on the first day known of its session, and without that on ``otherwise``.
    """
    firsts = {one: PartialDate.parse(one).first for one in roll_calls.get_column("date").unique() if one is not None}
    day = pl.col("date").replace_strict(firsts, default=None, return_dtype=pl.Date)
    placed = roll_calls.drop("index", "day", strict=False).with_row_index("index").with_columns(day.alias("day"))
    if "earliest" in placed.columns:
        placed = placed.with_columns(pl.max_horizontal("day", "earliest").alias("day"))
    of_session = pl.when(pl.col("session").is_not_null()).then(pl.col("day").min().over("session"))
    return placed.with_columns(pl.col("day").fill_null(of_session).fill_null(otherwise))


def texts(roll_calls: pl.DataFrame, *, paragraphs: bool = False) -> pl.DataFrame:
    """The roll calls that are votes on a whole text, each once; with ``paragraphs`` those on a part of one as well.

    A vote on a motion of procedure is never put: a yes to taking no action is a vote against the text.
    """
    kinds = ("resolution", "paragraph", "amendment") if paragraphs else ("resolution",)
    return roll_calls.filter(~pl.col("duplicate") & pl.col("kind").is_in(kinds))


def parts_of(roll_calls: pl.DataFrame, setting: Setting) -> tuple[Part, ...]:
    """The roll calls that are put to each membership: of its days, and with a vote cast by one of its members."""
    return tuple((one, analysis.selected(roll_calls, one)) for one in setting.memberships)


def whatif(roll_calls: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    """What each charter would have made of each roll call, as a frame of outcomes.

    ``roll_calls`` has the columns of a record (``comity.formats.record.COLUMNS`` and one for each state) and those
    that ``with_days`` adds; every row is put, so leave only texts in it (``texts``). A row of the result is a roll
    call, a membership and a charter: index, roll_call, session, date, symbol, subjects, membership, charter, matter,
    major, rule, verdict. The membership asked for comes first; where it has several parts, each of them follows under
    its own name.
    """
    parts = parts_of(roll_calls, setting)
    return outcomes_of(parts, [decided(part, setting, reasons=False) for part in parts], setting)


def decided(part: Part, setting: Setting, *, reasons: bool) -> tuple[Decisions, ...]:
    """What each charter made of the roll calls of a part, in their order; ``reasons``: each with its whole answer."""
    return analysis.decided(part, setting.unders, setting.reading, setting.evaluators, reasons=reasons)


def outcomes_of(parts: Sequence[Part], found: Sequence[tuple[Decisions, ...]], setting: Setting) -> pl.DataFrame:
    """The frame that ``whatif`` gives, from what was decided of each part."""
    frames = [analysis.tabulated(part, setting.unders, each) for part, each in zip(parts, found, strict=True)]
    return together(pl.concat(frames), setting)


def together(found: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    """The rows of the membership asked for, called by its name, then those of all parts."""
    if setting.name in {one.id for one in setting.memberships}:
        return found
    asked = found.filter(pl.col("membership").is_in(setting.asked_for))
    return pl.concat([asked.with_columns(pl.lit(setting.name).alias("membership")), found])


def sensitivity(roll_calls: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    """How many are adopted under each reading and each choice of major matters, by membership and charter."""
    return sensitivity_of(parts_of(roll_calls, setting), setting)


def sensitivity_of(parts: Sequence[Part], setting: Setting) -> pl.DataFrame:
    """The same, of parts that are known."""
    found = analysis.sensitivity(parts, setting.unders, setting.reading, setting.evaluators)
    keys = ["abstention", "absence", "major", "membership", "charter"]
    return together(found, setting).group_by(keys, maintain_order=True).sum()


def stood(parts: Sequence[Part], member: Id) -> pl.DataFrame:
    """How a member stood on the record in the roll calls put while it sat: yes, no, abstain, absent, put (one row)."""
    columns = [frame.get_column(member) for membership, frame in parts if member in membership.members]
    positions = pl.concat([pl.Series([], dtype=pl.String), *(one.cast(pl.String).alias("") for one in columns)])
    figures = {one: [int((positions == one).sum())] for one in ("yes", "no", "abstain", "absent")}
    return pl.DataFrame({**figures, "put": [len(positions)]})


__all__ = [
    "ACTUAL",
    "Decisions",
    "Membership",
    "Part",
    "ReadAs",
    "Setting",
    "Under",
    "decided",
    "outcomes_of",
    "parts_of",
    "sensitivity",
    "sensitivity_of",
    "stood",
    "summary",
    "texts",
    "whatif",
    "with_days",
]
