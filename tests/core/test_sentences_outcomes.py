"""Outcomes in sentences: every code in three languages, decisive figures first, and the verb of the act."""

import inspect
import re

import pytest

from comity.core.rules.facts import Camp
from comity.core.rules.outcome import Code, Verdict
from comity.core.rules.sentences import SENTENCES, ConditionKind, ConditionLine, OutcomeLine, Sentences
from comity.core.rules.sentences import en as says_en
from comity.core.rules.sentences import ru as says_ru
from comity.core.rules.sentences import zh as says_zh
from comity.core.rules.written import Base, Counted, QuorumBase, RequestedBy
from comity.core.values import LANGUAGES

CITES = ("Charter, article 16", "Устав, статья 16", "《宪章》第16条")


def bar(had, needed, of, *, holds, base="members", share="at least 2/3", **more):
    return ConditionLine(kind="majority", base=base, needed=needed, had=had, of=of, holds=holds, share=share, **more)


def told(verdict, code, *lines, **more):
    return {"verdict": verdict, "code": code, "lines": lines, **more}


def no(code, *lines, **more):
    return told("not_adopted", code, *lines, **more)


CONSENSUS = ConditionLine(kind="consensus", had="2", of="8", holds=False)
NINE = ConditionLine(kind="threshold", needed="9", had="13", holds=True)
VETO = ConditionLine(kind="veto", had="1", holds=False, group="P5")
WEIGHED = bar("1593/25", "65", "100", holds=False, share="at least 65/100", measure="P")
REQUEST = ConditionLine(kind="only_at_request", base="parties_concerned", holds=False)

