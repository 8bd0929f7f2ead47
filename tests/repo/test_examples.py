"""What the pages show is what the commands print."""

import subprocess
import sys

import pytest

from repo.source import ROOT

SCRIPT = ROOT / "script" / "examples.py"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_COMMANDS = [path.relative_to(ROOT) for path in PAGES if "```console" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=str)
def test_a_page_shows_what_commands_print(page):
    command = [sys.executable, SCRIPT, "--check", page]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
