"""Roll calls put to a charter: every one by the ordinary rule, counted in every way."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.analysis.memberships import Membership, history
from comity.analysis.open_profiles import UNKNOWN
from comity.analysis.profiles import CODES
from comity.analysis.readings import READINGS, Absence, Abstention, ReadAs
from comity.analysis.whatif import (
    Evaluator,
    Evaluators,
    Under,
    decide_all,
    decided,
    outcomes,
    selected,
    sensitivity,
    summary,
    variants,
    varied,
)
from comity.core.charter.put import Positions, put
from comity.core.rules.facts import Camp
from comity.core.rules.question import Question
from comity.formats.charter_file import find_charter
from comity.formats.matters import matters_for
from comity.formats.subjects import shipped_subjects

SUBJECTS = tuple(shipped_subjects("general-assembly").names)
ON = date(2020, 12, 31)
EIGHT = ("chn", "ind", "kaz", "kgz", "pak", "rus", "tjk", "uzb")
CAMPS = ("yes", "no", "abstain", "absent", None)


def under(name, major=None, body="heads-of-state"):
    charter = find_charter(name)
    matters = {str(one): matter for one, matter in matters_for(charter, SUBJECTS).matters.items()}
    return Under(charter=charter, body=body, on=ON, matters=matters, major=major)


SCO, REFORM, ALL = under("sco"), under("sco-reform"), under("sco-reform-all-members")
GOVERNMENT = under("sco", body="heads-of-government")
"""A body that may not decide on most subjects."""

profiles = st.tuples(*(st.sampled_from(CAMPS) for _ in EIGHT))
subject_lists = st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=3, unique=True)
few = settings(max_examples=20, deadline=None, derandomize=True)
roll_calls = st.lists(st.tuples(subject_lists, profiles), min_size=1, max_size=6)


def frame(drawn):
    """A frame of roll calls from pairs of subjects and positions."""
    rows = [
        (at, str(at), 70 + at % 3, "2018-12", None, "resolution", False, subjects, date(2018, 12, 1), *positions)
        for at, (subjects, positions) in enumerate(drawn)
    ]
    schema = {
        "index": pl.UInt32,
        "roll_call": pl.String,
        "session": pl.Int64,
        "date": pl.String,
        "symbol": pl.String,
        "kind": pl.String,
        "duplicate": pl.Boolean,
        "subjects": pl.List(pl.String),
        "day": pl.Date,
        **dict.fromkeys(EIGHT, pl.String),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def membership(members=EIGHT, name="eight", **period):
    return Membership(id=name, members=tuple(members), **period)


def plain(positions, *, consensus):
    """What a reader would count by hand, where nothing is left open."""
    yes, no = positions.count("yes"), positions.count("no")
    return "adopted" if (no == 0 if consensus else yes > no) else "not_adopted"


@few
@given(roll_calls)
def test_consensus_and_majority_are_what_a_reader_counts(drawn):
    closed = [(subjects, tuple(one or "absent" for one in positions)) for subjects, positions in drawn]
    found = outcomes((membership(), frame(closed)), (SCO, REFORM), ReadAs(), Evaluators())
    for row in found.iter_rows(named=True):
        subjects, positions = closed[row["index"]]
        major = any(REFORM.matters[one] in {"terrorism", "regional-conflicts"} for one in subjects)
        consensus = row["charter"] == "sco" or major
        assert row["verdict"] == plain(positions, consensus=consensus)
        assert row["major"] == (major and row["charter"] == "sco-reform")


@few
@given(roll_calls, st.sampled_from(READINGS))
def test_without_reasons_everything_else_is_the_same(drawn, reading):
    calls = frame(drawn)
    for one in (SCO, REFORM, ALL, GOVERNMENT):
        evaluator = Evaluator(one, EIGHT)
        whole, short = (decide_all(calls, evaluator, reading, reasons=reasons) for reasons in (True, False))
        assert [replace(row, answer=None) for row in whole] == list(short)


@few
@given(profiles, st.sampled_from(READINGS), st.sampled_from(SUBJECTS))
def test_the_answer_is_that_of_the_ordinary_decision(positions, reading, subject):
    """No other code knows a rule: the same question put directly gives the same outcome."""
    for one in (SCO, REFORM, ALL):
        (decided,) = decide_all(frame([([subject], positions)]), Evaluator(one, EIGHT), reading)
        camps = {name: reading.camp(said) for name, said in zip(EIGHT, positions, strict=True)}
        known = Positions(camps={name: frozenset({camp}) for name, camp in camps.items() if camp is not None})
        question = Question(body=one.body, matter=one.matters[subject], on=ON)
        put_, direct = decided.answer.outcome, put(one.charter, question, known).outcome
        assert set(put_.blocked_by) == set(direct.blocked_by)
        order = {"blocked_by": (), "missing": ()}
        assert replace(put_, **order) == replace(direct, **order)


@few
@given(roll_calls)
def test_every_way_of_counting_agrees(drawn):
    """The summary counts the outcomes, the sensitivity's first row is the summary, subjects cover every roll call."""
    calls = frame(drawn)
    found = outcomes((membership(), calls), (SCO, REFORM), ReadAs(), Evaluators())
    whole = {row["charter"]: row for row in summary(found).iter_rows(named=True) if row["subject"] is None}
    varied_ = sensitivity([(membership(), calls)], (SCO, REFORM), ReadAs(), Evaluators())
    for charter, row in whole.items():
        counted = Counter(found.filter(pl.col("charter") == charter).get_column("verdict"))
        figures = ("adopted", "not_adopted", "open")
        assert [row[one] for one in figures] == [counted[one] for one in figures]
        assert row["put"] == len(drawn)
        default = varied_.filter(pl.col("charter") == charter).row(0, named=True)
        assert default["major"] == "charter"
        assert [default[one] for one in ("put", *figures)] == [row[one] for one in ("put", *figures)]
    of_subjects = summary(found).filter((pl.col("charter") == "sco") & pl.col("subject").is_not_null())
    assert of_subjects.get_column("put").sum() == sum(len(subjects) for subjects, _ in drawn)


