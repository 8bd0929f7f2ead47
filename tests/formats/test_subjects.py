"""Subjects of titles: each finds its own, and how often the patterns are right does not fall."""

import runpy

import pytest

from comity.core.values import Refused
from comity.formats.subjects import OTHER, SCHEMA, Subjects, shipped_subjects
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document
from repo.source import ROOT

SUBJECTS = shipped_subjects("general-assembly")

TYPICAL = [
    ("Prevention of an arms race in outer space", "outer-space"),
    ("Measures to eliminate international terrorism", "terrorism"),
    ("Developments in the field of information and telecommunications", "information-security"),
    ("Countering the use of information and communications technologies for criminal purposes", "information-security"),
    ("Towards a nuclear-weapon-free world", "nuclear-disarmament"),
    ("Comprehensive Nuclear-Test-Ban Treaty", "nuclear-disarmament"),
    ("The risk of nuclear proliferation in the Middle East", "non-proliferation"),
    ("Convention on the Prohibition of the Development of Chemical Weapons", "non-proliferation"),
    ("Report of the International Atomic Energy Agency", "non-proliferation"),
    ("The illicit trade in small arms and light weapons in all its aspects", "conventional-arms"),
    ("The Arms Trade Treaty", "conventional-arms"),
    ("Conventional arms control at the regional and subregional levels", "conventional-arms"),
    ("Regional disarmament", "disarmament"),
    ("Agricultural technology for development", "development"),
    ("Promoting investments to reduce poverty", "development"),
    ("International financial system", "trade"),
    ("Situation of human rights in a state", "human-rights"),
    ("Moratorium on the use of the death penalty", "human-rights"),
    ("Granting of Independence to Colonial Countries and Peoples", "decolonisation"),
    ("Question of Gibraltar", "decolonisation"),
    ("Assistance to Palestine refugees", "palestine"),
    ("The occupied Syrian Golan", "palestine"),
    ("Ending the economic, commercial and financial embargo", "coercive-measures"),
    ("Equitable representation on the Security Council", "un-reform"),
    ("Promotion of multilateralism", "multilateralism"),
    ("Protection of global climate", "environment-climate"),
    ("Convention on Biological Diversity", "environment-climate"),
    ("Global health and foreign policy", "health"),
    ("The situation in Afghanistan", "regional-conflicts"),
    ("Oceans and the law of the sea", "international-law"),
    ("Programme budget for the biennium", "budget-of-un"),
    ("International Day of Peace", OTHER),
    ("Report of the Conference on Disarmament", OTHER),
    ("", OTHER),
]


@pytest.mark.parametrize(("title", "subject"), TYPICAL)
def test_a_typical_title_is_of_its_subject_and_of_no_other(title, subject):
    assert SUBJECTS.of(title) == (subject,)
    assert SUBJECTS.of(title.upper()) == (subject,)


def test_every_subject_has_a_typical_title():
    assert {subject for _, subject in TYPICAL} == set(SUBJECTS.names)


@pytest.mark.parametrize(
    ("title", "subjects"),
    [
        ("The right to development", ("development", "human-rights")),
        ("Relationship between disarmament and development", ("disarmament", "development")),
        ("International trade and development", ("development", "trade")),
        ("Question of Western Sahara", ("decolonisation", "regional-conflicts")),
        ("Human rights and unilateral coercive measures", ("human-rights", "coercive-measures")),
        ("The right of the Palestinian people to self-determination", ("decolonisation", "palestine")),
    ],
)
def test_a_title_may_have_several_in_the_order_of_the_file(title, subjects):
    assert SUBJECTS.of(title) == subjects


def test_every_subject_is_named_in_every_language_and_other_comes_last():
    names = SUBJECTS.names
    assert 12 <= len(SUBJECTS.subjects) <= 20
    assert list(names)[-1] == OTHER
    for text in names.values():
        assert text.keys() == {"en", "ru", "zh"}
    for language in ("en", "ru", "zh"):
        assert len({text[language] for text in names.values()}) == len(names)


FILE = """\
schema: comity/subjects/1
id: own
subjects:
  water:
    name: {en: Water}
    patterns: ['water', 'river']
    but_not: ['waterfall']
  nothing:
    name: {en: Nothing}
    patterns: []
"""


def read(text):
    return decode_document(Subjects, yaml_document(text, "own.yaml"), SCHEMA)


def test_a_file():
    own = read(FILE)
    assert own.of("Of RIVERS") == ("water",)
    assert own.of("Of a waterfall") == (OTHER,)
    assert own.of("") == (OTHER,)


@pytest.mark.parametrize(
    ("old", "new", "line", "fact"),
    [
        ("'river'", "'('", 4, r"'(' is no regular expression: "),
        ("'waterfall'", "'['", 4, r"'[' is no regular expression: "),
        ("but_not", "but_nto", 7, "`but_nto` is not a key"),
        ("patterns: []", "but_not: []", 8, "`patterns` is missing"),
        ("water:", "W ater:", 4, "`W ater` is no id"),
        ("id: own\n", "", 1, "`id` is missing"),
        ("subjects/1", "subjects/2", 1, "'comity/subjects/2' is not the format that is read here"),
        ("schema: comity/subjects/1\n", "", 1, "`schema` is missing"),
    ],
)
def test_what_is_wrong_with_a_file(old, new, line, fact):
    with pytest.raises(Refused) as caught:
        read(FILE.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("own.yaml", line)
    assert problem.fact.startswith(fact)
    assert problem.cure


def test_how_often_the_patterns_are_right_does_not_fall():
    figures = runpy.run_path(str(ROOT / "script" / "sample-subjects"))["measured"]()
    assert figures.keys() == {"reader-1", "reader-2"}
    for reader, found in figures.items():
        assert found["precision"] >= 0.9, reader
        assert found["recall"] >= 0.84, reader
