"""Every strategy of the tests: random rules over the whole union, electorates, facts and questions.

Rules are derived from the union ``Rule`` and from the types of the fields of its members, so that a node that is added
to the union is drawn without an edit here. Facts are drawn from a complete profile that is then partly hidden, so
that no set of facts contradicts itself.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from fractions import Fraction
from functools import cache, reduce
from itertools import product
from operator import or_
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Facts, Sum, VoterClass
from comity.core.rules.question import Described, Question
from comity.core.rules.written import MEMBERS, AllOf, Not, Rule
from comity.core.values import Bar, Citation

CITE = Citation(instrument="charter", article="1")
NAMES = ("a", "b.1", "b.2", "c", "d", "e", "f")
PEOPLE, QUOTA = "people", "quota"
MEASURES = (MEMBERS, PEOPLE, QUOTA)
FIRST, SECOND, REST, MAYBE = "first", "second", "rest", "maybe"
GROUPS = (FIRST, SECOND, REST, MAYBE)
COMPLEMENTS = {REST: FIRST}
SOURCES = ("commission", "member")
SHARES = tuple(map(Fraction, ("0", "1/4", "1/3", "1/2", "55/100", "62/100", "2/3", "3/4", "1")))

IDS_BY_FIELD: Mapping[str, tuple[str, ...]] = {"measure": MEASURES, "proposers": SOURCES}
"""What an id of this field can be; an id of any other field is a group."""

BARS = st.builds(Bar, st.sampled_from(SHARES), st.booleans())
BY_TYPE: Mapping[type, tuple[st.SearchStrategy[Any], Any]] = {
    int: (st.integers(1, 5), 1),
    bool: (st.booleans(), True),
    Fraction: (
        st.sampled_from((Fraction(1, 4), Fraction(35, 100), Fraction(1, 2), Fraction(3), Fraction(5))),
        Fraction(1, 2),
    ),
    Bar: (BARS, Bar(Fraction(1, 2), True)),
    Citation: (st.just(CITE), CITE),
}
"""For each type of a plain field: its strategy, and one value."""

WITHOUT_NOT = reduce(or_, (node for node in get_args(Rule) if node is not Not))
"""Rules in which nothing is negated."""

SAMPLE_RULE = AllOf(conditions=())


def holds_rules(hint: Any) -> bool:
    """Whether a type of a field is, or holds, the union of rules."""
    parts = get_args(hint)
    return set(get_args(Rule)) <= set(parts) or any(holds_rules(part) for part in parts)


def is_optional(hint: Any) -> bool:
    return types.NoneType in get_args(hint)


def without_none(hint: Any) -> Any:
    return reduce(or_, (part for part in get_args(hint) if part is not types.NoneType)) if is_optional(hint) else hint


@cache
def hints_of(node: type) -> dict[str, Any]:
    hints = get_type_hints(node)
    return {one.name: hints[one.name] for one in fields(node)}


def sample(name: str, hint: Any) -> Any:
    """One value of the type of a field."""
    if get_origin(hint) is tuple:
        return () if holds_rules(hint) else (sample(name, get_args(hint)[0]),)
    if holds_rules(hint):
        return SAMPLE_RULE
    if hint is str:
        return IDS_BY_FIELD.get(name, GROUPS)[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return BY_TYPE[hint][1]


@cache
def shapes(node: type) -> tuple[frozenset[str], ...]:
    """The sets of fields that may be left at ``None`` together: some nodes want one figure or another, not both."""
    optional = [name for name, hint in hints_of(node).items() if is_optional(hint)]
    found = []
    for absent in product((False, True), repeat=len(optional)):
        left = frozenset(name for name, gone in zip(optional, absent, strict=True) if gone)
        given = {n: None if n in left else sample(n, without_none(h)) for n, h in hints_of(node).items()}
        try:
            node(**given)
        except ValueError:
            continue
        found.append(left)
    assert found, f"no shape of {node.__name__} can be made: give a value for the types of its fields in BY_TYPE"
    return tuple(found)


def values(name: str, hint: Any, union: Any, depth: int) -> st.SearchStrategy[Any]:
    """The strategy of a field, from its name and type."""
    if get_origin(hint) is tuple:
        inner = values(name, get_args(hint)[0], union, depth)
        return st.lists(inner, min_size=1, max_size=3 if holds_rules(hint) else 2).map(tuple)
    if holds_rules(hint):
        return rules(union, depth - 1)
    if hint is str:
        return st.sampled_from(IDS_BY_FIELD.get(name, GROUPS))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    assert hint in BY_TYPE, f"give the strategy of the type {hint} in BY_TYPE"
    return BY_TYPE[hint][0]


@cache
def node_strategy(node: type, union: Any, depth: int) -> st.SearchStrategy[Any]:
    """Random nodes of one class."""
    hints = hints_of(node)

    def of_shape(left: frozenset[str]) -> st.SearchStrategy[Any]:
        given = {
            name: st.none() if name in left else values(name, without_none(hint), union, depth)
            for name, hint in hints.items()
        }
        return st.fixed_dictionaries(given)

    drawn = st.sampled_from(shapes(node)).flatmap(of_shape)
    return drawn.filter(lambda given: can_be_made(node, given)).map(lambda given: node(**given))


def can_be_made(node: type, given: Mapping[str, Any]) -> bool:
    try:
        node(**given)
    except ValueError:
        return False
    return True


@cache
def rules(union: Any = Rule, depth: int = 3) -> st.SearchStrategy[Any]:
    """Random rules over the whole union, no deeper than ``depth``."""
    nodes = get_args(union)
    leaves = [node for node in nodes if not any(holds_rules(hint) for hint in hints_of(node).values())]
    chosen = leaves if depth <= 0 else nodes
    return st.sampled_from(chosen).flatmap(lambda node: node_strategy(node, union, depth))


@dataclass(frozen=True, slots=True)
class Person:
    """One voter of a complete profile: everything about it is known."""

    name: str | None
    camp: Camp
    groups: frozenset[str] = frozenset()
    weights: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known, what is asked, and the profile that hides behind it (one person per voter, class by class)."""

    rule: Any
    electorate: Electorate
    facts: Facts
    question: Question
    people: tuple[Person, ...]


