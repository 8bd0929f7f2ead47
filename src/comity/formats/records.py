"""Decoder, encoder and JSON Schema of any dataclass of core, derived from the dataclass itself."""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from inspect import getdoc
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin, overload

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, ValidationError, core_schema

from comity.core.values import Refused
from comity.formats.messages import problems_of, shown
from comity.formats.shapes import (
    FLATTENED,
    SCALARS,
    Scalar,
    choices_of,
    is_entry,
    is_mapping,
    key_pattern,
    keys_of,
    kind_of_value,
    tag_of,
    without_none,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


@overload
def decode(into: type[T], data: object) -> T: ...
@overload
def decode(into: object, data: object) -> Any: ...
def decode(into: object, data: object) -> object:
    """The value of a dataclass (or of a union of them) that plain data stand for.

    Raises ``Refused`` with everything that is wrong, each with its JSON pointer.
    """
    try:
        return _validator(into).validate_python(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise Refused(problems_of(into, cast("list[Mapping[str, Any]]", found))) from None


def encode(value: object) -> Json:
    """Plain data that ``decode`` turns into the value again. What is as it would be without saying is left out.

    >>> from comity.core.values import Bar
    >>> encode((Bar.parse("more than 1/2"), 3))
    ['more than 1/2', 3]
    """
    if isinstance(value, Enum):
        return cast("Json", value.value)
    if type(value) in SCALARS:
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_entries(value))
    if isinstance(value, Mapping):
        return {str(key): encode(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    return cast("Json", value)


def json_schema(of: object) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``decode`` takes."""
    schema = _Schema(by_alias=True).generate(_core_schema(of))
    return {"$schema": _Schema.schema_dialect, **schema}


def _entries(value: object) -> Iterator[tuple[str, Json]]:
    tag = tag_of(type(value))
    if tag is not None:
        yield tag
    for one in fields(cast("DataclassInstance", value)):
        held = getattr(value, one.name)
        if type(held) in FLATTENED:
            parts = ((name, getattr(held, part)) for part, name in FLATTENED[type(held)].items())
            yield from ((name, encode(part)) for name, part in parts if part is not None)
        elif held != _unsaid(one):
            yield one.name, encode(held)


def _unsaid(one: "Field[Any]") -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@functools.lru_cache(maxsize=64)
def _validator(into: object) -> SchemaValidator:
    return SchemaValidator(_core_schema(into))


def _core_schema(into: object) -> CoreSchema:
    builder = _Builder()
    outermost = builder.schema(into)
    return core_schema.definitions_schema(outermost, list(builder.definitions.values()))


class _Builder:
    """Builds pydantic's schema of a type; dataclasses become definitions, so that they may contain each other."""

    def __init__(self) -> None:
        self.definitions: dict[str, CoreSchema] = {}

    def schema(self, hint: object) -> CoreSchema:
        """The schema of any type that a field may have."""
        inner, optional = without_none(hint)
        schema = self._of(inner)
        return core_schema.nullable_schema(schema) if optional else schema

    def _of(self, hint: object) -> CoreSchema:
        if (choices := choices_of(hint)) is not None:
            return self._union(choices.key, choices.by_tag)
        if is_entry(hint):
            return self._entry(hint)
        if is_mapping(hint):
            key = core_schema.str_schema(pattern=key_pattern(hint))
            return core_schema.dict_schema(key, self.schema(get_args(hint)[1]))
        if get_origin(hint) is tuple:
            return core_schema.tuple_schema([self.schema(get_args(hint)[0])], variadic_item_index=0)
        return _plain(hint)

    def _union(self, key: str | None, by_tag: Mapping[str, object]) -> CoreSchema:
        return core_schema.tagged_union_schema(
            {tag: self.schema(one) for tag, one in by_tag.items()},
            discriminator=kind_of_value if key is None else key,
            from_attributes=False,
        )

    def _entry(self, cls: type) -> CoreSchema:
        ref = f"{cls.__module__}.{cls.__qualname__}:0"
        if ref not in self.definitions:
            self.definitions[ref] = core_schema.any_schema()  # a place, while what it contains is built
            schema = core_schema.typed_dict_schema(
                dict(self._keys(cls)),
                extra_behavior="forbid",
                metadata={"description": (getdoc(cls) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")},
            )
            self.definitions[ref] = core_schema.no_info_after_validator_function(_maker(cls), schema, ref=ref)
        return core_schema.definition_reference_schema(ref)

    def _keys(self, cls: type) -> Iterator[tuple[str, core_schema.TypedDictField]]:
        if (tag := tag_of(cls)) is not None:
            yield tag[0], core_schema.typed_dict_field(core_schema.literal_schema([tag[1]]), required=True)
        for key in keys_of(cls):
            yield key.name, core_schema.typed_dict_field(self.schema(key.hint), required=key.required)


def _maker(cls: type) -> Callable[[dict[str, Any]], object]:
    """Makes a dataclass of the values of its keys; ``ValueError`` of its own check is a problem of the entry."""
    keys = keys_of(cls)

    def make(found: dict[str, Any]) -> object:
        values = {key.field: found[key.name] for key in keys if key.whole is None and key.name in found}
        for field, whole in {key.field: key.whole for key in keys if key.whole is not None}.items():
            values[field] = whole(**{key.part: found.get(key.name) for key in keys if key.field == field})
        return cls(**values)

    return make


def _plain(hint: object) -> CoreSchema:
    if hint in SCALARS:
        return _scalar(SCALARS[hint])
    if hint is str:
        return core_schema.str_schema(strict=True)
    if hint is bool:
        return core_schema.bool_schema(strict=True)
    if hint is int:
        return core_schema.int_schema(strict=True)
    if get_origin(hint) is Literal:
        return core_schema.literal_schema(list(get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return core_schema.enum_schema(hint, list(hint), sub_type="str")
    raise TypeError(f"no file format has values of the type {hint}")


def _scalar(scalar: Scalar) -> CoreSchema:
    kinds: list[JsonSchemaValue] = [{"type": "string", "pattern": scalar.pattern}]
    if scalar.whole:
        kinds.append({"type": "integer", "minimum": 0})
    said: JsonSchemaValue = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    text = core_schema.str_schema(strict=True, pattern=scalar.pattern)
    reader = SchemaValidator(core_schema.no_info_after_validator_function(scalar.read, text))

    def read(value: object) -> object:
        if scalar.whole and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        try:
            return reader.validate_python(value)
        except ValidationError:
            fact = f"{shown(value)} is no {scalar.what}"
            raise PydanticCustomError("said", "{fact}", {"fact": fact, "cure": scalar.cure}) from None

    return core_schema.no_info_plain_validator_function(read, metadata={"said": said})


class _Schema(GenerateJsonSchema):
    """JSON Schema with what the builder has to say of entries and of values that stand as text."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        return cast("JsonSchemaValue", (schema.get("metadata") or {})["said"])

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        said = super().typed_dict_schema(schema)
        return {**said, "description": (schema.get("metadata") or {})["description"]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        said = super().dict_schema(schema)
        return {**said, "additionalProperties": False} if "patternProperties" in said else said

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        if isinstance(schema["discriminator"], str):
            return super().tagged_union_schema(schema)
        found: list[JsonSchemaValue] = []
        for one in schema["choices"].values():
            inner = self.generate_inner(one)
            found += [inner] if inner not in found else []
        return {"anyOf": found}

    def field_title_should_be_set(self, schema: object) -> bool:
        """No, whatever the schema: keys speak for themselves."""
        del schema
        return False