@few
@given(roll_calls)
def test_each_variant_is_what_asking_for_it_gives(drawn):
    calls = frame(drawn)
    found = sensitivity([(membership(), calls)], (REFORM,), ReadAs(), Evaluators())
    for row in found.iter_rows(named=True):
        name = row["major"].partition(": ")[0]
        _, major = varied(REFORM, name)
        reading = ReadAs(Abstention(row["abstention"]), Absence(row["absence"]))
        asked = outcomes((membership(), calls), (replace(REFORM, major=major),), reading, Evaluators())
        assert (asked.get_column("verdict") == "adopted").sum() == row["adopted"]


def test_what_is_varied_is_every_reading_and_every_matter_alone():
    names = [(one.reading, one.name) for one in variants(("a", "b"), READINGS[0])]
    assert names[:6] == [(one, "charter") for one in READINGS]
    assert names[6:] == [(READINGS[0], one) for one in ("none", "all", "a", "b")]


def test_a_toggle_takes_out_what_is_major_and_adds_what_is_not():
    assert varied(REFORM, "terrorism") == ("terrorism: other", frozenset({"regional-conflicts"}))
    assert varied(REFORM, "health") == ("health: major", frozenset({"terrorism", "regional-conflicts", "health"}))
    assert varied(REFORM, "none") == ("none", frozenset())
    assert varied(REFORM, "all")[1] == frozenset(REFORM.matters.values())
    assert varied(SCO, "charter") == ("charter", None)


@pytest.mark.parametrize(
    ("subjects", "matter", "major"),
    [
        (("health",), "health", False),
        (("health", "terrorism"), "terrorism", True),
        (("terrorism", "regional-conflicts"), "terrorism", True),
        (("decolonisation",), "self-determination", False),
        (("other",), "other", False),
        ((), "other", False),
    ],
)
def test_a_text_is_major_if_one_of_its_matters_is(subjects, matter, major):
    assert REFORM.matter_of(subjects, None) == (matter, major)
    assert SCO.matter_of(subjects, None)[1] is False


def test_major_matters_can_be_set_in_place_of_the_charter():
    assert under("sco-reform", frozenset({"health"})).matter_of(("terrorism",), frozenset({"health"})) == (
        "terrorism",
        False,
    )
    assert under("sco-reform", frozenset({"health"})).major_matters() == {"health"}


READ = {
    ("accepts", "aside"): ("abstain", "absent"),
    ("accepts", "objects"): ("abstain", "no"),
    ("accepts", "open"): ("abstain", None),
    ("objects", "aside"): ("no", "absent"),
    ("objects", "objects"): ("no", "no"),
    ("objects", "open"): ("no", None),
}


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_a_reading_changes_abstention_and_absence_alone(reading):
    found = tuple(camp and camp.value for camp in map(reading.camp, ("abstain", "absent")))
    assert found == READ[reading.abstention.value, reading.absence.value]
    assert [reading.camp(one) for one in ("yes", "no", None)] == [Camp.YES, Camp.NO, None]
    assert reading.camp("barred") is Camp.BARRED


def test_an_open_absence_leaves_open_what_it_could_change():
    positions = ("yes", "yes", "yes", "yes", "no", "no", "absent", "absent")
    openly = ReadAs(absence=Absence.OPEN)
    verdicts = {}
    for one in (SCO, REFORM, ALL):
        (decided,) = decide_all(frame([(["health"], positions)]), Evaluator(one, EIGHT), openly)
        verdicts[one.charter.id] = decided.verdict.value
    assert verdicts == {"sco": "not_adopted", "sco-reform": "open", "sco-reform-all-members": "open"}