GOLDEN = [
    (
        no("majority_not_reached", bar("33", "34", "51", holds=False), short_by="1"),
        "Not adopted: 33 in favour, 34 needed (at least 2/3 of 51 members). One more in favour would carry it.",
        "Не принято: за — 33, требуется 34 (не менее 2/3 от 51 члена). Для принятия не хватает 1 голоса за.",
        "未通过：赞成33，需34（51个成员的至少三分之二）。再有1票赞成即可通过。",
    ),
    (
        told("adopted", "adopted", bar("4", "4", "6", holds=True, base="present_and_voting", share="more than 1/2")),
        "Adopted: 4 in favour, 4 needed (more than half of 6 members present and voting).",
        "Принято: за — 4, требуется 4 (более половины от 6 присутствующих и участвующих в голосовании членов).",
        "通过：赞成4，需4（6个出席并参加表决的成员的过半数）。",
    ),
    (
        no("insufficient_yes", ConditionLine(kind="threshold", needed="9", had="8", holds=False), short_by="12"),
        "Not adopted: 8 in favour, 9 needed. 12 more in favour would carry it.",
        "Не принято: за — 8, требуется 9. Для принятия не хватает 12 голосов за.",
        "未通过：赞成8，需9。再有12票赞成即可通过。",
    ),
    (
        no("condition_not_met", WEIGHED, ConditionLine(kind="no_blocking_minority", had="5", needed="3", holds=False)),
        (
            "Not adopted: 63.72 in favour by P, 65 needed (at least 65% of 100); 5 not in favour, at most 3 without"
            " a blocking minority."
        ),
        (
            "Не принято: за по показателю «P» — 63,72, требуется 65 (не менее 65 % от 100); не высказались за — 5,"
            " блокирующего меньшинства нет при числе не более 3."
        ),
        "未通过：按“P”计，赞成63.72，需65（100的至少65%）；不赞成5，不超过3即不构成阻止性少数。",
    ),
    (
        no("vetoed", NINE, VETO, vetoed_by=["A", "B"]),
        "Not adopted: A and B voted no and hold the right of veto; 13 in favour, 9 needed.",
        "Не принято: против голосовали обладатели права вето — A и B; за — 13, требуется 9.",
        "未通过：拥有否决权的A和B投反对票；赞成13，需9。",
    ),
    (
        no("vetoed", NINE, VETO),
        "Not adopted: 1 of the group “P5” voted no; 13 in favour, 9 needed.",
        "Не принято: из членов группы «P5» против голосовал 1; за — 13, требуется 9.",
        "未通过：“P5”中有1个成员投反对票；赞成13，需9。",
    ),
    (
        no("objection", CONSENSUS, blocked_by=["A", "B"]),
        "Not adopted: 2 of 8 objected (A and B).",
        "Не принято: 2 из 8 возразили (A, B).",
        "未通过：8个成员中有2个反对（A、B）。",
    ),
    (
        no("silence_broken", ConditionLine(kind="silence", had="1", of="8", holds=False), blocked_by=["A"]),
        "Not adopted: 1 of 8 broke silence (A).",
        "Не принято: 1 из 8 прервал процедуру отсутствия возражений (A).",
        "未通过：8个成员中有1个打破默许（A）。",
    ),
    (
        no(
            "no_quorum",
            ConditionLine(
                kind="quorum", base="present", needed="26", had="20", of="51", share="more than 1/2", holds=False
            ),
        ),
        "Not adopted: 20 present, 26 needed for a quorum (more than half of 51).",
        "Не принято: присутствует — 20, для кворума требуется 26 (более половины от 51).",
        "未通过：出席20，法定人数为26（51的过半数）。",
    ),
    (
        told("adopted", "elected", bar("36", "34", "51", holds=True), elected="X", round_=2),
        "Elected in round 2: X; 36 in favour, 34 needed (at least 2/3 of 51 members).",
        "Кандидат избран в туре 2: X; за — 36, требуется 34 (не менее 2/3 от 51 члена).",
        "第2轮当选：X；赞成36，需34（51个成员的至少三分之二）。",
    ),
    (
        no("no_result", bar("30", "34", "51", holds=False), round_=3),
        "No candidate elected in round 3: 30 in favour, 34 needed (at least 2/3 of 51 members).",
        "Ни один кандидат не избран в туре 3: за — 30, требуется 34 (не менее 2/3 от 51 члена).",
        "第3轮无候选人当选：赞成30，需34（51个成员的至少三分之二）。",
    ),
    (
        no("not_competent"),
        "Not adopted: the body is not competent for this matter.",
        "Не принято: вопрос не входит в компетенцию органа.",
        "未通过：该事项不属于该机构的职权范围。",
    ),
    (
        no("not_competent", REQUEST),
        "Not adopted: the body may act only at the request of all the parties concerned, and none was made.",
        "Не принято: орган вправе действовать только по просьбе всех соответствующих сторон, а её не поступило.",
        "未通过：该机构须经有关各方的共同请求方可行动，而无此请求。",
    ),
    (
        told(
            "open",
            "open",
            ConditionLine(kind="threshold", needed="9", holds=None),
            missing=["1", "2"],
            step=2,
            steps=2,
        ),
        "Open in step 2 of 2: number in favour not known, 9 needed; not known: 1, 2.",
        "Исход не определён на этапе 2 из 2: за — неизвестно, требуется 9; неизвестно: 1, 2.",
        "第2步（共2步）结果未定：赞成数目不详，需9；不详：1、2。",
    ),
    (
        told("adopted", "adopted", ConditionLine(kind="consensus", had="0", of="8", holds=True), not_bound=["A", "B"]),
        "Adopted: none of 8 objected. Not bound: A and B.",
        "Принято: никто из 8 не возразил. Не связаны решением: A и B.",
        "通过：8个成员中无成员反对。不受决定约束者：A和B。",
    ),
]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden[0]["code"])
def test_an_outcome_in_three_languages(golden):
    outcome, *expected = golden
    lines = [OutcomeLine(**outcome, cite=cite) for cite in CITES]
    sentences = [SENTENCES[language].outcome(line) for language, line in zip(LANGUAGES, lines, strict=True)]
    ends = [f" {CITES[0]}.", f" {CITES[1]}.", f"{CITES[2]}。"]
    assert sentences == [sentence + end for sentence, end in zip(expected, ends, strict=True)]


