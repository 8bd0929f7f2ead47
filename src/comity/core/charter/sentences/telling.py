"""The parts of a charter as sentences, each under the key of what it is about.

``show`` prints them, and ``difference`` compares them: both say a thing in the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.core.charter.model import Body, Charter, Group, Holding, Reform, Seats
from comity.core.charter.sentences.languages import CHARTER_WORDS
from comity.core.charter.sentences.procedures import describe_procedure
from comity.core.charter.sentences.timeline import Stretch, Way, timeline
from comity.core.charter.sentences.wording import Words
from comity.core.rules.sentences import WORDS, Names, citation_text, in_brackets
from comity.core.values import Citation, Id, Language, PartialDate, Period, Text, in_language

NO_PERIOD = Period()


@dataclass(frozen=True, slots=True)
class Teller:
    """A charter, told in a language."""

    charter: Charter
    names: Names
    language: Language

    @property
    def says(self) -> Words:
        """The words of the language."""
        return CHARTER_WORDS[self.language]

    def text(self, text: Text) -> str:
        """A text in the language."""
        return in_language(text, self.language)

    def date(self, when: PartialDate | None) -> str:
        """A date; empty where it is not known."""
        return WORDS[self.language].dated(when) if when else ""

    def tail(self, period: Period = NO_PERIOD, cite: Citation | None = None) -> str:
        """When a thing holds, and where it stands."""
        where = in_brackets(cite, self.names, self.language) if cite else ""
        return self.says.tail(WORDS[self.language].period(period.start, period.until), where)

    def basis(self, cite: Citation) -> str:
        """Where something stands, as a sentence of its own."""
        return self.says.basis(citation_text(cite, self.names, self.language))

    def sentence(self, text: str) -> str:
        """The text with a capital and a full stop."""
        return WORDS[self.language].sentence(text)

    def joined(self, sentences: Iterator[str] | list[str]) -> str:
        """Sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(sentences)

    def matter(self, matter: Id) -> str:
        """The name of a matter."""
        return self.text(self.charter.matters[matter].name) if matter in self.charter.matters else self.names(matter)

    def body(self, body: Id) -> str:
        """The name of a body."""
        return self.text(self.charter.bodies[body].name) if body in self.charter.bodies else self.names(body)

    def standing(self, standing: Id) -> str:
        """The name of a standing."""
        known = self.charter.standings
        return self.text(known[standing].name) if standing in known else self.names(standing)


def ways(teller: Teller, body: Id, matter: Id) -> str:
    """How a body decides a matter, over time; empty where it does not."""
    stretches = timeline(teller.charter, body, matter)
    return teller.joined([stretch_told(teller, one) for one in stretches])


def stretch_told(teller: Teller, stretch: Stretch) -> str:
    """How matters are decided during a time."""
    told = teller.joined([_way(teller, way) for way in stretch.ways])
    when = WORDS[teller.language].period(stretch.period.start, stretch.period.until)
    return teller.joined([teller.sentence(when), told]) if when else told


def _way(teller: Teller, way: Way) -> str:
    says = teller.says
    terms = [says.not_bound(outside) for outside in way.not_bound]
    terms += [says.may_join_later()] if way.may_join_later else []
    terms += [says.opinions_on_record()] if way.opinions_on_record else []
    rule = describe_procedure(way.procedure, teller.names, teller.language)
    where = in_brackets(way.cite, teller.names, teller.language)
    where = "" if where in rule else where
    if not terms:
        return teller.joined([rule, teller.basis(way.cite)]) if where else rule
    return teller.joined([rule, teller.sentence(says.items(terms) + where)])


def standings(teller: Teller) -> Mapping[Id, str]:
    """What the holders of each standing may do."""
    return {
        id_: teller.sentence(
            teller.says.standing(name=teller.text(one.name), may=one.may) + teller.tail(one.period, one.cite)
        )
        for id_, one in teller.charter.standings.items()
    }


def holdings(teller: Teller) -> Mapping[Id, str]:
    """The standings of each holder, over time."""
    told: dict[Id, list[str]] = {}
    for one in teller.charter.held:
        told.setdefault(one.who, []).append(held(teller, [one]))
    return {who: teller.joined(sentences) for who, sentences in told.items()}


def held(teller: Teller, together: list[Holding]) -> str:
    """Who has a standing, of those that have it for the same time."""
    who = [teller.names(one.who) for one in together]
    clause = teller.says.held(standing=teller.standing(together[0].standing), who=who)
    return teller.sentence(clause + teller.tail(together[0].period, together[0].cite))


