"""Positions files: where voters stand, and what else the question needs, from CSV, XLSX or JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from comity.core.procedure.run import Ballot
from comity.core.rules.facts import Camp, Sum, exactly
from comity.core.rules.question import Described
from comity.core.rules.written import MEMBERS
from comity.core.values import Id, Problem, Refused
from comity.formats.documents import Document, Parts, pointer_of, refuse_any
from comity.formats.json_text import read_json
from comity.formats.messages import cure_for, nearest, one_of
from comity.formats.position_words import COLUMNS, camp_of, camps_of, column_of, every_word
from comity.formats.records import decode, json_schema
from comity.formats.rows import Row, read_rows
from comity.formats.shapes import Name
from comity.formats.state_names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A voter and where it stands; ``position`` is ``None`` where that is not known yet.

    ``voter`` is the text of the file, until ``resolved`` puts an id in its place; ``written`` stays as it was, and so
    do ``word``, by which the file says the position, and ``written_seat``, by which it says the seat.
    """

    voter: str
    written: str
    position: Camp | None = None
    word: str = ""
    seat: str | None = None
    written_seat: str | None = None
    note: str | None = None
    row: int | None = None
    pointer: str = ""
    document: Document | None = field(default=None, repr=False, compare=False)

    @property
    def line(self) -> int | None:
        """The line on which it stands: of its row, or looked up in a JSON file."""
        if self.row is not None or self.document is None:
            return self.row
        return self.document.line_of(self.pointer)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsFile:
    """What a positions file says; a key that it does not have is ``None`` or empty.

    ``document`` gives the line of a pointer (``/concerned/0``, ``/groups/first/2``) in a JSON file.
    """

    entries: tuple[Entry, ...]
    concerned: tuple[str, ...] | Described | None = None
    source: str | None = None
    requested: bool | None = None
    requested_by: tuple[str, ...] = ()
    participants: tuple[str, ...] | None = None
    attending: int | None = None
    on: date | None = None
    electorate_size: int | None = None
    groups: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    deadline: datetime | None = None
    ballots: tuple[Ballot, ...] = ()
    document: Document = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position as JSON writes it."""

    voter: str
    position: str | None = None
    seat: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyDescribed:
    """Members concerned that are not named, by their number."""

    described: int

    def __post_init__(self) -> None:
        """Refuse nobody."""
        if self.described < 1:
            raise ValueError("at least one member is concerned: leave `concerned` out if nobody is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A sum of which only bounds are known."""

    at_least: Fraction = Fraction()
    at_most: Fraction | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that cross."""
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(f"the sum is at least {self.at_least} and at most {self.at_most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsDocument:
    """A positions file in JSON.

    `positions` maps each voter to its position, or lists them. `counts` gives numbers of voters by camp, `sums` what
    they weigh, by measure; several camps together are written `no_and_abstain`. `deadline` is when a period of silence
    ends; `ballots` are the tellers' counts of an election, one after another: votes by candidate, and by the word of a
    camp those for nobody.
    """

    schema: Literal["comity/positions/1"] | None = None
    positions: Mapping[Name, str | None] | tuple[Position, ...] = ()
    concerned: tuple[str, ...] | OnlyDescribed | None = None
    source: str | None = None
    requested: bool | tuple[str, ...] | None = None
    participants: tuple[str, ...] | None = None
    attending: int | None = None
    on: date | None = None
    electorate_size: int | None = None
    groups: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[Name, int | Between] = field(default_factory=dict)
    sums: Mapping[Id, Mapping[Name, Fraction | Between]] = field(default_factory=dict)
    deadline: datetime | None = None
    ballots: tuple[Mapping[Name, int], ...] = ()

    def __post_init__(self) -> None:
        """Refuse fewer than nobody."""
        counts = {f"counts/{name}": one for name, one in self.counts.items()}
        for round_, ballot in enumerate(self.ballots):
            counts |= {f"ballots/{round_}/{name}": votes for name, votes in ballot.items()}
        for name, number in {"attending": self.attending, "electorate_size": self.electorate_size, **counts}.items():
            if isinstance(number, int) and number < 0:
                raise ValueError(f"`{name}` is less than zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What can be read of a positions file, and all that is wrong with it, in the order of lines.

    ``complete`` says that every key of the question was read, so that one that is missing is not in the file.
    """

    file: PositionsFile
    problems: tuple[Problem, ...]
    complete: bool


