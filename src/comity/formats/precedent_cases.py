"""Precedents as they are written down: real decisions with rule, tally and official outcome.

The format is described in ``docs/reference/precedents.md``. What only explains (``words``, ``notes``, ...) is dropped
before anything is read, and so is what a program is held to (``expected``, ``outcome``): only the comparer sees that.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError, field_validator

from comity.core.values import PartialDate, Problem
from comity.formats.case_files import cases_of, refuse_unknown, twice
from comity.formats.documents import Document, UnquotedNumber
from comity.formats.json_text import read_json

EXPLANATION = frozenset({"words", "note", "notes", "reason", "scope", "unit", "source"})
EXPLANATION_ENDINGS = ("_words", "_source", "_note")
EXPLANATION_OF_METHOD = frozenset({"veto", "absence", "abstention", "population_base", "equivalent", "not_members"})
HELD_TO = ("expected", "outcome")
CLOSE = 0.8
"""How alike an unknown key must be to a known one to be taken for a slip of the pen."""


def _exact(value: object) -> object:
    """Whole numbers and decimals as exact fractions; anything else is for the validator to refuse."""
    if isinstance(value, UnquotedNumber):
        return Fraction(value.text)
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value


Exact = Annotated[Fraction, BeforeValidator(_exact)]
Count = Annotated[int, Field(ge=0, strict=True)]
Positive = Annotated[int, Field(ge=1, strict=True)]
CampName = Literal["yes", "no", "abstain", "absent", "not_participating", "barred"]
CAMP_NAMES: tuple[CampName, ...] = get_args(CampName)
FractionBase = Literal[
    "present_and_voting",
    "votes_cast",
    "members",
    "voting_members",
    "article5_parties_present_and_voting",
    "other_parties_present_and_voting",
]


def moment(text: str) -> datetime:
    """A moment as it is written, with day and hour; of a day, a month or a year alone, its beginning.

    Time of day without a zone is that of Greenwich. Raises ``ValueError`` where the text is neither.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.combine(PartialDate.parse(text).first, time.min)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class _Part(BaseModel):
    """A part of a case; keys that are not known are information, unless they look like a slip of the pen."""

    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=True)


class _Quorum(_Part):
    numerator: Positive = 1
    denominator: Positive = 2


class _Rule(_Part):
    """What every rule may say: that only some members take part by treaty (in words)."""

    participants: Any = None


class _Share(_Rule):
    numerator: Count
    denominator: Positive
    strict: StrictBool = False


class CountYes(_Rule):
    """A fixed number of votes in favour, and perhaps holders of a veto."""

    method: Literal["count_yes"]
    min_yes: Positive
    veto_players: tuple[str, ...] = Field(default=())


class FractionOf(_Share):
    """A fraction of a base, and perhaps a quorum."""

    method: Literal["fraction"]
    base: Literal["present_and_voting", "votes_cast", "members", "voting_members"]
    quorum: _Quorum | None = None


class _States(_Part):
    numerator: Count | None = None
    denominator: Positive | None = None
    minimum: Positive | None = None


class Weighted(_Rule):
    """A quota of weighted votes, and perhaps a number of members."""

    method: Literal["weighted"]
    quota: Exact
    total: Exact | None = None
    states: _States | None = None


class _BlockingMinority(_Part):
    min_states: Positive


class DoubleMajority(_Rule):
    """A share of the members and a share of the population."""

    method: Literal["double_majority"]
    states: _States
    population_percent: Exact
    blocking_minority: _BlockingMinority | None = None


class ConsensusOf(_Rule):
    """Nobody objects."""

    method: Literal["consensus"]


class ConsensusMinus(_Rule):
    """Nobody objects but those who are left out, by name or only described."""

    method: Literal["consensus_minus"]
    excluded: tuple[str, ...] | str


class SilenceUntil(_Rule):
    """Adopted at the deadline unless somebody breaks silence."""

    method: Literal["silence"]
    deadline: str | None = None
    set_on: str | None = None

    @field_validator("deadline")
    @classmethod
    def _is_a_moment(cls, value: str | None) -> str | None:
        if value is not None:
            moment(value)
        return value


