"""How allauth is told that accounts are by invitation, and what happens when somebody signs in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from comity.store.models import Account
from comity.web.request import confirm

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up: an account is made where an invitation is accepted."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is."""
        return str(subject)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was changed of their account, at the one address that it has."""
        assert isinstance(user, Account), "there is one kind of account"
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **named: Any) -> HttpResponse:
        """Go on in the reader's language; whoever has just given a password has confirmed who they are."""
        assert isinstance(user, Account), "there is one kind of account"
        response = super().post_login(request, user, **named)
        note_language(request, response, user)
        if any(record.get("method") == "password" for record in get_authentication_records(request, user)):
            confirm(request)
        return response


def note_language(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Keep the language that was chosen in this browser; where none was, take the one that the account has."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in LANGUAGES:
        set_account_language(account, chosen)
    else:
        set_language_cookie(response, account.language)


def set_account_language(account: Account, language: str) -> None:
    """Keep a language with the account: mail is written in it."""
    if account.language != language:
        Account.objects.filter(pk=account.pk).update(language=language)
        account.language = language


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Let this browser show the pages in the language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
