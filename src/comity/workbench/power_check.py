"""Tables of voting power counted again from their rules, and compared with what they say.

Only the comparer in this module reads what a table is held to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from comity.analysis.power.choose import Computed, Method
from comity.analysis.power.indices import Power
from comity.core.values import Problem, Refused
from comity.formats.documents import UnquotedNumber
from comity.formats.power_cases import DECIMAL, KIND, PowerCase, ReadPowerCase, exact, read_power_cases
from comity.workbench.power_games import computed, game_of_case
from comity.workbench.precedents import Difference, Totals

A_PLAYER, NO_PLAYER = "a player", "no player of the rule"
NOT_COUNTED = "not counted by this method"
"""What stands in a difference in place of a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerAnswer:
    """The power of every player of a table, by name; fractions are exact."""

    power: Mapping[str, Mapping[str, int | Fraction | None]]
    players: int
    winning_coalitions: int
    coalitions: int
    minimal_winning_coalitions: int | None
    total_swings: int
    passage_probability: Fraction
    method: Method
    steps: int
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerCaseResult:
    """One table, counted: ``agrees``, ``differs``, ``answered`` (nothing to compare), or ``refused``."""

    id: str
    result: str
    answer: PowerAnswer | None
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerCheck:
    """All tables of a file, counted and compared."""

    schema: str
    kind: str
    cases: tuple[PowerCaseResult, ...]
    totals: Totals


def check_power(path: Path, only: frozenset[str] = frozenset()) -> PowerCheck:
    """Count every table of the file from its rule, and compare.

    A table that is refused carries its problems; the others are still answered. Raises ``Refused`` where the file can't
    be read.
    """
    cases = tuple(_check(one) for one in read_power_cases(path, only))
    counted = {name: sum(1 for one in cases if one.result == name) for name in Totals.__slots__}
    return PowerCheck(schema="comity/check/1", kind=KIND, cases=cases, totals=Totals(**counted))


def _check(read: ReadPowerCase) -> PowerCaseResult:
    if read.case is None:
        return PowerCaseResult(id=read.id, result="refused", answer=None, problems=read.problems)
    try:
        answer = answer_power(read.case)
    except Refused as error:
        return PowerCaseResult(id=read.id, result="refused", answer=None, problems=tuple(error.problems))
    compared = tuple(_compared(read.held_to, answer))
    differences = tuple(one for one in compared if one is not None)
    result = "answered" if not compared else "differs" if differences else "agrees"
    return PowerCaseResult(id=read.id, result=result, answer=answer, differences=differences)


def answer_power(case: PowerCase) -> PowerAnswer:
    """The power of every player. Raises ``Refused`` where it is too much work."""
    return _told(computed(game_of_case(case)))


def _told(found: Computed) -> PowerAnswer:
    table = found.table
    return PowerAnswer(
        power={one.player: _indices(one) for one in table.players},
        players=len(table.players),
        winning_coalitions=table.winning_coalitions,
        coalitions=table.coalitions,
        minimal_winning_coalitions=table.minimal_winning_coalitions,
        total_swings=table.total_swings,
        passage_probability=table.passage_probability,
        method=found.method,
        steps=found.work.steps,
        memory=found.work.memory,
    )


def _indices(power: Power) -> Mapping[str, int | Fraction | None]:
    return {
        "swings": power.swings,
        "banzhaf_normalised": power.banzhaf_normalised,
        "penrose_absolute": power.penrose_absolute,
        "shapley_shubik": power.shapley_shubik,
        "coleman_prevent": power.coleman_prevent,
        "coleman_initiate": power.coleman_initiate,
        "veto": power.veto,
        "dummy": power.dummy,
    }


# --- comparison ------------------------------------------------------------------------------------------------


def _compared(held_to: Mapping[str, Any], answer: PowerAnswer) -> Iterator[Difference | None]:
    """Each figure that is compared, of each player, then of the whole: where the answer differs, else ``None``."""
    for player, figures in held_to.get("power", {}).items():
        own = answer.power.get(player)
        if own is None:
            yield Difference(field=f"power.{player}", expected=A_PLAYER, got=NO_PLAYER)
            continue
        for name, value in figures.items():
            if name.removesuffix(DECIMAL) in own and value is not None:
                yield _difference(f"power.{player}.{name}", value, own[name.removesuffix(DECIMAL)])
    for name, value in held_to.items():
        if name != "power":
            yield _of_the_whole(name, value, getattr(answer, name.removesuffix(DECIMAL)))


def _of_the_whole(name: str, stated: object, got: int | Fraction | None) -> Difference | None:
    if got is None:
        return Difference(field=name, expected=_shown(stated), got=NOT_COUNTED)
    return _difference(name, stated, got)


def _difference(field: str, stated: object, got: int | Fraction | None) -> Difference | None:
    """Where a figure is not the one stated: a decimal to within one unit of its last digit, anything else exactly.

    An index of players of whom none ever turns the outcome divides by nothing; a table may call it zero.
    """
    if isinstance(got, bool):
        agrees = stated is got
    else:
        wanted = exact(stated)
        agrees = isinstance(wanted, Fraction) and abs(wanted - (got or 0)) <= _unit(field, stated)
    return None if agrees else Difference(field=field, expected=_shown(stated), got=_shown(got))


def _unit(field: str, stated: object) -> Fraction:
    """One unit of the last digit of a decimal; nothing for a whole number or a fraction."""
    text = stated.text if isinstance(stated, UnquotedNumber) else stated if isinstance(stated, str) else ""
    if "." not in text and "e" not in text.lower():
        return Fraction(1 if field.endswith(DECIMAL) and isinstance(stated, int) else 0)
    exponent = Decimal(text).as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction()


def _shown(value: object) -> object:
    if isinstance(value, UnquotedNumber):
        return value.text
    return str(value) if isinstance(value, Fraction) else value
