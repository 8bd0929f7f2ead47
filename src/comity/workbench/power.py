"""Voting power under a charter, and what another charter or day does to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from comity.analysis.power.choose import Computed, Method
from comity.analysis.power.counts import Progress
from comity.analysis.power.indices import Power
from comity.core.charter.model import Charter
from comity.core.rules.question import Question
from comity.core.values import LANGUAGES, Id, Language, Problem, Text
from comity.formats.charter_file import find_charter
from comity.formats.documents import refuse_any
from comity.formats.weight_tables import quota_of, read_weights
from comity.workbench.major import major_matters, unknown_id, unknown_matters
from comity.workbench.naming import names_in
from comity.workbench.power_games import OTHER, computed, game_in, game_of_table
from comity.workbench.power_question import on_a_day

CONVENTION: Text = {
    "en": "Everybody is present, and votes yes or no; every coalition is as likely as any other.",
    "ru": "Все присутствуют и голосуют за или против; все коалиции равновероятны.",
    "zh": "假定全体出席，只投赞成或反对；各种联盟的可能性相同。",
}
"""The model of voting that stands behind the figures."""

CONVENTION_OF_ORDERS: Text = {
    "en": "Everybody is present, and votes yes or no; every coalition is as likely as any other, and for "
    "Shapley–Shubik every order in which members join.",
    "ru": "Все присутствуют и голосуют за или против; все коалиции равновероятны, а для индекса Шепли — Шубика "
    "равновероятны все порядки присоединения.",
    "zh": "假定全体出席，只投赞成或反对；各种联盟的可能性相同；沙普利－舒比克指数则假定各种加入次序的可能性相同。",
}
"""The same where the index of Shapley and Shubik is among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerAsked:
    """A question about power: of a body on a matter and a day (``None``: today, or the last day that is known).

    ``source`` proposes, ``concerned`` are members that the question is about, where a rule looks at them; ``major``
    matters count as such in place of what the charter says.
    """

    charter: str
    body: Id
    matter: Id
    on: date | None = None
    against: str | None = None
    against_on: date | None = None
    against_matter: Id | None = None
    source: Id | None = None
    concerned: tuple[Id, ...] | None = None
    major: tuple[Id, ...] | None = None
    shapley: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAsked:
    """A question about power in a table of weights; another table or quota is compared with it."""

    weights: Path
    quota: str
    against_weights: Path | None = None
    against_quota: str | None = None
    shapley: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerPower:
    """The power of a player; an index is ``None`` where it was not asked for, or nothing ever turns the outcome."""

    player: Id
    name: Text
    swings: int
    banzhaf_normalised: Fraction | None
    penrose_absolute: Fraction
    shapley_shubik: Fraction | None
    coleman_prevent: Fraction | None
    coleman_initiate: Fraction | None
    veto: bool
    dummy: bool
    unnamed: bool
    """Whether the charter gives it by number alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerUnder:
    """The power of every player of a body on a matter, under a charter on a day; and how it was counted.

    Of a table of weights ``charter`` is the name of its file and ``rule`` the quota; it has no body, matter or day.
    """

    charter: Id
    title: Text
    body: Id | None
    matter: Id | None
    on: date | None
    rule: Id
    method: Method
    steps: int
    memory: int
    winning_coalitions: int
    coalitions: int
    minimal_winning_coalitions: int | None
    total_swings: int
    passage_probability: Fraction
    players: tuple[PlayerPower, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerChange:
    """What becomes of the power of a player: ``None`` before it is a player, or after."""

    player: Id
    name: Text
    unnamed: bool
    """Whether the charters give it by number alone."""
    banzhaf_normalised: tuple[Fraction | None, Fraction | None]
    shapley_shubik: tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerResult:
    """The answer: the power under the charter, and under the other where one was named."""

    schema: str
    convention: Text
    body_name: Text | None
    matter_name: Text | None
    under: PowerUnder
    against: PowerUnder | None
    changes: tuple[PlayerChange, ...]


def power_index(asked: PowerAsked, today: date, on_progress: Progress | None = None) -> PowerResult:
    """The power of every player, as exact fractions (``comity.analysis.power``).

    ``on_progress`` is told of long work how many steps are done, and of how many.

    Raises ``Refused`` where the charter, the body or the matter is not there, the rule is no game, or it is too much
    work.
    """
    charter = find_charter(asked.charter)
    other = find_charter(asked.against) if asked.against is not None else charter
    refuse_any([*unknown_matters((charter, other), asked.major), *_unknown(charter, asked.body, asked.matter)])
    if other is not charter or asked.against_matter is not None:
        refuse_any(_unknown(other, asked.body, asked.against_matter or asked.matter))
    under = _under(charter, asked, asked.on, today, on_progress)
    against = None
    if asked.against is not None or asked.against_on is not None or asked.against_matter is not None:
        day = asked.against_on or asked.on
        against = _under(other, replace(asked, matter=asked.against_matter or asked.matter), day, today, on_progress)
    return _result(under, against, _text(charter, asked.body), _text(charter, asked.matter))


def _unknown(charter: Charter, body: Id, matter: Id) -> list[Problem]:
    """A body or matter that the charter does not have."""
    asked = (("body", body, charter.bodies), ("matter", matter, charter.matters))
    return [unknown_id(charter, kind, id_, known) for kind, id_, known in asked if id_ not in known]


def power_of_table(asked: TableAsked, on_progress: Progress | None = None) -> PowerResult:
    """The power of every member of a table of weights, as exact fractions.

    Raises ``Refused`` with the line of a row that is wrong, or where it is too much work.
    """
    under = _of_table(asked.weights, asked.quota, asked, on_progress)
    against = None
    if asked.against_weights is not None or asked.against_quota is not None:
        path, quota = asked.against_weights or asked.weights, asked.against_quota or asked.quota
        against = _of_table(path, quota, asked, on_progress)
    return _result(under, against)


def _result(
    under: PowerUnder, against: PowerUnder | None, body_name: Text | None = None, matter_name: Text | None = None
) -> PowerResult:
    """The answer, with what changes for each player where there is another."""
    return PowerResult(
        schema="comity/power/1",
        convention=CONVENTION_OF_ORDERS if _has_orders(under) else CONVENTION,
        body_name=body_name,
        matter_name=matter_name,
        under=under,
        against=against,
        changes=() if against is None else _changes(under, against),
    )


def _has_orders(under: PowerUnder) -> bool:
    return any(one.shapley_shubik is not None for one in under.players)


QUOTA: Text = {"en": "{file}, quota {quota}", "ru": "{file}, квота {quota}", "zh": "{file}，法定票数{quota}"}
"""What a table of weights is called."""


def _of_table(path: Path, quota: str, asked: TableAsked, on_progress: Progress | None) -> PowerUnder:
    table = read_weights(path)
    needed = quota_of(quota, sum(table.weights.values(), Fraction()))
    found = computed(game_of_table(table, needed), shapley=asked.shapley, can_leave_out=True, on_progress=on_progress)
    title = {language: text.format(file=table.name, quota=needed.text) for language, text in QUOTA.items()}
    names = dict.fromkeys(LANGUAGES, str)
    return _told(table.name, title, None, needed.text, found, names)


def _under(
    charter: Charter, asked: PowerAsked, on: date | None, today: date, on_progress: Progress | None
) -> PowerUnder:
    question = Question(
        body=asked.body,
        matter=asked.matter,
        source=asked.source,
        requested=True,  # the power of a body that was asked to act
        concerned=None if asked.concerned is None else frozenset(asked.concerned),
    )
    game, entry, question = on_a_day(game_in, charter, question, on, today, major_matters(asked.major))
    found = computed(game, shapley=asked.shapley, can_leave_out=True, on_progress=on_progress)
    names = {language: names_in(charter, language, question.on) for language in LANGUAGES}
    return _told(charter.id, charter.title, question, entry.rule, found, names)


def _told(
    charter: Id,
    title: Text,
    question: Question | None,
    rule: Id,
    found: Computed,
    names: Mapping[Language, Callable[[Id], str]],
) -> PowerUnder:
    table = found.table
    return PowerUnder(
        charter=charter,
        title=title,
        body=question.body if question else None,
        matter=question.matter if question else None,
        on=question.on if question else None,
        rule=rule,
        method=found.method,
        steps=found.work.steps,
        memory=found.work.memory,
        winning_coalitions=table.winning_coalitions,
        coalitions=table.coalitions,
        minimal_winning_coalitions=table.minimal_winning_coalitions,
        total_swings=table.total_swings,
        passage_probability=table.passage_probability,
        players=tuple(_player(one, names, in_charter=question is not None) for one in table.players),
    )


OTHER_NAME: Text = {"en": "another member, {}", "ru": "другой член, {}", "zh": "其他成员{}"}
"""What a voter is called that the charter gives by number alone."""


def name_of_player(
    player: Id, names: Mapping[Language, Callable[[Id], str]], *, in_charter: bool = True
) -> tuple[Text, bool]:
    """What a player is called, and whether the charter gives it by number alone."""
    number = player.removeprefix(OTHER.format(""))
    if in_charter and player == OTHER.format(number) and number.isdigit():
        return {tag: text.format(number) for tag, text in OTHER_NAME.items()}, True
    return {language: named(player) for language, named in names.items()}, False


def _player(power: Power, names: Mapping[Language, Callable[[Id], str]], *, in_charter: bool) -> PlayerPower:
    name, unnamed = name_of_player(power.player, names, in_charter=in_charter)
    return PlayerPower(
        player=power.player,
        name=name,
        unnamed=unnamed,
        swings=power.swings,
        banzhaf_normalised=power.banzhaf_normalised,
        penrose_absolute=power.penrose_absolute,
        shapley_shubik=power.shapley_shubik,
        coleman_prevent=power.coleman_prevent,
        coleman_initiate=power.coleman_initiate,
        veto=power.veto,
        dummy=power.dummy,
    )


def _text(charter: Charter, id_: Id) -> Text:
    return {language: names_in(charter, language)(id_) for language in LANGUAGES}


def _changes(under: PowerUnder, against: PowerUnder) -> tuple[PlayerChange, ...]:
    """Every player of either, in the order of the first, then of the second."""
    before = {one.player: one for one in under.players}
    after = {one.player: one for one in against.players}
    found = []
    for player in dict.fromkeys((*before, *after)):
        first, second = before.get(player), after.get(player)
        known = first or second
        assert known is not None, "the player is in one of both"
        found.append(
            PlayerChange(
                player=player,
                name=known.name,
                unnamed=known.unnamed,
                banzhaf_normalised=(
                    first.banzhaf_normalised if first else None,
                    second.banzhaf_normalised if second else None,
                ),
                shapley_shubik=(first.shapley_shubik if first else None, second.shapley_shubik if second else None),
            )
        )
    return tuple(found)


def decimal(value: Fraction | None, language: str, digits: int = 6) -> str:
    """A fraction rounded to so many digits, half to even, as the language writes it; a dash for none.

    What would be rounded to zero, of six digits or more, and is not, is told by its first digits and its power of ten.
    """
    if value is None:
        return "–"
    sign, value = ("−" if value < 0 else ""), abs(value)
    whole, comma = round(value * 10**digits), "," if language == "ru" else "."
    if whole == 0:
        if value and digits >= LEAST_DIGITS:
            return sign + _very_small(value, comma)
        sign = ""
    return f"{sign}{whole // 10**digits}{comma}{whole % 10**digits:0{digits}d}"


LEAST_DIGITS = 6
"""Of fewer digits nobody expects a very small figure."""


def _very_small(value: Fraction, comma: str) -> str:
    """Three digits and the power of ten: ``6.94·10^−18``."""
    exponent = len(str(value.denominator)) - len(str(value.numerator))
    exponent += value * 10**exponent < 1
    first = str(round(value * 10 ** (exponent + 2)))
    if len(first) > 3:  # rounded up to the next power of ten
        exponent, first = exponent - 1, first[:3]
    return f"{first[0]}{comma}{first[1:]}·10^−{exponent}"
