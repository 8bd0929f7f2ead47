"""How likely a text is to pass under a charter's rule, and who would block it, under a stated model of voting."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np

from comity.analysis import intervals
from comity.analysis.passage import Method, NotExact, Passage, Reason, passage_of
from comity.analysis.power.counts import Progress
from comity.analysis.profiles import Over
from comity.analysis.simulation import Map, RuleTally, Tally, Trial, count_profiles, simulate
from comity.analysis.voting_models import RollCalls, VotingModel, in_favour
from comity.core.charter.model import Charter
from comity.core.rules.question import Question
from comity.core.values import LANGUAGES, Id, Language, Problem, Refused, Text
from comity.formats.charter_file import find_charter
from comity.formats.documents import refuse_any
from comity.formats.finished_chunks import FinishedChunks
from comity.formats.state_names import Names, names_for
from comity.workbench.major import major_matters, unknown_id, unknown_matters
from comity.workbench.naming import names_in
from comity.workbench.power import name_of_player
from comity.workbench.power_games import rule_in
from comity.workbench.power_question import on_a_day
from comity.workbench.voting_model import ModelAsked, Modelled, modelled
from comity.workbench.voting_model_words import ModelName

SCHEMA = "comity/simulation/1"
PROFILES = 100_000
"""How many are drawn where nobody says how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationAsked:
    """A question: of a body on a matter and a day (``None``: today, or the last day known), under a model of voting.

    ``profiles``: draw so many, even where the chances can be counted exactly (``None``: draw only where they can't);
    ``seed``: what they are drawn from; ``processes`` share the drawing; ``resume``: the file of finished chunks.
    """

    charter: str
    body: Id
    matter: Id
    seed: int
    model: ModelAsked = field(default_factory=ModelAsked)
    on: date | None = None
    against: str | None = None
    against_on: date | None = None
    against_body: Id | None = None
    against_matter: Id | None = None
    source: Id | None = None
    concerned: tuple[Id, ...] | None = None
    major: tuple[str, ...] | None = None
    profiles: int | None = None
    processes: int = 1
    resume: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure; where it was simulated with the ends of its interval of 95 % confidence, else with none."""

    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberResult:
    """A member: its chance to vote yes under the model; that it is a blocker; that the text fails with it outside."""

    member: Id
    name: Text
    unnamed: bool
    yes: Fraction
    blocks: Figure
    outside: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedUnder:
    """The chances under a charter on a day; ``steps``: the work of an exact count, or the profiles that were drawn.

    ``blockers``: the expected number of members that do not vote in favour of a text that fails, and whose change to
    yes alone would carry it; ``blockers_if_it_fails`` the same among texts that fail, ``None`` where none does.
    """

    charter: Id
    title: Text
    body: Id
    matter: Id
    on: date
    rule: Id
    method: Method
    steps: int
    passage: Figure
    blockers: Figure
    blockers_if_it_fails: Figure | None
    members: tuple[MemberResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResult:
    """The answer: the model with its assumption, the chances under the charter and the other, and the difference.

    ``profiles`` and ``seed`` are ``None`` where nothing was drawn; ``why_drawn`` says why nothing could be counted
    exactly, ``None`` where it was, or where drawing was asked for.
    """

    schema: str
    model: ModelName
    assumption: Text
    profiles: int | None
    seed: int | None
    why_drawn: Reason | None
    body_name: Text
    matter_name: Text
    under: SimulatedUnder
    against: SimulatedUnder | None
    difference: Figure | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A charter on a day, with its rule over profiles."""

    charter: Charter
    question: Question
    over: Over
    rule: Id


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a rule, however it was found."""

    method: Method
    steps: int
    passage: Figure
    blockers: Figure
    if_it_fails: Figure | None
    blocking: tuple[Figure, ...]
    outside: tuple[Figure, ...]


def simulation(
    asked: SimulationAsked,
    today: date,
    *,
    map: Map | None = None,  # noqa: A002  # as in `simulate`
    on_progress: Progress | None = None,
) -> SimulationResult:
    """The chances that a text passes, and who would block it: exact where that can be counted, else simulated.

    ``map`` shares the drawing out, in place of ``processes``; the answer does not depend on it. ``on_progress`` is told
    how many profiles are drawn, and of how many.

    Raises ``Refused`` where the charter, the body or the matter is not there, the rule is none over profiles, or what
    is said of the model can't be.
    """
    refuse_any(list(_wrong_numbers(asked)))
    charters = [find_charter(asked.charter)]
    if any(one is not None for one in (asked.against, asked.against_on, asked.against_body, asked.against_matter)):
        charters.append(charters[0] if asked.against is None else find_charter(asked.against))
    refuse_any(unknown_matters(charters, asked.major))
    same_day = asked.against is not None or asked.against_on is None
    other = replace(
        asked,
        body=asked.against_body or asked.body,
        matter=asked.against_matter or asked.matter,
        on=asked.against_on or (asked.on if same_day else None),
    )
    put = [_asked(charter, one, one.on, today) for charter, one in zip(charters, (asked, other), strict=False)]
    members = tuple(dict.fromkeys(voter for one in put for voter in one.over.voters))
    model = modelled(asked.model, members, _names(put))
    found, difference, why = _found([one.over for one in put], model.model, asked, map, on_progress)
    under, *others = [_told(one, what, in_favour(model.model)) for one, what in zip(put, found, strict=True)]
    return _result(asked, model, under, others, difference, why, charters[0])


def _result(
    asked: SimulationAsked,
    model: Modelled,
    under: SimulatedUnder,
    others: Sequence[SimulatedUnder],
    difference: Figure | None,
    why: Reason | None,
    charter: Charter,
) -> SimulationResult:
    drawn = under.method is Method.SIMULATION
    return SimulationResult(
        schema=SCHEMA,
        model=asked.model.model,
        assumption=model.assumption,
        profiles=under.steps if drawn else None,
        seed=asked.seed if drawn else None,
        why_drawn=why,
        body_name=_text(charter, asked.body),
        matter_name=_text(charter, asked.matter),
        under=under,
        against=others[0] if others else None,
        difference=difference,
    )


def _wrong_numbers(asked: SimulationAsked) -> Iterator[Problem]:
    for option, value, least in (
        ("--profiles", asked.profiles, 1),
        ("--processes", asked.processes, 1),
        ("--seed", asked.seed, 0),
    ):
        if value is not None and value < least:
            yield Problem(fact=f"{option}: {value} is too few", cure=f"Write a whole number from {least} on")


def _asked(charter: Charter, asked: SimulationAsked, on: date | None, today: date) -> _Asked:
    refuse_any(
        [
            unknown_id(charter, kind, id_, known)
            for kind, id_, known in (
                ("body", asked.body, charter.bodies),
                ("matter", asked.matter, charter.matters),
            )
            if id_ not in known
        ]
    )
    question = Question(
        body=asked.body,
        matter=asked.matter,
        source=asked.source,
        requested=True,  # the chances of a text on which the body was asked to act
        concerned=None if asked.concerned is None else frozenset(asked.concerned),
    )
    over, entry, question = on_a_day(rule_in, charter, question, on, today, major_matters(asked.major))
    return _Asked(charter, question, over, entry.rule)


def _names(put: Sequence[_Asked]) -> Names:
    """By what the members are called under each charter, the first before the second."""
    ids: dict[str, Id] = {}
    for one in reversed(put):
        ids.update(names_for(one.charter, one.question.on, one.question.body).ids)
    return Names(ids)


def _found(
    rules: Sequence[Over],
    model: VotingModel,
    asked: SimulationAsked,
    map_: Map | None,
    on_progress: Progress | None,
) -> tuple[list[_Found], Figure | None, Reason | None]:
    """What was found of each rule, the difference of two, and why nothing was counted exactly, where that is so."""
    if isinstance(model, RollCalls):
        if asked.profiles is not None:
            fact = "--profiles: under this model every roll call is decided, and nothing is drawn"
            raise Refused([Problem(fact=fact, cure="Leave it out")])
        tally = count_profiles(tuple(rules), model.members, np.array(model.rows, dtype=np.int8))
        return [_of_roll_calls(one, tally) for one in tally.rules], _difference(tally, exact=True), None
    why = None
    if asked.profiles is None:
        try:
            counted = [passage_of(one, model) for one in rules]
        except NotExact as error:
            why = error.reason
        else:
            apart = Figure(value=counted[1].adopted - counted[0].adopted) if len(counted) > 1 else None
            return [_exact(one) for one in counted], apart, None
    tally = _drawn(
        Trial(rules=tuple(rules), model=model, seed=asked.seed, profiles=asked.profiles or PROFILES),
        asked,
        map_,
        on_progress,
    )
    return [_simulated(one, tally) for one in tally.rules], _difference(tally, exact=False), why


def _drawn(trial: Trial, asked: SimulationAsked, map_: Map | None, on_progress: Progress | None) -> Tally:
    kept = None if asked.resume is None else FinishedChunks(asked.resume, trial)
    with _mapping(asked.processes if map_ is None else 1) as own:
        return simulate(
            trial,
            map=map_ or own,
            finished=kept.finished if kept else None,
            on_chunk=kept.keep if kept else None,
            on_progress=on_progress,
        )


@contextmanager
def _mapping(processes: int) -> Iterator[Map]:
    """The ``map`` of so many processes; of one the builtin."""
    if processes == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Each process starts afresh: a copy of one that has threads can wait for a lock that nobody opens any more.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield pool.map
    finally:
        pool.shutdown(cancel_futures=True)


# --- what was found, as figures --------------------------------------------------------------------------------


def _exact(found: Passage) -> _Found:
    blockers, fails = sum(found.blocking, Fraction()), 1 - found.adopted
    return _Found(
        method=found.method,
        steps=found.steps,
        passage=Figure(value=found.adopted),
        blockers=Figure(value=blockers),
        if_it_fails=Figure(value=blockers / fails) if fails else None,
        blocking=tuple(Figure(value=one) for one in found.blocking),
        outside=tuple(Figure(value=one) for one in found.outside),
    )


def _of_roll_calls(found: RuleTally, tally: Tally) -> _Found:
    number = tally.profiles
    return _exact(
        Passage(
            adopted=Fraction(found.adopted, number),
            blocking=tuple(Fraction(one, number) for one in found.blocking),
            outside=tuple(Fraction(one, number) for one in found.outside),
            method=Method.ROLL_CALLS,
            steps=number,
        )
    )


def _simulated(found: RuleTally, tally: Tally) -> _Found:
    number, fails = tally.profiles, tally.profiles - found.adopted
    blockers = sum(found.blocking)
    return _Found(
        method=Method.SIMULATION,
        steps=number,
        passage=_share(found.adopted, number),
        blockers=_mean(blockers, found.squares, number, len(found.blocking)),
        if_it_fails=_mean(blockers, found.squares, fails, len(found.blocking)) if fails else None,
        blocking=tuple(_share(one, number) for one in found.blocking),
        outside=tuple(_share(one, number) for one in found.outside),
    )


def _share(found: int, of: int) -> Figure:
    low, high = intervals.of_share(found, of)
    return Figure(value=Fraction(found, of), low=low, high=high)


def _mean(total: int, squares: int, of: int, most: int) -> Figure:
    low, high = intervals.of_mean(total, squares, of, most)
    return Figure(value=Fraction(total, of), low=low, high=high)


def _difference(tally: Tally, *, exact: bool) -> Figure | None:
    """How much likelier the second rule adopts, both under the same profiles; ``None`` for one rule alone."""
    if len(tally.rules) < 2:
        return None
    value = Fraction(tally.only_second - tally.only_first, tally.profiles)
    if exact:
        return Figure(value=value)
    low, high = intervals.of_difference(tally.only_second, tally.only_first, tally.profiles)
    return Figure(value=value, low=low, high=high)


def _told(asked: _Asked, found: _Found, yes: Mapping[Id, Fraction]) -> SimulatedUnder:
    question, charter = asked.question, asked.charter
    assert question.on is not None, "the day is known"
    names: dict[Language, Callable[[Id], str]] = {one: names_in(charter, one, question.on) for one in LANGUAGES}
    members = []
    for place, member in enumerate(asked.over.voters):
        name, unnamed = name_of_player(member, names)
        members.append(
            MemberResult(
                member=member,
                name=name,
                unnamed=unnamed,
                yes=yes[member],
                blocks=found.blocking[place],
                outside=found.outside[place],
            )
        )
    return SimulatedUnder(
        charter=charter.id,
        title=charter.title,
        body=question.body,
        matter=question.matter,
        on=question.on,
        rule=asked.rule,
        method=found.method,
        steps=found.steps,
        passage=found.passage,
        blockers=found.blockers,
        blockers_if_it_fails=found.if_it_fails,
        members=tuple(members),
    )


def _text(charter: Charter, id_: Id) -> Text:
    return {language: names_in(charter, language)(id_) for language in LANGUAGES}
