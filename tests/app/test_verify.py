"""Whoever writes to the database past Comity is found out: what was altered, where, and how it is put right."""

import json
from dataclasses import replace

import pytest
from django.db import connection

from app.organisation import OFFICER, head_of, proposal, told
from comity.app.commands import positions, questions
from comity.app.verification import verify
from comity.app.verification.findings import Code
from comity.app.verification.words import CURES, FACTS, PLACES
from comity.app.verification.words import told as in_words
from comity.core.ledger.merkle import Frontier, leaf_hash
from comity.core.ledger.receipt import Checkpoint, Head
from comity.formats.canonical import moment
from comity.formats.ledger_documents import entry_from, signed_head
from comity.formats.signing import make_key
from comity.store.journal import JOURNALLED
from comity.store.ledger import StaleKey, checkpoint, signed
from comity.store.models import ActKey, LedgerEntry, LedgerHead, LedgerTip, Position, Proposal, SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db):
    return told()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unhindered(statement, *values):
    """As somebody with the file in their hands does it: past every constraint."""
    with connection.constraint_checks_disabled():
        sql("PRAGMA ignore_check_constraints = ON") if connection.vendor == "sqlite" else None
        sql(statement, *values)


def a_position():
    return Position.objects.filter(classification="general").order_by("id").first()


def a_confidential_position():
    return Position.objects.filter(classification="confidential", camp="yes").order_by("id").first()


def content_altered():
    row = LedgerEntry.objects.get(verb="position.take", sequence=4)
    sql("UPDATE store_ledgerentry SET content = %s WHERE sequence = 4", row.content.replace('"yes"', '"no"'))


def content_and_leaf_altered():
    content = LedgerEntry.objects.get(sequence=4).content.replace('"yes"', '"no"')
    digest = leaf_hash(content.encode()).hex()
    sql("UPDATE store_ledgerentry SET content = %s, leaf = %s WHERE sequence = 4", content, digest)


def history_rewritten():
    """Entry, leaf and every hash above it, and the row as well; only the signatures are beyond reach."""
    content_and_leaf_altered()
    tree = Frontier()
    for row in LedgerEntry.objects.order_by("sequence"):
        tree, made = tree.appended(bytes.fromhex(row.leaf))
        for node in made:
            sql(
                'UPDATE store_ledgernode SET hash = %s WHERE level = %s AND "index" = %s',
                node.hash.hex(),
                node.level,
                node.index,
            )
        sql("UPDATE store_ledgerhead SET root = %s WHERE size = %s", tree.root.hex(), tree.size)
    LedgerTip.objects.update(frontier=[one.hex() for one in tree.hashes])


def entry_inserted():
    row = LedgerEntry.objects.order_by("-sequence").first()
    row.pk = row.sequence + 5
    row.save(force_insert=True)


def position_removed():
    sql("DELETE FROM store_position WHERE id = %s", a_position().id)


def row_inserted():
    row = a_position()
    row.pk, row.seat = "0000000000000000", "delegation-x"
    row.save(force_insert=True)


def key_exchanged():
    public = make_key(b"\x07" * 32).public_key.hex()
    sql("UPDATE store_signingkey SET public = %s WHERE from_size > 1", public)


def first_key_from(size):
    first = SigningKey.objects.order_by("from_size").first()
    SigningKey.objects.filter(pk=first.pk).update(from_size=size)


def key_inserted():
    key = make_key(b"\x07" * 32)
    SigningKey.objects.create(id=key.key_id, public=key.public_key.hex(), from_size=900)


def act_key_inserted(entry):
    """So that an act that was never done is answered as done, or an act of somebody else's is answered to them."""
    ActKey.objects.create(actor="p-x", key="a-key-of-nobody", digest="0" * 64, entry_id=entry)


def last_entry_removed():
    last = LedgerEntry.objects.order_by("-sequence").first().sequence
    unhindered("DELETE FROM store_actkey WHERE entry_id = %s", last)
    unhindered("DELETE FROM store_ledgerentry WHERE sequence = %s", last)


def entry_removed():
    unhindered("DELETE FROM store_actkey WHERE entry_id = 4")
    unhindered("DELETE FROM store_ledgerentry WHERE sequence = 4")


def update(table, change, where="", *values):
    return lambda: unhindered(f"UPDATE store_{table} SET {change}{' WHERE ' if where else ''}{where}", *values)


