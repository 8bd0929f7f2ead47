"""Typed results, and their one encoding as JSON."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from comity.core.values import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """A condition of the rule with its figures; counts are digits or fractions as text, ``None``: not known.

    ``path`` is a JSON pointer into the written rule; ``base`` says what is counted.
    """

    path: str
    base: str
    needed: str | None
    had: str | None
    holds: bool | None
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """The rule that was applied, where it comes from, and where the rule of the case differs from it."""

    written: Any
    from_: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerResult:
    """An outcome as a result."""

    verdict: str
    code: str
    basis: str
    conditions: tuple[ConditionResult, ...]
    rule: RuleResult | None
    not_bound: tuple[str, ...]
    not_bound_unnamed: str | None
    blocked_by: tuple[str, ...]
    vetoed_by: tuple[str, ...]
    step: int | None
    elected: str | None
    round: int | None
    missing: tuple[str, ...]
    sentence: dict[str, str]


EMPTY = frozenset({"answer"})
"""Keys that hold an empty object where there is none."""

LEFT_OUT = frozenset({"by_charter"})
"""Keys that stand only where there is something to say."""


def as_json(value: Any) -> Any:
    """A result as JSON-able values: dataclasses by their fields, a trailing underscore of a name left out."""
    if is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Problem):
            return {"line": value.line, "pointer": value.pointer, "fact": value.fact, "cure": value.cure}
        items = [(one.name, getattr(value, one.name)) for one in fields(value)]
        items = [(name, {} if one is None and name in EMPTY else one) for name, one in items]
        return {name.rstrip("_"): as_json(one) for name, one in items if one is not None or name not in LEFT_OUT}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction | date):
        return str(value)
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    if hasattr(value, "to_dicts"):  # a data frame: a list of rows
        return value.to_dicts()
    return value
