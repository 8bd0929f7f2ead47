"""Persons: who serves as what, who is invited, what mail waits, and what the policy grants to whom."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from comity.app.actor import Actor
from comity.app.commands.people import person_of
from comity.app.errors import Denied, NotThere
from comity.app.organisation import House, house, the_house
from comity.app.policy import Target, grants
from comity.app.posts import POSTS, bodies_on, delegations_on
from comity.core.values import Id, Language
from comity.store.models import Account, Invitation, OutboxMail, Role, Service
from comity.workbench.naming import names_in, ordered

LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTold:
    """A service as a page shows it; ``state`` is a code of the page kit."""

    id: Id
    version: int
    name: str
    email: str
    role: str
    where: str
    from_day: date
    until_day: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationTold:
    """An invitation as a page shows it."""

    id: Id
    name: str
    email: str
    role: str
    where: str
    from_day: date
    until_day: date | None
    invited_at: datetime
    expires_at: datetime
    state: str

    @property
    def waits(self) -> bool:
        """Whether it can still be accepted."""
        return self.state == "invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The page of persons."""

    services: tuple[ServiceTold, ...]
    invitations: tuple[InvitationTold, ...]
    serving: int
    waiting: int
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """What an invitation can be for, as choices of a form."""

    roles: tuple[Choice, ...]
    delegations: tuple[Choice, ...]
    bodies: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTold:
    """A mail as a page shows it: no link in it is ever shown."""

    id: int
    to: str
    subject: str
    text: str
    hides_links: bool
    made_at: datetime
    sent_at: datetime | None
    failure: str

    @property
    def state(self) -> str:
        """A code of the page kit."""
        if self.sent_at is not None:
            return "sent"
        return "failed" if self.failure else "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What the invited person is told before they accept."""

    organisation: str
    name: str
    email: str
    role: str
    where: str
    from_day: date
    until_day: date | None
    expires_at: datetime
    has_account: bool


def people(actor: Actor, language: Language, at: datetime, *, everybody: bool = False) -> People:
    """Who serves today (or ever did, and will), and the invitations; in four queries."""
    _held(actor, "person.list")
    here = house()
    name = _names(here, language)
    today = at.date()
    services = tuple(Service.objects.order_by("name", "from_day", "id"))
    emails = _emails(one.person for one in services)
    told = tuple(_service(one, emails, name, today) for one in services)
    invitations = Invitation.objects.order_by("-invited_at", "id")
    if not everybody:
        invitations = invitations.filter(accepted_at=None, withdrawn_at=None)
    return People(
        services=tuple(one for one in told if everybody or one.state != "term_over"),
        invitations=tuple(_invitation(one, name, at) for one in invitations),
        serving=sum(one.state == "active" for one in told),
        waiting=sum(_state_of(one, at) == "invited" for one in invitations),
        example=here is not None and here.example,
    )


def service_told(actor: Actor, service: Id, language: Language, today: date) -> ServiceTold:
    """One service. Raises ``NotThere``."""
    _held(actor, "person.list")
    found = Service.objects.filter(pk=service).first()
    if found is None:
        raise NotThere(service)
    return _service(found, _emails([found.person]), _names(house(), language), today)


def invitation_told(actor: Actor, invitation: Id, language: Language, at: datetime) -> InvitationTold:
    """One invitation. Raises ``NotThere``."""
    _held(actor, "person.list")
    found = Invitation.objects.filter(pk=invitation).first()
    if found is None:
        raise NotThere(invitation)
    return _invitation(found, _names(house(), language), at)


def own_services(actor: Actor, language: Language, today: date) -> tuple[ServiceTold, ...]:
    """In which capacities the reader serves, served and will serve."""
    _held(actor, "account.see", Target(person=actor.person))
    services = Service.objects.filter(person=actor.person).order_by("-from_day", "id")
    name = _names(house(), language)
    return tuple(_service(one, {}, name, today) for one in services)


