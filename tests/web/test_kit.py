"""The parts of the pages in every state: words before shapes before colours, also for readers of the screen."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from comity.app.queries.decisions import Moving
from comity.core.values import PartialDate
from comity.web import boards, kit, moments
from comity.web.fields import TextInLanguages
from comity.web.views import samples
from repo.source import PACKAGE

WEB = PACKAGE / "web"
STYLE = WEB / "static/web/comity.css"
LANGUAGES = ("en", "ru", "zh-hans")
SHELL = kit.Shell(
    navigation=(kit.NavigationItem(label="Decisions", url="/decisions/", current=True, icon="list"),),
    organisation="Example Organisation",
    example=True,
    person=kit.Person(name="Officer", role="Secretariat officer"),
    language="en",
    languages=(kit.LanguageChoice(code="en", name="English", current=True),),
    ledger_size=3,
    ledger_root="9f86d081",
)


class Page(HTMLParser):
    """The elements of a page: tag and attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.words += data

    def of(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]

    def ids(self):
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]


def shown(tag: str, value: object) -> str:
    source = f"{{% load kit %}}{{% {tag} value %}}"
    return engines["django"].from_string(source).render({"value": value})


def parts_page(language: str = "en") -> str:
    with translation.override(language):
        context = {**samples.everything(), "shell": SHELL, "csrf_token": "token"}
        return render_to_string("web/parts/page.html", context)


# --- the whole page of parts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_parts_holds_together(language):
    page = Page(parts_page(language))
    ids = page.ids()
    assert [one for one in set(ids) if ids.count(one) > 1] == []
    for _tag, attributes in page.elements:
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            assert set(attributes.get(name, "").split()) <= set(ids), attributes
        assert "style" not in attributes, attributes
        assert not [name for name in attributes if name.startswith(("on", "hx-on"))], attributes


def test_scripts_are_files():
    text = parts_page()
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert "<style" not in text


def test_every_control_has_its_label():
    page = Page(parts_page())
    labelled = {attributes.get("for") for attributes in page.of("label")}
    controls = [one for one in page.of("input", "select", "textarea") if one.get("type") != "hidden"]
    assert controls
    assert [one for one in controls if one["id"] not in labelled] == []


def test_every_form_that_acts_has_its_token_and_its_key():
    text = parts_page()
    main = text[text.index("<main") :]
    forms = re.findall(r'<form[^>]*method="post".*?</form>', main, flags=re.DOTALL)
    assert len(forms) == 4
    assert [one for one in forms if 'name="csrfmiddlewaretoken"' not in one or 'name="key"' not in one] == []


def test_what_is_invented_is_marked():
    text = parts_page()
    assert text.count("EXAMPLE") >= 4
    assert "EXAMPLE" not in render_to_string("web/base.html", {"shell": replace(SHELL, example=False)})


def test_the_shell_has_its_landmarks():
    page = Page(parts_page())
    for landmark in ("header", "nav", "main", "footer"):
        assert page.of(landmark), landmark
    assert page.of("a")[0] == {"class": "skip", "href": "#content"}
    assert len(page.of("h1")) == 1
    assert page.of("html")[0]["lang"] == "en"
    assert Page(parts_page("zh-hans")).of("html")[0]["lang"] == "zh-Hans"


def test_a_signed_out_reader_is_offered_to_sign_in():
    text = render_to_string("web/base.html", {"shell": replace(SHELL, person=None)})
    assert "Sign in" in text
    assert "Sign out" not in text


# --- marks and shapes ------------------------------------------------------------------------------------------


def test_every_shape_is_there():
    sheet = (WEB / "static/web/vendor/bootstrap-icons/icons.svg").read_text(encoding="utf-8")
    assert sorted(re.findall(r'<symbol id="([^"]+)"', sheet)) == list(kit.icons())


def test_every_shape_that_pages_name_is_known():
    named = re.compile(r"\{%\s*icon \"([a-z0-9-]+)\"|\bicon=\"([a-z0-9-]+)\"")
    files = [path for path in WEB.rglob("*") if path.suffix in {".py", ".html"}]
    found = {(one or two, path.name) for path in files for one, two in named.findall(path.read_text(encoding="utf-8"))}
    assert found
    assert [(name, file) for name, file in sorted(found) if name not in kit.icons()] == []


@pytest.mark.parametrize("code", kit.STATUSES)
def test_a_status_is_a_word_and_a_shape(code):
    text = shown("status", code)
    assert str(kit.STATUSES[code].word) in Page(text).words
    assert "<use" in text


def test_statuses_of_one_word_have_one_shape():
    shapes = {}
    for mark in kit.STATUSES.values():
        assert shapes.setdefault(str(mark.word), mark.icon) == mark.icon


