"""Run every check of the project, the same for people and for CI; script/test calls this."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
NO_TESTS_COLLECTED = 5
AT_A_TIME = 2
AT_ONCE = "2"
"""Processes of a check that has the machine alone: one for each of its two cores; a third was no faster."""
DATA = "COMITY_TEST_DATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Commands of the environment that pass or fail together."""

    name: str
    says: str
    commands: tuple[tuple[str, ...], ...]
    needs: tuple[tuple[str, str], ...] = ()  # a program outside Python, and the line that gets it
    passes: tuple[int, ...] = (0,)
    settings: tuple[tuple[str, str], ...] = ()  # of the environment, for these commands alone
    reads_data: bool = False  # only where COMITY_TEST_DATA names the public data
    alone: bool = False  # uses every processor by itself; the others run two at a time


GIT = ("git", "apt-get install git")
CHROMIUM = ("chromium", "apt-get install chromium fonts-noto-core fonts-noto-cjk")
ON_POSTGRESQL = ("decision", "people", "many_at_once", "killed", "backup")
CHECKS = (
    Check(name="format", says="ruff format", commands=(("ruff", "format", "--check", "."),)),
    Check(name="lint", says="ruff", commands=(("ruff", "check", "."),)),
    Check(name="types", says="mypy, strict", commands=(("mypy",),)),
    Check(name="contracts", says="what each room may import", commands=(("lint-imports", "--no-cache"),)),
    Check(name="changelog", says="fragments are well formed", commands=(("towncrier", "build", "--draft"),)),
    Check(name="docs", says="generated pages are unchanged", commands=(("python", "script/docs.py", "--check"),)),
    Check(
        name="notebooks",
        says="notebooks show what their cells give",
        commands=(("python", "script/notebooks", "--check"),),
    ),
    Check(
        name="derived",
        says="data made from other data that ship are unchanged",
        commands=(
            ("python", "script/derive-reform", "--check"),
            ("python", "script/derive-example", "--check"),
            ("python", "script/ship-precedents", "--check"),
            ("python", "script/extract-common-names", "--check"),
        ),
    ),
    Check(
        name="extracts",
        says="data made from the public data are unchanged",
        commands=(
            ("python", "script/extract-names", "--check"),
            ("python", "script/extract-positions", "--check"),
            ("python", "script/extract-record", "--check"),
            ("python", "script/extract-membership", "--check"),
            ("python", "script/fill_rule_sheets.py", "--check"),
        ),
        reads_data=True,
    ),
    Check(
        name="doctests",
        says="examples in docstrings",
        commands=(("pytest", "-q", "--doctest-modules", "--ds=comity.site.settings", "src/comity"),),
        passes=(0, NO_TESTS_COLLECTED),
    ),
    Check(
        name="smoke",
        says="the wheel in empty environments",
        commands=(("python", "script/smoke.py"),),
        needs=(GIT,),
    ),
    Check(
        name="tests",
        says="pytest",
        commands=(("pytest", "-q", "-n", AT_ONCE, "--ignore=tests/browser"),),
        needs=(GIT,),
        alone=True,
    ),
    Check(
        name="postgresql",
        says="acts, many at once, a killed server",
        commands=(("pytest", "-q", "-n", AT_ONCE, *(f"tests/app/test_{name}.py" for name in ON_POSTGRESQL)),),
        settings=(("COMITY_TEST_DATABASE", "postgresql"),),
        alone=True,
    ),
    Check(
        name="browser",
        says="the pages in Chromium",
        commands=(("pytest", "-q", "-n", AT_ONCE, "--dist", "loadfile", "tests/browser"),),
        needs=(CHROMIUM,),
        settings=(("COMITY_PICTURES", "build/pictures"),),
        alone=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went."""

    check: Check
    state: str
    seconds: float


def main(arguments: list[str]) -> int:
    options = read(arguments)
    names = [check.name for check in CHECKS]
    left_out = [name for name in names if name in options.without or (options.only and name not in options.only)]
    if left_out and os.environ.get("CI"):
        print("script/test: in CI every check runs; --without and --only are refused", file=sys.stderr)
        return 2
    wanted = [check for check in CHECKS if check.name not in left_out]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = list(pool.map(run, (check for check in wanted if not check.alone)))
    results += [run(check) for check in wanted if check.alone]
    report(results, left_out)
    return 1 if any(result.state == "failed" for result in results) else 0


def read(arguments: list[str]) -> argparse.Namespace:
    lines = [f"  {check.name:10} {check.says}" for check in CHECKS]
    parser = argparse.ArgumentParser(
        prog="script/test",
        description="Run every check.",
        epilog="\n".join(["checks:", *lines, "", "COMITY_TEST_DATA=DIR adds the tests over public data."]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [check.name for check in CHECKS]
    for option, says in (
        ("--without", "leave out this check; repeatable"),
        ("--only", "run only this; repeatable"),
    ):
        parser.add_argument(option, metavar="NAME", action="append", default=[], choices=names, help=says)
    return parser.parse_args(arguments)


def run(check: Check) -> Result:
    """Run a check: one that is alone prints as it goes, of the others each what it printed when it has ended."""
    told = [f"\n== {check.name}: {check.says}"]
    missing = [line for program, line in check.needs if shutil.which(program) is None]
    if missing:
        told.append(f"missing; this gets it:  {missing[0]}\nor leave it out:  script/test --without {check.name}")
        print("\n".join(told), flush=True)
        return Result(check, "failed", 0.0)
    if check.reads_data and not os.environ.get(DATA):
        print(told[0], flush=True)
        return Result(check, "skipped", 0.0)
    started = time.monotonic()
    passed = [call(command, check, told) in check.passes for command in check.commands]
    if told:
        print("\n".join(told), flush=True)
    return Result(check, "passed" if all(passed) else "failed", time.monotonic() - started)


def call(command: tuple[str, ...], check: Check, told: list[str]) -> int:
    """Run a command. What it prints is added to what is told, or printed at once where the check is alone."""
    settings = dict(check.settings)
    told.append("$ " + " ".join([*(f"{name}={value}" for name, value in settings.items()), *command]))
    if check.alone:
        print("\n".join(told), flush=True)
        told.clear()
    whole = [str(TOOLS / command[0]), *command[1:]]
    done = subprocess.run(
        whole,
        cwd=ROOT,
        env={**environment(), **settings},
        stdin=subprocess.DEVNULL,
        stdout=None if check.alone else subprocess.PIPE,
        stderr=None if check.alone else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.stdout:
        told.append(done.stdout.rstrip())
    return done.returncode


def environment() -> dict[str, str]:
    """That of the caller; but what Python compiles is kept, for the hundreds of processes that the checks start."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONNOUSERSITE": "1"}


def report(results: list[Result], left_out: list[str]) -> None:
    print("\n== summary")
    for result in results:
        print(f"  {result.check.name:10} {result.state:7} {result.seconds:7.1f} s   {result.check.says}")
    if not os.environ.get(DATA):
        print(f"{DATA} is not set: what reads the public data was skipped.")
    failed = [result.check.name for result in results if result.state == "failed"]
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    if left_out:
        print(f"NOT RUN: {', '.join(left_out)}")
    passed = sum(result.state == "passed" for result in results)
    skipped = len(results) - passed - len(failed)
    print(f"\n{passed} passed, {len(failed)} failed{f', {skipped} skipped' if skipped else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
