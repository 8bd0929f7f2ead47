"""What a deployment lacks: each as fact and cure, serious or not; one visible table of what is looked at."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from comity.app.organisation import house
from comity.core.values import Refused
from comity.formats.signing import LEDGER_KEY, read_key
from comity.store.models import Account, LedgerHead, OutboxMail, Role, Service
from comity.store.words import tells_capitals

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
OTHERS = stat.S_IRWXG | stat.S_IRWXO
SHORTEST_SECRET = 50
MAIL_WAITS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something that a deployment lacks, and what mends it; ``serious``: it must not be used for real before."""

    about: str
    fact: str
    cure: str
    serious: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What was looked at. ``public``: whether others than this machine are to be answered."""

    data: Path
    at: datetime

    @property
    def public(self) -> bool:
        """Whether a host name is answered that is not this machine's own."""
        return bool(set(settings.ALLOWED_HOSTS) - LOCAL)

    @property
    def by_file(self) -> bool:
        """Whether the database is a file in the folder."""
        return connection.vendor == "sqlite"


Look = Callable[[Deployment], Iterator[Lack]]


def _database(_: Deployment) -> Iterator[Lack]:
    """Written to and undone: a full or read-only disk shows here."""
    try:
        with transaction.atomic():
            Account.objects.filter(pk=0).update(is_active=False)
            transaction.set_rollback(True)
    except DatabaseError as error:
        fact = f"the database can't be written to ({error})"
        yield Lack(about="database", fact=fact, cure="Check the disk, the owner of the folder, and COMITY_DATABASE")


def _journal_mode(seen: Deployment) -> Iterator[Lack]:
    if not seen.by_file:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
    if mode.lower() != "wal":
        cure = "Keep the folder on a disk of this machine, not on a network"
        yield Lack(about="database", fact=f"the database file is not in WAL mode but in {mode}", cure=cure)
    if seen.public:
        cure = "Set COMITY_DATABASE to a PostgreSQL address where many vote at once, or servers are several"
        yield Lack(about="database", fact="the database is a file of this machine", cure=cure, serious=False)


def _letters(_: Deployment) -> Iterator[Lack]:
    """A database whose locale knows no letters beyond ASCII finds no word that is written in other capitals."""
    if not tells_capitals():
        fact = "the database does not know that Я is the capital of я: searching misses some"
        cure = (
            "Make it anew in a locale of UTF-8 (createdb --locale=C.UTF-8 --template=template0), and restore a backup"
        )
        yield Lack(about="database", fact=fact, cure=cure, serious=False)


def _ledger_key(seen: Deployment) -> Iterator[Lack]:
    try:
        key = read_key(seen.data / LEDGER_KEY)
    except Refused as refused:
        for problem in refused.problems:
            yield Lack(about="key of the ledger", fact=problem.fact, cure=problem.cure)
        return
    head = LedgerHead.objects.order_by("-size").first()
    if head is not None and head.key != key.key_id:
        fact = f"the latest head is signed by the key {head.key}, the folder holds {key.key_id}"
        yield Lack(
            about="key of the ledger", fact=fact, cure="Restore the key from a backup, or find out who replaced it"
        )


def _folder(seen: Deployment) -> Iterator[Lack]:
    mode = stat.S_IMODE(seen.data.stat().st_mode)
    if mode & OTHERS:
        fact = f"others than its owner may use the folder (mode {mode:04o})"
        yield Lack(about="folder", fact=fact, cure=f"Run: chmod 700 {seen.data}")


def _organisation(seen: Deployment) -> Iterator[Lack]:
    here = house()
    if here is None:
        yield Lack(about="organisation", fact="there is no organisation", cure="Found one: comity init")
        return
    if here.example and seen.public:
        cure = "Found your own in another folder: comity init; or answer this machine alone"
        yield Lack(about="organisation", fact="the example, whose links are printed, is open to others", cure=cure)
    if here.example:
        fact = "everything in this organisation is invented"
        yield Lack(about="organisation", fact=fact, cure="Found your own: comity init", serious=False)


def _https(seen: Deployment) -> Iterator[Lack]:
    if not settings.SECURE_SSL_REDIRECT:
        cure = "Put a proxy with a certificate in front, and set COMITY_HTTPS=true"
        yield Lack(about="HTTPS", fact="pages are reached without HTTPS", cure=cure, serious=seen.public)


def _hosts(seen: Deployment) -> Iterator[Lack]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Lack(about="host names", fact="every host name is answered", cure="Name yours in COMITY_HOSTS")
    if not seen.public:
        cure = "Name the host in COMITY_HOSTS, separated by commas"
        yield Lack(about="host names", fact="this machine alone is answered", cure=cure, serious=False)


def _secret(_: Deployment) -> Iterator[Lack]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        cure = "Remove COMITY_SECRET_KEY: one is made and kept in the folder; or give 50 signs of chance"
        yield Lack(about="secret", fact="the key of sessions and links is short", cure=cure)


def _mail(seen: Deployment) -> Iterator[Lack]:
    if not settings.COMITY_HAS_MAIL_SERVER:
        cure = "Set COMITY_SMTP_HOST and what goes with it"
        yield Lack(about="mail", fact="no mail server is set: mail waits in the outbox", cure=cure, serious=False)
        return
    waiting = OutboxMail.objects.filter(sent_at=None, made_at__lt=seen.at - MAIL_WAITS).count()
    if waiting:
        fact = f"mail that waits for more than an hour: {waiting}"
        yield Lack(about="mail", fact=fact, cure="Look at the outbox page: it says what the mail server answered")


def _second_factor(seen: Deployment) -> Iterator[Lack]:
    serving = Service.objects.filter(Q(until_day=None) | Q(until_day__gt=seen.at.date()), role=Role.OFFICER)
    officers = serving.values_list("person", flat=True)
    accounts = Account.objects.filter(person__in=list(officers), is_active=True, example=False)
    factors = apps.get_model("mfa", "Authenticator").objects.filter(type="totp")
    with_factor = set(factors.values_list("user_id", flat=True))
    without = accounts.exclude(pk__in=with_factor).count()
    if without:
        fact = f"secretariat officers without a second factor: {without}"
        yield Lack(about="second factor", fact=fact, cure="Each sets one up on the page of the account")


def _backup(_: Deployment) -> Iterator[Lack]:
    fact = "when the last backup was made is not known here"
    cure = "Let a timer run `comity backup`, and keep the file elsewhere"
    yield Lack(about="backup", fact=fact, cure=cure, serious=False)


LOOKS: tuple[Look, ...] = (
    _database,
    _journal_mode,
    _letters,
    _ledger_key,
    _folder,
    _organisation,
    _https,
    _hosts,
    _secret,
    _mail,
    _second_factor,
    _backup,
)
"""What is looked at, in this order."""


def lacks(seen: Deployment) -> tuple[Lack, ...]:
    """Everything that the deployment lacks, the serious first."""
    found = [lack for look in LOOKS for lack in look(seen)]
    return tuple(sorted(found, key=lambda one: not one.serious))
