"""`comity init`: an empty organisation under a charter, and an invitation for its first secretariat officer."""

import os
import secrets
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.folder import folder_of, made
from comity.cli.installation import Data, set_up
from comity.cli.output import called, needing, next_command, refusing, say
from comity.core.values import Problem, Refused

if TYPE_CHECKING:
    from comity.app.founding import Officer
    from comity.formats.signing import SigningKey

INVITATION = "/invitation/{token}/"
"""Where the link leads within the installation."""

LANGUAGES = ("en", "ru", "zh-hans")


def init(
    charter: Annotated[
        str | None,
        typer.Option("--charter", metavar="NAME|FILE", help="A charter that ships, or a charter file."),
    ] = None,
    officer: Annotated[
        str | None,
        typer.Option("--officer", metavar="EMAIL", help="The address of the first secretariat officer."),
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The officer's name.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="en|ru|zh-hans", help="The officer's language.")
    ] = None,
    in_force_from: Annotated[
        str | None,
        typer.Option("--in-force-from", metavar="DATE", help="Since when the charter is in force; without it, today."),
    ] = None,
    data: Data = None,
    url: Annotated[
        str, typer.Option("--url", metavar="URL", help="Where the pages will be reached, for the link.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Found an organisation in an empty folder, and print a link by which its first officer sets a password.

    Asks for what is not given, on a terminal. Called again before the officer has used the link, it prints another.
    """
    with refusing(), needing("web"):
        folder = folder_of(data)
        given = {"--officer": officer, "--name": name, "--language": language}
        answers = _answers({"--charter": charter, **given} if charter or not _has_key(folder) else given, folder)
        day = _day(in_force_from)
        made(folder)
        token = _found(folder, answers, day)
    say(f"The organisation is in {folder}.")
    say("This link sets the officer's password. It works once, for 7 days, and is shown only here:")
    typer.echo(f"  {url.rstrip('/')}{INVITATION.format(token=token)}")
    say("Next:")
    next_command(["serve", "--data", str(folder)])
    next_command(["doctor", "--data", str(folder)])


QUESTIONS = {
    "--charter": "Charter (a name of `comity charter list`, or a file)",
    "--officer": "E-mail address of the first secretariat officer",
    "--name": "Name of the officer",
    "--language": f"Language of the officer ({', '.join(LANGUAGES)})",
}


def _answers(given: dict[str, str | None], folder: Path) -> dict[str, str]:
    """What was given; the rest is asked for on a terminal. Raises ``Refused`` where nobody is there to ask."""
    missing = [option for option, value in given.items() if not value]
    if "--language" in missing and not sys.stdin.isatty():
        given, missing = {**given, "--language": LANGUAGES[0]}, [one for one in missing if one != "--language"]
    if missing and not sys.stdin.isatty():
        cure = f"Give it: {_whole_command(given, folder)}"
        raise Refused([Problem(fact=f"{option} is missing", cure=cure) for option in missing])
    asked = {
        option: typer.prompt(QUESTIONS[option], default=LANGUAGES[0] if option == "--language" else None)
        for option in missing
    }
    return {**{option: value for option, value in given.items() if value}, **asked}


STANDS_FOR = {"--charter": "NAME", "--officer": "EMAIL", "--name": "NAME"}
"""What the command can't do without, in the order in which the pages show it, and what stands for what lacks."""


def _whole_command(given: dict[str, str | None], folder: Path) -> str:
    """The command as it has to be called, with what was given."""
    needed = {option: given[option] or blank for option, blank in STANDS_FOR.items() if option in given}
    words = [word for pair in needed.items() for word in pair]
    return shlex.join([called(), "init", *words, "--data", os.fspath(folder)])


def _day(written: str | None) -> date:
    today = datetime.now(UTC).date()
    if written is None:
        return today
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day > today:
        fact = f"--in-force-from: {written} is no day up to today"
        raise Refused([Problem(fact=fact, cure=f"Write it as {today.isoformat()}")])
    return day


def _has_key(folder: Path) -> bool:
    """Whether a founding was begun here: then the charter may be known."""
    return (folder / "ledger.key").exists()


def _found(folder: Path, answers: dict[str, str], day: date) -> str:
    """Found the organisation, where there is none; the token of the officer's invitation.

    Raises ``Refused`` where something can't be taken, and where the organisation has an officer already.
    """
    from comity.formats.charter_file import find_charter

    charter = find_charter(answers["--charter"]) if "--charter" in answers else None
    set_up(folder)
    from django.db import transaction

    from comity.app import founding

    key = founding.prepare(folder, secrets.token_bytes)
    if founding.has_officer():
        cure = "Name an empty folder, or let the officer invite others in the pages"
        raise Refused([Problem(file=os.fspath(folder), fact="there is an organisation with an officer", cure=cure)])
    officer = founding.Officer(
        email=answers["--officer"], name=answers["--name"], language=answers["--language"].lower()
    )
    at = datetime.now(UTC)
    with _told_as_problems(), transaction.atomic():
        if not founding.is_founded():
            if charter is None:
                raise Refused([Problem(fact="--charter is missing", cure=f"Give it: {called()} init --charter NAME")])
            founding.found(charter, day, at=at, chance=secrets.token_bytes, key=key)
        return _invited(officer, at, key)


def _invited(officer: "Officer", at: datetime, key: "SigningKey") -> str:
    from comity.app.founding import invite_officer

    return invite_officer(officer, at=at, chance=secrets.token_bytes, key=key)


FIELDS = {"email": "--officer", "name": "--name", "language": "--language", "charter": "--charter"}


@contextmanager
def _told_as_problems() -> Iterator[None]:
    """Say what an act finds wrong by the options of this command."""
    from comity.app.errors import Unfit

    try:
        yield
    except Unfit as unfit:
        problems = []
        for fault in unfit.faults:
            option = FIELDS.get(fault.field, "")
            problems.append(Problem(fact=f"{option} can't be taken".strip(), cure=fault.message.rstrip(".")))
        raise Refused(problems) from None
