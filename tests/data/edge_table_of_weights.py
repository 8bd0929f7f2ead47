"""By hand: what articles ask for where members weigh differently or belong to groups; nothing comes from the files."""

from comity.core.rules.facts import Camp
from data.edges import (
    Case,
    Edge,
    Row,
    counted,
    either,
    first_that_passes,
    no_objection,
    of_all_weight,
    of_everybody,
    present,
)

# From the greatest weight to the least.
GREAT, SMALL = (
    "deu gbr fra ita esp pol rou nld grc cze bel hun prt",
    "swe bgr aut svk dnk fin irl ltu lva svn est cyp lux mlt",
)
UNION_OF_27 = tuple(f"{GREAT} {SMALL}".split())
UNION_OF_28 = (*UNION_OF_27[:21], "hrv", *UNION_OF_27[21:])


def without(members, others, *, population=None, **asked):
    """All of them in favour but the others: one against, one that abstains, one that is away, the rest without a vote.

    ``population``: how many hundredths of all the people those in favour stand for; a tenth is against.
    """
    outside = dict(zip(others, (Camp.NO, Camp.ABSTAIN, Camp.ABSENT), strict=False))
    camps = {name: outside.get(name, Camp.BARRED if name in others else Camp.YES) for name in members}
    sums = () if population is None else counted("population", yes=population, no=10, all=100)
    return Case(camps=camps, sums=sums, asked=asked)


def in_favour(members, number, **asked):
    """The greatest ``number`` of them in favour."""
    return without(members, members[number:], **asked)


def of_the_members(bar, article, members, **asked):
    first = first_that_passes(bar, len(members))
    fails, passes = (in_favour(members, number, **asked) for number in (first - 1, first))
    return Edge(bar=bar, article=article, fails=fails, passes=passes)


def of_the_people(bar, article, members, others, **asked):
    first = first_that_passes(bar, 100)
    fails, passes = (without(members, others, population=share, **asked) for share in (first - 1, first))
    return Edge(bar=bar, article=article, fails=fails, passes=passes)


def taking_part(members, **asked):
    return {"participants": frozenset(members)} | asked


def union(matter, since, until, article, on, *edges):
    return Row(
        charter="eu-council",
        body="council",
        matters=(matter,),
        since=since,
        until=until,
        article=article,
        on=on,
        edges=edges,
    )


BY_COMMISSION, BY_MEMBER = {"source": "commission"}, {"source": "a-member"}
BY_HIGH_REPRESENTATIVE = {"source": "high-representative"}


def nice(members, weight, too_many, just_enough, of_members, of_people):
    """The treaty of Nice: weighted votes, members, and people where a member asks.

    ``too_many`` weigh so much that one vote is missing, ``just_enough`` one less.
    """
    asked = BY_COMMISSION | {"requested": True}
    few = members[-4:]
    return (
        either(
            weight,
            of_members,
            fails=without(members, too_many.split(), **BY_COMMISSION),
            passes=without(members, just_enough.split(), **BY_COMMISSION),
        ),
        of_the_members("more than 1/2", of_members, members, **BY_COMMISSION),
        of_the_members("at least 2/3", of_members, members, **BY_MEMBER),
        # As if the least of them took no part: the half of 26 and two thirds of 27 are whole numbers.
        of_the_members("more than 1/2", of_members, members[:26], **taking_part(members[:26], **BY_COMMISSION)),
        of_the_members("at least 2/3", of_members, members[:27], **taking_part(members[:27], **BY_MEMBER)),
        of_the_people("at least 62/100", of_people, members, few, **asked),
        # Nobody asked, and nobody counts the people.
        either(
            "at least 62/100",
            of_people,
            fails=without(members, few, population=61, **asked),
            passes=without(members, few, population=61, **BY_COMMISSION),
        ),
    )


# 345 - 91 = 254, 345 - 90 = 255; 352 - 93 = 259, 352 - 92 = 260.
NICE_OF_27 = (UNION_OF_27, "255", "deu fra ita lux", "deu fra ita mlt")
NICE_OF_28 = (UNION_OF_28, "260", "deu fra esp lux cyp", "deu fra esp dnk")


# Members as they were from 2013 to January 2020, and 25 of them, of which 55 % are less than fifteen.
TWENTY_FIVE = UNION_OF_28[:25]


