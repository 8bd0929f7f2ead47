"""Made-up precedents of every method, each with the answer worked out by hand."""

import json

import pytest

from comity.workbench.precedents import check_precedents

FIVE = ["P1", "P2", "P3", "P4", "P5"]
COUNCIL = {"method": "count_yes", "min_yes": 9, "veto_players": FIVE}
TWO_THIRDS = {"method": "fraction", "numerator": 2, "denominator": 3, "base": "present_and_voting"}
SIMPLE = {"method": "fraction", "numerator": 1, "denominator": 2, "strict": True, "base": "present_and_voting"}
OF_MEMBERS = {"method": "fraction", "numerator": 2, "denominator": 3, "base": "members"}
CAST = {"method": "fraction", "numerator": 2, "denominator": 3, "base": "votes_cast"}
QUORATE = {**CAST, "quorum": {"base": "delegates_attending", "numerator": 1, "denominator": 2, "words": "half"}}
CONSENSUS = {"method": "consensus"}
SILENCE = {"method": "silence", "set_on": "2020-03-01", "deadline": "2020-03-05T12:00Z"}
WEIGHTED = {"method": "weighted", "quota": 255, "total": 345, "states": {"minimum": 14}}
SMALL_WEIGHTED = {"method": "weighted", "quota": 8, "total": 12, "states": {"minimum": 2}}
DOUBLE = {"method": "double_majority", "states": {"numerator": 55, "denominator": 100}, "population_percent": 65}
BLOCKED_BY_THREE = {**DOUBLE, "blocking_minority": {"min_states": 3}}
BLOCKED_BY_TWO = {**DOUBLE, "blocking_minority": {"min_states": 2}}
LARGE_DOUBLE = {**DOUBLE, "states": {"numerator": 55, "denominator": 100, "minimum": 15}}
BLOCKED_BY_FOUR = {**LARGE_DOUBLE, "blocking_minority": {"min_states": 4}}
ROUNDS = {"method": "rounds", "numerator": 2, "denominator": 3, "base": "voting_members"}
BALLOTS_CAST = {"method": "rounds", "numerator": 1, "denominator": 2, "strict": True, "base": "votes_cast"}
THREE_QUARTERS = {"method": "fraction", "numerator": 3, "denominator": 4, "base": "members"}
WAIVER = {"method": "ladder", "steps": [CONSENSUS, THREE_QUARTERS]}
FUND = {
    "method": "chambers",
    "all_of": [{"base": "members", "numerator": 3, "denominator": 5}, {"base": "voting_power", "percent": 85}],
}
GROUPS = {
    "method": "chambers",
    "all_of": [
        {"base": "present_and_voting", "numerator": 2, "denominator": 3},
        {"base": "article5_parties_present_and_voting", "numerator": 1, "denominator": 2, "strict": True},
        {"base": "other_parties_present_and_voting", "numerator": 1, "denominator": 2, "strict": True},
    ],
}
ADJUSTMENT = {"method": "ladder", "steps": [CONSENSUS, GROUPS]}
PEOPLE = {"A": 40, "B": 30, "C": 15, "D": 10, "E": 5}
VOTES = {"A": 5, "B": 3, "C": 2, "D": 1, "E": 1}
"""Twelve votes of five members."""

ADOPTED = {"verdict": "adopted", "code": "adopted"}
OPEN = {"verdict": "open", "code": "open"}


def no(code, **more):
    return {"verdict": "not_adopted", "code": code, **more}


def elected(who, number):
    return {"verdict": "adopted", "code": "elected", "elected": who, "round": number}


def minus(*excluded):
    return {"method": "consensus_minus", "excluded": list(excluded)}


DESCRIBED = {"method": "consensus_minus", "excluded": "the member concerned"}


def case(rule, size, votes, named=None, **more):
    return {
        "body": "A body",
        "date": "2020-03-05",
        "rule": rule,
        "electorate_size": size,
        "votes": votes,
        "named": named or {},
        **more,
    }


def weighing(values):
    return {"weights": {"values": values}}


