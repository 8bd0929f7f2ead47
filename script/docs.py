"""Write the pages of docs/ that are made from the code; with `--check`, only say which are out of date."""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
OPENING = """\
# Commands

<!-- Made from the commands by script/docs.py; do not edit. -->

Every command of `comity`, as `comity COMMAND --help` says it.
"""
SETTINGS = """\
# Settings

<!-- Made from the settings by script/docs.py; do not edit. -->

A deployment is set by environment variables; there is no file of settings. `comity doctor` says what it lacks, and
[Run Comity](../how-to/run-comity.md) what to set when.
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
    return {
        REFERENCE / "commands.md": commands(),
        REFERENCE / "charter.schema.json": schema(),
        REFERENCE / "settings.md": settings(),
    }


def settings() -> str:
    from comity.site.environment import Environment

    prefix = Environment.model_config["env_prefix"]
    rows = [
        f"| `{prefix}{name.upper()}` | {field.description} | {default_of(name, field)} |"
        for name, field in Environment.model_fields.items()
    ]
    return "\n".join([SETTINGS, "| variable | meaning | default |", "|---|---|---|", *rows, ""])


def default_of(name: str, field: Any) -> str:
    if name == "data":
        return "that of this user"
    value = field.default
    if value is None:
        return "–"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def schema() -> str:
    from comity.formats.charter_file import charter_schema

    return json.dumps(charter_schema(), ensure_ascii=False, indent=2) + "\n"


def commands() -> str:
    from typer.main import get_command

    from comity.cli.main import app

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
        lines += ["| option | meaning |", "|---|---|", *(f"| {spelled(item)} | {cell(item)} |" for item in shown), ""]
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
        return f"`{usage(item)}`".replace("|", "\\|")
    value = "" if item.is_flag else f" {item.metavar or item.name.upper()}"
    return ", ".join(f"`{name}{value}`" for name in [*item.opts, *item.secondary_opts]).replace("|", "\\|")


def cell(item: Any) -> str:
    parts = [" ".join((item.help or "").split()).replace("|", "\\|")]
    names = choices(item.type_descriptor.annotation)
    if names and not item.metavar:
        parts.append(f"One of {', '.join(f'`{name}`' for name in names)}.")
    if item.param_type_name == "option":
        parts += ["Required."] if item.required else []
        default = getattr(item.default, "value", item.default)
        parts += [f"Default: `{default}`."] if isinstance(default, int | str) and default else []
        parts += ["May be given several times."] if item.multiple else []
    return " ".join(parts)


def choices(annotation: Any) -> list[str]:
    """The values of an enumeration or a literal, also where it may be left out."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(item.value) for item in annotation]
    if get_origin(annotation) is Literal:
        return [str(item) for item in get_args(annotation)]
    return [name for inner in get_args(annotation) for name in choices(inner)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
