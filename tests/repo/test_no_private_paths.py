"""Tracked files name no folder of somebody's machine and no package registry: a clone works anywhere."""

import re
from pathlib import Path

import pytest

from repo.source import ROOT, tracked

# Each has a letter in brackets, so that this file does not find itself.
PRIVATE = re.compile(
    r"\.\./share[d]|(?<![\w.])/(?:wor[k]|roo[t]|(?:hom[e]|User[s])/\w+|opt/(?:pyp[i]|whee[l]s))/"
    r"|pypi\.or[g]|pythonhoste[d]|registry\.npmj[s]|deb\.debia[n]\.org"
    r"|(?:--|extra-)(?:index-ur[l]|find-link[s]) ?[=h/]"
)
EXCEPT = {ROOT / ".ci" / "run"}


def faults(text: str) -> list[str]:
    return [found[0] for found in PRIVATE.finditer(text)]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_machine():
    found = {str(path.relative_to(ROOT)): faults(read(path)) for path in tracked() if path not in EXCEPT}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "see .." + "/shared/data",
        "cd /" + "work/main",
        "/" + "home/ann/comity",
        "--index-url" + "=https://x",
        "https://pypi" + ".org/simple",
    ],
)
def test_a_private_path_is_found(bad):
    assert faults(bad)


def test_ordinary_paths_are_not():
    assert faults("src/comity/framework/x docs/home/ https://comity.example/root/ homework/x") == []
