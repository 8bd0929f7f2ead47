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


def cleaned(text: Mapping[str, str]) -> dict[str, str]:
    """The text without empty versions and without space around it; line ends as one sign."""
    stripped = {tag: "\n".join(one.splitlines()).strip() for tag, one in text.items()}
    return {tag: one for tag, one in stripped.items() if one}
