"""The charter of the worked example, and its reform: what the files must say, and what they decide."""

import json
from datetime import date

import pytest

from comity.core.charter.check import check
from comity.core.charter.lookup import deciding, holders
from comity.core.charter.model import Importance, Right
from comity.core.charter.put import Positions, put
from comity.core.rules.facts import Camp
from comity.core.rules.outcome import Code, Verdict
from comity.core.rules.question import Question
from comity.core.values import LANGUAGES
from comity.formats.charter_file import find_charter
from repo.source import PACKAGE

NAMES = ("sco", "sco-reform", "sco-reform-all-members")
CHARTERS = {name: find_charter(name) for name in NAMES}
AS_IT_IS, REFORM, REFORM_OF_ALL = (CHARTERS[name] for name in NAMES)
RECORD = json.loads((PACKAGE / "data/positions/information-security-2018.json").read_text(encoding="utf-8"))
IN_2018 = date(2018, 12, 22)


def answer(charter, matter, camps, body="heads-of-state", on=IN_2018, **asked):
    known = {who: frozenset({Camp(camp)}) for who, camp in camps.items()}
    return put(charter, Question(body=body, matter=matter, on=on, **asked), Positions(camps=known)).outcome


def all_in_favour(charter, on=IN_2018):
    return dict.fromkeys(holders(charter, "member", on), "yes")


@pytest.mark.parametrize("name", NAMES)
def test_a_charter_that_ships_is_without_fault(name):
    assert check(CHARTERS[name]) == ()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_has_a_name_has_it_in_three_languages(name):
    charter = CHARTERS[name]
    named = [*charter.standings.values(), *charter.bodies.values(), *charter.matters.values()]
    texts = [charter.title, charter.note, *(one.name for one in named)]
    texts += [text for act in charter.reforms for text in (act.what, act.vehicle, act.adopted_by, act.entry_into_force)]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


def test_the_standings_of_2001_to_2020():
    founders = {"chn", "kaz", "kgz", "rus", "tjk", "uzb"}
    observers_of_2020 = {"afg", "blr", "irn", "mng"}
    partners_of_2020 = {"arm", "aze", "khm", "lka", "npl", "tur"}
    for charter in CHARTERS.values():
        assert set(holders(charter, "member", date(2001, 6, 15))) == founders
        assert set(holders(charter, "member", date(2017, 6, 8))) == founders
        assert set(holders(charter, "member", date(2017, 6, 9))) == founders | {"ind", "pak"}
        assert set(holders(charter, "observer", date(2005, 7, 4))) == {"mng"}
        assert set(holders(charter, "observer", date(2017, 6, 8))) == observers_of_2020 | {"ind", "pak"}
        assert set(holders(charter, "observer", date(2020, 7, 1))) == observers_of_2020
        assert set(holders(charter, "dialogue-partner", date(2015, 7, 9))) == {"blr", "lka", "tur"}
        assert set(holders(charter, "dialogue-partner", date(2020, 7, 1))) == partners_of_2020


def test_the_reform_leaves_alone_what_the_essay_does_not_touch():
    assert (REFORM.organisation, REFORM.held, REFORM.voters) == (AS_IT_IS.organisation, AS_IT_IS.held, AS_IT_IS.voters)
    assert list(REFORM.bodies) == list(AS_IT_IS.bodies)
    assert {key: REFORM.instruments[key] for key in AS_IT_IS.instruments} == AS_IT_IS.instruments
    for id_, body in AS_IT_IS.bodies.items():
        assert REFORM.bodies[id_].seats == body.seats
        assert set(body.competent_for) <= set(REFORM.bodies[id_].competent_for)
    for id_, matter in AS_IT_IS.matters.items():
        assert (REFORM.matters[id_].name, REFORM.matters[id_].cite) == (matter.name, matter.cite)


def test_both_reforms_differ_in_one_rule():
    assert {id_ for id_ in REFORM.rules if REFORM.rules[id_] != REFORM_OF_ALL.rules[id_]} == {"simple-majority"}
    for part in ("instruments", "organisation", "standings", "held", "bodies", "matters", "decisions", "reforms"):
        assert getattr(REFORM, part) == getattr(REFORM_OF_ALL, part)


def test_no_matter_is_decided_by_majority_as_it_is():
    used = {entry.rule for entry in AS_IT_IS.decisions}
    assert used == {"consensus", "consensus-minus-one", "consensus-before-the-charter", "secretary-general-alone"}


