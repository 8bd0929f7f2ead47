"""Acts from pages: the request gives actor and key, the system chance, the folder the signing key."""

import secrets
from functools import lru_cache
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comity.app.actor import Actor
from comity.app.commands import do
from comity.app.errors import Conflict, Denied, NeedsConfirmation, Unfit, unfit
from comity.app.perform import Command, Done
from comity.app.policy import BINDING, grants
from comity.formats.signing import LEDGER_KEY, SigningKey, read_key
from comity.store.ledger import StaleKey
from comity.web.forms import add_faults
from comity.web.request import actor_of_request, new_key, now

LONGEST_KEY = 80


def act(request: HttpRequest, command: Command) -> Done:
    """Do what the form asks for, once for each key of a form. Raises what ``perform`` does."""
    key = request.POST.get("key", "")
    if not 8 <= len(key) <= LONGEST_KEY:
        raise unfit("", _("The form is incomplete. Open the page again."))
    try:
        return do(
            command,
            actor_of_request(request),
            at=now(),
            key=key,
            chance=secrets.token_bytes,
            signing_key=signing_key(),
        )
    except StaleKey:
        raise unfit("", _("The key of the ledger has just been changed. Send it once more.")) from None


def about_to(request: HttpRequest, action: str) -> Actor:
    """Who asks, where the policy grants them the act; the command asks it again when it is done.

    Raises ``Denied``; and ``NeedsConfirmation`` where the act binds, before anything is typed.
    """
    actor = actor_of_request(request)
    if not grants(actor, action):
        raise Denied(action)
    if request.method == "GET" and action in BINDING and not actor.confirmed:
        raise NeedsConfirmation(action)
    return actor


def form_key(request: HttpRequest) -> str:
    """The key of the form: the one that was sent, so that a second try is the same act."""
    return request.POST.get("key") or new_key()


def tried(request: HttpRequest, form: forms.Form, command: Command) -> Done | None:
    """The act done; ``None`` where it was refused, and then the form says why."""
    try:
        return act(request, command)
    except Unfit as refused:
        add_faults(form, refused)
    except Conflict:
        form.add_error(
            None, _("Somebody changed it meanwhile. What you wrote is kept here; the page shows what is there now.")
        )
    return None


def signing_key() -> SigningKey:
    """The key that signs heads; read again after it was rotated."""
    path = Path(settings.COMITY_DATA) / LEDGER_KEY
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _written: int) -> SigningKey:
    return read_key(path)
