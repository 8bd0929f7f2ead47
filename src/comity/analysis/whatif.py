"""A record of roll calls put to a charter: each as a proposal to a body, by the ordinary rule of its matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from comity.analysis.memberships import Membership
from comity.analysis.open_profiles import UNKNOWN, OpenOver, Reached, reached
from comity.analysis.profiles import CAMPS, CODES, NotOverProfiles, Profiles, over_profiles
from comity.analysis.readings import READINGS, ReadAs
from comity.core.charter.as_if import seated
from comity.core.charter.lookup import MajorMatters, deciding, electorate, importance, is_competent
from comity.core.charter.model import Charter, Importance
from comity.core.charter.put import Answer, Positions, put, rule_that_applies
from comity.core.rules.bind import QuestionIncomplete
from comity.core.rules.facts import Camp, Electorate
from comity.core.rules.outcome import Verdict
from comity.core.rules.question import Question
from comity.core.values import Id

Part = tuple[Membership, pl.DataFrame]
"""A membership, and the roll calls that are put to it."""

CAST = (Camp.YES.value, Camp.NO.value, Camp.ABSTAIN.value)
BESIDE = (
    "index",
    "roll_call",
    "session",
    "date",
    "day",
    "symbol",
    "kind",
    "duplicate",
    "marked",
    "earliest",
    "subjects",
)
"""The columns of a record that tell of a roll call, and not where a state stood."""
OTHER = "other"
"""The subject of a text that has no other."""

VERDICTS: Mapping[int, Verdict] = {
    Reached.NOT_ADOPTED: Verdict.NOT_ADOPTED,
    Reached.ADOPTED: Verdict.ADOPTED,
    Reached.OPEN: Verdict.OPEN,
    Reached.UNDECIDED: Verdict.OPEN,
}
"""What each code stands for; what is undecided is decided one by one."""

Profile = tuple[Camp | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A charter, the body to which roll calls are put, and the matter that each subject is.

    ``on``: the day whose version of the charter applies, whatever the day of a roll call; ``major``: which matters
    count as major, in place of what the charter says; ``source``: who proposes, where a rule looks at it.
    """

    charter: Charter
    body: Id
    on: date
    matters: Mapping[Id, Id]
    major: MajorMatters = None
    source: Id | None = None

    def matter_of(self, subjects: Iterable[Id], major: MajorMatters) -> tuple[Id, bool]:
        """The matter under which a text with these subjects is put, and whether it is major.

        A text is major if one of its matters is; among several, the first in the order of the subjects decides.
        """
        matters = tuple(dict.fromkeys(self.matters[one] for one in subjects)) or (self.matters[OTHER],)
        for matter in matters:
            if importance(self.charter, matter, major) is Importance.MAJOR:
                return matter, True
        return matters[0], False

    def major_matters(self) -> frozenset[Id]:
        """The matters of texts that count as major."""
        found = frozenset(self.matters.values())
        return frozenset(one for one in found if importance(self.charter, one, self.major) is Importance.MAJOR)