def read_positions(path: Path) -> PositionsFile:
    """Read a positions file: JSON and XLSX by their suffix, anything else as CSV.

    Raises ``Refused`` with all that is wrong, each with line and cure.
    """
    examined = examine_positions(path)
    refuse_any(examined.problems)
    return examined.file


def examine_positions(path: Path, names: Names | None = None) -> Examined:
    """Read a positions file as far as it can be read; with ``names``, ids stand in place of what they name.

    Raises ``Refused`` only where nothing can be read: so a caller that knows the voters finds what else is wrong.
    """
    if path.suffix.lower() == ".json":
        document = read_json(path)
        file, problems, complete = _from_json(document)
    else:
        document = Document(None, str(path), lambda _parts: None)
        entries, problems = _from_rows(read_rows(path), needed=("voter", "position"))
        file, complete = PositionsFile(entries=entries, document=document), True
    if names is not None:
        file = _with_ids(file, names)
    every = document.placed([*problems, *_twice(file.entries)])
    return Examined(file=file, problems=every, complete=complete)


def read_participants(path: Path) -> tuple[Entry, ...]:
    """Read who takes part: a JSON list, or a table with the column `voter`.

    Raises ``Refused`` with all that is wrong, a name that stands twice among it.
    """
    entries = read_listed(path)
    document = Document(None, str(path), lambda _parts: None)
    refuse_any(document.placed(_twice(entries, cure="Leave one out")))
    return entries


def read_listed(path: Path) -> tuple[Entry, ...]:
    """Read names from a JSON list, or from a table with the column `voter`, as they stand there.

    Raises ``Refused`` with all that is wrong with the file.
    """
    problems: list[Problem] = []
    if path.suffix.lower() == ".json":
        document = read_json(path)
        try:
            listed = decode(tuple[str, ...], document.data)
        except Refused as refused:
            raise Refused(document.placed(refused.problems)) from None
        entries = tuple(_entry(document, name, (at,)) for at, name in enumerate(listed))
    else:
        document = Document(None, str(path), lambda _parts: None)
        entries, problems = _from_rows(read_rows(path), needed=("voter",))
    refuse_any(document.placed(problems))
    return entries


def positions_schema() -> dict[str, Any]:
    """The JSON Schema of positions files in JSON, for editors."""
    schema = json_schema(PositionsDocument)
    return {"$schema": schema["$schema"], "$id": "urn:comity:positions:1", "title": "Positions", **schema}


def resolved(positions: PositionsFile, names: Names) -> PositionsFile:
    """The same with ids in place of names; what nobody is called stays as it is.

    Raises ``Refused`` where two names mean one voter.
    """
    found = _with_ids(positions, names)
    refuse_any(positions.document.placed(_twice(found.entries)))
    return found


def _with_ids(positions: PositionsFile, names: Names) -> PositionsFile:
    def every(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.resolve(text) for text in texts)

    entries = tuple(replace(one, voter=_seat_or_voter(one, names), seat=None) for one in positions.entries)
    concerned, participants = positions.concerned, positions.participants
    return replace(
        positions,
        entries=entries,
        concerned=every(concerned) if isinstance(concerned, tuple) else concerned,
        source=None if positions.source is None else names.resolve(positions.source),
        requested_by=every(positions.requested_by),
        participants=None if participants is None else every(participants),
        groups={group: every(voters) for group, voters in positions.groups.items()},
    )


def _seat_or_voter(entry: Entry, names: Names) -> Id:
    """The seat that an entry names (in full, or by what its holder's id is followed by), else its voter."""
    voter = names.resolve(entry.written)
    if entry.seat is None:
        return voter
    return names.id_of(f"{voter}.{entry.seat}") or names.resolve(entry.seat)


