"""By hand: what the articles of the organisations that count members ask for. Nothing here is read from the files."""

from data.edges import (
    VETO,
    Case,
    Row,
    ballot,
    counted,
    either,
    named,
    no_objection,
    of_everybody,
    of_those_voting,
    present,
    votes,
    votes_cast_of_those_attending,
)

OF_AFRICA = 54
AFRICAN_UNION = (
    Row(
        charter="african-union",
        body="assembly",
        matters=("question-of-substance",),
        since="2002-07",
        article="7(1)",
        on="2012-07-15",
        edges=(
            no_objection("7(1)", OF_AFRICA),
            present("at least 2/3", "7(2)", OF_AFRICA),
            # The quorum of the vote adds nothing: who carries it is there.
            of_everybody("at least 2/3", "7(1)", OF_AFRICA),
        ),
    ),
    Row(
        charter="african-union",
        body="assembly",
        matters=("question-of-procedure",),
        since="2002-07",
        article="7(1)",
        on="2012-07-15",
        edges=(
            present("at least 2/3", "7(2)", OF_AFRICA),
            of_those_voting("more than 1/2", "7(1)", OF_AFRICA, voting=30, abstain=10),
        ),
    ),
    Row(
        charter="african-union",
        body="assembly",
        matters=("admission",),
        since="2002-07",
        article="29(2)",
        on="2012-07-15",
        edges=(of_everybody("more than 1/2", "29(2)", OF_AFRICA),),
    ),
    Row(
        charter="african-union",
        body="assembly",
        matters=("election-of-the-chairperson-of-the-commission",),
        since="2002-07",
        article=None,
        on="2012-07-15",
        edges=(ballot("at least 2/3", None, OF_AFRICA),),
    ),
)

# 187 members with four seats each.
DELEGATES = 748


def labour(matter, share, article, since="2005-03-07"):
    return Row(
        charter="ilo",
        body="conference",
        matters=(matter,),
        since=since,
        article=article,
        on="2016-06-10",
        edges=(
            votes_cast_of_those_attending("at least 1/2", "17(3)", DELEGATES),
            of_those_voting(share, article, DELEGATES, voting=300, attending=600),
        ),
    )


ILO = (
    labour("decision", "more than 1/2", "17(2)"),
    labour("convention-or-recommendation", "at least 2/3", "19(2)"),
    labour("abrogation-of-a-convention", "at least 2/3", "19(9)", "2015-10-08"),
    labour("constitutional-amendment", "at least 2/3", "36"),
    labour("refusal-of-credentials", "at least 2/3", "3(9)"),
    labour("seat-of-the-organization", "at least 2/3", "6"),
    labour("budget", "at least 2/3", "13(2)(c)"),
)


def whaling(matter, share):
    return Row(
        charter="iwc",
        body="commission",
        matters=(matter,),
        since="1948-11-10",
        article="III(2)",
        on="2022-10-20",
        edges=(
            present("more than 1/2", "B(1)", 88),
            of_those_voting(share, "III(2)", 88, abstain=20),
        ),
    )


IWC = (whaling("decision", "more than 1/2"), whaling("schedule-amendment", "at least 3/4"))

NATO = (
    Row(
        charter="nato",
        body="north-atlantic-council",
        matters=("invitation-to-accede",),
        since="1949-08-24",
        article="10",
        on="2022-06-29",
        edges=(present("at least 1", "10", 30), no_objection("10", 30)),
    ),
)

UNITED_NATIONS = 192
IN_THE_HALL = present("more than 1/2", "67", UNITED_NATIONS)


def assembly(matters, article, *edges, since="1945-10-24"):
    return Row(
        charter="un-general-assembly",
        body="general-assembly",
        matters=matters,
        since=since,
        article=article,
        on="2007-01-01",
        edges=edges,
    )


def of_the_united_nations_voting(share, article):
    return of_those_voting(share, article, UNITED_NATIONS)


