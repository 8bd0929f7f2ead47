"""The running board as a stream of server-sent events: one poller a process, no query for each watcher."""

import asyncio
import contextvars
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from comity.app.errors import NotThere
from comity.app.queries.decisions import Moving, may_watch, moving
from comity.core.values import Language
from comity.store.ledger import latest_head
from comity.web.boards import changes_of
from comity.web.request import actor_of_request, language_of_request, now

EVERY = 0.3
"""Seconds between two looks at the database: at most four pushes a second."""

WAITING = 20.0
"""Seconds after which a stream says that it is still there, so that nothing between closes it."""

CODES: dict[Language, str] = {"en": "en", "ru": "ru", "zh": "zh-hans"}


@dataclass(eq=False, slots=True)
class Watcher:
    """Somebody who watches a question in a language."""

    question: str
    language: Language
    events: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(maxsize=50))


@dataclass(slots=True)
class Poller:
    """Looks at the database for all watchers of a process, and pushes to each what changed."""

    watchers: set[Watcher] = field(default_factory=set)
    task: "asyncio.Task[None] | None" = None
    size: int = -1
    seen: dict[tuple[str, Language], Moving] = field(default_factory=dict)

    def join(self, watcher: Watcher) -> None:
        """Let a watcher in; the first starts the poller, outside of any request."""
        self.watchers.add(watcher)
        self.size = -1
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(), context=contextvars.Context())

    def leave(self, watcher: Watcher) -> None:
        """Let a watcher go."""
        self.watchers.discard(watcher)

    async def _run(self) -> None:
        while self.watchers:
            asked = {(one.question, one.language) for one in self.watchers}
            found = await sync_to_async(self._look)(asked)
            for watcher in tuple(self.watchers):
                event = found.get((watcher.question, watcher.language))
                if event is not None and not watcher.events.full():
                    watcher.events.put_nowait(event)
            await asyncio.sleep(EVERY)
        self.seen.clear()

    def _look(self, asked: set[tuple[str, Language]]) -> dict[tuple[str, Language], str]:
        """The events of what changed since the last look; nothing is asked where the ledger has not grown."""
        head = latest_head()
        size = head.size if head else 0
        if size == self.size:
            return {}
        self.size = size
        events = {}
        for language in {language for _question, language in asked}:
            rows = moving({question for question, one in asked if one == language}, language, now())
            for question, row in rows.items():
                before = self.seen.get((question, language))
                self.seen[question, language] = row
                if row != before:
                    events[question, language] = _event(before, row, language)
        return events


POLLER = Poller()


def _event(before: Moving | None, row: Moving, language: Language) -> str:
    with translation.override(CODES[language]):
        board = changes_of(before, row, language)
        html = render_to_string("web/parts/board_changes.html", {"part": board})
    name = "changes" if row.state == "open" else "closed"
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    changes = f"event: changes\n{lines}\n"
    return changes if name == "changes" else f"{changes}event: closed\ndata: closed\n\n"


async def stream(request: HttpRequest, question: str) -> HttpResponseBase:
    """The stream of a question's board, to whom the policy lets see it."""
    actor = await sync_to_async(actor_of_request)(request)
    if not await sync_to_async(may_watch)(actor, question):
        raise NotThere(question)
    watcher = Watcher(question, language_of_request())
    response = StreamingHttpResponse(_events(watcher), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events(watcher: Watcher) -> AsyncIterator[str]:
    POLLER.join(watcher)
    try:
        yield "retry: 2000\n\n"
        while True:
            try:
                event = await asyncio.wait_for(watcher.events.get(), WAITING)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            yield event
            if event.endswith("event: closed\ndata: closed\n\n"):
                return
    finally:
        POLLER.leave(watcher)
