"""Written rules in sentences: one of every kind, in three languages that do not mix."""

import inspect
import re
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given

from comity.core.rules.sentences import WORDS, Act, citation_text, describe_rule
from comity.core.rules.sentences.describing import DESCRIBING
from comity.core.rules.sentences.describing import en as says_en
from comity.core.rules.sentences.describing import ru as says_ru
from comity.core.rules.sentences.describing import zh as says_zh
from comity.core.rules.sentences.wording import Describing, Words
from comity.core.rules.sentences.words import ru as words_ru
from comity.core.rules.written import (
    AllOf,
    AnyOf,
    Base,
    Consensus,
    Counted,
    IfProposedBy,
    IfRequested,
    Majority,
    Meaning,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    QuorumBase,
    Reading,
    RequestedBy,
    Rule,
    Threshold,
    Veto,
    WithoutMemberConcerned,
)
from comity.core.values import LANGUAGES, Bar, Citation, PartialDate, Period
from properties.strategies import rules

NAMES = {
    "charter": ("Charter", "Устав", "宪章"),
    "treaty": ("Treaty", "Договор", "条约"),
    "permanent": ("Permanent members", "Постоянные члены", "常任理事国"),
    "population": ("population", "население", "人口"),
    "commission": ("the Commission", "Комиссия", "委员会"),
}


def names_in(language):
    place = LANGUAGES.index(language)
    return lambda id_: NAMES.get(id_, ("something", "нечто", "某物"))[place]


def bar(text):
    return Bar.parse(text)


ART = Citation(instrument="charter", article="27(3)")
OTHER = Citation(instrument="treaty", article="5", general_knowledge=True)
TWO_THIRDS = Majority(share=bar("at least 2/3"), of=Base.PRESENT_AND_VOTING, cite=ART)
BY_POPULATION = Majority(share=bar("at least 65/100"), of=Base.MEMBERS, measure="population", cite=ART)
BLOCKING = NoBlockingMinority(members=4, cite=OTHER)

