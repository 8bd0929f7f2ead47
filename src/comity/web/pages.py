"""Every page of Comity: address, name, the action that the policy must grant, methods, and the view that answers.

The addresses, the walk of every role over every page, and the page of the policy are all made from this table.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path

from comity.app.errors import Denied
from comity.app.policy import may_at_all
from comity.web.request import actor_of_request

View = Callable[..., HttpResponseBase]
AsyncView = Callable[..., Awaitable[HttpResponseBase]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page. ``may``: the action without which nothing of it is answered; of its object the query asks."""

    at: str
    name: str
    may: str
    view: View | AsyncView
    methods: frozenset[str] = frozenset({"GET"})


GET = frozenset({"GET"})
POST = frozenset({"POST"})
FORM = GET | POST


def address(page: Page) -> URLPattern:
    """The page as Django wants it, behind the policy."""
    return path(page.at, cast("View", guarded(page)), name=page.name)  # Django awaits a view that has to be awaited


def guarded(page: Page) -> View | AsyncView:
    """The view, answered only where the policy grants its action at all, and only to its methods."""
    if inspect.iscoroutinefunction(page.view):
        waited = cast("AsyncView", page.view)

        @wraps(waited)
        async def answered_later(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            refused = await sync_to_async(_refused)(request, page)
            return refused or await waited(request, *arguments, **named)

        return answered_later
    view = cast("View", page.view)

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        return _refused(request, page) or view(request, *arguments, **named)

    return answered


def _refused(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """The answer to a method that the page does not have. Raises ``Denied`` where the policy grants nothing of it."""
    if ("GET" if request.method == "HEAD" else request.method) not in page.methods:
        return HttpResponseNotAllowed(sorted(page.methods))
    if not may_at_all(actor_of_request(request), page.may):
        raise Denied(page.may)
    return None
