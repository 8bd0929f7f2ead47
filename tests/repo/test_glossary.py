"""The glossary holds the catalogues of the pages: one term for one thing, in each language."""

import re

import pytest
from babel.messages.pofile import read_po

from comity.formats.yaml_text import read_yaml
from repo.source import ROOT

CATALOGUES = {"ru": "ru", "zh": "zh_Hans"}
TERMS = read_yaml(ROOT / "src/comity/data/glossary.yaml").data["terms"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
LETTER = "letter on the board"


def messages(language):
    place = ROOT / "src/comity/web/locale" / CATALOGUES[language] / "LC_MESSAGES/django.po"
    with place.open("rb") as opened:
        return [message for message in read_po(opened) if message.id]


def forms(text):
    return [text] if isinstance(text, str) else list(text)


def has_term(term, message):
    words = "|".join(re.escape(word) for word in term["en"])
    text = PLACEHOLDER.sub(" ", " ".join(forms(message.id)))
    return message.context is None and re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize("term", TERMS, ids=[term["id"] for term in TERMS])
def test_a_translation_has_the_term_of_the_glossary(term, language):
    wrong = []
    for message in messages(language):
        if not has_term(term, message):
            continue
        for form in forms(message.string):
            said = form.lower()
            if not any(part in said for part in term[language]):
                wrong.append((message.id, form))
            if any(part in said for part in term.get(f"not_{language}", ())):
                wrong.append((message.id, form))
    assert not wrong


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_text_is_translated_and_keeps_its_placeholders(language):
    found = messages(language)
    assert len(found) > 500
    assert not [message.id for message in found if message.fuzzy or not all(forms(message.string))]
    for message in found:
        wanted = {placeholder for text in forms(message.id) for placeholder in PLACEHOLDER.findall(text)}
        for form in forms(message.string):
            assert set(PLACEHOLDER.findall(form)) <= wanted, message.id
        kept = {placeholder for text in forms(message.string) for placeholder in PLACEHOLDER.findall(text)}
        assert kept == wanted, message.id


@pytest.mark.parametrize("language", CATALOGUES)
def test_letters_on_the_board_are_distinct(language):
    letters = [message.string for message in messages(language) if message.context == LETTER]
    assert len(letters) == len(set(letters)) > 5
    assert all(len(letter) == 1 for letter in letters)


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_runs_is_what_is_written(language):
    import gettext

    place = ROOT / "src/comity/web/locale" / CATALOGUES[language] / "LC_MESSAGES/django.mo"
    with place.open("rb") as opened:
        compiled = gettext.GNUTranslations(opened)
    for message in messages(language):
        if message.context is None and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string


def test_the_page_of_the_glossary_has_every_term():
    page = (ROOT / "docs/explanation/glossary.md").read_text(encoding="utf-8")
    for term in TERMS:
        assert "| {en} | {ru} | {zh} |".format(**term["name"]) in page
