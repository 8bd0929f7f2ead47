"""Questions about charters: which there are, what is wrong in one, what it says, how two differ."""

from dataclasses import dataclass

from comity.core.charter.check import check
from comity.core.charter.difference import difference
from comity.core.charter.model import Charter
from comity.core.charter.sentences import show
from comity.core.values import Language, Problem, Refused, Text, in_language
from comity.formats.charter_file import charter_of, find_charter, open_document, says_it_is_a_charter, shipped_charters
from comity.formats.documents import Document
from comity.workbench.naming import names_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCharter:
    """A charter that ships, in figures."""

    name: str
    title: Text
    bodies: int
    matters: int
    rules: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterList:
    """The charters that ship."""

    schema: str
    charters: tuple[ListedCharter, ...]


def list_charters() -> CharterList:
    """The charters that ship, by name."""
    listed = []
    for name in shipped_charters():
        charter = find_charter(name)
        listed.append(
            ListedCharter(
                name=name,
                title=charter.title,
                bodies=len(charter.bodies),
                matters=len(charter.matters),
                rules=len(charter.rules),
            )
        )
    return CharterList(schema="comity/charters/1", charters=tuple(listed))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFinding:
    """Something found in a charter, with its line; ``serious`` is false where something was only not checked."""

    file: str | None
    line: int | None
    pointer: str
    fact: str
    cure: str
    serious: bool

    @property
    def place(self) -> str:
        """File and line."""
        return ":".join(str(part) for part in (self.file, self.line) if part is not None) or self.pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterCheck:
    """What was found in a charter; ``wrong`` counts what is serious."""

    schema: str
    charter: str
    wrong: int
    findings: tuple[PlacedFinding, ...]


def check_charter(name_or_path: str) -> CharterCheck:
    """Check a charter: names that nothing defines, missing citations, gaps, contradictions, futile rules.

    What can't be decoded is found as well, line by line; only then is nothing said of what the charter means. Raises
    ``Refused`` where there is no such file, or where it is no charter file at all.
    """
    return check_document(open_document(name_or_path), name_or_path)


def check_document(document: Document, name: str) -> CharterCheck:
    """The same for a document that was read already; ``name``: what it is called where it can't be decoded."""
    try:
        charter = charter_of(document)
    except Refused as refused:
        if not says_it_is_a_charter(document):
            raise
        findings = [_placed(document, problem, serious=True) for problem in refused.problems]
        return _checked(name, findings)
    found = check(charter)
    problems = [(Problem(fact=one.fact, cure=one.cure, pointer=one.pointer), one.serious) for one in found]
    return _checked(charter.id, [_placed(document, problem, serious=serious) for problem, serious in problems])


def _checked(name: str, findings: list[PlacedFinding]) -> CharterCheck:
    findings.sort(key=lambda one: one.line or 0)
    wrong = sum(1 for one in findings if one.serious)
    return CharterCheck(schema="comity/charter-check/1", charter=name, wrong=wrong, findings=tuple(findings))


def _placed(document: Document, problem: Problem, *, serious: bool) -> PlacedFinding:
    (placed,) = document.placed([problem])
    return PlacedFinding(
        file=placed.file,
        line=placed.line,
        pointer=placed.pointer,
        fact=placed.fact,
        cure=placed.cure,
        serious=serious,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A part of a charter in sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCharter:
    """A charter in sentences of one language."""

    schema: str
    charter: str
    language: Language
    title: str
    note: str
    """What the file says of itself: a proposal, say, and whose; empty where it says nothing."""
    sections: tuple[ShownSection, ...]


def show_charter(name_or_path: str, language: Language) -> ShownCharter:
    """The charter in sentences. Raises ``Refused`` where it can't be read."""
    return charter_told(find_charter(name_or_path), language)


def charter_told(charter: Charter, language: Language) -> ShownCharter:
    """The charter in sentences."""
    sections = show(charter, names_in(charter, language), language)
    return ShownCharter(
        schema="comity/charter-show/1",
        charter=charter.id,
        language=language,
        title=in_language(charter.title, language),
        note=in_language(charter.note, language),
        sections=tuple(ShownSection(title=one.title, lines=tuple(one.lines)) for one in sections),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs: what was said before and what is said after."""

    kind: str
    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterDifference:
    """How two charters differ, matter by matter."""

    schema: str
    old: str
    new: str
    language: Language
    note: str
    """What the newer charter says of itself."""
    changes: tuple[Change, ...]


def compare_charters(old: str, new: str, language: Language) -> CharterDifference:
    """How the second charter differs from the first. Raises ``Refused`` where one can't be read."""
    return charters_compared(find_charter(old), find_charter(new), language)


def charters_compared(first: Charter, second: Charter, language: Language) -> CharterDifference:
    """How the second charter differs from the first."""
    first_names, second_names = names_in(first, language), names_in(second, language)

    def names(id_: str) -> str:
        known = second_names(id_)
        return first_names(id_) if known == id_ else known

    entries = difference(first, second, names, language)
    return CharterDifference(
        schema="comity/charter-difference/1",
        old=first.id,
        new=second.id,
        language=language,
        note=in_language(second.note, language),
        changes=tuple(
            Change(kind=str(one.kind), subject=one.subject, before=one.before, after=one.after) for one in entries
        ),
    )
