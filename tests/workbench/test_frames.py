"""The analyses from data frame to data frame: what the commands say, from polars and from pandas, to R."""

from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest

from comity.core.values import Refused
from comity.formats.record import COLUMNS
from comity.workbench import frames
from doors.commands import run_json

EIGHT = "CHN,IND,KAZ,KGZ,PAK,RUS,TJK,UZB"


@pytest.fixture(scope="module")
def record():
    return frames.roll_calls()


@pytest.fixture(scope="module")
def in_pandas():
    return frames.roll_calls(pandas=True)


def same(frame, rows):
    """Whether a frame holds these rows of JSON, nulls and floats among them."""
    assert frame.to_dicts() == rows


def test_cohesion_and_pairs_are_those_of_the_command(record):
    told = run_json("cohesion", "--members", EIGHT, "--record", "general-assembly-2001-2019", "--by", "subject")
    same(frames.cohesion(record, EIGHT, by_subject=True), told["rows"])
    called = dict(zip(("chn", "ind", "kaz", "kgz", "pak", "rus", "tjk", "uzb"), EIGHT.split(","), strict=True))
    same(frames.pairs(record, EIGHT).with_columns(pl.col("a", "b").replace(called)), told["pairs"])


def test_a_cell_of_pandas_that_holds_an_array_is_a_list(record, in_pandas):
    """As Parquet gives lists to pandas."""
    arrays = in_pandas.assign(subjects=[np.array(one) for one in in_pandas["subjects"]])
    assert frames.cohesion(arrays, EIGHT, by_subject=True).equals(frames.cohesion(record, EIGHT, by_subject=True))


def test_agreement_with_those_outside_is_that_of_the_command(record):
    told = run_json("cohesion", "--members", "sco:six", "--reference", "TUR,LKA,CHN")
    same(frames.agreement_outside(record, "sco:six", ["TUR", "LKA", "CHN"]), told["reference"]["rows"])


def test_a_reference_is_counted_in_its_own_time_as_by_the_command(record):
    told = run_json("cohesion", "--members", "MNG,LKA", "--reference", "sco", "--record", "general-assembly-2001-2019")
    same(frames.agreement_outside(record, "MNG,LKA", "sco"), told["reference"]["rows"])
    early = record.filter(pl.col("session") == 60)
    assert frames.agreement_outside(early, "MNG,LKA", "sco").equals(
        frames.agreement_outside(early, "MNG,LKA", "sco:six")
    )


def test_the_whatif_is_that_of_the_command(record, whole_whatif):
    found = frames.summary(frames.whatif(record, "sco", "sco-reform", today=date(2020, 12, 31)))
    ours = {(row["membership"], row["charter"], row["subject"]): row["adopted"] for row in found.to_dicts()}
    theirs = {(row["membership"], row["charter"], row["subject"]): row["adopted"] for row in whole_whatif["summary"]}
    assert ours == theirs


@pytest.fixture(scope="module")
def whole_whatif():
    return run_json("whatif", "--charter", "sco", "--against", "sco-reform")


def test_a_reading_and_a_membership_may_be_chosen(record):
    strict = frames.whatif(record, "sco", membership="eight", abstention="objects")
    lenient = frames.whatif(record, "sco", membership="eight")
    adopted = [(one.get_column("verdict") == "adopted").sum() for one in (strict, lenient)]
    assert 0 < adopted[0] < adopted[1]


def test_pandas_is_taken_and_given(record, in_pandas, tmp_path):
    assert isinstance(in_pandas, pd.DataFrame)
    for call in (
        lambda frame, **more: frames.cohesion(frame, "sco:six", **more),
        lambda frame, **more: frames.pairs(frame, "CHN,RUS", **more),
        lambda frame, **more: frames.agreement_outside(frame, "sco:six", "TUR", **more),
        lambda frame, **more: frames.whatif(frame, "sco", membership="six", **more),
    ):
        expected = call(record)
        assert call(in_pandas).equals(expected)
        given = call(record, pandas=True)
        assert isinstance(given, pd.DataFrame)
        assert list(given.columns) == expected.columns
        assert len(given) == len(expected)


def test_pandas_is_taken_in_all_its_ways_of_missing(record, in_pandas):
    expected = frames.cohesion(record, "sco:six")
    assert frames.cohesion(in_pandas.convert_dtypes(), "sco:six").equals(expected)
    days = in_pandas.assign(date=pd.to_datetime(in_pandas["date"], format="ISO8601"))
    assert frames.cohesion(days, "CHN,RUS").equals(frames.cohesion(record, "CHN,RUS"))


def test_two_charters_stand_in_one_table():
    both = frames.power_index("sco", "heads-of-state", "outer-space", date(2016, 1, 1), against_on=date(2018, 1, 1))
    assert both.group_by("under", maintain_order=True).len().rows() == [
        ("sco, outer-space, 2016-01-01", 6),
        ("sco, outer-space, 2018-01-01", 8),
    ]
    chances = frames.simulate(
        "sco", "heads-of-state", "trade", seed=1, model="record", against="sco-reform", on=date(2020, 1, 1)
    )
    assert chances.get_column("difference").n_unique() == 1
    assert chances.item(0, "difference") == pytest.approx(chances.item(-1, "passage") - chances.item(0, "passage"))
    assert "record" in chances.item(0, "assumption")


