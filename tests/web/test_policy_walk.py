"""Every role over every page and method: nothing answers that the table of the policy does not grant."""

import itertools
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from app.world import BODY, CHAIR, KEY, OFFICER, SEATS, TEXT, TITLE, make_world
from comity.app.actor import PUBLIC, actor_of
from comity.app.commands import proposals, questions
from comity.app.commands.proposals import target_of
from comity.app.policy import grants, may_at_all
from comity.store.models import Account, Classification, Proposal, Question
from comity.web.urls import PAGES
from web.seats import PEOPLE, browser

REFUSED = {403, 404}


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    return make_world()


def a_proposal(world, classification, state):
    done = world.act(
        OFFICER,
        proposals.Submit(
            body=BODY, matter="outer-space", title=TITLE, text=TEXT, classification=classification, sponsors=SEATS[1:2]
        ),
    )
    proposal = Proposal.objects.get(pk=done.subject)
    question = None
    if state != "submitted":
        put = questions.PutToBody(proposal=proposal.id, seen=1, manner="recorded_vote")
        question = world.act(CHAIR, put).outcome["question"]
    if state in ("closed", "announced"):
        world.act(CHAIR, questions.Close(question=question))
    if state == "announced":
        world.act(CHAIR, questions.Announce(question=question))
    proposal.refresh_from_db()
    return proposal, question


def actor(name):
    if PEOPLE[name] is None:
        return PUBLIC
    return actor_of(Account.objects.get(person=name), datetime.now(UTC).date(), confirmed=True)


def walked():
    """Pages whose address needs nothing, or a proposal, a question, a seat."""
    known = {"proposal", "question", "seat"}
    for page in PAGES:
        names = {part.split(":")[-1].rstrip(">") for part in page.at.split("/") if part.startswith("<")}
        if names <= known:
            yield page, names


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("state", ["submitted", "put", "closed", "announced"])
def test_pages_of_a_proposal_answer_whom_the_table_grants_it(world, name, state):
    client = browser(name)
    wrong = []
    for classification in Classification.values:
        proposal, question = a_proposal(world, classification, state)
        here = actor(name)
        sees = grants(here, "proposal.see", target_of(proposal))
        for page, names in walked():
            if not names or ("question" in names and question is None) or page.name == "question_stream":
                continue
            values = {"proposal": proposal.id, "question": question, "seat": SEATS[1]}
            url = reverse(page.name, kwargs={one: values[one] for one in names})
            if "GET" in page.methods:
                status = client.get(url).status_code
                allowed = sees and may_at_all(here, page.may)
                if status == 200 and not allowed:
                    wrong.append((page.name, classification, "seen"))
                if page.name == "proposal" and (status == 200) != sees:
                    wrong.append((page.name, classification, status))
                if not allowed and status not in (*REFUSED, 302):
                    wrong.append((page.name, classification, status))
    assert wrong == []


@pytest.mark.parametrize("name", PEOPLE)
def test_pages_that_need_no_object_answer_whom_the_table_grants_them(world, name):
    client = browser(name)
    here = actor(name)
    wrong = []
    for page, names in walked():
        if names or "GET" not in page.methods:
            continue
        status = client.get(reverse(page.name)).status_code
        if may_at_all(here, page.may):
            if status not in (200, 302, 404):
                wrong.append((page.name, status))
        elif status != (302 if name == "public" else 403):
            wrong.append((page.name, status))
    assert wrong == []


def test_methods_that_a_page_does_not_have_are_refused(world):
    client = browser("officer")
    for page, names in walked():
        if names:
            continue
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - page.methods:
            assert client.generic(method, reverse(page.name)).status_code == 405, (page.name, method)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_votes_from_a_seat_that_is_not_theirs(world, name):
    _proposal, question = a_proposal(world, "restricted", "put")
    client = browser(name)
    keys = itertools.count()
    for seat in SEATS:
        before = Question.objects.get(pk=question).positions.count()
        url = reverse("position_take", args=(question, seat))
        client.post(url, {"camp": "yes", "key": f"a key {next(keys)} {name}"})
        own = PEOPLE[name] is not None and PEOPLE[name][1] == seat
        assert Question.objects.get(pk=question).positions.count() - before == int(own), seat


def test_an_act_that_binds_asks_who_one_is(world):
    _proposal, question = a_proposal(world, "restricted", "put")
    client = browser("head-a", confirmed=False)
    url = reverse("position_take", args=(question, "delegation-a"))
    answer = client.post(url, {"camp": "yes", "key": "a key of a form"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("confirm"))
    assert not Question.objects.get(pk=question).positions.exists()
