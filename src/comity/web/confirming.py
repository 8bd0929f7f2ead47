"""How a person confirms who they are, before an act that binds: one visible table of ways."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comity.store.models import Account
from comity.web.kit.words import Words


class By(StrEnum):
    """By what a person confirms."""

    TERMINAL = "terminal"
    REMEMBERED = "remembered"
    """The password of the account."""
    AUTHENTICATOR = "authenticator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to confirm: its name, what to give, whether that is hidden while typed, to whom it is open, the check."""

    name: Words
    label: Words
    help: Words
    hidden: bool
    open_to: Callable[[Account], bool]
    holds: Callable[[HttpRequest, Account, str], bool]


def _has_terminal_code(account: Account) -> bool:
    return account.example and bool(settings.COMITY_CONFIRMATION_CODE)


def _is_terminal_code(request: HttpRequest, account: Account, given: str) -> bool:
    del request, account
    return secrets.compare_digest(given.strip().encode(), str(settings.COMITY_CONFIRMATION_CODE).encode())


def _is_password(request: HttpRequest, account: Account, given: str) -> bool:
    if not account.check_password(given):
        return False
    reauthenticate_by_password(request)
    return True


def _is_authenticator_code(request: HttpRequest, account: Account, given: str) -> bool:
    del request
    form = ReauthenticateForm(data={"code": given.strip()}, user=account)
    try:
        if not form.is_valid():
            return False
    except ValidationError:
        return False
    form.save()
    return True


WAYS: Mapping[By, Way] = {
    By.TERMINAL: Way(
        name=_("Code on the terminal"),
        label=_("Code"),
        help=_("The code stands on the terminal from which this example was started."),
        hidden=False,
        open_to=_has_terminal_code,
        holds=_is_terminal_code,
    ),
    By.AUTHENTICATOR: Way(
        name=_("Code of the authenticator"),
        label=_("Code"),
        help=_("The six digits that your authenticator shows now, or one of your recovery codes."),
        hidden=False,
        open_to=is_mfa_enabled,
        holds=_is_authenticator_code,
    ),
    By.REMEMBERED: Way(
        name=_("Password"),
        label=_("Password"),
        help=_("The password of your account."),
        hidden=True,
        open_to=Account.has_usable_password,
        holds=_is_password,
    ),
}


def ways_of(account: Account) -> Mapping[By, Way]:
    """The ways that are open to a person, the strongest first."""
    return {by: way for by, way in WAYS.items() if way.open_to(account)}
