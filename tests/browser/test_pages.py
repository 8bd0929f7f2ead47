"""Every page once in a real browser, in its fullest role: no fault of access, nothing wider than the screen.

Languages and widths rotate; with COMITY_ALL_PAGES=1 each page is looked at in all of them, by every role. Pictures are
kept where COMITY_PICTURES names a folder.
"""

import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser import steps
from browser.addresses import (
    AUDITOR,
    FIELD,
    FOR_ONE_READER,
    FULLEST,
    HEAD,
    IN_STATE,
    LIKE,
    LISTED_ON,
    OFFICER,
    PUBLIC,
    ROLES,
    looked_at_in_tests,
    make_things,
)

LANGUAGES = ("en", "ru", "zh")
WIDTHS = (1280, 390)
WHOLE = os.environ.get("COMITY_ALL_PAGES") == "1"
BY_NAME = {page.name: page for page in looked_at_in_tests()}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CHANGING = re.compile(r'(name="(?:csrfmiddlewaretoken|key|next)" value=")[^"]*')
"""What is another each time that a page is opened."""


def crossed(pages):
    """Links for one reader come first: they are void once others have been given new ones."""
    for number, page in enumerate(sorted(pages, key=lambda one: one.name not in FOR_ONE_READER)):
        if not WHOLE:
            language, widths = LANGUAGES[number % 3], (WIDTHS[number % 2],)
            yield pytest.param(page, fullest(page), language, widths, id=f"{page.name}-{language}-{widths[0]}")
            continue
        roles = (PUBLIC,) if page.name in FOR_ONE_READER else ROLES
        for language in LANGUAGES:
            for who in roles:
                yield pytest.param(page, who, language, WIDTHS, id=f"{page.name}-{who}-{language}")


def fullest(page):
    return FULLEST.get(page.name, OFFICER)


@pytest.fixture(scope="session")
def things(server, signed_in, confirmed):
    return make_things(server, signed_in(OFFICER), signed_in(steps.CHAIR), confirmed)


@pytest.fixture(scope="session")
def counts():
    """How many pages were answered and refused, told at the end."""
    found = Counter()
    yield found
    for what, number in sorted(found.items()):
        print(f"\n{what}: {number}", end="")


@pytest.fixture(scope="session")
def looked_at_before():
    """What was looked at: the same content in the same language and width is not looked at twice."""
    return set()


@pytest.fixture(scope="session")
def axe():
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {one['help']} ({node['html'][:160]})" for one in found for node in one["nodes"][:3]]


