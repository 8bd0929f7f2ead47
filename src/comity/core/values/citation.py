"""Citations: where a rule or a fact stands."""

from dataclasses import dataclass
from typing import Literal, get_args

from comity.core.values.ids import Id

CitationKind = Literal["article", "rule", "decision", "practice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An article, a rule of procedure, a decision or an established practice under an instrument of the charter.

    ``instrument`` is the id of an instrument that the charter file describes (its title, date and source stand
    there, once). At most one of ``article``, ``rule``, ``decision`` and ``practice`` is given; none cites the
    instrument as a whole. ``general_knowledge`` marks what was not found in a public source.
    """

    instrument: Id
    article: str | None = None
    rule: str | None = None
    decision: str | None = None
    practice: str | None = None
    general_knowledge: bool = False

    def __post_init__(self) -> None:
        """Refuse two places at once."""
        if len(self._places()) > 1:
            raise ValueError(f"a citation names one place: {', '.join(get_args(CitationKind))}")

    @property
    def place(self) -> tuple[CitationKind, str] | None:
        """The kind of place and its number or words; ``None`` for the instrument as a whole."""
        return next(iter(self._places()), None)

    def _places(self) -> list[tuple[CitationKind, str]]:
        kinds: tuple[CitationKind, ...] = get_args(CitationKind)
        return [(kind, getattr(self, kind)) for kind in kinds if getattr(self, kind) is not None]
