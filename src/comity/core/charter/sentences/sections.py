"""The sections in which a charter is shown."""

from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section is about, in the order of a charter."""

    ORGANISATION = "organisation"
    STANDINGS = "standings"
    HELD = "held"
    VOTERS = "voters"
    SUSPENSIONS = "suspensions"
    GROUPS = "groups"
    MEASURES = "measures"
    BODIES = "bodies"
    MATTERS = "matters"
    DECISIONS = "decisions"
    REFORMS = "reforms"
    INSTRUMENTS = "instruments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Sentences under one title; ``about`` names the body, in a section about one."""

    kind: SectionKind
    title: str
    lines: tuple[str, ...]
    about: str | None = None
