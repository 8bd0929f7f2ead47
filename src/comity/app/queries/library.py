"""What ships beside the organisation: charters, two texts and a record put to them, precedents decided again."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from comity.analysis.memberships import ACTUAL
from comity.analysis.readings import Absence, Abstention
from comity.app.errors import NotThere, unfit
from comity.core.values import Id, Language, Refused, Text, in_language
from comity.formats.charter_file import find_charter, shipped_charters
from comity.formats.subjects import shipped_subjects
from comity.workbench.charter_articles import Part, beside_articles
from comity.workbench.demonstration import PutTexts, put_texts
from comity.workbench.naming import names_in
from comity.workbench.precedent_list import ListedPrecedent, list_precedents, shipped_precedents
from comity.workbench.precedent_told import PrecedentTold, precedent_told
from comity.workbench.precedents import CaseResult, check_precedents
from comity.workbench.tables import Table
from comity.workbench.whatif_result import Picture, WhatIf
from comity.workbench.whatif_tables import (
    Content,
    answer_sentence,
    caveats,
    membership_table,
    question_parts,
    sensitivity_table,
    subject_table,
    what_tells_most,
    whole_tables,
)

SUBJECTS = "general-assembly"
"""The subjects of the record that ships."""


def has_record() -> bool:
    """Whether the libraries are installed that put a record to a charter."""
    return find_spec("polars") is not None and find_spec("matplotlib") is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedCharter:
    """A charter that ships, in figures."""

    name: Id
    title: str
    bodies: int
    matters: int
    rules: int


def charters(language: Language) -> tuple[ShelvedCharter, ...]:
    """The charters that ship, by name. No query."""
    found = []
    for name in shipped_charters():
        one = find_charter(name)
        found.append(
            ShelvedCharter(
                name=name,
                title=in_language(one.title, language),
                bodies=len(one.bodies),
                matters=len(one.matters),
                rules=len(one.rules),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedText:
    """A charter that ships in sentences, its articles beside them."""

    title: str
    note: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=48)
def charter(name: Id, language: Language) -> ShelvedText:
    """A charter that ships. Raises ``NotThere``."""
    if name not in shipped_charters():
        raise NotThere(name)
    own = find_charter(name)
    return ShelvedText(
        title=in_language(own.title, language),
        note=in_language(own.note, language),
        parts=beside_articles(own, language),
    )


@lru_cache(maxsize=3)
def texts(language: Language) -> PutTexts:
    """The two texts of December 2018, put to the charters as they are and as they could be. No query."""
    return put_texts(language)


def on_the_record(language: Language) -> "WhatIfAsked":
    """The question in which the whole record is put to the same charters."""
    found = texts(language)
    return WhatIfAsked(charter=found.charter, against=found.against)


@lru_cache(maxsize=1)
def _decided() -> dict[Id, CaseResult]:
    return {one.id: one for one in check_precedents(shipped_precedents()).cases}


@dataclass(frozen=True, slots=True)
class DecidedPrecedent:
    """A precedent, and what its rule makes of it."""

    listed: ListedPrecedent
    result: CaseResult


def precedents() -> tuple[DecidedPrecedent, ...]:
    """The precedents that ship, each decided by its own rule. No query."""
    decided = _decided()
    return tuple(DecidedPrecedent(one, decided[one.id]) for one in list_precedents().precedents)


@lru_cache(maxsize=128)
def precedent(id_: Id, language: Language) -> PrecedentTold:
    """A precedent, told whole. Raises ``NotThere``."""
    told = precedent_told(id_, language)
    if told is None:
        raise NotThere(id_)
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfAsked:
    """What is asked of the record. ``membership``: that of the day, or the number of members at some time, in words."""

    charter: Id = "sco"
    against: tuple[Id, ...] = ("sco-reform", "sco-reform-all-members")
    membership: str = ACTUAL
    body: Id = ""
    subject: Id = ""
    abstention: str = Abstention.ACCEPTS
    absence: str = Absence.ASIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfTold:
    """The answer in the words and tables in which the command line tells it."""

    sentence: str
    parts: tuple[str, ...]
    by_membership: Table
    by_subject: Table
    by_reading: Table
    most_telling: str
    caveats: tuple[str, ...]
    note: str
    source: str


def subjects() -> dict[Id, Text]:
    """The subjects of the record that ships."""
    return dict(shipped_subjects(SUBJECTS).names)


def whatif(asked: WhatIfAsked, language: Language, today: date) -> WhatIfTold:
    """The answer. Raises ``Unfit`` with all that is wrong in the question."""
    return told(_answer(asked, today, readings=True), language)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTold:
    """What the first page shows of an answer."""

    sentence: str
    parts: tuple[str, ...]
    by_membership: Table
    note: str
    source: str


def record(asked: WhatIfAsked, language: Language, today: date) -> RecordTold:
    """The answer in short."""
    result = _answer(asked, today)
    return RecordTold(
        sentence=answer_sentence(result, language),
        parts=question_parts(result, language),
        by_membership=membership_table(result, language),
        note=in_language(result.record.note, language),
        source=result.record.source,
    )


def told(result: WhatIf, language: Language) -> WhatIfTold:
    """An answer in words and tables."""
    return WhatIfTold(
        sentence=answer_sentence(result, language),
        parts=question_parts(result, language),
        by_membership=membership_table(result, language),
        by_subject=subject_table(result, language),
        by_reading=sensitivity_table(result, language),
        most_telling=what_tells_most(result, language),
        caveats=caveats(result, language),
        note=in_language(result.record.note, language),
        source=result.record.source,
    )


@lru_cache(maxsize=2)
def put_to(today: date) -> tuple[tuple[Id, ...], tuple[Id, ...]]:
    """The charters that ship to which the record can be put, and those that can be held against them.

    A charter needs a matter for each subject of the record; the first needs members with votes on it as well.
    """
    if not has_record():
        return (), ()
    from comity.formats.matters import matters_for
    from comity.workbench.whatif_question import Asked, made_ready

    put, held = [], []
    for name in shipped_charters():
        try:
            matters_for(find_charter(name), tuple(subjects()))
            held.append(name)
            made_ready(Asked(charter=name), today)
            put.append(name)
        except Refused:
            continue
    return tuple(put), tuple(held)


def memberships(asked: WhatIfAsked, language: Language, today: date) -> tuple[tuple[str, str], ...]:
    """The memberships by which the record can be put: those of the day, and each number of members that there was."""
    plain = _answer(replace(asked, membership=ACTUAL, subject=""), today)
    known = {ACTUAL, *_numbers(asked, today)}
    return tuple((one.id, in_language(one.name, language)) for one in plain.memberships if one.id in known)


def _numbers(asked: WhatIfAsked, today: date) -> frozenset[str]:
    """The memberships that are named by a number in words; whatever else is named would be a file."""
    plain = _answer(replace(asked, membership=ACTUAL, subject=""), today)
    return frozenset(one.id for one in plain.memberships if one.id.isalpha() and one.id != ACTUAL)


def bodies(charter: Id, language: Language) -> tuple[tuple[Id, str], ...]:
    """The bodies of a charter that ships."""
    if charter not in shipped_charters():
        raise NotThere(charter)
    own = find_charter(charter)
    names = names_in(own, language)
    return tuple((id_, names(id_)) for id_ in own.bodies)


def read_ahead(language: Language, today: date) -> None:
    """Answer what the first page shows of the record, so that its first reader need not wait for it."""
    if has_record():
        asked = on_the_record(language)
        record(asked, language, today)
        whatif_picture(asked, Picture.SESSIONS, language, today)


def whatif_roll_calls(asked: WhatIfAsked, language: Language, today: date) -> Table:
    """Every roll call with its outcomes, as the file that is downloaded holds it."""
    return whole_tables(_answer(asked, today, readings=True, sentences=True), language)[Content.ROLL_CALLS]


def whatif_picture(asked: WhatIfAsked, picture: str, language: Language, today: date) -> bytes:
    """The picture as SVG. Raises ``NotThere`` for a picture that there is not, or where nothing is put."""
    if picture not in set(Picture):
        raise NotThere(picture)
    return _picture(asked, Picture(picture), language, today)


@lru_cache(maxsize=64)
def _picture(asked: WhatIfAsked, picture: Picture, language: Language, today: date) -> bytes:
    result = _answer(asked, today, readings=picture is Picture.SENSITIVITY)
    if not result.roll_calls:
        raise NotThere(picture)
    from comity.workbench.whatif_pictures import draw

    with TemporaryDirectory(prefix="comity-") as folder:
        path = Path(folder) / "picture.svg"
        draw(result, picture, path, language)
        return path.read_bytes()


def _answer(asked: WhatIfAsked, today: date, *, readings: bool = False, sentences: bool = False) -> WhatIf:
    """The answer, with the other readings and the sentence of each roll call where they are needed; kept a while."""
    return _kept(asked, today, readings, sentences)


@lru_cache(maxsize=16)
def _kept(asked: WhatIfAsked, today: date, readings: bool, sentences: bool) -> WhatIf:
    if not has_record():
        raise unfit("", _("The record needs more libraries. Install them: pip install 'comity[all]'"))
    from comity.workbench.whatif_answer import answer_file
    from comity.workbench.whatif_question import Asked

    for name in (asked.charter, *asked.against):
        if name not in shipped_charters():
            raise NotThere(name)
    if asked.membership != ACTUAL and asked.membership not in _numbers(asked, today):
        raise NotThere(asked.membership)
    question = Asked(
        charter=asked.charter,
        against=tuple(one for one in asked.against if one != asked.charter),
        membership=asked.membership,
        body=(asked.body,) if asked.body else (),
        subject=asked.subject or None,
        abstention=Abstention(asked.abstention),
        absence=Absence(asked.absence),
        readings=readings,
        sentences=sentences,
    )
    try:
        return answer_file(question, today)
    except Refused as refused:
        raise unfit("", " ".join(f"{one.fact}." for one in refused.problems)) from refused