def test_a_code_that_is_no_status_is_named():
    with pytest.raises(LookupError, match=r"'adoptd' is no mark: use one of draft, "):
        shown("status", "adoptd")
    with pytest.raises(LookupError, match="script/vendor-assets"):
        shown("icon", "no-such-shape")


def test_the_word_of_a_status_is_not_said_twice():
    head = kit.PageHead(question="Was it adopted?", answer="Not adopted: 3 of 8.", status="not_adopted")
    assert shown("page_head", head).count("Not adopted") == 1
    assert Page(shown("page_head", replace(head, answer="3 of 8."))).words.count("Not adopted") == 1


# --- contrast --------------------------------------------------------------------------------------------------

# Each pair of colours that the style sheet puts one on the other: words need 4.5 to 1, edges of controls 3 to 1.
WORDS_ON = {
    "paper": ("ink", "ink-soft", "accent", "accent-deep", "good", "bad", "waiting"),
    "paper-soft": ("ink", "ink-soft", "accent", "waiting", "good", "bad"),
    "accent": ("paper",),
    "accent-deep": ("paper",),
    "accent-soft": ("ink", "ink-soft", "accent", "accent-deep", "good", "bad", "waiting"),
    "good-soft": ("ink", "ink-soft", "good", "accent"),
    "bad-soft": ("ink", "ink-soft", "bad", "accent"),
    "waiting-soft": ("ink", "ink-soft", "waiting", "accent"),
    "bad": ("paper",),
    "ink-soft": ("paper",),
    "ink": ("paper",),
}
EDGES_ON = {"paper": ("edge", "accent", "bad", "waiting", "good"), "paper-soft": ("edge",)}


def colours() -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE.read_text(encoding="utf-8")))


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("table", "least"), [(WORDS_ON, 4.5), (EDGES_ON, 3)])
def test_every_pair_of_colours_can_be_read(table, least):
    known = colours()
    low = [
        f"{front} on {ground}: {contrast(known[front], known[ground]):.2f}"
        for ground, fronts in table.items()
        for front in fronts
        if contrast(known[front], known[ground]) < least
    ]
    assert low == []


def test_colours_stand_in_one_place():
    rules = STYLE.read_text(encoding="utf-8").partition("}")[2]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#6d1511"}  # a pressed button, darker than its own colour
    assert contrast("#6d1511", colours()["paper"]) > 4.5


def test_grounds_of_a_status_are_all_measured():
    used = set(re.findall(r"background(?:-color)?: var\(--([a-z-]+)\)", STYLE.read_text(encoding="utf-8")))
    assert used <= WORDS_ON.keys()


# --- tables ----------------------------------------------------------------------------------------------------


def test_a_table_says_what_it_is():
    page = Page(shown("table", samples.table()))
    assert page.of("caption")
    assert [one["scope"] for one in page.of("th")[:5]] == ["col"] * 5
    assert [one.get("aria-sort") for one in page.of("th")[:5]] == ["none", None, "descending", None, None]
    assert {one["role"] for one in page.of("td")} == {"cell"}
    assert {one["role"] for one in page.of("tr")} == {"row"}
    assert page.of("table")[0]["role"] == "table"


def test_nothing_stated_is_said_and_is_no_zero():
    words = Page(shown("table", samples.table())).words
    assert words.count("nothing stated") == 3
    columns = (kit.Column(id="a", label="A"), kit.Column(id="n", label="N", kind=kit.Kind.NUMBER))
    zero = kit.Table(caption="T", columns=columns, rows=(("x", 0),))
    assert "nothing stated" not in Page(shown("table", zero)).words


def test_a_sort_turns_and_keeps_the_rest_of_the_address():
    table = replace(samples.table(), parameters={"q": "space", "page": "2"})
    assert [head.url for head in table.heads if head.url] == ["?q=space&sort=proposal", "?q=space&sort=date"]
    turned = replace(table, sort=kit.Sort(column="date"))
    assert turned.heads[2].url == "?q=space&sort=-date"


def test_an_address_asks_only_for_what_there_is():
    columns, default = samples.table().columns, kit.Sort(column="date", descending=True)
    assert kit.Sort.read({"sort": "-proposal"}, columns, default) == kit.Sort(column="proposal", descending=True)
    for asked in ("sponsor", "'; drop", "--date", ""):
        assert kit.Sort.read({"sort": asked}, columns, default) == default


@pytest.mark.parametrize(
    ("asked", "total", "shown_rows"),
    [
        ("1", 204, (1, 100)),
        ("3", 204, (201, 204)),
        ("9", 204, (201, 204)),
        ("x", 204, (1, 100)),
        ("1", 0, (0, 0)),
        ("٣", 204, (1, 100)),
    ],
)
def test_pages_of_a_list(asked, total, shown_rows):
    pages = kit.Pages.read({"page": asked, "q": "a"}, total)
    assert (pages.first_row, pages.last_row) == shown_rows
    assert pages.next_url in {None, f"?q=a&page={pages.number + 1}"}


