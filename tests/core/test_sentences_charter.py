"""A charter in sentences: every section, every procedure, in three languages that do not mix."""

import inspect
import re
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from comity.core.charter.model import Deciding, Importance, OrderKind, Outside, Right
from comity.core.charter.sentences import CHARTER_WORDS, SectionKind, describe_procedure, show
from comity.core.charter.sentences import en as says_en
from comity.core.charter.sentences import ru as says_ru
from comity.core.charter.sentences import zh as says_zh
from comity.core.charter.sentences.timeline import timeline
from comity.core.charter.sentences.wording import Procedures, Words
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    Length,
    Objectors,
    OfficeHolderDecides,
    PeriodUnit,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
    VoteMethod,
)
from comity.core.rules.written import Base, Consensus, Threshold
from comity.core.values import LANGUAGES, Bar, Period
from core.charter_for_sentences import AGREED, ART, CHANGE, SIMPLE, SMALL, START, names_in

NINE = Threshold(at_least=Fraction(9), cite=ART)
HOURS = Length(number=48, unit=PeriodUnit.HOURS)
MONTHS = Length(number=3, unit=PeriodUnit.MONTHS)

GOLDEN = [
    (
        OfficeHolderDecides(decides=NINE),
        "The holder of the office decides alone (Charter, article 16).",
        "Решение принимает единолично занимающее должность лицо (Устав, статья 16).",
        "由任职者单独决定（《宪章》第16条）。",
    ),
    (
        Vote(method=VoteMethod.SHOW_OF_HANDS, decides=NINE),
        "Vote by show of hands. Adopted if at least 9 members are in favour (Charter, article 16).",
        "Голосование поднятием руки. Решение принимается, если за высказывается не менее 9 членов (Устав, статья 16).",
        "举手表决。通过条件：至少9个成员赞成（《宪章》第16条）。",
    ),
    (
        TellersCount(decides=NINE),
        "Secret ballot, counted by tellers. Adopted if at least 9 members are in favour (Charter, article 16).",
        (
            "Тайное голосование, голоса подсчитывают счётчики. Решение принимается, если за высказывается"
            " не менее 9 членов (Устав, статья 16)."
        ),
        "无记名投票，由计票人计票。通过条件：至少9个成员赞成（《宪章》第16条）。",
    ),
    (
        ConsensusInTheRoom(decides=Consensus(cite=ART)),
        (
            "Consensus: the chair asks whether there is any objection. Adopted if no member objects"
            " (Charter, article 16)."
        ),
        (
            "Консенсус: председатель спрашивает, есть ли возражения. Решение принимается, если ни один член"
            " не возражает (Устав, статья 16)."
        ),
        "协商一致：主席询问有无反对意见。通过条件：无成员反对（《宪章》第16条）。",
    ),
    (
        Silence(period=HOURS, decides=Consensus(cite=ART)),
        (
            "Silence procedure: a member that says nothing before the deadline (usually 48 hours) accepts. Adopted if"
            " no member breaks silence (Charter, article 16)."
        ),
        (
            "Процедура отсутствия возражений: не высказавшийся до истечения срока (обычно 48 часов) член согласен."
            " Решение принимается, если ни один член не прерывает процедуру отсутствия возражений (Устав, статья 16)."
        ),
        "默许程序：期限（通常为48小时）届满前未表态的成员视为同意。通过条件：无成员打破默许（《宪章》第16条）。",
    ),
    (
        TacitAcceptance(period=MONTHS, objectors=Objectors.BLOCK, decides=Consensus(cite=ART)),
        (
            "Tacit acceptance: a member that says nothing before a period of 3 months ends accepts. Adopted"
            " if no member"
            " objects (Charter, article 16)."
        ),
        (
            "Молчаливое согласие: не высказавшийся до истечения срока (3 месяца) член согласен. Решение принимается,"
            " если ни один член не возражает (Устав, статья 16)."
        ),
        "默示接受：期限（3个月）届满前未表态的成员视为同意。通过条件：无成员反对（《宪章》第16条）。",
    ),
    (
        TacitAcceptance(period=MONTHS, objectors=Objectors.OPT_OUT, decides=Consensus(cite=ART)),
        (
            "Tacit acceptance: in force when a period of 3 months ends; a member that objects within it is not bound"
            " (Charter, article 16)."
        ),
        (
            "Молчаливое согласие: документ вступает в силу по истечении срока (3 месяца); возразивший в этот срок член"
            " им не связан (Устав, статья 16)."
        ),
        "默示接受：期限（3个月）届满即生效；期限内提出反对的成员不受约束（《宪章》第16条）。",
    ),
    (
        Ladder(steps=(AGREED, SIMPLE)),
        (
            "Step by step, until one adopts. Step 1. Consensus: the chair asks whether there is any"
            " objection. Adopted if"
            " no member objects (Charter, article 16). Step 2. Recorded vote. Adopted if more than half of the members"
            " present and voting are in favour (Charter, article 16)."
        ),
        (
            "Поэтапно, пока решение не будет принято. Этап 1. Консенсус: председатель спрашивает, есть ли возражения."
            " Решение принимается, если ни один член не возражает (Устав, статья 16). Этап 2. Заносимое в отчёт"
            " о заседании голосование. Решение принимается, если за высказывается более половины присутствующих"
            " и участвующих в голосовании членов (Устав, статья 16)."
        ),
        (
            "逐步进行，直至获得通过。第1步，协商一致：主席询问有无反对意见。通过条件：无成员反对（《宪章》第16条）。"
            "第2步，记录表决。通过条件：出席并参加表决的成员过半数赞成（《宪章》第16条）。"
        ),
    ),
    (
        Election(
            share=Bar.parse("at least 2/3"), of=Base.MEMBERS_ENTITLED_TO_VOTE, rounds_before_withdrawal=3, cite=ART
        ),
        (
            "Election in rounds of ballots: a candidate is elected if at least 2/3 of the members entitled"
            " to vote are in"
            " favour (Charter, article 16). After 3 rounds without a result the candidate with fewer votes"
            " withdraws, and"
            " the other stands alone."
        ),
        (
            "Выборы в несколько туров: кандидат избран, если за высказывается не менее 2/3 имеющих право голоса членов"
            " (Устав, статья 16). После 3 туров без результата кандидат с меньшим числом голосов выбывает, а другой"
            " баллотируется один."
        ),
        (
            "分轮投票选举，当选条件：有表决权的成员至少三分之二赞成（《宪章》第16条）。3轮后仍无结果的，得票较少的候选人"
            "退出，由另一候选人单独参选。"
        ),
    ),
]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: type(golden[0]).__name__)
def test_a_procedure_in_three_languages(golden):
    procedure, *expected = golden
    assert [describe_procedure(procedure, names_in(one), one) for one in LANGUAGES] == expected


