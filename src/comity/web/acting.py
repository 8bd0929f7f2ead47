"""Acts from pages: the request gives actor and key, the system chance, the folder the signing key."""

import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from comity.app.commands import do
from comity.app.errors import unfit
from comity.app.perform import Command, Done
from comity.formats.signing import SigningKey, read_key
from comity.web.request import actor_of_request, now

LONGEST_KEY = 80
LEDGER_KEY = "ledger.key"


def act(request: HttpRequest, command: Command) -> Done:
    """Do what the form asks for, once for each key of a form. Raises what ``perform`` does."""
    key = request.POST.get("key", "")
    if not 8 <= len(key) <= LONGEST_KEY:
        raise unfit("", "The form is incomplete. Open the page again.")
    return do(
        command,
        actor_of_request(request),
        at=now(),
        key=key,
        chance=secrets.token_bytes,
        signing_key=signing_key(),
    )


def signing_key() -> SigningKey:
    """The key that signs heads; read again after it was rotated."""
    path = Path(settings.COMITY_DATA) / LEDGER_KEY
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _written: int) -> SigningKey:
    return read_key(path)