GENERAL_ASSEMBLY = (
    assembly(("important-question",), "18(2)", IN_THE_HALL, of_the_united_nations_voting("at least 2/3", "18(2)")),
    assembly(
        ("other-question", "declaring-a-question-important"),
        "18(3)",
        IN_THE_HALL,
        of_the_united_nations_voting("more than 1/2", "18(3)"),
    ),
    assembly(
        ("amendment-on-an-important-question",),
        "84",
        IN_THE_HALL,
        of_the_united_nations_voting("at least 2/3", "84"),
        since="1950-11-01",
    ),
    assembly(("charter-amendment",), "108", of_everybody("at least 2/3", "108", UNITED_NATIONS)),
    assembly(("review-conference",), "109(1)", of_everybody("at least 2/3", "109(1)", UNITED_NATIONS)),
)

PERMANENT = ("chn", "fra", "gbr", "rus", "usa")
ELECTED = tuple(f"elected-{number}" for number in range(1, 11))


def no_by(who, seats, **asked):
    """Everybody is in favour but one."""
    names = (*PERMANENT, *ELECTED)[:seats]
    others = " ".join(name for name in names if name != who)
    return Case(camps=named(yes=others, no=who), asked=asked)


def vetoes(seats, **asked):
    """The vote against of each permanent member, beside the vote against of an elected one."""
    return tuple(
        either(VETO, "27(3)", fails=no_by(holder, seats, **asked), passes=no_by(ELECTED[0], seats, **asked))
        for holder in PERMANENT
    )


def council(matter, since, until, article, on, *edges):
    return Row(
        charter="un-security-council",
        body="security-council",
        matters=(matter,),
        since=since,
        until=until,
        article=article,
        on=on,
        edges=edges,
    )


def with_a_party(number, seats):
    """A permanent member is party to the dispute: its yes doesn't count, its no is no veto; another's no is one."""
    asked = {"concerned": frozenset({"usa"})}

    def case(yes):
        others = " ".join((*PERMANENT[:4], *ELECTED)[:yes])
        away = " ".join((*PERMANENT[:4], *ELECTED)[yes : seats - 1])
        return Case(camps=named(yes=f"usa {others}", abstain=away), asked=asked)

    return (
        either(str(number), "27(3)", fails=case(number - 1), passes=case(number)),
        *(
            either(VETO, "27(3)", fails=no_by(holder, seats, **asked), passes=no_by("usa", seats, **asked))
            for holder in PERMANENT[:4]
        ),
    )


FIRST, LATER = ("1945-10-24", "1966-01-01"), ("1966-01-01", None)
SECURITY_COUNCIL = (
    council("substantive", *FIRST, "27(3)", "1965-12-31", votes(7, "27(3)", 11), *vetoes(11)),
    council("substantive", *LATER, "27(3)", "1966-01-01", votes(9, "27(3)", 15), *vetoes(15)),
    council("procedural", *FIRST, "27(2)", "1965-12-31", votes(7, "27(2)", 11, against="chn fra gbr rus")),
    council("procedural", *LATER, "27(2)", "1966-01-01", votes(9, "27(2)", 15, against=" ".join(PERMANENT))),
    council("pacific-settlement", *FIRST, "27(3)", "1965-12-31", *with_a_party(7, 11)),
    council("pacific-settlement", *LATER, "27(3)", "1966-01-01", *with_a_party(9, 15)),
    # Article 109 was amended later: for a while seven of fifteen were enough.
    council(
        "review-conference",
        "1945-10-24",
        "1968-06-12",
        "109(1)",
        "1968-06-11",
        votes(7, "109(1)", 15, against=" ".join(PERMANENT)),
    ),
    council(
        "review-conference",
        "1968-06-12",
        None,
        "109(1)",
        "1968-06-12",
        votes(9, "109(1)", 15, against=" ".join(PERMANENT)),
    ),
)

# Twelve divides the number of members on both days, so that no two shares ask for the same number.
MEMBERS_IN_2003, MEMBERS_IN_1995 = 144, 132


def trade(body, matter, article, *edges, since="1995-01-01", until=None, on="2003-01-01"):
    return Row(
        charter="wto",
        body=body,
        matters=(matter,),
        since=since,
        until=until,
        article=article,
        on=on,
        edges=edges,
    )


def conference_and_council(matter, article, *edges, **period):
    """The General Council acts in the place of the Conference between its meetings."""
    bodies = ("ministerial-conference", "general-council")
    return tuple(trade(body, matter, article, *edges, **period) for body in bodies)


