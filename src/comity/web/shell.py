"""What stands around every page: the context that the base template reads as ``shell``."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comity.app.actor import Actor
from comity.app.policy import may_at_all
from comity.app.queries.around import Around, around
from comity.web.kit import LanguageChoice, NavigationItem, Person, Shell
from comity.web.kit.words import Words
from comity.web.languages import own_name
from comity.web.request import actor_of_request, language_of_request


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation, and the action by which it is offered."""

    label: Words
    name: str
    may: str
    icon: str


NAVIGATION = (
    Entry(_("Home"), "home", "home.see", "house"),
    Entry(_("Decisions"), "decisions", "proposal.see", "check2-square"),
    Entry(_("Organisation"), "organisation", "organisation.see", "bank"),
    Entry(_("Documents"), "documents", "document.see", "file-text"),
    Entry(_("Ledger"), "ledger", "ledger.see", "journal-check"),
    Entry(_("People"), "people", "person.list", "people"),
    Entry(_("Policy"), "policy", "policy.see", "shield-check"),
    Entry(_("Outbox"), "outbox", "outbox.see", "envelope"),
)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context of the base template."""
    actor = actor_of_request(request)
    facts = around(actor, language_of_request())
    current = (get_language() or "en").lower()
    choices = tuple(
        LanguageChoice(code=code, name=own_name(code), current=code == current) for code, _name in settings.LANGUAGES
    )
    value = Shell(
        navigation=_navigation(actor, request.path),
        organisation=facts.organisation,
        example=facts.example,
        person=_person(actor, facts),
        language=current,
        languages=choices,
        ledger_size=facts.ledger_size,
        ledger_root=facts.ledger_root,
    )
    return {"shell": value}


def _navigation(actor: Actor, path: str) -> tuple[NavigationItem, ...]:
    items = [(one, reverse(one.name)) for one in NAVIGATION if may_at_all(actor, one.may)]
    return tuple(
        NavigationItem(label=one.label, url=url, current=_is_within(path, url), icon=one.icon) for one, url in items
    )


def _is_within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _person(actor: Actor, facts: Around) -> Person | None:
    if not actor.name:
        return None
    role = facts.capacities[0] if facts.capacities else None
    if role is None:
        return Person(name=actor.name, role=_("No service today"))
    return Person(name=actor.name, role=role.role, delegation=role.where)
