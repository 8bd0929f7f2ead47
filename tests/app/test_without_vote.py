"""Adoption without a vote: the chair asks for objections; one calls for a vote where there is one to be had."""

import pytest

from app.steps import announced, closed, put, submitted, vote
from app.world import AT, BODY, CHAIR, HEADS, OFFICER, SEATS, TEXT, TITLE, example_charter, make_world
from comity.app.commands import positions, proposals, questions
from comity.app.errors import Unfit
from comity.app.queries import decisions as query
from comity.store.models import Document, Position, Proposal, Question

A, B, C, D, E, F, G, H = SEATS


def faults(refused):
    return {fault.field for fault in refused.value.faults}


def take(question, seat, camp, seen=0):
    return positions.Take(question=question.id, seat=seat, camp=camp, seen=seen)


@pytest.mark.parametrize("seen", [0, 1, 7])
@pytest.mark.parametrize("camp", ["yes", "abstain", "not_participating"])
def test_where_nobody_votes_nobody_says_yes_whatever_is_sent_as_seen(world, camp, seen):
    question = put(world, submitted(world), manner="without_vote")
    with pytest.raises(Unfit) as refused:
        world.act(HEADS[A], take(question, A, camp, seen=seen))
    assert faults(refused) == {"camp"}
    assert not Position.objects.exists()


def test_whoever_objected_may_drop_it_and_say_nothing_else(world):
    question = put(world, submitted(world), manner="without_vote")
    world.act(HEADS[A], take(question, A, "no"))
    with pytest.raises(Unfit):
        world.act(HEADS[A], take(question, A, "abstain", seen=1))
    world.act(HEADS[A], take(question, A, "yes", seen=1))
    assert announced(world, question)["verdict"] == "adopted"


def test_an_objection_is_not_announced_where_a_vote_decides(world):
    question = put(world, submitted(world), manner="without_vote")
    vote(world, question, c="no")
    closed(world, question)
    with pytest.raises(Unfit):
        world.act(CHAIR, questions.Announce(question=question.id))
    assert Proposal.objects.get().state == "put"
    assert not Document.objects.exists()
    shown = query.proposal(CHAIR, question.proposal_id, "en", AT).questions[0]
    assert shown.outcome["objectors"] == (C,)


@pytest.mark.parametrize("who", [CHAIR, OFFICER], ids=["the chair", "the officer"])
def test_after_the_close_a_recorded_vote_is_put_by_chair_or_officer_for_nobody(world, who):
    question = put(world, submitted(world), manner="without_vote")
    vote(world, question, c="no")
    closed(world, question)
    done = world.act(who, questions.RequestVote(question=question.id))
    now = Question.objects.get(pk=done.outcome["question"])
    assert (now.manner, now.state, now.requested_by, now.number) == ("recorded_vote", "open", "", 2)
    assert list(now.seats) == list(question.seats)
    assert not now.positions.exists()
    vote(world, now, a="yes", b="yes", c="no")
    assert announced(world, now)["verdict"] == "adopted"


def test_an_objection_that_is_dropped_leaves_nothing_that_calls_for_a_vote(world):
    question = put(world, submitted(world), manner="without_vote")
    vote(world, question, c="no")
    closed(world, question)
    world.act(HEADS[C], take(question, C, "yes", seen=1))
    world.act(CHAIR, questions.Announce(question=question.id))
    question.refresh_from_db()
    assert question.outcome["verdict"] == "adopted"


WORDS = {
    "en": ("object", ("in favour", "vote")),
    "ru": ("возразил", ("голос",)),
    "zh": ("反对", ("赞成", "票")),
}


@pytest.mark.parametrize("language", WORDS)
def test_what_nobody_objects_to_is_told_in_objections_and_not_in_votes(world, language):
    outcome = announced(world, put(world, submitted(world), manner="without_vote"))
    objection, votes = WORDS[language]
    sentence = outcome["sentence"][language]
    assert objection in sentence
    assert not [word for word in votes if word in sentence]
    assert outcome["rule"]["written"]["decides"]["rule"] == "consensus"


@pytest.mark.parametrize("language", WORDS)
def test_what_was_voted_on_is_told_in_votes(world, language):
    question = put(world, submitted(world))
    vote(world, question, a="yes", b="yes", c="no")
    sentence = announced(world, question)["sentence"][language]
    assert any(word in sentence for word in WORDS[language][1])


# --- matters that ask for more -----------------------------------------------------------------------------------


def test_a_suspension_names_whom_it_concerns(world):
    with pytest.raises(Unfit) as refused:
        submitted(world, matter="suspension")
    assert faults(refused) == {"concerned"}
    assert not Proposal.objects.exists()


