"""Names of states and of a charter's voters."""

from datetime import date

import pytest

from comity.formats.charter_file import charter_from_text
from comity.formats.state_names import names_for, names_of_states, resolver
from formats.charters import SMALL, changed


def test_every_state_has_its_names():
    names = names_of_states()
    assert names["kor"] == {"en": "Republic of Korea", "ru": "Республика Корея", "zh": "大韩民国"}
    assert len(names) >= 193


@pytest.mark.parametrize(
    "name",
    [
        *(
            "irn",
            "IRN",
            "Iran (Islamic Republic of)",
            "Iran",
            "the Islamic Republic of Iran",
            "ISLAMIC  republic of iran",
        ),
        *("Иран (Исламская Республика)", "Иран", "Исламская Республика Иран", "伊朗伊斯兰共和国", " iran "),
    ],
)
def test_a_state_is_known_by_code_and_names(name):
    assert resolver(charter_from_text(SMALL))(name) == "irn"


def test_what_nobody_is_called_stands_for_itself():
    names = names_for(charter_from_text(SMALL))
    assert names.id_of("Nowhere") is None
    assert names.resolve(" Nowhere ") == "Nowhere"


def test_the_charter_goes_before_the_table():
    charter = charter_from_text(changed(("ru: Делегация А}", "ru: Делегация А}, short: {en: Fiji}")))
    assert resolver(charter)("fiji") == "a"


def test_a_name_of_two_voters_means_the_one_that_has_it_on_the_day():
    names = "names: [{name: {en: Delegation A}, from: 1990}]"
    charter = charter_from_text(
        changed(("b: {}", f"b: {{{names}}}"), ("ru: Делегация А}}", "ru: Делегация А}, until: 1980}"))
    )
    assert resolver(charter)("Delegation A") == "Delegation A"
    assert resolver(charter, date(1970, 1, 1))("Delegation A") == "a"
    assert resolver(charter, date(2000, 1, 1))("Delegation A") == "b"


def test_in_a_body_a_holder_of_one_seat_means_that_seat():
    listed = "[{id: chair.1, holder: a}, {id: two.1, holder: b}, {id: two.2, holder: b}]"
    seats = f"seats: [{{listed: {listed}, cite: {{instrument: charter}}}}]"
    old = SMALL[SMALL.index("seats: [") : SMALL.index("\n", SMALL.index("seats: ["))]
    resolve = resolver(charter_from_text(changed((old, seats))), date(2020, 1, 1), "council")
    assert [resolve(name) for name in ("Delegation A", "b", "TWO.2")] == ["chair.1", "b", "two.2"]
