"""Precedents: real decisions decided again by the ordinary function, and compared with what is on record.

Only the comparer in this module reads what a program is held to (``expected``) and what the body decided.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from comity.core.charter.check import rules_of
from comity.core.charter.lookup import MajorMatters, room
from comity.core.charter.model import Charter
from comity.core.charter.put import Answer, NoRule, Positions, put
from comity.core.procedure.written import Procedure
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.bound import Leaf
from comity.core.rules.bounds import FactsContradict
from comity.core.rules.facts import Camp
from comity.core.rules.question import Question
from comity.core.rules.sentences.describe import describe_condition
from comity.core.rules.written import Rule, nodes
from comity.core.values import Id, Problem, Refused
from comity.formats.charter_file import find_charter
from comity.formats.documents import refuse_any
from comity.formats.precedent_cases import Case, ReadCase, read_precedents
from comity.formats.precedent_translation import RULE, contradictions, counts, only_some_take_part, translate
from comity.formats.records import encode
from comity.formats.state_names import names_for
from comity.workbench.answers import answer_result
from comity.workbench.major import major_matters, unknown_id, unknown_matters
from comity.workbench.naming import names_in
from comity.workbench.results import AnswerResult, RuleResult

COMPARED: Mapping[str, Callable[[AnswerResult], Any]] = {
    "verdict": lambda answer: answer.verdict,
    "code": lambda answer: answer.code,
    "vetoed_by": lambda answer: answer.vetoed_by,
    "blocked_by": lambda answer: answer.blocked_by,
    "step": lambda answer: answer.step,
    "elected": lambda answer: answer.elected,
    "round": lambda answer: answer.round,
}
"""The fields of ``expected`` that are compared; ``missing`` says in words what is not known, and is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field in which the answer differs from what is expected."""

    field: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One precedent, decided: ``agrees``, ``differs``, ``answered`` (nothing to compare), ``open``, ``refused``.

    ``by_charter`` is the answer by the rule of the charter that the case names, where it names one.
    """

    id: str
    result: str
    answer: AnswerResult | None
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    by_charter: AnswerResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many cases had each result."""

    agrees: int = 0
    differs: int = 0
    answered: int = 0
    open: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """All precedents of a file, decided and compared."""

    schema: str
    kind: str
    cases: tuple[CaseResult, ...]
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A charter with a body and a matter, whose own rule decides."""

    charter: Charter
    body: Id
    matter: Id
    major: MajorMatters = None


def check_precedents(path: Path, forum: Forum | None = None, only: frozenset[str] = frozenset()) -> CheckResult:
    """Decide every precedent of the file, by its own rule or by that of ``forum``, and compare.

    A case that is refused carries its problems; the others are still answered. Raises ``Refused`` where the file can't
    be read.
    """
    cases = tuple(_check(one, forum) for one in read_precedents(path, only))
    counted = {name: sum(1 for one in cases if one.result == name) for name in Totals.__slots__}
    return CheckResult(schema="comity/check/1", kind="decisions", cases=cases, totals=Totals(**counted))


def _check(read: ReadCase, forum: Forum | None) -> CaseResult:
    case = read.case
    problems = read.problems if case is None else read.placed(tuple(contradictions(case, read.position)))
    if case is None or problems:
        return CaseResult(id=read.id, result="refused", answer=None, problems=problems)
    try:
        answer = answer_case(case) if forum is None else answer_under(case, forum)
        by_charter = answer_under(case, _forum_of(case)) if forum is None and case.under is not None else None
    except FactsContradict as error:
        problem = Problem(fact=str(error), cure="Mend the tally", pointer=f"/cases/{read.position}/votes")
        return CaseResult(id=read.id, result="refused", answer=None, problems=read.placed((problem,)))
    except Refused as error:
        placed = read.placed(
            tuple(replace(one, pointer=one.pointer or f"/cases/{read.position}") for one in error.problems)
        )
        return CaseResult(id=read.id, result="refused", answer=None, problems=placed)
    return _compare(read, answer, by_charter)


def answer_case(case: Case) -> AnswerResult:
    """The answer by the case's own rule."""
    put_as = translate(case)
    answer = put(put_as.charter, put_as.question, put_as.positions, put_as.course)
    rule = RuleResult(written=encode(put_as.charter.rules[RULE]), from_="case")
    return answer_result(
        put_as.charter, answer, put_as.question.on, rule=rule, cites=f"{case.body}: the rule of the case"
    )


