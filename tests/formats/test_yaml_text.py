"""YAML and JSON as plain data with lines."""

import pytest

from comity.core.values import Problem, Refused
from comity.formats import yaml_text
from comity.formats.documents import UnquotedNumber, parts_of, pointer_of, read_bytes
from comity.formats.json_text import json_document, read_json
from comity.formats.yaml_text import read_yaml, yaml_document


def refused(read, given, *rest):
    with pytest.raises(Refused) as caught:
        read(given, *rest)
    return [(one.line, one.fact, one.cure) for one in caught.value.problems]


def test_text_stays_text():
    text = "a: 1.5\nb: 2001-02-03\nc: no\nd: true\ne:\nf: 012\ng: 1_0\nh: 16\n12: x\ni: &q [1]\nj: *q\nk: 0x1f\nl: -3\n"
    assert yaml_document(text).data == {
        "a": UnquotedNumber("1.5"),
        "b": "2001-02-03",
        "c": "no",
        "d": True,
        "e": None,
        "f": "012",
        "g": "1_0",
        "h": 16,
        "12": "x",
        "i": [1],
        "j": [1],
        "k": "0x1f",
        "l": -3,
    }


def test_every_place_has_its_line():
    document = yaml_document("a:\n  b: [1,\n    2]\nc:\n  - d: 1\n  -\n    e/f: 2\n", "f.yaml")
    places = {"": 1, "/a": 1, "/a/b": 2, "/a/b/1": 3, "/c/0/d": 5, "/c/1/e~1f": 7, "/c/7": 4, "/zz": 1, "/a/b/0/x": 2}
    assert {place: document.line_of(place) for place in places} == places
    found = document.placed([Problem(fact="x", cure="y", pointer="/c"), Problem(fact="z", cure="y", pointer="/a/b")])
    assert [str(one) for one in found] == ["f.yaml:2: z. y.", "f.yaml:4: x. y."]


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("", None, "the file is empty"),
        ("# nothing\n", None, "the file is empty"),
        ("- 1", 1, "the file is not a mapping"),
        ("a: 1\n\tb: 2", 2, "a tab stands where YAML has spaces"),
        ("a: 1\nb: 3\na: 2", 3, "`a` stands twice, first in line 1"),
        ("a: 1\nb: *x", 2, "`*x` repeats a place that nothing marks"),
        ("a: &x 1\nb: &x 2\nc: *x", 2, "one `&` name marks two places"),
        ("a: &x [*x]", 1, "this place repeats itself without end"),
        ("a: 1\n---\nb: 2", 2, "a second document begins here (`---`)"),
        ('a: "\0"', 1, "the character U+0000 is not allowed in YAML"),
        ("a: b: c", 1, "a `:` stands where no key can"),
        ("a: 1\nb: [1,\n  2\nc: 3", 4, "the bracket of line 2 is not closed, or a comma is missing"),
        ('a: 1\nb: "x\nc: 1', 2, "a quotation mark is not closed"),
        ('a: "\\q"', 1, "a `\\` begins an escape that YAML does not have"),
        ("a: &ю 1", 1, "a name after `&` or `*` has Latin letters and figures"),
        ("a: !!int x", 1, "`!!int` is a kind of value that has no meaning here"),
        ("a: !!bool yes", 1, "`!!bool` is a kind of value that has no meaning here"),
        ("a: !!str {b: 1}", 1, "`!!str` is a kind of value that has no meaning here"),
        ("a: 1\n# x\u2028b: 1", 2, "the character U+2028 would end the line here"),
        ('a: "x\x85y"', 1, "the character U+0085 would end the line here"),
        ("a:\n  - 1\n b: 2", 3, "the indentation does not fit the lines above"),
        ("@a: 1", 1, "text can't begin with `@`"),
        ("a: !foo 1", 1, "`!foo` is a kind of value that has no meaning here"),
        ('a: "\\ud800"', 1, "the text has half a character"),
        ("ä: 1\nb: \ud800", 2, "the text has half a character"),
        ("ä: é\nü: \x07", 2, "the character U+0007 is not allowed in YAML"),
        ('"\\udfff": 1', 1, "the text has half a character"),
        ("a: 1\n? [1]\n: 2", 2, "a key is not text"),
        ("a: 1\n<<: {b: 1}", 2, "`<<` is no part of YAML 1.2"),
        ('"a":1', 1, "the document ended before this place"),
        ("a: " + "[" * 5000, 1, "the file is nested too deeply"),
        ("a: 1\nb: " + "[" * 900 + "]" * 900, 2, "the file is nested too deeply"),
        ("a: &a {b: 1, b: 2}\nc: [*a, *a, *a]", 1, "`b` stands twice, first in line 1"),
    ],
)
def test_no_yaml(text, line, fact):
    found = refused(yaml_document, text)
    assert [one[0] for one in found] == [line]
    assert found[0][1].startswith(fact)
    assert found[0][2]


