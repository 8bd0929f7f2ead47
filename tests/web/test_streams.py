"""The stream of a running board: what changed, the whole where it is due, and the end."""

import asyncio

import pytest

from app.world import BODY, CHAIR, HEADS, OFFICER, SEATS, TEXT, TITLE, make_world
from comity.app.commands import positions, proposals, questions
from comity.web.streams import CLOSED, WAITS_AT_MOST, Poller, Watcher


@pytest.fixture
def world(transactional_db):
    return make_world()


@pytest.fixture
def question(world):
    submit = proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT)
    proposal = world.act(OFFICER, submit).subject
    put = questions.PutToBody(proposal=proposal, seen=1, manner="recorded_vote")
    return world.act(CHAIR, put).outcome["question"]


def vote(world, question, seat):
    world.act(HEADS[seat], positions.Take(question=question, seat=seat, camp="yes"))


def test_who_comes_in_gets_the_whole_board_and_then_what_changed(world, question):
    poller, topic = Poller(), (question, "en")
    changed, whole = poller._look({topic}, {topic})
    assert whole[topic].count('id="seat-') == 8
    vote(world, question, SEATS[1])
    changed, whole = poller._look({topic}, set())
    assert whole == {}
    assert changed[topic].count('id="seat-') == 1
    assert "1 in favour" in changed[topic]


def test_who_comes_in_late_gets_what_came_before(world, question):
    poller, topic = Poller(), (question, "en")
    poller._look({topic}, {topic})
    vote(world, question, SEATS[1])
    poller._look({topic}, set())
    _changed, whole = poller._look({topic}, {topic})
    assert "1 in favour" in whole[topic]


def test_nothing_is_sent_where_nothing_was_done(world, question):
    poller, topic = Poller(), (question, "ru")
    poller._look({topic}, {topic})
    assert poller._look({topic}, set()) == ({}, {})


def test_the_stream_ends_when_the_vote_is_closed(world, question):
    poller, topic = Poller(), (question, "zh")
    poller._look({topic}, {topic})
    world.act(CHAIR, questions.Close(question=question))
    changed, _whole = poller._look({topic}, set())
    assert changed[topic].endswith(CLOSED)


def test_a_slow_reader_is_due_the_whole():
    async def fill():
        watcher = Watcher("a-question", "en", behind=False)
        for number in range(WAITS_AT_MOST):
            watcher.push(f"event {number}")
        assert not watcher.behind
        watcher.push("one too many")
        return watcher

    watcher = asyncio.run(fill())
    assert watcher.behind
    assert watcher.events.qsize() == WAITS_AT_MOST
