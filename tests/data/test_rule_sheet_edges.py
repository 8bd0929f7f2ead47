"""Every bar of every charter that ships: one vote too few fails, and one more passes.

What each article asks for stands by hand in the two tables; the files say only which bars there are.
"""

from collections.abc import Iterator

import pytest

from comity.core.procedure.written import Election, Ladder, Procedure
from comity.core.rules.outcome import Verdict
from comity.core.rules.written import Majority, NoBlockingMinority, Quorum, Threshold, Veto, nodes
from comity.core.values import Citation
from comity.formats.charter_file import find_charter, shipped_charters
from data.edge_table_of_counts import ROWS as OF_COUNTS
from data.edge_table_of_weights import ROWS as OF_WEIGHTS
from data.edges import verdict

ROWS = (*OF_COUNTS, *OF_WEIGHTS)
TRIED = [
    pytest.param(row, edge, id=f"{row.charter}-{row.body}-{row.tried[0]}-{row.since}-{number}")
    for row in ROWS
    for number, edge in enumerate(row.edges, start=1)
]


@pytest.mark.parametrize(("row", "edge"), TRIED)
def test_one_too_few_fails_and_enough_passes(row, edge):
    charter = find_charter(row.charter)
    for matter in row.tried:
        assert verdict(charter, row, matter, edge.fails) is Verdict.NOT_ADOPTED
        assert verdict(charter, row, matter, edge.passes) is Verdict.ADOPTED


def bars(procedure: Procedure) -> Iterator[tuple[str, Citation]]:
    """Every share, number, blocking minority and veto of a procedure, as a table says it."""
    if isinstance(procedure, Ladder):
        for step in procedure.steps:
            yield from bars(step)
    elif isinstance(procedure, Election):
        yield str(procedure.share), procedure.cite
    else:
        for node in nodes(procedure.decides):
            match node:
                case Majority():
                    yield str(node.share), node.cite
                case Threshold():
                    yield str(node.at_least), node.cite
                case Quorum():
                    yield str(node.share or node.number), node.cite
                case NoBlockingMinority():
                    yield str(node.fewest_exceeding or node.members), node.cite
                case Veto():
                    yield "veto", node.cite


def place(cite):
    return None if cite.place is None else cite.place[1]


def decided_by_a_bar(charter):
    """From the file: body, matters, period and article of whatever a bar decides, and its bars."""
    for entry in charter.decisions:
        found = list(bars(charter.rules[entry.rule]))
        if found:
            start, until = entry.period.start, entry.period.until
            since = None if start is None else str(start)
            matters = entry.matters or str(entry.importance)
            key = (entry.body, matters, since, None if until is None else str(until), place(entry.cite))
            yield key, {(bar, where) for bar, cite in found for where in (place(cite), place(entry.cite))}, found


@pytest.mark.parametrize("name", shipped_charters())
def test_whatever_a_bar_decides_has_its_edges(name):
    by_hand = {(row.body, row.matters, row.since, row.until, row.article) for row in ROWS if row.charter == name}
    assert by_hand == {key for key, _, _ in decided_by_a_bar(find_charter(name))}
    assert len(by_hand) == len([row for row in ROWS if row.charter == name])
