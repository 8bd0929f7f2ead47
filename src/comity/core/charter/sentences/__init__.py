"""A charter in sentences: procedures, and the whole of it section by section."""

from comity.core.charter.sentences.languages import CHARTER_WORDS
from comity.core.charter.sentences.procedures import describe_procedure
from comity.core.charter.sentences.sections import Section, SectionKind
from comity.core.charter.sentences.show import show

__all__ = ["CHARTER_WORDS", "Section", "SectionKind", "describe_procedure", "show"]
