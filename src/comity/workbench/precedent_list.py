"""The precedents that ship: which there are, and where their facts come from."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from comity.formats.json_text import read_json


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPrecedent:
    """A precedent, with the source of its facts."""

    id: str
    body: str
    date: str | None
    question: str
    status: str
    source: tuple[str, ...]
    under: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentList:
    """The precedents that ship."""

    schema: str
    precedents: tuple[ListedPrecedent, ...]


def shipped_precedents() -> Path:
    """The file of the precedents that ship."""
    with as_file(files("comity") / "data" / "precedents" / "decisions.json") as path:
        return path


def list_precedents() -> PrecedentList:
    """The precedents that ship, in the order of their file."""
    document = read_json(shipped_precedents())
    assert isinstance(document.data, dict), "the file that ships is a mapping"
    return PrecedentList(
        schema="comity/precedents/1", precedents=tuple(_listed(case) for case in document.data["cases"])
    )


def _listed(case: dict[str, Any]) -> ListedPrecedent:
    under = case.get("under")
    return ListedPrecedent(
        id=case["id"],
        body=case["body"],
        date=case["date"],
        question=case["question"],
        status=case["status"],
        source=tuple(case["source"]),
        under=f"{under['charter']}: {under['body']}, {under['matter']}" if under else None,
    )