GOLDEN = [
    (
        TWO_THIRDS,
        "Adopted if at least 2/3 of the members present and voting are in favour (Charter, article 27(3)).",
        (
            "Решение принимается, если за высказывается не менее 2/3 присутствующих и участвующих в голосовании"
            " членов (Устав, статья 27(3))."
        ),
        "通过条件：出席并参加表决的成员至少三分之二赞成（《宪章》第27条第3款）。",
    ),
    (
        Majority(share=bar("more than 1/2"), of=Base.VOTES_CAST, within="permanent", cite=OTHER),
        (
            "Adopted if more than half of the votes cast in the group “Permanent members” are in favour"
            " (Treaty, article 5; general knowledge)."
        ),
        (
            "Решение принимается, если за подаётся более половины поданных голосов группы «Постоянные члены»"
            " (Договор, статья 5; общеизвестно)."
        ),
        "通过条件：“常任理事国”组中所投票数过半数为赞成票（《条约》第5条；常识）。",
    ),
    (
        Majority(share=bar("at least 1"), of=Base.MEMBERS, cite=ART),
        "Adopted if all members are in favour (Charter, article 27(3)).",
        "Решение принимается, если за высказываются все члены (Устав, статья 27(3)).",
        "通过条件：全体成员一致赞成（《宪章》第27条第3款）。",
    ),
    (
        BY_POPULATION,
        (
            "Adopted if the members in favour account for at least 65% of all members, counted by population"
            " (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если на членов, высказывающихся за, приходится не менее 65 % показателя"
            " «население» всех членов (Устав, статья 27(3))."
        ),
        "通过条件：按“人口”计，赞成的成员至少占全体成员的65%（《宪章》第27条第3款）。",
    ),
    (
        Threshold(at_least=Fraction(21), cite=ART),
        "Adopted if at least 21 members are in favour (Charter, article 27(3)).",
        "Решение принимается, если за высказывается не менее 21 члена (Устав, статья 27(3)).",
        "通过条件：至少21个成员赞成（《宪章》第27条第3款）。",
    ),
    (
        Veto(holders="permanent", cite=ART),
        (
            "Adopted if no member of the group “Permanent members”, which has the veto, votes against"
            " (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если ни один член группы «Постоянные члены», обладающей правом вето,"
            " не голосует против (Устав, статья 27(3))."
        ),
        "通过条件：拥有否决权的“常任理事国”无一投反对票（《宪章》第27条第3款）。",
    ),
    (
        BLOCKING,
        (
            "Adopted if the members not in favour are fewer than a blocking minority of 4 members"
            " (Treaty, article 5; general knowledge)."
        ),
        (
            "Решение принимается, если членов, не высказывающихся за, меньше блокирующего меньшинства"
            " из 4 членов (Договор, статья 5; общеизвестно)."
        ),
        "通过条件：不赞成的成员少于构成阻止性少数的4个成员（《条约》第5条；常识）。",
    ),
    (
        NoBlockingMinority(fewest_exceeding=Fraction(35, 100), measure="population", cite=ART),
        (
            "Adopted if the members not in favour are fewer than a blocking minority, that is the smallest number"
            " of members that together exceed 35% counted by population, plus one (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если членов, не высказывающихся за, меньше блокирующего меньшинства, то есть"
            " наименьшего числа членов, на которых вместе приходится более 35 % показателя «население», плюс один"
            " (Устав, статья 27(3))."
        ),
        (
            "通过条件：不赞成的成员少于构成阻止性少数的成员数，即按“人口”计合计超过35%的最少成员数再加一个"
            "（《宪章》第27条第3款）。"
        ),
    ),
    (
        Quorum(share=bar("at least 1/2"), of=QuorumBase.ATTENDING, counting=Counted.VOTES_CAST, cite=ART),
        (
            "Adopted if there is a quorum, that is at least half of those registered as attending vote for"
            " or against (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если имеется кворум, то есть за и против голосует не менее половины"
            " зарегистрированных участников (Устав, статья 27(3))."
        ),
        "通过条件：达到法定人数，即登记与会者至少半数投赞成票或反对票（《宪章》第27条第3款）。",
    ),
    (
        Consensus(cite=ART),
        "Adopted if no member objects (Charter, article 27(3)).",
        "Решение принимается, если ни один член не возражает (Устав, статья 27(3)).",
        "通过条件：无成员反对（《宪章》第27条第3款）。",
    ),
    (
        AllOf(conditions=(TWO_THIRDS, AnyOf(conditions=(BY_POPULATION, BLOCKING)))),
        (
            "Adopted if all of these conditions are met: (1) at least 2/3 of the members present and voting are in"
            " favour (Charter, article 27(3)); (2) at least one of these conditions is met: (a) the members in"
            " favour account for at least 65% of all members, counted by population (Charter, article 27(3));"
            " (b) the members not in favour are fewer than a blocking minority of 4 members (Treaty, article 5;"
            " general knowledge)."
        ),
        (
            "Решение принимается, если выполнены все следующие условия: 1) за высказывается не менее 2/3"
            " присутствующих и участвующих в голосовании членов (Устав, статья 27(3)); 2) выполнено хотя бы одно"
            " из следующих условий: а) на членов, высказывающихся за, приходится не менее 65 % показателя"
            " «население» всех членов (Устав, статья 27(3)); б) членов, не высказывающихся за, меньше блокирующего"
            " меньшинства из 4 членов (Договор, статья 5; общеизвестно)."
        ),
        (
            "通过条件：下列各项均成立：（一）出席并参加表决的成员至少三分之二赞成（《宪章》第27条第3款）；"
            "（二）下列至少一项成立：（1）按“人口”计，赞成的成员至少占全体成员的65%（《宪章》第27条第3款）；"
            "（2）不赞成的成员少于构成阻止性少数的4个成员（《条约》第5条；常识）。"
        ),
    ),
    (
        AnyOf(conditions=(TWO_THIRDS, BY_POPULATION)),
        (
            "Adopted if at least one of these conditions is met (Charter, article 27(3)): (1) at least 2/3 of the"
            " members present and voting are in favour; (2) the members in favour account for at least 65% of all"
            " members, counted by population."
        ),
        (
            "Решение принимается, если выполнено хотя бы одно из следующих условий (Устав, статья 27(3)): 1) за"
            " высказывается не менее 2/3 присутствующих и участвующих в голосовании членов; 2) на членов,"
            " высказывающихся за, приходится не менее 65 % показателя «население» всех членов."
        ),
        (
            "通过条件：下列至少一项成立（《宪章》第27条第3款）：（一）出席并参加表决的成员至少三分之二赞成；"
            "（二）按“人口”计，赞成的成员至少占全体成员的65%。"
        ),
    ),
    (
        Not(condition=TWO_THIRDS),
        (
            "Adopted if it is not the case that at least 2/3 of the members present and voting are in favour"
            " (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если неверно, что за высказывается не менее 2/3 присутствующих и участвующих"
            " в голосовании членов (Устав, статья 27(3))."
        ),
        "通过条件：下述情况不成立，即出席并参加表决的成员至少三分之二赞成（《宪章》第27条第3款）。",
    ),
    (
        WithoutMemberConcerned(condition=Consensus(cite=ART), cite=OTHER),
        (
            "Adopted if, leaving out the member concerned (Treaty, article 5; general knowledge), no member objects"
            " (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если без учёта члена, которого касается вопрос (Договор, статья 5;"
            " общеизвестно), ни один член не возражает (Устав, статья 27(3))."
        ),
        "通过条件：不计有关成员（《条约》第5条；常识），无成员反对（《宪章》第27条第3款）。",
    ),
    (
        PartyAbstains(condition=Threshold(at_least=Fraction(9), cite=ART), cite=ART),
        (
            "Adopted if, with the parties concerned bound to abstain, at least 9 members are in favour"
            " (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если при обязательном воздержании соответствующих сторон за высказывается"
            " не менее 9 членов (Устав, статья 27(3))."
        ),
        "通过条件：有关各方须弃权，至少9个成员赞成（《宪章》第27条第3款）。",
    ),
    (
        IfRequested(condition=BY_POPULATION, cite=ART),
        (
            "Adopted if, where a member so requests, the members in favour account for at least 65% of all members,"
            " counted by population (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если при наличии просьбы одного из членов на членов, высказывающихся за,"
            " приходится не менее 65 % показателя «население» всех членов (Устав, статья 27(3))."
        ),
        "通过条件：如有成员请求，按“人口”计，赞成的成员至少占全体成员的65%（《宪章》第27条第3款）。",
    ),
    (
        OnlyAtRequest(by=RequestedBy.PARTIES_CONCERNED, cite=ART),
        "Adopted if all the parties concerned have asked the body to act (Charter, article 27(3)).",
        (
            "Решение принимается, если все соответствующие стороны обратились с просьбой о рассмотрении"
            " (Устав, статья 27(3))."
        ),
        "通过条件：有关各方均请求该机构采取行动（《宪章》第27条第3款）。",
    ),
    (
        IfProposedBy(proposers=("commission",), condition=TWO_THIRDS, otherwise=BY_POPULATION, cite=ART),
        (
            "Adopted if the condition that fits the case is met (Charter, article 27(3)): (1) where the proposal"
            " comes from the Commission, at least 2/3 of the members present and voting are in favour; (2)"
            " otherwise, the members in favour account for at least 65% of all members, counted by population."
        ),
        (
            "Решение принимается, если выполнено условие, отвечающее случаю (Устав, статья 27(3)): 1) когда автор"
            " предложения — Комиссия, за высказывается не менее 2/3 присутствующих и участвующих в голосовании"
            " членов; 2) в остальных случаях на членов, высказывающихся за, приходится не менее 65 % показателя"
            " «население» всех членов."
        ),
        (
            "通过条件：视情况适用下列之一（《宪章》第27条第3款）：（一）如提案由委员会提出，出席并参加表决的成员"
            "至少三分之二赞成；（二）在其他情况下，按“人口”计，赞成的成员至少占全体成员的65%。"
        ),
    ),
    (
        Reading(abstention=Meaning.OBJECTS, condition=TWO_THIRDS, cite=ART),
        (
            "Adopted if, counting an abstention as a vote against and an absence neither for nor against, at least"
            " 2/3 of the members present and voting are in favour (Charter, article 27(3))."
        ),
        (
            "Решение принимается, если с учётом того, что воздержание считается голосом против, а отсутствие"
            " не считается голосом ни за, ни против, за высказывается не менее 2/3 присутствующих и участвующих"
            " в голосовании членов (Устав, статья 27(3))."
        ),
        "通过条件：弃权视为反对，缺席不计为赞成或反对，出席并参加表决的成员至少三分之二赞成（《宪章》第27条第3款）。",
    ),
]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: type(golden[0]).__name__)
def test_a_rule_in_three_languages(golden):
    rule, *sentences = golden
    assert [describe_rule(rule, names_in(language), language) for language in LANGUAGES] == sentences


