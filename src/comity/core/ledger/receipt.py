"""A receipt: an entry, the proof that it is in the tree, and the signed head of the tree; and how it is checked."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from comity.core.ledger.entry import check_moment
from comity.core.ledger.merkle import HASH_SIZE, check_inclusion, leaf_hash

KEY_SIZE = 32
KEY_ID_LENGTH = 16


def fingerprint(public_key: bytes) -> str:
    """The name of a key by which it can be trusted: SHA-256 of its 32 bytes, in hexadecimal digits."""
    return hashlib.sha256(public_key).hexdigest()


def key_id(public_key: bytes) -> str:
    """A short label of a key: the first digits of its fingerprint. It tells keys apart; it proves nothing."""
    return fingerprint(public_key)[:KEY_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the tree: how many entries, their root, when it was signed, and the label of the key."""

    size: int
    root: bytes
    at: str
    key_id: str

    def __post_init__(self) -> None:
        """Refuse a head that no tree has."""
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise ValueError(f"no tree has such a head: give a size from 0 and a root of {HASH_SIZE} bytes")
        check_moment(self.at)


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head, and the signature over its canonical bytes."""

    head: Head
    signature: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed head that somebody keeps outside, and the key that is said to have signed it."""

    signed: SignedHead
    public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The canonical bytes of an entry, its place, the way to the root, the signed head, and the key."""

    entry: bytes
    index: int
    proof: tuple[bytes, ...]
    signed: SignedHead
    public_key: bytes


Verify = Callable[[SignedHead, bytes], bool]
"""Says whether the signature of a head was made by the holder of a public key."""

StepName = Literal["in_tree", "key_named", "signed", "key_expected"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was looked at; ``holds`` is ``None`` where nothing was given to hold it to."""

    name: StepName
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, in order."""

    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return not self.failed

    @property
    def failed(self) -> tuple[StepName, ...]:
        """What failed, in order."""
        return tuple(one.name for one in self.steps if one.holds is False)

    @property
    def key_is_known(self) -> bool:
        """Whether the key was held to one that was known beforehand.

        Without that, a receipt that holds proves only that whoever holds its key signed it.
        """
        return any(one.name == "key_expected" and one.holds is not None for one in self.steps)


def check(receipt: Receipt, verify: Verify, expected: str | None = None) -> Checked:
    """Check a receipt; ``expected`` is the fingerprint of the key that the checker knows from elsewhere."""
    head = receipt.signed.head
    return Checked(
        (
            Step("in_tree", _in_tree(receipt)),
            Step("key_named", head.key_id == key_id(receipt.public_key)),
            Step("signed", verify(receipt.signed, receipt.public_key)),
            Step("key_expected", None if expected is None else expected == fingerprint(receipt.public_key)),
        )
    )


def _in_tree(receipt: Receipt) -> bool:
    head = receipt.signed.head
    return check_inclusion(leaf_hash(receipt.entry), receipt.index, head.size, receipt.proof, head.root)
