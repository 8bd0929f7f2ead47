"""What a role needs to be held: nothing, a body to chair, or a delegation with or without a vote, on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from comity.app.errors import Fault
from comity.core.charter.lookup import room
from comity.core.charter.model import Charter, Right
from comity.core.values import Id
from comity.store.models import Role


class Needs(StrEnum):
    """For what a role is held."""

    NOTHING = "nothing"
    BODY = "body"
    WITH_VOTE = "with_vote"
    WITHOUT_VOTE = "without_vote"
    OFFICE = "office"
    """The seat of an office that the charter lists, where it lists one."""


POSTS: Mapping[Role, Needs] = {
    Role.OFFICER: Needs.NOTHING,
    Role.SECRETARY_GENERAL: Needs.OFFICE,
    Role.CHAIR: Needs.BODY,
    Role.HEAD: Needs.WITH_VOTE,
    Role.DELEGATE: Needs.WITH_VOTE,
    Role.OBSERVER: Needs.WITHOUT_VOTE,
    Role.PARTNER: Needs.WITHOUT_VOTE,
    Role.AUDITOR: Needs.NOTHING,
}
"""Roles to which a person is invited; nobody is invited to be the public."""


def delegations_on(charter: Charter, day: date) -> Mapping[Id, bool]:
    """The delegations of a day, and whether each has a vote: by its standing, or by a seat that it holds in a body."""
    votes: dict[Id, bool] = {}
    for one in charter.held:
        if one.period.holds(day) and one.standing in charter.standings:
            may = charter.standings[one.standing].may
            votes[one.who] = votes.get(one.who, False) or Right.VOTE in may
    for body in charter.bodies:
        for sitting in room(charter, body, day).seats:
            votes[sitting.holder] = True
    return votes


def offices_on(charter: Charter, day: date) -> tuple[Id, ...]:
    """Who holds a listed seat without any standing: an office, such as that of the Secretary-General."""
    standing = {one.who for one in charter.held}
    return tuple(one for one in delegations_on(charter, day) if one not in standing)


def bodies_on(charter: Charter, day: date) -> tuple[Id, ...]:
    """The bodies that there are on a day."""
    return tuple(id_ for id_, body in charter.bodies.items() if body.period.holds(day))


def faults_of_post(charter: Charter, role: str, delegation: Id, body: Id, day: date) -> Iterator[Fault]:
    """What keeps the role from being held for this delegation or body on that day."""
    if role not in POSTS:
        yield Fault("role", _("Choose a role from the list."))
        return
    needs = POSTS[Role(role)]
    if needs is Needs.BODY:
        if body not in bodies_on(charter, day):
            yield Fault("body", _("A chair needs a body that there is on the first day. Choose one."))
    elif body:
        yield Fault("body", _("Only a chair is named for a body. Leave it empty."))
    if needs is Needs.OFFICE:
        if delegation and delegation not in offices_on(charter, day):
            yield Fault("delegation", _("The charter has no seat for such an office. Leave it empty."))
    elif needs in {Needs.WITH_VOTE, Needs.WITHOUT_VOTE}:
        yield from _faults_of_delegation(charter, needs, delegation, day)
    elif delegation:
        yield Fault("delegation", _("This role is not held for a delegation. Leave it empty."))


def _faults_of_delegation(charter: Charter, needs: Needs, delegation: Id, day: date) -> Iterator[Fault]:
    votes = delegations_on(charter, day)
    if delegation not in votes:
        yield Fault("delegation", _("Choose a delegation that has a standing on the first day."))
    elif votes[delegation] != (needs is Needs.WITH_VOTE):
        yield Fault(
            "delegation",
            _("This role needs a delegation with a vote. Choose another.")
            if needs is Needs.WITH_VOTE
            else _("This role is for a delegation without a vote. Choose another."),
        )
