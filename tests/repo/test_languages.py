"""What is said in one language of the interface is said in all of them."""

import ast
from pathlib import Path
from typing import get_args

from comity.core.values import Language
from repo.source import place, python_files, tree_of

LANGUAGES = frozenset(get_args(Language))


def faults(tree: ast.AST, path: Path) -> list[str]:
    """Tables with an entry for a language, and none for another."""
    found = []
    for table in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
        keys = {str(key.value).lower().removesuffix("-hans") for key in table.keys if isinstance(key, ast.Constant)}
        missing = LANGUAGES - keys
        if missing and len(keys & LANGUAGES) > 1:
            found.append(f"{place(path, table)} says nothing in {', '.join(sorted(missing))}")
    return found


def test_every_table_has_every_language():
    assert [fault for path in python_files() for fault in faults(tree_of(path), path)] == []


def test_every_folder_of_sentences_has_every_language():
    files = python_files()
    folders = {path.parent for path in files if path.stem in LANGUAGES}
    assert folders
    missing = {
        str(folder): sorted(LANGUAGES - {path.stem for path in files if path.parent == folder}) for folder in folders
    }
    assert {folder: names for folder, names in missing.items() if names} == {}


def test_a_missing_language_is_found():
    path = Path(__file__)
    assert faults(ast.parse("x = {'en': 'a', 'ru': 'b'}"), path)
    assert not faults(ast.parse("x = {'en': 'a', 'ru': 'b', 'zh': 'c'}"), path)
    assert not faults(ast.parse("x = {'no': 1, 'en': 2}"), path)
