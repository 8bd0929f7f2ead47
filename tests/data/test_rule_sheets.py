"""The rule sheets that ship: read without fault, without gap, and as their sources say on the days that matter."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from comity.core.charter.check import check
from comity.core.charter.lookup import electorate, is_competent, room
from comity.core.charter.put import Positions, put
from comity.core.procedure.run import Course
from comity.core.rules.facts import ALL_CAMPS, Camp, exactly
from comity.core.rules.question import Question
from comity.formats.charter_file import find_charter
from repo.source import ROOT

SHEETS = (
    "un-security-council",
    "un-general-assembly",
    "eu-council",
    "imf",
    "montreal-protocol",
    "african-union",
    "wto",
    "osce",
    "asean",
    "nato",
    "iwc",
    "ilo",
)
YES, NO, ABSTAIN = Camp.YES, Camp.NO, Camp.ABSTAIN


def votes(**camps):
    """Named votes: `yes="a b", no="c"`."""
    return {name: frozenset({Camp(camp)}) for camp, names in camps.items() for name in names.split()}


def decided(sheet, body, matter, on, *, camps=None, sums=(), size=None, **question):
    asked = Question(body=body, matter=matter, on=date.fromisoformat(on), **question)
    known = tuple(exactly({camp}, amount, measure) for camp, amount, measure in sums)
    return put(find_charter(sheet), asked, Positions(camps=camps or {}, sums=known, size=size)).outcome


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_no_fault(sheet):
    assert [finding for finding in check(find_charter(sheet)) if finding.serious] == []


def test_the_lists_are_those_of_the_public_data():
    data = os.environ.get("COMITY_TEST_DATA")
    if not data:
        pytest.skip("COMITY_TEST_DATA does not say where the public data are")
    script = ROOT / "script" / "fill_rule_sheets.py"
    ran = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("1947-11-29", 57),
        ("1961-12-15", 104),
        ("1963-12-17", 113),
        ("1970-11-20", 127),
        ("1966-01-01", 117),
        ("2019-12-18", 193),
    ],
)
def test_the_general_assembly_has_as_many_members_as_it_had(on, number):
    assert len(room(find_charter("un-general-assembly"), "general-assembly", date.fromisoformat(on)).seats) == number


def test_an_amendment_of_the_charter_needs_two_thirds_of_all_members():
    sums = ((YES, 76, "members"), (NO, 0, "members"), (ABSTAIN, 0, "members"), (Camp.ABSENT, 37, "members"))
    answer = decided("un-general-assembly", "general-assembly", "charter-amendment", "1963-12-17", sums=sums)
    assert answer.code == "adopted"
    short = ((YES, 75, "members"), *sums[1:3], (Camp.ABSENT, 38, "members"))
    answer = decided("un-general-assembly", "general-assembly", "charter-amendment", "1963-12-17", sums=short)
    assert answer.code == "majority_not_reached"


@pytest.mark.parametrize("on", ["1965-08-31", "1965-11-23", "1965-12-31"])
def test_seven_of_eleven_sufficed_until_the_enlarged_council_sat(on):
    sums = ((YES, 7, "members"), (NO, 0, "members"), (ABSTAIN, 4, "members"))
    assert decided("un-security-council", "security-council", "substantive", on, sums=sums).code == "adopted"


def test_nine_of_fifteen_are_needed_since():
    sums = ((YES, 8, "members"), (NO, 0, "members"), (ABSTAIN, 7, "members"))
    answer = decided("un-security-council", "security-council", "substantive", "1966-01-01", sums=sums)
    assert answer.code == "insufficient_yes"
    assert answer.short_by == 1


@pytest.mark.parametrize(("on", "needed"), [("1968-06-11", "adopted"), ("1968-06-12", "insufficient_yes")])
def test_the_article_on_a_review_conference_was_amended_later(on, needed):
    sums = ((YES, 7, "members"), (NO, 8, "members"))
    assert decided("un-security-council", "security-council", "review-conference", on, sums=sums).code == needed


@pytest.mark.parametrize(("concerned", "code"), [({"usa"}, "adopted"), ({"chn"}, "vetoed")])
def test_a_permanent_member_that_is_party_to_the_dispute_has_no_veto(concerned, code):
    camps = votes(yes="chn fra gbr rus a b c d e f", no="usa", abstain="g h i j")
    answer = decided(
        "un-security-council",
        "security-council",
        "pacific-settlement",
        "1980-01-01",
        camps=camps,
        concerned=frozenset(concerned),
    )
    assert answer.code == code


@pytest.mark.parametrize("on", ["1950-06-27", "1971-10-24", "1971-10-25", "1991-12-23", "1991-12-24", "2020-01-01"])
def test_five_seats_hold_the_veto_on_every_date(on):
    voters = electorate(find_charter("un-security-council"), "security-council", date.fromisoformat(on))
    holders = [one.name for one in voters.classes if "permanent-members" in one.groups]
    assert holders == ["chn", "fra", "gbr", "rus", "usa"]


@pytest.mark.parametrize(
    ("on", "members", "weight"),
    [("2007-01-01", 27, 345), ("2013-06-30", 27, 345), ("2013-07-01", 28, 352), ("2014-10-31", 28, 352)],
)
def test_the_weights_of_nice_add_up(on, members, weight):
    voters = electorate(find_charter("eu-council"), "council", date.fromisoformat(on))
    assert voters.size == members
    together = sum(((one.weight("weighted-votes") or Fraction()) for one in voters.classes), Fraction())
    assert together == weight == voters.total("weighted-votes")


def test_the_united_kingdom_sat_until_it_withdrew():
    seats = [
        {one.seat for one in room(find_charter("eu-council"), "council", date.fromisoformat(on)).seats}
        for on in ("2020-01-31", "2020-02-01")
    ]
    assert seats[0] - seats[1] == {"gbr"}


def against_in_2025(names, source="commission"):
    """The outcome under Lisbon where these members abstain and all others are in favour."""
    sheet = find_charter("eu-council")
    camps = {one.seat: frozenset({YES}) for one in room(sheet, "council", date(2025, 6, 1)).seats}
    camps |= votes(abstain=names)
    return decided("eu-council", "council", "qualified-majority", "2025-06-01", camps=camps, source=source)


def test_three_large_members_are_no_blocking_minority():
    assert against_in_2025("deu fra ita").code == "adopted"
    assert against_in_2025("deu fra ita mlt").code == "condition_not_met"
    assert against_in_2025("deu fra ita", source="a-member").code == "condition_not_met"


def test_without_a_proposal_of_the_commission_more_members_are_needed():
    small = "mlt lux cyp est lva svn ltu hrv"
    assert against_in_2025(small).code == "adopted"
    assert against_in_2025(small, source="a-member").code == "condition_not_met"


def test_the_check_of_population_under_nice_waits_for_a_request():
    def answer(requested):
        sheet = find_charter("eu-council")
        camps = {one.seat: frozenset({YES}) for one in room(sheet, "council", date(2014, 6, 1)).seats}
        camps |= votes(no="deu fra")
        return decided(
            "eu-council",
            "council",
            "qualified-majority",
            "2014-06-01",
            camps=camps,
            source="commission",
            requested=requested,
            sums=((YES, 60, "population"), (NO, 40, "population")),
        )

    assert answer(requested=False).code == "adopted"
    assert answer(requested=True).code == "condition_not_met"


def test_the_former_rule_could_be_asked_for_until_march_2017():
    council = find_charter("eu-council").bodies["council"]
    matter = "former-qualified-majority-on-request"
    days = [date(2014, 10, 31), date(2014, 11, 1), date(2017, 3, 31), date(2017, 4, 1)]
    assert [is_competent(council, matter, day) for day in days] == [False, True, True, False]


def test_one_member_of_the_fund_can_prevent_an_amendment_alone():
    sheet = find_charter("imf")
    seats = room(sheet, "board-of-governors", date(2022, 10, 2)).seats
    assert len(seats) == 190

    def answer(against):
        camps = {one.seat: frozenset({NO if one.seat == against else YES}) for one in seats}
        return decided("imf", "board-of-governors", "amendment-of-the-articles", "2022-10-02", camps=camps)

    assert answer("usa").code == "condition_not_met"
    assert answer("jpn").code == "adopted"


def test_the_votes_of_the_fund_add_up_to_the_total_that_is_printed():
    (table,) = find_charter("imf").measures["quota-votes"].tables
    assert sum(table.values.values()) == table.total == 5_039_930


@pytest.mark.parametrize(
    ("other", "code"), [("x1 x2 x3", "adopted"), ("x1", "condition_not_met")], ids=["both groups", "one group"]
)
def test_an_adjustment_needs_both_groups(other, code):
    """Two thirds are there either way; what counts is how the group stands that is not under article 5."""
    five = "a b c d e f g"
    camps = votes(yes=f"{five} {other}", no=" ".join(sorted({"x1", "x2", "x3", "x4"} - set(other.split()))))
    belongs = frozenset((name, "article-5-parties") for name in five.split())
    asked = Question(body="meeting-of-the-parties", matter="adjustment", on=date(1995, 12, 7))
    known = Positions(camps=camps, belongs=belongs, size=len(camps))
    answer = put(find_charter("montreal-protocol"), asked, known).outcome
    assert answer.code == code
    assert answer.step == (2 if code == "adopted" else None)


def test_an_adjustment_under_the_text_of_1987_needs_half_of_consumption():
    def answer(share):
        sums = ((YES, 20, "members"), (NO, 10, "members"), (YES, share, "consumption"))
        whole = exactly(ALL_CAMPS, 100, "consumption")
        known = tuple(exactly({camp}, amount, measure) for camp, amount, measure in sums)
        asked = Question(body="meeting-of-the-parties", matter="adjustment", on=date(1990, 6, 29))
        return put(find_charter("montreal-protocol"), asked, Positions(sums=(*known, whole), size=30)).outcome

    assert answer(50).code == "adopted"
    assert answer(49).code == "condition_not_met"


@pytest.mark.parametrize(("on", "number"), [("2011-07-26", 53), ("2011-07-27", 54), ("2017-01-31", 55)])
def test_the_african_union_grew(on, number):
    assert room(find_charter("african-union"), "assembly", date.fromisoformat(on)).unlisted == number


def test_two_thirds_of_the_members_where_the_assembly_has_no_consensus():
    sums = ((YES, 36, "members"), (NO, 18, "members"))
    answer = decided("african-union", "assembly", "question-of-substance", "2012-07-15", sums=sums)
    assert (answer.code, answer.step) == ("adopted", 2)
    sums = ((YES, 35, "members"), (NO, 19, "members"))
    assert decided("african-union", "assembly", "question-of-substance", "2012-07-15", sums=sums).code == (
        "majority_not_reached"
    )


@pytest.mark.parametrize(
    ("on", "number"),
    [("1998-12-19", 132), ("2001-07-26", 142), ("2001-12-11", 143), ("2016-07-29", 164), ("2024-08-30", 166)],
)
def test_the_trade_organization_grew(on, number):
    for body in ("ministerial-conference", "general-council", "dispute-settlement-body"):
        assert room(find_charter("wto"), body, date.fromisoformat(on)).unlisted == number


@pytest.mark.parametrize(
    ("matter", "yes", "no", "code", "step"),
    [
        ("waiver", 1, 0, "adopted", 1),
        ("waiver", 123, 1, "adopted", 2),
        ("waiver", 122, 1, "majority_not_reached", None),
        ("waiver-in-a-transition-period", 163, 1, "objection", None),
        ("interpretation", 123, 1, "adopted", None),
        ("interpretation", 122, 0, "majority_not_reached", None),
        ("accession", 110, 1, "adopted", 2),
        ("accession", 109, 1, "majority_not_reached", None),
        ("submission-of-an-amendment", 110, 1, "adopted", 2),
        ("plurilateral-agreement", 163, 1, "objection", None),
        ("decision", 2, 1, "adopted", 2),
        ("decision", 1, 1, "majority_not_reached", None),
    ],
)
def test_consensus_of_those_present_comes_before_the_majorities_of_the_trade_organization(matter, yes, no, code, step):
    sums = ((YES, yes, "members"), (NO, no, "members"), (ABSTAIN, 164 - yes - no, "members"))
    answer = decided("wto", "general-council", matter, "2020-01-01", sums=sums)
    assert (answer.code, answer.step) == (code, step)


def test_an_accession_was_voted_before_november_1995():
    sums = ((YES, 87, "members"), (NO, 0, "members"), (ABSTAIN, 45, "members"))
    votes_only = decided("wto", "general-council", "accession", "1995-11-14", sums=sums)
    by_consensus = decided("wto", "general-council", "accession", "1995-11-15", sums=sums)
    assert (votes_only.code, by_consensus.code) == ("majority_not_reached", "adopted")


@pytest.mark.parametrize(("yes", "code"), [(1, "adopted"), (0, "insufficient_yes")])
def test_one_member_prevents_a_consensus_against_a_report(yes, code):
    sums = ((YES, yes, "members"), (NO, 164 - yes, "members"))
    assert decided("wto", "dispute-settlement-body", "reverse-consensus", "2020-01-01", sums=sums).code == code


def test_who_does_not_accept_an_amendment_is_not_bound_by_it():
    members = " ".join(f"m{number}" for number in range(163))
    camps = votes(yes=members, no="holdout")
    answer = decided("wto", "ministerial-conference", "acceptance-of-an-amendment", "2020-01-01", camps=camps)
    assert (answer.code, answer.not_bound) == ("adopted", ("holdout",))


def test_those_that_do_not_accept_an_amendment_are_told_by_number_where_they_are_not_named():
    sums = ((YES, 101, "members"), (NO, 30, "members"))
    accepted = {"sums": sums, "camps": votes(abstain="nor"), "size": 142}
    answer = decided("wto", "ministerial-conference", "acceptance-of-an-amendment", "2005-11-01", **accepted)
    assert (answer.code, answer.not_bound, answer.not_bound_unnamed) == ("adopted", ("nor",), 40)
    for_all = "acceptance-of-an-amendment-without-new-obligations"
    answer = decided("wto", "ministerial-conference", for_all, "2005-11-01", **accepted)
    assert (answer.code, answer.not_bound, answer.not_bound_unnamed) == ("adopted", (), None)


def test_nobody_is_freed_while_the_period_runs():
    question = Question(body="contracting-governments", matter="effect-of-a-schedule-amendment", on=date(2022, 1, 1))
    now = datetime(2022, 1, 1, tzinfo=UTC)
    course = Course(at=now, deadline=now + timedelta(days=1))
    answer = put(find_charter("iwc"), question, Positions(camps=votes(no="nor")), course).outcome
    assert (answer.verdict, answer.not_bound) == ("open", ())


def test_objections_that_are_only_counted_free_as_many():
    sums, matter = ((NO, 2, "members"),), "effect-of-a-schedule-amendment"
    answer = decided("iwc", "contracting-governments", matter, "2022-01-01", sums=sums, camps=votes(no="nor"))
    assert (answer.code, answer.not_bound, answer.not_bound_unnamed) == ("adopted", ("nor",), 1)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("1975-08-01", 35),
        ("1990-12-01", 34),
        ("1992-05-09", 52),
        ("1996-05-01", 54),
        ("2000-11-10", 55),
        ("2003-02-04", 55),
        ("2006-06-22", 56),
        ("2012-11-21", 57),
    ],
)
def test_the_participating_states_of_the_conference_and_the_organization_for_security(on, number):
    body = "summit"
    assert len(room(find_charter("osce"), body, date.fromisoformat(on)).seats) == number


@pytest.mark.parametrize(
    ("matter", "against", "concerned", "code"),
    [
        ("decision", "che", None, "objection"),
        ("action-on-a-gross-violation", "che", {"che"}, "adopted"),
        ("action-on-a-gross-violation", "che aut", {"che"}, "objection"),
        ("directed-conciliation", "che aut", {"che", "aut"}, "adopted"),
        ("directed-conciliation", "che aut lie", {"che", "aut"}, "objection"),
    ],
)
def test_consensus_minus_one_and_minus_two(matter, against, concerned, code):
    camps = {
        one.seat: frozenset({YES}) for one in room(find_charter("osce"), "permanent-council", date(2020, 1, 1)).seats
    }
    camps |= votes(no=against)
    asked = {} if concerned is None else {"concerned": frozenset(concerned)}
    assert decided("osce", "ministerial-council", matter, "2020-01-01", camps=camps, **asked).code == code


@pytest.mark.parametrize("body", ["ministerial-council", "committee-of-senior-officials"])
def test_the_committee_could_direct_conciliation_as_well_as_the_council(body):
    seats = room(find_charter("osce"), body, date(1993, 6, 1)).seats
    camps = {one.seat: frozenset({YES}) for one in seats} | votes(no="che aut")
    asked = {"camps": camps, "concerned": frozenset({"che", "aut"})}
    assert decided("osce", body, "directed-conciliation", "1993-06-01", **asked).code == "adopted"
    assert decided("osce", body, "directed-conciliation", "1992-12-01", **asked).code == "not_competent"
    assert decided("osce", "committee-of-senior-officials", "decision", "1995-01-01").code == "not_competent"


@pytest.mark.parametrize(("on", "number"), [("2012-07-13", 10), ("2025-10-25", 10), ("2025-10-26", 11)])
def test_the_eleventh_member_sits_from_its_admission(on, number):
    assert len(room(find_charter("asean"), "summit", date.fromisoformat(on)).seats) == number


def test_who_stays_out_of_an_economic_commitment_is_not_bound():
    members = [one.seat for one in room(find_charter("asean"), "summit", date(2020, 1, 1)).seats]
    camps = dict.fromkeys(members, frozenset({YES})) | {"mmr": frozenset({Camp.NOT_PARTICIPATING})}
    answer = decided("asean", "economic-community-council", "flexible-participation", "2020-01-01", camps=camps)
    assert (answer.code, answer.not_bound) == ("adopted", ("mmr",))


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("1949-08-24", 12),
        ("1952-02-18", 14),
        ("1955-05-06", 15),
        ("1982-05-30", 16),
        ("1999-03-12", 19),
        ("2004-03-29", 26),
        ("2009-04-01", 28),
        ("2017-06-05", 29),
        ("2020-03-27", 30),
        ("2023-04-04", 31),
        ("2024-03-07", 32),
    ],
)
def test_the_alliance_grew(on, number):
    assert len(room(find_charter("nato"), "north-atlantic-council", date.fromisoformat(on)).seats) == number


def test_one_member_of_the_alliance_did_not_plan_its_defence():
    on = date(2003, 2, 16)
    council, committee = (
        {one.seat for one in room(find_charter("nato"), body, on).seats}
        for body in ("north-atlantic-council", "defence-planning-committee")
    )
    assert council - committee == {"fra"}


@pytest.mark.parametrize(
    ("matter", "camps", "code"),
    [
        ("decision-under-silence", {}, "adopted"),
        ("decision-under-silence", {"bel": NO}, "silence_broken"),
        ("decision", {}, "open"),
        ("invitation-to-accede", {"bel": Camp.ABSENT}, "no_quorum"),
        ("invitation-to-accede", {"tur": NO}, "objection"),
    ],
)
def test_silence_accepts_and_absence_does_not(matter, camps, code):
    known = {name: frozenset({camp}) for name, camp in camps.items()}
    assert decided("nato", "north-atlantic-council", matter, "2022-06-29", camps=known).code == code


@pytest.mark.parametrize(("yes", "no", "code"), [(24, 8, "adopted"), (23, 8, "majority_not_reached")])
def test_an_amendment_of_the_schedule_needs_three_fourths_of_those_voting(yes, no, code):
    sums = ((YES, yes, "members"), (NO, no, "members"), (ABSTAIN, 37 - yes - no, "members"))
    assert decided("iwc", "commission", "schedule-amendment", "1982-07-23", sums=sums, size=37).code == code


def test_the_commission_decides_nothing_when_half_have_left_the_room():
    sums = ((YES, 44, "members"), (NO, 0, "members"), (ABSTAIN, 0, "members"), (Camp.ABSENT, 44, "members"))
    assert decided("iwc", "commission", "schedule-amendment", "2022-10-20", sums=sums).code == "no_quorum"
    sums = ((YES, 45, "members"), *sums[1:3], (Camp.ABSENT, 43, "members"))
    assert decided("iwc", "commission", "schedule-amendment", "2022-10-20", sums=sums).code == "adopted"


def test_an_objection_frees_from_an_amendment_and_a_vote_against_does_not():
    against = votes(no="jpn nor")
    vote = decided(
        "iwc", "commission", "schedule-amendment", "2022-01-01", camps=votes(yes="a b c d e f") | against, size=8
    )
    effect = decided("iwc", "contracting-governments", "effect-of-a-schedule-amendment", "2022-01-01", camps=against)
    assert (vote.code, vote.not_bound) == ("adopted", ())
    assert (effect.code, effect.not_bound) == ("adopted", ("jpn", "nor"))
    assert [one.holds for one in effect.conditions] == [True]


@pytest.mark.parametrize(("on", "members"), [("2005-06-16", 178), ("2015-06-12", 186), ("2016-02-24", 187)])
def test_every_member_has_four_seats_in_the_labour_conference(on, members):
    seats = room(find_charter("ilo"), "conference", date.fromisoformat(on)).seats
    assert len(seats) == 4 * members
    assert {one.seat for one in seats if one.holder == "fra"} == {
        "fra.government-1",
        "fra.government-2",
        "fra.employer",
        "fra.worker",
    }


@pytest.mark.parametrize(
    ("attending", "code"), [(592, "adopted"), (593, "no_quorum"), (594, "no_quorum"), (None, "adopted")]
)
def test_abstentions_do_not_count_towards_the_quorum_of_the_labour_conference(attending, code):
    sums = ((YES, 288, "members"), (NO, 8, "members"), (ABSTAIN, 139, "members"))
    matter = "convention-or-recommendation"
    assert decided("ilo", "conference", matter, "2005-06-16", sums=sums, attending=attending).code == code


def test_a_convention_could_not_be_abrogated_before_october_2015():
    conference = find_charter("ilo").bodies["conference"]
    days = [date(2015, 10, 7), date(2015, 10, 8)]
    assert [is_competent(conference, "abrogation-of-a-convention", day) for day in days] == [False, True]


def test_the_number_that_a_quorum_was_stands_for_a_share_of_those_attending():
    sums = ((YES, 288, "members"), (NO, 8, "members"), (ABSTAIN, 139, "members"))
    matter = "convention-or-recommendation"
    codes = [
        decided("ilo", "conference", matter, "2005-06-16", sums=sums, quorum_needed=needed).code
        for needed in (296, 297)
    ]
    assert codes == ["adopted", "no_quorum"]


def test_the_precedents_that_ship_name_the_sheet_that_decides_them():
    cases = json.loads((ROOT / "src/comity/data/precedents/decisions.json").read_text(encoding="utf-8"))["cases"]
    bodies = ("OSCE", "CSCE", "NATO", "North Atlantic", "WTO", "ASEAN", "Whaling", "Labour")
    unnamed = {one["id"] for one in cases if "under" not in one and any(word in one["body"] for word in bodies)}
    assert unnamed == set()