def test_every_kind_of_rule_has_a_golden_sentence():
    assert {type(rule) for rule, *_ in GOLDEN} == set(get_args(Rule))


@given(rules())
def test_every_rule_is_a_sentence_of_one_language(rule):
    for language in LANGUAGES:
        sentence = describe_rule(rule, names_in(language), language)
        assert sentence.endswith("。" if language == "zh" else ".")
        assert "None" not in sentence
        assert not strangers(sentence, language), sentence


def strangers(sentence, language):
    """Letters that the language does not have."""
    foreign = {"en": r"[а-яё\u4e00-\u9fff]", "ru": r"[a-z\u4e00-\u9fff]", "zh": r"[a-zа-яё]"}
    return re.findall(foreign[language], sentence, re.IGNORECASE)


@pytest.mark.parametrize("act", Act)
def test_an_objection_takes_the_verb_of_the_act(act):
    told = [describe_rule(Consensus(cite=ART), names_in(one), one, act=act) for one in LANGUAGES]
    verbs = {
        Act.VOTE: ("votes against", "не голосует против", "投反对票"),
        Act.CONSENSUS: ("objects", "не возражает", "反对"),
        Act.SILENCE: ("breaks silence", "не прерывает процедуру отсутствия возражений", "打破默许"),
        Act.COUNTED: ("counts as no", "не засчитан против", "计为反对"),
    }
    assert all(verb in sentence for verb, sentence in zip(verbs[act], told, strict=True))