def lisbon(source):
    """By the Commission or the High Representative: 55 % of the members, 15 at least, and 65 % of the people."""
    few, some = UNION_OF_28[-4:], taking_part(TWENTY_FIVE, **source)
    return (
        of_the_members("at least 55/100", "16(4)", UNION_OF_28, population=89, **source),
        either(
            "15",
            "16(4)",
            fails=in_favour(TWENTY_FIVE, 14, population=89, **some),
            passes=in_favour(TWENTY_FIVE, 15, population=89, **some),
        ),
        of_the_people("at least 65/100", "16(4)", UNION_OF_28, few, **source),
        # Who stands for too many people can't block alone: it takes four.
        either(
            "4",
            "16(4)",
            fails=without(UNION_OF_28, ("deu", "fra", "ita", "mlt"), population=64, **source),
            passes=without(UNION_OF_28, ("deu", "fra", "ita"), population=64, **source),
        ),
    )


# Twenty that take part, of which 55 % are a whole number, as are 72 % of twenty-five.
TWENTY = tuple("deu gbr esp rou nld bel grc hun swe aut dnk fin irl hrv ltu svn lva cyp lux mlt".split())
# Of the twenty in 2016: the five stand for 35 % exactly of their people; with lux in the place of cyp for more.
LESS_THAN_65, EXACTLY_65 = ("deu", "bel", "grc", "hrv", "cyp"), ("deu", "bel", "grc", "hrv", "lux")
# In 2016 the two greatest of these stand for 34.5 % of the people of all, so that three are needed to exceed 35 %; the
# two greatest of the others for 35.03 %.
THREE_EXCEED = tuple(name for name in UNION_OF_28 if name not in ("pol", "prt", "hun", "swe", "aut", "svk"))
TWO_EXCEED = tuple(name for name in UNION_OF_28 if name not in ("pol", "grc", "cze", "prt", "swe", "aut"))


def blocking(members, others, one_more):
    """As many as exceed 35 % of the people together can't block; it takes one more."""
    asked = taking_part(members, **BY_COMMISSION)
    return either(
        "35/100",
        "238(3)(a)",
        fails=without(members, (*others, one_more), **asked),
        passes=without(members, others, **asked),
    )


def of_twenty(article, source):
    asked = taking_part(TWENTY, **source)
    return either(
        "at least 65/100",
        article,
        fails=without(TWENTY, LESS_THAN_65, **asked),
        passes=without(TWENTY, EXACTLY_65, **asked),
    )


LISBON = union(
    "qualified-majority",
    "2014-11-01",
    None,
    "16(4)",
    "2018-06-01",
    *lisbon(BY_COMMISSION),
    *lisbon(BY_HIGH_REPRESENTATIVE),
    of_the_members("at least 72/100", "238(2)", UNION_OF_28, population=89, **BY_MEMBER),
    of_the_members("at least 72/100", "238(2)", TWENTY_FIVE, population=89, **taking_part(TWENTY_FIVE, **BY_MEMBER)),
    # No blocking minority here: three that stand for too many are enough to prevent it.
    of_the_people("at least 65/100", "238(2)", UNION_OF_28, ("deu", "fra", "ita"), **BY_MEMBER),
)
TAKING_PART = union(
    "qualified-majority-of-participating-members",
    "2014-11-01",
    None,
    "238(3)",
    "2016-06-01",
    of_the_members("at least 55/100", "238(3)(a)", TWENTY, **taking_part(TWENTY, **BY_COMMISSION)),
    of_the_members("at least 55/100", "238(3)(a)", TWENTY_FIVE, **taking_part(TWENTY_FIVE, **BY_HIGH_REPRESENTATIVE)),
    of_twenty("238(3)(a)", BY_COMMISSION),
    blocking(THREE_EXCEED, ("deu", "fra", "gbr"), "mlt"),
    blocking(TWO_EXCEED, ("deu", "fra"), "gbr"),
    of_the_members("at least 72/100", "238(3)(b)", TWENTY_FIVE, **taking_part(TWENTY_FIVE, **BY_MEMBER)),
    of_twenty("238(3)(b)", BY_MEMBER),
)
EU = (
    union(
        "qualified-majority",
        "2007-01-01",
        "2009-12-01",
        "205(2)",
        "2009-11-30",
        *nice(*NICE_OF_27, "205(2)", "205(4)"),
    ),
    union(
        "qualified-majority",
        "2009-12-01",
        "2013-07-01",
        "3(3)",
        "2013-06-30",
        *nice(*NICE_OF_27, "3(3)", "3(3)"),
    ),
    union("qualified-majority", "2013-07-01", "2014-11-01", "20", "2014-10-31", *nice(*NICE_OF_28, "20", "20")),
    LISBON,
    union(
        "former-qualified-majority-on-request",
        "2014-11-01",
        "2017-04-01",
        "3(2)",
        "2015-06-01",
        *nice(*NICE_OF_28, "20", "20"),
    ),
    TAKING_PART,
    union(
        "unanimity",
        "2009-12-01",
        None,
        "238(4)",
        "2015-06-01",
        present("at least 1", "238(4)", 28),
        no_objection("238(4)", 28),
    ),
    union("simple-majority", "2009-12-01", None, "238(1)", "2015-06-01", of_everybody("more than 1/2", "238(1)", 28)),
)

