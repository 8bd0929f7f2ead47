"""A procedure in sentences: which message each is, and its figures; the languages make the words."""

from typing import assert_never

from comity.core.charter.sentences.languages import CHARTER_WORDS
from comity.core.procedure.written import (
    ConsensusInTheRoom,
    Election,
    Ladder,
    OfficeHolderDecides,
    Procedure,
    Silence,
    TacitAcceptance,
    TellersCount,
    Vote,
)
from comity.core.rules.sentences import Act, Names, describe_condition, describe_rule, in_brackets
from comity.core.rules.written import AllOf, AnyOf, Majority, Not, Rule, nodes
from comity.core.values import Language


def describe_procedure(procedure: Procedure, names: Names, language: Language) -> str:
    """How the body decides, and the rule of each step, with citations."""
    says = CHARTER_WORDS[language]
    match procedure:
        case Vote(method=method, decides=rule):
            return says.vote(method=method, rule=describe_rule(rule, names, language, act=Act.VOTE))
        case TellersCount(decides=rule):
            return says.tellers_count(rule=describe_rule(rule, names, language, act=Act.VOTE))
        case ConsensusInTheRoom(decides=rule):
            return says.consensus_in_the_room(rule=describe_rule(rule, names, language, act=Act.CONSENSUS))
        case OfficeHolderDecides(decides=rule):
            return says.office_holder_decides(cite=_citations(rule, names, language))
        case Silence(period=period, decides=rule):
            return says.silence(period=period, rule=describe_rule(rule, names, language, act=Act.SILENCE))
        case TacitAcceptance(period=period, objectors=objectors, decides=rule):
            told = describe_rule(rule, names, language, act=Act.CONSENSUS)
            cite = _citations(rule, names, language)
            return says.tacit_acceptance(period=period, objectors=objectors, rule=told, cite=cite)
        case Ladder(steps=steps):
            return says.ladder(steps=[describe_procedure(step, names, language) for step in steps])
        case Election(share=share, of=of, rounds_before_withdrawal=rounds, cite=cite):
            bar = Majority(share=share, of=of, cite=cite)
            return says.election(condition=describe_condition(bar, names, language), rounds=rounds)
        case _:
            assert_never(procedure)


def _citations(rule: Rule, names: Names, language: Language) -> str:
    """Where a rule stands, where its words are not given."""
    cites = (one.cite for one in nodes(rule) if not isinstance(one, AllOf | AnyOf | Not))
    return "".join(in_brackets(cite, names, language) for cite in dict.fromkeys(cites))
