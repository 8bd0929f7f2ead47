"""Claims: the whole public record is imported within 20 s, and put to a charter within 1 s of CPU.

    COMITY_TEST_DATA=DIR python bench/record.py

DIR holds the published tables. Answers are compared before anything is timed: the verdicts over arrays are those of
the rule put to each roll call alone (a sample, drawn with a seed), and the cohesion of a group is that of a plain
count. The peer is that plain way. Reading the stored record is measured apart. Needs the extra `analysis`.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from processor_time import timed

from comity.analysis.cohesion import cohesion, with_periods
from comity.analysis.whatif import Evaluators, decide_all, selected
from comity.formats.public_records import shelf
from comity.formats.public_records.importing import imported
from comity.formats.public_records.source import shipped_source
from comity.workbench.whatif import decided, parts_of
from comity.workbench.whatif_question import Asked, Ready, made_ready

FILES = ("unga_votes_1946_2019.parquet", "unga_roll_calls_1946_2019.csv.gz")
TODAY = date(2026, 11, 30)
RUNS = 5
SAMPLE, SEED = 40, 20261130
IMPORT, REPLAY = 20.0, 1.0
CHARTERS = (("sco", "eight"), ("sco", "actual"), ("nato", "actual"), ("un-general-assembly", "actual"))
EIGHT = ("chn", "ind", "kaz", "kgz", "pak", "rus", "tjk", "uzb")


def replayed(ready: Ready) -> tuple[int, int, int]:
    """How many are put to the members of the day, how many of them adopted, and how many verdicts were made in all.

    Verdicts are made for the neighbouring memberships as well. Nothing is known from an earlier run.
    """
    setting = replace(ready.setting, evaluators=Evaluators())
    parts = parts_of(ready.chosen, setting)
    found = [(part, one) for part in parts for one in decided(part, setting, reasons=False)]
    asked = [one for part, under in found if part[0].id in setting.asked_for for one in under]
    made = sum(len(under) for _part, under in found)
    return len(asked), sum(one.verdict == "adopted" for one in asked), made


def alone(ready: Ready) -> tuple[float, bool]:
    """CPU seconds of the plain rule for a roll call, and whether a sample has the verdicts of the arrays."""
    drawn, same, spent = random.Random(SEED), True, 0.0
    number = 0
    for membership in ready.setting.memberships:
        part = selected(ready.chosen, membership)
        if part.is_empty():
            continue
        few = part[
            sorted(drawn.sample(range(len(part)), min(len(part), max(1, SAMPLE // len(ready.setting.memberships)))))
        ]
        evaluator = Evaluators().of(ready.setting.unders[0], membership.members)
        fast = [one.verdict for one in decide_all(few, evaluator, ready.setting.reading, reasons=False)]
        evaluator = Evaluators().of(ready.setting.unders[0], membership.members)
        started = time.process_time()
        plain = [one.verdict for one in decide_all(few, evaluator, ready.setting.reading)]
        spent += time.process_time() - started
        number += len(few)
        same &= fast == plain
    return spent / number, same


def plain_consensus(record: list[dict[str, object]]) -> int:
    """In how many roll calls one of the eight voted and none voted no, counted one by one."""
    stood = ([row[one] for one in EIGHT] for row in record)
    return sum("no" not in one and bool({"yes", "abstain"} & set(one)) for one in stood)


def main() -> int:
    folder = os.environ.get("COMITY_TEST_DATA")
    if folder is None:
        sys.exit("Where are the published tables? Give their folder in COMITY_TEST_DATA.")
    paths = [Path(folder) / name for name in FILES]
    source = shipped_source("unga")
    seconds, found = timed(lambda: imported(paths, source, TODAY), 3)
    kept = [(seconds, IMPORT)]
    print(f"{'import of 870,109 votes':<52}{seconds:>8.2f} s of CPU (limit {IMPORT:.0f} s)")
    with tempfile.TemporaryDirectory() as place:
        shelf.add(Path(place), source, found, paths, datetime.now(UTC))
        seconds, record = timed(lambda: shelf.read_added(Path(place), "unga"), RUNS)
        print(f"{'reading the stored record':<52}{seconds:>8.3f} s of CPU")
        for charter, membership in CHARTERS:
            ready = made_ready(Asked(charter=charter, record="unga", added=Path(place), membership=membership), TODAY)
            each, same = alone(ready)
            if not same:
                sys.exit(f"{charter}: the verdicts over arrays are not those of the rule put to each alone.")
            seconds, (put, adopted, made) = timed(lambda ready=ready: replayed(ready), RUNS)
            times = each * made / seconds
            told = f"{charter}, {membership}: {put:,} put, {adopted:,} adopted"
            print(f"{told:<52}{seconds:>8.3f} s of CPU (limit {REPLAY:.0f} s), {times:,.0f} times the plain rule")
            kept.append((seconds, REPLAY))
        frame = with_periods(record.frame)
        rows = frame.select(EIGHT).rows(named=True)
        peer, expected = timed(lambda: plain_consensus(rows), RUNS)
        seconds, table = timed(lambda: cohesion(frame, EIGHT), RUNS)
        if table.get_column("consensus").sum() != expected:
            sys.exit("the cohesion is not that of a plain count.")
        told = "cohesion of eight members, every figure"
        print(f"{told:<52}{seconds:>8.3f} s of CPU; one of them by a plain count {peer:.3f} s")
    missed = sum(seconds > limit for seconds, limit in kept)
    print("all limits kept" if not missed else f"limits missed: {missed}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