# What somebody does to the database, and what must be named: the code, and for a row its table and field.
TAMPERED = {
    "a vote changed": (
        lambda: sql("UPDATE store_position SET camp = 'yes' WHERE id = %s", next_no()),
        (Code.ROW_ALTERED, "position", "camp"),
    ),
    "a confidential vote changed": (
        lambda: sql("UPDATE store_position SET camp = 'no' WHERE id = %s", a_confidential_position().id),
        (Code.ROW_ALTERED, "position", "camp"),
    ),
    "the salt of a confidential vote changed": (
        lambda: sql("UPDATE store_position SET salt = %s WHERE id = %s", "00" * 32, a_confidential_position().id),
        (Code.ROW_ALTERED, "position", "camp"),
    ),
    "the salt of a confidential vote made unreadable": (
        lambda: sql("UPDATE store_position SET salt = 'x' WHERE id = %s", a_confidential_position().id),
        (Code.ROW_ALTERED, "position", "camp"),
    ),
    "a name changed": (update("service", "name = 'Other'", "id = 's-1'"), (Code.ROW_ALTERED, "service", "name")),
    "a role widened": (
        update("service", "role = 'secretary_general'", "id = 's-2'"),
        (Code.ROW_ALTERED, "service", "role"),
    ),
    "a classification lowered": (
        update("proposal", "classification = 'general'", "classification = 'confidential'"),
        (Code.ROW_ALTERED, "proposal", "classification"),
    ),
    "a result changed": (
        update("proposal", "state = 'not_adopted'", "classification = 'general'"),
        (Code.ROW_ALTERED, "proposal", "state"),
    ),
    "a moment moved": (
        update("question", "closed_at = put_at", "classification = 'general'"),
        (Code.ROW_ALTERED, "question", "closed_at"),
    ),
    "a version counted back": (update("organisation", "version = 7"), (Code.ROW_ALTERED, "organisation", "version")),
    "the charter changed": (
        update("charterversion", "document = 'x'"),
        (Code.ROW_ALTERED, "charter_version", "document"),
    ),
    "a vote removed": (position_removed, (Code.ROW_REMOVED, "position", None)),
    "a vote inserted": (row_inserted, (Code.ROW_INSERTED, "position", None)),
    "an entry altered": (content_altered, (Code.ENTRY_ALTERED, None, None)),
    "an entry altered with its hash": (content_and_leaf_altered, (Code.NODE_DIFFERS, "ledger_node", None)),
    "an entry altered with the whole tree": (history_rewritten, (Code.HEAD_UNSIGNED, "ledger_head", None)),
    "an entry made unreadable": (
        update("ledgerentry", "content = 'x'", "sequence = 4"),
        (Code.ENTRY_UNREADABLE, None, None),
    ),
    "an entry laid out anew": (
        update("ledgerentry", "content = content || ' '", "sequence = 4"),
        (Code.ENTRY_NOT_CANONICAL, None, None),
    ),
    "an entry removed": (entry_removed, (Code.ENTRY_MISSING, None, None)),
    "the last entry removed": (last_entry_removed, (Code.ENTRY_MISSING, None, None)),
    "an entry inserted": (entry_inserted, (Code.ENTRY_BEYOND, None, None)),
    "the verb of an entry changed": (
        update("ledgerentry", "verb = 'x.y'", "sequence = 4"),
        (Code.COLUMN_DIFFERS, "ledger_entry", "verb"),
    ),
    "an entry opened to others": (
        update("ledgerentry", "classification = 'general'", "classification = 'confidential'"),
        (Code.COLUMN_DIFFERS, "ledger_entry", "classification"),
    ),
    "an entry said to be about something else": (
        update("ledgerentry", "subject = 'p-x'", "sequence = 4"),
        (Code.COLUMN_DIFFERS, "ledger_entry", "subject"),
    ),
    "an act given to another delegation": (
        update("ledgerentry", "delegation = 'delegation-x'", "sequence = 4"),
        (Code.COLUMN_DIFFERS, "ledger_entry", "delegation"),
    ),
    "the author of an entry changed": (
        update("ledgerentry", "actor = 'p-x'", "sequence = 4"),
        (Code.COLUMN_DIFFERS, "ledger_entry", "actor"),
    ),
    "the hash of an entry changed": (
        update("ledgerentry", f"leaf = '{'0' * 64}'", "sequence = 4"),
        (Code.LEAF_DIFFERS, None, None),
    ),
    "the key of an act changed": (
        update("actkey", "key = 'other'", "entry_id = 4"),
        (Code.ACT_KEY_DIFFERS, "act_key", None),
    ),
    "a key of an act inserted": (lambda: act_key_inserted(4), (Code.ACT_KEY_DIFFERS, "act_key", None)),
    "a second key given to the author of an act": (
        lambda: ActKey.objects.create(
            actor=LedgerEntry.objects.get(pk=4).actor, key="another-key", digest="0" * 64, entry_id=4
        ),
        (Code.ACT_KEY_DIFFERS, "act_key", None),
    ),
    "the key of an act removed": (
        update("actkey", "entry_id = 5", "entry_id = 4"),
        (Code.ACT_KEY_DIFFERS, "act_key", None),
    ),
    "the founding's key said to sign from earlier on": (
        lambda: first_key_from(0),
        (Code.KEY_UNNAMED, "signing_key", None),
    ),
    "the founding's key said to sign from later on": (
        lambda: first_key_from(2),
        (Code.KEY_UNNAMED, "signing_key", None),
    ),
    "a salt given to a row that hides nothing": (
        lambda: sql("UPDATE store_position SET salt = %s WHERE id = %s", "ab" * 32, a_position().id),
        (Code.ROW_ALTERED, "position", "salt"),
    ),
    "a hash of the tree changed": (
        update("ledgernode", f"hash = '{'0' * 64}'", 'level = 1 AND "index" = 1'),
        (Code.NODE_DIFFERS, "ledger_node", None),
    ),
    "a hash of the tree removed": (
        lambda: sql('DELETE FROM store_ledgernode WHERE level = 1 AND "index" = 1'),
        (Code.NODE_MISSING, "ledger_node", None),
    ),
    "a hash of the tree inserted": (
        lambda: sql('INSERT INTO store_ledgernode (level, "index", hash) VALUES (7, 1, %s)', "0" * 64),
        (Code.NODE_BEYOND, "ledger_node", None),
    ),
    "a root changed": (
        update("ledgerhead", f"root = '{'0' * 64}'", "size = 5"),
        (Code.HEAD_ROOT_DIFFERS, "ledger_head", None),
    ),
    "the moment of a head moved": (
        lambda: LedgerHead.objects.filter(size=5).update(at=LedgerHead.objects.get(size=1).at),
        (Code.HEAD_MOMENT_DIFFERS, "ledger_head", None),
    ),
    "a signature changed": (
        update("ledgerhead", f"signature = '{'0' * 128}'", "size = 5"),
        (Code.HEAD_UNSIGNED, "ledger_head", None),
    ),
    "a head removed": (
        lambda: sql("DELETE FROM store_ledgerhead WHERE size = 5"),
        (Code.HEAD_MISSING, "ledger_head", None),
    ),
    "a head given to another key": (
        update("ledgerhead", "key = 'x'", "size = 5"),
        (Code.HEAD_KEY_DIFFERS, "ledger_head", None),
    ),
    "the edge of the tree changed": (update("ledgertip", "size = 3"), (Code.TIP_DIFFERS, "ledger_tip", None)),
    "a key exchanged": (key_exchanged, (Code.KEY_UNFIT, "signing_key", None)),
    "a key inserted": (key_inserted, (Code.KEY_UNNAMED, "signing_key", None)),
    "a key removed": (
        lambda: sql("DELETE FROM store_signingkey WHERE from_size > 1"),
        (Code.KEY_MISSING, "signing_key", None),
    ),
}