COUNT_YES = {
    # Nine in favour and nobody against.
    "nine": (case(COUNCIL, 15, {"yes": 9, "no": 0}), ADOPTED),
    # One against, not named, and nobody else is: it may be one of the five.
    "a-no-that-is-not-named": (case(COUNCIL, 15, {"yes": 9, "no": 1, "abstain": 5}), OPEN),
    # The five all voted yes, so the one against is none of them.
    "the-five-in-favour": (
        case(COUNCIL, 15, {"yes": 9, "no": 1}, {"yes": [*FIVE, "E1", "E2", "E3", "E4"]}),
        ADOPTED,
    ),
    # The five abstained or voted yes; the two against are others.
    "the-five-elsewhere": (
        case(
            COUNCIL,
            15,
            {"yes": 9, "no": 2, "abstain": 4},
            {"yes": ["P4", "P5", "E1", "E2", "E3", "E4", "E5", "E6", "E7"], "abstain": ["P1", "P2", "P3", "E8"]},
        ),
        ADOPTED,
    ),
    # Against is one that has no veto.
    "a-no-without-veto": (case(COUNCIL, 15, {"yes": 9, "no": 1, "abstain": 5}, {"no": ["E1"]}), ADOPTED),
    # Fourteen to one, and the one has a veto; the noes alone are named.
    "a-veto": (case(COUNCIL, 15, {"yes": 14, "no": 1}, {"no": ["P3"]}), no("vetoed", vetoed_by=["P3"])),
    # Of three against two have a veto.
    "two-vetoes": (
        case(COUNCIL, 15, {"yes": 9, "no": 3, "abstain": 3}, {"no": ["P1", "E1", "P5"]}),
        no("vetoed", vetoed_by=["P1", "P5"]),
    ),
    # Eight in favour are too few; the no of a holder is then no veto.
    "too-few-and-a-no": (case(COUNCIL, 15, {"yes": 8, "no": 1}, {"no": ["P1"]}), no("insufficient_yes", vetoed_by=[])),
    # Seven of fifteen are against: at most eight can be in favour, whoever they are.
    "yes-not-known-and-too-few": (case(COUNCIL, 15, {"no": 7}), no("insufficient_yes", vetoed_by=[])),
    "yes-not-known": (case(COUNCIL, 15, {"no": 6}), OPEN),
    "no-not-known": (case(COUNCIL, 15, {"yes": 9}), OPEN),
    # All fifteen in favour: nobody is left to vote no.
    "everybody": (case(COUNCIL, 15, {"yes": 15}), ADOPTED),
    # An absent holder, and one that takes no part, do not block.
    "absent-holder": (
        case(
            COUNCIL,
            15,
            {"yes": 9, "no": 1, "abstain": 3, "absent": 1, "not_participating": 1},
            {"no": ["E1"], "absent": ["P1"], "not_participating": ["P2"]},
        ),
        ADOPTED,
    ),
    # Three holders among five; three against, and only two hold no veto: one holder at least is against. Which one is
    # not known.
    "somebody-vetoed": (
        case({"method": "count_yes", "min_yes": 2, "veto_players": ["P1", "P2", "P3"]}, 5, {"yes": 2, "no": 3}),
        no("vetoed", vetoed_by=[]),
    ),
    # No veto on procedure: an empty list, none, or no list.
    "no-holders": (case({**COUNCIL, "veto_players": []}, 15, {"yes": 9, "no": 6}, {"no": [*FIVE, "E1"]}), ADOPTED),
    "null-holders": (case({**COUNCIL, "veto_players": None}, 15, {"yes": 9, "no": 6}), ADOPTED),
    "without-holders": (case({"method": "count_yes", "min_yes": 9}, 15, {"yes": 9, "no": 6}), ADOPTED),
    # The size is not known, and not needed.
    "size-not-known-short": (case({"method": "count_yes", "min_yes": 86}, None, {"yes": 85}), no("insufficient_yes")),
    "size-not-known": (case({"method": "count_yes", "min_yes": 86}, None, {"yes": 86}), ADOPTED),
    "size-and-yes-not-known": (case({"method": "count_yes", "min_yes": 86}, None, {"no": 5}), OPEN),
    "nobody-named-size-not-known": (case(COUNCIL, None, {"yes": 9, "no": 0}), ADOPTED),
    # Nobody is in favour.
    "nobody": (case(COUNCIL, 15, {"yes": 0, "no": 0, "abstain": 15}), no("insufficient_yes")),
}

