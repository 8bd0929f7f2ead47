"""An act that was sent before its author had confirmed who they are: kept for a while, so that nothing is lost."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest

from comity.web.request import now

KEPT_AT = "interrupted"
KEPT_FOR = timedelta(minutes=30)
LARGEST = 1_000_000
"""Signs of what is kept; a longer one has to be sent again."""

NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """What was sent: the action that the policy asks to be confirmed, the address, the fields of the form."""

    action: str
    address: str
    back: str
    fields: tuple[tuple[str, str], ...]


def keep(request: HttpRequest, action: str, back: str) -> None:
    """Keep what was sent, in the session of its author alone, in place of what was kept before."""
    request.session.pop(KEPT_AT, None)
    fields = [(name, value) for name in request.POST if name not in NOT_KEPT for value in request.POST.getlist(name)]
    if request.method != "POST" or request.FILES or sum(len(value) for _name, value in fields) > LARGEST:
        return
    request.session[KEPT_AT] = {
        "at": now().timestamp(),
        "action": action,
        "address": request.get_full_path(),
        "back": back,
        "fields": fields,
    }


def kept(request: HttpRequest, back: str) -> Interrupted | None:
    """What was kept of the act that the page was left for; ``None`` where there is none, or it is too old."""
    found = request.session.get(KEPT_AT)
    if not found or found["back"] != back or now() - datetime.fromtimestamp(found["at"], UTC) > KEPT_FOR:
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return Interrupted(action=found["action"], address=found["address"], back=back, fields=fields)


def forget(request: HttpRequest) -> None:
    """Keep nothing any longer."""
    request.session.pop(KEPT_AT, None)
