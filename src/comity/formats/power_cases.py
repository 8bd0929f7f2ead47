"""Tables of voting power as they are written down: a rule by its weights, and the power that it is held to.

The format is described in ``docs/reference/power.md``. What only explains is dropped before anything is read, and what
a program is held to is kept apart from the rule: only the comparer sees it.
"""

import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from comity.core.values import Problem
from comity.formats.case_files import cases_of, refuse_unknown, twice
from comity.formats.documents import UnquotedNumber, pointer_of
from comity.formats.json_text import read_json
from comity.formats.precedent_cases import EXPLANATION_ENDINGS, without_explanation

KIND = "power"


def exact(value: object) -> object:
    """A whole number, a decimal, or a fraction written ``a/b``, exactly; anything else the validator refuses."""
    if isinstance(value, UnquotedNumber):
        return Fraction(value.text) if _is_plain(value.text) else value
    if isinstance(value, str):
        if not _is_plain(value):
            return value
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            return value
    if isinstance(value, bool):
        return None  # Python takes a truth value for a number
    return Fraction(value) if isinstance(value, int) else value


LARGEST_EXPONENT = 400


def _is_plain(text: str) -> bool:
    """Whether it is a number of which all digits can be written out."""
    exponent = re.search(r"e([-+]?\d+)$", text.strip().lower())
    small = exponent is None or (len(exponent[1]) < 6 and abs(int(exponent[1])) <= LARGEST_EXPONENT)
    return small and not any(word in text.lower() for word in ("inf", "nan"))


def _share(value: object) -> object:
    """A share as a number, or as numerator and denominator."""
    if isinstance(value, dict) and set(value) == {"numerator", "denominator"}:
        value = [value["numerator"], value["denominator"]]
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value) and value[1]:
        return Fraction(*value)
    return exact(value)


