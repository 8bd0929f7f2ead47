"""Receipts, checked without the database that gave them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from comity.core.ledger.receipt import Checked, StepName, check, fingerprint
from comity.core.values import Problem, Refused
from comity.formats.documents import refuse_any
from comity.formats.ledger_documents import ReceiptFile, entry_form, head_form, head_is_signed, read_receipt
from comity.formats.signing import expected_fingerprint

Proves = Literal["nothing", "signed_by_holder", "signed_by_known_key"]
"""What a receipt proves: nothing where it does not hold; that whoever holds its key signed it; that the key did that
the checker knows from elsewhere.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """Something that was looked at; ``holds`` is ``None`` where nothing was given to hold it to."""

    step: StepName
    holds: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptResult:
    """A receipt: what was looked at, what it proves, and what it says."""

    file: str
    holds: bool
    proves: Proves
    example: bool
    steps: tuple[StepResult, ...]
    fingerprint: str
    entry: dict[str, Any]
    head: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptCheck:
    """The receipts that were checked; ``key``: the fingerprint that they were held to."""

    schema: str = "comity/receipt-check/1"
    holds: bool
    key: str | None
    receipts: tuple[ReceiptResult, ...]


def check_receipts(paths: Sequence[Path], key: str | None = None) -> ReceiptCheck:
    """Check receipts; ``key`` is the file of the organisation's public key, or its fingerprint.

    Raises ``Refused`` with everything that is wrong in the key and in all files.
    """
    problems: list[Problem] = []
    expected = None
    if key is not None:
        try:
            expected = expected_fingerprint(key)
        except Refused as refused:
            problems += refused.problems
    found = []
    for path in paths:
        try:
            found.append(_result(read_receipt(path), str(path), expected))
        except Refused as refused:
            problems += refused.problems
    refuse_any(problems)
    return ReceiptCheck(holds=all(one.holds for one in found), key=expected, receipts=tuple(found))


def check_receipt(path: Path, key: str | None = None) -> ReceiptCheck:
    """Check one receipt, as ``check_receipts`` does."""
    return check_receipts((path,), key)


def _result(read: ReceiptFile, file: str, expected: str | None) -> ReceiptResult:
    receipt = read.receipt
    checked = check(receipt, head_is_signed, expected)
    return ReceiptResult(
        file=file,
        holds=checked.holds,
        proves=_proves(checked),
        example=read.example,
        steps=tuple(StepResult(step=one.name, holds=one.holds) for one in checked.steps),
        fingerprint=fingerprint(receipt.public_key),
        entry=entry_form(read.entry),
        head=head_form(receipt.signed.head),
    )


def _proves(checked: Checked) -> Proves:
    if not checked.holds:
        return "nothing"
    return "signed_by_known_key" if checked.key_is_known else "signed_by_holder"