def of_the_members(share, article, everybody=MEMBERS_IN_2003):
    return of_everybody(share, article, everybody)


def consensus(article):
    return no_objection(article, MEMBERS_IN_2003)


WTO = (
    *conference_and_council(
        "decision",
        "IX(1)",
        consensus("IX(1)"),
        of_those_voting("more than 1/2", "IX(1)", MEMBERS_IN_2003),
    ),
    *conference_and_council("interpretation", "IX(2)", of_the_members("at least 3/4", "IX(2)")),
    *conference_and_council("waiver", "IX(3)", consensus("IX(3)"), of_the_members("at least 3/4", "IX(3)")),
    *conference_and_council(
        "accession",
        "XII(2)",
        of_the_members("at least 2/3", "XII(2)", MEMBERS_IN_1995),
        until="1995-11-15",
        on="1995-11-14",
    ),
    # The consensus comes from a decision of the Council, which has no articles.
    *conference_and_council(
        "accession", None, consensus(None), of_the_members("at least 2/3", "XII(2)"), since="1995-11-15"
    ),
    *conference_and_council(
        "submission-of-an-amendment", "X(1)", consensus("X(1)"), of_the_members("at least 2/3", "X(1)")
    ),
    trade(
        "ministerial-conference",
        "acceptance-of-an-entrenched-amendment",
        "X(2)",
        of_everybody("at least 1", "X(2)", MEMBERS_IN_2003, no=0, barred=0),
        # A member without a vote is a member.
        either(
            "at least 1",
            "X(2)",
            fails=Case(sums=counted(yes=143, no=0, barred=1)),
            passes=Case(sums=counted(yes=144, no=0, barred=0)),
        ),
    ),
    trade("ministerial-conference", "acceptance-of-an-amendment", "X(3)", of_the_members("at least 2/3", "X(3)")),
    trade(
        "ministerial-conference",
        "acceptance-of-an-amendment-without-new-obligations",
        "X(4)",
        of_the_members("at least 2/3", "X(4)"),
    ),
    trade(
        "general-council",
        "budget",
        "VII(3)",
        of_those_voting("at least 2/3", "VII(3)", MEMBERS_IN_2003, voting=120, abstain=12),
        of_the_members("more than 1/2", "VII(3)"),
    ),
    trade(
        "dispute-settlement-body",
        "reverse-consensus",
        "6(1), 16(4), 17(14), 22(6)",
        votes(1, "6(1), 16(4), 17(14), 22(6)", MEMBERS_IN_2003),
    ),
)

# Eight members; on the reform's questions of lesser weight they vote.
MEMBERS_OF_THE_SCO = 8
SIX_BODIES = {
    "heads-of-state": "2001-06-15",
    "heads-of-government": "2003-09-19",
    "foreign-ministers": "2002-01-07",
    "heads-of-ministries": "2003-09-19",
    "national-coordinators": "2003-09-19",
    "anti-terrorist-structure-council": "2004-06-17",
}


def shanghai(charter, body, importance, since, article, *edges):
    return Row(
        charter=charter,
        body=body,
        matters=importance,
        since=since,
        article=article,
        on="2018-12-22",
        edges=edges,
    )


def reform(charter, *edges):
    """The essay that proposes it has no articles."""
    return tuple(shanghai(charter, body, "other", since, None, *edges) for body, since in SIX_BODIES.items())


def secretary_general(charter, importance):
    return shanghai(charter, "secretariat", importance, "2004-01-15", "11", votes(1, "11", 1))


SCO = (
    *reform(
        "sco-reform",
        of_those_voting("more than 1/2", None, MEMBERS_OF_THE_SCO, voting=8, abstain=0, barred=0),
        of_those_voting("more than 1/2", None, MEMBERS_OF_THE_SCO, voting=4, abstain=2, barred=1),
    ),
    *reform("sco-reform-all-members", of_everybody("more than 1/2", None, MEMBERS_OF_THE_SCO, barred=1)),
    *(
        secretary_general(charter, importance)
        for charter in ("sco", "sco-reform", "sco-reform-all-members")
        for importance in ("major", "other")
    ),
)

ROWS = (*AFRICAN_UNION, *ILO, *IWC, *NATO, *GENERAL_ASSEMBLY, *SECURITY_COUNCIL, *WTO, *SCO)