Exact = Annotated[Fraction, BeforeValidator(exact)]
Weight = Annotated[Fraction, BeforeValidator(exact), Field(ge=0)]
Share = Annotated[Fraction, BeforeValidator(_share), Field(ge=0)]
Count = Annotated[int, Field(ge=0, strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


class Weighted(_Part):
    """A coalition wins whose weights are at least the quota."""

    type: Literal["weighted"]
    quota: Exact
    weights: Mapping[str, Weight] = Field(min_length=1)

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of the file."""
        return tuple(self.weights)


class _ByPopulation(_Part):
    """Members and population, and perhaps how many members outside it a coalition has to have to be blocked."""

    min_members: Count
    population: Mapping[str, Weight] = Field(min_length=1)
    population_quota: Exact | None = None
    population_percent: Share | None = None
    population_fraction: Share | None = None
    population_total: Exact | None = None
    blocking_minority_min_members: Count | None = None

    @model_validator(mode="after")
    def _has_a_quota(self) -> "_ByPopulation":
        if self.population_quota is None and self.population_percent is None and self.population_fraction is None:
            raise ValueError("nothing says how much of the population a coalition has to have")
        return self

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of the file."""
        return tuple(self.population)

    @property
    def people(self) -> Fraction:
        """The population that a coalition has to have: as stated, else a share of the total that is stated."""
        if self.population_quota is not None:
            return self.population_quota
        total = sum(self.population.values(), Fraction()) if self.population_total is None else self.population_total
        share = self.population_percent / 100 if self.population_percent is not None else self.population_fraction
        assert share is not None, "one of them is given"
        return share * total


class DoubleMajority(_ByPopulation):
    """A coalition wins that has the members and the population."""

    type: Literal["double_majority"]


class TripleMajority(_ByPopulation):
    """A coalition wins that has the votes, the members and the population."""

    type: Literal["triple_majority"]
    weights: Mapping[str, Weight] = Field(min_length=1)
    votes_quota: Exact

    @model_validator(mode="after")
    def _same_players(self) -> "TripleMajority":
        if self.weights.keys() != self.population.keys():
            odd = sorted(self.weights.keys() ^ self.population.keys())
            raise ValueError(f"`weights` and `population` name different players: {', '.join(odd[:3])}")
        return self


Rule = Annotated[Weighted | DoubleMajority | TripleMajority, Field(discriminator="type")]
MODELS = {model.model_fields["type"].annotation.__args__[0]: model for model in get_args(get_args(Rule)[0])}


class PowerCase(_Part):
    """A table of power, without what a program is held to."""

    id: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPowerCase:
    """A case of a file: its id, the case or what is wrong with it, and apart from both what it is held to."""

    id: str
    position: int
    case: PowerCase | None
    problems: tuple[Problem, ...] = ()
    held_to: Mapping[str, Any] = field(default_factory=dict)


def read_power_cases(path: Path, only: frozenset[str] = frozenset()) -> tuple[ReadPowerCase, ...]:
    """The cases of a file of power tables; a case that can't be read carries its problems, the others are read.

    ``only`` restricts them to some ids. Raises ``Refused`` where the file as a whole can't be read.
    """
    document = read_json(path)
    read: list[ReadPowerCase] = []
    seen: dict[str, int] = {}
    for position, raw in enumerate(cases_of(document, KIND, "power tables")):
        one = _read(raw, position)
        problems = [*one.problems, *twice(one.id, position, seen)]
        seen.setdefault(one.id, position)
        read.append(replace(one, case=None if problems else one.case, problems=document.placed(problems)))
    refuse_unknown(only, document, list(seen))
    return tuple(one for one in read if not only or one.id in only)


HELD_TO = (
    "power",
    "winning_coalitions",
    "coalitions",
    "total_swings",
    "minimal_winning_coalitions",
    "passage_probability",
    "players",
)
"""What a program is held to."""

INDICES = (
    "swings",
    "banzhaf_normalised",
    "penrose_absolute",
    "shapley_shubik",
    "coleman_prevent",
    "coleman_initiate",
    "veto",
    "dummy",
)
"""The figures of a player."""

DECIMAL = "_dec"
"""Ending of a figure that is rounded to the digits given."""

EXPLANATIONS = frozenset({"percent", "total", "votes_total", "population_unit", "words", "equivalent", "note"})
"""Keys that are known, and are not read."""

CLOSE = 0.9
"""How alike an unknown key must be to a known one to be taken for a slip of the pen."""


def _read(raw: object, position: int) -> ReadPowerCase:
    pointer = f"/cases/{position}"
    if not isinstance(raw, dict):
        problem = Problem(fact="a case is a mapping", cure='Write {"id": ..., "rule": ...}', pointer=pointer)
        return ReadPowerCase(id=f"#{position + 1}", position=position, case=None, problems=(problem,))
    id_ = raw["id"] if isinstance(raw.get("id"), str) else f"#{position + 1}"
    held_to = {key: raw[key] for key in raw if key.removesuffix(DECIMAL) in HELD_TO and raw[key] is not None}
    given = _plain({key: value for key, value in raw.items() if key not in held_to})
    wrong = tuple(_wrong_figures(raw, pointer))
    if wrong:
        return ReadPowerCase(id=id_, position=position, case=None, problems=wrong, held_to=held_to)
    try:
        case = PowerCase.model_validate(given)
    except ValidationError as error:
        problems = tuple(_problem(one, pointer) for one in error.errors())
        return ReadPowerCase(id=id_, position=position, case=None, problems=problems, held_to=held_to)
    return ReadPowerCase(id=id_, position=position, case=case, held_to=held_to)


def _wrong_figures(raw: Mapping[str, Any], pointer: str) -> Iterator[Problem]:
    """Keys that look like a slip of one that is known, and a `power` that is no table: they would not be compared."""
    yield from _slips(raw, (*HELD_TO, "id", "rule", "source", "status", "title", "published", "notes"), pointer)
    rule = raw.get("rule")
    if isinstance(rule, dict) and str(rule.get("type")) in MODELS:
        yield from _slips(rule, tuple(MODELS[rule["type"]].model_fields), f"{pointer}/rule")
    power = raw.get("power")
    if power is None:
        return
    players = power if isinstance(power, dict) else {"": power}
    for player, figures in players.items():
        where = pointer + pointer_of(("power", player) if player else ("power",))
        if isinstance(figures, dict):
            yield from _slips(figures, INDICES, where)
        else:
            yield Problem(fact="this is no mapping", cure='Write {"player": {"swings": 3}}', pointer=where)


def _slips(given: Mapping[str, Any], known: Sequence[str], pointer: str) -> Iterator[Problem]:
    for key in given:
        plain = key.removesuffix(DECIMAL)
        close = difflib.get_close_matches(plain, known, n=1, cutoff=CLOSE)
        explains = key in EXPLANATIONS or key.endswith(EXPLANATION_ENDINGS) or any(key.startswith(one) for one in close)
        if plain not in known and close and not explains:
            fact, cure = f"`{key}` is no key here", f"Did you mean `{close[0]}`"
            yield Problem(fact=fact, cure=cure, pointer=pointer + pointer_of((key,)))


def _plain(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Without what only explains; names of players are never taken for that."""
    rule = raw.get("rule")
    found = {"id": raw.get("id"), "rule": rule}
    if isinstance(rule, dict):
        tables = {key: value for key, value in rule.items() if key in ("weights", "population")}
        rest = {key: value for key, value in rule.items() if key not in tables}
        found["rule"] = {**without_explanation(rest), **tables}
    return {key: value for key, value in found.items() if value is not None}


NO_NUMBER = ("this is no number", "Write a whole number, a decimal, or a fraction `a/b`")
SAID: Mapping[str, tuple[str, str]] = {
    "missing": ("this key is missing", "Add it"),
    "union_tag_not_found": ("the rule has no `type`", f"Write one of: {', '.join(MODELS)}"),
    "union_tag_invalid": ("the type of the rule is not known", f"Write one of: {', '.join(MODELS)}"),
    "fraction_parsing": NO_NUMBER,
    "fraction_type": NO_NUMBER,
    "int_type": ("this is no whole number", "Write digits, without quotes or a decimal point"),
    "greater_than_equal": ("the number is below zero", "Write a number that is not negative"),
    "string_type": ("this is no text", "Put it in quotes"),
    "mapping_type": ("this is no mapping", "Write each player with its figure, in braces"),
    "dict_type": ("this is no mapping", "Write each player with its figure, in braces"),
    "model_attributes_type": ("the rule is no mapping", "Write it in braces, with its `type`"),
    "too_short": ("there are no players", "Write each player with its figure"),
}


def _problem(error: Any, pointer: str) -> Problem:
    steps = [step for at, step in enumerate(error["loc"]) if not (at == 1 and step in MODELS) and step != "[key]"]
    if error["type"].startswith("union_tag"):
        steps.append("type")
    fact, cure = SAID.get(error["type"], (str(error["msg"]).removeprefix("Value error, "), "Mend the value"))
    return Problem(fact=fact, cure=cure, pointer=pointer + pointer_of(tuple(str(step) for step in steps)))


def whole(weights: Sequence[Fraction], quota: Fraction, *, strict: bool = False) -> tuple[tuple[int, ...], int]:
    """Weights and quota as whole numbers in the same proportion; the quota rounded up to what a sum can reach.

    ``strict``: more than the quota is needed.
    """
    factor = math.lcm(*(one.denominator for one in weights))
    least = math.floor(quota * factor) + 1 if strict else math.ceil(quota * factor)
    return tuple(int(one * factor) for one in weights), least
