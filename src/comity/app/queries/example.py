"""The persons of the example, and a link for each."""

from dataclasses import dataclass
from datetime import datetime

from comity.app.links import make_sign_in_link
from comity.app.organisation import house
from comity.app.perform import Chance
from comity.core.values import Language
from comity.store.models import Account, Role, Service, SignInLink
from comity.workbench.naming import names_in

SIGN_IN = "/sign-in/{token}/"
"""Where a link leads within the installation."""

ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class PersonLink:
    """Who a link is for, in words, and its address within the installation."""

    title: str
    path: str


def new_links(at: datetime, chance: Chance, language: Language = "en") -> tuple[PersonLink, ...]:
    """A new sign-in link for each person of the example, by role and delegation. Links of before are void."""
    here = house()
    accounts = {one.person: one for one in Account.objects.filter(example=True, is_active=True)}
    if here is None or not here.example:
        return ()
    SignInLink.objects.filter(account__example=True, used_at=None).delete()
    names = names_in(here.charter, language)
    links = []
    for service in sorted(Service.objects.filter(until_day=None), key=_place):
        account = accounts.pop(service.person, None)
        if account is None:
            continue
        where = service.delegation or service.body
        title = f"{Role(service.role).label}{f', {names(where)}' if where else ''} ({account.name})"
        links.append(PersonLink(title, SIGN_IN.format(token=make_sign_in_link(account, at, chance))))
    return tuple(links)


def _place(service: Service) -> tuple[int, str, str]:
    return ROLES.index(Role(service.role)), service.delegation, service.name
