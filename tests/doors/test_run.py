"""Founding and starting, as a newcomer and an officer do: in processes of their own, on real ports and folders."""

import json
import re
import signal
import socket

import pytest

from doors.processes import asked, called, served

OFFICER = ("--officer", "officer@example.org", "--name", "An Officer")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """A folder with the example, and how its first start ended."""
    folder = tmp_path_factory.mktemp("run") / "example"
    cache = str(tmp_path_factory.mktemp("cache"))
    return folder, called("serve", "--data", folder, "--exit", "--no-open", XDG_CACHE_HOME=cache)


def test_a_new_folder_becomes_the_example_and_the_main_job_is_done(example):
    folder, ended = example
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert ended.stdout.startswith("http://127.0.0.1:")
    assert "EXAMPLE" in ended.stdout
    assert (
        len(set(re.findall(r"^    http://127\.0\.0\.1:\d+/sign-in/[0-9a-f]{64}/$", ended.stdout, re.MULTILINE))) == 15
    )
    assert "A/RES/73/27" in ended.stdout
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "ledger.key").stat().st_mode & 0o777 == 0o600
    assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600


def test_links_and_code_of_the_terminal_are_nowhere_in_the_folder(example):
    folder, ended = example
    tokens = re.findall(r"/sign-in/([0-9a-f]{64})/", ended.stdout)
    kept = b"".join(one.read_bytes() for one in folder.iterdir())
    assert not any(token.encode() in kept for token in tokens)


def test_what_was_done_is_there_after_a_restart_under_another_code(example):
    folder, first = example
    before = json.loads(called("verify", "--data", folder, "--json").stdout)
    with served(folder) as (process, port, printed):
        assert asked(port, "/health/") == (200, '{"healthy": true}')
        status, page = asked(port, "/")
        assert status == 200
        assert "EXAMPLE" in page
        (link,) = re.findall(r"Secretariat officer.*\n\s+http://127\.0\.0\.1:\d+(\S+)", printed)
        assert asked(port, link)[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) in {0, -signal.SIGTERM}
    assert json.loads(called("verify", "--data", folder, "--json").stdout) == before
    codes = [re.search(r"\b\d{6}\b", text.partition("\nCode\n")[2])[0] for text in (first.stdout, printed)]
    assert codes[0] != codes[1]


def test_several_processes_answer_on_one_port(example):
    folder, _ = example
    with served(folder, "--workers", "2") as (process, port, _):
        assert {asked(port, "/health/")[0] for _ in range(8)} == {200}
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def test_an_organisation_is_founded_and_its_officer_comes_by_the_link(tmp_path):
    folder = tmp_path / "house"
    first = called("init", "--charter", "osce", *OFFICER, "--data", folder)
    assert first.returncode == 0, first.stderr
    again = called("init", *OFFICER, "--data", folder, "--url", "https://votes.example.org/")
    assert again.returncode == 0, again.stderr
    lost, link = (re.search(r"https?://[^/]+(/invitation/[0-9a-f]{64}/)", one.stdout)[1] for one in (first, again))
    assert "https://votes.example.org/invitation/" in again.stdout
    with served(folder) as (_, port, printed):
        assert "sign-in" not in printed
        assert "EXAMPLE" not in printed
        status, page = asked(port, link)
        assert status == 200
        assert "An Officer" in page
        assert asked(port, lost)[0] in {404, 410}
    told = called("doctor", "--data", folder, "--json")
    assert told.returncode == 0, told.stdout
    assert json.loads(told.stdout)["serious"] == 0
    public = called("doctor", "--data", folder, "--json", COMITY_HOSTS="votes.example.org")
    assert public.returncode == 1
    assert "HTTPS" in {one["about"] for one in json.loads(public.stdout)["lacks"] if one["serious"]}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), ("--charter is missing", "--officer is missing", "--name is missing")),
        (OFFICER[:2], ("--name is missing", f"init --charter NAME --officer {OFFICER[1]} --name NAME --data")),
        (("--charter", "osec", *OFFICER), ("Did you mean `osce`",)),
        (("--charter", "osce", *OFFICER, "--in-force-from", "soon"), ("no day up to today",)),
        (("--charter", "osce", *OFFICER, "--in-force-from", "2999-01-01"), ("no day up to today",)),
    ],
)
def test_what_is_missing_or_wrong_is_said_before_anything_is_made(arguments, says, tmp_path):
    ended = called("init", *arguments, "--data", tmp_path / "house")
    assert ended.returncode == 2
    assert all(one in ended.stderr for one in says)
    assert not (tmp_path / "house" / "ledger.key").exists()


def test_an_officer_that_can_t_be_taken_is_said_and_mended(tmp_path):
    folder = tmp_path / "house"
    wrong = called("init", "--charter", "osce", "--officer", "nobody", "--name", "N", "--data", folder)
    assert wrong.returncode == 2
    assert "--officer can't be taken" in wrong.stderr
    assert called("init", "--charter", "osce", *OFFICER, "--data", folder).returncode == 0


def test_the_example_is_made_for_this_machine_alone(tmp_path):
    ended = called("serve", "--host", "0.0.0.0", "--data", tmp_path / "house", "--exit")
    assert ended.returncode == 2
    assert "comity init" in ended.stderr


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    for command in (("serve", "--exit"), ("init", "--charter", "osce", *OFFICER)):
        ended = called(*command, "--data", tmp_path)
        assert ended.returncode == 2
        assert "other files" in ended.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_port_that_is_taken_is_refused(example):
    folder, _ = example
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = called("serve", "--data", folder, "--port", taken.getsockname()[1], "--exit")
    assert ended.returncode == 2
    assert "Name another port" in ended.stderr


def test_a_variable_that_can_t_be_is_named_and_its_value_is_not_shown(example):
    folder, _ = example
    ended = called("doctor", "--data", folder, COMITY_SMTP_PORT="secret", COMITY_HTTPS="perhaps")
    assert ended.returncode == 2
    assert "COMITY_SMTP_PORT can't be taken" in ended.stderr
    assert "COMITY_HTTPS can't be taken" in ended.stderr
    assert "secret" not in ended.stderr
