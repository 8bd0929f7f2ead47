"""Subjects of texts: one file names them and gives the patterns that find each in a title."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from comity.analysis.whatif import OTHER
from comity.core.values import Id, Text
from comity.formats.documents import text_of
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document

SCHEMA = "comity/subjects/1"
OTHER_NAME: Text = {"en": "Other", "ru": "Прочее", "zh": "其他"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject: its name, regular expressions that find it in a title, and those that take a title out again."""

    name: Text
    patterns: tuple[str, ...]
    but_not: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no regular expression."""
        for pattern in (*self.patterns, *self.but_not):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"'{pattern}' is no regular expression: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """The subjects of a kind of texts, in the order in which they are listed."""

    id: Id
    subjects: Mapping[Id, Subject]

    @property
    def names(self) -> dict[Id, Text]:
        """The name of each subject, "other" last."""
        return {**{id_: one.name for id_, one in self.subjects.items()}, OTHER: OTHER_NAME}

    def of(self, title: str) -> tuple[Id, ...]:
        """The subjects of a title, in the order of the file; "other" alone where there is none.

        >>> shipped_subjects("general-assembly").of("Report of the International Atomic Energy Agency")
        ('non-proliferation',)
        """
        found = tuple(id_ for id_, one in self.subjects.items() if _finds(one, title))
        return found or (OTHER,)


def _finds(subject: Subject, title: str) -> bool:
    finds, takes_out = _compiled(subject.patterns), _compiled(subject.but_not)
    return bool(finds and finds.search(title)) and not (takes_out and takes_out.search(title))


@functools.lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


@functools.cache
def shipped_subjects(name: str) -> Subjects:
    """The subjects that ship under a name."""
    file = f"{name}.yaml"
    content = (files("comity") / "data" / "subjects" / file).read_bytes()
    return decode_document(Subjects, yaml_document(text_of(content, file), file), SCHEMA)
