"""Marks: word first, then shape, colour only third."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from comity.web.kit.words import Words


class Tone(StrEnum):
    """The colour of a status: third after its word and its shape."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: word, shape, tone."""

    word: Words
    icon: str
    tone: Tone = Tone.PLAIN


STATUSES: Mapping[str, Mark] = {
    "draft": Mark(_("Draft"), "pencil"),
    "submitted": Mark(_("Submitted"), "inbox"),
    "under_consideration": Mark(_("Under consideration"), "chat-square-text", Tone.WAITING),
    "voting": Mark(_("Vote under way"), "broadcast", Tone.WAITING),
    "counted": Mark(_("Counted, not announced"), "hourglass-split", Tone.WAITING),
    "adopted": Mark(_("Adopted"), "check-circle-fill", Tone.GOOD),
    "not_adopted": Mark(_("Not adopted"), "x-octagon-fill", Tone.BAD),
    "open": Mark(_("Open"), "circle-half", Tone.WAITING),
    "withdrawn": Mark(_("Withdrawn"), "arrow-counterclockwise"),
    "closed": Mark(_("Closed"), "lock"),
    "lapsed": Mark(_("Lapsed"), "calendar-x"),
    "superseded": Mark(_("Superseded"), "layers"),
    "elected": Mark(_("Elected"), "check-circle-fill", Tone.GOOD),
    "in_force": Mark(_("In force"), "check-circle-fill", Tone.GOOD),
    "not_in_force": Mark(_("Not yet in force"), "hourglass-split", Tone.WAITING),
    "ended": Mark(_("No longer in force"), "archive"),
    "holds": Mark(_("Holds"), "check-circle-fill", Tone.GOOD),
    "fails": Mark(_("Does not hold"), "x-octagon-fill", Tone.BAD),
    "undecided": Mark(_("Still open"), "circle-half", Tone.WAITING),
    "challenged": Mark(_("Challenged"), "exclamation-triangle-fill", Tone.WAITING),
    "invited": Mark(_("Invited"), "envelope", Tone.WAITING),
    "active": Mark(_("Active"), "person-check", Tone.GOOD),
    "suspended": Mark(_("Suspended"), "slash-circle", Tone.BAD),
    "term_over": Mark(_("Term over"), "calendar-x"),
    "sent": Mark(_("Sent"), "envelope-check", Tone.GOOD),
    "waiting": Mark(_("Waiting"), "hourglass-split", Tone.WAITING),
    "failed": Mark(_("Failed"), "x-octagon-fill", Tone.BAD),
    "verified": Mark(_("Verified"), "shield-check", Tone.GOOD),
    "altered": Mark(_("Altered"), "shield-exclamation", Tone.BAD),
    "allowed": Mark(_("Allowed"), "check-circle-fill", Tone.GOOD),
    "denied": Mark(_("Denied"), "slash-circle"),
    "same": Mark(_("Same"), "arrow-left-right"),
    "different": Mark(_("Different"), "exclamation-triangle-fill", Tone.WAITING),
}

CLASSIFICATIONS: Mapping[str, Mark] = {
    "general": Mark(_("General"), "globe"),
    "limited": Mark(_("Limited"), "people"),
    "restricted": Mark(_("Restricted"), "lock"),
    "confidential": Mark(_("Confidential"), "lock-fill"),
}

NOTICES: Mapping[str, Mark] = {
    "information": Mark(_("Note"), "info-circle", Tone.PLAIN),
    "done": Mark(_("Done"), "check-circle-fill", Tone.GOOD),
    "warning": Mark(_("Attention"), "exclamation-triangle-fill", Tone.WAITING),
    "error": Mark(_("Error"), "x-octagon-fill", Tone.BAD),
}

VERSIONS_OF_A_TEXT: Mapping[str, Mark] = {
    "authentic": Mark(_("Authentic text"), "patch-check"),
    "official": Mark(_("Official translation"), "file-earmark-text"),
    "unofficial": Mark(_("Unofficial translation"), "file-earmark"),
    "machine_draft": Mark(_("Machine draft"), "file-earmark-break"),
}


def marked(table: Mapping[str, Mark], code: str) -> Mark:
    """The mark of a code; one that the table does not have is a mistake of the page, and named."""
    try:
        return table[code]
    except KeyError:
        raise LookupError(f"{code!r} is no mark: use one of {', '.join(table)}, or add it to comity.web.kit.") from None
