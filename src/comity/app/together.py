"""Acts that are sent to a process at one moment are done one after the other in one transaction.

A ledger is one row of entries, so acts wait for each other, and what each waits for is above all the disk. Whoever's
turn it is does what the others have sent meanwhile as well: each act in a savepoint of its own, so that a refusal
undoes that act alone, and all of them are on the disk before the first of them is acknowledged.
"""

import contextvars
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar, cast

from django.db import DatabaseError, IntegrityError, connection, transaction

from comity.store.ledger import Edge, locked_edge
from comity.store.turn import turn_to_write

AT_MOST = 32
"""So many acts are done in one transaction."""

Done = TypeVar("Done")

Work = Callable[[Edge], Any]
"""An act; it is given the edge of the ledger, locked, and gives what the act has done."""


class NotWritten(DatabaseError):
    """The transaction of an act could not be completed: nothing of it was done."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """An act that waits for its turn, in the context (the language, above all) of who sent it; then how it ended."""

    work: Work
    context: contextvars.Context
    ended: "Future[Any]" = field(default_factory=Future)

    def run(self, edge: Edge) -> Callable[[], None]:
        """Do it in its own savepoint. Gives how who sent it is told, once the transaction is on the disk."""
        before = replace(edge)
        try:
            with transaction.atomic():
                done = self.context.run(self.work, edge)
                _refuse_if_broken()
        except Exception as refused:  # noqa: BLE001 - whatever it is, it is raised where the act was sent
            edge.size, edge.hashes, edge.keys, edge.appended = before.size, before.hashes, before.keys, before.appended
            return partial(self.ended.set_exception, refused)
        return partial(self.ended.set_result, done)


class Together:
    """The acts that are sent to this process."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._turn = threading.Lock()
        self._waiting: deque[Waiting] = deque()

    def do(self, work: Callable[[Edge], Done]) -> Done:
        """Do an act, and whatever others have sent meanwhile. Raises what the act raises, or ``DatabaseError``.

        Inside a transaction of the caller it is done alone: nobody else's act may depend on how that one ends.
        """
        mine = Waiting(work, contextvars.copy_context())
        if connection.in_atomic_block:
            _run([mine])
            return cast("Done", mine.ended.result())
        self._waiting.append(mine)
        with self._turn:
            while not mine.ended.done():
                _run(self._next())
        return cast("Done", mine.ended.result())

    def _next(self) -> list[Waiting]:
        """Those that have waited longest."""
        return [self._waiting.popleft() for _number in range(min(len(self._waiting), AT_MOST))]


def _run(acts: list[Waiting]) -> None:
    """Do the acts in one transaction. Where it can't be completed nothing was done, and each of them is told so.

    Where an act is sent twice in it, each is done in a transaction of its own, so that the second alone is refused.
    """
    try:
        ends = _done(acts)
    except IntegrityError as twice:
        if len(acts) == 1:
            acts[0].ended.set_exception(twice)
        else:
            for one in acts:
                _run([one])
    except BaseException as broken:
        for one in acts:
            one.ended.set_exception(broken)
        if not isinstance(broken, Exception):
            raise
    else:
        for tell in ends:
            tell()


def _done(acts: list[Waiting]) -> list[Callable[[], None]]:
    """Do the acts, and write them. Gives how each who sent one is told."""
    with turn_to_write(), transaction.atomic():
        edge = locked_edge()
        ends = [one.run(edge) for one in acts]
        _refuse_if_broken()
        edge.save()
    return ends


def _refuse_if_broken() -> None:
    """Raises ``NotWritten`` where Django would undo all of it without a word when the transaction ends."""
    if transaction.get_rollback():
        raise NotWritten("the transaction was broken, and nothing of it was written")


TOGETHER = Together()
