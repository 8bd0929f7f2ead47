"""The engine knows no organisation and no state: none stands in an identifier or a string of its rooms.

Docstrings, which cite, are excepted, and so are names of published files and formats. The words come from the
table of names that ships, and from a list of organisations and of the cities that name their treaties.
"""

import ast
import csv
import functools
import re
from pathlib import Path

import pytest

from repo.source import PACKAGE, ROOT, place, python_files, tree_of

ROOMS = ("core", "analysis", "formats", "workbench", "store", "app", "web", "site")
NAMES = PACKAGE / "data" / "names" / "un_names.csv"

ACRONYMS = frozenset(
    "AIIB APEC ASEAN AU BRI BRICS CCAMLR CICA CIS CITES CSTO EAEU ECOSOC ECOWAS EU G20 G77 IAEA IBRD"
    " ICAO ICC ICJ IFAD ILO IMF IMO IOC ISO IWC MERCOSUR NAM NATO NPT OAS OAU OIC OPCW OPEC OSCE PCA"
    " RATS SADC SCO UN UNESCO UNFCCC UNGA UNIDO UNSC UPU WCO WHO WIPO WMO WTO ШОС ООН ОБСЕ НАТО СНГ"
    " ОДКБ ЕАЭС БРИКС МВФ ВТО".split()
)
PROPER = frozenset(
    "Astana Bishkek Bretton Brussels Commonwealth Geneva Lisbon Maastricht Marrakesh Montreal"
    " Montréal Nice Pact Samarkand Shanghai Tashkent Vienna Шанхай Шанхайская Шанхайской Лиссабон"
    " Монреаль Ташкент".split()
)
PHRASES = frozenset(
    [
        # former states, and short names that the table does not have
        "Czechoslovakia",
        "Great Britain",
        "North Korea",
        "Russia",
        "South Korea",
        "Soviet Union",
        "Taiwan",
        "UK",
        "USA",
        "USSR",
        "Yugoslavia",
        "СССР",
        "苏联",
        "African Union",
        "European Union",
        "General Assembly",
        "Security Council",
        "United Nations",
        "Организация Объединенных Наций",
        "上合组织",
        "上海合作组织",
        "联合国",
        "欧洲联盟",
        "非洲联盟",
        "北大西洋公约组织",
    ]
)
# In an identifier a word has no capital to tell it apart: these are ordinary words there.
ORDINARY = frozenset({"cites", "who", "nice", "pact", "nam", "pca", "commonwealth", "icc", "iso", "bri", "imo"})
# ISO codes of states that are also words, months or usual short names.
WORDS = frozenset("and are arm aut ben can cat cod com cub est fin fra guy lie mac mar per nor pan som sur tun".split())
NOT_NAMES = frozenset({"Того"})  # "of that", at the start of a Russian sentence
# Published files and formats, each string whole.
PUBLISHED = frozenset({"un_names.csv", "names/un_names.csv", "ISO 3166", "ISO 8601"})


@functools.cache
def states() -> tuple[frozenset[str], frozenset[str]]:
    """Names in the three languages, and codes."""
    if not NAMES.exists():
        return frozenset({"China", "Kazakhstan", "Russian Federation", "Китай", "中国"}), frozenset(
            {"chn", "kaz", "rus"}
        )
    rows = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines()))
    names = {form for row in rows for column in ("en", "ru", "zh") for form in forms(row.get(column, ""))}
    return frozenset(names - NOT_NAMES), frozenset(row["iso3"].lower() for row in rows if row.get("iso3")) - WORDS


def forms(name: str) -> set[str]:
    short = re.split(r"\s*[(（]", name)[0].strip()
    return {form for form in (name.strip(), short) if len(form) > 1}


@functools.cache
def pattern() -> re.Pattern[str]:
    """Every name as whole words; Chinese is written without spaces, so there it may stand anywhere.

    With 语 or 文 after it, it is the name of a language.
    """
    every = sorted(ACRONYMS | PROPER | PHRASES | states()[0], key=len, reverse=True)
    spaced = [re.escape(name) for name in every if name.isascii() or not is_chinese(name)]
    chinese = [re.escape(name) for name in every if is_chinese(name)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)|(?:{'|'.join(chinese)})(?![语文])")


def is_chinese(name: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in name)


@functools.cache
def in_identifiers() -> frozenset[str]:
    plain = {name.lower() for name in ACRONYMS | PROPER if name.isascii()} - ORDINARY
    spoken = {re.sub(r"\W+", "_", name.lower()) for name in states()[0] | PHRASES if name.isascii()}
    return frozenset(plain | spoken)


def in_string(text: str) -> str | None:
    if text in PUBLISHED or text.endswith(tuple(f"/{name}" for name in PUBLISHED)):
        return None
    if text in states()[1]:
        return text
    found = pattern().search(text)
    return found[0] if found else None


def in_identifier(name: str) -> str | None:
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    padded = f"_{split.strip('_')}_"
    return next((word for word in sorted(in_identifiers()) if f"_{word}_" in padded), None)


def identifiers(node: ast.AST) -> list[str]:
    """Names that this node brings in or uses."""
    match node:
        case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Attribute(attr=name) | ast.arg(arg=name):
            return [name]
        case ast.keyword(arg=str(name)) | ast.MatchAs(name=str(name)):
            return [name]
        case ast.alias(name=name, asname=other):
            return [name.replace(".", "_"), other or ""]
        case _:
            return []


def faults(tree: ast.AST, path: Path) -> list[str]:
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    found = []
    for node in ast.walk(tree):
        words = [(name, in_identifier(name)) for name in identifiers(node)]
        found += [f"{place(path, node)} the identifier {name} names {word}" for name, word in words if word]
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        if is_text and (word := in_string(node.value)):
            found.append(f"{place(path, node)} a string names {word}")
    return found


def test_the_engine_names_nobody():
    files = python_files(*ROOMS)
    assert files
    assert [fault for path in files for fault in faults(tree_of(path), path)] == []


def test_no_module_is_called_after_somebody():
    parts = {part for path in python_files(*ROOMS) for part in path.relative_to(ROOT).with_suffix("").parts}
    assert [part for part in sorted(parts) if in_identifier(part)] == []


@pytest.mark.parametrize(
    "bad",
    [
        "x = 'the SCO agrees'",
        "x = f'{y} of the United Nations'",
        "sco_members = 8",
        "class UNCharter: pass",
        "def for_china(): pass",
        "f(kazakhstan=1)",
        "x = {'rus': 1}",
        "x = 'Китай за'",
        "x = '中国投赞成票'",
        "import sco",
        "x = y.imf_quota",
        "match x:\n    case 'chn': pass",
        "x = 'under Lisbon'",
    ],
)
def test_a_name_is_found(bad):
    assert faults(ast.parse(bad), Path(__file__))


@pytest.mark.parametrize(
    "good",
    [
        "def f():\n    'SCO Charter, article 16.'",
        "class A:\n    x: int\n    'As the United Nations does.'",
        "who = 'one who may vote'",
        "x = 'a chad, a nice pact, and a turkey'",
        "x = ['and', 'are', 'can', 'per', 'un-named']",
        "unanimity = 'UNANIMITY'",
        "x = 'names/un_names.csv'",
        "x = '西班牙语、葡萄牙文'",
        "score = scope = euro = 1",
    ],
)
def test_ordinary_words_are_no_names(good):
    assert faults(ast.parse(good), Path(__file__)) == []
