"""Check a charter: gaps, contradictions, and rules that can never pass or never fail."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from comity.core.charter.lookup import boundaries, deciding, electorate, is_competent, room
from comity.core.charter.model import Charter
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    OfficeHolderDecides,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.bind import bind
from comity.core.rules.bound import is_monotone
from comity.core.rules.completions import search
from comity.core.rules.decide import decide
from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Described, Question
from comity.core.rules.written import IfProposedBy, IfRequested, Majority, OnlyAtRequest, Rule, nodes
from comity.core.values import Id

Pointer = str

NOBODY_ELSE: Id = "somebody-else"
"""A proposer that no rule names."""

BEFORE_ALL = date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a charter: where, what, and what would be right; ``serious`` is false for "not checked"."""

    pointer: Pointer
    fact: str
    cure: str
    serious: bool = True


def check(charter: Charter) -> tuple[Finding, ...]:
    """Everything that is found, in the order of the file; empty for a charter without fault."""
    found: dict[Finding, None] = {}
    for find in (_empty_bodies, _gaps, _idle_matters, _idle_decisions, _idle_rules, _futile_rules):
        found |= dict.fromkeys(find(charter))
    return tuple(found)


def segments(charter: Charter, body: Id) -> list[date]:
    """The first day of each stretch of time in which what concerns the body does not change."""
    return [BEFORE_ALL, *boundaries(charter, body)]


def _days_of(charter: Charter, body: Id) -> list[date]:
    """Of each stretch of time in which the body exists: its first day."""
    return [day for day in segments(charter, body) if charter.bodies[body].period.holds(day)]


def _from(day: date) -> str:
    return "" if day == BEFORE_ALL else f" on {day}"


def _empty_bodies(charter: Charter) -> Iterator[Finding]:
    for id_ in charter.bodies:
        for day in _days_of(charter, id_):
            who = room(charter, id_, day)
            if not who.seats and who.unlisted == 0:
                yield Finding(
                    pointer=f"/bodies/{id_}",
                    fact=f"nobody sits in '{id_}'{_from(day)}",
                    cure="Give it `seats` for that date, or date the body itself",
                )
                break


def _gaps(charter: Charter) -> Iterator[Finding]:
    for id_, body in charter.bodies.items():
        matters = dict.fromkeys(matter for one in body.competent_for for matter in one.matters)
        for matter in matters:
            for day in _days_of(charter, id_):
                if is_competent(body, matter, day):
                    number = len(deciding(charter, id_, matter, day))
                    if number != 1:
                        yield _gap(id_, matter, day, number)
                        break


def _gap(body: Id, matter: Id, day: date, number: int) -> Finding:
    if number == 0:
        fact = f"no rule decides '{matter}' in '{body}'{_from(day)}"
        cure = "Add an entry under `decisions`, or end the body's competence"
    else:
        fact = f"{number} rules decide '{matter}' in '{body}'{_from(day)}"
        cure = "Let one end (`until`) where the next begins (`from`)"
    return Finding(pointer=f"/bodies/{body}", fact=fact, cure=cure)


def _idle_matters(charter: Charter) -> Iterator[Finding]:
    decided = {matter for body in charter.bodies.values() for one in body.competent_for for matter in one.matters}
    for matter in charter.matters:
        if matter not in decided:
            yield Finding(
                pointer=f"/matters/{matter}",
                fact=f"no body is competent for '{matter}'",
                cure="Name it under a body's `competent_for`, or leave it out",
            )


def _idle_decisions(charter: Charter) -> Iterator[Finding]:
    for position, entry in enumerate(charter.decisions):
        body = charter.bodies.get(entry.body)
        for matter in entry.matters:
            days = [*segments(charter, entry.body), *entry.period.boundaries()] if body else []
            competent = any(body and entry.period.holds(day) and is_competent(body, matter, day) for day in days)
            if not competent:
                yield Finding(
                    pointer=f"/decisions/{position}",
                    fact=f"'{entry.body}' is never competent for '{matter}' while this entry holds",
                    cure="Add the matter to its `competent_for`, or take it out here",
                )


def _idle_rules(charter: Charter) -> Iterator[Finding]:
    used = {entry.rule for entry in charter.decisions}
    for id_ in charter.rules:
        if id_ not in used:
            yield Finding(
                pointer=f"/rules/{id_}",
                fact=f"nothing is decided by the rule '{id_}'",
                cure="Use it under `decisions`, or leave it out",
            )