def test_every_code_has_a_golden_sentence():
    assert {outcome["code"] for outcome, *_ in GOLDEN} == set(Code)


@pytest.mark.parametrize("says", [says_en, says_ru, says_zh])
def test_every_word_of_an_outcome_is_there_in_every_language(says):
    assert set(says.HEADLINES) == set(Verdict)
    assert set(says.REASONS) == set(Code)
    assert set(says.CONDITIONS) == set(ConditionKind)
    assert set(says.CAMPS) == set(Camp)
    assert set(says.REQUESTS) == set(RequestedBy)
    assert set(says.BASES) == set(Base) | {QuorumBase.ATTENDING}


def test_the_languages_have_the_same_messages_with_the_same_parameters():
    for name, message in inspect.getmembers(Sentences, inspect.isfunction):
        if not name.startswith("_"):
            expected = [one for one in inspect.signature(message).parameters if one != "self"]
            for language in LANGUAGES:
                assert list(inspect.signature(getattr(SENTENCES[language], name)).parameters) == expected


@pytest.mark.parametrize("kind", ConditionKind)
@pytest.mark.parametrize("holds", [True, False, None])
@pytest.mark.parametrize("known", [True, False])
def test_figures_are_told_in_one_language_whatever_is_known(kind, holds, known):
    figures = {"had": "2", "needed": "3", "of": "8"} if known else {}
    for base in (*Base, *QuorumBase, *Counted, *RequestedBy):
        line = ConditionLine(kind=kind, base=base, holds=holds, share="at least 1/2", **figures)
        sentences = {language: SENTENCES[language].condition(line) for language in LANGUAGES}
        assert "None" not in "".join(sentences.values())
        assert not re.search(r"[a-z]", sentences["ru"] + sentences["zh"], re.IGNORECASE)
        assert not re.search(r"[а-яё]", sentences["en"] + sentences["zh"], re.IGNORECASE)


@pytest.mark.parametrize("code", Code)
def test_a_code_without_figures_still_makes_a_sentence(code):
    verdict = "adopted" if code in (Code.ADOPTED, Code.ELECTED) else "open" if code is Code.OPEN else "not_adopted"
    for language in LANGUAGES:
        sentence = SENTENCES[language].outcome(OutcomeLine(verdict=verdict, code=code))
        assert sentence.endswith("。" if language == "zh" else ".")
        assert "None" not in sentence


def test_what_is_missing_is_named():
    said = {language: [] for language in LANGUAGES}
    for language in LANGUAGES:
        says = SENTENCES[language]
        said[language] = [says.missing_camp(camp) for camp in Camp]
        said[language] += [says.missing_position("1"), says.missing_sum("2", "no"), says.missing_deadline("3")]
        said[language] += [says.missing_concerned(), says.missing_electorate(), says.missing_ballots()]
        said[language] += [says.missing_deadline("")]
    assert said["en"][:2] == ["number of votes in favour", "number of votes against"]
    assert said["ru"][:2] == ["число голосов за", "число голосов против"]
    assert said["zh"][:2] == ["赞成票的数目", "反对票的数目"]
    assert all(len(set(words)) == len(words) for words in said.values())


def test_what_a_condition_says_is_not_known_is_not_said_again():
    line = ConditionLine(kind="consensus", holds=None)
    for language in LANGUAGES:
        says = SENTENCES[language]
        known = OutcomeLine(verdict="open", code="open", lines=[line])
        missing = OutcomeLine(verdict="open", code="open", lines=[line], missing=[says.missing_camp("no")])
        assert says.outcome(missing) == says.outcome(known)
    missing = OutcomeLine(verdict="open", code="open", lines=[line], missing=["position of A"])
    assert SENTENCES["en"].outcome(missing) == "Open: not known whether any member objects; not known: position of A."
