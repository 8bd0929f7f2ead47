"""A charter on a page: its sections as tables, the articles beside the sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from comity.web.kit import Column, Empty, Notice, Table
from comity.workbench.charter_articles import Line, Part
from comity.workbench.charters import Change


def note_of(note: str) -> Notice | None:
    """What a charter says of itself."""
    return Notice(sentence=note, title=_("What this charter says of itself")) if note else None


def sections_of(parts: Iterable[Part]) -> tuple[Table, ...]:
    """Each section as a table: sentences, and the articles beside them."""
    return tuple(lines_of(part.title, part.lines, f"{number}.") for number, part in enumerate(parts, start=1))


def lines_of(title: str, lines: tuple[Line, ...], prefix: str = "") -> Table:
    """Sentences, numbered so that they can be cited, and the articles beside them."""
    columns = (
        Column(id="number", label=_("No.")),
        Column(id="sentence", label=_("What it says")),
        Column(id="article", label=_("Article")),
    )
    rows = tuple((f"{prefix}{at}", one.sentence, "; ".join(one.articles)) for at, one in enumerate(lines, start=1))
    return Table(caption=title, columns=columns, rows=rows, caption_hidden=True)


def changes_of(changes: Iterable[Change]) -> Table:
    """In what one charter differs from another."""
    columns = (
        Column(id="subject", label=_("What differs")),
        Column(id="before", label=_("Before")),
        Column(id="after", label=_("After")),
    )
    rows = tuple((one.subject, one.before, one.after) for one in changes)
    empty = Empty(title=_("No difference"), sentence=_("Both charters say the same."))
    return Table(caption=_("How they differ"), columns=columns, rows=rows, empty=empty)
