"""What a command prints: sentence, table, next command, within 80 columns; or JSON; or what is wrong."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from comity.core.values import Problem, Refused
from comity.workbench.tables import Table

WIDTH = 80
BAD_INPUT = 2


@contextmanager
def refusing(*, as_json: bool = False) -> Iterator[None]:
    """Print what is wrong, all of it, and leave with 2 where the input is refused."""
    try:
        yield
    except Refused as error:
        if as_json:
            from comity.workbench.results import as_json as encoded

            problems = [{"file": one.file, **encoded(one)} for one in error.problems]
            print_json({"schema": "comity/problems/1", "problems": problems})
        else:
            for problem in error.problems:
                typer.echo(str(problem), err=True)
        raise typer.Exit(BAD_INPUT) from None


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Refuse where a library of an extra is not installed, with the line that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "comity":
            raise
        fact = f"this command needs the extra `{extra}` ({error.name} is not installed)"
        raise Refused([Problem(fact=fact, cure=f"Install it: pip install 'comity[{extra}]'")]) from None


def print_json(value: Any) -> None:
    """Print JSON in UTF-8."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def answer(result: Any, *, as_json: bool, show: Callable[[], None]) -> None:
    """Print a result as JSON, or as ``show`` does."""
    if as_json:
        from comity.workbench.results import as_json as encoded

        print_json(encoded(result))
    else:
        show()


def say(text: str, *, indent: int = 0, err: bool = False, bold: bool = False) -> None:
    """Print a paragraph, broken at words."""
    from rich.text import Text

    body = Text(text, no_wrap=False, overflow="fold")
    for line in body.wrap(_console(), WIDTH - indent):
        plain = " " * indent + line.plain.rstrip()
        typer.echo(typer.style(plain, bold=True) if bold else plain, err=err)


def called() -> str:
    """How this command is called from here: by its name where that finds it, else by its path."""
    started = Path(sys.argv[0])
    if started.name != "comity" or shutil.which("comity"):
        return "comity"
    return os.path.relpath(started)


def next_command(arguments: Sequence[str]) -> None:
    """Print a command to try next, broken before an argument, as a shell takes it, where it is too long."""
    line = f"  {called()}"
    for at, argument in enumerate(arguments):
        more = " \\" if at < len(arguments) - 1 else ""
        if len(f"{line} {argument}{more}") > WIDTH and line.strip():
            typer.echo(f"{line} \\")
            line = "     "
        line = f"{line} {argument}"
    typer.echo(line)


def heading(text: str) -> None:
    """Print a heading."""
    typer.echo()
    say(text, bold=True)


def _console() -> Any:
    from rich.console import Console

    return Console(width=WIDTH, file=sys.stdout, soft_wrap=False, highlight=False, legacy_windows=False)


def table(shown: Table) -> None:
    """Print a table; an empty one says so by its caption alone."""
    from rich import box
    from rich.table import Table as RichTable

    drawn = RichTable(box=box.SIMPLE_HEAD, title=shown.caption, title_justify="left", title_style="", pad_edge=False)
    for position, name in enumerate(shown.header):
        drawn.add_column(name, justify="right" if position in shown.right else "left", overflow="fold")
    for row in shown.rows:
        drawn.add_row(*row)
    console = _console()
    with console.capture() as captured:
        console.print(drawn, markup=False)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n"))


def export(shown: Table, csv: Path | None, xlsx: Path | None) -> None:
    """Write the table to the files that were asked for, and say so."""
    from comity.formats.tables import write_csv, write_xlsx

    for path, write in ((csv, write_csv), (xlsx, write_xlsx)):
        if path is not None:
            write(path, shown.caption, shown.header, shown.rows)
            typer.echo(f"{path}", err=True)


def give(
    result: Any,
    whole: Table,
    show: Callable[[], None],
    draw: Callable[[Path], None],
    *,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
    plot: Path | None,
) -> None:
    """The answer, and before it the files that were asked for: the whole table, and the picture that ``draw`` draws."""
    export(whole, csv, xlsx)
    if plot is not None:
        draw(plot)
        typer.echo(f"{plot}", err=True)
    answer(result, as_json=as_json, show=show)


def export_workbook(tables: Sequence[Table], xlsx: Path) -> None:
    """Write tables to a workbook, a sheet for each, and say so."""
    from comity.formats.tables import write_workbook

    write_workbook(xlsx, [(one.sheet or one.caption, one.header, one.rows) for one in tables])
    typer.echo(f"{xlsx}", err=True)