@dataclass(slots=True)
class Evaluator:
    """The answers of one charter to the positions of given members. Each question that differs is decided once."""

    under: Under
    members: tuple[Id, ...]
    _seated: Charter = field(init=False)
    _electorate: Electorate = field(init=False)
    _answers: dict[tuple[Profile, object], Answer] = field(default_factory=dict, init=False)
    _alike: dict[tuple[Id, bool], object] = field(default_factory=dict, init=False)
    _over: dict[object, OpenOver | None] = field(default_factory=dict, init=False)
    _interchangeable: tuple[tuple[int, ...], ...] = field(init=False)
    _arranged: dict[Profile, Profile] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Give the members their seats, and see which of them no rule can tell apart."""
        self._seated = seated(self.under.charter, self.under.body, self.members)
        kinds: dict[object, list[int]] = {}
        self._electorate = electorate(self._seated, self.under.body, self.under.on)
        by_name = {one.name: one for one in self._electorate.classes}
        for place, name in enumerate(self.members):
            kinds.setdefault(by_name[name].told_apart_by, []).append(place)
        self._interchangeable = tuple(map(tuple, kinds.values()))

    def answer(self, profile: Profile, matter: Id, *, major: bool) -> Answer:
        """The answer where the members stand as in ``profile`` (in their order) on a matter that is major or not.

        Raises what ``put`` raises.
        """
        key = (profile, self._decided_alike(matter, major=major))
        found = self._answers.get(key)
        if found is None:
            known = zip(self.members, profile, strict=True)
            positions = Positions(camps={name: frozenset({camp}) for name, camp in known if camp is not None})
            question = Question(body=self.under.body, matter=matter, on=self.under.on, source=self.under.source)
            given = frozenset({matter}) if major else frozenset()
            found = put(self._seated, question, positions, None, given, seated=self._electorate)
            self._answers[key] = found
        return found

    def verdicts(self, profiles: Profiles, matter: Id, *, major: bool) -> list[Verdict]:
        """The verdict alone of each profile (rows; codes of camps, ``UNKNOWN`` where a position is not known).

        Over arrays, and one by one where the rule has no verdict for a profile alone.
        """
        over = self._made_over(matter, major=major)
        if over is None:
            return [self._verdict(one, matter, major=major) for one in _as_camps(profiles)]
        codes = reached(over, profiles)
        found = [VERDICTS[code] for code in codes.tolist()]
        left = np.flatnonzero(codes == Reached.UNDECIDED)
        for place, profile in zip(left.tolist(), _as_camps(profiles[left]), strict=True):
            found[place] = self._verdict(profile, matter, major=major)
        return found

    def verdicts_of(self, profiles: Profiles, put_as: Sequence[tuple[Id, bool]]) -> list[Verdict]:
        """The verdict of each profile on its own matter; what is decided by one rule is decided together."""
        places: dict[object, list[int]] = {}
        for place, (matter, major) in enumerate(put_as):
            places.setdefault(self._decided_alike(matter, major=major), []).append(place)
        found: dict[int, Verdict] = {}
        for own in places.values():
            matter, major = put_as[own[0]]
            found.update(zip(own, self.verdicts(profiles[own], matter, major=major), strict=True))
        return [found[place] for place in range(len(profiles))]

    def rule(self, matter: Id, *, major: bool) -> Id:
        """The rule that decides a matter; empty where the body may not decide it.

        Raises ``NoRule`` where the charter has a gap.
        """
        charter, body, on = self._seated, self.under.body, self.under.on
        if not is_competent(charter.bodies[body], matter, on):
            return ""
        question = Question(body=body, matter=matter, on=on, source=self.under.source)
        return rule_that_applies(charter, question, frozenset({matter}) if major else frozenset()).rule

    def _verdict(self, profile: Profile, matter: Id, *, major: bool) -> Verdict:
        """That of one: members of the same groups and weight may change places without changing it."""
        arranged = self._arranged.get(profile)
        if arranged is None:
            arranged = self._arranged[profile] = self._in_order(profile)
        return self.answer(arranged, matter, major=major).outcome.verdict

    def _in_order(self, profile: Profile) -> Profile:
        found = list(profile)
        for places in self._interchangeable:
            camps = sorted((profile[place] for place in places), key=str)
            for place, camp in zip(places, camps, strict=True):
                found[place] = camp
        return tuple(found)

    def _made_over(self, matter: Id, *, major: bool) -> OpenOver | None:
        """The rule of the matter over arrays; ``None`` where it has no verdict for a profile alone."""
        key = self._decided_alike(matter, major=major)
        if key not in self._over:
            self._over[key] = self._over_profiles(matter, major=major)
        return self._over[key]

    def _over_profiles(self, matter: Id, *, major: bool) -> OpenOver | None:
        charter, body, on = self._seated, self.under.body, self.under.on
        entries = deciding(charter, body, matter, on, frozenset({matter}) if major else frozenset())
        if len(entries) != 1 or not is_competent(charter.bodies[body], matter, on):
            return None
        question = Question(body=body, matter=matter, on=on, source=self.under.source)
        rule, voters = charter.rules[entries[0].rule], self._electorate
        try:
            stated = over_profiles(rule, voters, question)
        except (NotOverProfiles, QuestionIncomplete):
            return None
        made = OpenOver(stated, lambda: over_profiles(rule, voters, question, presumed=True))
        return made if stated.voters == self.members else None

    def _decided_alike(self, matter: Id, *, major: bool) -> object:
        """A value that is the same for matters that the body decides by the same entries of the charter."""
        found = self._alike.get((matter, major))
        if found is None:
            charter, body, on = self.under.charter, self.under.body, self.under.on
            entries = deciding(charter, body, matter, on, frozenset({matter}) if major else frozenset())
            competent = is_competent(charter.bodies[body], matter, on)
            found = (competent, tuple(charter.decisions.index(one) for one in entries))
            self._alike[matter, major] = found
        return found


@dataclass(slots=True)
class Evaluators:
    """One evaluator for each charter and members, so that what was decided once is known to all who ask."""

    _made: dict[tuple[int, tuple[Id, ...]], Evaluator] = field(default_factory=dict, init=False)

    def of(self, under: Under, members: tuple[Id, ...]) -> Evaluator:
        """The evaluator of a charter for these members, whatever their order; it keeps its own."""
        key = (id(under), tuple(sorted(members)))
        if key not in self._made:
            self._made[key] = Evaluator(under, members)
        return self._made[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One roll call under one charter; ``answer`` is ``None`` where only the verdict was asked."""

    matter: Id
    major: bool
    rule: Id
    verdict: Verdict
    answer: Answer | None


