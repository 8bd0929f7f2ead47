"""Claims: every roll call that ships is put to both charters within 2 s of CPU; the work is linear in roll calls.

Import and reading are measured apart. The peer is a recount in plain Python that knows the two rules of the example and
nothing else; it must give the same verdicts. Run it with the environment's own Python; needs the extra `analysis`.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from processor_time import timed

if TYPE_CHECKING:
    import polars as pl

    from comity.workbench.whatif import Setting
    from comity.workbench.whatif_question import Ready

RUNS = 7
LIMIT = 2.0
TIMES = (1, 2, 4, 8)
RANDOM = (1000, 2000, 4000, 8000)
SEED = 20261124
LINEAR = 2.6  # the most that twice the roll calls may cost, noise of the machine included
POSITIONS = ("yes", "no", "abstain", "absent")
CHARTER, REFORM = "sco", "sco-reform"
MAJOR = frozenset({"terrorism", "regional-conflicts"})

Verdicts = list[tuple[str, str]]


def cpu_of(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def by_comity(frame: pl.DataFrame, setting: Setting) -> pl.DataFrame:
    """Every roll call under both charters, by the members of its day; nothing is known from an earlier run."""
    from comity.analysis.whatif import Evaluators
    from comity.workbench.whatif import whatif

    asked = tuple(one for one in setting.memberships if one.id in setting.asked_for)
    return whatif(frame, replace(setting, memberships=asked, evaluators=Evaluators()))


def one_by_one(frame: pl.DataFrame, setting: Setting) -> Verdicts:
    """The same, each roll call decided anew: what is saved is only saved where positions repeat."""
    from comity.core.charter.as_if import seated
    from comity.core.charter.put import Positions, put
    from comity.core.rules.question import Question
    from comity.workbench.whatif import parts_of

    found = []
    asked = tuple(one for one in setting.memberships if one.id in setting.asked_for)
    for membership, part in parts_of(frame, replace(setting, memberships=asked)):
        charters = [(under, seated(under.charter, under.body, membership.members)) for under in setting.unders]
        for row in part.iter_rows(named=True):
            camps = {one: frozenset({setting.reading.camp(row[one])}) for one in membership.members}
            verdicts = []
            for under, charter in charters:
                matter, major = under.matter_of(row["subjects"], under.major)
                question = Question(body=under.body, matter=matter, on=under.on)
                counted_major = frozenset({matter}) if major else frozenset()
                answer = put(charter, question, Positions(camps=camps), None, counted_major)
                verdicts.append(answer.outcome.verdict.value)
            found.append((row["index"], tuple(verdicts)))
    return [verdicts for _, verdicts in sorted(found)]


def by_counting(frame: pl.DataFrame, setting: Setting) -> Verdicts:
    """The peer: count yes and no. Consensus: nobody votes no. Majority: more yes than no, unless the text is major."""
    asked = [one for one in setting.memberships if one.id in setting.asked_for]
    columns = {one: frame.get_column(one).to_list() for membership in asked for one in membership.members}
    days: list[date] = frame.get_column("day").to_list()
    found: Verdicts = []
    for at, subjects in enumerate(frame.get_column("subjects").to_list()):
        members = next(one.members for one in asked if one.holds(days[at]))
        positions = [columns[one][at] for one in members]
        yes, no = positions.count("yes"), positions.count("no")
        if yes + no + positions.count("abstain") == 0:
            continue
        consensus = "adopted" if no == 0 else "not_adopted"
        majority = "adopted" if yes > no else "not_adopted"
        found.append((consensus, consensus if MAJOR & set(subjects) else majority))
    return found


def verdicts_of(outcomes: pl.DataFrame, name: str) -> Verdicts:
    """The verdicts of a frame of outcomes, as the peer gives them."""
    import polars as pl

    wide = outcomes.filter(pl.col("membership") == name).pivot(on="charter", index="index", values="verdict")
    return list(wide.sort("index").select(CHARTER, REFORM).iter_rows())


def repeated(ready: Ready, times: int) -> pl.DataFrame:
    import polars as pl

    from comity.workbench.whatif import with_days

    return with_days(pl.concat([ready.chosen] * times), ready.setting.unders[0].on)


def at_random(ready: Ready, number: int) -> pl.DataFrame:
    """So many roll calls whose positions, subjects and days are drawn: nearly all of them differ."""
    import polars as pl

    from comity.formats.record import COLUMNS
    from comity.workbench.whatif import with_days

    chance = random.Random(SEED)
    dates = ready.chosen.get_column("date").drop_nulls().to_list()
    subjects = ready.chosen.get_column("subjects").to_list()
    columns = {
        "roll_call": [str(at) for at in range(number)],
        "session": [None] * number,
        "date": chance.choices(dates, k=number),
        "symbol": [None] * number,
        "kind": ["resolution"] * number,
        "duplicate": [False] * number,
        "subjects": chance.choices(subjects, k=number),
        **{state: chance.choices(POSITIONS, k=number) for state in ready.record.states},
    }
    schema = {**COLUMNS, **dict.fromkeys(ready.record.states, pl.String())}
    return with_days(pl.DataFrame(columns, schema=schema), ready.setting.unders[0].on)


def differing(frame: pl.DataFrame, setting: Setting) -> int:
    """How many roll calls differ in the members' positions, as each membership has them."""
    from comity.workbench.whatif import parts_of

    asked = tuple(one for one in setting.memberships if one.id in setting.asked_for)
    parts = parts_of(frame, replace(setting, memberships=asked))
    return sum(part.select(membership.members).unique().height for membership, part in parts)


