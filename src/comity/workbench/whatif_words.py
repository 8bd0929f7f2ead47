"""Names of memberships, in every language of the interface."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from comity.analysis.memberships import ACTUAL, Membership
from comity.core.rules.sentences.words.ru import plural
from comity.core.values import Language, Text
from comity.workbench.whatif_result import LeftOut

ACTUAL_NAME: Text = {
    "en": "the members of the day",
    "ru": "члены на день голосования",
    "zh": "当时的成员",
}

SUPPOSED: Mapping[str | None, Text] = {
    None: {"en": "{members}", "ru": "{members}", "zh": "{members}"},
    "before": {
        "en": "{members}, as if all had been members then",
        "ru": "{members}, как если бы все уже вступили",
        "zh": "{members}（假设当时均已加入）",
    },
    "since": {
        "en": "{members}, as if nobody had joined",
        "ru": "{members}, как если бы никто не вступил",
        "zh": "{members}（假设无人加入）",
    },
}
"""What is supposed of a membership in another time than its own."""


def membership_name(membership: Membership) -> Text:
    """What a membership is called; one from a file by the name of the file."""
    if membership.id == ACTUAL:
        return ACTUAL_NAME
    number = len(membership.members)
    members = {
        "en": f"{number} {'member' if number == 1 else 'members'}",
        "ru": f"{number} {plural(number, 'член', 'члена', 'членов')}",
        "zh": f"{number}个成员",
    }
    told = SUPPOSED.get(membership.supposed)
    if told is None:  # the name of a file
        return {language: f"{text} ({membership.supposed})" for language, text in members.items()}
    return {language: text.format(members=members[language]) for language, text in told.items()}


ACTS: Mapping[Language, Mapping[str, str]] = {
    "en": {"abstain": " [abstained]", "absent": " [absent]"},
    "ru": {"abstain": " [воздержание]", "absent": " [отсутствие]"},
    "zh": {"abstain": "（弃权）", "absent": "（缺席）"},
}
"""The act on record of a member that a reading counts as a no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a question says beside charters, record, span and membership: names where it names something."""

    seats: tuple[int, int | None] | None
    """How many members a file names, and how many seats they stand for (``None``: not known)."""
    subject: Text | None
    abstention: str
    absence: str
    major: Mapping[str, tuple[str, ...]] | None
    paragraphs: bool


ASKED: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "seats": "those of a file, {number} in place of {seats}",
        "seats_unknown": "those of a file, {number} in place of all",
        "subject": "only: {subject}",
        "objects": "abstentions counted as no",
        "absent_objects": "absences counted as no",
        "absent_open": "absences left open",
        "major": "major: {matters}",
        "none": "none",
        "paragraphs": "with paragraphs and amendments",
        "comma": ", ",
    },
    "ru": {
        "seats": "члены из файла: {number} вместо {seats}",
        "seats_unknown": "члены из файла: {number} вместо всех",
        "subject": "только: {subject}",
        "objects": "воздержание засчитано против",
        "absent_objects": "отсутствие засчитано против",
        "absent_open": "позиция отсутствующих не предполагается",
        "major": "важные вопросы: {matters}",
        "none": "нет",
        "paragraphs": "с пунктами и поправками",
        "comma": ", ",
    },
    "zh": {
        "seats": "文件所列成员：{number}个，代替{seats}个",
        "seats_unknown": "文件所列成员：{number}个，代替全部",
        "subject": "仅限：{subject}",
        "objects": "弃权计为反对",
        "absent_objects": "缺席计为反对",
        "absent_open": "缺席者立场不予推定",
        "major": "重大事项：{matters}",
        "none": "无",
        "paragraphs": "含段落和修正案表决",
        "comma": "、",
    },
}


def asked_words(question: Question, language: Language) -> tuple[str, ...]:
    """How the question differs from the plain one, so that a table or a picture says it wherever it goes."""
    words = ASKED[language]
    found = []
    if question.seats is not None:
        number, seats = question.seats
        key = "seats_unknown" if seats is None else "seats"
        found.append(words[key].format(number=number, seats=seats))
    if question.subject is not None:
        found.append(words["subject"].format(subject=question.subject[language]))
    if question.abstention != "accepts":
        found.append(words["objects"])
    if question.absence != "aside":
        found.append(words[f"absent_{question.absence}"])
    if question.major is not None:
        found.append(words["major"].format(matters=words["comma"].join(question.major[language]) or words["none"]))
    if question.paragraphs:
        found.append(words["paragraphs"])
    return tuple(found)


LEFT_OUT: Mapping[str, Text] = {
    "whole": {"en": "Left out: {each}.", "ru": "Не вынесено: {each}.", "zh": "未提交：{each}。"},
    "paragraphs": {
        "en": "{number} on paragraphs",
        "ru": "по пунктам — {number}",
        "zh": "段落表决 {number}",
    },
    "amendments": {
        "en": "{number} on amendments",
        "ru": "по поправкам — {number}",
        "zh": "修正案表决 {number}",
    },
    "motions": {
        "en": "{number} on motions of procedure",
        "ru": "по процедурным предложениям — {number}",
        "zh": "程序动议 {number}",
    },
    "duplicates": {
        "en": "{number} entered twice",
        "ru": "записано дважды — {number}",
        "zh": "重复登记 {number}",
    },
    "no_members": {
        "en": "{number} before the body had members",
        "ru": "до появления членов — {number}",
        "zh": "尚无成员 {number}",
    },
    "nobody_cast": {
        "en": "{number} in which no member cast a vote",
        "ru": "никто из членов не голосовал — {number}",
        "zh": "无成员投票 {number}",
    },
}
"""What was left out, by the field of ``LeftOut``, and the sentence that holds it."""

COMMA: Text = {"en": ", ", "ru": ", ", "zh": "，"}


def left_out_words(left: LeftOut, language: Language) -> str:
    """What was left out and why, in a sentence; empty where nothing was."""
    figures = [(one.name, getattr(left, one.name)) for one in fields(left)]
    told = [LEFT_OUT[name][language].format(number=number) for name, number in figures if number]
    return LEFT_OUT["whole"][language].format(each=COMMA[language].join(told)) if told else ""
