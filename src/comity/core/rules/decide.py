"""Decide a real question by a written rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TypeVar

from comity.core.rules.bind import QuestionIncomplete, bind, described
from comity.core.rules.bound import Among, Bound, conditions_of
from comity.core.rules.bounds import Bounds, FactsContradict, Truth, condition_truth, truth
from comity.core.rules.completions import search
from comity.core.rules.facts import Electorate, Facts, VoterClass
from comity.core.rules.outcome import Basis, Code, Missing, MissingFact, Outcome, Verdict, Weighed
from comity.core.rules.question import Question
from comity.core.rules.reasons import blockers, code_of, missing_facts, short_by, weigh
from comity.core.rules.written import MEMBERS, Consensus, PartyAbstains, Rule, Veto, WithoutMemberConcerned, nodes
from comity.core.values import Id

T = TypeVar("T")

UNNAMED: Id = "?"
"""The name that one of several unnamed voters takes while it is tried as the member concerned."""

TRIED = 500
"""How many choices of the members concerned, where they are only described, are tried."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """The truth of a bound rule for one electorate, and what was used to find it."""

    truth: Truth
    basis: Basis
    bound: Bound
    bounds: Bounds
    concerned: frozenset[Id]


def decide(rule: Rule, electorate: Electorate, facts: Facts, question: Question) -> Outcome:
    """Answer the question by the rule, from what is known of the positions.

    Exact for named positions and for one measure; otherwise a verdict is given only where bounds prove it. Raises
    ``QuestionIncomplete`` when the rule needs a fact that the question does not give, ``FactsContradict`` where no
    completion of the facts exists.
    """
    number = described(question)
    if number is not None and any(isinstance(node, WithoutMemberConcerned | PartyAbstains) for node in nodes(rule)):
        return _decide_described(rule, electorate, facts, question, number)
    if number is not None:
        question = replace(question, concerned=frozenset())
    return _outcome(_decide(rule, electorate, facts, question), electorate, facts)


def _decide(rule: Rule, electorate: Electorate, facts: Facts, question: Question) -> _Decided:
    bound = bind(rule, electorate, question, facts)
    concerned = question.concerned if isinstance(question.concerned, frozenset) else frozenset()
    bounds = Bounds(electorate, facts, concerned)
    bounds.check()
    proven = truth(bound, lambda condition: condition_truth(condition, bounds))
    if proven is not None:
        basis = Basis.EXACT if _is_exact_ground(bound, electorate, bounds) else Basis.BOUNDS
        return _Decided(proven, basis, bound, bounds, concerned)
    found = search(bound, electorate, facts, concerned)
    if found.adopted and found.not_adopted:
        return _Decided(None, Basis.EXACT, bound, bounds, concerned)
    if found.complete and found.adopted != found.not_adopted:
        return _Decided(found.adopted, Basis.EXACT, bound, bounds, concerned)
    if found.complete and not found.adopted:
        raise FactsContradict
    return _Decided(None, Basis.BOUNDS, bound, bounds, concerned)


def _is_exact_ground(bound: Bound, electorate: Electorate, bounds: Bounds) -> bool:
    """Named positions, one measure, or figures that are all known: there the answer is exact, elsewhere bounds."""
    conditions = conditions_of(bound)
    figures = {figure for condition in conditions for figure in (*condition.had, *condition.of)}
    measures = {figure.measure for figure in figures}
    if measures <= {MEMBERS}:
        return True
    weighed = all(voters.weight(measure) is not None for voters in electorate.classes for measure in measures)
    if weighed and all(voters.name is not None for voters in electorate.classes):
        return True
    return len(measures) == 1 or all(bounds.figure(figure).exact is not None for figure in figures)


def _decide_described(rule: Rule, electorate: Electorate, facts: Facts, question: Question, number: int) -> Outcome:
    """Try every member that may be the one that is described; the answer is what all of them give."""
    choices = list(islice(_choices(electorate, number), TRIED + 1))
    outcomes = []
    for voters, concerned in choices[:TRIED]:
        named = replace(question, concerned=concerned)
        outcomes.append(_outcome(_decide(rule, voters, facts, named), voters, facts))
    if not outcomes:
        raise QuestionIncomplete(
            "concerned",
            f"{number} members are said to be concerned, and there are not so many",
            "Name those concerned, or give their right number",
        )
    first = _merged(outcomes)
    agreed = len(choices) <= TRIED and len({outcome.verdict for outcome in outcomes}) == 1
    basis = Basis.EXACT if len(choices) <= TRIED and all(one.basis is Basis.EXACT for one in outcomes) else Basis.BOUNDS
    if agreed and first.verdict is not Verdict.OPEN:
        return replace(
            first,
            basis=basis,
            blocked_by=_common([outcome.blocked_by for outcome in outcomes]),
            vetoed_by=_common([outcome.vetoed_by for outcome in outcomes]),
        )
    undecided = [fact for outcome in outcomes for fact in outcome.missing]
    missing = tuple(
        fact for fact in dict.fromkeys(undecided) if fact.voter is None or not fact.voter.startswith(UNNAMED)
    )
    named_missing = () if agreed else (MissingFact(kind=Missing.MEMBER_CONCERNED),)
    return replace(
        first,
        verdict=Verdict.OPEN,
        code=Code.OPEN,
        basis=basis,
        blocked_by=(),
        vetoed_by=(),
        short_by=None,
        missing=missing + named_missing,
    )


def _merged(outcomes: list[Outcome]) -> Outcome:
    """What all choices have in common: figures that depend on who is concerned are not known."""
    first = outcomes[0]
    codes = {outcome.code for outcome in outcomes}
    return replace(
        first,
        code=first.code if len(codes) == 1 else min(codes, key=list(Code).index),
        cite=_same([outcome.cite for outcome in outcomes]),
        short_by=_same([outcome.short_by for outcome in outcomes]),
        conditions=tuple(_merged_figures(same) for same in zip(*(one.conditions for one in outcomes), strict=True)),
    )


def _merged_figures(weighed: tuple[Weighed, ...]) -> Weighed:
    """One condition over all choices: its figures where they agree, and their bounds."""
    highs = [one.had_high for one in weighed if one.had_high is not None]
    return replace(
        weighed[0],
        needed=_same([one.needed for one in weighed]),
        had=_same([one.had for one in weighed]),
        had_low=min(one.had_low for one in weighed),
        had_high=max(highs) if len(highs) == len(weighed) else None,
        of=_same([one.of for one in weighed]),
        holds=_same([one.holds for one in weighed]),
    )


def _same(values: list[T]) -> T | None:
    """The value that all have; ``None`` where they differ."""
    return values[0] if all(value == values[0] for value in values) else None


def _choices(electorate: Electorate, number: int) -> Iterator[tuple[Electorate, frozenset[Id]]]:
    """Every electorate in which ``number`` members are named as concerned; unnamed ones get a name of their own."""
    units: list[VoterClass] = []
    rest: list[VoterClass] = []
    for position, voters in enumerate(electorate.classes):
        if voters.name is not None:
            units.append(voters)
            continue
        taken = number if voters.size is None else min(number, voters.size)
        units += [replace(voters, name=f"{UNNAMED}{position}.{place}", size=1) for place in range(taken)]
        rest.append(voters if voters.size is None else replace(voters, size=voters.size - taken))
    split = replace(electorate, classes=(*units, *rest))
    seen = set()
    for chosen in combinations(units, number):
        names = frozenset(voters.name for voters in chosen if voters.name is not None)
        alike = tuple(sorted(name.split(".")[0] if name.startswith(UNNAMED) else name for name in names))
        if alike not in seen:
            seen.add(alike)
            yield split, names


def _common(lists: list[tuple[Id, ...]]) -> tuple[Id, ...]:
    return tuple(name for name in lists[0] if all(name in one for one in lists))


def _outcome(decided: _Decided, electorate: Electorate, facts: Facts) -> Outcome:
    """Put the truth into words of the field: code, figures, who blocked, what is missing."""
    weighed = weigh(decided.bound, decided.bounds)
    left = sum(1 for name in decided.concerned if name in electorate.names)
    shared = Outcome(
        verdict=Verdict.OPEN,
        code=Code.OPEN,
        basis=decided.basis,
        conditions=weighed,
        counted=None if electorate.size is None else electorate.size - left * _is_left_out(weighed),
        cite=next((one.cite for one in weighed if not one.condition.presumed), None),
    )
    if decided.truth is None:
        return replace(shared, missing=missing_facts(decided.bound, electorate, facts, decided.bounds))
    if decided.truth:
        return replace(shared, verdict=Verdict.ADOPTED, code=Code.ADOPTED)
    code, decisive = code_of(decided.bound, decided.bounds)
    return replace(
        shared,
        verdict=Verdict.NOT_ADOPTED,
        code=code,
        cite=decisive.written.cite if decisive else None,
        blocked_by=blockers(Consensus, decided.bound, electorate, facts, decided.concerned, decided.bounds),
        vetoed_by=blockers(Veto, decided.bound, electorate, facts, decided.concerned, decided.bounds)
        if code is Code.VETOED
        else (),
        short_by=short_by(decided.bound, weighed, decided.bounds),
    )


def _is_left_out(weighed: tuple[Weighed, ...]) -> bool:
    """Whether the first condition leaves the members concerned out."""
    figures = weighed[0].condition.had if weighed else ()
    return len(figures) == 1 and figures[0].among is Among.OTHERS
