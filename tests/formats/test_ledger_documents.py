"""Entries, heads, receipts and checkpoints: written, read again, and refused with line and cure."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.ledger.entry import Change, Entry
from comity.core.ledger.receipt import Head, check, fingerprint
from comity.core.values import Refused
from comity.formats.canonical import canonical_bytes, plain_form
from comity.formats.ledger_documents import (
    checkpoint_text,
    entry_bytes,
    entry_form,
    entry_from,
    head_bytes,
    head_is_signed,
    read_checkpoint,
    read_receipt,
    receipt_from,
    receipt_text,
    signed_head,
)
from formats.ledger_examples import ENTRIES, KEY, OTHER_KEY, checkpoint_of, receipt_of

FORMS = st.none() | st.dictionaries(
    st.text(max_size=4), st.none() | st.booleans() | st.integers() | st.text(max_size=4), max_size=3
)
NO_MOMENT = "is no moment in UTC. Write YYYY-MM-DDThh:mm:ss.ffffffZ."
HEXADECIMAL = "Write 64 digits of 0-9 and a-f, as the file was given out"


def problems(text):
    with pytest.raises(Refused) as caught:
        receipt_from(text, "r.json")
    return [str(one) for one in caught.value.problems]


def changed(*path, to=None, without=False):
    """A receipt file with one value put in the place of another, or left out; the text of the file."""
    document = json.loads(receipt_text(receipt_of(3)))
    within = document
    for key in path[:-1]:
        within = within[key]
    if without:
        del within[path[-1]]
    else:
        within[path[-1]] = to
    return json.dumps(document, indent=2)


def line_of(text, part):
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def failed(text):
    return check(receipt_from(text).receipt, head_is_signed).failed


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_read_from_its_bytes(entry):
    assert entry_from(entry_bytes(entry)) == entry


@given(FORMS, FORMS, st.text(min_size=1, max_size=4))
def test_whatever_rows_hold_an_entry_keeps_it(form, outcome, text):
    entry = replace(ENTRIES[0], changes=(Change("t", text, form),), outcome=outcome, actor=text)
    content = entry_bytes(entry)
    assert content == canonical_bytes(json.loads(content))
    again = entry_from(content)
    assert entry_bytes(again) == content
    assert again.outcome == plain_form(outcome)


def test_a_head_is_signed_by_its_own_key_only():
    signed = receipt_of(0).signed
    assert head_is_signed(signed, KEY.public_key)
    assert not head_is_signed(signed, OTHER_KEY.public_key)
    assert json.loads(head_bytes(signed.head))["key"] == KEY.key_id
    with pytest.raises(ValueError, match="is to sign it"):
        signed_head(signed.head, OTHER_KEY)


@pytest.mark.parametrize("size", range(1, 9))
def test_receipts_of_every_size_hold_after_a_journey_through_a_file(size, write):
    for index in range(size):
        found = read_receipt(write("r.json", receipt_text(receipt_of(index, size=size), example=True)))
        assert found.receipt == receipt_of(index, size=size)
        assert (found.entry, found.example) == (ENTRIES[index], True)
        assert check(found.receipt, head_is_signed).holds


def test_layout_and_order_of_keys_are_free():
    document = json.loads(receipt_text(receipt_of(3)))
    turned = {key: document[key] for key in reversed(document)}
    turned["entry"] = {key: document["entry"][key] for key in reversed(document["entry"])}
    assert receipt_from(json.dumps(turned)) == receipt_from(receipt_text(receipt_of(3)))


def test_only_an_example_is_marked_so():
    assert json.loads(receipt_text(receipt_of(0), example=True))["example"] is True
    assert "example" not in json.loads(receipt_text(receipt_of(0)))
    assert json.loads(checkpoint_text(checkpoint_of(), example=True))["example"] is True


def test_a_receipt_is_laid_out_for_people():
    text = receipt_text(receipt_of(0))
    assert '  "entry": {\n    "schema": "comity/entry/1",\n    "sequence": 0,\n    "verb": "position.record",' in text
    assert '"text": "За · 赞成"' in text


@pytest.mark.parametrize(
    ("path", "to", "steps"),
    [
        (("entry", "changes", 0, "form", "stance"), "yes", ("in_tree",)),
        (("entry", "at"), "2026-11-05T09:12:04.000418Z", ("in_tree",)),
        (("entry", "sequence"), 4, ("in_tree",)),
        (("entry", "sequence"), 8, ("in_tree",)),
        (("proof",), [], ("in_tree",)),
        (("proof", 0), "00" * 32, ("in_tree",)),
        (("head", "root"), "00" * 32, ("in_tree", "signed")),
        (("head", "size"), 9, ("in_tree", "signed")),
        (("head", "size"), 0, ("in_tree", "signed")),
        (("head", "at"), "2026-11-05T10:00:01.000000Z", ("signed",)),
        (("head", "key"), "0" * 16, ("key_named", "signed")),
        (("signature",), "00" * 64, ("signed",)),
        (("public_key",), OTHER_KEY.public_key.hex(), ("key_named", "signed")),
        (("public_key",), "ff" * 32, ("key_named", "signed")),
        (("public_key",), "00" * 32, ("key_named", "signed")),
    ],
)
def test_what_was_altered_is_found_and_named(path, to, steps):
    assert failed(changed(*path, to=to)) == steps


def test_a_forger_with_a_key_of_their_own_is_found_by_the_fingerprint_only():
    forged = receipt_of(3, key=OTHER_KEY)
    alone = check(forged, head_is_signed)
    assert (alone.holds, alone.key_is_known) == (True, False)
    held = check(forged, head_is_signed, fingerprint(KEY.public_key))
    assert (held.failed, held.key_is_known) == (("key_expected",), True)
    assert check(receipt_of(3), head_is_signed, fingerprint(KEY.public_key)).holds


@pytest.mark.parametrize(
    ("path", "to", "part", "said"),
    [
        (("entry", "changes", 0, "form", "stance"), 2**53, str(2**53), f"{2**53} stands without quotes. Write it as "),
        (("entry", "outcome"), {"a": [0.5]}, "0.5", "the decimal number 0.5 is not exact. Write it as "),
        (("entry", "outcome"), [], '"outcome"', "a list is no mapping. Write keys with their values, or null."),
        (("entry", "changes", 0, "form"), 1, '"form": 1', "1 is no mapping. Write keys with their values, or null."),
        (("entry", "changes", 0, "id"), 7, '"id": 7', '7 is no text. Put it in quotes: "7".'),
        (("entry", "changes"), {}, '"changes"', "a mapping is no list. Write a list: [one, another]."),
        (("entry", "sequence"), "3", '"sequence"', "'3' is no whole number. Write a whole number, without quotes."),
        (("entry", "sequence"), True, '"sequence"', "true is no whole number. Write a whole number, without quotes."),
        (("entry", "schema"), "x", '"schema": "x"', "'x' is no value of `schema`. Write one of: comity/entry/1."),
        (
            ("head", "root"),
            "0A" * 32,
            '"root"',
            f"'{'0A' * 30}…' is not 32 bytes in hexadecimal digits. {HEXADECIMAL}.",
        ),
        (("proof", 1), "ab", '"ab"', f"'ab' is not 32 bytes in hexadecimal digits. {HEXADECIMAL}."),
        (("signature",), None, '"signature"', "`signature` is empty. Give it a value, or leave it out."),
        (("example",), "yes", '"example"', "'yes' is no truth value. Write true or false."),
        (("more",), 1, '"more"', "`more` is not a key of a receipt. "),
    ],
)
def test_a_wrong_value_is_told_with_its_line(path, to, part, said):
    text = changed(*path, to=to)
    [told] = problems(text)
    assert told.startswith(f"r.json:{line_of(text, part)}: {said}")


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (("entry", "verb"), "record", "'record' is no verb. Write noun.verb."),
        (("entry", "actor"), "", "an entry says too little. Name its actor and its key."),
        (("entry", "sequence"), -1, "-1 is no place in the ledger. Write a whole number from 0."),
        (("entry", "at"), "2026", f"'2026' {NO_MOMENT}"),
        (("entry", "at"), "2026-02-30T09:12:00.000000Z", f"'2026-02-30T09:12:00.000000Z' {NO_MOMENT}"),
        (("entry", "at"), "٢026-02-03T09:12:00.000000Z", f"'٢026-02-03T09:12:00.000000Z' {NO_MOMENT}"),
        (("entry", "changes", 0, "id"), "", "a change says too little. Name its table and the id of its row."),
        (("head", "at"), "2026", f"'2026' {NO_MOMENT}"),
        (("head", "size"), -1, "no tree has such a head. Give a size from 0 and a root of 32 bytes."),
    ],
)
def test_what_no_entry_and_no_head_says_is_refused(path, to, said):
    text = changed(*path, to=to)
    assert problems(text) == [f"r.json:{line_of(text, f'{path[0]}')}: {said}"]


def test_everything_that_is_wrong_is_told_at_once():
    document = json.loads(receipt_text(receipt_of(3)))
    del document["entry"]["outcome"], document["entry"]["changes"][0]["form"], document["signature"]
    document["head"]["size"] = "8"
    told = problems(json.dumps(document, indent=2))
    assert len(told) == 4, told
    document = json.loads(receipt_text(receipt_of(3)))
    document["proof"][0] = document["signature"] = document["head"]["at"] = document["entry"]["verb"] = "x"
    told = problems(json.dumps(document, indent=2))
    assert len(told) == 4, told


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"schema": "comity/receipt/2"}', "{", '{"a": 1, "a": 2}'])
def test_what_is_no_receipt_is_refused(text):
    assert problems(text)[0].startswith("r.json")


@pytest.mark.parametrize("entry", [None, [], 1, "x", {}, {"changes": [1]}])
def test_what_is_no_entry_is_refused(entry):
    assert problems(changed("entry", to=entry))


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"schema":"comity/entry/1"}'])
def test_bytes_that_no_entry_has_are_refused(content):
    with pytest.raises(Refused):
        entry_from(content)


def test_a_checkpoint_is_read_again_and_a_receipt_is_one(write):
    checkpoint = checkpoint_of(5)
    assert read_checkpoint(write("c.json", checkpoint_text(checkpoint))) == checkpoint
    assert read_checkpoint(write("r.json", receipt_text(receipt_of(0, size=5)))) == checkpoint


def test_a_wrong_checkpoint_is_refused_with_its_lines(write):
    document = json.loads(checkpoint_text(checkpoint_of()))
    document["head"]["root"] = document["signature"] = "x"
    with pytest.raises(Refused) as caught:
        read_checkpoint(write("c.json", json.dumps(document, indent=2)))
    assert [one.line for one in caught.value.problems] == [6, 10]
    with pytest.raises(Refused, match="is not the format that is read here"):
        read_checkpoint(write("d.json", '{"schema": "comity/charter/1"}'))


def test_entries_that_say_too_little_are_never_made():
    wrong = {"sequence": -1, "verb": "Record", "actor": "", "at": "2026-11-05T09:12:00Z", "key": ""}
    for name, value in wrong.items():
        with pytest.raises(ValueError, match=": "):
            replace(ENTRIES[0], **{name: value})
    with pytest.raises(ValueError, match="a root of 32 bytes"):
        Head(1, b"", ENTRIES[0].at, "0" * 16)
    assert Entry(sequence=0, verb="a.b", actor="a", at=ENTRIES[0].at, key="k").changes == ()
    assert entry_form(ENTRIES[0])["changes"][1] == {"table": "draft", "id": "d-0", "form": None}
