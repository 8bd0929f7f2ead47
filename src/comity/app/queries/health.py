"""Whether the installation can answer."""

from comity.store.models import LedgerTip


def is_healthy() -> bool:
    """Whether the database answers and holds a ledger; one query. Raises ``DatabaseError`` where it does not answer."""
    return LedgerTip.objects.filter(pk=1).exists()
