"""A rule sheet that says something else is noticed: every bar and condition is broken, and an edge must tell.

This tries the tables of edges, and not the charters: it finds the bar that a table only seems to hold.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import get_args

import pytest

from comity.core.charter.lookup import room
from comity.core.charter.model import Seats
from comity.core.procedure.written import Election, Ladder, Procedure
from comity.core.rules.outcome import Verdict
from comity.core.rules.written import (
    MEMBERS,
    AllOf,
    AnyOf,
    Base,
    Counted,
    IfProposedBy,
    IfRequested,
    Majority,
    NoBlockingMinority,
    PartyAbstains,
    Quorum,
    QuorumBase,
    Rule,
    Threshold,
)
from comity.core.values import Bar
from comity.formats.charter_file import find_charter
from data.edge_table_of_counts import ROWS as OF_COUNTS
from data.edge_table_of_weights import ROWS as OF_WEIGHTS
from data.edges import key_of, verdicts

SHARES = tuple(map(Bar.parse, ("more than 1/2", "at least 2/3", "at least 3/4")))
# Two names for those that vote yes or no.
YES_OR_NO = {Base.PRESENT_AND_VOTING, Base.VOTES_CAST}


def other_bars(bar: Bar) -> Iterator[Bar]:
    yield from (other for other in {*SHARES, Bar(bar.share, not bar.exceeded)} if other != bar)


def other_bases(base: Base) -> Iterator[Base]:
    same = YES_OR_NO if base in YES_OR_NO else {base}
    yield from (other for other in Base if other not in same)


def other_figures(rule: Rule) -> Iterator[Rule]:
    """The bar with another share, number or base, or of members in place of what they weigh."""
    if isinstance(rule, Majority | Threshold) and rule.measure != MEMBERS:
        yield replace(rule, measure=MEMBERS)
    match rule:
        case Majority():
            yield from (replace(rule, share=bar) for bar in other_bars(rule.share))
            yield from (replace(rule, of=base) for base in other_bases(rule.of))
            if rule.within is not None:
                yield replace(rule, within=None)
        case Threshold():
            yield replace(rule, at_least=rule.at_least + 1)
            if rule.at_least > 1:
                yield replace(rule, at_least=rule.at_least - 1)
        case Quorum(share=Bar() as share):
            yield from (replace(rule, share=bar) for bar in other_bars(share))
            yield replace(rule, counting=next(other for other in Counted if other is not rule.counting))
            yield replace(rule, of=next(other for other in QuorumBase if other is not rule.of))
        case NoBlockingMinority(members=int() as members):
            yield from (replace(rule, members=members + more) for more in (-1, 1))
        case NoBlockingMinority(fewest_exceeding=Fraction() as share):
            yield from (replace(rule, fewest_exceeding=share + Fraction(more, 100)) for more in (-1, 1))


def less_said(rule: Rule) -> Iterator[Rule]:
    """A condition, a proposer or a proviso left out, or two of them exchanged."""
    match rule:
        case AllOf(conditions=conditions) | AnyOf(conditions=conditions):
            yield from (
                replace(rule, conditions=conditions[:number] + conditions[number + 1 :])
                for number in range(len(conditions))
            )
        case IfProposedBy():
            yield replace(rule, condition=rule.otherwise, otherwise=rule.condition)
            yield from (
                replace(rule, proposers=tuple(one for one in rule.proposers if one != left_out))
                for left_out in rule.proposers
            )
        case IfRequested() | PartyAbstains():
            yield rule.condition


def broken(rule: Rule) -> Iterator[Rule]:
    """The rule with one thing in it said otherwise."""
    yield from other_figures(rule)
    yield from less_said(rule)
    yield from broken_within(rule)


def broken_within(rule: Rule) -> Iterator[Rule]:
    for one in fields(rule):
        value = getattr(rule, one.name)
        if isinstance(value, get_args(Rule)):
            yield from (replace(rule, **{one.name: inner}) for inner in broken(value))
        elif isinstance(value, tuple):
            for number, condition in enumerate(value):
                if isinstance(condition, get_args(Rule)):
                    for inner in broken(condition):
                        yield replace(rule, **{one.name: (*value[:number], inner, *value[number + 1 :])})


def broken_procedures(procedure: Procedure) -> Iterator[Procedure]:
    match procedure:
        case Ladder(steps=steps):
            for number, step in enumerate(steps):
                for inner in broken_procedures(step):
                    yield replace(procedure, steps=(*steps[:number], inner, *steps[number + 1 :]))
        case Election():
            yield from (replace(procedure, share=bar) for bar in other_bars(procedure.share))
            yield from (replace(procedure, of=base) for base in other_bases(procedure.of))
        case _:
            yield from (replace(procedure, decides=rule) for rule in broken(procedure.decides))


def tells(charter, row):
    return any(
        set(verdicts(charter, row, case, 1).values()) != {expected}
        for edge in row.edges
        for case, expected in ((edge.fails, Verdict.NOT_ADOPTED), (edge.passes, Verdict.ADOPTED))
    )


def by_number(charter, row):
    """The same body without names where no edge needs them, so that hundreds of variants are decided fast."""
    if any(case.camps or case.asked.get("participants") for edge in row.edges for case in (edge.fails, edge.passes)):
        return charter
    body = charter.bodies[row.body]
    sitting = room(charter, row.body, row.day)
    number = len(sitting.seats) + (sitting.unlisted or 0)
    seats = (Seats(number=number, cite=body.cite),)
    return replace(charter, bodies={**charter.bodies, row.body: replace(body, seats=seats)})


def entry_of(row):
    return next(entry for entry in find_charter(row.charter).decisions if key_of(entry) == row.key)


# Of rows that share a rule, the first.
ONE_FOR_EACH_RULE = {(row.charter, entry_of(row).rule): row for row in reversed(OF_COUNTS + OF_WEIGHTS)}

ALIKE = {
    # Two thirds of all members in favour are there: the quorum of the vote adds nothing.
    ("african-union", "consensus-failing-which-two-thirds"): 5,
    # No union of 27 or 28 has 55 % of its members in a whole number.
    ("eu-council", "lisbon"): 1,
}
"""How many ways of breaking a rule change no answer."""


@pytest.mark.parametrize(("name", "rule"), ONE_FOR_EACH_RULE)
def test_no_bar_is_broken_unnoticed(name, rule):
    row = ONE_FOR_EACH_RULE[name, rule]
    charter = by_number(find_charter(name), row)
    unnoticed = [
        variant
        for variant in broken_procedures(charter.rules[rule])
        if not tells(replace(charter, rules={**charter.rules, rule: variant}), row)
    ]
    assert len(unnoticed) == ALIKE.get((name, rule), 0), unnoticed
