"""No text of the pages is missing in Russian or Chinese: none outside the catalogues, none shown in English."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import NoReverseMatch, reverse

import comity.web
from app.world import KEY, make_world
from comity.web.urls import PAGES
from web.seats import browser

WEB = Path(comity.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.*"))
CATALOGUES = {"ru": "ru", "zh-hans": "zh_Hans"}
SHOWN = ("aria-label", "title", "alt", "placeholder")
COMMANDS = re.compile(r"<code\b.*?</code>|<kbd\b.*?</kbd>", re.DOTALL)  # typed as they are, in every language
NOT_TEXT = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}"
    r"|<!--.*?-->|<!doctype[^>]*>|<script\b.*?</script>|<style\b.*?</style>",
    re.DOTALL | re.IGNORECASE,
)
EVERYWHERE = {"UTC", "Comity", "SHA-256"}
LANGUAGES_BY_THEIR_OWN_NAME = {"English"}
LETTERS = re.compile(r"[A-Za-z]{2,}")


class Texts(HTMLParser):
    """What a page says: texts and attributes that are read out, without those marked as English or as a command."""

    EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
    UNREAD = frozenset({"script", "style", "code", "pre"})

    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        unread = tag in self.UNREAD or given.get("lang") == "en"
        if not unread and not any(hidden for _, hidden in self.open):
            self.found += [given[name] for name in SHOWN if given.get(name)]
        if tag not in self.EMPTY:
            self.open.append((tag, unread))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(hidden for _, hidden in self.open):
            self.found.append(" ".join(data.split()))


def texts_of(html):
    reader = Texts()
    reader.feed(html)
    return reader.found


def english(language):
    """The texts whose translation is another text."""
    with (WEB / "locale" / CATALOGUES[language] / "LC_MESSAGES/django.po").open("rb") as opened:
        catalogue = read_po(opened)
    return {
        message.id
        for message in catalogue
        if message.id and isinstance(message.id, str) and message.context is None and message.string != message.id
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_template_says_nothing_outside_the_catalogues(template):
    said = NOT_TEXT.sub(" ", COMMANDS.sub(" ", template.read_text(encoding="utf-8")))
    left = texts_of(said) if template.suffix == ".html" else said.splitlines()
    assert not [text for text in left if LETTERS.search(text) and text.strip() not in EVERYWHERE]


@pytest.fixture
def officer(db, monkeypatch):
    monkeypatch.setattr("comity.web.acting.signing_key", lambda: KEY)
    make_world()
    return browser("officer")


def addresses():
    """The pages that are read as they are: no object in the address."""
    for page in PAGES:
        if "GET" not in page.methods or page.name == "health":
            continue
        try:
            yield reverse(page.name)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_page_shows_a_text_in_english(officer, language):
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    foreign = english(language) - LANGUAGES_BY_THEIR_OWN_NAME
    found, read = {}, 0
    for address in sorted(set(addresses())):
        answer = officer.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue  # a file, or a page that has to be asked with an argument
        read += 1
        page = answer.content.decode()
        assert f'<html lang="{language[:2]}' in page
        if left := [text for text in texts_of(page) if text in foreign]:
            found[address] = left
    assert not found
    assert read > 10