CAMPS = st.sampled_from((*Camp, Camp.YES, Camp.YES, Camp.NO))
WEIGHTS = st.sampled_from([Fraction(one) for one in ("1", "2", "3", "5", "8", "13/2")])


@st.composite
def voter_classes(draw: st.DrawFn, name: str | None, largest: int, perhaps: bool) -> VoterClass:
    groups = draw(st.frozensets(st.sampled_from((FIRST, SECOND))))
    maybe = frozenset({MAYBE}) if perhaps and draw(st.booleans()) else frozenset[str]()
    return VoterClass(
        name=name,
        size=1 if name is not None else draw(st.integers(1, largest)),
        groups=groups,
        perhaps=maybe,
        weights={measure: draw(WEIGHTS) for measure in (PEOPLE, QUOTA)},
    )


@st.composite
def electorates(draw: st.DrawFn, *, named: int = 5, unnamed: int = 3, perhaps: bool = True) -> Electorate:
    """Up to ``named`` voters with names, and up to two classes of up to ``unnamed`` without."""
    names = NAMES[: draw(st.integers(0 if unnamed else 1, named))]
    classes = [draw(voter_classes(name, 1, perhaps)) for name in names]
    if unnamed:
        number = draw(st.integers(0 if names else 1, 2))
        classes += [draw(voter_classes(None, unnamed, perhaps)) for _ in range(number)]
    return Electorate(classes=tuple(classes), complements=COMPLEMENTS)


@st.composite
def profiles(draw: st.DrawFn, electorate: Electorate) -> tuple[Person, ...]:
    """A complete profile of the electorate: one person for each voter, in the order of the classes."""
    people = []
    for voters in electorate.classes:
        for _ in range(voters.size or 0):
            chosen = draw(st.frozensets(st.sampled_from(sorted(voters.perhaps)))) if voters.perhaps else frozenset()
            people.append(person(electorate, voters, draw(CAMPS), chosen))
    return tuple(people)


def person(electorate: Electorate, voters: VoterClass, camp: Camp, chosen: Iterable[str]) -> Person:
    """One voter of a class in a camp, with every group that it belongs to written out."""
    own = voters.groups | frozenset(chosen)
    rest = {group for group, other in electorate.complements.items() if other not in own}
    return Person(voters.name, camp, own | rest, voters.weights)


def weight(one: Person, measure: str) -> Fraction:
    return Fraction(1) if measure == MEMBERS else one.weights[measure]


