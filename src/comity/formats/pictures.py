"""Pictures as SVG and PNG: lines, bars and ranges, with every word given ready.

Drawn with the font that ships, so that they look the same everywhere; readable in grey and without colour.
"""

import functools
import io
import math
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from xml.sax.saxutils import escape

from comity.core.values import Problem, Refused, whole_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
FONT = "NotoSansCJKsc-Subset.otf"
FALLBACK = "DejaVu Sans"
"""Comes with the drawing library; for signs that the font does not have, such as those of other alphabets."""

WIDTH = 9.0
"""Inches; a PNG has 160 dots to each."""

TEXT_INCHES = 8.6
"""How wide the text above and below may be."""

ACCENT, DARK, MIDDLE, LIGHT, FAINT = "#0b5394", "#222222", "#5f6368", "#9aa0a6", "#e3e5e8"
STYLES: tuple[dict[str, Any], ...] = (
    {"color": ACCENT, "linestyle": "-", "marker": "o"},
    {"color": DARK, "linestyle": "--", "marker": "s"},
    {"color": MIDDLE, "linestyle": ":", "marker": "^"},
    {"color": LIGHT, "linestyle": "-.", "marker": "D"},
)
"""One for each series: told apart by the line and the mark, then by the colour."""

OPEN: dict[str, Any] = {"linewidth": 4, "alpha": 0.3, "solid_capstyle": "butt"}
"""From a value to the most that it may be."""

SIGNS = {"o": "●", "s": "■", "^": "▲", "D": "◆"}
"""The marks as signs of the font, for labels."""

LABEL_INCHES = 1.6
"""How wide a label at the end of a line may be."""

LEGEND_INCHES = TEXT_INCHES - 0.7
"""How wide a label of a legend may be, the mark before it apart."""

LABEL_LINE = 5.5
"""The height of a line of such a label, in per cent of the axis."""

TOKENS = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+")
"""What a line is broken between: signs of a script without spaces, words, spaces."""

CLOSING = frozenset("，。；：、）》」』！？％")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words around a picture: the answer as title, what is shown, the unit, and source and notes below it.

    ``description``: the same in words, for who can't see it.
    """

    title: str
    shown: str
    unit: str
    notes: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values by position, ``None`` where there is none.

    ``most``: how much each may be where what is not known could add to it; empty where nothing could. ``ends``: those
    of the interval of each value that was estimated; empty where none was.
    """

    label: str
    values: tuple[float | None, ...]
    most: tuple[float | None, ...] = ()
    ends: tuple[tuple[float, float] | None, ...] = ()

    def open_at(self) -> Iterator[tuple[int, float, float]]:
        """Where a value may be more than it is: position, value, the most."""
        for at, (value, most) in enumerate(zip(self.values, self.most, strict=False)):
            if value is not None and most is not None and most > value:
                yield at, value, most


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where something changed, between positions (1.5: halfway between the second and the third).

    ``label``: what is from there on; ``before``: what was until there, told of the first mark only.
    """

    at: float
    label: str
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """From the least to the most, within it a narrower range, and the value as asked; ``group`` heads several rows.

    ``value_most``: how much the value may be where what is not known could add to it.
    """

    label: str
    low: float
    high: float
    inner_low: float
    inner_high: float
    value: float
    value_most: float | None = None
    group: str = ""


DRAWING = threading.Lock()
Given = ParamSpec("Given")
Made = TypeVar("Made")


def one_at_a_time(draw: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same, waiting for its turn: the drawing library shares fonts and settings between threads, and breaks."""

    @functools.wraps(draw)
    def in_turn(*arguments: Given.args, **named: Given.kwargs) -> Made:
        with DRAWING:
            return draw(*arguments, **named)

    return in_turn


