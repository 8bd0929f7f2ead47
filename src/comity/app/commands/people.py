"""Persons: invited to serve, serving for a term, and no longer. What names a person enters the ledger as commitment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from comity.app.actor import Actor
from comity.app.errors import Conflict, Fault, NotThere, Unfit, unfit
from comity.app.letters import invitation_letter
from comity.app.links import hash_of
from comity.app.organisation import House, the_house
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.policy import Target
from comity.app.posts import faults_of_post
from comity.core.values import Id
from comity.store.models import Account, Classification, Invitation, Role, Service

INVITATION_HOLDS = timedelta(days=7)
LONGEST_NAME = 200
SHORTEST_TOKEN = 32
LANGUAGES = ("en", "ru", "zh-hans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Command):
    """Invite a person to serve. ``token``: of the link, at least 32 signs; ``address``: what stands before it.

    Without an address no letter is written, and whoever made the token hands the link over.
    """

    verb: ClassVar[str] = "person.invite"
    email: str
    name: str
    role: str
    token: str
    from_day: date
    until_day: date | None = None
    delegation: Id = ""
    body: Id = ""
    language: str = "en"
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawInvitation(Command):
    """Withdraw an invitation that was not accepted yet."""

    verb: ClassVar[str] = "person.withdraw_invitation"
    invitation: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command):
    """Accept an invitation; made by ``acceptance``, which sees to it that a password itself never gets this far."""

    verb: ClassVar[str] = "person.accept_invitation"
    token: str
    password_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndService(Command):
    """End a service: ``until_day`` is the first day on which the person no longer serves."""

    verb: ClassVar[str] = "person.end_service"
    service: Id
    seen: int
    until_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerm(Command):
    """Change from when until when a person serves; what has begun keeps its first day."""

    verb: ClassVar[str] = "person.change_term"
    service: Id
    seen: int
    from_day: date
    until_day: date | None = None


# --- invitations -----------------------------------------------------------------------------------------------


def invite(command: Invite, doing: Doing) -> Result:
    """An invitation that holds for seven days, and the letter that tells of it."""
    doing.allow()
    here = the_house()
    faults = [*_faults_of_person(command), *_faults_of_invitation(command, here, doing)]
    if faults:
        raise Unfit(*faults)
    invitation = Invitation(
        id=doing.new_id(),
        email=command.email.strip(),
        name=" ".join(command.name.split()),
        language=command.language,
        token_hash=hash_of(command.token),
        role=command.role,
        delegation=command.delegation,
        body=command.body,
        from_day=command.from_day,
        until_day=command.until_day,
        invited_by=doing.actor.person,
        invited_at=doing.at,
        expires_at=doing.at + INVITATION_HOLDS,
    )
    invitation.save(force_insert=True)
    if command.address:
        invitation_letter(invitation, here, f"{command.address}{command.token}/").send()
    return Result(subject=_subject(invitation.id), outcome=_terms(invitation))


def withdraw_invitation(command: WithdrawInvitation, doing: Doing) -> Result:
    """The invitation withdrawn: its link no longer opens anything."""
    doing.allow()
    invitation = Invitation.objects.filter(pk=command.invitation).first()
    if invitation is None:
        raise NotThere(command.invitation)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=doing.at) != 1:
        raise unfit("", _("The invitation was accepted or withdrawn before. Nothing was changed."))
    return Result(subject=_subject(invitation.id), outcome=_terms(invitation))


def waiting_invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation of a link; ``None`` where it was used or withdrawn, has expired, or never was."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    return waiting.filter(token_hash=hash_of(token)).first()


def account_of(email: str) -> Account | None:
    """The account of an address, whatever its capitals."""
    return Account.objects.filter(email__iexact=email).first()


def person_of(invitation: Invitation) -> Id:
    """Who is invited: the person of the address; a new one has the id of the invitation."""
    known = account_of(invitation.email)
    return invitation.id if known is None else known.person


def invited_actor(invitation: Invitation) -> Actor:
    """The person who accepts, in no capacity yet."""
    return Actor(person=person_of(invitation), name=invitation.name)


def acceptance(invitation: Invitation, token: str, password: str) -> AcceptInvitation:
    """The command by which the invited person accepts. Raises ``Unfit`` for a weak password.

    The salt follows from the token, so that a form that is sent twice is one act.
    """
    here = the_house()
    if account_of(invitation.email) is not None or (here.example and not password):
        return AcceptInvitation(token=token)
    account = Account(email=invitation.email, name=invitation.name)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Unfit(*(Fault("password", message) for message in error.messages)) from error
    return AcceptInvitation(token=token, password_hash=make_password(password, salt=hash_of(f"salt {token}")[:32]))


def accept_invitation(command: AcceptInvitation, doing: Doing) -> Result:
    """The account, where the address has none, and the service from the day of acceptance on at the earliest."""
    invitation = waiting_invitation(command.token, doing.at)
    if invitation is None:
        raise NotThere("invitation")
    doing.allow(Target(person=person_of(invitation)))
    here = the_house()
    first_day = max(invitation.from_day, doing.today)
    if invitation.until_day is not None and invitation.until_day <= first_day:
        raise unfit("", _("The term for which you were invited is over. Ask the secretariat for a new invitation."))
    faults = faults_of_post(here.charter, invitation.role, invitation.delegation, invitation.body, first_day)
    changed = [fault.message for fault in faults]
    if changed:
        raise unfit("", _("The charter has changed since you were invited. Ask the secretariat for a new invitation."))
    _take(invitation, doing)
    account = account_of(invitation.email) or _new_account(invitation, command, here)
    if not account.is_active:
        raise unfit("", _("The account of this address is closed. Ask the secretariat."))
    service = Service(
        id=doing.new_id(),
        person=account.person,
        name=account.name,
        role=invitation.role,
        delegation=invitation.delegation,
        body=invitation.body,
        from_day=first_day,
        until_day=invitation.until_day,
    )
    doing.create(service)
    subject = Subject(id=service.id, classification=Classification.RESTRICTED)
    return Result(subject=subject, outcome={"invitation": invitation.id}, delegation=invitation.delegation)


def _take(invitation: Invitation, doing: Doing) -> None:
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if waiting.update(accepted_at=doing.at) != 1:
        raise Conflict(_("The invitation was accepted or withdrawn meanwhile."), {}, {})


def _new_account(invitation: Invitation, command: AcceptInvitation, here: House) -> Account:
    if not command.password_hash and not here.example:
        raise unfit("password", _("Choose a password."))
    account = Account(
        email=Account.objects.normalize_email(invitation.email),
        person=invitation.id,
        name=invitation.name,
        language=invitation.language,
        example=not command.password_hash,
    )
    if command.password_hash:
        account.password = command.password_hash
    else:
        account.set_unusable_password()  # a person of the example signs in by a link from the terminal
    account.save(force_insert=True)
    return account


# --- services --------------------------------------------------------------------------------------------------


def end_service(command: EndService, doing: Doing) -> Result:
    """The service with its end; the days served stay as they were."""
    doing.allow()
    service = _service(command.service)
    if command.until_day < max(doing.today, service.from_day):
        raise unfit("until_day", _("Give today or a later day: the days served stay as they were."))
    if service.until_day is not None and service.until_day < command.until_day:
        raise unfit("until_day", _("The service ends earlier than that. Change its term to prolong it."))
    return _changed(service, command.seen, doing, until_day=command.until_day)


def change_term(command: ChangeTerm, doing: Doing) -> Result:
    """The service with another term, as the charter allows it on its first day."""
    doing.allow()
    service = _service(command.service)
    begun = service.from_day <= doing.today
    faults: list[Fault] = []
    if command.from_day != service.from_day and (begun or command.from_day < doing.today):
        faults.append(
            Fault("from_day", _("A service that has begun keeps its first day; another begins today at the earliest."))
        )
    faults += _faults_of_term(command.from_day, command.until_day)
    if command.until_day is not None and command.until_day < doing.today:
        faults.append(Fault("until_day", _("Give today or a later day: the days served stay as they were.")))
    first_day = max(command.from_day, doing.today)
    faults += faults_of_post(the_house().charter, service.role, service.delegation, service.body, first_day)
    if faults:
        raise Unfit(*faults)
    return _changed(service, command.seen, doing, from_day=command.from_day, until_day=command.until_day)


def _service(id_: Id) -> Service:
    service = Service.objects.filter(pk=id_).first()
    if service is None:
        raise NotThere(id_)
    return service


def _changed(service: Service, seen: int, doing: Doing, **values: Any) -> Result:
    until_day = values["until_day"]
    if service.role == Role.OFFICER and until_day is not None and not _another_officer(service, until_day):
        raise unfit("until_day", _("No other secretariat officer serves on that day. Invite one first."))
    service.version = seen
    doing.update(service, **values)
    subject = Subject(id=service.id, classification=Classification.RESTRICTED)
    return Result(subject=subject, outcome=dict(values), delegation=service.delegation)


def _another_officer(service: Service, day: date) -> bool:
    others = Service.objects.filter(role=Role.OFFICER, from_day__lte=day).exclude(pk=service.pk)
    return others.filter(Q(until_day=None) | Q(until_day__gt=day)).exists()


# --- what is asked of what was sent ----------------------------------------------------------------------------


def _faults_of_person(command: Invite) -> Iterator[Fault]:
    try:
        validate_email(command.email.strip())
    except ValidationError:
        yield Fault("email", _("Give an address such as name@example.org."))
    if not command.name.strip() or len(command.name) > LONGEST_NAME:
        yield Fault("name", _("Give the name by which the person signs, in at most %d characters.") % LONGEST_NAME)
    if command.language not in LANGUAGES:
        yield Fault("language", _("Choose a language from the list."))
    if len(command.token) < SHORTEST_TOKEN:
        yield Fault("", _("The form is incomplete. Open the page again."))


def _faults_of_invitation(command: Invite, here: House, doing: Doing) -> Iterator[Fault]:
    yield from _faults_of_term(command.from_day, command.until_day)
    if command.until_day is not None and command.until_day <= doing.today:
        yield Fault("until_day", _("The term would be over. Give a later day, or none."))
    first_day = max(command.from_day, doing.today)
    yield from faults_of_post(here.charter, command.role, command.delegation, command.body, first_day)
    post = {"role": command.role, "delegation": command.delegation, "body": command.body}
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=doing.at, **post)
    if waiting.filter(email__iexact=command.email.strip()).exists():
        yield Fault("email", _("An invitation to this address for this role waits already. Withdraw it first."))
    known = account_of(command.email.strip())
    if known is not None and _serves(known.person, post, command.from_day, command.until_day):
        yield Fault("role", _("This person serves in this role during that term already."))


def _serves(person: Id, post: Mapping[str, str], from_day: date, until_day: date | None) -> bool:
    same = Service.objects.filter(Q(until_day=None) | Q(until_day__gt=from_day), person=person, **post)
    return (same if until_day is None else same.filter(from_day__lt=until_day)).exists()


def _faults_of_term(from_day: date, until_day: date | None) -> Iterator[Fault]:
    if until_day is not None and until_day <= from_day:
        yield Fault("until_day", _("The term ends before it begins: give a later day, or none."))


def _subject(id_: Id) -> Subject:
    return Subject(id=id_, classification=Classification.RESTRICTED)


def _terms(invitation: Invitation) -> dict[str, Any]:
    """What the ledger says of an invitation: everything but who was invited."""
    return {
        "role": invitation.role,
        "delegation": invitation.delegation,
        "body": invitation.body,
        "from_day": invitation.from_day,
        "until_day": invitation.until_day,
        "expires_at": invitation.expires_at,
    }


HANDLERS: Mapping[type[Any], Handler] = {
    Invite: invite,
    WithdrawInvitation: withdraw_invitation,
    AcceptInvitation: accept_invitation,
    EndService: end_service,
    ChangeTerm: change_term,
}
