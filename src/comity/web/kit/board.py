"""The board of a roll call: seats in order, letters first."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.web.kit.words import Words

FEW_SEATS = 30
"""Up to this many seats a board shows each as a card; beyond, as a line of a dense list."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a seat stands: its letter on the board, its words, its shape; ``counts`` names the row of totals."""

    letter: Words
    words: Words
    counts: Words
    icon: str


# Translators: the letters on the board of a roll call. No two may be the same in a language.
# In Russian З П В О Н Б and a dash, in Chinese 赞 反 弃 缺 未 禁 and a dash.
POSITIONS: Mapping[str, Stand] = {
    "yes": Stand(pgettext_lazy("letter on the board", "Y"), _("in favour"), _("In favour"), "check-lg"),
    "no": Stand(pgettext_lazy("letter on the board", "N"), _("against"), _("Against"), "x-lg"),
    "abstain": Stand(pgettext_lazy("letter on the board", "A"), _("abstains"), _("Abstaining"), "circle-half"),
    "absent": Stand(pgettext_lazy("letter on the board", "X"), _("absent"), _("Absent"), "person-dash"),
    "not_participating": Stand(
        pgettext_lazy("letter on the board", "P"), _("present, not voting"), _("Present, not voting"), "dash-circle"
    ),
    "barred": Stand(pgettext_lazy("letter on the board", "B"), _("may not vote"), _("May not vote"), "slash-circle"),
    "silent": Stand(pgettext_lazy("letter on the board", "·"), _("did not vote"), _("Did not vote"), "circle"),
    "no_objection": Stand(pgettext_lazy("letter on the board", "°"), _("no objection"), _("No objection"), "circle"),
    "pending": Stand(pgettext_lazy("letter on the board", "—"), _("has not voted yet"), _("Not yet"), "circle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat and where it stands (a key of `POSITIONS`); ``mine``: the reader's own."""

    id: str
    name: Words
    position: str = "pending"
    mine: bool = False
    note: Words | None = None

    @property
    def stand(self) -> Stand:
        """Letter, words and shape of its position."""
        try:
            return POSITIONS[self.position]
        except KeyError:
            raise LookupError(
                f"{self.position!r} is no position on a board: use one of {', '.join(POSITIONS)}."
            ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """How many seats stand somewhere."""

    position: str
    stand: Stand
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A roll call: seats in the charter's order, the tally in one sentence, and observers' positions apart.

    ``stream_url``: where changes come from while the vote is open. ``counts``: given where ``seats`` are only those
    that changed; else they are counted from the seats. ``id`` tells two boards of a page apart.
    """

    title: Words
    seats: tuple[Seat, ...]
    tally: Words
    observers: tuple[Seat, ...] = ()
    stream_url: str | None = None
    order: Words | None = None
    counts: Mapping[str, int] | None = None
    id: str = "board"

    @property
    def totals(self) -> tuple[Total, ...]:
        """The totals; rows that no seat can be in but at an unusual vote only where there are such seats."""
        found = self.counts if self.counts is not None else self._counted()
        always = {"yes", "no", "abstain"}
        return tuple(
            Total(position=position, stand=stand, count=found.get(position, 0))
            for position, stand in POSITIONS.items()
            if position in always or found.get(position, 0)
        )

    def _counted(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for seat in self.seats:
            found[seat.position] = found.get(seat.position, 0) + 1
        return found

    @property
    def number(self) -> int:
        """How many seats there are."""
        return sum(self.counts.values()) if self.counts is not None else len(self.seats)

    @property
    def dense(self) -> bool:
        """Whether the seats are lines of a list rather than cards."""
        return self.number > FEW_SEATS
