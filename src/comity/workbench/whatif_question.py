"""From what a command says to a setting: charters, members, readings, and the roll calls that are put."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from comity.analysis.memberships import ACTUAL, Membership, by_time, compared, history
from comity.analysis.readings import Absence, Abstention, ReadAs
from comity.analysis.whatif import Under
from comity.core.charter.lookup import is_competent, room
from comity.core.charter.model import Charter
from comity.core.values import Id, Problem, Refused
from comity.formats.charter_file import find_charter
from comity.formats.documents import refuse_any
from comity.formats.matters import Matters, matters_for
from comity.formats.messages import cure_for, one_of
from comity.formats.public_records.shelf import find_any
from comity.formats.record import POSITION, Record
from comity.formats.state_names import names_for
from comity.formats.subjects import Subjects, shipped_subjects
from comity.workbench.groups import spans_of_file
from comity.workbench.major import NO_MATTER, major_matters, unknown_id, unknown_matters
from comity.workbench.naming import names_in
from comity.workbench.question_checks import source_named
from comity.workbench.record_selection import selection, wrong_span
from comity.workbench.whatif import Setting, texts, with_days
from comity.workbench.whatif_result import LeftOut

DEFAULT_RECORD = "general-assembly-2001-2019"
DEFAULT_SUBJECTS = "general-assembly"
COMPARED = 12
"""So many memberships are held against their neighbours; of a body that changes every year it would say nothing."""
FEW_OF = 10
"""A record in which a tenth of the members at most have no position is put; else it is not theirs."""

MOST_STATES = 30
"""An error lists the states of a record up to so many."""

NAMED = 5
"""How many members an error names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command says; what it does not say is as the charters and the record have it."""

    charter: str
    against: tuple[str, ...] = ()
    record: str = DEFAULT_RECORD
    added: Path | None = None
    """The folder of records that a user added."""
    sessions: str | None = None
    from_: str | None = None
    until: str | None = None
    membership: str = ACTUAL
    body: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    matters: tuple[Path, ...] = ()
    """Of a body or a matter: its id for every charter, or CHARTER:ID for one; of files: each for its charters."""
    source: str | None = None
    """Who proposes, where the rule of a charter looks at it."""
    subject: Id | None = None
    major: tuple[str, ...] | None = None
    abstention: Abstention = Abstention.ACCEPTS
    absence: Absence = Absence.ASIDE
    paragraphs: bool = False
    by_member: bool = False
    sentences: bool = True
    """Whether each roll call is told in a sentence why it was decided so; ``readings``: whether the same is counted
    under every other reading. Both take longer than all the rest."""
    readings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A question that can be put: the record, its subjects, the setting, and the roll calls of the selection.

    ``chosen``: those that are put if somebody cast a vote; ``left_out`` counts the others, ``total`` all of them.
    ``unknown``: members of whom the record has no position; what they would have done is open.
    """

    record: Record
    unknown: tuple[Id, ...]
    subjects: Subjects
    setting: Setting
    chosen: pl.DataFrame
    left_out: LeftOut
    total: int


def made_ready(asked: Asked, today: date, given: Record | None = None) -> Ready:
    """Read what the command names; ``given``: a record in place of the one that it names.

    Raises ``Refused`` with all that is wrong: names, options, files, each with its cure.
    """
    charters = _charters(asked)
    refuse_any([*_both_ways(asked), *_no_charter(asked, charters), *unknown_matters(charters, asked.major)])
    subjects = shipped_subjects(DEFAULT_SUBJECTS)
    first = charters[0]
    names = names_for(first, _version(first, today))
    record = given or find_any(asked.record, subjects, names, asked.added)
    refuse_any([*_unknown_subject(asked, subjects), *wrong_span(record, asked.sessions, asked.from_, asked.until)])
    unders = tuple(_under(one, asked, subjects, today) for one in charters)
    refuse_any(list(_no_subject_is(asked, unders)))
    memberships, asked_for, name = _memberships(asked, unders[0])
    setting = Setting(
        unders=unders,
        memberships=memberships,
        asked_for=asked_for,
        name=name,
        reading=ReadAs(asked.abstention, asked.absence),
    )
    selected = selection(with_days(record.frame, unders[0].on), asked.sessions, asked.from_, asked.until, asked.subject)
    chosen = texts(selected, paragraphs=asked.paragraphs)
    setting = _in_use(setting, chosen)
    refuse_any([*_not_in_record(setting.memberships, record, unders[0]), *_not_competent(unders, chosen)])
    unknown = _unknown_to(record, setting.memberships)
    chosen = chosen.with_columns(pl.lit(None, dtype=POSITION).alias(one) for one in unknown)
    return Ready(
        record=record,
        unknown=unknown,
        subjects=subjects,
        setting=setting,
        chosen=chosen,
        left_out=_left_out(selected, paragraphs=asked.paragraphs),
        total=len(selected),
    )


