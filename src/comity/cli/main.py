"""The `comity` command."""

import sys
from io import TextIOWrapper

import typer

from comity import __version__
from comity.cli import charter, data, power, precedents, receipt
from comity.cli.backup import backup, restore, rotate_key
from comity.cli.cohesion import cohesion
from comity.cli.decide import decide
from comity.cli.demonstrate import demonstrate
from comity.cli.doctor import doctor
from comity.cli.init import init
from comity.cli.serve import serve
from comity.cli.simulate import simulate
from comity.cli.verify import verify
from comity.cli.whatif import whatif

app = typer.Typer(
    help="The system of record and decision for an intergovernmental organisation.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(charter.app, name="charter")
app.add_typer(precedents.app, name="precedents")
app.add_typer(power.app, name="power")
app.add_typer(data.app, name="data")
app.add_typer(receipt.app, name="receipt")
app.command("decide")(decide)
app.command("whatif")(whatif)
app.command("cohesion")(cohesion)
app.command("simulate")(simulate)
app.command("demonstrate")(demonstrate)
app.command("init")(init)
app.command("serve")(serve)
app.command("doctor")(doctor)
app.command("verify")(verify)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("rotate-key")(rotate_key)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"comity {__version__}")
        raise typer.Exit


@app.callback()
def comity(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """The system of record and decision for an intergovernmental organisation."""


def main() -> None:
    """Run the command. What it prints is UTF-8, whatever the terminal says it takes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    app()
