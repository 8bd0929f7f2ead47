"""Who acts or asks: a person in the capacities in which they serve on the day; the public serves in none."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from comity.core.values import Id
from comity.store.models import Account, Role, Service


@dataclass(frozen=True, slots=True)
class Capacity:
    """A role, and for which delegation or body it is held."""

    role: Role
    delegation: Id = ""
    body: Id = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person and their capacities. ``confirmed``: they confirmed who they are a short while ago."""

    person: Id
    name: str = ""
    capacities: tuple[Capacity, ...] = field(default_factory=tuple)
    confirmed: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles, that of the public among them."""
        return frozenset(one.role for one in self.capacities) | {Role.PUBLIC}

    @property
    def delegations(self) -> frozenset[Id]:
        """The delegations that they serve in."""
        return frozenset(one.delegation for one in self.capacities if one.delegation)

    def acting_for(self) -> Id:
        """The delegation for which they act; empty for who acts for none, or holds an office alone."""
        held = (one.delegation for one in self.capacities if one.role != Role.SECRETARY_GENERAL)
        return next((one for one in held if one), "")


PUBLIC = Actor(person="public")
"""Who is not signed in."""

INSTALLATION = Actor(person="installation", capacities=(Capacity(Role.OFFICER),), confirmed=True)
"""Who sets an organisation up from the terminal: whoever may write to its folder."""


def serving_on(day: date) -> QuerySet[Service]:
    """Who serves on the day."""
    return Service.objects.filter(Q(until_day__isnull=True) | Q(until_day__gt=day), from_day__lte=day)


def actor_of(account: Account, today: date, *, confirmed: bool) -> Actor:
    """The actor that an account stands for on a day; one query."""
    rows = serving_on(today).filter(person=account.person).order_by("from_day", "id")
    return Actor(
        person=account.person,
        name=account.name,
        capacities=tuple(Capacity(Role(one.role), one.delegation, one.body) for one in rows),
        confirmed=confirmed,
    )
