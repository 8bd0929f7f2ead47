"""A charter on a page: its sections as tables, the articles beside the sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from comity.web.kit import Column, Notice, Table
from comity.workbench.charter_articles import Line, Part


def note_of(note: str) -> Notice | None:
    """What a charter says of itself."""
    return Notice(sentence=note, title=_("What this charter says of itself")) if note else None


def sections_of(parts: Iterable[Part]) -> tuple[Table, ...]:
    """Each section as a table: sentences, and the articles beside them."""
    return tuple(lines_of(part.title, part.lines, hidden=True) for part in parts)


def lines_of(title: str, lines: tuple[Line, ...], *, hidden: bool = False) -> Table:
    """Sentences, and the articles beside them."""
    columns = (Column(id="sentence", label=_("What it says")), Column(id="article", label=_("Article")))
    rows = tuple((one.sentence, "; ".join(one.articles)) for one in lines)
    return Table(caption=title, columns=columns, rows=rows, caption_hidden=hidden)