@one_at_a_time
def draw_lines(
    path: Path, caption: Caption, positions: Sequence[str], series: Sequence[Series], marks: Sequence[Mark]
) -> None:
    """Shares in per cent by position, a line for each series, labelled at its end.

    Raises ``Refused`` for a path that can't be written or of another kind than SVG or PNG, and for more series than
    can be told apart.
    """
    _refuse_many(path, series)

    def draw(axes: "Axes") -> None:
        for number, (style, one) in enumerate(zip(STYLES, series, strict=False)):
            # Where there is no value the line is broken: nothing is known between its neighbours.
            values = [math.nan if value is None else value for value in one.values]
            axes.plot(range(len(values)), values, markersize=4.5, linewidth=1.6, **style)
            beside = 0.16 * (number - (len(series) - 1) / 2)
            for at, value, most in one.open_at():
                axes.plot([at + beside, at + beside], [value, most], color=style["color"], **OPEN)
        _label_ends(axes, series)
        _draw_marks(axes, marks, len(positions))
        axes.set_xticks(*_thinned(positions), fontsize=8)
        axes.set_xlim(-0.5, max(len(positions) - 0.5, 0.5))
        axes.set_ylim(0, 103)
        axes.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
        axes.grid(axis="y", color=FAINT)

    _made(path, caption, draw, height=3.9, right=0.19)


@one_at_a_time
def draw_bars(
    path: Path, caption: Caption, labels: Sequence[str], wholes: Sequence[int], series: Sequence[Series]
) -> None:
    """A row for each label: a faint bar of the whole, from zero, and a mark on it for each series.

    The whole is told before the bar, the figures of the series after it.

    Raises ``Refused`` as ``draw_lines`` does.
    """
    _refuse_many(path, series)

    def draw(axes: "Axes") -> None:
        rows = range(len(labels))
        axes.barh(list(rows), list(wholes), color=FAINT, height=0.72)
        for row in rows:
            values = [value for one in series if (value := one.values[row]) is not None]
            if values:
                axes.plot([min(values), max(values)], [row, row], color=MIDDLE, linewidth=1.2)
            figures = " / ".join(_figure(one, row) for one in series)
            axes.text(wholes[row] + max(wholes) * 0.02, row, figures, va="center", fontsize=8, color=DARK)
        for style, one in zip(STYLES, series, strict=False):
            for row, value, most in one.open_at():
                axes.plot([value, most], [row, row], color=style["color"], **OPEN)
            marks = {"color": style["color"], "marker": style["marker"], "linestyle": "none", "markersize": 5.5}
            axes.plot(
                [value or 0 for value in one.values], list(rows), label=one.label, markerfacecolor="none", **marks
            )
        told = [_wrapped(f"{label} ({whole})", 2.6, 8.5) for label, whole in zip(labels, wholes, strict=True)]
        axes.set_yticks(list(rows), told, fontsize=8.5, linespacing=1.35)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.locator_params(axis="x", integer=True)
        axes.set_xlim(0, _reach(told, wholes, [" / ".join(_figure(one, row) for one in series) for row in rows]))
        if series:
            _legend(axes, entries)

    entries = [one.label for one in series]
    lines = _legend_lines(entries)
    _made(path, caption, draw, height=1.2 + 0.27 * max(len(labels), 4), right=0.02, legend=lines)


@one_at_a_time
def draw_shares(path: Path, caption: Caption, labels: Sequence[str], series: Sequence[Series]) -> None:
    """A row for each label with a mark for each series, in per cent; where there are two, what lies between them.

    Where a value was estimated its interval is drawn over it.

    Raises ``Refused`` as ``draw_lines`` does.
    """
    _refuse_many(path, series)

    def draw(axes: "Axes") -> None:
        rows = list(range(len(labels)))
        for row in rows:
            values = [value for one in series if (value := one.values[row]) is not None]
            axes.plot(
                [min(values, default=0) if len(series) > 1 else 0, max(values, default=0)], [row, row], color=LIGHT
            )
        for style, one in zip(STYLES, series, strict=False):
            here = [(value, row) for row, value in zip(rows, one.values, strict=True) if value is not None]
            marks = {"color": style["color"], "marker": style["marker"], "linestyle": "none", "markersize": 5.5}
            axes.plot([value for value, _row in here], [row for _value, row in here], label=one.label, **marks)
            for row, ends in enumerate(one.ends):
                if ends is not None:
                    axes.plot(ends, [row, row], color=style["color"], **OPEN)
        axes.set_yticks(rows, [_wrapped(one, 2.6, 8.5) for one in labels], fontsize=8.5)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlim(left=0)
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        if len(series) > 1:
            _legend(axes, entries)

    entries = [one.label for one in series]
    lines = _legend_lines(entries) if len(series) > 1 else 0
    _made(path, caption, draw, height=1.0 + 0.24 * max(len(labels), 4), right=0.02, legend=lines)


