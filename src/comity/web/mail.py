"""Mail goes to the outbox, and from there to a mail server where one is set."""

import smtplib
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from comity.app.queries.people import LINK, without_links
from comity.store.models import OutboxMail
from comity.web.request import now

SERVER = "django.core.mail.backends.smtp.EmailBackend"
LONGEST_FAILURE = 300


class OutboxBackend(BaseEmailBackend):
    """Keeps every mail in the transaction that sends it; it leaves for the mail server once that is through."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them; one row for each recipient."""
        for message in email_messages:
            for address in message.recipients():
                _keep(message, address)
        return len(email_messages)


def _keep(message: EmailMessage, address: str) -> None:
    body = str(message.body)
    mail = OutboxMail.objects.create(
        to=address,
        subject=str(message.subject),
        body=body,
        secret=LINK.search(body) is not None,  # a link may sign its reader in: every one is held to be such
        made_at=now(),
    )
    if settings.COMITY_HAS_MAIL_SERVER:
        transaction.on_commit(partial(deliver, mail.pk), robust=True)


def deliver(mail_id: int) -> bool:
    """Hand a mail that waits to the mail server; whether it took it. What went wrong is kept beside the mail."""
    mail = OutboxMail.objects.filter(pk=mail_id, sent_at=None).first()
    if mail is None:
        return False
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        connection=get_connection(SERVER),
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        mail.failure = f"{type(error).__name__}: {error}"[:LONGEST_FAILURE]
        mail.save(update_fields=["failure"])
        return False
    mail.sent_at, mail.failure = now(), ""
    mail.body = without_links(mail.body) if mail.secret else mail.body  # its reader has the link; nobody else needs it
    mail.save(update_fields=["sent_at", "failure", "body"])
    return True
