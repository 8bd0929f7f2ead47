"""The organisation's key, rotated: the old one vouches for the new one by a head of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from comity.app.errors import unfit
from comity.app.organisation import ORGANISATION
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.core.ledger.receipt import KEY_SIZE, fingerprint, key_id
from comity.store.models import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKey(Command):
    """Sign by a new key from the next act on; ``public_key``: its 32 bytes in hexadecimal digits."""

    verb: ClassVar[str] = "ledger.rotate_key"
    public_key: str


def rotate_key(command: RotateKey, doing: Doing) -> Result:
    """The new key in the entry, whose head is the last that the old key signs."""
    doing.allow()
    try:
        public = bytes.fromhex(command.public_key)
    except ValueError:
        public = b""
    if len(public) != KEY_SIZE:
        raise unfit("public_key", _("This is no public key of Ed25519."))
    label = key_id(public)
    if SigningKey.objects.filter(pk=label).exists():
        raise unfit("public_key", _("This key has signed before: make a new one."))
    # The edge is locked: this entry makes the head of one entry more, and the new key signs the head after that.
    from_size = doing.edge.size + 2
    SigningKey.objects.create(id=label, public=public.hex(), from_size=from_size)
    doing.edge.keys = (*doing.edge.keys, (from_size, label))
    outcome = {
        "key": label,
        "public_key": public.hex(),
        "fingerprint": fingerprint(public),
        "from_size": from_size,
    }
    return Result(subject=Subject(id=ORGANISATION), outcome=outcome)


HANDLERS: Mapping[type[Any], Handler] = {RotateKey: rotate_key}
