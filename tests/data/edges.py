"""Situations on both sides of a bar: one vote too few, and enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from comity.core.charter.lookup import is_competent
from comity.core.charter.put import Positions, put
from comity.core.procedure.run import Ballot, Course
from comity.core.rules.facts import ALL_CAMPS, Camp, Sum, exactly
from comity.core.rules.question import Question

NO_OBJECTION, VETO = "no objection", "veto"
"""Bars that are no figure."""


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

    A charter that divides its matters by importance has ``"major"`` or ``"other"`` in place of ``matters``. ``article``
    is where the charter says that these bars decide.
    """

    charter: str
    body: str
    matters: tuple[str, ...] | str
    since: str
    until: str | None = None
    article: str | None
    on: str
    edges: tuple[Edge, ...]

    @property
    def name(self):
        matters = self.matters if isinstance(self.matters, str) else self.matters[0]
        return f"{self.charter}-{self.body}-{matters}-{self.since}"

    @property
    def day(self):
        return date.fromisoformat(self.on)

    @property
    def key(self):
        return self.body, self.matters, self.since, self.until, self.article


def place(cite):
    return None if cite.place is None else cite.place[1]


def key_of(entry):
    """The same from a file: what an entry decides, from when until when, and the article by which it does."""
    since, until = (None if day is None else str(day) for day in (entry.period.start, entry.period.until))
    return entry.body, entry.matters or str(entry.importance), since, until, place(entry.cite)


def tried(charter, row):
    """The matters of a row, and which matters are major while they are put.

    By importance: each matter of the body that no entry names, as if it were of that importance.
    """
    if not isinstance(row.matters, str):
        return row.matters, None
    body = charter.bodies[row.body]
    named_ones = {matter for entry in charter.decisions if entry.body == row.body for matter in entry.matters}
    may = [matter for matter in charter.matters if matter not in named_ones and is_competent(body, matter, row.day)]
    return may, frozenset(may if row.matters == "major" else ())


def verdicts(charter, row, case, most=None):
    """What comes of the case, by matter: of each, or of so many at most."""
    positions = Positions(
        camps={name: frozenset({camp}) for name, camp in case.camps.items()},
        sums=case.sums,
        belongs=case.belongs,
        size=case.size,
    )
    matters, major = tried(charter, row)
    questions = {matter: Question(body=row.body, matter=matter, on=row.day, **case.asked) for matter in matters[:most]}
    course = Course(ballots=case.ballots)
    return {
        matter: put(charter, question, positions, course, major).outcome.verdict
        for matter, question in questions.items()
    }


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


def no_objection(article, everybody):
    """One is in favour, and one or nobody is against; the others abstain."""

    def case(no):
        return Case(sums=counted(yes=1, no=no, abstain=everybody - 1 - no))

    return Edge(bar=NO_OBJECTION, article=article, fails=case(1), passes=case(0))


def ballot(bar, article, everybody, *, barred=6):
    """So many of those entitled to vote choose the one candidate; others choose the other, or don't vote."""

    def case(yes):
        other = 5
        camps = {Camp.BARRED: barred, Camp.ABSTAIN: 0, Camp.ABSENT: everybody - yes - other - barred}
        return Case(ballots=(Ballot(votes={"one": yes, "another": other}, camps=camps),))

    return _edge(bar, article, first_that_passes(bar, everybody - barred), case)
