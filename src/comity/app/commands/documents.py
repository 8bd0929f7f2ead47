"""Documents that an officer registers: references to texts of others, without their text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from comity.app.errors import Fault, Unfit
from comity.app.organisation import the_house
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.policy import Target
from comity.app.texts import LONGEST_TITLE, cleaned, faults_of_text
from comity.core.values import Id
from comity.store.models import Classification, Document

LONGEST_SYMBOL = 120
LONGEST_SOURCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Command):
    """Register a reference to a text: its symbol, title and date, and where it is found."""

    verb: ClassVar[str] = "document.register"
    symbol: str
    title: Mapping[str, str]
    date: date
    source: str = ""
    matter: Id = ""
    classification: str = Classification.GENERAL


def register(command: Register, doing: Doing) -> Result:
    """The reference. A symbol is registered once."""
    doing.allow(Target(classification=command.classification))
    faults = list(_faults(command, doing.today))
    if faults:
        raise Unfit(*faults)
    document = Document(
        id=doing.new_id(),
        symbol=command.symbol.strip(),
        kind=Document.Kind.REFERENCE,
        title=cleaned(command.title),
        date=command.date,
        matter=command.matter,
        classification=command.classification,
        source=command.source.strip(),
    )
    doing.create(document)
    subject = Subject(id=document.id, classification=document.classification)
    return Result(subject=subject, outcome={"symbol": document.symbol})


def _faults(command: Register, today: date) -> list[Fault]:
    here = the_house()
    faults = list(faults_of_text("title", command.title, here.languages, LONGEST_TITLE))
    if not command.symbol.strip() or len(command.symbol) > LONGEST_SYMBOL:
        faults.append(Fault("symbol", _("Give the symbol, in at most %(most)d characters.") % {"most": LONGEST_SYMBOL}))
    elif Document.objects.filter(symbol=command.symbol.strip()).exists():
        faults.append(Fault("symbol", _("A document with this symbol is registered already.")))
    if command.date > today:
        faults.append(Fault("date", _("Give the day of the text: today, or an earlier day.")))
    if len(command.source) > LONGEST_SOURCE:
        faults.append(Fault("source", _("Give the source in at most %(most)d characters.") % {"most": LONGEST_SOURCE}))
    if command.matter and command.matter not in here.charter.matters:
        faults.append(Fault("matter", _("The charter knows no such matter.")))
    return faults


HANDLERS: Mapping[type[Any], Handler] = {Register: register}
