"""The organisation: founded once, with its charter; later versions of the charter."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import Max
from django.utils.translation import gettext as _

from comity.app.errors import Conflict, Fault, NotThere, Unfit
from comity.app.organisation import ORGANISATION, charter_in, charter_of
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.reader import told_day
from comity.core.charter.check import check
from comity.core.charter.model import Charter
from comity.core.values import Refused
from comity.store.models import CharterVersion, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Command):
    """Found the organisation under a charter (its canonical document). ``example``: everything in it is invented."""

    verb: ClassVar[str] = "organisation.found"
    charter: str
    in_force_from: date
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptVersion(Command):
    """Take a further version of the charter into use, on the day from which it is in force or later.

    ``seen``: the version of the organisation's row that its author saw, so that no other came between.
    """

    verb: ClassVar[str] = "charter.adopt_version"
    charter: str
    in_force_from: date
    seen: int


def found(command: Found, doing: Doing) -> Result:
    """The organisation and the first version of its charter."""
    doing.allow()
    if Organisation.objects.exists():
        raise Conflict(_("There is an organisation here already."), {}, {})
    charter = fit_charter(command.charter)
    faults = list(faults_of_day(command.in_force_from, doing.today))
    if faults:
        raise Unfit(*faults)
    version = _version(1, command.charter, command.in_force_from, doing)
    doing.create(version)
    doing.create(
        Organisation(id=ORGANISATION, charter_version=version.id, example=command.example, founded_at=doing.at)
    )
    return Result(subject=Subject(id=ORGANISATION), outcome={"charter": charter.id, "sha256": version.sha256})


def adopt_version(command: AdoptVersion, doing: Doing) -> Result:
    """The next version of the charter, in use from this act on; what is put already stays under the version before."""
    doing.allow()
    organisation = Organisation.objects.filter(pk=ORGANISATION).first()
    if organisation is None:
        raise NotThere(ORGANISATION)
    charter = fit_charter(command.charter)
    before = CharterVersion.objects.get(pk=organisation.charter_version)
    faults = list(faults_of_day(command.in_force_from, doing.today, before.in_force_from))
    last = CharterVersion.objects.aggregate(Max("number"))["number__max"]
    version = _version(last + 1, command.charter, command.in_force_from, doing)
    own = charter_of(before.id).id
    if charter.id != own:
        message = _(
            "This is the charter of another organisation: its `id` is %(id)s, and that of the charter in use %(own)s."
        )
        faults.append(Fault("charter", message % {"id": charter.id, "own": own}))
    if version.sha256 == before.sha256:
        faults.append(Fault("charter", _("This is the charter that is in use.")))
    if faults:
        raise Unfit(*faults)
    doing.create(version)
    organisation.version = command.seen
    doing.update(organisation, charter_version=version.id)
    outcome = {"charter": charter.id, "number": version.number, "sha256": version.sha256}
    return Result(subject=Subject(id=version.id), outcome=outcome)


@lru_cache(maxsize=4)
def fit_charter(document: str) -> Charter:
    """The charter of a document. Raises ``Unfit`` with everything that is wrong in it, format and sense.

    What was read for the page before the act is not read once more while all other acts wait for this one.
    """
    try:
        charter = charter_in(document)
    except Refused as refused:
        raise Unfit(*(Fault("charter", str(problem)) for problem in refused.problems)) from None
    serious = [Fault("charter", f"{one.pointer}: {one.fact}. {one.cure}.") for one in check(charter) if one.serious]
    if serious:
        raise Unfit(*serious)
    return charter


def _version(number: int, document: str, in_force_from: date, doing: Doing) -> CharterVersion:
    return CharterVersion(
        id=doing.new_id(),
        number=number,
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        in_force_from=in_force_from,
    )


def faults_of_day(in_force_from: date, today: date, before: date | None = None) -> Iterator[Fault]:
    """What is wrong with the first day in force; ``before``: that of the version before."""
    if isinstance(in_force_from, datetime) or in_force_from > today:
        message = _("A charter is taken into use on the day from which it is in force, or later.")
        yield Fault("in_force_from", message)
    elif before is not None and in_force_from < before:
        message = _("The version before is in force from %(day)s: give that day or a later one.")
        yield Fault("in_force_from", message % {"day": told_day(before)})


HANDLERS: Mapping[type[Any], Handler] = {Found: found, AdoptVersion: adopt_version}
