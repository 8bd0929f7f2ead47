"""Pages behind links that were sent to a person: accept an invitation, sign in once."""

import secrets

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from comity.app.commands import do
from comity.app.commands.people import acceptance, account_of, invited_actor, waiting_invitation
from comity.app.errors import Conflict, Unfit
from comity.app.links import account_of_link, use_sign_in_link
from comity.app.queries.people import Invited, invited
from comity.store.models import Account, Invitation
from comity.web.acting import form_key, signing_key
from comity.web.forms import add_faults
from comity.web.kit import Act, Fact, Form, Kind, Notice, PageHead
from comity.web.limits import allowed
from comity.web.pages import FORM, Page
from comity.web.people_forms import NothingForm, PasswordForm
from comity.web.request import confirm, language_of_request, now

PAGE = "web/accounts/page.html"
SHORTEST_KEY = 8


def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """A button that signs a person in once; opening the page uses nothing up, as mail scanners open pages."""
    if not allowed(request, "open_link"):
        return too_often(request)
    if request.method == "POST":
        account = use_sign_in_link(token, now())
        return _spent(request) if account is None else _signed_in(request, account)
    account = account_of_link(token, now())
    if account is None:
        return _spent(request)
    head = PageHead(
        question=_("Sign in as %(name)s?") % {"name": account.name},
        answer=_("The link signs you in once, in this browser."),
    )
    notices = _instead(request, account.email)
    form = Form(form=NothingForm(), submit=_("Sign in"), key=form_key(request))
    return _private(render(request, PAGE, {"page": head, "notices": notices, "form": form}))


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation, accepted here: with a new password, or by the account that the address has."""
    if not allowed(request, "open_link"):
        return too_often(request)
    found = waiting_invitation(token, now())
    if found is None:
        return _spent(request)
    if not request.COOKIES.get("django_language"):
        translation.activate(found.language)  # the invited person has had no chance yet to choose one
    told = invited(found, language_of_request())
    form: forms.Form = NothingForm(request.POST or None) if told.has_account else PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = _accept(request, form, found, token)
        if accepted is not None:
            return accepted
    return _private(_invitation_page(request, form, told))


def _accept(request: HttpRequest, form: forms.Form, found: Invitation, token: str) -> HttpResponse | None:
    """The person who has accepted, signed in; ``None`` where it was refused, and then the form says why."""
    key = form_key(request)
    if len(key) < SHORTEST_KEY:
        form.add_error(None, _("The form is incomplete. Open the page again."))
        return None
    known = account_of(found.email)
    try:
        command = acceptance(found, token, form.cleaned_data.get("password", ""))
        actor = invited_actor(found)
        do(command, actor, at=now(), key=key, chance=secrets.token_bytes, signing_key=signing_key())
    except Unfit as refused:
        add_faults(form, refused)
        return None
    except Conflict:
        return _spent(request)
    if known is not None:
        messages.success(request, _("You have accepted. Sign in as you always do."))
        return redirect("home" if request.user == known else "account_login")
    messages.success(request, _("You have accepted, and are signed in."))
    account = account_of(found.email)
    assert account is not None
    response = _signed_in(request, account)
    confirm(request)
    return response


def _invitation_page(request: HttpRequest, form: forms.Form, told: Invited) -> HttpResponse:
    head = PageHead(
        question=_("Do you accept to serve at %(organisation)s?") % {"organisation": told.organisation},
        title=_("Invitation"),
        answer=_("You are invited as %(role)s.") % {"role": told.role}
        if not told.where
        else _("You are invited as %(role)s: %(where)s.") % {"role": told.role, "where": told.where},
    )
    facts = (
        Fact(term=_("Name"), value=told.name),
        Fact(term=_("Address"), value=told.email),
        Fact(term=_("From"), value=told.from_day, kind=Kind.DATE),
        Fact(term=_("No longer from"), value=told.until_day, kind=Kind.DATE),
        Fact(term=_("Holds until"), value=told.expires_at, kind=Kind.DATE),
    )
    submit = _("Accept, and sign in") if not told.has_account else _("Accept")
    shown = Form(form=form, submit=submit, key=form_key(request))
    context = {"page": head, "facts": facts, "form": shown, "notices": _instead(request, told.email)}
    return render(request, PAGE, context)


def _instead(request: HttpRequest, email: str) -> tuple[Notice, ...]:
    """What to know where somebody else is signed in in this browser."""
    account = request.user
    if not isinstance(account, Account) or account.email.casefold() == email.casefold():
        return ()
    said = _("You are signed in as %(name)s. Going on signs that person out in this browser.")
    return (Notice(sentence=said % {"name": account.name}, kind="warning"),)


def _signed_in(request: HttpRequest, account: Account) -> HttpResponse:
    response: HttpResponse = perform_login(
        request, account, email_verification="none", redirect_url=reverse("home"), email=account.email
    )
    return response


def _spent(request: HttpRequest) -> HttpResponse:
    head = PageHead(
        question=_("This link opens nothing"),
        answer=_("It was used, was withdrawn, or has expired. Ask whoever sent it for a new one, or sign in."),
    )
    links = (Act(label=_("Sign in"), url=reverse("account_login"), icon="box-arrow-in-right", primary=True),)
    return _private(render(request, PAGE, {"page": head, "links": links}, status=404))


def too_often(request: HttpRequest) -> HttpResponse:
    """429: too many tries."""
    head = PageHead(question=_("Too many tries"), answer=_("Wait a minute, then try again. Nothing was changed."))
    return render(request, PAGE, {"page": head}, status=429)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


PAGES = (
    Page(at="sign-in/<str:token>/", name="sign_in", may="account.sign_in", view=sign_in, methods=FORM),
    Page(
        at="invitation/<str:token>/", name="invitation", may="person.accept_invitation", view=invitation, methods=FORM
    ),
)
