"""What is searched for is found in whatever letters it is written."""

import pytest

from app.world import AT, BODY, OFFICER, TEXT
from comity.app.commands import documents, proposals
from comity.app.queries import decisions
from comity.app.queries import documents as registered

TITLE = {"en": "Launch of Satellites, 100% EXAMPLE", "ru": "Запуск Спутников", "zh": "发射卫星"}


@pytest.fixture
def listed(world):
    world.act(OFFICER, proposals.Submit(body=BODY, matter="outer-space", title=TITLE, text=TEXT))
    other = {"en": "Another", "ru": "Другое", "zh": "其他"}
    world.act(OFFICER, proposals.Submit(body=BODY, matter="outer-space", title=other, text=TEXT))
    for symbol, title in (("ПР/Ё_1", TITLE), ("X/2", other)):
        world.act(OFFICER, documents.Register(symbol=symbol, title=title, date=AT.date()))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("спутников", 1), ("Спутников", 1), ("СПУТНИКОВ", 1), ("SATELLITES", 1), ("卫星", 1), ("запуск с", 1),
        ("спутники", 0), ("%", 1), ("_", 0), ("100% e", 1), ("о", 2),
    ],
)  # fmt: skip
def test_small_letters_and_capitals_are_the_same_in_each_script(listed, words, number):
    assert decisions.proposals(OFFICER, decisions.Wanted(words=words), "en").total == number


@pytest.mark.parametrize(("words", "number"), [("спутников", 1), ("СПУТНИКОВ", 1), ("пр/ё_", 1), ("x/2", 1), ("'", 0)])
def test_documents_are_found_likewise(listed, words, number):
    assert registered.number_of(OFFICER, registered.Wanted(words=words)) == number


def test_symbols_are_found_in_small_letters(listed):
    assert decisions.proposals(OFFICER, decisions.Wanted(words="heads-of-state/2026/l.1"), "en").total == 1