@one_at_a_time
def draw_spreads(path: Path, caption: Caption, spreads: Sequence[Spread], key: tuple[str, str, str]) -> None:
    """Ranges in per cent, one row each: the whole range, the inner one, the value as asked. Raises ``Refused``.

    ``key``: what the three are called, told above the rows.
    """

    def draw(axes: "Axes") -> None:
        for row, one in enumerate(spreads):
            axes.plot([one.low, one.high], [row, row], color=LIGHT, linewidth=3, solid_capstyle="butt")
            axes.plot([one.inner_low, one.inner_high], [row, row], color=MIDDLE, linewidth=8, solid_capstyle="butt")
            if one.value_most is not None and one.value_most > one.value:
                axes.plot([one.value_most], [row], color="white", marker="D", markersize=7, markeredgecolor=ACCENT)
            axes.plot([one.value], [row], color=ACCENT, marker="D", markersize=7, markeredgecolor="white")
            told = f"{whole_percent(one.low)}–{whole_percent(one.high)} %"
            axes.text(102, row, told, va="center", ha="left", fontsize=9, color=DARK)
        labels = [_wrapped(f"{one.group}\n{one.label}" if one.group else one.label, 2.9, 8.5) for one in spreads]
        axes.set_yticks(range(len(spreads)), labels, fontsize=8.5, linespacing=1.35)
        axes.set_ylim(max(len(spreads), 1) - 0.4, -0.6)
        axes.set_xlim(0, 101)
        axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
        axes.grid(axis="x", color=FAINT)
        axes.plot([], [], color=LIGHT, linewidth=3, solid_capstyle="butt", label=key[0])
        axes.plot([], [], color=MIDDLE, linewidth=8, solid_capstyle="butt", label=key[1])
        axes.plot([], [], color=ACCENT, marker="D", markersize=7, linestyle="none", label=key[2])
        _legend(axes, key)

    height = 1.6 + 0.52 * max(len(spreads), 2)
    _made(path, caption, draw, height=height, right=0.09, legend=_legend_lines(key))


def _reach(labels: Sequence[str], wholes: Sequence[int], figures: Sequence[str]) -> float:
    """How far an axis of bars goes, so that the figures after the longest stand within the picture."""
    before = max((_inches(line, 8.5) for one in labels for line in one.split("\n")), default=0)
    after = max((_inches(one, 8) for one in figures), default=0)
    return max([*wholes, 1]) / (1 - (after + 0.2) / (WIDTH * 0.93 - before))


def _figure(series: Series, at: int) -> str:
    """A value in figures: a dash for none, from the least to the most where it may be more."""
    value = series.values[at]
    most = series.most[at] if series.most else value
    if value is None:
        return "–"
    return f"{value:.0f}" if most is None or most == value else f"{value:.0f}–{most:.0f}"


def _refuse_many(path: Path, series: Sequence[Series]) -> None:
    if len(series) > len(STYLES):
        fact = f"a picture tells {len(STYLES)} rules apart, and there are {len(series)}"
        raise Refused([Problem(file=str(path), fact=fact, cure="Leave some out, or draw several pictures")])


def _label_ends(axes: "Axes", series: Sequence[Series]) -> None:
    """A label at the end of each line, with its mark; those that lie close moved apart."""
    ends = []
    for style, one in zip(STYLES, series, strict=False):
        last = next((value for value in reversed(one.values) if value is not None), None)
        if last is not None:
            label = _wrapped(f"{SIGNS[style['marker']]} {one.label}", LABEL_INCHES, 9)
            ends.append((last, label, style["color"]))
    rooms = [LABEL_LINE * (label.count("\n") + 1) for _, label, _ in ends]
    centres = _apart([last for last, _, _ in ends], rooms)
    for (_, label, colour), centre in zip(ends, centres, strict=True):
        axes.text(
            1.012, centre, label, fontsize=9, color=colour, va="center", ha="left", transform=axes.get_yaxis_transform()
        )


def _apart(values: Sequence[float], rooms: Sequence[float], top: float = 103) -> list[float]:
    """Where labels of such heights stand, each as near to its value as those below it and the top allow.

    None overlaps another; of equal values the first stands highest.
    """
    upward = sorted(range(len(values)), key=lambda at: (values[at], -at))
    centres = [float(value) for value in values]
    floor = 0.0
    for at in upward:
        centres[at] = max(values[at], floor + rooms[at] / 2)
        floor = centres[at] + rooms[at] / 2
    ceiling = top
    for at in reversed(upward):
        centres[at] = min(centres[at], ceiling - rooms[at] / 2)
        ceiling = centres[at] - rooms[at] / 2
    return centres