def growth(caption: str, frames: Sequence[pl.DataFrame], setting: Setting) -> list[str]:
    """Print a table of how the time grows; return what is wrong."""
    print(f"\n{caption}")
    print(" roll calls  positions that differ   CPU (s)  per 1,000 (ms)  to the line above   peer (s)  to the peer")
    faults = []
    before = None
    for frame in frames:
        seconds, outcomes = timed(lambda frame=frame: by_comity(frame, setting), 5)
        plain, counted = timed(lambda frame=frame: by_counting(frame, setting), 5)
        ratio = None if before is None else seconds / before
        shown = "" if ratio is None else f"{ratio:.2f}"
        print(
            f"{len(frame):11,}{differing(frame, setting):23,}{seconds:10.3f}{1e6 * seconds / len(frame):16.1f}"
            f"{shown:>19}{plain:11.4f}{seconds / plain:13.1f}"
        )
        if verdicts_of(outcomes, setting.name) != counted:
            faults.append(f"{caption}: the verdicts on {len(frame):,} roll calls are not those of the peer")
        if ratio is not None and ratio > LINEAR:
            faults.append(f"{caption}: twice the roll calls cost {ratio:.2f} times as much at {len(frame):,}")
        before = seconds
    return faults


def main() -> int:
    nothing = min(cpu_of([sys.executable, "-c", "pass"]) for _ in range(3))
    needed = "import comity.workbench.whatif_answer"
    imported = statistics.median(cpu_of([sys.executable, "-c", needed]) for _ in range(RUNS)) - nothing

    from comity.workbench.whatif import sensitivity
    from comity.workbench.whatif_answer import answer_file
    from comity.workbench.whatif_question import Asked, made_ready

    today = datetime.now(UTC).date()
    asked = Asked(charter=CHARTER, against=(REFORM,))
    read, ready = timed(lambda: made_ready(asked, today), 1)
    setting = ready.setting
    put, outcomes = timed(lambda: by_comity(ready.chosen, setting), RUNS)
    anew, single = timed(lambda: one_by_one(ready.chosen, setting), 3)
    counted = by_counting(ready.chosen, setting)

    def varied() -> pl.DataFrame:
        from comity.analysis.whatif import Evaluators

        return sensitivity(ready.chosen, replace(setting, evaluators=Evaluators()))

    swept, rows = timed(varied, 3)
    whole, _ = timed(lambda: answer_file(asked, today), 3)
    print(f"import:                                            {imported:6.2f} s of CPU, apart")
    print(f"reading charters, record and subjects:             {read:6.2f} s of CPU, apart")
    print(f"{len(counted):,} roll calls under both charters:             {put:6.2f} s of CPU (limit {LIMIT} s)")
    print(f"the same, each roll call decided anew:             {anew:6.2f} s of CPU (limit {LIMIT} s)")
    print(f"sensitivity, {len(rows)} rows:                             {swept:6.2f} s of CPU")
    print(f"the whole answer with its sentences, files known:  {whole:6.2f} s of CPU")
    faults = [f"{name}: more than {LIMIT} s" for name, one in (("put", put), ("anew", anew)) if one > LIMIT]
    if not verdicts_of(outcomes, setting.name) == counted == single:
        faults.append("the verdicts on the record are not those of the peer")
    faults += growth("the record, repeated", [repeated(ready, one) for one in TIMES], setting)
    faults += growth(f"positions drawn at random (seed {SEED})", [at_random(ready, one) for one in RANDOM], setting)
    print("\n" + ("\n".join(faults) or "The peer gives the same verdicts throughout."))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
