"""What each person finds in lists: of every proposal, document and entry, what the table written by hand lets them."""

from datetime import date
from itertools import product

import pytest

from app.expected_policy import CLASSIFICATIONS, allowed
from app.world import AT, AUDITOR, BODY, CHAIR, DELEGATE_A, HEADS, OFFICER, SEATS, TEXT, TITLE, make_world, person
from comity.app.actor import PUBLIC
from comity.app.commands import documents as document_acts
from comity.app.commands import positions, proposals, questions
from comity.app.errors import NotThere
from comity.app.queries import decisions, documents, home, ledger
from comity.store.models import Document, LedgerEntry, Proposal, Role

A, B = SEATS[:2]
ELSEWHERE = "foreign-ministers"
CHAIRS = {BODY: CHAIR, ELSEWHERE: person(Role.CHAIR, body=ELSEWHERE)}

READERS = {
    "off": OFFICER,
    "sec": person(Role.SECRETARY_GENERAL),
    "chair": CHAIR,
    "head": HEADS[A],
    "del": DELEGATE_A,
    "obs": person(Role.OBSERVER, "observer-delegation"),
    "par": person(Role.PARTNER, "partner-delegation"),
    "aud": AUDITOR,
    "pub": PUBLIC,
}
"""By the name that their column has in the table, where the object is of their delegation and body."""

APART = {"head", "del", "obs", "par"}


def kind_of(name, *, body=BODY, delegation=""):
    """The column for what is of this body, and of this delegation."""
    if name == "chair":
        return "chair" if body == BODY else "chair'"
    own = {one.delegation for one in READERS[name].capacities}
    return f"{name}'" if name in APART and delegation not in own else name


def take_through(world, body, classification, state):
    chair = CHAIRS[body]
    command = proposals.Submit(
        body=body, matter="outer-space", title=TITLE, text=TEXT, classification=classification, sponsors=(A,)
    )
    proposal = world.act(OFFICER, command).subject
    if state == "submitted":
        return
    put = questions.PutToBody(proposal=proposal, seen=1, manner="recorded_vote")
    question = world.act(chair, put).outcome["question"]
    world.act(HEADS[A], positions.Take(question=question, seat=A, camp="yes"))
    if state in {"adopted", "not_adopted"}:
        for seat in SEATS[1:4]:
            camp = "yes" if state == "adopted" else "no"
            world.act(HEADS[seat], positions.Take(question=question, seat=seat, camp=camp))
        world.act(chair, questions.Close(question=question))
        world.act(chair, questions.Announce(question=question))


@pytest.fixture
def world(db):
    """Proposals of two bodies, of each classification, in each state; and a reference of each classification."""
    made = make_world()
    for body, classification, state in product(CHAIRS, CLASSIFICATIONS, ("submitted", "put", "adopted", "not_adopted")):
        take_through(made, body, classification, state)
    for classification in CLASSIFICATIONS:
        made.act(
            OFFICER,
            document_acts.Register(
                symbol=f"REFERENCE/{classification}", title=TITLE, date=date(2026, 1, 1), classification=classification
            ),
        )
    assert set(Proposal.objects.values_list("state", flat=True)) == {"submitted", "put", "adopted", "not_adopted"}
    return made


def lets(name, action, row, *, body, state="", delegation="", own=False):
    return allowed(kind_of(name, body=body, delegation=delegation), action, row.classification, state, own=own)


def visible_proposals(name):
    """By the table written by hand."""
    rows = Proposal.objects.all()
    return {one.id for one in rows if lets(name, "proposal.see", one, body=one.body, state=one.state, delegation=A)}


def test_the_list_of_proposals(world):
    for name, reader in READERS.items():
        found = decisions.proposals(reader, decisions.Wanted(), "en")
        expected = visible_proposals(name)
        assert {one.id for one in found.rows} == expected
        assert found.total == len(expected)
        for one in Proposal.objects.all():
            if one.id in expected:
                assert decisions.proposal(reader, one.id, "en", AT).id == one.id
            else:
                with pytest.raises(NotThere):
                    decisions.proposal(reader, one.id, "en", AT)