def test_a_row_has_a_cell_for_each_column():
    table = replace(samples.table(), rows=(("only one",),))
    with pytest.raises(ValueError, match="zip"):
        shown("table", table)


def test_an_empty_table_gives_the_act_that_starts_it():
    text = shown("table", samples.empty_table())
    assert "<table" not in text
    assert "Submit a proposal" in text


# --- forms -----------------------------------------------------------------------------------------------------


def test_a_fault_stands_beside_its_field_and_in_the_summary():
    text = shown("form", samples.forms_shown()["wrong_form"])
    page = Page(text)
    subject = next(one for one in page.of("input") if one.get("id") == "wrong_subject")
    assert subject["aria-invalid"] == "true"
    assert subject["aria-describedby"].split() == ["wrong_subject_help", "wrong_subject_error"]
    assert "#wrong_subject" in [one.get("href") for one in page.of("a")]
    assert "#wrong_text_0" in [one.get("href") for one in page.of("a")]
    assert "3 things have to be put right" in page.words
    assert [one["value"] for one in page.of("input") if one.get("name") == "version"] == ["3"]


def test_a_form_without_faults_has_no_summary():
    text = shown("form", samples.forms_shown()["form"])
    assert "data-summary" not in text
    assert "aria-invalid" not in text


def test_a_text_in_languages_is_complete_only_when_each_is_there():
    field = TextInLanguages(languages=samples.LANGUAGES)
    assert field.clean(["a", "б", "中"]) == {"en": "a", "ru": "б", "zh-Hans": "中"}
    with pytest.raises(Exception, match="missing in Русский, 中文: write it in each language"):
        field.clean(["a", "", ""])
    with pytest.raises(Exception, match="required"):
        field.clean(["", "", ""])
    assert TextInLanguages(languages=samples.LANGUAGES, required=False).clean(["", "", ""]) in ({}, None)


def test_areas_of_text_say_their_language():
    areas = Page(shown("form", samples.forms_shown()["form"])).of("textarea")
    assert [one["lang"] for one in areas] == ["en", "ru", "zh-Hans"]


def test_two_versions_show_what_differs():
    one = kit.Difference.between("Text", "Members shall report.", "Members may report.")
    assert [piece.text for piece in one.yours if piece.changed] == ["shall"]
    assert [piece.text for piece in one.theirs if piece.changed] == ["may"]
    assert "".join(piece.text for piece in one.yours) == "Members shall report."
    chinese = kit.Difference.between("Text", "每年报告", "每月报告")
    assert [piece.text for piece in chinese.theirs if piece.changed] == ["月"]
    assert not kit.Difference.between("Text", "same", "same").differs


def test_a_confirmation_names_act_and_object():
    words = Page(shown("confirmation", samples.forms_shown()["confirmation"])).words
    for said in (
        "Withdraw this proposal?",
        "EX/2026/DEC.1",
        "This can't be undone.",
        "Withdraw the proposal",
        "Leave it as it is",
    ):
        assert said in words


# --- the board -------------------------------------------------------------------------------------------------


def test_the_board_is_a_list_that_is_read():
    text = shown("board", samples.board())
    lines = [
        " ".join(Page(one).words.split()) for one in re.findall(r'<li class="place.*?</li>', text, flags=re.DOTALL)
    ]
    assert lines[1].startswith("Delegation B: in favour")
    assert lines[7].startswith("Delegation H: has not voted yet")
    assert text.count("aria-live") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_letters_of_the_board_are_the_same(language):
    with translation.override(language):
        letters = [str(stand.letter) for stand in kit.POSITIONS.values()]
    assert len(set(letters)) == len(letters)


def test_totals_are_of_the_seats_alone():
    totals = {total.position: total.count for total in samples.board().totals}
    assert totals == {"yes": 3, "no": 1, "abstain": 1, "absent": 1, "not_participating": 1, "pending": 1}
    assert sum(totals.values()) == len(samples.board().seats)
    assert "Positions without vote" in shown("board", samples.board())


def test_changes_of_the_board_name_seats_totals_and_tally():
    seat = kit.Seat(id="h", name="Delegation H", position="no")
    board = replace(samples.board(), seats=(seat,), counts={"yes": 3, "no": 2}, tally="3 in favour, 2 against.")
    text = render_to_string("web/parts/board_changes.html", {"part": board})
    assert Page(text).ids() == ["seat-h", "board-totals"]
    assert text.count("hx-swap-oob") == 5  # tally, seat, totals, positions without vote, result
    assert "innerHTML:#board-tally" in text
    assert "your seat" not in text  # stands outside what is replaced, and so stays
    assert "your seat" in shown("board", samples.board())


