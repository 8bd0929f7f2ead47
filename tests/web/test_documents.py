"""A reference is registered from the list of documents, by an officer, once."""

import pytest
from django.urls import reverse

from app.world import KEY, make_world
from comity.store.models import Document, LedgerEntry
from web.seats import browser

SENT = {
    "symbol": "SYMBOL/1", "title_0": "ПРИМЕР", "title_1": "示例", "date": "2018-12-05", "source": "A volume, page 9",
    "matter": "outer-space", "classification": "general", "key": "key-of-a-form",
}  # fmt: skip


@pytest.fixture
def url(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    make_world()
    return reverse("document_register")


def test_an_officer_comes_from_the_list_and_registers_a_reference_once(url):
    client = browser("officer")
    assert f'href="{url}"' in client.get(reverse("documents")).content.decode()
    assert client.get(url).status_code == 200
    for _twice in range(2):
        answer = client.post(url, SENT)
        assert answer.status_code == 302
    row = Document.objects.get()
    assert (row.symbol, row.title, row.kind, row.matter) == (
        "SYMBOL/1", {"ru": "ПРИМЕР", "zh": "示例"}, "reference", "outer-space",
    )  # fmt: skip
    page = client.get(answer["Location"]).content.decode()
    assert "Registered as SYMBOL/1." in page
    assert "A volume, page 9" in page
    assert LedgerEntry.objects.get().verb == "document.register"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"symbol": " "}, "symbol"),
        ({"symbol": "S" * 121}, "symbol"),
        ({"title_1": ""}, "title_0"),
        ({"date": "5 December"}, "date"),
        ({"date": "2999-01-01"}, "date"),
        ({"source": "s" * 301}, "source"),
        ({"matter": "weather"}, "matter"),
        ({"classification": "secret"}, "classification"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(url, wrong, field):
    answer = browser("officer").post(url, {**SENT, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<a href="#id_{field}">' in page
    assert "ПРИМЕР" in page
    assert not Document.objects.exists()


def test_a_symbol_that_is_there_is_refused(url):
    client = browser("officer")
    client.post(url, SENT)
    answer = client.post(url, {**SENT, "symbol": " SYMBOL/1 ", "key": "another-key"})
    assert "A document with this symbol is registered already." in answer.content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize("name", ["secretary-general", "head-a", "auditor", "observer"])
def test_who_is_no_officer_is_offered_nothing_and_may_do_nothing(url, name):
    client = browser(name)
    assert url not in client.get(reverse("documents")).content.decode()
    assert client.post(url, SENT).status_code == 403
    assert not Document.objects.exists()


def test_it_asks_who_one_is_before_anything_is_typed(url):
    assert browser("officer", confirmed=False).get(url)["Location"].startswith(reverse("confirm"))
