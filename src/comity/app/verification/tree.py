"""The ledger itself: every entry, leaf, inner hash, head and signature, made again from the canonical content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from sys import intern

from comity.app.verification.findings import Code, Finding, Findings, brief, hexed, readable
from comity.app.verification.keys import Keys
from comity.core.ledger.entry import Entry
from comity.core.ledger.merkle import Frontier, leaf_hash
from comity.core.ledger.receipt import Checkpoint, Head, SignedHead
from comity.core.values import Refused
from comity.formats.canonical import moment
from comity.formats.ledger_documents import entry_bytes, entry_from, head_is_signed
from comity.store.models import ActKey, LedgerEntry, LedgerHead, LedgerNode, LedgerTip, SigningKey

CHUNK = 1_000

Row = tuple[str, str]
"""A table and the id of a row."""


@dataclass(slots=True)
class Part:
    """What is kept of some entries that follow on one another."""

    entries: Mapping[int, LedgerEntry]
    heads: Mapping[int, LedgerHead]
    nodes: Mapping[tuple[int, int], str]
    act_keys: Mapping[int, Sequence[ActKey]]


@dataclass(slots=True)
class Walk:
    """A walk over the ledger from its first entry.

    ``last``: which entry recorded each row last; one that recorded that the row is gone, as ``-entry - 1``.
    """

    keys: Keys
    found: Findings
    checkpoint: Checkpoint | None = None
    frontier: Frontier = field(default_factory=Frontier)
    last: dict[Row, int] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)

    def over(self, start: int, end: int) -> None:
        """Look at the entries from one number to before another."""
        part = self._part(start, end)
        for sequence in range(start, end):
            row = part.entries.get(sequence)
            entry = None if row is None else self._entry(row)
            if row is None and sequence not in self.unreadable:
                self.found.add(Finding(code=Code.ENTRY_MISSING, entry=sequence))
            if row is not None and entry is not None:
                self._columns(row, entry, part.act_keys.get(sequence, ()))
                self._fold(entry)
            self._hold_to_checkpoint()
            self._append(self._leaf(sequence, row, part), part)
            self._head(sequence, entry, part.heads.get(sequence + 1))

    def _part(self, start: int, end: int) -> Part:
        entries = readable(LedgerEntry.objects.filter(sequence__gte=start, sequence__lt=end), self._unreadable_entry)
        heads = readable(LedgerHead.objects.filter(size__gt=start, size__lte=end), self._unreadable_head)
        keys: dict[int, list[ActKey]] = {}
        for one in ActKey.objects.filter(entry_id__gte=start, entry_id__lt=end).order_by("id"):
            keys.setdefault(one.entry_id, []).append(one)
        return Part(
            entries={one.sequence: one for one in entries},
            heads={one.size: one for one in heads},
            nodes=_nodes(start, end),
            act_keys=keys,
        )

    def _unreadable_entry(self, key: str) -> None:
        self.unreadable.add(int(key))
        self.found.add(Finding(code=Code.ENTRY_UNREADABLE, entry=int(key)))

    def _unreadable_head(self, key: str) -> None:
        self.found.add(Finding(code=Code.ROW_UNREADABLE, table="ledger_head", row=key))

    def _entry(self, row: LedgerEntry) -> Entry | None:
        """The entry that the content stands for."""
        content = row.content.encode(errors="replace")
        try:
            entry = entry_from(content)
            same = entry_bytes(entry) == content
        except Refused as refused:
            said = "; ".join(one.fact for one in refused.problems[:3])
            self.found.add(Finding(code=Code.ENTRY_UNREADABLE, entry=row.sequence, found=said))
            return None
        if not same:
            self.found.add(Finding(code=Code.ENTRY_NOT_CANONICAL, entry=row.sequence))
        return entry

    def _leaf(self, sequence: int, row: LedgerEntry | None, part: Part) -> bytes:
        """The hash of the leaf: what two of content, column and tree agree on, so that one change is named once."""
        kept = part.nodes.get((0, sequence), "")
        if row is None:
            return hexed(kept) if len(hexed(kept)) == 32 else leaf_hash(b"")
        made = leaf_hash(row.content.encode(errors="replace"))
        if row.leaf == made.hex():
            return made
        if row.leaf == kept and len(hexed(kept)) == 32:
            self.found.add(Finding(code=Code.ENTRY_ALTERED, entry=sequence, expected=kept, found=made.hex()))
            return hexed(kept)
        self.found.add(Finding(code=Code.LEAF_DIFFERS, entry=sequence, expected=made.hex(), found=row.leaf))
        return made

    def _append(self, leaf: bytes, part: Part) -> None:
        size = self.frontier.size
        self.frontier, made = self.frontier.appended(leaf)
        for node in made:
            kept = part.nodes.get((node.level, node.index))
            if kept == node.hash.hex():
                continue
            code = Code.NODE_MISSING if kept is None else Code.NODE_DIFFERS
            place = f"{node.level}/{node.index}"
            self.found.add(
                Finding(code=code, entry=size, table="ledger_node", row=place, expected=node.hash.hex(), found=kept)
            )

    def _columns(self, row: LedgerEntry, entry: Entry, keys: Sequence[ActKey]) -> None:
        """The columns by which entries are selected, against the content."""
        pairs = [
            ("sequence", entry.sequence, row.sequence),
            ("verb", entry.verb, row.verb),
            ("actor", entry.actor, row.actor),
            ("at", entry.at, _at(row.at)),
            ("subject", entry.subject, row.subject),
            ("classification", entry.classification, row.classification),
            ("delegation", entry.delegation, row.delegation),
        ]
        for name, expected, found in pairs:
            if expected != found:
                self.found.add(
                    Finding(
                        code=Code.COLUMN_DIFFERS,
                        entry=row.sequence,
                        table="ledger_entry",
                        row=str(row.sequence),
                        field=name,
                        expected=brief(expected),
                        found=brief(found),
                    )
                )
        self._keys_of_act(row, entry, [[one.actor, one.key] for one in keys])

    def _keys_of_act(self, row: LedgerEntry, entry: Entry, stand: list[list[str]]) -> None:
        """The key under which the act was sent: one row, and no other for the same entry."""
        expected = [entry.actor, entry.key]
        others = [one for one in stand if one != expected]
        for stands in [*others, *(() if expected in stand or others else (None,))]:
            self.found.add(
                Finding(
                    code=Code.ACT_KEY_DIFFERS,
                    entry=row.sequence,
                    table="act_key",
                    expected=brief(expected),
                    found=None if stands is None else brief(stands),
                )
            )

    def _fold(self, entry: Entry) -> None:
        self.keys.note(entry)
        for one in entry.changes:
            self.last[intern(one.table), one.id] = entry.sequence if one.form is not None else -entry.sequence - 1

    def _head(self, sequence: int, entry: Entry | None, head: LedgerHead | None) -> None:
        size, root = sequence + 1, self.frontier.root.hex()
        if head is None:
            self._wrong_head(Code.HEAD_MISSING, size, None, None)
            return
        head_at = _at(head.at)
        key = self.keys.at(size)
        at = head_at if entry is None else entry.at
        if head.root != root:
            self._wrong_head(Code.HEAD_ROOT_DIFFERS, size, root, head.root)
        elif at != head_at:
            self._wrong_head(Code.HEAD_MOMENT_DIFFERS, size, at, head_at)
        elif key is None or head.key != key.id:
            self._wrong_head(Code.HEAD_KEY_DIFFERS, size, None if key is None else key.id, head.key)
        elif not _is_signed(head, key):
            self._wrong_head(Code.HEAD_UNSIGNED, size, key.id, None)

    def _wrong_head(self, code: Code, size: int, expected: str | None, found: str | None) -> None:
        self.found.add(
            Finding(code=code, entry=size, table="ledger_head", row=str(size), expected=expected, found=found)
        )

    def _hold_to_checkpoint(self) -> None:
        if self.checkpoint is None or self.checkpoint.signed.head.size != self.frontier.size:
            return
        head = self.checkpoint.signed.head
        if head.root != self.frontier.root:
            self.found.add(
                Finding(
                    code=Code.CHECKPOINT_DIFFERS,
                    entry=head.size,
                    expected=head.root.hex(),
                    found=self.frontier.root.hex(),
                )
            )

    def finish(self) -> None:
        """What stands beyond the last entry, the edge that the next is appended to, and the keys."""
        self._hold_to_checkpoint()
        size = self.frontier.size
        for sequence in LedgerEntry.objects.filter(sequence__gte=size).values_list("sequence", flat=True)[:CHUNK]:
            self.found.add(Finding(code=Code.ENTRY_BEYOND, entry=sequence))
        for head in LedgerHead.objects.filter(size__gt=size).values_list("size", flat=True)[:CHUNK]:
            self.found.add(Finding(code=Code.HEAD_BEYOND, entry=head, table="ledger_head", row=str(head)))
        self._nodes_beyond(size)
        expected = {"size": size, "frontier": [one.hex() for one in self.frontier.hashes]}
        tips = [{"size": one.size, "frontier": one.frontier} for one in LedgerTip.objects.all()]
        if tips != [expected]:
            self.found.add(
                Finding(code=Code.TIP_DIFFERS, table="ledger_tip", row="1", expected=brief(expected), found=brief(tips))
            )
        self.keys.check(self.found)

    def _nodes_beyond(self, size: int) -> None:
        """Hashes of subtrees that the tree does not have; each it has was looked at on the way."""
        has = sum(size >> level for level in range(size.bit_length()))
        if LedgerNode.objects.count() <= has:
            return
        for level, index in LedgerNode.objects.order_by("level", "index").values_list("level", "index").iterator():
            if (index + 1) << min(level, 64) > size:
                self.found.add(Finding(code=Code.NODE_BEYOND, table="ledger_node", row=f"{level}/{index}"))


def size_of_ledger() -> int:
    """How many entries there are, or were: by entries, heads or hashes, so that what is missing is seen as missing."""
    return max(
        LedgerEntry.objects.count(),
        LedgerHead.objects.count(),
        LedgerNode.objects.filter(level=0).count(),
    )


def _nodes(start: int, end: int) -> dict[tuple[int, int], str]:
    """The hashes that the entries from ``start`` to before ``end`` complete."""
    kept: dict[tuple[int, int], str] = {}
    level = 0
    while end >> level:
        rows = LedgerNode.objects.filter(level=level, index__gte=start >> level, index__lt=end >> level)
        kept |= {(level, index): digest for index, digest in rows.values_list("index", "hash")}
        level += 1
    return kept


def _at(value: datetime | None) -> str:
    """A moment as text; nothing where the database gives none, because it holds something else."""
    return "" if value is None else moment(value)


def _is_signed(head: LedgerHead, key: SigningKey) -> bool:
    value = Head(size=head.size, root=bytes.fromhex(head.root), at=moment(head.at), key_id=head.key)
    return head_is_signed(SignedHead(value, hexed(head.signature)), hexed(key.public))
