"""The text of a proposal as it was last issued: the last whole text, with what was added to it and corrected in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.app.texts import VERSIONS
from comity.store.models import ProposalText

WHOLE = frozenset({ProposalText.Kind.ORIGINAL, ProposalText.Kind.REVISION})


@dataclass(frozen=True, slots=True)
class IssuedText:
    """The text by language, and which version of it each language has."""

    texts: dict[str, str]
    versions: dict[str, str]


def last_whole(kinds: Iterable[str]) -> int:
    """The place of the last whole text among the issues, of which these are the kinds in the order of issue."""
    return max(place for place, kind in enumerate(kinds) if kind in WHOLE)


def text_as_issued(issues: Sequence[ProposalText]) -> IssuedText:
    """The last whole text; each later addendum and corrigendum stands below it under its symbol.

    A language in which an addendum or corrigendum was not issued has it in those in which it was, so that no reader is
    given a text without it; and a version is what the weakest of its parts is. ``issues`` come in the order of issue.
    """
    last = last_whole(one.kind for one in issues)
    texts, versions = dict(issues[last].texts), dict(issues[last].versions)
    for later in issues[last + 1 :]:
        for tag, text in texts.items():
            own = later.texts.get(tag) or "\n\n".join(later.texts.values())
            texts[tag] = f"{text}\n\n{later.symbol}\n\n{own}"
        for tag in versions.keys() & later.versions.keys():
            versions[tag] = max(versions[tag], later.versions[tag], key=VERSIONS.index)
    return IssuedText(texts, versions)
