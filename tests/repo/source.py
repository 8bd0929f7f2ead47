"""What the checks of the repository read: tracked files, syntax trees, pages."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "comity"


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Files that git tracks, and those that it would (new ones that nothing ignores)."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = sorted(ROOT / name for name in set(listed.split("\0")) if name)
    return tuple(path for path in paths if path.is_file())


def python_files(*rooms: str) -> list[Path]:
    """Python files of these rooms of the package; of the whole package without a room."""
    folders = [PACKAGE / room for room in rooms] or [PACKAGE]
    return [path for path in tracked() if path.suffix == ".py" and any(path.is_relative_to(f) for f in folders)]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def pages() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".md" and "tests" not in path.parts]


def without_fences(text: str) -> str:
    return re.sub(r"^( *)(```|~~~).*?^\1\2", "", text, flags=re.MULTILINE | re.DOTALL)


def fenced_lines(text: str) -> Iterator[str]:
    """Lines of fenced and indented code, lines that continue after a backslash joined."""
    joined = text.replace("\\\n", " ")
    for block in re.findall(r"^ *```[^\n]*\n(.*?)^ *```", joined, flags=re.MULTILINE | re.DOTALL):
        yield from (line.strip() for line in block.splitlines())
    yield from (line.strip() for line in joined.splitlines() if line.startswith("    "))


def code_spans(text: str) -> list[str]:
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", without_fences(text))
