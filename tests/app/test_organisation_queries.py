"""What pages ask: the organisation on a day, what waits, what moved; in a number of queries that does not grow."""

import json
from datetime import date, timedelta
from importlib.resources import files

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from app.world import (
    AT,
    AUDITOR,
    BODY,
    CHAIR,
    DELEGATE_A,
    HEADS,
    OFFICER,
    TEXT,
    TITLE,
    example_charter,
    make_world,
    person,
)
from comity.app.actor import PUBLIC
from comity.app.commands import positions, proposals, questions
from comity.app.organisation import document_of
from comity.app.queries import documents, home, library, organisation
from comity.formats.charter_file import charter_data, charter_from_text
from comity.store.models import (
    Account,
    CharterVersion,
    Document,
    Invitation,
    Organisation,
    Proposal,
    Question,
    Role,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
OBSERVER = person(Role.OBSERVER, "observer-delegation")


@pytest.fixture
def world():
    return make_world()


def submitted(world, **more):
    command = proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT, **more)
    return Proposal.objects.get(pk=world.act(OFFICER, command).subject)


def put(world, proposal):
    command = questions.PutToBody(proposal=proposal.id, seen=proposal.version, manner="recorded_vote")
    return Question.objects.get(pk=world.act(CHAIR, command).outcome["question"])


def waiting(actor):
    return [one.what for one in home.home(actor, "en", AT).waiting]


def test_standings_are_those_of_the_day(world):
    assert len(organisation.organisation(TODAY, "en").holders) == 10
    before_all = organisation.organisation(date(1990, 1, 1), "en")
    assert before_all.holders == ()
    assert before_all.bodies == ()
    first_day = organisation.organisation(date(2001, 6, 15), "en")
    assert {one.standing for one in first_day.holders} == {"Member State"}


@pytest.mark.parametrize("kept", ["in the order of the file", "in the order of the alphabet"])
def test_members_come_first_then_who_has_no_vote_as_the_charter_lists_them(db, kept):
    text = document_of(charter_data(charter_from_text(example_charter())))
    data = json.loads(text)
    make_world(json.dumps(data, sort_keys=kept == "in the order of the alphabet"))
    found = organisation.organisation(TODAY, "en")
    standings = list(dict.fromkeys(one.standing for one in found.holders))
    assert standings[0] == "Member State"
    assert len(standings) == 3
    if kept == "in the order of the file":
        assert standings == ["Member State", "Observer State", "Dialogue Partner"]
        assert [name for name, _count in found.counts] == standings


def test_there_is_nothing_before_an_organisation_is_made(db):
    assert organisation.organisation(TODAY, "en") is None
    assert home.home(PUBLIC, "en", AT) is None


def test_a_body_says_each_of_its_matters_once(world):
    told = organisation.body(BODY, TODAY, "en").told
    named = [matter for one in told.decided for matter in one.matters]
    assert len(named) == len(set(named)) > 30


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_no_article_is_lost_when_sentence_and_article_stand_apart(world, language):
    for part in library.charter("un-general-assembly", language).parts[5:-1]:
        for line in part.lines:
            assert line.sentence
            assert line.articles or part.title in {"Matters", "Вопросы", "事项"}


def test_a_charter_does_not_differ_from_itself(world):
    assert organisation.difference("1", "1", "en").changes == ()
    assert organisation.difference("shipped:sco", "1", "en").changes


def test_what_waits_is_what_the_actor_may_do_and_has_not_done(world):
    proposal = submitted(world)
    assert waiting(CHAIR) == ["question.put"]
    assert waiting(HEADS["delegation-a"]) == []
    question = put(world, proposal)
    assert waiting(HEADS["delegation-a"]) == ["position.take"]
    assert waiting(DELEGATE_A) == ["position.take"]
    assert waiting(CHAIR) == ["question.close"]
    assert waiting(AUDITOR) == []
    world.act(HEADS["delegation-a"], positions.Take(question=question.id, seat="delegation-a", camp="yes"))
    assert waiting(HEADS["delegation-a"]) == []
    assert waiting(HEADS["delegation-b"]) == ["position.take"]
    world.act(CHAIR, questions.Close(question=question.id))
    assert waiting(CHAIR) == ["question.announce"]
    world.act(HEADS["delegation-b"], questions.ChallengeQuorum(question=question.id, delegation="delegation-b"))
    assert "question.take_attendance" in waiting(OFFICER)


