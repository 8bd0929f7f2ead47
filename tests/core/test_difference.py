"""How two charters differ: nothing where they say the same, and the same from either side."""

from dataclasses import replace
from itertools import product

import pytest

from comity.core.charter.difference import DifferenceKind, difference
from comity.core.charter.model import Competence, Deciding, Holding, Importance, Matter, Right
from comity.core.values import LANGUAGES, Period
from core.charter_for_sentences import ART, COUNCIL, END, SMALL, START, names_in, with_simple_majority

MEMBER = SMALL.standings["member"]
PEACE = SMALL.matters["peace"]

CHANGES = {
    DifferenceKind.RULE: with_simple_majority(Importance.OTHER),
    DifferenceKind.IMPORTANCE: replace(
        SMALL, matters={**SMALL.matters, "peace": replace(PEACE, importance=Importance.OTHER)}
    ),
    DifferenceKind.COMPETENCE: replace(
        SMALL,
        matters={**SMALL.matters, "seas": Matter(name={"en": "Seas"}, cite=ART)},
        bodies={
            **SMALL.bodies,
            "council": replace(
                COUNCIL, competent_for=(*COUNCIL.competent_for, Competence(matters=("seas",), cite=ART))
            ),
        },
    ),
    DifferenceKind.BODY: replace(SMALL, bodies={**SMALL.bodies, "council": replace(COUNCIL, parent=None)}),
    DifferenceKind.STANDING: replace(
        SMALL, standings={**SMALL.standings, "member": replace(MEMBER, may=(Right.VOTE,))}
    ),
    DifferenceKind.MEMBER: replace(
        SMALL, held=(*SMALL.held, Holding(who="c", standing="member", period=Period(END), cite=ART))
    ),
    DifferenceKind.SUSPENSION: replace(SMALL, suspensions=()),
    DifferenceKind.GROUP: replace(SMALL, groups={}),
    DifferenceKind.MEASURE: replace(SMALL, measures={}),
    DifferenceKind.REFORM: replace(SMALL, reforms=()),
}
VERSIONS = [SMALL, *CHANGES.values()]


def compare(old, new, language="en"):
    return difference(old, new, names_in(language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("charter", VERSIONS)
def test_a_charter_does_not_differ_from_itself(charter, language):
    assert compare(charter, charter, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_read_backwards_is_its_mirror(language):
    for old, new in product(VERSIONS, VERSIONS):
        mirrored = tuple(replace(one, before=one.after, after=one.before) for one in compare(old, new, language))
        assert compare(new, old, language) == mirrored


def test_there_is_an_example_of_every_kind():
    assert set(CHANGES) == set(DifferenceKind)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_found_and_named(kind):
    found = compare(SMALL, CHANGES[kind])
    assert kind in [one.kind for one in found]
    assert all(one.before != one.after for one in found)


def test_a_new_rule_is_shown_before_and_after():
    (found,) = compare(SMALL, CHANGES[DifferenceKind.RULE])
    assert (found.kind, found.subject) == (DifferenceKind.RULE, "Council: Space")
    assert found.before == (
        "From 15 June 2001. Consensus: the chair asks whether there is any objection."
        " Adopted if no member objects (Charter, article 16)."
    )
    assert found.after == (
        "From 15 June 2001. Recorded vote. Adopted if more than half of the members present and voting"
        " are in favour (Charter, article 16)."
    )


def test_an_entry_that_names_a_matter_goes_before_one_that_selects_by_importance():
    (found,) = compare(SMALL, with_simple_majority(Importance.MAJOR))
    assert found.subject == "Council: Peace"
    assert "Budget" not in "".join(one.subject for one in compare(SMALL, with_simple_majority(Importance.OTHER)))


def test_a_selection_by_importance_says_the_same_as_the_matters_that_it_selects():
    named = tuple(
        Deciding(body="council", matters=(matter,), rule="agreed", period=Period(START), cite=ART)
        for matter in ("space", "peace")
    )
    written_out = replace(SMALL, decisions=(*named, *(one for one in SMALL.decisions if one.matters)))
    assert compare(SMALL, written_out) == ()


def test_matters_that_change_alike_stand_together():
    both = replace(
        SMALL, decisions=tuple(replace(one, rule="simple") if one.importance else one for one in SMALL.decisions)
    )
    assert [one.subject for one in compare(SMALL, both)] == ["Council: Peace; Space"]
