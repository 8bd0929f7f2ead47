"""Parts of sentences in Russian."""

from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.words.figures import (
    are_several,
    as_percentage,
    date_in,
    has_latin,
    in_digits,
    is_number,
)
from comity.core.values import Bar, PartialDate

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
MONTHS_ALONE = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
PLACES = {
    "article": ("статья", "статьи"),
    "rule": ("правило", "правила"),
    "decision": ("решение", "решения"),
    "practice": ("практика", "практика"),
}
NAMED_PLACES = {"preamble": ", преамбула", "annex": ", приложение"}


def share(share: Fraction) -> str:
    """A share in the genitive: "половины", "2/3", "65 %"."""
    if share == Fraction(1, 2):
        return "половины"
    percentage = as_percentage(share)
    return str(share) if percentage is None else f"{percentage} %"


def bar(bar: Bar) -> str:
    """A bar: "более половины", "не менее 2/3"."""
    return f"{'более' if bar.exceeded else 'не менее'} {share(bar.share)}"


def number(number: Fraction) -> str:
    """A number with a decimal comma."""
    return in_digits(number).replace(".", ",")


def quoted(name: str) -> str:
    """A name in quotation marks, so that it need not be declined."""
    return name if name.startswith("«") else f"«{name}»"


def listing(names: Sequence[str]) -> str:
    """А, Б и В."""
    return _joined(names, "и")


def alternatives(names: Sequence[str]) -> str:
    """А, Б или В."""
    return _joined(names, "или")


def _joined(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def mark(depth: int, index: int) -> str:
    """1), within it а), within it — i by number again."""
    kinds = (f"{index + 1})", f"{LETTERS[index % len(LETTERS)]})", f"({index + 1})")
    return f"{kinds[depth % len(kinds)]} "


def parenthesis(text: str) -> str:
    """The text in brackets, after a space."""
    return f" ({text})" if text else ""


def citation(*, kind: str | None, instrument: str, place: str, general_knowledge: bool) -> str:
    """The instrument, then the place in it. Words are shown where they are Russian."""
    return f"{instrument}{_place(kind, place)}{'; общеизвестно' if general_knowledge else ''}"


def _place(kind: str | None, place: str) -> str:
    if kind is None:
        return ""
    one, several = PLACES[kind]
    if kind != "practice" and is_number(place):
        return f", {several if are_several(place) else one} {place.replace(' and ', ' и ')}"
    day = date_in(place)
    if day is not None:
        return f", {one} от {dated(day)}"
    if has_latin(place):
        return NAMED_PLACES.get(place, f", {one}")
    return f", {one}: {place}"


def dated(when: PartialDate) -> str:
    """15 июня 2001 г., июнь 2001 г. or 2001 г."""
    return _date(when, MONTHS_ALONE)


def _date(when: PartialDate, months: Sequence[str]) -> str:
    """The date; ``months`` are the names of a month without its day, in the case that the place asks for."""
    if when.month is None:
        return f"{when.year} г."
    if when.day is None:
        return f"{months[when.month - 1]} {when.year} г."
    return f"{when.day} {MONTHS[when.month - 1]} {when.year} г."


def period(start: PartialDate | None, until: PartialDate | None) -> str:
    """From the first day until, but without, the last."""
    begins = f"с {_date(start, MONTHS)}" if start else ""
    ends = f"до {_date(until, MONTHS)}" if until else ""
    return f"{begins} {ends}".strip()


def sentence(text: str) -> str:
    """A capital at the start, a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def plural(count: str | int | Fraction, one: str, few: str, many: str) -> str:
    """The form of a noun after a number in the nominative; a fraction takes the form of two.

    >>> [plural(n, "голос", "голоса", "голосов") for n in (1, 3, 5, 11, 21)]
    ['голос', 'голоса', 'голосов', 'голосов', 'голос']
    """
    number = Fraction(count)
    if number.denominator != 1:
        return few
    last, teens = abs(int(number)) % 10, abs(int(number)) % 100 in range(11, 15)
    if last == 1 and not teens:
        return one
    return few if last in (2, 3, 4) and not teens else many


def genitive(count: str | int | Fraction, one: str, many: str) -> str:
    """The form of a noun after a number in the genitive ("не менее 21 члена", "от 51 члена").

    >>> [genitive(n, "члена", "членов") for n in (1, 2, 5, 11, 21, 111)]
    ['члена', 'членов', 'членов', 'членов', 'члена', 'членов']
    """
    return plural(count, one, one if Fraction(count).denominator != 1 else many, many)
