"""A precedent as an ordinary charter, question and positions.

Nothing here knows a verdict: the translation is put to the ordinary function like any other question.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import assert_never

from comity.core.charter.model import (
    Belonging,
    Body,
    Charter,
    Competence,
    DatedName,
    Deciding,
    Group,
    Instrument,
    Matter,
    Measure,
    MeasureTable,
    Organisation,
    Seat,
    Seats,
)
from comity.core.charter.put import Positions
from comity.core.procedure.run import Ballot, Course
from comity.core.procedure.written import ConsensusInTheRoom, Election, Ladder, Procedure, Silence, Vote
from comity.core.rules import written
from comity.core.rules.facts import Camp, Sum, exactly
from comity.core.rules.question import Described, Question
from comity.core.rules.written import MEMBERS, Base, Counted, QuorumBase
from comity.core.values import Bar, Citation, Id, Problem, Refused, Text
from comity.formats.precedent_cases import (
    CAMP_NAMES,
    Case,
    Chamber,
    Chambers,
    ConsensusMinus,
    ConsensusOf,
    CountYes,
    DoubleMajority,
    FractionOf,
    Rounds,
    Rule,
    SilenceUntil,
    Steps,
    Weighted,
    moment,
)
from comity.formats.state_names import state_named

CASE: Id = "case"
CITE = Citation(instrument=CASE)
BODY: Id = "body"
MATTER: Id = "question"
RULE: Id = "rule"
VETO_HOLDERS: Id = "holders-of-the-veto"
FIRST_GROUP: Id = "first-group"
SECOND_GROUP: Id = "second-group"
WEIGHT: Id = "weight"
WHOLE = Fraction(100)
WEIGHT_NAME: Text = {"en": "weight", "ru": "вес", "zh": "权重"}
GROUP_NAMES: Mapping[Id, Text] = {
    VETO_HOLDERS: {"en": "holders of the veto", "ru": "обладатели права вето", "zh": "否决权持有者"},
    FIRST_GROUP: {"en": "first group of parties", "ru": "первая группа сторон", "zh": "第一组缔约方"},
    SECOND_GROUP: {"en": "all other parties", "ru": "остальные стороны", "zh": "其他缔约方"},
}
AS_CAMP: Mapping[str, str] = {"broke_silence": Camp.NO.value}
"""Who broke silence objected, and may be named once more among the noes."""
NO_DATE = date(1, 1, 1)
"""The date of a question that has none; the charter of a case holds on every date."""

BASES: Mapping[str, Base] = {
    "present_and_voting": Base.PRESENT_AND_VOTING,
    "votes_cast": Base.VOTES_CAST,
    "members": Base.MEMBERS,
    "voting_members": Base.MEMBERS,
    "article5_parties_present_and_voting": Base.PRESENT_AND_VOTING,
    "other_parties_present_and_voting": Base.PRESENT_AND_VOTING,
}
GROUPS: Mapping[str, Id] = {
    "article5_parties_present_and_voting": FIRST_GROUP,
    "other_parties_present_and_voting": SECOND_GROUP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is put: to which charter, which question, with which positions."""

    charter: Charter
    question: Question
    positions: Positions
    course: Course


def translate(case: Case) -> Translation:
    """The case as an ordinary charter with one body and one matter, the question, and what is known.

    Raises ``Refused`` where the rule says what no rule can (a share above the whole).
    """
    case = in_one_spelling(case)
    try:
        return _translate(case)
    except ValueError as error:
        raise Refused([Problem(fact=str(error), cure="Mend the rule")]) from None


def in_one_spelling(case: Case) -> Case:
    """The case with members called in its rule and weights as they are called in its lists.

    Another spelling of a state's name means the same member where just one of the lists has it. Names within the lists
    are left alone: two of them are two members.
    """
    lists = list(dict.fromkeys(name for names in case.named.values() for name in names))
    meant: dict[str, list[str]] = {}
    for name in lists:
        meant.setdefault(_means(name), []).append(name)

    def spelled(name: str) -> str:
        same = meant.get(_means(name), [])
        return same[0] if name not in lists and len(same) == 1 else name

    weights = case.weights
    if weights is not None:
        values = {spelled(name): weight for name, weight in weights.values.items()}
        weights = weights.model_copy(update={"values": values})
    return case.model_copy(update={"rule": _respelled(case.rule, spelled), "weights": weights})


