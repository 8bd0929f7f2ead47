"""The whole answer to a what-if: summary, sensitivity, and each roll call with its outcomes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from comity.analysis.readings import ReadAs
from comity.analysis.whatif import Decided, Decisions, Under
from comity.core.charter.as_if import SeveralSeats
from comity.core.charter.lookup import room
from comity.core.charter.put import Answer, NoRule
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.explain import explain
from comity.core.rules.facts import Camp
from comity.core.rules.sentences.lines import Act
from comity.core.values import LANGUAGES, Id, Language, Problem, Refused, Text
from comity.workbench.naming import names_in, ordered
from comity.workbench.whatif import Part, Setting, decided, outcomes_of, parts_of, sensitivity_of, stood, summary
from comity.workbench.whatif_question import Asked, Ready, made_ready
from comity.workbench.whatif_result import (
    MemberRow,
    OutcomeResult,
    PutCharter,
    PutMembership,
    PutRollCall,
    RecordResult,
    SensitivityRow,
    SummaryRow,
    WhatIf,
)
from comity.workbench.whatif_words import (
    ACTS,
    ACTUAL_NAME,
    SUPPOSED,
    Question,
    asked_words,
    left_out_words,
    membership_name,
)


def answer_file(asked: Asked, today: date) -> WhatIf:
    """Put a record of roll calls to one charter, and to those that it is held against.

    ``today`` bounds the version of a charter that says no date up to which it is known. Raises ``Refused`` with
    everything that is wrong.
    """
    ready = made_ready(asked, today)
    try:
        return _answered(ready, asked)
    except SeveralSeats as error:
        cure = "Choose another body (--body)"
        raise Refused([Problem(fact=str(error), cure=cure)]) from None
    except QuestionIncomplete as error:
        fact = f"the rule asks for what a record of roll calls does not say: {error.fact}"
        raise Refused([Problem(fact=fact, cure="Choose another body (--body), or other matters (--matters)")]) from None
    except NoRule as error:
        raise Refused([Problem(fact=str(error), cure="Check the charters: comity charter check NAME")]) from None


def _answered(ready: Ready, asked: Asked) -> WhatIf:
    setting = ready.setting
    every = parts_of(ready.chosen, setting)
    found = [decided(part, setting, reasons=asked.sentences) for part in every]
    asked_for = [(part, each) for part, each in zip(every, found, strict=True) if part[0].id in setting.asked_for]
    listed = _roll_calls(asked_for, setting)
    charters = tuple(map(_charter, setting.unders))
    question = Question(
        seats=_in_place_of(setting),
        subject=None if asked.subject is None else ready.subjects.names[asked.subject],
        abstention=asked.abstention,
        absence=asked.absence,
        major=None if asked.major is None else _major_names(charters),
        paragraphs=asked.paragraphs,
    )
    return WhatIf(
        schema="comity/whatif/1",
        record=_record(ready, listed),
        charters=charters,
        subjects=ready.subjects.names,
        memberships=tuple(_memberships(ready)),
        membership=setting.name,
        abstention=setting.reading.abstention,
        absence=setting.reading.absence,
        asked={language: asked_words(question, language) for language in LANGUAGES},
        matters=_matter_names(setting),
        states=_states(setting),
        summary=tuple(_summary_rows(outcomes_of(every, found, setting))),
        sensitivity=tuple(_sensitivity_rows(every, setting)) if asked.readings else (),
        roll_calls=listed,
        members=tuple(_members([part for part, _ in asked_for], setting.unders[0])) if asked.by_member else None,
    )


def _in_place_of(setting: Setting) -> tuple[int, int | None] | None:
    """How many members a file names, and of how many seats; ``None`` where the members are the charter's own."""
    first, under = setting.memberships[0], setting.unders[0]
    if first.supposed in SUPPOSED:
        return None
    who = room(under.charter, under.body, under.on)
    return len(first.members), None if who.unlisted is None else len(who.seats) + who.unlisted


def _major_names(charters: tuple[PutCharter, ...]) -> dict[str, tuple[str, ...]]:
    """The matters that count as major under any of the charters."""
    return {
        language: tuple(dict.fromkeys(name for one in charters for name in one.major_names[language]))
        for language in LANGUAGES
    }


def _matter_names(setting: Setting) -> dict[Id, Text]:
    names: dict[Id, Text] = {}
    for under in setting.unders:
        for matter in dict.fromkeys(under.matters.values()):
            names.setdefault(matter, under.charter.matters[matter].name)
    return names


def _states(setting: Setting) -> dict[Id, Text]:
    under = setting.unders[0]
    shown = {language: names_in(under.charter, language, under.on) for language in LANGUAGES}
    every = dict.fromkeys(name for one in setting.memberships for name in one.members)
    return {name: {language: shown[language](name) for language in LANGUAGES} for name in every}


def _record(ready: Ready, put: tuple[PutRollCall, ...]) -> RecordResult:
    about = ready.record.about
    months = sorted(one.month for one in put if one.month)
    asked = [one for one in ready.setting.memberships if one.id in ready.setting.asked_for]
    no_members = sum(not any(one.holds(day) for one in asked) for day in ready.chosen.get_column("day"))
    nobody_cast = len(ready.chosen) - no_members - len(put)
    left_out = replace(ready.left_out, no_members=no_members, nobody_cast=nobody_cast)
    return RecordResult(
        name=about.id,
        title=about.title,
        roll_calls=ready.total,
        from_=months[0] if months else None,
        until=months[-1] if months else None,
        left_out=left_out,
        left_out_words={language: left_out_words(left_out, language) for language in LANGUAGES},
        source=about.source,
        licence=about.licence,
        without_positions=ready.unknown,
        note=about.note,
    )


