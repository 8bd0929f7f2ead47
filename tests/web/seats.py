"""Signed-in browsers for each role of the organisation of the tests."""

from datetime import date

from django.test import Client

from app.world import AT, BODY
from comity.store.models import Account, Role, Service
from comity.web.request import CONFIRMED_AT

PEOPLE = {
    "officer": (Role.OFFICER, "", ""),
    "secretary-general": (Role.SECRETARY_GENERAL, "", ""),
    "chair": (Role.CHAIR, "", BODY),
    "chair-elsewhere": (Role.CHAIR, "", "foreign-ministers"),
    "head-a": (Role.HEAD, "delegation-a", ""),
    "head-b": (Role.HEAD, "delegation-b", ""),
    "delegate-a": (Role.DELEGATE, "delegation-a", ""),
    "delegate-b": (Role.DELEGATE, "delegation-b", ""),
    "observer": (Role.OBSERVER, "observer-delegation", ""),
    "partner": (Role.PARTNER, "partner-delegation", ""),
    "auditor": (Role.AUDITOR, "", ""),
    "public": None,
}


def browser(name, *, confirmed=True):
    """A client signed in as that person; the public's is signed in as nobody."""
    client = Client(headers={"host": "localhost"})
    serves = PEOPLE[name]
    if serves is None:
        return client
    role, delegation, body = serves
    account, made = Account.objects.get_or_create(
        email=f"{name}@example.org", defaults={"person": name, "name": f"Person {name}"}
    )
    if made:
        Service.objects.create(
            id=f"service-{name}",
            person=name,
            name=f"Person {name}",
            role=role,
            delegation=delegation,
            body=body,
            from_day=date(2020, 1, 1),
            salt="00" * 32,
        )
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    if confirmed:
        session = client.session
        session[CONFIRMED_AT] = AT.timestamp() + 10**9
        session.save()
    return client