GOVERNORS = 190
MEASURE = "quota-votes"
NINETY_PERCENT = counted(MEASURE, yes=90, no=1, all=100)
MOST_GOVERNORS = counted(yes=150, no=1)


def fund(matter, article, *edges):
    return Row(
        charter="imf",
        body="board-of-governors",
        matters=(matter,),
        since="2010-06-24",
        article=article,
        on="2021-01-01",
        edges=edges,
    )


def of_the_total(share, article, more=()):
    return of_all_weight(share, article, MEASURE, more=more)


IMF = (
    fund(
        "ordinary",
        "11",
        # Of a hundred votes cast, while those that are not cast are as many again.
        either(
            "more than 1/2",
            "11",
            fails=Case(sums=counted(MEASURE, yes=50, no=50, all=200)),
            passes=Case(sums=counted(MEASURE, yes=51, no=49, all=200)),
        ),
    ),
    fund("seventy-percent-majority", "XX(3)", of_the_total("at least 70/100", "XX(3)")),
    fund("eighty-five-percent-majority", "XII(1)", of_the_total("at least 85/100", "XII(1)")),
    fund(
        "compulsory-withdrawal",
        "XXVI(2)(c)",
        of_everybody("more than 1/2", "XXVI(2)(c)", GOVERNORS, more=NINETY_PERCENT),
        of_the_total("at least 85/100", "XXVI(2)(c)", MOST_GOVERNORS),
    ),
    fund(
        "amendment-of-the-articles",
        "XXVIII",
        of_everybody("at least 3/5", "XXVIII", GOVERNORS, more=NINETY_PERCENT),
        of_the_total("at least 85/100", "XXVIII", MOST_GOVERNORS),
    ),
)


def parties(since, until, on, *edges):
    return Row(
        charter="montreal-protocol",
        body="meeting-of-the-parties",
        matters=("adjustment",),
        since=since,
        until=until,
        article="2(9)(c)",
        on=on,
        edges=edges,
    )


def first_text(yes, no, consumption):
    """Ninety parties, some of which abstain or are away; who is against consumes a tenth."""
    members = counted(yes=yes, no=no, abstain=10, absent=80 - yes - no)
    return Case(sums=members + counted("consumption", yes=consumption, no=10, all=100), size=90)


def both_groups(five, others):
    """Named parties of each group: in favour, against, abstaining, away."""
    camps = {}
    for group, figures in (("five", five), ("other", others)):
        standing = (Camp.YES, Camp.NO, Camp.ABSTAIN, Camp.ABSENT)
        for camp, number in zip(standing, figures, strict=True):
            camps |= {f"{group}-{camp}-{one}": camp for one in range(number)}
    belongs = frozenset((name, "article-5-parties") for name in camps if name.startswith("five"))
    return Case(camps=camps, belongs=belongs, size=len(camps))


MONTREAL = (
    parties(
        "1989-01-01",
        "1992-08-10",
        "1990-06-29",
        no_objection("2(9)(c)", 191),
        either("at least 2/3", "2(9)(c)", fails=first_text(39, 21, 60), passes=first_text(40, 20, 60)),
        either("at least 1/2", "2(9)(c)", fails=first_text(50, 10, 49), passes=first_text(50, 10, 50)),
    ),
    parties(
        "1992-08-10",
        None,
        "1995-12-07",
        no_objection("2(9)(c)", 191),
        either(
            "at least 2/3",
            "2(9)(c)",
            fails=both_groups((19, 11, 6, 2), (20, 10, 6, 2)),
            passes=both_groups((20, 10, 6, 2), (20, 10, 6, 2)),
        ),
        either(
            "more than 1/2",
            "2(9)(c)",
            fails=both_groups((6, 6, 4, 2), (36, 0, 4, 2)),
            passes=both_groups((7, 5, 4, 2), (36, 0, 4, 2)),
        ),
        either(
            "more than 1/2",
            "2(9)(c)",
            fails=both_groups((36, 0, 4, 2), (6, 6, 4, 2)),
            passes=both_groups((36, 0, 4, 2), (7, 5, 4, 2)),
        ),
    ),
)

ROWS = (*EU, *IMF, *MONTREAL)
