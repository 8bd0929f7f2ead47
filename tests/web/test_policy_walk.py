"""Every person over every page, object and method: nothing answers that the table written by hand does not let them.

The table is that of the use cases' tests, `app.expected_policy`; the policy itself is not asked here.
"""

import itertools
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse

from app.expected_policy import CLASSIFICATIONS, allowed, at_all
from app.world import AT, BODY, CHAIR, HEADS, KEY, OFFICER, SEATS, TEXT, TITLE, make_world
from comity.app.commands import documents, people, positions, proposals, questions
from comity.store.models import Document, Invitation, LedgerEntry, OutboxMail, Proposal, Question, Role, Service
from comity.web.urls import PAGES
from web.seats import PEOPLE, browser

REFUSED = {403, 404}
SPONSOR = SEATS[1]

COLUMNS = {
    Role.OFFICER: "off", Role.SECRETARY_GENERAL: "sec'", Role.CHAIR: "chair", Role.HEAD: "head", Role.DELEGATE: "del",
    Role.OBSERVER: "obs", Role.PARTNER: "par", Role.AUDITOR: "aud",
}  # fmt: skip
"""The column of a role in the table, for what is of the person's own delegation or body."""


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    # A stream gives its connection back; the one of the tests holds the world that they made.
    monkeypatch.setattr("comity.web.streams.connection", SimpleNamespace(close=lambda: None))
    return make_world()


def kind_of(name, delegation=None):
    """The column of the person for an object of this delegation; ``None``: for an act of their own delegation."""
    if PEOPLE[name] is None:
        return "pub"
    role, own, body = PEOPLE[name]
    apart = (own and delegation not in {None, own}) or (body and body != BODY)
    return COLUMNS[role] + "'" * bool(apart)


def pages_about(*parts):
    """The pages whose address needs something, and nothing but these."""
    for page in PAGES:
        needed = {part.split(":")[-1].split(">")[0] for part in page.at.split("/") if part.startswith("<")}
        if needed and needed <= set(parts):
            yield page, needed


# --- a proposal and the question put on it ---------------------------------------------------------------------------

OF_SPONSOR, OF_SEAT, OF_ACTOR = SPONSOR, SEATS[1], None

ACTS = {
    "proposal": ("proposal.see", "proposal", OF_SPONSOR),
    "question_put": ("question.put", "proposal", OF_SPONSOR),
    "proposal_revise": ("proposal.revise", "proposal", OF_SPONSOR),
    "proposal_sponsor": ("proposal.sponsor", "proposal", OF_ACTOR),
    "proposal_withdraw": ("proposal.withdraw", "proposal", OF_SPONSOR),
    "question_stream": ("proposal.see", "proposal", OF_SPONSOR),
    "question_close": ("question.close", "question", OF_SPONSOR),
    "question_announce": ("question.announce", "question", OF_SPONSOR),
    "question_request_vote": ("question.request_vote", "question", OF_ACTOR),
    "question_challenge_quorum": ("question.challenge_quorum", "question", OF_ACTOR),
    "question_attendance": ("question.take_attendance", "question", OF_SPONSOR),
    "position_record": ("position.record", "question", OF_SPONSOR),
    "statement_make": ("statement.make", "question", OF_ACTOR),
    "position_take": ("position.take", "question", OF_SEAT),
    "position_without_vote": ("position.take_without_vote", "question", OF_ACTOR),
}
"""What a page of a proposal or question lets one do; by whose state it goes; of which delegation the object is."""

SENT = {
    "manner": "recorded_vote", "channel": "seats", "kind": "revision", "leave": "0", "camp": "yes",
    "seat": SEATS[1], "shown": "", "title_0": "ПРИМЕР", "title_1": "示例", "text_0": "ПРИМЕР", "text_1": "示例",
    "text_ru": "ПРИМЕР",
}  # fmt: skip
"""What every form of these pages takes for its fields."""

STEPS = {
    "submitted": ("restricted", "confidential"),
    "put": ("general", "confidential"),
    "objections": ("restricted",),
    "closed": ("limited",),
    "announced": ("general", "confidential"),
}
"""How far a proposal is, and of which classifications it is tried there: the table itself is tried for all."""