def answer_under(case: Case, forum: Forum) -> AnswerResult:
    """The answer by the charter's own rule for the body and the matter, and where the case's rule differs from it.

    Raises ``Refused`` where the case can't be put to the charter.
    """
    put_as = translate(case)
    if case.day is None:
        raise Refused([Problem(fact="the case has no date, and a charter is asked on a date", cure="Add `date`")])
    resolve = names_for(forum.charter).resolve
    until = forum.charter.known_until
    if until is not None and case.day.first > until.last:
        fact = f"what '{forum.charter.id}' says ends with {until}, and the case is of {case.date}"
        raise Refused([Problem(fact=fact, cure="Name a charter file that knows of that day")])
    who = room(forum.charter, forum.body, case.day.first)
    to_ids = {name: resolve(name) for name in put_as.positions.camps}
    shown = {id_: name for name, id_ in to_ids.items()}
    seats = {sitting.seat for sitting in who.seats}
    seatless = () if who.takes_any_name else tuple(name for name, id_ in to_ids.items() if id_ not in seats)
    if seatless:
        to_ids = {}
    _refuse_too_many(counts(case), None if who.unlisted is None else len(seats) + who.unlisted)
    question = Question(
        body=forum.body,
        matter=forum.matter,
        on=case.day.first,
        concerned=_resolved(put_as.question, case, resolve),
        participants=_participants(case, seats, resolve),
        source=case.under.proposed_by if case.under else None,
        quorum_needed=case.votes.quorum_needed,
    )
    positions = Positions(
        camps={to_ids[name]: camps for name, camps in put_as.positions.camps.items() if name in to_ids},
        sums=tuple(one for one in put_as.positions.sums if one.measure in ("members", *forum.charter.measures)),
        size=_stated_size(forum, question, case),
    )
    try:
        answer = put(forum.charter, question, positions, put_as.course, forum.major)
    except (NoRule, QuestionIncomplete) as error:
        raise Refused([Problem(fact=str(error).rstrip("."), cure="Name another body, matter or date")]) from error
    return answer_result(
        forum.charter, answer, question.on, rule=_rule_of(put_as.charter, forum, answer, seatless), shown=shown
    )


def _refuse_too_many(tally: Mapping[Camp, int], seats: int | None) -> None:
    """More votes than the body has seats on the day can't be put to it."""
    votes = sum(tally.values())
    if seats is not None and votes > seats:
        fact = f"{votes} votes are counted, and the body has {seats} seats on that day"
        raise Refused([Problem(fact=fact, cure="Name another body or date, or mend the tally")])


def _participants(case: Case, seats: set[Id], resolve: Callable[[str], Id]) -> frozenset[Id] | None:
    """Who takes part, where only some members do by treaty."""
    if not only_some_take_part(case) or not seats:
        return None
    return frozenset(seats - {resolve(name) for name in case.named.get("not_participating", ())})


def _stated_size(forum: Forum, question: Question, case: Case) -> int | None:
    """The size that the case states, where the charter does not give the seats itself."""
    assert question.on is not None
    return case.electorate_size if room(forum.charter, forum.body, question.on).unlisted is None else None


def _resolved(question: Question, case: Case, resolve: Callable[[str], Id]) -> Any:
    named = case.under.concerned if case.under else ()
    if named:
        return frozenset(resolve(name) for name in named)
    if isinstance(question.concerned, frozenset):
        return frozenset(resolve(name) for name in question.concerned)
    return question.concerned


def _rule_of(case_charter: Charter, forum: Forum, answer: Answer, seatless: tuple[str, ...]) -> RuleResult:
    own = case_charter.rules[RULE]
    own_names, forum_names = names_in(case_charter, "en"), names_in(forum.charter, "en")
    if answer.procedure is None:
        return RuleResult(written=None, from_="charter", differs=("the body is not competent for the matter",))
    differs = tuple(differences_of_rules(own, answer.procedure, lambda id_: own_names(forum_names(id_))))
    if seatless:
        differs += (f"put by its figures alone: on that day the charter has no seat for {', '.join(seatless)}",)
    return RuleResult(written=encode(answer.procedure), from_="charter", differs=differs)


UNCOMPARED = frozenset({"cite", "holders", "measure", "within"})
"""Keys that say where a rule stands, or name things that a case and a charter name differently."""


