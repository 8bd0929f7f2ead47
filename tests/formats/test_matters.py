"""Which matter of a charter a subject is: as it ships, by id, and from a file."""

import pytest

from comity.core.values import Refused
from comity.formats import matters
from comity.formats.charter_file import charter_from_text, find_charter
from comity.formats.matters import matters_for
from comity.formats.subjects import shipped_subjects
from formats.charters import SMALL, changed

SUBJECTS = tuple(shipped_subjects("general-assembly").names)


@pytest.fixture
def write(tmp_path):
    def write(*contents):
        paths = tuple(tmp_path / f"matters-{at}.yaml" for at in range(len(contents)))
        for path, content in zip(paths, contents, strict=True):
            path.write_text(content, encoding="utf-8")
        return paths

    return write


def refused(*arguments):
    with pytest.raises(Refused) as caught:
        matters_for(*arguments)
    return [(one.line, one.fact, one.cure) for one in caught.value.problems]


SHIPPED = [charter for one in matters._shipped() for charter in one.charters]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_names_a_matter_and_a_body_of_the_charter_for_every_subject(name):
    charter = find_charter(name)
    found = matters_for(charter, SUBJECTS)
    assert found.body in charter.bodies
    assert {found.matter_of(one) for one in SUBJECTS} <= set(charter.matters)


def test_each_charter_has_one_file_at_most():
    assert len(set(SHIPPED)) == len(SHIPPED) >= 3


def test_a_subject_may_be_a_matter_of_another_name():
    found = matters_for(find_charter("sco-reform"), SUBJECTS)
    assert found.body == "heads-of-state"
    assert (found.matter_of("terrorism"), found.matter_of("decolonisation")) == ("terrorism", "self-determination")


def test_for_another_charter_a_subject_is_the_matter_of_the_same_id():
    charter = charter_from_text(SMALL)
    found = matters_for(charter, ("peace",))
    assert (found.charters, found.body, found.matter_of("peace")) == (("small",), "council", "peace")


def test_a_subject_without_a_matter_of_the_same_id_is_not_quietly_taken_for_another():
    charter = charter_from_text(
        changed(
            ("matters: [peace], cite", "matters: [peace, other], cite"),
            ("matters: [peace], rule", "matters: [peace, other], rule"),
            ("  peace: {", "  other: {name: {en: other}, cite: {instrument: charter}}\n  peace: {"),
        )
    )
    with pytest.raises(Refused) as refused:
        matters_for(charter, ("peace", "health"))
    assert "these subjects are: health" in str(refused.value)


def test_the_body_is_the_first_that_may_decide_them_all():
    assembly = (
        "bodies:\n  assembly:\n    name: {en: Assembly}\n"
        '    seats: [{standing: member, cite: {instrument: charter, article: "3"}}]\n'
        "    competent_for: []\n    cite: {instrument: charter}\n"
    )
    charter = charter_from_text(changed(("bodies:\n", assembly)))
    assert list(charter.bodies) == ["assembly", "council"]
    assert matters_for(charter, ("peace",)).body == "council"


def test_without_a_matter_a_subject_is_refused():
    ((line, fact, cure),) = refused(charter_from_text(SMALL), ("peace", "health", "trade"))
    assert line is None
    assert fact == "it is not said which matter of 'small' these subjects are: health, trade"
    assert "--matter" in cure
    assert "--matters FILE" in cure


def test_many_subjects_without_a_matter_are_counted():
    ((_, fact, _),) = refused(charter_from_text(SMALL), ("a", "b", "c", "d", "e", "f"))
    assert fact.endswith(": a, b, c, d and 2 more")


def test_all_may_be_one_matter():
    found = matters_for(charter_from_text(SMALL), SUBJECTS, (), "peace")
    assert found.body == "council"
    assert {found.matter_of(one) for one in SUBJECTS} == {"peace"}
    assert [fact for _, fact, _ in refused(charter_from_text(SMALL), SUBJECTS, (), "war")] == [
        "the charter 'small' has no matter 'war'"
    ]


FILE = """\
schema: comity/matters/1
charters: [small]
subjects: general-assembly
body: council
matters:
  health: peace
  trade: peace
"""


def test_a_file_goes_before_what_ships(write):
    found = matters_for(charter_from_text(SMALL), ("health", "trade"), write(FILE))
    assert found.matters == {"health": "peace", "trade": "peace"}
    charter = find_charter("sco")
    text = (
        FILE.replace("small", "sco").replace("council", "heads-of-government").replace("health: peace", "health: trade")
    )
    found = matters_for(charter, ("health", "trade"), write(text.replace("trade: peace", "trade: trade")))
    assert (found.body, found.matter_of("health")) == ("heads-of-government", "trade")


def test_of_several_files_the_first_for_the_charter_is_taken(write):
    charter = charter_from_text(SMALL)
    other = FILE.replace("[small]", "[other]").replace("health: peace", "health: war")
    every = FILE.replace("charters: [small]\n", "")
    assert matters_for(charter, ("health", "trade"), write(other, FILE, every)).charters == ("small",)
    assert matters_for(charter, ("health", "trade"), write(every, FILE)).charters == ()
    found = refused(charter, ("health", "trade"), write(other, FILE.replace("council", "x")))
    assert [line for line, _, _ in found] == [4]


def test_otherwise_stands_for_what_is_not_listed(write):
    text = FILE.replace("matters:\n", "otherwise: peace\nmatters:\n")
    assert matters_for(charter_from_text(SMALL), SUBJECTS, write(text)).matter_of("terrorism") == "peace"


@pytest.mark.parametrize(
    ("old", "new", "line", "fact", "cure"),
    [
        ("council", "concil", 4, "the charter 'small' has no body 'concil'", "Did you mean `council`"),
        ("council", "x", 4, "the charter 'small' has no body 'x'", "Write one of: council"),
        ("trade: peace", "trade: piece", 7, "the charter 'small' has no matter 'piece'", "Did you mean `peace`"),
        ("health: peace", "health: qq", 6, "the charter 'small' has no matter 'qq'", "Write one of: peace"),
        ("trade: peace", "trdae: peace\notherwise: peace", 7, "there is no subject 'trdae'", "Did you mean `trade`"),
        ("matters:\n", "otherwise: qq\nmatters:\n", 5, "the charter 'small' has no matter 'qq'", "Write one of"),
        ("  trade: peace\n", "", 1, "it is not said which matter of 'small' these subjects are: trade", "Put them"),
        ("body: council\n", "", 1, "`body` is missing", "Add"),
        ("body", "boddy", 4, "`boddy` is not a key", "Did you mean `body`"),
        ("matters/1", "matters/9", 1, "'comity/matters/9' is not the format", "Write `schema: comity/matters/1`"),
    ],
)
def test_what_is_wrong_with_a_file(write, old, new, line, fact, cure):
    found = refused(charter_from_text(SMALL), ("health", "trade"), write(FILE.replace(old, new, 1)))
    assert any(at == line and said.startswith(fact) and told.startswith(cure) for at, said, told in found), found


def test_everything_that_is_wrong_is_told_at_once(write):
    text = FILE.replace("council", "x").replace("health: peace", "health: y").replace("  trade: peace\n", "")
    found = refused(charter_from_text(SMALL), ("health", "trade"), write(text))
    assert sorted(line for line, _, _ in found) == [1, 4, 6]


def test_a_file_that_is_not_there(tmp_path):
    ((_, fact, _),) = refused(charter_from_text(SMALL), SUBJECTS, (tmp_path / "none.yaml",))
    assert fact == "there is no such file"