OUT_OF_SEASON = {("proposal_withdraw", "closed")}
"""Where a page is refused to whom the table lets, since the act can't be done any more whoever asks."""


def a_proposal(world, classification, step):
    """A proposal of another delegation's, as far as this step; the question put on it."""
    command = proposals.Submit(
        body=BODY, matter="outer-space", title=TITLE, text=TEXT, classification=classification, sponsors=(SPONSOR,)
    )
    done = world.act(OFFICER, command)
    proposal = Proposal.objects.get(pk=done.subject)
    question = None
    if step != "submitted":
        manner = "without_vote" if step == "objections" else "recorded_vote"
        put = questions.PutToBody(
            proposal=proposal.id, seen=1, manner=manner, channel="roll_call" if step == "put" else "seats"
        )
        question = Question.objects.get(pk=world.act(CHAIR, put).outcome["question"])
    if step in ("closed", "announced"):
        world.act(CHAIR, questions.Close(question=question.id))
    if step == "announced":
        world.act(CHAIR, questions.Announce(question=question.id))
    proposal.refresh_from_db()
    if question is not None:
        question.refresh_from_db()
    return proposal, question


def lets(name, page, proposal, question):
    """Whether the table lets the person do what the page is for; and whether it shows them the proposal at all."""
    action, about, delegation = ACTS[page.name]
    if question is not None and (page.name, question.state) in OUT_OF_SEASON:
        return False
    state = proposal.state if about == "proposal" else question.state
    sees = allowed(kind_of(name, SPONSOR), "proposal.see", proposal.classification, proposal.state)
    return sees and allowed(kind_of(name, delegation), action, proposal.classification, state)


def is_refused(answer, name):
    """Refused, or the public asked to sign in: never a page, a file or a stream."""
    asks_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return answer.status_code in REFUSED or (name == "public" and asks_to_sign_in)


def is_told_that_it_is_over(answer, name, proposal):
    """Who may read of a result is led to it, where they come too late to take a position."""
    over = answer.status_code == 302 and answer["Location"] == reverse("proposal", args=(proposal.id,))
    sees = allowed(kind_of(name, SPONSOR), "proposal.see", proposal.classification, proposal.state)
    return over and sees and proposal.state in {"adopted", "not_adopted"}


def looked_at(client, name, page, url, right, *, by=("get", "head")):
    """What is wrong in what the page answers to who only looks."""
    for method in by:
        answer = getattr(client, method)(url)
        if "GET" not in page.methods:
            if answer.status_code != 405:
                yield method, answer.status_code
        elif right != (answer.status_code == 200) or not (right or is_refused(answer, name)):
            yield method, answer.status_code


def form_of(page, proposal, question):
    """The fields of the page's form: what every form takes, the version that is there, and who is absent."""
    versions = {"proposal": proposal.version, "question_attendance": question.version if question else 0}
    about = "proposal" if ACTS[page.name][1] == "proposal" else page.name
    absent = {"absent": [SEATS[7]]} if page.name == "question_attendance" else {}
    return {**SENT, **absent, "version": versions.get(about, 0)}


def sent(client, url, form):
    """The answer to a form, and how many acts were done; nothing of it stays."""
    before = LedgerEntry.objects.count()
    with transaction.atomic():
        answer = client.post(url, form)
        grown = LedgerEntry.objects.count() - before
        transaction.set_rollback(True)
    return answer, grown


HEADS_ASKED = {"confidential"}
"""Where a page is also asked for its head alone: it is the same view that answers."""


def worth_a_look(name, page, proposal):
    """Where the table lets the person do nothing on a page, whatever it is about, the widest alone is tried."""
    return at_all(kind_of(name), page.may) or proposal.classification == "general"