def next_no():
    return Position.objects.filter(classification="general", camp="no").first().id


def test_what_nobody_touched_is_clean(story):
    heard = []
    found = verify(checkpoint(), lambda done, total: heard.append((done, total)))
    assert found.holds
    assert found.findings == ()
    assert found.checkpoint.holds
    assert heard == [(found.entries, found.entries)]
    assert found.entries == LedgerEntry.objects.count()
    assert found.rows == sum(form.model._default_manager.count() for form in JOURNALLED.values())


@pytest.mark.parametrize("kind", TAMPERED)
def test_whoever_tampers_is_named(story, kind):
    tamper, expected = TAMPERED[kind]
    tamper()
    found = verify()
    assert not found.holds
    assert expected in [(one.code, one.table, one.field) for one in found.findings]
    for one in found.findings:
        for language in ("en", "ru", "zh"):
            said = in_words(one, language)
            assert said.fact
            assert said.place
            assert said.cure


def test_one_change_is_named_once(story):
    sql("UPDATE store_position SET camp = 'yes' WHERE id = %s", next_no())
    assert len(verify().findings) == 1


def test_an_altered_entry_is_told_apart_from_those_that_follow(story):
    content_altered()
    found = verify().findings
    assert [one.entry for one in found if one.code is Code.ENTRY_ALTERED] == [4]
    assert {one.code for one in found} == {Code.ENTRY_ALTERED, Code.ROW_ALTERED}


def test_what_is_confidential_is_not_told(story):
    row = a_confidential_position()
    sql("UPDATE store_position SET camp = 'not_participating' WHERE id = %s", row.id)
    (one,) = verify().findings
    assert "not_participating" not in one.found
    assert row.camp not in one.expected


def committed(table, row, name):
    """What the ledger says of a field of a row, version by version."""
    said = []
    for content in LedgerEntry.objects.order_by("sequence").values_list("content", flat=True):
        changes = json.loads(content)["changes"]
        said += [one["form"][name] for one in changes if (one["table"], one["id"]) == (table, row)]
    return said


