"""The shelf of records: kept whole or not at all, found by name, known when damaged."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from comity.core.values import Refused
from comity.formats.public_records import shelf
from comity.formats.public_records.importing import imported
from comity.formats.public_records.source import shipped_source
from comity.formats.record import shipped_records
from comity.formats.subjects import shipped_subjects
from formats.published import TWO

SOURCE = shipped_source("unga")
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
SUBJECTS = shipped_subjects("general-assembly")
VOTES = "rcid,iso3,vote\n4305,FRA,1\n4305,CHN,3\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "records"


@pytest.fixture
def add(write, folder):
    """Put a record of these votes on the shelf."""

    def add(votes=VOTES, source=SOURCE):
        files = [write("votes.csv", votes), write("calls.csv", TWO)]
        return shelf.add(folder, source, imported(files, source, date(2026, 11, 30)), files, NOW)

    return add


def test_what_was_put_there_is_found_again(add, folder):
    assert shelf.added_records(folder) == ()
    told = add()
    assert (told.roll_calls, told.votes, told.members, told.from_, told.until) == (1, 2, 2, "2001-11", "2001-11")
    assert [one.name for one in told.files] == ["votes.csv", "calls.csv"]
    assert shelf.added_records(folder) == ("unga",)
    assert shelf.about_added(folder, "unga") == told
    record = shelf.find_any("unga", SUBJECTS, None, folder)
    assert (record.about.id, len(record.frame), record.frame.item(0, "fra")) == ("unga", 1, "yes")
    assert shelf.damage(folder, "unga") == []


def test_a_record_takes_the_place_of_the_one_before(add, folder):
    first = add()
    second = add("rcid,iso3,vote\n4305,FRA,2\n")
    assert first.record != second.record
    assert shelf.read_added(folder, "unga").frame.item(0, "fra") == "abstain"
    assert [one.suffix for one in sorted((folder / "unga").iterdir())] == [".parquet", ".json"]


def test_several_at_once_leave_one_whole_record(write, folder):
    """Whoever comes last has its record there; none takes away what another has just put there."""
    positions = (1, 2, 3)
    made = []
    for vote in positions:
        files = [write(f"votes{vote}.csv", f"rcid,iso3,vote\n4305,FRA,{vote}\n"), write("calls.csv", TWO)]
        made.append((SOURCE, imported(files, SOURCE, date(2026, 11, 30)), files, NOW))
    for _ in range(8):
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda given: shelf.add(folder, *given), made))
        assert shelf.damage(folder, "unga") == []
        assert shelf.read_added(folder, "unga").frame.item(0, "fra") in {"yes", "abstain", "no"}
        assert len(list((folder / "unga").glob("*.parquet"))) == 1


def test_what_stops_half_way_leaves_the_record_before(add, folder, monkeypatch):
    """The file of the columns is written, and the machine stops before the record is told of."""
    add()

    def stop(path, content):
        raise KeyboardInterrupt

    monkeypatch.setattr(shelf, "_replace", stop)
    with pytest.raises(KeyboardInterrupt):
        add("rcid,iso3,vote\n4305,FRA,2\n")
    assert shelf.read_added(folder, "unga").frame.item(0, "fra") == "yes"
    assert shelf.damage(folder, "unga") == []


def test_damage_is_known_and_named(add, folder):
    stored = folder / "unga" / add().record.name
    stored.write_bytes(stored.read_bytes()[:-8] + b"12345678")
    (problem,) = shelf.damage(folder, "unga")
    assert problem.fact == "the file of the record is not the one that was written"
    stored.unlink()
    (problem,) = shelf.damage(folder, "unga")
    assert problem.fact == "the file of the record is gone"
    with pytest.raises(Refused, match="damaged"):
        shelf.read_added(folder, "unga")
    (folder / "unga" / shelf.ABOUT).write_text("{}")
    assert [one.fact for one in shelf.damage(folder, "unga")][-1] == "the record 'unga' is damaged"
    assert shelf.about_if_readable(folder, "unga") is None


def test_what_was_removed_is_gone(add, folder):
    add()
    shelf.remove(folder, "unga")
    assert shelf.added_records(folder) == ()
    for act in (shelf.remove, shelf.damage, shelf.read_added):
        with pytest.raises(Refused, match="no record 'unga' was added"):
            act(folder, "unga")


def test_a_folder_that_can_not_be_written_to_is_refused(add, folder):
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in its place")
    with pytest.raises(Refused, match="can't be kept there"):
        add()


def test_a_name_that_nobody_has_is_told_the_ones_there_are(add, folder):
    add()
    assert shelf.find_any(shipped_records()[0], SUBJECTS, None, folder).about.id == shipped_records()[0]
    with pytest.raises(Refused, match="Did you mean `unga`"):
        shelf.find_any("ungo", SUBJECTS, None, folder)
    with pytest.raises(Refused, match="no record that ships"):
        shelf.find_any("unga", SUBJECTS, None, None)
