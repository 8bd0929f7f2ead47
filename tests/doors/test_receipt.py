"""`comity receipt check`: every way it can end, in every language, and without Django."""

import json
import subprocess
import sys

import pytest

from comity.core.ledger.receipt import fingerprint
from comity.core.values import LANGUAGES
from comity.formats.ledger_documents import receipt_text
from comity.formats.signing import public_key_text
from doors.commands import refused, run, run_json, too_wide
from formats.ledger_examples import KEY, OTHER_KEY, receipt_of

CHECK = ("receipt", "check")
PRINT = fingerprint(KEY.public_key)
WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
from comity.cli.main import app
app(sys.argv[1:])
"""


@pytest.fixture
def write(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def good(write):
    return write("good.json", receipt_text(receipt_of(3)))


@pytest.fixture
def altered(write):
    return write("altered.json", receipt_text(receipt_of(3)).replace('"no"', '"yes"'))


def words(told):
    """What a command printed, as one line."""
    return " ".join(told.stdout.split())


def test_a_receipt_without_a_known_key_proves_only_that_its_holder_signed(good):
    result = run_json(*CHECK, good)
    assert (result["schema"], result["holds"], result["key"]) == ("comity/receipt-check/1", True, None)
    [one] = result["receipts"]
    assert (one["proves"], one["fingerprint"], one["example"]) == ("signed_by_holder", PRINT, False)
    assert one["entry"] == json.loads(receipt_of(3).entry)
    assert one["steps"][-1] == {"step": "key_expected", "holds": None}
    told = run(*CHECK, good)
    assert told.exit_code == 0
    assert "this proves only that whoever holds the receipt's own key signed it" in words(told)
    assert "--key FILE|FINGERPRINT" in told.stdout


def test_a_receipt_is_held_to_the_key_that_is_known(good, write):
    pem = write("organisation.pem", public_key_text(KEY.public_key))
    for key in (PRINT, pem):
        result = run_json(*CHECK, good, "--key", key)
        assert (result["holds"], result["key"], result["receipts"][0]["proves"]) == (True, PRINT, "signed_by_known_key")
    told = run(*CHECK, good, "--key", pem)
    assert told.stdout.startswith("The receipt holds: entry 3 was in the ledger")
    assert "verify --checkpoint" in told.stdout


def test_a_forger_with_a_key_of_their_own_is_found(write):
    forged = write("forged.json", receipt_text(receipt_of(3, key=OTHER_KEY)))
    assert run_json(*CHECK, forged)["holds"]
    result = run_json(*CHECK, forged, "--key", PRINT, ends=1)
    assert [one["holds"] for one in result["receipts"][0]["steps"]] == [True, True, True, False]
    assert "its key is not the one that you gave" in words(run(*CHECK, forged, "--key", PRINT))


def test_an_altered_receipt_ends_with_1(altered, good):
    assert run_json(*CHECK, altered, ends=1)["receipts"][0]["proves"] == "nothing"
    result = run_json(*CHECK, good, altered, ends=1)
    assert [one["holds"] for one in result["receipts"]] == [True, False]
    told = run(*CHECK, good, altered)
    assert told.exit_code == 1
    assert "good.json" in told.stdout
    assert "The receipt does not hold, and proves nothing" in told.stdout


def test_everything_that_is_wrong_is_told_at_once(good, write):
    broken = write("broken.json", "{")
    short = write("short.json", receipt_text(receipt_of(3)).replace('"proof"', '"proofs"'))
    told = refused(*CHECK, broken, short, good, "--key", KEY.key_id)
    assert [line for line, _, _ in told] == [None, 1, 1, 30]
    assert "is the label of a key" in told[0][1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [1, 8])
def test_every_language_within_the_page(language, size, write, altered):
    example = write("example.json", receipt_text(receipt_of(0, size=size), example=True))
    for arguments in ((example,), (example, "--key", PRINT), (example, altered, "--key", PRINT)):
        told = run(*CHECK, *arguments, "--lang", language)
        assert [line for line in too_wide(told.stdout) if ".json" not in line] == []
        assert ("EXAMPLE" in told.stdout, "{" in told.stdout) == (language == "en", False)


def test_a_file_commands_no_terminal(write):
    text = receipt_text(receipt_of(3)).replace('"delegation-d"', '"d\\u001b[2K\\u202e[red]x[/red]"')
    told = run(*CHECK, write("evil.json", text))
    assert r"d\x1b[2K\u202e[red]x[/red]" in told.stdout
    assert "\x1b" not in told.stdout


def test_a_long_entry_is_cut_and_says_so(write):
    text = json.loads(receipt_text(receipt_of(3)))
    text["entry"]["changes"] *= 20
    assert "(30 more in the file)" in run(*CHECK, write("long.json", json.dumps(text))).stdout


def test_it_works_without_django(good):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *CHECK, str(good), "--key", PRINT],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The receipt holds")