@pytest.mark.parametrize("matter", ["charter-amendment", "admission", "new-body", "budget", "terrorism"])
def test_major_matters_keep_consensus(matter):
    body = "heads-of-government" if matter == "budget" else "heads-of-state"
    assert REFORM.matters[matter].importance is Importance.MAJOR
    assert [entry.rule for entry in deciding(REFORM, body, matter, IN_2018)] == ["consensus"]


def test_what_is_major_can_be_set_aside():
    assert REFORM.matters["information-security"].importance is Importance.OTHER
    [entry] = deciding(REFORM, "heads-of-state", "information-security", IN_2018, frozenset({"information-security"}))
    assert entry.rule == "consensus"


def test_two_texts_of_2018_under_three_rules():
    first, second = (text["positions"] for text in RECORD["texts"])
    for charter in CHARTERS.values():
        assert answer(charter, "information-security", first).verdict is Verdict.ADOPTED
    blocked = answer(AS_IT_IS, "information-security", second)
    assert (blocked.verdict, blocked.code) == (Verdict.NOT_ADOPTED, Code.OBJECTION)
    assert set(blocked.blocked_by) == {"chn", "rus"}
    assert answer(REFORM, "information-security", second).verdict is Verdict.ADOPTED
    short = answer(REFORM_OF_ALL, "information-security", second)
    assert (short.verdict, short.code) == (Verdict.NOT_ADOPTED, Code.MAJORITY_NOT_REACHED)
    assert answer(REFORM_OF_ALL, "information-security", {**second, "kgz": "yes"}).verdict is Verdict.ADOPTED


@pytest.mark.parametrize("matter", ["suspension", "expulsion"])
@pytest.mark.parametrize("charter", CHARTERS.values(), ids=NAMES)
def test_the_member_concerned_does_not_stop_its_own_suspension(charter, matter):
    camps = all_in_favour(charter)
    concerned = frozenset({"kaz"})
    assert answer(charter, matter, {**camps, "kaz": "no"}, concerned=concerned).verdict is Verdict.ADOPTED
    assert answer(charter, matter, {**camps, "tjk": "no"}, concerned=concerned).verdict is Verdict.NOT_ADOPTED


@pytest.mark.parametrize("charter", CHARTERS.values(), ids=NAMES)
def test_a_member_stays_out_of_a_project_that_the_others_carry_out(charter):
    outcome = answer(charter, "project", {**all_in_favour(charter), "uzb": "not_participating"})
    assert (outcome.verdict, outcome.not_bound) == (Verdict.ADOPTED, ("uzb",))
    [entry] = deciding(charter, "heads-of-state", "project", IN_2018)
    assert entry.may_join_later


def test_intervention_needs_the_request_of_the_parties():
    camps = all_in_favour(REFORM)
    concerned = frozenset({"kgz", "tjk"})
    assert answer(REFORM, "constructive-intervention", camps, concerned=concerned).code is Code.NOT_COMPETENT
    asked = {"concerned": concerned, "requested": True}
    assert answer(REFORM, "constructive-intervention", camps, **asked).verdict is Verdict.ADOPTED
    assert answer(REFORM, "constructive-intervention", {**camps, "ind": "no"}, **asked).code is Code.OBJECTION


def test_what_the_secretariat_may_say():
    alone = {"secretary-general": "yes"}
    said = {"body": "secretariat", "camps": alone}
    on_a_member = "statement-on-situation-in-member"
    assert answer(AS_IT_IS, on_a_member, on=date(2009, 6, 15), **said).code is Code.NOT_COMPETENT
    assert answer(AS_IT_IS, on_a_member, on=date(2009, 6, 16), **said).verdict is Verdict.ADOPTED
    assert "statement-on-hotspot" not in AS_IT_IS.matters
    assert answer(REFORM, "statement-on-hotspot", **said).verdict is Verdict.ADOPTED


def test_observers_and_partners_may_accede_under_the_reform_alone():
    for standing in ("observer", "dialogue-partner"):
        assert Right.SIGN_AND_ACCEDE not in AS_IT_IS.standings[standing].may
        assert Right.SIGN_AND_ACCEDE in REFORM.standings[standing].may
        assert Right.VOTE not in REFORM.standings[standing].may


def test_each_reform_names_what_it_changes():
    known = {*REFORM.matters, *REFORM.bodies, *REFORM.rules, *REFORM.standings}
    assert REFORM.reforms
    assert all(act.changes and set(act.changes) <= known for act in REFORM.reforms)
    assert {act.cite.instrument for act in REFORM.reforms} == {"essay-on-the-role", "essay-on-the-pattern"}
