"""Which matters count as major for one question, in place of what the charter says."""

from collections.abc import Collection, Sequence

from comity.core.charter.lookup import MajorMatters
from comity.core.charter.model import Charter
from comity.core.values import Problem
from comity.formats.messages import cure_for

NO_MATTER = "none"
"""The word that says that no matter counts as major."""


def major_matters(named: tuple[str, ...] | None) -> MajorMatters:
    """Which matters count as major: those named, none by the word ``none``, or (``None``) what the charter says."""
    return None if named is None else frozenset(named) - {NO_MATTER}


def unknown_matters(charters: Sequence[Charter], named: tuple[str, ...] | None) -> list[Problem]:
    """A problem for each matter that none of the charters has, and for "none" beside others."""
    if named and NO_MATTER in named and len(named) > 1:
        fact = f"'{NO_MATTER}' stands beside matters that count as major"
        return [Problem(fact=fact, cure=f"Write '{NO_MATTER}' alone, or the matters")]
    return [
        unknown_id(charters[0], "matter", one, dict.fromkeys(id_ for charter in charters for id_ in charter.matters))
        for one in named or ()
        if one != NO_MATTER and not any(one in charter.matters for charter in charters)
    ]


def unknown_id(charter: Charter, kind: str, id_: str, known: Collection[str]) -> Problem:
    """The problem of an id that the charter does not have, with the nearest that it has."""
    return Problem(fact=f"the charter '{charter.id}' has no {kind} '{id_}'", cure=cure_for(id_, tuple(known)))
