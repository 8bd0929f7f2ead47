"""Pages of acts: what was sent is not lost, and both versions are shown."""

import pytest
from django.urls import reverse

from app.world import BODY, KEY, OFFICER, TEXT, TITLE, make_world
from comity.app.commands import proposals
from comity.store.models import Proposal
from web.seats import browser


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    return make_world()


@pytest.fixture
def proposal(world):
    command = proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT)
    return Proposal.objects.get(pk=world.act(OFFICER, command).subject)


def form(version, words, key):
    texts = {"title_0": "ПРИМЕР", "title_1": "示例", "text_0": f"{words} один", "text_1": f"{words} 一"}
    return {"kind": "revision", "version": version, "key": key, **texts}


def test_two_who_revise_the_same_see_both_versions_and_lose_nothing(proposal):
    url = reverse("proposal_revise", args=(proposal.id,))
    first, second = browser("officer"), browser("head-a")
    proposal.sponsors = ["delegation-a"]
    Proposal.objects.filter(pk=proposal.pk).update(sponsors=["delegation-a"])
    assert first.post(url, form(1, "первый", "key-of-the-first")).status_code == 302
    answer = second.post(url, form(1, "второй", "key-of-the-second"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody saved this before you did" in page
    assert "Person officer" in page
    assert page.count("первый") == 2
    assert "второй один" in page
    assert 'name="version" value="2"' in page
    assert second.post(url, form(2, "второй", "key-of-the-second")).status_code == 302
    proposal.refresh_from_db()
    assert proposal.symbol.endswith("/Rev.2")


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(proposal):
    url = reverse("proposal_revise", args=(proposal.id,))
    answer = browser("officer").post(url, {**form(1, "новый", "key-of-a-form"), "text_1": ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "новый один" in page
    assert "aria-invalid" in page
    assert proposal.texts.count() == 1


def test_a_double_click_is_one_act(proposal):
    url = reverse("proposal_revise", args=(proposal.id,))
    client = browser("officer")
    for _turn in range(2):
        assert client.post(url, form(1, "дважды", "key-of-a-double-click")).status_code == 302
    assert proposal.texts.count() == 2


@pytest.mark.parametrize("version", ["²", "-1", "1" * 30, "one", ""])
def test_a_version_that_is_no_number_is_one_that_nobody_saw(proposal, version):
    url = reverse("proposal_revise", args=(proposal.id,))
    answer = browser("officer").post(url, form(version, "новый", "key-of-a-form"))
    assert answer.status_code == 200
    assert "новый один" in answer.content.decode()
    assert proposal.texts.count() == 1


@pytest.mark.parametrize("page", ["²", "-1", "9" * 9, "one"])
def test_a_page_of_the_list_that_is_no_number_is_the_first(proposal, page):
    assert browser("officer").get(reverse("decisions"), {"page": page}).status_code == 200