FRACTIONS = {
    # Nine of twelve: three quarters even if the other three voted no.
    "cannot-matter": (case(TWO_THIRDS, 12, {"yes": 9}), ADOPTED),
    # Eight of twelve are two thirds exactly; more than two thirds they are only if not all others voted no.
    "cannot-matter-exactly": (case(TWO_THIRDS, 12, {"yes": 8}), ADOPTED),
    "strict-can-matter": (case({**TWO_THIRDS, "strict": True}, 12, {"yes": 8}), OPEN),
    # Seven of twelve: two thirds of ten, and less of eleven.
    "can-matter": (case(TWO_THIRDS, 12, {"yes": 7}), OPEN),
    "can-no-longer-matter": (case(TWO_THIRDS, 12, {"yes": 7, "abstain": 2}), ADOPTED),
    # 86 of 129 are two thirds exactly.
    "exact": (case(TWO_THIRDS, None, {"yes": 86, "no": 43}), ADOPTED),
    "exact-strict": (case({**TWO_THIRDS, "strict": True}, None, {"yes": 86, "no": 43}), no("majority_not_reached")),
    "one-more-against": (case(TWO_THIRDS, None, {"yes": 86, "no": 44}), no("majority_not_reached")),
    # A tie is no majority; "at least half" it is.
    "tie": (case(SIMPLE, 40, {"yes": 20, "no": 20}), no("majority_not_reached")),
    "half": (case({**SIMPLE, "strict": False}, 40, {"yes": 20, "no": 20}), ADOPTED),
    # With no vote in favour nothing is adopted.
    "all-abstain": (case(SIMPLE, 10, {"yes": 0, "no": 0, "abstain": 10}), no("majority_not_reached")),
    "nobody-in-favour-the-rest-unknown": (case(SIMPLE, 10, {"yes": 0}), no("majority_not_reached")),
    # 65 to at most 45: 193 less 65 and 83.
    "no-is-bounded": (case(SIMPLE, 193, {"yes": 65, "abstain": 83}), ADOPTED),
    "no-is-not-bounded": (case(SIMPLE, None, {"yes": 65, "abstain": 83}), OPEN),
    # 64 can be in favour at most, to 65 against.
    "yes-is-bounded": (case(SIMPLE, 193, {"no": 65, "abstain": 64}), no("majority_not_reached")),
    # All members: 34 of 50, 33 of 50; the barred count among them.
    "members": (case(OF_MEMBERS, 50, {"yes": 34, "no": 16}), ADOPTED),
    "members-one-short": (case(OF_MEMBERS, 50, {"yes": 33, "no": 0, "barred": 1}), no("majority_not_reached")),
    "voting-members": (case({**OF_MEMBERS, "base": "voting_members"}, 51, {"yes": 34}), ADOPTED),
    # Twenty of fifty are against: thirty at most are in favour, 34 are needed.
    "members-yes-not-known": (case(OF_MEMBERS, 50, {"no": 20}), no("majority_not_reached")),
    "members-size-not-known": (case(OF_MEMBERS, None, {"yes": 50, "no": 3}), OPEN),
    # Fifty in favour, sixty against: of 110 or more never two thirds.
    "members-size-not-needed": (case(OF_MEMBERS, None, {"yes": 50, "no": 60}), no("majority_not_reached")),
    # Only 25 take part by treaty; two stand outside. 17 of 25 are two thirds; 17 of 27 would not be.
    "some-take-part": (
        case({**OF_MEMBERS, "participants": "25 of 27"}, 25, {"yes": 17, "not_participating": 2}),
        ADOPTED,
    ),
    "all-take-part": (case(OF_MEMBERS, 27, {"yes": 17, "not_participating": 2}), no("majority_not_reached")),
    # Votes cast and present and voting are the same.
    "votes-cast": (case(CAST, None, {"yes": 20, "no": 10, "abstain": 100}), ADOPTED),
    # A camp that is named is complete, and so gives its number.
    "named-give-the-number": (case(SIMPLE, 5, {}, {"yes": ["A", "B"], "no": ["C"]}), ADOPTED),
    "empty-camp": (case(SIMPLE, 5, {"yes": 1}, {"no": []}), ADOPTED),
    "nothing-known": (case(SIMPLE, 5, {}), OPEN),
    # Quorum: 297 votes cast are needed. 290 + 7 have it, 290 + 6 do not.
    "quorum-exact": (case(QUORATE, None, {"yes": 290, "no": 7, "abstain": 99, "quorum_needed": 297}), ADOPTED),
    "quorum-one-short": (
        case(QUORATE, None, {"yes": 290, "no": 6, "abstain": 99, "quorum_needed": 297}),
        no("no_quorum"),
    ),
    # The quorum is tested before the majority.
    "neither-quorum-nor-majority": (case(QUORATE, None, {"yes": 10, "no": 100, "quorum_needed": 297}), no("no_quorum")),
    "quorum-and-no-majority": (
        case(QUORATE, None, {"yes": 100, "no": 200, "quorum_needed": 297}),
        no("majority_not_reached"),
    ),
    # No figure of a quorum: it is presumed.
    "quorum-presumed": (case(QUORATE, None, {"yes": 2, "no": 1, "abstain": 500}), ADOPTED),
    # Sixty of a hundred abstain: forty votes at most are cast, fifty are needed.
    "quorum-out-of-reach": (case(QUORATE, 100, {"abstain": 60, "quorum_needed": 50}), no("no_quorum")),
    # The majority is there in every completion, the quorum is not.
    "quorum-not-known": (case(QUORATE, 100, {"yes": 40, "no": 1, "quorum_needed": 50}), no("no_quorum")),
    "quorum-open": (case(QUORATE, 100, {"yes": 45, "abstain": 40, "quorum_needed": 50}), OPEN),
}

