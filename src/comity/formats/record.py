"""Records of roll calls: a table with a row for each roll call and a column for each state."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import polars as pl

from comity.analysis.whatif import OTHER
from comity.core.rules.facts import Camp
from comity.core.values import Id, PartialDate, Problem, Refused, Text
from comity.formats.documents import text_of
from comity.formats.messages import cure_for, nearest
from comity.formats.position_words import camp_of
from comity.formats.rows import Row, read_rows, rows_of_text
from comity.formats.state_names import Names, names_of_states, state_named
from comity.formats.subjects import Subjects
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document

SCHEMA = "comity/record/1"
KINDS = ("resolution", "paragraph", "amendment", "motion")
"""What was voted on; a motion is one on procedure (to take no action, to defer)."""

COLUMNS: Mapping[str, pl.DataType] = {
    "roll_call": pl.String(),
    "session": pl.Int64(),
    "date": pl.String(),
    "symbol": pl.String(),
    "kind": pl.String(),
    "duplicate": pl.Boolean(),
    "marked": pl.Boolean(),
    "earliest": pl.Date(),
    "early": pl.List(pl.String()),
    "subjects": pl.List(pl.String()),
}
"""The columns of a record in memory; after them one for each state, holding a camp or nothing.

``marked``: whether the source marks the vote as one on a paragraph or an amendment; ``kind`` may be told by its words.
``earliest``: the first day that it can have been on, where more is known of that than its date says.
``early``: who was no member yet on the day that the source gives, and has a position all the same.
"""

POSITION = pl.Enum([camp.value for camp in Camp])
"""The type of the columns of states: a camp, or null."""

YES_OR_NO = ("yes", "no")
LONGEST_SESSION = 9
"""Digits; a number of a session is far shorter, and one that is longer is something else."""

IN_FILES = frozenset({*COLUMNS, "month", "title"} - {"earliest", "early"})
"""Columns of a file that are no state: `month` may stand for `date`, `title` gives subjects that the file lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands beside a record: what it holds, where it is from; ``vote`` says where the votes were cast."""

    id: Id
    title: Text
    source: str = ""
    licence: str = ""
    vote: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    zeroth_year: int | None = None
    """Session s opened in this year + s, where that is so."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record, and its roll calls as a data frame with the columns of ``COLUMNS`` and one for each state."""

    about: About
    frame: pl.DataFrame

    @property
    def states(self) -> tuple[Id, ...]:
        """The states whose positions it has."""
        return tuple(name for name in self.frame.columns if name not in COLUMNS)


def shipped_records() -> tuple[str, ...]:
    """The names of the records that ship."""
    return tuple(sorted(one.name.removesuffix(".yaml") for one in _shelf().iterdir() if one.name.endswith(".yaml")))


def find_record(
    name_or_path: str | Path, subjects: Subjects, names: Names | None = None, others: Sequence[str] = ()
) -> Record:
    """The record that ships under a name, or that stands in a file (CSV or XLSX).

    ``names`` knows the voters of a charter, ``others`` are names of records that are elsewhere. Raises ``Refused`` with
    everything that is wrong, each with its line.
    """
    name = str(name_or_path)
    if name in shipped_records():
        return _shipped(name, subjects.id)
    path = Path(name_or_path)
    if not path.suffix and not path.exists():
        known = (*shipped_records(), *others)
        close = nearest(name, known)
        cure = f"Did you mean `{close}`" if close else f"Name a file, or one of: {', '.join(known)}"
        raise Refused([Problem(fact=f"no record that ships, and no file, is called `{name}`", cure=cure)])
    about = About(id=path.stem, title={"en": path.name})
    return Record(about, _frame(read_rows(path), str(path), subjects, names))


@functools.cache
def _shipped(name: str, subjects: Id) -> Record:
    from comity.formats.subjects import shipped_subjects

    file = _shelf() / f"{name}.yaml"
    about = decode_document(About, yaml_document(text_of(file.read_bytes(), file.name), file.name), SCHEMA)
    table = _shelf() / f"{name}.csv"
    rows = rows_of_text(text_of(table.read_bytes(), table.name), table.name)
    return Record(about, _frame(rows, table.name, shipped_subjects(subjects), None))


def _shelf() -> Traversable:
    return files("comity") / "data" / "records"


def _frame(rows: Sequence[Row], file: str, subjects: Subjects, names: Names | None) -> pl.DataFrame:
    header, *body = rows
    header = Row(header.line, _without_end(header.cells))
    problems = list(_header_problems(header, names))
    if not body:
        problems.append(Problem(fact="no roll call stands under the header", cure="Add a row for each roll call"))
    if problems:
        raise Refused([_at(one, file, header.line) for one in problems])
    titles = [cell.casefold() for cell in header.cells]
    states = {at: _state(cell, names) for at, cell in enumerate(header.cells) if titles[at] not in IN_FILES}
    reader = _Reader(titles, {at: state for at, state in states.items() if state}, subjects)
    entries = [reader.entry(row) for row in body]
    if reader.problems:
        raise Refused([_at(one, file, one.line) for one in reader.problems])
    schema = {**COLUMNS, **dict.fromkeys(reader.states.values(), POSITION)}
    return _with_repeats(pl.DataFrame(entries, schema=schema, orient="row"), tuple(reader.states.values()))


