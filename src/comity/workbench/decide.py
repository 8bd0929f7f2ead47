"""A real question, decided from a positions file under a charter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from comity.core.charter.check import rules_of
from comity.core.charter.lookup import Room, is_competent, room, suspended
from comity.core.charter.model import Charter
from comity.core.charter.put import Answer, NoRule, NoSeat, Positions, put
from comity.core.procedure.run import Course
from comity.core.procedure.written import Silence, TacitAcceptance
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.bounds import FactsContradict
from comity.core.rules.explain import explain_condition
from comity.core.rules.facts import Camp, Sum
from comity.core.rules.question import Described, Question
from comity.core.rules.sentences.describe import citation_text
from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.words import WORDS
from comity.core.rules.written import MEMBERS, WithoutMemberConcerned, nodes
from comity.core.values import LANGUAGES, Id, PartialDate, Problem, Refused, Text, in_language
from comity.formats.charter_file import find_charter
from comity.formats.documents import refuse_any
from comity.formats.position_words import is_vote
from comity.formats.positions import Entry, PositionsFile, examine_positions, read_participants
from comity.formats.state_names import Names, names_for
from comity.workbench.answers import act_of, answer_result, step_of
from comity.workbench.major import major_matters, unknown_id, unknown_matters
from comity.workbench.naming import names_in, ordered
from comity.workbench.question_checks import (
    Mention,
    few,
    listed_in,
    mentions,
    nearest_seat,
    of_strangers,
    outside_and_voting,
    source_named,
    without_seat,
    wrong_attendance,
    wrong_seat,
    wrong_size,
    wrong_source,
)
from comity.workbench.results import AnswerResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command says besides the file; what it does not say is taken from the file."""

    on: date | None = None
    concerned: tuple[str, ...] = ()
    source: str | None = None
    requested: bool = False
    participants: Path | None = None
    attending: int | None = None
    major: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPosition:
    """A voter as it was counted: id, name on the day in each language, camp (``None``: not known)."""

    voter: Id
    name: Text
    position: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCondition:
    """A condition of the answer in words, with its citation, in each language; in the order of the answer's.

    ``presumed``: nothing is said about it, so it is taken to hold.
    """

    text: Text
    cite: Text
    presumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to a question, with its conditions in words and what was counted."""

    schema: str
    charter: Id
    body: Id
    matter: Id
    on: str
    put_to: Text
    """Charter, body, matter and date, in words of each language."""
    answer: AnswerResult
    act: Act
    """How members took part, and so what their positions are called."""
    conditions: tuple[ToldCondition, ...]
    positions: tuple[CountedPosition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A question as it is put, what is known, and all that is wrong with both."""

    charter: Charter
    question: Question
    on: date
    file: PositionsFile
    known: Positions
    who: Room
    problems: tuple[Problem, ...]
    complete: bool


def decide_file(name: str, body: Id, matter: Id, positions: Path, asked: Asked, today: date) -> Decision:
    """Decide the question that a positions file puts to a body.

    ``today`` is the date where neither the command nor the file gives one. Raises ``Refused`` with everything that is
    wrong, each with line and cure.
    """
    charter = find_charter(name)
    refuse_any(list(_unknown_ids(charter, body, matter, asked.major)))
    given = asked.on or examine_positions(positions).file.on
    on = given or today
    refuse_any(_beyond_what_is_known(charter, on, told=given is not None))
    ready = _make_ready(charter, body, matter, positions, asked, on)
    answer = _put(ready, name, asked)
    act = _act(ready.file, answer)
    return Decision(
        schema="comity/decision/1",
        charter=charter.id,
        body=body,
        matter=matter,
        on=str(on),
        put_to=_put_to(charter, body, matter, on),
        answer=answer_result(charter, answer, on, act=act),
        act=act,
        conditions=told_conditions(charter, answer, on, act),
        positions=tuple(_counted(charter, ready.known, ready.who, on)),
    )


