"""From published tables to a record: every row is checked, and all of them are taken or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from comity.analysis.profiles import CODES
from comity.core.rules.facts import Camp
from comity.core.values import Id, Problem
from comity.formats.documents import refuse_any
from comity.formats.public_records.calls import RollCall, roll_calls_of
from comity.formats.public_records.remarks import SHOWN, Found, Remark, Rule
from comity.formats.public_records.source import Source
from comity.formats.public_records.states import Membership, membership_of, state_of
from comity.formats.public_records.tables import ROW, STATES, PublishedTable, read_table
from comity.formats.public_records.texts import NOTHING, Votes, told
from comity.formats.record import COLUMNS, POSITION
from comity.formats.subjects import shipped_subjects

Progress = Callable[[str], None]
"""Told what is being done."""

DAYS_OFF = timedelta(days=62)
"""A vote that is further before an admission, or after an end, is refused."""

NOBODY = ""
"""In place of a member: the state held no seat then."""

NOT_A_MEMBER = "not a member"
WORDS: dict[str, str] = {
    **dict.fromkeys(("1", "yes", "y"), Camp.YES.value),
    **dict.fromkeys(("2", "abstain", "abstention", "a"), Camp.ABSTAIN.value),
    **dict.fromkeys(("3", "no", "n"), Camp.NO.value),
    **dict.fromkeys(("8", "absent", "x"), Camp.ABSENT.value),
    "9": NOT_A_MEMBER,
}
"""How the tables write a vote."""

CAST = (Camp.YES.value, Camp.ABSTAIN.value, Camp.NO.value)
NAMED_AT_MOST = 20
"""So many rows of a kind that is refused are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A record as a frame (``comity.formats.record.COLUMNS`` and a column for each member), and what was remarked.

    A member without a vote is absent; a state that was no member on the day has nothing. A state that has gone or
    changed its name has a column as well: that of the member that it was, while it was. ``votes`` and ``members`` count
    each vote and each member once.
    """

    frame: pl.DataFrame
    remarks: tuple[Remark, ...]
    votes: int
    members: int


def imported(paths: Sequence[Path], source: Source, today: date, on_progress: Progress = lambda _: None) -> Imported:
    """Read tables of votes and of roll calls into one record.

    Raises ``Refused`` with the rows that are wrong: an unknown state or vote, a vote without its roll call, two votes
    of a state in one roll call, an impossible date. Nothing is taken then.
    """
    on_progress("reading")
    tables = [read_table(path) for path in paths]
    _refuse_mixed(tables)
    found = Found()
    calls = roll_calls_of(tables, source, today, found)
    for one in tables:
        if one.has_subjects:
            found.remark_all(Rule.SUBJECTS_LEFT, len(one.frame), [one.file])
    on_progress("checking")
    membership = membership_of(source.membership)
    votes = _votes(tables, calls, membership, found)
    if votes.is_empty() and not found.problems:
        file = next(one.file for one in tables if one.has_votes)
        found.problems.append(Problem(file=file, fact="there is no vote in it", cure="Check that it is the whole file"))
    refuse_any(found.problems)
    on_progress("arranging")
    return _arranged(calls, votes, membership, source, found)


def _refuse_mixed(tables: Sequence[PublishedTable]) -> None:
    numberings = {one.numbering for one in tables}
    problems = []
    if len(numberings) > 1:
        fact = "the files number roll calls in different ways (`rcid` and `undl_id`)"
        problems.append(
            Problem(
                file=tables[-1].file,
                fact=fact,
                cure="Add the tables of one of them: a second record takes the place of the first",
            )
        )
    for needed, has, cure in (
        ("votes", [one.has_votes for one in tables], "Add the table with a row for each state and roll call"),
        ("roll calls", [one.has_roll_calls for one in tables], "Add the table with `rcid`, `session` and `date`"),
    ):
        if not any(has):
            problems.append(Problem(file=tables[0].file, fact=f"there is no table of {needed}", cure=cure))
    refuse_any(problems)


# --- the votes -------------------------------------------------------------------------------------------------


def _votes(
    tables: Sequence[PublishedTable], calls: Sequence[RollCall], membership: Membership, found: Found
) -> pl.DataFrame:
    """A row for each vote: the place of its roll call, the member, the position; each once."""
    dates = pl.DataFrame(
        {
            "roll_call": [one.number for one in calls],
            "place": range(len(calls)),
            "first": [one.date.first for one in calls],
            "last": [one.date.last for one in calls],
        },
        schema={"roll_call": pl.String, "place": pl.Int32, "first": pl.Date, "last": pl.Date},
    )
    frames = []
    for at, table in enumerate(tables):
        if table.has_votes:
            read = _read_votes(table, membership, dates, found)
            frames.append(read.with_columns(pl.lit(at, dtype=pl.Int32).alias("table")))
    return _each_once(pl.concat(frames), tables, calls, found)


def _read_votes(table: PublishedTable, membership: Membership, dates: pl.DataFrame, found: Found) -> pl.DataFrame:
    """The votes of a table: place, member, position, row."""
    schemes = [one for one in STATES if one in table.frame.columns]
    rows = table.frame.select(ROW, "roll_call", "vote", *schemes)
    # Where votes are letters, a blank is how the tables write that a state did not take part.
    blank = "x" if table.numbering == "digital library" else ""
    word = pl.col("vote").str.to_lowercase().str.strip_suffix(".0").fill_null(blank)
    position = word.replace_strict(WORDS, default="?", return_dtype=pl.String)
    rows = rows.with_columns(position.alias("position")).join(dates, on="roll_call", how="left")
    rows = rows.join(_states(rows.select(schemes).unique()), on=schemes, how="left", nulls_equal=True)
    known_wrong = pl.col("roll_call").is_in(found.refused_calls).fill_null(value=False)
    wrong = (pl.col("position") == "?") | pl.col("state").is_null() | pl.col("place").is_null()
    _refuse_votes(table, rows.filter(wrong & ~known_wrong), schemes, found)
    rows = rows.filter(~wrong)
    rows = _as_members(rows, membership)
    cast = pl.col("position").is_in(CAST)
    known = pl.col("member").is_in(list(membership.periods))
    gone = pl.col("member") == NOBODY
    _refuse_rows(table, rows.filter(cast & gone), found, lambda row: _not_then(str(row["state"]), row["first"]))
    _refuse_rows(table, rows.filter(cast & ~known & ~gone), found, lambda row: _stranger(str(row["state"])))
    far = _far_from_membership(rows.filter(cast & known), membership)
    _refuse_rows(table, far, found, lambda row: _not_then(str(row["member"]), row["first"]))
    return rows.filter(known).select("place", "member", "position", ROW)


def _far_from_membership(rows: pl.DataFrame, membership: Membership) -> pl.DataFrame:
    """The votes that are further from the membership of the state than what false days can explain."""
    spans = pl.DataFrame(
        [(member, *span) for member, own in membership.periods.items() for span in own],
        schema={"member": pl.String, "start": pl.Date, "until": pl.Date},
        orient="row",
    )
    near = (pl.col("start") <= pl.col("last") + DAYS_OFF) & (pl.col("until") > pl.col("first") - DAYS_OFF)
    beside = rows.select(ROW, "member", "first", "last").join(spans, on="member").filter(near)
    return rows.join(beside.select(ROW).unique(), on=ROW, how="anti")


def _states(codes: pl.DataFrame) -> pl.DataFrame:
    """The state that each combination of codes means."""
    states = [
        state_of({scheme: code for scheme, code in row.items() if code is not None})
        for row in codes.iter_rows(named=True)
    ]
    return codes.with_columns(pl.Series("state", states, dtype=pl.String))


def _as_members(rows: pl.DataFrame, membership: Membership) -> pl.DataFrame:
    """With the member that each state was on the day; states that were no other are not looked at one by one."""
    dated = rows.filter(pl.col("state").is_in(list(membership.seats))).select("state", "first", "last").unique()
    held = [membership.member_for(state, first - DAYS_OFF, last + DAYS_OFF) for state, first, last in dated.iter_rows()]
    dated = dated.with_columns(pl.Series("held", held, dtype=pl.String))
    joined = rows.join(dated, on=["state", "first", "last"], how="left")
    has_seats = pl.col("state").is_in(list(membership.seats))
    member = pl.when(has_seats).then(pl.col("held").fill_null(NOBODY)).otherwise(pl.col("state"))
    return joined.with_columns(member.alias("member"))


def _refuse_votes(table: PublishedTable, rows: pl.DataFrame, schemes: Sequence[str], found: Found) -> None:
    """What is wrong with rows: their vote, their state, or their roll call."""

    def problem(row: dict[str, object]) -> tuple[str, str]:
        if row["state"] is None:
            code = next((str(row[one]) for one in schemes if row[one] is not None), "")
            fact = f"'{code}' is no state that is known" if code else "there is no state"
            return fact, "Write its alpha-3 code, its number of the Correlates of War project, or its name"
        if row["place"] is None:
            number = row["roll_call"]
            fact = f"the roll call '{number}' stands in no table of roll calls" if number else "there is no roll call"
            return fact, "Add the table that tells of it, or take the row out"
        said = f"'{row['vote']}' is no vote" if row["vote"] is not None else "there is no vote"
        return said, "Write 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member; or Y, A, N, X"

    _refuse_rows(table, rows, found, problem)


def _refuse_rows(
    table: PublishedTable,
    rows: pl.DataFrame,
    found: Found,
    problem: Callable[[dict[str, object]], tuple[str, str]],
) -> None:
    for row in rows.head(NAMED_AT_MOST).iter_rows(named=True):
        found.problems.append(table.at(row[ROW], *problem(row)))
    if len(rows) > NAMED_AT_MOST:
        fact = f"{len(rows) - NAMED_AT_MOST} more rows are wrong in the same ways"
        found.problems.append(Problem(file=table.file, fact=fact, cure="Mend those first, then add the files again"))


def _stranger(state: Id) -> tuple[str, str]:
    return f"'{state}' was never a member, and has a vote", "Take the row out, or mend the code of the state"


def _not_then(member: Id, on: object) -> tuple[str, str]:
    return f"'{member}' was no member on {on}, and has a vote", "Take the row out, or mend the date or the state"


def _each_once(
    votes: pl.DataFrame, tables: Sequence[PublishedTable], calls: Sequence[RollCall], found: Found
) -> pl.DataFrame:
    """The votes without what is said again; two positions of a member in a roll call are refused.

    An absence is not looked at: who was a member and has no vote was absent, whatever a table calls it. So a seat that
    a table has under two names, one of them absent, is no contradiction.
    """
    votes = votes.filter(pl.col("position").is_in(CAST)).sort("place", "member", "table", ROW)
    key = ["place", "member"]
    once = votes.unique(key, keep="first", maintain_order=True)
    if len(once) == len(votes):
        return once
    again = votes.filter(~pl.struct(key).is_first_distinct()).join(once, on=key, suffix="_before")
    differing = again.filter(pl.col("position") != pl.col("position_before"))
    _refuse_differing(differing, tables, calls, found)
    same = again.filter((pl.col("position") == pl.col("position_before")) & (pl.col("table") == pl.col("table_before")))
    places = (
        f"{tables[row['table']].file}, row {row[ROW]}: {calls[row['place']].number} {row['member']}"
        for row in same.head(SHOWN).iter_rows(named=True)
    )
    found.remark_all(Rule.SAID_TWICE, len(same), places)
    return once


def _refuse_differing(
    rows: pl.DataFrame, tables: Sequence[PublishedTable], calls: Sequence[RollCall], found: Found
) -> None:
    for row in rows.head(NAMED_AT_MOST).iter_rows(named=True):
        before = tables[row["table_before"]].at(row[f"{ROW}_before"], "", "")
        where = f"{before.file}:{before.line}" if before.line else f"{before.file}, row {row[f'{ROW}_before']}"
        fact = (
            f"'{row['member']}' has two positions in the roll call {calls[row['place']].number}: "
            f"{row['position']}, and {row['position_before']} in {where}"
        )
        found.problems.append(tables[row["table"]].at(row[ROW], fact, "Take one of them out"))
    if len(rows) > NAMED_AT_MOST:
        fact = f"{len(rows) - NAMED_AT_MOST} more rows contradict others"
        cure = "Mend those first, then add the files again"
        found.problems.append(Problem(file=tables[rows["table"][0]].file, fact=fact, cure=cure))


# --- the record ------------------------------------------------------------------------------------------------


def _arranged(
    calls: Sequence[RollCall], votes: pl.DataFrame, membership: Membership, source: Source, found: Found
) -> Imported:
    members = sorted(membership.periods)
    table, early = _positions(calls, votes, members, membership, found)
    cast = np.isin(table, [CODES[Camp(one)] for one in CAST])
    has_votes = cast.sum(axis=1) > 0
    kept = [call for call, one in zip(calls, has_votes, strict=True) if one]
    for call, one in zip(calls, has_votes, strict=True):
        if not one:
            found.remark(Rule.NO_VOTES, call.number)
    table = table[has_votes]
    _compare_totals(kept, table, found)
    numbered = source.numbered if kept and kept[0].numbering == "numbered" else None
    printed = [one.printed for one in kept]
    about = told(printed, table, shipped_subjects(source.subjects), numbered)
    for call, text in zip(kept, about, strict=True):
        if text.duplicate:
            found.remark(Rule.DUPLICATE, f"{call.number} {text.symbol}")
    earliest = _earliest(kept, table, members, membership)
    _seat_the_admitted(kept, earliest, table, early, members, membership)
    frame = pl.DataFrame(
        {
            "roll_call": [one.number for one in kept],
            "session": [one.session for one in kept],
            "date": [str(one.known) if one.known is not None else None for one in kept],
            "symbol": [one.symbol or None for one in about],
            "kind": [one.kind for one in about],
            "duplicate": [one.duplicate for one in about],
            "marked": [bool(one.marked) for one in printed],
            "early": [early.get(one.number, []) for one in kept],
            "earliest": earliest,
            "subjects": [list(one.subjects) for one in about],
        },
        schema=COLUMNS,
    )
    table, names = _with_former(kept, table, members, membership)
    number = pl.col("symbol").str.extract(r"/(\d+)(?: ?[A-Z]+)?$").cast(pl.Int64)
    order = ("session", "date", number, "symbol", pl.col("roll_call").str.len_chars(), "roll_call")
    return Imported(
        frame=frame.hstack(_columns(table, names)).sort(*order, nulls_last=True),
        remarks=found.remarks(),
        votes=int(np.isin(table[:, : len(members)], [CODES[Camp(one)] for one in CAST]).sum()),
        members=int(np.isin(table[:, : len(members)], [CODES[Camp(one)] for one in CAST]).any(axis=0).sum()),
    )


def _earliest(
    calls: Sequence[RollCall], table: Votes, members: Sequence[Id], membership: Membership
) -> list[date | None]:
    """Of a roll call of which the month alone is known: the last admission in it of a member that cast a vote."""
    cast = np.isin(table, [CODES[Camp(one)] for one in CAST])
    months = np.array([(one.date.year, one.date.month or 0) for one in calls]).reshape(-1, 2)
    known = np.array([one.known is not None and one.known.day is not None for one in calls], dtype=np.bool_)
    found: list[date | None] = [None] * len(calls)
    for column, member in enumerate(members):
        for start, _until in membership.periods[member]:
            same = (months[:, 0] == start.year) & (months[:, 1] == start.month) & ~known & cast[:, column]
            for at in np.flatnonzero(same).tolist():
                found[at] = max(start, found[at] or start)
    return found


def _seat_the_admitted(
    calls: Sequence[RollCall],
    earliest: Sequence[date | None],
    table: Votes,
    early: dict[str, list[Id]],
    members: Sequence[Id],
    membership: Membership,
) -> None:
    """Where a vote was not before a day that is known, who was a member on that day and has no vote was absent."""
    for at, day in enumerate(earliest):
        if day is None:
            continue
        for column, member in enumerate(members):
            sat = any(start <= day < until for start, until in membership.periods[member])
            if sat and table[at, column] == NOTHING:
                table[at, column] = CODES[Camp.ABSENT]
                early.setdefault(calls[at].number, []).append(member)


def _with_former(
    calls: Sequence[RollCall], table: Votes, members: Sequence[Id], membership: Membership
) -> tuple[Votes, list[Id]]:
    """With a column for each state that was another member in its time, and is no member by its own name."""
    first = np.array([one.date.first.toordinal() for one in calls])
    last = np.array([one.date.last.toordinal() for one in calls])
    place = {member: column for column, member in enumerate(members)}
    names, columns = list(members), [table]
    for state, seats in membership.seats.items():
        if state in place:
            continue
        own = np.full(len(calls), NOTHING, dtype=np.int8)
        for seat in seats:
            held = (seat.start.toordinal() <= last) & (first < seat.until.toordinal())
            own[held] = table[held, place[seat.member]]
        names.append(state)
        columns.append(own[:, np.newaxis])
    return np.hstack(columns), names


def _positions(
    calls: Sequence[RollCall], votes: pl.DataFrame, members: Sequence[Id], membership: Membership, found: Found
) -> tuple[Votes, dict[str, list[Id]]]:
    """Where each member stood in each roll call, a member without a vote being absent; and who voted early in which."""
    written = np.array([one.date.first.toordinal() for one in calls])
    table = np.full((len(calls), len(members)), NOTHING, dtype=np.int8)
    for index, member in enumerate(members):
        for start, until in membership.periods[member]:
            sat = (written >= start.toordinal()) & (written < until.toordinal())
            table[sat, index] = CODES[Camp.ABSENT]
    sitting = table != NOTHING
    place = {member: column for column, member in enumerate(members)}
    at = votes.get_column("place").to_numpy()
    column = votes.get_column("member").replace_strict(place, return_dtype=pl.Int32).to_numpy()
    codes = votes.get_column("position").replace_strict({one.value: CODES[one] for one in Camp}, return_dtype=pl.Int8)
    position = codes.to_numpy()
    outside = ~sitting[at, column]
    early: dict[str, list[Id]] = {}
    for where, who in zip(at[outside].tolist(), column[outside].tolist(), strict=True):
        call = calls[where]
        early.setdefault(call.number, []).append(members[who])
        found.remark(Rule.BEFORE_ADMISSION, f"{call.number} {members[who]} {call.date}")
    table[at, column] = position
    return table, early


def _compare_totals(calls: Sequence[RollCall], table: Votes, found: Found) -> None:
    """Whether the votes add up to the totals that the tables print."""
    for camp in (Camp.YES, Camp.NO, Camp.ABSTAIN):
        counted = (table == CODES[camp]).sum(axis=1)
        for call, number in zip(calls, counted, strict=True):
            printed = call.totals.get(camp)
            if printed is not None and printed != int(number):
                found.remark(Rule.OTHER_TOTALS, f"{call.number} {camp.value} {number}, printed {printed}")


def _columns(table: Votes, members: Sequence[Id]) -> pl.DataFrame:
    names = [*(one.value for one in CODES), None]
    values = pl.Series([names[code] if code >= 0 else None for code in range(len(CODES))], dtype=POSITION)
    found = {}
    for column, member in enumerate(members):
        codes = pl.Series(np.where(table[:, column] == NOTHING, 0, table[:, column]).astype(np.uint32))
        known = pl.Series(table[:, column] != NOTHING)
        cell = values.gather(codes)
        found[member] = pl.select(pl.when(known).then(cell).otherwise(None)).to_series()
    return pl.DataFrame(found, schema=dict.fromkeys(members, POSITION))
