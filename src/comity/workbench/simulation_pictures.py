"""The picture of a simulation: how often each member blocks, and beside it what another charter or day gives."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from comity.core.values import in_language
from comity.formats.pictures import Caption, Series, draw_shares
from comity.workbench.power import decimal
from comity.workbench.power_pictures import in_their_order
from comity.workbench.simulation import Figure, SimulatedUnder, SimulationResult

"""So many members are drawn, those that block most often; the others are counted in a note."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "The text passes with the probability {chances}",
        "shown": "Probability that the member blocks · {body}: {matter}",
        "unit": "per cent of all profiles",
        "under": "{charter}, {date}",
        "rest": "{number} more members, not drawn, block no more often.",
        "seed": "Simulated: {profiles} profiles, seed {seed}; thick lines are intervals of 95 %.",
        "told": "{member}: {shares}",
    },
    "ru": {
        "title": "Вероятность принятия текста: {chances}",
        "shown": "Вероятность того, что член блокирует · {body}: {matter}",
        "unit": "процентов всех распределений голосов",
        "under": "{charter}, {date}",
        "rest": "Ещё {number} членов, не показанных здесь, блокируют не чаще.",
        "seed": "Моделирование: {profiles} распределений голосов, начальное число {seed}; "
        "толстые линии — интервалы 95 %.",
        "told": "{member}: {shares}",
    },
    "zh": {
        "title": "案文通过的概率：{chances}",
        "shown": "成员阻止的概率 · {body}：{matter}",
        "unit": "占全部立场组合的百分比",
        "under": "{charter}，{date}",
        "rest": "另有{number}个成员未列出，其阻止概率不更高。",
        "seed": "模拟：{profiles}组立场，种子{seed}；粗线为95%区间。",
        "told": "{member}：{shares}",
    },
}


def draw_simulation(result: SimulationResult, path: Path, language: str) -> None:
    """Draw how often each member blocks into an SVG or PNG file, in their order; of too many the most frequent.

    Raises ``Refused`` for a file of another kind, or one that can't be written.
    """
    words = WORDS[language]
    both = [one for one in (result.under, result.against) if one is not None]
    figures = [{member.member: member.blocks for member in one.members} for one in both]
    blocks = [{member: one.value for member, one in each.items()} for each in figures]
    names = {member.member: in_language(member.name, language) for one in both for member in one.members}
    drawn = in_their_order(names, {member: max(one.get(member, Fraction()) for one in blocks) for member in names})
    rest = len(names) - len(drawn)
    series = [
        Series(
            label=_under(under, language),
            values=tuple(_percent(one.value if one else None) for one in map(each.get, drawn)),
            ends=tuple(_ends(one) for one in map(each.get, drawn)),
        )
        for under, each in zip(both, figures, strict=True)
    ]
    told = [
        words["told"].format(member=names[one], shares=" / ".join(_written(each.get(one), language) for each in blocks))
        for one in drawn
    ]
    title = words["title"].format(chances=" / ".join(decimal(one.passage.value, language) for one in both))
    body, matter = in_language(result.body_name, language), in_language(result.matter_name, language)
    shown = words["shown"].format(body=body, matter=matter)
    notes = [in_language(result.assumption, language)]
    if result.seed is not None:
        notes.append(words["seed"].format(profiles=result.profiles, seed=result.seed))
    if rest:
        notes.append(words["rest"].format(number=rest))
    caption = Caption(
        title=title,
        shown=shown,
        unit=words["unit"],
        notes=tuple(notes),
        description=f"{title}. {shown}. {'; '.join(told)}",
    )
    draw_shares(path, caption, [names[member] for member in drawn], series)


def _under(under: SimulatedUnder, language: str) -> str:
    return WORDS[language]["under"].format(charter=in_language(under.title, language), date=under.on)


def _written(value: Fraction | None, language: str) -> str:
    return "–" if value is None else f"{decimal(100 * value, language, 2)} %"


def _ends(figure: Figure | None) -> tuple[float, float] | None:
    """The interval of a figure that was simulated."""
    low, high = (_percent(figure.low), _percent(figure.high)) if figure else (None, None)
    return None if low is None or high is None else (low, high)


def _percent(value: Fraction | None) -> float | None:
    """For the eye: floating point stands in pictures alone."""
    return None if value is None else 100 * float(value)
