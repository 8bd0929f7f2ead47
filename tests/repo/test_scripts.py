"""The two commands of a newcomer: what they accept, what they say when something is missing, how they mend."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repo.source import ROOT

USABLE = '#!/bin/sh\nexec "{python}" "$@"\n'
TOO_OLD = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexec "{python}" "$@"\n'


def call(*arguments: str, path: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "script" / "run"), *arguments]
    return subprocess.run(
        command, cwd=cwd, env={"PATH": str(path)}, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )


def bare(folder: Path, **programs: str) -> Path:
    """A folder of programs: what a POSIX shell script may count on, and these."""
    folder.mkdir()
    for name in ("dirname", "id", "printf"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    for name, text in programs.items():
        (folder / name.replace("_", "-")).write_text(text.format(python=sys.executable))
        (folder / name.replace("_", "-")).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--prot", "1"], "unknown option: --prot"),
        (["now"], "unknown option: now"),
        (["--port"], "the number is missing"),
        (["--port", "x"], "'x' is no port"),
        (["--port=0"], "'0' is no port"),
        (["--port", "70000"], "'70000' is no port"),
        (["--data"], "the folder is missing"),
        (["--data", ""], "the folder is missing"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_usage(arguments, says, tmp_path):
    ended = call(*arguments, path=bare(tmp_path / "bin"), cwd=tmp_path)
    assert ended.returncode == 2
    assert says in ended.stderr
    assert "usage: script/run" in ended.stderr


@pytest.mark.parametrize(
    ("programs", "says"),
    [
        ({"apt_get": ""}, "apt-get install python3 python3-venv"),
        ({"apt_get": "", "python3": WITHOUT_VENV}, "apt-get install python3-venv"),
        ({"apt_get": "", "python3": TOO_OLD, "python3.12": WITHOUT_VENV}, "apt-get install python3.12-venv"),
        ({"apt_get": "", "python3": TOO_OLD}, "apt-get install python3.11 python3.11-venv"),
        ({"dnf": ""}, "dnf install python3.12"),
        ({"python3": TOO_OLD}, "install Python 3.11 or newer"),
    ],
)
def test_without_python_one_line_says_what_gets_it(programs, says, tmp_path):
    ended = call(
        "--port", "8000", "--data=x", "--no-open", "--exit", path=bare(tmp_path / "bin", **programs), cwd=tmp_path
    )
    assert ended.returncode == 2
    assert says in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_help_needs_nothing(tmp_path):
    ended = call("--help", path=bare(tmp_path / "bin"), cwd=tmp_path)
    assert ended.returncode == 0
    assert "--no-open" in ended.stdout


@pytest.fixture
def installer(tmp_path, monkeypatch):
    """script/install.py over an empty checkout, with an installation that counts its calls."""
    spec = importlib.util.spec_from_file_location("comity_install", ROOT / "script" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / module.VERSION).parent.mkdir(parents=True)
    (tmp_path / module.VERSION).write_text("one\n")
    (tmp_path / "lock.txt").write_text("one\n")
    (tmp_path / "pyproject.toml").write_text('project.name = "one"\ntool.ruff.line-length = 110\n')
    monkeypatch.setattr(module, "ROOT", tmp_path)
    module.calls = []

    def install(folder, lock, options):
        module.calls.append(folder)
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        (folder / "bin" / "python").touch()

    monkeypatch.setattr(module, "install", install)
    return module


def test_an_installation_is_made_once(installer, tmp_path):
    assert [installer.main([".venv", "lock.txt"]) for _ in range(3)] == [0, 0, 0]
    assert len(installer.calls) == 1
    (tmp_path / "lock.txt").write_text("two\n")
    assert installer.main([".venv", "lock.txt"]) == 0
    assert len(installer.calls) == 2


def test_only_what_is_built_from_the_settings_is_made_again(installer, tmp_path):
    installer.main([".venv", "lock.txt"])
    (tmp_path / "pyproject.toml").write_text('project.name = "one"\ntool.ruff.line-length = 120\n')
    installer.main([".venv", "lock.txt"])
    assert len(installer.calls) == 1
    (tmp_path / "pyproject.toml").write_text('project.name = "two"\n')
    installer.main([".venv", "lock.txt"])
    assert len(installer.calls) == 2


def test_an_interpreter_that_went_away_is_replaced(installer, tmp_path):
    installer.main([".venv", "lock.txt"])
    (tmp_path / ".venv" / "bin" / "python").unlink()
    assert installer.main([".venv", "lock.txt"]) == 0
    assert len(installer.calls) == 2


@pytest.mark.parametrize(
    "error", [subprocess.CalledProcessError(1, "pip", "no"), KeyboardInterrupt(), PermissionError("no")]
)
def test_what_failed_leaves_no_stamp_and_is_mended(installer, tmp_path, monkeypatch, error):
    working = installer.install
    installer.main([".venv", "lock.txt"])
    (tmp_path / "lock.txt").write_text("two\n")

    def failing(folder, lock, options):
        raise error

    monkeypatch.setattr(installer, "install", failing)
    assert installer.main([".venv", "lock.txt"]) != 0
    assert not (tmp_path / ".venv" / installer.STAMP).exists()
    monkeypatch.setattr(installer, "install", working)
    assert installer.main([".venv", "lock.txt"]) == 0
    assert (tmp_path / ".venv" / installer.STAMP).exists()