def walked(client, name, proposal, question, keys):
    """What is wrong on the pages of a proposal for one person; and the pages on which they have done something."""
    wrong, done = [], set()
    values = {"proposal": proposal.id, "question": question.id if question else "", "seat": SEATS[1]}
    for page, needed in pages_about("proposal", "question", "seat"):
        if ("question" in needed and question is None) or not worth_a_look(name, page, proposal):
            continue
        url = reverse(page.name, kwargs={one: values[one] for one in needed})
        right = lets(name, page, proposal, question)
        place = (name, page.name, proposal.classification)
        by = ("get", "head") if proposal.classification in HEADS_ASKED else ("get",)
        wrong += [(*place, *one) for one in looked_at(client, name, page, url, right, by=by)]
        form = {**form_of(page, proposal, question), "key": f"a key of a form {next(keys)}"}
        answer, grown = sent(client, url, form)
        if "POST" not in page.methods:
            wrong += [(*place, "post", answer.status_code)] * (answer.status_code != 405)
        elif right:
            wrong += [(*place, "post refused", answer.status_code)] * is_refused(answer, name)
            done |= {page.name} if grown else set()
        elif grown or not (is_refused(answer, name) or is_told_that_it_is_over(answer, name, proposal)):
            wrong.append((*place, "post", answer.status_code, grown))
    return wrong, done


DONE = {
    "submitted": {"question_put", "proposal_revise", "proposal_sponsor", "proposal_withdraw"},
    "put": {
        "proposal_withdraw", "question_close", "question_challenge_quorum", "question_attendance",
        "position_record", "position_without_vote",
    },
    "objections": {"question_request_vote", "question_close"},
    "closed": {"question_announce", "question_challenge_quorum", "question_attendance", "position_without_vote"},
    "announced": set(),
}  # fmt: skip
"""Where at least one person gets the act done: the walk is no walk past closed doors alone."""


@pytest.mark.parametrize("step", STEPS)
def test_pages_of_a_proposal_answer_whom_the_table_lets(world, step):
    keys, wrong, done = itertools.count(), [], set()
    made = [a_proposal(world, classification, step) for classification in STEPS[step]]
    for name in PEOPLE:
        client = browser(name)
        for proposal, question in made:
            found, acted = walked(client, name, proposal, question, keys)
            wrong += found
            done |= acted
    assert wrong == []
    assert done >= DONE[step]


def test_every_page_of_a_proposal_is_walked():
    assert {page.name for page, _needed in pages_about("proposal", "question", "seat")} == ACTS.keys()


# --- other objects ---------------------------------------------------------------------------------------------------


@pytest.fixture
def house(world):
    """Decisions and references of each classification, a person who serves, one who is invited, a mail that waits."""
    for classification in CLASSIFICATIONS:
        _proposal, question = a_proposal(world, classification, "objections")
        world.act(CHAIR, questions.Close(question=question.id))
        world.act(CHAIR, questions.Announce(question=question.id))
        reference = documents.Register(
            symbol=f"R/{classification}", title=TITLE, date=AT.date(), classification=classification
        )
        world.act(OFFICER, reference)
        a_vote(world, classification)
    invite = people.Invite(
        email="new@example.org", name="New Person", role=Role.DELEGATE, delegation="delegation-c", token="t" * 40,
        from_day=AT.date(), address="https://house.example/invitation/",
    )  # fmt: skip
    world.act(OFFICER, invite)
    OutboxMail.objects.create(to="new@example.org", subject="A letter", body="A letter.", made_at=AT)
    Service.objects.create(
        id="service-x", person="x", name="X", role=Role.DELEGATE, delegation="delegation-c", from_day=date(2020, 1, 1),
        salt="00" * 32,
    )  # fmt: skip
    return world


def a_vote(world, classification):
    """A position that a delegation took, so that the ledger has acts of delegations."""
    _proposal, question = a_proposal(world, classification, "closed")
    Question.objects.filter(pk=question.id).update(state="open")
    for seat in SEATS[:2]:
        world.act(HEADS[seat], positions.Take(question=question.id, seat=seat, camp="yes"))


def refused_or_shown(name, url, client, right, wrong, *, by=("get", "head", "post")):
    """Note what is wrong in the answers of a page that is only looked at."""
    for method in by:
        answer = getattr(client, method)(url)
        if method == "post":
            fits = answer.status_code == 405
        else:
            fits = answer.status_code == 200 if right else is_refused(answer, name)
        wrong += [] if fits else [(name, url, method, answer.status_code)]


def of_each_kind(entries):
    """An entry of each verb, classification and delegation: more of them would be told the same."""
    return {(one.verb, one.classification, one.delegation): one for one in entries}.values()


