"""An organisation in which something has happened, made by acts alone, with the same chance each time."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import count

from comity.app.actor import Actor, Capacity
from comity.app.commands import ledger, positions, proposals, questions
from comity.app.organisation import ORGANISATION
from comity.app.perform import Command, Result, Sent, Subject, perform
from comity.formats.signing import make_key
from comity.store.models import CharterVersion, LedgerTip, Organisation, Proposal, Role, Service, SigningKey

BEGAN = datetime(2026, 11, 2, 9, 0, 0, 418, tzinfo=UTC)
COUNCIL = "heads-of-state"
OFFICER = Actor(person="p-officer", name="Officer", capacities=(Capacity(Role.OFFICER),), confirmed=True)
CHAIR = Actor(person="p-chair", name="Chair", capacities=(Capacity(Role.CHAIR, body=COUNCIL),), confirmed=True)
AUDITOR = Actor(person="p-auditor", name="Auditor", capacities=(Capacity(Role.AUDITOR),), confirmed=True)
TEXT = dict.fromkeys(("en", "ru", "zh"), "EXAMPLE")


def head_of(letter):
    capacities = (Capacity(Role.HEAD, delegation=f"delegation-{letter}"),)
    return Actor(person=f"p-{letter}", name=letter.upper(), capacities=capacities, confirmed=True)


def delegate_of(letter):
    capacities = (Capacity(Role.DELEGATE, delegation=f"delegation-{letter}"),)
    return Actor(person=f"p-delegate-{letter}", name=letter, capacities=capacities, confirmed=True)


@dataclass(frozen=True, kw_only=True)
class Found(Command):
    verb = "organisation.found"


def found(command, doing):
    document = files("comity.data").joinpath("examples/example-organisation.yaml").read_text(encoding="utf-8")
    digest = hashlib.sha256(document.encode()).hexdigest()
    day = date(2026, 1, 1)
    doing.create(CharterVersion(id="c-1", number=1, document=document, sha256=digest, in_force_from=day))
    doing.create(Organisation(id=ORGANISATION, charter_version="c-1", example=True, founded_at=doing.at))
    doing.create(Service(id="s-1", person="p-officer", name="Officer", role=Role.OFFICER, from_day=day))
    doing.create(Service(id="s-2", person="p-auditor", name="Auditor", role=Role.AUDITOR, from_day=day))
    return Result(subject=Subject(id=ORGANISATION))


class Story:
    """Acts one minute apart."""

    def __init__(self):
        self.turn = count()
        self.bytes = count()
        self.key = make_key(bytes(32))
        LedgerTip.objects.get_or_create(pk=1)
        SigningKey.objects.create(id=self.key.key_id, public=self.key.public_key.hex(), from_size=1)

    def chance(self, size):
        return hashlib.shake_256(str(next(self.bytes)).encode()).digest(size)

    def act(self, command, actor, handler=None):
        turn = next(self.turn)
        tables = (proposals.HANDLERS, questions.HANDLERS, positions.HANDLERS, ledger.HANDLERS)
        handlers = {kind: one for table in tables for kind, one in table.items()}
        sent = Sent(
            command=command,
            actor=actor,
            at=BEGAN + timedelta(minutes=turn),
            key=f"act-{turn:06}",
            chance=self.chance,
            signing_key=self.key,
        )
        return perform(sent, handler or handlers[type(command)])

    def rotate(self):
        new = make_key(self.chance(32))
        self.act(ledger.RotateKey(public_key=new.public_key.hex()), OFFICER)
        self.key = new


def told():
    """Founded; a proposal of each classification, decided by a recorded vote; a new key on the way."""
    story = Story()
    story.act(Found(), OFFICER, found)
    story.act(proposal("trade", "general"), head_of("c"))
    vote(story)
    story.rotate()
    story.act(proposal("trade", "confidential"), head_of("d"))
    vote(story)
    return story


def proposal(matter, classification):
    return proposals.Submit(body=COUNCIL, matter=matter, title=TEXT, text=TEXT, classification=classification)


def vote(story):
    row = Proposal.objects.order_by("-submitted_at").first()
    put = questions.PutToBody(proposal=row.id, seen=row.version, manner="recorded_vote")
    question = story.act(put, OFFICER).outcome["question"]
    for letter, camp in zip("abcdefgh", ("yes", "yes", "no", "yes", "abstain", "yes", "no", "yes"), strict=True):
        story.act(positions.Take(question=question, seat=f"delegation-{letter}", camp=camp), head_of(letter))
    story.act(questions.Close(question=question), OFFICER)
    story.act(questions.Announce(question=question), CHAIR)
    return question
