"""The page on which a version of the charter is adopted: real files, what is wrong in them, the preview, the act."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from app.versions import MINISTERS, with_member, without_ministers
from app.world import AT, KEY, OFFICER, TEXT, TITLE, example_charter, make_world
from comity.app.commands import proposals
from comity.app.commands.organisation import AdoptVersion
from comity.app.queries import adoption
from comity.store.models import Account, CharterVersion, LedgerEntry, Organisation
from web.seats import browser

DAY = "2026-11-24"


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    monkeypatch.setattr("comity.web.views.adoption.now", lambda: AT)
    monkeypatch.setattr("comity.web.acting.now", lambda: AT)
    return make_world()


@pytest.fixture
def url():
    return reverse("charter_adopt")


def sent(content, name="charter.yaml", day=DAY):
    content = content if isinstance(content, bytes) else content.encode()
    return {"file": SimpleUploadedFile(name, content), "in_force_from": day, "key": "key-of-the-upload"}


def hidden(page, name):
    return html.unescape(re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page).group(1))


def confirming(page, key="key-of-the-act"):
    return {
        "charter": hidden(page, "charter"), "version": hidden(page, "version"), "in_force_from": DAY, "key": key,
    }  # fmt: skip


def test_an_officer_comes_from_the_versions_sees_what_changes_and_adopts_it_once(world, url):
    submit = proposals.Submit(body=MINISTERS, matter="outer-space", title=TITLE, text=TEXT)
    world.act(OFFICER, submit)
    client = browser("officer")
    assert f'href="{url}"' in client.get(reverse("charter_versions")).content.decode()
    form = client.get(url).content.decode()
    assert 'enctype="multipart/form-data"' in form
    assert "version 1" in form
    preview = client.post(url, sent(without_ministers())).content.decode()
    assert "Charter of the Example organisation, second version" in preview
    assert "council-of-ministers" in preview
    assert "FOREIGN-MINISTERS/2026/L.1" in preview
    assert "put any more" in preview
    assert CharterVersion.objects.count() == 1
    for _twice in range(2):
        answer = client.post(url, confirming(preview))
        assert answer.status_code == 302
    page = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert "Version 2 of the charter is in use." in page
    assert "They differ in" in page
    assert CharterVersion.objects.count() == 2
    assert CharterVersion.objects.get(number=2).in_force_from.isoformat() == DAY
    assert LedgerEntry.objects.filter(verb="charter.adopt_version").count() == 1
    assert client.get(reverse("body", args=(MINISTERS,))).status_code == 200
    assert client.get(reverse("proposal_submit")).status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "charter.yaml", "The submitted file is empty."),
        (b"just words", "charter.yaml", "The file is not a mapping"),
        ("title: Устав".encode("cp1251"), "charter.yaml", "The file is not in UTF-8"),
        (b"\x89PNG\r\n", "charter.png", "is no charter file by its name"),
        (b"\x89PNG\r\n", "<script>.yml", "The file is not in UTF-8"),
        (b"#" * (adoption.LARGEST_CHARTER + 1), "charter.yaml", "Choose one of at most 512.0"),
        (b"schema: comity/charter/1\nid: a\n", "charter.yaml", "stand below, each with its line"),
    ],
)
def test_a_file_that_is_no_charter_is_refused_beside_its_field(world, url, content, name, says):
    answer = browser("officer").post(url, sent(content, name))
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 200
    assert says in page
    assert 'href="#id_file"' in page
    assert "<script>.yml" not in page
    assert CharterVersion.objects.count() == 1


def test_faults_in_the_middle_stand_with_their_lines_and_what_mends_them(world, url):
    lines = example_charter().splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "rule: simple-majority" in line)
    lines[at - 1] = lines[at - 1].replace("rule: simple-majority", "rule: simple-majorty")
    page = browser("officer").post(url, sent("\n".join(lines))).content.decode()
    assert "1 thing is wrong in the file" in page
    assert f'<span class="figures">{at}</span>' in page
    assert "simple-majorty" in page
    assert 'lang="en"' in page
    assert hidden(page, "key") == "key-of-the-upload"


@pytest.mark.parametrize(
    ("day", "says"),
    [("2027-01-01", "or later"), ("2001-01-01", "in force from 15 June 2001"), ("soon", "Enter a valid date")],
)
def test_a_day_on_which_it_can_not_begin_is_refused_beside_its_field(world, url, day, says):
    client = browser("officer")
    page = client.post(url, sent(without_ministers(), day=day)).content.decode()
    assert says in page
    assert 'href="#id_in_force_from"' in page
    preview = client.post(url, sent(without_ministers())).content.decode()
    page = client.post(url, {**confirming(preview), "in_force_from": day}).content.decode()
    assert says in page
    assert 'href="#id_in_force_from"' in page
    assert CharterVersion.objects.count() == 1


def test_whoever_comes_second_sees_both_versions_and_what_differs_now(world, url):
    Account.objects.create(email="second@example.org", person=OFFICER.person, name="Another Officer")
    client = browser("officer")
    preview = client.post(url, sent(without_ministers())).content.decode()
    world.act(OFFICER, AdoptVersion(charter=with_member(), in_force_from=AT.date(), seen=1))
    answer = client.post(url, confirming(preview))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody saved this before you did" in page
    assert "Another Officer" in page
    assert "Adopt version 3?" in page
    assert "Observer Delegation" in page  # what the other has changed, and this version would undo
    assert CharterVersion.objects.count() == 2
    assert client.post(url, confirming(page)).status_code == 302
    assert Organisation.objects.get().version == 3


def test_the_charter_in_use_is_not_adopted_once_more(world, url):
    client = browser("officer")
    document = adoption.read_charter(without_ministers().encode()).document
    world.act(OFFICER, AdoptVersion(charter=document, in_force_from=AT.date(), seen=1))
    preview = client.post(url, sent(without_ministers())).content.decode()
    assert "No difference" in preview
    page = client.post(url, confirming(preview)).content.decode()
    assert "This is the charter that is in use." in page


def test_a_document_that_was_changed_on_its_way_is_begun_again(world, url):
    client = browser("officer")
    answer = client.post(url, {"charter": "{}", "version": "1", "in_force_from": DAY, "key": "key-of-the-act"})
    assert answer.status_code == 302
    assert "Choose its file once more" in client.get(url).content.decode()


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_the_page_is_made_in_each_language(world, url, language):
    client = browser("officer")
    preview = client.post(url, sent(with_member()), headers={"accept-language": language})
    assert preview.status_code == 200
    assert "delegation-" not in re.sub(r'value="[^"]*"', "", preview.content.decode())


@pytest.mark.parametrize("name", ["secretary-general", "chair", "head-a", "auditor"])
def test_who_is_no_officer_is_offered_nothing_and_may_do_nothing(world, url, name):
    client = browser(name)
    assert url not in client.get(reverse("charter_versions")).content.decode()
    assert client.get(url).status_code == 403
    assert client.post(url, sent(without_ministers())).status_code == 403


def test_it_asks_who_one_is_before_a_file_is_chosen(world, url):
    assert browser("officer", confirmed=False).get(url)["Location"].startswith(reverse("confirm"))
