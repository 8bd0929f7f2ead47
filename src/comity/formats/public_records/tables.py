"""Files of published votes as tables of text, each column under the name of what it holds."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from comity.core.values import Problem, Refused
from comity.formats.documents import read_bytes, text_of
from comity.formats.public_records.states import ALPHA_2, ALPHA_3, NAME, NUMBER
from comity.formats.rows import DELIMITERS

STATES: Mapping[str, tuple[str, ...]] = {
    ALPHA_3: ("iso3", "ms_code"),
    NUMBER: ("ccode",),
    NAME: ("country", "countryname", "ms_name"),
    ALPHA_2: ("country_code",),
}
"""The columns that say who voted, by the scheme of their codes."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "roll_call": ("rcid", "undl_id"),
    "vote": ("vote", "ms_vote"),
    "session": ("session",),
    "date": ("date",),
    "symbol": ("unres", "resolution"),
    "amendment": ("amend",),
    "paragraph": ("para",),
    "short": ("short",),
    "issue": ("issue",),
    "description": ("descr", "title"),
    "total_yes": ("total_yes",),
    "total_no": ("total_no",),
    "total_abstain": ("total_abstentions",),
}
"""The other columns that are read, under the names by which they are published; what else stands there is left."""

ABOUT = tuple(one for one in COLUMNS if one not in {"vote", "issue"})
"""The columns that tell of a roll call, and not of a vote in it."""

NUMBERINGS: Mapping[str, str] = {"rcid": "numbered", "undl_id": "digital library"}
"""Whose numbers of roll calls a column holds: what one table says of a number is not true of another's."""

ROW = "row"
PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A file: its columns under their names here, and ``row``, the number of the row below the header.

    ``lines``: how many lines of the file come before the first row, where each row is a line; else ``None``.
    """

    file: str
    frame: pl.DataFrame
    numbering: str
    lines: int | None

    @property
    def has_votes(self) -> bool:
        """Whether its rows say how a state voted."""
        return "vote" in self.frame.columns and any(one in self.frame.columns for one in STATES)

    @property
    def has_subjects(self) -> bool:
        """Whether its rows say what a roll call was about, and nothing else: the table of issues of some publishers."""
        return "issue" in self.frame.columns and not self.has_votes and not self.has_roll_calls

    @property
    def has_roll_calls(self) -> bool:
        """Whether its rows say when a roll call was."""
        return "session" in self.frame.columns and "date" in self.frame.columns

    def at(self, row: int, fact: str, cure: str) -> Problem:
        """What is wrong in a row, with its line or its number."""
        if self.lines is None:
            return Problem(file=self.file, fact=f"row {row}: {fact}", cure=cure)
        return Problem(file=self.file, line=row + self.lines, fact=fact, cure=cure)


def read_table(path: Path) -> PublishedTable:
    """A CSV file (also packed: .gz, .zst) or a Parquet file as a table of text; empty cells and ``NA`` are null.

    ``NA`` in a column of codes of states stays. Raises ``Refused`` where it is neither, where it can't be read, or
    where it has neither votes nor roll calls.
    """
    packed = path.suffix.lower() in PACKED
    kind = Path(path.stem).suffix.lower() if packed else path.suffix.lower()
    if kind == ".parquet":
        frame, lines = _parquet(path), None
    elif kind in {".csv", ".tsv", ".txt"}:
        frame, lines = _csv(path, packed=packed)
    else:
        fact = f"'{path.name}' is no table of votes that can be read"
        raise Refused([Problem(file=str(path), fact=fact, cure="Give CSV or Parquet files, as they are published")])
    table = PublishedTable(str(path), _renamed(frame), _numbering(frame), lines)
    read = table.has_votes or table.has_roll_calls or table.has_subjects
    if "roll_call" not in table.frame.columns or not read:
        raise Refused([_unknown(path, frame)])
    return table


def _unknown(path: Path, frame: pl.DataFrame) -> Problem:
    has = ", ".join(frame.columns[:12])
    cure = (
        "Give a table of votes (`rcid` or `undl_id`, a column of the state, `vote`) or of roll calls (`rcid`, "
        "`session`, `date`)"
    )
    return Problem(file=str(path), fact=f"its columns tell neither votes nor roll calls: {has}", cure=cure)


def _parquet(path: Path) -> pl.DataFrame:
    content = read_bytes(path)
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except pl.exceptions.PolarsError as error:
        raise Refused(
            [Problem(file=str(path), fact=f"it is no Parquet file ({error})", cure="Save it again")]
        ) from None
    known = [one for one in frame.columns if _known(one)]
    return frame.select(pl.col(one).cast(pl.String) for one in known)


def _csv(path: Path, *, packed: bool) -> tuple[pl.DataFrame, int | None]:
    content = read_bytes(path)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused([Problem(file=str(path), line=1, fact="the file is in UTF-16", cure="Save it as UTF-8")])
    try:
        header = pl.read_csv(content, n_rows=0, infer_schema=False, separator="\x1f", quote_char=None).columns
        separator = max(DELIMITERS, key="".join(header).count)
        frame = pl.read_csv(content, infer_schema=False, separator=separator)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Refused([_unreadable(path, content, str(error), packed=packed)]) from None
    whole = not packed and content.count(b"\n") in {len(frame), len(frame) + 1}
    return frame, 1 if whole else None


def _unreadable(path: Path, content: bytes, said: str, *, packed: bool) -> Problem:
    """What is wrong with a CSV file, with the line where that can be told."""
    file = str(path)
    if not packed:
        text = text_of(content, file)
        separator = max(DELIMITERS, key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        begins, width = 1, 0
        try:
            for row in reader:
                width = width or len(row)
                if len(row) > width:
                    fact = f"the row has {len(row)} cells, the header {width}"
                    return Problem(
                        file=file, line=begins, fact=fact, cure="Take out what is too much, or quote the cell"
                    )
                begins = reader.line_num + 1
        except csv.Error as error:
            fact = f"a quotation mark is not closed, or stands within a cell ({error})"
            return Problem(file=file, line=begins, fact=fact, cure="Close it, or write it twice within a quoted cell")
    fact = f"it can't be read as a table ({said.splitlines()[0]})"
    cure = "Save it as CSV in UTF-8, with as many cells in each row as in the header"
    return Problem(file=file, fact=fact, cure=cure)


def _known(column: str) -> bool:
    return any(column.casefold() in names for names in (*STATES.values(), *COLUMNS.values()))


def _renamed(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that are read, under our names; of several that say the same the first that is published so."""
    by_name = {one.casefold().strip(): one for one in reversed(frame.columns)}
    found = {}
    for ours, names in (*STATES.items(), *COLUMNS.items()):
        theirs = next((by_name[one] for one in names if one in by_name), None)
        if theirs is not None:
            cell = pl.col(theirs).str.strip_chars()
            empty = (cell == "") | ((cell == "NA") & pl.lit(ours not in STATES))
            if ours == "roll_call":
                cell = cell.str.strip_suffix(".0")
            found[ours] = pl.when(empty).then(None).otherwise(cell).alias(ours)
    return frame.select(found.values()).with_row_index(ROW, offset=1)


def _numbering(frame: pl.DataFrame) -> str:
    columns = {one.casefold().strip() for one in frame.columns}
    return next((numbering for column, numbering in NUMBERINGS.items() if column in columns), "")
