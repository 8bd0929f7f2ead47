"""A further version of the charter: what is under way stays, and what comes later follows it by date."""

from datetime import date, timedelta

import pytest

from app.versions import MINISTERS, changed, with_member, without_ministers
from app.world import AT, CHAIR, HEADS, OFFICER, TEXT, TITLE, person
from comity.app.commands import positions, proposals, questions
from comity.app.commands.organisation import AdoptVersion
from comity.app.errors import Conflict, Denied, NeedsConfirmation, NotThere, Unfit
from comity.app.queries import adoption, decisions, documents, organisation
from comity.store.models import CharterVersion, Organisation, Proposal, Question, Role, Service

TODAY = AT.date()
MINISTER = person(Role.CHAIR, body=MINISTERS)


def adopt(world, document, *, seen=1, actor=OFFICER, day=TODAY):
    return world.act(actor, AdoptVersion(charter=document, in_force_from=day, seen=seen))


def submitted(world, matter="outer-space"):
    done = world.act(OFFICER, proposals.Submit(body=MINISTERS, matter=matter, title=TITLE, text=TEXT))
    return Proposal.objects.get(pk=done.subject)


def put(world, proposal):
    command = questions.PutToBody(proposal=proposal.id, seen=proposal.version, manner="recorded_vote")
    return Question.objects.get(pk=world.act(MINISTER, command).outcome["question"])


def test_a_question_under_way_is_finished_under_the_version_under_which_it_was_put(world):
    proposal = submitted(world)
    question = put(world, proposal)
    adopt(world, without_ministers())
    for seat in question.seats[:5]:
        world.act(HEADS[seat], positions.Take(question=question.id, seat=seat, camp="yes"))
    shown = decisions.proposal(OFFICER, proposal.id, "en", AT)
    assert shown.rule
    world.act(MINISTER, questions.Close(question=question.id))
    world.act(MINISTER, questions.Announce(question=question.id))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.charter_version) == ("adopted", "version-1")
    (document,) = documents.documents(OFFICER, documents.Wanted(), "en")
    assert document.body == shown.body != MINISTERS


def test_a_body_that_is_gone_is_put_nothing_any_more(world):
    proposal = submitted(world)
    adopt(world, without_ministers())
    with pytest.raises(Unfit, match="may not decide this matter"):
        put(world, proposal)
    shown = decisions.proposal(OFFICER, proposal.id, "en", AT)
    assert shown.rule == ""
    assert shown.body != MINISTERS
    world.act(OFFICER, proposals.Withdraw(proposal=proposal.id, seen=1))


def test_what_is_not_put_yet_is_told_by_the_rule_by_which_it_will_be_decided(world):
    done = world.act(OFFICER, proposals.Submit(body="heads-of-state", matter="outer-space", title=TITLE, text=TEXT))
    before = decisions.proposal(OFFICER, done.subject, "en", AT).article
    adopt(world, changed(("Deng (2020)", "Deng (2026)")))
    after = decisions.proposal(OFFICER, done.subject, "en", AT).article
    assert (before, after) == ("Deng (2020)", "Deng (2026)")


def test_standings_and_bodies_are_those_of_the_version_in_force_on_the_day(world):
    CharterVersion.objects.update(in_force_from=TODAY - timedelta(days=9))
    adopt(world, with_member())
    adopt(world, without_ministers(), seen=2)
    CharterVersion.objects.filter(number=2).update(in_force_from=TODAY - timedelta(days=1))

    def members(on):
        return sum(one.standing == "Member State" for one in organisation.organisation(on, "en").holders)

    def bodies(on):
        return {one.id for one in organisation.organisation(on, "en").bodies}

    assert [members(TODAY - timedelta(days=days)) for days in (2, 1, 0)] == [8, 9, 8]
    assert MINISTERS in bodies(TODAY - timedelta(days=1))
    assert MINISTERS not in bodies(TODAY)
    assert MINISTERS in bodies(date(2010, 1, 1))
    assert {TODAY, TODAY - timedelta(days=1)} <= set(organisation.organisation(TODAY, "en").changed)
    assert organisation.body(MINISTERS, TODAY, "en").on_day is None
    assert organisation.body(MINISTERS, TODAY - timedelta(days=1), "en").on_day is not None
    assert organisation.body("council-of-ministers", TODAY, "en").on_day is not None
    with pytest.raises(NotThere):
        organisation.body("nobody", TODAY, "en")


