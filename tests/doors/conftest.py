"""Commands write what can be made again into the user's folder for that: here a folder of the tests."""

import pytest

from doors.commands import BOTH, run_json


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="session")
def whole():
    """The what-if over the whole record, asked once."""
    return run_json(*BOTH)