class Rounds(_Share):
    """An election in rounds."""

    method: Literal["rounds"]
    base: Literal["present_and_voting", "votes_cast", "members", "voting_members"]


class Chamber(_Part):
    """One of the conditions of ``chambers``: a fraction of its base, or a percentage of the voting power."""

    base: FractionBase | Literal["voting_power"]
    numerator: Count | None = None
    denominator: Positive | None = None
    strict: StrictBool = False
    percent: Exact | None = None


class Chambers(_Rule):
    """Every one of several conditions holds."""

    method: Literal["chambers"]
    all_of: tuple[Chamber, ...] = Field(min_length=1)


class Steps(_Rule):
    """Rules tried in order."""

    method: Literal["ladder"]
    steps: tuple["Rule", ...] = Field(min_length=1)


Rule = Annotated[
    CountYes
    | FractionOf
    | Weighted
    | DoubleMajority
    | ConsensusOf
    | ConsensusMinus
    | SilenceUntil
    | Rounds
    | Chambers
    | Steps,
    Field(discriminator="method"),
]
Steps.model_rebuild()


class Votes(_Part):
    """The tally. What is not given is not known."""

    yes: Count | None = None
    no: Count | None = None
    abstain: Count | None = None
    absent: Count | None = None
    not_participating: Count | None = None
    barred: Count | None = None
    weighted: Mapping[str, Exact] = Field(default_factory=dict)
    rounds: tuple[Mapping[str, Count], ...] = Field(default=())
    needed: Count | None = None
    quorum_needed: Count | None = None
    accepted_members: Count | None = None
    accepted_voting_power_percent: Exact | None = None
    accepted_voting_power_percent_at_least: Exact | None = None
    broke_silence: Count | None = None


class Weights(_Part):
    """What the members weigh: each by name, or the sums of camps."""

    values: Mapping[str, Exact] = Field(default_factory=dict)
    camp: Mapping[str, Exact] = Field(default_factory=dict)


class Under(_Part):
    """The charter that ships, its body and matter, under which the case is decided as well."""

    charter: str
    body: str
    matter: str
    proposed_by: str | None = None
    concerned: tuple[str, ...] = Field(default=())


