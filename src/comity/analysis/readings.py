"""How positions that were taken elsewhere are read as positions in a body: what an abstention or an absence means."""

from dataclasses import dataclass
from enum import StrEnum

from comity.core.rules.facts import Camp


class Abstention(StrEnum):
    """How an abstention is read: the text is let pass, or the member is counted as voting no."""

    ACCEPTS = "accepts"
    OBJECTS = "objects"


class Absence(StrEnum):
    """How an absence is read: the member stands aside, would have voted no, or nobody knows what it would have done."""

    ASIDE = "aside"
    OBJECTS = "objects"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How positions on the record are read as positions in the body.

    Not to be mixed up with what a written rule says that an abstention means: that is the rule's, and `bind` gives it.
    """

    abstention: Abstention = Abstention.ACCEPTS
    absence: Absence = Absence.ASIDE

    def camp(self, position: str | None) -> Camp | None:
        """The camp that a recorded position stands for; ``None``: not known.

        >>> ReadAs(absence=Absence.OPEN).camp("absent") is None
        True
        """
        if position is None:
            return None
        camp = Camp(position)
        if camp is Camp.ABSTAIN and self.abstention is Abstention.OBJECTS:
            return Camp.NO
        if camp is Camp.ABSENT and self.absence is not Absence.ASIDE:
            return Camp.NO if self.absence is Absence.OBJECTS else None
        return camp


READINGS = tuple(ReadAs(abstention, absence) for abstention in Abstention for absence in Absence)
"""Every reading; the first is the default."""
