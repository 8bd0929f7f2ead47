"""The one way by which commands reach the database of an organisation."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.core.values import Problem, Refused

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="The folder of the organisation; without it that of COMITY_DATA, or of this user."
    ),
]


def set_up(folder: Path) -> None:
    """Set the framework up for a folder, whatever is in it. Its settings are found by name: no other door is known.

    Raises ``Refused`` where a variable of the environment says something that can't be.
    """
    os.environ["COMITY_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
    import django
    from pydantic import ValidationError

    try:
        django.setup()
    except ValidationError as error:
        raise Refused([_unfit_variable(one) for one in error.errors(include_input=False)]) from None


def open_installation(folder: Path) -> None:
    """Open a folder that holds an organisation, with tables as this release has them.

    Raises ``Refused`` where the folder holds none, or tables of another release.
    """
    set_up(folder)
    from django.db import connection
    from django.db.utils import DatabaseError

    file = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and not file.is_file():
        raise Refused([_nothing_in(folder)])
    try:
        _refuse_other_tables(folder)
    except DatabaseError as error:
        fact = f"the database can't be read ({str(error).strip()})"
        raise Refused([Problem(file=str(folder), fact=fact, cure="Check COMITY_DATABASE and the folder")]) from None


def _refuse_other_tables(folder: Path) -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        raise Refused([_nothing_in(folder)])
    if any(key not in executor.loader.disk_migrations for key in executor.loader.applied_migrations):
        fact, cure = "the database is of a newer release of Comity", "Install that release"
        raise Refused([Problem(file=str(folder), fact=fact, cure=cure)])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        fact = "the database is of an older release of Comity"
        cure = "Make a backup with that release, then start this one: it brings the tables up to date"
        raise Refused([Problem(file=str(folder), fact=fact, cure=cure)])


def _unfit_variable(error: "ErrorDetails") -> Problem:
    """What is wrong with a variable; its value, which may be a secret, is not shown."""
    variable = "_".join(("COMITY", *map(str, error["loc"]))).upper()
    return Problem(fact=f"{variable} can't be taken ({error['msg']})", cure="Set it to what it means, or unset it")


def _nothing_in(folder: Path) -> Problem:
    cure = "Name its folder by --data, or make one: comity init --data DIR"
    return Problem(file=str(folder), fact="there is no organisation here", cure=cure)


@contextmanager
def progress(label: str) -> Iterator["Progress"]:
    """Tell on a terminal how far something is; says nothing where no one looks."""
    told = Progress(label)
    try:
        yield told
    finally:
        told.clear()


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Tell on a terminal what is being done, on one line that is written over; says nothing where no one looks."""
    shown = sys.stderr.isatty()

    def told(stage: str) -> None:
        if shown:
            typer.echo(f"\r\033[K{stage} …", nl=False, err=True)

    try:
        yield told
    finally:
        if shown:
            typer.echo("\r\033[K", nl=False, err=True)


class Progress:
    """How far something is, on one line that is written over."""

    def __init__(self, label: str) -> None:
        """Nothing is done yet."""
        self.label = label
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        """Tell how much is done."""
        if sys.stderr.isatty():
            self.shown = True
            typer.echo(f"\r{self.label} {done:,} / {total:,}", nl=False, err=True)

    def clear(self) -> None:
        """Leave the line empty."""
        if self.shown:
            typer.echo("\r\033[K", nl=False, err=True)
