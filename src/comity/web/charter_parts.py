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
