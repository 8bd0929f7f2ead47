"""JSON as plain data. Lines are looked for only where there is something wrong."""

import functools
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from yaml.nodes import Node

from comity.core.values import Problem, Refused
from comity.formats.documents import Document, Parts, UnquotedNumber, read_bytes, text_of
from comity.formats.yaml_text import BROKEN, compose, is_broken, line_in

_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
"""A character in two halves, as JSON may write it and YAML may not."""


_NOT_IN_YAML = re.compile("[\t\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON may have in a text and YAML may not, or takes for the end of a line."""


class _Twice(Exception):
    """A key that stands twice in one object."""


def read_json(path: Path) -> Document:
    """Read a file.

    Raises ``Refused`` with file and line.
    """
    return json_document(text_of(read_bytes(path), str(path)), str(path))


def json_document(text: str, file: str | None = None) -> Document:
    """Read a text. A number with a decimal point or an exponent is an ``UnquotedNumber``.

    Raises ``Refused`` with the line.
    """
    if not text.strip():
        raise Refused([Problem(file=file, fact="the file is empty", cure="Write a JSON object")])
    try:
        data = json.loads(text, parse_float=UnquotedNumber, parse_constant=UnquotedNumber, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        problem = Problem(file=file, line=error.lineno, fact=f"this is no JSON: {error.msg}", cure="Mend the line")
    except _Twice as error:
        problem = Problem(file=file, fact=f"`{error}` stands twice in one object", cure="Leave one of them out")
    except RecursionError:
        problem = Problem(file=file, fact="the file is nested too deeply", cure="Flatten it")
    except ValueError:
        problem = Problem(file=file, fact="a number has thousands of digits", cure="Shorten it")
    else:
        if not is_broken(json.dumps(data, ensure_ascii=False, default=str)):
            return Document(data, file, functools.partial(_line_in, text))
        problem = Problem(file=file, fact=BROKEN, cure="Write the character itself")
    raise Refused([problem])


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return found


def _line_in(text: str, parts: Parts) -> int | None:
    root = _tree(text)
    return None if root is None else line_in(root, parts)


@functools.lru_cache(maxsize=4)
def _tree(text: str) -> Node | None:
    """The text read as YAML, of which JSON is a part but for some characters: its nodes know their lines.

    ``None`` where YAML asks more than JSON: that a key has at most 1,024 characters, and its `:` on its line.
    """
    plain = _PAIR.sub(lambda found: str(json.loads(f'"{found[0]}"')), text)
    try:
        return compose(_NOT_IN_YAML.sub(" ", plain), None)
    except Refused:
        return None
