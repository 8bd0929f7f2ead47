"""How far the members of a group vote alike in a record of roll calls, period by period.

Of a roll call k is the number of members of the group that were members of the body that voted, Y, A and N how many of
them voted yes, abstained and voted no, and C = Y + A + N. An absence is outside every base: it is neither a vote nor a
presence. Who was no member on the day is not in k either.

- consensus: N = 0 and C >= 1; unanimity of all: Y = k; of those casting: Y = C >= 1;
- majority of those present and voting: Y > N; two thirds of them: 3Y >= 2(Y + N) and Y + N >= 1;
- majority of all members: 2Y > k;
- split: Y >= 1 and N >= 1;
- agreement index, over roll calls with C >= 2: the mean of (m - (C - m)/2)/C, where m is the largest of Y, A and N.
  Source: Simon Hix, Abdul Noury, Gérard Roland, Power to the Parties, British Journal of Political Science 35 (2005);
- Rice index, over roll calls with Y + N >= 2: the mean of abs(Y - N)/(Y + N). Source: Stuart Rice, The Behavior of
  Legislative Groups, Political Science Quarterly 40 (1925);
- of a pair, over the n roll calls in which both cast a vote: the share in which they are identical, and the mean of
  1 - abs(a - b)/2 with 1, 2 and 3 for yes, abstention and no. Source: Arend Lijphart, The Analysis of Bloc Voting in
  the General Assembly, American Political Science Review (1963). Of a group: the plain mean over its pairs with
  n > 0.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from comity.analysis.profiles import CODES, Profiles
from comity.analysis.readings import ReadAs
from comity.analysis.whatif import profiles_of
from comity.core.rules.facts import Camp
from comity.core.values import Id

ROWS: Mapping[str, pl.DataType] = {
    "period": pl.Int64(),
    "subject": pl.String(),
    "roll_calls": pl.Int64(),
    "all_members_cast": pl.Int64(),
    "consensus": pl.Int64(),
    "unanimity_all": pl.Int64(),
    "unanimity_casting": pl.Int64(),
    "majority_present_and_voting": pl.Int64(),
    "two_thirds_present_and_voting": pl.Int64(),
    "majority_of_all_members": pl.Int64(),
    "split": pl.Int64(),
    "agreement_index": pl.Float64(),
    "rice": pl.Float64(),
    "pairs_identical": pl.Float64(),
    "pairs_lijphart": pl.Float64(),
}
"""The columns of a table of cohesion: counts of roll calls, and indices (null: over no roll call)."""

PAIRS: Mapping[str, pl.DataType] = {
    "a": pl.String(),
    "b": pl.String(),
    "period": pl.Int64(),
    "n": pl.Int64(),
    "identical": pl.Float64(),
    "lijphart": pl.Float64(),
}
"""The columns of a table of pairs."""

OUTSIDE: Mapping[str, pl.DataType] = {
    "period": pl.Int64(),
    "roll_calls": pl.Int64(),
    "pairs_identical": pl.Float64(),
    "pairs_lijphart": pl.Float64(),
    "majorities": pl.Int64(),
    "majorities_same": pl.Int64(),
}
"""The columns of a table of agreement with an outside group."""

PERIOD = "period"
EARLY = "early"
"""The column of those who were no member yet on the day that the source gives: their votes count, they are not in k."""


def with_periods(roll_calls: pl.DataFrame) -> pl.DataFrame:
    """The roll calls with ``period``: the session, or the year of the date in a record without sessions."""
    if roll_calls.get_column("session").is_null().all():
        return roll_calls.with_columns(pl.col("date").str.slice(0, 4).cast(pl.Int64, strict=False).alias(PERIOD))
    return roll_calls.with_columns(pl.col("session").alias(PERIOD))


def cohesion(roll_calls: pl.DataFrame, members: Sequence[Id], *, by_subject: bool = False) -> pl.DataFrame:
    """The cohesion of a group, a row for each period (``ROWS``), in their order.

    ``roll_calls`` has the columns of a record (``comity.formats.record``), ``period``, and a column for each member;
    null there: no member on the day. ``by_subject``: after the row of a period, whose subject is null, one for each
    subject of its roll calls; a roll call of several subjects counts in each.
    """
    counted = _counted(roll_calls, members)
    tables = [_summed(counted.with_columns(pl.lit(None, dtype=pl.String).alias("subject")))]
    if by_subject:
        tables.append(_summed(counted.explode("subjects").rename({"subjects": "subject"})))
    found = pl.concat(tables)
    alike = _alike(roll_calls, members, by_subject=by_subject)
    joined = found.join(alike, on=[PERIOD, "subject"], how="left", nulls_equal=True, maintain_order="left")
    return joined.select(pl.col(name).cast(type_) for name, type_ in ROWS.items()).sort(
        PERIOD, "subject", nulls_last=[True, False], maintain_order=True
    )


def _counted(roll_calls: pl.DataFrame, members: Sequence[Id]) -> pl.DataFrame:
    """Y, A, N, C, k and m of each roll call."""
    names = list(members)

    def number(camp: Camp) -> pl.Expr:
        return pl.sum_horizontal((pl.col(names) == camp.value).cast(pl.Int64)) if names else pl.lit(0, pl.Int64)

    there = pl.sum_horizontal(pl.col(names).is_not_null().cast(pl.Int64)) if names else pl.lit(0, pl.Int64)
    if EARLY in roll_calls.columns:
        known = set(roll_calls.get_column(EARLY).explode().drop_nulls())
        for name in (one for one in names if one in known):
            early = pl.col(name).is_not_null() & pl.col(EARLY).list.contains(name).fill_null(value=False)
            there = there - early.cast(pl.Int64)
    return (
        roll_calls.select(
            PERIOD,
            "subjects",
            number(Camp.YES).alias("Y"),
            number(Camp.ABSTAIN).alias("A"),
            number(Camp.NO).alias("N"),
            there.alias("k"),
        )
        .with_columns((pl.col("Y") + pl.col("A") + pl.col("N")).alias("C"))
        .with_columns(pl.max_horizontal("Y", "A", "N").alias("m"))
    )


def _summed(counted: pl.DataFrame) -> pl.DataFrame:
    yes, no, cast, members, most = (pl.col(one) for one in ("Y", "N", "C", "k", "m"))
    voting = yes + no
    holds = {
        "all_members_cast": (cast == members) & (members >= 1),
        "consensus": (no == 0) & (cast >= 1),
        "unanimity_all": (yes == members) & (members >= 1),
        "unanimity_casting": (yes == cast) & (cast >= 1),
        "majority_present_and_voting": yes > no,
        "two_thirds_present_and_voting": (3 * yes >= 2 * voting) & (voting >= 1),
        "majority_of_all_members": 2 * yes > members,
        "split": (yes >= 1) & (no >= 1),
    }
    agreement = pl.when(cast >= 2).then((3 * most - cast) / (2 * cast))
    rice = pl.when(voting >= 2).then((yes - no).abs() / voting)
    return counted.group_by(PERIOD, "subject", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("roll_calls"),
        *(one.sum().cast(pl.Int64).alias(name) for name, one in holds.items()),
        agreement.mean().alias("agreement_index"),
        rice.mean().alias("rice"),
    )


# --- pairs -----------------------------------------------------------------------------------------------------

Figures = NDArray[np.float64]


def _agreement(first: Profiles, second: Profiles) -> tuple[NDArray[np.int64], Figures, Figures]:
    """Of each of the first (rows) with each of the second: n, the share identical, Lijphart's index (nan: n = 0)."""
    camps = [CODES[one] for one in (Camp.YES, Camp.ABSTAIN, Camp.NO)]
    # Counts of single precision are exact: a record has far fewer than 2**24 roll calls.
    one, other = ([(table == code).astype(np.float32) for code in camps] for table in (first, second))
    same = sum((a.T @ b for a, b in zip(one, other, strict=True)), np.zeros(()))
    opposed = one[0].T @ other[2] + one[2].T @ other[0]
    n = sum(one, np.zeros(())).T @ sum(other, np.zeros(()))
    with np.errstate(invalid="ignore", divide="ignore"):
        identical = np.asarray(same, dtype=np.float64) / n
        lijphart = (same + (n - same - opposed) / 2).astype(np.float64) / n
    return n.astype(np.int64), identical, lijphart


