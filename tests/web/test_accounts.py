"""Signing in, confirming, inviting: as a browser does it."""

import re
import secrets
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext

from app.world import KEY, OFFICER, make_world
from comity.app.commands import people as act
from comity.app.links import make_sign_in_link
from comity.formats.signing import LEDGER_KEY, write_key
from comity.store.models import Account, Invitation, Organisation, OutboxMail, Role, Service, SignInLink
from comity.web.mail import deliver

PASSWORD = "correct horse battery staple"
CODE = "4711-0815"


@pytest.fixture
def house(db, settings):
    """The example with an officer, an auditor and a head; the code of the terminal is known."""
    key = Path(django_settings.COMITY_DATA) / LEDGER_KEY
    if not key.exists():
        write_key(key, KEY)
    settings.COMITY_CONFIRMATION_CODE = CODE
    settings.EMAIL_BACKEND = "comity.web.mail.OutboxBackend"
    cache.clear()
    world = make_world()
    world.at = datetime.now(UTC)
    for name, role, delegation in (
        ("officer", Role.OFFICER, ""),
        ("auditor", Role.AUDITOR, ""),
        ("head", Role.HEAD, "delegation-a"),
    ):
        join(world, name, role, delegation)
    return world


def join(world, name, role, delegation="", password=""):
    token = f"{name}-".ljust(40, "x")
    command = act.Invite(
        email=f"{name}@example.org",
        name=f"{name.title()} Person",
        role=role,
        delegation=delegation,
        token=token,
        from_day=world.at.date(),
    )
    world.act(OFFICER, command)
    found = act.waiting_invitation(token, world.at)
    world.act(act.invited_actor(found), act.acceptance(found, token, password))
    return Account.objects.get(email=f"{name}@example.org")


@pytest.fixture
def member(house):
    """A person with a password, as in an organisation that is not an example."""
    Organisation.objects.update(example=False)
    return join(house, "member", Role.DELEGATE, "delegation-b", PASSWORD)


def browser(name=None):
    client = Client()
    if name is not None:
        client.force_login(Account.objects.get(email=f"{name}@example.org"))
    return client


def sent(client, address, **fields):
    return client.post(address, {"key": secrets.token_urlsafe(18), **fields})


def confirmed(client):
    assert sent(client, "/confirm/?next=/people/", secret=CODE).status_code == 302
    return client


def words(response):
    return response.content.decode()


INVITATION = {
    "name": "Kilo Quebec",
    "email": "k.quebec@example.org",
    "language": "en",
    "role": "delegate",
    "delegation": "delegation-c",
    "body": "",
    "from_day": "2026-01-01",
    "until_day": "",
}


def invited(client):
    assert sent(client, "/people/invite/", **INVITATION).status_code == 302
    return re.search(r"http://testserver(/invitation/\S+)", OutboxMail.objects.get().body)[1]


# --- who may see what ------------------------------------------------------------------------------------------

SECRETARIATS = ("/people/", "/people/people.csv", "/outbox/", "/policy/", "/policy/policy.csv")


@pytest.mark.parametrize("address", SECRETARIATS)
def test_the_pages_of_the_secretariat_answer_officer_and_auditor_alone(house, address):
    assert browser("auditor").get(address).status_code == 200 or address.startswith("/people/invite")
    assert browser("officer").get(address).status_code == 200
    assert browser("head").get(address).status_code == 403
    answer = browser().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["auditor", "head"])
def test_nobody_but_an_officer_invites_ends_or_sends(house, name):
    service = Service.objects.get(role=Role.HEAD)
    client = browser(name)
    for address in ("/people/invite/", f"/people/services/{service.id}/end/", f"/people/services/{service.id}/term/"):
        assert client.get(address).status_code == 403
        assert sent(client, address, **INVITATION).status_code == 403
    assert sent(client, "/outbox/1/send/").status_code == 403
    assert not Invitation.objects.filter(email=INVITATION["email"]).exists()


