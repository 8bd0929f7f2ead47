"""Decoder, encoder and schema follow from the dataclasses."""

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import get_args

import jsonschema
import pytest

from comity.core.charter.model import Charter, Deciding, Holding, Importance
from comity.core.procedure.written import Procedure
from comity.core.rules import written
from comity.core.rules.written import AllOf, Base, Consensus, Majority, NoBlockingMinority, Not, Rule, Threshold
from comity.core.values import Bar, Citation, Id, PartialDate, Period, Refused
from comity.formats import shapes
from comity.formats.documents import UnquotedNumber
from comity.formats.records import decode, encode, json_schema

CITE = {"instrument": "charter", "article": "16"}
CITED = Citation(instrument="charter", article="16")


def refused(into, data):
    with pytest.raises(Refused) as caught:
        decode(into, data)
    return [(one.pointer, one.fact, one.cure) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (
            {"rule": "majority", "share": "more than 1/2", "of": "members", "within": None, "cite": CITE},
            Majority(share=Bar(Fraction(1, 2), True), of=Base.MEMBERS, cite=CITED),
        ),
        ({"rule": "threshold", "at_least": 9, "cite": CITE}, Threshold(at_least=Fraction(9), cite=CITED)),
        ({"rule": "threshold", "at_least": "0.5", "cite": CITE}, Threshold(at_least=Fraction(1, 2), cite=CITED)),
        ({"rule": "no_blocking_minority", "members": 4, "cite": CITE}, NoBlockingMinority(members=4, cite=CITED)),
        (
            {"rule": "not", "condition": {"rule": "all_of", "conditions": [{"rule": "consensus", "cite": CITE}]}},
            Not(condition=AllOf(conditions=(Consensus(cite=CITED),))),
        ),
    ],
)
def test_rules_are_decoded_and_encoded(data, value):
    assert decode(Rule, data) == value
    assert decode(Rule, encode(value)) == value


def test_a_period_stands_directly_in_the_entry():
    data = {"who": "a", "standing": "member", "from": 2001, "until": "2004-01", "cite": CITE}
    value = decode(Holding, data)
    assert value.period == Period(PartialDate(2001), PartialDate(2004, 1))
    assert encode(value) == {**data, "from": "2001"}


def test_what_goes_without_saying_is_left_out():
    deciding = Deciding(body="a", importance=Importance.MAJOR, rule="r", cite=CITED)
    assert encode(deciding) == {"body": "a", "importance": "major", "rule": "r", "cite": CITE}


@pytest.mark.parametrize("union", [Rule, Procedure])
def test_every_class_of_a_union_has_its_tag(union):
    for cls in get_args(union):
        key, tag = shapes.tag_of(cls)
        assert tag in json_schema(union)["discriminator"]["mapping"]
        assert {key, *(one.name for one in fields(cls))} >= set(json_schema(cls).get("required", ()))


def test_a_new_class_needs_no_change(monkeypatch):
    @dataclass(frozen=True, slots=True, kw_only=True)
    class NewlyThought:
        """A rule that nobody has thought of yet."""

        number: int
        group: Id | None = None

    monkeypatch.setattr(written, "Rule", Rule | NewlyThought)
    data = {"rule": "all_of", "conditions": [{"rule": "newly_thought", "number": 3}]}
    value = decode(written.Rule, data)
    assert value == AllOf(conditions=(NewlyThought(number=3),))
    assert encode(value) == data
    assert "NewlyThought" in str(json_schema(written.Rule))
    assert refused(written.Rule, {"rule": "newly_thought", "numbr": 3}) == [
        ("", "`number` is missing of `newly_thought`", "Add `number:`"),
        ("/numbr", "`numbr` is not a key of `newly_thought`", "Did you mean `number`"),
    ]


MAJORITY = {"rule": "majority", "share": "more than 1/2", "of": "members", "cite": CITE}


