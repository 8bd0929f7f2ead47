"""From what a command says of how members vote to a model of voting, with its assumption in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from comity.analysis.profiles import CODES
from comity.analysis.voting_models import Bloc, Blocs, Chances, RollCalls, VotingModel, impartial, independent, smoothed
from comity.core.rules.facts import Camp
from comity.core.values import LANGUAGES, Id, Problem, Refused, Text, in_language
from comity.formats.chance_tables import Stated, chance_of, no_chance, read_blocs, read_chances
from comity.formats.documents import refuse_any
from comity.formats.messages import cure_for
from comity.formats.public_records.shelf import find_any
from comity.formats.record import Record
from comity.formats.state_names import Names
from comity.formats.subjects import shipped_subjects
from comity.workbench.voting_model_words import ASIDE, ASSUMPTIONS, NEEDED, ModelName
from comity.workbench.whatif import texts
from comity.workbench.whatif_question import DEFAULT_RECORD, DEFAULT_SUBJECTS

SMOOTHING = Fraction(1)
NUMERIC = re.compile(r"[-+]?[\d.,/%]+(e[-+]?\d+)?", re.IGNORECASE)
"""What is meant as a number, even where it is no probability; a name of a file is not."""

NAMED = 5
"""How many members an error names; the others are counted."""


@dataclass(frozen=True, slots=True)
class ModelAsked:
    """What a command says of how members vote.

    ``probability``: of a yes, `0.6` for everybody, `NAME=0.6` for a member or a bloc, or a file; ``abstain`` and
    ``absent``: of those, for everybody of whom a file does not say it; ``smoothing`` is added to each count;
    ``added``: the folder of records that a user added.
    """

    model: ModelName = ModelName.IMPARTIAL
    probability: tuple[str, ...] = ()
    abstain: str | None = None
    absent: str | None = None
    blocs: Path | None = None
    record: str | None = None
    smoothing: str | None = None
    added: Path | None = None


@dataclass(frozen=True, slots=True)
class Modelled:
    """A model, and what it assumes in words."""

    model: VotingModel
    assumption: Text


def modelled(asked: ModelAsked, members: Sequence[Id], names: Names) -> Modelled:
    """The model that is asked for, over these members.

    ``names`` knows whom a name means. Raises ``Refused`` with all that is wrong: options that say
    nothing to the model, members that are not there, what is no probability.
    """
    refuse_any(list(_idle(asked)))
    abstain, absent = _for_everybody(asked)
    if asked.model is ModelName.IMPARTIAL:
        if abstain + absent > 1:
            raise Refused([_more_than_one("everybody", Fraction(), abstain, absent)])
        return Modelled(impartial(members, abstain, absent), _told(asked.model, abstain, absent))
    if asked.model in (ModelName.RECORD, ModelName.ROLL_CALLS):
        return _from_record(asked, members, names)
    blocs = _blocs(asked, members, names)
    stated, everybody = _stated(asked, members, names, tuple(blocs))
    inside = {member for own in blocs.values() for member in own}
    units = {**blocs, **{one: (one,) for one in members if one not in inside}}
    chances = _chances(units, stated, everybody, (abstain, absent))
    told = _told(asked.model, abstain, absent, blocs=", ".join(blocs))
    if asked.model is ModelName.INDEPENDENT:
        return Modelled(independent(chances), told)
    return Modelled(Blocs(tuple(members), tuple(Bloc(own, chances[name]) for name, own in units.items())), told)


def _told(name: ModelName, abstain: Fraction, absent: Fraction, **figures: object) -> Text:
    """The assumption with its figures."""
    return {
        language: ASSUMPTIONS[name][language].format(**figures)
        + (ASIDE[language].format(abstain=abstain, absent=absent) if abstain or absent else "")
        for language in LANGUAGES
    }


def _idle(asked: ModelAsked) -> Iterator[Problem]:
    """Options that change nothing in the model, each a slip; and those that it needs."""
    for name, models in NEEDED.items():
        if getattr(asked, name) not in (None, ()) and asked.model not in models:
            fact = f"--{name} says nothing to the model '{asked.model}'"
            yield Problem(fact=fact, cure=f"Leave it out, or take the model {' or '.join(sorted(models))}")
    if asked.model is ModelName.BLOCS and asked.blocs is None:
        yield Problem(fact="the blocs are not named", cure="Add --blocs FILE, a table of member and bloc")


def _for_everybody(asked: ModelAsked) -> tuple[Fraction, Fraction]:
    said = [(text, chance_of(text)) for text in (asked.abstain or "0", asked.absent or "0")]
    refuse_any([no_chance(text) for text, one in said if one is None])
    abstain, absent = (one or Fraction() for _text, one in said)
    return abstain, absent


def _more_than_one(
    name: str, yes: Fraction, abstain: Fraction, absent: Fraction, said: Stated | None = None
) -> Problem:
    fact = f"'{name}': the probabilities exceed 1: yes {yes}, abstention {abstain}, absence {absent}"
    file, line = (said.file, said.line) if said else (None, None)
    return Problem(
        file=file, line=line, fact=fact, cure="Lower one of them: what they leave is the probability of a no"
    )


# --- blocs and stated chances ----------------------------------------------------------------------------------


def _blocs(asked: ModelAsked, members: Sequence[Id], names: Names) -> dict[str, tuple[Id, ...]]:
    """The members of each bloc, in the order of the file."""
    if asked.blocs is None:
        return {}
    found: dict[str, list[Id]] = {}
    problems, seen = [], dict[Id, int]()
    for one in read_blocs(asked.blocs):
        member = _member(one.member, members, names)
        if member is None:
            problems.append(_unknown(one.member, members, one.file, one.line))
        elif member in seen:
            fact = f"'{one.member}' is in line {seen[member]} already"
            problems.append(Problem(file=one.file, line=one.line, fact=fact, cure="Leave one of them out"))
        else:
            seen[member] = one.line
            found.setdefault(one.bloc, []).append(member)
    problems += [
        Problem(file=str(asked.blocs), fact=f"the bloc '{one}' is called as a member is", cure="Call it otherwise")
        for one in found
        if _member(one, members, names) is not None
    ]
    refuse_any(problems)
    return {bloc: tuple(own) for bloc, own in found.items()}


def _member(name: str, members: Sequence[Id], names: Names) -> Id | None:
    """The member that a name means; one that the charter gives by number alone is called by its id."""
    meant = name if name in members else names.id_of(name)
    return meant if meant in members else None


def _unknown(name: str, known: Sequence[str], file: str | None = None, line: int | None = None) -> Problem:
    return Problem(file=file, line=line, fact=f"the body has no member '{name}'", cure=cure_for(name, tuple(known)))


def _stated(
    asked: ModelAsked, members: Sequence[Id], names: Names, blocs: Sequence[str]
) -> tuple[dict[str, Stated], Fraction | None]:
    """What is stated, by member or bloc, what a command says before what a file says; and the chance of the others."""
    everybody: Fraction | None = None
    problems: list[Problem] = []
    said: list[Stated] = []
    of_files: list[Stated] = []
    for text in asked.probability:
        name, sign, number = text.rpartition("=")
        chance = chance_of(number)
        if sign and chance is not None:
            said.append(Stated(name=name.strip(), yes=chance))
        elif sign:
            problems.append(no_chance(number))
        elif chance is not None and everybody is not None:
            fact = f"--probability is given twice for everybody: {everybody}, and {chance}"
            problems.append(Problem(fact=fact, cure="Leave one of them out"))
        elif chance is not None:
            everybody = chance
        elif Path(text).suffix and not NUMERIC.fullmatch(text.strip()):
            of_files += read_chances(Path(text))
        else:
            problems.append(no_chance(text))
    found: dict[str, Stated] = {}
    for one in (*of_files, *said):
        name_of = one.name if one.name in blocs else _member(one.name, members, names)
        before = None if name_of is None else found.get(name_of)
        if name_of is None:
            problems.append(_unknown(one.name, [*members, *blocs], one.file, one.line))
        elif before is not None and (before.file is None) == (one.file is None):
            fact = f"--probability is given twice for '{before.name}': {before.yes}, and {one.yes} for '{one.name}'"
            problems.append(Problem(file=one.file, line=one.line, fact=fact, cure="Leave one of them out"))
        else:
            found[name_of] = one
    refuse_any(problems)
    return found, everybody


def _chances(
    units: Mapping[str, Sequence[Id]],
    stated: Mapping[str, Stated],
    everybody: Fraction | None,
    aside: tuple[Fraction, Fraction],
) -> dict[str, Chances]:
    """The chances of each bloc and of each member outside of them."""
    problems = [
        Problem(
            file=one.file, line=one.line, fact=f"'{one.name}' is in a bloc", cure="State the probability of the bloc"
        )
        for name, one in stated.items()
        if name not in units
    ]
    missing = [name for name in units if name not in stated and everybody is None]
    if missing:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        fact = f"no probability is stated for {', '.join(missing[:NAMED])}{more}"
        cure = f"Add --probability {missing[0]}=0.5, or --probability 0.5 for everybody else"
        problems.append(Problem(fact=fact, cure=cure))
    found = {}
    for name in units:
        one = stated.get(name)
        yes = one.yes if one else everybody or Fraction()
        abstain = aside[0] if one is None or one.abstain is None else one.abstain
        absent = aside[1] if one is None or one.absent is None else one.absent
        if yes + abstain + absent > 1:
            problems.append(_more_than_one(name, yes, abstain, absent, one))
        else:
            found[name] = Chances(yes, 1 - yes - abstain - absent, abstain, absent)
    refuse_any(problems)
    return found


# --- from a record ---------------------------------------------------------------------------------------------


def _from_record(asked: ModelAsked, members: Sequence[Id], names: Names) -> Modelled:
    """The shares of each member in the votes on whole texts of a record, or these votes themselves."""
    record = find_any(asked.record or DEFAULT_RECORD, shipped_subjects(DEFAULT_SUBJECTS), names, asked.added)
    absent = [one for one in members if one not in record.states]
    if absent:
        more = f" and {len(absent) - NAMED} more" if len(absent) > NAMED else ""
        fact = f"the record '{record.about.id}' has no column for {', '.join(absent[:NAMED])}{more}"
        raise Refused([Problem(fact=fact, cure="Name a record of all members, or another model")])
    columns = {one: texts(record.frame).get_column(one).to_list() for one in members}
    if asked.model is ModelName.ROLL_CALLS:
        return _as_taken(record, columns)
    smoothing = _smoothing(asked.smoothing)
    problems = [
        Problem(fact=f"'{one}' has no position on record, and nothing is added", cure="Add --smoothing 1")
        for one, column in columns.items()
        if not smoothing and not any(column)
    ]
    refuse_any(problems)
    chances = {
        one: smoothed({camp: column.count(camp.value) for camp in Camp}, smoothing) for one, column in columns.items()
    }
    number = max((sum(position is not None for position in column) for column in columns.values()), default=0)
    told = _with_record(ModelName.RECORD, record, number, smoothing=smoothing)
    return Modelled(independent(chances), told)


def _with_record(name: ModelName, record: Record, number: int, **figures: object) -> Text:
    titles = record.about.title
    return {
        language: ASSUMPTIONS[name][language].format(record=in_language(titles, language), roll_calls=number, **figures)
        for language in LANGUAGES
    }


def _as_taken(record: Record, columns: Mapping[Id, Sequence[str | None]]) -> Modelled:
    """The roll calls in which every member has a position."""
    rows = [
        tuple(CODES[Camp(one)] for one in row if one is not None)
        for row in zip(*columns.values(), strict=True)
        if None not in row
    ]
    if not rows:
        fact = f"in no roll call of '{record.about.id}' has every member a position"
        raise Refused([Problem(fact=fact, cure="Take the model 'record', or name another record")])
    return Modelled(RollCalls(tuple(columns), tuple(rows)), _with_record(ModelName.ROLL_CALLS, record, len(rows)))


def _smoothing(text: str | None) -> Fraction:
    if text is None:
        return SMOOTHING
    if not re.fullmatch(r"\d+(\.\d+)?|\d+/[1-9]\d*", text):
        fact = f"--smoothing: '{text}' is no number of positions"
        raise Refused([Problem(fact=fact, cure="Write a number that is not below zero: 1, 0.5 or 0")])
    return Fraction(text)
