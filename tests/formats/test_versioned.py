"""Documents that say of which format they are, and in which version."""

from dataclasses import dataclass

import pytest

from comity.core.values import Refused
from comity.formats.documents import Document
from comity.formats.versioned import decode_document
from comity.formats.yaml_text import yaml_document


@dataclass(frozen=True)
class Thing:
    """What the file says."""

    first: str
    second: int = 0


def read(text):
    return decode_document(Thing, yaml_document(text, "thing.yaml"), "comity/thing/1")


def test_the_rest_of_the_document_is_the_value():
    assert read("first: a\nsecond: 2\nschema: comity/thing/1\n") == Thing("a", 2)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("first: a\n", ["thing.yaml:1: `schema` is missing. Write `schema: comity/thing/1`."]),
        (
            "first: a\nschema: comity/thing/2\n",
            [
                "thing.yaml:2: 'comity/thing/2' is not the format that is read here. Write `schema: comity/thing/1`.",
            ],
        ),
        (
            "schema: comity/thing/1\nsecond: x\nthird: 1\n",
            ["thing.yaml:1: `first` is missing", "thing.yaml:2: 'x' ", "thing.yaml:3: `third` is not a key"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, problems):
    with pytest.raises(Refused) as caught:
        read(text)
    told = [str(one) for one in caught.value.problems]
    assert len(told) == len(problems), told
    for one, start in zip(told, problems, strict=True):
        assert one.startswith(start)


def test_a_list_is_no_document():
    with pytest.raises(Refused, match=r"thing\.json:1: the file holds no keys\. Begin with `schema: comity/thing/1`"):
        decode_document(Thing, Document([], "thing.json", lambda parts: 1), "comity/thing/1")
