"""Rotate the key of the ledger: the new one lies in the folder before the old one vouches for it, and alone after."""

from datetime import datetime
from pathlib import Path

from comity.app.actor import INSTALLATION
from comity.app.commands import do
from comity.app.commands.ledger import RotateKey
from comity.app.perform import Chance, Done
from comity.formats.signing import LEDGER_KEY, SEED_SIZE, SigningKey, make_key, read_key, write_key
from comity.store.models import SigningKey as PublicKey

NEXT_KEY = "ledger.key.next"
KEY_BYTES = 16


def rotate(data: Path, *, at: datetime, chance: Chance) -> Done | None:
    """Make a new key, let the old one vouch for it, and put it in its place; nothing is kept of the old one.

    Where an earlier try stopped between the entry and the file, that is finished, and ``None`` given. Raises what
    ``perform`` does, and ``Refused`` where the key can't be read.
    """
    current, coming = data / LEDGER_KEY, data / NEXT_KEY
    if coming.exists():
        if _signs(read_key(coming)):
            coming.replace(current)
            return None
        coming.unlink()
    old = read_key(current)
    new = make_key(chance(SEED_SIZE))
    write_key(coming, new)
    try:
        command = RotateKey(public_key=new.public_key.hex())
        done = do(command, INSTALLATION, at=at, key=chance(KEY_BYTES).hex(), chance=chance, signing_key=old)
    except BaseException:
        if not _signs(new):
            coming.unlink()
        raise
    coming.replace(current)
    return done


def _signs(key: SigningKey) -> bool:
    """Whether the ledger names this key as the one that signs from now on."""
    latest = PublicKey.objects.order_by("-from_size").first()
    return latest is not None and latest.id == key.key_id