class Case(_Part):
    """One precedent, without what a program is held to."""

    id: str
    body: str
    date: str | None = None
    question: str = ""
    rule: Rule
    electorate_size: Count | None = None
    weights: Weights | None = None
    votes: Votes
    named: Mapping[Literal[CampName, "broke_silence"], tuple[str, ...]] = Field(default_factory=dict)
    under: Under | None = None

    @field_validator("date")
    @classmethod
    def _is_a_date(cls, value: str | None) -> str | None:
        if value is not None:
            PartialDate.parse(value)
        return value

    @property
    def day(self) -> PartialDate | None:
        """The date, as far as it is known."""
        return None if self.date is None else PartialDate.parse(self.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase:
    """A case of a file: its id, the case or what is wrong with it, and apart from both what it is held to."""

    id: str
    position: int
    case: Case | None
    problems: tuple[Problem, ...] = ()
    held_to: Mapping[str, Any] = field(default_factory=dict)
    document: Document | None = None

    def placed(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems with the file and the line that their pointers lead to."""
        return self.document.placed(problems) if self.document else tuple(problems)


def read_precedents(path: Path, only: frozenset[str] = frozenset()) -> tuple[ReadCase, ...]:
    """The cases of a file of decisions; a case that can't be read carries its problems, the others are read.

    ``only`` restricts them to some ids. Raises ``Refused`` where the file as a whole can't be read.
    """
    document = read_json(path)
    read: list[ReadCase] = []
    seen: dict[str, int] = {}
    for position, raw in enumerate(cases_of(document, "decisions", "decisions")):
        one = _read_case(raw, position)
        problems = [*one.problems, *twice(one.id, position, seen)]
        case = None if problems else one.case
        read.append(replace(one, case=case, problems=document.placed(problems), document=document))
        seen.setdefault(one.id, position)
    refuse_unknown(only, document, list(seen))
    return tuple(one for one in read if not only or one.id in only)


def _read_case(raw: object, position: int) -> ReadCase:
    pointer = f"/cases/{position}"
    if not isinstance(raw, dict):
        problem = Problem(fact="a case is a mapping", cure='Write {"id": ..., "rule": ...}', pointer=pointer)
        return ReadCase(id=f"#{position + 1}", position=position, case=None, problems=(problem,))
    id_ = raw["id"] if isinstance(raw.get("id"), str) else f"#{position + 1}"
    held_to = {key: raw[key] for key in HELD_TO if isinstance(raw.get(key), dict)}
    given = without_explanation({key: value for key, value in raw.items() if key not in HELD_TO})
    problems = list(_slips(given.get("rule"), f"{pointer}/rule"))
    try:
        case = Case.model_validate(given)
    except ValidationError as error:
        problems += [_problem(one, pointer) for one in error.errors()]
        return ReadCase(id=id_, position=position, case=None, problems=tuple(problems), held_to=held_to)
    if problems:
        return ReadCase(id=id_, position=position, case=None, problems=tuple(problems), held_to=held_to)
    return ReadCase(id=id_, position=position, case=case, held_to=held_to)


def without_explanation(value: Any) -> Any:
    """The same value without the keys that only explain, and those that say ``null``: not known is as not given."""
    if isinstance(value, dict):
        return {key: without_explanation(one) for key, one in value.items() if one is not None and not _explains(key)}
    if isinstance(value, list):
        return [without_explanation(one) for one in value]
    return value


def _explains(key: str) -> bool:
    return key in EXPLANATION or key in EXPLANATION_OF_METHOD or key.endswith(EXPLANATION_ENDINGS)


MODELS: Mapping[str, type[_Part]] = {
    model.model_fields["method"].annotation.__args__[0]: model for model in get_args(get_args(Rule)[0])
}
"""The model of each method."""


def _slips(rule: object, pointer: str) -> Iterator[Problem]:
    """Keys of a rule that are not known but look like one that is."""
    if not isinstance(rule, dict):
        return
    model = MODELS.get(str(rule.get("method")))
    known = list(model.model_fields) if model else []
    for key in rule:
        close = difflib.get_close_matches(key, known, n=1, cutoff=CLOSE)
        if key not in known and close:
            yield Problem(
                fact=f"`{key}` is no key of the method '{rule['method']}'",
                cure=f"Did you mean `{close[0]}`",
                pointer=f"{pointer}/{key}",
            )
    steps = rule.get("steps")
    for number, step in enumerate(steps if isinstance(steps, list) else []):
        yield from _slips(step, f"{pointer}/steps/{number}")


SAID: Mapping[str, tuple[str, str]] = {
    "missing": ("this key is missing", "Add it"),
    "union_tag_not_found": ("the rule has no `method`", f"Write one of: {', '.join(MODELS)}"),
    "union_tag_invalid": ("the method is not known", f"Write one of: {', '.join(MODELS)}"),
    "int_type": ("this is no whole number", "Write digits, without quotes or a decimal point"),
    "int_from_float": ("this is no whole number", "Write digits, without a decimal point"),
    "greater_than_equal": ("the number is too small", "Write a number that is not less than the smallest allowed"),
    "string_type": ("this is no text", "Put it in quotes"),
    "literal_error": ("the word is not one of those allowed", "Write one of those named"),
    "bool_type": ("this is neither true nor false", "Write true or false, without quotes"),
    "model_type": ("this is no mapping", "Write keys and values in braces, as the format has them"),
    "dict_type": ("this is no mapping", "Write keys and values in braces"),
    "tuple_type": ("this is no list", "Put the entries in square brackets"),
    "too_short": ("the list is empty", "Give at least one entry"),
}


def _problem(error: Any, pointer: str) -> Problem:
    steps = [step for step in error["loc"] if step not in MODELS and step != "[key]"]
    if error["type"] == "union_tag_invalid":
        steps.append("method")
    fact, cure = SAID.get(error["type"], (str(error["msg"]).removeprefix("Value error, "), "Mend the value"))
    if error["type"] == "literal_error":
        cure = f"Write one of: {error['ctx']['expected']}"
    if error["type"] == "greater_than_equal":
        cure = f"Write a number of at least {error['ctx']['ge']}"
    return Problem(fact=fact, cure=cure, pointer="/".join((pointer, *(str(step) for step in steps))))
