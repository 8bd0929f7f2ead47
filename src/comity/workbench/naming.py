"""Display names of the ids of a charter, in a language and on a date."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import cast, get_args

from comity.core.charter.model import Charter, DatedName, OrderKind
from comity.core.rules.sentences.words import WORDS
from comity.core.rules.written import MEMBERS
from comity.core.values import Id, Language, Text, in_language
from comity.formats.state_names import names_of_states, state_named

SHOWN = ("short", "title", "name")
"""By which of its names an entry is called in a sentence, the first that it has."""

MEMBERS_NAME: Text = {"en": "members", "ru": "члены", "zh": "成员"}


def names_in(charter: Charter, language: Language, on: date | None = None) -> Callable[[Id], str]:
    """A function from id to display name; an id that nothing names is shown as it is.

    Looked up in this order: instruments, groups, measures, bodies, matters, standings, voters (the name in use on the
    day), states of the United Nations table (a name of a state that stands for an id is kept in English, the language
    of the files, and translated into the others). A seat "holder.suffix" is shown by its holder and the seat's name.
    """
    states = names_of_states()
    places = _places(charter)
    tables = (charter.instruments, charter.groups, charter.measures, charter.bodies, charter.matters, charter.standings)

    def name(id_: Id) -> str:
        for table in tables:
            if id_ in table:
                entry = table[id_]
                text: Text = next((getattr(entry, key) for key in SHOWN if getattr(entry, key, None)), {})
                if text:
                    return in_language(text, language)
        if id_ in charter.voters:
            dated = _in_use(charter.voters[id_].names, on)
            if dated is not None:
                return in_language(dated.name, language)
        state = id_ if id_ in states or language == "en" else state_named(id_)
        if state is not None and state in states:
            return in_language(states[state], language)
        if id_ == MEMBERS:
            return in_language(MEMBERS_NAME, language)
        holder, _, suffix = id_.rpartition(".")
        if holder and suffix in places:
            return f"{name(holder)}{WORDS[language].parenthesis(in_language(places[suffix], language))}"
        return id_

    return name


def organisation_name(charter: Charter, language: Language) -> str:
    """What the organisation is called now; without a name, the title of its charter."""
    dated = charter.organisation.names
    return in_language(dated[-1].name if dated else charter.title, language)


def _places(charter: Charter) -> Mapping[Id, Text]:
    """The names of the seats of which each holder of a standing has several, by what their ids end with."""
    entries = (entry for body in charter.bodies.values() for entry in body.seats)
    return {place.suffix: place.name for entry in entries for place in entry.each}


def _in_use(names: tuple[DatedName, ...], on: date | None) -> DatedName | None:
    for name in names:
        if on is None or name.period.holds(on):
            return name
    return names[0] if names else None


def ordered(charter: Charter, ids: Iterable[Id], on: date) -> tuple[Id, ...]:
    """Voters in the organisation's order on the day: by the alphabet of its language, else as the charter lists them.

    Letters are compared as the language writes them in capitals; an order by lot is the charter's own.
    """
    order = next((one for one in charter.organisation.order if one.period.holds(on)), None)
    known = get_args(Language)
    if order is None or order.kind is OrderKind.LOT or order.language not in known:
        return tuple(ids)
    name = names_in(charter, cast("Language", order.language), on)
    return tuple(sorted(ids, key=lambda id_: name(id_).upper().replace("Ё", "Е")))
