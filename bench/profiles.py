"""Claims: a rule over an array of profiles is 1,000 times as fast as the plain rule; 10⁶ × 193 profiles take under 1 s.

Four rules at 15, 27 and 193 voters: one measure, two measures, a veto, a double threshold. The plain rule is `decide`
of the core, profile by profile, in the same run. Both give the same verdicts, on profiles that are adopted and on
others, before anything is compared. Times are of the processor, all threads together. Run it with the environment of
script/test: `.venv-test/bin/python bench/profiles.py`.
"""

import statistics
import sys
import time
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from processor_time import timed

from comity.analysis.intervals import of_share
from comity.analysis.profiles import CAMPS, Over, adopted, over_profiles
from comity.analysis.simulation import Trial, simulate
from comity.analysis.voting_models import Chances, independent
from comity.core.procedure.written import Vote
from comity.core.rules.decide import decide
from comity.core.rules.facts import Electorate, Facts, VoterClass
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question
from comity.core.rules.written import AllOf, Base, Majority, Rule, Threshold, Veto
from comity.core.values import Bar, Citation

SEED = 20261130
VOTERS = (15, 27, 193)
PROFILES = 10**6
GROWTH = (10**3, 10**4, 10**5, 10**6)
PLAIN = 60
RUNS = 5
TIMES = 1_000
LIMIT = 1.0
CITE = Citation(instrument="charter")
HALF, TWO_THIRDS = Bar(Fraction(1, 2), True), Bar(Fraction(2, 3), False)
LARGEST = 1_400_000_000
"""Persons of the largest member."""


def main() -> int:
    """Print a line for each rule and size, then how the time grows; 1 where something is wrong or misses its aim."""
    drawn = np.random.Generator(np.random.PCG64(SEED))
    faults: list[str] = []
    print(f"{PROFILES:,} profiles; the plain rule: the median of {PLAIN}, one by one")
    print(f"{'rule':18} {'voters':>6} {'arrays':>9} {'a profile':>10} {'plain':>10} {'times':>9}")
    for voters in VOTERS:
        electorate = electorate_of(voters, drawn)
        profiles = drawn.choice(4, size=(PROFILES, voters), p=(0.62, 0.2, 0.12, 0.06)).astype(np.int8)
        for name, rule in rules(voters).items():
            over = over_profiles(Vote(decides=rule), electorate, Question())
            faults += one_line(name, rule, electorate, over, profiles)
            if voters == VOTERS[-1] and name == "two measures":
                growth(over, profiles)
                faults += drawn_as_well(over)
    print("\n".join(faults) or "The verdicts agree; every aim is met.")
    return 1 if faults else 0


def electorate_of(voters: int, drawn: np.random.Generator) -> Electorate:
    """Voters with populations in persons from a few thousand to the largest; the first five hold a veto."""
    people = np.exp(drawn.uniform(np.log(10_000), np.log(LARGEST), voters)).astype(int)
    return Electorate(
        classes=tuple(
            VoterClass(
                name=f"member-{place}",
                groups=frozenset({"permanent"} if place < 5 else ()),
                weights={"population": Fraction(int(one))},
            )
            for place, one in enumerate(people)
        )
    )


def rules(voters: int) -> Mapping[str, Rule]:
    """The four kinds of rule."""
    members = Majority(share=HALF, of=Base.PRESENT_AND_VOTING, cite=CITE)
    population = Majority(share=TWO_THIRDS, of=Base.MEMBERS, measure="population", cite=CITE)
    enough = Threshold(at_least=Fraction(-(-3 * voters // 5)), cite=CITE)
    return {
        "one measure": Majority(share=TWO_THIRDS, of=Base.PRESENT_AND_VOTING, cite=CITE),
        "two measures": AllOf(conditions=(members, population)),
        "veto": AllOf(conditions=(enough, Veto(holders="permanent", cite=CITE))),
        "double threshold": AllOf(conditions=(enough, Majority(share=HALF, of=Base.MEMBERS, cite=CITE))),
    }


def one_line(name: str, rule: Rule, electorate: Electorate, over: Over, profiles: Any) -> list[str]:
    """Hold the answers against the plain rule, then time both; what is wrong."""
    verdicts, first = adopted(over, profiles), PLAIN // 2
    # Half of what is compared is adopted, where anything is.
    places = [*np.flatnonzero(verdicts)[:first], *np.flatnonzero(~verdicts)[: PLAIN - first]]
    plain = []
    for place in places:
        facts = facts_of(over, profiles[place])
        started = time.process_time()
        outcome = decide(rule, electorate, facts, Question())
        plain.append(time.process_time() - started)
        if (outcome.verdict is Verdict.ADOPTED) != verdicts[place]:
            return [f"{name}, {len(over.voters)} voters: the verdict on profile {place} differs"]
    ours, _ = timed(lambda: adopted(over, profiles), RUNS)
    one_by_one = statistics.median(plain)
    times = one_by_one * len(profiles) / ours
    each = ours / len(profiles)
    print(
        f"{name:18} {len(over.voters):6} {ours:7.3f} s {each * 1e9:7.0f} ns {one_by_one * 1e6:7.0f} µs {times:8,.0f}×"
    )
    faults = [] if times >= TIMES else [f"{name}, {len(over.voters)} voters: only {times:,.0f} times as fast"]
    if ours > LIMIT:
        faults.append(f"{name}, {len(over.voters)} voters: {ours:.2f} s, more than {LIMIT} s")
    return faults


def facts_of(over: Over, profile: Any) -> Facts:
    """A profile as the core takes it."""
    voters = zip(over.voters, profile, strict=True)
    return Facts(camps={voter: frozenset({CAMPS[code]}) for voter, code in voters})


def growth(over: Over, profiles: Any) -> None:
    """How the time grows with the number of profiles."""
    print(f"  growth, two measures, {len(over.voters)} voters:")
    for number in GROWTH:
        seconds, _ = timed(lambda number=number: adopted(over, profiles[:number]), RUNS)
        print(f"  {number:>11,} profiles {seconds:9.4f} s {seconds / number * 1e9:7.0f} ns each")


def drawn_as_well(over: Over) -> list[str]:
    """The time of a whole simulation: profiles drawn and decided, and their blockers counted."""
    evenly = Chances(Fraction(62, 100), Fraction(26, 100), Fraction(12, 100))
    trial = Trial(rules=(over,), model=independent(dict.fromkeys(over.voters, evenly)), seed=SEED, profiles=PROFILES)
    started = time.process_time()
    tally = simulate(trial)
    seconds = time.process_time() - started
    low, high = of_share(tally.rules[0].adopted, tally.profiles)
    print(
        f"  simulated: {PROFILES:,} profiles drawn, decided, blockers counted {seconds:.2f} s; passage {float(low):.4f}"
    )
    return [] if high - low < Fraction(1, 100) else ["the simulation has too wide an interval"]


if __name__ == "__main__":
    sys.exit(main())
