"""Core imports the standard library only, and never asks the time, chance, the disk or the network."""

import ast
import sys
from pathlib import Path

import pytest

from repo.source import place, python_files, tree_of

OUTSIDE = frozenset(
    "asyncio builtins concurrent ctypes fcntl ftplib getpass glob http imaplib importlib io locale"
    " logging mmap multiprocessing os pathlib pickle platform pty queue random readline sched secrets"
    " select selectors shelve shutil signal site smtplib socket socketserver sqlite3 ssl subprocess"
    " sys sysconfig tempfile threading time tomllib tty urllib uuid webbrowser zoneinfo".split()
)
CLOCK = frozenset({"now", "today", "utcnow"})
CALLS = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "globals", "input", "open", "print"})


def faults(tree: ast.AST, path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree):
        found += [f"{place(path, node)} imports {name}" for name in imported(node) if not is_pure(name)]
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in CALLS:
                found.append(f"{place(path, node)} calls {called.id}()")
            if isinstance(called, ast.Attribute) and called.attr in CLOCK:
                found.append(f"{place(path, node)} asks the time: .{called.attr}()")
    return found


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []


def is_pure(name: str) -> bool:
    if name == "comity.core" or name.startswith("comity.core."):
        return True
    top = name.partition(".")[0]
    return top in sys.stdlib_module_names and top not in OUTSIDE


def test_core_is_pure():
    files = python_files("core")
    assert files
    assert [fault for path in files for fault in faults(tree_of(path), path)] == []


@pytest.mark.parametrize(
    "bad",
    [
        "import numpy",
        "import os.path",
        "from time import monotonic",
        "from comity.formats import names",
        "from . import values",
        "def f():\n    import random",
        "from datetime import date\nx = date.today()",
        "import datetime as d\nx = d.datetime.now(d.UTC)",
        "print('x')",
        "open('x')",
    ],
)
def test_an_impure_line_is_found(bad):
    assert faults(ast.parse(bad), Path(__file__))


def test_dates_that_are_given_are_no_fault():
    good = "from datetime import date\nfrom comity.core.values import ids\nx = date(2018, 12, 5).isoformat()"
    assert faults(ast.parse(good), Path(__file__)) == []