def _draw_marks(axes: "Axes", marks: Sequence[Mark], positions: int) -> None:
    """A line at each change, told beside it; a label that would run into the next one stands a line higher."""
    column = _column(positions)
    ends: list[float] = []
    for number, mark in enumerate(sorted(marks, key=lambda one: one.at)):
        axes.axvline(mark.at, color=MIDDLE, linewidth=1, linestyle=(0, (2, 2)))
        free = (line for line, end in enumerate(ends) if end < mark.at)
        line = next(free, len(ends))
        ends[line : line + 1] = [mark.at + 0.2 + _inches(mark.label, 9) / column]
        place: dict[str, Any] = {"color": MIDDLE, "fontsize": 9, "va": "bottom"}
        axes.text(mark.at + 0.1, 3 + LABEL_LINE * line, mark.label, ha="left", **place)
        if not number and mark.before and _inches(mark.before, 9) / column < mark.at + 0.4:
            axes.text(mark.at - 0.1, 3, mark.before, ha="right", **place)


def _column(positions: int) -> float:
    """How wide a position is, in inches."""
    return WIDTH * 0.72 / max(positions, 1)


def _thinned(positions: Sequence[str]) -> tuple[list[int], list[str]]:
    """The positions that are labelled: as many as there is room for, the last among them."""
    widest = max((_inches(line, 8) for one in positions for line in one.split("\n")), default=0)
    step = max(1, math.ceil((widest + 0.06) / _column(len(positions))))
    kept = [at for at in range(len(positions)) if (len(positions) - 1 - at) % step == 0]
    return kept, [positions[at] for at in kept]


def _legend(axes: "Axes", labels: Sequence[str]) -> None:
    """What the marks are, between what is shown and the drawing, from the left edge of the text."""
    from matplotlib.transforms import blended_transform_factory

    axes.legend(
        loc="lower left",
        handles=axes.get_legend_handles_labels()[0],
        labels=[_wrapped(one, LEGEND_INCHES, 9) for one in labels],
        bbox_to_anchor=(0.02, 1.01),
        bbox_transform=blended_transform_factory(axes.figure.transFigure, axes.transAxes),
        ncols=len(labels) if _legend_lines(labels) == 1 else 1,
        frameon=False,
        fontsize=9,
        borderpad=0.1,
        borderaxespad=0,
        handletextpad=0.5,
    )


def _legend_lines(labels: Sequence[str]) -> int:
    """One where the labels fit beside each other, else those of each."""
    if sum(_inches(one, 9) + 0.6 for one in labels) <= TEXT_INCHES:
        return 1
    return sum(_wrapped(one, LEGEND_INCHES, 9).count("\n") + 1 for one in labels)


def _made(
    path: Path,
    caption: Caption,
    draw: Callable[["Axes"], None],
    *,
    height: float,
    right: float,
    legend: int = 0,
) -> None:
    """Draw between the title and the notes, with room above for so many lines of a legend, and write the file."""
    if path.suffix.lower() not in SUFFIXES:
        fact, cure = f"'{path.suffix}' is no kind of picture", f"End the name in {' or '.join(SUFFIXES)}"
        raise Refused([Problem(file=str(path), fact=fact, cure=cure)])
    import matplotlib as mpl
    from matplotlib.figure import Figure

    title = _wrapped(caption.title, TEXT_INCHES, 13)
    shown = _wrapped(caption.shown, TEXT_INCHES, 9.5)
    notes = "\n".join(_wrapped(one, TEXT_INCHES, 7.5) for one in caption.notes)
    top = 0.26 * (title.count("\n") + 1) + 0.19 * (shown.count("\n") + 1) + 0.42 + 0.2 * legend
    bottom = 0.165 * (notes.count("\n") + 1) + 0.76
    whole = height + top + bottom
    with mpl.rc_context({"font.family": [_family(), FALLBACK], "svg.hashsalt": "comity", "svg.fonttype": "path"}):
        figure = Figure(figsize=(WIDTH, whole), facecolor="white")
        axes = figure.add_axes((0.06, bottom / whole, 0.92 - right, height / whole))
        draw(axes)
        axes.set_xlabel(caption.unit, fontsize=9, color=MIDDLE)
        axes.tick_params(colors=DARK, length=0)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(LIGHT)
        _fit_labels(figure, axes)
        inch = 1 / whole
        figure.text(0.02, 1 - 0.12 * inch, title, fontsize=13, color=DARK, va="top", linespacing=1.3)
        below = 1 - (0.2 + 0.26 * (title.count("\n") + 1)) * inch
        figure.text(0.02, below, shown, fontsize=9.5, color=MIDDLE, va="top", linespacing=1.3)
        figure.text(0.02, 0.08 * inch, notes, fontsize=7.5, color=MIDDLE, va="bottom", linespacing=1.35)
        _write(path, figure, caption)


