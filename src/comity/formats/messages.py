"""What pydantic finds, in plain English: fact, place, cure."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from comity.core.values import Problem
from comity.formats.documents import Parts, UnquotedNumber, pointer_of
from comity.formats.shapes import ID_CURE, choices_of, is_entry, is_mapping, keys_of, snake_case, tag_of, without_none


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is wrong: the JSON pointer, the entry around it, and the type that stands there."""

    parts: Parts
    entry: type | None
    hint: object

    @property
    def name(self) -> str:
        """The last key of the place."""
        named = [part for part in self.parts if isinstance(part, str)]
        return named[-1] if named else ""


def problems_of(into: object, errors: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """The problems that pydantic's errors stand for, in the order of the document."""
    return tuple(_problem(error, _place(into, error["loc"])) for error in errors)


def shown(value: object) -> str:
    """A value as a message shows it."""
    match value:
        case None:
            return "an empty value"
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value[:60]}{'…' if len(value) > 60 else ''}'"
        case UnquotedNumber(text=text):
            return f"the decimal number {text}"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return str(value)


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """The only one of the right words that begins with the wrong one, else that which it most looks like, if any."""
    by_folded = {one.casefold(): one for one in right}
    said = wrong.casefold()
    begin = [one for folded, one in by_folded.items() if said and folded.startswith(said)]
    if len(begin) == 1:
        return begin[0]
    close = difflib.get_close_matches(said, list(by_folded), n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


LISTED = 24
"""How many right words a cure names; of more, the others are counted."""


def one_of(right: Iterable[str]) -> str:
    """The cure that names the right words."""
    words = tuple(right)
    more = f" … ({len(words) - LISTED} more)" if words[LISTED:] else ""
    return "Write one of: " + ", ".join(words[:LISTED]) + more


def cure_for(wrong: str, right: Sequence[str]) -> str:
    """The cure for a wrong word: the nearest right one, else all of them."""
    close = nearest(wrong, right)
    return one_of(right) if close is None else f"Did you mean `{close}`"


def _place(into: object, steps: Iterable[str | int]) -> _Place:
    """Follow pydantic's steps: they name the chosen class of a union, which the document does not nest."""
    parts: list[str | int] = []
    entry: type | None = None
    hint: object = without_none(into)[0]
    for step in steps:
        if step == "[key]":
            continue
        choices = choices_of(hint)
        if choices is not None:
            hint = choices.by_tag[str(step)]
            entry = hint if is_entry(hint) else entry
        else:
            parts.append(step)
            entry, hint = _within(hint, step)
        hint = without_none(hint)[0]
    return _Place(tuple(parts), entry, hint)


def _within(hint: object, step: str | int) -> tuple[type | None, object]:
    if is_entry(hint):
        return hint, next((key.hint for key in keys_of(hint) if key.name == step), str)
    if is_mapping(hint):
        return None, get_args(hint)[1]
    return None, get_args(hint)[0] if get_origin(hint) is tuple else str


def _problem(error: Mapping[str, Any], place: _Place) -> Problem:
    write = _MESSAGES.get(error["type"], _other)
    if error["input"] is None and error["type"] not in {"missing", "extra_forbidden"}:
        what = f"`{place.name}`" if place.name else "the entry"
        fact, cure = f"{what} is empty", "Give it a value, or leave it out"
    else:
        fact, cure = write(error, place)
    parts = place.parts[:-1] if error["type"] == "missing" else place.parts
    return Problem(fact=fact, cure=cure, pointer=pointer_of(parts))


def _missing(_error: Mapping[str, Any], place: _Place) -> tuple[str, str]:
    return f"`{place.name}` is missing{_of(place)}", f"Add `{place.name}:`"


def _unknown_key(_error: Mapping[str, Any], place: _Place) -> tuple[str, str]:
    keys = _keys(place.entry)
    fact = f"`{place.name}` is not a key{_of(place)}"
    close = nearest(place.name, keys)
    return fact, f"Did you mean `{close}`" if close else "Write one of its keys: " + ", ".join(keys)


def _keys(entry: type | None) -> list[str]:
    if entry is None:
        return []
    tag = tag_of(entry)
    return [*([tag[0]] if tag else []), *(key.name for key in keys_of(entry))]


CALLED: Mapping[str, str] = {
    "Charter": "a charter file",
    "PositionsDocument": "a positions file",
    "Deciding": "an entry under `decisions`",
    "Holding": "an entry under `held`",
    "Suspension": "an entry under `suspensions`",
    "Competence": "an entry under `competent_for`",
    "Belonging": "a member of a group",
    "MeasureTable": "a table of a measure",
    "ReceiptForm": "a receipt",
    "CheckpointForm": "a checkpoint",
    "EntryForm": "an entry",
    "HeadForm": "a head",
    "ChangeForm": "a change",
}
"""How a file calls an entry, where it does not call it by the name of its class."""


def _of(place: _Place) -> str:
    if place.entry is None:
        return ""
    name = place.entry.__name__
    return f" of {CALLED.get(name, f'`{snake_case(name)}`')}"


def _no_choice(error: Mapping[str, Any], place: _Place) -> tuple[str, str]:
    choices = choices_of(place.hint)
    assert choices is not None, "only a union has tags"
    value = error["input"]
    if choices.key is None and isinstance(value, UnquotedNumber) and "text" in choices.by_tag:
        return f"{shown(value)} can't stand here", f'Put it in quotes: "{value.text}"'
    if choices.key is None:
        return f"{shown(value)} can't stand here", _one_kind(choices.by_tag)
    if not isinstance(value, dict):
        return f"{shown(value)} is no {choices.key}", f"Write `{choices.key}:` and its name, with its keys"
    if choices.key not in value:
        return f"`{choices.key}` is missing: it says which {choices.key} this is", one_of(choices.by_tag)
    tag = value[choices.key]
    fact = f"`{tag}` is no {choices.key}" if isinstance(tag, str) else f"{shown(tag)} is no {choices.key}"
    close = nearest(tag, choices.by_tag) if isinstance(tag, str) else None
    return fact, (f"Did you mean `{close}`? " if close else "") + one_of(choices.by_tag)


_FACT_AND_CURE = re.compile(r"(.*?)(?:(?:: |^)((?:give|write|use|name) .*))?", re.DOTALL)

_KINDS = {
    "object": "a mapping",
    "array": "a list",
    "text": "text",
    "number": "a whole number",
    "boolean": "true or false",
}


def _one_kind(kinds: Iterable[str]) -> str:
    return "Write " + " or ".join(_KINDS[kind] for kind in kinds)


def _not_text(error: Mapping[str, Any], _place: _Place) -> tuple[str, str]:
    value = error["input"]
    text = value.text if isinstance(value, UnquotedNumber) else value
    cure = f'Put it in quotes: "{text}"' if isinstance(text, str | int) else "Write text"
    return f"{shown(value)} is no text", cure


def _not_key(error: Mapping[str, Any], place: _Place) -> tuple[str, str]:
    if place.hint is not str:
        return f"`{error['input']}` is no id", ID_CURE
    return f"`{error['input']}` is no language", "Write its short code: en, ru, zh"


def _not(what: str, cure: str) -> Callable[[Mapping[str, Any], _Place], tuple[str, str]]:
    return lambda error, _place: (f"{shown(error['input'])} is no {what}", cure)


def _not_word(error: Mapping[str, Any], place: _Place) -> tuple[str, str]:
    right = [str(one) for one in (get_args(place.hint) or getattr(place.hint, "__members__", {}).values())]
    value = error["input"]
    cure = cure_for(value, right) if isinstance(value, str) else one_of(right)
    return f"{shown(value)} is no value of `{place.name}`", cure


def _own_check(error: Mapping[str, Any], _place: _Place) -> tuple[str, str]:
    """The check of the dataclass itself: "fact: cure", a cure alone, or a fact alone."""
    said = str(error["ctx"]["error"])
    parts = _FACT_AND_CURE.fullmatch(said)
    fact, cure = parts.groups() if parts else (said, "")
    if not cure:
        return fact, "Mend this entry"
    return fact or "the entry says too little, or the same thing twice", cure[:1].upper() + cure[1:]


def _said(error: Mapping[str, Any], _place: _Place) -> tuple[str, str]:
    return error["ctx"]["fact"], error["ctx"]["cure"]


def _other(error: Mapping[str, Any], _place: _Place) -> tuple[str, str]:
    return f"{shown(error['input'])} can't stand here: {error['msg']}", "See the JSON Schema of this file"


_MESSAGES: Mapping[str, Callable[[Mapping[str, Any], _Place], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _not_text,
    "string_pattern_mismatch": _not_key,
    "int_type": _not("whole number", "Write a whole number, without quotes"),
    "bool_type": _not("truth value", "Write true or false"),
    "dict_type": _not("mapping", "Write keys with their values"),
    "tuple_type": _not("list", "Write a list: [one, another]"),
    "literal_error": _not_word,
    "enum": _not_word,
    "union_tag_invalid": _no_choice,
    "union_tag_not_found": _no_choice,
    "value_error": _own_check,
    "said": _said,
}
