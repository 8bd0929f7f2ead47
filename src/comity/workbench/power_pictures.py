"""The picture of a power table: a mark for each member, and beside it what another charter or day gives."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from comity.core.values import Id, in_language
from comity.formats.pictures import Caption, Series, draw_shares
from comity.workbench.power import PlayerPower, PowerResult, PowerUnder, decimal

MOST_ROWS = 40
"""So many members are drawn, those of most power; the others are told together in a note."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Voting power: {of}",
        "shown": "Share of the power ({index}), in the order of the organisation or of the table",
        "unit": "per cent of all power",
        "shapley": "index of Shapley and Shubik",
        "banzhaf": "index of Banzhaf",
        "rest": "{number} more members, not drawn, have {share} % together.",
        "of": "{body}: {matter}",
        "under": "{charter}, {date}",
        "told": "{member}: {shares}",
    },
    "ru": {
        "title": "Влияние голосов: {of}",
        "shown": "Доля влияния ({index}), в порядке организации или таблицы",
        "unit": "процентов всего влияния",
        "shapley": "индекс Шепли — Шубика",
        "banzhaf": "индекс Банцафа",
        "rest": "Ещё {number} членов, не показанных здесь, имеют вместе {share} %.",
        "of": "{body}: {matter}",
        "under": "{charter}, {date}",
        "told": "{member}: {shares}",
    },
    "zh": {
        "title": "投票权力：{of}",
        "shown": "权力份额（{index}），按组织或表格的次序",
        "unit": "占全部权力的百分比",
        "shapley": "沙普利－舒比克指数",
        "banzhaf": "班扎夫指数",
        "rest": "另有{number}个成员未列出，合计{share}%。",
        "of": "{body}：{matter}",
        "under": "{charter}，{date}",
        "told": "{member}：{shares}",
    },
}


def in_their_order(members: Iterable[Id], figures: Mapping[Id, Fraction]) -> list[Id]:
    """The members to draw: those with the largest figures where they are too many, in their order and no ranking."""
    listed = list(members)
    drawn = set(sorted(listed, key=figures.__getitem__, reverse=True)[:MOST_ROWS])
    return [one for one in listed if one in drawn]


def draw_power(result: PowerResult, path: Path, language: str) -> None:
    """Draw the power of each member into an SVG or PNG file, in their order; of too many those with most.

    Raises ``Refused`` for a file of another kind, or one that can't be written.
    """
    words = WORDS[language]
    both = [one for one in (result.under, result.against) if one is not None]
    by_matter = len({one.matter for one in both}) > 1
    shapley = all(player.shapley_shubik is not None for one in both for player in one.players)
    shares = [{player.player: _share(player, shapley=shapley) for player in one.players} for one in both]
    names = {player.player: in_language(player.name, language) for one in both for player in one.players}
    drawn = in_their_order(names, {member: max(one.get(member, Fraction()) for one in shares) for member in names})
    rest = [member for member in names if member not in drawn]
    series = [
        Series(
            label=_under(under, language, by_matter=by_matter),
            values=tuple(_percent(one.get(member)) for member in drawn),
        )
        for under, one in zip(both, shares, strict=True)
    ]
    told = [
        words["told"].format(
            member=names[member], shares=" / ".join(f"{_written(one.get(member), language)} %" for one in shares)
        )
        for member in drawn
    ]
    shown = words["shown"].format(index=words["shapley" if shapley else "banzhaf"])
    title = words["title"].format(of=_asked(result, language))
    together = sum((one for member in rest if (one := shares[0].get(member)) is not None), Fraction())
    note = [words["rest"].format(number=len(rest), share=_written(together, language))] if rest else []
    caption = Caption(
        title=title,
        shown=shown,
        unit=words["unit"],
        notes=(in_language(result.convention, language), *note),
        description=f"{title}. {shown}. {'; '.join(told)}",
    )
    draw_shares(path, caption, [names[member] for member in drawn], series)


def _asked(result: PowerResult, language: str) -> str:
    """The body and the matter; of a table of weights the table."""
    if result.body_name is None or result.matter_name is None:
        return in_language(result.under.title, language)
    return WORDS[language]["of"].format(
        body=in_language(result.body_name, language), matter=in_language(result.matter_name, language)
    )


def _under(under: PowerUnder, language: str, *, by_matter: bool) -> str:
    title = in_language(under.title, language)
    if by_matter:
        return f"{title}: {under.matter}"
    return title if under.on is None else WORDS[language]["under"].format(charter=title, date=under.on)


def _share(player: PlayerPower, *, shapley: bool) -> Fraction:
    found = player.shapley_shubik if shapley else player.banzhaf_normalised
    return Fraction() if found is None else found


def _written(value: Fraction | None, language: str) -> str:
    """Per cent with two decimals."""
    return decimal(100 * (value or Fraction()), language, 2)


def _percent(value: Fraction | None) -> float | None:
    """For the eye: floating point stands in pictures alone."""
    return None if value is None else 100 * float(value)
