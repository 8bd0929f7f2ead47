"""A file fits a reader's head, a function fits a screen."""

import ast
from pathlib import Path

from repo.source import ROOT, place, python_files, tree_of

FILE_LINES = 600
FUNCTION_LINES = 60


def long_functions(tree: ast.AST, path: Path) -> list[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = [(node, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]
    return [f"{place(path, node)} {node.name}: {length} lines" for node, length in lengths if length > FUNCTION_LINES]


def long_files(lengths: dict[str, int]) -> list[str]:
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > FILE_LINES]


def test_files_are_short():
    texts = {path: path.read_text(encoding="utf-8") for path in python_files()}
    assert long_files({str(path.relative_to(ROOT)): text.count("\n") for path, text in texts.items()}) == []


def test_functions_are_short():
    assert [line for path in python_files() for line in long_functions(tree_of(path), path)] == []


def test_what_is_long_is_found():
    assert long_files({"a.py": FILE_LINES + 1, "b.py": FILE_LINES}) == [f"a.py: {FILE_LINES + 1} lines"]
    long = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    assert long_functions(ast.parse(long), Path(__file__))
    assert not long_functions(ast.parse(long.removesuffix("    x = 1\n")), Path(__file__))
