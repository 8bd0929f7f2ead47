"""Many who act at the same moment, from several processes: nothing is lost, nothing is done twice, nothing is torn."""

import os
from collections import Counter

import pytest

from app.large import SEATS, Large, act, faults_of_ledger, state
from app.world import BODY, TEXT, TITLE
from comity.app.commands import positions, proposals, questions
from comity.store.models import Role

TIMES = 2
"""So often two who act at the same moment are let loose: which of them is first differs."""


@pytest.fixture(scope="module")
def large():
    database = None
    if os.environ.get("COMITY_TEST_DATABASE") == "postgresql":
        import postgresql

        database = postgresql.address("many")
    made = Large.made(database)
    yield made
    made.close()


def officer(large, command, key=None):
    return act, "officer", Role.OFFICER, "", command, key or large.key()


def chair(large, command, key=None):
    return act, "chair", Role.CHAIR, "", command, key or large.key()


def head(large, seat, command, key=None):
    return act, f"head-of-{seat}", Role.HEAD, seat, command, key or large.key()


def vote(large, question, seat, camp="yes", key=None):
    return head(large, seat, positions.Take(question=question, seat=seat, camp=camp), key)


def submitted(large):
    command = proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT)
    return large.ask(*officer(large, command))[4]


def put(large, manner="recorded_vote"):
    """A question on a new proposal; ids of both."""
    proposal = submitted(large)
    done = large.ask(*chair(large, questions.PutToBody(proposal=proposal, seen=1, manner=manner)))
    return done[3]["question"], proposal


def holds(large, results):
    """Every act that was acknowledged is in the ledger, once, and the ledger holds."""
    entries = [one[1] for one in results if one[0] == "done" and not one[2]]
    assert len(set(entries)) == len(entries)
    assert large.ask(faults_of_ledger, entries) == []


def outcomes(results):
    return Counter(one[0] for one in results)


def test_all_seats_vote_at_once(large):
    question, _proposal = put(large)
    camps = {seat: ("yes", "no", "abstain")[number % 3] for number, seat in enumerate(SEATS)}
    results = large.at_once([vote(large, question, seat, camp) for seat, camp in camps.items()])
    assert outcomes(results) == {"done": len(SEATS)}
    assert large.ask(state, question)[2] == camps
    holds(large, results)


def test_the_same_vote_sent_twice_is_one_act(large):
    question, _proposal = put(large)
    keys = {seat: large.key() for seat in SEATS[:12]}
    results = large.at_once([vote(large, question, seat, key=key) for seat, key in keys.items() for _time in range(3)])
    assert outcomes(results) == {"done": 36}
    assert len({one[1] for one in results}) == len(keys)
    assert sum(not one[2] for one in results) == len(keys)
    holds(large, results)


def test_of_two_votes_of_a_seat_one_is_taken(large):
    question, _proposal = put(large)
    calls = [vote(large, question, seat, camp) for seat in SEATS[:12] for camp in ("yes", "no")]
    results = large.at_once(calls)
    assert outcomes(results) == {"done": 12, "Conflict": 12}
    taken = {call[4].seat: call[4].camp for call, result in zip(calls, results, strict=True) if result[0] == "done"}
    assert large.ask(state, question)[2] == taken
    holds(large, results)


def test_of_two_corrections_one_is_taken(large):
    question, _proposal = put(large)
    large.at_once([vote(large, question, seat) for seat in SEATS[:12]])
    calls = [
        head(large, seat, positions.Take(question=question, seat=seat, camp=camp, seen=1))
        for seat in SEATS[:12]
        for camp in ("no", "abstain")
    ]
    results = large.at_once(calls)
    assert outcomes(results) == {"done": 12, "Conflict": 12}
    holds(large, results)


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_question_is_closed_once_and_announced_once(large, _time):
    question, _proposal = put(large)
    large.ask(*vote(large, question, SEATS[0]))
    results = []
    for command in (questions.Close(question=question), questions.Announce(question=question)):
        both = large.at_once([chair(large, command), chair(large, command)])
        assert outcomes(both)["done"] == 1
        results += both
    assert large.ask(state, question)[0] == "announced"
    holds(large, results)


@pytest.mark.parametrize("_time", range(TIMES))
def test_the_same_close_sent_twice_is_one_act(large, _time):
    question, _proposal = put(large)
    key = large.key()
    results = large.at_once([chair(large, questions.Close(question=question), key) for _each in range(3)])
    assert outcomes(results) == {"done": 3}
    assert len({one[1] for one in results}) == 1
    holds(large, results)


@pytest.mark.parametrize("place", [0, 60])
def test_nothing_is_accepted_after_the_close_and_all_that_was_accepted_counts(large, place):
    question, _proposal = put(large)
    calls = [vote(large, question, seat) for seat in SEATS]
    calls.insert(place, chair(large, questions.Close(question=question)))
    results = large.at_once(calls)
    done = [call[4] for call, one in zip(calls, results, strict=True) if one[0] == "done"]
    accepted = [command.seat for command in done if isinstance(command, positions.Take)]
    closed = results[place][1]
    assert results[place][0] == "done"
    assert set(outcomes(results)) <= {"done", "Conflict", "Unfit"}
    assert all(one[1] <= closed for one in results if one[0] == "done")
    assert large.ask(state, question)[2] == dict.fromkeys(accepted, "yes")
    large.ask(*chair(large, questions.Announce(question=question)))
    (condition,) = large.ask(state, question)[1]["conditions"]
    assert condition["had"] == str(len(accepted))
    holds(large, results)


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_revisions_of_one_text_one_is_issued(large, _time):
    proposal = submitted(large)
    command = proposals.Revise(proposal=proposal, seen=1, kind="revision", text=TEXT)
    results = large.at_once([officer(large, command) for _each in range(4)])
    assert outcomes(results) == {"done": 1, "Conflict": 3}
    holds(large, results)


@pytest.mark.parametrize("_time", range(TIMES))
def test_acts_on_one_question_do_not_wait_for_each_other_for_ever(large, _time):
    question, _proposal = put(large)
    other = submitted(large)
    calls = [
        chair(large, questions.Close(question=question)),
        head(large, SEATS[1], questions.ChallengeQuorum(question=question, delegation=SEATS[1])),
        head(large, SEATS[2], questions.ChallengeQuorum(question=question, delegation=SEATS[2])),
        officer(large, proposals.Withdraw(proposal=other, seen=1)),
        officer(large, proposals.Revise(proposal=other, seen=1, kind="revision", text=TEXT)),
        *(head(large, seat, proposals.Sponsor(proposal=other, delegation=seat)) for seat in SEATS[3:9]),
    ]
    results = large.at_once(calls)
    assert set(outcomes(results)) <= {"done", "Conflict", "Unfit", "Denied"}
    assert outcomes(results)["done"] >= 1
    holds(large, results)


def test_symbols_follow_each_other_without_a_gap(large):
    command = proposals.Submit(body=BODY, matter="terrorism", title=TITLE, text=TEXT)
    results = large.at_once([officer(large, command) for _each in range(24)])
    assert outcomes(results) == {"done": 24}
    numbers = sorted(int(one[3]["symbol"].rpartition(".")[2]) for one in results)
    assert numbers == list(range(numbers[0], numbers[0] + 24))
    holds(large, results)
