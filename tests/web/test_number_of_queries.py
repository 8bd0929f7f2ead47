"""Each page asks the database as often at 193 seats that all have spoken as at eight that have not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from app.large import charter_document
from app.steps import announced, put, submitted
from app.world import KEY, OFFICER, TEXT, TITLE, make_world
from comity.app.commands import questions
from comity.app.organisation import charter_of
from comity.app.queries.decisions import moving
from comity.store.models import CharterVersion, Document, Position, Question, Statement
from web.seats import browser

READERS = ("head-a", "chair", "officer", "auditor", "observer", "public")


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    return make_world()


def questions_of(client, address):
    client.get(address)  # a charter is read once a process
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def addresses(running, decided):
    return {
        "home": "/",
        "decisions": reverse("decisions"),
        "a running question": reverse("proposal", args=(running.proposal_id,)),
        "a decided question": reverse("proposal", args=(decided.proposal_id,)),
        "organisation": reverse("organisation"),
        "body": reverse("body", args=(running.body,)),
        "documents": reverse("documents"),
        "document": reverse("document", args=(Document.objects.get(proposal=decided.proposal_id).id,)),
        "ledger": reverse("ledger"),
        "receipts": reverse("ledger_receipts"),
        "an entry": reverse("ledger_entry", args=(0,)),
        "people": reverse("people"),
        "attendance": reverse("question_attendance", args=(running.id,)),
        "record": reverse("position_record", args=(running.id,)),
    }


OPEN_TO = {
    "people": {"officer", "auditor"},
    "attendance": {"chair", "officer"},
    "record": {"officer"},
    "receipts": {"head-a", "chair", "officer", "auditor", "observer"},
    "a running question": {"head-a", "chair", "officer", "auditor"},
    "a decided question": {"head-a", "chair", "officer", "auditor"},
    "document": {"head-a", "chair", "officer", "auditor"},
    "ledger": {"head-a", "chair", "officer", "auditor", "observer"},
    "an entry": {"head-a", "chair", "officer", "auditor"},
}
"""Who can open a page, where it is not everybody."""


def asked(pages):
    return {
        (name, page): questions_of(client, address)
        for name in READERS
        for client in (browser(name),)
        for page, address in pages.items()
        if name in OPEN_TO.get(page, READERS)
    }


def all_speak(question):
    """Every seat has a position, every fifth a statement, the last is absent."""
    seats = question.seats[:-1]
    Position.objects.bulk_create(
        Position(
            id=f"{question.id}-{seat}", question=question, seat=seat, delegation=question.holders[seat], camp="yes",
            classification=question.classification, taken_at=question.put_at, taken_by="p",
        )
        for seat in seats
    )  # fmt: skip
    Statement.objects.bulk_create(
        Statement(
            id=f"{question.id}-{seat}", question=question, delegation=question.holders[seat], texts=TEXT,
            classification=question.classification, kind="opinion_on_record", made_at=question.put_at, made_by="p",
        )
        for seat in seats[::5]
    )  # fmt: skip
    question.refresh_from_db()
    return question


def two_questions(world):
    """One that runs, recorded from a roll call, and one that is decided."""
    running = put(world, submitted(world), channel="roll_call")
    decided = put(world, submitted(world), manner="without_vote")
    announced(world, decided)
    return running, decided


def test_pages_ask_as_often_at_193_seats_as_at_eight(world):
    few = asked(addresses(*two_questions(world)))
    CharterVersion.objects.update(document=charter_document())
    charter_of.cache_clear()
    running, decided = two_questions(world)
    assert len(running.seats) == 193
    all_speak(running)
    world.act(OFFICER, questions.TakeAttendance(question=running.id, seen=running.version, absent=running.seats[-1:]))
    for number in range(60):
        Document.objects.create(
            id=f"d-{number}", symbol=f"EX/{number}", kind="reference", title=TITLE, date=date(2026, 1, 1),
            classification="general",
        )  # fmt: skip
        submitted(world)
    many = asked(addresses(running, decided))
    assert {one: (number, few[one]) for one, number in many.items() if number != few[one]} == {}
    assert max(few.values()) <= 25


def test_the_board_that_is_sent_asks_as_often_at_193_seats(world, django_assert_num_queries):
    CharterVersion.objects.update(document=charter_document())
    charter_of.cache_clear()
    question = put(world, submitted(world))
    for _turn in range(2):
        moving([question.id], "en", world.at)
        with django_assert_num_queries(3):
            assert len(moving([question.id], "en", world.at)[question.id].camps) == 193
        if not question.positions.exists():
            all_speak(Question.objects.get(pk=question.id))
