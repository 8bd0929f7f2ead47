"""The words of positions files: of positions and of columns, in the languages of the interface."""

import functools
from collections.abc import Mapping

from comity.core.rules.facts import Camp

POSITIONS: Mapping[Camp, tuple[str, ...]] = {
    Camp.YES: (
        *("yes", "for", "in favour", "in favor", "support", "supports", "accept", "accepts", "accepted"),
        *("accept with opinion", "accepts with opinion", "consent", "consents", "agree", "agrees"),
        *("за", "поддерживает", "принимает", "согласен", "согласна", "согласно", "принимает с особым мнением"),
        *("赞成", "同意", "支持", "接受", "附意见接受"),
    ),
    Camp.NO: (
        *("no", "against", "object", "objects", "objected", "objection", "broke silence", "breaks silence"),
        *("oppose", "opposes", "opposed", "reject", "rejects"),
        *("против", "возражает", "возражение", "нарушил молчание", "нарушила молчание", "нарушило молчание"),
        *("反对", "不同意", "提出异议", "打破沉默"),
    ),
    Camp.ABSTAIN: (
        *("abstain", "abstains", "abstained", "abstaining", "abstention"),
        *("воздержался", "воздержалась", "воздержалось", "воздерживается"),
        *("弃权",),
    ),
    Camp.ABSENT: (
        *("absent", "absence", "not present"),
        *("отсутствует", "отсутствовал", "отсутствовала", "отсутствовало"),
        *("缺席", "未出席"),
    ),
    Camp.NOT_PARTICIPATING: (
        *("not participating", "did not participate", "takes no part", "took no part", "stays out"),
        *("не участвует", "не участвовал", "не участвовала", "не участвовало"),
        *("不参加", "未参加", "不参加表决", "未参加表决"),
    ),
    Camp.BARRED: (
        *("barred", "suspended", "may not vote", "not entitled to vote"),
        *("лишен права голоса", "лишена права голоса", "лишено права голоса", "не имеет права голоса"),
        *("无表决权", "表决权中止"),
    ),
}
"""The words for each camp. An empty position is none: nothing is known yet."""

OBJECTIONS: frozenset[str] = frozenset(
    {
        *("object", "objects", "objected", "objection", "broke silence", "breaks silence"),
        *("возражает", "возражение", "нарушил молчание", "нарушила молчание", "нарушило молчание"),
        *("提出异议", "打破沉默"),
    }
)
"""Words for a no that is no vote: the member objected, or broke silence."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "voter": ("member", "state", "delegation", "участник", "государство", "делегация", "成员", "国家", "代表团"),
    "position": ("vote", "позиция", "голос", "立场", "表决"),
    "seat": ("место", "席位"),
    "note": ("примечание", "备注"),
}
"""The other names of each column."""

TOGETHER = "_and_"
"""What stands between camps that a figure counts together: `no_and_abstain`."""


def camp_of(word: str) -> Camp | None:
    """The camp that a word of a position means; ``None`` where it is no such word.

    >>> camp_of("In favour")
    <Camp.YES: 'yes'>
    """
    return _camps().get(_folded(word))


def is_vote(word: str) -> bool:
    """Whether a word says that a vote was cast, and not that a member objected or broke silence.

    >>> is_vote("no"), is_vote("Objects")
    (True, False)
    """
    return _folded(word) not in OBJECTIONS


def camps_of(word: str) -> frozenset[Camp] | None:
    """The camps that a figure counts.

    >>> sorted(camps_of("no_and_abstain") or ())
    [<Camp.ABSTAIN: 'abstain'>, <Camp.NO: 'no'>]
    """
    known = {camp.value: camp for camp in Camp}
    camps = [known.get(one) for one in word.split(TOGETHER)]
    return None if None in camps else frozenset(camp for camp in camps if camp is not None)


def column_of(name: str) -> str | None:
    """The column that a cell of a header means."""
    folded = _folded(name)
    return next((column for column, others in COLUMNS.items() if folded in (column, *others)), None)


def every_word() -> tuple[str, ...]:
    """All words for positions."""
    return tuple(word for words in POSITIONS.values() for word in words)


@functools.cache
def _camps() -> Mapping[str, Camp]:
    return {_folded(word): camp for camp, words in POSITIONS.items() for word in (camp.value, *words)}


def _folded(word: str) -> str:
    """A word without what writers differ in: case, hyphens and underscores, spaces."""
    return " ".join(word.casefold().replace("ё", "е").replace("_", " ").replace("-", " ").split())
