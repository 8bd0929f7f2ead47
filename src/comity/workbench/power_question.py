"""What a question about a rule means under a charter: the day, and the members that it names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from comity.core.charter.lookup import MajorMatters, boundaries, room
from comity.core.charter.model import Charter, Deciding
from comity.core.rules.question import Question
from comity.core.values import Id, Problem, Refused
from comity.formats.documents import refuse_any
from comity.formats.messages import nearest
from comity.formats.state_names import Names, names_for
from comity.workbench.power_games import FactsMissing
from comity.workbench.question_checks import few, proposers_named, source_named

T = TypeVar("T")
Find: TypeAlias = Callable[[Charter, Question, MajorMatters], tuple[T, Deciding]]

MOST_PERIODS = 3
"""So many periods a cure names, the last ones."""


def day_asked(charter: Charter, on: date | None, today: date) -> date:
    """The day that is meant: as given, else today, or the last of which the charter knows.

    Raises ``Refused`` for a day after that.
    """
    until = charter.known_until
    if until is not None and on is not None and on > until.last:
        fact = f"what '{charter.id}' says ends with {until}"
        raise Refused([Problem(fact=fact, cure="Name a day before, or a charter file that knows of that day")])
    if on is not None:
        return on
    return today if until is None else min(today, until.last)


def on_a_day(
    find: Find[T], charter: Charter, question: Question, on: date | None, today: date, major: MajorMatters = None
) -> tuple[T, Deciding, Question]:
    """What is found under the charter, the entry that says its rule, and the question with its day.

    ``find`` is ``game_in`` or ``rule_in``. ``on`` is ``None``: of today, else of the last day of which members and
    weights are known. Raises ``Refused`` where they are not known on the day that is given (and says when they are),
    or where ``find`` refuses the rule.
    """
    asked = _with_day(charter, question, day_asked(charter, on, today))
    try:
        return (*find(charter, asked, major), asked)
    except FactsMissing as error:
        missing = error
    if on is None:
        assert asked.on is not None, "the question has a day"
        earlier = [one - timedelta(days=1) for one in boundaries(charter, question.body) if one <= asked.on]
        for day in reversed(earlier):
            try:
                asked = _with_day(charter, question, day)
                return (*find(charter, asked, major), asked)
            except Refused:
                continue
    known = list(_known(find, charter, question, major))[-MOST_PERIODS:]
    cure = f"Name a day {', or '.join(known)}" if known else "Name another matter, or a charter file that knows them"
    raise Refused([Problem(fact=missing.problems[0].fact, cure=cure)])


def _with_day(charter: Charter, question: Question, day: date) -> Question:
    """The question with its day, and with ids for the members that it names.

    Raises ``Refused`` for a member that nobody is called.
    """
    names = names_for(charter, day, question.body)
    concerned = question.concerned if isinstance(question.concerned, frozenset) else frozenset()
    source = source_named(charter, question.source, names)
    refuse_any([*_strangers(charter, question, day, names), *_unknown_source(charter, question, source, day)])
    return replace(
        question,
        on=day,
        source=source,
        concerned=frozenset(names.resolve(one) for one in concerned) if concerned else question.concerned,
    )


def _strangers(charter: Charter, question: Question, day: date, names: Names) -> Iterator[Problem]:
    """Members that the question is about and that are none."""
    concerned = question.concerned if isinstance(question.concerned, frozenset) else frozenset()
    for written in sorted(concerned):
        if not _is_member(charter, question.body, names.resolve(written), day):
            yield _unknown(charter, question.body, "--concerned", written, day)


def _unknown_source(charter: Charter, question: Question, source: Id | None, day: date) -> Iterator[Problem]:
    """A proposer that is neither a member nor a body, nor named by a rule."""
    known = (*proposers_named(charter), *charter.bodies)
    if source is None or source in known or _is_member(charter, question.body, source, day):
        return
    assert question.source is not None, "somebody is named"
    yield _unknown(charter, question.body, "--source", question.source, day, known)


def _is_member(charter: Charter, body: Id, id_: Id, day: date) -> bool:
    """Whether it sits in the body or has a standing on the day; any state may, where seats are given by number."""
    who = room(charter, body, day)
    if who.takes_any_name and id_ in names_for(charter, day, body).ids.values():
        return True
    return id_ in _members(charter, body, day)


def _members(charter: Charter, body: Id, day: date) -> list[Id]:
    seats = [name for sitting in room(charter, body, day).seats for name in (sitting.seat, sitting.holder)]
    return list(dict.fromkeys((*seats, *(one.who for one in charter.held if one.period.holds(day)))))


def _unknown(charter: Charter, body: Id, option: str, written: str, day: date, others: tuple[Id, ...] = ()) -> Problem:
    known = [*others, *_members(charter, body, day)]
    close = nearest(written, known)
    cure = f"Did you mean `{close}`" if close else f"Write one of: {few(known)}"
    return Problem(fact=f"'{written}' in {option} is no member on {day}", cure=cure)


def _known(find: Find[T], charter: Charter, question: Question, major: MajorMatters) -> Iterator[str]:
    """The periods in which it is found, in order: from the first to the last day."""
    until = charter.known_until
    days = [one for one in boundaries(charter, question.body) if until is None or one <= until.last]
    start: date | None = None
    for day in days:
        counts = _finds(find, charter, question, day, major)
        if counts and start is None:
            start = day
        elif not counts and start is not None:
            yield f"from {start} to {day - timedelta(days=1)}"
            start = None
    if start is not None:
        yield f"from {start}" if until is None else f"from {start} to {until.last}"


def _finds(find: Find[T], charter: Charter, question: Question, day: date, major: MajorMatters) -> bool:
    try:
        find(charter, replace(question, on=day), major)
    except Refused:
        return False
    return True
