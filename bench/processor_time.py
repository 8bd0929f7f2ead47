"""How the benches time a call: the median of several runs, in seconds of the processor, all threads together."""

import statistics
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(run: Callable[[], T], runs: int) -> tuple[float, T]:
    """The median time of several runs, and what the last returned."""
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        found = run()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds), found
