"""Every table is named as journalled or not, and the page that says so is right."""

import re

from django.apps import apps

from comity.store.journal import JOURNALLED
from repo.source import ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def listed(word):
    found = re.search(rf"^{word}: (.*?)[.;]$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return set(re.split(r",\s+", found[1]))


def test_the_page_lists_what_is_journalled():
    assert listed("Journalled") == set(JOURNALLED)


def test_every_other_table_is_listed_as_not_journalled():
    journalled = {form.model for form in JOURNALLED.values()}
    others = {model.__name__ for model in apps.get_app_config("store").get_models() if model not in journalled}
    assert listed("Not journalled") == others


def test_every_column_of_a_journalled_table_is_in_the_ledger():
    kept = {"id", "version", "salt"}
    for name, form in JOURNALLED.items():
        said = {*form.plain, *form.personal, *form.content}
        columns = {field.attname for field in form.model._meta.concrete_fields} - kept
        assert columns == said, name