def test_what_it_touches_is_said_before(world):
    running, waiting = submitted(world), submitted(world, "terrorism")
    put(world, running)
    world.act(OFFICER, proposals.Submit(body="heads-of-state", matter="outer-space", title=TITLE, text=TEXT))
    Service.objects.create(
        id="s-1", person="m", name="M. Mike", role=Role.CHAIR, body=MINISTERS, from_day=date(2020, 1, 1), salt="00" * 32
    )
    found = adoption.adoption(OFFICER, without_ministers(), "en", TODAY)
    assert [(one.kind, one.label) for one in found.touched] == [
        ("cannot_be_put", waiting.symbol), ("put", running.symbol), ("no_post", "M. Mike"),
    ]  # fmt: skip
    assert found.to_be_put == 1
    assert found.changes
    assert all(MINISTERS not in one.about for one in found.touched)
    assert (
        adoption.adoption(OFFICER, changed((f'"{TODAY.year}"', f'"{TODAY.year}"')) if False else changed(), "en", TODAY)
        .touched[0]
        .kind
        == "put"
    )


@pytest.mark.parametrize("more", [0, 20])
def test_what_it_touches_is_asked_in_as_many_queries_whatever_is_under_way(world, more, django_assert_num_queries):
    document = without_ministers()
    for _number in range(more):
        submitted(world)
    adoption.adoption(OFFICER, document, "en", TODAY)
    with django_assert_num_queries(6):
        adoption.adoption(OFFICER, document, "en", TODAY)


def test_two_officers_adopt_one_after_the_other_and_not_one_over_the_other(world):
    adopt(world, without_ministers())
    with pytest.raises(Conflict):
        adopt(world, with_member())
    assert Organisation.objects.get().version == 2
    assert CharterVersion.objects.count() == 2
    adopt(world, with_member(), seen=2)
    assert adoption.in_use("en").number == 3


@pytest.mark.parametrize(
    ("day", "says"), [(date(2001, 6, 14), "in force from 15 June 2001"), (TODAY + timedelta(days=1), "or later")]
)
def test_a_first_day_is_between_that_of_the_version_before_and_today(world, day, says):
    with pytest.raises(Unfit, match=says) as refused:
        adopt(world, without_ministers(), day=day)
    assert [one.field for one in refused.value.faults] == ["in_force_from"]


def test_only_an_officer_adopts_and_confirms_it(world):
    with pytest.raises(Denied):
        adopt(world, without_ministers(), actor=CHAIR)
    with pytest.raises(NeedsConfirmation):
        adopt(world, without_ministers(), actor=person(Role.OFFICER, confirmed=False))


LINES = [
    (b"", "the file is empty", None),
    (b"\x89PNG\r\n\x1a\n\x00", "not in UTF-8", 1),
    ("schema: comity/charter/1\ntitle: Устав\n".encode("cp1251"), "not in UTF-8", 2),
    ("schema: comity/charter/1\n".encode("utf-16"), "not in UTF-8", 1),
    (b"schema: comity/charter/1\nid: [a\nb: c\n", "the bracket of line 2 is not closed", 3),
    (b"schema: comity/charter/1\n\tid: a\n", "a tab stands", 2),
    (b"just words", "not a mapping", 1),
    (b"a: 1\n---\nb: 2\n", "second document", 2),
    (b"schema: comity/positions/1\n", "not the format", 1),
    (b"schema: comity/charter/1\nx: \x00\n", "U+0000", 2),
    (b"a: &a [1]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n", "`schema` is missing", None),
]


@pytest.mark.parametrize(("content", "fact", "line"), LINES)
def test_what_is_wrong_in_a_file_is_found_with_its_line_and_cure(content, fact, line):
    read = adoption.read_charter(content)
    assert read.document == ""
    found = [one for one in read.findings if fact in one.fact]
    assert found, read.findings
    assert found[0].cure
    assert line is None or found[0].line == line


def test_all_faults_in_the_middle_of_a_file_are_found_at_once(world):
    lines = world.charter.splitlines()
    places = [number for number, line in enumerate(lines, 1) if "{body: foreign-ministers," in line]
    for number in places[:3]:
        lines[number - 1] = lines[number - 1].replace("foreign-ministers", f"nobody-{number}")
    read = adoption.read_charter("\n".join(lines).encode())
    assert read.document == ""
    assert {one.line for one in read.findings if "nobody-" in one.fact} == set(places[:3])


def test_a_charter_that_is_too_long_when_it_is_written_out_is_refused(monkeypatch, world):
    monkeypatch.setattr(adoption, "LARGEST_CHARTER", 1000)
    (finding,) = adoption.read_charter(world.charter.encode()).findings
    assert "more than 1000 bytes" in finding.fact
