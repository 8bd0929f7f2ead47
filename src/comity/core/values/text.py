"""Text in languages: ``{language tag: string}``."""

from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["en", "ru", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Text = Mapping[str, str]


def in_language(text: Text, language: str) -> str:
    """Return the version of ``text`` in ``language``, else the first that there is.

    An empty text gives an empty string.

    >>> in_language({"en": "Council", "ru": "Совет"}, "ru")
    'Совет'
    >>> in_language({"en": "Council"}, "zh")
    'Council'
    """
    if language in text:
        return text[language]
    return next(iter(text.values()), "")
