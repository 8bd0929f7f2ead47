"""The organisation and its charter, as use cases read them: the charter of a version is decoded once a process."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from comity.app.errors import NotThere
from comity.core.charter.model import Charter
from comity.core.values import Id, Language
from comity.formats.charter_file import charter_from_text
from comity.store.models import CharterVersion, Organisation
from comity.workbench.naming import names_in, organisation_name

ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class House:
    """The organisation with the charter in force; ``None`` for both before it was made."""

    row: Organisation
    charter: Charter

    @property
    def example(self) -> bool:
        """Whether everything in it is invented."""
        return self.row.example

    def name(self, language: Language) -> str:
        """What the organisation is called now."""
        return organisation_name(self.charter, language)

    def names(self, language: Language, on: date | None = None) -> Callable[[Id], str]:
        """A function from id to display name; what the charter knows no more, as before."""
        now = names_in(self.charter, language, on)

        def name(id_: Id) -> str:
            found = now(id_)
            if found == id_:
                earlier = (names_in(charter_of(one), language, on)(id_) for one in before(self.row.charter_version))
                found = next((one for one in earlier if one != id_), id_)
            return found

        return name

    @property
    def languages(self) -> tuple[str, ...]:
        """The official languages: a text is complete only when each is there."""
        return self.charter.organisation.languages or ("en",)


def house() -> House | None:
    """The organisation; ``None`` where none was made yet. One query, and one more for a charter not read before."""
    row = Organisation.objects.filter(pk=ORGANISATION).first()
    return None if row is None else House(row, charter_of(row.charter_version))


def the_house() -> House:
    """The organisation. Raises ``NotThere`` where none was made."""
    here = house()
    if here is None:
        raise NotThere(ORGANISATION)
    return here


@lru_cache(maxsize=16)
def charter_of(version: Id) -> Charter:
    """The charter of a version, which never changes."""
    return charter_in(CharterVersion.objects.get(pk=version).document)


@lru_cache(maxsize=16)
def charter_in(document: str) -> Charter:
    """The charter that a document says, which takes a second to read. Raises ``Refused``."""
    return charter_from_text(document)


@lru_cache(maxsize=16)
def before(version: Id) -> tuple[Id, ...]:
    """The versions before one, the latest first; they never change. One query, once a process."""
    number = CharterVersion.objects.values_list("number", flat=True).get(pk=version)
    earlier = CharterVersion.objects.filter(number__lt=number).order_by("-number")
    return tuple(earlier.values_list("id", flat=True))


def versions_by_day() -> tuple[tuple[date, Id], ...]:
    """The versions in the order in which they were adopted, each with its first day in force. One query."""
    rows = CharterVersion.objects.order_by("number")
    return tuple(rows.values_list("in_force_from", "id"))


def in_force_on(day: date, versions: Sequence[tuple[date, Id]]) -> Id:
    """The version in force on a day; the first for the days before any, whose facts it may hold all the same."""
    return next((id_ for first, id_ in reversed(versions) if first <= day), versions[0][1])


def document_of(charter_data: dict[str, object]) -> str:
    """The document of a charter, the same for the same charter; its order is kept, for pages tell it in that order."""
    return json.dumps(charter_data, ensure_ascii=False, separators=(",", ":"))