def test_two_versions_of_one_confidential_value_have_different_commitments(story):
    """Else the ledger would tell that a vote was corrected back to what it was before."""
    story.act(proposal("trade", "confidential"), head_of("a"))
    row = Proposal.objects.order_by("-submitted_at").first()
    put = questions.PutToBody(proposal=row.id, seen=row.version, manner="recorded_vote")
    question = story.act(put, OFFICER).outcome["question"]
    for seen, camp in enumerate(("yes", "no", "yes")):
        story.act(positions.Take(question=question, seat="delegation-a", camp=camp, seen=seen), head_of("a"))
    said = committed("position", Position.objects.get(question=question).id, "camp")
    assert [one.keys() for one in said] == [{"commitment"}] * 3
    assert len({one["commitment"] for one in said}) == 3
    assert verify().holds


def test_what_can_not_be_read_is_named(story):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes nothing but a moment there")
    sql("UPDATE store_position SET taken_at = 'x' WHERE id = %s", a_position().id)
    sql("UPDATE store_ledgerhead SET at = 'x' WHERE size = 3")
    sql("UPDATE store_question SET put_at = '2026-99-99 00:00:00'")
    codes = {(one.code, one.table) for one in verify().findings}
    assert codes == {
        (Code.ROW_ALTERED, "position"),
        (Code.HEAD_MOMENT_DIFFERS, "ledger_head"),
        (Code.ROW_UNREADABLE, "question"),
    }


def test_a_whole_new_history_is_seen_by_the_checkpoint_alone(story):
    """Who holds the key can sign another history; what was handed out before gives them away."""
    held = checkpoint()
    history_rewritten()
    keys = {1: make_key(bytes(32)), 2: story.key}
    rotated = SigningKey.objects.order_by("-from_size").first().from_size
    for row in LedgerHead.objects.all():
        key = keys[2 if row.size >= rotated else 1]
        head = Head(size=row.size, root=bytes.fromhex(row.root), at=moment(row.at), key_id=key.key_id)
        sql(
            "UPDATE store_ledgerhead SET signature = %s WHERE size = %s",
            signed_head(head, key).signature.hex(),
            row.size,
        )
    entry = entry_from(LedgerEntry.objects.get(sequence=4).content.encode())
    sql("UPDATE store_position SET camp = 'no' WHERE id = %s", entry.changes[0].id)
    assert verify().holds
    found = verify(held)
    assert [one.code for one in found.findings] == [Code.CHECKPOINT_DIFFERS]
    assert not found.checkpoint.holds


def test_a_checkpoint_of_another_key_is_named(story):
    held = checkpoint()
    other = Checkpoint(held.signed, make_key(b"\x09" * 32).public_key)
    assert Code.CHECKPOINT_UNSIGNED in {one.code for one in verify(other).findings}


def test_a_database_put_back_is_seen_by_the_checkpoint(story):
    held = checkpoint()
    size = held.signed.head.size
    for table, column in (("actkey", "entry_id"), ("ledgerentry", "sequence")):
        unhindered(f"DELETE FROM store_{table} WHERE {column} >= %s", size - 1)
    unhindered("DELETE FROM store_ledgerhead WHERE size >= %s", size)
    unhindered('DELETE FROM store_ledgernode WHERE level = 0 AND "index" >= %s', size - 1)
    assert Code.CHECKPOINT_BEYOND in {one.code for one in verify(held).findings}


def test_the_old_key_no_longer_signs(story):
    story.key = make_key(bytes(32))
    with pytest.raises(StaleKey):
        story.act(proposal("trade", "general"), head_of("a"))
    row = LedgerHead.objects.order_by("-size").first()
    forged = signed_head(replace(signed(row).head, key_id=story.key.key_id), story.key)
    LedgerHead.objects.filter(pk=row.pk).update(key=story.key.key_id, signature=forged.signature.hex())
    assert Code.HEAD_KEY_DIFFERS in {one.code for one in verify().findings}


def test_each_code_has_its_words_in_each_language():
    assert FACTS.keys() == CURES.keys() == set(Code)
    for words in (*FACTS.values(), *CURES.values(), *PLACES.values()):
        assert words.keys() == {"en", "ru", "zh"}


@pytest.mark.parametrize("name", JOURNALLED)
def test_every_column_of_a_journalled_table_is_journalled(name):
    form = JOURNALLED[name]
    columns = {one.attname for one in form.model._meta.concrete_fields}
    assert columns == {"id", "version", "salt", *form.plain, *form.personal, *form.content}


def test_few_questions_however_long_the_ledger(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        verify()
    assert Proposal.objects.count() == 2