def _taken(
    found: tuple[NDArray[np.int64], Figures, Figures], first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.int64], Figures, Figures]:
    """The figures of the pairs, one after another."""
    n, identical, lijphart = found
    at = first * n.shape[1] + second
    return n.ravel().take(at), identical.ravel().take(at), lijphart.ravel().take(at)


def pairs(roll_calls: pl.DataFrame, members: Sequence[Id]) -> pl.DataFrame:
    """The agreement of each pair in each period (``PAIRS``), in the order of periods and members."""
    first, second = np.triu_indices(len(members), k=1)
    names = np.array(members, dtype=object)
    frames = [pl.DataFrame(schema=PAIRS)]
    for period, own in _periods(roll_calls):
        table = profiles_of(own, members, ReadAs())
        n, identical, lijphart = _taken(_agreement(table, table), first, second)
        frames.append(
            pl.DataFrame(
                {
                    "a": names[first].tolist(),
                    "b": names[second].tolist(),
                    "period": [period] * len(first),
                    "n": n,
                    "identical": identical,
                    "lijphart": lijphart,
                },
                schema=PAIRS,
            ).with_columns(pl.col("identical", "lijphart").fill_nan(None))
        )
    return pl.concat(frames)


def _periods(roll_calls: pl.DataFrame) -> list[tuple[int | None, pl.DataFrame]]:
    ordered = roll_calls.sort(PERIOD, nulls_last=True, maintain_order=True)
    return [(key[0], own) for key, own in ordered.group_by(PERIOD, maintain_order=True)]