def test_entries_of_the_ledger_and_their_receipts(house):
    wrong = []
    texts = dict(Proposal.objects.values_list("id", "state"))
    rows = of_each_kind(LedgerEntry.objects.all())
    for name in PEOPLE:
        client = browser(name)
        for row in rows:
            state, here = texts.get(row.subject, ""), row.subject in texts
            kind = kind_of(name, row.delegation or "nobody")
            sees = allowed(kind if here or "chair" not in kind else "chair'", "ledger.see", row.classification, state)
            takes = allowed(kind, "receipt.take", row.classification, state, own=row.actor == name)
            by = ("get", "head", "post") if row.verb == "position.take" else ("get",)
            refused_or_shown(name, reverse("ledger_entry", args=(row.sequence,)), client, sees or takes, wrong, by=by)
            refused_or_shown(name, reverse("ledger_receipt", args=(row.sequence,)), client, takes, wrong, by=by)
        refused_or_shown(name, "/ledger/999999/", client, False, wrong)
    assert wrong == []


def test_documents(house):
    wrong = []
    for name in PEOPLE:
        client = browser(name)
        for row in Document.objects.all():
            kind = kind_of(name, SPONSOR)
            right = allowed("chair'" if "chair" in kind and not row.body else kind, "document.see", row.classification)
            refused_or_shown(name, reverse("document", args=(row.id,)), client, right, wrong)
    assert Document.objects.count() == 8
    assert wrong == []


PEOPLES_PAGES = {
    "service": ("person.list", "service"),
    "service_term": ("person.change_term", "service"),
    "service_end": ("person.end_service", "service"),
    "invitation_shown": ("person.list", "invitation"),
    "mail": ("outbox.see", "mail"),
    "mail_send": ("outbox.send", "mail"),
}
MAY_DO = {"service_term": "person.change_term", "service_end": "person.end_service"} | {
    "invitation_shown": "person.withdraw_invitation",
    "mail_send": "outbox.send",
}
"""What is done by a form of the page; the others have none."""


def test_people_invitations_and_mail(house):
    wrong = []
    about = {"service": "service-x", "invitation": Invitation.objects.get().id, "mail": OutboxMail.objects.get().id}
    form = {"from_day": "2020-01-01", "until_day": str(AT.date() + timedelta(days=400)), "version": "1"}
    pages = {page.name: page for page in PAGES}
    keys = itertools.count()
    done = set()
    for name, (page_name, (action, what)) in itertools.product(PEOPLE, PEOPLES_PAGES.items()):
        client, page = browser(name), pages[page_name]
        url = reverse(page_name, args=(about[what],))
        kind = kind_of(name)
        wrong += [(name, page_name, *one) for one in looked_at(client, name, page, url, allowed(kind, action))]
        answer, grown = sent(client, url, {**form, "key": f"a key of a form {next(keys)}"})
        right = page_name in MAY_DO and allowed(kind, MAY_DO[page_name])
        done |= {page_name} if grown else set()
        if (grown and not right) or not (right or answer.status_code == 405 or is_refused(answer, name)):
            wrong.append((name, page_name, "post", answer.status_code, grown))
    assert wrong == []
    assert done == {"service_term", "service_end", "invitation_shown"}


def test_what_is_open_to_everybody(house):
    wrong = []
    addresses = (
        reverse("body", args=(BODY,)),
        reverse("charter_version", args=(1,)),
        reverse("library_charter", args=("sco",)),
    )
    for name, url in itertools.product(PEOPLE, addresses):
        refused_or_shown(name, url, browser(name), True, wrong)
    assert wrong == []


ELSEWHERE = {
    "sign_in": "tests/web/test_accounts.py",
    "invitation": "tests/web/test_accounts.py",
    "precedent": "tests/web/test_organisation.py",
    "whatif_picture": "tests/web/test_organisation.py",
}
"""Pages with something in their address that are tried there: whoever has a link, and what is the same for all."""


def test_every_page_with_an_object_is_walked():
    here = {"ledger_entry", "ledger_receipt", "document", "body", "charter_version", "library_charter"}
    with_object = {page.name for page in PAGES if "<" in page.at}
    assert with_object == {*ACTS, *PEOPLES_PAGES, *here, *ELSEWHERE}


