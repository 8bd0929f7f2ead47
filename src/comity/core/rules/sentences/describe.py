"""A written rule in a sentence: which message each node is, and its figures; the languages make the words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from comity.core.rules.sentences.describing import DESCRIBING
from comity.core.rules.sentences.lines import Act
from comity.core.rules.sentences.wording import Describing, Words
from comity.core.rules.sentences.words import WORDS
from comity.core.rules.written import (
    MEMBERS,
    AllOf,
    AnyOf,
    Consensus,
    IfProposedBy,
    IfRequested,
    Majority,
    NoBlockingMinority,
    Not,
    OnlyAtRequest,
    PartyAbstains,
    Quorum,
    Reading,
    Rule,
    Threshold,
    Veto,
    WithoutMemberConcerned,
    nodes,
)
from comity.core.values import Citation, Id, Language

Names = Callable[[Id], str]
"""The display name of an id (a group, a measure, a body, an instrument, a voter) in the language of the sentence."""

Wrapping = WithoutMemberConcerned | PartyAbstains | Reading | IfRequested | IfProposedBy
"""Nodes that say how the condition within them is to be read, or when."""


def describe_rule(rule: Rule, names: Names, language: Language, *, act: Act = Act.CONSENSUS) -> str:
    """The rule in one sentence, each condition with its citation. ``act`` is how members object."""
    return DESCRIBING[language].adopted_if(describe_condition(rule, names, language, act=act))


def describe_condition(rule: Rule, names: Names, language: Language, *, act: Act = Act.CONSENSUS) -> str:
    """The rule as a clause, to stand within a sentence."""
    every = list(nodes(rule))
    cites = {one.cite for one in every if not isinstance(one, AllOf | AnyOf | Not)}
    common = cites.pop() if len(cites) == 1 else None
    clause = _Describer(names, language, act, common).clause(rule, 0)
    return clause + in_brackets(common, names, language) if common and not any(map(_is_list, every)) else clause


def _is_list(rule: Rule) -> bool:
    match rule:
        case AllOf(conditions=conditions) | AnyOf(conditions=conditions):
            return len(conditions) != 1
        case IfRequested(otherwise=otherwise):
            return otherwise is not None
        case _:
            return isinstance(rule, IfProposedBy)


def citation_text(cite: Citation, names: Names, language: Language) -> str:
    """Where a rule or a fact stands, without brackets: "Charter, article 16"."""
    kind, place = cite.place or (None, "")
    return WORDS[language].citation(
        kind=kind, instrument=names(cite.instrument), place=place, general_knowledge=cite.general_knowledge
    )


def in_brackets(cite: Citation, names: Names, language: Language) -> str:
    """Where a rule or a fact stands, in brackets: " (Charter, article 16)"."""
    return WORDS[language].parenthesis(citation_text(cite, names, language))


@dataclass(frozen=True, slots=True)
class _Describer:
    """Turns nodes into clauses; ``depth`` counts the lists around a node, so that their marks differ."""

    names: Names
    language: Language
    act: Act
    common: Citation | None
    """The citation of every node, where all have the same: it is then given once."""

    @property
    def says(self) -> Describing:
        return DESCRIBING[self.language]

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    def clause(self, rule: Rule, depth: int) -> str:
        match rule:
            case Majority() | Threshold():
                return self.bar(rule)
            case AllOf(conditions=(only,)) | AnyOf(conditions=(only,)):
                return self.clause(only, depth)
            case AllOf(conditions=conditions):
                return self.says.all_of(items=self.marked(conditions, depth), cite=self.shared(depth))
            case AnyOf(conditions=conditions):
                return self.says.any_of(items=self.marked(conditions, depth), cite=self.shared(depth))
            case Not(condition=condition):
                return self.says.negation(condition=self.clause(condition, depth))
            case WithoutMemberConcerned() | PartyAbstains() | Reading() | IfRequested() | IfProposedBy():
                return self.wrapped(rule, depth)
            case _:
                return self.leaf(rule)

    def bar(self, rule: Majority | Threshold) -> str:
        within = self.names(rule.within) if rule.within else None
        measure = self.names(rule.measure) if rule.measure != MEMBERS else None
        cite = self.cite(rule.cite)
        if isinstance(rule, Threshold):
            return self.says.threshold(at_least=rule.at_least, within=within, measure=measure, cite=cite)
        return self.says.majority(share=rule.share, of=rule.of, within=within, measure=measure, cite=cite)

    def leaf(self, rule: Veto | NoBlockingMinority | Quorum | Consensus | OnlyAtRequest) -> str:
        cite = self.cite(rule.cite)
        match rule:
            case Veto(holders=holders):
                return self.says.veto(holders=self.names(holders), cite=cite)
            case NoBlockingMinority(members=members, fewest_exceeding=exceeding, measure=measure):
                name = self.names(measure) if measure else None
                return self.says.no_blocking_minority(members=members, exceeding=exceeding, measure=name, cite=cite)
            case Quorum(number=number, share=share, of=of, counting=counting):
                return self.says.quorum(number=number, share=share, of=of, counting=counting, cite=cite)
            case Consensus():
                return self.says.consensus(act=self.act, cite=cite)
            case OnlyAtRequest(by=by):
                return self.says.only_at_request(by=by, cite=cite)
            case _:
                assert_never(rule)

    def wrapped(self, rule: Wrapping, depth: int) -> str:
        cite = self.cite(rule.cite)
        match rule:
            case WithoutMemberConcerned(condition=condition):
                return self.says.without_member_concerned(condition=self.clause(condition, depth), cite=cite)
            case PartyAbstains(condition=condition):
                return self.says.party_abstains(condition=self.clause(condition, depth), cite=cite)
            case Reading(condition=condition, abstention=abstention, absence=absence):
                inner = self.clause(condition, depth)
                return self.says.reading(abstention=abstention, absence=absence, condition=inner, cite=cite)
            case IfRequested(condition=condition, otherwise=otherwise):
                if otherwise is None:
                    return self.says.at_request(condition=self.clause(condition, depth), cite=cite)
                first = self.says.at_request(condition=self.clause(condition, depth + 1), cite=cite)
                return self.depending(first, otherwise, depth)
            case IfProposedBy(condition=condition, proposers=proposers, otherwise=another):
                first = self.says.proposed_by(
                    proposers=[self.names(one) for one in proposers],
                    condition=self.clause(condition, depth + 1),
                    cite=cite,
                )
                return self.depending(first, another, depth)
            case _:
                assert_never(rule)

    def depending(self, first: str, otherwise: Rule, depth: int) -> str:
        second = self.says.otherwise(condition=self.clause(otherwise, depth + 1))
        items = [self.words.mark(depth, index) + text for index, text in enumerate((first, second))]
        return self.says.depending(items=items, cite=self.shared(depth))

    def marked(self, rules: tuple[Rule, ...], depth: int) -> list[str]:
        return [self.words.mark(depth, index) + self.clause(rule, depth + 1) for index, rule in enumerate(rules)]

    def cite(self, cite: Citation) -> str:
        return "" if self.common else in_brackets(cite, self.names, self.language)

    def shared(self, depth: int) -> str:
        """The one citation of the whole rule stands at its outermost list."""
        return in_brackets(self.common, self.names, self.language) if self.common and depth == 0 else ""
