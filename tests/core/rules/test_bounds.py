"""Bounds of an inequality: of two ways to find them the tighter is taken."""

import pytest

from comity.core.rules.bound import Figure, Inequality
from comity.core.rules.bounds import Bounds
from comity.core.rules.facts import MEMBERS, Camp, Electorate, Facts, VoterClass

YES = Figure(measure=MEMBERS, camps=frozenset({Camp.YES}))
CAST = Figure(measure=MEMBERS, camps=frozenset({Camp.YES, Camp.NO}))


@pytest.mark.parametrize(
    ("terms", "holds"),
    [
        (((1, YES), (-1, CAST)), False),  # more in favour than have voted: seen only camp by camp
        (((-1, YES), (1, CAST)), None),
        (((1, CAST), (-1, CAST)), False),
        (((1, YES),), None),
    ],
)
def test_the_tighter_bound_is_taken(terms, holds):
    bounds = Bounds(Electorate(classes=(VoterClass(size=3),)), Facts(), frozenset())
    assert bounds.inequality(Inequality(terms=terms, strict=True)) is holds
