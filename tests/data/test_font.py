"""The font that ships draws every sign that a picture may show."""

import ast
import runpy
import subprocess
import sys
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from comity.formats.yaml_text import yaml_document
from repo.source import PACKAGE, ROOT

FONTS = PACKAGE / "data" / "fonts"
FONT = FONTS / "NotoSansCJKsc-Subset.otf"

FILES = [path for suffix in ("yaml", "json", "csv") for path in (PACKAGE / "data").rglob(f"*.{suffix}")]
DATA = sorted(path for path in FILES if path.name != "SOURCES.yaml")  # which no page shows
CODE = sorted(PACKAGE.rglob("*.py"))
LANGUAGES = ("en", "ru", "zh")


@cache
def drawn():
    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text):
    """The signs that the font lacks, as a message shows them."""
    lacking = sorted({sign for sign in text if sign.isprintable() and ord(sign) not in drawn()})
    return [f"{sign} (U+{ord(sign):04X})" for sign in lacking]


def texts_in(value):
    """Every text of a document in a language of the interface; without languages every text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, dict):
        shown = {key: one for key, one in value.items() if key in LANGUAGES} or value
        for one in shown.values():
            yield from texts_in(one)


def test_the_font_draws_what_it_should():
    assert len(drawn()) > 7000
    for text in ("Шанхайская организация сотрудничества, ёж Ё", "上海合作组织成员国元首理事会", "●■▲◆ · – % « » “ ”"):
        assert missing(text) == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_it_draws_the_texts_of_the_data(path):
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".yaml":
        text = " ".join(texts_in(yaml_document(text).data))
    assert missing(text) == [], path.name


def test_it_draws_the_words_of_the_program():
    lacking = {}
    for path in CODE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := missing(node.value)):
                lacking[f"{path.relative_to(PACKAGE)}:{node.lineno}"] = found
    assert lacking == {}


def test_its_licence_stands_beside_it_and_in_it():
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    with TTFont(FONT, lazy=True) as font:
        assert "SIL Open Font License" in font["name"].getDebugName(13)
        assert font["name"].getDebugName(0).split("(")[0].strip() != ""


def test_it_has_what_the_script_takes():
    wanted = runpy.run_path(str(ROOT / "script" / "subset-font"))["characters"]()
    assert drawn() <= wanted
    ideographs = {code for code in wanted if 0x4E00 <= code <= 0x9FFF}
    assert len(ideographs) == 6763
    assert ideographs <= drawn()


def test_without_its_source_the_script_says_where_it_is_from():
    command = [sys.executable, str(ROOT / "script" / "subset-font"), "/nowhere.ttc"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "/nowhere.ttc is not there: apt-get install fonts-noto-cjk" in ended.stderr
