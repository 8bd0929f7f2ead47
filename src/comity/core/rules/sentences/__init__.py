"""The sentences of Comity about rules and outcomes, in each language.

A language is a module with the functions of ``Sentences``; ``SENTENCES[language].outcome(told)`` makes a sentence.
"""

from collections.abc import Mapping

from comity.core.rules.sentences import en, ru, zh
from comity.core.rules.sentences.describe import (
    Names,
    citation_text,
    describe_condition,
    describe_rule,
    in_brackets,
)
from comity.core.rules.sentences.lines import Act, ConditionKind, ConditionLine, OutcomeLine
from comity.core.rules.sentences.wording import Sentences, Words
from comity.core.rules.sentences.words import WORDS
from comity.core.values import Language

SENTENCES: Mapping[Language, Sentences] = {"en": en, "ru": ru, "zh": zh}

__all__ = [
    "SENTENCES",
    "WORDS",
    "Act",
    "ConditionKind",
    "ConditionLine",
    "Names",
    "OutcomeLine",
    "Sentences",
    "Words",
    "citation_text",
    "describe_condition",
    "describe_rule",
    "in_brackets",
]
