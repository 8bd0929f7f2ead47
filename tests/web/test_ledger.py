"""The pages of the ledger: who sees what, receipts that hold, few questions to the database."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from app.organisation import AUDITOR, BEGAN, CHAIR, OFFICER, delegate_of, head_of, proposal, told, vote
from comity.app.actor import PUBLIC, Actor, Capacity
from comity.app.commands import HANDLERS
from comity.app.ledger_words import FIELDS, TABLES, VERBS
from comity.app.policy import Target, grants
from comity.app.queries import ledger as query
from comity.core.ledger.receipt import check
from comity.formats.ledger_documents import checkpoint_from, head_is_signed, receipt_from
from comity.store.journal import JOURNALLED
from comity.store.models import Account, LedgerEntry, Proposal, Role, Service
from comity.web.request import CONFIRMED_AT
from comity.web.views.ledger import PAGES

OBSERVER = Actor(person="p-observer", name="O", capacities=(Capacity(Role.OBSERVER, delegation="observer-delegation"),))
ACTORS = (OFFICER, CHAIR, AUDITOR, head_of("a"), delegate_of("a"), OBSERVER, PUBLIC)


@pytest.fixture
def story(db):
    return told()


def client_of(actor):
    """A browser in which the actor is signed in."""
    client = Client(headers={"host": "localhost"})
    if actor is PUBLIC:
        return client
    account = Account.objects.create(email=f"{actor.person}@example.org", person=actor.person, name=actor.name)
    for position, one in enumerate(actor.capacities):
        Service.objects.create(
            id=f"{actor.person}-{position}",
            person=actor.person,
            name=actor.name,
            role=one.role,
            delegation=one.delegation,
            body=one.body,
            from_day=BEGAN.date().replace(year=2020),
        )
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[CONFIRMED_AT] = BEGAN.timestamp() + 10**9
    session.save()
    return client


def target(row):
    subject = Proposal.objects.filter(pk=row.subject).first()
    return Target(
        classification=row.classification,
        state=subject.state if subject else "",
        delegations=frozenset({row.delegation} if row.delegation else ()),
        body=subject.body if subject else "",
        person=row.actor,
    )


@pytest.mark.parametrize("actor", ACTORS, ids=lambda one: one.person)
@pytest.mark.parametrize("action", ["ledger.see", "receipt.take"])
def test_the_list_is_what_the_policy_grants_entry_by_entry(story, actor, action):
    listed = set(LedgerEntry.objects.filter(query.granted(actor, action)).values_list("sequence", flat=True))
    granted = {row.sequence for row in LedgerEntry.objects.all() if grants(actor, action, target(row))}
    assert listed == granted


@pytest.mark.parametrize("actor", ACTORS, ids=lambda one: one.person)
def test_an_entry_is_answered_to_whom_it_is_open(story, actor):
    client = client_of(actor)
    seen = set(LedgerEntry.objects.filter(query.granted(actor, "ledger.see")).values_list("sequence", flat=True))
    taken = set(LedgerEntry.objects.filter(query.granted(actor, "receipt.take")).values_list("sequence", flat=True))
    for sequence in range(LedgerEntry.objects.count() + 1):
        page = client.get(f"/ledger/{sequence}/").status_code
        file = client.get(f"/ledger/{sequence}/receipt.json").status_code
        assert (page == 200) == (sequence in seen | taken), sequence
        assert (file == 200) == (sequence in taken), sequence


def test_an_entry_names_persons_by_their_role_and_proposals_by_their_symbol(story):
    client_of(head_of("a"))  # is in service, and so has a role
    row = LedgerEntry.objects.filter(verb="position.take", actor=head_of("a").person).first()
    said = [one.value for change in query.entry(AUDITOR, row.sequence, "en").changes for one in change.fields]
    assert str(Role.HEAD.label) in said
    assert head_of("a").person not in said
    put = LedgerEntry.objects.filter(verb="question.put").first()
    said = [one.value for change in query.entry(AUDITOR, put.sequence, "en").changes for one in change.fields]
    assert Proposal.objects.get(pk=put.subject).symbol in said


def test_what_is_confidential_is_nowhere_for_a_delegate(story):
    client = client_of(delegate_of("b"))
    secret = Proposal.objects.get(classification="confidential")
    pages = [client.get(at).content.decode() for at in ("/ledger/", "/ledger/entries.csv", "/ledger/receipts/")]
    assert all(secret.symbol not in page and secret.id not in page for page in pages)


def test_a_receipt_holds_and_proves_ones_own_act(story):
    client = client_of(head_of("a"))
    entry = LedgerEntry.objects.filter(verb="position.take", delegation="delegation-a").first()
    answer = client.get(f"/ledger/{entry.sequence}/receipt.json")
    read = receipt_from(answer.content.decode())
    assert check(read.receipt, head_is_signed).holds
    assert read.example
    assert read.entry.actor == "p-a"
    assert f"EXAMPLE-receipt-{entry.sequence}.json" in answer["Content-Disposition"]


def test_anybody_may_take_the_head_of_today(story):
    made = checkpoint_from(Client(headers={"host": "localhost"}).get("/ledger/checkpoint.json").content.decode())
    assert made.signed.head.size == LedgerEntry.objects.count()
    assert head_is_signed(made.signed, made.public_key)


def test_the_list_is_narrowed(story):
    client = client_of(AUDITOR)

    def rows(address):
        return client.get(address).content.decode().count('role="rowheader"')

    positions = LedgerEntry.objects.filter(verb="position.take").count()
    assert rows("/ledger/?verb=position.take") == positions
    assert rows("/ledger/?from_day=2026-11-03") == 0
    assert rows("/ledger/?until_day=2026-11-01") == 0
    assert rows("/ledger/?from_day=2026-11-02&until_day=2026-11-02") > positions
    assert client.get("/ledger/?verb=nothing&from_day=x&page=0").status_code == 200


def test_own_acts_alone(story):
    client = client_of(head_of("c"))
    page = client.get("/ledger/?own=on").content.decode()
    own = LedgerEntry.objects.filter(delegation="delegation-c").count()
    assert page.count('role="rowheader"') == own


def test_the_whole_fingerprint_is_shown(story):
    page = client_of(AUDITOR).get("/ledger/").content.decode()
    assert query.state().fingerprint in page.replace(" ", "")
    assert len(query.state().fingerprint) == 64


def test_what_is_found_is_shown(story):
    client = client_of(AUDITOR)
    LedgerEntry.objects.filter(sequence=4).update(actor="p-x")
    page = client.post("/ledger/verify/").content.decode()
    assert "Something was changed" in page
    assert "ledger_entry" in page


def test_what_nobody_touched_is_said_to_hold(story):
    client = client_of(AUDITOR)
    Service.objects.filter(id__startswith="p-").delete()
    page = client.post("/ledger/verify/").content.decode()
    assert "Everything holds" in page


def test_the_ledger_is_held_to_a_receipt_that_was_kept(story):
    client = client_of(AUDITOR)
    entry = LedgerEntry.objects.first().sequence
    content = client.get(f"/ledger/{entry}/receipt.json").content
    held = SimpleUploadedFile("receipt.json", content, content_type="application/json")
    page = client.post("/ledger/verify/", {"checkpoint": held})
    assert "Checkpoint, entries" in page.content.decode()
    wrong = SimpleUploadedFile("x.json", b'{"schema": "other"}', content_type="application/json")
    assert "is not the format" in client.post("/ledger/verify/", {"checkpoint": wrong}).content.decode()


def test_a_ledger_that_is_too_long_names_the_command(story, monkeypatch):
    monkeypatch.setattr(query, "VERIFIED_ON_PAGE", 3)
    assert "comity verify" in client_of(AUDITOR).post("/ledger/verify/").content.decode()


@pytest.mark.parametrize("at", ["/ledger/", "/ledger/receipts/", "/ledger/4/", "/ledger/entries.csv"])
def test_as_many_questions_however_long_the_ledger(story, at, django_assert_num_queries):
    client = client_of(head_of("a"))
    client.get(at)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(at)
    for _turn in range(2):
        story.act(proposal("trade", "general"), head_of("a"))
        vote(story)
    with django_assert_num_queries(len(before)):
        client.get(at)


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_every_page_is_shown_in_each_language(story, language):
    client = client_of(AUDITOR)
    client.cookies["django_language"] = language
    for sequence in range(LedgerEntry.objects.count()):
        assert client.get(f"/ledger/{sequence}/").status_code == 200
    for at in ("/ledger/", "/ledger/receipts/", "/ledger/verify/"):
        assert client.get(at).status_code == 200


def test_a_recorded_vote_is_told_in_words(story):
    entry = LedgerEntry.objects.filter(verb="position.take", classification="general").first()
    page = client_of(AUDITOR).get(f"/ledger/{entry.sequence}/").content.decode()
    assert "In favour" in page
    assert "Delegation A" in page
    secret = LedgerEntry.objects.filter(verb="position.take", classification="confidential").first()
    page = client_of(CHAIR).get(f"/ledger/{secret.sequence}/").content.decode()
    assert "only a commitment stands in the ledger" in page
    assert "In favour" not in page


def test_verbs_tables_and_fields_have_their_words():
    assert {kind.verb for kind in HANDLERS} <= VERBS.keys()
    assert JOURNALLED.keys() == TABLES.keys()
    columns = {name for form in JOURNALLED.values() for name in (*form.plain, *form.personal, *form.content)}
    assert columns <= FIELDS.keys()


def test_only_verification_is_sent(story):
    assert {page.name for page in PAGES if "POST" in page.methods} == {"ledger_verify"}
    assert json.loads(query.checkpoint_file()[0])["example"] is True
