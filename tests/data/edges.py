"""Situations on both sides of a bar: one vote too few, and enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from comity.core.charter.put import Positions, put
from comity.core.procedure.run import Ballot, Course
from comity.core.rules.facts import ALL_CAMPS, Camp, Sum, exactly
from comity.core.rules.question import Question


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of a vote: positions by number or by name, and what the question says besides."""

    sums: tuple[Sum, ...] = ()
    camps: Mapping[str, Camp] = field(default_factory=dict)
    belongs: frozenset[tuple[str, str]] = frozenset()
    size: int | None = None
    ballots: tuple[Ballot, ...] = ()
    asked: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A bar in the words of its article, the last case that fails by it and the first that passes."""

    bar: str
    article: str | None
    fails: Case
    passes: Case


@dataclass(frozen=True, kw_only=True)
class Row:
    """Which bars decide which matters of a body, from when until when, and on which day the edges are tried.

    A charter that divides its matters by importance has ``"major"`` or ``"other"`` in place of ``matters``, and is
    tried with the matter ``such_as``. ``article`` is where the charter says that these bars decide.
    """

    charter: str
    body: str
    matters: tuple[str, ...] | str
    since: str
    until: str | None = None
    article: str | None
    on: str
    such_as: str | None = None
    edges: tuple[Edge, ...]

    @property
    def tried(self):
        return (self.such_as,) if self.such_as is not None else self.matters


def verdict(charter, row, matter, case):
    question = Question(body=row.body, matter=matter, on=date.fromisoformat(row.on), **case.asked)
    positions = Positions(
        camps={name: frozenset({camp}) for name, camp in case.camps.items()},
        sums=case.sums,
        belongs=case.belongs,
        size=case.size,
    )
    return put(charter, question, positions, Course(ballots=case.ballots)).outcome.verdict


def first_that_passes(bar, base):
    """The least whole number that reaches a share such as "at least 2/3"."""
    words, share = bar.rsplit(" ", 1)
    exact = Fraction(share) * base
    return next(n for n in range(base + 2) if n > exact or (n == exact and words == "at least"))


def counted(measure="members", **camps):
    """Sums from figures: ``yes=40, no=20``; ``all`` is everybody together."""
    together = {name: ALL_CAMPS if name == "all" else {Camp(name)} for name in camps}
    return tuple(exactly(together[name], figure, measure) for name, figure in camps.items())


def named(**camps):
    """Named votes: ``yes="a b", no="c"``."""
    return {name: Camp(camp) for camp, names in camps.items() for name in names.split()}


def _edge(bar, article, first, case):
    return Edge(bar=bar, article=article, fails=case(first - 1), passes=case(first))


def of_those_voting(bar, article, everybody, *, voting=60, abstain=40, barred=3, more=(), **asked):
    """So many of those that vote yes or no; the others abstain, have no vote or are away, and don't count."""

    def case(yes):
        away = everybody - voting - abstain - barred
        sums = counted(yes=yes, no=voting - yes, abstain=abstain, barred=barred, absent=away)
        return Case(sums=sums + more, asked=asked)

    return _edge(bar, article, first_that_passes(bar, voting), case)


def of_everybody(bar, article, everybody, *, no=1, barred=3, more=(), **asked):
    """So many of all members, those that are away and those without a vote among them; hardly anybody is against."""

    def case(yes):
        sums = counted(yes=yes, no=no, barred=barred, absent=everybody - yes - no - barred)
        return Case(sums=sums + more, asked=asked)

    return _edge(bar, article, first_that_passes(bar, everybody), case)


def of_all_weight(bar, article, measure, *, no=1, more=(), **asked):
    """So many hundredths of what all members weigh together."""

    def case(yes):
        return Case(sums=counted(measure, yes=yes, no=no, all=100) + more, asked=asked)

    return _edge(bar, article, first_that_passes(bar, 100), case)


def present(bar, article, everybody, **asked):
    """So many of all members are there; four of them abstain and two take no part, and nobody is against."""

    def case(there):
        sums = counted(yes=there - 6, no=0, abstain=4, not_participating=2, absent=everybody - there)
        return Case(sums=sums, asked=asked)

    return _edge(bar, article, first_that_passes(bar, everybody), case)


def votes_cast_of_those_attending(bar, article, everybody, *, attending=600):
    """So many of those attending vote yes or no; sixty more abstain."""

    def case(votes):
        sums = counted(yes=votes, no=0, abstain=60, absent=everybody - votes - 60)
        return Case(sums=sums, asked={"attending": attending})

    return _edge(bar, article, first_that_passes(bar, attending), case)


def votes(number, article, everybody, *, against="", **asked):
    """So many votes in favour; those named in ``against`` vote no, and all others abstain."""

    def case(yes):
        no = len(against.split())
        sums = counted(yes=yes, no=no, abstain=everybody - yes - no)
        return Case(sums=sums, camps=named(no=against), asked=asked)

    return _edge(str(number), article, number, case)


def either(bar, article, *, fails, passes):
    """Two cases that differ in something else than a count."""
    return Edge(bar=bar, article=article, fails=fails, passes=passes)


def ballot(bar, article, everybody, *, barred=6):
    """So many of those entitled to vote choose the one candidate; others choose the other, or don't vote."""

    def case(yes):
        other = 5
        camps = {Camp.BARRED: barred, Camp.ABSTAIN: 0, Camp.ABSENT: everybody - yes - other - barred}
        return Case(ballots=(Ballot(votes={"one": yes, "another": other}, camps=camps),))

    return _edge(bar, article, first_that_passes(bar, everybody - barred), case)