def _alike(roll_calls: pl.DataFrame, members: Sequence[Id], *, by_subject: bool) -> pl.DataFrame:
    """The mean over the pairs of the group, for each period, and each subject in it."""
    first, second = np.triu_indices(len(members), k=1)
    rows: list[tuple[int | None, str | None, float | None, float | None]] = []
    for period, own in _periods(roll_calls):
        table = profiles_of(own, members, ReadAs())
        places: list[tuple[str | None, list[int]]] = [(None, list(range(len(own))))]
        if by_subject:
            indexed = own.select("subjects").with_row_index("at").explode("subjects")
            places += [(str(key[0]), part["at"].to_list()) for key, part in indexed.group_by("subjects")]
        for subject, at in places:
            n, identical, lijphart = _taken(_agreement(table[at], table[at]), first, second)
            rows.append((period, subject, _mean(identical[n > 0]), _mean(lijphart[n > 0])))
    schema = {one: ROWS[one] for one in (PERIOD, "subject", "pairs_identical", "pairs_lijphart")}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _mean(figures: Figures) -> float | None:
    return float(figures.mean()) if len(figures) else None


def agreement_outside(roll_calls: pl.DataFrame, members: Sequence[Id], others: Sequence[Id]) -> pl.DataFrame:
    """The agreement of a group with those of another that are not its members, a row for each period (``OUTSIDE``).

    ``pairs_identical`` and ``pairs_lijphart`` are means over the pairs of a member and an outsider with n > 0.
    ``majorities`` counts the roll calls in which neither group has as many yes as no, ``majorities_same`` those of them
    in which most of both stand on the same side.
    """
    outside = [one for one in others if one not in members]
    rows = []
    for period, own in _periods(roll_calls):
        ours, theirs = (profiles_of(own, one, ReadAs()) for one in (members, outside))
        n, identical, lijphart = _agreement(ours, theirs)
        sides = [
            np.sign((one == CODES[Camp.YES]).sum(axis=1) - (one == CODES[Camp.NO]).sum(axis=1))
            for one in (ours, theirs)
        ]
        both = (sides[0] != 0) & (sides[1] != 0)
        same = both & (sides[0] == sides[1])
        means = _mean(identical[n > 0]), _mean(lijphart[n > 0])
        rows.append((period, len(own), *means, int(both.sum()), int(same.sum())))
    return pl.DataFrame(rows, schema=OUTSIDE, orient="row")
