"""The ledger's documents: the bytes of an entry and of a head, and the files of receipts and checkpoints.

The bytes of an entry are the leaf of the tree; those of a head are what is signed. A file holds both as ordinary JSON,
laid out for people: whoever reads it makes the canonical bytes again, so that layout and order of keys are free.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from comity.core.ledger.entry import Change, Entry
from comity.core.ledger.merkle import HASH_SIZE
from comity.core.ledger.receipt import KEY_SIZE, Checkpoint, Head, Receipt, SignedHead
from comity.core.values import Problem, Refused
from comity.formats.canonical import EXACT, canonical_bytes, plain_form
from comity.formats.documents import Document, Parts, UnquotedNumber, pointer_of, read_bytes, refuse_any, text_of
from comity.formats.json_text import json_document
from comity.formats.messages import shown
from comity.formats.records import Json, decode
from comity.formats.signing import SIGNATURE_SIZE, SigningKey, verify
from comity.formats.versioned import decode_document

ENTRY_SCHEMA = "comity/entry/1"
HEAD_SCHEMA = "comity/head/1"
RECEIPT_SCHEMA = "comity/receipt/1"
CHECKPOINT_SCHEMA = "comity/checkpoint/1"
AS_GIVEN = "Write it as the file was given out: whole numbers from 2^53, and fractions, are text"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForm:
    """A row in an entry; its form stands beside."""

    table: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """An entry as it stands in a file, without what it holds of rows and outcome, which has no shape of its own."""

    schema: Literal["comity/entry/1"]
    sequence: int
    verb: str
    actor: str
    at: str
    key: str
    subject: str
    classification: str
    delegation: str
    changes: tuple[ChangeForm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadForm:
    """A head as it stands in a file."""

    schema: Literal["comity/head/1"]
    size: int
    root: str
    at: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptForm:
    """A receipt file."""

    entry: EntryForm
    proof: tuple[str, ...]
    head: HeadForm
    signature: str
    public_key: str
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointForm:
    """A checkpoint file."""

    head: HeadForm
    signature: str
    public_key: str
    example: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """What a receipt file says: the receipt, its entry as a value, and whether the organisation is an example."""

    receipt: Receipt
    entry: Entry
    example: bool


def entry_form(entry: Entry) -> dict[str, Json]:
    """An entry as plain data."""
    return {
        "schema": ENTRY_SCHEMA,
        "sequence": entry.sequence,
        "verb": entry.verb,
        "actor": entry.actor,
        "at": entry.at,
        "key": entry.key,
        "subject": entry.subject,
        "classification": entry.classification,
        "delegation": entry.delegation,
        "changes": [{"table": one.table, "id": one.id, "form": plain_form(one.form)} for one in entry.changes],
        "outcome": plain_form(entry.outcome),
    }


def entry_bytes(entry: Entry) -> bytes:
    """The canonical bytes of an entry: the leaf of the tree."""
    return canonical_bytes(entry_form(entry))


def entry_from(content: bytes) -> Entry:
    """The entry that canonical bytes stand for.

    Raises ``Refused`` for bytes that no entry has.
    """
    document = json_document(text_of(content, None))
    problems = list(_loose_problems(document.data, ()))
    form = _collected(problems, lambda: decode(EntryForm, _without_loose(document.data)))
    refuse_any(document.placed(problems))
    assert form is not None, "a form without problems is there"
    return _entry(form, document.data, "")


def head_form(head: Head) -> dict[str, Json]:
    """A head as plain data."""
    return {"schema": HEAD_SCHEMA, "size": head.size, "root": head.root.hex(), "at": head.at, "key": head.key_id}


def head_bytes(head: Head) -> bytes:
    """The canonical bytes of a head: what is signed."""
    return canonical_bytes(head_form(head))


def signed_head(head: Head, key: SigningKey) -> SignedHead:
    """The head with its signature. Raises ``ValueError`` where it names another key."""
    if head.key_id != key.key_id:
        raise ValueError(f"the head names the key {head.key_id}, and {key.key_id} is to sign it")
    return SignedHead(head, key.sign(head_bytes(head)))


def head_is_signed(signed: SignedHead, public_key: bytes) -> bool:
    """Whether the holder of the key signed the head: what ``core.ledger.receipt.check`` asks."""
    return verify(public_key, head_bytes(signed.head), signed.signature)


def receipt_text(receipt: Receipt, *, example: bool = False) -> str:
    """A receipt as the text of its file."""
    document: dict[str, Json] = {
        **_opening(RECEIPT_SCHEMA, example=example),
        "entry": entry_form(entry_from(receipt.entry)),
        "proof": [one.hex() for one in receipt.proof],
        **_closing(receipt.signed, receipt.public_key),
    }
    return _laid_out(document)


def checkpoint_text(checkpoint: Checkpoint, *, example: bool = False) -> str:
    """A checkpoint as the text of its file."""
    document = {
        **_opening(CHECKPOINT_SCHEMA, example=example),
        **_closing(checkpoint.signed, checkpoint.public_key),
    }
    return _laid_out(document)


def read_receipt(path: Path) -> ReceiptFile:
    """Read a receipt file.

    Raises ``Refused`` with everything that is wrong, each with its line.
    """
    return receipt_from(text_of(read_bytes(path), str(path)), str(path))


def receipt_from(text: str, file: str | None = None) -> ReceiptFile:
    """The receipt that the text of a file holds.

    Raises ``Refused`` with everything that is wrong, each with its line.
    """
    return _receipt(json_document(text, file))


def read_checkpoint(path: Path) -> Checkpoint:
    """Read a checkpoint file; a receipt, which carries a signed head, is taken as one.

    Raises ``Refused`` with everything that is wrong, each with its line.
    """
    return checkpoint_from(text_of(read_bytes(path), str(path)), str(path))


def checkpoint_from(text: str, file: str | None = None) -> Checkpoint:
    """The checkpoint that the text of a file holds; a receipt, which carries a signed head, is taken as one.

    Raises ``Refused`` with everything that is wrong, each with its line.
    """
    document = json_document(text, file)
    if isinstance(document.data, dict) and document.data.get("schema") == RECEIPT_SCHEMA:
        receipt = _receipt(document).receipt
        return Checkpoint(receipt.signed, receipt.public_key)
    found = decode_document(CheckpointForm, document, CHECKPOINT_SCHEMA)
    problems: list[Problem] = []
    checkpoint = _checkpoint(found, problems)
    refuse_any(document.placed(problems))
    assert checkpoint is not None, "a checkpoint without problems is there"
    return checkpoint


def _opening(schema: str, *, example: bool) -> dict[str, Json]:
    return {"schema": schema, "example": True} if example else {"schema": schema}


def _closing(signed: SignedHead, public_key: bytes) -> dict[str, Json]:
    return {
        "head": head_form(signed.head),
        "signature": signed.signature.hex(),
        "public_key": public_key.hex(),
    }


def _laid_out(document: Mapping[str, Json]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _receipt(document: Document) -> ReceiptFile:
    data = document.data
    whole = data.get("entry") if isinstance(data, dict) else None
    stripped = {**data, "entry": _without_loose(whole)} if isinstance(data, dict) and "entry" in data else data
    problems = list(_loose_problems(whole, ("entry",)))
    form = _collected(problems, lambda: decode_document(ReceiptForm, replace(document, data=stripped), RECEIPT_SCHEMA))
    refuse_any(document.placed(problems))
    assert form is not None, "a form without problems is there"
    entry = _collected(problems, lambda: _entry(form.entry, whole, "/entry"))
    checkpoint = _checkpoint(form, problems)
    proof = [_hash(one, HASH_SIZE, f"/proof/{at}", problems) for at, one in enumerate(form.proof)]
    refuse_any(document.placed(problems))
    assert entry is not None, "an entry without problems is there"
    assert checkpoint is not None, "a checkpoint without problems is there"
    receipt = Receipt(
        entry=entry_bytes(entry),
        index=entry.sequence,
        proof=tuple(proof),
        signed=checkpoint.signed,
        public_key=checkpoint.public_key,
    )
    return ReceiptFile(receipt, entry, form.example)


def _checkpoint(form: ReceiptForm | CheckpointForm, problems: list[Problem]) -> Checkpoint | None:
    root = _hash(form.head.root, HASH_SIZE, "/head/root", problems)
    signature = _hash(form.signature, SIGNATURE_SIZE, "/signature", problems)
    public_key = _hash(form.public_key, KEY_SIZE, "/public_key", problems)
    head = _collected(problems, lambda: _made("/head", lambda: Head(form.head.size, root, form.head.at, form.head.key)))
    return None if head is None else Checkpoint(SignedHead(head, signature), public_key)


def _entry(form: EntryForm, whole: Any, pointer: str) -> Entry:
    """The entry, with what it holds of rows and outcome from the plain data."""
    held = [one["form"] for one in whole["changes"]]
    return _made(
        pointer,
        lambda: Entry(
            sequence=form.sequence,
            verb=form.verb,
            actor=form.actor,
            at=form.at,
            key=form.key,
            subject=form.subject,
            classification=form.classification,
            delegation=form.delegation,
            changes=tuple(Change(one.table, one.id, row) for one, row in zip(form.changes, held, strict=True)),
            outcome=whole["outcome"],
        ),
    )


def _without_loose(entry: object) -> object:
    """The plain data of an entry without the values that have no shape of their own."""
    if not isinstance(entry, dict):
        return entry
    found = {key: value for key, value in entry.items() if key != "outcome"}
    if isinstance(found.get("changes"), list):
        found["changes"] = [_without(one, "form") for one in found["changes"]]
    return found


def _without(value: object, left_out: str) -> object:
    return {key: one for key, one in value.items() if key != left_out} if isinstance(value, dict) else value


def _loose_problems(entry: object, at: Parts) -> Iterator[Problem]:
    """What is wrong with the values of an entry that have no shape of their own."""
    if not isinstance(entry, dict):
        return
    yield from _loose_problem(entry, "outcome", at)
    changes = entry.get("changes")
    for position, change in enumerate(changes if isinstance(changes, list) else ()):
        if isinstance(change, dict):
            yield from _loose_problem(change, "form", (*at, "changes", position))


def _loose_problem(within: Mapping[str, object], key: str, at: Parts) -> Iterator[Problem]:
    value = within.get(key)
    if key not in within:
        yield Problem(fact=f"`{key}` is missing", cure=f"Add `{key}`: a mapping, or null", pointer=pointer_of(at))
    elif value is not None and not isinstance(value, dict):
        fact = f"{shown(value)} is no mapping"
        yield Problem(fact=fact, cure="Write keys with their values, or null", pointer=pointer_of((*at, key)))
    else:
        yield from _inexact(value, (*at, key))


def _inexact(value: object, at: Parts) -> Iterator[Problem]:
    """Numbers that stand otherwise than canonical bytes have them: a large one without its quotes, a decimal."""
    match value:
        case dict():
            for key, one in value.items():
                yield from _inexact(one, (*at, key))
        case list():
            for position, one in enumerate(value):
                yield from _inexact(one, (*at, position))
        case UnquotedNumber():
            yield Problem(fact=f"{shown(value)} is not exact", cure=AS_GIVEN, pointer=pointer_of(at))
        case int() if not -EXACT < value < EXACT:
            yield Problem(fact=f"{value} stands without quotes", cure=AS_GIVEN, pointer=pointer_of(at))


def _hash(text: str, size: int, pointer: str, problems: list[Problem]) -> bytes:
    """The bytes that hexadecimal digits stand for; zeros, and a problem, where they are not so many."""
    if re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", text):
        return bytes.fromhex(text)
    fact = f"{shown(text)} is not {size} bytes in hexadecimal digits"
    cure = f"Write {2 * size} digits of 0-9 and a-f, as the file was given out"
    problems.append(Problem(fact=fact, cure=cure, pointer=pointer))
    return bytes(size)


def _made(pointer: str, make: Callable[[], T]) -> T:
    """What is made, with the check of the dataclass itself ("fact: cure") as a problem of its place."""
    try:
        return make()
    except ValueError as error:
        fact, _, cure = str(error).rpartition(": ")
        raise Refused([Problem(fact=fact, cure=cure[:1].upper() + cure[1:], pointer=pointer)]) from None


def _collected(problems: list[Problem], make: Callable[[], T]) -> T | None:
    """What is made; ``None``, and the problems kept, where it is refused."""
    try:
        return make()
    except Refused as refused:
        problems.extend(refused.problems)
        return None
