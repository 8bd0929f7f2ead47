"""The organisation and its charter, as use cases read them: the charter of a version is decoded once a process."""

import json
from dataclasses import dataclass
from functools import lru_cache

from comity.app.errors import NotThere
from comity.core.charter.model import Charter
from comity.core.values import Id, Language
from comity.formats.charter_file import charter_from_text
from comity.store.models import CharterVersion, Organisation
from comity.workbench.naming import organisation_name

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
    return charter_from_text(CharterVersion.objects.get(pk=version).document)


def document_of(charter_data: dict[str, object]) -> str:
    """The document of a charter, the same for the same charter; its order is kept, for pages tell it in that order."""
    return json.dumps(charter_data, ensure_ascii=False, separators=(",", ":"))
