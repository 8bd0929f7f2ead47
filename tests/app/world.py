"""An organisation of eight delegations to act in: the example's charter, and an actor for each role."""

import itertools
from datetime import UTC, date, datetime
from importlib.resources import files

from comity.app.actor import Actor, Capacity
from comity.app.commands import do
from comity.app.organisation import ORGANISATION
from comity.formats.signing import make_key
from comity.store.models import CharterVersion, LedgerTip, Organisation, Role, SigningKey

BODY = "heads-of-state"
SEATS = tuple(f"delegation-{letter}" for letter in "abcdefgh")
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEY = make_key(bytes(range(32)))
TITLE = {"en": "EXAMPLE title", "ru": "ПРИМЕР заглавия", "zh": "示例标题"}
TEXT = {"en": "EXAMPLE text.", "ru": "ПРИМЕР текста.", "zh": "示例文本。"}


def chance_from(seed=0):
    counter = itertools.count(seed)
    return lambda size: next(counter).to_bytes(size, "big")


def person(role, delegation="", body="", confirmed=True):
    name = "-".join(filter(None, (role, delegation)))
    return Actor(person=name, name=name, capacities=(Capacity(role, delegation, body),), confirmed=confirmed)


OFFICER = person(Role.OFFICER)
CHAIR = person(Role.CHAIR, body=BODY)
AUDITOR = person(Role.AUDITOR)
HEADS = {seat: person(Role.HEAD, seat) for seat in SEATS}
DELEGATE_A = person(Role.DELEGATE, "delegation-a")


class World:
    """Acts one after the other, a second apart, each under a key of its own."""

    def __init__(self, charter):
        self.charter = charter
        self.keys = itertools.count()
        self.chance = chance_from(1000)
        self.at = AT

    def act(self, actor, command, key=None):
        return do(
            command,
            actor,
            at=self.at,
            key=key or f"key-{next(self.keys):06d}",
            chance=self.chance,
            signing_key=KEY,
        )


def example_charter():
    return (files("comity") / "data" / "examples" / "example-organisation.yaml").read_text(encoding="utf-8")


def make_world(document=None):
    text = document or example_charter()
    CharterVersion.objects.create(
        id="version-1", number=1, document=text, sha256="0" * 64, in_force_from=date(2001, 6, 15)
    )
    Organisation.objects.create(id=ORGANISATION, charter_version="version-1", example=True, founded_at=AT)
    LedgerTip.objects.create(pk=1)
    SigningKey.objects.create(id=KEY.key_id, public=KEY.public_key.hex(), from_size=0)
    return World(text)
