"""Write the pages of docs/ that are made from the code; with `--check`, only say which are out of date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
OPENING = """\
# Commands

<!-- Made from the commands by script/docs.py; do not edit. -->

Every command of `comity`, as `comity COMMAND --help` says it.
"""


def main(arguments: list[str]) -> int:
    stale = []
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "--check" in arguments:
        for name in stale:
            print(f"{name} is out of date; this makes it again:  .venv-test/bin/python script/docs.py")
        return 1 if stale else 0
    print(f"written: {', '.join(map(str, stale)) or 'nothing, all pages were up to date'}")
    return 0


def pages() -> dict[Path, str]:
    return {REFERENCE / "commands.md": commands()}


def commands() -> str:
    from comity.cli.main import app
    from typer.main import get_command

    return "\n".join([OPENING, *section(get_command(app), "comity")])


def section(command: Any, name: str) -> list[str]:
    """One command and those below it; hidden ones are left out."""
    inner = {key: value for key, value in getattr(command, "commands", {}).items() if not value.hidden}
    lines = [] if inner and " " not in name else [f"## `{name}`", "", paragraphs(command.help)]
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    options = [item for item in command.params if item.param_type_name == "option" and item.name != "help"]
    if not inner:
        form = [name, *map(usage, arguments), *(["[OPTIONS]"] if options else [])]
        lines += ["```text", " ".join(form), "```", ""]
    shown = [*arguments, *options]
    shown = [item for item in shown if not getattr(item, "hidden", False)]
    if shown and not (inner and " " not in name):
        lines += ["| | |", "|---|---|", *(f"| {spelled(item)} | {cell(item)} |" for item in shown), ""]
    for key in sorted(inner):
        lines += section(inner[key], f"{name} {key}")
    return lines


def paragraphs(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").strip().splitlines()) + "\n"


def usage(argument: Any) -> str:
    word = str(argument.metavar or argument.name.upper()) + ("..." if argument.nargs == -1 else "")
    return word if argument.required else f"[{word}]"


def spelled(item: Any) -> str:
    if item.param_type_name == "argument":
        return f"`{usage(item)}`"
    return ", ".join(f"`{name}`" for name in [*item.opts, *item.secondary_opts])


def cell(item: Any) -> str:
    text = " ".join((getattr(item, "help", None) or "").split()).replace("|", "\\|")
    choices = getattr(item.type, "choices", None)
    if choices:
        names = [str(getattr(choice, "value", choice)) for choice in choices]
        text += " One of " + ", ".join(f"`{name}`" for name in names) + "."
    return text + (" Required." if item.required and item.param_type_name == "option" else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