@pytest.mark.parametrize("protocol", [(Describing, DESCRIBING), (Words, WORDS)], ids=["clauses", "words"])
def test_the_languages_have_the_same_messages_with_the_same_parameters(protocol):
    wanted, modules = protocol
    for name, message in inspect.getmembers(wanted, inspect.isfunction):
        if not name.startswith("_"):
            expected = [one for one in inspect.signature(message).parameters if one != "self"]
            for language in LANGUAGES:
                assert list(inspect.signature(getattr(modules[language], name)).parameters) == expected, name


@pytest.mark.parametrize("says", [says_en, says_ru, says_zh])
def test_every_word_of_a_rule_is_there_in_every_language(says):
    tables = [
        (says.BASES, Base),
        (says.QUORUM_BASES, QuorumBase),
        (says.COUNTED, Counted),
        (says.OBJECTS, Act),
        (says.REQUESTED, RequestedBy),
        (says.MEANINGS, Meaning),
    ]
    assert [set(table) for table, _ in tables] == [set(words) for _, words in tables]
    assert set(says_ru.ALL) == set(Base)


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (1, "член"),
        (2, "члена"),
        (4, "члена"),
        (5, "членов"),
        (0, "членов"),
        (11, "членов"),
        (12, "членов"),
        (14, "членов"),
        (21, "член"),
        (22, "члена"),
        (25, "членов"),
        (111, "членов"),
        (121, "член"),
        ("2/3", "члена"),
    ],
)
def test_russian_nouns_agree_with_their_number(count, form):
    assert words_ru.plural(count, "член", "члена", "членов") == form


CITATIONS = [
    ({"article": "16"}, "Charter, article 16", "Устав, статья 16", "《宪章》第16条"),
    ({"article": "5, 14"}, "Charter, articles 5, 14", "Устав, статьи 5, 14", "《宪章》第5、14条"),
    ({"article": "XII(2)"}, "Charter, article XII(2)", "Устав, статья XII(2)", "《宪章》第XII条第2款"),
    ({"article": "3(2)(a)"}, "Charter, article 3(2)(a)", "Устав, статья 3(2)(a)", "《宪章》第3条第2款(a)项"),
    ({"article": "preamble"}, "Charter, preamble", "Устав, преамбула", "《宪章》序言"),
    ({"rule": "38"}, "Charter, rule 38", "Устав, правило 38", "《宪章》第38条"),
    ({"decision": "9"}, "Charter, decision 9", "Устав, решение 9", "《宪章》第9号决定"),
    (
        {"decision": "Summit, 9 June 2017"},
        "Charter, decision: Summit, 9 June 2017",
        "Устав, решение от 9 июня 2017 г.",
        "《宪章》，2017年6月9日的决定",
    ),
    ({"practice": "since 1946"}, "Charter, practice: since 1946", "Устав, практика", "《宪章》，惯例"),
    ({}, "Charter", "Устав", "《宪章》"),
]


@pytest.mark.parametrize("golden", CITATIONS, ids=lambda golden: str(golden[0]))
def test_a_citation_in_three_languages(golden):
    place, *expected = golden
    cite = Citation(instrument="charter", **place)
    assert [citation_text(cite, names_in(language), language) for language in LANGUAGES] == expected


def test_dates_are_written_as_the_language_writes_them():
    day, month, year = (PartialDate.parse(text) for text in ("2001-06-15", "2004-01", "2010"))
    written = {language: [WORDS[language].dated(one) for one in (day, month, year)] for language in LANGUAGES}
    assert written == {
        "en": ["15 June 2001", "January 2004", "2010"],
        "ru": ["15 июня 2001 г.", "январь 2004 г.", "2010 г."],
        "zh": ["2001年6月15日", "2004年1月", "2010年"],
    }
    period = Period(day, month)
    assert [WORDS[language].period(period.start, period.until) for language in LANGUAGES] == [
        "from 15 June 2001 until January 2004",
        "с 15 июня 2001 г. до января 2004 г.",
        "自2001年6月15日起至2004年1月前",
    ]