def differences_of_rules(case: Procedure, charter: Procedure, names: Callable[[Id], str]) -> Iterator[str]:
    """Where the rule of a case differs from that of a charter: conditions that only one of them has, in sentences."""
    own, other = _conditions(case), _conditions(charter)
    for where, some, rest in (("case", own, other), ("charter", other, own)):
        for key, nodes_ in some.items():
            for node in nodes_[len(rest.get(key, [])) :]:
                yield f"only the {where}: {describe_condition(node, names, 'en')}"
    if type(case) is not type(charter):
        yield f"the case: {tag_of_procedure(case)}; the charter: {tag_of_procedure(charter)}"


def _conditions(procedure: Procedure) -> dict[str, list[Rule]]:
    """The conditions of a procedure, those alike together."""
    found: dict[str, list[Rule]] = {}
    for rule in rules_of(procedure):
        for node in nodes(rule):
            if isinstance(node, get_args(Leaf)):
                found.setdefault(_key(encode(node)), []).append(node)
    return found


def _key(encoded: Any) -> str:
    return str({key: value for key, value in encoded.items() if key not in UNCOMPARED})


def tag_of_procedure(procedure: Procedure) -> str:
    """The word for a procedure in a charter file, in plain writing."""
    encoded = encode(procedure)
    assert isinstance(encoded, dict), "a procedure is an entry"
    return str(encoded["procedure"]).replace("_", " ")


def _forum_of(case: Case) -> Forum:
    assert case.under is not None
    charter = find_charter(case.under.charter)
    return forum_in(charter, case.under.body, case.under.matter)


def forum_in(charter: Charter, body: Id, matter: Id) -> Forum:
    """The body and the matter of a charter. Raises ``Refused`` where the charter has no such thing."""
    refuse_any(
        [
            unknown_id(charter, kind, id_, known)
            for kind, id_, known in (("body", body, charter.bodies), ("matter", matter, charter.matters))
            if id_ not in known
        ]
    )
    return Forum(charter=charter, body=body, matter=matter)


def forum_named(
    charter: str | None, body: str | None, matter: str | None, major: tuple[str, ...] | None = None
) -> Forum | None:
    """The forum that the options of a command name; ``None`` where they name none.

    Raises ``Refused`` where only some of them are given, or where they say what counts as major under none.
    """
    if charter is None and body is None and matter is None and major is None:
        return None
    if charter is None or body is None or matter is None:
        fact = "a charter's own rule needs all of --charter, --body and --matter"
        raise Refused([Problem(fact=fact, cure="Give all three, or none to use each case's own rule")])
    forum = forum_in(find_charter(charter), body, matter)
    refuse_any(unknown_matters((forum.charter,), major))
    return replace(forum, major=major_matters(major))


def _compare(read: ReadCase, answer: AnswerResult, by_charter: AnswerResult | None) -> CaseResult:
    """What the answer is held to, and whether it keeps it. The one place that reads expected values."""
    expected = read.held_to.get("expected", {})
    differences = [*_differences(expected, answer, "")]
    if by_charter is not None:
        differences += _differences(expected, by_charter, "by_charter.")
    if not any(field in expected for field in COMPARED):
        result = "answered"
    elif answer.verdict == "open" and expected.get("verdict", "open") != "open":
        result = "open"
    else:
        result = "differs" if differences else "agrees"
    return CaseResult(id=read.id, result=result, answer=answer, differences=tuple(differences), by_charter=by_charter)


def _differences(expected: Mapping[str, Any], answer: AnswerResult, prefix: str) -> Iterator[Difference]:
    for field, of_answer in COMPARED.items():
        if field in expected:
            got = of_answer(answer)
            wanted = expected[field]
            if _plain(wanted) != _plain(got):
                yield Difference(field=f"{prefix}{field}", expected=wanted, got=got)


def _plain(value: Any) -> Any:
    """Lists of names are sets."""
    return frozenset(value) if isinstance(value, list | tuple) else value


def exit_code(result: CheckResult, *, strict: bool) -> int:
    """2: a case is refused; 1: one differs, or with ``strict`` is open against a stated verdict; else 0."""
    return exit_code_of(result.totals, strict=strict)


def exit_code_of(totals: Totals, *, strict: bool) -> int:
    """The same from how many cases had each result."""
    if totals.refused:
        return 2
    return 1 if totals.differs or (strict and totals.open) else 0
