"""A decision from the proposal to the result, by commands alone."""

from datetime import timedelta

import pytest
from django.utils import translation

from app.steps import announced, put, submitted, vote
from app.world import AT, AUDITOR, BODY, CHAIR, DELEGATE_A, HEADS, OFFICER, SEATS, TEXT, TITLE, person
from comity.app.commands import positions, proposals, questions, statements
from comity.app.commands.ledger import RotateKey
from comity.app.errors import Conflict, Denied, NeedsConfirmation, NotThere, Unfit
from comity.app.queries import decisions as query
from comity.core.ledger.receipt import check
from comity.formats.ledger_documents import head_is_signed
from comity.formats.signing import make_key
from comity.store.ledger import StaleKey, receipt
from comity.store.models import Document, LedgerEntry, LedgerHead, Position, Proposal, Question, Role

A, B, C, D, E, F, G, H = SEATS


def test_a_majority_of_those_voting_carries(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes", b="yes", c="yes", d="no", e="no", f="abstain")
    outcome = announced(world, question)
    assert (outcome["verdict"], outcome["code"]) == ("adopted", "adopted")
    document = Document.objects.get()
    assert document.symbol == "HEADS-OF-STATE/2026/DEC/1"
    assert document.texts == TEXT
    assert Proposal.objects.get().state == "adopted"


def test_a_tie_does_not(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes", b="yes", c="no", d="no")
    assert announced(world, question)["code"] == "majority_not_reached"
    assert not Document.objects.exists()


def test_what_would_carry_it_is_said_while_the_vote_runs(world):
    proposal = submitted(world)
    question = put(world, proposal)
    vote(world, question, a="yes", b="no", c="no")
    shown = query.proposal(CHAIR, proposal.id, "en", AT)
    outcome = shown.questions[0].outcome
    assert (outcome["verdict"], outcome["settled"], outcome["short_by"]) == ("not_adopted", False, 2)
    vote(world, question, d="yes", e="yes")
    assert query.proposal(CHAIR, proposal.id, "en", AT).questions[0].outcome["verdict"] == "adopted"


def test_what_nobody_can_change_any_more_is_settled(world):
    proposal = submitted(world)
    question = put(world, proposal)
    vote(world, question, a="no", b="no", c="no", d="no", e="no")
    assert query.proposal(CHAIR, proposal.id, "en", AT).questions[0].outcome["settled"]


def test_without_a_vote_nobody_objects(world):
    question = put(world, submitted(world), manner="without_vote")
    assert announced(world, question)["verdict"] == "adopted"


def test_a_recorded_vote_is_taken_on_request(world):
    question = put(world, submitted(world), manner="without_vote")
    done = world.act(HEADS[B], questions.RequestVote(question=question.id, delegation=B))
    question.refresh_from_db()
    assert question.state == "set_aside"
    vote_now = Question.objects.get(pk=done.outcome["question"])
    assert (vote_now.manner, vote_now.requested_by, vote_now.state) == ("recorded_vote", B, "open")


def test_consensus_has_no_vote_and_one_objection_stops_it(world):
    proposal = submitted(world, matter="terrorism")
    with pytest.raises(Unfit):
        put(world, proposal)
    question = put(world, proposal, manner="without_vote")
    with pytest.raises(Unfit):
        vote(world, question, a="yes")
    vote(world, question, c="no")
    outcome = announced(world, question)
    assert (outcome["code"], outcome["blocked_by"]) == ("objection", [C])


def test_an_objection_may_be_dropped_before_the_result(world):
    question = put(world, submitted(world, matter="terrorism"), manner="without_vote")
    vote(world, question, c="no")
    world.act(HEADS[C], positions.Take(question=question.id, seat=C, camp="yes", seen=1))
    assert announced(world, question)["verdict"] == "adopted"


def test_a_correction_is_made_before_the_result_and_none_after(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes", b="no")
    world.act(CHAIR, questions.Close(question=question.id))
    world.act(HEADS[B], positions.Take(question=question.id, seat=B, camp="yes", seen=1))
    with pytest.raises(Unfit):
        vote(world, question, c="no")
    world.act(CHAIR, questions.Announce(question=question.id))
    with pytest.raises(Denied):
        world.act(HEADS[B], positions.Take(question=question.id, seat=B, camp="no", seen=2))
    world.act(
        HEADS[B],
        statements.Make(question=question.id, delegation=B, kind="note_after_result", text={"en": "We meant no."}),
    )
    question.refresh_from_db()
    assert question.outcome["verdict"] == "adopted"


def test_a_challenged_quorum_waits_for_attendance(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes")
    world.act(HEADS[D], questions.ChallengeQuorum(question=question.id, delegation=D))
    world.act(CHAIR, questions.Close(question=question.id))
    with pytest.raises(Unfit):
        world.act(CHAIR, questions.Announce(question=question.id))
    question.refresh_from_db()
    world.act(OFFICER, questions.TakeAttendance(question=question.id, seen=question.version, absent=(G, H)))
    world.act(CHAIR, questions.Announce(question=question.id))
    question.refresh_from_db()
    assert question.outcome["verdict"] == "adopted"


def test_who_has_voted_is_not_absent(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes")
    question.refresh_from_db()
    with pytest.raises(Unfit):
        world.act(OFFICER, questions.TakeAttendance(question=question.id, seen=question.version, absent=(A,)))


def test_the_roll_is_called_from_the_seat_drawn(world):
    question = put(world, submitted(world), channel="roll_call", drawn=True)
    assert sorted(question.seats) == sorted(SEATS)
    assert question.seats[0] == question.drawn
    with pytest.raises(Unfit):
        vote(world, question, a="yes")
    world.act(OFFICER, positions.Record(question=question.id, seat=A, camp="yes"))
    assert Position.objects.get().recorded


def test_one_seat_does_not_speak_for_another(world):
    question = put(world, submitted(world))
    with pytest.raises(Denied):
        world.act(HEADS[A], positions.Take(question=question.id, seat=B, camp="no"))


def test_an_act_that_binds_is_confirmed(world):
    question = put(world, submitted(world))
    unsure = person(Role.HEAD, A, confirmed=False)
    with pytest.raises(NeedsConfirmation):
        world.act(unsure, positions.Take(question=question.id, seat=A, camp="no"))


def test_the_same_key_is_one_act(world):
    question = put(world, submitted(world))
    command = positions.Take(question=question.id, seat=A, camp="yes")
    first = world.act(HEADS[A], command, key="a double click")
    again = world.act(HEADS[A], command, key="a double click")
    assert (again.sequence, again.again) == (first.sequence, True)
    assert Position.objects.count() == 1
    other = positions.Take(question=question.id, seat=A, camp="no")
    with pytest.raises(Conflict):
        world.act(HEADS[A], other, key="a double click")


def test_two_that_saw_the_same_do_not_overwrite_each_other(world):
    proposal = submitted(world)
    seen = proposal.version
    world.act(OFFICER, proposals.Revise(proposal=proposal.id, seen=seen, kind="revision", text=TEXT))
    with pytest.raises(Conflict):
        world.act(OFFICER, proposals.Revise(proposal=proposal.id, seen=seen, kind="revision", text=TEXT))
    proposal.refresh_from_db()
    assert proposal.symbol == "HEADS-OF-STATE/2026/L.1/Rev.1"


def test_a_refused_act_leaves_nothing(world):
    before = LedgerEntry.objects.count()
    with pytest.raises(Unfit):
        submitted(world, matter="no-such-matter")
    with pytest.raises(Unfit):
        world.act(OFFICER, proposals.Submit(body=BODY, matter="trade", title={"en": "x"}, text=TEXT))
    assert (LedgerEntry.objects.count(), Proposal.objects.count()) == (before, 0)


def test_withdrawn_is_withdrawn(world):
    proposal = submitted(world, actor=HEADS[A])
    question = put(world, proposal)
    proposal.refresh_from_db()
    with pytest.raises(Denied):
        world.act(HEADS[B], proposals.Withdraw(proposal=proposal.id, seen=proposal.version))
    world.act(HEADS[A], proposals.Withdraw(proposal=proposal.id, seen=proposal.version))
    question.refresh_from_db()
    assert question.state == "set_aside"
    with pytest.raises(Denied):
        put(world, proposal)


def test_who_may_not_know_of_it_finds_nothing(world):
    proposal = submitted(world, classification="confidential")
    assert query.proposal(HEADS[A], proposal.id, "en", AT).symbol == proposal.symbol
    for stranger in (DELEGATE_A, person(Role.OBSERVER, "observer-delegation")):
        with pytest.raises(NotThere):
            query.proposal(stranger, proposal.id, "en", AT)
        assert query.proposals(stranger, query.Wanted(), "en").total == 0
    assert query.proposals(AUDITOR, query.Wanted(), "en").total == 1


def test_what_is_confidential_is_in_the_ledger_as_commitments_alone(world):
    submitted(world, classification="confidential")
    content = LedgerEntry.objects.get(verb="proposal.submit").content
    assert "EXAMPLE" not in content
    assert "commitment" in content


def test_a_key_that_was_rotated_away_signs_nothing_more(world):
    submitted(world)
    world.act(OFFICER, RotateKey(public_key=make_key(bytes(range(1, 33))).public_key.hex()))
    before = LedgerEntry.objects.count()
    with pytest.raises(StaleKey):
        submitted(world)
    assert (LedgerEntry.objects.count(), Proposal.objects.count()) == (before, 1)


def test_every_act_has_a_receipt_that_holds(world):
    question = put(world, submitted(world))
    vote(world, question, a="yes", b="no", c="abstain")
    for entry in LedgerEntry.objects.all():
        assert check(receipt(entry.sequence), head_is_signed).holds
    assert LedgerHead.objects.count() == LedgerEntry.objects.count()


@pytest.mark.parametrize("number", [0, 3, 8])
def test_a_page_asks_as_often_whatever_was_said(world, number, django_assert_num_queries):
    proposal = submitted(world)
    question = put(world, proposal)
    for seat in SEATS[:number]:
        world.act(HEADS[seat], positions.Take(question=question.id, seat=seat, camp="yes"))
    with django_assert_num_queries(8):
        query.proposal(HEADS[A], proposal.id, "en", AT)


@pytest.mark.parametrize(("language", "name"), [("en", "Delegation A"), ("ru", "Делегация А"), ("zh-hans", "A代表团")])
def test_who_is_refused_is_called_by_name_in_the_language_of_the_reader(world, language, name):
    question = put(world, submitted(world))
    vote(world, question, a="yes")
    command = questions.TakeAttendance(question=question.id, seen=1, absent=("delegation-b", "delegation-a"))
    with translation.override(language), pytest.raises(Unfit) as refused:
        world.act(CHAIR, command)
    (fault,) = refused.value.faults
    assert name in fault.message
    assert "delegation-" not in fault.message


def test_a_delegation_that_may_not_propose_is_called_by_name(world):
    with pytest.raises(Unfit) as refused:
        submitted(world, sponsors=("observer-delegation",))
    (fault,) = refused.value.faults
    assert fault.field == "sponsors"
    assert fault.message.endswith(": Observer Delegation.")


def test_somebody_unknown_is_said_beside_the_field_that_names_them(world):
    with pytest.raises(Unfit) as refused:
        submitted(world, sponsors=("atlantis",), concerned=("lemuria",))
    assert {(one.field, "atlantis" in one.message) for one in refused.value.faults} == {
        ("sponsors", True), ("concerned", False),
    }  # fmt: skip


def issue(world, proposal, kind, **more):
    proposal.refresh_from_db()
    world.at += timedelta(minutes=1)
    command = proposals.Revise(proposal=proposal.id, seen=proposal.version, kind=kind, text=TEXT, title=TITLE, **more)
    _before, _number, after = world.act(OFFICER, command).outcome["symbol"].partition("/L.1")
    return after


def test_an_issue_is_numbered_within_the_text_that_it_belongs_to(world):
    proposal = submitted(world)
    kinds = "corrigendum corrigendum addendum revision corrigendum addendum addendum revision revision corrigendum"
    assert [issue(world, proposal, kind) for kind in kinds.split()] == [
        "/Corr.1", "/Corr.2", "/Add.1", "/Rev.1", "/Rev.1/Corr.1", "/Rev.1/Add.1", "/Rev.1/Add.2", "/Rev.2", "/Rev.3",
        "/Rev.3/Corr.1",
    ]  # fmt: skip


def test_what_each_language_has_is_said_and_the_weakest_part_decides(world):
    proposal = submitted(world, versions={"en": "official"})
    issue(world, proposal, "revision", versions={"en": "official", "zh": "unofficial"})
    issue(world, proposal, "addendum", versions={"en": "machine_draft"})
    versions = [one.versions for one in proposal.texts.all()]
    assert [one["en"] for one in versions] == ["official", "official", "machine_draft"]
    assert versions[1] == {"en": "official", "ru": "authentic", "zh": "unofficial"}
    assert announced(world, put(world, proposal, manner="without_vote"))["verdict"] == "adopted"
    assert Document.objects.get().versions == {"en": "machine_draft", "ru": "authentic", "zh": "unofficial"}


def test_a_version_is_one_of_those_that_there_are(world):
    with pytest.raises(Unfit) as refused:
        issue(world, submitted(world), "revision", versions={"en": "perfect"})
    assert [one.field for one in refused.value.faults] == ["text"]