def kept(page, name):
    """A picture of the page, where a folder for it is named."""
    folder = os.environ.get("COMITY_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def looked_at(page, axe, name):
    kept(page, name)
    wide = page.evaluate(TOO_WIDE)
    assert wide <= 0, f"{name}: {wide} pixels wider than the screen"
    assert faults(page, axe) == []
    assert page.locator("h1").count() == 1
    assert page.locator(".example-mark, .mark-example, [class*=example]").count() >= 1


def test_every_page_with_an_object_has_an_address():
    named = {page.name for page in looked_at_in_tests() if FIELD.search(page.at)}
    assert named == {*IN_STATE, *LISTED_ON, *LIKE, *FOR_ONE_READER}


@pytest.mark.parametrize(("of", "who", "language", "widths"), list(crossed(looked_at_in_tests())))
def test_page(server, signed_in, things, counts, looked_at_before, axe, of, who, language, widths):
    page = signed_in(who, width=widths[0], language=language)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    address = things.address(of)
    answer = page.goto(f"{server.url}{address}")
    granted = answer.status == 200 and urlsplit(page.url).path == address
    if who == fullest(of):
        assert granted, f"{answer.status}: {address}, {page.url}"
    assert granted or answer.status in (403, 404) or "/accounts/login/" in page.url or "/confirm/" in page.url
    assert page.locator("html").get_attribute("lang").startswith(language)
    counts[f"{who}, {'answered' if granted else 'refused, or asked who it is'}"] += 1
    content = (CHANGING.sub(r"\1", page.locator("main").inner_html()), language)
    if content not in looked_at_before:
        looked_at_before.add(content)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            looked_at(page, axe, f"{of.name}-{who}-{language}-{width}" if WHOLE else f"{of.name}-{language}-{width}")
            counts[f"looked at with {width} pixels"] += 1
    assert problems == []


@pytest.mark.parametrize(
    ("number", "who", "language", "width"),
    [(0, HEAD, "en", 1280), (1, steps.CHAIR, "ru", 390), (2, OFFICER, "zh", 1280), (0, PUBLIC, "ru", 1280)],
)
def test_a_proposal(server, signed_in, axe, number, who, language, width):
    """The three proposals of the example: the one that is open, and those that are decided."""
    officer = signed_in(OFFICER)
    officer.goto(f"{server.url}/decisions/")
    addresses = [link.get_attribute("href") for link in officer.locator("main table a[href^='/decisions/']").all()]
    addresses = [one for one in dict.fromkeys(addresses) if one.count("/") == 3 and "submit" not in one]
    page = signed_in(who, width=width, language=language)
    answer = page.goto(f"{server.url}{addresses[-1 - number]}")
    if who == PUBLIC:
        assert answer.status in (200, 404) or "/accounts/login/" in page.url
        return
    assert answer.status == 200
    looked_at(page, axe, f"proposal-{number}-{language}-{width}")


PAPER = 673
"""Pixels between the margins of a sheet of A4."""

WITHOUT_ANYTHING_UNDER_IT = """headings => headings.filter(one => {
  let next = one.nextElementSibling;
  while (next && !next.checkVisibility()) next = next.nextElementSibling;
  return one.checkVisibility() && (!next || (/^H[1-3]$/.test(next.tagName) && next.tagName <= one.tagName));
}).map(one => one.textContent)"""

DISPLAYED_AS = """tables => tables.filter(one => one.checkVisibility()).map(one => getComputedStyle(one).display)"""


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("proposal", HEAD),
        ("document", OFFICER),
        ("ledger_entry", OFFICER),
        ("organisation", OFFICER),
        ("policy", AUDITOR),
        ("whatif", OFFICER),
        ("home", HEAD),
    ],
)
def test_on_paper(server, signed_in, things, name, who):
    """Nothing is cut, a table is a table, and no heading stands over what was left out."""
    page = signed_in(who, width=PAPER)
    page.goto(f"{server.url}{things.address(BY_NAME[name])}")
    page.emulate_media(media="print")
    try:
        kept(page, f"paper-{name}")
        assert page.evaluate(TOO_WIDE) <= 0
        assert page.eval_on_selector_all("main h2, main h3", WITHOUT_ANYTHING_UNDER_IT) == []
        assert set(page.eval_on_selector_all("main table", DISPLAYED_AS)) <= {"table"}
    finally:
        page.emulate_media(media="screen")


def test_a_picture_on_a_phone_is_read_at_its_size_and_scrolls_by_keyboard(server, signed_in):
    page = signed_in(OFFICER, width=390)
    page.goto(f"{server.url}/whatif/")
    frame = page.locator(".picture-scroll").first
    assert frame.locator("img").bounding_box()["width"] >= 700
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.picture-scroll').scrollLeft > 0")


def test_the_widest_table_is_whole_at_a_desk(server, signed_in):
    page = signed_in(AUDITOR)
    for language in LANGUAGES:
        signed_in(AUDITOR, language=language)
        page.goto(f"{server.url}/policy/")
        assert page.locator(".table-scroll").evaluate("one => one.scrollWidth - one.clientWidth") <= 0, language


def test_a_page_that_is_not_there(server, signed_in, axe):
    page = signed_in(OFFICER)
    assert page.goto(f"{server.url}/no-such-page/").status == 404
    assert faults(page, axe) == []


def test_the_keyboard_alone_reaches_what_is_first(server, signed_in):
    page = signed_in(OFFICER)
    page.goto(f"{server.url}/decisions/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
