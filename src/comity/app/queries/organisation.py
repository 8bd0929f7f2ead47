"""The organisation on a day: standings, and bodies with who sits; the charter, its versions, and how they differ."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.app.errors import NotThere
from comity.app.organisation import charter_of, house, in_force_on, the_house, versions_by_day
from comity.core.charter.lookup import holders, room, suspended
from comity.core.charter.model import Charter, Right
from comity.core.rules.sentences import citation_text
from comity.core.values import Id, Language, PartialDate, in_language
from comity.formats.charter_file import find_charter, shipped_charters
from comity.store.models import CharterVersion, Role, Service
from comity.workbench.charter_articles import BodyTold, Part, beside_articles, body_told
from comity.workbench.charters import CharterDifference, charters_compared
from comity.workbench.naming import names_in, ordered, organisation_name

SHIPPED = "shipped:"
"""How a charter that ships is told apart from a version of the organisation's own, which goes by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderOnDay:
    """Who has a standing on the day, since when and until when, and where that stands."""

    id: Id
    name: str
    standing: str
    since: PartialDate | None
    until: PartialDate | None
    article: str
    votes_suspended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyOnDay:
    """A body on the day; ``more``: seats whose holders are not listed (``None``: nobody knows how many)."""

    id: Id
    name: str
    parent: str
    seats: tuple[str, ...]
    more: int | None
    matters: int
    chairs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOnDay:
    """The organisation on a day. ``changed``: the days on which a standing began or ended, the latest first."""

    name: str
    example: bool
    on: date
    known_until: PartialDate | None
    holders: tuple[HolderOnDay, ...]
    counts: tuple[tuple[str, int], ...]
    bodies: tuple[BodyOnDay, ...]
    changed: tuple[date, ...]


def organisation(on: date, language: Language) -> OrganisationOnDay | None:
    """The organisation on a day, by the charter in force then; ``None`` before one was made. Three queries."""
    here = house()
    if here is None:
        return None
    versions = versions_by_day()
    charter = charter_of(in_force_on(on, versions))
    serving = Service.objects.filter(role=Role.CHAIR, from_day__lte=on).exclude(until_day__lte=on)
    chairs: dict[Id, list[str]] = {}
    for one in serving.order_by("from_day", "id"):
        chairs.setdefault(one.body, []).append(one.name)
    listed = tuple(_holders(charter, on, language))
    counts: dict[str, int] = {}
    for holder in listed:
        counts[holder.standing] = counts.get(holder.standing, 0) + 1
    days = {day for one in charter.held for day in one.period.boundaries()} | {first for first, _id in versions[1:]}
    return OrganisationOnDay(
        name=organisation_name(charter, language),
        example=here.example,
        on=on,
        known_until=charter.known_until,
        holders=listed,
        counts=tuple(counts.items()),
        bodies=_bodies(charter, on, language, chairs),
        changed=tuple(sorted(days, reverse=True)),
    )


def _holders(charter: Charter, on: date, language: Language) -> list[HolderOnDay]:
    """Standing by standing as the charter lists them, those with a vote first; in each in the organisation's order."""
    names = names_in(charter, language, on)
    found = []
    for standing in sorted(charter.standings, key=lambda one: Right.VOTE not in charter.standings[one].may):
        held = {one.who: one for one in charter.held if one.standing == standing and one.period.holds(on)}
        for who in ordered(charter, holders(charter, standing, on), on):
            entry = held[who]
            found.append(
                HolderOnDay(
                    id=who,
                    name=names(who),
                    standing=names(standing),
                    since=entry.period.start,
                    until=entry.period.until,
                    article=citation_text(entry.cite, names, language),
                    votes_suspended=suspended(charter, who, on),
                )
            )
    return found


