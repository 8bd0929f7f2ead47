"""Errors as part of the interface: fact, place, cure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in what was given.

    ``fact`` says what is wrong, ``cure`` what would be right; ``pointer`` is a JSON pointer into the document (empty:
    the whole), ``line`` its line in the file, from 1, where one is known.
    """

    fact: str
    cure: str
    pointer: str = ""
    line: int | None = None
    file: str | None = None

    def __str__(self) -> str:
        """One line: file:line: fact. Cure."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        where = place or self.pointer
        return f"{where + ': ' if where else ''}{self.fact}. {self.cure}."


class ComityError(Exception):
    """The root of all errors that Comity raises on purpose."""


class Refused(ComityError):
    """What was given can't be taken; nothing was done. ``problems`` lists everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, one line each in the message."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[Problem, ...]]]:
        """As it is sent from one process to another: with its problems, not with their text."""
        return type(self), (self.problems,)
