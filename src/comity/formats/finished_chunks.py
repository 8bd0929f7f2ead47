"""The file of the chunks of a simulation that are finished: one line each, so that a run that was killed goes on.

The first line names the question by its digest. A line that a killed process left half-written is dropped, and its
chunk is counted again; a file of another question is refused, and nothing of it is changed.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from comity.analysis.simulation import RuleTally, Tally, Trial
from comity.core.values import Problem, Refused
from comity.formats.documents import read_bytes

SCHEMA = "comity/simulation-chunks/1"
BEGINS = json.dumps({"schema": SCHEMA})[:-1].encode()
"""How every such file begins."""


class FinishedChunks:
    """A file of finished chunks: those that it had when it was opened, and a way to keep more."""

    def __init__(self, path: Path, trial: Trial) -> None:
        """Open the file for a question, or make it. Raises ``Refused`` for a file of another question, or of none."""
        self.path = path
        self.finished: dict[int, Tally] = {}
        header = json.dumps({"schema": SCHEMA, "question": trial.digest, "seed": trial.seed}).encode() + b"\n"
        content = read_bytes(path) if path.exists() else b""
        whole, newline, _half = content.rpartition(b"\n")
        lines = whole.split(b"\n") if newline else []
        if not lines and (content.startswith(BEGINS) or BEGINS.startswith(content)):
            self._write(lambda: path.write_bytes(header))
            return
        self._refuse_other(lines[:1], trial)
        for number, line in enumerate(lines[1:], start=2):
            tally = self._tally(line, number, trial)
            if tally.chunk is not None:
                self.finished[tally.chunk] = tally
        self._write(lambda: os.truncate(path, len(whole) + len(newline)))

    def _write(self, change: Callable[[], object]) -> None:
        try:
            change()
        except OSError as error:
            fact = f"the file can't be written ({error.strerror})"
            raise Refused(
                [Problem(file=str(self.path), fact=fact, cure="Check the folder and its permissions")]
            ) from None

    def keep(self, tally: Tally) -> None:
        """Add a chunk that is finished, in one write."""
        told = {
            "chunk": tally.chunk,
            "profiles": tally.profiles,
            "only": [tally.only_first, tally.only_second],
            "rules": [[one.adopted, one.squares, one.blocking, one.outside] for one in tally.rules],
        }
        line = json.dumps(told, separators=(",", ":")).encode() + b"\n"

        def append() -> None:
            with self.path.open("ab") as file:
                file.write(line)

        self._write(append)

    def _refuse_other(self, first: Sequence[bytes], trial: Trial) -> None:
        said = _header(first[0]) if first else None
        if said is None:
            fact, cure = "this is no file of finished chunks", "Name another file; one that is not there is made"
            raise Refused([Problem(file=str(self.path), line=1, fact=fact, cure=cure)])
        if said.get("question") != trial.digest:
            fact = "these are the chunks of another question: of other rules, another model or another seed"
            cure = "Ask as you did then, the seed included, or name another file"
            raise Refused([Problem(file=str(self.path), line=1, fact=fact, cure=cure)])

    def _tally(self, line: bytes, number: int, trial: Trial) -> Tally:
        try:
            said = json.loads(line)
            rules = tuple(_rule(one) for one in said["rules"])
            _refuse_other_shape(rules, trial)
            only_first, only_second = _whole(said["only"])
            chunk, profiles = _whole([said["chunk"], said["profiles"]])
        except (KeyError, TypeError, ValueError):
            fact, cure = "this is no finished chunk", "Take the line out: its chunk is counted again"
            raise Refused([Problem(file=str(self.path), line=number, fact=fact, cure=cure)]) from None
        return Tally(chunk=chunk, profiles=profiles, rules=rules, only_first=only_first, only_second=only_second)


def seed_kept(path: Path) -> int | None:
    """The seed of a file of finished chunks; ``None`` where there is no such file, or it is another."""
    if not path.is_file():
        return None
    said = _header(read_bytes(path).partition(b"\n")[0])
    seed = said.get("seed") if said else None
    return seed if type(seed) is int and seed >= 0 else None


def _header(line: bytes) -> dict[str, object] | None:
    """What the first line says; ``None`` where it is that of another file."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) and said.get("schema") == SCHEMA else None


def _rule(said: Sequence[object]) -> RuleTally:
    adopted, squares, blocking, outside = said
    (adopted_, squares_), blocking_, outside_ = _whole([adopted, squares]), _whole(blocking), _whole(outside)
    return RuleTally(adopted=adopted_, blocking=tuple(blocking_), outside=tuple(outside_), squares=squares_)


def _refuse_other_shape(rules: Sequence[RuleTally], trial: Trial) -> None:
    """Raise ``ValueError`` where there are not as many figures as voters."""
    shape = [(len(one.blocking), len(one.outside)) for one in rules]
    if shape != [(len(one.voters),) * 2 for one in trial.rules]:
        raise ValueError(shape)


def _whole(said: object) -> Iterator[int]:
    """Whole numbers that count something. Raises ``ValueError`` for anything else."""
    if not isinstance(said, list) or not all(type(one) is int and one >= 0 for one in said):
        raise ValueError(said)
    return iter(said)