def _means(name: str) -> str:
    return state_named(name) or " ".join(name.split()).casefold()


def _respelled(rule: Rule, spelled: Callable[[str], str]) -> Rule:
    match rule:
        case CountYes():
            return rule.model_copy(update={"veto_players": tuple(spelled(name) for name in rule.veto_players)})
        case ConsensusMinus(excluded=tuple() as excluded):
            return rule.model_copy(update={"excluded": tuple(spelled(name) for name in excluded)})
        case Steps():
            return rule.model_copy(update={"steps": tuple(_respelled(one, spelled) for one in rule.steps)})
        case _:
            return rule


def _translate(case: Case) -> Translation:
    charter = Charter(
        id=CASE,
        title={},
        instruments={CASE: Instrument(title={}, source=())},
        organisation=Organisation(names=(DatedName(name={"en": case.body}),)),
        groups=dict(_groups(case)),
        measures={WEIGHT: Measure(name=WEIGHT_NAME, unit=WEIGHT_NAME, tables=_weights(case))},
        bodies={
            BODY: Body(
                name={"en": case.body},
                seats=(_seats(case),),
                competent_for=(Competence(matters=(MATTER,), cite=CITE),),
                cite=CITE,
            )
        },
        matters={MATTER: Matter(name={"en": case.question}, cite=CITE)},
        rules={RULE: procedure_of(case.rule, case)},
        decisions=(Deciding(body=BODY, matters=(MATTER,), rule=RULE, cite=CITE),),
    )
    return Translation(
        charter=charter,
        question=_question(case),
        positions=positions_of(case),
        course=course_of(case),
    )


def contradictions(case: Case, position: int) -> Iterator[Problem]:
    """What the case says of itself that can't be true together."""
    pointer = f"/cases/{position}"
    if not _steps_agree(case.rule):
        yield Problem(
            fact="the steps name different members that are left out, or that hold a veto",
            cure="Make a case of each step",
            pointer=f"{pointer}/rule/steps",
        )
    seen: dict[str, str] = {}
    for camp, names in case.named.items():
        for name in names:
            if name in seen and (camp == seen[name] or AS_CAMP.get(camp, camp) != AS_CAMP.get(seen[name], seen[name])):
                yield Problem(
                    fact=f"'{name}' stands in two places: {seen[name]} and {camp}",
                    cure="Name each voter once",
                    pointer=f"{pointer}/named/{camp}",
                )
            seen[name] = camp
        stated = getattr(case.votes, camp)
        if stated is not None and stated != len(names):
            yield Problem(
                fact=f"`votes.{camp}` is {stated}, and {len(names)} are named",
                cure="Name all of the camp, or leave the list out",
                pointer=f"{pointer}/named/{camp}",
            )
    total, weighed = _total(case), [amount for _, amount in _given_weights(case)]
    accepted = (case.votes.accepted_voting_power_percent, case.votes.accepted_voting_power_percent_at_least)
    weighed += [amount for amount in accepted if amount is not None]
    if total is not None and any(amount > total for amount in weighed):
        yield Problem(
            fact=f"a camp weighs {max(weighed)}, and all together weigh {total}",
            cure="Mend the weights, or the total",
            pointer=f"{pointer}/votes",
        )
    counted = sum(counts(case).values())
    if _everybody(case) is not None and counted > (_everybody(case) or 0):
        yield Problem(
            fact=f"{counted} votes are counted, and the electorate has {_everybody(case)}",
            cure="Mend the tally, or `electorate_size`",
            pointer=f"{pointer}/votes",
        )


