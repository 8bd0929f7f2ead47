"""Groups of states as a command names them: states one by one, those of a file, or the members of a charter's body."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from comity.analysis.memberships import ACTUAL, Membership, Span, by_time, history
from comity.core.charter.lookup import room
from comity.core.values import Id, Problem, Refused, Text
from comity.formats.charter_file import find_charter, shipped_charters
from comity.formats.documents import refuse_any
from comity.formats.membership_file import Listed, read_members
from comity.formats.messages import cure_for, nearest
from comity.formats.public_records.source import shipped_source, shipped_sources
from comity.formats.public_records.states import membership_of
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

    def while_it_was(self, roll_calls: pl.DataFrame) -> pl.DataFrame:
        """The roll calls of the days on which it had members; all of them, where its members are counted throughout."""
        if not self.memberships:
            return roll_calls
        return roll_calls.filter(pl.any_horizontal(_holds(one) for one in self.memberships))

    def in_its_time(self, roll_calls: pl.DataFrame) -> pl.DataFrame:
        """The roll calls, with nothing where a state was no member of the group on the day (column ``day``)."""
        if not self.memberships:
            return roll_calls
        cells = []
        for member in self.members:
            own = [_holds(one) for one in self.memberships if member in one.members]
            sat = pl.any_horizontal(own) if own else pl.lit(value=False)
            cells.append(pl.when(sat).then(pl.col(member)).alias(member))
        return roll_calls.with_columns(cells)


def one_seat(members: Sequence[Id], option: str) -> list[Problem]:
    """States that are one member in their time: its vote would be counted twice."""
    problems = []
    for source in shipped_sources():
        for state, seats in membership_of(shipped_source(source).membership).seats.items():
            same = next((one.member for one in seats if one.member != state and one.member in members), None)
            if state in members and same is not None:
                fact = f"{option}: '{state}' and '{same}' are one seat, whose vote would be counted twice"
                problems.append(Problem(fact=fact, cure="Leave one of them out"))
    return problems


def _holds(membership: Membership) -> pl.Expr:
    """Whether a roll call is of the days of a membership."""
    day = pl.col("day")
    begun = pl.lit(value=True) if membership.start is None else day >= membership.start
    lasts = pl.lit(value=True) if membership.until is None else day < membership.until
    return begun & lasts


def group_named(said: Sequence[str], option: str) -> Group:
    """The group that an option names: states separated by commas, a file, or a charter with a membership.

    ``sco`` are its members of the day, ``sco:eight`` those when they were eight, on every day. A code stays as it was
    written. Raises ``Refused`` with every name that means nobody, and where one is named twice.
    """
    if len(said) == 1 and (found_whole := _of_charter(said[0]) or _of_file(said[0])) is not None:
        return found_whole
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
    problems += [] if problems else one_seat(tuple(found), option)
    refuse_any(problems)
    called = tuple(written if CODE.fullmatch(written) else state for state, written in found.items())
    return Group(name=", ".join(said), members=tuple(found), called=called)


def spans_of_file(path: Path, id_of: Callable[[str], Id | None], nobody: str) -> tuple[Span, ...]:
    """The members that a file lists, each with its days; who comes again has other days.

    ``id_of`` knows whom a name means. Raises ``Refused`` with all that is wrong, by line.
    """
    entries = read_members(path)
    seen: dict[Id, list[Listed]] = {}
    problems = []
    for one in entries:
        found = id_of(one.written)
        if found is None:
            cure = _did_you_mean(one.written)
            problems.append(Problem(file=str(path), line=one.line, fact=f"'{one.written}' is {nobody}", cure=cure))
            continue
        before = next((other for other in seen.get(found, []) if _overlap(one, other)), None)
        if before is not None:
            fact = f"'{one.written}' is named twice, the first time as '{before.written}'"
            problems.append(Problem(file=str(path), line=one.line, fact=fact, cure="Leave one out"))
        seen.setdefault(found, []).append(one)
    if not entries:
        problems.append(Problem(file=str(path), fact="the file names no member", cure="Write one name in each row"))
    refuse_any(problems)
    return tuple((member, one.start, one.until) for member, own in seen.items() for one in own)


def _overlap(one: Listed, other: Listed) -> bool:
    begins = max(one.start or date.min, other.start or date.min)
    return begins < min(one.until or date.max, other.until or date.max)


def _did_you_mean(written: str) -> str:
    close = nearest(written, [name["en"] for name in names_of_states().values()])
    return f"Did you mean `{close}`" if close else "Write its usual short name, or its three-letter code"


def _entries(said: str) -> list[tuple[str, str | None]]:
    """The names in what was said, each with the file that it stands in (here none)."""
    if state_named(said) is not None:
        return [(said, None)]
    return [(one.strip(), None) for one in re.split(r"[,;]", said) if one.strip()]


def _nobody(written: str, option: str, place: str | None) -> Problem:
    return Problem(file=place, fact=f"{option}: '{written}' is no state", cure=_did_you_mean(written))


def _of_file(said: str) -> Group | None:
    """The group that a file lists; ``None`` where no file of that name is there."""
    path = Path(said)
    if not path.suffix or not path.is_file():
        return None
    spans = spans_of_file(path, state_named, "no state")
    members = tuple(dict.fromkeys(member for member, _, _ in spans))
    in_time = by_time(path.stem, spans)
    refuse_any([problem for one in in_time for problem in one_seat(one.members, said)][:1])
    dated = any(end is not None for _, *ends in spans for end in ends)
    return Group(name=path.stem, members=members, called=members, memberships=in_time if dated else ())


def _of_charter(said: str) -> Group | None:
    """The members of the first body of a charter that lists some; ``None`` where no charter is named."""
    name, _, membership = said.partition(":")
    path = Path(name)
    is_file = path.suffix in {".yaml", ".yml"} and path.is_file()
    if name not in shipped_charters() and not is_file:
        return None
    charter = find_charter(name)
    body = next((one for one in charter.bodies if history(charter, one)), None)
    cure = "Name states, separated by commas, or a file"
    if body is None:
        raise Refused([Problem(fact=f"the charter '{charter.id}' lists no members", cure=cure)])
    past = history(charter, body)
    who = room(charter, body, (past[-1].until or date.max) - timedelta(days=1))
    if who.takes_any_name:
        many = "not all" if who.unlisted is None else f"{len(who.seats)} of {len(who.seats) + who.unlisted}"
        raise Refused([Problem(fact=f"the charter '{charter.id}' lists {many} of the seats of '{body}'", cure=cure)])
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
