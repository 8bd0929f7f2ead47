"""The pictures of a what-if: each of them, in each language, and what it says of the answer."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import pytest
from PIL import Image

from comity.core.values import LANGUAGES, Refused
from comity.workbench import whatif_pictures
from comity.workbench.whatif_answer import answer_file
from comity.workbench.whatif_pictures import WORDS, Picture, draw
from comity.workbench.whatif_question import Abstention, Asked

TODAY = date(2026, 1, 1)
AGAINST = ("sco-reform", "sco-reform-all-members")
MEMBERS = ("chn", "ind", "kaz", "kgz", "pak", "rus", "tjk", "uzb")


@cache
def answered(against=1, **asked):
    return answer_file(Asked(charter="sco", against=AGAINST[:against], **asked), TODAY)


def title_of(path):
    return ET.fromstring(path.read_bytes()).find("{http://www.w3.org/2000/svg}title").text


@pytest.fixture
def given(monkeypatch):
    """What the pictures are drawn from, in place of the pictures."""
    found = {}

    def recorder(name):
        def record(path, caption, *rest):
            found.update(name=name, caption=caption, rest=rest)

        return record

    for name in ("draw_lines", "draw_bars", "draw_spreads"):
        monkeypatch.setattr(whatif_pictures, name, recorder(name))
    return found


@pytest.fixture
def own(tmp_path):
    """The answer to a record of one's own: rows of date or session, then the positions of the eight."""

    def own(*rows, first="date", **asked):
        path = tmp_path / "own.csv"
        lines = [",".join((first, "subjects", *MEMBERS)), *(",".join(row) for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return answer_file(Asked(charter="sco", against=("sco-reform",), record=str(path), **asked), TODAY)

    return own


def row(when, positions="yes", subjects="health", **said):
    return (when, subjects, *(said.get(one, positions) for one in MEMBERS))


@pytest.mark.parametrize(("picture", "language", "against"), [*product(Picture, LANGUAGES, (0, 1, 2))])
def test_every_picture_is_drawn_in_every_language(tmp_path, picture, language, against):
    result = answered(against, sessions="71-72")
    path = tmp_path / "p.svg"
    draw(result, picture, path, language)
    title = title_of(path)
    assert str(result.summary[0].put) in title
    for charter in result.charters:
        assert charter.short[language] in title


@pytest.mark.parametrize("picture", Picture)
def test_every_picture_is_drawn_as_png(tmp_path, picture):
    draw(answered(2, sessions="71-72"), picture, tmp_path / "p.png", "zh")
    with Image.open(tmp_path / "p.png") as image:
        image.load()
        assert image.width == 1440


@pytest.mark.parametrize("picture", Picture)
def test_the_words_around_a_picture(given, tmp_path, picture):
    result = answered(sessions="71-72")
    for language in LANGUAGES:
        draw(result, picture, tmp_path / "p.svg", language)
        caption = given["caption"]
        assert result.charters[0].body_name[language] in caption.shown
        assert caption.unit
        assert result.record.note[language] in caption.notes
        assert any(result.record.source in one for one in caption.notes)
        assert any(f"{result.record.from_} – {result.record.until}" in one for one in caption.notes)
        assert caption.description.startswith(f"{caption.title}. {caption.shown}. ")
        assert "{" not in caption.title + caption.shown + caption.description


def test_the_description_tells_the_figures_of_the_lines(given, tmp_path):
    result = answered(sessions="71-72")
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    _, series, _ = given["rest"]
    for at, session in enumerate(("71", "72")):
        told = ", ".join(f"{one.values[at]:.0f} %" for one in series)
        assert f"{session}: {told}" in given["caption"].description


def test_the_title_gives_the_shares_of_the_summary(given, tmp_path):
    result = answered(sessions="71-72")
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    rows = [one for one in result.summary if one.membership == result.membership and one.subject is None]
    each = "; ".join(
        f"{100 * one.adopted / one.put:.0f} % by {charter.short['en']}"
        for one, charter in zip(rows, result.charters, strict=True)
    )
    assert given["caption"].title == f"Of {rows[0].put} roll calls put, adopted: {each}"


def test_by_session_with_year_and_number_and_the_accession_marked(given, tmp_path):
    result = answered(sessions="70-72")
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    positions, series, (mark,) = given["rest"]
    put = [sum(one.session == session for one in result.roll_calls) for session in (70, 71, 72)]
    assert positions == [f"70\n2015\n{put[0]}", f"71\n2016\n{put[1]}", f"72\n2017\n{put[2]}"]
    assert (mark.before, mark.label) == ("6 members", "8 members")
    assert 0.5 < mark.at <= 1.5
    for one, charter in zip(series, result.charters, strict=True):
        assert one.label == charter.short["en"]
        found = [one for one in result.roll_calls if one.session == 71]
        adopted = sum(one.outcomes[charter.id].verdict == "adopted" for one in found)
        assert one.values[1] == pytest.approx(100 * adopted / len(found))


def test_one_membership_has_no_mark(given, tmp_path):
    draw(answered(sessions="70-72", membership="eight"), Picture.SESSIONS, tmp_path / "p.svg", "en")
    assert given["rest"][2] == []


@pytest.mark.parametrize("picture", Picture)
def test_one_session_only(tmp_path, picture):
    result = answered(2, sessions="74")
    draw(result, picture, tmp_path / "p.svg", "en")
    assert str(len(result.roll_calls)) in title_of(tmp_path / "p.svg")


@pytest.mark.parametrize(("picture", "language"), [*zip(Picture, LANGUAGES, strict=True)])
def test_nothing_put(tmp_path, picture, language):
    result = answered(2, sessions="74", subject="terrorism")
    assert result.roll_calls == ()
    draw(result, picture, tmp_path / "p.svg", language)
    assert title_of(tmp_path / "p.svg") == WORDS[language]["nothing"]


def test_a_record_without_sessions_is_drawn_by_year(given, own, tmp_path):
    result = own(row("2019-03"), row("2018-12", chn="no"), row("2018-11"))
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    positions, series, marks = given["rest"]
    assert positions == ["2018\n2", "2019\n1"]
    assert series[0].values == (50, 100)
    assert marks == []
    assert given["caption"].shown.startswith("Share adopted under each rule, by year")
    assert not any(one.startswith("Source") for one in given["caption"].notes)


def test_a_record_without_dates_says_no_months(given, own, tmp_path):
    result = own(row("73"), row("72"), first="session")
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    positions, _, marks = given["rest"]
    assert [one.split("\n")[0] for one in positions] == ["72", "73"]
    assert marks == []
    assert given["caption"].notes == ("own.csv",)
    assert "None" not in given["caption"].description


def test_a_year_in_between_of_which_nothing_is_put_is_a_gap(given, own, tmp_path):
    draw(own(row("2017-12"), row("2019-12")), Picture.SESSIONS, tmp_path / "p.svg", "en")
    positions, series, _ = given["rest"]
    assert positions == ["2017\n1", "2018\n0", "2019\n1"]
    assert series[0].values == (100, None, 100)


def test_the_order_of_the_record_makes_no_mark(given, own, tmp_path):
    result = own(row("2018-12"), row("2016-12"), row("2019-01"), row("2015-01"))
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    (mark,) = given["rest"][2]
    assert (mark.before, mark.label) == ("6 members", "8 members")
    assert given["rest"][0][0].startswith("2015")
    draw(own(row("2017-12"), row("2017-01")), Picture.SESSIONS, tmp_path / "p.svg", "en")
    (mark,) = given["rest"][2]
    assert (mark.before, mark.label, mark.at) == ("6 members", "8 members", 0)


def test_positions_that_are_not_known_make_no_mark(given, own, tmp_path):
    result = own(row("2016-12"), row("2018-01", rus="", ind="", pak=""), row("2018-02", chn=""), row("2018-03"))
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    (mark,) = given["rest"][2]
    assert (mark.before, mark.label) == ("6 members", "8 members")
    assert mark.at == 1.5


def test_a_roll_call_of_unknown_date_makes_no_mark(given, own, tmp_path):
    result = own(row("70,"), row("71,2016-12"), row("72,2018-01"), first="session,date")
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    assert [(mark.before, mark.label) for mark in given["rest"][2]] == [("6 members", "8 members")]


def test_what_is_open_is_told_as_a_range(given, own, tmp_path):
    result = own(row("2018-01"), row("2018-02", rus=""), row("2018-03", chn="no"))
    draw(result, Picture.SESSIONS, tmp_path / "p.svg", "en")
    first = given["rest"][1][0]
    assert first.values == pytest.approx((100 / 3,))
    assert first.most == pytest.approx((200 / 3,))
    assert "33–67 % by consensus" in given["caption"].title
    assert WORDS["en"]["open"] in given["caption"].notes
    draw(result, Picture.SUBJECTS, tmp_path / "p.svg", "en")
    assert given["rest"][2][0].most == (2.0,)
    draw(result, Picture.SENSITIVITY, tmp_path / "p.svg", "en")
    assert WORDS["en"]["open_range"] in given["caption"].notes


def test_without_what_is_open_no_range_is_told(given, tmp_path):
    for picture in Picture:
        draw(answered(sessions="71-72"), picture, tmp_path / "p.svg", "en")
        assert not {WORDS["en"]["open"], WORDS["en"]["open_range"]} & set(given["caption"].notes)


def test_subjects_from_the_most_to_the_least(given, tmp_path):
    result = answered(sessions="71-72")
    draw(result, Picture.SUBJECTS, tmp_path / "p.svg", "zh")
    labels, wholes, series = given["rest"]
    rows = {
        (one.subject, one.charter): one
        for one in result.summary
        if one.membership == result.membership and one.subject is not None
    }
    assert wholes == sorted(wholes, reverse=True)
    assert len(labels) == len({subject for subject, _ in rows})
    names = {text["zh"]: id_ for id_, text in result.subjects.items()}
    for at, label in enumerate(labels):
        for one, charter in zip(series, result.charters, strict=True):
            assert (one.values[at], wholes[at]) == (
                rows[names[label], charter.id].adopted,
                rows[names[label], charter.id].put,
            )


def test_the_inner_range_is_of_the_reading_that_is_asked(given, tmp_path):
    result = answered(sessions="58-62")
    draw(result, Picture.SENSITIVITY, tmp_path / "p.svg", "en")
    reform = [
        row
        for row in result.sensitivity
        if row.membership == result.membership and row.charter == result.charters[1].id
    ]
    inner = [100 * row.adopted / row.put for row in reform if (row.abstention, row.absence) == ("accepts", "aside")]
    spread = given["rest"][0][1]
    assert (spread.inner_low, spread.inner_high) == pytest.approx((min(inner), max(inner)))
    assert spread.low < spread.inner_low, "another reading adopts less than any choice of major matters"


def test_ranges_hold_every_reading(given, tmp_path):
    result = answered(sessions="71-72")
    draw(result, Picture.SENSITIVITY, tmp_path / "p.svg", "en")
    spreads, key = given["rest"]
    assert len(spreads) == len(result.memberships) * 2
    assert len(set(key)) == 3
    for one in spreads:
        assert 0 <= one.low <= one.inner_low <= one.value <= one.inner_high <= one.high <= 100
    shares = [
        100 * row.adopted / row.put
        for row in result.sensitivity
        if row.membership == result.membership and row.charter == "sco"
    ]
    assert (spreads[0].low, spreads[0].high) == pytest.approx((min(shares), max(shares)))
    assert given["caption"].title.startswith("Depending on the reading")


def test_the_value_of_a_range_is_the_share_as_asked(given, tmp_path):
    for result in (answered(sessions="71-72"), answered(sessions="71-72", abstention=Abstention.OBJECTS)):
        draw(result, Picture.SENSITIVITY, tmp_path / "p.svg", "en")
        asked = [one for one in result.summary if one.subject is None]
        found = {(one.group, one.label): one.value for one in given["rest"][0]}
        names = {one.id: one.name["en"] for one in result.memberships}
        charters = {one.id: one.short["en"] for one in result.charters}
        for one in asked:
            assert found[names[one.membership], charters[one.charter]] == pytest.approx(100 * one.adopted / one.put)


@pytest.mark.parametrize("picture", Picture)
def test_a_file_of_another_kind_is_refused(tmp_path, picture):
    with pytest.raises(Refused, match=r"'\.pdf' is no kind of picture"):
        draw(answered(sessions="74"), picture, tmp_path / "p.pdf", "en")
    with pytest.raises(Refused, match="the file can't be written"):
        draw(answered(sessions="74"), picture, tmp_path / "none" / "p.svg", "en")


def test_five_charters_are_too_many_for_lines(tmp_path):
    result = answered(sessions="74")
    many = replace(result, charters=(result.charters[0],) * 5)
    for picture in (Picture.SESSIONS, Picture.SUBJECTS):
        with pytest.raises(Refused, match="a picture tells 4 rules apart, and there are 5"):
            draw(many, picture, tmp_path / "p.svg", "en")


def test_every_word_stands_in_every_language():
    assert WORDS.keys() == set(LANGUAGES)
    for language in LANGUAGES:
        assert WORDS[language].keys() == WORDS["en"].keys()
        assert all(WORDS[language].values())
