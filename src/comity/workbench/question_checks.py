"""What is wrong with the question that a positions file and a command put: names, sizes, who proposes."""

import difflib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from comity.core.charter.check import rules_of
from comity.core.charter.lookup import Room
from comity.core.charter.model import Charter
from comity.core.rules.facts import Camp
from comity.core.rules.written import MEMBERS, IfProposedBy, nodes
from comity.core.values import Id, Problem
from comity.formats.positions import Entry, PositionsFile
from comity.formats.state_names import Names

CLOSE = 0.84
"""How alike a name must be to a known one to be taken for a slip of the pen, where any name will do."""

NEAR = 0.7
"""How alike it must be to be proposed, where it is wrong in any case."""

MANY = 12
"""How many names a cure lists."""

OUTSIDE = (None, Camp.NOT_PARTICIPATING, Camp.ABSENT)
"""Where somebody may stand who takes no part in the question."""

VOTED_OR_ABSTAINED = frozenset({Camp.YES, Camp.NO, Camp.ABSTAIN})
"""Where nobody stands who does not attend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A member that the question names: in which key or option, in which words, where."""

    key: str
    written: str
    id: Id
    file: str | None = None
    line: int | None = None

    def problem(self, fact: str, cure: str) -> Problem:
        """What is wrong with it, in its place."""
        return Problem(fact=f"'{self.written}' in {self.key} {fact}", cure=cure, file=self.file, line=self.line)


def nearest_seat(written: str, who: Room, names: Names) -> Id | None:
    """The seat whose name a name is a slip of, if it seems to be one; a name that means somebody is no slip."""
    if names.id_of(written) is not None:
        return None
    seats = {sitting.seat for sitting in who.seats}
    called = {name: id_ for name, id_ in names.ids.items() if id_ in seats}
    cutoff = CLOSE if who.takes_any_name else NEAR
    close = difflib.get_close_matches(written.casefold(), list(called), n=1, cutoff=cutoff)
    return called[close[0]] if close else None


def of_strangers(charter: Charter, named: tuple[Mention, ...], on: date) -> tuple[Mention, ...]:
    """Those that the question names and that have no standing in the organisation on that day.

    A member that a question is about need not sit in the body that decides it.
    """
    known = {one.who for one in charter.held if one.period.holds(on)}
    return tuple(one for one in named if one.id not in known)


def mentions(file: PositionsFile, key: str, options: tuple[str, ...], names: Names) -> tuple[Mention, ...]:
    """The members that a command names for a key of the file, or, where it names none, the file itself."""
    if options:
        return tuple(Mention(key=f"--{key}", written=one, id=names.resolve(one)) for one in options)
    listed = getattr(file, key)
    return tuple(
        Mention(
            key=f"`{key}`",
            written=id_,
            id=id_,
            file=file.document.file,
            line=file.document.line_of(f"/{key}/{number}"),
        )
        for number, id_ in enumerate(listed if isinstance(listed, tuple) else ())
    )


def listed_in(file: str, entries: tuple[Entry, ...], names: Names) -> tuple[Mention, ...]:
    """Those that a file of participants names."""
    return tuple(
        Mention(
            key="--participants",
            written=one.written,
            id=names.resolve(one.written),
            file=file,
            line=one.line,
        )
        for one in entries
    )


def without_seat(
    named: tuple[Mention, ...],
    file: PositionsFile,
    who: Room,
    names: Names,
    shown: Callable[[Id], str],
    on: date,
) -> Iterator[Problem]:
    """Members concerned, or participants, that have no seat; any name may take one of those given by number."""
    seats = {name for sitting in who.seats for name in (sitting.seat, sitting.holder)}
    voters = seats | {one.voter for one in file.entries}
    for one in named:
        is_participant = "participants" in one.key
        if one.id in voters:
            continue
        close = nearest_seat(one.written, who, names)
        if close is not None:
            yield one.problem(f"has no seat on {on}", f"Did you mean `{shown(close)}`")
        elif not who.takes_any_name:
            yield one.problem(f"has no seat on {on}", f"The seats are: {few(sorted(seats))}")
        elif not is_participant:
            cure = "Give its position, or leave it out here if it has no seat"
            yield one.problem("has no position, and is not among the listed seats", cure)


def outside_and_voting(file: PositionsFile, participants: tuple[Mention, ...] | None, who: Room) -> Iterator[Problem]:
    """Positions of those that take no part in the question."""
    if participants is None:
        return
    taking_part = {one.id for one in participants}
    taking_part |= {sitting.seat for sitting in who.seats if sitting.holder in taking_part}
    for entry in file.entries:
        if entry.voter not in taking_part and entry.position not in OUTSIDE:
            yield Problem(
                file=file.document.file,
                line=entry.line,
                pointer=entry.pointer,
                fact=f"'{entry.written}' has a position and is not among the participants",
                cure="Write 'not participating', or add it to the participants",
            )


