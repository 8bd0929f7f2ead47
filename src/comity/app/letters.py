"""Letters to persons: subject and text, in the language of who gets them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from comity.app.organisation import House
from comity.core.rules.sentences import WORDS
from comity.core.values import Language, PartialDate
from comity.store.models import Invitation, Role
from comity.workbench.naming import names_in


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent."""

    to: str
    subject: str
    text: str

    def send(self) -> None:
        """Hand it to the outbox, in the transaction of the act that it tells of."""
        EmailMessage(subject=self.subject, body=self.text, to=[self.to]).send()


def language_of(tag: str) -> Language:
    """The language of texts and sentences for a language of the interface."""
    found = tag.partition("-")[0]
    return next((one for one in WORDS if one == found), "en")


def invitation_letter(invitation: Invitation, here: House, link: str) -> Letter:
    """What the invited person reads: who invites, to serve as what, until when the link holds."""
    language = language_of(invitation.language)
    names = names_in(here.charter, language)
    organisation = here.name(language)
    where = names(invitation.delegation or invitation.body) if invitation.delegation or invitation.body else ""
    with translation.override(invitation.language):
        lines = (
            _("%(name)s,") % {"name": invitation.name},
            "",
            _("you are invited to serve at %(organisation)s.") % {"organisation": organisation},
            "",
            _("Role: %(role)s") % {"role": Role(invitation.role).label},
            *((_("For: %(where)s") % {"where": where},) if where else ()),
            "",
            _("Open this link to accept. It holds until %(moment)s and can be used once:")
            % {"moment": _moment(invitation.expires_at, language)},
            link,
            "",
            _("If you did not expect this invitation, do nothing."),
            *(("", _("EXAMPLE: everything in this organisation is invented.")) if here.example else ()),
        )
        subject = _("Invitation: %(organisation)s") % {"organisation": organisation}
    return Letter(to=invitation.email, subject=subject, text="\n".join(lines))


def _moment(at: datetime, language: Language) -> str:
    day = WORDS[language].dated(PartialDate(at.year, at.month, at.day))
    return f"{day}, {at:%H:%M} UTC"
