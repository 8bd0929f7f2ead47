"""How allauth is told that accounts are by invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: an account is made where an invitation is accepted."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
