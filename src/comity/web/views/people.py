"""Pages of the secretariat and the auditor: persons, the outbox, the policy."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.app.commands.people import ChangeTerm, EndService, Invite, WithdrawInvitation
from comity.app.links import token_of_form
from comity.app.policy import grants
from comity.app.queries import people as query
from comity.app.queries.policy import policy_told
from comity.web import kit
from comity.web.acting import about_to, form_key, tried
from comity.web.exports import csv_answer
from comity.web.kit import Act, Column, Confirmation, Empty, Fact, Form, Kind, Link, Notice, PageHead, Table
from comity.web.mail import deliver
from comity.web.pages import FORM, POST, Page
from comity.web.people_forms import EndForm, InviteForm, NothingForm, TermForm
from comity.web.request import actor_of_request, language_of_request, now, version_seen

PAGE = "web/accounts/page.html"

SERVICES = (
    Column(id="name", label=gettext_lazy("Person"), kind=Kind.LINK, sortable=True),
    Column(id="role", label=gettext_lazy("Role"), sortable=True),
    Column(id="where", label=gettext_lazy("For"), sortable=True),
    Column(id="from", label=gettext_lazy("From"), kind=Kind.DATE, sortable=True),
    Column(id="until", label=gettext_lazy("No longer from"), kind=Kind.DATE),
    Column(id="state", label=gettext_lazy("State"), kind=Kind.STATUS),
)
SORTED_BY: Mapping[str, Callable[[query.ServiceTold], Any]] = {
    "name": lambda one: one.name,
    "role": lambda one: (one.role, one.where),
    "where": lambda one: (one.where, one.name),
    "from": lambda one: one.from_day,
}


# --- persons ---------------------------------------------------------------------------------------------------


def people(request: HttpRequest) -> HttpResponse:
    """Who serves, and who is invited."""
    actor = actor_of_request(request)
    everybody = request.GET.get("show") == "all"
    told = query.people(actor, language_of_request(), now(), everybody=everybody)
    may_invite = grants(actor, "person.invite")
    invite_act = Act(label=_("Invite a person"), url=reverse("person_invite"), icon="person-plus", primary=True)
    head = PageHead(
        question=_("Who serves, and who is invited?"),
        title=_("People"),
        answer=_("Serving today: %(serving)d. Invitations that wait: %(waiting)d.")
        % {"serving": told.serving, "waiting": told.waiting},
        acts=(invite_act,) if may_invite else (),
    )
    tabs = (
        kit.Tab(label=_("Now and to come"), url=reverse("people"), current=not everybody),
        kit.Tab(label=_("Also what is over"), url=f"{reverse('people')}?show=all", current=everybody),
    )
    tables = (_services(request, told.services), _invitations(told.invitations))
    return render(request, PAGE, {"page": head, "tabs": tabs, "tables": tables})


def people_csv(request: HttpRequest) -> HttpResponse:
    """The services as CSV."""
    everybody = request.GET.get("show") == "all"
    told = query.people(actor_of_request(request), language_of_request(), now(), everybody=everybody)
    header = [str(one.label) for one in SERVICES]
    states = kit.STATUSES
    rows = [
        (one.name, one.role, one.where, str(one.from_day), str(one.until_day or ""), str(states[one.state].word))
        for one in told.services
    ]
    return csv_answer("people", header, rows, example=told.example)


def _services(request: HttpRequest, services: tuple[query.ServiceTold, ...]) -> Table:
    sort = kit.Sort.read(request.GET, SERVICES, default=kit.Sort(column="name"))
    rows = sorted(services, key=SORTED_BY[sort.column], reverse=sort.descending)
    shown = kit.Pages.read(request.GET, len(rows))
    show = "?show=all" if request.GET.get("show") == "all" else ""
    return Table(
        caption=_("Services"),
        columns=SERVICES,
        rows=tuple(
            (
                Link(label=one.name, url=reverse("service", args=(one.id,)), note=one.email),
                one.role,
                one.where,
                one.from_day,
                one.until_day,
                one.state,
            )
            for one in rows[shown.start : shown.start + shown.size]
        ),
        sort=sort,
        page=shown,
        parameters=request.GET.dict(),
        csv_url=reverse("people_csv") + show,
        empty=Empty(
            title=_("Nobody serves yet"), sentence=_("Whoever accepts an invitation stands here, with role and term.")
        ),
    )


def _invitations(invitations: tuple[query.InvitationTold, ...]) -> Table:
    return Table(
        caption=_("Invitations"),
        columns=(
            Column(id="name", label=_("Person"), kind=Kind.LINK),
            Column(id="role", label=_("Role")),
            Column(id="where", label=_("For")),
            Column(id="invited", label=_("Invited"), kind=Kind.DATE),
            Column(id="expires", label=_("Holds until"), kind=Kind.DATE),
            Column(id="state", label=_("State"), kind=Kind.STATUS),
        ),
        rows=tuple(
            (
                Link(label=one.name, url=reverse("invitation_shown", args=(one.id,)), note=one.email),
                one.role,
                one.where,
                one.invited_at,
                one.expires_at,
                _state_shown(one),
            )
            for one in invitations
        ),
        empty=Empty(
            title=_("No invitation waits"), sentence=_("An invitation stands here until it is accepted or withdrawn.")
        ),
    )


def _state_shown(one: query.InvitationTold) -> str:
    return "accepted" if one.state == "active" and "accepted" in kit.STATUSES else one.state


def _path() -> tuple[Link, ...]:
    return (Link(label=_("People"), url=reverse("people")),)


def invite(request: HttpRequest) -> HttpResponse:
    """A form that invites a person to serve."""
    actor = about_to(request, "person.invite")
    today = now().date()
    posts = query.posts(actor, language_of_request(), today)
    form = InviteForm(request.POST or None, posts=posts, languages=settings.LANGUAGES, initial={"from_day": today})
    key = form_key(request)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        address = request.build_absolute_uri(reverse("invitation", args=("token",))).removesuffix("token/")
        command = Invite(token=token_of_form(actor, key), address=address, **given)
        if tried(request, form, command) is not None:
            said = _("The invitation was sent to the outbox, and from there to the mail server.")
            waits = _("The invitation waits in the outbox: no mail server is set.")
            messages.success(request, said if settings.COMITY_HAS_MAIL_SERVER else waits)
            return redirect("people")
    head = PageHead(
        question=_("Whom do you invite, to serve as what?"),
        title=_("Invite a person"),
        answer=_("The invitation goes by mail, holds for seven days, and can be accepted once."),
        path=_path(),
    )
    shown = Form(form=form, submit=_("Send the invitation"), key=key, cancel=_leave("people"))
    return render(request, PAGE, {"page": head, "form": shown})


def _leave(name: str, *arguments: str) -> Link:
    return Link(label=_("Leave it as it is"), url=reverse(name, args=arguments))


def invitation_shown(request: HttpRequest, invitation: str) -> HttpResponse:
    """An invitation; an officer withdraws it here."""
    actor = actor_of_request(request)
    told = query.invitation_told(actor, invitation, language_of_request(), now())
    form = NothingForm(request.POST or None)
    if request.method == "POST":
        about_to(request, "person.withdraw_invitation")
        if form.is_valid() and tried(request, form, WithdrawInvitation(invitation=invitation)) is not None:
            messages.success(request, _("The invitation is withdrawn; its link opens nothing."))
            return redirect("people")
    facts = (
        Fact(term=_("Address"), value=told.email),
        Fact(term=_("Role"), value=told.role),
        Fact(term=_("For"), value=told.where),
        Fact(term=_("From"), value=told.from_day, kind=Kind.DATE),
        Fact(term=_("No longer from"), value=told.until_day, kind=Kind.DATE),
        Fact(term=_("Holds until"), value=told.expires_at, kind=Kind.DATE),
    )
    head = PageHead(question=_("Invitation of %(name)s") % {"name": told.name}, status=_state_shown(told), path=_path())
    context: dict[str, object] = {"page": head, "facts": facts}
    if told.waits and grants(actor, "person.withdraw_invitation"):
        withdraw = Form(
            form=form,
            submit=_("Withdraw the invitation"),
            key=form_key(request),
            cancel=_leave("people"),
            danger=True,
        )
        context = {
            "page": head,
            "confirmation": Confirmation(
                question=_("Withdraw this invitation?"),
                consequences=(_("Its link opens nothing from now on."), _("The person can be invited anew.")),
                subject=facts,
                form=withdraw,
            ),
        }
    return render(request, PAGE, context)


def service(request: HttpRequest, service: str) -> HttpResponse:
    """A service: who serves as what, from when until when."""
    actor = actor_of_request(request)
    told = query.service_told(actor, service, language_of_request(), now().date())
    term, end = reverse("service_term", args=(service,)), reverse("service_end", args=(service,))
    acts = (
        ("person.change_term", Act(label=_("Change the term"), url=term, icon="pencil")),
        ("person.end_service", Act(label=_("End the service"), url=end, icon="person-x")),
    )
    head = PageHead(
        question=told.name,
        answer=_("%(role)s, %(where)s") % {"role": told.role, "where": told.where} if told.where else told.role,
        status=told.state,
        path=_path(),
        acts=tuple(act for action, act in acts if told.state != "term_over" and grants(actor, action)),
    )
    return render(request, PAGE, {"page": head, "facts": _facts(told)})


def _facts(told: query.ServiceTold) -> tuple[Fact, ...]:
    return (
        Fact(term=_("Address"), value=told.email),
        Fact(term=_("Role"), value=told.role),
        Fact(term=_("For"), value=told.where),
        Fact(term=_("From"), value=told.from_day, kind=Kind.DATE),
        Fact(term=_("No longer from"), value=told.until_day, kind=Kind.DATE),
    )


def service_term(request: HttpRequest, service: str) -> HttpResponse:
    """A form that changes a term."""
    actor = about_to(request, "person.change_term")
    told = query.service_told(actor, service, language_of_request(), now().date())
    form = TermForm(request.POST or None, initial={"from_day": told.from_day, "until_day": told.until_day})
    if request.method == "POST" and form.is_valid():
        command = ChangeTerm(service=service, seen=version_seen(request), **form.cleaned_data)
        if tried(request, form, command) is not None:
            messages.success(request, _("The term is changed."))
            return redirect("service", service)
    head = PageHead(
        question=_("From when until when does %(name)s serve?") % {"name": told.name},
        answer=_("%(role)s, %(where)s") % {"role": told.role, "where": told.where} if told.where else told.role,
        path=_path(),
    )
    shown = Form(
        form=form,
        submit=_("Change the term"),
        key=form_key(request),
        version=told.version,
        cancel=_leave("service", service),
    )
    return render(request, PAGE, {"page": head, "form": shown})


def service_end(request: HttpRequest, service: str) -> HttpResponse:
    """The page before a service is ended."""
    actor = about_to(request, "person.end_service")
    today = now().date()
    told = query.service_told(actor, service, language_of_request(), today)
    form = EndForm(request.POST or None, initial={"until_day": today})
    if request.method == "POST" and form.is_valid():
        command = EndService(service=service, seen=version_seen(request), **form.cleaned_data)
        if tried(request, form, command) is not None:
            messages.success(request, _("The service has its end."))
            return redirect("service", service)
    end = Form(
        form=form,
        submit=_("End the service"),
        key=form_key(request),
        version=told.version,
        cancel=_leave("service", service),
        danger=True,
    )
    confirmation = Confirmation(
        question=_("End the service of %(name)s?") % {"name": told.name},
        consequences=(
            _("From that day on the person may do nothing in this role."),
            _("What they did stays in the record and in the ledger."),
        ),
        subject=_facts(told),
        form=end,
    )
    head = PageHead(question=_("End a service"), path=_path())
    return render(request, PAGE, {"page": head, "confirmation": confirmation})


# --- mail ------------------------------------------------------------------------------------------------------


def outbox(request: HttpRequest) -> HttpResponse:
    """The mail that waits, was sent, or could not be sent."""
    actor = actor_of_request(request)
    shown = kit.Pages.read(request.GET, 10**9)
    mails, total = query.outbox(actor, shown.start, shown.size)
    waiting = query.outbox_waiting()
    table = Table(
        caption=_("Mail"),
        columns=(
            Column(id="subject", label=_("Subject"), kind=Kind.LINK),
            Column(id="to", label=_("To")),
            Column(id="made", label=_("Written"), kind=Kind.DATE),
            Column(id="sent", label=_("Sent"), kind=Kind.DATE),
            Column(id="state", label=_("State"), kind=Kind.STATUS),
        ),
        rows=tuple(
            (Link(label=one.subject, url=reverse("mail", args=(one.id,))), one.to, one.made_at, one.sent_at, one.state)
            for one in mails
        ),
        page=kit.Pages.read(request.GET, total),
        empty=Empty(title=_("No mail yet"), sentence=_("Invitations and other letters stand here, sent or waiting.")),
    )
    head = PageHead(
        question=_("Which mail went out, and which waits?"),
        title=_("Outbox"),
        answer=_("Waiting: %(waiting)d of %(total)d.") % {"waiting": waiting, "total": total},
    )
    notices = () if settings.COMITY_HAS_MAIL_SERVER else (_no_server(),)
    return render(request, PAGE, {"page": head, "notices": notices, "tables": (table,)})


def _no_server() -> Notice:
    return Notice(
        sentence=_("No mail server is set: mail waits here. Set COMITY_SMTP_HOST and start again, then send it."),
        kind="warning",
    )


def mail(request: HttpRequest, mail: int) -> HttpResponse:
    """A mail, without the links that sign somebody in."""
    actor = actor_of_request(request)
    told = query.mail_told(actor, mail)
    facts = (
        Fact(term=_("To"), value=told.to),
        Fact(term=_("Written"), value=told.made_at, kind=Kind.DATE),
        Fact(term=_("Sent"), value=told.sent_at, kind=Kind.DATE),
        *((Fact(term=_("What went wrong"), value=told.failure),) if told.failure else ()),
    )
    hidden = _("The links in it are shown to nobody but its reader: whoever opens one acts as that person.")
    context: dict[str, object] = {
        "page": PageHead(
            question=told.subject, status=told.state, path=(Link(label=_("Outbox"), url=reverse("outbox")),)
        ),
        "notices": (Notice(sentence=hidden),) if told.hides_links else (),
        "facts": facts,
        "letter": told.text,
    }
    if told.sent_at is None and settings.COMITY_HAS_MAIL_SERVER and grants(actor, "outbox.send"):
        context["form"] = Form(
            form=NothingForm(), submit=_("Send it now"), key=form_key(request), url=reverse("mail_send", args=(mail,))
        )
    return render(request, PAGE, context)


def mail_send(request: HttpRequest, mail: int) -> HttpResponse:
    """Hand a mail that waits to the mail server."""
    about_to(request, "outbox.send")
    query.mail_told(actor_of_request(request), mail)
    if not settings.COMITY_HAS_MAIL_SERVER:
        messages.warning(request, str(_no_server().sentence))
    elif deliver(mail):
        messages.success(request, _("The mail server took it."))
    else:
        messages.error(request, _("It was not sent. What went wrong stands beside it."))
    return redirect("mail", mail)


# --- policy ----------------------------------------------------------------------------------------------------


def policy(request: HttpRequest) -> HttpResponse:
    """Who may do what: the table that every page and file asks."""
    told = policy_told(actor_of_request(request))
    columns = (
        Column(id="action", label=_("Action")),
        Column(id="binds", label=_("Binds")),
        *(Column(id=f"role-{at}", label=role) for at, role in enumerate(told.roles)),
    )
    rows = tuple((one.words, _("yes") if one.binds else "", *one.granted) for one in told.actions)
    table = Table(caption=_("What is granted"), columns=columns, rows=rows, csv_url=reverse("policy_csv"))
    said = _("%(actions)d actions, %(roles)d roles. What the table does not grant is denied, on every page and file.")
    head = PageHead(
        question=_("Who may do and see what?"),
        title=_("Policy"),
        answer=said % {"actions": len(told.actions), "roles": len(told.roles)},
    )
    binds = _("Before an act that binds, a person confirms who they are.")
    return render(request, PAGE, {"page": head, "notices": (Notice(sentence=binds),), "tables": (table,)})


def policy_csv(request: HttpRequest) -> HttpResponse:
    """The policy as CSV."""
    told = policy_told(actor_of_request(request))
    header = (_("Action"), _("Name"), _("Binds"), *told.roles)
    rows = [(one.words, one.action, _("yes") if one.binds else _("no"), *one.granted) for one in told.actions]
    return csv_answer("policy", header, rows, example=False)  # the policy itself is not invented


PAGES = (
    Page(at="people/", name="people", may="person.list", view=people),
    Page(at="people/people.csv", name="people_csv", may="person.list", view=people_csv),
    Page(at="people/invite/", name="person_invite", may="person.invite", view=invite, methods=FORM),
    Page(
        at="people/invitations/<str:invitation>/",
        name="invitation_shown",
        may="person.list",
        view=invitation_shown,
        methods=FORM,
    ),
    Page(at="people/services/<str:service>/", name="service", may="person.list", view=service),
    Page(
        at="people/services/<str:service>/term/",
        name="service_term",
        may="person.change_term",
        view=service_term,
        methods=FORM,
    ),
    Page(
        at="people/services/<str:service>/end/",
        name="service_end",
        may="person.end_service",
        view=service_end,
        methods=FORM,
    ),
    Page(at="outbox/", name="outbox", may="outbox.see", view=outbox),
    Page(at="outbox/<int:mail>/", name="mail", may="outbox.see", view=mail),
    Page(at="outbox/<int:mail>/send/", name="mail_send", may="outbox.send", view=mail_send, methods=POST),
    Page(at="policy/", name="policy", may="policy.see", view=policy),
    Page(at="policy/policy.csv", name="policy_csv", may="policy.see", view=policy_csv),
)
