"""Pictures take the font that ships, whatever a machine has installed."""

from pathlib import Path

import pytest
from matplotlib import font_manager

from comity.formats import pictures


@pytest.fixture
def installed(monkeypatch):
    """A machine on which the whole font, of which the one that ships is a part, is found first."""
    whole = font_manager.FontEntry(fname="/elsewhere/NotoSansCJKsc-Regular.otf", name="Noto Sans CJK SC", weight=400)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [whole, *font_manager.fontManager.ttflist])


@pytest.mark.usefixtures("installed")
def test_the_font_that_ships_is_taken_although_the_whole_one_is_installed():
    pictures._family.cache_clear()
    found = Path(font_manager.findfont(pictures._family(), fallback_to_default=False, rebuild_if_missing=False))
    assert found.name == pictures.FONT
    pictures._family.cache_clear()