def test_power_is_that_of_the_command():
    asked = ("power", "index", "--charter", "un-security-council", "--body", "security-council")
    told = run_json(*asked, "--matter", "substantive", "--on", "2020-01-01")["under"]["players"]
    found = frames.power_index("un-security-council", "security-council", "substantive", on=date(2020, 1, 1))
    for row, one in zip(found.to_dicts(), told, strict=True):
        assert (row["player"], row["swings"], row["veto"]) == (one["player"], str(one["swings"]), one["veto"])
        assert row["shapley_shubik_exact"] == one["shapley_shubik"]
        assert row["banzhaf_normalised_exact"] == one["banzhaf_normalised"]
    assert found.get_column("shapley_shubik").sum() == pytest.approx(1)


def test_weights_come_from_a_frame(tmp_path):
    weights = pl.DataFrame({"member": ["a", "b", "c"], "weight": [3, 2, 1]})
    found = frames.power_weights(weights, ">50%")
    assert found.get_column("shapley_shubik_exact").to_list() == ["2/3", "1/6", "1/6"]
    of_pandas = pd.DataFrame(weights.to_dict(as_series=False))
    assert frames.power_weights(of_pandas, "4").equals(frames.power_weights(weights, "4"))
    large = pl.DataFrame({"member": ["a", "b"], "weight": [str(10**30), "1/3"]})
    assert frames.power_weights(large, "100%").get_column("veto").to_list() == [True, True]


def test_a_simulation_is_that_of_the_command():
    asked = (
        "simulate",
        "--charter",
        "sco-reform",
        "--body",
        "heads-of-state",
        "--matter",
        "trade",
        "--on",
        "2020-01-01",
    )
    told = run_json(*asked, "--model", "independent", "--probability", "0.5", "--probability", "CHN=0.9", "--seed", "1")
    members = frames.power_index("sco-reform", "heads-of-state", "trade", on=date(2020, 1, 1)).get_column("player")
    chances = pl.DataFrame({"member": members, "yes": ["0.9" if one == "chn" else "0.5" for one in members]})
    found = frames.simulate("sco-reform", "heads-of-state", "trade", chances, seed=1, on=date(2020, 1, 1))
    assert found.get_column("member").to_list() == [one["member"] for one in told["under"]["members"]]
    passage = told["under"]["passage"]["value"]
    assert found.item(0, "passage") == pytest.approx(float(Fraction(passage)))
    assert found.get_column("passage_low").is_null().all()
    small = frames.simulate(
        "sco", "heads-of-state", "trade", chances.with_columns(yes=pl.lit(1e-5)), seed=1, on=date(2020, 1, 1)
    )
    assert small.item(0, "yes") == 1e-5
    drawn = frames.simulate("sco-reform", "heads-of-state", "trade", seed=1, on=date(2020, 1, 1), profiles=500)
    assert drawn.item(0, "passage_low") < drawn.item(0, "passage") < drawn.item(0, "passage_high")


def test_a_result_is_written_for_others(record, tmp_path):
    found = frames.cohesion(record, "sco:six")
    path = frames.write_parquet(found, tmp_path / "cohesion.parquet")
    assert pl.read_parquet(path).equals(found)
    with pytest.raises(Refused, match="can't be written"):
        frames.write_parquet(found, tmp_path / "missing" / "cohesion.parquet")


@pytest.mark.parametrize(
    ("call", "fact"),
    [
        (lambda record: frames.cohesion({"a": 1}, "CHN"), "dict is no data frame"),
        (lambda record: frames.cohesion(record.drop("session"), "CHN"), "the columns session are missing"),
        (lambda record: frames.cohesion(record.select(list(COLUMNS)), "CHN"), "no column of a state"),
        (lambda record: frames.cohesion(record, "FRA"), "no positions of fra"),
        (lambda record: frames.cohesion(record, "XXX"), "'XXX' is no state"),
        (lambda record: frames.whatif(record, "nowhere"), "nowhere"),
        (
            lambda record: frames.power_weights(pl.DataFrame({"m": ["a", "a"], "w": [1, 2]}), "1"),
            "a member stands twice",
        ),
        (lambda record: frames.power_weights(pl.DataFrame({"m": ["a"], "w": ["x"]}), "1"), "a weight is no number"),
        (lambda record: frames.power_weights(pl.DataFrame({"m": ["a"], "w": [-1]}), "1"), "less than nothing"),
        (lambda record: frames.power_weights(pl.DataFrame({"m": ["a"], "w": ["1/0"]}), "1"), "a weight is no number"),
        (
            lambda record: frames.agreement_outside(record, "sco:six", "BRA"),
            "reference: the record has no positions of bra",
        ),
        (lambda record: frames.agreement_outside(record, "sco:six", "CHN"), "everybody in it is a member"),
        (
            lambda record: frames.cohesion(record.with_columns(gdp=1.5), "CHN"),
            "'gdp' holds '1.5', which is no position",
        ),
        (lambda record: frames.cohesion(record.with_columns(date=pl.lit("soon")), "CHN"), "'soon' is no date"),
        (lambda record: frames.whatif(record, "sco", abstention="foo"), "abstention: 'foo' is none"),
        (frames.summary, "the frame holds no outcomes"),
        (
            lambda record: frames.simulate("sco", "heads-of-state", "trade", pl.DataFrame({"m": ["a"]}), seed=1),
            "no column of chances",
        ),
        (lambda record: frames.power_weights(pl.DataFrame({"m": []}), "1"), "no member with a weight"),
    ],
)
def test_what_is_no_record_and_no_table_is_refused(record, call, fact):
    with pytest.raises(Refused, match=fact):
        call(record)
