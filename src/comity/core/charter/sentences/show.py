"""A charter in sections of sentences."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from comity.core.charter.model import Charter, Holding, Importance
from comity.core.charter.sentences import telling
from comity.core.charter.sentences.sections import Section, SectionKind
from comity.core.charter.sentences.telling import Teller
from comity.core.rules.sentences import Names
from comity.core.values import Id, Language


def show(charter: Charter, names: Names, language: Language) -> tuple[Section, ...]:
    """The whole charter, section by section; what it says nothing about has no section."""
    teller = Teller(charter, names, language)
    parts: list[tuple[SectionKind, Id | None, Iterable[str]]] = [
        (SectionKind.ORGANISATION, None, _organisation(teller)),
        (SectionKind.STANDINGS, None, telling.standings(teller).values()),
        (SectionKind.HELD, None, _held(teller)),
        (SectionKind.VOTERS, None, _voters(teller)),
        (SectionKind.SUSPENSIONS, None, telling.suspensions(teller).values()),
        (SectionKind.GROUPS, None, telling.groups(teller).values()),
        (SectionKind.MEASURES, None, telling.measures(teller).values()),
        *((SectionKind.BODIES, id_, _body(teller, id_)) for id_ in charter.bodies),
        (SectionKind.MATTERS, None, _matters(teller)),
        *((SectionKind.DECISIONS, id_, _decisions(teller, id_)) for id_ in charter.bodies),
        (SectionKind.REFORMS, None, telling.reforms(teller).values()),
        (SectionKind.INSTRUMENTS, None, _instruments(teller)),
    ]
    sections = ((kind, body, tuple(lines)) for kind, body, lines in parts)
    return tuple(_section(teller, kind, body, lines) for kind, body, lines in sections if lines)


def _section(teller: Teller, kind: SectionKind, body: Id | None, lines: tuple[str, ...]) -> Section:
    title, about = teller.says.section(kind), teller.body(body) if body else None
    return Section(kind=kind, title=teller.says.title(title, about) if about else title, lines=lines, about=about)


def _organisation(teller: Teller) -> Iterator[str]:
    about, says = teller.charter.organisation, teller.says
    for one in about.names:
        name = says.named(name=teller.text(one.name), short=teller.text(one.short))
        yield teller.sentence(name + teller.tail(one.period, one.cite))
    if about.founded:
        yield teller.sentence(says.founded(when=teller.date(about.founded)))
    if about.predecessor:
        yield teller.sentence(says.predecessor(name=teller.text(about.predecessor)))
    if about.languages:
        yield teller.sentence(says.languages(tags=about.languages) + teller.tail(cite=about.cite))
    for order in about.order:
        clause = says.order(kind=order.kind, tag=order.language)
        yield teller.sentence(clause + teller.tail(order.period, order.cite))


def _held(teller: Teller) -> Iterator[str]:
    """By standing, in the order of the charter; who has it for the same time by the same act stands together."""
    order = list(teller.charter.standings)
    held = sorted(teller.charter.held, key=lambda one: order.index(one.standing) if one.standing in order else -1)
    for _, together in groupby(held, key=_alike):
        yield telling.held(teller, list(together))


def _alike(one: Holding) -> tuple[object, ...]:
    return one.standing, one.period, one.cite


def _voters(teller: Teller) -> Iterator[str]:
    for id_, voter in teller.charter.voters.items():
        who = teller.names(id_)
        for name in voter.names if len(voter.names) > 1 else ():
            clause = teller.says.voter_named(who=who, name=teller.text(name.name))
            yield teller.sentence(clause + teller.tail(name.period, name.cite))
        for government in voter.governments:
            clause = teller.says.government(who=who, name=teller.text(government.name))
            yield teller.sentence(clause + teller.tail(government.period, government.cite))


def _body(teller: Teller, id_: Id) -> Iterator[str]:
    body = teller.charter.bodies[id_]
    yield telling.body_line(teller, body)
    yield from telling.seat_lines(teller, body)
    for one in body.competent_for:
        clause = teller.says.competent(matters=[teller.matter(matter) for matter in one.matters])
        yield teller.sentence(clause + teller.tail(one.period, one.cite))


def _matters(teller: Teller) -> Iterator[str]:
    for importance in Importance:
        matters = [id_ for id_, one in teller.charter.matters.items() if one.importance is importance]
        if matters:
            names = [teller.matter(matter) for matter in matters]
            yield teller.sentence(teller.says.of_importance(importance=importance, matters=names))


def _decisions(teller: Teller, body: Id) -> Iterator[str]:
    """Matters that are decided in the same way over time stand together."""
    decided = {matter: sentence for (one, matter), sentence in telling.decisions(teller).items() if one == body}
    for sentence, matters in together(decided).items():
        yield teller.says.about(teller.says.items([teller.matter(matter) for matter in matters]), sentence)


def together(told: Mapping[Id, str]) -> dict[str, list[Id]]:
    """The keys of each sentence, in order."""
    found: dict[str, list[Id]] = {}
    for key, sentence in told.items():
        found.setdefault(sentence, []).append(key)
    return found


def _instruments(teller: Teller) -> Iterator[str]:
    for one in teller.charter.instruments.values():
        yield teller.sentence(
            teller.says.instrument(
                title=teller.text(one.title),
                dated=teller.date(one.date),
                in_force=teller.date(one.entry_into_force),
                general_knowledge=one.general_knowledge,
            )
        )
