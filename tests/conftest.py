"""What tests with a database share: a data folder of their own, and a database file that is locked as a real one is."""

import os
import tempfile
from pathlib import Path

import django
import pytest

os.environ["COMITY_DATA"] = tempfile.mkdtemp(prefix="comity-test-")
if os.environ.get("COMITY_TEST_DATABASE") == "postgresql":
    import postgresql

    os.environ["COMITY_DATABASE"] = postgresql.address()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
django.setup()  # before the tests of the pages are read: their modules define tables and forms


@pytest.fixture(autouse=True, scope="session")
def _passwords_are_hashed_quickly():
    """A real hash takes its time on purpose; servers that tests start have the real one."""
    from django.contrib.auth.hashers import get_hashers
    from django.test import override_settings

    real = [type(one).__module__ + "." + type(one).__qualname__ for one in get_hashers()]
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher", *real]):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A file, not memory: locks and journals are those of a real one."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(os.environ["COMITY_DATA"]) / "test.sqlite3")


@pytest.fixture(autouse=True)
def _no_charter_of_another_test():
    """A version of a charter never changes, and so is read once a process; each test has versions of its own."""
    from comity.app.organisation import before, charter_of

    charter_of.cache_clear()
    before.cache_clear()
