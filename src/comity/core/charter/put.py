"""Put a question to a body under a charter: competence, the rule that applies, its procedure, who is not bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from comity.core.charter.lookup import MajorMatters, deciding, electorate, group_sizes, is_competent, room
from comity.core.charter.model import Charter, Deciding, Outside
from comity.core.procedure.run import Course, run
from comity.core.procedure.written import Procedure
from comity.core.rules.facts import Camp, Electorate, Facts, Sum
from comity.core.rules.outcome import Code, Outcome, Verdict
from comity.core.rules.question import Question
from comity.core.values import ComityError, Id


class NoRule(ComityError):
    """The charter does not say, or says twice, how the body decides the matter on that day."""


class NoSeat(ComityError):
    """Somebody without a seat is said to take part in a body all of whose seats are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """What is known, in the charter's ids: camps of named voters, sums, and what the file says of the voters.

    ``camps`` has an entry for each voter whose position is known; ``belongs``: pairs of voter and group; ``size``: how
    many voters there are in all.
    """

    camps: Mapping[Id, frozenset[Camp]] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    belongs: frozenset[tuple[Id, Id]] = frozenset()
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome, with the rule that gave it (``None`` where the body is not competent)."""

    outcome: Outcome
    procedure: Procedure | None
    entry: Deciding | None
    electorate: Electorate


def rule_that_applies(charter: Charter, question: Question, major: MajorMatters = None) -> Deciding:
    """The one entry of the charter that decides the question.

    Raises ``NoRule`` where there is none, or more than one.
    """
    assert question.on is not None, "a question to a charter has its date"
    entries = deciding(charter, question.body, question.matter, question.on, major)
    if len(entries) != 1:
        many = "no rule decides" if not entries else f"{len(entries)} rules decide"
        raise NoRule(f"{many} '{question.matter}' in '{question.body}' on {question.on}")
    return entries[0]


def put(
    charter: Charter,
    question: Question,
    positions: Positions,
    course: Course | None = None,
    major: MajorMatters = None,
) -> Answer:
    """The answer of the charter to the question, from the positions that are known.

    Raises ``NoSeat`` for a position of somebody without one, ``NoRule`` where the charter has a gap,
    ``QuestionIncomplete`` where the rule needs a fact that the question does not give, ``FactsContradict`` where the
    positions can't be true together. Names without a listed seat take the seats that are given by number.
    """
    assert question.on is not None, "a question to a charter has its date"
    if not is_competent(charter.bodies[question.body], question.matter, question.on):
        refused = Outcome(verdict=Verdict.NOT_ADOPTED, code=Code.NOT_COMPETENT, cite=charter.bodies[question.body].cite)
        nobody = electorate(charter, question.body, question.on)
        return Answer(outcome=refused, procedure=None, entry=None, electorate=nobody)
    who = room(charter, question.body, question.on)
    listed = {sitting.seat for sitting in who.seats}
    taking_part = (question.participants or frozenset()) - {sitting.holder for sitting in who.seats}
    named = dict.fromkeys((*positions.camps, *sorted(taking_part)))
    guests = tuple(name for name in named if name not in listed)
    if guests and not who.takes_any_name:
        raise NoSeat(f"no seat in '{question.body}' on {question.on}: {', '.join(guests)}")
    voters = electorate(
        charter,
        question.body,
        question.on,
        participants=question.participants,
        guests=guests,
        belongs=positions.belongs,
        size=positions.size,
    )
    entry = rule_that_applies(charter, question, major)
    procedure = charter.rules[entry.rule]
    facts = Facts(camps=positions.camps, sums=positions.sums + group_sizes(charter))
    outcome = run(procedure, voters, facts, question, course or Course())
    outcome = replace(outcome, not_bound=_not_bound(outcome, entry, voters, positions))
    return Answer(outcome=outcome, procedure=procedure, entry=entry, electorate=voters)


STANDS_OUTSIDE: Mapping[Outside, Camp] = {
    Outside.WHO_TAKES_NO_PART: Camp.NOT_PARTICIPATING,
    Outside.WHO_OBJECTS: Camp.NO,
}


def _not_bound(outcome: Outcome, entry: Deciding, voters: Electorate, positions: Positions) -> tuple[Id, ...]:
    """Who is not bound by what was adopted: who takes no part, and whom the charter lets stay or opt out."""
    if outcome.verdict is not Verdict.ADOPTED:
        return ()
    names = dict.fromkeys((*voters.outside, *outcome.not_bound))
    for outside in entry.not_bound:
        camp = frozenset({STANDS_OUTSIDE[outside]})
        names |= dict.fromkeys(name for name, camps in positions.camps.items() if camps == camp)
    return tuple(names)
