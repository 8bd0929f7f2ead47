"""The vectors that the reference gives are what the program makes, and what plain Python makes of them."""

import hashlib
import hmac
import json
import re

import pytest

from comity.core.ledger.receipt import check
from comity.formats.ledger_documents import entry_bytes, entry_from, head_is_signed, read_checkpoint, read_receipt
from comity.formats.signing import imported_key, read_public_key
from golden.ledger.vectors import FOLDER, PASSPHRASE, files
from repo.source import ROOT

VECTORS = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))
PAGES = ("docs/reference/ledger.md", "docs/how-to/check-a-receipt.md")
DIGITS = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@pytest.mark.parametrize("name", files())
def test_they_are_what_the_program_makes(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == files()[name]


@pytest.mark.parametrize("entry", VECTORS["entries"])
def test_an_entry_is_plain_json_with_its_keys_in_order(entry):
    content = entry["bytes"].encode()
    plain = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert plain.encode() == content
    assert hashlib.sha256(b"\x00" + content).hexdigest() == entry["leaf"]
    assert entry_bytes(entry_from(content)) == content


def test_the_last_root_is_eight_leaves_by_hand():
    row = [bytes.fromhex(one["leaf"]) for one in VECTORS["entries"]]
    while len(row) > 1:
        row = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in zip(row[::2], row[1::2], strict=True)]
    assert row[0].hex() == VECTORS["roots"][8] == json.loads(VECTORS["head"]["bytes"])["root"]


def test_the_commitment_is_an_hmac():
    found = VECTORS["commitment"]
    made = hmac.new(bytes.fromhex(found["salt"]), found["bytes"].encode(), hashlib.sha256).hexdigest()
    assert made == found["commitment"]


def test_the_files_hold_together():
    read = read_receipt(FOLDER / "receipt.json")
    key = VECTORS["key"]
    assert read.example
    assert check(read.receipt, head_is_signed, key["fingerprint"]).holds
    assert read_public_key(FOLDER / "organisation.pem").hex() == key["public_key"]
    assert read_checkpoint(FOLDER / "checkpoint.json").signed.head.root.hex() == VECTORS["roots"][5]
    exported = (FOLDER / "exported-key.json").read_bytes()
    assert imported_key(exported, PASSPHRASE).public_key.hex() == key["public_key"]


@pytest.mark.parametrize("page", PAGES)
def test_hashes_that_a_page_shows_are_among_the_vectors(page):
    shown = set(DIGITS.findall((ROOT / page).read_text(encoding="utf-8")))
    known = set(DIGITS.findall("".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json"))))
    assert shown
    assert shown <= known


def test_the_how_to_shows_the_receipt_and_the_key_that_are_here():
    text = (ROOT / PAGES[1]).read_text(encoding="utf-8")
    for name in ("receipt.json", "organisation.pem"):
        assert f"<!-- file: {name} -->" in text
        assert (FOLDER / name).read_text(encoding="utf-8") in text
