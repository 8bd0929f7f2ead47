"""Run commands as a user does, and look at what they print."""

import json

from rich.cells import cell_len
from typer.testing import CliRunner

from comity.cli.main import app

WIDTH = 80
BOTH = ("whatif", "--charter", "sco", "--against", "sco-reform")
"""The what-if that most pages show."""


def run(*arguments):
    """What a command did: ``exit_code``, ``stdout``, ``stderr``; only a refusal or an answer, never a crash."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], terminal_width=WIDTH)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run_json(*arguments, ends=0):
    """The result of a command as JSON."""
    result = run(*arguments, "--json")
    assert result.exit_code == ends, result.output
    assert result.stderr == ""
    return json.loads(result.stdout)


def refused(*arguments):
    """What is wrong, as the command says it: (line, fact, cure) each."""
    found = run_json(*arguments, ends=2)
    assert found["schema"] == "comity/problems/1"
    told = run(*arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    lines = told.stderr.splitlines()
    assert len(lines) == len(found["problems"])
    for line, problem in zip(lines, found["problems"], strict=True):
        assert line.endswith(f"{problem['fact']}. {problem['cure']}.")
    return [(one["line"], one["fact"], one["cure"]) for one in found["problems"]]


def too_wide(text):
    """Lines that are wider than the page."""
    return [line for line in text.splitlines() if cell_len(line) > WIDTH]
