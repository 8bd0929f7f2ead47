"""Verify the whole: the ledger against itself, the tables against the ledger, and both against a head kept outside.

Nothing is replayed. The states of rows that entries recorded are folded, and compared with the rows that are there.
Memory holds one number for each row that was ever recorded, and some entries at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from comity.app.snapshot import snapshot
from comity.app.verification.findings import Code, Finding, Findings, hexed
from comity.app.verification.keys import Keys
from comity.app.verification.rows import Rows
from comity.app.verification.tree import CHUNK, Walk, size_of_ledger
from comity.core.ledger.receipt import Checkpoint, fingerprint, key_id
from comity.formats.ledger_documents import head_is_signed
from comity.store.models import Organisation

CHECKPOINT_CODES = frozenset(one for one in Code if one.startswith("checkpoint_"))

Progress = Callable[[int, int], None]
"""Told how many entries were looked at, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointResult:
    """The head that was kept outside, and whether the ledger still begins with what it vouched for."""

    size: int
    root: str
    fingerprint: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at and what was found. ``left_out``: how many findings more than are listed."""

    schema: str = "comity/verification/1"
    holds: bool
    entries: int
    rows: int
    root: str
    fingerprint: str
    checkpoint: CheckpointResult | None
    findings: tuple[Finding, ...]
    left_out: int
    example: bool = False


def verify(checkpoint: Checkpoint | None = None, on_progress: Progress | None = None) -> Verification:
    """Verify everything, as it is at one moment."""
    with snapshot():
        return _verify(checkpoint, on_progress)


def _verify(checkpoint: Checkpoint | None, on_progress: Progress | None) -> Verification:
    found = Findings()
    walk = Walk(Keys.read(), found, checkpoint)
    size = size_of_ledger()
    for start in range(0, size, CHUNK):
        walk.over(start, min(start + CHUNK, size))
        if on_progress is not None:
            on_progress(walk.frontier.size, size)
    walk.finish()
    held = None if checkpoint is None else _held(checkpoint, walk)
    rows = Rows(walk.last, found)
    rows.check()
    key = walk.keys.at(size + 1)  # the one that signs from now on
    return Verification(
        holds=not found.codes,
        entries=size,
        rows=rows.seen,
        root=walk.frontier.root.hex(),
        fingerprint="" if key is None else fingerprint(hexed(key.public)),
        checkpoint=held,
        findings=tuple(found.kept),
        left_out=found.left_out,
        example=Organisation.objects.filter(example=True).exists(),
    )


def _held(checkpoint: Checkpoint, walk: Walk) -> CheckpointResult:
    """Hold the ledger to the checkpoint: signed by its key, not larger, by a key of ours, and its root is met."""
    head = checkpoint.signed.head
    key = walk.keys.at(head.size)
    if not head_is_signed(checkpoint.signed, checkpoint.public_key) or head.key_id != key_id(checkpoint.public_key):
        walk.found.add(Finding(code=Code.CHECKPOINT_UNSIGNED, entry=head.size))
    elif key is None or hexed(key.public) != checkpoint.public_key:
        said = "" if key is None else fingerprint(hexed(key.public))
        wanted = fingerprint(checkpoint.public_key)
        walk.found.add(Finding(code=Code.CHECKPOINT_KEY_DIFFERS, entry=head.size, expected=wanted, found=said))
    if head.size > walk.frontier.size:
        finding = Finding(
            code=Code.CHECKPOINT_BEYOND, entry=head.size, expected=str(head.size), found=str(walk.frontier.size)
        )
        walk.found.add(finding)
    return CheckpointResult(
        size=head.size,
        root=head.root.hex(),
        fingerprint=fingerprint(checkpoint.public_key),
        holds=walk.found.codes.isdisjoint(CHECKPOINT_CODES),
    )
