"""What the pages name exists: files, scripts, links, commands, schemas."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

from repo.source import PACKAGE, ROOT, code_spans, fenced_lines, pages, tracked, without_fences

SCHEMA = re.compile(r"\bcomity/[a-z][a-z0-9-]*/\d+\b")
NAMED_FILE = re.compile(
    r"(?:\./)?((?:script|src|tests|docs|bench|requirements|\.ci)/[\w./-]*|[A-Z]+\.md|pyproject\.toml)"
)
# A line with one of these shows the form of a command, not a command.
FORM = re.compile(r"…|\.\.\.|\[|\||<|NOUN|VERB|COMMAND")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def heading_anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ +(.+?) *#*$", without_fences(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def link_faults(text: str, page: Path) -> list[str]:
    found = []
    for target in re.findall(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)", without_fences(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists():
            found.append(f"{page.name}: {target} leads nowhere")
        elif anchor and path.suffix == ".md" and anchor not in heading_anchors(read(path) if name else text):
            found.append(f"{page.name}: {target} names no heading")
    return found


def file_faults(text: str, page: Path) -> list[str]:
    """Files of the repository named in code, whole spans and the first word of a line."""
    words = [span.split()[0] for span in code_spans(text) if span.split()]
    words += [line.removeprefix("$ ").split()[0] for line in fenced_lines(text) if line.removeprefix("$ ").strip()]
    named = [found[1] for word in words if (found := NAMED_FILE.fullmatch(word))]
    return [f"{page.name}: {name} does not exist" for name in named if not exists(name, page)]


def exists(name: str, page: Path) -> bool:
    return (ROOT / name).exists() or (page.parent / name).exists()


def command_lines(text: str) -> list[str]:
    """Lines of code that a reader would copy."""
    return commands_in([line.removeprefix("$ ") for line in fenced_lines(text)])


def command_names(text: str) -> list[str]:
    """Commands that a sentence names; what they need besides may be left unsaid."""
    return commands_in(code_spans(text))


def commands_in(lines: list[str]) -> list[str]:
    lines = [line.removeprefix(".venv/bin/") for line in lines]
    lines = [re.split(r"\s+(?:#|>|\||&&)\s|;\s", line)[0].strip() for line in lines]
    return [line for line in lines if line.startswith("comity ") and not FORM.search(line)]


def command_fault(line: str) -> str | None:
    """Parse a command line as the command would; a file that is not there is no fault."""
    typer_main = importlib.import_module("typer.main")
    exceptions = importlib.import_module("typer._click.exceptions")
    command = typer_main.get_command(importlib.import_module("comity.cli.main").app)
    arguments = shlex.split(line)[1:]
    context = None
    while hasattr(command, "commands"):
        if not arguments or arguments[0].startswith("-"):
            return group_fault(command, arguments, line)
        if arguments[0] not in command.commands:
            return f"{line}: there is no {arguments[0]}"
        context = command.context_class(command, info_name=command.name, parent=context)
        command, arguments = command.commands[arguments[0]], arguments[1:]
    if "--help" in arguments:
        return None
    try:
        command.make_context(command.name, list(arguments), parent=context)
    except exceptions.ClickException as error:
        message = error.format_message()
        return None if "does not exist" in message else f"{line}: {message}"
    return None


def group_fault(command, arguments, line):
    known = {name for item in command.params for name in item.opts} | {"--help"}
    unknown = [name for name in arguments if name not in known]
    if not arguments and not command.invoke_without_command and not command.no_args_is_help:
        return f"{line}: a command is missing"
    return f"{line}: there is no {unknown[0]}" if unknown else None


def test_links_lead_somewhere():
    assert [fault for page in pages() for fault in link_faults(read(page), page)] == []


def test_files_that_pages_name_exist():
    assert [fault for page in pages() for fault in file_faults(read(page), page)] == []


def test_commands_that_pages_show_are_commands():
    lines = {line for page in pages() for line in command_lines(read(page))}
    assert lines
    assert [fault for line in sorted(lines) if (fault := command_fault(line))] == []


def test_commands_that_pages_name_are_commands():
    lines = {line for page in pages() for line in command_names(read(page))}
    faults = [fault for line in sorted(lines) if (fault := command_fault(line))]
    assert [fault for fault in faults if ": Missing " not in fault] == []


def test_every_schema_is_in_the_reference():
    sources = [path for path in tracked() if path.is_relative_to(PACKAGE)]
    used = {name for path in sources for name in SCHEMA.findall(read(path))}
    reference = [page for page in pages() if page.is_relative_to(ROOT / "docs" / "reference")]
    listed = {name for page in reference for name in SCHEMA.findall(read(page))}
    assert sorted(used - listed) == []
    assert sorted(listed - used) == []


@pytest.mark.parametrize(
    "file", ["LICENSE", "README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md"]
)
def test_the_pages_that_a_newcomer_looks_for_are_there(file):
    assert read(ROOT / file).strip()


def test_both_scripts_are_named_where_a_newcomer_looks():
    for name in ("README.md", "CONTRIBUTING.md"):
        text = read(ROOT / name)
        assert "script/run" in text
        assert "script/test" in text


def test_faults_are_found():
    page = ROOT / "README.md"
    assert link_faults("see [it](docs/nowhere.md)", page)
    assert link_faults("# A\n\nsee [it](#b)", page)
    assert not link_faults("# A b\n\nsee [it](#a-b) and [that](https://example.org)", page)
    assert file_faults("run `script/nothing`", page)
    assert file_faults("    script/nothing --exit\n", page)
    assert not file_faults("run `script/run --exit`", page)


def test_a_wrong_command_is_found():
    assert command_lines(
        "```sh\n$ comity charter list --json | head  # all\ncomity --help; echo $?\n```\nor `comity charter …`"
    ) == [
        "comity charter list --json",
        "comity --help",
    ]
    assert command_names("so `comity charter check` and `comity charter …` say") == ["comity charter check"]
    assert command_fault("comity charter nothing")
    assert command_fault("comity charter list --nothing")
    assert command_fault("comity nothing")
    assert not command_fault("comity charter list")
    assert not command_fault("comity --help")
