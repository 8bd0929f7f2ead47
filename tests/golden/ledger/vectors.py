"""The vectors of the ledger, made: run this file to write them where a new version of a schema needs new ones.

They never change otherwise. Bytes that were signed once are read for ever.
"""

import json
from fractions import Fraction
from pathlib import Path

from comity.core.ledger.merkle import EMPTY_ROOT, Frontier, consistency_proof, inclusion_proof, leaf_hash
from comity.core.ledger.receipt import Head, fingerprint, key_id
from comity.formats.canonical import canonical_bytes, commitment
from comity.formats.ledger_documents import checkpoint_text, entry_bytes, head_bytes, receipt_text
from comity.formats.signing import exported_key, public_key_text
from formats.ledger_examples import ENTRIES, KEY, SIGNED_AT, checkpoint_of, receipt_of

FOLDER = Path(__file__).parent
SEED, SALT = bytes(range(32)), bytes(range(32, 64))
PASSPHRASE = "a passphrase for the vectors"
COMMITTED = {"field": "email", "value": "delegate@example.org"}
VALUES = {
    "the fraction 2/3": Fraction(2, 3),
    "the fraction 4/2": Fraction(4, 2),
    "the whole number 2^53 - 1": 2**53 - 1,
    "the whole number 2^53": 2**53,
    "text with a quote, a line break and U+2028": '"\n\u2028',
    "keys U+FB33, U+1F600 and a, in no order": {"\ufb33": 1, "\U0001f600": 2, "a": None},
}


def files():
    """The text of each file, by its name."""
    return {
        "vectors.json": json.dumps(vectors(), ensure_ascii=False, indent=2) + "\n",
        "receipt.json": receipt_text(receipt_of(3), example=True),
        "checkpoint.json": checkpoint_text(checkpoint_of(5), example=True),
        "organisation.pem": public_key_text(KEY.public_key),
        "exported-key.json": exported_key(KEY, PASSPHRASE, SALT[:16]).decode() + "\n",
    }


def vectors():
    """Bytes, hashes and signatures; bytes as the text that they are in UTF-8, the rest in hexadecimal digits."""
    contents = [entry_bytes(one) for one in ENTRIES]
    kept, roots, tree = {}, [EMPTY_ROOT], Frontier()
    for one in contents:
        tree, made = tree.appended(leaf_hash(one))
        roots.append(tree.root)
        kept |= {(node.level, node.index): node.hash for node in made}

    def node(level, index):
        return kept[level, index]

    head = Head(len(ENTRIES), tree.root, SIGNED_AT, KEY.key_id)
    return {
        "canonical": [{"value": name, "bytes": canonical_bytes(value).decode()} for name, value in VALUES.items()],
        "entries": [{"bytes": one.decode(), "leaf": leaf_hash(one).hex()} for one in contents],
        "roots": [one.hex() for one in roots],
        "inclusion": {"index": 3, "size": 8, "proof": [one.hex() for one in inclusion_proof(3, 8, node)]},
        "consistency": {"old": 5, "new": 8, "proof": [one.hex() for one in consistency_proof(5, 8, node)]},
        "key": {
            "seed": SEED.hex(),
            "public_key": KEY.public_key.hex(),
            "fingerprint": fingerprint(KEY.public_key),
            "label": key_id(KEY.public_key),
            "passphrase": PASSPHRASE,
        },
        "head": {"bytes": head_bytes(head).decode(), "signature": KEY.sign(head_bytes(head)).hex()},
        "commitment": {
            "salt": SALT.hex(),
            "bytes": canonical_bytes(COMMITTED).decode(),
            "commitment": commitment(SALT, COMMITTED["field"], COMMITTED["value"]),
        },
    }


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
