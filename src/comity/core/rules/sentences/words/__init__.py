"""Parts of sentences: bars, lists, dates, citations."""

from collections.abc import Mapping

from comity.core.rules.sentences.wording import Words
from comity.core.rules.sentences.words import en, ru, zh
from comity.core.values import Language

WORDS: Mapping[Language, Words] = {"en": en, "ru": ru, "zh": zh}

__all__ = ["WORDS"]
