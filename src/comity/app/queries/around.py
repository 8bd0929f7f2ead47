"""What stands around every page: whose organisation, who is signed in, how far the ledger goes."""

from dataclasses import dataclass

from comity.app.actor import Actor, Capacity
from comity.app.organisation import house
from comity.core.values import Language
from comity.store.ledger import latest_head
from comity.workbench.naming import names_in


@dataclass(frozen=True, slots=True)
class CapacityTold:
    """A capacity in words: the role, and for which delegation or body."""

    role: str
    where: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The facts of the shell."""

    organisation: str
    example: bool
    capacities: tuple[CapacityTold, ...]
    ledger_size: int
    ledger_root: str


def around(actor: Actor, language: Language) -> Around:
    """The facts, in two queries."""
    here = house()
    head = latest_head()
    if here is None:
        return Around(organisation="Comity", example=False, capacities=(), ledger_size=0, ledger_root="")
    names = names_in(here.charter, language)

    def told(one: Capacity) -> CapacityTold:
        where = one.delegation or one.body
        return CapacityTold(str(one.role.label), names(where) if where else None)

    return Around(
        organisation=here.name(language),
        example=here.example,
        capacities=tuple(told(one) for one in actor.capacities),
        ledger_size=head.size if head else 0,
        ledger_root=head.root if head else "",
    )
