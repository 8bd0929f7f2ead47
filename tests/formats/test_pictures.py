"""Pictures: what a reader sees, and what a program reads out."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from comity.core.values import Refused
from comity.formats import pictures
from comity.formats.pictures import (
    CLOSING,
    SIGNS,
    STYLES,
    TEXT_INCHES,
    Caption,
    Mark,
    Series,
    Spread,
    draw_bars,
    draw_lines,
    draw_shares,
    draw_spreads,
    whole_percent,
)

SVG = "{http://www.w3.org/2000/svg}"

TEXTS = {
    "en": ("majority of those voting (reform)", "Palestine and the occupied Arab territories", "8 members"),
    "ru": ("большинство голосующих (реформа)", "Нераспространение оружия массового уничтожения", "8 членов"),
    "zh": ("参加表决者的多数（改革）", "防止大规模杀伤性武器扩散", "8个成员（假设当时均已加入）"),
}


def caption(label="A rule", title="Of 10 roll calls put, adopted: 50 %"):
    return Caption(
        title=f"{title} {label}",
        shown=f"What is shown & <where> · {label}",
        unit="roll calls put",
        notes=("A note", label),
        description=f"In words: {label} <1 & 2>",
    )


def lines(path, label="A rule", *, series=2, positions=5, value=80.0, marks=()):
    drawn = [Series(label=f"{label} {at}", values=(value,) * positions) for at in range(series)]
    names = [f"{at + 1}\n{1946 + at}\n{at * 7}" for at in range(positions)]
    draw_lines(path, caption(label), names, drawn, marks)


def bars(path, label="A rule", *, series=2, rows=3):
    drawn = [Series(label=f"{label} {at}", values=(*(float(row) for row in range(rows)),)) for at in range(series)]
    draw_bars(
        path, caption(label), [f"{label} {row}" for row in range(rows)], [row * 100 for row in range(rows)], drawn
    )


def spreads(path, label="A rule", *, rows=3):
    one = Spread(label=label, low=40, high=95, inner_low=80, inner_high=95, value=90, group=f"{label}, all")
    draw_spreads(path, caption(label), [one] * rows, (label, label, label))


KINDS = [lines, bars, spreads]


@pytest.fixture
def seen(monkeypatch):
    """Every text that was drawn, with its place in inches, and the size of the picture."""
    found = {}

    def write(path, figure, caption):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        (axes,) = figure.axes
        low, high = axes.get_xlim()
        ticks = [tick.label1 for tick in axes.xaxis.get_major_ticks() if low <= tick.get_loc() <= high]
        texts = [*figure.texts, *axes.texts, *ticks, *axes.get_yticklabels(), axes.xaxis.label]
        if axes.get_legend():
            texts += axes.get_legend().get_texts()
        found["boxes"] = {
            (at, text.get_text()): text.get_window_extent(renderer) for at, text in enumerate(texts) if text.get_text()
        }
        found["labels"] = [text.get_text() for text in axes.texts]
        found["figure"], found["axes"] = figure, axes

    monkeypatch.setattr(pictures, "_write", write)
    return found


def outside(seen):
    whole = seen["figure"].bbox
    return [
        text
        for (_, text), box in seen["boxes"].items()
        if box.x0 < whole.x0 or box.x1 > whole.x1 or box.y0 < whole.y0 or box.y1 > whole.y1
    ]


def overlapping(seen, labels):
    boxes = [(text, box) for (_, text), box in seen["boxes"].items() if text in labels]
    return [(one, two) for (one, a), (two, b) in combinations(boxes, 2) if a.overlaps(b)]


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("language", TEXTS)
def test_an_svg_says_what_it_shows(tmp_path, draw, language):
    label, *_ = TEXTS[language]
    path = tmp_path / "p.svg"
    draw(path, label)
    root = ET.fromstring(path.read_bytes())
    assert (root.tag, root.get("role"), root.get("aria-labelledby")) == (f"{SVG}svg", "img", "title desc")
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert [one.tag for one in root][:2] == [title.tag, description.tag]
    assert (title.get("id"), title.text) == ("title", caption(label).title)
    assert (description.get("id"), description.text) == ("desc", caption(label).description)


@pytest.mark.parametrize(("draw", "suffix"), [(lines, "svg"), (bars, "png"), (spreads, "SVG")])
def test_the_same_question_gives_the_same_bytes(tmp_path, draw, suffix):
    one, two = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    draw(one)
    draw(two)
    assert one.read_bytes() == two.read_bytes()
    if suffix != "png":
        text = one.read_text(encoding="utf-8")
        assert "dc:date" not in text
        assert "<dc:creator>" not in text


@pytest.mark.parametrize("draw", KINDS)
def test_a_png_can_be_opened_and_printed(tmp_path, draw):
    path = tmp_path / "p.png"
    draw(path, TEXTS["zh"][0])
    with Image.open(path) as image:
        image.load()
        assert image.width == 9 * 160
        assert 480 < image.height < 1440
        darkest, lightest = image.convert("L").getextrema()
        assert darkest < 40
        assert lightest == 255
        assert image.info.get("Title") == caption(TEXTS["zh"][0]).title
        assert "Software" not in image.info


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("name", ["p.gif", "p", "p.svgz", ".svg"])
def test_another_kind_of_file_is_refused(tmp_path, draw, name):
    with pytest.raises(Refused) as caught:
        draw(tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.file == str(tmp_path / name)
    assert problem.fact.endswith("is no kind of picture")
    assert problem.cure == "End the name in .svg or .png"


@pytest.mark.parametrize(("draw", "suffix"), [(lines, "svg"), (bars, "png"), (spreads, "svg")])
def test_a_file_that_cannot_be_written_is_refused(tmp_path, draw, suffix):
    folder = tmp_path / f"folder.{suffix}"
    folder.mkdir()
    for path in (tmp_path / "none" / f"p.{suffix}", folder):
        with pytest.raises(Refused) as caught:
            draw(path)
        (problem,) = caught.value.problems
        assert problem.file == str(path)
        assert problem.fact.startswith("the file can't be written (")
        assert problem.cure == "Name a file in a folder that you may write to"


@pytest.mark.parametrize("draw", [lines, bars])
def test_more_rules_than_can_be_told_apart_are_refused(tmp_path, draw):
    draw(tmp_path / "p.svg", series=len(STYLES))
    with pytest.raises(Refused, match="a picture tells 4 rules apart, and there are 5"):
        draw(tmp_path / "q.svg", series=len(STYLES) + 1)
    assert not (tmp_path / "q.svg").exists()


def test_rules_are_told_apart_without_colour():
    assert len({style["marker"] for style in STYLES}) == len({style["linestyle"] for style in STYLES}) == len(STYLES)
    assert [SIGNS[style["marker"]] for style in STYLES] == ["●", "■", "▲", "◆"]


LONG = "Неприемлемопродолжительнонепрерывноеслово"


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(("series", "value"), [(1, 50.0), (2, 0.0), (3, 100.0), (4, 100.0), (4, 50.0)])
def test_labels_of_lines_stand_apart_and_within(seen, tmp_path, language, series, value):
    label, _, members = TEXTS[language]
    marks = [Mark(at=at, label=members, before=members) for at in (1.5, 1.6, 1.7, 3.9)]
    lines(tmp_path / "p.svg", label, series=series, value=value, marks=marks)
    ends = [one for one in seen["labels"] if one[0] in SIGNS.values()]
    assert len(ends) == series
    assert outside(seen) == []
    assert overlapping(seen, ends) == []
    assert overlapping(seen, {members}) == []


@pytest.mark.parametrize("positions", [0, 1, 2, 19, 74, 200])
def test_labels_of_positions_stand_apart(seen, tmp_path, positions):
    lines(tmp_path / "p.svg", positions=positions)
    shown = {text for _, text in seen["boxes"] if text.count("\n") == 2}
    assert len(shown) >= min(positions, 10)
    assert not positions or any(text.startswith(f"{positions}\n") for text in shown)
    assert overlapping(seen, shown) == []
    assert outside(seen) == []


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("label", [LONG, LONG * 3, "слово " * 30, "案文" * 60])
def test_no_text_runs_out_of_the_picture(seen, tmp_path, draw, label):
    draw(tmp_path / "p.svg", label)
    assert outside(seen) == []


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("language", TEXTS)
def test_no_text_stands_on_another(seen, tmp_path, draw, language):
    for label in (TEXTS[language][0], TEXTS[language][0] * 4):
        draw(tmp_path / "p.svg", label)
        around = [*seen["figure"].texts, *(seen["axes"].get_legend().get_texts() if seen["axes"].get_legend() else [])]
        assert len(around) >= 3
        assert overlapping(seen, {text.get_text() for text in around}) == []


@pytest.mark.parametrize("rows", [0, 1, 2, 30])
def test_bars_begin_at_zero_and_tell_their_figures(seen, tmp_path, rows):
    bars(tmp_path / "p.svg", rows=rows)
    assert seen["axes"].get_xlim()[0] == 0
    assert seen["labels"] == [f"{row} / {row}" for row in range(rows)]
    told = [text.get_text() for text in seen["axes"].get_yticklabels()]
    assert told == [f"A rule {row} ({row * 100})" for row in range(rows)]
    assert outside(seen) == []


def test_the_legend_shows_the_marks_in_order(seen, tmp_path):
    bars(tmp_path / "p.svg", series=4)
    legend = seen["axes"].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == [f"A rule {at}" for at in range(4)]
    assert [one.get_marker() for one in legend.legend_handles] == [style["marker"] for style in STYLES]
    spreads(tmp_path / "p.svg")
    assert [one.get_linewidth() > 2 for one in seen["axes"].get_legend().legend_handles] == [True, True, False]


def test_signs_of_other_alphabets_are_drawn(seen, tmp_path):
    lines(tmp_path / "p.svg", "Łódź, Iğdır, Україна")
    assert outside(seen) == []
    lines(tmp_path / "p.png", "Łódź, Iğdır, Україна")
    assert 0 < pictures._inches("ı" * 9, 10) < pictures._inches("o" * 9, 10)


@pytest.mark.parametrize(
    ("share", "whole"), [(0, 0), (0.01, 1), (1.4, 1), (50.0, 50), (93.35, 93), (99.99, 99), (100.0, 100)]
)
def test_nothing_and_all_are_said_only_of_nothing_and_all(share, whole):
    assert whole_percent(share) == whole


def test_a_bar_without_a_value_tells_a_dash(seen, tmp_path):
    series = [Series(label="one", values=(None,)), Series(label="two", values=(3.0,))]
    draw_bars(tmp_path / "p.svg", caption(), ["subject"], [4], series)
    assert seen["labels"] == ["– / 3"]


@pytest.mark.parametrize("rows", [0, 1, 12])
def test_ranges_tell_their_ends(seen, tmp_path, rows):
    spreads(tmp_path / "p.svg", rows=rows)
    assert seen["labels"] == ["40–95 %"] * rows
    assert seen["axes"].get_xlim() == (0, 101)
    assert outside(seen) == []


def test_shares_are_drawn_from_nothing_to_all(seen, tmp_path):
    lines(tmp_path / "p.svg")
    assert seen["axes"].get_ylim() == (0, 103)
    assert [text.get_text() for text in seen["axes"].get_yticklabels()] == ["0", "25", "50", "75", "100 %"]


def test_a_line_without_a_value_has_no_label(seen, tmp_path):
    series = [Series(label="none", values=(None, None)), Series(label="some", values=(50.0, None))]
    draw_lines(tmp_path / "p.svg", caption(), ["1", "2"], series, [])
    assert seen["labels"] == ["■ some"]


def test_the_first_mark_says_what_was_before(seen, tmp_path):
    marks = [Mark(at=3.5, label="9 members", before="8 members"), Mark(at=1.5, label="8 members", before="6 members")]
    lines(tmp_path / "p.svg", series=1, marks=marks)
    assert seen["labels"][1:] == ["8 members", "6 members", "9 members"]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(1, 3)), min_size=1, max_size=4),
)
def test_labels_are_moved_apart_and_no_further(ends):
    values, rooms = [value for value, _ in ends], [5.5 * count for _, count in ends]
    centres = pictures._apart(values, rooms)
    spans = sorted((centres[at] - room / 2, centres[at] + room / 2, at) for at, room in enumerate(rooms))
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 103 + 1e-9
    for (_, end, _), (start, _, _) in pairwise(spans):
        assert end <= start + 1e-9
    order = [at for _, _, at in spans]
    assert [values[at] for at in order] == sorted(values)
    near = sorted((value - room / 2, value + room / 2) for value, room in zip(values, rooms, strict=True))
    if near[0][0] >= 0 and near[-1][1] <= 103 and all(a[1] <= b[0] for a, b in pairwise(near)):
        assert centres == values


def test_of_equal_values_the_first_stands_highest():
    first, second, third = pictures._apart([100, 100, 100], [5.5, 11, 5.5])
    assert first > second > third


WORDS = st.text(st.sampled_from("abc Шщ ёж，。（）成员国 —-iW\n"), max_size=60)


@given(WORDS, st.sampled_from([0.4, 1.5, TEXT_INCHES]), st.sampled_from([7.5, 13.0]))
def test_a_text_is_never_wider_than_its_place(text, inches, size):
    wrapped = pictures._wrapped(text, inches, size)
    assert "".join(wrapped.split()) == "".join(text.split())
    for line in wrapped.split("\n"):
        assert pictures._inches(line.rstrip("".join(CLOSING)), size) <= inches
        assert line == line.rstrip()


@pytest.mark.parametrize(
    ("text", "inches", "wrapped"),
    [
        ("one two three", 0.5, "one two\nthree"),
        ("成员国，成员", 0.4, "成员国，\n成员"),
        ("a\nb", 9, "a\nb"),
        ("", 1, ""),
    ],
)
def test_where_a_text_is_broken(text, inches, wrapped):
    assert pictures._wrapped(text, inches, 9) == wrapped


AT_ONCE = """
import sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from formats.test_pictures import bars, lines
folder = Path(tempfile.mkdtemp())
draws = [(lines, bars)[number % 2] for number in range(24)]
with ThreadPoolExecutor(6) as threads:
    list(threads.map(lambda at: draws[at](folder / f"{at}.svg", f"правило {at} 规则"), range(24)))
first = {(folder / f"{at}.svg").read_text(encoding="utf-8").count("<path") > 20 for at in range(24)}
print(first)
"""


def test_several_threads_draw_at_once():
    """In a process of its own: where threads share what is drawn with, it is the process that dies."""
    tests = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", AT_ONCE, str(tests)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "{True}"), done.stderr[-2000:]


def test_the_interval_of_an_estimated_share_is_drawn(tmp_path):
    caption = Caption(title="t", shown="s", unit="u", notes=(), description="d")
    drawn = []
    for number, ends in enumerate([(), ((2.0, 9.0), None)]):
        path = tmp_path / f"{number}.svg"
        draw_shares(path, caption, ["a", "b"], [Series(label="x", values=(5.0, 3.0), ends=ends)])
        drawn.append(path.read_text(encoding="utf-8"))
    assert drawn[1].count("stroke-opacity: 0.3") == drawn[0].count("stroke-opacity: 0.3") + 1
