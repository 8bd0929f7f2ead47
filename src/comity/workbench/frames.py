"""The analyses as functions from data frame to data frame, under the names of the commands, for notebooks and scripts.

Every function takes a polars or a pandas data frame and gives a polars one, or with ``pandas=True`` a pandas one. What
it reads beside it (charters, groups) it takes by the names that the commands take. ``write_parquet`` writes a result
for R and others. What is wrong with a frame, a name or a rule is raised as ``comity.core.values.Refused``, each fact
with its cure.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from comity.analysis import cohesion as _cohesion
from comity.analysis.cohesion import with_periods
from comity.analysis.memberships import ACTUAL
from comity.analysis.readings import Absence, Abstention
from comity.analysis.whatif import OUTCOMES
from comity.core.rules.facts import Camp
from comity.core.values import Id, PartialDate, Problem, Refused
from comity.formats.documents import refuse_any
from comity.formats.public_records.shelf import find_any
from comity.formats.record import COLUMNS, POSITION, About, Record
from comity.formats.subjects import shipped_subjects
from comity.formats.weight_tables import WeightTable, quota_of
from comity.workbench import whatif as _whatif
from comity.workbench.cohesion import in_their_time
from comity.workbench.groups import Group, group_named
from comity.workbench.power import PowerAsked, PowerUnder
from comity.workbench.power import power_index as _power_index
from comity.workbench.power_games import computed, game_of_table
from comity.workbench.simulation import Figure, SimulatedUnder, SimulationAsked, SimulationResult, simulation
from comity.workbench.voting_model import ModelAsked
from comity.workbench.voting_model_words import ModelName
from comity.workbench.whatif import texts, with_days
from comity.workbench.whatif_question import DEFAULT_RECORD, DEFAULT_SUBJECTS, Asked, made_ready

Frame = Any
"""A polars or a pandas data frame."""

Words = str | Sequence[str]
"""One word, or several."""


def roll_calls(record: str | Path = DEFAULT_RECORD, added: Path | None = None, *, pandas: bool = False) -> Frame:
    """A record of roll calls that ships, that was added (in the folder ``added``), or that stands in a file.

    A row is a roll call: the columns of ``comity.formats.record.COLUMNS``, then one for each state with its position
    (yes, no, abstain, absent; null: not known, or no member on the day).
    """
    return _given(find_any(record, shipped_subjects(DEFAULT_SUBJECTS), None, added).frame, pandas=pandas)


def whatif(  # noqa: PLR0913  # the options of the command
    frame: Frame,
    charter: str,
    against: Words = (),
    *,
    membership: str = ACTUAL,
    body: Words = (),
    matter: Words = (),
    major: Sequence[str] | None = None,
    abstention: str = Abstention.ACCEPTS,
    absence: str = Absence.ASIDE,
    paragraphs: bool = False,
    source: str | None = None,
    today: date | None = None,
    pandas: bool = False,
) -> Frame:
    """What charters would have made of each roll call of a record (``roll_calls``): `comity whatif`.

    A row is a roll call, a membership and a charter: index, roll_call, session, date, symbol, subjects, membership,
    charter, matter, major, rule, verdict (adopted, not_adopted, open). Votes on procedure and repetitions are left out,
    those on parts unless ``paragraphs``. ``today`` bounds the version of a charter that says no date up to which it is
    known; without it the last day of the record does. The formulas are the charters' rules.
    """
    record = _record(frame)
    asked = Asked(
        charter=charter,
        against=_words(against),
        membership=membership,
        body=_words(body),
        matter=_words(matter),
        major=None if major is None else tuple(major),
        abstention=_choice(Abstention, abstention, "abstention"),
        absence=_choice(Absence, absence, "absence"),
        paragraphs=paragraphs,
        source=source,
    )
    on = today or _last_day(record)
    ready = made_ready(asked, on, Record(About(id="frame", title={"en": "a data frame"}), record))
    return _given(_whatif.whatif(ready.chosen, ready.setting), pandas=pandas)


def summary(outcomes: Frame, *, pandas: bool = False) -> Frame:
    """Outcomes (``whatif``) counted by membership, charter and subject; subject null counts every roll call once.

    Columns: membership, charter, subject, rule, put, adopted, not_adopted, open.
    """
    found = _polars(outcomes)
    missing = [one for one in OUTCOMES if one not in found.columns]
    if missing:
        fact = f"the frame holds no outcomes: the columns {', '.join(missing)} are missing"
        raise Refused([Problem(fact=fact, cure="Give what `whatif` gives")])
    return _given(
        _whatif.summary(found.select(pl.col(one).cast(type_) for one, type_ in OUTCOMES.items())), pandas=pandas
    )


def cohesion(frame: Frame, members: Words, *, by_subject: bool = False, pandas: bool = False) -> Frame:
    """How far the members of a group vote alike, by period: the rows of `comity cohesion`.

    ``members``: states, or a charter with a membership (`sco`, `sco:six`). Columns, formulas and their sources:
    ``comity.analysis.cohesion`` (``ROWS``): counts of roll calls, and indices between 0 and 1 (Rice, agreement index,
    pairs), null over no roll call.
    """
    chosen, group = _grouped(frame, members)
    return _given(_cohesion.cohesion(chosen, group.members, by_subject=by_subject), pandas=pandas)


def pairs(frame: Frame, members: Words, *, pandas: bool = False) -> Frame:
    """The agreement of each pair of a group, by period: a, b, period, n, identical, lijphart (shares of n)."""
    chosen, group = _grouped(frame, members)
    return _given(_cohesion.pairs(chosen, group.members), pandas=pandas)


def agreement_outside(frame: Frame, members: Words, reference: Words, *, pandas: bool = False) -> Frame:
    """The agreement of a group with a reference outside it, by period (``comity.analysis.cohesion.OUTSIDE``)."""
    record = _record(frame)
    group, other = _group(record, members, "members"), _group(record, reference, "reference")
    if not set(other.members) - set(group.members):
        fact = "reference: everybody in it is a member of the group"
        raise Refused([Problem(fact=fact, cure="Name states outside the group")])
    chosen = with_periods(in_their_time(group.while_it_was(with_days(record, date.max)), group, other))
    return _given(_cohesion.agreement_outside(chosen, group.members, other.members), pandas=pandas)


POWER: Mapping[str, pl.DataType] = {
    "under": pl.String(),
    "player": pl.String(),
    "swings": pl.String(),
    "banzhaf_normalised": pl.Float64(),
    "penrose_absolute": pl.Float64(),
    "shapley_shubik": pl.Float64(),
    "coleman_prevent": pl.Float64(),
    "coleman_initiate": pl.Float64(),
    "veto": pl.Boolean(),
    "dummy": pl.Boolean(),
    "banzhaf_normalised_exact": pl.String(),
    "penrose_absolute_exact": pl.String(),
    "shapley_shubik_exact": pl.String(),
}
"""The columns of a table of power: whole numbers and fractions as text, exact; beside them rounded to a float."""


def power_index(  # noqa: PLR0913  # the options of the command
    charter: str,
    body: Id,
    matter: Id,
    on: date | None = None,
    *,
    against: str | None = None,
    against_on: date | None = None,
    against_matter: Id | None = None,
    source: str | None = None,
    concerned: Words = (),
    major: Sequence[str] | None = None,
    shapley: bool = True,
    today: date = date.max,
    pandas: bool = False,
) -> Frame:
    """The power of every member of a body under a charter's rule (``POWER``): `comity power index`.

    All present, yes or no, every coalition as likely (Shapley and Shubik: every order). Formulas and sources:
    ``comity.analysis.power.indices``. ``on``: the day, else the last that is known, at most ``today``. With
    ``against``, ``against_on`` or ``against_matter`` the rows of the other follow; ``under`` tells them apart.
    """
    asked = PowerAsked(
        charter=charter,
        body=body,
        matter=matter,
        on=on,
        against=against,
        against_on=against_on,
        against_matter=against_matter,
        source=source,
        concerned=_words(concerned) or None,
        major=None if major is None else tuple(major),
        shapley=shapley,
    )
    result = _power_index(asked, today)
    both = [one for one in (result.under, result.against) if one is not None]
    return _given(pl.concat(_power_rows(one.players, _called(one)) for one in both), pandas=pandas)


def power_weights(weights: Frame, quota: str, *, shapley: bool = True, pandas: bool = False) -> Frame:
    """The power of every row of a table of weights (``POWER``): `comity power weights`.

    ``weights``: the first column holds the members, the second what each weighs (whole numbers, or fractions as text);
    ``quota``: `70%`, `>50%`, or a number of votes.
    """
    table = _weights(_polars(weights))
    needed = quota_of(quota, sum(table.weights.values(), Fraction()))
    found = computed(game_of_table(table, needed), shapley=shapley, can_leave_out=True)
    return _given(_power_rows(found.table.players, f"quota {needed.text}"), pandas=pandas)


SIMULATION: Mapping[str, pl.DataType] = {
    "under": pl.String(),
    "member": pl.String(),
    "yes": pl.Float64(),
    "blocks": pl.Float64(),
    "blocks_low": pl.Float64(),
    "blocks_high": pl.Float64(),
    "outside": pl.Float64(),
    "passage": pl.Float64(),
    "passage_low": pl.Float64(),
    "passage_high": pl.Float64(),
    "blockers": pl.Float64(),
    "blockers_low": pl.Float64(),
    "blockers_high": pl.Float64(),
    "difference": pl.Float64(),
    "assumption": pl.String(),
}
"""The columns of a simulation.

