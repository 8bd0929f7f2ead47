"""A charter as data: who is who, who sits where, what each body may decide, and by which rule.

Everything that can change is dated (``period``) and cited (``cite``). Ids of voters stand for states and other
holders of seats; their names are dated values beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from comity.core.procedure.written import Procedure
from comity.core.values import Citation, Id, PartialDate, Period, Text

ALWAYS = Period()


class Right(StrEnum):
    """What a category of standing may do."""

    VOTE = "vote"
    SPEAK = "speak"
    ATTEND = "attend"
    PROPOSE = "propose"
    SIGN_AND_ACCEDE = "sign_and_accede"
    """Sign and accede to instruments of universal nature."""
    RECEIVE_DOCUMENTS = "receive_documents"


class OrderKind(StrEnum):
    """How members are ordered."""

    ALPHABET = "alphabet"
    LOT = "lot"
    ALTERNAT = "alternat"


class Importance(StrEnum):
    """Whether a matter is major."""

    MAJOR = "major"
    OTHER = "other"


class Outside(StrEnum):
    """Who is not bound by what was adopted."""

    WHO_TAKES_NO_PART = "who_takes_no_part"
    WHO_OBJECTS = "who_objects"
    WHO_DOES_NOT_ACCEPT = "who_does_not_accept"
    """Everybody that is not in favour: what was adopted binds those alone that accept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A text that is cited: a treaty, rules of procedure, a decision, or a body of practice."""

    title: Text
    short: Text = field(default_factory=dict)
    """How a citation calls it."""
    date: PartialDate | None = None
    entry_into_force: PartialDate | None = None
    source: tuple[str, ...]
    general_knowledge: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name, and while it was in use."""

    name: Text
    short: Text = field(default_factory=dict)
    period: Period = ALWAYS
    cite: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Government:
    """The government that the organisation accepts as speaking for a member, dated apart from membership."""

    name: Text
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A state, a delegation or another holder of seats."""

    names: tuple[DatedName, ...] = ()
    governments: tuple[Government, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order in which members are listed, seated or called."""

    kind: OrderKind
    language: str | None = None
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The organisation itself."""

    names: tuple[DatedName, ...]
    founded: PartialDate | None = None
    predecessor: Text = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    order: tuple[Order, ...] = ()
    cite: Citation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A category of standing (member, observer, dialogue partner, applicant) and what it may do."""

    name: Text
    may: tuple[Right, ...]
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who has which standing, from when until when."""

    who: Id
    standing: Id
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A voting right that is suspended; the member still counts among all members."""

    who: Id
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Who belongs to a group, from when until when."""

    who: Id
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group that a rule names: permanent members, parties of one article."""

    name: Text
    members: tuple[Belonging, ...] = ()
    all_but: Id | None = None
    """The group is everybody who does not belong to that other group."""
    number: int | None = None
    """How many belong to it, where they are not listed."""
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTable:
    """What each voter weighs while the period lasts; ``total`` where the source states one."""

    values: Mapping[Id, Fraction] = field(default_factory=dict)
    total: Fraction | None = None
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that voters have more or less of: population, quota votes, weighted votes."""

    name: Text
    unit: Text
    tables: tuple[MeasureTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat with a name of its own, and who holds it. A voter is a seat, not a state."""

    id: Id
    holder: Id | None = None
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsPerHolder:
    """Several seats for each holder of the standing (the ILO's four delegates a state): the suffix of each."""

    suffix: Id
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Who sits in a body while the period lasts: any of these, together.

    ``standing``: one seat for each holder of the standing (or those of ``each``); ``listed``: seats by list;
    ``number``: so many more, whose holders are not listed (any name may take one); ``number_unknown``: more, and nobody
    knows how many.
    """

    standing: Id | None = None
    each: tuple[SeatsPerHolder, ...] = ()
    listed: tuple[Seat, ...] = ()
    number: int | None = None
    number_unknown: bool = False
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """Matters that a body may decide."""

    matters: tuple[Id, ...]
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of the organisation."""

    name: Text
    seats: tuple[Seats, ...]
    competent_for: tuple[Competence, ...]
    parent: Id | None = None
    term: Text = field(default_factory=dict)
    period: Period = ALWAYS
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A subject on which a body decides or declares; ``importance`` says whether it is major."""

    name: Text
    importance: Importance = Importance.OTHER
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Which rule decides which matter in which body, while the period lasts.

    Either ``matters`` by name, or ``importance``: all matters of that importance for which the body is competent and
    which no entry of the body names. ``rule`` is an id under ``rules``.
    """

    body: Id
    matters: tuple[Id, ...] = ()
    importance: Importance | None = None
    rule: Id
    not_bound: tuple[Outside, ...] = ()
    may_join_later: bool = False
    opinions_on_record: bool = False
    period: Period = ALWAYS
    cite: Citation

    def __post_init__(self) -> None:
        """Refuse an entry that selects nothing, or selects twice."""
        if bool(self.matters) == (self.importance is not None):
            raise ValueError("give either `matters`, or the `importance` of the matters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """One act of a reform: what changes, by which vehicle, adopted under which rule, in force how."""

    what: Text
    vehicle: Text
    adopted_by: Text
    entry_into_force: Text
    changes: tuple[Id, ...] = ()
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """One version of a charter. ``rules`` holds each procedure once; ``decisions`` says where each applies."""

    id: Id
    title: Text
    short: Text = field(default_factory=dict)
    """How a table or a chart tells it apart from another charter of the same organisation."""
    note: Text = field(default_factory=dict)
    known_until: PartialDate | None = None
    """The date up to which the file's facts were gathered; a question of a later day is not answered from them."""
    instruments: Mapping[Id, Instrument]
    organisation: Organisation
    voters: Mapping[Id, Voter] = field(default_factory=dict)
    standings: Mapping[Id, Standing] = field(default_factory=dict)
    held: tuple[Holding, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    groups: Mapping[Id, Group] = field(default_factory=dict)
    measures: Mapping[Id, Measure] = field(default_factory=dict)
    bodies: Mapping[Id, Body]
    matters: Mapping[Id, Matter]
    rules: Mapping[Id, Procedure]
    decisions: tuple[Deciding, ...]
    reforms: tuple[Reform, ...] = ()
