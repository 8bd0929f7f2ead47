"""Properties of decide, over random rules drawn from the whole union."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.core.rules import completions as search
from comity.core.rules.bind import bind
from comity.core.rules.bound import is_monotone
from comity.core.rules.decide import decide
from comity.core.rules.facts import ALL_CAMPS, Camp, Facts, attendance_is_stated
from comity.core.rules.outcome import Basis, Outcome, Verdict
from comity.core.rules.written import (
    MEMBERS,
    AllOf,
    AnyOf,
    Majority,
    Not,
    PartyAbstains,
    Reading,
    Rule,
    Threshold,
    WithoutMemberConcerned,
    nodes,
)
from properties.plain_evaluator import number_of_completions, passes, places_of, verdicts
from properties.recount import recount
from properties.strategies import (
    CITE,
    WITHOUT_NOT,
    Case,
    all_facts,
    complete_cases,
    loose_cases,
    node_strategy,
    partial_cases,
    rules,
)

MANY = 3000
"""How many completions are looked at by brute force, at most."""

AS_VERDICT = {True: Verdict.ADOPTED, False: Verdict.NOT_ADOPTED, None: Verdict.OPEN}


def answer(case: Case) -> Outcome:
    return decide(case.rule, case.electorate, case.facts, case.question)


def plain(case: Case) -> bool:
    """The verdict of the plain evaluator on the profile that hides behind the facts."""
    assert isinstance(case.question.concerned, frozenset)
    concerned = places_of(case.people, case.question.concerned)
    return passes(case.rule, case.people, case.question, concerned, attendance_is_stated(case.electorate, case.facts))


def few_completions(case: Case) -> None:
    assume(number_of_completions(case.electorate, case.facts) <= MANY)


def common(found: set[bool]) -> Verdict:
    """The verdict that every completion gives; open where they differ."""
    assert found, "facts that contradict themselves are not drawn"
    return Verdict.OPEN if len(found) == 2 else AS_VERDICT[next(iter(found))]


def is_exact_ground(case: Case) -> bool:
    """Named positions or one measure: elsewhere what is proven may still be called proven by bounds."""
    measures = {getattr(node, "measure", None) or MEMBERS for node in nodes(case.rule)}
    return len(measures) == 1 or all(voters.name is not None for voters in case.electorate.classes)


@settings(max_examples=settings().max_examples * 4)
@given(complete_cases())
def test_decide_agrees_with_the_plain_evaluator(case: Case):
    outcome = answer(case)
    assert outcome.verdict is AS_VERDICT[plain(case)]
    assert outcome.basis is Basis.EXACT


@settings(max_examples=settings().max_examples * 2)
@given(partial_cases())
def test_open_exactly_when_both_verdicts_are_possible(case: Case):
    few_completions(case)
    outcome = answer(case)
    assert outcome.verdict is common(verdicts(case.rule, case.electorate, case.facts, case.question))
    assert outcome.basis is Basis.EXACT or not is_exact_ground(case)


@settings(max_examples=settings().max_examples * 2)
@given(loose_cases())
def test_no_verdict_is_false_where_sizes_and_weights_are_unknown(case: Case):
    with patch.object(search, "WORK", 5000):
        assert answer(case).verdict in (Verdict.OPEN, AS_VERDICT[plain(case)])


@given(partial_cases(), st.integers(0, 30))
def test_no_verdict_is_false_beyond_the_work_that_is_allowed(case: Case, work: int):
    few_completions(case)
    with patch.object(search, "WORK", work):
        outcome = answer(case)
    expected = common(verdicts(case.rule, case.electorate, case.facts, case.question))
    assert outcome.verdict in (Verdict.OPEN, expected)
    if outcome.basis is Basis.EXACT:
        assert outcome.verdict is expected


@given(partial_cases(described=True), st.sampled_from((WithoutMemberConcerned, PartyAbstains)))
def test_a_described_member_concerned_is_anybody(case: Case, node: type[WithoutMemberConcerned | PartyAbstains]):
    case = replace(case, rule=node(condition=case.rule, cite=CITE))
    few_completions(case)
    assume(len(case.people) >= case.question.concerned.number)
    expected = common(verdicts(case.rule, case.electorate, case.facts, case.question))
    outcome = answer(case)
    assert outcome.verdict is expected
    assert outcome.basis is Basis.EXACT or not is_exact_ground(case)


@settings(max_examples=settings().max_examples * 2)
@given(complete_cases(depth=1, union=WITHOUT_NOT), st.none() | node_strategy(Majority, Rule, 0), st.booleans())
def test_one_more_yes_never_undoes_adoption(case: Case, alone: Majority | None, abstains: bool):
    case = replace(case, rule=alone or case.rule)
    case = replace(case, rule=party_abstains(case.rule)) if abstains else case
    assume(is_monotone(bind(case.rule, case.electorate, case.question, case.facts)))
    if answer(case).verdict is Verdict.ADOPTED:
        for place in range(len(case.people)):
            assert answer(joined(case, case.rule, [place])).verdict is Verdict.ADOPTED


@given(complete_cases(), st.data())
def test_voters_of_one_class_are_interchangeable(case: Case, data: st.DataObject):
    concerned = case.question.concerned
    alike = [
        (one, other)
        for one, other in combinations(case.people, 2)
        if one.groups == other.groups
        and one.weights == other.weights
        and (one.name in concerned) == (other.name in concerned)
    ]
    assume(alike)
    one, other = data.draw(st.sampled_from(alike))
    swapped = {**case.facts.camps, one.name: case.facts.camps[other.name], other.name: case.facts.camps[one.name]}
    before, after = answer(case), answer(replace(case, facts=Facts(camps=swapped)))
    assert figures(after) == figures(before)


def figures(outcome: Outcome) -> tuple[object, ...]:
    weighed = [(one.path, one.needed, one.had, one.of, one.holds) for one in outcome.conditions]
    return outcome.verdict, outcome.code, outcome.basis, outcome.short_by, weighed


@given(partial_cases())
def test_unnamed_voters_are_decided_as_named_ones_of_whom_nothing_is_known(case: Case):
    classes = []
    for place, voters in enumerate(case.electorate.classes):
        size = 1 if voters.name is not None else voters.size or 0
        names = [voters.name or f"unnamed.{place}.{number}" for number in range(size)]
        classes += [replace(voters, name=name, size=1) for name in names]
    named = answer(replace(case, electorate=replace(case.electorate, classes=tuple(classes))))
    assert named.verdict is answer(case).verdict


@settings(max_examples=settings().max_examples * 2)
@given(complete_cases())
def test_the_figures_recompute_to_the_verdict(case: Case):
    outcome = answer(case)
    recounted = recount(case.rule, outcome, case.question)
    assert AS_VERDICT[recounted.holds] is outcome.verdict
    assert recounted.disagreeing == []


@given(partial_cases() | loose_cases(depth=2))
def test_an_open_answer_says_what_is_missing(case: Case):
    with patch.object(search, "WORK", 5000):
        outcome = answer(case)
    assert bool(outcome.missing) == (outcome.verdict is Verdict.OPEN)
    for fact in outcome.missing:
        assert fact.voter is None or len(case.facts.camps.get(fact.voter, ALL_CAMPS)) > 1


@given(partial_cases())
def test_what_the_figures_prove_is_the_verdict(case: Case):
    outcome = answer(case)
    recounted = recount(case.rule, outcome, case.question)
    assert recounted.disagreeing == []
    assert recounted.holds is None or AS_VERDICT[recounted.holds] is outcome.verdict


@settings(max_examples=settings().max_examples * 2)
@given(complete_cases())
def test_a_code_is_that_of_the_conditions_that_failed(case: Case):
    outcome = answer(case)
    failed = recount(case.rule, outcome, case.question).failed
    assert (outcome.verdict is Verdict.ADOPTED) == (outcome.code == "adopted")
    if outcome.verdict is Verdict.ADOPTED:
        assert not failed
        return
    assert outcome.code in allowed_codes(failed, case.rule)


def allowed_codes(failed: list[tuple[str, bool]], rule: Rule) -> set[str]:
    """Competence before quorum, quorum before majority, majority before veto; a condition under a negation has no
    code of its own."""
    plainly = {name for name, negated in failed if not negated}
    bars = [node for node in nodes(rule) if type(node).__name__ in ("Majority", "Threshold", "NoBlockingMinority")]
    if "OnlyAtRequest" in plainly:
        return {"not_competent"}
    if "Quorum" in plainly:
        return {"no_quorum"}
    if any(negated for _, negated in failed) or plainly & {"Majority", "Threshold", "NoBlockingMinority"}:
        alone = len(bars) == 1 and not any(isinstance(node, Not | AnyOf) for node in nodes(rule))
        if not alone:
            return {"condition_not_met", "majority_not_reached", "insufficient_yes"}
        usual = {"Majority": "majority_not_reached", "Threshold": "insufficient_yes"}.get(type(bars[0]).__name__)
        on_members = getattr(bars[0], "measure", None) == "members" and getattr(bars[0], "within", None) is None
        return {usual if usual and on_members else "condition_not_met"}
    if "Veto" in plainly:
        return {"vetoed"}
    return {"objection"} if plainly else {"condition_not_met"}


@given(complete_cases())
def test_who_blocks_said_no(case: Case):
    outcome = answer(case)
    no = {Camp.NO}
    for node in nodes(case.rule):
        if isinstance(node, Reading):
            no |= {Camp.ABSTAIN} if node.abstention == "objects" else set()
            no |= {Camp.ABSENT} if node.absence == "objects" else set()
    if any(isinstance(node, PartyAbstains) for node in nodes(case.rule)) and Camp.ABSTAIN in no:
        no |= {Camp.YES}
    camps = {one.name: one.camp for one in case.people}
    assert all(camps[name] in no for name in (*outcome.blocked_by, *outcome.vetoed_by))
    assert not outcome.vetoed_by or outcome.code == "vetoed"
    assert not (outcome.blocked_by or outcome.vetoed_by) or outcome.verdict is Verdict.NOT_ADOPTED


@settings(max_examples=settings().max_examples * 2)
@given(complete_cases(), node_strategy(Majority, Rule, 0) | node_strategy(Threshold, Rule, 0), rules(Rule, 0))
def test_so_many_more_in_favour_would_carry_it(case: Case, bar: Majority | Threshold, other: Rule):
    """So many voters that took no part, and vote in favour, carry it; one fewer does not."""
    bar = replace(bar, measure=MEMBERS, within=None)
    silent = [place for place, one in enumerate(case.people) if one.camp is Camp.NOT_PARTICIPATING]
    for rule in (bar, AllOf(conditions=(bar, other))):
        outcome = answer(replace(case, rule=rule))
        more = outcome.short_by
        if more is None:
            continue
        assert outcome.verdict is Verdict.NOT_ADOPTED
        assert more >= 1
        if more <= len(silent):
            assert answer(joined(case, rule, silent[:more])).verdict is Verdict.ADOPTED
        if more <= len(silent) + 1:
            assert answer(joined(case, rule, silent[: more - 1])).verdict is Verdict.NOT_ADOPTED


def joined(case: Case, rule: Rule, places: list[int]) -> Case:
    """The case in which the voters in these places vote in favour."""
    people = tuple(replace(one, camp=Camp.YES) if place in places else one for place, one in enumerate(case.people))
    return replace(case, rule=rule, people=people, facts=all_facts(people))


def without_member_concerned(rule: Rule) -> Rule:
    return WithoutMemberConcerned(condition=rule, cite=CITE)


def party_abstains(rule: Rule) -> Rule:
    return PartyAbstains(condition=rule, cite=CITE)


def negated(rule: Rule) -> Rule:
    return Not(condition=rule)


@st.composite
def readings(draw: st.DrawFn) -> Callable[[Rule], Rule]:
    reading = draw(node_strategy(Reading, Rule, 0))
    return lambda rule: replace(reading, condition=rule)


@given(complete_cases(), readings(), st.sampled_from((without_member_concerned, negated)))
def test_a_reading_may_stand_outside_or_inside(
    case: Case, reading: Callable[[Rule], Rule], other: Callable[[Rule], Rule]
):
    assert same(case, reading(other(case.rule)), other(reading(case.rule)))


@given(complete_cases(), st.sampled_from((without_member_concerned, negated)))
def test_that_a_party_abstains_may_stand_outside_or_inside(case: Case, other: Callable[[Rule], Rule]):
    assert same(case, party_abstains(other(case.rule)), other(party_abstains(case.rule)))


@given(complete_cases())
def test_what_is_said_twice_is_said_once(case: Case):
    for twice in (without_member_concerned, party_abstains):
        assert same(case, twice(twice(case.rule)), twice(case.rule))
    assert same(case, without_member_concerned(party_abstains(case.rule)), without_member_concerned(case.rule))
    assert same(case, negated(negated(case.rule)), case.rule)


@given(complete_cases())
def test_a_reading_that_leaves_all_aside_changes_nothing(case: Case):
    assert same(case, Reading(condition=case.rule, cite=CITE), case.rule)


@given(complete_cases(depth=2), complete_cases(depth=2))
def test_not_all_is_any_not(case: Case, other: Case):
    conditions = (case.rule, other.rule)
    not_all = Not(condition=AllOf(conditions=conditions))
    assert same(case, not_all, AnyOf(conditions=tuple(map(negated, conditions))))


def same(case: Case, one: Rule, other: Rule) -> bool:
    return answer(replace(case, rule=one)).verdict is answer(replace(case, rule=other)).verdict
