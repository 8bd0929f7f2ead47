"""The application that a server runs: pages in threads that keep their database open, streams on the event loop."""

import inspect
import os
from functools import cache
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.urls.resolvers import RoutePattern

THREADS = 8
"""So many pages are made at a time in a process; whoever comes then waits a moment."""

LARGEST_BODY = 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
"""Bytes after which nothing more of a request is read; a form's own limit, with its page, is half of that."""

TOO_LARGE = (
    {"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/plain; charset=utf-8")]},
    {"type": "http.response.body", "body": b"The request is too large."},
)

streams = get_asgi_application()
pages = WSGIMiddleware(cast("Any", get_wsgi_application()), workers=THREADS)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer one connection, as the interface of asynchronous servers (ASGI) has it."""
    if any(one.match(scope["path"].removeprefix("/")) for one in _streamed()):
        await streams(scope, receive, send)
        return
    try:
        body = await _whole_body(receive)
    except ClientGone:
        return
    except TooLarge:
        for message in TOO_LARGE:
            await send(message)
        return
    await pages(scope, _given(body, receive), send)


@cache
def _streamed() -> tuple[RoutePattern, ...]:
    """The addresses of the pages that wait for what happens."""
    from comity.web.urls import PAGES

    return tuple(RoutePattern(one.at, is_endpoint=True) for one in PAGES if inspect.iscoroutinefunction(one.view))


class ClientGone(Exception):
    """Whoever sent it was gone before all of it had come: half a form is no form."""


class TooLarge(Exception):
    """More was sent than is read."""


async def _whole_body(receive: Any) -> bytes:
    """The body, read before a thread is taken, so that who sends slowly holds none.

    Raises ``ClientGone`` where it ends before its end, and ``TooLarge``.
    """
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise TooLarge
        more = message.get("more_body", False)
    return bytes(body)


def _given(body: bytes, receive: Any) -> Any:
    """What a page receives: the body at once, then what the server says."""
    messages = iter(({"type": "http.request", "body": body, "more_body": False},))

    async def received() -> Any:
        return next(messages, None) or await receive()

    return received