def test_a_running_question_is_watched_by_whom_the_proposal_is_shown(world):
    for name, reader in READERS.items():
        expected = visible_proposals(name)
        for one in Proposal.objects.exclude(state="submitted"):
            question = one.questions.get()
            assert decisions.may_watch(reader, question.id) == (one.id in expected), one.classification
        assert not decisions.may_watch(reader, "no-such-question")


def test_the_list_of_documents(world):
    for name, reader in READERS.items():
        every = Document.objects.all()  # a reference is of no body
        expected = {one.id for one in every if lets(name, "document.see", one, body=one.body or ELSEWHERE)}
        assert {one.id for one in documents.documents(reader, documents.Wanted(), "en")} == expected
        assert documents.number_of(reader, documents.Wanted()) == len(expected)
        for one in Document.objects.all():
            if one.id in expected:
                shown = documents.document(reader, one.id, "en")
                assert bool(shown.proposal) == (one.proposal in visible_proposals(name))
            else:
                with pytest.raises(NotThere):
                    documents.document(reader, one.id, "en")


def visible_entries(name, action):
    """By the table written by hand; an entry that is about no proposal is of no body, and in no state."""
    reader, found = READERS[name], set()
    texts = {one.id: (one.body, one.state) for one in Proposal.objects.all()}
    for row in LedgerEntry.objects.all():
        body, state = texts.get(row.subject, (ELSEWHERE, ""))
        own = row.actor == reader.person
        if lets(name, action, row, body=body, state=state, delegation=row.delegation or "nobody", own=own):
            found.add(row.sequence)
    return found


def test_the_entries_of_the_ledger(world):
    for name, reader in READERS.items():
        everything = ledger.Wanted(number=10_000)
        expected = visible_entries(name, "ledger.see")
        listed = ledger.entries(reader, everything, "en")
        assert {one.sequence for one in listed.rows} == expected
        assert listed.total == len(expected)
        assert {int(row[0]) for row in ledger.exported(reader, everything)[0]} == expected


def test_the_receipts(world):
    for name, reader in READERS.items():
        expected = visible_entries(name, "receipt.take")
        seen = expected | visible_entries(name, "ledger.see")
        for sequence in LedgerEntry.objects.values_list("sequence", flat=True):
            if sequence in expected:
                ledger.receipt_file(reader, sequence)
            else:
                with pytest.raises(NotThere):
                    ledger.receipt_file(reader, sequence)
            if sequence not in seen:
                with pytest.raises(NotThere):
                    ledger.entry(reader, sequence, "en")
        own = {row.sequence for row in LedgerEntry.objects.all() if _is_own(row, reader)}
        listed = ledger.receipts(reader, ledger.Wanted(number=10_000), "en").rows
        assert {one.sequence for one in listed} == expected & own


def _is_own(row, reader):
    return row.actor == reader.person or (row.delegation and row.delegation in reader.delegations)


def test_the_first_page_tells_of_nothing_else(world):
    for name, reader in READERS.items():
        told = home.home(reader, "en", AT)
        expected = visible_proposals(name)
        assert {one.proposal for one in told.waiting} <= expected
        assert {one.proposal for one in told.moved if one.proposal} <= expected
        assert {one.sequence for one in told.moved} <= visible_entries(name, "ledger.see")


def test_the_readers_do_not_see_the_same(world):
    """The tests above would hold in a house where everybody sees nothing."""
    sizes = {name: len(visible_proposals(name)) for name in READERS}
    assert sizes == {
        "off": 32, "sec": 32, "aud": 32, "head": 32, "chair": 28, "del": 24, "obs": 16, "par": 16, "pub": 4,
    }  # fmt: skip