def test_a_number_of_a_thousand_digits_stays_text():
    assert yaml_document(f"a: {'1' * 999}\nb: {'1' * 1000}").data == {"a": int("1" * 999), "b": "1" * 1000}


def test_of_many_faults_the_first_hundred_are_told():
    assert len(refused(yaml_document, "".join(f"a{one}: !foo 1\n" for one in range(500)))) == 100


def test_all_double_keys_come_at_once():
    assert [one[0] for one in refused(yaml_document, "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")] == [2, 5]


def test_aliases_are_unfolded_only_so_far(monkeypatch):
    monkeypatch.setattr(yaml_text, "MOST_VALUES", 1000)
    bomb = "a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{new}: &{new} [{','.join(['*' + old] * 10)}]\n" for old, new in ("ab", "bc", "cd", "de")
    )
    found = refused(yaml_document, bomb)
    assert len(found) == 1
    assert "more than 1000 values" in found[0][1]


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_files_that_cannot_be_read(read, tmp_path):
    assert refused(read, tmp_path / "none") == [(None, "there is no such file", "Check the path")]
    assert refused(read, tmp_path) == [(None, "this is a folder", "Name a file in it")]
    (tmp_path / "latin").write_bytes(b"a: 1\nb: \xe9\n")
    assert refused(read, tmp_path / "latin") == [(2, "the file is not in UTF-8", "Save it as UTF-8")]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def forbid(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "read_bytes", forbid)
    assert refused(read_bytes, tmp_path) == [
        (None, "the file can't be read (Permission denied)", "Check its permissions")
    ]


def test_a_byte_order_mark_is_passed_over(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_yaml(tmp_path / "a.yaml").data == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("", None, "the file is empty"),
        ('{"a": 1,\n}', 1, "this is no JSON: "),
        ('{"a": 1,\n b: 2}', 2, "this is no JSON: "),
        ('{"a": 1, "a": 2}', None, "`a` stands twice in one object"),
        ('["\\ud800"]', None, "the text has half a character"),
        ("[" * 100_000, None, "the file is nested too deeply"),
        ("9" * 5000, None, "a number has thousands of digits"),
    ],
)
def test_no_json(text, line, fact):
    found = refused(json_document, text)
    assert [one[0] for one in found] in ([line], [2])
    assert found[0][1].startswith(fact)


def test_json_has_lines_and_no_floats():
    document = json_document('{\n\t"a": [1.5,\n2, {"b":"\\ud83d\\ude00"}], "c": 1e3}', "f.json")
    assert document.data == {"a": [UnquotedNumber("1.5"), 2, {"b": "😀"}], "c": UnquotedNumber("1e3")}
    assert [document.line_of(place) for place in ("", "/a", "/a/1", "/a/2/b")] == [1, 2, 3, 3]


@pytest.mark.parametrize("letter", ["\u2028", "\x85", "\x7f", "\uffff", "\t"])
def test_json_has_lines_whatever_stands_in_its_texts(letter):
    text = '{"a": "x' + letter.replace("\t", "\\t") + 'y",\n"b": 1}'
    assert json_document(text).line_of("/b") == 2


@pytest.mark.parametrize("parts", [(), ("a",), ("a/b", "c~d", "0"), ("",)])
def test_pointers_go_both_ways(parts):
    assert parts_of(pointer_of(parts)) == parts
