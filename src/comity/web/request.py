"""What a request says beyond its form: who asks, when, in which language, under which key of an act."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from comity.app.actor import PUBLIC, Actor, actor_of
from comity.core.values import Language
from comity.store.models import Account
from comity.web.languages import OF_TEXTS

CONFIRMED_FOR = timedelta(minutes=15)
CONFIRMED_AT = "confirmed_at"
"""Key of the session: when the person last confirmed who they are."""

ASKED_BY = "comity_actor"
"""Where a request keeps who asks, so that it is asked once."""


def now() -> datetime:
    """The moment; the clock is looked at here and at no lower floor."""
    return datetime.now(UTC)


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks; asked of the database once a request."""
    known = vars(request).get(ASKED_BY)
    if known is None:
        account = getattr(request, "user", None)  # nobody where a request is refused before its session is read
        known = PUBLIC
        if isinstance(account, Account) and account.is_active:
            known = actor_of(account, now().date(), confirmed=is_confirmed(request))
        vars(request)[ASKED_BY] = known
    return cast("Actor", known)


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person confirmed who they are a short while ago; a person of the example does so once a session."""
    stamp = request.session.get(CONFIRMED_AT)
    if stamp is None:
        return False
    account = request.user
    return (isinstance(account, Account) and account.example) or now() - datetime.fromtimestamp(
        stamp, UTC
    ) < CONFIRMED_FOR


def confirm(request: HttpRequest) -> None:
    """Keep that the person has just confirmed who they are."""
    request.session[CONFIRMED_AT] = now().timestamp()


def local(request: HttpRequest, address: str) -> str:
    """The address where it is one of this house, as a path; else that of the first page."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(address)
    found = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return found if url_has_allowed_host_and_scheme(found, None) and found.startswith("/") else "/"


def language_of_request() -> Language:
    """The language of texts and sentences."""
    return OF_TEXTS.get((get_language() or "en").lower(), "en")


def number_in(text: str) -> int | None:
    """The number that an address or a form gives in plain figures; ``None`` for anything else.

    >>> number_in("12"), number_in("²"), number_in("-1")
    (12, None, None)
    """
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def version_seen(request: HttpRequest) -> int:
    """The version of the row from which the form was made; 0, which no row has, where the form does not say it."""
    return number_in(request.POST.get("version", "")) or 0


def new_key() -> str:
    """A key for an act that a form offers: sent twice, it is one act."""
    return secrets.token_urlsafe(18)
