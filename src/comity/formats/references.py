"""Ids in a charter file that nothing in the file defines."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from comity.core.charter.model import (
    Belonging,
    Body,
    Charter,
    Competence,
    Deciding,
    Group,
    Holding,
    MeasureTable,
    Reform,
    Seat,
    Seats,
    SeatsPerHolder,
    Suspension,
)
from comity.core.rules.written import MEMBERS, IfProposedBy, Majority, NoBlockingMinority, Threshold, Veto
from comity.core.values import Citation, Problem
from comity.formats.documents import Parts, pointer_of
from comity.formats.messages import nearest
from comity.formats.shapes import ID_CURE, ID_PATTERN, choices_of, is_entry, is_mapping, keys_of, without_none
from comity.formats.state_names import names_of_states

REFERENCES: Mapping[tuple[type, str], str] = {
    (Citation, "instrument"): "instruments",
    (Holding, "who"): "voters",
    (Holding, "standing"): "standings",
    (Suspension, "who"): "voters",
    (Group, "all_but"): "groups",
    (Belonging, "who"): "voters or seats",
    (MeasureTable, "values"): "voters or seats",
    (Seats, "standing"): "standings",
    (Seat, "holder"): "voters",
    (Body, "parent"): "bodies",
    (Competence, "matters"): "matters",
    (Deciding, "body"): "bodies",
    (Deciding, "matters"): "matters",
    (Deciding, "rule"): "rules",
    (Reform, "changes"): "bodies, matters, rules, standings, groups or measures",
    (Majority, "within"): "groups",
    (Majority, "measure"): "measures",
    (Threshold, "within"): "groups",
    (Threshold, "measure"): "measures",
    (NoBlockingMinority, "measure"): "measures",
    (Veto, "holders"): "groups",
}
"""The fields that hold ids of other entries, and the sections that define them.

A state of the table of names is a voter without further ado; ``members`` is a measure.
"""

NEW_IDS = frozenset({(Charter, "id"), (Seat, "id"), (SeatsPerHolder, "suffix"), (IfProposedBy, "proposers")})
"""The fields that hold ids which they themselves bring into the file."""

MOST_NAMED = 12
"""A cure names all that would be right only up to so many."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a file as it stands there, before it is decoded."""

    cls: type
    data: Mapping[str, object]
    parts: Parts


def undefined(data: Mapping[str, object]) -> tuple[Problem, ...]:
    """A problem for every id that is used in the data of a charter and that no section defines, or that is no id.

    What is wrong in another way is passed over: the decoder reports it.
    """
    every = tuple(entries(Charter, data, ()))
    defined = _defined(data, every)
    unknown = [
        _problem(id_, sections, defined[sections], parts)
        for entry in every
        for id_, sections, parts in _used(entry)
        if id_ not in defined[sections]
    ]
    return (*unknown, *(problem for entry in every for problem in _no_ids(entry)))


def entries(hint: object, data: object, parts: Parts) -> Iterator[Entry]:
    """Every entry within data of a type, outermost first."""
    hint = without_none(hint)[0]
    choices = choices_of(hint)
    if choices is not None:
        chosen = data.get(choices.key) if isinstance(data, dict) and choices.key else None
        hint = choices.by_tag.get(chosen) if isinstance(chosen, str) else None
    if is_entry(hint) and isinstance(data, dict):
        yield Entry(hint, data, parts)
        for key in keys_of(hint):
            if key.name in data:
                yield from entries(key.hint, data[key.name], (*parts, key.name))
    elif is_mapping(hint) and isinstance(data, dict):
        for name, one in data.items():
            yield from entries(get_args(hint)[1], one, (*parts, name))
    elif isinstance(data, list) and get_args(hint):
        for at, one in enumerate(data):
            yield from entries(get_args(hint)[0], one, (*parts, at))


def _used(entry: Entry) -> Iterator[tuple[str, str, Parts]]:
    """The ids that an entry uses, the sections that should define them, and where they stand."""
    for key in keys_of(entry.cls):
        sections = REFERENCES.get((entry.cls, key.field))
        if sections is not None:
            used = _ids(entry.data.get(key.name), (*entry.parts, key.name))
            yield from ((id_, sections, parts) for id_, parts in used)
    id_ = entry.data.get("id")
    if entry.cls is Seat and "holder" not in entry.data and isinstance(id_, str):
        yield id_, "voters", (*entry.parts, "id")  # a seat without a holder is called by its holder's id


def _no_ids(entry: Entry) -> Iterator[Problem]:
    """A problem for every new id that is none."""
    for key in keys_of(entry.cls):
        if (entry.cls, key.field) in NEW_IDS:
            for text, parts in _ids(entry.data.get(key.name), (*entry.parts, key.name)):
                if not re.fullmatch(ID_PATTERN, text):
                    yield Problem(fact=f"`{text}` is no id", cure=ID_CURE, pointer=pointer_of(parts))


def _ids(value: object, parts: Parts) -> Iterator[tuple[str, Parts]]:
    """A single id, the ids of a list, or those that are the keys of a mapping."""
    if isinstance(value, str):
        yield value, parts
    elif isinstance(value, list):
        yield from ((one, (*parts, at)) for at, one in enumerate(value) if isinstance(one, str))
    elif isinstance(value, dict):
        yield from ((one, (*parts, one)) for one in value)


def _defined(data: Mapping[str, object], every: tuple[Entry, ...]) -> Mapping[str, frozenset[str]]:
    """What each group of sections in ``REFERENCES`` defines."""
    more: Mapping[str, Callable[[], set[str]]] = {
        "voters": lambda: set(names_of_states()),
        "seats": lambda: _seats(every),
        "measures": lambda: {MEMBERS},
    }
    found = {}
    for sections in set(REFERENCES.values()):
        names = sections.replace(" or ", ", ").split(", ")
        ids = {id_ for name in names for id_ in _keys(data.get(name))}
        found[sections] = frozenset(ids.union(*(more[name]() for name in names if name in more)))
    return found


def _seats(every: tuple[Entry, ...]) -> set[str]:
    """Listed seats, and those of which each holder has several."""
    listed = {str(entry.data.get("id")) for entry in every if entry.cls is Seat}
    holders = {str(entry.data.get("who")) for entry in every if entry.cls is Holding}
    several = [one.get("suffix") for entry in every if entry.cls is Seats for one in _list(entry.data.get("each"))]
    return listed | {f"{holder}.{suffix}" for holder in holders for suffix in several}


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _list(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _problem(id_: str, sections: str, right: frozenset[str], parts: Parts) -> Problem:
    close = nearest(id_, right)
    if close is not None:
        cure = f"Did you mean `{close}`"
    elif 0 < len(right) <= MOST_NAMED:
        cure = f"Define it there, or write one of: {', '.join(sorted(right))}"
    else:
        cure = "Define it there"
    return Problem(fact=f"`{id_}` does not stand under {sections}", cure=cure, pointer=pointer_of(parts))
