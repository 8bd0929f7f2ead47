"""The messages about a charter that every language has a sentence for. A language is a module with these functions."""

from collections.abc import Sequence
from typing import Protocol

from comity.core.charter.model import Importance, OrderKind, Outside, Right
from comity.core.charter.sentences.sections import SectionKind
from comity.core.procedure.written import Length, Objectors, VoteMethod


class Procedures(Protocol):
    """How a body comes to a decision; ``rule`` is the sentence of the rule."""

    def vote(self, *, method: VoteMethod, rule: str) -> str:
        """A vote in the open."""

    def tellers_count(self, *, rule: str) -> str:
        """A secret ballot."""

    def consensus_in_the_room(self, *, rule: str) -> str:
        """The chair asks for objections."""

    def office_holder_decides(self, *, cite: str) -> str:
        """Whoever holds the office decides alone."""

    def silence(self, *, period: Length | None, rule: str) -> str:
        """Adopted unless silence is broken."""

    def tacit_acceptance(self, *, period: Length | None, objectors: Objectors, rule: str, cite: str) -> str:
        """Accepted when a period ends."""

    def ladder(self, *, steps: Sequence[str]) -> str:
        """Steps until one adopts."""

    def election(self, *, condition: str, rounds: int | None) -> str:
        """Rounds of ballots."""


class Words(Procedures, Protocol):
    """What a charter says; every function gives a clause without a full stop."""

    def section(self, kind: SectionKind) -> str:
        """The title of a section."""

    def title(self, section: str, about: str) -> str:
        """The title of a section about one body."""

    def about(self, matters: str, told: str) -> str:
        """What is said about some matters."""

    def basis(self, cite: str) -> str:
        """Where something stands, as a sentence of its own."""

    def tail(self, when: str, cite: str) -> str:
        """When a thing holds, and where it stands; ``cite`` comes in brackets."""

    def items(self, names: Sequence[str]) -> str:
        """A list of names that may themselves have commas."""

    def named(self, *, name: str, short: str) -> str:
        """A name of the organisation."""

    def founded(self, *, when: str) -> str:
        """When it was founded."""

    def predecessor(self, *, name: str) -> str:
        """What was there before."""

    def languages(self, *, tags: Sequence[str]) -> str:
        """The official languages."""

    def order(self, *, kind: OrderKind, tag: str | None) -> str:
        """The order of members."""

    def standing(self, *, name: str, may: Sequence[Right]) -> str:
        """What holders of a standing may do."""

    def held(self, *, standing: str, who: Sequence[str]) -> str:
        """Who holds a standing."""

    def suspended(self, *, who: str) -> str:
        """Whose voting right is suspended."""

    def voter_named(self, *, who: str, name: str) -> str:
        """A dated name of a voter."""

    def government(self, *, who: str, name: str) -> str:
        """The accepted government."""

    def body(self, *, name: str, parent: str | None, term: str | None) -> str:
        """A body."""

    def seats(
        self, *, standing: str | None, each: Sequence[str], listed: Sequence[str], number: int | None, more: bool
    ) -> str:
        """Who sits in a body; ``more``: others, nobody knows how many."""

    def competent(self, *, matters: Sequence[str]) -> str:
        """What a body may decide."""

    def competent_in_it(self) -> str:
        """That a body may decide a matter."""

    def importance(self, importance: Importance) -> str:
        """Major or other."""

    def of_importance(self, *, importance: Importance, matters: Sequence[str]) -> str:
        """The matters of one importance."""

    def opinions_on_record(self) -> str:
        """Opinions may be placed on record."""

    def not_bound(self, outside: Outside) -> str:
        """Who is not bound."""

    def may_join_later(self) -> str:
        """Who stays out may join later."""

    def group(self, *, name: str, members: Sequence[str], all_but: str | None, number: int | None) -> str:
        """Who belongs to a group."""

    def measure(self, *, name: str, unit: str) -> str:
        """What voters have more or less of."""

    def table(self, *, voters: int, total: str | None) -> str:
        """How many voters have a figure, and their total."""

    def reform(self, *, what: str, vehicle: str, adopted_by: str, entry_into_force: str) -> str:
        """One act of a reform."""

    def instrument(self, *, title: str, dated: str, in_force: str, general_knowledge: bool) -> str:
        """A text that is cited."""
