"""Names for whoever reads a page or acts: of what the charter calls by ids, in their language."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language

from comity.app.letters import language_of
from comity.core.charter.model import Charter
from comity.core.rules.sentences import WORDS
from comity.core.values import Id, Language, PartialDate
from comity.workbench.naming import names_in


def language_of_reader() -> Language:
    """The language of texts and sentences for whoever reads."""
    return language_of((get_language() or "en").lower())


def told_day(day: date) -> str:
    """The day as the reader's language writes it: 15 June 2001."""
    return WORDS[language_of_reader()].dated(PartialDate(day.year, day.month, day.day))


def listing(charter: Charter, ids: Iterable[Id], on: date) -> str:
    """The names in use on the day, as the reader's language lists them: A, B and C."""
    language = language_of_reader()
    names = names_in(charter, language, on)
    return WORDS[language].listing([names(one) for one in ids])
