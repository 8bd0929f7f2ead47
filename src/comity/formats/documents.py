"""A document that was read: plain data, and on which line each of its values stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from comity.core.values import Problem, Refused

Parts = tuple[str | int, ...]
"""A JSON pointer, taken apart: keys of mappings and positions in lists."""


@dataclass(frozen=True, slots=True)
class UnquotedNumber:
    """A number with a decimal point or an exponent that stands without quotes. It is never read as a figure."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data (text, whole numbers, truth values, lists, mappings) from one file."""

    data: object
    file: str | None
    find_line: Callable[[Parts], int | None]

    def line_of(self, pointer: str) -> int | None:
        """The line, from 1, on which the value at a JSON pointer stands, or the nearest value around it."""
        return self.find_line(parts_of(pointer))

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with the file and the line that their pointers lead to, in the order of lines."""
        found = [replace(one, file=self.file, line=one.line or self.line_of(one.pointer)) for one in problems]
        return tuple(sorted(found, key=lambda one: one.line or 0))


def pointer_of(parts: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a place.

    >>> pointer_of(("rules", "a/b", 0))
    '/rules/a~1b/0'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def parts_of(pointer: str) -> Parts:
    """The keys and positions of a JSON pointer; positions stay text.

    >>> parts_of("/rules/a~1b/0")
    ('rules', 'a/b', '0')
    """
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises ``Refused`` where there is none that can be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        fact, cure = "there is no such file", "Check the path"
    except IsADirectoryError:
        fact, cure = "this is a folder", "Name a file in it"
    except OSError as error:
        fact, cure = f"the file can't be read ({error.strerror})", "Check its permissions"
    raise Refused([Problem(file=str(path), fact=fact, cure=cure)])


def text_of(content: bytes, file: str | None) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises ``Refused`` for any other encoding, with the line.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(file=file, line=line, fact="the file is not in UTF-8", cure="Save it as UTF-8")
        raise Refused([problem]) from None


def refuse_any(problems: Sequence[Problem]) -> None:
    """Raise ``Refused`` if there is a problem."""
    if problems:
        raise Refused(problems)
