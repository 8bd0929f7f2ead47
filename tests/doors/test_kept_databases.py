"""Databases of every release are opened by this one, brought up to date, and hold what their checkpoints vouch for."""

import gzip
import hashlib
import json
import re

import pytest

from comity.formats.signing import make_key, write_key
from doors.processes import asked, called, served
from repo.source import ROOT

KEPT = sorted((ROOT / "tests" / "golden" / "databases").glob("*.sqlite3.gz"))


def seed():
    """What script/keep-database makes the key from."""
    text = (ROOT / "script" / "keep-database").read_text(encoding="utf-8")
    return re.search(r'^SEED = b"(.*)"$', text, re.MULTILINE)[1].encode()


def test_there_are_some():
    assert KEPT


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_database_of_a_release_is_opened(kept, tmp_path):
    (tmp_path / "comity.sqlite3").write_bytes(gzip.decompress(kept.read_bytes()))
    write_key(tmp_path / "ledger.key", make_key(hashlib.sha256(seed()).digest()))
    with served(tmp_path) as (_, port, printed):
        assert "EXAMPLE" in printed
        assert asked(port, "/health/")[0] == 200
        assert asked(port, "/")[0] == 200
    checkpoint = kept.with_name(kept.name.replace(".sqlite3.gz", ".json"))
    ended = called("verify", "--data", tmp_path, "--checkpoint", checkpoint, "--json")
    assert ended.returncode == 0, ended.stdout
    found = json.loads(ended.stdout)
    assert found["holds"]
    assert found["checkpoint"]["holds"]