def counted(people: Iterable[Person], known: Sum) -> Fraction:
    """What a sum is in a complete profile."""
    inside = (one for one in people if known.group is None or known.group in one.groups)
    return sum((weight(one, known.measure) for one in inside if one.camp in known.camps), Fraction())


@st.composite
def sums(draw: st.DrawFn, people: tuple[Person, ...], measures: tuple[str, ...]) -> Sum:
    """A known sum that is true of the profile: exact, or between bounds."""
    blank = Sum(
        measure=draw(st.sampled_from(measures)),
        camps=draw(st.frozensets(st.sampled_from(list(Camp)), min_size=1, max_size=3)),
        group=draw(st.sampled_from((None, None, *GROUPS))),
    )
    amount = counted(people, blank)
    slack = st.sampled_from((0, 0, 0, 1, 2))
    low, above = max(Fraction(), amount - draw(slack)), draw(slack)
    return replace(blank, low=low, high=None if above == 2 and draw(st.booleans()) else amount + above)


@st.composite
def known_facts(
    draw: st.DrawFn, electorate: Electorate, people: tuple[Person, ...], measures: tuple[str, ...] = MEASURES
) -> Facts:
    """Facts that are true of the profile, and need not say all of it."""
    camps = {}
    for one in people:
        if one.name is not None:
            said = draw(st.sampled_from(("exact", "exact", "exact", "nothing", "some")))
            if said != "nothing":
                more = draw(st.frozensets(st.sampled_from(list(Camp)), max_size=2)) if said == "some" else frozenset()
                camps[one.name] = more | {one.camp}
    most = 5 if any(one.name is None for one in people) else 2
    return Facts(camps=camps, sums=tuple(draw(st.lists(sums(people, measures), max_size=most))))


def all_facts(people: tuple[Person, ...]) -> Facts:
    """Facts that say everything of a profile of named voters."""
    return Facts(camps={one.name: frozenset({one.camp}) for one in people if one.name is not None})


@st.composite
def questions(draw: st.DrawFn, names: Iterable[str], described: bool = False) -> Question:
    """A question that gives every fact that a rule may need."""
    concerned: frozenset[str] | Described = draw(st.frozensets(st.sampled_from([*names, "nobody"]), max_size=2))
    if described:
        concerned = Described(draw(st.integers(1, 2)))
    requesting = st.frozensets(st.sampled_from([*names, "nobody"]), max_size=2)
    return Question(
        concerned=concerned,
        source=draw(st.sampled_from(SOURCES)),
        requested=draw(st.booleans()),
        requested_by=frozenset() if described else draw(requesting),
        attending=draw(st.none() | st.integers(0, 9)),
    )


@st.composite
def complete_cases(draw: st.DrawFn, depth: int = 3, union: Any = Rule) -> Case:
    """Every voter is named and its position known."""
    electorate = draw(electorates(named=6, unnamed=0, perhaps=False))
    people = draw(profiles(electorate))
    question = draw(questions(electorate.names))
    return Case(draw(rules(union, depth)), electorate, all_facts(people), question, people)


@st.composite
def partial_cases(draw: st.DrawFn, depth: int = 2, *, described: bool = False, named: int = 4) -> Case:
    """Something is not known, but sizes and weights are."""
    electorate = draw(electorates(named=named, unnamed=3))
    people = draw(profiles(electorate))
    facts = draw(known_facts(electorate, people))
    question = draw(questions(sorted(electorate.names), described))
    return Case(draw(rules(Rule, depth)), electorate, facts, question, people)


@st.composite
def loose_cases(draw: st.DrawFn, depth: int = 3) -> Case:
    """Sizes, weights and memberships may be unknown too, and totals may be stated."""
    case = draw(partial_cases(depth=depth, named=6))
    totals = {m: counted(case.people, Sum(measure=m, camps=ALL_CAMPS)) for m in (PEOPLE, QUOTA) if draw(st.booleans())}
    classes = tuple(
        replace(
            voters,
            size=None if voters.name is None and draw(st.booleans()) else voters.size,
            weights={measure: w for measure, w in voters.weights.items() if draw(st.booleans())},
        )
        for voters in case.electorate.classes
    )
    return replace(case, electorate=replace(case.electorate, classes=classes, totals=totals))
