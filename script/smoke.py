"""Build the wheel, install it into empty environments, plain and with every extra, and use it there.

The wheel comes from the source distribution, so both are proved. Dependencies are what the wheel
itself declares, at the versions of the lock.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "comity"
COMMANDS = (("--help",), ("charter", "list"), ("precedents", "check"), ("demonstrate",))
REFUSED = 2
SERVE = ("serve", "--data", "house", "--no-open", "--exit")
WHATIF = ("whatif", "--charter", "sco", "--against", "sco-reform", "--plot", "what-if.svg")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="comity-smoke-") as name:
        scratch = Path(name)
        wheel = build(scratch)
        problems = missing_files(wheel)
        with ThreadPoolExecutor() as both:
            for found in both.map(lambda extras: try_out(wheel, extras, scratch / f"with{extras}"), ("", "[all]")):
                problems += found
    for problem in problems:
        print(f"smoke: {problem}", file=sys.stderr)
    return 1 if problems else 0


def build(scratch: Path) -> Path:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(scratch / "dist"), str(ROOT)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        sys.exit(f"smoke: the wheel was not built\n{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}")
    (wheel,) = (scratch / "dist").glob("*.whl")
    print(f"built {wheel.name}, {wheel.stat().st_size / 1024:.0f} kB", flush=True)
    return wheel


def missing_files(wheel: Path) -> list[str]:
    """Every tracked file of the package is in the wheel, and the licence."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "src/comity"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    wanted = {name.removeprefix("src/") for name in listed.stdout.split("\0") if name}
    wanted = {name for name in wanted if (PACKAGE.parent / name).exists()}
    problems = [f"{name} is not in the wheel" for name in sorted(wanted - inside)]
    if not any(re.fullmatch(r"comity-[^/]+\.dist-info/licenses/LICENSE", name) for name in inside):
        problems.append("LICENSE is not in the wheel")
    return problems


def try_out(wheel: Path, extras: str, scratch: Path) -> list[str]:
    started = time.monotonic()
    scratch.mkdir()
    folder = scratch / "venv"
    venv.create(folder, with_pip=True)
    pins = scratch / "pins.txt"
    pins.write_text("\n".join(re.findall(r"^[\w.-]+==[^\\\n]+", lock(), re.MULTILINE)), encoding="utf-8")
    wanted = f"comity{extras} @ {wheel.as_uri()}"
    command = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--no-input",
        "--no-compile",
        "--constraint",
        str(pins),
    ]
    ended = subprocess.run([*command, wanted], capture_output=True, text=True, check=False, cwd=scratch)
    if ended.returncode:
        return [f"comity{extras} does not install\n{ended.stderr[-2000:]}"]
    print(f"comity{extras}: installed in {time.monotonic() - started:.0f} s", flush=True)
    found = [use(folder, arguments, scratch, extras) for arguments in COMMANDS]
    for arguments, extra in ((WHATIF, "analysis"), (SERVE, "web")):
        if extras:
            found.append(use(folder, arguments, scratch, extras))
        else:
            found.append(refused_for_want_of(extra, arguments, folder, scratch))
    return [f"comity{extras}: {problem}" for problem in found if problem]


def refused_for_want_of(extra: str, arguments: tuple[str, ...], folder: Path, scratch: Path) -> str | None:
    """Without the extra, the command that needs it says which line installs it."""
    ended = run(folder, arguments, scratch)
    said = ended.stderr.decode("utf-8", "replace")
    if ended.returncode == REFUSED and f"pip install 'comity[{extra}]'" in said:
        return None
    return f"`comity {arguments[0]}` exits {ended.returncode} without the extra, and says: {said[-1000:]}"


def lock() -> str:
    return (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")


def run(folder: Path, arguments: tuple[str, ...], scratch: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COMITY"))}
    command = [str(folder / "bin" / "comity"), *arguments]
    return subprocess.run(
        command, cwd=scratch, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


def use(folder: Path, arguments: tuple[str, ...], scratch: Path, extras: str) -> str | None:
    """Run one command outside the checkout; say what is wrong with the answer."""
    line = " ".join(("comity", *arguments))
    ended = run(folder, arguments, scratch)
    output = ended.stdout.decode("utf-8", "replace")
    if ended.returncode:
        errors = ended.stderr.decode("utf-8", "replace")
        return f"`{line}` exits {ended.returncode}\n{output[-1000:]}\n{errors[-2000:]}"
    if not output.strip():
        return f"`{line}` says nothing"
    print(f"comity{extras}: {line}: {len(output.splitlines())} lines", flush=True)
    return None


if __name__ == "__main__":
    sys.exit(main())
