"""A proposal: whose it is, when it can still be withdrawn, and what is adopted of its text."""

from datetime import date, timedelta

import pytest

from app.steps import announced, closed, put, submitted, vote
from app.world import AT, CHAIR, HEADS, OFFICER, SEATS, TEXT, TITLE, example_charter
from comity.app.commands import documents, positions, proposals, questions
from comity.app.errors import Denied, Unfit
from comity.app.outcomes import mark
from comity.app.queries import decisions as query
from comity.store.models import CharterVersion, Document, Organisation, Proposal

A, B, C, D, E, F, G, H = SEATS


def withdraw(world, actor, proposal):
    proposal.refresh_from_db()
    world.act(actor, proposals.Withdraw(proposal=proposal.id, seen=proposal.version))


def revise(world, proposal, kind, **text):
    proposal.refresh_from_db()
    command = proposals.Revise(proposal=proposal.id, seen=proposal.version, kind=kind, text={**TEXT, **text})
    world.act(OFFICER, command)


def sponsor(world, delegation, proposal, **more):
    world.act(HEADS[delegation], proposals.Sponsor(proposal=proposal.id, delegation=delegation, **more))


# --- sponsors and withdrawal ---------------------------------------------------------------------------------------


def test_a_delegation_does_not_name_another_as_sponsor(world):
    for named in ((B,), (A, B)):
        with pytest.raises(Unfit) as refused:
            submitted(world, actor=HEADS[A], sponsors=named)
        assert [fault.field for fault in refused.value.faults] == ["sponsors"]
    assert not Proposal.objects.exists()
    assert submitted(world, actor=HEADS[A], sponsors=(A,)).sponsors == [A]


def test_the_other_joins_by_itself(world):
    proposal = submitted(world, actor=HEADS[A])
    sponsor(world, B, proposal)
    proposal.refresh_from_db()
    assert proposal.sponsors == [A, B]
    with pytest.raises(Denied):
        world.act(HEADS[A], proposals.Sponsor(proposal=proposal.id, delegation=C))


def test_the_first_sponsor_withdraws_and_no_other(world):
    proposal = submitted(world, actor=HEADS[A])
    sponsor(world, B, proposal)
    for stranger in (HEADS[B], HEADS[C], CHAIR):
        with pytest.raises(Denied):
            withdraw(world, stranger, proposal)
    assert "proposal.withdraw" not in query.proposal(HEADS[B], proposal.id, "en", AT).may
    assert "proposal.withdraw" in query.proposal(HEADS[A], proposal.id, "en", AT).may
    withdraw(world, HEADS[A], proposal)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_once_the_first_has_left_the_next_withdraws(world):
    proposal = submitted(world, actor=HEADS[A])
    sponsor(world, B, proposal)
    sponsor(world, A, proposal, leave=True)
    with pytest.raises(Denied):
        withdraw(world, HEADS[A], proposal)
    withdraw(world, HEADS[B], proposal)


@pytest.mark.parametrize("who", [HEADS[A], OFFICER], ids=["the sponsor", "the officer"])
def test_nothing_is_withdrawn_once_the_voting_has_begun(world, who):
    proposal = submitted(world, actor=HEADS[A])
    question = put(world, proposal)
    vote(world, question, c="abstain")
    with pytest.raises(Unfit):
        withdraw(world, who, proposal)
    proposal.refresh_from_db()
    assert proposal.state == "put"


def test_nothing_is_withdrawn_once_the_question_is_closed(world):
    proposal = submitted(world, actor=HEADS[A])
    closed(world, put(world, proposal, manner="without_vote"))
    with pytest.raises(Unfit):
        withdraw(world, HEADS[A], proposal)


def test_an_objection_does_not_keep_its_sponsor_from_withdrawing(world):
    proposal = submitted(world, actor=HEADS[A])
    question = put(world, proposal, manner="without_vote")
    vote(world, question, c="no")
    withdraw(world, HEADS[A], proposal)
    question.refresh_from_db()
    assert question.state == "set_aside"


# --- what is adopted -----------------------------------------------------------------------------------------------


def adopted(world, proposal):
    assert announced(world, put(world, proposal, manner="without_vote"))["verdict"] == "adopted"
    return Document.objects.get(proposal=proposal.id)


def test_addendum_and_corrigendum_stand_in_what_is_adopted(world):
    proposal = submitted(world)
    revise(world, proposal, "addendum", en="Added before the revision.")
    revise(world, proposal, "revision", en="The whole, revised.")
    world.at += timedelta(seconds=1)
    revise(world, proposal, "addendum", en="Added after it.")
    world.at += timedelta(seconds=1)
    revise(world, proposal, "corrigendum", en="Corrected at last.")
    text = adopted(world, proposal).texts["en"]
    places = [text.index(one) for one in ("The whole, revised.", "Rev.1/Add.1", "Added after it.", "Rev.1/Corr.1")]
    assert places == sorted(places)
    assert text.endswith("Corrected at last.")
    assert TEXT["en"] not in text
    assert "Added before the revision." not in text


