"""How two versions of a charter differ, body by body and matter by matter, in the sentences in which each is shown."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from comity.core.charter.model import Charter
from comity.core.charter.sentences import telling
from comity.core.charter.sentences.telling import Teller
from comity.core.rules.sentences import Names
from comity.core.values import Id, Language

Key = TypeVar("Key", Id, tuple[Id, Id])


class DifferenceKind(StrEnum):
    """What differs."""

    RULE = "rule"
    IMPORTANCE = "importance"
    COMPETENCE = "competence"
    BODY = "body"
    STANDING = "standing"
    MEMBER = "member"
    SUSPENSION = "suspension"
    GROUP = "group"
    MEASURE = "measure"
    REFORM = "reform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs: what each charter says of it; ``None`` where one says nothing."""

    kind: DifferenceKind
    subject: str
    before: str | None
    after: str | None


def difference(old: Charter, new: Charter, names: Names, language: Language) -> tuple[Difference, ...]:
    """What the two charters say differently; empty where they say the same.

    Matters about which a body's charter changes in the same way stand together in one entry.
    """
    return tuple(_Pair(Teller(old, names, language), Teller(new, names, language)).differences())


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Teller
    new: Teller

    def differences(self) -> Iterator[Difference]:
        yield from self.by_body(DifferenceKind.RULE, telling.decisions)
        yield from self.by_matter(DifferenceKind.IMPORTANCE, telling.importances)
        yield from self.by_body(DifferenceKind.COMPETENCE, telling.competences)
        yield from self.single(DifferenceKind.BODY, telling.bodies, Teller.body)
        yield from self.single(DifferenceKind.STANDING, telling.standings, Teller.standing)
        yield from self.single(DifferenceKind.MEMBER, telling.holdings, lambda teller, id_: teller.names(id_))
        yield from self.single(DifferenceKind.SUSPENSION, telling.suspensions, lambda teller, id_: teller.names(id_))
        yield from self.single(DifferenceKind.GROUP, telling.groups, lambda teller, id_: teller.names(id_))
        yield from self.single(DifferenceKind.MEASURE, telling.measures, lambda teller, id_: teller.names(id_))
        yield from self.single(DifferenceKind.REFORM, telling.reforms, lambda _, what: what)

    def by_body(
        self, kind: DifferenceKind, tell: Callable[[Teller], Mapping[tuple[Id, Id], str]]
    ) -> Iterator[Difference]:
        """Body by body; its matters that change in the same way together."""
        old, new = tell(self.old), tell(self.new)
        changed: dict[tuple[Id, str | None, str | None], list[Id]] = {}
        for body, matter in _keys(old, new):
            before, after = old.get((body, matter)), new.get((body, matter))
            if before != after:
                changed.setdefault((body, before, after), []).append(matter)
        for (body, before, after), matters in changed.items():
            subject = self.old.says.title(self.name(Teller.body, body), self.matters(matters))
            yield Difference(kind=kind, subject=subject, before=before, after=after)

    def by_matter(self, kind: DifferenceKind, tell: Callable[[Teller], Mapping[Id, str]]) -> Iterator[Difference]:
        """Matters that change in the same way together."""
        old, new = tell(self.old), tell(self.new)
        changed: dict[tuple[str | None, str | None], list[Id]] = {}
        for matter in _keys(old, new):
            before, after = old.get(matter), new.get(matter)
            if before != after:
                changed.setdefault((before, after), []).append(matter)
        for (before, after), matters in changed.items():
            yield Difference(kind=kind, subject=self.matters(matters), before=before, after=after)

    def single(
        self,
        kind: DifferenceKind,
        tell: Callable[[Teller], Mapping[Id, str]],
        name: Callable[[Teller, Id], str],
    ) -> Iterator[Difference]:
        """One thing at a time."""
        old, new = tell(self.old), tell(self.new)
        for id_ in _keys(old, new):
            before, after = old.get(id_), new.get(id_)
            if before != after:
                yield Difference(kind=kind, subject=self.name(name, id_), before=before, after=after)

    def matters(self, matters: list[Id]) -> str:
        return self.old.says.items([self.name(Teller.matter, matter) for matter in matters])

    def name(self, name: Callable[[Teller, Id], str], id_: Id) -> str:
        """The name that one of the charters gives; a change of name alone is shown by the sentences."""
        given = name(self.old, id_), name(self.new, id_)
        return next((one for one in sorted(given) if one != id_), id_)


def _keys(old: Mapping[Key, str], new: Mapping[Key, str]) -> list[Key]:
    """What either charter speaks of, in their order; the same whichever of them is the old one."""
    first: dict[Key, int] = {}
    for one in (old, new):
        for place, key in enumerate(one):
            first[key] = min(place, first.get(key, place))
    ranked = sorted((place, str(key), key) for key, place in first.items())
    return [key for _, _, key in ranked]