WEIGHTS = {
    # The yes votes are not named: the sums decide.
    "sums": (case(WEIGHTED, 27, {"yes": 15, "no": 12, "weighted": {"yes": 255}}), ADOPTED),
    "sums-one-short": (case(WEIGHTED, 27, {"yes": 15, "no": 12, "weighted": {"yes": 254}}), no("condition_not_met")),
    # Weight enough, members too few.
    "members-too-few": (case(WEIGHTED, 27, {"yes": 13, "no": 14, "weighted": {"yes": 300}}), no("condition_not_met")),
    # 93 of 345 are against: 252 at most are in favour.
    "weight-of-the-noes": (case(WEIGHTED, 27, {"yes": 20, "weighted": {"no": 93}}), no("condition_not_met")),
    "weight-of-few-noes": (case(WEIGHTED, 27, {"yes": 20, "weighted": {"no": 80}}), OPEN),
    # 13 members are too few, whatever they weigh.
    "weights-cannot-matter": (case(WEIGHTED, 27, {"yes": 13, "no": 14}), no("condition_not_met")),
    "no-weights": (case(WEIGHTED, 27, {"yes": 20, "no": 7}), OPEN),
    # Named and weighed: A and B have 8 of 12; B, C, D and E have 7.
    "named-weigh-enough": (
        case(SMALL_WEIGHTED, 5, {}, {"yes": ["A", "B"], "no": ["C", "D", "E"]}, **weighing(VOTES)),
        ADOPTED,
    ),
    "named-weigh-too-little": (
        case(SMALL_WEIGHTED, 5, {"yes": 4, "no": 1}, {"yes": ["B", "C", "D", "E"]}, **weighing(VOTES)),
        no("condition_not_met"),
    ),
    # Where they are named, the names decide and not the sum.
    "names-before-sums": (
        case(SMALL_WEIGHTED, 5, {"weighted": {"yes": 7}}, {"yes": ["A", "B"]}, **weighing(VOTES)),
        ADOPTED,
    ),
    # Where they are not, the sum decides, and the list of weights says nothing.
    "sums-before-the-list": (
        case(SMALL_WEIGHTED, 5, {"yes": 4, "no": 1, "weighted": {"yes": 8}}, **weighing(VOTES)),
        ADOPTED,
    ),
    # C is against and weighs 2; A, B, D and E, in favour, weigh 10.
    "all-but-the-named": (case(SMALL_WEIGHTED, 5, {"yes": 4, "no": 1}, {"no": ["C"]}, **weighing(VOTES)), ADOPTED),
    # Two are in favour: from 2 (D and E) to 8 (A and B).
    "two-of-the-list": (case(SMALL_WEIGHTED, 5, {"yes": 2, "no": 3}, **weighing(VOTES)), OPEN),
    # Two of whom neither is A: at most 5.
    "two-without-the-first": (
        case(SMALL_WEIGHTED, 5, {"yes": 2, "no": 3}, {"no": ["A", "C", "E"]}, **weighing(VOTES)),
        no("condition_not_met"),
    ),
    # One has 8 of 12 votes, and two members are needed.
    "one-heavy": (
        case(SMALL_WEIGHTED, 3, {}, {"yes": ["A"], "no": ["B", "C"]}, **weighing({"A": 8, "B": 2, "C": 2})),
        no("condition_not_met"),
    ),
    "quota-alone": (
        case(
            {"method": "weighted", "quota": 8, "total": 12},
            3,
            {},
            {"yes": ["A"], "no": ["B", "C"]},
            **weighing({"A": 8, "B": 2, "C": 2}),
        ),
        ADOPTED,
    ),
    "quota-alone-missed": (
        case(
            {"method": "weighted", "quota": 9, "total": 12},
            3,
            {},
            {"yes": ["A"], "no": ["B", "C"]},
            **weighing({"A": 8, "B": 2, "C": 2}),
        ),
        no("condition_not_met"),
    ),
    "decimals": (
        case({"method": "weighted", "quota": 74.5, "total": 100}, 9, {"yes": 5, "weighted": {"yes": 74.5}}),
        ADOPTED,
    ),
    "size-not-known": (case(WEIGHTED, None, {"yes": 15, "no": 12, "weighted": {"yes": 255}}), ADOPTED),
}

