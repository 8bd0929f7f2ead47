"""The text of a proposal as it was last issued: the last whole text, with what was added to it and corrected in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.store.models import ProposalText

WHOLE = frozenset({ProposalText.Kind.ORIGINAL, ProposalText.Kind.REVISION})


@dataclass(frozen=True, slots=True)
class IssuedText:
    """The text by language, and which version of it each language has."""

    texts: dict[str, str]
    versions: dict[str, str]


def text_as_issued(issues: Sequence[ProposalText]) -> IssuedText:
    """The last whole text; each later addendum and corrigendum stands below it under its symbol.

    A language in which an addendum or corrigendum was not issued has it in those in which it was, so that no reader is
    given a text without it. ``issues`` come in the order of issue.
    """
    last = max(place for place, one in enumerate(issues) if one.kind in WHOLE)
    texts = dict(issues[last].texts)
    for later in issues[last + 1 :]:
        for tag, text in texts.items():
            own = later.texts.get(tag) or "\n\n".join(later.texts.values())
            texts[tag] = f"{text}\n\n{later.symbol}\n\n{own}"
    return IssuedText(texts, dict(issues[last].versions))