def counts(case: Case) -> dict[Camp, int]:
    """How many stand in each camp, where it is stated or all of the camp are named."""
    found = {}
    for camp in Camp:
        stated = getattr(case.votes, camp.value)
        if stated is None and camp.value in case.named:
            stated = len(case.named[camp.value])
        if stated is not None:
            found[camp] = stated
    accepted = case.votes.accepted_members
    if accepted is not None and _has_chambers(case.rule):
        found[Camp.YES] = accepted
    objections = case.votes.broke_silence
    if objections is None and "broke_silence" in case.named:
        objections = len(case.named["broke_silence"])
    if objections is not None:
        found[Camp.NO] = objections
    return found


def _simple(rule: Rule) -> Iterator[Rule]:
    """The rule, or those that its steps are made of."""
    if isinstance(rule, Steps):
        for step in rule.steps:
            yield from _simple(step)
    else:
        yield rule


def _has_chambers(rule: Rule) -> bool:
    return any(isinstance(one, Chambers) for one in _simple(rule))


def _veto_holders(rule: Rule) -> tuple[str, ...]:
    holders = (one.veto_players for one in _simple(rule) if isinstance(one, CountYes))
    return tuple(dict.fromkeys(name for names in holders for name in names))


def _steps_agree(rule: Rule) -> bool:
    """Whether all steps leave out the same members, and all give the same a veto: a question has one list of each."""
    simple = list(_simple(rule))
    excluded = {one.excluded for one in simple if isinstance(one, ConsensusMinus)}
    holders = {frozenset(one.veto_players) for one in simple if isinstance(one, CountYes) and one.veto_players}
    return len(excluded) <= 1 and len(holders) <= 1


def _excluded(rule: Rule) -> tuple[str, ...] | str | None:
    """Who is left out of a consensus, by name or in words; ``None`` where no step leaves anybody out."""
    return next((one.excluded for one in _simple(rule) if isinstance(one, ConsensusMinus)), None)


def only_some_take_part(case: Case) -> bool:
    """Whether only some members take part by treaty; the others stand outside every base."""
    return case.rule.participants is not None


def _everybody(case: Case) -> int | None:
    """How many voters there are, those outside among them."""
    if case.electorate_size is None:
        return None
    outside = counts(case).get(Camp.NOT_PARTICIPATING, 0) if only_some_take_part(case) else 0
    return case.electorate_size + outside


def _outside(case: Case) -> tuple[str, ...]:
    return case.named.get("not_participating", ()) if only_some_take_part(case) else ()


def camps_of(case: Case) -> dict[str, frozenset[Camp]]:
    """Where each named voter stands."""
    camps: dict[str, frozenset[Camp]] = {}
    for camp in CAMP_NAMES:
        camps |= dict.fromkeys(case.named.get(camp, ()), frozenset({Camp(camp)}))
    return camps | dict.fromkeys(case.named.get("broke_silence", ()), frozenset({Camp.NO}))


def _listed(case: Case) -> tuple[str, ...]:
    """Every voter that the case names, anywhere, and that takes part."""
    names = dict.fromkeys(name for camp in case.named.values() for name in camp)
    names |= dict.fromkeys(_veto_holders(case.rule))
    excluded = _excluded(case.rule)
    names |= dict.fromkeys(excluded if isinstance(excluded, tuple) else ())
    names |= dict.fromkeys(_weights_of_voters(case))
    return tuple(name for name in names if name not in _outside(case))


def _weights_of_voters(case: Case) -> Mapping[str, Fraction]:
    """What those that take part weigh, where the list of weights is one of them and not of more.

    It may name some that take no part; who they are follows where they are named, or where all others are.
    """
    values = case.weights.values if case.weights else {}
    listed = {name: weight for name, weight in values.items() if name not in _outside(case)}
    if case.electorate_size is None or len(listed) <= case.electorate_size:
        return listed
    voters = {name for name in camps_of(case) if name not in _outside(case)}
    if len(voters) == case.electorate_size:
        return {name: weight for name, weight in listed.items() if name in voters}
    return {}


def _seats(case: Case) -> Seats:
    """The seats of those that the case names, and of the others by number."""
    listed = tuple(Seat(id=name) for name in _listed(case))
    if case.electorate_size is None:
        return Seats(listed=listed, number_unknown=True, cite=CITE)
    return Seats(listed=listed, number=max(0, case.electorate_size - len(listed)), cite=CITE)


