"""What a command that checks a file of cases prints: a line for each, then what differs or is wrong, then how many."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Protocol

import typer

from comity.cli.output import heading, say, table
from comity.cli.words import sentence_of
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.core.values import Problem
    from comity.workbench.precedents import Difference, Totals


class CheckedCase(Protocol):
    """A case that was checked, of any kind."""

    @property
    def id(self) -> str:
        """What it is called in its file."""

    @property
    def differences(self) -> "Sequence[Difference]":
        """Where the answer is not what is expected."""

    @property
    def problems(self) -> "Sequence[Problem]":
        """What is wrong with the case."""


class Checked(Protocol):
    """All cases of a file."""

    @property
    def cases(self) -> Sequence[CheckedCase]:
        """Each case."""

    @property
    def totals(self) -> "Totals":
        """How many had each result."""


def show_checked(result: Checked, shown: Table, language: str, told: Mapping[str, str] | None = None) -> None:
    """Print it. ``told``: words that stand in place of a figure, in the language."""
    words = told or {}
    table(shown)
    for one in result.cases:
        if one.differences:
            heading(one.id)
        for each in one.differences:
            expected, got = (words.get(str(one), one) for one in (each.expected, each.got))
            line = sentence_of("differs", language, field=each.field, expected=expected, got=got)
            say(line, indent=2)
        for problem in one.problems:
            typer.echo(str(problem), err=True)
    figures = {one.name: getattr(result.totals, one.name) for one in fields(result.totals)}
    say(sentence_of("totals", language, **figures))