Decisions = tuple[Decided, ...]
"""What one charter made of the roll calls of a part, in their order."""


def selected(roll_calls: pl.DataFrame, membership: Membership) -> pl.DataFrame:
    """The roll calls of the membership's days on which one of its members cast a vote; the others are not put.

    Of the states those that are members alone.
    """
    day = pl.col("day")
    begun = pl.lit(value=True) if membership.start is None else day >= membership.start
    lasts = pl.lit(value=True) if membership.until is None else day < membership.until
    told = [one for one in BESIDE if one in roll_calls.columns]
    found = roll_calls.lazy().filter(begun & lasts).select(*told, *membership.members).collect()
    if not membership.members:
        return found
    cast = np.isin(profiles_of(found, membership.members, ReadAs()), [CODES[Camp(one)] for one in CAST])
    return found.filter(pl.Series(cast.any(axis=1)))


def decide_all(
    roll_calls: pl.DataFrame, evaluator: Evaluator, reading: ReadAs, *, reasons: bool = True
) -> tuple[Decided, ...]:
    """The outcome of each roll call, in their order.

    ``reasons``: with the whole answer to each; without, the verdicts are found over arrays, many times as fast.
    """
    put_as = _put_as(roll_calls, evaluator)
    profiles = profiles_of(roll_calls, evaluator.members, reading)
    if not reasons:
        verdicts = evaluator.verdicts_of(profiles, put_as)
        rules = {(matter, major): evaluator.rule(matter, major=major) for matter, major in set(put_as)}
        return tuple(
            Decided(matter=matter, major=major, rule=rules[matter, major], verdict=verdict, answer=None)
            for (matter, major), verdict in zip(put_as, verdicts, strict=True)
        )
    answers = [
        evaluator.answer(profile, matter, major=major)
        for profile, (matter, major) in zip(_as_camps(profiles), put_as, strict=True)
    ]
    return tuple(
        Decided(
            matter=matter,
            major=major,
            rule=answer.entry.rule if answer.entry else "",
            verdict=answer.outcome.verdict,
            answer=answer,
        )
        for (matter, major), answer in zip(put_as, answers, strict=True)
    )


