"""Ed25519: the key of an organisation's ledger, its signatures, its files.

A private key lives in a file that only its owner reads, and leaves it only encrypted. Chance is an argument here too:
who makes a key gives 32 bytes of it.
"""

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from comity.core.ledger.receipt import fingerprint, key_id
from comity.core.values import Problem, Refused
from comity.formats.canonical import canonical_bytes
from comity.formats.documents import read_bytes, refuse_any
from comity.formats.json_text import json_document
from comity.formats.versioned import decode_document

SEED_SIZE = 32
SALT_SIZE = 16
SIGNATURE_SIZE = 64
OWNER_ONLY = 0o600
KEY_SCHEMA = "comity/key/1"
SCRYPT_COST = 2**17
"""With blocks of 8 and one lane: 128 MiB and some tenths of a second for each passphrase that somebody tries."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key of Ed25519. Printing it shows its label only."""

    private: Ed25519PrivateKey

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def key_id(self) -> str:
        """The label of the key."""
        return key_id(self.public_key)

    def sign(self, message: bytes) -> bytes:
        """The signature over a message: 64 bytes."""
        return self.private.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id})"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDocument:
    """A file with an encrypted key; all values in hexadecimal digits."""

    key: str
    salt: str
    encrypted: str


LEDGER_KEY = "ledger.key"
"""The name of the file, in the folder of an organisation, that holds the key which signs its ledger."""


def make_key(seed: bytes) -> SigningKey:
    """The key that 32 bytes of chance make. Raises ``ValueError`` for any other number of bytes."""
    if len(seed) != SEED_SIZE:
        raise ValueError(f"a key is made from {SEED_SIZE} bytes, not {len(seed)}")
    return SigningKey(Ed25519PrivateKey.from_private_bytes(seed))


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed the message; ``False`` also where the bytes are no key or no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def write_key(path: Path, key: SigningKey) -> None:
    """Write the key to a new file that only its owner may read; it is on the disk when this returns.

    Raises ``Refused`` where there is a file already: a key is never overwritten.
    """
    content = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        problem = Problem(file=str(path), fact="there is a file already", cure="Name a new one")
        raise Refused([problem]) from None
    except OSError as error:
        fact = f"the key can't be written ({error.strerror})"
        raise Refused([Problem(file=str(path), fact=fact, cure="Check the folder")]) from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> SigningKey:
    """Read a key that ``write_key`` wrote.

    Raises ``Refused`` where the file holds none, and where others than its owner may read it.
    """
    content = read_bytes(path)
    refuse_any(_readable_by_others(path))
    try:
        found = load_pem_private_key(content, password=None)
    except (ValueError, TypeError):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        cure = "Name the file that holds the organisation's key, or restore it from a backup"
        raise Refused([Problem(file=str(path), fact="the file holds no private key of Ed25519", cure=cure)])
    return SigningKey(found)


def exported_key(key: SigningKey, passphrase: str, salt: bytes) -> bytes:
    """The key encrypted for a backup. ``salt``: 16 bytes of chance, new for each export.

    scrypt makes key and nonce from passphrase and salt, ChaCha20-Poly1305 encrypts the 32 bytes and ties the label
    to them. Raises ``ValueError`` for an empty passphrase or a salt of another size.
    """
    if not passphrase or len(salt) != SALT_SIZE:
        raise ValueError(f"an export needs a passphrase and a salt of {SALT_SIZE} bytes")
    secret, nonce = _stretched(passphrase, salt)
    private = key.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    encrypted = ChaCha20Poly1305(secret).encrypt(nonce, private, key.key_id.encode())
    document = {"schema": KEY_SCHEMA, "key": key.key_id, "salt": salt.hex(), "encrypted": encrypted.hex()}
    return canonical_bytes(document)


def imported_key(content: bytes, passphrase: str, file: str | None = None) -> SigningKey:
    """The key of an export.

    Raises ``Refused`` for another passphrase, and for content that is no export or was changed.
    """
    document = json_document(content.decode(errors="replace"), file)
    found = decode_document(KeyDocument, document, KEY_SCHEMA)
    try:
        salt, encrypted = bytes.fromhex(found.salt), bytes.fromhex(found.encrypted)
        secret, nonce = _stretched(passphrase, salt)
        key = make_key(ChaCha20Poly1305(secret).decrypt(nonce, encrypted, found.key.encode()))
    except (InvalidTag, ValueError):
        fact = f"the passphrase does not open the key {found.key}, or the file was changed"
        raise Refused([Problem(file=file, fact=fact, cure="Type the passphrase again, or take another copy")]) from None
    return key


def public_key_text(public_key: bytes) -> str:
    """A public key as other software reads it: SubjectPublicKeyInfo in PEM."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def read_public_key(path: Path) -> bytes:
    """The 32 bytes of a public key in a file as ``public_key_text`` writes it.

    Raises ``Refused`` where the file holds none.
    """
    try:
        found = load_pem_public_key(read_bytes(path))
    except ValueError:
        found = None
    if not isinstance(found, Ed25519PublicKey):
        cure = "Ask the organisation for its public key in PEM, or give the 64 digits of its fingerprint"
        raise Refused([Problem(file=str(path), fact="the file holds no public key of Ed25519", cure=cure)])
    return found.public_bytes(Encoding.Raw, PublicFormat.Raw)


def expected_fingerprint(given: str) -> str:
    """The fingerprint of a key that somebody names: by its 64 digits (spaces and colons are free), or by its file.

    Raises ``Refused`` for a label, which proves nothing, and for a file without a public key.
    """
    digits = re.sub(r"[\s:]", "", given).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return digits
    if re.fullmatch(r"[0-9a-f]{16}", digits) and not Path(given).exists():
        fact = f"{given} is the label of a key: another key with the same label could be made"
        raise Refused([Problem(fact=fact, cure="Give all 64 digits of the fingerprint, or the file of the key")])
    return fingerprint(read_public_key(Path(given)))


def _stretched(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    """Key and nonce; the salt is new for each export, so the two never meet again."""
    made = Scrypt(salt=salt, length=44, n=SCRYPT_COST, r=8, p=1).derive(_typed(passphrase))
    return made[:32], made[32:]


def _typed(passphrase: str) -> bytes:
    """The bytes of a passphrase, the same however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", passphrase).encode()


def _readable_by_others(path: Path) -> list[Problem]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name != "posix" or not mode & 0o077:
        return []
    fact = f"others than its owner may use this key (mode {mode:04o})"
    return [Problem(file=str(path), fact=fact, cure=f"Run: chmod 600 {path}")]
