"""The words about charters, by language."""

from collections.abc import Mapping

from comity.core.charter.sentences import en, ru, zh
from comity.core.charter.sentences.wording import Words
from comity.core.values import Language

CHARTER_WORDS: Mapping[Language, Words] = {"en": en, "ru": ru, "zh": zh}
