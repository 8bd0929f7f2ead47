"""The terminal, which checks a receipt without the pages, calls an act what the pages call it, in every language."""

import pytest
from django.utils import translation

from comity.app.ledger_words import VERBS
from comity.cli import receipt_words
from comity.core.values import LANGUAGES
from comity.web.languages import INTERFACE


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_act_is_called_the_same(language):
    with translation.override(INTERFACE[language]):
        assert receipt_words.VERBS[language] == {verb: str(words) for verb, words in VERBS.items()}
