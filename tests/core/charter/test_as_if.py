"""A charter as if other members sat in a body."""

from datetime import date

import pytest

from comity.core.charter.as_if import SeveralSeats, seated
from comity.core.charter.lookup import electorate, room
from comity.formats.charter_file import find_charter

ANY = (date(1990, 1, 1), date(2005, 1, 1), date(2026, 1, 1))


def test_the_members_named_sit_on_every_day_and_nobody_else_does():
    charter = seated(find_charter("sco"), "heads-of-state", ("mng", "chn"))
    for day in ANY:
        assert [one.seat for one in room(charter, "heads-of-state", day).seats] == ["mng", "chn"]
        assert room(charter, "heads-of-state", day).unlisted == 0


def test_all_else_stays():
    before = find_charter("sco")
    after = seated(before, "heads-of-state", ("mng",))
    assert after.rules == before.rules
    assert after.bodies["foreign-ministers"] == before.bodies["foreign-ministers"]
    assert after.bodies["heads-of-state"].competent_for == before.bodies["heads-of-state"].competent_for


def test_measures_know_a_member_by_its_id():
    charter = seated(find_charter("imf"), "board-of-governors", ("chn", "usa"))
    voters = electorate(charter, "board-of-governors", date(2022, 10, 2))
    weights = [one.weights["quota-votes"] for one in voters.classes]
    assert all(weights)
    assert voters.total("quota-votes") == sum(weights), "the total that is stated is of 190 members"


def test_a_body_of_several_seats_a_member_is_refused():
    with pytest.raises(SeveralSeats):
        seated(find_charter("ilo"), "conference", ("chn",))
