"""The main job: two recorded votes put to a charter as it is and as it could be, then the precedents."""

from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from comity.core.charter.put import Positions, put
from comity.core.rules.facts import Camp
from comity.core.rules.question import Question
from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.words import WORDS
from comity.core.values import LANGUAGES, Id, Language, PartialDate, Text
from comity.formats.charter_file import find_charter
from comity.formats.json_text import json_document
from comity.workbench.answers import answer_result
from comity.workbench.naming import names_in, ordered
from comity.workbench.precedent_list import shipped_precedents
from comity.workbench.precedents import CheckResult, check_precedents
from comity.workbench.results import AnswerResult

SHOWN = "demonstration.json"
"""Which votes are put to which charters, and by which body and matter: data, not code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterAnswer:
    """What one charter would have made of a text."""

    charter: Id
    title: Text
    rule: Text
    answer: AnswerResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PutText:
    """A text with its recorded vote, put to each charter; names by camp, in the charter's order."""

    symbol: str
    title: Text
    date: str
    day: Text
    """The date, as each language writes it."""
    camps: dict[str, tuple[str, ...]]
    answers: tuple[CharterAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """The two texts, what to keep in mind, and the precedents."""

    schema: str
    source: str
    note: Text
    heading: Text
    texts: tuple[PutText, ...]
    record_heading: Text
    record: Any
    """The same charters put to the whole record (``WhatIf``, without its rows); ``None`` without the extra for it."""
    precedents: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PutTexts:
    """The two texts, what to keep in mind, and which charters the record is put to."""

    source: str
    note: Text
    heading: Text
    texts: tuple[PutText, ...]
    record_heading: Text
    charter: Id
    against: tuple[Id, ...]


def put_texts(language: Language) -> PutTexts:
    """Put the texts that ship to the charters that ship."""
    shown = _data(SHOWN)
    record = _data(shown["record"])
    return PutTexts(
        source=record["source"],
        note=record["note"],
        heading=shown["heading"],
        texts=tuple(_put(text, shown, language) for text in record["texts"]),
        record_heading=shown["record_heading"],
        charter=shown["on_the_record"]["charter"],
        against=tuple(shown["on_the_record"]["against"]),
    )


def demonstrate(language: Language, today: date) -> Demonstration:
    """Put the texts and the record that ship to the charters that ship, and decide the precedents again."""
    found = put_texts(language)
    return Demonstration(
        schema="comity/demonstration/1",
        source=found.source,
        note=found.note,
        heading=found.heading,
        texts=found.texts,
        record_heading=found.record_heading,
        record=_on_the_record(found.charter, found.against, today),
        precedents=check_precedents(shipped_precedents()),
    )


def _on_the_record(charter: Id, against: tuple[Id, ...], today: date) -> Any:
    """The what-if of the same charters; ``None`` where the library that it needs is not installed."""
    if find_spec("polars") is None:
        return None
    from comity.workbench.whatif_answer import answer_file
    from comity.workbench.whatif_question import Asked

    return answer_file(Asked(charter=charter, against=against, sentences=False, readings=False), today)


def without_rows(result: Demonstration) -> Demonstration:
    """The same without single roll calls and readings, which `comity whatif` gives."""
    if result.record is None:
        return result
    return replace(result, record=replace(result.record, roll_calls=(), sensitivity=()))


def _day(day: str) -> Text:
    return {language: WORDS[language].dated(PartialDate.parse(day)) for language in LANGUAGES}


def _data(name: str) -> Any:
    text = (files("comity") / "data" / "positions" / name).read_text(encoding="utf-8")
    return json_document(text, name).data


def _put(text: dict[str, Any], shown: dict[str, Any], language: Language) -> PutText:
    on = date.fromisoformat(text["date"])
    positions = {id_: Camp(camp) for id_, camp in text["positions"].items()}
    known = Positions(camps={id_: frozenset({camp}) for id_, camp in positions.items()})
    answers = []
    for under in shown["charters"]:
        charter = find_charter(under["charter"])
        question = Question(body=shown["body"], matter=text["matter"], on=on)
        answer = answer_result(charter, put(charter, question, known), on, act=Act.VOTE)
        answers.append(CharterAnswer(charter=charter.id, title=under["title"], rule=under["rule"], answer=answer))
    first = find_charter(shown["charters"][0]["charter"])
    names = names_in(first, language, on)
    camps = {
        camp.value: tuple(names(id_) for id_ in ordered(first, positions, on) if positions[id_] is camp)
        for camp in Camp
        if camp in positions.values()
    }
    return PutText(
        symbol=text["symbol"],
        title=text["title"],
        date=text["date"],
        day=_day(text["date"]),
        camps=camps,
        answers=tuple(answers),
    )