def _fit_labels(figure: "Figure", axes: "Axes") -> None:
    """Move the left edge so that the labels of the rows stand within the picture."""
    width = max((label.get_window_extent().width for label in axes.get_yticklabels()), default=0)
    left = min(0.5, width / figure.bbox.width + 0.03)
    box = axes.get_position()
    axes.set_position((left, box.y0, box.x1 - left, box.height))


def _write(path: Path, figure: "Figure", caption: Caption) -> None:
    kept = io.BytesIO()
    kind = path.suffix.lower().removeprefix(".")
    metadata = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None, "Title": caption.title}
    figure.savefig(kept, format=kind, dpi=160, metadata=metadata)
    content = kept.getvalue()
    if kind == "svg":
        content = _described(content.decode("utf-8"), caption).encode("utf-8")
    try:
        path.write_bytes(content)
    except OSError as error:
        fact = f"the file can't be written ({error.strerror})"
        cure = "Name a file in a folder that you may write to"
        raise Refused([Problem(file=str(path), fact=fact, cure=cure)]) from None


def _described(svg: str, caption: Caption) -> str:
    """The picture with a title and a description that screen readers read out."""
    at = svg.index("<svg ")
    end = svg.index(">", at)
    head = svg[at:end] + ' role="img" aria-labelledby="title desc"'
    told = (
        f'\n <title id="title">{escape(caption.title)}</title>\n <desc id="desc">{escape(caption.description)}</desc>'
    )
    return svg[:at] + head + ">" + told + svg[end + 1 :]


@functools.cache
def _family() -> str:
    """The family of the font that ships, made known to the drawing library."""
    from matplotlib import font_manager

    with as_file(files("comity") / "data" / "fonts" / FONT) as font:
        font_manager.fontManager.addfont(font)
        return font_manager.FontProperties(fname=font).get_name()


def _wrapped(text: str, inches: float, size: float) -> str:
    """The text in lines of so many inches at a size in points, broken at words (between signs of a script without).

    A sign that closes does not begin a line; a word that is longer than a line is broken within.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for token in _tokens(paragraph, inches, size):
            if line.strip() and token not in CLOSING and _inches(line + token, size) > inches:
                lines.append(line.rstrip())
                line = ""
            if line or not token.isspace():
                line += token
        lines.append(line.rstrip())
    return "\n".join(lines)


def _tokens(paragraph: str, inches: float, size: float) -> Iterator[str]:
    for token in TOKENS.findall(paragraph):
        part = ""
        for sign in token if _inches(token, size) > inches else (token,):
            if part and _inches(part + sign, size) > inches:
                yield part
                part = ""
            part += sign
        yield part


def _inches(text: str, size: float) -> float:
    """How wide a line of text is; where signs are drawn closer to each other, a little less."""
    return sum(map(_advance, text.rstrip())) * size / 72


@functools.cache
def _advance(sign: str) -> float:
    """How wide a sign is at a size of one point; kept, as the same signs are measured again and again."""
    own, fallback = _fonts()
    font = own if own.get_char_index(ord(sign)) else fallback
    font.set_size(100, 72)
    return float(font.load_glyph(font.get_char_index(ord(sign))).linearHoriAdvance) / 65536 / 100


@functools.cache
def _fonts() -> tuple[Any, Any]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    with as_file(files("comity") / "data" / "fonts" / FONT) as font:
        return FT2Font(str(font)), FT2Font(font_manager.findfont(FALLBACK))
