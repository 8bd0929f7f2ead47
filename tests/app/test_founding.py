"""Founding an organisation, the example, and what a deployment lacks."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from comity.app import deployment
from comity.app.actor import INSTALLATION, PUBLIC, actor_of
from comity.app.commands import do
from comity.app.commands.documents import Register
from comity.app.commands.organisation import AdoptVersion
from comity.app.errors import Conflict, Denied, Unfit
from comity.app.example import LASTED, PEOPLE, example_charter, make_example
from comity.app.founding import Officer, found, has_officer, invite_officer, is_founded, prepare
from comity.app.organisation import document_of, house
from comity.app.queries.example import new_links
from comity.core.values import Refused
from comity.formats.charter_file import charter_data, find_charter
from comity.store.models import (
    Account,
    CharterVersion,
    Document,
    Invitation,
    LedgerEntry,
    Organisation,
    OutboxMail,
    Position,
    Proposal,
    Question,
    Role,
    Service,
    SignInLink,
    Statement,
)
from repo.source import ROOT

AT = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


class Chance:
    """The same bytes at each run, never twice in one."""

    def __init__(self):
        self.drawn = count()

    def __call__(self, size):
        return next(self.drawn).to_bytes(size, "big")


@pytest.fixture
def chance():
    return Chance()


@pytest.fixture
def key(db, tmp_path, chance):
    return prepare(tmp_path, chance)


@pytest.fixture
def example(key, chance):
    return make_example(at=AT, chance=chance, key=key)


def keys():
    return (f"test-{number}" for number in count())


def test_the_example_is_a_person_per_role_and_delegation(example):
    assert [one.email for one in example] == [one.email for one in PEOPLE.values()]
    assert {one.role for one in PEOPLE.values()} == set(Role) - {Role.PUBLIC}
    heads = Service.objects.filter(role=Role.HEAD)
    assert {one.delegation for one in heads} == {f"delegation-{letter}" for letter in "abcdefgh"}
    assert all(one.example and not one.has_usable_password() for one in Account.objects.all())
    assert all(one.email.endswith("@example.org") for one in example)


def test_the_example_holds_what_a_first_look_needs(example):
    states = dict(Proposal.objects.values_list("matter", "state"))
    assert states == {"terrorism": "adopted", "trade": "not_adopted", "outer-space": "put"}
    question = Question.objects.get(state=Question.State.OPEN)
    assert question.manner == Question.Manner.RECORDED_VOTE
    assert question.positions.count() == 3
    against = Question.objects.get(proposal__matter="trade")
    camps = list(against.positions.values_list("camp", flat=True))
    assert [camps.count(one) for one in ("yes", "no", "abstain")] == [3, 4, 1]
    assert Statement.objects.get().kind == Statement.Kind.OPINION
    decision, *references = Document.objects.order_by("kind", "symbol")
    assert decision.kind == Document.Kind.DECISION
    assert [one.date for one in references] == [date(2018, 12, 22), date(2018, 12, 5)]
    assert all(one.texts == {} for one in references)
    assert OutboxMail.objects.count() == 0


def test_everything_invented_says_so(example):
    here = house()
    assert here.example
    texts = [*Proposal.objects.values_list("title", flat=True), *Statement.objects.values_list("texts", flat=True)]
    marks = {"en": "EXAMPLE", "ru": "ПРИМЕР", "zh": "示例"}
    assert all(text[tag].startswith(mark) for text in texts for tag, mark in marks.items())
    voters = {sitting for question in Question.objects.all() for sitting in question.holders.values()}
    assert voters == {f"delegation-{letter}" for letter in "abcdefgh"}
    assert set(Position.objects.values_list("delegation", flat=True)) <= voters


def test_the_example_is_made_by_acts_alone(example):
    entries = LedgerEntry.objects.order_by("sequence")
    assert entries[0].verb == "organisation.found"
    assert [one.at for one in entries] == sorted({one.at for one in entries})
    assert entries[0].at >= AT - LASTED
    assert entries.last().at <= AT
    changed = {(one["table"], one["id"]) for entry in entries for one in json.loads(entry.content)["changes"]}
    rows = [
        ("organisation", Organisation), ("charter_version", CharterVersion), ("service", Service),
        ("proposal", Proposal), ("question", Question), ("position", Position), ("statement", Statement),
        ("document", Document),
    ]  # fmt: skip
    assert {(table, id_) for table, model in rows for id_ in model.objects.values_list("pk", flat=True)} <= changed


def test_each_person_gets_a_link_and_those_of_before_are_void(example, chance):
    links = new_links(AT, chance)
    assert len(links) == len(PEOPLE)
    assert links[0].title == "Secretariat officer (O. Oscar)"
    assert links[3].title == "Head of delegation, Delegation A (A. Alfa)"
    assert len({one.path for one in links}) == len(links)
    new_links(AT, chance)
    assert SignInLink.objects.count() == len(PEOPLE)


def test_no_link_is_made_for_an_organisation_that_is_real(key, chance):
    found(find_charter("osce"), AT.date(), at=AT, chance=chance, key=key)
    assert new_links(AT, chance) == ()


def test_the_charter_of_the_example_is_made_from_the_one_that_ships():
    script = ROOT / "script" / "derive-example"
    ended = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (ended.stdout + ended.stderr, ended.returncode) == ("", 0)


def test_an_organisation_is_founded_once(key, chance):
    done = found(find_charter("osce"), AT.date(), at=AT, chance=chance, key=key)
    assert done.outcome["charter"] == "osce"
    assert is_founded()
    assert found(find_charter("osce"), AT.date(), at=AT, chance=chance, key=key).again
    with pytest.raises(Conflict):
        found(find_charter("sco"), AT.date(), at=AT, chance=chance, key=key)


def test_the_first_officer_is_invited_again_until_they_come(key, chance):
    found(find_charter("osce"), AT.date(), at=AT, chance=chance, key=key)
    officer = Officer(email="officer@example.org", name="An Officer")
    first = invite_officer(officer, at=AT, chance=chance, key=key)
    second = invite_officer(officer, at=AT, chance=chance, key=key)
    assert first != second
    assert not has_officer()
    waiting = Invitation.objects.get(withdrawn_at=None)
    assert waiting.role == Role.OFFICER
    contents = "".join(LedgerEntry.objects.values_list("content", flat=True))
    assert not any(secret in contents for secret in (first, second, "officer@example.org", "An Officer"))


def test_what_is_wrong_with_the_officer_is_said(key, chance):
    found(find_charter("osce"), AT.date(), at=AT, chance=chance, key=key)
    with pytest.raises(Unfit) as refused:
        invite_officer(Officer(email="nobody", name="", language="xx"), at=AT, chance=chance, key=key)
    assert {one.field for one in refused.value.faults} == {"email", "name", "language"}


def test_the_folder_is_prepared_again_without_harm(key, chance, tmp_path):
    assert prepare(tmp_path, chance).key_id == key.key_id
    (tmp_path / "ledger.key").unlink()
    with pytest.raises(Refused, match="not in the folder"):
        prepare(tmp_path, chance)


def test_a_charter_with_something_wrong_is_not_taken(key, chance):
    command = AdoptVersion(charter='{"schema": "comity/charter/1"}', in_force_from=AT.date(), seen=1)
    found(example_charter(), AT.date(), at=AT, chance=chance, key=key)
    with pytest.raises(Unfit) as refused:
        do(command, INSTALLATION, at=AT, key="k-1", chance=chance, signing_key=key)
    assert {one.field for one in refused.value.faults} == {"charter"}
    with pytest.raises(Denied):
        do(command, PUBLIC, at=AT, key="k-1", chance=chance, signing_key=key)


def test_a_version_is_taken_into_use_once_it_is_in_force(example, key, chance):
    officer = actor_of(example[0], AT.date(), confirmed=True)
    following = keys()

    def adopt(charter, day):
        command = AdoptVersion(charter=document_of(charter_data(charter)), in_force_from=day, seen=1)
        return do(command, officer, at=AT, key=next(following), chance=chance, signing_key=key)

    open_before = Question.objects.get(state="open").proposal.charter_version
    reform = replace(find_charter("sco-reform"), id="example-organisation")
    for charter, day in (
        (example_charter(), AT.date()),
        (find_charter("sco-reform"), AT.date()),  # that of another organisation
        (reform, AT.date() + timedelta(days=1)),
        (reform, date(2001, 1, 1)),
    ):
        with pytest.raises(Unfit):
            adopt(charter, day)
    assert adopt(reform, AT.date()).outcome["number"] == 2
    assert house().charter == reform
    assert Question.objects.get(state="open").proposal.charter_version == open_before


def test_a_document_is_registered_once_with_its_title_in_each_official_language(example, key, chance):
    officer = actor_of(example[0], AT.date(), confirmed=True)
    following = keys()

    def register(**values):
        given = {"symbol": "X/1", "title": {"ru": "Имя", "zh": "名"}, "date": AT.date(), **values}
        return do(Register(**given), officer, at=AT, key=next(following), chance=chance, signing_key=key)

    register()
    for values, field in (
        ({}, "symbol"),
        ({"symbol": " "}, "symbol"),
        ({"symbol": "X/2", "title": {"ru": "Имя"}}, "title"),
        ({"symbol": "X/2", "matter": "weather"}, "matter"),
        ({"symbol": "X/2", "source": "s" * 301}, "source"),
    ):
        with pytest.raises(Unfit) as refused:
            register(**values)
        assert [one.field for one in refused.value.faults] == [field]


def looked(tmp_path):
    found = deployment.lacks(deployment.Deployment(data=tmp_path, at=AT))
    return {one.about: one for one in reversed(found)}  # the serious last, where there are two


def test_the_example_on_one_machine_lacks_nothing_serious(example, tmp_path, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    tmp_path.chmod(0o700)
    assert [one.about for one in looked(tmp_path).values() if one.serious] == []


def test_the_example_is_not_for_others(example, tmp_path, settings):
    settings.ALLOWED_HOSTS = ["votes.example.org"]
    tmp_path.chmod(0o755)
    found = looked(tmp_path)
    assert {name for name, one in found.items() if one.serious} == {"organisation", "HTTPS", "folder"}
    assert all(one.cure for one in found.values())


def test_officers_have_a_second_factor(example, tmp_path):
    Account.objects.filter(email="officer@example.org").update(example=False)
    assert looked(tmp_path)["second factor"].serious


def test_a_key_that_others_may_read_is_serious(example, tmp_path):
    (tmp_path / "ledger.key").chmod(0o644)
    assert "mode 0644" in looked(tmp_path)["key of the ledger"].fact
