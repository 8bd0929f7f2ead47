"""The organisation's keys: which one signs from which size of the ledger on."""

from dataclasses import dataclass
from typing import Any

from comity.app.verification.findings import Code, Finding, Findings, brief, hexed
from comity.core.ledger.entry import Entry
from comity.core.ledger.receipt import key_id
from comity.store.models import SigningKey

ROTATION = "ledger.rotate_key"

FIRST = 1
"""The size of the first head: from there the key of the founding signs."""


@dataclass(slots=True)
class Keys:
    """The keys in the order in which they came to sign, and those that entries name."""

    rows: list[SigningKey]
    named: dict[str, tuple[int, Any]]

    @classmethod
    def read(cls) -> "Keys":
        """All keys; they are few."""
        return cls(list(SigningKey.objects.order_by("from_size", "id")), {})

    def at(self, size: int) -> SigningKey | None:
        """The key that signs the head of that size."""
        valid = [one for one in self.rows if one.from_size <= size]
        return valid[-1] if valid else (self.rows[0] if self.rows else None)

    def note(self, entry: Entry) -> None:
        """Keep what an entry says of a new key."""
        if entry.verb == ROTATION and entry.outcome is not None:
            self.named[str(entry.outcome.get("key"))] = (entry.sequence, dict(entry.outcome))

    def check(self, found: Findings) -> None:
        """Each key is what its label says; each but the first is named by an entry, and each that is named is there."""
        for position, row in enumerate(self.rows):
            if key_id(hexed(row.public)) != row.id:
                found.add(Finding(code=Code.KEY_UNFIT, table="signing_key", row=row.id, found=brief(row.public)))
            _sequence, said = self.named.pop(row.id, (None, None))
            stands = {"public_key": row.public, "from_size": row.from_size}
            expected = None if said is None else {name: said.get(name) for name in stands}
            if not position and said is None:
                expected = {**stands, "from_size": FIRST}
            if (position and said is None) or (expected is not None and expected != stands):
                found.add(
                    Finding(
                        code=Code.KEY_UNNAMED,
                        table="signing_key",
                        row=row.id,
                        expected=None if expected is None else brief(expected),
                        found=brief(stands),
                    )
                )
        for key, (sequence, _said) in self.named.items():
            found.add(Finding(code=Code.KEY_MISSING, entry=sequence, table="signing_key", row=key))
