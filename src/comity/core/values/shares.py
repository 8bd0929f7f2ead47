"""Shares in whole per cent."""


def whole_percent(share: float) -> int:
    """A share in whole per cent; 0 and 100 only where it is nothing or all.

    >>> whole_percent(0.2), whole_percent(93.35), whole_percent(99.9), whole_percent(100)
    (1, 93, 99, 100)
    """
    return round(share) if share in (0, 100) else min(99, max(1, round(share)))
