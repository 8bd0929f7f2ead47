"""Persons put into service at once, by an act of the installation that only tests have."""

import secrets
from dataclasses import dataclass
from datetime import date

from app.large import SEATS
from comity.app.perform import Command, Result, Sent, Subject, perform
from comity.store.models import Account, LedgerEntry, Question, Role, Service


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


def sessions():
    """An account, a capacity and a confirmed session for the head of each delegation: seat to key of the session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from comity.app.actor import INSTALLATION
    from comity.web.acting import signing_key
    from comity.web.request import CONFIRMED_AT, now

    persons = tuple((f"head-of-{seat}", seat) for seat in SEATS)
    command = Serve(persons=persons, role=Role.HEAD, from_day=date(2026, 1, 1))
    serve(command, INSTALLATION, now(), secrets.token_bytes, signing_key())
    keys = {}
    for person, seat in persons:
        account = Account.objects.create(email=f"{seat}@example.org", person=person, name="EXAMPLE", example=True)
        store = SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store[CONFIRMED_AT] = now().timestamp()
        store.create()
        keys[seat] = store.session_key
    return keys


def queries_of(paths, session):
    """How often each page asks the database, of those that the session's person may open."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = session
    found = {}
    for path in paths:
        if client.get(path).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found[path] = len(asked)
    return found


def votes_of(question):
    """How many entries take a position on the question."""
    proposal = Question.objects.get(pk=question).proposal_id
    return LedgerEntry.objects.filter(verb="position.take", subject=proposal).count()
