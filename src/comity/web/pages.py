"""Every page of Comity: address, name, the action that the policy must grant, methods, and the view that answers.

The addresses, the walk of every role over every page, and the page of the policy are all made from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path

from comity.app.errors import Denied
from comity.app.policy import may_at_all
from comity.web.request import actor_of_request

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page. ``may``: the action without which nothing of it is answered; the object's own grant is asked by its query."""

    at: str
    name: str
    may: str
    view: View
    methods: frozenset[str] = frozenset({"GET"})


GET = frozenset({"GET"})
POST = frozenset({"POST"})
FORM = GET | POST


def address(page: Page) -> URLPattern:
    """The page as Django wants it, behind the policy."""
    return path(page.at, guarded(page), name=page.name)


def guarded(page: Page) -> View:
    """The view, answered only where the policy grants its action at all, and only to its methods."""

    @wraps(page.view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if request.method not in page.methods | {"HEAD"}:
            return HttpResponseNotAllowed(sorted(page.methods))
        if not may_at_all(actor_of_request(request), page.may):
            raise Denied(page.may)
        return page.view(request, *arguments, **named)

    return answered