def _from_json(document: Document) -> tuple[PositionsFile, list[Problem], bool]:
    """What a document says, what is wrong with it, and whether its keys could be read at all."""
    entries, problems = _json_entries(document)
    problems += _unknown_camps(document.data)
    try:
        stated = decode(PositionsDocument, document.data)
    except Refused as refused:
        return PositionsFile(entries=entries, document=document), [*problems, *refused.problems], False
    return _file(stated, entries, document), problems, True


def _file(stated: PositionsDocument, entries: tuple[Entry, ...], document: Document) -> PositionsFile:
    requested = stated.requested
    concerned = stated.concerned
    return PositionsFile(
        entries=entries,
        concerned=Described(concerned.described) if isinstance(concerned, OnlyDescribed) else concerned,
        source=stated.source,
        requested=bool(requested) if isinstance(requested, tuple) else requested,
        requested_by=requested if isinstance(requested, tuple) else (),
        participants=stated.participants,
        attending=stated.attending,
        on=stated.on,
        electorate_size=stated.electorate_size,
        groups=stated.groups,
        sums=tuple(_sums(stated)),
        deadline=stated.deadline,
        ballots=tuple(_ballot(one) for one in stated.ballots),
        document=document,
    )


def _ballot(votes: Mapping[Name, int]) -> Ballot:
    """A ballot: a key that is the word of a camp counts those that voted for nobody."""
    camps = {name: camp_of(name) for name in votes}
    return Ballot(
        votes={name: number for name, number in votes.items() if camps[name] is None},
        camps={camp: votes[name] for name, camp in camps.items() if camp is not None},
    )


