"""Set an organisation up in a folder: database, key of the ledger, then the founding as an ordinary act."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from comity.app.actor import INSTALLATION
from comity.app.commands import do
from comity.app.commands.organisation import Found
from comity.app.commands.people import Invite, WithdrawInvitation
from comity.app.links import new_token
from comity.app.organisation import document_of
from comity.app.perform import Chance, Command, Done
from comity.core.charter.model import Charter
from comity.core.values import Problem, Refused
from comity.formats.charter_file import charter_data
from comity.formats.signing import LEDGER_KEY, SEED_SIZE, SigningKey, make_key, read_key, write_key
from comity.store.models import Invitation, LedgerTip, Organisation, Role, Service
from comity.store.models import SigningKey as PublicKey

KEY_BYTES = 16
FOUNDING_KEY = "organisation.found"
"""Under which key the founding is sent: tried again after a stop, it is the same act."""


def prepare(data: Path, chance: Chance) -> SigningKey:
    """Make what is missing of database and key, and bring the tables to this release; what is there stays.

    Raises ``Refused`` where the database does not answer, where the tables are of a newer release, where the ledger
    has heads but its key is gone, and where others can read the key.
    """
    try:
        _refuse_newer(data)
    except OperationalError as error:
        fact = f"the database does not answer ({' '.join(str(error).split())})"
        raise Refused([Problem(file=os.fspath(data), fact=fact, cure="Check COMITY_DATABASE and the folder")]) from None
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    LedgerTip.objects.get_or_create(pk=1)
    return _key(data / LEDGER_KEY, chance)


def is_founded() -> bool:
    """Whether there is an organisation."""
    return Organisation.objects.exists()


def found(
    charter: Charter, in_force_from: date, *, at: datetime, chance: Chance, key: SigningKey, example: bool = False
) -> Done:
    """Found the organisation.

    Raises what ``perform`` does: ``Unfit`` for a charter with something wrong in it, ``Conflict`` where there is an
    organisation already.
    """
    command = Found(charter=document_of(charter_data(charter)), in_force_from=in_force_from, example=example)
    return do(command, INSTALLATION, at=at, key=FOUNDING_KEY, chance=chance, signing_key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """The first secretariat officer, who invites everybody else."""

    email: str
    name: str
    language: str = "en"


def has_officer() -> bool:
    """Whether a secretariat officer has accepted to serve: from then on persons are invited in the pages alone."""
    return Service.objects.filter(role=Role.OFFICER).exists()


def invite_officer(officer: Officer, *, at: datetime, chance: Chance, key: SigningKey) -> str:
    """Invite the first officer; an invitation that was lost before is withdrawn.

    Gives the token of the link, which is shown once and kept as its hash alone. Raises ``Unfit`` for an address, a
    name or a language that can't be taken.
    """
    token = new_token(chance)
    with transaction.atomic():
        for lost in Invitation.objects.filter(role=Role.OFFICER, accepted_at=None, withdrawn_at=None):
            _do(WithdrawInvitation(invitation=lost.id), at, chance, key)
        invite = Invite(
            email=officer.email,
            name=officer.name,
            language=officer.language,
            role=Role.OFFICER,
            token=token,
            from_day=at.date(),
        )
        _do(invite, at, chance, key)
    return token


def _do(command: Command, at: datetime, chance: Chance, key: SigningKey) -> None:
    do(command, INSTALLATION, at=at, key=chance(KEY_BYTES).hex(), chance=chance, signing_key=key)


def _refuse_newer(data: Path) -> None:
    loader = MigrationLoader(connection)
    if any(key not in loader.disk_migrations for key in loader.applied_migrations or ()):
        fact, cure = "the database is of a newer release of Comity", "Install that release"
        raise Refused([Problem(file=os.fspath(data), fact=fact, cure=cure)])


def _key(path: Path, chance: Chance) -> SigningKey:
    """The key of the folder, made where the ledger has none yet."""
    if path.exists():
        key = read_key(path)
    elif PublicKey.objects.exists():
        fact = "the key that signs the ledger is not in the folder"
        raise Refused([Problem(file=os.fspath(path), fact=fact, cure="Restore it from a backup")])
    else:
        key = make_key(chance(SEED_SIZE))
        write_key(path, key)
    if not PublicKey.objects.exists():
        PublicKey.objects.create(id=key.key_id, public=key.public_key.hex(), from_size=1)
    return key
