"""Values that every room shares: ids, dates, text in languages, citations, errors."""

from comity.core.values.bar import Bar
from comity.core.values.citation import Citation
from comity.core.values.dates import PartialDate, Period
from comity.core.values.errors import ComityError, Problem, Refused
from comity.core.values.ids import Id, check_id
from comity.core.values.shares import whole_percent
from comity.core.values.text import LANGUAGES, Language, Text, in_language

__all__ = [
    "LANGUAGES",
    "Bar",
    "Citation",
    "ComityError",
    "Id",
    "Language",
    "PartialDate",
    "Period",
    "Problem",
    "Refused",
    "Text",
    "check_id",
    "in_language",
    "whole_percent",
]
