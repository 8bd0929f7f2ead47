"""Names of states: from the table of the United Nations, and the dated names that a charter gives its voters."""

import csv
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from comity.core.charter.lookup import room
from comity.core.charter.model import Charter
from comity.core.values import LANGUAGES, Id, Text

_ARTICLE = re.compile(r"\s*\(the\)$")
_REMARK = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a name means: ids by folded name."""

    ids: Mapping[str, Id]

    def id_of(self, text: str) -> Id | None:
        """The voter that a name, a code or an id in any case means; ``None`` where nothing is called so."""
        return self.ids.get(_folded(text))

    def resolve(self, text: str) -> Id:
        """The same, but a name that means nobody known stands for itself."""
        return self.id_of(text) or text.strip()


@functools.cache
def names_of_states() -> Mapping[Id, Text]:
    """The short name of each state, former states among them, by its alpha-3 code in lower case or its own id."""
    return {
        id_: {language: _ARTICLE.sub("", row[language]) for language in LANGUAGES if row[language]}
        for id_, row in (*_table(), *_former())
    }


def state_named(text: str) -> Id | None:
    """The state that a name or a code means, whatever the charter; ``None`` where it means none, or more than one."""
    return _state_ids().get(_folded(text))


def names_for(charter: Charter, on: date | None = None, body: Id | None = None) -> Names:
    """The names by which a file may call the voters of a charter.

    What the charter says goes before the table: a former name of a voter means that voter. Names in use on the day
    go before others; in a body, a holder of exactly one seat there means that seat.
    """
    own = _unambiguous(_charter_names(charter, None))
    in_use = _unambiguous(_charter_names(charter, on)) if on is not None else {}
    seats = {seat.id for one in charter.bodies.values() for entry in one.seats for seat in entry.listed}
    ids = {_folded(id_): id_ for id_ in (*seats, *_seats_of_holders(charter), *charter.voters)}
    every = {**_state_ids(), **own, **in_use, **ids}
    seat_of = _only_seats(charter, body, on) if on is not None and body is not None else {}
    return Names({name: seat_of.get(id_, id_) for name, id_ in every.items()})


def resolver(charter: Charter, on: date | None = None, body: Id | None = None) -> Callable[[str], Id]:
    """A function from a name in a file to the id of a voter; what nobody is called stands for itself."""
    return names_for(charter, on, body).resolve


@functools.cache
def _state_ids() -> Mapping[str, Id]:
    """Codes, short and formal names of the states of the table."""
    names = _unambiguous((name, id_) for id_, row in (*_table(), *_former()) for name in _forms(row))
    common = _unambiguous((row["name"], row["iso3"].lower()) for row in _rows("common_names.csv"))
    ids = {id_: id_ for id_, _ in (*_table(), *_former())}
    called = ((row["code"], row["state"]) for row in _rows("state_codes.csv") if row["scheme"] == "name")
    published = {_folded(name): id_ for name, id_ in called if id_ in ids}
    return {**published, **common, **names, **ids}


@functools.cache
def _table() -> tuple[tuple[Id, Mapping[str, str]], ...]:
    return tuple((row["iso3"].lower(), row) for row in _rows("un_names.csv"))


@functools.cache
def _former() -> tuple[tuple[Id, Mapping[str, str]], ...]:
    return tuple((row["id"], row) for row in _rows("former_states.csv"))


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    text = (files("comity") / "data" / "names" / name).read_text(encoding="utf-8-sig")
    return iter(csv.DictReader(text.splitlines()))


def _forms(row: Mapping[str, str]) -> Iterator[str]:
    for language in LANGUAGES:
        short = row[language]
        yield from (short, _REMARK.sub("", short), row[f"{language}_formal"])


def _charter_names(charter: Charter, on: date | None) -> Iterator[tuple[str, Id]]:
    for id_, voter in charter.voters.items():
        for dated in voter.names:
            if on is None or dated.period.holds(on):
                yield from ((name, id_) for text in (dated.name, dated.short) for name in text.values())


def _only_seats(charter: Charter, body: Id, on: date) -> Mapping[Id, Id]:
    """The seat of each holder who has exactly one in the body."""
    seats: dict[Id, list[Id]] = {}
    for sitting in room(charter, body, on).seats:
        seats.setdefault(sitting.holder, []).append(sitting.seat)
    return {holder: own[0] for holder, own in seats.items() if len(own) == 1}


def _seats_of_holders(charter: Charter) -> Iterator[Id]:
    """The seats of which each holder of a standing has several."""
    for body in charter.bodies.values():
        for entry in body.seats:
            for held in charter.held:
                if held.standing == entry.standing:
                    yield from (f"{held.who}.{place.suffix}" for place in entry.each)


def _unambiguous(names: Iterable[tuple[str, Id]]) -> dict[str, Id]:
    """Ids by folded name, without the names that mean more than one voter."""
    found: dict[str, set[Id]] = {}
    for name, id_ in names:
        found.setdefault(_folded(name), set()).add(id_)
    return {name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1}


def _folded(name: str) -> str:
    """A name without what writers differ in: case, width, spaces, the article, the typographic apostrophe."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("ё", "е")
    return _ARTICLE.sub("", " ".join(plain.split())).removeprefix("the ")