def test_a_roll_call_on_which_nobody_cast_a_vote_is_not_put():
    calls = frame([(["health"], ("absent",) * 8), (["health"], ("absent",) * 7 + ("abstain",))])
    assert selected(calls, membership()).get_column("index").to_list() == [1]
    assert selected(calls, membership(members=("chn",))).is_empty()


def test_a_roll_call_is_put_to_the_members_of_its_day():
    six, eight = history(SCO.charter, "heads-of-state")
    days = (date(2001, 6, 14), date(2017, 6, 8), date(2017, 6, 9))
    calls = frame([(["health"], ("yes",) * 8)] * 3).with_columns(pl.Series("day", days))
    assert selected(calls, six).get_column("day").to_list() == [days[1]]
    assert selected(calls, eight).get_column("day").to_list() == [days[2]]


def test_the_same_question_is_decided_once(monkeypatch):
    asked = []

    def counting(*arguments, **named):
        asked.append(arguments)
        return put(*arguments, **named)

    monkeypatch.setattr("comity.analysis.whatif.put", counting)
    calls = frame([(["health"], ("yes",) * 8), (["trade"], ("yes",) * 8), (["terrorism"], ("yes",) * 8)])
    evaluators = Evaluators()
    decided((membership(), calls), (REFORM,), ReadAs(), evaluators)
    decided((membership(tuple(reversed(EIGHT)), "again"), calls), (REFORM,), ReadAs(), evaluators)
    assert len(asked) == 2, "one for a major matter, one for the others"


def test_nothing_put_gives_empty_frames_with_their_columns():
    nothing = frame([(["health"], ("yes",) * 8)]).clear()
    found = outcomes((membership(), nothing), (SCO,), ReadAs(), Evaluators())
    assert found.is_empty()
    assert summary(found).is_empty()
    assert sensitivity([(membership(), nothing)], (SCO,), ReadAs(), Evaluators()).get_column("put").sum() == 0


def council():
    """The evaluator of the Security Council, where one group may veto."""
    under = Under(
        charter=find_charter("un-security-council"),
        body="security-council",
        on=date(2020, 1, 1),
        matters={"other": "substantive"},
    )
    return Evaluator(under, FIFTEEN)


def table(*profiles):
    """Profiles as rows of codes."""
    return np.array([[UNKNOWN if camp is None else CODES[camp] for camp in one] for one in profiles], dtype=np.int8)


FIFTEEN = ("chn", "fra", "gbr", "rus", "usa", *(f"elected-{number}" for number in range(10)))


@few
@given(
    st.lists(st.sampled_from(["yes", "no", "abstain", "absent"]), min_size=15, max_size=15), st.sampled_from(READINGS)
)
def test_a_verdict_over_arrays_is_that_of_the_rule_put_to_one_profile(positions, reading):
    """A permanent member is told apart from an elected one, so that a veto stays a veto."""
    evaluator = council()
    profile = tuple(map(reading.camp, positions))
    direct = evaluator.answer(profile, "substantive", major=False).outcome.verdict
    assert evaluator.verdicts(table(profile), "substantive", major=False) == [direct]


def test_a_veto_of_one_is_no_vote_of_another():
    evaluator = council()
    for place, verdict in ((0, "not_adopted"), (14, "adopted")):
        profile = tuple(Camp.NO if at == place else Camp.YES for at in range(15))
        assert [one.value for one in evaluator.verdicts(table(profile), "substantive", major=False)] == [verdict]


@few
@given(st.lists(st.sampled_from(CAMPS[:4]), min_size=4, max_size=4), st.permutations(range(4)))
def test_members_of_different_weight_do_not_change_places(positions, order):
    """The votes of the Fund's members differ, so that who votes how decides."""
    fund = Under(
        charter=find_charter("imf"),
        body="board-of-governors",
        on=date(2022, 10, 2),
        matters={"other": "ordinary"},
    )
    members = ("usa", "jpn", "chn", "tuv")
    evaluator = Evaluator(fund, members)
    profile = tuple(map(ReadAs().camp, (positions[at] for at in order)))
    direct = evaluator.answer(profile, "ordinary", major=False).outcome.verdict
    assert evaluator.verdicts(table(profile), "ordinary", major=False) == [direct]
    heavy = (Camp.YES, Camp.NO, Camp.NO, Camp.NO)
    light = (Camp.NO, Camp.NO, Camp.NO, Camp.YES)
    assert [one.value for one in evaluator.verdicts(table(heavy, light), "ordinary", major=False)] == [
        "adopted",
        "not_adopted",
    ]


def test_a_matter_outside_the_body_is_not_given_the_answer_of_another():
    """Both are decided by the same entries; the body may decide only one of them."""
    coordinators = replace(SCO, body="national-coordinators")
    evaluator = Evaluator(coordinators, EIGHT)
    profile = (Camp.YES,) * 8
    codes = [evaluator.answer(profile, one, major=False).outcome.code.value for one in ("coordination", "health")]
    assert codes == ["adopted", "not_competent"]