def test_what_is_due_first_stands_first(world):
    late = submitted(world, due_at=(AT + timedelta(days=9)).isoformat())
    soon = submitted(world, due_at=(AT + timedelta(days=2)).isoformat())
    open_end = submitted(world)
    found = home.home(CHAIR, "en", AT).waiting
    assert [one.proposal for one in found] == [soon.id, late.id, open_end.id]


def test_who_may_not_read_a_proposal_is_not_told_of_it(world):
    put(world, submitted(world, classification="confidential"))
    assert waiting(DELEGATE_A) == []
    assert waiting(HEADS["delegation-a"]) == ["position.take"]
    assert home.home(DELEGATE_A, "en", AT).moved == ()
    assert home.home(OBSERVER, "en", AT).moved == ()
    assert home.home(PUBLIC, "en", AT).moved == ()
    assert len(home.home(HEADS["delegation-a"], "en", AT).moved) == 2


def test_what_moved_is_what_others_did_since(world):
    reader = HEADS["delegation-a"]
    Account.objects.create(email="a@example.org", person=reader.person, name=reader.name)
    submitted(world)
    assert [one.verb for one in home.home(reader, "en", AT).moved] == ["proposal.submit"]
    assert home.home(OFFICER, "en", AT).moved == ()
    home.mark_seen(reader, AT + timedelta(hours=5), AT)
    assert home.home(reader, "en", AT).moved == ()
    assert Account.objects.get().seen_until == AT
    home.mark_seen(reader, AT - timedelta(days=1), AT)
    assert Account.objects.get().seen_until == AT


def test_invitations_wait_for_those_who_invite(world):
    Invitation.objects.create(
        id="i-1", email="new@example.org", name="New Person", token_hash="0" * 64, role=Role.DELEGATE,
        delegation="delegation-a", from_day=TODAY, invited_by=OFFICER.person, invited_at=AT,
        expires_at=AT + timedelta(days=3),
    )  # fmt: skip
    assert [name for name, _until in home.home(OFFICER, "en", AT).invitations] == ["New Person"]
    assert home.home(HEADS["delegation-a"], "en", AT).invitations == ()
    assert home.home(OFFICER, "en", AT + timedelta(days=4)).invitations == ()


def queries_of(ask):
    ask()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


def asked():
    head, wanted = HEADS["delegation-a"], documents.Wanted()
    return {
        "home of a head": queries_of(lambda: home.home(head, "en", AT)),
        "home of the chair": queries_of(lambda: home.home(CHAIR, "en", AT)),
        "home of an officer": queries_of(lambda: home.home(OFFICER, "en", AT)),
        "organisation": queries_of(lambda: organisation.organisation(TODAY, "en")),
        "body": queries_of(lambda: organisation.body(BODY, TODAY, "en")),
        "charter": queries_of(lambda: organisation.charter("en")),
        "versions": queries_of(lambda: organisation.versions("en")),
        "documents": queries_of(lambda: documents.documents(head, wanted, "en")),
        "library": queries_of(lambda: library.charters("en")),
        "precedents": queries_of(library.precedents),
    }


def test_pages_ask_no_more_of_the_database_when_there_is_more(world):
    put(world, submitted(world))
    few = asked()
    for number in range(12):
        proposal = submitted(world)
        if number % 2:
            question = put(world, proposal)
            for seat in ("delegation-b", "delegation-c"):
                world.act(HEADS[seat], positions.Take(question=question.id, seat=seat, camp="no"))
        Document.objects.create(
            id=f"d-{number}", symbol=f"EX/{number}", kind="decision", title=TITLE, texts=TEXT, date=TODAY, body=BODY,
            classification="general",
        )  # fmt: skip
    many = asked()
    assert many == few
    assert few["library"] == few["precedents"] == 0
    assert max(few.values()) <= 12


def test_an_organisation_of_193_asks_no_more_than_one_of_eight(world):
    few = [
        queries_of(lambda: organisation.organisation(TODAY, "en")),
        queries_of(lambda: organisation.body(BODY, TODAY, "en")),
    ]
    text = (files("comity") / "data" / "charters" / "un-general-assembly.yaml").read_text(encoding="utf-8")
    day = date(1945, 10, 24)
    CharterVersion.objects.create(id="version-2", number=2, document=text, sha256="1" * 64, in_force_from=day)
    Organisation.objects.update(charter_version="version-2")
    assert len(organisation.organisation(TODAY, "en").holders) == 193
    many = [
        queries_of(lambda: organisation.organisation(TODAY, "en")),
        queries_of(lambda: organisation.body("general-assembly", TODAY, "en")),
    ]
    assert many == few