def test_every_kind_of_procedure_has_a_golden_sentence():
    assert {type(procedure) for procedure, *_ in GOLDEN} == set(get_args(Procedure))


@pytest.mark.parametrize("wanted", [Words, Procedures])
def test_the_languages_have_the_same_messages_with_the_same_parameters(wanted):
    for name, message in inspect.getmembers(wanted, inspect.isfunction):
        if not name.startswith("_"):
            expected = [one for one in inspect.signature(message).parameters if one != "self"]
            for language in LANGUAGES:
                assert list(inspect.signature(getattr(CHARTER_WORDS[language], name)).parameters) == expected


@pytest.mark.parametrize("says", [says_en, says_ru, says_zh])
def test_every_word_of_a_charter_is_there_in_every_language(says):
    assert set(says.SECTIONS) == set(SectionKind)
    assert set(says.METHODS) == set(VoteMethod)
    assert set(says.UNITS) == set(PeriodUnit)
    assert set(says.RIGHTS) == set(Right)
    assert set(says.OUTSIDE) == set(Outside)
    assert set(says.TONGUES) == set(says_en.TONGUES)
    assert all(says.order(kind=kind, tag=None) for kind in OrderKind)
    assert all(says.importance(one) and says.of_importance(importance=one, matters=["1"]) for one in Importance)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_charter_is_shown_whole_and_in_one_language(language):
    sections = show(SMALL, names_in(language), language)
    assert {section.kind for section in sections} == set(SectionKind)
    told = "\n".join(line for section in sections for line in (section.title, *section.lines))
    foreign = {"en": r"[а-яё\u4e00-\u9fff]", "ru": r"[a-z\u4e00-\u9fff]", "zh": r"[a-zа-яё]"}
    assert re.findall(foreign[language], told, re.IGNORECASE) == []
    assert all(line.endswith("。" if language == "zh" else ".") for section in sections for line in section.lines)


def test_matters_that_are_decided_alike_stand_together():
    decisions = [one for one in show(SMALL, names_in("en"), "en") if one.kind is SectionKind.DECISIONS]
    assert [(one.about, one.title, one.lines) for one in decisions] == [
        (
            "Council",
            "How decisions are taken: Council",
            (
                (
                    "Peace; Space. From 15 June 2001. Consensus: the chair asks whether there is any objection."
                    " Adopted if no member objects (Charter, article 16)."
                ),
                (
                    "Budget. From 15 June 2001. Recorded vote. Adopted if more than half of the members present and"
                    " voting"
                    " are in favour (Charter, article 16). A member that takes no part is not bound; a member that"
                    " objects is not bound; a member that does not accept is not bound; a member that stays out may"
                    " join later; a member may have its opinion placed on record, which does not stop the decision."
                ),
            ),
        )
    ]


def test_who_sits_in_a_body():
    (council, *_) = [one for one in show(SMALL, names_in("ru"), "ru") if one.kind is SectionKind.BODIES]
    assert council.lines == (
        "Совет; вышестоящий орган — Ассамблея, с 15 июня 2001 г. (Устав, статья 16).",
        "Места: по одному на каждого обладателя статуса «Член», с 15 июня 2001 г. (Устав, статья 16).",
        (
            "Места: на каждого обладателя статуса «Член»: первое место; Делегация А, с 15 июня 2001 г. до 2010 г.;"
            " ещё 21 место без указания лиц; места, число которых не указано (Устав, статья 16)."
        ),
        "Компетенция: Мир; Бюджет; Космос, с 15 июня 2001 г. (Устав, статья 16).",
    )


def test_a_rule_that_changes_has_two_stretches_and_keeps_the_precision_of_its_dates():
    later = Deciding(body="council", matters=("space",), rule="simple", period=Period(CHANGE), cite=ART)
    before, after = timeline(replace(SMALL, decisions=(*SMALL.decisions, later)), "council", "space")
    assert (before.period, after.period) == (Period(START, CHANGE), Period(CHANGE))
    assert [way.procedure for stretch in (before, after) for way in stretch.ways] == [AGREED, SIMPLE]