def test_a_suspension_is_decided_without_the_member_concerned(world):
    question = put(world, submitted(world, matter="suspension", concerned=(H,)), manner="without_vote")
    vote(world, question, h="no")
    outcome = announced(world, question)
    assert outcome["verdict"] == "adopted"
    assert "none of 7 objected" in outcome["sentence"]["en"]


def test_any_other_member_stops_a_suspension(world):
    question = put(world, submitted(world, matter="suspension", concerned=(H,)), manner="without_vote")
    vote(world, question, g="no")
    outcome = announced(world, question)
    assert (outcome["code"], outcome["blocked_by"]) == ("objection", [G])
    assert Proposal.objects.get().state == "not_adopted"


def test_an_intervention_waits_for_a_request(world):
    with pytest.raises(Unfit) as refused:
        submitted(world, matter="constructive-intervention", concerned=(H,))
    assert faults(refused) == {"requested_by"}
    with pytest.raises(Unfit) as refused:
        submitted(world, matter="constructive-intervention", requested_by=(H,))
    assert faults(refused) == {"concerned"}
    assert not Proposal.objects.exists()


def test_an_intervention_is_decided_at_the_request_of_those_concerned(world):
    asked = {"matter": "constructive-intervention", "concerned": (G, H), "requested_by": (G, H)}
    question = put(world, submitted(world, **asked), manner="without_vote")
    assert announced(world, question)["verdict"] == "adopted"


def test_an_intervention_that_one_of_the_parties_did_not_ask_for_is_refused(world):
    asked = {"matter": "constructive-intervention", "concerned": (G, H), "requested_by": (G,)}
    with pytest.raises(Unfit) as refused:
        submitted(world, **asked)
    assert faults(refused) == {"requested_by"}


def test_the_charter_of_the_day_on_which_it_is_put_is_asked_again(world):
    """A proposal from before, that says too little, is not put."""
    proposal = submitted(world, matter="suspension", concerned=(H,))
    Proposal.objects.update(concerned=[])
    with pytest.raises(Unfit):
        put(world, proposal, manner="without_vote")
    assert not Question.objects.exists()


# --- the figure of a quorum ---------------------------------------------------------------------------------------

CITED = "cite: {instrument: essay-on-the-pattern}"
MAJORITY = f"{{rule: majority, share: more than 1/2, of: present_and_voting, {CITED}}}"
QUORUM = f"{{rule: quorum, share: at least 1/2, of: attending, counting: votes_cast, {CITED}}}"
WITH_QUORUM = f"{{rule: all_of, conditions: [{QUORUM}, {MAJORITY}]}}"


@pytest.fixture
def strict(db):
    """The example's charter, where half of those who attend have to vote."""
    text = example_charter()
    assert MAJORITY in text
    return make_world(text.replace(MAJORITY, WITH_QUORUM))


@pytest.mark.parametrize(
    ("absent", "verdict", "needed"),
    [((E, F, G, H), "adopted", "2"), ((G, H), "not_adopted", "3"), ((), "not_adopted", "4")],
)
def test_who_is_absent_does_not_count_towards_those_who_attend(strict, absent, verdict, needed):
    question = put(strict, submitted(strict))
    vote(strict, question, a="yes", b="yes")
    question.refresh_from_db()
    strict.act(OFFICER, questions.TakeAttendance(question=question.id, seen=question.version, absent=absent))
    outcome = announced(strict, question)
    assert outcome["verdict"] == verdict
    quorum = outcome["conditions"][0]
    assert (quorum["base"], quorum["had"], quorum["needed"]) == ("votes_cast", "2", needed)


def test_without_attendance_a_quorum_is_presumed(strict):
    question = put(strict, submitted(strict))
    vote(strict, question, a="yes", b="yes")
    assert announced(strict, question)["verdict"] == "adopted"


def test_a_quorum_holds_for_adoption_without_a_vote_too(strict):
    question = put(strict, submitted(strict), manner="without_vote")
    question.refresh_from_db()
    absent = (B, C, D, E, F, G, H)
    strict.act(OFFICER, questions.TakeAttendance(question=question.id, seen=question.version, absent=absent))
    decides = announced(strict, question)["rule"]["written"]["decides"]
    assert [one["rule"] for one in decides["conditions"]] == ["quorum", "consensus"]


def test_where_nobody_is_there_nothing_is_decided(world):
    question = put(world, submitted(world), manner="without_vote")
    with pytest.raises(Unfit, match="nobody is there"):
        world.act(OFFICER, questions.TakeAttendance(question=question.id, seen=1, absent=SEATS))


@pytest.mark.parametrize("concerned", [SEATS, SEATS[:2], ("observer-delegation",)])
def test_a_suspension_concerns_one_member(world, concerned):
    suspend = proposals.Submit(body=BODY, matter="suspension", title=TITLE, text=TEXT, concerned=concerned)
    with pytest.raises(Unfit, match="one member"):
        world.act(OFFICER, suspend)