def _both_ways(asked: Asked) -> Iterator[Problem]:
    if asked.matter and asked.matters:
        yield Problem(fact="the matters are given twice", cure="Write either --matter or --matters")


def _no_charter(asked: Asked, charters: Sequence[Charter]) -> Iterator[Problem]:
    """What is said for a charter that is not put, which would otherwise change nothing without a word."""
    ids = tuple(one.id for one in charters)
    for option, said in (("--body", asked.body), ("--matter", asked.matter)):
        for charter, colon, id_ in (one.partition(":") for one in said):
            if colon and charter not in ids:
                yield Problem(fact=f"{option} {charter}:{id_}: no such charter is put", cure=cure_for(charter, ids))


def _no_subject_is(asked: Asked, unders: Sequence[Under]) -> Iterator[Problem]:
    """Matters that are said to be major and that no text is: they would take the place of the charter's own."""
    put = tuple(dict.fromkeys(matter for one in unders for matter in one.matters.values()))
    for matter in asked.major or ():
        if matter not in (*put, NO_MATTER):
            yield Problem(fact=f"--major {matter}: no subject is that matter", cure=one_of(put))


def _charters(asked: Asked) -> tuple[Charter, ...]:
    found = tuple(find_charter(one) for one in (asked.charter, *asked.against))
    ids = [one.id for one in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        fact = f"the charter '{twice[0]}' is put twice"
        raise Refused([Problem(fact=fact, cure="Name another after --against, or give the file another `id`")])
    return found


def _version(charter: Charter, today: date) -> date:
    """The day whose version applies: the last that the file knows of, at most today."""
    return today if charter.known_until is None else min(charter.known_until.last, today)


def _of_charter(option: str, said: Sequence[str], charter: Charter) -> Id | None:
    """What an option says for a charter: `CHARTER:ID` before a bare id."""
    own = [one.partition(":")[2] for one in said if one.startswith(f"{charter.id}:")]
    every = [one for one in said if ":" not in one]
    found = own or every
    if len(found) > 1:
        fact = f"{option} is given twice for '{charter.id}': {', '.join(found)}"
        raise Refused([Problem(fact=fact, cure=f"Write it once, or for one charter: {option} {charter.id}:{found[0]}")])
    return found[0] if found else None


def _under(charter: Charter, asked: Asked, subjects: Subjects, today: date) -> Under:
    matter = _of_charter("--matter", asked.matter, charter)
    said: Matters = matters_for(charter, tuple(subjects.names), asked.matters, matter)
    body = _of_charter("--body", asked.body, charter) or said.body
    if body not in charter.bodies:
        raise Refused([unknown_id(charter, "body", body, charter.bodies)])
    return Under(
        charter=charter,
        body=body,
        on=_version(charter, today),
        matters={one: matter for one in subjects.names if (matter := said.matter_of(one)) is not None},
        major=major_matters(asked.major),
        source=source_named(charter, asked.source, names_for(charter)),
    )


def _unknown_subject(asked: Asked, subjects: Subjects) -> Iterator[Problem]:
    if asked.subject is not None and asked.subject not in subjects.names:
        cure = cure_for(asked.subject, tuple(subjects.names))
        yield Problem(fact=f"there is no subject '{asked.subject}'", cure=cure)


def _left_out(frame: pl.DataFrame, *, paragraphs: bool) -> LeftOut:
    """How many roll calls are no texts to be put, and why; each is counted once."""
    once = frame.filter(~pl.col("duplicate"))
    counts = {one: once.filter(pl.col("kind") == one).height for one in ("paragraph", "amendment", "motion")}
    return LeftOut(
        paragraphs=0 if paragraphs else counts["paragraph"],
        amendments=0 if paragraphs else counts["amendment"],
        motions=counts["motion"],
        duplicates=len(frame) - len(once),
        no_members=0,
        nobody_cast=0,
    )


def _memberships(asked: Asked, under: Under) -> tuple[tuple[Membership, ...], tuple[Id, ...], Id]:
    """The memberships that are put, those of them that were asked for, and what these are called together.

    By the actual membership each stands beside its neighbours, where they are few enough for that; one that is named
    stands alone, on every day.
    """
    past = history(under.charter, under.body)
    if asked.membership == ACTUAL:
        found: tuple[Membership, ...] = compared(past) if len(past) <= COMPARED else past
        refuse_any(_nobody(past, under))
        asked_for = tuple(one.id for one in past)
        name = ACTUAL
    else:
        found = _named(asked.membership, past, under)
        asked_for = tuple(one.id for one in found)
        name = found[0].id if len(found) == 1 else Path(asked.membership).stem
    return found, asked_for, name


def _not_competent(unders: Sequence[Under], chosen: pl.DataFrame) -> Iterator[Problem]:
    """Matters that are put to a body that may not decide them: figures of a rule that was never applied."""
    subjects = {tuple(one) for one in chosen.get_column("subjects").unique()}
    for under in unders:
        charter, on = under.charter, under.on
        put = dict.fromkeys(under.matter_of(one, under.major)[0] for one in sorted(subjects))
        wrong = [one for one in put if not is_competent(charter.bodies[under.body], one, on)]
        if wrong:
            able = [id_ for id_, body in charter.bodies.items() if all(is_competent(body, one, on) for one in put)]
            told = ", ".join(wrong[:NAMED]) + (f" and {len(wrong) - NAMED} more" if wrong[NAMED:] else "")
            fact = f"'{under.body}' of '{charter.id}' may not decide {told} on {on}"
            cure = (
                f"Choose a body that may: --body {charter.id}:{able[0]}" if able else "Choose other matters (--matters)"
            )
            yield Problem(fact=fact, cure=cure)


def _nobody(past: Sequence[Membership], under: Under) -> list[Problem]:
    cure = "Name the members in a file (--membership FILE)"
    if not past:
        return [Problem(fact=f"the charter '{under.charter.id}' lists no members of '{under.body}'", cure=cure)]
    who = room(under.charter, under.body, under.on)
    if not who.takes_any_name:
        return []
    many = "not all" if who.unlisted is None else f"{len(who.seats)} of {len(who.seats) + who.unlisted}"
    fact = f"the charter '{under.charter.id}' lists {many} of the seats of '{under.body}'"
    return [Problem(fact=fact, cure=cure)]


def _named(said: str, past: Sequence[Membership], under: Under) -> tuple[Membership, ...]:
    """The membership of a name or of a file; several, one after another, where the file says from when until when."""
    known = {key: one for one in past for key in (one.id, str(len(one.members)))}
    if said in known:
        return (Membership(id=known[said].id, members=known[said].members),)
    path = Path(said)
    if not path.suffix and not path.exists():
        cure = f"{cure_for(said, (ACTUAL, *(one.id for one in past)))}; or name a file"
        raise Refused([Problem(fact=f"there is no membership '{said}'", cure=cure)])
    name = f"file-{path.stem}" if path.stem in (ACTUAL, *known) else path.stem
    spans = spans_of_file(path, names_for(under.charter, under.on).id_of, "no state, and no voter of the charter")
    found = by_time(name, spans)
    return (replace(found[0], supposed=path.stem),) if len(found) == 1 else found


def _not_in_record(memberships: Sequence[Membership], record: Record, under: Under) -> list[Problem]:
    shown: Callable[[Id], str] = names_in(under.charter, "en", under.on)
    missing = _unknown_to(record, memberships)
    members = {one for membership in memberships for one in membership.members}
    if len(missing) * FEW_OF <= len(members):
        return []
    told = ", ".join(map(shown, missing[:NAMED])) + (f" and {len(missing) - NAMED} more" if missing[NAMED:] else "")
    fact = f"the record '{record.about.id}' has no positions of {told}"
    cure = "Name others (--membership FILE), or use a record that has them (comity data list, comity data add)"
    if len(record.states) <= MOST_STATES:
        cure += f"; this one has: {', '.join(map(shown, record.states))}"
    return [Problem(fact=fact, cure=cure)]


def _unknown_to(record: Record, memberships: Sequence[Membership]) -> tuple[Id, ...]:
    """The members of whom the record has no position at all."""
    members = dict.fromkeys(one for membership in memberships for one in membership.members)
    return tuple(one for one in members if one not in record.states)


def _in_use(setting: Setting, chosen: pl.DataFrame) -> Setting:
    """Only the memberships on whose days there are roll calls; all of them where there are none at all."""
    if chosen.is_empty():
        return setting
    days = chosen.get_column("day").unique().to_list()
    used = tuple(one for one in setting.memberships if any(map(one.holds, days)))
    if not used:
        return setting
    return replace(setting, memberships=used)