def _futile_rules(charter: Charter) -> Iterator[Finding]:
    seen: set[tuple[Id, str]] = set()
    told: set[tuple[Id, bool]] = set()
    for entry in charter.decisions:
        if entry.body not in charter.bodies or entry.rule not in charter.rules:
            continue
        for day in _days_of(charter, entry.body):
            if not entry.period.holds(day):
                continue
            voters = _alike_together(electorate(charter, entry.body, day))
            key = entry.rule, str(voters)
            if key in seen:
                continue
            seen.add(key)
            for finding in _futile(entry.rule, charter.rules[entry.rule], voters, f" in '{entry.body}'{_from(day)}"):
                if (entry.rule, finding.serious) not in told:
                    yield finding
                told.add((entry.rule, finding.serious))


def _alike_together(voters: Electorate) -> Electorate:
    """The same electorate with voters that only their names tell apart counted together, but for the first.

    What a rule can lead to does not depend on names; the first is kept, to stand for a member concerned.
    """
    first = min(voters.names, default=None)
    sizes: dict[str, VoterClass] = {}
    kept = []
    for one in voters.classes:
        if one.name is None or one.name == first:
            kept.append(one)
            continue
        alike = replace(one, name=None)
        known = sizes.get(str(alike))
        sizes[str(alike)] = alike if known is None else replace(known, size=(known.size or 0) + 1)
    return replace(voters, classes=(*kept, *(sizes.values())))


def _futile(id_: Id, procedure: Procedure, voters: Electorate, where: str) -> Iterator[Finding]:
    for number, rule in enumerate(rules_of(procedure)):
        step = f" (step {number + 1})" if isinstance(procedure, Ladder) else ""
        possible = possible_verdicts(rule, voters)
        pointer = f"/rules/{id_}"
        if possible is None:
            yield Finding(
                pointer=pointer,
                fact=f"whether the rule '{id_}'{step} can pass and can fail was not checked{where}",
                cure="Give the number of voters, and what they weigh, if they are known",
                serious=False,
            )
        elif Verdict.ADOPTED not in possible:
            yield Finding(
                pointer=pointer,
                fact=f"the rule '{id_}'{step} can never pass{where}",
                cure="Lower the bar, or mend the measure, group or number that it counts",
            )
        elif Verdict.NOT_ADOPTED not in possible:
            yield Finding(
                pointer=pointer,
                fact=f"the rule '{id_}'{step} can never fail{where}",
                cure="Raise the bar, or mend the measure, group or number that it counts",
            )


def rules_of(procedure: Procedure) -> tuple[Rule, ...]:
    """The rules that the steps of a procedure hold."""
    match procedure:
        case Vote() | TellersCount() | ConsensusInTheRoom() | OfficeHolderDecides() | Silence() | TacitAcceptance():
            return (procedure.decides,)
        case Ladder(steps=steps):
            return tuple(rule for step in steps for rule in rules_of(step))
        case Election(share=share, of=of, cite=cite):
            return (Majority(share=share, of=of, cite=cite),)
        case _:
            assert_never(procedure)


def possible_verdicts(rule: Rule, voters: Electorate) -> frozenset[Verdict] | None:
    """The verdicts that some vote of these voters can lead to, over all kinds of questions; ``None``: not checked.

    A monotone rule is decided at all in favour and all against; others are enumerated by class, up to a bound.
    """
    found: set[Verdict] = set()
    for question in _questions(rule, voters):
        bound = bind(rule, voters, replace(question, concerned=_concerned(voters)))
        if is_monotone(bound):
            for camp in (Camp.YES, Camp.NO):
                found.add(_all_in(camp, rule, voters, question))
        else:
            some = search(bound, voters, Facts(), frozenset())
            found |= {Verdict.ADOPTED} if some.adopted else set()
            found |= {Verdict.NOT_ADOPTED} if some.not_adopted else set()
            if not some.complete and len(found - {Verdict.OPEN}) < 2:
                return None
    definite = found - {Verdict.OPEN}
    return None if Verdict.OPEN in found and len(definite) < 2 else frozenset(definite)


def _all_in(camp: Camp, rule: Rule, voters: Electorate, question: Question) -> Verdict:
    everybody = tuple(replace(one, camps=one.camps & {camp} or one.camps) for one in voters.classes)
    return decide(rule, replace(voters, classes=everybody), Facts(), question).verdict


def _concerned(voters: Electorate) -> frozenset[Id]:
    return frozenset(sorted(voters.names)[:1])


def _questions(rule: Rule, voters: Electorate) -> Iterator[Question]:
    """A question of each kind that the rule tells apart."""
    within = list(nodes(rule))
    sources = [NOBODY_ELSE]
    for node in within:
        if isinstance(node, IfProposedBy):
            sources += node.proposers
    asks = any(isinstance(node, IfRequested | OnlyAtRequest) for node in within)
    concerned = _concerned(voters) or Described()
    for source in dict.fromkeys(sources):
        for requested in (True, False) if asks else (False,):
            yield Question(source=source, requested=requested, concerned=concerned)
