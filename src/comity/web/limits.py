"""How often something may be tried: one visible table. Rates are written as allauth writes them."""

from collections.abc import Mapping

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from comity.store.models import Account

LIMITS: Mapping[str, str] = {
    "confirm": "5/m/user,30/h/user",
    "open_link": "30/m/ip",
}


def allowed(request: HttpRequest, action: str, account: Account | None = None) -> bool:
    """Whether the action may be tried once more; a try is counted when something is sent, not when a page is read."""
    used = ratelimit.consume(request, app="comity.web", action=action, config=dict(LIMITS), user=account)
    return used is not None