def _bodies(charter: Charter, on: date, language: Language, chairs: dict[Id, list[str]]) -> tuple[BodyOnDay, ...]:
    names = names_in(charter, language, on)
    found = []
    for id_, body in charter.bodies.items():
        if not body.period.holds(on):
            continue
        who = room(charter, id_, on)
        seats = ordered(charter, [one.seat for one in who.seats], on)
        matters = {matter for one in body.competent_for if one.period.holds(on) for matter in one.matters}
        found.append(
            BodyOnDay(
                id=id_,
                name=names(id_),
                parent=names(body.parent) if body.parent else "",
                seats=tuple(names(seat) for seat in seats),
                more=who.unlisted,
                matters=len(matters),
                chairs=tuple(chairs.get(id_, ())),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBody:
    """A body as the charter tells it, with who sits in it on the day."""

    told: BodyTold
    on_day: BodyOnDay | None
    on: date


def body(body_id: Id, on: date, language: Language) -> ShownBody:
    """A body, as the charter in force on the day tells it, else the last version that has it. Four queries.

    Raises ``NotThere`` where none has one of that id.
    """
    the_house()
    versions = versions_by_day()
    in_force = in_force_on(on, versions)
    tellers = (one for one in (in_force, *(id_ for _day, id_ in reversed(versions))))
    told_by = next((one for one in tellers if body_id in charter_of(one).bodies), None)
    if told_by is None:
        raise NotThere(body_id)
    shown = organisation(on, language)
    assert shown is not None, "the organisation is there"
    return ShownBody(
        told=_body_told(told_by, body_id, language),
        on_day=next((one for one in shown.bodies if one.id == body_id), None),
        on=on,
    )


@lru_cache(maxsize=256)
def _body_told(version: Id, body_id: Id, language: Language) -> BodyTold:
    return body_told(charter_of(version), body_id, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCharter:
    """The charter in sentences, its articles beside them. ``note``: what it says of itself."""

    title: str
    note: str
    number: int
    in_force_from: date
    parts: tuple[Part, ...]


def charter(language: Language, number: int | None = None) -> ShownCharter:
    """A version of the charter, the one in use where none is named. Raises ``NotThere``. Two queries."""
    here = the_house()
    rows = CharterVersion.objects.defer("document")
    row = rows.filter(pk=here.row.charter_version) if number is None else rows.filter(number=number)
    version = row.first()
    if version is None:
        raise NotThere(str(number))
    own = charter_of(version.id)
    return ShownCharter(
        title=in_language(own.title, language),
        note=in_language(own.note, language),
        number=version.number,
        in_force_from=version.in_force_from,
        parts=_parts(version.id, language),
    )


@lru_cache(maxsize=16)
def _parts(version: Id, language: Language) -> tuple[Part, ...]:
    return beside_articles(charter_of(version), language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVersion:
    """A version of the charter."""

    number: int
    title: str
    in_force_from: date
    sha256: str
    in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions, the latest first, and what each can be held against: its key and its name."""

    listed: tuple[ListedVersion, ...]
    choices: tuple[tuple[str, str], ...]


def versions(language: Language) -> Versions:
    """The versions of the charter. Raises ``NotThere`` before an organisation was made. Two queries."""
    here = the_house()
    rows = CharterVersion.objects.defer("document").order_by("-number")
    listed = tuple(
        ListedVersion(
            number=one.number,
            title=in_language(charter_of(one.id).title, language),
            in_force_from=one.in_force_from,
            sha256=one.sha256,
            in_use=one.id == here.row.charter_version,
        )
        for one in rows
    )
    own = tuple((str(one.number), one.title) for one in listed)
    shipped = tuple(
        (f"{SHIPPED}{name}", in_language(find_charter(name).title, language)) for name in shipped_charters()
    )
    return Versions(listed=listed, choices=(*own, *shipped))


def difference(old: str, new: str, language: Language) -> CharterDifference:
    """How two charters differ, each a version by its number or one that ships. Raises ``NotThere``."""
    ids = {str(number): id_ for id_, number in CharterVersion.objects.values_list("id", "number")}
    return _difference(_key(old, ids), _key(new, ids), language)


def _key(named: str, ids: dict[str, Id]) -> str:
    if named.startswith(SHIPPED) and named.removeprefix(SHIPPED) in shipped_charters():
        return named
    if named not in ids:
        raise NotThere(named)
    return ids[named]


@lru_cache(maxsize=32)
def _difference(old: str, new: str, language: Language) -> CharterDifference:
    return charters_compared(_charter(old), _charter(new), language)


def _charter(key: str) -> Charter:
    return find_charter(key.removeprefix(SHIPPED)) if key.startswith(SHIPPED) else charter_of(key)
