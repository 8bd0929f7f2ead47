"""What the components of the pages take: frozen values, without request, clock or database.

A view makes a value from a read model, and a template shows it by the tag of the same name from
`comity.web.templatetags.kit`. Words that the reader sees are given in the reader's language.
"""

from comity.web.kit.board import FEW_SEATS, POSITIONS, Board, Seat, Stand, Total
from comity.web.kit.forms import Choice, Choices, Confirmation, Conflict, Difference, Filters, Form, Piece
from comity.web.kit.marks import CLASSIFICATIONS, NOTICES, STATUSES, VERSIONS_OF_A_TEXT, Mark, Tone, marked
from comity.web.kit.results import (
    HOLDS,
    Condition,
    Deadline,
    Event,
    Fact,
    Figure,
    LanguageNote,
    Notice,
    Receipt,
    Result,
    Tab,
    Timeline,
)
from comity.web.kit.shapes import icons
from comity.web.kit.shell import LanguageChoice, NavigationItem, PageHead, Person, Shell
from comity.web.kit.tables import (
    LONG_TABLE,
    ROWS_OF_A_PAGE,
    Cell,
    Column,
    Empty,
    Head,
    Kind,
    Pages,
    Sort,
    Table,
    address,
)
from comity.web.kit.words import Act, InLanguage, Link, Words

__all__ = [
    "Act",
    "Board",
    "CLASSIFICATIONS",
    "Cell",
    "Choice",
    "Choices",
    "Column",
    "Condition",
    "Confirmation",
    "Conflict",
    "Deadline",
    "Difference",
    "Empty",
    "Event",
    "FEW_SEATS",
    "Fact",
    "Figure",
    "Filters",
    "Form",
    "HOLDS",
    "Head",
    "InLanguage",
    "Kind",
    "LONG_TABLE",
    "LanguageChoice",
    "LanguageNote",
    "Link",
    "Mark",
    "NOTICES",
    "NavigationItem",
    "Notice",
    "POSITIONS",
    "PageHead",
    "Pages",
    "Person",
    "Piece",
    "ROWS_OF_A_PAGE",
    "Receipt",
    "Result",
    "STATUSES",
    "Seat",
    "Shell",
    "Sort",
    "Stand",
    "Tab",
    "Table",
    "Timeline",
    "Tone",
    "Total",
    "VERSIONS_OF_A_TEXT",
    "Words",
    "address",
    "icons",
    "marked",
]
