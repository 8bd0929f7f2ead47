"""Run the commands that the pages show and write what they print; with `--check`, only say which pages differ.

    script/examples.py [--check] [PAGE ...]

A page shows a command in a fence `console`: `$ ` and the command, then its output. A fence after a comment
`<!-- file: NAME -->` is a file that the commands of the page find. Every command runs in the same empty folder.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?:<!-- file: (?P<name>[\w.-]+) -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)


def main(arguments: list[str]) -> int:
    stale = []
    named = [(ROOT / one).resolve() for one in arguments if one != "--check"]
    for path in named or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        filled = fill(text)
        if filled == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.write_text(filled, encoding="utf-8")
    if "--check" in arguments:
        for name in stale:
            print(f"{name} shows what is no longer printed; this mends it:  .venv-test/bin/python script/examples.py")
        return 1 if stale else 0
    print(f"written: {', '.join(map(str, stale)) or 'nothing, all examples were up to date'}")
    return 0


def fill(text: str) -> str:
    """The page with the output of each of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as programs:
        make_programs(Path(programs))
        return BLOCK.sub(lambda block: filled_block(block, Path(folder), Path(programs)), text)


def make_programs(folder: Path) -> None:
    """`comity` and `python` as the commands of a page call them: those of this environment, installed or not."""
    python = shlex.quote(sys.executable)
    comity = f"{python} -c 'from comity.cli.main import main; main()'"
    for name, line in (("python", python), ("comity", comity)):
        (folder / name).write_text(f'#!/bin/sh\nexec {line} "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)


def filled_block(block: re.Match[str], folder: Path, programs: Path) -> str:
    if block["name"]:
        (folder / block["name"]).write_text(block["body"], encoding="utf-8")
    if block["kind"] != "console":
        return block[0]
    commands = [line for line in block["body"].replace("\\\n", "\\\x00").splitlines() if line.startswith("$ ")]
    shown = [line.replace("\x00", "\n") for line in commands]
    body = "".join(f"{line}\n{output(line.removeprefix('$ '), folder, programs)}" for line in shown)
    return block[0].replace(block["body"], body) if block["body"] else block[0]


def output(command: str, folder: Path, programs: Path) -> str:
    """What a command prints, errors among it."""
    path = os.pathsep.join([str(programs), os.environ.get("PATH", "")])
    own = {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "COMITY_DATA": str(folder / "comity-data")}
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **own}
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if "Traceback (most recent call last)" in done.stdout:
        raise SystemExit(f"{command}\n{done.stdout}")  # a crash is no example
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    text = "\n".join(lines).strip("\n")
    return f"{text}\n" if text else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