DOUBLES = {
    # A, B and C: 60 % of the members, 85 % of the people.
    "both": (case(DOUBLE, 5, {}, {"yes": ["A", "B", "C"], "no": ["D", "E"]}, **weighing(PEOPLE)), ADOPTED),
    # B, C, D and E: 80 % and 60 %.
    "people-missed": (
        case(DOUBLE, 5, {}, {"yes": ["B", "C", "D", "E"], "no": ["A"]}, **weighing(PEOPLE)),
        no("condition_not_met"),
    ),
    # A and B: 40 % and 70 %.
    "members-missed": (
        case(DOUBLE, 5, {}, {"yes": ["A", "B"], "abstain": ["C", "D", "E"]}, **weighing(PEOPLE)),
        no("condition_not_met"),
    ),
    # C, D and E: 60 % and 30 %. Two are not in favour: fewer than three, so the population is deemed met ...
    "deemed-met": (
        case(BLOCKED_BY_THREE, 5, {}, {"yes": ["C", "D", "E"], "no": ["A"], "abstain": ["B"]}, **weighing(PEOPLE)),
        ADOPTED,
    ),
    # ... and absence counts like a no; two are enough to block where two is the number.
    "blocked": (
        case(BLOCKED_BY_TWO, 5, {}, {"yes": ["C", "D", "E"], "no": ["A"], "absent": ["B"]}, **weighing(PEOPLE)),
        no("condition_not_met"),
    ),
    # Deemed met is the population alone: the members must be there all the same.
    "deemed-met-members-missed": (
        case(
            {**BLOCKED_BY_THREE, "states": {"numerator": 90, "denominator": 100}},
            5,
            {},
            {"yes": ["C", "D", "E"], "no": ["A", "B"]},
            **weighing(PEOPLE),
        ),
        no("condition_not_met"),
    ),
    # The noes and abstentions are named, and the others are in favour: B, C and D, 55 of 100.
    "all-but-the-named": (
        case(DOUBLE, 5, {"yes": 3, "no": 1, "abstain": 1}, {"no": ["A"], "abstain": ["E"]}, **weighing(PEOPLE)),
        no("condition_not_met"),
    ),
    # Z stands outside by treaty, with its people: A, B and D have 80 of 100, but would have 80 of 140.
    "outside": (
        case(
            {**DOUBLE, "participants": "five of six"},
            5,
            {"not_participating": 1},
            {"yes": ["A", "B", "D"], "no": ["C", "E"], "not_participating": ["Z"]},
            **weighing({**PEOPLE, "Z": 40}),
        ),
        ADOPTED,
    ),
    # The same where nobody says who stands outside: the five that voted are the five that take part.
    "outside-not-named": (
        case(
            {**DOUBLE, "participants": "five of six"},
            5,
            {},
            {"yes": ["A", "B", "D"], "no": ["C", "E"]},
            **weighing({**PEOPLE, "Z": 40}),
        ),
        ADOPTED,
    ),
    # Who takes no part in a vote of all six counts: 80 of 140 are less than 65 %.
    "takes-no-part": (
        case(
            {**DOUBLE, "states": {"numerator": 1, "denominator": 2}},
            6,
            {},
            {"yes": ["A", "B", "D"], "no": ["C", "E"], "not_participating": ["Z"]},
            **weighing({**PEOPLE, "Z": 40}),
        ),
        no("condition_not_met"),
    ),
    # Published percent of each camp.
    "camps": (
        case(
            BLOCKED_BY_FOUR, 27, {"yes": 21, "no": 3, "abstain": 3}, weights={"camp": {"yes": 65, "no_and_abstain": 35}}
        ),
        ADOPTED,
    ),
    "camps-missed": (
        case(
            BLOCKED_BY_FOUR,
            27,
            {"yes": 21, "no": 3, "abstain": 3},
            weights={"camp": {"yes": 64.99, "no_and_abstain": 35.01}},
        ),
        no("condition_not_met"),
    ),
    # Everybody voted, so that what is left of 100 is in favour: 65, or 64.99.
    "the-other-camps": (
        case(BLOCKED_BY_FOUR, 27, {"yes": 21, "no": 3, "abstain": 3}, weights={"camp": {"no_and_abstain": 35}}),
        ADOPTED,
    ),
    "the-other-camps-missed": (
        case(BLOCKED_BY_FOUR, 27, {"yes": 21, "no": 3, "abstain": 3}, weights={"camp": {"no": 20.5, "abstain": 14.51}}),
        no("condition_not_met"),
    ),
    # Three are not in favour, four would block: the people do not matter.
    "camps-deemed-met": (
        case(
            BLOCKED_BY_FOUR, 27, {"yes": 24, "no": 2, "abstain": 1}, weights={"camp": {"yes": 60, "no_and_abstain": 40}}
        ),
        ADOPTED,
    ),
    # Fourteen of 27 are 51.9 %; what they weigh does not matter.
    "weights-cannot-matter": (case(BLOCKED_BY_FOUR, 27, {"yes": 14, "no": 13}), no("condition_not_met")),
    # Fifteen are 55.6 %; how many people they have is not known.
    "no-weights": (case(BLOCKED_BY_FOUR, 27, {"yes": 15, "no": 12}), OPEN),
    # Fifteen at least: 9 of 10 are 90 % and too few.
    "minimum": (
        case(LARGE_DOUBLE, 10, {"yes": 9, "no": 1}, weights={"camp": {"yes": 90, "no": 10}}),
        no("condition_not_met"),
    ),
}