def moving(**changes):
    as_it_is = Moving(
        stage="open",
        state="open",
        manner="recorded_vote",
        camps={"a": "yes", "b": "no"},
        outcome=None,
        names={"a": "A", "b": "B"},
        recorded=frozenset({"a"}),
        without_vote={},
    )
    return replace(as_it_is, **changes)


@pytest.mark.parametrize(
    ("changes", "pushed"),
    [
        ({}, []),
        ({"camps": {"a": "yes", "b": "abstain"}}, [("b", None)]),
        ({"camps": {"a": "no", "b": "no"}}, [("a", "recorded by the secretariat")]),
        ({"recorded": frozenset()}, [("a", None)]),
    ],
)
def test_a_seat_is_pushed_where_its_position_changed_or_who_recorded_it(changes, pushed):
    board = boards.changes_of(moving(), moving(**changes), "en")
    assert [(seat.id, seat.note) for seat in board.seats] == pushed


def test_a_vote_that_is_closed_and_not_announced_is_counted():
    outcome = {"verdict": "adopted", "conditions": (), "told": (), "sentence": {"en": "Adopted."}}
    states = {state: boards.result_of(outcome, state, "en").status for state in ("open", "closed", "announced")}
    assert states == {"open": "open", "closed": "counted", "announced": "adopted"}


def test_193_seats_are_a_dense_list():
    text = shown("board", samples.large_board())
    assert text.count('<li class="place') == 193
    assert "board-dense" in text
    assert "seats-few" in shown("board", samples.board())


def test_a_position_that_is_none_is_named():
    with pytest.raises(LookupError, match="'aye' is no position on a board: use one of yes, no"):
        assert kit.Seat(id="a", name="A", position="aye").stand


# --- time ------------------------------------------------------------------------------------------------------

AT = datetime(2026, 3, 2, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "2 March 2026", "June 2001"),
        ("ru", "2 марта 2026 г.", "июнь 2001 г."),
        ("zh-hans", "2026年3月2日", "2001年6月"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, day, month):
    with translation.override(language):
        assert moments.written(date(2026, 3, 2)) == day
        assert moments.written(PartialDate(2001, 6)) == month
        assert moments.written(AT).endswith("10:05 (UTC)")


def test_no_hour_without_its_zone():
    with translation.override("en"):
        from django.utils import timezone

        with timezone.override("Asia/Kolkata"):
            assert moments.written(AT) == "2 March 2026, 15:35 (UTC+05:30)"
        with timezone.override("Etc/GMT+3"):
            assert moments.hour(AT) == "07:05 (UTC−03:00)"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=119), "in 119 minutes"),
        (timedelta(hours=47, minutes=59), "in 47 hours"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(hours=-5), "5 hours ago"),
    ],
)
def test_how_far_away(span, words):
    assert moments.away(AT + span, AT) == words


# --- what is written by people ---------------------------------------------------------------------------------


def test_what_people_write_is_shown_and_never_run():
    bad = "<script>alert(1)</script>"
    link = kit.Link(label=bad, url="/x")
    columns = (kit.Column(id="a", label=bad), kit.Column(id="b", label="B", kind=kit.Kind.LINK))
    texts = [
        shown("table", kit.Table(caption=bad, columns=columns, rows=((bad, link),))),
        shown("facts", (kit.Fact(term=bad, value=kit.InLanguage(text=bad, language="en")),)),
        shown("board", replace(samples.board(), tally=bad, seats=(kit.Seat(id="a", name=bad, note=bad),))),
        shown("notice", kit.Notice(sentence=bad, title=bad)),
        shown("page_head", kit.PageHead(question=bad, answer=bad, status="adopted")),
        shown("conflict", kit.Conflict(by=bad, at=AT, differences=(kit.Difference.between(bad, bad, "b"),))),
    ]
    assert [text for text in texts if "<script" in text] == []


# --- what others made ------------------------------------------------------------------------------------------


def test_what_is_vendored_has_its_licence_and_its_notice():
    vendored = WEB / "static/web/vendor"
    notices = (WEB / "static/web/THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    folders = [path for path in vendored.iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")
        assert f"vendor/{folder.name}/LICENSE" in notices


def test_no_file_of_the_pages_fetches_from_elsewhere():
    own = [path for path in (WEB / "static/web").glob("*") if path.suffix in {".css", ".js"}]
    texts = {path: path.read_text(encoding="utf-8") for path in [*own, *Path(WEB / "templates").rglob("*.html")]}
    assert [
        path.name for path, text in texts.items() if re.search(r"(?:src|href)=\"https?:|url\(https?:|@import", text)
    ] == []