def _beyond_what_is_known(charter: Charter, on: date, *, told: bool) -> list[Problem]:
    """A day after the last that the charter's file knows of: who sits there then is not known."""
    until = charter.known_until
    if until is None or on <= until.last:
        return []
    asked = f"the question is of {on}" if told else f"no date is given, and today is {on}"
    fact = f"what '{charter.id}' says ends with {until}; {asked}"
    return [Problem(fact=fact, cure="Give a date (--on), or a file that knows of that day")]


def _make_ready(charter: Charter, body: Id, matter: Id, positions: Path, asked: Asked, on: date) -> _Ready:
    names = names_for(charter, on, body)
    shown = names_in(charter, "en", on)
    examined = examine_positions(positions, names)
    file, who = examined.file, room(charter, body, on)
    concerned = mentions(file, "concerned", asked.concerned, names)
    participants = _participants(file, asked, names)
    question = replace(
        _question(body, matter, on, file, asked),
        concerned=frozenset(one.id for one in concerned) if concerned else _described(file),
        source=source_named(charter, asked.source or file.source, names),
        participants=None if participants is None else frozenset(one.id for one in participants),
    )
    known = _positions(file)
    strangers = (*of_strangers(charter, concerned, on), *(participants or ()))
    of_voters = (
        *_wrong_voters(charter, file, who, names, on),
        *without_seat(strangers, file, who, names, shown, on),
    )
    refused_anyway = bool(who.seats) and not is_competent(charter.bodies[body], matter, on)
    problems = (
        *examined.problems,
        *(() if refused_anyway else of_voters),
        *outside_and_voting(file, participants, who),
        *wrong_size(file, who, on),
        *wrong_attendance(file, asked.attending),
        *wrong_source(charter, question.source, names),
        *_too_many(file, known, who),
    )
    return _Ready(
        charter=charter,
        question=question,
        on=on,
        file=file,
        known=known,
        who=who,
        problems=problems,
        complete=examined.complete,
    )


def _put(ready: _Ready, name: str, asked: Asked) -> Answer:
    """The answer. Raises ``Refused`` with what was wrong before, and what the rule still misses."""
    problems = list(ready.problems)
    file = ready.file
    course = Course(at=datetime.combine(ready.on, time.max, UTC), deadline=file.deadline, ballots=file.ballots)
    answer = None
    try:
        answer = put(ready.charter, ready.question, ready.known, course, major_matters(asked.major))
    except QuestionIncomplete as error:
        if ready.complete:
            line = file.document.line_of(f"/{error.key}") or 1
            problems.append(Problem(file=file.document.file, line=line, fact=error.fact, cure=_cure_for(error)))
    except FactsContradict as error:
        cure = "Mend the positions, the counts or the sums"
        problems = problems or [Problem(file=file.document.file, line=1, fact=str(error), cure=cure)]
    except NoSeat as error:
        problems = problems or [Problem(file=file.document.file, fact=str(error), cure="Leave them out")]
    except NoRule as error:
        problems.append(Problem(fact=str(error), cure=f"Check the charter: comity charter check {name}"))
    if answer is not None and not problems:
        problems += _not_to_be_left_out(ready, answer)
    if problems or answer is None:
        raise Refused(sorted(problems, key=lambda one: one.line or 0))
    return answer


def _not_to_be_left_out(ready: _Ready, answer: Answer) -> list[Problem]:
    """Members concerned that the rule leaves out, and that have no vote in the body."""
    concerned = ready.question.concerned
    rules = rules_of(answer.procedure) if answer.procedure else ()
    leaves_out = any(isinstance(node, WithoutMemberConcerned) for rule in rules for node in nodes(rule))
    if not leaves_out or not isinstance(concerned, frozenset):
        return []
    voters = {name for sitting in ready.who.seats for name in (sitting.seat, sitting.holder)} | {*ready.known.camps}
    shown = names_in(ready.charter, "en", ready.on)
    return [
        Problem(
            file=ready.file.document.file,
            line=ready.file.document.line_of("/concerned") or 1,
            fact=f"'{shown(name)}' is said to be the member concerned, and is no member of the body on {ready.on}",
            cure="Name a member",
        )
        for name in sorted(concerned - voters)
    ]


