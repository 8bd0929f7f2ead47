"""Links that stand for a person: made once, used once, and kept as the hash of their token alone."""

import hashlib
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from comity.app.actor import Actor
from comity.app.perform import Chance
from comity.store.models import Account, SignInLink

TOKEN_BYTES = 32
SIGN_IN_HOLDS = timedelta(hours=12)


def hash_of(token: str) -> str:
    """What is kept of a token: 256 bits of chance need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(chance: Chance) -> str:
    """A token that nobody guesses."""
    return chance(TOKEN_BYTES).hex()


def token_of_form(actor: Actor, key: str) -> str:
    """The token of an act that a form asks for: the same however often it is sent, and nobody else can make it."""
    return salted_hmac("comity.app.links", f"{actor.person} {key}", algorithm="sha256").hexdigest()


def make_sign_in_link(account: Account, at: datetime, chance: Chance, holds: timedelta = SIGN_IN_HOLDS) -> str:
    """The token of a new link that signs the person in once."""
    token = new_token(chance)
    SignInLink.objects.create(token_hash=hash_of(token), account=account, made_at=at, expires_at=at + holds)
    return token


def account_of_link(token: str, at: datetime) -> Account | None:
    """Whom a link would sign in; ``None`` where it was used, has expired, or never was. The link stays unused."""
    found = _usable(token, at)
    return None if found is None else found.account


def use_sign_in_link(token: str, at: datetime) -> Account | None:
    """Whom the link signs in, once: of two who use it at the same moment, one gets ``None``."""
    found = _usable(token, at)
    if found is None:
        return None
    taken = SignInLink.objects.filter(pk=found.pk, used_at=None).update(used_at=at)
    return found.account if taken == 1 else None


def _usable(token: str, at: datetime) -> SignInLink | None:
    links = SignInLink.objects.select_related("account")
    return links.filter(pk=hash_of(token), used_at=None, expires_at__gt=at, account__is_active=True).first()
