"""Every file of `src/comity/data` has its entry, with source and licence, in SOURCES.yaml."""

from pathlib import Path, PurePosixPath

import yaml

from repo.source import PACKAGE, tracked

DATA = PACKAGE / "data"
MANIFEST = DATA / "SOURCES.yaml"
REQUIRED = ("file", "source", "licence")


def faults(files: list[str], entries: list[dict[str, str]]) -> list[str]:
    found = []
    used: set[str] = set()
    for entry in entries:
        empty = [field for field in REQUIRED if not str(entry.get(field) or "").strip()]
        found += [f"entry {entry.get('file', '?')}: {field} is missing" for field in empty]
    for file in files:
        matching = [str(entry["file"]) for entry in entries if entry.get("file") and covers(str(entry["file"]), file)]
        used.update(matching)
        if not matching:
            found.append(f"{file} has no entry")
    return found + [f"entry {entry['file']} stands for no file" for entry in entries if entry.get("file") not in used]


def covers(pattern: str, file: str) -> bool:
    """A glob that stays within its folder: `charters/*.yaml` is not `charters/drafts/a.yaml`."""
    path = PurePosixPath(file)
    return path.match(pattern) and len(path.parts) == len(PurePosixPath(pattern).parts)


def shipped(folder: Path) -> list[str]:
    paths = [path for path in tracked() if path.is_relative_to(folder) and path != MANIFEST]
    return [path.relative_to(folder).as_posix() for path in paths]


def test_every_file_has_its_source_and_licence():
    files = shipped(DATA)
    entries = yaml.load(MANIFEST.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if MANIFEST.exists() else []
    assert faults(files, entries) == []


def test_data_hold_no_python():
    assert [file for file in shipped(DATA) if file.endswith(".py")] == []


def test_a_file_without_entry_is_refused():
    entry = {"file": "charters/*.yaml", "source": "ours", "licence": "Apache-2.0"}
    assert faults(["charters/a.yaml"], [entry]) == []
    assert faults(["charters/a.yaml", "names.csv"], [entry]) == ["names.csv has no entry"]
    assert faults(["charters/drafts/a.yaml", "charters/b.yaml"], [entry]) == ["charters/drafts/a.yaml has no entry"]


def test_an_entry_says_source_and_licence_and_stands_for_a_file():
    assert faults(["a.csv"], [{"file": "a.csv", "source": "", "licence": "CC0-1.0"}]) == [
        "entry a.csv: source is missing"
    ]
    assert faults(["a.csv"], [{"file": "a.csv", "source": "x"}]) == ["entry a.csv: licence is missing"]
    assert faults([], [{"file": "a.csv", "source": "x", "licence": "y"}]) == ["entry a.csv stands for no file"]
