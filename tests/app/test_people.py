"""Persons: invited once, accepted once, serving for a term that the charter allows; no name in the ledger."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from app.world import AUDITOR, BODY, CHAIR, HEADS, OFFICER, chance_from, person
from comity.app.actor import PUBLIC, Actor, Capacity
from comity.app.commands import people as act
from comity.app.errors import Conflict, Denied, NeedsConfirmation, NotThere, Unfit
from comity.app.links import account_of_link, hash_of, make_sign_in_link, token_of_form, use_sign_in_link
from comity.app.policy import POLICY
from comity.app.queries import people as query
from comity.app.queries.policy import ACTIONS, policy_told
from comity.store.journal import row_form
from comity.store.models import Account, Invitation, LedgerEntry, Organisation, OutboxMail, Role, Service

TOKEN = "t" * 40
PASSWORD = "correct horse battery staple"
NAME = "Kilo Quebec"
EMAIL = "k.quebec@example.org"
LINK = "https://house.example/invitation/"


def invitation(**changes):
    fields = {"email": EMAIL, "name": NAME, "role": Role.DELEGATE, "delegation": "delegation-a"}
    return act.Invite(**{**fields, "token": TOKEN, "from_day": date(2026, 11, 24), **changes})


def faults(refused):
    return {fault.field for fault in refused.value.faults}


def accept(world, token=TOKEN, password=PASSWORD, key=None):
    found = act.waiting_invitation(token, world.at)
    return world.act(act.invited_actor(found), act.acceptance(found, token, password), key)


@pytest.fixture
def real(world):
    """The same organisation, not an example: a person has a password."""
    Organisation.objects.update(example=False)
    return world


# --- invitations -----------------------------------------------------------------------------------------------


def test_an_invitation_becomes_an_account_and_a_service(real):
    real.act(OFFICER, invitation())
    real.at += timedelta(days=2)
    done = accept(real)
    account = Account.objects.get(email=EMAIL)
    service = Service.objects.get(pk=done.subject)
    assert check_password(PASSWORD, account.password)
    assert (service.person, service.name, service.delegation) == (account.person, NAME, "delegation-a")
    assert service.from_day == date(2026, 11, 26), "nobody served before they accepted"
    entry = json.loads(LedgerEntry.objects.get(verb="person.accept_invitation").content)
    assert entry["actor"] == account.person


def test_neither_name_nor_address_nor_token_nor_password_is_in_the_ledger_or_kept_in_the_clear(real):
    real.act(OFFICER, invitation())
    accept(real)
    ledger = " ".join(LedgerEntry.objects.values_list("content", flat=True))
    for secret in (NAME, EMAIL, TOKEN, PASSWORD, Account.objects.get(email=EMAIL).password):
        assert secret not in ledger
    assert set(row_form(Service.objects.get())["name"]) == {"commitment"}
    assert Invitation.objects.get().token_hash == hash_of(TOKEN) != TOKEN


def test_an_invitation_is_accepted_once(real):
    real.act(OFFICER, invitation())
    found = act.waiting_invitation(TOKEN, real.at)
    actor, command = act.invited_actor(found), act.acceptance(found, TOKEN, PASSWORD)
    first = real.act(actor, command, "key-accept")
    assert real.act(actor, command, "key-accept").again
    assert real.act(actor, command, "key-accept").sequence == first.sequence
    with pytest.raises((NotThere, Conflict)):
        real.act(actor, command, "key-again")
    assert Service.objects.count() == Account.objects.count() == 1


def test_an_invitation_expires_after_seven_days(real):
    real.act(OFFICER, invitation())
    found = act.waiting_invitation(TOKEN, real.at)
    command = act.acceptance(found, TOKEN, PASSWORD)
    real.at += act.INVITATION_HOLDS
    assert act.waiting_invitation(TOKEN, real.at) is None
    with pytest.raises(NotThere):
        real.act(act.invited_actor(found), command)


def test_a_withdrawn_invitation_opens_nothing(real):
    done = real.act(OFFICER, invitation())
    real.act(OFFICER, act.WithdrawInvitation(invitation=done.subject))
    assert act.waiting_invitation(TOKEN, real.at) is None
    with pytest.raises(Unfit):
        real.act(OFFICER, act.WithdrawInvitation(invitation=done.subject))


@pytest.mark.parametrize(
    ("password", "said"), [("short", "12"), ("123456789012345", "numeric"), ("password1234", "common"), ("", "12")]
)
def test_a_weak_password_is_refused_with_its_reasons(real, password, said):
    real.act(OFFICER, invitation())
    with pytest.raises(Unfit, match=said) as refused:
        accept(real, password=password)
    assert faults(refused) == {"password"}


def test_a_password_like_the_name_is_refused(real):
    real.act(OFFICER, invitation())
    with pytest.raises(Unfit, match="similar"):
        accept(real, password="k.quebec@example")


def test_another_person_does_not_accept_in_the_place_of_the_invited(real):
    real.act(OFFICER, invitation())
    command = act.acceptance(act.waiting_invitation(TOKEN, real.at), TOKEN, PASSWORD)
    for actor in (PUBLIC, OFFICER, HEADS["delegation-a"]):
        with pytest.raises(Denied):
            real.act(actor, command)


def test_whoever_has_an_account_serves_in_a_further_capacity_and_keeps_the_password(real):
    real.act(OFFICER, invitation())
    accept(real)
    before = Account.objects.get(email=EMAIL).password
    real.act(OFFICER, invitation(email=EMAIL.upper(), role=Role.CHAIR, delegation="", body=BODY, token="u" * 40))
    accept(real, token="u" * 40, password="")
    account = Account.objects.get()
    assert account.password == before
    assert set(Service.objects.values_list("person", flat=True)) == {account.person}


def test_a_person_of_the_example_has_no_password(world):
    world.act(OFFICER, invitation())
    accept(world, password="")
    account = Account.objects.get(email=EMAIL)
    assert account.example
    assert not account.has_usable_password()


def test_without_the_example_nobody_is_without_a_password(real):
    real.act(OFFICER, invitation())
    found = act.waiting_invitation(TOKEN, real.at)
    with pytest.raises(Unfit):
        real.act(act.invited_actor(found), act.AcceptInvitation(token=TOKEN))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"name": " "}, "name"),
        ({"language": "xx"}, "language"),
        ({"role": Role.PUBLIC}, "role"),
        ({"role": "king"}, "role"),
        ({"delegation": ""}, "delegation"),
        ({"delegation": "nowhere"}, "delegation"),
        ({"delegation": "observer-delegation"}, "delegation"),
        ({"role": Role.OBSERVER}, "delegation"),
        ({"role": Role.OFFICER}, "delegation"),
        ({"role": Role.CHAIR, "delegation": ""}, "body"),
        ({"role": Role.CHAIR, "delegation": "", "body": "nowhere"}, "body"),
        ({"body": BODY}, "body"),
        ({"until_day": date(2026, 11, 24)}, "until_day"),
        ({"from_day": date(2020, 1, 1), "until_day": date(2021, 1, 1)}, "until_day"),
        ({"token": "short"}, ""),
    ],
)
def test_what_the_charter_of_the_day_or_good_sense_forbids_is_said_beside_its_field(world, changes, field):
    with pytest.raises(Unfit) as refused:
        world.act(OFFICER, invitation(**changes))
    assert field in faults(refused)
    assert not Invitation.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_second_invitation_to_the_same_post_waits_for_the_first(real):
    real.act(OFFICER, invitation())
    with pytest.raises(Unfit) as refused:
        real.act(OFFICER, invitation(token="u" * 40))
    assert faults(refused) == {"email"}
    accept(real)
    with pytest.raises(Unfit) as refused:
        real.act(OFFICER, invitation(token="u" * 40))
    assert faults(refused) == {"role"}


@pytest.mark.parametrize("actor", [PUBLIC, AUDITOR, CHAIR, HEADS["delegation-b"], person(Role.SECRETARY_GENERAL)])
def test_only_an_officer_invites(world, actor):
    with pytest.raises(Denied):
        world.act(actor, invitation())


def test_an_officer_confirms_who_they_are_first(world):
    with pytest.raises(NeedsConfirmation):
        world.act(person(Role.OFFICER, confirmed=False), invitation())


# --- the letter ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_the_letter_names_the_organisation_in_the_language_of_its_reader_and_holds_the_link(world, language, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    world.act(OFFICER, invitation(language=language, address=LINK))
    (letter,) = mail.outbox
    name = {"en": "Example organisation", "ru": "Организация-пример", "zh-hans": "示例组织"}[language]
    assert letter.to == [EMAIL]
    assert name in letter.subject
    assert f"{LINK}{TOKEN}/" in letter.body


def test_the_letter_stands_in_the_outbox_with_its_link_hidden_from_every_role(world, settings):
    settings.EMAIL_BACKEND = "comity.web.mail.OutboxBackend"
    world.act(OFFICER, invitation(address=LINK))
    kept = OutboxMail.objects.get()
    assert kept.secret
    assert TOKEN in kept.body
    for reader in (OFFICER, AUDITOR):
        told = query.mail_told(reader, kept.pk)
        assert told.hides_links
        assert TOKEN not in repr(told)
    with pytest.raises(Denied):
        query.mail_told(HEADS["delegation-a"], kept.pk)


def test_an_invitation_that_is_refused_writes_no_letter(world, settings):
    settings.EMAIL_BACKEND = "comity.web.mail.OutboxBackend"
    with pytest.raises(Unfit):
        world.act(OFFICER, invitation(address=LINK, delegation="nowhere"))
    assert not OutboxMail.objects.exists()


def test_the_token_of_a_form_is_the_same_each_time_it_is_sent_and_another_for_another_form():
    assert token_of_form(OFFICER, "key-1") == token_of_form(OFFICER, "key-1")
    assert len({token_of_form(OFFICER, "key-1"), token_of_form(OFFICER, "key-2"), token_of_form(AUDITOR, "key-1")}) == 3


# --- services --------------------------------------------------------------------------------------------------


def officer(id_, **changes):
    row = Service(
        id=id_, person=f"person-{id_}", name=id_, role=Role.OFFICER, from_day=date(2026, 1, 1), salt="00" * 32
    )
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row


def test_a_service_ends_and_the_days_served_stay(world):
    officer("s-1")
    service = officer("s-2")
    world.act(OFFICER, act.EndService(service="s-2", seen=1, until_day=world.at.date()))
    service.refresh_from_db()
    assert (service.until_day, service.version) == (world.at.date(), 2)
    with pytest.raises(Unfit):
        world.act(OFFICER, act.EndService(service="s-1", seen=1, until_day=date(2026, 11, 23)))


def test_the_last_officer_stays(world):
    officer("s-1")
    with pytest.raises(Unfit):
        world.act(OFFICER, act.EndService(service="s-1", seen=1, until_day=world.at.date()))
    with pytest.raises(Unfit):
        world.act(OFFICER, act.ChangeTerm(service="s-1", seen=1, from_day=date(2026, 1, 1), until_day=date(2027, 1, 1)))
    officer("s-2", until_day=date(2026, 12, 1))
    with pytest.raises(Unfit):
        world.act(OFFICER, act.EndService(service="s-1", seen=1, until_day=date(2026, 12, 1)))
    world.act(OFFICER, act.EndService(service="s-1", seen=1, until_day=date(2026, 11, 30)))


def test_a_term_is_changed_from_the_version_that_was_seen(world):
    officer("s-1")
    officer("s-2")
    world.act(OFFICER, act.ChangeTerm(service="s-2", seen=1, from_day=date(2026, 1, 1), until_day=date(2027, 1, 1)))
    with pytest.raises(Conflict):
        world.act(OFFICER, act.ChangeTerm(service="s-2", seen=1, from_day=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("from_day", "until_day", "field"),
    [
        (date(2026, 2, 1), None, "from_day"),
        (date(2026, 1, 1), date(2025, 12, 1), "until_day"),
        (date(2026, 1, 1), date(2026, 3, 1), "until_day"),
    ],
)
def test_what_was_served_is_not_rewritten(world, from_day, until_day, field):
    officer("s-1")
    officer("s-2")
    with pytest.raises(Unfit) as refused:
        world.act(OFFICER, act.ChangeTerm(service="s-2", seen=1, from_day=from_day, until_day=until_day))
    assert field in faults(refused)


# --- links -----------------------------------------------------------------------------------------------------


def test_a_sign_in_link_is_used_once_and_expires(real):
    real.act(OFFICER, invitation())
    accept(real)
    account = Account.objects.get()
    token = make_sign_in_link(account, real.at, chance_from(5000))
    assert account_of_link(token, real.at) == account
    assert account_of_link(token, real.at + timedelta(hours=12)) is None
    assert use_sign_in_link(token, real.at) == account
    assert use_sign_in_link(token, real.at) is None
    assert account_of_link(token, real.at) is None


def test_the_link_of_a_closed_account_opens_nothing(real):
    real.act(OFFICER, invitation())
    accept(real)
    token = make_sign_in_link(Account.objects.get(), real.at, chance_from(5000))
    Account.objects.update(is_active=False)
    assert use_sign_in_link(token, real.at) is None


# --- pages' questions ------------------------------------------------------------------------------------------


def test_the_list_of_people_asks_the_same_number_of_times_however_many_there_are(world):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            query.people(OFFICER, "en", world.at)
        return len(queries)

    officer("s-1")
    asked()  # the charter is read once a process
    few = asked()
    for at in range(193):
        officer(f"more-{at}")
    assert asked() == few <= 5


def test_one_sees_ones_own_services_and_no_others(world):
    officer("s-1")
    own = Actor(person="person-s-1", name="s-1", capacities=(Capacity(Role.OFFICER),))
    assert [one.id for one in query.own_services(own, "en", world.at.date())] == ["s-1"]
    assert query.own_services(AUDITOR, "en", world.at.date()) == ()


def test_the_policy_is_told_whole_and_in_words():
    told = policy_told(AUDITOR)
    assert {one.action for one in told.actions} == {grant.may for grant in POLICY}
    assert [grant.may for grant in POLICY if grant.may not in ACTIONS] == []
    roles = list(Role)
    for one in told.actions:
        granted = {role for role, words in zip(roles, one.granted, strict=True) if words}
        assert granted == {role for grant in POLICY if grant.may == one.action for role in grant.roles}
    with pytest.raises(Denied):
        policy_told(HEADS["delegation-a"])