def wrong_size(file: PositionsFile, who: Room, on: date) -> Iterator[Problem]:
    """A number of voters that is not that of the charter.

    Where seats are given by number alone it may be smaller: of those entitled to vote, who are not listed.
    """
    if file.electorate_size is None or who.unlisted is None:
        return
    seats = len(who.seats) + who.unlisted
    if file.electorate_size > seats or (who.unlisted == 0 and file.electorate_size != seats):
        yield Problem(
            file=file.document.file,
            line=file.document.line_of("/electorate_size"),
            pointer="/electorate_size",
            fact=f"`electorate_size` is {file.electorate_size}, and the body has {seats} seats on {on}",
            cure="Leave it out, or check the date (--on)",
        )


def wrong_seat(entry: Entry, who: Room, names: Names) -> Problem | None:
    """What is wrong with a voter that has seats in the body, where the file names another seat, or none of several."""
    holder = names.id_of(entry.written)
    theirs = (sitting for sitting in who.seats if holder in (sitting.holder, sitting.seat))
    own = [sitting.seat.removeprefix(f"{sitting.holder}.") for sitting in theirs]
    if entry.written_seat is not None and own:
        fact = f"'{entry.written_seat}' is no seat of '{entry.written}'"
        return Problem(fact=fact, cure=f"The seats are: {few(own)}")
    if len(own) > 1:
        fact = f"'{entry.written}' has {len(own)} seats, and none of them is named"
        return Problem(fact=fact, cure=f"Say in `seat` which: {few(own)}; or write '{holder}.{own[0]}'")
    return None


def wrong_attendance(file: PositionsFile, attending: int | None) -> Iterator[Problem]:
    """Fewer said to attend than voted or abstained; ``attending``: what the command says, before the file."""
    told = file.attending if attending is None else attending
    there = _at_least(file, VOTED_OR_ABSTAINED)
    if told is None or told >= there:
        return
    fact = f"{there} voted or abstained, and {told} are said to attend"
    if attending is not None:
        yield Problem(fact=fact, cure="Mend --attending, the positions or the counts")
        return
    yield Problem(
        file=file.document.file,
        line=file.document.line_of("/attending"),
        pointer="/attending",
        fact=fact,
        cure="Mend `attending`, the positions or the counts",
    )


def _at_least(file: PositionsFile, camps: frozenset[Camp]) -> int:
    """How many stand in these camps at the least, by name or by count."""
    counts = [one for one in file.sums if one.measure == MEMBERS and one.group is None and one.camps <= camps]
    alone: dict[Camp, Fraction] = {}
    for camp in camps:
        named = Fraction(sum(1 for one in file.entries if one.position is camp))
        alone[camp] = max(named, *(one.low for one in counts if one.camps == {camp}), Fraction())
    together = [one.low + sum(alone[camp] for camp in camps - one.camps) for one in counts]
    return math.ceil(max([sum(alone.values(), Fraction()), *together]))


def source_named(charter: Charter, written: str | None, names: Names) -> Id | None:
    """Who proposes: a member by its name, a proposer that a rule names in any case, else the text itself."""
    if written is None:
        return None
    proposers = {one.casefold(): one for one in proposers_named(charter)}
    return names.id_of(written) or proposers.get(written.strip().casefold()) or written.strip()


def wrong_source(charter: Charter, source: Id | None, names: Names) -> Iterator[Problem]:
    """A proposer that is almost one that a rule names: another rule would apply."""
    proposers = proposers_named(charter)
    if source is None or source in proposers or source in names.ids.values():
        return
    for close in difflib.get_close_matches(source.casefold(), proposers, n=1, cutoff=CLOSE):
        yield Problem(fact=f"no rule names the proposer '{source}'", cure=f"Did you mean `{close}`")


def proposers_named(charter: Charter) -> list[Id]:
    """The proposers that a rule of the charter names."""
    rules = (rule for procedure in charter.rules.values() for rule in rules_of(procedure))
    named = (node.proposers for rule in rules for node in nodes(rule) if isinstance(node, IfProposedBy))
    return list(dict.fromkeys(one for proposers in named for one in proposers))


def few(names: list[str]) -> str:
    """Some of the names, and how many more there are."""
    return ", ".join(names[:MANY]) + (f" and {len(names) - MANY} more" if len(names) > MANY else "")
