"""The stream of a running board: what changed, the whole where it is due, and the end."""

import asyncio

import pytest

from app.world import BODY, CHAIR, HEADS, OFFICER, SEATS, TEXT, TITLE, make_world
from comity.app.commands import positions, proposals, questions
from comity.store.models import Proposal
from comity.web.streams import MOVED, WAITS_AT_MOST, Poller, Watcher, _still_may_watch


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


def told(poller, watcher, question):
    topic = (question, watcher.language)
    changed, whole = poller._look({topic}, {topic} if watcher.behind else set())
    poller._tell(watcher, whole if watcher.behind else changed)
    return watcher.events.get_nowait()


def test_a_page_asks_for_itself_anew_when_the_question_moves_on(world, question):
    poller, watcher = Poller(), Watcher(question, "zh")
    assert told(poller, watcher, question) != MOVED
    world.act(CHAIR, questions.Close(question=question))
    assert told(poller, watcher, question) == MOVED


def test_who_opened_the_page_before_the_question_moved_on_is_told_at_once(world, question):
    world.act(CHAIR, questions.Close(question=question))
    poller = Poller()
    assert told(poller, Watcher(question, "en", stage="open"), question) == MOVED
    assert told(poller, Watcher(question, "en", stage="closed"), question) != MOVED


def test_the_conditions_are_sent_with_the_board(world, question):
    poller, topic = Poller(), (question, "en")
    poller._look({topic}, {topic})
    vote(world, question, SEATS[1])
    changed, _whole = poller._look({topic}, set())
    assert "innerHTML:#board-result" in changed[topic]
    assert "1 needed" in changed[topic] or ">1<" in changed[topic]


def test_what_nobody_watched_for_a_while_is_not_remembered(world, question):
    poller, topic = Poller(), (question, "en")
    other = world.act(OFFICER, proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT)).subject
    put = questions.PutToBody(proposal=other, seen=1, manner="recorded_vote")
    other_topic = (world.act(CHAIR, put).outcome["question"], "en")
    poller._look({topic, other_topic}, {topic, other_topic})
    poller._look({other_topic}, set())
    vote(world, question, SEATS[1])
    poller._look({other_topic}, set())
    _changed, whole = poller._look({topic, other_topic}, {topic})
    assert "1 in favour" in whole[topic]


def test_a_question_without_an_answer_stops_no_other_board(world, question):
    suspension = proposals.Submit(body=BODY, matter="suspension", title=TITLE, text=TEXT, concerned=("delegation-h",))
    broken = world.act(OFFICER, suspension).subject
    put = questions.PutToBody(proposal=broken, seen=1, manner="without_vote")
    other = (world.act(CHAIR, put).outcome["question"], "en")
    Proposal.objects.filter(pk=broken).update(concerned=[])
    poller, topic = Poller(), (question, "en")
    _changed, whole = poller._look({topic, other}, {topic, other})
    assert "0 in favour" in whole[topic]


def test_a_stream_ends_when_the_session_does(world, question):
    assert not _still_may_watch("a-session-that-was-closed", question)


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
