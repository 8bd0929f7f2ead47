"""Texts in the official languages: complete only when each is there."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from comity.app.errors import Fault

LONGEST_TITLE = 500
LONGEST_TEXT = 200_000


def faults_of_text(field: str, text: Mapping[str, str], languages: tuple[str, ...], longest: int) -> Iterator[Fault]:
    """What a text in languages lacks, and where it is too long."""
    lacking = [tag for tag in languages if not text.get(tag, "").strip()]
    if lacking:
        message = _("The text is missing in: %(languages)s. Write it in each official language.")
        yield Fault(field, message % {"languages": ", ".join(lacking)})
    if any(len(one) > longest for one in text.values()):
        yield Fault(field, _("The text is longer than %(longest)d characters. Shorten it.") % {"longest": longest})


VERSIONS = ("authentic", "official", "unofficial", "machine_draft")
"""What a language version of a text can be: authentic, an official translation, unofficial, a machine's draft."""


def versions_of(text: Mapping[str, str], said: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    """What each version of a text is: as said, else authentic in the official languages and unofficial in others."""
    return {tag: said.get(tag, "authentic" if tag in languages else "unofficial") for tag in text}


def faults_of_versions(said: Mapping[str, str]) -> Iterator[Fault]:
    """Versions that are said to be what no version can be."""
    for tag, version in said.items():
        if version not in VERSIONS:
            message = _("The version in %(language)s can't be “%(version)s”. Say one of: %(choices)s.")
            yield Fault("text", message % {"language": tag, "version": version, "choices": ", ".join(VERSIONS)})


def cleaned(text: Mapping[str, str]) -> dict[str, str]:
    """The text without empty versions and without space around it; line ends as one sign."""
    stripped = {tag: "\n".join(one.splitlines()).strip() for tag, one in text.items()}
    return {tag: one for tag, one in stripped.items() if one}
