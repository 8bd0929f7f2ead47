"""What the terminal says of the example: a link for each person, and the code by which they confirm."""

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from comity.cli.output import heading, say

if TYPE_CHECKING:
    from comity.formats.signing import SigningKey

CODE_DIGITS = 6


def new_code() -> str:
    """The code by which persons of the example confirm; another at each start."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def make(key: "SigningKey") -> None:
    """Make the example in the database that is open."""
    from comity.app.example import make_example

    make_example(at=datetime.now(UTC), chance=secrets.token_bytes, key=key)


def show(url: str, code: str) -> None:
    """Print a link for each person, each on one line so that it can be opened, and the code."""
    from comity.app.queries.example import new_links

    heading("Sign in as (a link works once, for 12 hours; each start prints new ones)")
    for link in new_links(datetime.now(UTC), secrets.token_bytes):
        typer.echo(f"  {link.title}")
        typer.echo(f"    {url}{link.path}")
    heading("Code")
    say(f"Before an act that binds, a person of the example confirms once by this code: {code}", indent=2)