# --- pages that need nothing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PEOPLE)
def test_pages_that_need_no_object_answer_whom_the_table_lets(world, name):
    client, kind = browser(name), kind_of(name)
    wrong = []
    for page in PAGES:
        if "<" in page.at or "GET" not in page.methods:
            continue
        status = client.get(reverse(page.name)).status_code
        if at_all(kind, page.may):
            if status not in (200, 302, 404):
                wrong.append((page.name, status))
        elif status != (302 if name == "public" else 403):
            wrong.append((page.name, status))
    assert wrong == []


SHOWING = ("/decisions/", "/documents/", "/documents/documents.csv", "/", "/ledger/", "/ledger/entries.csv")


def test_lists_name_nothing_that_the_table_does_not_show(house):
    """No symbol and no id of a proposal, decision or reference on any page of lists."""
    wrong = []
    hidden_from = set()
    for name in PEOPLE:
        client = browser(name)
        pages = {at: client.get(at).content.decode() for at in SHOWING}
        for row in [*Proposal.objects.all(), *Document.objects.all()]:
            kind = kind_of(name, SPONSOR)
            action = "proposal.see" if isinstance(row, Proposal) else "document.see"
            kind = "chair'" if "chair" in kind and not row.body else kind
            if allowed(kind, action, row.classification, getattr(row, "state", "")):
                wrong += [(name, row.symbol, "not listed")] * (row.id not in pages[LISTED[action]])
                continue
            hidden_from.add(name)
            wrong += [(name, at, row.symbol) for at, text in pages.items() if row.id in text or quoted(row) in text]
    assert wrong == []
    assert hidden_from == {"chair", "chair-elsewhere", "delegate-a", "delegate-b", "observer", "partner", "public"}


LISTED = {"proposal.see": "/decisions/", "document.see": "/documents/"}


def quoted(row):
    """The symbol as it stands in a cell: that of another row may begin with it."""
    return f">{row.symbol}<"


# --- methods, seats, confirmation ------------------------------------------------------------------------------------

ANYTHING = {
    "proposal": "x", "question": "x", "seat": "x", "sequence": 1, "document": "x", "body": "x", "number": 1,
    "name": "x", "picture": "x", "precedent": "x", "service": "x", "invitation": "x", "mail": 1, "token": "x",
}  # fmt: skip


def test_methods_that_a_page_does_not_have_are_refused(world):
    client = browser("officer")
    for page in PAGES:
        needed = {part.split(":")[-1].split(">")[0] for part in page.at.split("/") if part.startswith("<")}
        url = reverse(page.name, kwargs={one: ANYTHING[one] for one in needed})
        has = page.methods | ({"HEAD"} if "GET" in page.methods else set())
        for method in {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - has:
            assert client.generic(method, url).status_code == 405, (page.name, method)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_votes_from_a_seat_that_is_not_theirs(world, name):
    _proposal, question = a_proposal(world, "restricted", "closed")
    Question.objects.filter(pk=question.id).update(state="open")
    client = browser(name)
    keys = itertools.count()
    for seat in SEATS:
        before = question.positions.count()
        url = reverse("position_take", args=(question.id, seat))
        client.post(url, {"camp": "yes", "key": f"a key {next(keys)} {name}"})
        own = PEOPLE[name] is not None and PEOPLE[name][1] == seat
        assert question.positions.count() - before == int(own), seat


def test_nobody_is_led_to_a_proposal_that_they_may_not_see(world):
    """Whatever is wrong with what they send, and however far the question is."""
    addresses = []
    for step in ("put", "objections", "closed", "announced"):
        _proposal, question = a_proposal(world, "confidential", step)
        addresses.append(reverse("position_take", args=(question.id, SEATS[0])))
        addresses.append(reverse("position_without_vote", args=(question.id,)))
    for name in ("delegate-a", "observer", "partner", "public"):
        client = browser(name)
        for url, form in itertools.product(addresses, ({}, {"camp": "yes"}, {"camp": "yes", "key": "a key of a form"})):
            assert is_refused(client.post(url, form), name), (name, url, form)


def test_an_act_that_binds_asks_who_one_is(world):
    _proposal, question = a_proposal(world, "restricted", "objections")
    client = browser("head-a", confirmed=False)
    url = reverse("position_take", args=(question.id, "delegation-a"))
    answer = client.post(url, {"camp": "no", "key": "a key of a form"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("confirm"))
    assert not Question.objects.get(pk=question.id).positions.exists()