CONSENSUSES = {
    "nobody-objects": (case(CONSENSUS, 8, {"no": 0}), ADOPTED),
    "abstentions": (case(CONSENSUS, 8, {"yes": 5, "no": 0, "abstain": 3}), ADOPTED),
    "one-objects": (case(CONSENSUS, 8, {"no": 1}), no("objection", blocked_by=[])),
    "one-is-named": (case(CONSENSUS, 8, {}, {"no": ["A"]}), no("objection", blocked_by=["A"])),
    "two-are-named": (
        case(CONSENSUS, 8, {"yes": 6, "no": 2}, {"no": ["A", "B"]}),
        no("objection", blocked_by=["A", "B"]),
    ),
    "not-known": (case(CONSENSUS, 8, {"yes": 7}), OPEN),
    "size-not-known": (case(CONSENSUS, None, {"no": 0}), ADOPTED),
    "nothing-known": (case(CONSENSUS, None, {}), OPEN),
    # Consensus minus those that are named: their own no counts for nothing.
    "minus-its-own-no": (case(minus("X"), 8, {"no": 1}, {"no": ["X"]}), ADOPTED),
    "minus-two-own-noes": (case(minus("X", "Y"), 8, {"no": 2}, {"no": ["X", "Y"]}), ADOPTED),
    "minus-another-no": (case(minus("X"), 8, {"no": 1}, {"no": ["A"]}), no("objection", blocked_by=["A"])),
    # One no, not named: it may be that of X. Two are one too many for X alone.
    "minus-one-not-named": (case(minus("X"), 8, {"no": 1}), OPEN),
    "minus-two-not-named": (case(minus("X"), 8, {"yes": 6, "no": 2}), no("objection", blocked_by=[])),
    "minus-two-of-two": (case(minus("X", "Y"), 8, {"yes": 6, "no": 2}), OPEN),
    # X is known to have abstained.
    "minus-x-elsewhere": (case(minus("X"), 8, {"no": 1, "abstain": 1}, {"abstain": ["X"]}), no("objection")),
    "minus-nobody-objects": (case(minus("X"), 8, {"no": 0}), ADOPTED),
    "minus-nothing-known": (case(minus("X"), 8, {}), OPEN),
    # Consensus minus the member that is only described: one no may be its own, two can't both be.
    "described-nobody": (case(DESCRIBED, 8, {"no": 0}), ADOPTED),
    "described-one": (case(DESCRIBED, 8, {"no": 1}), OPEN),
    "described-one-named": (case(DESCRIBED, 8, {"yes": 7, "no": 1}, {"no": ["A"]}), OPEN),
    "described-two": (case(DESCRIBED, 8, {"yes": 6, "no": 2}), no("objection")),
    "described-two-named": (case(DESCRIBED, 8, {"yes": 6, "no": 2}, {"no": ["A", "B"]}), no("objection")),
    "described-nothing-known": (case(DESCRIBED, 8, {}), OPEN),
    "described-size-not-known": (case(DESCRIBED, None, {"no": 0}), ADOPTED),
    # Silence.
    "silence-kept": (case(SILENCE, 19, {"broke_silence": 0}), ADOPTED),
    "silence-kept-by-name": (case(SILENCE, 19, {}, {"broke_silence": []}), ADOPTED),
    "silence-not-known": (case(SILENCE, 19, {}), OPEN),
    "silence-broken": (case(SILENCE, 19, {"broke_silence": 2}), no("silence_broken", blocked_by=[])),
    "silence-broken-by-name": (case(SILENCE, 19, {}, {"broke_silence": ["A"]}), no("silence_broken", blocked_by=["A"])),
    "silence-broken-said-twice": (
        case(SILENCE, 19, {"broke_silence": 1, "no": 1}, {"broke_silence": ["A"], "no": ["A"]}),
        no("silence_broken", blocked_by=["A"]),
    ),
    "silence-without-deadline": (case({"method": "silence"}, None, {"broke_silence": 0}), ADOPTED),
    "silence-until-a-day": (case({**SILENCE, "deadline": "2020-03-05"}, 19, {"broke_silence": 0}), ADOPTED),
    "silence-until-a-month": (
        case({**SILENCE, "deadline": "2020-03"}, 19, {"broke_silence": 0}, date="2020-03"),
        ADOPTED,
    ),
}

