"""Parts of sentences in Chinese."""

import re
from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.words.figures import as_percentage, date_in, has_latin, in_digits, is_number
from comity.core.values import Bar, PartialDate

DIGITS = "零一二三四五六七八九十"
PLACES = {"article": "条款", "rule": "规则", "decision": "决定", "practice": "惯例"}
NAMED_PLACES = {"preamble": "序言", "annex": "附件"}
_ARTICLE = re.compile(r"([\dA-Z.]+)(?:\((\d+)\))?((?:\([a-z]+\))?)")


def share(share: Fraction) -> str:
    """A share: "半数", "三分之二", "65%"."""
    if share == Fraction(1, 2):
        return "半数"
    percentage = as_percentage(share)
    if percentage is not None:
        return f"{percentage}%"
    if share.denominator < len(DIGITS):
        return f"{DIGITS[share.denominator]}分之{DIGITS[share.numerator]}"
    return str(share)


def bar(bar: Bar) -> str:
    """A bar: "过半数", "至少三分之二", "超过三分之二"."""
    if bar == Bar(Fraction(1, 2), exceeded=True):
        return "过半数"
    return f"{'超过' if bar.exceeded else '至少'}{share(bar.share)}"


def number(number: Fraction) -> str:
    """A number with a decimal point."""
    return in_digits(number)


def quoted(name: str) -> str:
    """A name in quotation marks."""
    return f"“{name}”"


def listing(names: Sequence[str]) -> str:
    """甲、乙和丙."""
    return _joined(names, "和")


def alternatives(names: Sequence[str]) -> str:
    """甲、乙或丙."""
    return _joined(names, "或")


def _joined(names: Sequence[str], word: str) -> str:
    return f"{'、'.join(names[:-1])}{word}{names[-1]}" if len(names) > 1 else "".join(names)


def mark(depth: int, index: int) -> str:
    """（一）, within it （1）, within it 1）."""
    kinds = (f"（{numeral(index + 1)}）", f"（{index + 1}）", f"{index + 1}）")
    return kinds[depth % len(kinds)]


def numeral(count: int) -> str:
    """A small number in Chinese numerals.

    >>> numeral(2), numeral(10), numeral(21)
    ('二', '十', '二十一')
    """
    tens, ones = divmod(count, 10)
    if count <= 10:
        return DIGITS[count]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}" if tens < 10 else str(count)


def parenthesis(text: str) -> str:
    """The text in full-width brackets."""
    return f"（{text}）" if text else ""


def citation(*, kind: str | None, instrument: str, place: str, general_knowledge: bool) -> str:
    """The instrument between title marks, then the place in it. Words are shown where they are Chinese."""
    title = instrument if "《" in instrument else f"《{instrument}》"
    known = "；常识" if general_knowledge else ""
    return f"{title}{_place(kind, place)}{known}"


def _place(kind: str | None, place: str) -> str:
    if kind is None:
        return ""
    if kind != "practice" and is_number(place):
        return f"第{place}号决定" if kind == "decision" else article(place)
    day = date_in(place)
    if day is not None:
        return f"，{dated(day)}的{PLACES[kind]}"
    if has_latin(place):
        return NAMED_PLACES.get(place, f"，{PLACES[kind]}")
    return f"，{PLACES[kind]}：{place}"


def article(place: str) -> str:
    """The number of an article or rule, with its paragraph.

    >>> article("16"), article("27(3)"), article("5 and 6")
    ('第16条', '第27条第3款', '第5和6条')
    """
    match = _ARTICLE.fullmatch(place)
    if match is None:
        return f"第{place.replace(' and ', '和').replace(', ', '、')}条"
    paragraph = f"第{match[2]}款" if match[2] else ""
    return f"第{match[1]}条{paragraph}{match[3] + '项' if match[3] else ''}"


def dated(when: PartialDate) -> str:
    """2001年6月15日, 2001年6月 or 2001年."""
    month = f"{when.month}月" if when.month else ""
    return f"{when.year}年{month}{f'{when.day}日' if when.day else ''}"


def period(start: PartialDate | None, until: PartialDate | None) -> str:
    """From the first day until, but without, the last."""
    begins = f"自{dated(start)}起" if start else ""
    ends = f"至{dated(until)}前" if until else ""
    return f"{begins}{ends}"


def sentence(text: str) -> str:
    """A full stop at the end."""
    return text if text.endswith("。") else f"{text}。"