def _json_entries(document: Document) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries that can be read, whatever else may be wrong with the document."""
    data = document.data.get("positions") if isinstance(document.data, dict) else None
    entries: list[Entry] = []
    problems: list[Problem] = []
    if isinstance(data, dict):
        for name, word in data.items():
            pointer = pointer_of(("positions", name))
            camp = _camp(word, pointer, None, problems)
            entries.append(_entry(document, name, ("positions", name), camp, {"position": word}))
    for number, one in enumerate(data if isinstance(data, list) else []):
        if isinstance(one, dict) and isinstance(one.get("voter"), str):
            pointer = pointer_of(("positions", number, "position"))
            camp = _camp(one.get("position"), pointer, None, problems)
            entries.append(_entry(document, one["voter"], ("positions", number), camp, one))
    problems += [
        Problem(pointer=entry.pointer, fact="a voter has no name", cure="Name it, or leave it out")
        for entry in entries
        if not entry.voter
    ]
    return tuple(entries), problems


def _entry(
    document: Document, name: str, at: Parts, position: Camp | None = None, more: Mapping[str, object] | None = None
) -> Entry:
    seat, note, word = ((more or {}).get(key) for key in ("seat", "note", "position"))
    return Entry(
        voter=name.strip(),
        written=name.strip(),
        position=position,
        word=word if isinstance(word, str) else "",
        seat=seat if isinstance(seat, str) else None,
        written_seat=seat if isinstance(seat, str) else None,
        note=note if isinstance(note, str) else None,
        pointer=pointer_of(at),
        document=document,
    )


def _unknown_camps(data: object) -> Iterator[Problem]:
    """A problem for every figure of a camp that there is not, whatever else may be wrong with the document."""
    stated: Mapping[str, object] = data if isinstance(data, dict) else {}
    by_measure = stated.get("sums")
    places: list[tuple[Parts, object]] = [(("counts",), stated.get("counts"))]
    if isinstance(by_measure, dict):
        places += [(("sums", measure), figures) for measure, figures in by_measure.items()]
    for parts, figures in places:
        for word in figures if isinstance(figures, dict) else ():
            if camps_of(word) is None:
                pointer = pointer_of((*parts, word))
                yield Problem(fact=f"`{word}` is no camp", cure=cure_for(word, [*Camp]), pointer=pointer)


def _sums(stated: PositionsDocument) -> Iterator[Sum]:
    figures: list[tuple[Id, Mapping[Name, int | Fraction | Between]]] = [(MEMBERS, stated.counts)]
    for measure, by_camp in [*figures, *stated.sums.items()]:
        for word, amount in by_camp.items():
            camps = camps_of(word)
            if camps is None:
                continue  # a problem of its own
            if isinstance(amount, Between):
                yield Sum(measure=measure, camps=camps, low=amount.at_least, high=amount.at_most)
            else:
                yield exactly(camps, amount, measure)


def _camp(word: object, pointer: str, line: int | None, problems: list[Problem]) -> Camp | None:
    """The camp of a word; no word, no position yet. What is no text is left to the decoder."""
    if not isinstance(word, str) or not word.strip():
        return None
    camp = camp_of(word)
    if camp is None:
        close = nearest(word, every_word())
        cure = f"Did you mean `{close}`" if close else one_of(Camp)
        problems.append(Problem(fact=f"`{word}` is no position", cure=cure, pointer=pointer, line=line))
    return camp


def _from_rows(rows: tuple[Row, ...], needed: tuple[str, ...]) -> tuple[tuple[Entry, ...], list[Problem]]:
    header, *body = rows
    columns, problems = _columns(header, needed)
    entries = []
    for row in body:
        cells = {column: cell for column, cell in zip(columns, row.cells, strict=False) if column is not None}
        if any(row.cells[len(columns) :]):
            fact = f"the row has {len(row.cells)} cells, the header {len(columns)}"
            problems.append(Problem(line=row.line, fact=fact, cure="Put a cell with a delimiter in it in quotes"))
        elif "voter" in columns and not cells.get("voter"):
            problems.append(Problem(line=row.line, fact="the row names no voter", cure="Name one, or delete the row"))
        elif "voter" in columns:
            entries.append(_row_entry(row, cells, problems))
    return tuple(entries), problems


def _row_entry(row: Row, cells: Mapping[str, str], problems: list[Problem]) -> Entry:
    return Entry(
        voter=cells["voter"],
        written=cells["voter"],
        position=_camp(cells.get("position"), "", row.line, problems),
        word=cells.get("position", ""),
        seat=cells.get("seat") or None,
        written_seat=cells.get("seat") or None,
        note=cells.get("note") or None,
        row=row.line,
    )


def _columns(header: Row, needed: tuple[str, ...]) -> tuple[list[str | None], list[Problem]]:
    """What each column is, and what is wrong with the header. A column without a name may hold nothing."""
    cells = [*header.cells]
    while cells and not cells[-1]:
        cells.pop()
    columns = [column_of(cell) for cell in cells]
    problem = _in_line(header.line)
    problems = []
    for cell, column in zip(cells, columns, strict=True):
        if column is None:
            words = [word for column, words in COLUMNS.items() for word in (column, *words)]
            close = nearest(cell, words)
            cure = f"Did you mean `{close}`" if close else one_of(COLUMNS)
            problems.append(problem(f"`{cell}` is no column", cure))
    problems += [
        problem(f"the column `{column}` stands twice", "Leave one of them out")
        for column in COLUMNS
        if columns.count(column) > 1
    ]
    problems += [
        problem(f"the header has no column `{column}`", f"Begin the file with the line: {','.join(needed)}")
        for column in needed
        if column not in columns
    ]
    return columns, problems


def _in_line(line: int) -> Callable[[str, str], Problem]:
    return lambda fact, cure: Problem(line=line, fact=fact, cure=cure)


def _twice(entries: Iterable[Entry], cure: str = "Give each voter one position") -> Iterator[Problem]:
    """A problem for every entry whose voter (or seat) has one already."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        voter = (entry.voter.casefold(), (entry.seat or "").casefold())
        first = seen.setdefault(voter, entry)
        if first is not entry:
            also = "" if first.written == entry.written else f", also as `{first.written}`"
            line = "" if first.line is None else f", first in line {first.line}"
            fact = f"`{entry.written}` stands twice{also}{line}"
            yield Problem(line=entry.line, pointer=entry.pointer, fact=fact, cure=cure)