def _question(case: Case) -> Question:
    concerned: frozenset[Id] | Described | None = None
    excluded = _excluded(case.rule)
    if excluded is not None:
        concerned = Described() if isinstance(excluded, str) else frozenset(excluded)
    on = NO_DATE if case.day is None else case.day.first
    return Question(body=BODY, matter=MATTER, on=on, concerned=concerned)


def positions_of(case: Case) -> Positions:
    """What is known: named voters, counts and weights of camps."""
    outside = _outside(case)
    tally = counts(case)
    if only_some_take_part(case):
        tally.pop(Camp.NOT_PARTICIPATING, None)
    sums = [exactly({camp}, number) for camp, number in tally.items()]
    camps = {name: where for name, where in camps_of(case).items() if name not in outside}
    return Positions(camps=camps, sums=(*sums, *_weight_sums(case)))


def _weight_sums(case: Case) -> Iterator[Sum]:
    """The weights of camps, where the weights of named voters do not already say them."""
    votes = case.votes
    if votes.accepted_voting_power_percent is not None:
        yield exactly({Camp.YES}, votes.accepted_voting_power_percent, WEIGHT)
    elif votes.accepted_voting_power_percent_at_least is not None:
        yield Sum(measure=WEIGHT, camps=frozenset({Camp.YES}), low=votes.accepted_voting_power_percent_at_least)
    if _named_weights_decide(case):
        return
    given = _given_weights(case)
    decisive = [(camps, amount) for camps, amount in given if camps == {Camp.YES}]
    for camps, amount in decisive or given:  # published figures are rounded, and need not add up to the total
        yield exactly(camps, amount, WEIGHT)


def _given_weights(case: Case) -> list[tuple[frozenset[Camp], Fraction]]:
    """The weights of camps as the case states them."""
    stated = {**case.votes.weighted, **(case.weights.camp if case.weights else {})}
    camps = {key: frozenset(Camp(one) for one in key.split("_and_") if one in CAMP_NAMES) for key in stated}
    return [(camps[key], amount) for key, amount in stated.items() if camps[key]]


def _named_weights_decide(case: Case) -> bool:
    weights = case.weights.values if case.weights else {}
    return "yes" in case.named and bool(weights) and all(name in weights for name in case.named["yes"])


def _groups(case: Case) -> Iterator[tuple[Id, Group]]:
    if holders := tuple(Belonging(who=name) for name in _veto_holders(case.rule)):
        yield VETO_HOLDERS, Group(name=GROUP_NAMES[VETO_HOLDERS], members=holders, cite=CITE)
    if _has_chambers(case.rule):
        yield FIRST_GROUP, Group(name=GROUP_NAMES[FIRST_GROUP], cite=CITE)
        yield SECOND_GROUP, Group(name=GROUP_NAMES[SECOND_GROUP], all_but=FIRST_GROUP, cite=CITE)


def _weights(case: Case) -> tuple[MeasureTable, ...]:
    return (MeasureTable(values=_weights_of_voters(case), total=_total(case), cite=CITE),)


def _total(case: Case) -> Fraction | None:
    """The total that the source states; percentages of the whole add up to a hundred."""
    weighted = next((one for one in _simple(case.rule) if isinstance(one, Weighted)), None)
    if weighted is not None:
        return weighted.total
    if (_has_chambers(case.rule) and not _weights_of_voters(case)) or (case.weights is not None and case.weights.camp):
        return WHOLE
    return None


def course_of(case: Case) -> Course:
    """Deadline, moment and ballots."""
    deadline = next((one.deadline for one in _simple(case.rule) if isinstance(one, SilenceUntil)), None)
    at = None if case.day is None else datetime.combine(case.day.last, time.max, UTC)
    return Course(
        at=at,
        deadline=None if deadline is None else moment(deadline),
        ballots=tuple(_ballot(round_) for round_ in case.votes.rounds),
        needed=case.votes.needed,
    )


def _ballot(round_: Mapping[str, int]) -> Ballot:
    camps = {Camp(key): number for key, number in round_.items() if key in CAMP_NAMES}
    return Ballot(votes={key: number for key, number in round_.items() if key not in CAMP_NAMES}, camps=camps)


