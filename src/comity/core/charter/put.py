"""Put a question to a body under a charter: competence, the rule that applies, its procedure, who is not bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from comity.core.charter.lookup import MajorMatters, deciding, electorate, group_sizes, is_competent, room
from comity.core.charter.model import Charter, Deciding, Outside
from comity.core.procedure.manner import Manner, held
from comity.core.procedure.run import Course, run
from comity.core.procedure.written import Ladder, Objectors, Procedure, TacitAcceptance
from comity.core.rules.bound import Figure
from comity.core.rules.bounds import Bounds
from comity.core.rules.facts import ALL_CAMPS, Camp, Electorate, Facts, Sum
from comity.core.rules.outcome import Code, Outcome, Verdict
from comity.core.rules.question import Question
from comity.core.rules.written import MEMBERS
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
    is_known = question.matter in charter.matters
    entries = deciding(charter, question.body, question.matter, question.on, major) if is_known else ()
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
    *,
    manner: Manner = Manner.AS_WRITTEN,
    seated: Electorate | None = None,
) -> Answer:
    """The answer of the charter to the question, from the positions that are known.

    ``seated``: the electorate of the body on the day, where the caller has it, as ``electorate`` gives it; it is taken
    where nobody else takes part.
    ``manner``: how it was held in the room, where it was not by each step as the procedure has them.
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
    alone = question.participants is None and not guests and not positions.belongs and positions.size is None
    voters = seated if seated is not None and alone else None
    if voters is None:
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
    procedure = held(charter.rules[entry.rule], manner, entry.cite)
    facts = Facts(camps=positions.camps, sums=positions.sums + group_sizes(charter))
    outcome = run(procedure, voters, facts, question, course or Course())
    if outcome.verdict is Verdict.ADOPTED:
        outcome = _with_not_bound(outcome, _camps_outside(procedure, outcome, entry), voters, facts)
    else:
        outcome = replace(outcome, not_bound=())
    return Answer(outcome=outcome, procedure=procedure, entry=entry, electorate=voters)


STANDS_OUTSIDE: Mapping[Outside, frozenset[Camp]] = {
    Outside.WHO_TAKES_NO_PART: frozenset({Camp.NOT_PARTICIPATING}),
    Outside.WHO_OBJECTS: frozenset({Camp.NO}),
    Outside.WHO_DOES_NOT_ACCEPT: ALL_CAMPS - {Camp.YES},
}


def _camps_outside(procedure: Procedure, outcome: Outcome, entry: Deciding) -> frozenset[Camp]:
    """Where those stand whom the charter lets stay or opt out of what was adopted."""
    step = procedure
    if isinstance(procedure, Ladder) and outcome.step is not None:
        step = procedure.steps[outcome.step - 1]
    opts_out = isinstance(step, TacitAcceptance) and step.objectors is Objectors.OPT_OUT
    camps = frozenset({Camp.NO}) if opts_out else frozenset()
    return camps.union(*(STANDS_OUTSIDE[outside] for outside in entry.not_bound))


def _with_not_bound(outcome: Outcome, camps: frozenset[Camp], voters: Electorate, facts: Facts) -> Outcome:
    """The outcome with those that it does not bind: who takes no part, who is named in these camps, how many more."""
    classes = {one.name: one for one in voters.classes if one.name is not None}
    sitting = [name for name in dict.fromkeys((*facts.camps, *classes)) if name in classes]
    named = [name for name in sitting if facts.of(classes[name]) <= camps]
    names = dict.fromkeys((*voters.outside, *outcome.not_bound, *named))
    together = Bounds(voters, facts, frozenset()).figure(Figure(measure=MEMBERS, camps=camps)).exact if camps else None
    more = 0 if together is None else int(together) - len(named)
    return replace(outcome, not_bound=tuple(names), not_bound_unnamed=more or None)