def _with_repeats(frame: pl.DataFrame, states: tuple[Id, ...]) -> pl.DataFrame:
    """A text with symbol, date, session and all positions of an earlier one is a duplicate, though unmarked."""
    same = pl.struct("session", "date", "symbol", "kind", *states)
    repeats = pl.col("symbol").is_not_null() & ~same.is_first_distinct() & (pl.col("kind") == KINDS[0])
    return frame.with_columns(pl.col("duplicate") | repeats)


def _at(problem: Problem, file: str, line: int | None) -> Problem:
    return Problem(fact=problem.fact, cure=problem.cure, file=file, line=line)


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells without the empty ones at the end, which spreadsheets leave behind."""
    filled = [at for at, cell in enumerate(cells) if cell]
    return cells[: filled[-1] + 1]


def _state(cell: str, names: Names | None) -> Id | None:
    return (names.id_of(cell) if names else None) or state_named(cell)


def _header_problems(header: Row, names: Names | None) -> Iterator[Problem]:
    titles = [cell.casefold() for cell in header.cells]
    if not {"session", "date", "month"} & set(titles):
        cure = "Add a column `date` (2018-12-05, 2018-12 or 2018) or `session`"
        yield Problem(fact="no column says when a roll call was", cure=cure)
    seen: dict[str, str] = {}
    for cell, title in zip(header.cells, titles, strict=True):
        state = title if title in IN_FILES else _state(cell, names)
        if not state:
            close = nearest(title, tuple(IN_FILES)) or nearest(cell, _states())
            cure = f"Did you mean `{close}`" if close else "Name a state, or leave the column out"
            yield Problem(fact=f"the column '{cell}' is no state, and none of the columns of a record", cure=cure)
        elif state in seen:
            yield Problem(fact=f"'{cell}' and '{seen[state]}' are the same column", cure="Leave one out")
        else:
            seen[state] = cell
    if not any(title not in IN_FILES for title in titles):
        yield Problem(fact="there is no column of a state", cure="Add a column for each state, with its positions")


def _states() -> Iterator[str]:
    return (name for names in names_of_states().values() for name in names.values())


class _Reader:
    """Reads rows, and keeps all that is wrong with them."""

    def __init__(self, titles: list[str], states: Mapping[int, Id], subjects: Subjects) -> None:
        self.titles = titles
        self.states = states
        self.subjects = subjects
        self.problems: list[Problem] = []

    def entry(self, row: Row) -> tuple[object, ...]:
        """The values of a row, in the order of ``COLUMNS`` and of the states."""
        cells = [*row.cells, *[""] * (len(self.titles) - len(row.cells))]
        found = len(_without_end(row.cells))
        said = {title: cells[at] for at, title in enumerate(self.titles) if title in IN_FILES}
        if found > len(self.titles):
            fact = f"the row has {found} cells, the header {len(self.titles)}"
            self._wrong(row, fact, "Take out what is too much")
        return (
            said.get("roll_call") or None,
            self._session(row, said.get("session", "")),
            self._date(row, said.get("date") or said.get("month", "")),
            said.get("symbol") or None,
            self._one_of(row, "kind", said.get("kind") or KINDS[0], KINDS),
            self._one_of(row, "duplicate", said.get("duplicate") or "no", YES_OR_NO) == "yes",
            self._one_of(row, "marked", said.get("marked") or self._on_a_part(said), YES_OR_NO) == "yes",
            None,
            [],
            self._subjects(row, said),
            *(self._position(row, cells[at]) for at in self.states),
        )

    def _on_a_part(self, said: Mapping[str, str]) -> str:
        return "yes" if (said.get("kind") or "").casefold() in {"paragraph", "amendment"} else "no"

    def _wrong(self, row: Row, fact: str, cure: str) -> None:
        self.problems.append(Problem(fact=fact, cure=cure, line=row.line))

    def _session(self, row: Row, cell: str) -> int | None:
        if cell and not (cell.isdecimal() and len(cell) <= LONGEST_SESSION):
            self._wrong(row, f"'{cell}' is no number of a session", "Write digits")
            return None
        return int(cell) if cell else None

    def _date(self, row: Row, cell: str) -> str | None:
        if not cell:
            return None
        try:
            return str(PartialDate.parse(cell))
        except ValueError:
            self._wrong(row, f"'{cell}' is no date", "Write 2018-12-05, 2018-12 or 2018")
            return None

    def _one_of(self, row: Row, column: str, cell: str, words: tuple[str, ...]) -> str:
        if cell.casefold() not in words:
            self._wrong(row, f"'{cell}' can't stand under `{column}`", f"Write one of: {', '.join(words)}")
        return cell.casefold()

    def _subjects(self, row: Row, said: Mapping[str, str]) -> list[str]:
        if "subjects" not in said:
            return list(self.subjects.of(said.get("title", "")))
        found = said["subjects"].split()
        for one in found:
            if one not in self.subjects.subjects and one != OTHER:
                self._wrong(row, f"'{one}' is no subject", cure_for(one, tuple(self.subjects.subjects)))
        return found or [OTHER]

    def _position(self, row: Row, cell: str) -> str | None:
        if not cell:
            return None
        camp = camp_of(cell)
        if camp is None:
            words = ", ".join(one.value for one in Camp)
            self._wrong(row, f"'{cell}' is no position", f"Write one of: {words}; or nothing, where it is not known")
        return None if camp is None else camp.value
