"""YAML 1.2 as plain data with the line of every value.

Text stays text: dates and words such as ``no`` are not turned into anything else. Whole numbers, ``true`` and
``false`` and empty values are what they look like; a number with a decimal point is an ``UnquotedNumber``.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from yaml import CBaseLoader
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from comity.core.values import Problem, Refused
from comity.formats.documents import Document, Parts, UnquotedNumber, read_bytes, text_of

MOST_VALUES = 500_000
"""Aliases repeat what they point to: beyond so many values a file is refused rather than unfolded."""

MOST_PROBLEMS = 100
"""So many are told; what is wrong beyond them is found when these are mended."""

LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for the parser, and for nobody who looks at the file: YAML 1.2 and JSON take them for text."""

BROKEN = "the text has half a character (an escape from \\ud800 to \\udfff)"

_TOO_DEEP = "the file is nested too deeply"
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?(?:0|[1-9]\d*)")

_PLAIN_ENGLISH: Sequence[tuple[str, str, str]] = (
    (r"undefined alias", "`*{word}` repeats a place that nothing marks", "Mark it with `&{word}`, above"),
    (r"duplicate anchor", "one `&` name marks two places", "Give each place a name of its own"),
    (r"another document", "a second document begins here (`---`)", "Put each document into a file of its own"),
    (r"mapping values are not allowed", "a `:` stands where no key can", "Check the indentation, or quote the text"),
    (r"could not find expected ':'", "a key has no `:` after it", "Write `key: value`"),
    (r"unknown escape", "a `\\` begins an escape that YAML does not have", "Write `\\\\`, or use single quotes"),
    (r"scanning an (?:anchor|alias)", "a name after `&` or `*` has Latin letters and figures", "Choose such a name"),
    (r"<document start>", "the document ended before this place", "Write a space after each `:`, and no `...`"),
    (
        r"expected ',' or",
        "the bracket of line {opened} is not closed, or a comma is missing",
        "Close it, or add the comma",
    ),
    (r"expected node content", "a value is missing here, or a bracket is not closed", "Write the value, or close it"),
    (r"unexpected end of stream", "a quotation mark is not closed", "Close it"),
    (r"cannot start any token", "text can't begin with `{character}`", "Put the text in quotes"),
    (r"invalid Unicode character", BROKEN, "Write the character itself"),
    (r"expected (key|'-' indicator)", "the indentation does not fit the lines above", "Align it with them"),
    (r"maximum nesting depth", _TOO_DEEP, "Flatten it"),
)
"""What the parser says, and in plain words. ``character`` and ``word`` are what stands at the place, ``opened`` is the
line of the bracket."""


class _Parser(CBaseLoader):
    """The nodes of a text by libyaml, with the kinds of plain values of YAML 1.2's core schema."""


