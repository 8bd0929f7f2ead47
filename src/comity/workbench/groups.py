"""Groups of states as a command names them: states one by one, those of a file, or the members of a charter's body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from comity.analysis.memberships import ACTUAL, Membership, history
from comity.core.values import Id, Problem, Refused, Text
from comity.formats.charter_file import find_charter, shipped_charters
from comity.formats.documents import refuse_any
from comity.formats.messages import cure_for, nearest
from comity.formats.positions import read_listed
from comity.formats.state_names import names_of_states, state_named

CODE = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """States, each with what it is called in the answer; ``memberships``: in which time each of them is counted.

    Without memberships they are counted throughout. ``name``: what the group was called in the question.
    """

    name: str
    members: tuple[Id, ...]
    called: tuple[str, ...]
    memberships: tuple[Membership, ...] = ()

    def in_its_time(self, roll_calls: pl.DataFrame) -> pl.DataFrame:
        """The roll calls, with nothing where a state was no member of the group on the day (column ``day``)."""
        if not self.memberships:
            return roll_calls
        day = pl.col("day")
        cells = []
        for member in self.members:
            sat = pl.lit(value=False)
            for one in self.memberships:
                if member in one.members:
                    begun = pl.lit(value=True) if one.start is None else day >= one.start
                    lasts = pl.lit(value=True) if one.until is None else day < one.until
                    sat = sat | (begun & lasts)
            cells.append(pl.when(sat).then(pl.col(member)).alias(member))
        return roll_calls.with_columns(cells)


def group_named(said: Sequence[str], option: str) -> Group:
    """The group that an option names: states separated by commas, a file, or a charter with a membership.

    ``sco`` are its members of the day, ``sco:eight`` those when they were eight, on every day. A code stays as it was
    written. Raises ``Refused`` with every name that means nobody, and where one is named twice.
    """
    if len(said) == 1 and (of_charter := _of_charter(said[0])) is not None:
        return of_charter
    entries = [entry for one in said for entry in _entries(one)]
    problems = []
    found: dict[Id, str] = {}
    for written, place in entries:
        state = state_named(written)
        if state is None:
            problems.append(_nobody(written, option, place))
        elif state in found:
            fact = f"{option}: '{written}' is named twice, the first time as '{found[state]}'"
            problems.append(Problem(file=place, fact=fact, cure="Leave one out"))
        else:
            found[state] = written
    if not entries:
        problems.append(Problem(fact=f"{option} names nobody", cure="Write states, separated by commas: CHN,IND,RUS"))
    refuse_any(problems)
    called = tuple(written if CODE.fullmatch(written) else state for state, written in found.items())
    return Group(name=", ".join(said), members=tuple(found), called=called)


def _entries(said: str) -> list[tuple[str, str | None]]:
    """The names in what was said, each with the file that it stands in."""
    path = Path(said)
    if path.suffix and path.is_file():
        return [(one.written, said) for one in read_listed(path)]
    if state_named(said) is not None:
        return [(said, None)]
    return [(one.strip(), None) for one in re.split(r"[,;]", said) if one.strip()]


def _nobody(written: str, option: str, place: str | None) -> Problem:
    close = nearest(written, [name["en"] for name in names_of_states().values()])
    cure = f"Did you mean `{close}`" if close else "Write the usual short name of a state, or its three-letter code"
    return Problem(file=place, fact=f"{option}: '{written}' is no state", cure=cure)


def _of_charter(said: str) -> Group | None:
    """The members of the first body of a charter that lists some; ``None`` where no charter is named."""
    name, _, membership = said.partition(":")
    path = Path(name)
    is_file = path.suffix in {".yaml", ".yml"} and path.is_file()
    if name not in shipped_charters() and not is_file:
        return None
    charter = find_charter(name)
    past = next((found for body in charter.bodies if (found := history(charter, body))), ())
    if not past:
        fact, cure = f"the charter '{charter.id}' lists no members", "Name states, separated by commas, or a file"
        raise Refused([Problem(fact=fact, cure=cure)])
    if membership in {"", ACTUAL}:
        members = tuple(dict.fromkeys(one for every in past for one in every.members))
        return Group(name=charter.id, members=members, called=members, memberships=past)
    known = {key: one for one in past for key in (one.id, str(len(one.members)))}
    if membership not in known:
        cure = cure_for(membership, (ACTUAL, *(one.id for one in past)))
        raise Refused([Problem(fact=f"'{charter.id}' has no membership '{membership}'", cure=cure)])
    chosen = known[membership]
    return Group(name=f"{charter.id}:{chosen.id}", members=chosen.members, called=chosen.members)


def names_of(group: Group) -> tuple[Text, ...]:
    """What each member is called, in every language."""
    states = names_of_states()
    return tuple(states.get(one, {"en": one}) for one in group.members)