Of each member: its chance of a yes, that it is a blocker (the text fails, it is not in favour, and its change to yes
alone would carry it), and that the text fails with it outside. In every row of a charter: the chance of passage, the
blockers expected, and how much likelier the second charter adopts; and what the model assumes. Ends of an interval of
95 % are null where the figure is exact (``comity.analysis.passage``, ``comity.analysis.intervals`` for the sources)."""


def simulate(  # noqa: PLR0913  # the options of the command
    charter: str,
    body: Id,
    matter: Id,
    probabilities: Frame | None = None,
    *,
    seed: int,
    model: str | None = None,
    abstain: str | None = None,
    absent: str | None = None,
    blocs: str | Path | None = None,
    record: str | None = None,
    smoothing: str | None = None,
    added: Path | None = None,
    on: date | None = None,
    against: str | None = None,
    against_on: date | None = None,
    against_body: Id | None = None,
    against_matter: Id | None = None,
    source: str | None = None,
    concerned: Words = (),
    major: Sequence[str] | None = None,
    profiles: int | None = None,
    processes: int = 1,
    today: date = date.max,
    pandas: bool = False,
) -> Frame:
    """The chance of passage and who blocks (``SIMULATION``): `comity simulate`, with its options and models.

    ``probabilities``: a frame of members or blocs (first column) and their chances of a yes (second); with it the model
    is independent, or blocs where ``blocs`` names their table; without it impartial culture, unless ``model`` says
    otherwise (record, roll-calls). Exact where it can be; else, or with ``profiles``, drawn from ``seed``.
    """
    given = () if probabilities is None else _probabilities(_polars(probabilities))
    table = None if blocs is None else Path(blocs)
    name = _model_name(model, given, table)
    asked = SimulationAsked(
        charter=charter,
        body=body,
        matter=matter,
        seed=seed,
        model=ModelAsked(name, given, abstain, absent, table, record, smoothing, added),
        on=on,
        against=against,
        against_on=against_on,
        against_body=against_body,
        against_matter=against_matter,
        source=source,
        concerned=_words(concerned) or None,
        major=None if major is None else tuple(major),
        profiles=profiles,
        processes=processes,
    )
    return _given(_simulation_table(simulation(asked, today)), pandas=pandas)


def write_parquet(frame: Frame, path: str | Path) -> Path:
    """Write a data frame as a Parquet file, which R reads with `arrow::read_parquet`; gives the path."""
    place = Path(path)
    try:
        _polars(frame).write_parquet(place)
    except OSError as error:
        fact = f"the file can't be written ({error.strerror or error})"
        raise Refused(
            [Problem(file=str(place), fact=fact, cure="Name a file in a folder that you may write to")]
        ) from None
    return place


# --- from and to data frames -----------------------------------------------------------------------------------


def _polars(frame: Frame) -> pl.DataFrame:
    """The frame as a polars one. Raises ``Refused`` where it is neither, or a column holds what none can."""
    if isinstance(frame, pl.DataFrame):
        return frame
    if not hasattr(frame, "to_dict") or not hasattr(frame, "columns"):
        fact = f"{type(frame).__name__} is no data frame"
        raise Refused([Problem(fact=fact, cure="Give a polars or a pandas DataFrame")])
    # Cell by cell, as the way of polars itself needs pyarrow, which neither library brings.
    columns = {str(name): [_cell(one) for one in frame[name].tolist()] for name in frame.columns}
    try:
        return pl.DataFrame(columns, strict=False)
    except (pl.exceptions.PolarsError, TypeError, ValueError) as error:
        raise Refused(
            [Problem(fact=f"the frame can't be read ({error})", cure="Give text, numbers and lists")]
        ) from None


def _cell(value: object) -> object:
    """A cell of a pandas frame; what is missing there, in any of its ways, is nothing here."""
    if isinstance(value, datetime):
        return None if value != value else value.date().isoformat()  # noqa: PLR0124  # not a time
    if isinstance(value, float) and value != value:  # noqa: PLR0124  # the one number that differs from itself
        return None
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    listed = getattr(value, "tolist", None)  # a list of a Parquet file is an array here
    return value if listed is None else listed()


def _given(frame: pl.DataFrame, *, pandas: bool) -> Frame:
    if not pandas:
        return frame
    return import_module("pandas").DataFrame(frame.to_dict(as_series=False))


def _record(frame: Frame) -> pl.DataFrame:
    """A record with its columns in their types. Raises ``Refused`` where one is missing, or no state is there."""
    found = _polars(frame)
    missing = [one for one in COLUMNS if one not in found.columns and one not in OPTIONAL]
    states = [one for one in found.columns if one not in {*COLUMNS, "index", "day", "period"}]
    if missing or not states:
        what = f"the columns {', '.join(missing)} are missing" if missing else "there is no column of a state"
        cure = "Give a record as `roll_calls` gives it"
        raise Refused([Problem(fact=f"the frame is no record: {what}", cure=cure)])
    typed = [pl.col(name).cast(type_, strict=False) for name, type_ in COLUMNS.items() if name in found.columns]
    empty = [pl.lit(None, dtype=type_).alias(name) for name, type_ in OPTIONAL.items() if name not in found.columns]
    if found.schema.get("earliest") == pl.String():
        found = found.with_columns(pl.col("earliest").str.to_date(strict=False))
    if found.schema["date"].is_temporal():
        found = found.with_columns(pl.col("date").dt.strftime("%Y-%m-%d"))
    try:
        read = found.select(*typed, *empty, *(pl.col(one).cast(pl.String, strict=False) for one in states))
    except pl.exceptions.PolarsError as error:
        raise Refused(
            [Problem(fact=f"the frame is no record ({error})", cure="Give a record as `roll_calls` gives it")]
        ) from None
    refuse_any([*_no_dates(read), *_no_positions(read, states)])
    return read.select(*COLUMNS, *states).with_columns(pl.col(states).cast(POSITION))


OPTIONAL: Mapping[str, pl.DataType] = {one: COLUMNS[one] for one in ("marked", "earliest", "early")}
"""The columns that a record may lack."""


def _no_dates(record: pl.DataFrame) -> Iterator[Problem]:
    for text in record.get_column("date").drop_nulls().unique(maintain_order=True):
        try:
            PartialDate.parse(text)
        except ValueError:
            yield Problem(fact=f"date: '{text}' is no date", cure="Write 2018-12-05, 2018-12 or 2018, as text")


def _no_positions(record: pl.DataFrame, states: Sequence[str]) -> Iterator[Problem]:
    known = [camp.value for camp in Camp]
    for state in states:
        wrong = record.get_column(state).drop_nulls().filter(~record.get_column(state).drop_nulls().is_in(known))
        if len(wrong):
            fact = f"the column '{state}' holds '{wrong[0]}', which is no position"
            cure = f"Write {', '.join(known[:4])} or nothing; leave out a column that is no state"
            yield Problem(fact=fact, cure=cure)


def _last_day(record: pl.DataFrame) -> date:
    """The last day that a roll call can have been on; where none has a date, no version of a charter is too late."""
    dates = [PartialDate.parse(one).last for one in record.get_column("date").drop_nulls().unique()]
    return max(dates, default=date.max)


def _grouped(frame: Frame, members: Words) -> tuple[pl.DataFrame, Group]:
    record = _record(frame)
    group = _group(record, members, "members")
    return with_periods(group.in_its_time(group.while_it_was(with_days(record, date.max)))), group


def _group(record: pl.DataFrame, said: Words, called: str) -> Group:
    group = group_named(_words(said), called)
    missing = [one for one in group.members if one not in record.columns]
    if missing:
        fact = f"{called}: the record has no positions of {', '.join(missing)}"
        raise Refused([Problem(fact=fact, cure="Name others, or give a record that has them")])
    return group


def _words(said: Words) -> tuple[str, ...]:
    return (str(said),) if isinstance(said, str | Path) else tuple(map(str, said))


def _weights(frame: pl.DataFrame) -> WeightTable:
    if frame.width < 2 or frame.is_empty():
        cure = "Give the members in the first column, what they weigh in the second"
        raise Refused([Problem(fact="there is no member with a weight", cure=cure)])
    names = [str(one) for one in frame.to_series(0)]
    if len(set(names)) < len(names):
        raise Refused([Problem(fact="a member stands twice", cure="Leave one of them out")])
    try:
        weights = [Fraction(str(one)) for one in frame.to_series(1)]
    except (ValueError, ZeroDivisionError) as error:
        raise Refused(
            [Problem(fact=f"a weight is no number: {error}", cure="Write digits, a decimal or a/b")]
        ) from None
    if min(weights) < 0:
        raise Refused([Problem(fact="a weight is less than nothing", cure="Write what the member's vote counts")])
    return WeightTable("weights", dict(zip(names, weights, strict=True)))


def _called(under: PowerUnder | SimulatedUnder) -> str:
    """The charter, the matter and the day by which rows are told apart."""
    return f"{under.charter}, {under.matter}, {under.on}"


def _power_rows(players: Sequence[Any], under: str) -> pl.DataFrame:
    def figure(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    def exact(value: Fraction | None) -> str | None:
        return None if value is None else str(value)

    rows = [
        (
            under,
            one.player,
            str(one.swings),
            figure(one.banzhaf_normalised),
            figure(one.penrose_absolute),
            figure(one.shapley_shubik),
            figure(one.coleman_prevent),
            figure(one.coleman_initiate),
            one.veto,
            one.dummy,
            exact(one.banzhaf_normalised),
            exact(one.penrose_absolute),
            exact(one.shapley_shubik),
        )
        for one in players
    ]
    return pl.DataFrame(rows, schema=POWER, orient="row")


def _simulation_table(result: SimulationResult) -> pl.DataFrame:
    both = [one for one in (result.under, result.against) if one is not None]
    difference = None if result.difference is None else float(result.difference.value)
    return pl.concat(_simulated(one, result.assumption["en"], difference) for one in both)


def _simulated(under: SimulatedUnder, assumption: str, difference: float | None) -> pl.DataFrame:
    def told(figure: Figure) -> tuple[float | None, ...]:
        return tuple(None if one is None else float(one) for one in (figure.value, figure.low, figure.high))

    rows = [
        (
            _called(under),
            one.member,
            float(one.yes),
            *told(one.blocks),
            float(one.outside.value),
            *told(under.passage),
            *told(under.blockers),
            difference,
            assumption,
        )
        for one in under.members
    ]
    return pl.DataFrame(rows, schema=SIMULATION, orient="row")


def _model_name(said: str | None, probabilities: tuple[str, ...], blocs: Path | None) -> ModelName:
    """The model that is named; else that of which something is said, and impartial culture of nothing."""
    if said is not None:
        return _choice(ModelName, said, "model")
    if blocs is not None:
        return ModelName.BLOCS
    return ModelName.INDEPENDENT if probabilities else ModelName.IMPARTIAL


def _probabilities(frame: pl.DataFrame) -> tuple[str, ...]:
    """Members and chances as the command takes them."""
    if frame.width < 2:
        cure = "Give the members in the first column, their chances of a yes in the second"
        raise Refused([Problem(fact="there is no column of chances", cure=cure)])
    return tuple(f"{member}={_plain(chance)}" for member, chance in frame.select(frame.columns[:2]).iter_rows())


def _plain(chance: object) -> str:
    """A chance without an exponent: 1e-05 is 0.00001."""
    return format(Decimal(str(chance)), "f") if isinstance(chance, float) else str(chance)


T = TypeVar("T", bound=StrEnum)


def _choice(kind: type[T], said: str, called: str) -> T:
    """A value of a table of words. Raises ``Refused`` with the words that there are."""
    if said not in {one.value for one in kind}:
        words = tuple(one.value for one in kind)
        raise Refused([Problem(fact=f"{called}: '{said}' is none", cure=f"Write one of: {', '.join(words)}")])
    return kind(said)


__all__ = [
    "agreement_outside",
    "cohesion",
    "pairs",
    "power_index",
    "power_weights",
    "roll_calls",
    "simulate",
    "summary",
    "texts",
    "whatif",
    "write_parquet",
]