def _charter(under: Under) -> PutCharter:
    names = {language: names_in(under.charter, language, under.on) for language in LANGUAGES}
    major = tuple(one for one in dict.fromkeys(under.matters.values()) if one in under.major_matters())
    return PutCharter(
        id=under.charter.id,
        title=under.charter.title,
        short=under.charter.short or under.charter.title,
        body=under.body,
        body_name={language: names[language](under.body) for language in LANGUAGES},
        on=str(under.on),
        major=major,
        major_names={language: tuple(map(names[language], major)) for language in LANGUAGES},
    )


def _memberships(ready: Ready) -> Iterator[PutMembership]:
    setting = ready.setting
    if setting.name not in {one.id for one in setting.memberships}:
        members = dict.fromkeys(
            name for one in setting.memberships if one.id in setting.asked_for for name in one.members
        )
        yield PutMembership(id=setting.name, name=ACTUAL_NAME, members=tuple(members), from_=None, until=None)
    for one in setting.memberships:
        months = sorted(str(day)[:7] for day in ready.chosen.get_column("day") if one.holds(day))
        yield PutMembership(
            id=one.id,
            name=membership_name(one),
            members=one.members,
            from_=months[0] if months else None,
            until=months[-1] if months else None,
        )


def _summary_rows(outcomes: pl.DataFrame) -> Iterator[SummaryRow]:
    for row in summary(outcomes).iter_rows(named=True):
        yield SummaryRow(**row)


def _sensitivity_rows(every: tuple[Part, ...], setting: Setting) -> Iterator[SensitivityRow]:
    for row in sensitivity_of(every, setting).iter_rows(named=True):
        yield SensitivityRow(**row)


def _members(parts: list[Part], under: Under) -> Iterator[MemberRow]:
    every = dict.fromkeys(one for membership, _ in parts for one in membership.members)
    shown = {language: names_in(under.charter, language, under.on) for language in LANGUAGES}
    for member in ordered(under.charter, every, under.on):
        own = [part for part in parts if member in part[0].members]
        months = sorted(one[:7] for _, frame in own for one in frame.get_column("date").drop_nulls())
        names: Text = {language: shown[language](member) for language in LANGUAGES}
        yield MemberRow(
            member=member,
            name=names,
            from_=months[0] if months else None,
            until=months[-1] if months else None,
            **stood(parts, member).row(0, named=True),
        )


def _roll_calls(parts: list[tuple[Part, tuple[Decisions, ...]]], setting: Setting) -> tuple[PutRollCall, ...]:
    found = [one for part, each in parts for one in _of_part(part, each, setting)]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _of_part(part: Part, found: tuple[Decisions, ...], setting: Setting) -> Iterator[tuple[int, PutRollCall]]:
    """The roll calls of one membership, each with its place in the record."""
    membership, frame = part
    unders = setting.unders
    told = _Told(act=Act.VOTE if setting.reading == ReadAs() else Act.COUNTED)
    order = ordered(unders[0].charter, membership.members, unders[0].on)
    for at, row in enumerate(frame.iter_rows(named=True)):
        of_charters = {under.charter.id: (under, each[at]) for under, each in zip(unders, found, strict=True)}
        yield (
            row["index"],
            PutRollCall(
                roll_call=row["roll_call"],
                symbol=row["symbol"],
                session=row["session"],
                month=None if row["date"] is None else row["date"][:7],
                kind=row["kind"],
                membership=membership.id,
                subjects=tuple(row["subjects"]),
                major=any(one.major for _, one in of_charters.values()),
                positions={one: row[one] for one in order if row[one] is not None},
                outcomes={id_: told.outcome(under, one, row) for id_, (under, one) in of_charters.items()},
            ),
        )


class _Told:
    """Sentences of answers; one that many roll calls share is made once."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self._told: dict[tuple[object, ...], Text] = {}

    def outcome(self, under: Under, found: Decided, positions: Mapping[str, object]) -> OutcomeResult:
        """What the charter made of the roll call; ``positions``: where each member stood on the record."""
        if found.answer is None:
            return OutcomeResult(verdict=found.verdict, sentence={}, matter=found.matter, rule=found.rule)
        stood = self._stood(found.answer, positions)
        key = (under.charter.id, id(found.answer), *stood.items())
        if key not in self._told:
            answer = found.answer
            self._told[key] = {one: self._sentence(one, under, answer, stood) for one in LANGUAGES}
        return OutcomeResult(verdict=found.verdict, sentence=self._told[key], matter=found.matter, rule=found.rule)

    def _stood(self, answer: Answer, positions: Mapping[str, object]) -> dict[Id, str]:
        """The acts on record of members that count as no and did not vote no: a name stands beside its own act."""
        if self.act is not Act.COUNTED:
            return {}
        named = (*answer.outcome.blocked_by, *answer.outcome.vetoed_by)
        return {name: str(positions[name]) for name in named if positions[name] != Camp.NO}

    def _sentence(self, language: Language, under: Under, answer: Answer, stood: Mapping[Id, str]) -> str:
        shown = names_in(under.charter, language, under.on)

        def with_act(name: Id) -> str:
            return f"{shown(name)}{ACTS[language][stood[name]]}" if name in stood else shown(name)

        return explain(answer.outcome, with_act, language, act=self.act)
