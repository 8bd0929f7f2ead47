"""The rule sheets that ship: read without fault, without gap, and as their sources say on the days that matter."""

import os
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from comity.core.charter.check import check
from comity.core.charter.lookup import electorate, is_competent, room
from comity.core.charter.put import Positions, put
from comity.core.rules.facts import ALL_CAMPS, Camp, exactly
from comity.core.rules.question import Question
from comity.formats.charter_file import find_charter
from repo.source import ROOT

SHEETS = ("un-security-council", "un-general-assembly", "eu-council", "imf", "montreal-protocol", "african-union")
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