def procedure_of(rule: Rule, case: Case) -> Procedure:
    """The procedure that the rule of a case describes."""
    match rule:
        case ConsensusOf():
            return ConsensusInTheRoom(decides=written.Consensus(cite=CITE))
        case ConsensusMinus():
            minus = written.WithoutMemberConcerned(condition=written.Consensus(cite=CITE), cite=CITE)
            return ConsensusInTheRoom(decides=minus)
        case SilenceUntil():
            return Silence(decides=written.Consensus(cite=CITE))
        case Rounds():
            return Election(share=_bar(rule.numerator, rule.denominator, rule.strict), of=BASES[rule.base], cite=CITE)
        case Steps(steps=steps):
            return Ladder(steps=tuple(procedure_of(step, case) for step in steps))
        case _:
            return Vote(decides=_rule_of(rule, case))


def _rule_of(rule: CountYes | FractionOf | Weighted | DoubleMajority | Chambers, case: Case) -> written.Rule:
    match rule:
        case CountYes(min_yes=number, veto_players=holders):
            enough = written.Threshold(at_least=Fraction(number), cite=CITE)
            return _all([enough, *([written.Veto(holders=VETO_HOLDERS, cite=CITE)] if holders else [])])
        case FractionOf():
            share = _bar(rule.numerator, rule.denominator, rule.strict)
            majority = written.Majority(share=share, of=BASES[rule.base], cite=CITE)
            return _all([*_quorum(rule, case), majority])
        case Weighted(quota=quota):
            enough = written.Threshold(at_least=quota, measure=WEIGHT, cite=CITE)
            return _all([enough, *_states(rule)])
        case DoubleMajority():
            return _all([*_states(rule), _population(rule)])
        case Chambers(all_of=chambers):
            return _all([_chamber(chamber) for chamber in chambers])
        case _:
            assert_never(rule)


def _all(rules: list[written.Rule]) -> written.Rule:
    return rules[0] if len(rules) == 1 else written.AllOf(conditions=tuple(rules))


def _bar(numerator: int, denominator: int, strict: bool) -> Bar:
    return Bar(Fraction(numerator, denominator), strict)


def _quorum(rule: FractionOf, case: Case) -> Iterator[written.Rule]:
    if rule.quorum is None:
        return
    needed = case.votes.quorum_needed
    if needed is not None:
        yield written.Quorum(number=needed, counting=Counted.VOTES_CAST, cite=CITE)
        return
    share = _bar(rule.quorum.numerator, rule.quorum.denominator, strict=False)
    yield written.Quorum(share=share, of=QuorumBase.ATTENDING, counting=Counted.VOTES_CAST, cite=CITE)


def _states(rule: Weighted | DoubleMajority) -> Iterator[written.Rule]:
    states = rule.states
    if states is None:
        return
    if states.numerator is not None and states.denominator is not None:
        share = _bar(states.numerator, states.denominator, strict=False)
        yield written.Majority(share=share, of=Base.MEMBERS, cite=CITE)
    if states.minimum is not None:
        yield written.Threshold(at_least=Fraction(states.minimum), measure=MEMBERS, cite=CITE)


def _population(rule: DoubleMajority) -> written.Rule:
    share = Bar(rule.population_percent / WHOLE, exceeded=False)
    majority = written.Majority(share=share, of=Base.MEMBERS, measure=WEIGHT, cite=CITE)
    if rule.blocking_minority is None:
        return majority
    none = written.NoBlockingMinority(members=rule.blocking_minority.min_states, cite=CITE)
    return written.AnyOf(conditions=(majority, none))


def _chamber(chamber: Chamber) -> written.Rule:
    if chamber.base == "voting_power":
        share = Bar((chamber.percent or Fraction()) / WHOLE, exceeded=chamber.strict)
        return written.Majority(share=share, of=Base.MEMBERS, measure=WEIGHT, cite=CITE)
    share = _bar(chamber.numerator or 0, chamber.denominator or 1, chamber.strict)
    return written.Majority(share=share, of=BASES[chamber.base], within=GROUPS.get(chamber.base), cite=CITE)
