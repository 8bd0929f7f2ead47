"""Pages of the organisation, of what ships, of documents, and the first page: who gets what, in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from app.world import AT, BODY, make_world
from comity.app.queries import library
from comity.store.models import Account, Document, Role, Service
from comity.workbench.whatif_result import Picture

pytestmark = pytest.mark.django_db(transaction=False)

LANGUAGES = ("en", "ru", "zh-hans")
PAGES = (
    "/",
    "/organisation/",
    "/organisation/?view=tiles&on=2010-01-01",
    "/organisation/?on=1990-01-01",
    "/organisation/?on=nonsense",
    f"/organisation/bodies/{BODY}/",
    "/organisation/charter/",
    "/organisation/charter/versions/",
    "/organisation/charter/versions/?old=shipped:sco&new=1",
    "/organisation/charter/versions/1/",
    "/organisation/precedents/",
    "/organisation/precedents/unga-1947-181/",
    "/library/",
    "/library/?rule=sco-reform",
    "/library/charters/asean/",
    "/whatif/",
    "/documents/",
)
FILES = (
    "/organisation/delegations.csv",
    "/organisation/precedents/precedents.csv",
    "/whatif/roll-calls.csv",
    "/documents/documents.csv",
)


@pytest.fixture
def world():
    return make_world()


def signed_in(role, delegation="", body="", person="a-person"):
    account = Account.objects.create(email=f"{person}@example.org", person=person, name=person, example=True)
    Service.objects.create(
        id=f"service-{person}", person=person, name=person, role=role, delegation=delegation, body=body,
        from_day=date(2020, 1, 1),
    )  # fmt: skip
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_open_to_everybody_in_each_language(world, path, language):
    answer = Client(headers={"accept-language": language}).get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<h1>" in text
    assert 'style="' not in text


@pytest.mark.parametrize("path", FILES)
def test_files_are_files_and_say_where_they_are_invented(world, path):
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    invented = path.startswith(("/organisation/delegations", "/documents"))
    assert ("EXAMPLE" in answer["Content-Disposition"]) is invented
    assert (b"EXAMPLE" in answer.content) is invented


@pytest.mark.parametrize(
    "path",
    [
        "/organisation/bodies/nobody/",
        "/organisation/charter/versions/9/",
        "/organisation/precedents/nothing/",
        "/library/charters/nothing/",
        "/whatif/nothing.svg",
        "/documents/nothing/",
        "/whatif/roll-calls.csv?charter=../../etc/passwd",
        "/whatif/roll-calls.csv?charter=sco&membership=tests",
    ],
)
def test_what_is_not_there_is_not_found(world, path):
    assert Client().get(path).status_code == 404


def test_pages_before_an_organisation_is_made_say_how_to_make_one(db):
    for path in ("/", "/organisation/", "/organisation/charter/", "/organisation/charter/versions/"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert b"comity init --charter FILE --officer EMAIL --name NAME --data DIR" in answer.content


def test_a_picture_is_served_by_its_own_address(world):
    page = Client().get("/whatif/").content.decode()
    assert "/whatif/sessions.svg?" in page
    answer = Client().get("/whatif/sessions.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("picture", list(Picture))
def test_a_picture_is_drawn_from_an_answer_that_has_what_it_shows(world, picture, monkeypatch):
    drawn = []

    def draw(result, _picture, path, _language):
        drawn.append(result)
        path.write_bytes(b"<svg/>")

    monkeypatch.setattr("comity.workbench.whatif_pictures.draw", draw)
    library._picture.cache_clear()
    library.whatif_picture(library.on_the_record("en"), picture, "en", date(2026, 3, 2))
    library._picture.cache_clear()
    assert drawn[0].roll_calls
    assert bool(drawn[0].sensitivity) == (picture is Picture.SENSITIVITY)


def test_a_question_to_the_record_that_can_not_be_asked_says_why(world):
    answer = Client().get("/whatif/?charter=sco&against=sco-reform&body=secretariat")
    assert answer.status_code == 200
    assert "notice-bad" in answer.content.decode()


def test_the_switch_for_the_rule_changes_the_result_alone(world):
    as_it_is = Client().get("/library/?rule=sco").content.decode()
    reformed = Client().get("/library/?rule=sco-reform").content.decode()
    assert as_it_is.count("Not adopted") > reformed.count("Not adopted")


def document(symbol, classification, **more):
    return Document.objects.create(
        id=symbol.lower().replace("/", "-"), symbol=symbol, kind="decision", title={"en": f"Title of {symbol}"},
        texts={"en": f"Text of {symbol}"}, versions={"en": "authentic"}, date=date(2026, 11, 1), body=BODY,
        matter="outer-space", classification=classification, **more,
    )  # fmt: skip


READERS = [
    (None, ("general",)),
    ((Role.OBSERVER, "observer-delegation"), ("general", "limited")),
    ((Role.DELEGATE, "delegation-a"), ("general", "limited", "restricted")),
    ((Role.HEAD, "delegation-a"), ("general", "limited", "restricted", "confidential")),
    ((Role.OFFICER, ""), ("general", "limited", "restricted", "confidential")),
]


@pytest.mark.parametrize(("reader", "may"), READERS)
def test_documents_are_read_by_their_classification(world, reader, may):
    rows = {one: document(f"EX/{one}", one) for one in ("general", "limited", "restricted", "confidential")}
    client = Client() if reader is None else signed_in(*reader)
    listing = client.get("/documents/").content.decode()
    file = client.get("/documents/documents.csv").content.decode()
    for classification, row in rows.items():
        seen = classification in may
        assert (row.symbol in listing) is seen
        assert (row.symbol in file) is seen
        assert client.get(reverse("document", args=(row.id,))).status_code == (200 if seen else 404)


def test_what_moved_is_seen_only_when_the_reader_says_so(world):
    client = signed_in(Role.HEAD, "delegation-a")
    client.get("/")
    assert Account.objects.get().seen_until is None
    later = datetime.now(UTC) + timedelta(days=9)
    assert client.post("/seen/", {"until": later.isoformat()}).status_code == 302
    assert AT < Account.objects.get().seen_until <= datetime.now(UTC)
    assert client.get("/seen/").status_code == 405


def test_who_is_not_signed_in_has_nothing_to_say_seen(world):
    assert Client().post("/seen/").status_code in {302, 403}
    assert not Account.objects.exists()
