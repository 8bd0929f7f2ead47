"""One version, a changelog that knows it, and locks that hold what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import comity
from repo.source import ROOT

FRAGMENT = re.compile(r"(?:\d+|\+[a-z0-9-]+)\.([a-z]+)(?:\.\d+)?\.md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def releases(changelog: str) -> list[Version]:
    return [Version(found) for found in re.findall(r"^## \[?(\d+\.\d+\.\d+\S*?)\]?(?: |$)", changelog, re.MULTILINE)]


def changelog_faults(version: str, changelog: str, *, pending: bool) -> list[str]:
    """The newest release is this version, unless changes wait for it."""
    listed = releases(changelog)
    found = []
    if listed != sorted(listed, reverse=True):
        found.append("releases do not stand newest first")
    if listed and listed[0] > Version(version):
        found.append(f"the changelog knows {listed[0]}, the package is {version}")
    if not pending and (not listed or listed[0] != Version(version)):
        found.append(f"{version} is neither released nor has it changes that wait")
    return found


def lock_faults(wanted: list[str], lock: str) -> list[str]:
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    found = []
    for requirement in map(Requirement, wanted):
        pin = pins.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        if pin is None:
            found.append(f"{requirement.name} is not locked")
        elif not requirement.specifier.contains(pin, prereleases=True):
            found.append(f"{requirement} is locked at {pin}")
    return found


def group(name: str) -> list[str]:
    items = PROJECT["dependency-groups"][name]
    return [line for item in items for line in (group(item["include-group"]) if isinstance(item, dict) else [item])]


def fragments() -> list[str]:
    return [path.name for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]


def test_the_changelog_knows_the_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog_faults(comity.__version__, changelog, pending=bool(fragments())) == []


def test_fragments_are_named_by_kind():
    kinds = {kind["directory"] for kind in PROJECT["tool"]["towncrier"]["type"]}
    names = {name: FRAGMENT.fullmatch(name) for name in fragments()}
    assert [name for name, found in names.items() if not found or found[1] not in kinds] == []


@pytest.mark.parametrize("lock", ["run", "test"])
def test_locks_hold_what_is_asked_for(lock):
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = PROJECT["project"]["dependencies"] + group("build")
    if lock == "test":
        wanted = wanted + group("dev") + extras["analysis"] + extras["web"]
    assert lock_faults(wanted, (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")) == []


def test_what_runs_is_what_is_tested():
    run, tested = (
        set(
            re.findall(
                r"^[\w.-]+==[^\s\\]+",
                (ROOT / "requirements" / name).read_text(encoding="utf-8"),
                re.MULTILINE,
            )
        )
        for name in ("run.txt", "test.txt")
    )
    assert run <= tested


@pytest.mark.parametrize("lock", ["run", "test"])
def test_every_pin_has_hashes(lock):
    entries = re.split(
        r"^(?=[\w.-]+==)", (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"), flags=re.M
    )
    assert [entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


def test_faults_are_found():
    assert changelog_faults("0.1.0", "## 0.2.0 (2027-01-01)\n", pending=True)
    assert changelog_faults("0.2.0", "## 0.1.0 (2027-01-01)\n## 0.2.0 (2027-02-01)\n", pending=True)
    assert changelog_faults("0.2.0", "## 0.1.0 (2027-01-01)\n", pending=False)
    assert not changelog_faults("0.2.0", "## 0.2.0 (2027-02-01)\n## 0.1.0 (2027-01-01)\n", pending=False)
    assert lock_faults(["pydantic>=3"], "pydantic==2.14.4 \\\n    --hash=sha256:0\n")
    assert lock_faults(["typer"], "pydantic==2.14.4 \\\n    --hash=sha256:0\n")
