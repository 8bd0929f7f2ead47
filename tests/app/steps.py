"""What happens to a proposal, a step at a time, by commands alone."""

from app.world import BODY, CHAIR, HEADS, OFFICER, TEXT, TITLE
from comity.app.commands import positions, proposals, questions
from comity.store.models import Proposal, Question


def submitted(world, matter="outer-space", actor=OFFICER, **more):
    done = world.act(actor, proposals.Submit(body=BODY, matter=matter, title=TITLE, text=TEXT, **more))
    return Proposal.objects.get(pk=done.subject)


def put(world, proposal, manner="recorded_vote", **more):
    proposal.refresh_from_db()
    command = questions.PutToBody(proposal=proposal.id, seen=proposal.version, manner=manner, **more)
    done = world.act(CHAIR, command)
    return Question.objects.get(pk=done.outcome["question"])


def vote(world, question, **camps):
    for letter, camp in camps.items():
        seat = f"delegation-{letter}"
        world.act(HEADS[seat], positions.Take(question=question.id, seat=seat, camp=camp))


def closed(world, question):
    world.act(CHAIR, questions.Close(question=question.id))
    question.refresh_from_db()
    return question


def announced(world, question):
    world.act(CHAIR, questions.Close(question=question.id))
    world.act(CHAIR, questions.Announce(question=question.id))
    question.refresh_from_db()
    return question.outcome
