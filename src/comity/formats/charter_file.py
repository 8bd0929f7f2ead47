"""Charter files: one YAML file is one version of a charter."""

import functools
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from comity.core.charter.model import Charter
from comity.core.values import Problem, Refused
from comity.formats.documents import Document, text_of
from comity.formats.messages import nearest, shown
from comity.formats.records import decode, encode, json_schema
from comity.formats.references import undefined
from comity.formats.yaml_text import read_yaml, yaml_document

SCHEMA = "comity/charter/1"
"""What stands as `schema:` in a file of this format and version."""


@dataclass(frozen=True, slots=True)
class CharterFile:
    """A charter, and the document that it was read from (``document.placed`` gives problems their lines)."""

    charter: Charter
    document: Document


def read_charter(path: Path) -> Charter:
    """Read a charter file.

    Raises ``Refused`` with all that is wrong, each with file, line and cure.
    """
    return charter_of(read_yaml(path))


def charter_from_text(text: str, file: str | None = None) -> Charter:
    """Read a charter from the text of a file.

    Raises ``Refused`` with all that is wrong.
    """
    return charter_of(yaml_document(text, file))


def charter_of(document: Document) -> Charter:
    """The charter that a document states.

    Raises ``Refused`` with all that is wrong: the format, values, ids that nothing defines.
    """
    assert isinstance(document.data, dict), "the outermost value of a YAML document is a mapping"
    data = dict(document.data)
    format_ = data.pop("schema", None)
    problems = [] if format_ == SCHEMA else [_other_format(format_)]
    if isinstance(format_, str) and not format_.startswith(SCHEMA.rpartition("/")[0]):
        raise Refused(document.placed(problems))
    problems += undefined(data)
    try:
        charter = decode(Charter, data)
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(document.placed(problems))
    return charter


def _other_format(format_: object) -> Problem:
    cure = f"Write `schema: {SCHEMA}`"
    if format_ is None:
        return Problem(fact="`schema` is missing: it says which format this is", cure=cure)
    return Problem(fact=f"{shown(format_)} is not the format of a charter file", cure=cure, pointer="/schema")


def says_it_is_a_charter(document: Document) -> bool:
    """Whether the document claims the format of a charter file."""
    return isinstance(document.data, dict) and document.data.get("schema") == SCHEMA


def charter_data(charter: Charter) -> dict[str, Any]:
    """Plain data of a charter file, which read give the charter again."""
    entries = encode(charter)
    assert isinstance(entries, dict), "a charter is a mapping"
    return {"schema": SCHEMA, **entries}


def charter_schema() -> dict[str, Any]:
    """The JSON Schema of charter files, for editors."""
    schema = json_schema(Charter)
    format_ = {"const": SCHEMA, "description": "The format of this file and its version."}
    return {
        "$schema": schema["$schema"],
        "$id": "urn:" + SCHEMA.replace("/", ":"),
        "title": "A charter of Comity",
        **schema,
        "properties": {"schema": format_, **schema["properties"]},
        "required": ["schema", *schema["required"]],
    }


def shipped_charters() -> tuple[str, ...]:
    """The names of the charters that ship."""
    return tuple(sorted(one.name.removesuffix(".yaml") for one in _shelf().iterdir() if one.name.endswith(".yaml")))


def find_charter(name_or_path: str | Path) -> Charter:
    """The charter that ships under a name, or that stands in a file.

    Raises ``Refused`` where there is neither, with the names that there are.
    """
    return open_charter(name_or_path).charter


def open_charter(name_or_path: str | Path) -> CharterFile:
    """The same, with the document."""
    name = str(name_or_path)
    if name in shipped_charters():
        return _shipped(name)
    document = open_document(name_or_path)
    return CharterFile(charter_of(document), document)


def open_document(name_or_path: str | Path) -> Document:
    """The document of a charter that ships, or of a file, not yet decoded.

    Raises ``Refused`` where there is neither, or where the file is no YAML or of another format.
    """
    name = str(name_or_path)
    if name in shipped_charters():
        return _shipped(name).document
    path = Path(name_or_path)
    if not (path.exists() or path.suffix in {".yaml", ".yml", ".json"}):
        names = shipped_charters()
        close = nearest(name, names)
        cure = f"Did you mean `{close}`" if close else f"Name a file, or one of: {', '.join(names)}"
        raise Refused([Problem(fact=f"no charter that ships, and no file, is called `{name}`", cure=cure)])
    return read_yaml(path)


@functools.cache
def _shipped(name: str) -> CharterFile:
    file = f"{name}.yaml"
    document = yaml_document(text_of((_shelf() / file).read_bytes(), file), file)
    return CharterFile(charter_of(document), document)


def _shelf() -> Traversable:
    return files("comity") / "data" / "charters"
