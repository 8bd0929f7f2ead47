"""Parts of sentences in English."""

from collections.abc import Sequence
from fractions import Fraction

from comity.core.rules.sentences.words.figures import MONTHS, are_several, as_percentage, in_digits, is_number
from comity.core.values import Bar, PartialDate

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def share(share: Fraction) -> str:
    """A share: "half", "2/3", "65%"."""
    if share == Fraction(1, 2):
        return "half"
    percentage = as_percentage(share)
    return str(share) if percentage is None else f"{percentage}%"


def bar(bar: Bar) -> str:
    """A bar: "more than half", "at least 2/3"."""
    return f"{'more than' if bar.exceeded else 'at least'} {share(bar.share)}"


def number(number: Fraction) -> str:
    """A number with a decimal point."""
    return in_digits(number)


def quoted(name: str) -> str:
    """A name in quotation marks."""
    return f"“{name}”"


def listing(names: Sequence[str]) -> str:
    """A, B and C."""
    return _joined(names, "and")


def alternatives(names: Sequence[str]) -> str:
    """A, B or C."""
    return _joined(names, "or")


def _joined(names: Sequence[str], word: str) -> str:
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def mark(depth: int, index: int) -> str:
    """(1), within it (a), within it (i)."""
    kinds = (str(index + 1), LETTERS[index % len(LETTERS)], ROMAN[index % len(ROMAN)])
    return f"({kinds[depth % len(kinds)]}) "


def parenthesis(text: str) -> str:
    """The text in brackets, after a space."""
    return f" ({text})" if text else ""


def citation(*, kind: str | None, instrument: str, place: str, general_knowledge: bool) -> str:
    """The instrument, then the place in it."""
    return f"{instrument}{_place(kind, place)}{'; general knowledge' if general_knowledge else ''}"


def _place(kind: str | None, place: str) -> str:
    if kind is None:
        return ""
    if kind == "practice":
        return f", practice: {place}"
    if not is_number(place):
        return f", decision: {place}" if kind == "decision" else f", {place}"
    return f", {kind}{'s' if are_several(place) else ''} {place}"


def dated(when: PartialDate) -> str:
    """15 June 2001, June 2001 or 2001."""
    month = MONTHS[when.month - 1] if when.month else ""
    return " ".join(part for part in (str(when.day or ""), month, str(when.year)) if part)


def period(start: PartialDate | None, until: PartialDate | None) -> str:
    """From the first day until, but without, the last."""
    begins = f"from {dated(start)}" if start else ""
    ends = f"until {dated(until)}" if until else ""
    return f"{begins} {ends}".strip()


def sentence(text: str) -> str:
    """A capital at the start, a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def plural(count: str | int | Fraction, one: str, many: str) -> str:
    """The form of a noun after a number.

    >>> plural("1", "member", "members"), plural("2/3", "member", "members")
    ('member', 'members')
    """
    return one if str(count) == "1" else many
