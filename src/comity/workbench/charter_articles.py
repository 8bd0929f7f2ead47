"""A charter in sentences, each apart from the articles on which it rests, so that the two can stand side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from comity.core.charter.model import Charter
from comity.core.charter.sentences import show
from comity.core.charter.sentences.telling import Teller, body_line, competences, decisions, seat_lines
from comity.core.rules.sentences import citation_text, in_brackets
from comity.core.values import Citation, Id, Language
from comity.workbench.naming import names_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, and the articles that it cites."""

    sentence: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of a charter."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Matters that a body decides in one way, and whether they are major."""

    matters: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyTold:
    """A body: what it is, who sits in it, and how it decides each matter for which it is competent."""

    name: str
    lines: tuple[Line, ...]
    decided: tuple[Decided, ...]
    undecided: tuple[str, ...]
    """Matters for which the body is competent and for which the charter has no rule."""


def beside_articles(charter: Charter, language: Language) -> tuple[Part, ...]:
    """The whole charter, section by section, its articles beside it."""
    names = names_in(charter, language)
    apart = _Apart(charter, language)
    return tuple(
        Part(title=one.title, lines=tuple(apart.line(line) for line in one.lines))
        for one in show(charter, names, language)
    )


def body_told(charter: Charter, body: Id, language: Language) -> BodyTold:
    """One body. Raises ``KeyError`` where the charter has none of that id."""
    teller = Teller(charter, names_in(charter, language), language)
    apart = _Apart(charter, language)
    entry = charter.bodies[body]
    by_sentence: dict[str, list[str]] = {}
    ruled = {matter: told for (one, matter), told in decisions(teller).items() if one == body}
    for matter, sentence in ruled.items():
        by_sentence.setdefault(sentence, []).append(teller.matter(matter))
    competent = [matter for one, matter in competences(teller) if one == body]
    return BodyTold(
        name=teller.body(body),
        lines=tuple(apart.line(one) for one in (body_line(teller, entry), *seat_lines(teller, entry))),
        decided=tuple(Decided(matters=tuple(names), line=apart.line(one)) for one, names in by_sentence.items()),
        undecided=tuple(teller.matter(one) for one in competent if one not in ruled),
    )


class _Apart:
    """Takes the citations out of sentences. Each is known beforehand: those that the charter holds."""

    def __init__(self, charter: Charter, language: Language) -> None:
        names = names_in(charter, language)
        teller = Teller(charter, names, language)
        cites = dict.fromkeys(_citations(charter))
        known = {}
        for cite in cites:
            article = citation_text(cite, names, language)
            known[in_brackets(cite, names, language)] = article
            known[teller.basis(cite)] = article
        # a longer citation may begin like a shorter one
        self._known: Mapping[str, str] = dict(sorted(known.items(), key=lambda pair: -len(pair[0])))

    def line(self, sentence: str) -> Line:
        """The sentence without its citations, and these in the order in which they stood."""
        found: dict[str, int] = {}
        bare = sentence
        for written, article in self._known.items():
            if written in bare:
                found[article] = min(sentence.index(written), found.get(article, len(sentence)))
                bare = bare.replace(written, "")
        articles = tuple(sorted(found, key=lambda one: found[one]))
        return Line(sentence=" ".join(bare.split()), articles=articles)


def _citations(value: object) -> Iterator[Citation]:
    """Every citation in a charter, or a part of one."""
    if isinstance(value, Citation):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _citations(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _citations(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _citations(one)
