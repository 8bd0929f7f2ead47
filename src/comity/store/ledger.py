"""Append to the ledger, and give receipts. Its edge is the one lock that there is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from comity.core.ledger.entry import Change, Entry
from comity.core.ledger.merkle import Frontier, inclusion_places, inclusion_proof, leaf_hash
from comity.core.ledger.receipt import Checkpoint, Head, Receipt, SignedHead
from comity.core.values import ComityError
from comity.formats.canonical import moment
from comity.formats.ledger_documents import entry_bytes, signed_head
from comity.formats.signing import SigningKey as PrivateKey
from comity.store.models import ActKey, LedgerEntry, LedgerHead, LedgerNode, LedgerTip, SigningKey


class StaleKey(ComityError):
    """The key is not the one that signs now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is appended: verb, author, moment, key, rows after it, outcome; and what it was about, to select by."""

    verb: str
    actor: str
    at: datetime
    key: str
    changes: tuple[Change, ...]
    outcome: Mapping[str, Any]
    subject: str
    classification: str
    delegation: str = ""
    digest: str = ""
    """What tells it from another act that is sent under the same key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """The rows of an entry that is appended, until the edge is saved."""

    entry: LedgerEntry
    nodes: tuple[LedgerNode, ...]
    head: LedgerHead
    act: ActKey


@dataclass(slots=True)
class Edge:
    """The edge of the tree, locked: what is needed to append. ``keys``: each key, and the head from which it signs.

    What is appended is written when the edge is saved: some statements for all that is done in a transaction, not some
    for each act.
    """

    size: int
    hashes: tuple[bytes, ...]
    keys: tuple[tuple[int, str], ...]
    appended: tuple[Appended, ...] = ()

    @property
    def key(self) -> str | None:
        """The key that signs the head of the next entry; ``None`` where none does."""
        return max((one for one in self.keys if one[0] <= self.size + 1), default=(0, None))[1]

    def save(self) -> None:
        """Write what was appended, and keep the edge for the next transaction.

        Raises ``IntegrityError`` where the author of an act has used its key before.
        """
        LedgerEntry.objects.bulk_create(one.entry for one in self.appended)
        LedgerNode.objects.bulk_create(node for one in self.appended for node in one.nodes)
        LedgerHead.objects.bulk_create(one.head for one in self.appended)
        ActKey.objects.bulk_create(one.act for one in self.appended)
        self.appended = ()
        LedgerTip.objects.filter(pk=1).update(size=self.size, frontier=[one.hex() for one in self.hashes])


def locked_edge() -> Edge:
    """The edge, held until the transaction ends; a database that locks as a whole has no rows to lock."""
    tips = LedgerTip.objects.all()
    if connection.features.has_select_for_update:
        tips = tips.select_for_update()
    tip = tips.get(pk=1)
    keys = SigningKey.objects.values_list("from_size", "id")
    return Edge(tip.size, tuple(bytes.fromhex(one) for one in tip.frontier), tuple(keys))


def append(act: Act, edge: Edge, key: PrivateKey) -> int:
    """Add the entry as the next leaf of the locked tree, and sign the new head. Gives the number of the entry.

    Raises ``StaleKey`` where another key signs by now: a process that read its key before a rotation has to read again.
    """
    if edge.key != key.key_id:
        raise StaleKey(f"the key {key.key_id} does not sign entry {edge.size}")
    content = entry_bytes(
        Entry(
            sequence=edge.size,
            verb=act.verb,
            actor=act.actor,
            at=moment(act.at),
            key=act.key,
            subject=act.subject,
            classification=act.classification,
            delegation=act.delegation,
            changes=act.changes,
            outcome=act.outcome,
        )
    )
    leaf = leaf_hash(content)
    grown, nodes = Frontier(edge.size, edge.hashes).appended(leaf)
    entry = LedgerEntry(
        sequence=edge.size,
        verb=act.verb,
        actor=act.actor,
        at=act.at,
        subject=act.subject,
        classification=act.classification,
        delegation=act.delegation,
        content=content.decode(),
        leaf=leaf.hex(),
    )
    head = Head(size=grown.size, root=grown.root, at=moment(act.at), key_id=key.key_id)
    added = Appended(
        entry=entry,
        nodes=tuple(LedgerNode(level=one.level, index=one.index, hash=one.hash.hex()) for one in nodes),
        head=_head_row(head, act.at, key),
        act=ActKey(actor=act.actor, key=act.key, digest=act.digest, entry=entry),
    )
    edge.size, edge.hashes, edge.appended = grown.size, grown.hashes, (*edge.appended, added)
    return entry.sequence


def _head_row(head: Head, at: datetime, key: PrivateKey) -> LedgerHead:
    return LedgerHead(
        size=head.size,
        root=head.root.hex(),
        at=at,
        key=head.key_id,
        signature=signed_head(head, key).signature.hex(),
    )


def latest_head() -> LedgerHead | None:
    """The head of the whole tree; ``None`` before the first entry."""
    return LedgerHead.objects.order_by("-size").first()


def signed(head: LedgerHead) -> SignedHead:
    """The head as a value."""
    value = Head(size=head.size, root=bytes.fromhex(head.root), at=moment(head.at), key_id=head.key)
    return SignedHead(value, bytes.fromhex(head.signature))


def checkpoint() -> Checkpoint | None:
    """The latest signed head with its key, for whoever keeps it outside."""
    head = latest_head()
    return None if head is None else Checkpoint(signed(head), _public(head.key))


def receipt(sequence: int) -> Receipt:
    """The receipt of an entry under the latest head, in a constant number of queries.

    Raises ``LedgerEntry.DoesNotExist`` where there is no such entry.
    """
    entry = LedgerEntry.objects.get(pk=sequence)
    head = latest_head()
    assert head is not None, "an entry has a head"
    hashes = _hashes(inclusion_places(sequence, head.size))
    return Receipt(
        entry=entry.content.encode(),
        index=sequence,
        proof=inclusion_proof(sequence, head.size, lambda level, index: hashes[level, index]),
        signed=signed(head),
        public_key=_public(head.key),
    )


def _hashes(places: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], bytes]:
    wanted = Q(pk__in=())
    for level, index in places:
        wanted |= Q(level=level, index=index)
    rows = LedgerNode.objects.filter(wanted).values_list("level", "index", "hash")
    return {(level, index): bytes.fromhex(digest) for level, index, digest in rows}


def _public(key: str) -> bytes:
    return bytes.fromhex(SigningKey.objects.get(pk=key).public)
