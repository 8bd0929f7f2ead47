"""The messages that every language has a sentence for. A language is a module with these functions."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from comity.core.rules.sentences.lines import Act, ConditionLine, OutcomeLine
from comity.core.rules.written import Base, Counted, Meaning, QuorumBase, RequestedBy
from comity.core.values import Bar, PartialDate


class Words(Protocol):
    """Parts of a sentence."""

    def share(self, share: Fraction) -> str:
        """A share: "2/3", "65%"."""

    def bar(self, bar: Bar) -> str:
        """A bar: "at least 2/3"."""

    def number(self, number: Fraction) -> str:
        """A number, as a decimal where that is exact and short, else as a fraction."""

    def quoted(self, name: str) -> str:
        """A name that keeps its form within a sentence."""

    def listing(self, names: Sequence[str]) -> str:
        """Names joined by commas and "and"."""

    def alternatives(self, names: Sequence[str]) -> str:
        """Names joined by commas and "or"."""

    def mark(self, depth: int, index: int) -> str:
        """The mark of an item in a list within a sentence; lists within lists are marked differently."""

    def parenthesis(self, text: str) -> str:
        """The text in brackets, with the space before it where the language has one."""

    def citation(self, *, kind: str | None, instrument: str, place: str, general_knowledge: bool) -> str:
        """Where a rule or a fact stands."""

    def dated(self, when: PartialDate) -> str:
        """A date, with no more precision than is known."""

    def period(self, start: PartialDate | None, until: PartialDate | None) -> str:
        """From one date until another; empty where neither is known."""

    def sentence(self, text: str) -> str:
        """The text as a sentence: a capital at its start, a full stop at its end."""


class Describing(Protocol):
    """A clause for each node of a written rule; ``cite`` comes in brackets, or is empty."""

    def adopted_if(self, clause: str) -> str:
        """The whole sentence."""

    def majority(self, *, share: Bar, of: Base, within: str | None, measure: str | None, cite: str) -> str:
        """A share of a base is in favour."""

    def threshold(self, *, at_least: Fraction, within: str | None, measure: str | None, cite: str) -> str:
        """A number is in favour."""

    def veto(self, *, holders: str, cite: str) -> str:
        """No holder of a veto votes against."""

    def no_blocking_minority(
        self, *, members: int | None, exceeding: Fraction | None, measure: str | None, cite: str
    ) -> str:
        """Those not in favour are fewer than a blocking minority."""

    def quorum(
        self, *, number: int | None, share: Bar | None, of: QuorumBase | None, counting: Counted, cite: str
    ) -> str:
        """Enough take part."""

    def consensus(self, *, act: Act, cite: str) -> str:
        """Nobody objects."""

    def all_of(self, *, items: Sequence[str], cite: str) -> str:
        """Every one of the marked items."""

    def any_of(self, *, items: Sequence[str], cite: str) -> str:
        """At least one of the marked items."""

    def negation(self, *, condition: str) -> str:
        """The condition does not hold."""

    def without_member_concerned(self, *, condition: str, cite: str) -> str:
        """The condition holds, the members concerned left out."""

    def party_abstains(self, *, condition: str, cite: str) -> str:
        """The condition holds, the parties concerned abstaining."""

    def at_request(self, *, condition: str, cite: str) -> str:
        """The condition counts where a member asks for it."""

    def only_at_request(self, *, by: RequestedBy, cite: str) -> str:
        """There is a request."""

    def proposed_by(self, *, proposers: Sequence[str], condition: str, cite: str) -> str:
        """The condition counts for some proposers."""

    def otherwise(self, *, condition: str) -> str:
        """The condition counts in all other cases."""

    def depending(self, *, items: Sequence[str], cite: str) -> str:
        """The one of the marked items that fits the case."""

    def reading(self, *, abstention: Meaning, absence: Meaning, condition: str, cite: str) -> str:
        """The condition holds, abstention and absence read as something."""


class Sentences(Protocol):
    """What an outcome is told in."""

    def outcome(self, told: OutcomeLine) -> str:
        """The answer with its decisive figures and its article."""

    def condition(self, line: ConditionLine) -> str:
        """The figures of one condition, with no full stop."""

    def headline(self, verdict: str) -> str:
        """Adopted, not adopted or open."""

    def missing_camp(self, camp: str) -> str:
        """How many stand in a camp."""

    def missing_position(self, voter: str) -> str:
        """Where a voter stands."""

    def missing_positions(self, number: int) -> str:
        """Where many voters stand."""

    def unnamed(self, number: int) -> str:
        """Members that are known by their number alone."""

    def missing_sum(self, measure: str, camp: str) -> str:
        """What those in a camp weigh."""

    def missing_concerned(self) -> str:
        """Who the member concerned is."""

    def missing_electorate(self) -> str:
        """How many voters there are."""

    def missing_deadline(self, when: str) -> str:
        """What is said until the deadline; an empty ``when`` is not known."""

    def missing_ballots(self) -> str:
        """The figures of the ballots."""