def test_what_was_added_to_the_text_as_submitted_stands_in_it_too(world):
    proposal = submitted(world)
    revise(world, proposal, "corrigendum", en="First a correction.")
    revise(world, proposal, "addendum", en="Then an addition.")
    text = adopted(world, proposal).texts["en"]
    assert text.startswith(TEXT["en"])
    assert "First a correction." in text
    assert "Then an addition." in text


def reference(symbol):
    return documents.Register(symbol=symbol, title=TITLE, date=date(2026, 1, 1))


def test_a_reference_with_the_next_symbol_does_not_stop_the_announcement(world):
    world.act(OFFICER, reference("HEADS-OF-STATE/2026/DEC/1"))
    world.act(OFFICER, reference("HEADS-OF-STATE/2026/DEC/3"))
    assert adopted(world, submitted(world)).symbol == "HEADS-OF-STATE/2026/DEC/2"
    assert adopted(world, submitted(world)).symbol == "HEADS-OF-STATE/2026/DEC/4"


# --- the rule and the result ---------------------------------------------------------------------------------------


def test_a_decided_proposal_is_told_by_the_rule_of_its_day(world):
    """A later version of the charter, and a later day, change nothing in what is told of an old decision."""
    proposal = submitted(world)
    before = query.proposal(CHAIR, proposal.id, "en", AT).rule
    adopted(world, proposal)
    text = example_charter()
    ends = text.replace(
        "importance: other, rule: simple-majority, opinions_on_record: true, from: 2001-06-15, ",
        "importance: other, rule: simple-majority, opinions_on_record: true, from: 2001-06-15, until: 2027-01-01, ",
    )
    assert ends != text
    CharterVersion.objects.create(
        id="version-2", number=2, document=ends, sha256="1" * 64, in_force_from=date(2026, 12, 1)
    )
    Organisation.objects.update(charter_version="version-2")
    for years in (0, 4):
        shown = query.proposal(CHAIR, proposal.id, "en", AT + timedelta(days=365 * years))
        assert shown.rule == before != ""
        assert "half" in shown.rule


def test_a_rule_that_ended_meanwhile_is_still_that_of_a_decision(world):
    """The version of the charter knows when its rule ends: what was decided before is told by it all the same."""
    text = example_charter().replace(
        "importance: other, rule: simple-majority, opinions_on_record: true, from: 2001-06-15, ",
        "importance: other, rule: simple-majority, opinions_on_record: true, from: 2001-06-15, until: 2027-01-01, ",
    )
    CharterVersion.objects.filter(id="version-1").update(document=text)
    proposal = submitted(world)
    adopted(world, proposal)
    assert query.proposal(CHAIR, proposal.id, "en", AT + timedelta(days=400)).rule
    waiting = submitted(world)
    assert query.proposal(CHAIR, waiting.id, "en", AT).rule
    assert not query.proposal(CHAIR, waiting.id, "en", AT + timedelta(days=400)).rule


def test_what_the_chair_was_shown_is_what_is_announced(world):
    proposal = submitted(world)
    question = put(world, proposal)
    vote(world, question, a="yes", b="no")
    closed(world, question)
    shown = mark(query.proposal(CHAIR, proposal.id, "en", AT).questions[0].outcome)
    world.act(HEADS[B], positions.Take(question=question.id, seat=B, camp="abstain", seen=1))
    for other in (shown, "-", "0" * 16):
        with pytest.raises(Unfit):
            world.act(CHAIR, questions.Announce(question=question.id, shown=other))
    question.refresh_from_db()
    assert (question.state, question.outcome) == ("closed", None)
    now = mark(query.proposal(CHAIR, proposal.id, "en", AT).questions[0].outcome)
    assert now != shown
    world.act(CHAIR, questions.Announce(question=question.id, shown=now))


# --- positions that an officer records -----------------------------------------------------------------------------


def test_an_officer_records_nothing_where_positions_come_from_the_seats(world):
    question = put(world, submitted(world), channel="seats")
    record = positions.Record(question=question.id, seat=A, camp="yes")
    with pytest.raises(Unfit):
        world.act(OFFICER, record)
    vote(world, question, a="no")
    with pytest.raises(Unfit):
        world.act(OFFICER, positions.Record(question=question.id, seat=A, camp="yes", seen=1))
    assert question.positions.get().camp == "no"


def test_an_officer_does_not_record_over_what_a_delegation_took_itself(world):
    """In a call for objections the seats speak for themselves as well."""
    question = put(world, submitted(world), manner="without_vote", channel="roll_call")
    vote(world, question, a="no")
    with pytest.raises(Unfit) as refused:
        world.act(OFFICER, positions.Record(question=question.id, seat=A, camp="yes", seen=1))
    assert [fault.field for fault in refused.value.faults] == ["seat"]
    assert (question.positions.get().camp, question.positions.get().recorded) == ("no", False)


def test_an_officer_corrects_what_an_officer_recorded(world):
    question = put(world, submitted(world), channel="roll_call")
    world.act(OFFICER, positions.Record(question=question.id, seat=A, camp="yes"))
    world.act(OFFICER, positions.Record(question=question.id, seat=A, camp="no", seen=1))
    assert (question.positions.get().camp, question.positions.get().recorded) == ("no", True)
