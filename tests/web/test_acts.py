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


def test_a_submitted_text_says_for_each_language_what_it_is(world):
    url, client = reverse("proposal_submit"), browser("officer")
    page = client.get(url).content.decode()
    assert page.count('<option value="authentic" selected>') == 2
    assert '<option value="" selected>Choose a body and a matter</option>' in page
    sent = {
        "title_0": "ПРИМЕР", "title_1": "示例", "text_0": "Один", "text_1": "一", "classification": "general",
        "versions_0": "authentic", "versions_1": "machine_draft", "key": "key-of-a-form", "matter": "",
    }  # fmt: skip
    assert "aria-invalid" in client.post(url, sent).content.decode()
    assert "aria-invalid" in client.post(url, {**sent, "versions_1": "perfect"}).content.decode()
    answer = client.post(url, {**sent, "matter": f"{BODY}/outer-space"})
    assert answer.status_code == 302
    assert Proposal.objects.get().texts.get().versions == {"ru": "authentic", "zh": "machine_draft"}
    page = client.get(answer["Location"]).content.decode()
    assert "Machine draft; not reviewed" in page
    assert "Authentic text; not reviewed" not in page


def test_the_page_says_which_text_is_before_the_body(proposal):
    client, url = browser("officer"), reverse("proposal_revise", args=(proposal.id,))
    shown = reverse("proposal", args=(proposal.id,))
    first = proposal.symbol
    assert f"The text before the body is {first}." in client.get(shown).content.decode()
    for version, kind in enumerate(("corrigendum", "revision", "addendum", "corrigendum"), 1):
        sent = {**form(version, f"Issue {version}", f"key-of-form-{version}"), "kind": kind}
        assert client.post(url, sent).status_code == 302
    page = client.get(shown).content.decode()
    now = f"The text before the body is {first}/Rev.1, together with {first}/Rev.1/Add.1 and {first}/Rev.1/Corr.1."
    assert now in page
    assert page.count("Superseded") == 2
    assert page.index("Issue 4") < page.index("Issue 3") < page.index("Issue 2") < page.index("Issue 1")


def test_a_further_revision_begins_with_the_last_whole_text(proposal):
    client, url = browser("officer"), reverse("proposal_revise", args=(proposal.id,))
    for version, kind in enumerate(("revision", "corrigendum"), 1):
        sent = {**form(version, f"Issue {version}", f"key-of-form-{version}"), "kind": kind, "versions_1": "official"}
        assert client.post(url, sent).status_code == 302
    page = client.get(url).content.decode()
    assert "Issue 1 один" in page
    assert "Issue 2 один" not in page
    assert page.count('<option value="official" selected>') == 1
