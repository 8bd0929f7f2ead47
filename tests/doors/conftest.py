"""Commands write what can be made again into the user's folder for that: here a folder of the tests."""

import pytest


@pytest.fixture(autouse=True)
def _cache_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
