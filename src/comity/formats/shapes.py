"""How the dataclasses of core stand in a file. Decoder, encoder, JSON Schema and cross-references derive from it.

Nothing here names a field of one dataclass: a new class of a union, or a new field, needs no change in this room.
"""

import functools
import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from fractions import Fraction
from operator import or_
from typing import NewType, TypeGuard, Union, get_args, get_origin, get_type_hints

from comity.core.procedure import written as procedures
from comity.core.rules import written as rules
from comity.core.values import Bar, PartialDate, Period

UNIONS: Mapping[str, tuple[types.ModuleType, str]] = {
    "rule": (rules, "Rule"),
    "procedure": (procedures, "Procedure"),
}
"""The key that tells the classes of a union apart, and where the union stands."""

FLATTENED: Mapping[type, Mapping[str, str]] = {Period: {"start": "from", "until": "until"}}
"""Classes whose fields stand directly in the entry, and the keys under which they do."""

Name = NewType("Name", str)
"""A name as a file writes it, where it is the key of a mapping."""

ID_PATTERN = r"^[a-z0-9.-]+$"
ID_CURE = "Use lower-case letters, digits, '.' and '-' only"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A value that stands in a file as text (or as a whole number, where ``whole`` allows it)."""

    read: Callable[[str], object]
    pattern: str
    whole: bool
    what: str
    cure: str


SCALARS: Mapping[object, Scalar] = {
    Fraction: Scalar(
        read=Fraction,
        pattern=r"^\d+(/0*[1-9]\d*|\.\d+)?$",
        whole=True,
        what="fraction",
        cure='Write a fraction, "2/3", or a number in quotes',
    ),
    Bar: Scalar(
        read=Bar.parse,
        pattern=r"^(more than|at least) \d+(/[1-9]\d*)?$",
        whole=False,
        what="bar",
        cure="Write `more than 1/2` or `at least 2/3`",
    ),
    PartialDate: Scalar(
        read=PartialDate.parse,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        whole=True,
        what="date",
        cure="Write YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    date: Scalar(
        read=date.fromisoformat,
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        whole=False,
        what="day",
        cure="Write YYYY-MM-DD",
    ),
    datetime: Scalar(
        read=datetime.fromisoformat,
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$",
        whole=False,
        what="moment",
        cure='Write day, time and zone: "2003-02-10T09:00Z"',
    ),
}
"""Classes that stand in a file as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of an entry: the field that it fills, or the ``part`` of a flattened field of the class ``whole``."""

    name: str
    hint: object
    required: bool
    field: str
    whole: type | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A union: what each of its tags stands for; ``key`` holds the tag, or the kind of JSON value (``None``) is it."""

    key: str | None
    by_tag: Mapping[str, object]


def snake_case(name: str) -> str:
    """The name of a class as it stands in a file.

    >>> snake_case("NoBlockingMinority")
    'no_blocking_minority'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def keys_of(cls: type) -> tuple[Key, ...]:
    """The keys of an entry that is decoded into a dataclass, in the order of its fields."""
    return _keys_of(cls, tuple(_union(key) for key in UNIONS))


@functools.cache
def _keys_of(cls: type, _unions: tuple[object, ...]) -> tuple[Key, ...]:
    """The unions are part of the question: a field's type may name one that has grown."""
    hints, found = get_type_hints(cls), []
    for one in fields(cls):
        hint = hints[one.name]
        required = one.default is MISSING and one.default_factory is MISSING
        if hint in FLATTENED:
            inner = get_type_hints(hint)
            found += [
                Key(name=name, hint=inner[part], required=False, field=one.name, whole=hint, part=part)
                for part, name in FLATTENED[hint].items()
            ]
        else:
            found.append(Key(name=one.name, hint=hint, required=required, field=one.name))
    return tuple(found)


def tag_of(cls: type) -> tuple[str, str] | None:
    """The key and the tag of a class that belongs to a union; ``None`` for any other."""
    for key in UNIONS:
        if cls in get_args(_union(key)):
            return key, snake_case(cls.__name__)
    return None


def _union(key: str) -> object:
    module, name = UNIONS[key]
    return getattr(module, name)


def without_none(hint: object) -> tuple[object, bool]:
    """The type without ``None``, and whether it had it."""
    if not _is_union(hint):
        return hint, False
    rest = tuple(one for one in get_args(hint) if one is not types.NoneType)
    return functools.reduce(or_, rest), len(rest) < len(get_args(hint))


def choices_of(hint: object) -> Choices | None:
    """How the alternatives of a union are told apart; ``None`` where the type is no union."""
    if not _is_union(hint):
        return None
    members = get_args(hint)
    if all(is_entry(one) for one in members):
        key = next((key for key in UNIONS if set(members) & set(get_args(_union(key)))), None)
        if key is None:
            raise TypeError(f"no key of UNIONS tells {hint} apart")
        return Choices(key, {snake_case(one.__name__): one for one in members})
    return Choices(None, {kind: one for one in members for kind in kinds_of(one)})


PLAIN_KINDS: Mapping[object, Sequence[str]] = {int: ("number",), bool: ("boolean",)}
"""The kinds of plain types; all others stand as text."""


def kinds_of(hint: object) -> Sequence[str]:
    """The kinds of JSON value as which a type stands in a file."""
    if hint in SCALARS:
        return ("text", "number") if SCALARS[hint].whole else ("text",)
    if is_entry(hint) or is_mapping(hint):
        return ("object",)
    if get_origin(hint) is tuple:
        return ("array",)
    return PLAIN_KINDS.get(hint, ("text",))


def kind_of_value(value: object) -> str | None:
    """The kind of JSON value that a value is."""
    for classes, kind in ((bool, "boolean"), (int, "number"), (str, "text"), (dict, "object"), (list, "array")):
        if isinstance(value, classes):
            return kind
    return None


def is_entry(hint: object) -> TypeGuard[type]:
    """Whether the type stands in a file as a mapping with keys of its own."""
    return isinstance(hint, type) and is_dataclass(hint) and hint not in SCALARS


def is_mapping(hint: object) -> bool:
    """Whether the type is a mapping from keys to values of one type."""
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def key_pattern(hint: object) -> str | None:
    """What the keys of a mapping look like: languages beside text, names as they are, otherwise ids."""
    key, value = get_args(hint)
    if key is Name:
        return None
    return LANGUAGE_PATTERN if value is str else ID_PATTERN


def _is_union(hint: object) -> bool:
    return isinstance(hint, types.UnionType) or get_origin(hint) is Union
