"""Procedures over time: silence, tacit acceptance, ladders and elections."""

from datetime import UTC, datetime, timedelta

import pytest

from comity.core.procedure.run import Ballot, Course, run
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    Length,
    Objectors,
    PeriodUnit,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.facts import Camp, Electorate, Facts, VoterClass
from comity.core.rules.outcome import Missing, Outcome
from comity.core.rules.question import Question
from comity.core.rules.written import Base
from comity.core.values import Bar
from core.rules.words import CITE, CONSENSUS, camps, majority, tally, threshold, unnamed, voters

NINE_OCLOCK = datetime(2003, 2, 10, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MEMBERS = voters("a b c d e f")


def after(procedure: Procedure, electorate: Electorate, facts: Facts, **course: object) -> Outcome:
    return run(procedure, electorate, facts, Question(), Course(**course))


def missing(outcome: Outcome) -> list[Missing]:
    return [fact.kind for fact in outcome.missing]


@pytest.mark.parametrize(
    "procedure", [Vote(decides=CONSENSUS), TellersCount(decides=CONSENSUS), ConsensusInTheRoom(decides=CONSENSUS)]
)
def test_a_vote_a_count_and_the_room_give_what_the_rule_gives(procedure: Procedure):
    assert after(procedure, MEMBERS, camps(yes="a b c d e f")).code == "adopted"
    assert after(procedure, MEMBERS, camps(yes="a b c d e", no="f")).code == "objection"
    assert after(procedure, MEMBERS, camps(yes="a b c d e")).code == "open"


SILENCE = Silence(period=Length(number=48, unit=PeriodUnit.HOURS), decides=CONSENSUS)


def test_nothing_is_adopted_before_the_deadline():
    outcome = after(SILENCE, MEMBERS, Facts(), at=NINE_OCLOCK - MINUTE, deadline=NINE_OCLOCK)
    assert (outcome.verdict, outcome.code, missing(outcome)) == ("open", "open", [Missing.DEADLINE])


@pytest.mark.parametrize("later", [timedelta(), MINUTE])
def test_silence_accepts_at_the_deadline(later: timedelta):
    outcome = after(SILENCE, MEMBERS, Facts(), at=NINE_OCLOCK + later, deadline=NINE_OCLOCK)
    assert (outcome.verdict, outcome.code) == ("adopted", "adopted")


@pytest.mark.parametrize("later", [-MINUTE, MINUTE])
def test_silence_that_is_broken_stays_broken(later: timedelta):
    outcome = after(SILENCE, MEMBERS, camps(no="b d"), at=NINE_OCLOCK + later, deadline=NINE_OCLOCK)
    assert (outcome.verdict, outcome.code, outcome.blocked_by) == ("not_adopted", "silence_broken", ("b", "d"))


def test_silence_without_a_deadline_is_final():
    assert after(SILENCE, MEMBERS, Facts()).verdict == "adopted"


def test_silence_of_voters_that_are_not_named_is_not_known():
    assert after(SILENCE, unnamed(6), Facts()).verdict == "open"
    assert after(SILENCE, unnamed(6), tally(no=0)).verdict == "adopted"


def test_silence_may_be_broken_by_somebody_who_is_not_named():
    outcome = after(SILENCE, MEMBERS, tally(no=1))
    assert (outcome.code, outcome.blocked_by) == ("silence_broken", ())
    half = Silence(decides=majority("more than 1/2", Base.MEMBERS))
    assert after(half, MEMBERS, tally(no=2)).verdict == "adopted"
    assert after(half, MEMBERS, tally(no=3)).verdict == "not_adopted"


def test_silence_of_a_member_that_may_not_vote_accepts_nothing():
    barred = VoterClass(name="z", camps=frozenset({Camp.BARRED}))
    electorate = Electorate(classes=(*voters("a b c").classes, barred))
    outcome = after(Silence(decides=majority("at least 3/4", Base.MEMBERS)), electorate, Facts())
    assert (outcome.verdict, outcome.conditions[0].had, outcome.conditions[0].of) == ("adopted", 3, 4)


def test_too_few_that_accept_by_silence_have_the_code_of_the_rule():
    outcome = after(Silence(decides=threshold(6)), MEMBERS, camps(no="a"))
    assert outcome.code == "insufficient_yes"


def tacit(objectors: Objectors) -> TacitAcceptance:
    return TacitAcceptance(period=Length(number=90, unit=PeriodUnit.DAYS), objectors=objectors, decides=CONSENSUS)


def test_an_objection_blocks_tacit_acceptance():
    outcome = after(tacit(Objectors.BLOCK), MEMBERS, camps(no="c"))
    assert (outcome.verdict, outcome.code, outcome.blocked_by) == ("not_adopted", "objection", ("c",))
    assert outcome.not_bound == ()


def test_who_objects_may_only_opt_out():
    outcome = after(tacit(Objectors.OPT_OUT), MEMBERS, camps(no="c", yes="a"))
    assert (outcome.verdict, outcome.code) == ("adopted", "adopted")
    assert (outcome.not_bound, outcome.blocked_by) == (("c",), ())
    assert [(one.had, one.needed, one.holds) for one in outcome.conditions] == [(1, None, True)]


def test_objections_that_nobody_knows_of_are_open_where_they_only_free():
    outcome = after(tacit(Objectors.OPT_OUT), unnamed(6), Facts())
    assert (outcome.verdict, [one.holds for one in outcome.conditions]) == ("adopted", [None])


@pytest.mark.parametrize("objectors", Objectors)
def test_tacit_acceptance_waits_for_the_end_of_the_period(objectors: Objectors):
    outcome = after(tacit(objectors), MEMBERS, Facts(), at=NINE_OCLOCK - MINUTE, deadline=NINE_OCLOCK)
    assert (outcome.verdict, missing(outcome)) == ("open", [Missing.DEADLINE])
    assert after(tacit(objectors), MEMBERS, Facts(), at=NINE_OCLOCK, deadline=NINE_OCLOCK).verdict == "adopted"


LADDER = Ladder(steps=(ConsensusInTheRoom(decides=CONSENSUS), Vote(decides=majority("at least 3/4", Base.MEMBERS))))
"""Consensus, failing which three-fourths of the members: WTO Agreement, article IX:3."""


def test_a_ladder_stops_at_the_first_step_that_adopts():
    outcome = after(LADDER, MEMBERS, camps(yes="a b", abstain="c d e f"))
    assert (outcome.verdict, outcome.step, outcome.steps) == ("adopted", 1, 2)
    assert outcome.within == ("steps", 0, "decides")


def test_a_vote_follows_where_consensus_fails():
    outcome = after(LADDER, MEMBERS, camps(yes="a b c d e", no="f"))
    assert (outcome.verdict, outcome.step, outcome.blocked_by) == ("adopted", 2, ())


def test_a_ladder_that_fails_has_the_code_of_its_last_step():
    outcome = after(LADDER, MEMBERS, camps(yes="a b c d", no="e f"))
    assert (outcome.verdict, outcome.code, outcome.step) == ("not_adopted", "majority_not_reached", None)


def test_a_later_step_adopts_while_an_earlier_one_is_open():
    outcome = after(LADDER, MEMBERS, camps(yes="a b c d e"))
    assert (outcome.verdict, outcome.step) == ("adopted", 2)


def test_an_open_step_leaves_the_ladder_open_though_a_later_one_fails():
    outcome = after(LADDER, MEMBERS, camps(yes="a", abstain="b c d"))
    assert (outcome.verdict, outcome.code, outcome.step) == ("open", "open", None)
    assert Missing.POSITION in missing(outcome)


def test_a_ladder_has_a_step():
    with pytest.raises(ValueError, match="at least one step"):
        Ladder(steps=())


def test_a_period_has_a_length():
    with pytest.raises(ValueError, match="at least 1"):
        Length(number=0, unit=PeriodUnit.DAYS)


ELECTION = Election(
    share=Bar.parse("at least 2/3"), of=Base.MEMBERS_ENTITLED_TO_VOTE, rounds_before_withdrawal=3, cite=CITE
)
HALL = unnamed(51)
"""Fifty-one may vote, so that thirty-four elect."""


def election(*ballots: Ballot, electorate: Electorate = HALL, **course: object) -> Outcome:
    return after(ELECTION, electorate, Facts(), ballots=ballots, **course)


def test_the_last_candidate_stands_alone_in_a_last_round():
    """The chair of a Commission, July 2012: three rounds between two, and a fourth with one of them."""
    rounds = [Ballot(votes={"one": 27, "other": 24}), Ballot(votes={"one": 29, "other": 22})]
    rounds += [Ballot(votes={"one": 33, "other": 18}), Ballot(votes={"one": 37}, camps={Camp.ABSTAIN: 14})]
    outcome = election(
        *rounds, electorate=Electorate(classes=(VoterClass(size=51, camps=frozenset(set(Camp) - {Camp.BARRED})),))
    )
    assert (outcome.code, outcome.elected, outcome.round_, outcome.rounds) == ("elected", "one", 4, 4)
    assert (outcome.conditions[0].had, outcome.conditions[0].needed) == (37, 34)


NONE_BARRED = {Camp.BARRED: 0}


def test_who_is_elected_first_ends_the_election():
    outcome = election(Ballot(votes={"one": 34, "other": 17}), Ballot(votes={"one": 10, "other": 41}))
    assert (outcome.elected, outcome.round_, outcome.rounds) == ("one", 1, 1)


def test_nobody_reaches_the_bar():
    outcome = election(Ballot(votes={"one": 33, "other": 18}, camps=NONE_BARRED))
    assert (outcome.verdict, outcome.code, outcome.elected, outcome.short_by) == ("not_adopted", "no_result", None, 1)


def test_of_several_that_fail_the_leader_is_shown():
    outcome = election(Ballot(votes={"one": 11, "two": 22, "three": 18}, camps=NONE_BARRED))
    assert (outcome.code, outcome.conditions[0].had) == ("no_result", 22)


def test_two_that_reach_the_bar_are_a_tie():
    half = Election(share=Bar.parse("at least 1/2"), of=Base.VOTES_CAST, cite=CITE)
    outcome = after(half, unnamed(10), Facts(), ballots=(Ballot(votes={"one": 5, "other": 5}),))
    assert (outcome.verdict, outcome.code, outcome.elected) == ("not_adopted", "no_result", None)


def test_an_equal_number_of_votes_elects_nobody():
    more = Election(share=Bar.parse("more than 1/2"), of=Base.VOTES_CAST, cite=CITE)
    outcome = after(more, unnamed(10), Facts(), ballots=(Ballot(votes={"one": 5, "other": 5}),))
    assert (outcome.code, outcome.elected, outcome.short_by) == ("no_result", None, None)


def test_a_ballot_of_which_too_little_is_known_leaves_the_election_open():
    outcome = election(Ballot(votes={"one": 33, "other": 10}))
    assert (outcome.verdict, outcome.elected) == ("open", None)
    assert election().missing[0].kind is Missing.BALLOTS


def test_the_number_that_a_ballot_requires_may_be_stated():
    half = Election(share=Bar.parse("more than 1/2"), of=Base.MEMBERS_ENTITLED_TO_VOTE, cite=CITE)
    ballots = (Ballot(votes={"one": 86, "other": 84}),)
    assert after(half, unnamed(None), Facts(), ballots=ballots).code == "open"
    assert after(half, unnamed(None), Facts(), ballots=ballots, needed=86).elected == "one"
    assert after(half, unnamed(None), Facts(), ballots=ballots, needed=87).code == "no_result"


def test_votes_for_nobody_count_against():
    half = Election(share=Bar.parse("more than 1/2"), of=Base.VOTES_CAST, cite=CITE)
    alone = Ballot(votes={"one": 5}, camps={Camp.NO: 5})
    assert after(half, unnamed(10), Facts(), ballots=(alone,)).code == "no_result"
    assert after(half, unnamed(10), Facts(), ballots=(Ballot(votes={"one": 6}, camps={Camp.NO: 4}),)).elected == "one"
