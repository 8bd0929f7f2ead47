"""A small charter that says something in every section."""

from dataclasses import replace
from fractions import Fraction

from comity.core.charter.model import (
    Belonging,
    Body,
    Charter,
    Competence,
    DatedName,
    Deciding,
    Government,
    Group,
    Holding,
    Importance,
    Instrument,
    Matter,
    Measure,
    MeasureTable,
    Order,
    OrderKind,
    Organisation,
    Outside,
    Reform,
    Right,
    Seat,
    Seats,
    SeatsPerHolder,
    Standing,
    Suspension,
    Voter,
)
from comity.core.procedure.written import ConsensusInTheRoom, Vote
from comity.core.rules.written import Base, Consensus, Majority
from comity.core.values import LANGUAGES, Bar, Citation, PartialDate, Period

ART = Citation(instrument="charter", article="16")
START, CHANGE, END = (PartialDate.parse(text) for text in ("2001-06-15", "2003-09", "2010"))


def text(en, ru, zh):
    return {"en": en, "ru": ru, "zh": zh}


NAMES = {
    "charter": text("Charter", "Устав", "宪章"),
    "a": text("Delegation A", "Делегация А", "甲代表团"),
    "b": text("Delegation B", "Делегация Б", "乙代表团"),
}
SIMPLE = Vote(decides=Majority(share=Bar.parse("more than 1/2"), of=Base.PRESENT_AND_VOTING, cite=ART))
AGREED = ConsensusInTheRoom(decides=Consensus(cite=ART))

COUNCIL = Body(
    name=text("Council", "Совет", "理事会"),
    seats=(
        Seats(standing="member", period=Period(START), cite=ART),
        Seats(
            standing="member",
            each=(SeatsPerHolder(suffix="1", name=text("first seat", "первое место", "第一席")),),
            listed=(Seat(id="a", period=Period(START, END)),),
            number=21,
            number_unknown=True,
            cite=ART,
        ),
    ),
    competent_for=(Competence(matters=("peace", "budget", "space"), period=Period(START), cite=ART),),
    parent="assembly",
    period=Period(START),
    cite=ART,
)
ASSEMBLY = Body(name=text("Assembly", "Ассамблея", "大会"), seats=(), competent_for=(), cite=ART)

SMALL = Charter(
    id="small",
    title=NAMES["charter"],
    instruments={
        "charter": Instrument(
            title=NAMES["charter"], date=START, entry_into_force=CHANGE, source=("x",), general_knowledge=True
        )
    },
    organisation=Organisation(
        names=(DatedName(name=text("League", "Лига", "联盟"), short=text("L", "Л", "盟"), period=Period(START)),),
        founded=START,
        predecessor=text("Circle", "Круг", "圈子"),
        languages=("ru", "zh", "en"),
        order=(Order(kind=OrderKind.ALPHABET, language="ru", cite=ART), Order(kind=OrderKind.LOT, cite=ART)),
        cite=ART,
    ),
    voters={
        "a": Voter(
            names=(
                DatedName(name=NAMES["a"], period=Period(None, END)),
                DatedName(name=NAMES["b"], period=Period(END)),
            ),
            governments=(Government(name=text("Cabinet", "Кабинет", "内阁"), cite=ART),),
        )
    },
    standings={
        "member": Standing(name=text("Member", "Член", "成员"), may=tuple(Right), cite=ART),
        "guest": Standing(name=text("Guest", "Гость", "来宾"), may=(), cite=ART),
    },
    held=(
        Holding(who="a", standing="member", period=Period(START), cite=ART),
        Holding(who="b", standing="guest", period=Period(START, CHANGE), cite=ART),
        Holding(who="b", standing="member", period=Period(CHANGE), cite=ART),
    ),
    suspensions=(Suspension(who="b", period=Period(CHANGE, END), cite=ART),),
    groups={
        "first": Group(name=text("First", "Первые", "首批"), members=(Belonging(who="a"),), cite=ART),
        "rest": Group(name=text("Rest", "Прочие", "其余"), all_but="first", cite=ART),
        "some": Group(name=text("Some", "Некоторые", "若干"), number=3, cite=ART),
    },
    measures={
        "people": Measure(
            name=text("People", "Население", "人口"),
            unit=text("millions", "миллионы", "百万"),
            tables=(
                MeasureTable(values={"a": Fraction(3)}, total=Fraction(1593, 100), period=Period(START), cite=ART),
            ),
        )
    },
    bodies={"council": COUNCIL, "assembly": ASSEMBLY},
    matters={
        "peace": Matter(name=text("Peace", "Мир", "和平"), importance=Importance.MAJOR, cite=ART),
        "budget": Matter(name=text("Budget", "Бюджет", "预算"), cite=ART),
        "space": Matter(name=text("Space", "Космос", "外空"), cite=ART),
    },
    rules={"agreed": AGREED, "simple": SIMPLE},
    decisions=(
        Deciding(body="council", importance=Importance.MAJOR, rule="agreed", period=Period(START), cite=ART),
        Deciding(body="council", importance=Importance.OTHER, rule="agreed", period=Period(START), cite=ART),
        Deciding(
            body="council",
            matters=("budget",),
            rule="simple",
            not_bound=tuple(Outside),
            may_join_later=True,
            opinions_on_record=True,
            period=Period(START),
            cite=ART,
        ),
    ),
    reforms=(
        Reform(
            what=text("Votes", "Голосование", "表决"),
            vehicle=text("protocol", "протокол", "议定书"),
            adopted_by=text("consensus", "консенсус", "协商一致"),
            entry_into_force=text("at once", "немедленно", "立即"),
            cite=ART,
        ),
    ),
)


def names_in(language):
    """Names of what has no name of its own in the charter."""
    return lambda id_: NAMES[id_][language] if id_ in NAMES else {"en": "x", "ru": "х", "zh": "某"}[language]


def with_simple_majority(importance):
    """The charter with another rule for the matters of one importance."""
    decisions = tuple(replace(one, rule="simple") if one.importance is importance else one for one in SMALL.decisions)
    return replace(SMALL, decisions=decisions)


assert set(LANGUAGES) == set(NAMES["a"])
