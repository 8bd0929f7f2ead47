"""What the pages show is what the commands print."""

import subprocess
import sys

from repo.source import ROOT

SCRIPT = ROOT / "script" / "examples.py"


def test_pages_show_what_commands_print():
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