def _put_as(roll_calls: pl.DataFrame, evaluator: Evaluator) -> list[tuple[Id, bool]]:
    """The matter under which each roll call is put, and whether it is major."""
    under = evaluator.under
    matters: dict[tuple[Id, ...], tuple[Id, bool]] = {}
    found = []
    for subjects in map(tuple, roll_calls.get_column("subjects")):
        if subjects not in matters:
            matters[subjects] = under.matter_of(subjects, under.major)
        found.append(matters[subjects])
    return found


def profiles_of(roll_calls: pl.DataFrame, members: Sequence[Id], reading: ReadAs) -> Profiles:
    """Where each member (columns) stands in each roll call (rows), as codes; ``UNKNOWN`` where it is not known."""
    names = [camp.value for camp in CAMPS]
    read = [reading.camp(name) for name in (*names, None)]
    code = np.array([UNKNOWN if camp is None else CODES[camp] for camp in read], dtype=np.int8)
    if not members:
        return np.empty((len(roll_calls), 0), dtype=np.int8)
    written = pl.col(members).cast(pl.Enum(names)).to_physical().cast(pl.UInt8).fill_null(len(names))
    found: Profiles = code[roll_calls.select(written).to_numpy()]
    return found


def _as_camps(profiles: Profiles) -> Iterator[Profile]:
    names = (*CAMPS, None)
    return (tuple([names[code] for code in row]) for row in profiles.tolist())


def decided(
    part: Part, unders: Sequence[Under], reading: ReadAs, evaluators: Evaluators, *, reasons: bool = True
) -> tuple[Decisions, ...]:
    """What each charter made of the roll calls of a part, in their order."""
    membership, roll_calls = part
    return tuple(
        decide_all(roll_calls, evaluators.of(under, membership.members), reading, reasons=reasons) for under in unders
    )


def outcomes(part: Part, unders: Sequence[Under], reading: ReadAs, evaluators: Evaluators) -> pl.DataFrame:
    """A row for each roll call put and each charter: index, membership, charter, matter, major, rule, verdict."""
    return tabulated(part, unders, decided(part, unders, reading, evaluators, reasons=False))


def tabulated(part: Part, unders: Sequence[Under], of_charters: Sequence[Decisions]) -> pl.DataFrame:
    """The same, from what was decided."""
    membership, roll_calls = part
    kept = roll_calls.select("index", "roll_call", "session", "date", "symbol", "subjects")
    frames = [_no_outcomes()]
    for under, found in zip(unders, of_charters, strict=True):
        frames.append(
            kept.with_columns(
                pl.lit(membership.id).alias("membership"),
                pl.lit(under.charter.id).alias("charter"),
                pl.Series("matter", [one.matter for one in found], dtype=pl.String),
                pl.Series("major", [one.major for one in found], dtype=pl.Boolean),
                pl.Series("rule", [one.rule for one in found], dtype=pl.String),
                pl.Series("verdict", [one.verdict.value for one in found], dtype=pl.String),
            )
        )
    return pl.concat(frames)


OUTCOMES: Mapping[str, pl.DataType] = {
    "index": pl.UInt32(),
    "roll_call": pl.String(),
    "session": pl.Int64(),
    "date": pl.String(),
    "symbol": pl.String(),
    "subjects": pl.List(pl.String()),
    "membership": pl.String(),
    "charter": pl.String(),
    "matter": pl.String(),
    "major": pl.Boolean(),
    "rule": pl.String(),
    "verdict": pl.String(),
}
"""The columns of a frame of outcomes."""


def _no_outcomes() -> pl.DataFrame:
    return pl.DataFrame(schema=OUTCOMES)


