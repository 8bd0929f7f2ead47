"""Charter files: read, refused, found by name."""

import json

import jsonschema
import pytest

from comity.core.values import Refused
from comity.formats import charter_file
from comity.formats.charter_file import (
    charter_data,
    charter_from_text,
    charter_of,
    charter_schema,
    find_charter,
    open_charter,
    read_charter,
    shipped_charters,
)
from comity.formats.documents import Document
from comity.formats.references import NEW_IDS, REFERENCES
from comity.formats.shapes import keys_of
from comity.formats.yaml_text import yaml_document
from formats.charters import SMALL, changed, line


def refused(text):
    with pytest.raises(Refused) as caught:
        charter_from_text(text, "c.yaml")
    assert all(one.file == "c.yaml" and one.cure for one in caught.value.problems)
    return [(one.line, one.fact) for one in caught.value.problems]


def plain(data):
    return Document(data, None, lambda _parts: None)


def test_a_charter_is_read_from_a_file(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    charter = read_charter(path)
    assert charter == charter_from_text(SMALL) == find_charter(path) == find_charter(str(path))
    assert str(charter.held[0].period.until) == "2004-01"
    assert open_charter(path).document.line_of("/held/1") == line("{who: b")


def test_written_and_read_it_is_the_same():
    charter = charter_from_text(SMALL)
    assert charter_of(plain(json.loads(json.dumps(charter_data(charter))))) == charter


def test_the_schema_takes_the_file():
    schema = charter_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml_document(SMALL).data
    jsonschema.Draft202012Validator(schema).validate(data)
    assert schema["$id"] == "urn:comity:charter:1"
    assert not jsonschema.Draft202012Validator(schema).is_valid({**data, "schema": "comity/charter/2"})


@pytest.mark.parametrize(
    ("old", "new", "at", "fact"),
    [
        ("schema: comity/charter/1\n", "", "schema", "`schema` is missing: it says which format this is"),
        ("id: small", "id: Small One", "id: small", "`Small One` is no id"),
        ("charter/1", "charter/9", "schema", "'comity/charter/9' is not the format of a charter file"),
        ("{who: a, standing", "{who: c9, standing", "{who: a", "`c9` does not stand under voters"),
        ("who: b, standing: member", "who: b, standing: membr", "{who: b", "`membr` does not stand under standings"),
        ("members: [{who: a}]", "members: [{who: c9}]", "first:", "`c9` does not stand under voters or seats"),
        ("values: {a: 3", "values: {c9: 3", "tables:", "`c9` does not stand under voters or seats"),
        ("seats: [{standing: member", "seats: [{standing: guest", "seats:", "`guest` does not stand under standings"),
        ("competent_for: [{matters: [peace]", "competent_for: [{matters: [war]", "competent", "`war` does not"),
        ("body: council", "body: counsel", "body: council", "`counsel` does not stand under bodies"),
        ("rule: agreement", "rule: agrement", "rule: agreement", "`agrement` does not stand under rules"),
        ("measure: people", "measure: peple", "measure: people", "`peple` does not stand under measures"),
        ("holders: first", "holders: last", "holders: first", "`last` does not stand under groups"),
        ("consensus, cite: {instrument: charter", "consensus, cite: {instrument: treaty", "consensus,", "`treaty`"),
        ("article: \"16\"", "article: 16", "consensus,", "16 is no text"),
        ("at least 2/3", "0.66", "at least 2/3", "the decimal number 0.66 is no bar"),
        ("total: \"3.5\"", "total: 3.5", "total", "the decimal number 3.5 is no fraction"),
        ("rule: all_of", "rule: al_of", "decides:\n", "`al_of` is no rule"),
        ("until: 2004-01", "until: 2000", "{who: a", "the period ends (2000) before it begins (2001-06-15)"),
        ("matters: [peace], rule", "rule", "body: council", "the entry says too little"),
        ("may: [vote", "may: [veto", "member: {name", "'veto' is no value of `may`"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_line(old, new, at, fact):
    found = refused(changed((old, new)))
    where = 1 if at == "schema" else line(at)
    assert [one[0] for one in found] == [where], found
    assert found[0][1].startswith(fact)


def test_all_problems_come_at_once_in_order():
    text = changed(("who: b", "who: c9"), ("rule: consensus", "rule: banana"), ("body: council", "bdy: council"))
    assert [one[0] for one in refused(text)] == [
        line("{who: b"),
        line("consensus,"),
        line("body: council"),
        line("body: council"),
    ]


def test_a_seat_without_a_holder_is_called_by_its_holders_id():
    seats = "seats: [{listed: [{id: a}, {id: x, holder: b}, {id: y}], cite: {instrument: charter}}, {standing"
    text = changed(("seats: [{standing", seats), ("members: [{who: a}]", "members: [{who: x}]"))
    assert refused(text) == [(line("seats:"), "`y` does not stand under voters")]


def test_seats_of_each_holder_may_be_weighed():
    each = "seats: [{standing: member, each: [{suffix: workers, name: {en: workers}}]"
    charter_from_text(changed(("seats: [{standing: member", each), ("values: {a: 3", "values: {a.workers: 3")))
    text = changed(("seats: [{standing: member", each), ("values: {a: 3", "values: {a.worker: 3"))
    assert len(refused(text)) == 1


def test_a_state_of_the_table_needs_no_entry():
    charter_from_text(changed(("who: b", "who: fji"), ("  b: {}\n", ""), ('b: "1/2"', 'fji: "1/2"')))


def test_another_kind_of_file_gets_one_answer():
    assert len(refused("schema: something/else/1\nx: 1\n")) == 1


def test_every_reference_is_a_field():
    for cls, field in (*REFERENCES, *NEW_IDS):
        assert field in {key.field for key in keys_of(cls)}


@pytest.mark.parametrize("name", shipped_charters())
def test_what_ships_is_read_and_is_the_same_when_written(name):
    charter = find_charter(name)
    assert charter_of(plain(charter_data(charter))) == charter
    assert charter.id == name


@pytest.mark.parametrize("name", ["nowhere", "no/such/file.yaml"])
def test_an_unknown_charter(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused) as caught:
        find_charter(name)
    assert len(caught.value.problems) == 1


def test_an_unknown_name_gets_the_names_there_are(monkeypatch):
    monkeypatch.setattr(charter_file, "shipped_charters", lambda: ("one", "another"))
    with pytest.raises(Refused, match="Name a file, or one of: one, another"):
        find_charter("zzz")
    with pytest.raises(Refused, match="Did you mean `another`"):
        find_charter("anoter")
