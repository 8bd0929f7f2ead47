"""The languages of the pages and those of texts: one table, and the name of each in itself."""

from django.utils.translation import get_language_info

from comity.core.values import Language

INTERFACE: dict[Language, str] = {"en": "en", "ru": "ru", "zh": "zh-hans"}
"""From a language of texts and sentences to that of the pages."""

OF_TEXTS: dict[str, Language] = {code: language for language, code in INTERFACE.items()}
"""The other way."""


def own_name(tag: str) -> str:
    """The name of a language in itself; the tag where it is not known.

    >>> own_name("ru")
    'Русский'
    """
    code = next((code for language, code in INTERFACE.items() if language == tag), tag)
    try:
        name: str = get_language_info(code)["name_local"]
    except KeyError:
        return tag
    return name[:1].upper() + name[1:]