CHAMBERS = {
    # 3/5 of 188 are 112.8; 113 members and 85 % are just enough.
    "both-exactly": (case(FUND, 188, {"accepted_members": 113, "accepted_voting_power_percent": 85}), ADOPTED),
    "power-short": (
        case(FUND, 188, {"accepted_members": 150, "accepted_voting_power_percent": 84.99}),
        no("condition_not_met"),
    ),
    "members-short": (
        case(FUND, 188, {"accepted_members": 112, "accepted_voting_power_percent": 90}),
        no("condition_not_met"),
    ),
    "members-by-yes": (case(FUND, 188, {"yes": 113, "accepted_voting_power_percent": 85}), ADOPTED),
    # A lower bound can prove that it is enough, and not that it is too little.
    "at-least-enough": (
        case(FUND, 188, {"accepted_members": 113, "accepted_voting_power_percent_at_least": 85}),
        ADOPTED,
    ),
    "at-least-less": (case(FUND, 188, {"accepted_members": 113, "accepted_voting_power_percent_at_least": 80}), OPEN),
    "at-least-and-members-short": (
        case(FUND, 188, {"accepted_members": 100, "accepted_voting_power_percent_at_least": 95}),
        no("condition_not_met"),
    ),
    "power-not-known": (case(FUND, 188, {"accepted_members": 150}), OPEN),
    "power-cannot-matter": (case(FUND, 188, {"accepted_members": 100}), no("condition_not_met")),
    "members-not-known": (case(FUND, 188, {"accepted_voting_power_percent": 90}), OPEN),
    "members-cannot-matter": (case(FUND, 188, {"accepted_voting_power_percent": 60}), no("condition_not_met")),
    # Two thirds of all, and a majority of each group: of the groups nothing is known.
    "groups-not-known": (case(GROUPS, 60, {"yes": 40, "no": 20}), OPEN),
    "groups-cannot-matter": (case(GROUPS, 60, {"yes": 39, "no": 21}), no("condition_not_met")),
    "groups-size-not-known": (case(GROUPS, None, {"yes": 10, "no": 20}), no("condition_not_met")),
    # 50 to 30, and not two thirds of the whole; 60 to 30 they would be.
    "nothing-known": (case(GROUPS, 60, {}), OPEN),
}

LADDERS = {
    "first-step": (case(WAIVER, 142, {"no": 0}), {**ADOPTED, "step": 1}),
    # Consensus fails; 107 of 142 are three quarters (106.5).
    "second-step": (case(WAIVER, 142, {"yes": 107, "no": 3}, {"no": ["A", "B", "C"]}), {**ADOPTED, "step": 2}),
    # 106 are too few: the code of the last step, and no objection.
    "no-step": (case(WAIVER, 142, {"yes": 106, "no": 36}), no("majority_not_reached", step=None)),
    # Whether anyone objects is not known. 107 are enough in any case.
    "open-and-adopted": (case(WAIVER, 142, {"yes": 107}), ADOPTED),
    "open-and-open": (case(WAIVER, 142, {}), OPEN),
    # 106 in favour are too few, and if nobody objects there is consensus.
    "open-and-failed": (case(WAIVER, 142, {"yes": 106}), OPEN),
    "failed-and-open": (case(WAIVER, 142, {"no": 3}), OPEN),
    # 36 against leave 106 at most.
    "failed-and-cannot": (case(WAIVER, 142, {"no": 36}), no("majority_not_reached")),
    "groups-first-step": (case(ADJUSTMENT, 191, {"no": 0}), {**ADOPTED, "step": 1}),
    "groups-not-known": (case(ADJUSTMENT, 191, {"yes": 150, "no": 3}), OPEN),
    "groups-cannot-matter": (case(ADJUSTMENT, 191, {"yes": 20, "no": 50}), no("condition_not_met")),
    # Three steps: consensus, two thirds, then the simple majority.
    "third-step": (
        case({"method": "ladder", "steps": [CONSENSUS, TWO_THIRDS, SIMPLE]}, 20, {"yes": 11, "no": 9}),
        {**ADOPTED, "step": 3},
    ),
    # Consensus minus one, of which the no is its own.
    "minus-one-first": (
        case({"method": "ladder", "steps": [minus("X"), TWO_THIRDS]}, 8, {"yes": 2, "no": 1}, {"no": ["X"]}),
        {**ADOPTED, "step": 1},
    ),
    "veto-last": (
        case(
            {"method": "ladder", "steps": [CONSENSUS, COUNCIL]},
            15,
            {"yes": 10, "no": 5},
            {"no": ["P1", "E1", "E2", "E3", "E4"]},
        ),
        no("vetoed", vetoed_by=["P1"]),
    ),
    "quorum-last": (
        case({"method": "ladder", "steps": [CONSENSUS, QUORATE]}, None, {"yes": 90, "no": 5, "quorum_needed": 100}),
        no("no_quorum"),
    ),
}