def summary(found: pl.DataFrame) -> pl.DataFrame:
    """Outcomes counted by membership, charter and subject; subject null counts every roll call once.

    Columns: membership, charter, subject, rule (those that were applied), put, adopted, not_adopted, open.
    """
    whole = found.with_columns(pl.lit(None, dtype=pl.String).alias("subject"))
    each = found.explode("subjects").rename({"subjects": "subject"}).select(whole.drop("subjects").columns)
    counts = [(pl.col("verdict") == one.value).sum().cast(pl.Int64).alias(one.value) for one in Verdict]
    applied = pl.col("rule").sort_by(~pl.col("major"), maintain_order=True).unique(maintain_order=True)
    return (
        pl.concat([whole.drop("subjects"), each])
        .group_by("membership", "charter", "subject", maintain_order=True)
        .agg(applied.str.join(", ").alias("rule"), pl.len().cast(pl.Int64).alias("put"), *counts)
    )


@dataclass(frozen=True, slots=True)
class Variant:
    """A reading, and which matters count as major: ``name`` says how that differs from the default."""

    reading: ReadAs
    name: str


def variants(matters: Sequence[Id], default: ReadAs) -> tuple[Variant, ...]:
    """What is varied, one thing at a time: every reading, no matter major, all of them, each matter alone."""
    readings = (default, *(one for one in READINGS if one != default))
    toggles = ("none", "all", *matters)
    return (*(Variant(one, "charter") for one in readings), *(Variant(default, one) for one in toggles))


def varied(under: Under, name: str) -> tuple[str, MajorMatters]:
    """The label of a variant under one charter, and which matters are major there."""
    matters = frozenset(under.matters.values())
    if name == "charter":
        return name, under.major
    if name in {"none", "all"}:
        return name, matters if name == "all" else frozenset()
    major = under.major_matters()
    return (f"{name}: other", major - {name}) if name in major else (f"{name}: major", major | {name})


def sensitivity(
    parts: Sequence[Part], unders: Sequence[Under], default: ReadAs, evaluators: Evaluators
) -> pl.DataFrame:
    """How many of the roll calls put to each membership are adopted under each variant and charter.

    Columns: abstention, absence, major, membership, charter, put, adopted, not_adopted, open. Roll calls on which the
    members stand alike are counted together: the work grows with the positions that differ, not with the record.
    """
    rows = []
    for membership, roll_calls in parts:
        for under in unders:
            evaluator = evaluators.of(under, membership.members)
            grouped = _grouped(roll_calls, evaluator.members)
            matters = tuple(dict.fromkeys(under.matters.values()))
            for variant in variants(matters, default):
                label, major = varied(under, variant.name)
                counts = _counted(grouped, evaluator, variant.reading, major)
                reading = variant.reading
                head = (reading.abstention.value, reading.absence.value, label, membership.id, under.charter.id)
                rows.append((*head, sum(counts.values()), *(counts[one] for one in Verdict)))
    names = ("abstention", "absence", "major", "membership", "charter")
    figures = ("put", *(one.value for one in Verdict))
    schema = {**dict.fromkeys(names, pl.String), **dict.fromkeys(figures, pl.Int64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _grouped(roll_calls: pl.DataFrame, members: Sequence[Id]) -> pl.DataFrame:
    """Subjects (joined by spaces), positions of the members, and how many roll calls have them (``len``)."""
    counted = roll_calls.with_columns(pl.col("subjects").list.join(" "))
    return counted.group_by("subjects", *members, maintain_order=True).len()


def _counted(grouped: pl.DataFrame, evaluator: Evaluator, reading: ReadAs, major: MajorMatters) -> dict[Verdict, int]:
    subjects = grouped.get_column("subjects").to_list()
    matters = {one: evaluator.under.matter_of(one.split(), major) for one in set(subjects)}
    profiles = profiles_of(grouped, evaluator.members, reading)
    counts = dict.fromkeys(Verdict, 0)
    verdicts = evaluator.verdicts_of(profiles, [matters[one] for one in subjects])
    for verdict, number in zip(verdicts, grouped.get_column("len").to_list(), strict=True):
        counts[verdict] += number
    return counts
