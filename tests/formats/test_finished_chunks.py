"""The file of finished chunks: kept whatever kills the process, and never taken for those of another question."""

from dataclasses import replace
from fractions import Fraction

import pytest

from comity.analysis import simulation
from comity.analysis.profiles import CODES, Holds, Linear, Over
from comity.analysis.simulation import Trial, simulate
from comity.analysis.voting_models import impartial
from comity.core.values import Refused
from comity.formats.finished_chunks import FinishedChunks, seed_kept

VOTERS = ("a", "b", "c")
RULE = Over(VOTERS, (Linear(((1, 1, 1), *[(0, 0, 0)] * (len(CODES) - 1)), -2, strict=False),), Holds(0))


@pytest.fixture
def trial(monkeypatch):
    monkeypatch.setattr(simulation, "CHUNK", 50)
    return Trial(rules=(RULE,), model=impartial(VOTERS, Fraction(1, 5)), seed=3, profiles=240)


def test_chunks_are_kept_and_not_counted_again(tmp_path, trial):
    path = tmp_path / "chunks"
    kept = FinishedChunks(path, trial)
    expected = simulate(trial, on_chunk=kept.keep)
    again = FinishedChunks(path, trial)
    assert sorted(again.finished) == [0, 1, 2, 3, 4]
    counted = []
    assert simulate(trial, finished=again.finished, on_chunk=counted.append) == expected
    assert counted == []


def test_a_file_that_ends_anywhere_loses_one_chunk_at_most(tmp_path, trial):
    path = tmp_path / "chunks"
    expected = simulate(trial, on_chunk=FinishedChunks(path, trial).keep)
    content = path.read_bytes()
    for end in range(0, len(content) + 1, 7):
        path.write_bytes(content[:end])
        kept = FinishedChunks(path, trial)
        whole = content[:end].count(b"\n") - 1
        assert len(kept.finished) == max(0, whole)
        assert simulate(trial, finished=kept.finished, on_chunk=kept.keep) == expected
        assert len(FinishedChunks(path, trial).finished) == 5


def test_a_header_that_was_never_finished_is_written_again(tmp_path, trial):
    path = tmp_path / "chunks"
    other = replace(trial, seed=5)
    FinishedChunks(path, other)
    path.write_bytes(path.read_bytes()[:-3])
    assert seed_kept(path) is None
    assert FinishedChunks(path, trial).finished == {}
    assert seed_kept(path) == 3
    assert seed_kept(tmp_path / "nothing") is None


def test_a_file_of_another_question_is_refused_and_left_as_it_is(tmp_path, trial):
    path = tmp_path / "chunks"
    other = Trial(rules=trial.rules, model=trial.model, seed=4, profiles=240)
    simulate(other, on_chunk=FinishedChunks(path, other).keep)
    before = path.read_bytes()
    with pytest.raises(Refused, match="chunks of another question"):
        FinishedChunks(path, trial)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"member,votes\n", b"[1]\n{}\n", b"no line"])
def test_a_file_of_something_else_is_refused(tmp_path, trial, content):
    path = tmp_path / "chunks"
    path.write_bytes(content)
    with pytest.raises(Refused, match="no file of finished chunks"):
        FinishedChunks(path, trial)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"chunk":1', b'"chunk":"x"'),
        (b'"chunk":1', b'"chunk":-1'),
        (b'"profiles"', b'"number"'),
        (b'"rules":[[', b'"rules":[[],['),
        (b"{", b""),
    ],
)
def test_a_line_that_is_no_chunk_is_refused_with_its_place(tmp_path, trial, old, new):
    path = tmp_path / "chunks"
    simulate(trial, on_chunk=FinishedChunks(path, trial).keep)
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(old, new, 1)
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(Refused) as found:
        FinishedChunks(path, trial)
    assert found.value.problems[0].line == 3


def test_a_file_that_can_not_be_written_is_refused(tmp_path, trial):
    with pytest.raises(Refused, match="can't be written"):
        FinishedChunks(tmp_path / "nowhere" / "chunks", trial)