@pytest.mark.parametrize(
    ("data", "pointer", "fact", "cure"),
    [
        ({**MAJORITY, "shar": 1}, "/shar", "`shar` is not a key of `majority`", "Did you mean `share`"),
        (
            {**MAJORITY, "x": 1},
            "/x",
            "`x` is not a key of `majority`",
            "Write one of its keys: rule, share, of, within, measure, cite",
        ),
        ({**MAJORITY, "of": "membres"}, "/of", "'membres' is no value of `of`", "Did you mean `members`"),
        ({**MAJORITY, "of": 3}, "/of", "3 is no value of `of`", "Write one of: present_and_voting, votes_cast"),
        ({**MAJORITY, "share": "half"}, "/share", "'half' is no bar", "Write `more than 1/2` or `at least 2/3`"),
        ({**MAJORITY, "share": "at least 3/2"}, "/share", "'at least 3/2' is no bar", "Write `more than"),
        ({**MAJORITY, "share": 1}, "/share", "1 is no bar", "Write `more than 1/2`"),
        ({**MAJORITY, "measure": None}, "/measure", "`measure` is empty", "Give it a value, or leave it out"),
        ({**MAJORITY, "measure": ["a"]}, "/measure", "a list is no text", "Write text"),
        ({**MAJORITY, "cite": "16"}, "/cite", "'16' is no mapping", "Write keys with their values"),
        (
            {**MAJORITY, "cite": {"instrument": "c", "article": 16}},
            "/cite/article",
            "16 is no text",
            'Put it in quotes: "16"',
        ),
        (
            {**MAJORITY, "cite": {"instrument": "c", "rule": UnquotedNumber("38.10")}},
            "/cite/rule",
            "the decimal number 38.10 is no text",
            'Put it in quotes: "38.10"',
        ),
        (
            {**MAJORITY, "cite": {"instrument": "c", "rule": "1", "article": "2"}},
            "/cite",
            "a citation names one place",
            "",
        ),
        (
            {**MAJORITY, "cite": {"instrument": "c", "general_knowledge": "no"}},
            "/cite/general_knowledge",
            "'no' is no truth value",
            "Write true or false",
        ),
        ({"rule": "banana"}, "", "`banana` is no rule", "Write one of: majority, threshold"),
        ({"rule": "majorty"}, "", "`majorty` is no rule", "Did you mean `majority`? Write one of: majority"),
        ({"rule": 3}, "", "3 is no rule", "Write one of: majority"),
        ({"share": "x"}, "", "`rule` is missing: it says which rule this is", "Write one of: majority"),
        ([], "", "a list is no mapping", "Write keys"),
        (None, "", "the entry is empty", "Give it a value"),
        ({"rule": "all_of", "conditions": "x"}, "/conditions", "'x' is no list", "Write a list: [one, another]"),
        ({"rule": "all_of", "conditions": ["x"]}, "/conditions/0", "'x' is no mapping", "Write keys"),
        ({"rule": "all_of"}, "", "`conditions` is missing of `all_of`", "Add `conditions:`"),
        (
            {"rule": "threshold", "at_least": UnquotedNumber("0.65"), "cite": CITE},
            "/at_least",
            "the decimal number 0.65 is no fraction",
            'Write a fraction, "2/3"',
        ),
        ({"rule": "threshold", "at_least": "1/0", "cite": CITE}, "/at_least", "'1/0' is no fraction", "Write"),
        ({"rule": "threshold", "at_least": -1, "cite": CITE}, "/at_least", "'-1' is no fraction", "Write"),
        ({"rule": "threshold", "at_least": True, "cite": CITE}, "/at_least", "true is no fraction", "Write"),
        ({"rule": "threshold", "at_least": 0, "cite": CITE}, "", "a threshold is more than zero", "Mend this entry"),
        (
            {"rule": "no_blocking_minority", "cite": CITE},
            "",
            "the entry says too little, or the same thing twice",
            "Give either `members`, or",
        ),
        (
            {"rule": "no_blocking_minority", "members": True, "cite": CITE},
            "/members",
            "true is no whole number",
            "Write a whole number, without quotes",
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_english(data, pointer, fact, cure):
    found = refused(Rule, data)
    assert [(one[0], one[1]) for one in found] == [(pointer, found[0][1])]
    assert found[0][1].startswith(fact)
    assert found[0][2].startswith(cure)
    assert found[0][2]


def test_ids_languages_and_dates_are_checked():
    assert [
        one[:2] for one in refused(Deciding, {"body": "a", "rule": "r", "matters": ["m"], "from": "x", "cite": CITE})
    ]
    data = {"body": "a", "rule": "r", "matters": ["m"], "from": "2004", "until": 2003, "cite": CITE}
    assert refused(Deciding, data) == [("", "the period ends (2003) before it begins (2004)", "Mend this entry")]
    found = refused(Charter, {"title": {"English": "x"}, "matters": {"A B": {}}})
    assert ("/title/English", "`English` is no language", "Write its short code: en, ru, zh") in found
    assert ("/matters/A B", "`A B` is no id", "Use lower-case letters, digits, '.' and '-' only") in found


def test_all_problems_come_at_once():
    bad = {"rule": "all_of", "conditions": [{"rule": "banana"}, {**MAJORITY, "of": "x"}, {"rule": "consensus"}]}
    assert [one[0] for one in refused(Rule, bad)] == ["/conditions/0", "/conditions/1/of", "/conditions/2"]


def test_a_date_is_a_day():
    assert decode(date, "2018-12-05") == date(2018, 12, 5)
    assert refused(date, "2018-12") == [("", "'2018-12' is no day", "Write YYYY-MM-DD")]


def test_the_schema_says_what_the_decoder_takes():
    schema = json_schema(Rule)
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    assert check.is_valid(MAJORITY)
    for bad in ({**MAJORITY, "x": 1}, {**MAJORITY, "share": "half"}, {"rule": "banana"}, {**MAJORITY, "cite": {}}):
        assert not check.is_valid(bad)
    numbers = {"rule": "threshold", "at_least": 0.65, "cite": CITE}
    assert not check.is_valid(numbers)
    assert check.is_valid({**numbers, "at_least": 9})


def test_a_type_that_no_format_has_is_found_at_once():
    with pytest.raises(TypeError, match="no file format"):
        json_schema(complex)
    with pytest.raises(TypeError, match="no key of UNIONS"):
        json_schema(Holding | Deciding)
