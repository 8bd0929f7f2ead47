"""The example organisation: Delegations A to H, a person per role, three proposals; made by ordinary commands alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction

from comity.app.actor import INSTALLATION, Actor, actor_of
from comity.app.commands import do
from comity.app.commands.documents import Register
from comity.app.commands.people import Invite, acceptance, invited_actor
from comity.app.commands.positions import Take
from comity.app.commands.proposals import Sponsor, Submit
from comity.app.commands.questions import Announce, Close, PutToBody, seated
from comity.app.commands.statements import Make
from comity.app.founding import found
from comity.app.links import new_token
from comity.app.perform import Chance, Command, Done
from comity.core.charter.model import Charter
from comity.core.values import Id
from comity.formats.charter_file import charter_from_text
from comity.formats.signing import SigningKey
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document
from comity.store.models import Account, Invitation, Proposal, Question, Role, Statement

BODY = "heads-of-state"
LETTERS = "abcdefgh"
NAMES = ("A. Alfa", "B. Bravo", "C. Charlie", "D. Delta", "E. Echo", "F. Foxtrot", "G. Golf", "H. Hotel")
"""Heads of Delegations A to H: the words by which letters are spelled."""

LASTED = timedelta(hours=1)
STEP = timedelta(seconds=30)
"""The founding took place so long before the moment given; from act to act it takes so long."""

LIBRARY = "information-security-2018.json"
"""The published texts to which the library refers."""

AUTHENTIC = "authentic"
TRANSLATION = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the example, and in which capacity they serve."""

    email: str
    name: str
    role: Role
    delegation: Id = ""
    body: Id = ""


def _head(letter: str, name: str) -> Person:
    return Person(email=f"head.{letter}@example.org", name=name, role=Role.HEAD, delegation=f"delegation-{letter}")


OFFICER = "officer"
PEOPLE: Mapping[str, Person] = {
    OFFICER: Person(email="officer@example.org", name="O. Oscar", role=Role.OFFICER),
    "secretary-general": Person(
        email="secretary-general@example.org",
        name="S. Sierra",
        role=Role.SECRETARY_GENERAL,
        delegation="secretary-general",
    ),
    "chair": Person(email="chair@example.org", name="K. Kilo", role=Role.CHAIR, body=BODY),
    **{f"delegation-{letter}": _head(letter, name) for letter, name in zip(LETTERS, NAMES, strict=True)},
    "delegate": Person(email="delegate.a@example.org", name="T. Tango", role=Role.DELEGATE, delegation="delegation-a"),
    "observer": Person(
        email="observer@example.org", name="V. Victor", role=Role.OBSERVER, delegation="observer-delegation"
    ),
    "partner": Person(
        email="partner@example.org", name="Y. Yankee", role=Role.PARTNER, delegation="partner-delegation"
    ),
    "auditor": Person(email="auditor@example.org", name="U. Uniform", role=Role.AUDITOR),
}
"""A person per role and delegation, as they come; a head of delegation is called by the delegation."""


