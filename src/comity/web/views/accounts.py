"""Pages of one's own account: what I serve as, how I sign in, and the confirmation before an act that binds."""

from collections.abc import Mapping
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.app.errors import Denied
from comity.app.queries.people import ServiceTold, own_services
from comity.app.queries.policy import ACTIONS
from comity.store.models import Account
from comity.web.accounts import set_account_language, set_language_cookie
from comity.web.acting import form_key
from comity.web.confirming import By, Way, ways_of
from comity.web.interrupted import forget, kept
from comity.web.kit import Act, Column, Empty, Fact, Form, Kind, Link, Notice, PageHead, Tab, Table
from comity.web.languages import own_name
from comity.web.limits import allowed
from comity.web.pages import FORM, Page
from comity.web.people_forms import LanguageForm, SecretForm
from comity.web.request import actor_of_request, confirm, language_of_request, local, now
from comity.web.views import people, signing_in

PAGE = "web/accounts/page.html"


def _account(request: HttpRequest) -> Account:
    account = request.user
    if not isinstance(account, Account):
        raise Denied("account.see")
    return account


def account(request: HttpRequest) -> HttpResponse:
    """What I serve as, how I sign in, in which language I am written to."""
    own = _account(request)
    services = own_services(actor_of_request(request), language_of_request(), now().date())
    languages = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
    form = LanguageForm(request.POST or None, languages=languages, initial={"language": own.language})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["language"]
        set_account_language(own, chosen)
        response = redirect("account")
        set_language_cookie(response, chosen)
        return response
    serving = sum(one.state == "active" for one in services)
    head = PageHead(
        question=_("What may I do here, and how do I sign in?"),
        title=_("My account"),
        answer=ngettext(
            "%(name)s: serving today in one capacity.", "%(name)s: serving today in %(count)d capacities.", serving
        )
        % {"name": own.name, "count": serving},
    )
    has_second = is_mfa_enabled(own)
    facts = (
        Fact(term=_("Address"), value=own.email),
        Fact(term=_("Password"), value=_("set") if own.has_usable_password() else _("none: I sign in by a link")),
        Fact(term=_("Second factor"), value=_("on") if has_second else _("off")),
    )
    context = {
        "page": head,
        "facts": facts,
        "tables": (_services(services),),
        "notices": () if has_second or own.example else (_advice(),),
        "form": Form(form=form, submit=_("Keep the language"), key=form_key(request)),
        "links": _links(own),
    }
    return render(request, PAGE, context)


def _advice() -> Notice:
    return Notice(
        sentence=_("A second factor keeps your account yours, even where somebody learns the password."),
        kind="warning",
        link=Link(label=_("Turn it on"), url=reverse("mfa_index")),
    )


def _services(services: tuple[ServiceTold, ...]) -> Table:
    return Table(
        caption=_("My services"),
        columns=(
            Column(id="role", label=_("Role")),
            Column(id="where", label=_("For")),
            Column(id="from", label=_("From"), kind=Kind.DATE),
            Column(id="until", label=_("No longer from"), kind=Kind.DATE),
            Column(id="state", label=_("State"), kind=Kind.STATUS),
        ),
        rows=tuple((one.role, one.where, one.from_day, one.until_day, one.state) for one in services),
        empty=Empty(title=_("No service"), sentence=_("The secretariat invites a person to serve.")),
    )


def _links(own: Account) -> tuple[Act, ...]:
    password = (Act(label=_("Change the password"), url=reverse("account_change_password"), icon="key"),)
    return (
        Act(label=_("My acts and receipts"), url=reverse("ledger_receipts"), icon="receipt"),
        Act(label=_("Second factor"), url=reverse("mfa_index"), icon="shield-lock"),
        Act(label=_("Where I am signed in"), url=reverse("usersessions_list"), icon="laptop"),
        *(password if own.has_usable_password() else ()),
    )


# --- confirmation ----------------------------------------------------------------------------------------------


def confirmation(request: HttpRequest) -> HttpResponse:
    """Confirm who one is; then back to where the act was interrupted, which is done once more there."""
    own = _account(request)
    back = local(request, request.GET.get("next", ""))
    ways = ways_of(own)
    if not ways:
        return _no_way(request, back)
    asked = request.GET.get("by", "")
    by = By(asked) if asked in ways else next(iter(ways))
    way = ways[by]
    form = SecretForm(request.POST or None, label=way.label, help_text=way.help, hidden=way.hidden)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not allowed(request, "confirm", own):
            form.add_error(None, _("Too many tries. Wait a minute, then try again."))
            status = 429
        elif way.holds(request, own, form.cleaned_data["secret"]):
            return _go_on(request, back)
        else:
            form.add_error("secret", _("This is not right. Look again, and type it once more."))
    return _confirmation_page(request, form, _tabs(by, back, ways), back, status)


def _tabs(current: By, back: str, ways: Mapping[By, Way]) -> tuple[Tab, ...]:
    if len(ways) < 2:
        return ()
    return tuple(
        Tab(
            label=way.name,
            url=f"{reverse('confirm')}?{urlencode({'next': back, 'by': str(by)})}",
            current=by is current,
        )
        for by, way in ways.items()
    )


def _confirmation_page(
    request: HttpRequest, form: SecretForm, tabs: tuple[Tab, ...], back: str, status: int
) -> HttpResponse:
    head = PageHead(
        question=_("Are you who you are signed in as?"),
        title=_("Confirm"),
        answer=_("An act that binds is asked for. Confirm once; then it is open to you for a while."),
    )
    cancel = Link(label=_("Go back without confirming"), url=back)
    waiting = kept(request, back)
    waits = (
        _("Nothing has been done yet. After you have confirmed, act on the page from which you came.")
        if waiting is None
        else _("Not done yet: %(act)s. What you sent is kept; after you have confirmed, one press does it.")
        % {"act": ACTIONS.get(waiting.action, waiting.action)}
    )
    context = {
        "page": head,
        "tabs": tabs,
        "notices": (Notice(sentence=waits),),
        "form": Form(form=form, submit=str(_("Confirm")), key=form_key(request), cancel=cancel),
    }
    return render(request, PAGE, context, status=status)


def _go_on(request: HttpRequest, back: str) -> HttpResponse:
    """What was sent before, to be done by one press; else the page from which the person came."""
    confirm(request)
    interrupted = kept(request, back)
    forget(request)
    if interrupted is None:
        messages.success(request, _("You have confirmed who you are. What you were about to do is not done yet."))
        return redirect(back)
    head = PageHead(
        question=str(ACTIONS.get(interrupted.action, interrupted.action)),
        answer=_("You have confirmed who you are. What you sent is kept, and is not done yet."),
    )
    return render(request, "web/accounts/interrupted.html", {"page": head, "interrupted": interrupted})


def _no_way(request: HttpRequest, back: str) -> HttpResponse:
    head = PageHead(
        question=_("You can't confirm who you are yet"),
        answer=_("Your account has neither a password nor a second factor. Turn on a second factor, then act again."),
    )
    links = (
        Act(label=_("Second factor"), url=reverse("mfa_index"), icon="shield-lock", primary=True),
        Act(label=_("Go back"), url=back),
    )
    return render(request, PAGE, {"page": head, "links": links})


PAGES = (
    Page(at="account/", name="account", may="account.see", view=account, methods=FORM),
    Page(at="confirm/", name="confirm", may="account.see", view=confirmation, methods=FORM),
    *signing_in.PAGES,
    *people.PAGES,
)