def _put_to(charter: Charter, body: Id, matter: Id, on: date) -> Text:
    day = PartialDate(on.year, on.month, on.day)
    words: dict[str, str] = {}
    for language in LANGUAGES:
        names = names_in(charter, language, on)
        title = in_language(charter.title, language)
        words[language] = " · ".join((title, names(body), names(matter), WORDS[language].dated(day)))
    return words


def _act(file: PositionsFile, answer: Answer) -> Act:
    """How members took part: as the procedure has it, or by vote, where the file says that somebody voted no.

    Where nobody meets, nobody votes: there a no can be nothing but an objection, in whichever word it is written.
    """
    meets = not isinstance(step_of(answer.procedure, answer.outcome), Silence | TacitAcceptance)
    voted = any(one.position is Camp.NO and is_vote(one.word) for one in file.entries)
    return Act.VOTE if meets and voted else act_of(answer.procedure, answer.outcome)


def told_conditions(charter: Charter, answer: Answer, on: date, act: Act) -> tuple[ToldCondition, ...]:
    """The conditions of an answer in words; ``act``: how members took part."""
    names = {language: names_in(charter, language, on) for language in LANGUAGES}
    return tuple(
        ToldCondition(
            text={key: explain_condition(one, names[key], key, act=act) for key in LANGUAGES},
            cite={key: citation_text(one.cite, names[key], key) for key in LANGUAGES},
            presumed=one.condition.presumed,
        )
        for one in answer.outcome.conditions
    )


def _unknown_ids(charter: Charter, body: Id, matter: Id, major: tuple[str, ...] | None) -> Iterator[Problem]:
    for kind, id_, known in (("body", body, charter.bodies), ("matter", matter, charter.matters)):
        if id_ not in known:
            yield unknown_id(charter, kind, id_, known)
    yield from unknown_matters((charter,), major)


def _question(body: Id, matter: Id, on: date, file: PositionsFile, asked: Asked) -> Question:
    return Question(
        body=body,
        matter=matter,
        on=on,
        requested=asked.requested or bool(file.requested) or bool(file.requested_by),
        requested_by=frozenset(file.requested_by),
        attending=asked.attending if asked.attending is not None else file.attending,
    )


def _described(file: PositionsFile) -> Described | None:
    return file.concerned if isinstance(file.concerned, Described) else None


def _participants(file: PositionsFile, asked: Asked, names: Names) -> tuple[Mention, ...] | None:
    """Who takes part; ``None`` where all do."""
    if asked.participants is not None:
        return listed_in(str(asked.participants), read_participants(asked.participants), names)
    return None if file.participants is None else mentions(file, "participants", (), names)


def _positions(file: PositionsFile) -> Positions:
    return Positions(
        camps={one.voter: frozenset({one.position}) for one in file.entries if one.position is not None},
        sums=file.sums,
        belongs=frozenset((voter, group) for group, voters in file.groups.items() for voter in voters),
        size=file.electorate_size,
    )


