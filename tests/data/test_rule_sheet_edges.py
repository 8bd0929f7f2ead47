"""Every bar of every charter that ships: one vote too few fails, and one more passes.

What each article asks for stands by hand in the two tables; the files say only which bars there are.
"""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from comity.core.procedure.written import Election, Ladder, Procedure, Silence, TacitAcceptance
from comity.core.rules.outcome import Verdict
from comity.core.rules.written import Consensus, Majority, NoBlockingMinority, Quorum, Rule, Threshold, Veto, nodes
from comity.core.values import Citation
from comity.formats.charter_file import find_charter, shipped_charters
from data.edge_table_of_counts import ROWS as OF_COUNTS
from data.edge_table_of_weights import ROWS as OF_WEIGHTS
from data.edges import NO_OBJECTION, VETO, key_of, place, verdicts

ROWS = (*OF_COUNTS, *OF_WEIGHTS)
EDGES = [
    pytest.param(row, edge, id=f"{row.name}-{number}") for row in ROWS for number, edge in enumerate(row.edges, start=1)
]


@pytest.mark.parametrize(("row", "edge"), EDGES)
def test_one_too_few_fails_and_enough_passes(row, edge):
    charter = find_charter(row.charter)
    assert set(verdicts(charter, row, edge.fails).values()) == {Verdict.NOT_ADOPTED}
    assert set(verdicts(charter, row, edge.passes).values()) == {Verdict.ADOPTED}


def as_a_table_says(node: Rule) -> str | None:
    """A share, a number, the size of a blocking minority, a veto or a consensus."""
    match node:
        case Majority():
            return str(node.share)
        case Threshold():
            return str(node.at_least)
        case Quorum():
            return str(node.share or node.number)
        case NoBlockingMinority():
            return str(node.fewest_exceeding or node.members)
        case Veto():
            return VETO
        case Consensus():
            return NO_OBJECTION
    return None


def bars(procedure: Procedure) -> Iterator[tuple[str, Citation]]:
    """Every bar of a procedure, with its article."""
    if isinstance(procedure, Ladder):
        for step in procedure.steps:
            yield from bars(step)
    elif isinstance(procedure, Election):
        yield str(procedure.share), procedure.cite
    else:
        for node in nodes(procedure.decides):
            bar = as_a_table_says(node)
            if bar is not None:
                yield bar, node.cite


def rows_of(name):
    return [row for row in ROWS if row.charter == name]


def exact(bar):
    """`at least 55/100` and `at least 11/20` are the same bar."""
    *words, number = bar.split()
    return bar if bar in {VETO, NO_OBJECTION} else (*words, Fraction(number))


@pytest.mark.parametrize("name", shipped_charters())
def test_whatever_a_bar_decides_has_its_edges(name):
    charter = find_charter(name)
    decides = {id_: {bar for bar, _ in bars(rule)} - {NO_OBJECTION} for id_, rule in charter.rules.items()}
    entries = [entry for entry in charter.decisions if decides[entry.rule]]
    by_hand = [row.key for row in rows_of(name)]
    assert sorted(by_hand, key=str) == sorted(map(key_of, entries), key=str)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in ROWS])
def test_the_bars_of_a_matter_are_those_of_its_articles(row):
    charter = find_charter(row.charter)
    (entry,) = (entry for entry in charter.decisions if key_of(entry) == row.key)
    found = [(exact(bar), {place(cite), row.article}) for bar, cite in bars(charter.rules[entry.rule])]
    by_hand = {(exact(edge.bar), edge.article) for edge in row.edges}
    assert [bar for bar, places in found if not any((bar, where) in by_hand for where in places)] == []
    assert by_hand <= {(bar, where) for bar, places in found for where in places}


def lengths(procedure: Procedure) -> Iterator[tuple[int, str]]:
    """How long a period lasts, and after how many ballots a candidate withdraws."""
    if isinstance(procedure, Ladder):
        for step in procedure.steps:
            yield from lengths(step)
    elif isinstance(procedure, Election) and procedure.rounds_before_withdrawal is not None:
        yield procedure.rounds_before_withdrawal, "rounds"
    elif isinstance(procedure, Silence | TacitAcceptance) and procedure.period is not None:
        yield procedure.period.number, str(procedure.period.unit)


def test_periods_and_rounds_are_as_long_as_the_articles_say():
    found = {
        (name, rule): list(lengths(procedure))
        for name in shipped_charters()
        for rule, procedure in find_charter(name).rules.items()
    }
    assert {where: figures for where, figures in found.items() if figures} == {
        # Article V(3) of the Whaling Convention.
        ("iwc", "ninety-days-to-object"): [(90, "days")],
        # As the election of 2012 was reported.
        ("african-union", "two-thirds-in-rounds"): [(3, "rounds")],
    }