def invited(invitation: Invitation, language: Language) -> Invited:
    """What the invitation says to whom it invites."""
    here = the_house()
    name = names_in(here.charter, language)
    return Invited(
        organisation=here.name(language),
        name=invitation.name,
        email=invitation.email,
        role=str(Role(invitation.role).label),
        where=_where(invitation.delegation, invitation.body, name),
        from_day=invitation.from_day,
        until_day=invitation.until_day,
        expires_at=invitation.expires_at,
        has_account=person_of(invitation) != invitation.id,
    )


def posts(actor: Actor, language: Language, today: date) -> Posts:
    """What an invitation can be for, on the day."""
    _held(actor, "person.invite")
    charter = the_house().charter
    name = names_in(charter, language, today)
    votes = delegations_on(charter, today)
    return Posts(
        roles=tuple((one.value, str(one.label)) for one in POSTS),
        delegations=tuple((one, name(one)) for one in ordered(charter, votes, today)),
        bodies=tuple((one, name(one)) for one in bodies_on(charter, today)),
    )


def outbox(actor: Actor, start: int, count: int) -> tuple[tuple[MailTold, ...], int]:
    """Mails, the latest first, and how many there are."""
    _held(actor, "outbox.see")
    mails = OutboxMail.objects.order_by("-made_at", "-id")
    return tuple(_mail(one) for one in mails[start : start + count]), mails.count()


def outbox_waiting() -> int:
    """How many mails wait to be sent."""
    return OutboxMail.objects.filter(sent_at=None).count()


def mail_told(actor: Actor, mail: int) -> MailTold:
    """One mail. Raises ``NotThere``."""
    _held(actor, "outbox.see")
    found = OutboxMail.objects.filter(pk=mail).first()
    if found is None:
        raise NotThere(str(mail))
    return _mail(found)


def without_links(text: str) -> str:
    """The text with every link taken out: a link in a mail may sign its reader in.

    >>> without_links("Open https://example.org/invitation/abc/ today.").count("example.org")
    0
    """
    return LINK.sub(lambda _found: _("[a link, shown to nobody but its reader]"), text)


def _held(actor: Actor, action: str, target: Target | None = None) -> None:
    if not grants(actor, action, target or Target()):
        raise Denied(action)


def _names(here: House | None, language: Language) -> Callable[[Id], str]:
    return (lambda id_: id_) if here is None else here.names(language)


def _where(delegation: Id, body: Id, name: Callable[[Id], str]) -> str:
    return name(delegation or body) if delegation or body else ""


def _emails(persons: Iterable[Id]) -> dict[Id, str]:
    return dict(Account.objects.filter(person__in=set(persons)).values_list("person", "email"))


def _service(row: Service, emails: dict[Id, str], name: Callable[[Id], str], today: date) -> ServiceTold:
    over = row.until_day is not None and row.until_day <= today
    return ServiceTold(
        id=row.id,
        version=row.version,
        name=row.name,
        email=emails.get(row.person, ""),
        role=str(Role(row.role).label),
        where=_where(row.delegation, row.body, name),
        from_day=row.from_day,
        until_day=row.until_day,
        state="term_over" if over else "active" if row.from_day <= today else "waiting",
    )


def _state_of(row: Invitation, at: datetime) -> str:
    if row.accepted_at is not None:
        return "active"
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "invited" if row.expires_at > at else "lapsed"


def _invitation(row: Invitation, name: Callable[[Id], str], at: datetime) -> InvitationTold:
    return InvitationTold(
        id=row.id,
        name=row.name,
        email=row.email,
        role=str(Role(row.role).label),
        where=_where(row.delegation, row.body, name),
        from_day=row.from_day,
        until_day=row.until_day,
        invited_at=row.invited_at,
        expires_at=row.expires_at,
        state=_state_of(row, at),
    )


def _mail(row: OutboxMail) -> MailTold:
    return MailTold(
        id=row.pk,
        to=row.to,
        subject=row.subject,
        text=without_links(row.body),
        hides_links=row.secret,
        made_at=row.made_at,
        sent_at=row.sent_at,
        failure=row.failure,
    )