def _wrong_voters(charter: Charter, file: PositionsFile, who: Room, names: Names, on: date) -> Iterator[Problem]:
    """Voters without a seat, and votes of those whose vote is suspended."""
    seats = {sitting.seat: sitting.holder for sitting in who.seats}
    if not seats and not who.takes_any_name:
        fact = f"nobody sits in the body on {on}"
        yield Problem(file=file.document.file, line=1, fact=fact, cure="Check the date (--on)")
        return
    shown = names_in(charter, "en", on)
    guests = [one for one in file.entries if one.voter not in seats]
    for entry in guests:
        problem = _without_seat(charter, entry, who, names, shown, on)
        if problem is not None:
            yield replace(problem, file=file.document.file, line=entry.line, pointer=entry.pointer)
    if who.unlisted is not None and who.unlisted and len(guests) > who.unlisted:
        entry = guests[who.unlisted]
        fact = f"{len(guests)} voters take seats that are not listed, and there are {who.unlisted} on {on}"
        cure = "Leave out those without a seat, or check the date (--on)"
        yield Problem(file=file.document.file, line=entry.line, pointer=entry.pointer, fact=fact, cure=cure)
    for entry in file.entries:
        holder = seats.get(entry.voter)
        if holder and suspended(charter, holder, on) and entry.position not in (None, Camp.BARRED):
            fact = f"'{entry.written}' may not vote on {on}: its voting right is suspended"
            yield Problem(
                file=file.document.file, line=entry.line, pointer=entry.pointer, fact=fact, cure="Write 'barred'"
            )


def _without_seat(
    charter: Charter, entry: Entry, who: Room, names: Names, shown: Callable[[Id], str], on: date
) -> Problem | None:
    """What is wrong with a voter that has no listed seat; ``None`` where it may take one that is not listed."""
    other_seat = wrong_seat(entry, who, names)
    close = nearest_seat(entry.written, who, names)
    if other_seat is not None or (who.takes_any_name and not close):
        return other_seat
    known = {*charter.voters, *(one.who for one in charter.held)}
    holder = entry.voter.rpartition(".")[0]
    if {entry.voter, holder, names.id_of(entry.written)} & known:
        return Problem(
            fact=f"'{entry.written}' has no seat on {on}",
            cure="Leave the row out, or check the date (--on)",
        )
    seats = [sitting.seat for sitting in who.seats]
    cure = f"Did you mean `{shown(close)}`" if close else f"The seats are: {few(seats)}"
    return Problem(fact=f"'{entry.written}' is no voter that this charter knows", cure=cure)


def _too_many(file: PositionsFile, known: Positions, who: Room) -> Iterator[Problem]:
    """Counts that can't be true together: more votes than seats, or fewer in a camp than are named."""
    size = known.size
    if size is None and who.unlisted is not None:
        size = len(who.seats) + who.unlisted
    counts = [one for one in known.sums if one.measure == MEMBERS and one.group is None]
    counted = sum(one.low for one in counts if not _overlaps(one, counts))
    if size is not None and counted > size:
        fact = f"{counted} votes are counted, and there are {size} seats"
        yield Problem(file=file.document.file, line=file.document.line_of("/counts"), fact=fact, cure="Mend the counts")
    for one in counts:
        named = sum(1 for camps in known.camps.values() if camps <= one.camps)
        if one.high is not None and named > one.high:
            camps = " and ".join(sorted(one.camps))
            fact = f"{named} are named in '{camps}', and {one.high} are counted"
            yield Problem(
                file=file.document.file, line=file.document.line_of("/counts"), fact=fact, cure="Mend the count"
            )


def _overlaps(one: Sum, others: list[Sum]) -> bool:
    return any(one is not other and one.camps & other.camps for other in others)


CURES = {
    "concerned": "Name it with --concerned, or in the file under `concerned`",
    "source": "Name it with --source, or in the file under `source`",
}


def _cure_for(error: QuestionIncomplete) -> str:
    return CURES.get(error.key, error.cure)


def _counted(charter: Charter, known: Positions, who: Room, on: date) -> Iterator[CountedPosition]:
    names = {language: names_in(charter, language, on) for language in LANGUAGES}
    holders = {sitting.seat: sitting.holder for sitting in who.seats}
    for voter in ordered(charter, dict.fromkeys((*holders, *known.camps)), on):
        camps = known.camps.get(voter)
        if camps is None and suspended(charter, holders.get(voter, voter), on):
            camps = frozenset({Camp.BARRED})
        yield CountedPosition(
            voter=voter,
            name={key: of(voter) for key, of in names.items()},
            position=next(iter(camps)) if camps else None,
        )
