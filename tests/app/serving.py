"""Persons put into service at once, by an act of the installation that only tests have."""

from dataclasses import dataclass
from datetime import date

from comity.app.perform import Command, Result, Sent, Subject, perform
from comity.store.models import Service


@dataclass(frozen=True, kw_only=True)
class Serve(Command):
    """Put persons into service: person and delegation of each."""

    verb = "person.serve"
    persons: tuple
    role: str
    from_day: date


def _serve(command, doing):
    for person, delegation in command.persons:
        doing.create(
            Service(
                id=doing.new_id(),
                person=person,
                name="EXAMPLE",
                role=command.role,
                delegation=delegation,
                from_day=command.from_day,
            )
        )
    return Result(subject=Subject(id="organisation"))


def serve(command, actor, at, chance, signing_key):
    """Do it once."""
    sent = Sent(command=command, actor=actor, at=at, key="serve-all", chance=chance, signing_key=signing_key)
    return perform(sent, _serve)