_KINDS = {
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?[0-9]+", list("-+0123456789")),
    "float": (
        r"[-+]?(?:\.[0-9]+|[0-9]+\.?[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
    "merge": (r"<<", ["<"]),
}
for _kind, (_pattern, _first) in _KINDS.items():
    _Parser.add_implicit_resolver(_TAG + _kind, re.compile(rf"(?:{_pattern})$"), _first)


def read_yaml(path: Path) -> Document:
    """Read a file whose outermost value is a mapping.

    Raises ``Refused`` with file and line.
    """
    return yaml_document(text_of(read_bytes(path), str(path)), str(path))


def yaml_document(text: str, file: str | None = None) -> Document:
    """Read a text whose outermost value is a mapping.

    Raises ``Refused`` with the line.
    """
    root = compose(text, file)
    if root is None:
        raise Refused([Problem(file=file, fact="the file is empty", cure="Write `key: value`")])
    if not isinstance(root, MappingNode):
        problem = Problem(file=file, line=_line(root), fact="the file is not a mapping", cure="Begin with `key: value`")
        raise Refused([problem])
    reader = _Reader(file)
    try:
        data = reader.value(root)
    except RecursionError:
        raise Refused([Problem(file=file, line=reader.line, fact=_TOO_DEEP, cure="Flatten it")]) from None
    if reader.problems:
        raise Refused(reader.problems)
    return Document(data, file, lambda parts: line_in(root, parts))


def compose(text: str, file: str | None) -> Node | None:
    """The tree of nodes of a YAML text; ``None`` for an empty text.

    Raises ``Refused`` with the line where it is no YAML, or would be read otherwise than it looks.
    """
    hidden = LINE_ENDS.search(text)
    if hidden:
        fact = f"the character U+{ord(hidden[0]):04X} would end the line here, and no editor shows it"
        raise Refused([Problem(file=file, line=_line_of(hidden.start(), text), fact=fact, cure="Delete it")])
    try:
        parser = _Parser(text)
        tree: Node | None = parser.get_single_node()
    except (YAMLError, UnicodeEncodeError) as error:
        raise Refused([_no_yaml(error, text, file)]) from None
    return tree


def line_in(root: Node, parts: Parts) -> int | None:
    """The line on which a place stands: of its key in a mapping, of its first line in a list."""
    node, line = root, _line(root)
    for part in parts:
        if isinstance(node, MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
        elif isinstance(node, SequenceNode) and str(part).isdigit() and int(part) < len(node.value):
            found = (node.value[int(part)],) * 2
        else:
            found = None
        if found is None:
            return line
        line, node = _line(found[0]), found[1]
    return line


def is_broken(text: str) -> bool:
    """Whether a text has a surrogate, which no file can hold."""
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


class _Reader:
    """Turns nodes into plain data and collects everything that is wrong."""

    def __init__(self, file: str | None) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._open: list[Node] = []
        self._count = 0
        self._told: set[int] = set()

    @property
    def line(self) -> int:
        """Of the place that is being read, or was when the reading broke off."""
        return _line(self._open[-1])

    def value(self, node: Node) -> object:
        """The plain value of a node."""
        self._count += 1
        if self._is_wrong(node):
            return None
        if isinstance(node, ScalarNode):
            return _scalar(node)
        self._open.append(node)
        found = dict(self._entries(node)) if isinstance(node, MappingNode) else [self.value(one) for one in node.value]
        self._open.pop()
        return found

    def _is_wrong(self, node: Node) -> bool:
        if any(node is one for one in self._open):
            self._wrong(node, "this place repeats itself without end", "Write it out")
        elif self._count > MOST_VALUES:
            self._wrong(node, f"the file unfolds to more than {MOST_VALUES} values", "Repeat less with `*`")
        elif not _is_known(node):
            kind = str(node.tag).replace(_TAG, "!!")
            self._wrong(node, f"`{kind}` is a kind of value that has no meaning here", "Leave it out")
        elif isinstance(node, ScalarNode) and is_broken(node.value):
            self._wrong(node, BROKEN, "Write the character itself")
        else:
            return False
        return True

    def _entries(self, node: MappingNode) -> Iterator[tuple[str, object]]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._wrong(key, "a key is not text", "Write `key: value`")
            elif is_broken(key.value):
                self._wrong(key, BROKEN, "Write the character itself")
            elif str(key.tag) == _TAG + "merge":
                self._wrong(key, "`<<` is no part of YAML 1.2", "Write the entries out")
            elif key.value in seen:
                fact = f"`{key.value}` stands twice, first in line {seen[key.value]}"
                self._wrong(key, fact, "Leave one of them out")
            else:
                seen[key.value] = _line(key)
                yield key.value, self.value(value)

    def _wrong(self, node: Node, fact: str, cure: str) -> None:
        """Tell it once, however often the place is repeated."""
        if id(node) in self._told or len(self.problems) >= MOST_PROBLEMS:
            return
        if not self.problems or self._count <= MOST_VALUES:
            self._told.add(id(node))
            self.problems.append(Problem(file=self._file, line=_line(node), fact=fact, cure=cure))


def _is_known(node: Node) -> bool:
    """Whether the kind of value is one of ours: a kind that is written beside a value says nothing that it does not.

    Quoted text is text, and plain text is what it looks like; `!!int x` would be neither.
    """
    kind = str(node.tag)
    if isinstance(node, ScalarNode):
        own = _KINDS.get(kind.removeprefix(_TAG))
        return kind == f"{_TAG}str" or (own is not None and re.fullmatch(own[0], node.value) is not None)
    return kind == _TAG + ("map" if isinstance(node, MappingNode) else "seq")


def _scalar(node: ScalarNode) -> object:
    kind = str(node.tag).removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return str(node.value).lower() == "true"
    if kind == "int" and _WHOLE.fullmatch(node.value) and len(node.value) < 1000:
        return int(node.value)
    return UnquotedNumber(node.value) if kind == "float" else str(node.value)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _no_yaml(error: Exception, text: str, file: str | None) -> Problem:
    if isinstance(error, UnicodeEncodeError):
        return Problem(file=file, line=_line_of(error.start, text), fact=BROKEN, cure="Write the character itself")
    if isinstance(error, ReaderError):
        position = len(text.encode()[: int(error.position)].decode(errors="ignore"))
        fact = f"the character U+{int(error.character):04X} is not allowed in YAML"
        return Problem(file=file, line=_line_of(position, text), fact=fact, cure="Delete it")
    mark = _place(error)
    line, rest = (None, "") if mark is None else (_line_of(mark.index, text), text[mark.index : mark.index + 100])
    fact, cure = _in_plain_english(error, rest)
    return Problem(file=file, line=line, fact=fact, cure=cure)


def _place(error: Exception) -> Mark | None:
    """Where it is mended; a quotation mark that is never closed, where it opens."""
    if not isinstance(error, MarkedYAMLError):
        return None
    return error.context_mark if "unexpected end of stream" in str(error.problem) else error.problem_mark


def _in_plain_english(error: Exception, rest: str) -> tuple[str, str]:
    if rest.startswith("\t"):
        return "a tab stands where YAML has spaces", "Indent with spaces"
    said = " ".join(
        str(part) for part in (getattr(error, "problem", None) or error, getattr(error, "context", "")) if part
    )
    opened = getattr(error, "context_mark", None)
    words = {
        "opened": "" if opened is None else str(opened.line + 1),
        "character": rest[:1],
        "word": "".join(re.findall(r"^\*([^\s,\[\]{}]+)", rest)),
    }
    for pattern, fact, cure in _PLAIN_ENGLISH:
        if re.search(pattern, said):
            return fact.format(**words), cure.format(**words)
    return f"this is no YAML: {said}", "Mend the line, or the one above it"


def _line_of(position: int, text: str) -> int:
    return text.count("\n", 0, position) + 1