def suspensions(teller: Teller) -> Mapping[Id, str]:
    """Whose voting right is suspended, over time."""
    told: dict[Id, list[str]] = {}
    for one in teller.charter.suspensions:
        clause = teller.says.suspended(who=teller.names(one.who)) + teller.tail(one.period, one.cite)
        told.setdefault(one.who, []).append(teller.sentence(clause))
    return {who: teller.joined(sentences) for who, sentences in told.items()}


def groups(teller: Teller) -> Mapping[Id, str]:
    """Who belongs to each group."""
    return {id_: _group(teller, one) for id_, one in teller.charter.groups.items()}


def _group(teller: Teller, group: Group) -> str:
    other = teller.charter.groups.get(group.all_but or "")
    clause = teller.says.group(
        name=teller.text(group.name),
        members=[teller.names(one.who) + teller.tail(one.period) for one in group.members],
        all_but=(teller.text(other.name) if other else teller.names(group.all_but)) if group.all_but else None,
        number=group.number,
    )
    return teller.sentence(clause + teller.tail(cite=group.cite))


def measures(teller: Teller) -> Mapping[Id, str]:
    """Each measure, and from when there are which figures."""
    told = {}
    for id_, one in teller.charter.measures.items():
        sentences = [teller.sentence(teller.says.measure(name=teller.text(one.name), unit=teller.text(one.unit)))]
        for table in one.tables:
            total = None if table.total is None else WORDS[teller.language].number(table.total)
            clause = teller.says.table(voters=len(table.values), total=total)
            sentences.append(teller.sentence(clause + teller.tail(table.period, table.cite)))
        told[id_] = teller.joined(sentences)
    return told


def bodies(teller: Teller) -> Mapping[Id, str]:
    """Each body: its parent and term, and who sits in it."""
    return {
        id_: teller.joined([body_line(teller, one), *seat_lines(teller, one)])
        for id_, one in teller.charter.bodies.items()
    }


def body_line(teller: Teller, body: Body) -> str:
    """A body, with its parent and term."""
    parent = teller.body(body.parent) if body.parent else None
    clause = teller.says.body(name=teller.text(body.name), parent=parent, term=teller.text(body.term) or None)
    return teller.sentence(clause + teller.tail(body.period, body.cite))


def seat_lines(teller: Teller, body: Body) -> list[str]:
    """Who sits in a body, over time."""
    return [teller.sentence(_seats(teller, one) + teller.tail(one.period, one.cite)) for one in body.seats]


def _seats(teller: Teller, seats: Seats) -> str:
    return teller.says.seats(
        standing=teller.standing(seats.standing) if seats.standing else None,
        each=[teller.text(one.name) for one in seats.each],
        listed=[teller.names(one.holder or one.id) + teller.tail(one.period) for one in seats.listed],
        number=seats.number,
        more=seats.number_unknown,
    )


def competences(teller: Teller) -> Mapping[tuple[Id, Id], str]:
    """For each body and matter: from when until when the body may decide it."""
    told: dict[tuple[Id, Id], list[str]] = {}
    for id_, body in teller.charter.bodies.items():
        for one in body.competent_for:
            for matter in one.matters:
                clause = teller.says.competent_in_it() + teller.tail(one.period, one.cite)
                told.setdefault((id_, matter), []).append(teller.sentence(clause))
    return {key: teller.joined(sentences) for key, sentences in told.items()}


def importances(teller: Teller) -> Mapping[Id, str]:
    """Whether each matter is major."""
    return {id_: teller.sentence(teller.says.importance(one.importance)) for id_, one in teller.charter.matters.items()}


def decisions(teller: Teller) -> Mapping[tuple[Id, Id], str]:
    """For each body and matter: how the body decides it, over time."""
    told = {}
    for id_, body in teller.charter.bodies.items():
        for matter in dict.fromkeys(matter for one in body.competent_for for matter in one.matters):
            sentence = ways(teller, id_, matter)
            if sentence:
                told[id_, matter] = sentence
    return told


def reforms(teller: Teller) -> Mapping[str, str]:
    """Each act of a reform, under what it changes."""
    return {teller.text(one.what): reform(teller, one) for one in teller.charter.reforms}


def reform(teller: Teller, one: Reform) -> str:
    """What changes, by which vehicle, adopted how, in force when."""
    told = teller.says.reform(
        what=teller.text(one.what),
        vehicle=teller.text(one.vehicle),
        adopted_by=teller.text(one.adopted_by),
        entry_into_force=teller.text(one.entry_into_force),
    )
    return teller.joined([told, teller.basis(one.cite)])