ELECTIONS = {
    # Two thirds of 51 are 34.
    "first-round": (case(ROUNDS, 51, {"rounds": [{"A": 34, "B": 17}, {"A": 20, "B": 31}]}), elected("A", 1)),
    "second-round": (case(ROUNDS, 51, {"rounds": [{"A": 33, "B": 18}, {"A": 16, "B": 35}]}), elected("B", 2)),
    "no-result": (
        case(ROUNDS, 51, {"rounds": [{"A": 33, "B": 18}, {"A": 32, "B": 19}, {"A": 33}]}),
        no("no_result", elected=None, round=None),
    ),
    "alone-at-last": (case(ROUNDS, 51, {"rounds": [{"A": 27, "B": 24}, {"A": 34}]}), elected("A", 2)),
    "three-candidates": (
        case(ROUNDS, 54, {"rounds": [{"A": 16, "B": 10, "C": 28}, {"A": 18, "C": 36}]}),
        elected("C", 2),
    ),
    "no-ballot": (case(ROUNDS, 51, {}), OPEN),
    # The number that is needed, where the size is not known.
    "needed": (case(ROUNDS, None, {"rounds": [{"A": 30, "B": 20}, {"A": 34, "B": 16}], "needed": 34}), elected("A", 2)),
    "needed-missed": (case(ROUNDS, None, {"rounds": [{"A": 33, "B": 17}], "needed": 34}), no("no_result")),
    # More than half of the votes cast: 20 to 20 are not.
    "strict": (case(BALLOTS_CAST, 50, {"rounds": [{"A": 20, "B": 20}, {"A": 21, "B": 20}]}), elected("A", 2)),
    "strict-missed": (
        case(BALLOTS_CAST, None, {"rounds": [{"A": 20, "B": 20}, {"A": 20, "B": 12, "C": 8}]}),
        no("no_result"),
    ),
    # Alone: 26 of 50 are more than half however the others voted; 25 are so only if not all of them voted no.
    "alone-of-votes-cast": (case(BALLOTS_CAST, 50, {"rounds": [{"A": 26}]}), elected("A", 1)),
    "alone-and-not-known": (case(BALLOTS_CAST, 50, {"rounds": [{"A": 25}]}), OPEN),
    "alone-and-noes": (case(BALLOTS_CAST, None, {"rounds": [{"A": 25, "no": 24}]}), elected("A", 1)),
    "alone-and-missed": (case(BALLOTS_CAST, None, {"rounds": [{"A": 25, "no": 25, "abstain": 9}]}), no("no_result")),
    # Alone in the last round of a secret ballot where the number is known.
    "alone-and-needed": (case(BALLOTS_CAST, None, {"rounds": [{"A": 25}], "needed": 25}), elected("A", 1)),
}

METHODS = {
    "count-yes": COUNT_YES,
    "fraction": FRACTIONS,
    "weighted": WEIGHTS,
    "double-majority": DOUBLES,
    "consensus": CONSENSUSES,
    "chambers": CHAMBERS,
    "ladder": LADDERS,
    "rounds": ELECTIONS,
}
CASES = {f"{method}-{name}": pair for method, table in METHODS.items() for name, pair in table.items()}


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    path = tmp_path_factory.mktemp("variants") / "cases.json"
    cases = [{"id": id_, **facts, "expected": expected} for id_, (facts, expected) in CASES.items()]
    path.write_text(json.dumps({"kind": "decisions", "cases": cases}), encoding="utf-8")
    return {one.id: one for one in check_precedents(path).cases}


@pytest.mark.parametrize("id_", CASES)
def test_the_answer_is_that_worked_out_by_hand(id_, results):
    one = results[id_]
    assert one.problems == ()
    assert one.differences == ()
    assert one.result == "agrees"
