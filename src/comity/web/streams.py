"""The running board as a stream of server-sent events: one poller a process, no query for each watcher."""

import asyncio
import contextvars
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from comity.app.errors import NotThere
from comity.app.queries.decisions import Moving, may_watch, moving
from comity.core.values import Language
from comity.store.ledger import latest_head
from comity.store.models import Question
from comity.web.boards import changes_of, result_of
from comity.web.languages import INTERFACE
from comity.web.request import actor_of_request, language_of_request, now

logger = logging.getLogger(__name__)

EVERY = 0.3
"""Seconds between two looks at the database, at the least: at most four pushes a second."""

RESTS = 9
"""So many times as long as it has looked the poller waits: it takes a tenth of a process, which has votes to answer."""

AT_THE_LATEST = 1.0
"""Seconds after which it looks again, however long the last look took."""

WAITS_AT_MOST = 50
"""So many events wait for a slow reader; then the whole board is sent in their place."""

MOVED = "event: moved\ndata: moved\n\n"
"""The question does not stand any more where the page shows it: the page asks for itself anew, and the stream ends."""

LONGEST_STAGE = 40

ASKED_AGAIN = 30.0
"""Seconds after which the policy is asked again whether somebody may watch: a service ends, a session is closed."""

Topic = tuple[str, Language]
"""A question, and the language in which it is told."""

WAITING = 20.0
"""Seconds after which a stream says that it is still there, so that nothing between closes it."""


@dataclass(eq=False, slots=True)
class Watcher:
    """Somebody who watches a question in a language.

    ``stage``: where the page shows the question. ``behind``: what the page shows may be older than what was pushed to
    others, so that the whole board is due: at first, since a vote may have come in between page and stream, and where
    the reader is too slow for every change.
    """

    question: str
    language: Language
    stage: str = Question.State.OPEN
    events: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(maxsize=WAITS_AT_MOST))
    behind: bool = True

    @property
    def topic(self) -> Topic:
        """What is pushed to everybody who watches the same."""
        return self.question, self.language

    def push(self, event: str) -> None:
        """Give an event to the stream; where too many wait already, the next is the whole board."""
        self.behind = self.events.full()
        if not self.behind:
            self.events.put_nowait(event)


@dataclass(slots=True)
class Poller:
    """Looks at the database for all watchers of a process, and pushes to each what changed."""

    watchers: set[Watcher] = field(default_factory=set)
    task: "asyncio.Task[None] | None" = None
    size: int = -1
    took: float = 0.0
    """Seconds of a processor that the last look took."""
    seen: dict[Topic, Moving] = field(default_factory=dict)

    def join(self, watcher: Watcher) -> None:
        """Let a watcher in; the first starts the poller, outside of any request."""
        self.watchers.add(watcher)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(), context=contextvars.Context())

    def leave(self, watcher: Watcher) -> None:
        """Let a watcher go."""
        self.watchers.discard(watcher)

    async def _run(self) -> None:
        while self.watchers:
            watched = {one.topic for one in self.watchers}
            due = {one.topic for one in self.watchers if one.behind}
            try:
                changed, whole = await sync_to_async(self._look)(watched, due)
            except Exception:
                logger.exception("the board can't be read; it is tried again")
                changed, whole = {}, {}
            for watcher in tuple(self.watchers):
                self._tell(watcher, whole if watcher.behind else changed)
            await asyncio.sleep(min(max(EVERY, RESTS * self.took), AT_THE_LATEST))
        self.seen.clear()

    def _tell(self, watcher: Watcher, events: dict[Topic, str]) -> None:
        event = events.get(watcher.topic)
        if event is not None:
            watcher.push(event if self.seen[watcher.topic].stage == watcher.stage else MOVED)

    def _look(self, watched: set[Topic], due: set[Topic]) -> tuple[dict[Topic, str], dict[Topic, str]]:
        """What changed since the last look, and the whole boards that are due; one query where nothing was done."""
        began = time.thread_time()
        try:
            head = latest_head()
            size = head.size if head else 0
            grown, self.size = size != self.size, size
            self.seen = {topic: row for topic, row in self.seen.items() if topic in watched}
            changed: dict[Topic, str] = {}
            if grown or not due <= self.seen.keys():
                changed = self._changes(watched)
            return changed, {one: _event(None, self.seen[one], one[1]) for one in due if one in self.seen}
        finally:
            connection.close()  # between two looks others may have it
            self.took = time.thread_time() - began

    def _changes(self, watched: set[Topic]) -> dict[Topic, str]:
        events = {}
        for language in {language for _question, language in watched}:
            rows = moving({question for question, one in watched if one == language}, language, now())
            for question, row in rows.items():
                before = self.seen.get((question, language))
                self.seen[question, language] = row
                if row != before:
                    events[question, language] = _event(before, row, language)
        return events


POLLER = Poller()


def _event(before: Moving | None, row: Moving, language: Language) -> str:
    with translation.override(INTERFACE[language]):
        parts = {"part": changes_of(before, row, language), "result": result_of(row.outcome, row.state, language)}
        html = render_to_string("web/parts/board_changes.html", parts)
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"event: changes\n{lines}\n"


async def stream(request: HttpRequest, question: str) -> HttpResponseBase:
    """The stream of a question's board, to whom the policy lets see it."""
    if not await sync_to_async(_may_watch)(request, question):
        raise NotThere(question)
    stage = request.GET.get("stage", Question.State.OPEN)[:LONGEST_STAGE]
    watcher = Watcher(question, language_of_request(), stage)
    response = StreamingHttpResponse(
        _events(watcher, request.session.session_key or ""), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _may_watch(request: HttpRequest, question: str) -> bool:
    """Whether the policy grants it; the connection is given back, since a stream stays open for hours."""
    try:
        return may_watch(actor_of_request(request), question)
    finally:
        connection.close()


def _still_may_watch(session: str, question: str) -> bool:
    """The same of who has been watching for a while: the session as it is by now, and whom it is of."""
    request = HttpRequest()
    request.session = SessionStore(session or None)
    request.user = get_user(request)
    return _may_watch(request, question)


async def _events(watcher: Watcher, session: str) -> AsyncIterator[str]:
    POLLER.join(watcher)
    asked = time.monotonic()
    try:
        yield "retry: 2000\n\n"
        while True:
            event = await _next(watcher)
            if time.monotonic() - asked > ASKED_AGAIN:
                asked = time.monotonic()
                if not await sync_to_async(_still_may_watch)(session, watcher.question):
                    yield MOVED  # the page asks for itself, and is told what anybody is
                    return
            yield event
            if event == MOVED:
                return
    finally:
        POLLER.leave(watcher)


async def _next(watcher: Watcher) -> str:
    try:
        return await asyncio.wait_for(watcher.events.get(), WAITING)
    except TimeoutError:
        return ": still here\n\n"
