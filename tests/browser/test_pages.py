"""Every page once in a real browser, in its fullest role: no fault of access, nothing wider than the screen.

Languages and widths rotate; with COMITY_ALL_PAGES=1 each page is looked at in all of them. Pictures are kept where
COMITY_PICTURES names a folder.
"""

import os
from pathlib import Path

import pytest

from comity.web.urls import PAGES

OFFICER = "Secretariat officer"
AUDITOR = "Auditor"
HEAD = "Head of delegation, Delegation A"
CHAIR = "Chair"
LANGUAGES = ("en", "ru", "zh")
WIDTHS = (1280, 390)
WHOLE = os.environ.get("COMITY_ALL_PAGES") == "1"

# Who sees most of a page; everybody else is looked at by the walk of the roles.
FULLEST = {"policy": AUDITOR, "account": HEAD}
NOT_PAGES = {"question_stream", "health"}


def plain():
    return [
        page
        for page in PAGES
        if "GET" in page.methods and "<" not in page.at and page.name not in NOT_PAGES and not _is_file(page.at)
    ]


def _is_file(at):
    return at.rstrip("/").rpartition(".")[2] in ("csv", "json", "svg", "png", "xlsx")


def crossed(pages):
    for number, page in enumerate(pages):
        rotated = [(LANGUAGES[number % 3], WIDTHS[number % 2])]
        for language, width in rotated if not WHOLE else [(one, two) for one in LANGUAGES for two in WIDTHS]:
            yield pytest.param(page, language, width, id=f"{page.name}-{language}-{width}")


@pytest.fixture(scope="session")
def axe():
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {one['help']} ({node['html'][:160]})" for one in found for node in one["nodes"][:3]]


def looked_at(page, axe, name):
    folder = os.environ.get("COMITY_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name}: {wide} pixels wider than the screen"
    assert faults(page, axe) == []
    assert page.locator("h1").count() == 1
    assert page.locator(".example-mark, .mark-example, [class*=example]").count() >= 1


@pytest.mark.parametrize(("of", "language", "width"), list(crossed(plain())))
def test_page(server, signed_in, axe, of, language, width):
    page = signed_in(FULLEST.get(of.name, OFFICER), width=width, language=language)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    answer = page.goto(f"{server.url}/{of.at}")
    assert answer.status == 200, of.at
    assert page.locator("html").get_attribute("lang").startswith(language)
    looked_at(page, axe, f"{of.name}-{language}-{width}")
    assert problems == []


@pytest.mark.parametrize(
    ("number", "who", "language", "width"),
    [(0, HEAD, "en", 1280), (1, CHAIR, "ru", 390), (2, OFFICER, "zh", 1280), (0, "public", "ru", 1280)],
)
def test_a_proposal(server, signed_in, axe, number, who, language, width):
    """The three proposals of the example: the one that is open, and those that are decided."""
    officer = signed_in(OFFICER)
    officer.goto(f"{server.url}/decisions/")
    addresses = [link.get_attribute("href") for link in officer.locator("main table a[href^='/decisions/']").all()]
    addresses = [one for one in dict.fromkeys(addresses) if one.count("/") == 3 and "submit" not in one]
    page = signed_in(who, width=width, language=language)
    answer = page.goto(f"{server.url}{addresses[-1 - number]}")
    if who == "public":
        assert answer.status in (200, 404) or "/accounts/login/" in page.url
        return
    assert answer.status == 200
    looked_at(page, axe, f"proposal-{number}-{language}-{width}")


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
