"""A precedent that ships, told whole: its facts, what its own rule says in words, the answer with its conditions."""

from dataclasses import dataclass

from comity.core.charter.model import Charter
from comity.core.charter.put import put
from comity.core.charter.sentences.procedures import describe_procedure
from comity.core.rules.sentences import in_brackets
from comity.core.rules.sentences.lines import Act
from comity.core.values import Citation, Id, Language, PartialDate
from comity.formats.json_text import read_json
from comity.formats.precedent_cases import read_precedents
from comity.formats.precedent_translation import RULE, counts, translate
from comity.workbench.answers import act_of, condition_result
from comity.workbench.decide import told_conditions
from comity.workbench.naming import names_in
from comity.workbench.precedent_list import list_precedents, shipped_precedents
from comity.workbench.precedents import CaseResult, check_precedents
from comity.workbench.results import ConditionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTold:
    """A condition of the rule, in words and in figures."""

    words: str
    figures: ConditionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentTold:
    """A precedent. What comes from its file is in English: body, question, the words of the rule, names, sources.

    ``rule`` is the rule as it was put, in the reader's language.
    """

    id: Id
    body: str
    date: PartialDate | None
    question: str
    rule_words: str
    rule: str
    votes: tuple[tuple[str, int], ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]
    conditions: tuple[ConditionTold, ...]
    result: CaseResult
    source: tuple[str, ...]
    status: str


def precedent_told(id_: Id, language: Language) -> PrecedentTold | None:
    """The precedent of that id; ``None`` where there is none."""
    listed = next((one for one in list_precedents().precedents if one.id == id_), None)
    if listed is None:
        return None
    path = shipped_precedents()
    (read,) = read_precedents(path, frozenset({id_}))
    (result,) = check_precedents(path, only=frozenset({id_})).cases
    case = read.case
    assert case is not None, "the precedents that ship can be read"
    put_as = translate(case)
    charter, question = put_as.charter, put_as.question
    assert question.on is not None, "a case that is translated has a day, its own or one that stands for it"
    answer = put(charter, question, put_as.positions, put_as.course)
    act: Act = act_of(answer.procedure, answer.outcome)
    told = told_conditions(charter, answer, question.on, act)
    figures = [condition_result(one, answer.outcome.within, "") for one in answer.outcome.conditions]
    return PrecedentTold(
        id=id_,
        body=case.body,
        date=case.day,
        question=case.question,
        rule_words=_words(id_),
        rule=_rule(charter, language),
        votes=tuple((str(camp), number) for camp, number in counts(case).items()),
        named=tuple((str(camp), tuple(names)) for camp, names in case.named.items() if names),
        conditions=tuple(
            ConditionTold(words=one.text[language], figures=weighed) for one, weighed in zip(told, figures, strict=True)
        ),
        result=result,
        source=listed.source,
        status=listed.status,
    )


def _words(id_: Id) -> str:
    """The rule in the words of its source; empty where the file has none."""
    document = read_json(shipped_precedents())
    assert isinstance(document.data, dict), "the file that ships is a mapping"
    return next((str(one["rule"].get("words", "")) for one in document.data["cases"] if one["id"] == id_), "")


def _rule(charter: Charter, language: Language) -> str:
    """The rule in sentences; that it is the case's own goes without saying."""
    names = names_in(charter, language)
    own = [in_brackets(Citation(instrument=one), names, language) for one in charter.instruments]
    told = describe_procedure(charter.rules[RULE], names, language)
    for written in own:
        told = told.replace(written, "")
    return told