def test_a_page_of_an_unknown_thing_is_not_found(house):
    client = browser("officer")
    for address in ("/people/services/none/", "/people/invitations/none/", "/outbox/999/"):
        assert client.get(address).status_code == 404


# --- confirmation ----------------------------------------------------------------------------------------------


def test_a_host_that_is_not_ours_is_told_so_in_a_page(house, settings):
    """It is refused before anything is known of who asks."""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEBUG = False
    answer = Client(headers={"host": "elsewhere.example"}).get("/")
    assert answer.status_code == 400
    assert b"COMITY_HOSTS" in answer.content
    for language in ("ru", "zh-hans"):
        with translation.override(language):
            said = Client(headers={"host": "elsewhere.example", "accept-language": language}).get("/").content.decode()
            assert f'lang="{language}"' in said
            assert gettext("Nothing answers here under this address") in said


def test_a_fault_so_deep_that_the_page_around_it_fails_too_is_told_plainly(house, monkeypatch):
    def broken(*_arguments):
        raise OperationalError("the database is gone")

    monkeypatch.setattr("comity.web.shell.around", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/nothing/")
    assert answer.status_code == 404
    assert b"<h1" in answer.content


def test_an_act_that_was_interrupted_is_kept_and_done_by_one_press(house):
    client = browser("officer")
    answer = client.post(
        "/people/invite/", {"key": "k" * 20, **INVITATION}, headers={"referer": "http://testserver/people/invite/"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/confirm/?next=%2Fpeople%2Finvite%2F"
    assert not Invitation.objects.filter(email=INVITATION["email"]).exists()
    page = client.get(answer["Location"])
    assert "Invite a person" in words(page)
    kept = sent(client, answer["Location"], secret=CODE)
    assert kept.status_code == 200
    assert f'value="{INVITATION["email"]}"' in words(kept)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', words(kept)))
    assert client.post("/people/invite/", fields).status_code == 302
    assert Invitation.objects.filter(email=INVITATION["email"]).count() == 1
    assert client.post("/people/invite/", fields).status_code == 302, "sent twice, done once"
    assert Invitation.objects.filter(email=INVITATION["email"]).count() == 1


def test_what_was_kept_is_offered_on_the_page_that_was_left_alone(house):
    client = browser("officer")
    client.post(
        "/people/invite/", {"key": "k" * 20, **INVITATION}, headers={"referer": "http://testserver/people/invite/"}
    )
    answer = sent(client, "/confirm/?next=/policy/", secret=CODE)
    assert (answer.status_code, answer["Location"]) == (302, "/policy/")


def test_the_form_of_a_binding_act_asks_for_confirmation_before_anything_is_typed(house):
    answer = browser("officer").get("/people/invite/")
    assert answer["Location"] == "/confirm/?next=%2Fpeople%2Finvite%2F"


def test_a_wrong_code_confirms_nothing_and_soon_not_even_the_right_one(house):
    client = browser("officer")
    for _try in range(5):
        answer = sent(client, "/confirm/", secret="wrong")
        assert (answer.status_code, "not right" in words(answer)) == (200, True)
    assert sent(client, "/confirm/", secret=CODE).status_code == 429
    assert client.get("/people/invite/")["Location"].startswith("/confirm/")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_confirmation_leads_nowhere_but_home(house, elsewhere):
    client = browser("officer")
    answer = client.post(f"/confirm/?next={elsewhere}", {"key": "k" * 20, "secret": CODE})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_person_with_a_password_confirms_by_it_and_not_by_the_code_of_the_terminal(member):
    client = browser("member")
    assert "Code on the terminal" not in words(client.get("/confirm/"))
    assert sent(client, "/confirm/?by=terminal", secret=CODE).status_code == 200
    assert sent(client, "/confirm/", secret=PASSWORD).status_code == 302


def test_without_a_code_of_the_terminal_a_person_of_the_example_is_told_what_to_do(house, settings):
    settings.COMITY_CONFIRMATION_CODE = None
    page = browser("officer").get("/confirm/")
    assert page.status_code == 200
    assert "/accounts/2fa/" in words(page)


def test_a_recovery_code_confirms_once(member):
    codes = RecoveryCodes.activate(member).get_unused_codes()
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    assert sent(browser("member"), "/confirm/?by=authenticator", secret=codes[0]).status_code == 302
    assert sent(browser("member"), "/confirm/?by=authenticator", secret=codes[0]).status_code == 200


def test_a_confirmation_is_over_after_a_quarter_of_an_hour(member, monkeypatch):
    client = browser("member")
    sent(client, "/confirm/", secret=PASSWORD)
    session = client.session
    session["confirmed_at"] = (datetime.now(UTC) - timedelta(minutes=16)).timestamp()
    session.save()
    Service.objects.filter(person=member.person).update(role=Role.OFFICER, delegation="")
    assert client.get("/people/invite/")["Location"].startswith("/confirm/")


# --- invitations -----------------------------------------------------------------------------------------------


def test_from_the_invitation_to_the_account_in_another_browser(house):
    Organisation.objects.update(example=False)
    address = invited(confirmed(browser("officer")))
    client = browser()
    assert client.get(address).status_code == client.get(address).status_code == 200, "opening uses nothing up"
    wrong = sent(client, address, password=PASSWORD, again="another one entirely")
    assert "not the same" in words(wrong)
    weak = sent(client, address, password="password1234", again="password1234")
    assert "too common" in words(weak)
    done = sent(client, address, password=PASSWORD, again=PASSWORD)
    assert (done.status_code, done["Location"]) == (302, "/")
    page = client.get("/account/")
    assert page.status_code == 200
    assert "Delegation C" in words(page)
    assert browser().get(address).status_code == 404
    fresh = browser()
    login = {"login": "K.Quebec@example.org", "password": PASSWORD}
    assert fresh.post("/accounts/login/", login).status_code == 302
    assert fresh.get("/account/").status_code == 200


def test_the_link_of_an_invitation_is_on_no_page(house):
    client = confirmed(browser("officer"))
    token = invited(client).split("/")[2]
    row = OutboxMail.objects.get()
    found = Invitation.objects.get(email=INVITATION["email"])
    for address in ("/outbox/", f"/outbox/{row.pk}/", "/people/", f"/people/invitations/{found.id}/"):
        assert token not in words(client.get(address))


def test_a_withdrawn_invitation_opens_nothing(house):
    client = confirmed(browser("officer"))
    address = invited(client)
    found = Invitation.objects.get(email=INVITATION["email"])
    assert sent(client, f"/people/invitations/{found.id}/").status_code == 302
    assert browser().get(address).status_code == 404


def test_faults_stand_beside_their_field_and_keep_what_was_typed(house):
    client = confirmed(browser("officer"))
    page = sent(client, "/people/invite/", **{**INVITATION, "delegation": "", "email": "nobody"})
    assert page.status_code == 200
    assert 'id="id_email_error"' in words(page)
    assert 'value="Kilo Quebec"' in words(page)
    page = sent(client, "/people/invite/", **{**INVITATION, "delegation": ""})
    assert 'id="id_delegation_error"' in words(page)


def test_a_service_is_ended_and_its_person_may_do_nothing_more(house):
    client = confirmed(browser("officer"))
    head = browser("head")
    assert head.get("/account/").status_code == 200
    service = Service.objects.get(role=Role.HEAD)
    today = datetime.now(UTC).date().isoformat()
    answer = sent(client, f"/people/services/{service.id}/end/", version="1", until_day=today)
    assert answer.status_code == 302
    assert head.get("/account/").status_code == 403


def test_a_term_that_somebody_else_changed_is_not_overwritten(house):
    client = confirmed(browser("officer"))
    service = Service.objects.get(role=Role.HEAD)
    day = service.from_day.isoformat()
    address = f"/people/services/{service.id}/term/"
    assert sent(client, address, version="1", from_day=day, until_day="2099-01-01").status_code == 302
    page = sent(client, address, version="1", from_day=day, until_day="2098-01-01")
    assert page.status_code == 200
    assert "Somebody changed it meanwhile" in words(page)
    service.refresh_from_db()
    assert service.until_day.year == 2099


# --- signing in ------------------------------------------------------------------------------------------------


def link_of(name):
    account = Account.objects.get(email=f"{name}@example.org")
    return f"/sign-in/{make_sign_in_link(account, datetime.now(UTC), secrets.token_bytes)}/"


def test_a_sign_in_link_is_used_up_by_its_button_alone_and_once(house):
    address = link_of("head")
    scanner = browser()
    assert scanner.get(address).status_code == scanner.head(address).status_code == 200
    assert SignInLink.objects.get().used_at is None
    client = browser()
    assert sent(client, address).status_code == 302
    assert client.get("/account/").status_code == 200
    assert sent(browser(), address).status_code == 404
    assert client.get("/people/").status_code == 403


def test_a_link_that_signs_in_leaks_by_no_header(house):
    answer = browser().get(link_of("head"))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_a_link_does_not_go_round_the_second_factor(member):
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    RecoveryCodes.activate(member)
    client = browser()
    answer = sent(client, link_of("member"))
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/account/").status_code == 302


def test_signing_in_with_a_password_confirms_and_with_a_link_does_not(member):
    client = browser()
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert "confirmed_at" in client.session
    other = browser()
    sent(other, link_of("member"))
    assert "confirmed_at" not in other.session


def test_the_language_of_the_account_comes_along_and_a_language_chosen_before_is_kept(member):
    Account.objects.filter(pk=member.pk).update(language="ru")
    client = browser()
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert client.cookies["django_language"].value == "ru"
    other = browser()
    other.cookies["django_language"] = "zh-hans"
    other.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    member.refresh_from_db()
    assert member.language == "zh-hans"
    sent(other, "/account/", language="en")
    member.refresh_from_db()
    assert (member.language, other.cookies["django_language"].value) == ("en", "en")


def test_nobody_signs_up(house):
    before = Account.objects.count()
    browser().post("/accounts/signup/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert Account.objects.count() == before


def test_guessing_passwords_is_slowed_down(member):
    client = browser()
    for _try in range(6):
        page = client.post("/accounts/login/", {"login": member.email, "password": "wrong wrong wrong"})
    assert "Too many" in words(page)
    assert "_auth_user_id" not in client.session


def test_a_password_is_reset_by_a_link_that_no_page_shows(member, house):
    client = browser()
    assert client.post("/accounts/password/reset/", {"email": member.email}).status_code == 302
    row = OutboxMail.objects.get(to=member.email)
    assert row.secret
    address = re.search(r"http://testserver(\S+)", row.body)[1]
    assert address not in words(browser("auditor").get(f"/outbox/{row.pk}/"))
    form = client.get(address)["Location"]
    new = "another long and good one"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    member.refresh_from_db()
    assert member.check_password(new)
    assert not member.check_password(PASSWORD)


ALLAUTHS = (
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/sessions/",
    "/accounts/password/change/",
    "/accounts/logout/",
)


@pytest.mark.parametrize("address", ALLAUTHS)
def test_the_pages_of_signing_in_look_like_all_others(member, address):
    client = browser()
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert 'class="shell-head"' in words(page)
    assert words(page).count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", words(page))


# --- mail ------------------------------------------------------------------------------------------------------


class Refusing:
    """A mail server that takes nothing."""

    def __init__(self, **_named):
        pass

    def send_messages(self, _messages):
        raise smtplib.SMTPConnectError(421, "try again later")


def test_mail_leaves_once_the_act_is_through_and_takes_its_links_along(
    house, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.COMITY_HAS_MAIL_SERVER = True
    monkeypatch.setattr("comity.web.mail.SERVER", "django.core.mail.backends.locmem.EmailBackend")
    client = confirmed(browser("officer"))
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, "/people/invite/", **INVITATION)
    (letter,) = mail.outbox
    assert "/invitation/" in letter.body
    row = OutboxMail.objects.get()
    assert row.sent_at is not None
    assert "/invitation/" not in row.body
    assert not deliver(row.pk), "sent once"


def test_what_the_mail_server_refuses_is_kept_with_the_reason_and_sent_again_by_hand(house, settings, monkeypatch):
    settings.COMITY_HAS_MAIL_SERVER = True
    monkeypatch.setattr("comity.web.mail.get_connection", lambda _name: Refusing())
    client = confirmed(browser("officer"))
    sent(client, "/people/invite/", **INVITATION)
    row = OutboxMail.objects.get()
    assert client.post(f"/outbox/{row.pk}/send/").status_code == 302
    row.refresh_from_db()
    assert "try again later" in row.failure
    assert "try again later" in words(client.get(f"/outbox/{row.pk}/"))
    monkeypatch.undo()
    settings.COMITY_HAS_MAIL_SERVER = True
    monkeypatch.setattr("comity.web.mail.SERVER", "django.core.mail.backends.locmem.EmailBackend")
    client.post(f"/outbox/{row.pk}/send/")
    row.refresh_from_db()
    assert (row.sent_at is not None, row.failure) == (True, "")


def test_a_person_is_told_of_a_new_password(member):
    client = browser()
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    new = {"oldpassword": PASSWORD, "password1": "another long and good one", "password2": "another long and good one"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    row = OutboxMail.objects.get()
    assert row.to == member.email
    assert "password" in row.body.lower()


def test_an_address_is_changed_by_nobody_alone(member):
    client = browser("member")
    answer = client.post("/accounts/email/", {"email": "other@example.org", "action_add": ""})
    assert answer["Location"] == "/account/"
    member.refresh_from_db()
    assert member.email == "member@example.org"


# --- two at once -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_use_a_link_at_once_one_is_signed_in(house):
    address = link_of("head")

    def use(_number):
        try:
            return sent(browser(), address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == [302, 404, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_accept_an_invitation_at_once_one_makes_the_account(house):
    Organisation.objects.update(example=False)
    address = invited(confirmed(browser("officer")))

    def accept(_number):
        try:
            return sent(browser(), address, password=PASSWORD, again=PASSWORD).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(accept, range(4))) == [302, 404, 404, 404]
    assert Account.objects.filter(email=INVITATION["email"]).count() == 1
    assert Service.objects.filter(delegation="delegation-c").count() == 1


@pytest.mark.parametrize(("language", "tag"), [("ru", "ru"), ("zh-hans", "zh-Hans")])
def test_an_invitation_opens_in_the_language_of_the_invited(house, language, tag):
    client = confirmed(browser("officer"))
    sent(client, "/people/invite/", **{**INVITATION, "language": language})
    address = re.search(r"http://testserver(/invitation/\S+)", OutboxMail.objects.get().body)[1]
    assert f'<html lang="{tag}"' in words(browser().get(address))
    chosen = browser()
    chosen.cookies["django_language"] = "en"
    assert '<html lang="en"' in words(chosen.get(address))


def test_the_account_page_leads_to_receipts_sessions_and_the_second_factor(member):
    page = words(browser("member").get("/account/"))
    for address in ("/ledger/receipts/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("address", ["/people/", "/outbox/", "/account/", "/policy/"])
def test_a_page_asks_the_database_as_often_for_many_as_for_few(house, address):
    client = browser("officer")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    few = asked()
    today = datetime.now(UTC)
    Service.objects.bulk_create(
        Service(id=f"s-{at}", person=f"p-{at}", name=f"P {at}", role=Role.AUDITOR, from_day=today.date())
        for at in range(193)
    )
    OutboxMail.objects.bulk_create(OutboxMail(to="a@example.org", subject="s", made_at=today) for _at in range(193))
    assert asked() <= few
    assert few <= 20
