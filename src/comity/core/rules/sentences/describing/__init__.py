"""A clause for each node of a written rule, in each language."""

from collections.abc import Mapping

from comity.core.rules.sentences.describing import en, ru, zh
from comity.core.rules.sentences.wording import Describing
from comity.core.values import Language

DESCRIBING: Mapping[Language, Describing] = {"en": en, "ru": ru, "zh": zh}

__all__ = ["DESCRIBING"]
