"""The pages need Django to be set up; the data folder is one that nothing is kept in."""

import os
import tempfile

import django
import pytest
from django.utils import translation

os.environ.setdefault("COMITY_DATA", tempfile.mkdtemp(prefix="comity-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
django.setup()


@pytest.fixture(autouse=True)
def in_english():
    """A page leaves its language behind in the process; each test begins in English."""
    with translation.override("en"):
        yield