ALSO_IN_THE_CHAIR: Mapping[str, tuple[Id, ...]] = {
    "chair": (
        "heads-of-government",
        "foreign-ministers",
        "heads-of-ministries",
        "national-coordinators",
        "anti-terrorist-structure-council",
    ),
    "secretary-general": ("secretariat",),
}
"""The other bodies, so that a result can be announced in each: a person serves in more than one capacity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion that a delegation places on record."""

    delegation: Id
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a delegation stands."""

    delegation: Id
    camp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProposal:
    """An invented proposal, and what becomes of it."""

    body: Id
    matter: Id
    submitted_by: Id
    sponsors: tuple[Id, ...] = ()
    classification: str
    manner: str
    decided: bool = False
    title: Mapping[str, str]
    text: Mapping[str, str]
    opinion: Opinion | None = None
    positions: tuple[Stand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProposals:
    """The proposals in the order in which they are taken."""

    proposals: tuple[ToldProposal, ...]


@dataclass(slots=True)
class _Acting:
    """The persons of the example, who act one after the other."""

    at: datetime
    chance: Chance
    key: SigningKey
    accounts: dict[str, Account] = field(default_factory=dict)
    acts: int = 0

    def act(self, who: str, command: Command) -> Done:
        """Let a person do an act."""
        at = self.at + STEP
        return self.act_as(actor_of(self.accounts[who], at.date(), confirmed=True), command)

    def act_as(self, actor: Actor, command: Command) -> Done:
        """Do the next act."""
        self.acts += 1
        self.at += STEP
        key = f"example-{self.acts}"
        return do(command, actor, at=self.at, key=key, chance=self.chance, signing_key=self.key)


def example_charter() -> Charter:
    """The charter of the example."""
    return charter_from_text(_data("examples", "example-organisation.yaml"), "example-organisation.yaml")


def make_example(*, at: datetime, chance: Chance, key: SigningKey) -> tuple[Account, ...]:
    """Make the example in an empty database, whole or not at all; its last act is not later than ``at``.

    Gives the accounts in the order of ``PEOPLE``; none has a password.
    """
    begun = at - LASTED
    with transaction.atomic():
        found(example_charter(), begun.date(), example=True, at=begun, chance=chance, key=key)
        acting = _Acting(begun, chance, key)
        for who, person in PEOPLE.items():
            acting.accounts[who] = _join(person, acting)
        for who, bodies in ALSO_IN_THE_CHAIR.items():
            for body in bodies:
                _join(replace(PEOPLE[who], role=Role.CHAIR, delegation="", body=body), acting)
        _fill_library(acting)
        for told in _proposals():
            _take_through(told, acting)
    return tuple(acting.accounts.values())


def _join(person: Person, acting: _Acting) -> Account:
    """Invite a person, the officer first, and let them accept; persons of the example choose no password."""
    token = new_token(acting.chance)
    invite = Invite(
        email=person.email,
        name=person.name,
        role=person.role,
        delegation=person.delegation,
        body=person.body,
        token=token,
        from_day=acting.at.date(),
    )
    if OFFICER in acting.accounts:
        acting.act(OFFICER, invite)
    else:
        acting.act_as(INSTALLATION, invite)
    invitation = Invitation.objects.filter(email=person.email, accepted_at=None).first()
    assert invitation is not None, "the person has just been invited"
    acting.act_as(invited_actor(invitation), acceptance(invitation, token, ""))
    return Account.objects.get(email=person.email)


def _fill_library(acting: _Acting) -> None:
    """References to the two published texts, without their text."""
    record = json.loads(_data("positions", LIBRARY))
    for one in record["texts"]:
        command = Register(
            symbol=one["symbol"],
            title=one["title"],
            date=date.fromisoformat(one["date"]),
            source=record["source"],
            matter=one["matter"],
        )
        acting.act(OFFICER, command)


def _take_through(told: ToldProposal, acting: _Acting) -> None:
    """Submit a proposal, put the question, take positions; announce the result where it is decided."""
    versions = {tag: TRANSLATION if tag == "en" else AUTHENTIC for tag in told.text}
    submit = Submit(
        body=told.body,
        matter=told.matter,
        title=told.title,
        text=told.text,
        versions=versions,
        classification=told.classification,
    )
    proposal = acting.act(told.submitted_by, submit).subject
    for one in told.sponsors:
        acting.act(one, Sponsor(proposal=proposal, delegation=one))
    seen = Proposal.objects.get(pk=proposal).version
    acting.act(OFFICER, PutToBody(proposal=proposal, seen=seen, manner=told.manner))
    question = Question.objects.get(proposal_id=proposal)
    if told.opinion is not None:
        _place_opinion(told.opinion, question, acting)
    for stand in told.positions:
        (seat,) = seated(question, stand.delegation)
        acting.act(stand.delegation, Take(question=question.id, seat=seat, camp=stand.camp))
    if told.decided:
        acting.act("chair", Close(question=question.id))
        acting.act("chair", Announce(question=question.id))


def _place_opinion(opinion: Opinion, question: Question, acting: _Acting) -> None:
    command = Make(
        question=question.id,
        delegation=opinion.delegation,
        kind=Statement.Kind.OPINION,
        text=opinion.text,
    )
    acting.act(opinion.delegation, command)


def _proposals() -> tuple[ToldProposal, ...]:
    name = "example-proposals.yaml"
    document = yaml_document(_data("examples", name), name)
    return decode_document(ToldProposals, document, "comity/example-proposals/1").proposals


def _data(*parts: str) -> Any:
    return files("comity").joinpath("data", *parts).read_text(encoding="utf-8")
