"""Make a virtual environment of this checkout from a lock file, once; standard library only.

`install.py .venv requirements/run.txt` is what script/run calls, and script/test the like of it with `--no-compile`:
it uses a part of what it installs, and Python compiles that part when it is first used. The stamp inside the
environment is written last: whatever was stopped or failed before it is made again by the next call. With the
stamp in place nothing is fetched, and the call costs a few hundredths of a second.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "comity-stamp"
PACKAGE = re.compile(r"Collecting (?P<name>[\w.-]+)==|Processing \S*?(?P<file>[\w.]+)-[^/]+\.whl")  # what pip says
VERSION = Path("src/comity/__init__.py")


def main(arguments: list[str]) -> int:
    folder, lock = ROOT / arguments[0], ROOT / arguments[1]
    stamp = folder / STAMP
    wanted = fingerprint(lock)
    if is_current(folder, wanted):
        return 0
    try:
        with only_one(folder.with_name(folder.name + ".lock")):
            if is_current(folder, wanted):  # another call made it while this one waited
                return 0
            stamp.unlink(missing_ok=True)
            install(folder, lock, arguments[2:])
            stamp.write_text(wanted, encoding="utf-8")
    except OSError as error:
        say(f"Not installed: {error}. Comity is installed into {folder}, which has to be writable.")
        return 1
    except subprocess.CalledProcessError as error:
        say(f"Not installed: {error.output}")
        say(f"The whole log: {folder / 'install.log'}. Run the same command to try again.")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command to begin again.")
        return 130
    return 0


def fingerprint(lock: Path) -> str:
    """What the environment depends on: the lock, the project's metadata, and where the checkout stands."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    built = [settings.get("build-system"), settings.get("project"), settings.get("tool", {}).get("hatch")]
    digest = hashlib.sha256(f"{ROOT}\n{json.dumps(built, sort_keys=True)}\n".encode())
    for path in (lock, ROOT / VERSION):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(folder: Path, wanted: str) -> bool:
    try:
        # the interpreter is a link: it breaks when the system's Python is replaced
        return (folder / STAMP).read_text(encoding="utf-8") == wanted and (folder / "bin" / "python").exists()
    except OSError:
        return False


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Two calls at once: the second waits. The system frees the lock when its holder dies."""
    import fcntl

    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another installation is under way; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install(folder: Path, lock: Path, options: list[str]) -> None:
    started = time.monotonic()
    pins = re.findall(r"^([\w.-]+)==(.*)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    packages = len({name for name, rest in pins if "win32" not in rest})
    say(f"Installing into {folder.name} ({packages} packages, all pinned by hash; about a minute, once) ...")
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=True).create(folder)
    pip(folder, *options, "--require-hashes", "--only-binary", ":all:", "-r", str(lock), counted=packages)
    pip(folder, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def pip(folder: Path, *arguments: str, counted: int = 0) -> None:
    """Run pip, show a line per package, keep everything in install.log."""
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", *arguments]
    tail: list[str] = []
    causes: list[str] = []
    seen = 0
    with (
        (folder / "install.log").open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean(), cwd=ROOT
        ) as process,
    ):
        for line in process.stdout or ():
            log.write(line)
            tail = [*tail[-9:], line.rstrip()]
            if re.search(r"^ERROR: |\b\w*Error: ", line):
                causes.append(line.strip())
            if counted and (found := PACKAGE.match(line)):
                seen += 1
                say(f"  {seen:3}/{counted} {found['name'] or found['file']}")
            elif counted and line.startswith("Installing collected packages"):
                say("  writing them ...")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output="\n  ".join(causes[-3:] or tail))


def clean() -> dict[str, str]:
    """The caller's environment without what would send packages elsewhere."""
    strange = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV"}
    return {name: value for name, value in os.environ.items() if name not in strange}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
