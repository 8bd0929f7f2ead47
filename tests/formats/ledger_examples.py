"""A small ledger of invented acts, and its key: what tests of documents and commands stand on."""

from comity.core.ledger.entry import Change, Entry
from comity.core.ledger.merkle import Frontier, inclusion_proof, leaf_hash
from comity.core.ledger.receipt import Checkpoint, Head, Receipt
from comity.formats.ledger_documents import entry_bytes, signed_head
from comity.formats.signing import make_key

KEY = make_key(bytes(range(32)))
OTHER_KEY = make_key(bytes(range(1, 33)))
AT = "2026-11-05T09:12:{:02}.000418Z"
SIGNED_AT = "2026-11-05T10:00:00.000000Z"

ENTRIES = tuple(
    Entry(
        sequence=number,
        verb="position.record",
        actor=f"delegation-{letter}",
        at=AT.format(number),
        key=f"key-{number}",
        subject="l-1",
        classification="general",
        delegation=f"delegation-{letter}",
        changes=(
            Change("position", f"p-{number}", {"seat": letter, "stance": "no" if letter == "d" else "yes"}),
            Change("draft", f"d-{number}", None),
        ),
        outcome=None if number else {"share": "2/3", "seen": [1, True, None], "text": "За · 赞成"},
    )
    for number, letter in enumerate("abcdefgh")
)
SIZE = len(ENTRIES)


def receipt_of(index, *, size=SIZE, key=KEY, at=SIGNED_AT):
    """The receipt of an entry in the ledger of that size."""
    contents = [entry_bytes(one) for one in ENTRIES[:size]]
    kept, tree = {}, Frontier()
    for one in contents:
        tree, made = tree.appended(leaf_hash(one))
        kept |= {(node.level, node.index): node.hash for node in made}
    proof = inclusion_proof(index, size, lambda level, at: kept[level, at])
    signed = signed_head(Head(size, tree.root, at, key.key_id), key)
    return Receipt(entry=contents[index], index=index, proof=proof, signed=signed, public_key=key.public_key)


def checkpoint_of(size=SIZE):
    """The signed head of the ledger of that size."""
    receipt = receipt_of(0, size=size)
    return Checkpoint(receipt.signed, receipt.public_key)
