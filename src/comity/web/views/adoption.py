"""The page on which a further version of the charter is adopted: its file, what it changes, the act."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.app.commands.organisation import AdoptVersion, faults_of_day
from comity.app.errors import Unfit
from comity.app.queries import adoption as query
from comity.web.acting import about_to, form_key, tried
from comity.web.charter_parts import changes_of
from comity.web.forms import add_faults
from comity.web.kit import (
    Column,
    Confirmation,
    Conflict,
    Difference,
    Fact,
    Form,
    InLanguage,
    Kind,
    Link,
    PageHead,
    Table,
)
from comity.web.moments import day as written_day
from comity.web.pages import FORM, Page
from comity.web.request import actor_of_request, language_of_request, now, version_seen

ENDINGS = (".yaml", ".yml", ".json")


def _day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("First day in force"),
        help_text=gettext_lazy("Today, or an earlier day; not before the version in use is in force."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class UploadForm(forms.Form):
    """The file of the charter, and since when it is in force."""

    file = forms.FileField(
        label=gettext_lazy("Charter file"),
        help_text=gettext_lazy("A YAML file, as `comity charter check` reads it."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    in_force_from = _day()

    def clean_file(self) -> query.ReadCharter:
        """What was read; a file that is too large, or none of a charter by its name, is not looked into."""
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("“%(name)s” is no charter file by its name. Choose one that ends in: %(endings)s.")
                % {"name": file.name, "endings": ", ".join(ENDINGS)}
            )
        if file.size > query.LARGEST_CHARTER:
            raise forms.ValidationError(
                _("The file has %(size)s. Choose one of at most %(most)s.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(query.LARGEST_CHARTER)}
            )
        return query.read_charter(file.read())


class DocumentInput(forms.HiddenInput):
    """A whole document, sent as it is: written as an address writes it, Chinese takes nine signs for one."""

    needs_multipart_form = True


class AdoptForm(forms.Form):
    """The charter that was read, once more for the act; and since when it is in force."""

    charter = forms.CharField(widget=DocumentInput)
    in_force_from = _day()


def adopt(request: HttpRequest) -> HttpResponse:
    """Take the file of a charter, show what it changes, adopt it once that is confirmed."""
    about_to(request, "charter.adopt_version")
    if request.method == "POST" and "charter" in request.POST:
        return _adopt(request)
    before = query.in_use(language_of_request())
    today = now().date()
    form = UploadForm(request.POST or None, request.FILES or None, initial={"in_force_from": today})
    read = None
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["file"]
        faults = tuple(faults_of_day(form.cleaned_data["in_force_from"], today, before.in_force_from))
        if faults:
            add_faults(form, Unfit(*faults))
        if not read.document:
            form.add_error("file", _wrong(len(read.findings)))
        if form.is_valid():
            given = {"charter": read.document, "in_force_from": form.cleaned_data["in_force_from"]}
            return _preview(request, AdoptForm(initial=given), read.document, _findings(read))
    head = PageHead(
        question=_("Which version of the charter is adopted?"),
        title=_("Adopt a version of the charter"),
        answer=_(
            "In use since %(day)s: version %(number)d, %(title)s. What a further one changes is shown before the act."
        )
        % {"number": before.number, "title": before.title, "day": written_day(before.in_force_from)},
        path=_path(),
    )
    shown = Form(form=form, submit=_("Show what it changes"), key=form_key(request), cancel=_leave())
    tables = tuple(filter(None, (_findings(read),)))
    return render(request, "web/organisation/adopt.html", {"page": head, "form": shown, "tables": tables})


def _wrong(count: int) -> str:
    text = ngettext(
        "%(count)d thing is wrong in the file: it stands below, with its line and what mends it.",
        "%(count)d things are wrong in the file: they stand below, each with its line and what mends it.",
        count,
    )
    return text % {"count": count}


def _adopt(request: HttpRequest) -> HttpResponse:
    """The act itself."""
    form = AdoptForm(request.POST)
    document = request.POST["charter"]
    if form.is_valid():
        command = AdoptVersion(
            charter=document, in_force_from=form.cleaned_data["in_force_from"], seen=version_seen(request)
        )
        done = tried(request, form, command)
        if done is not None:
            number = done.outcome["number"]
            messages.success(request, _("Version %(number)d of the charter is in use.") % {"number": number})
            return redirect(f"{reverse('charter_versions')}?old={number - 1}&new={number}#compare")
    return _preview(request, form, document, None)


def _preview(request: HttpRequest, form: AdoptForm, document: str, findings: Table | None) -> HttpResponse:
    """What the version changes and touches, and the act that adopts it."""
    try:
        found = query.adoption(actor_of_request(request), document, language_of_request(), now().date())
    except Unfit:  # the document was changed on its way: begin again with the file
        messages.error(request, _("The charter could not be read any more. Choose its file once more."))
        return redirect("charter_adopt")
    head = PageHead(
        question=_("Is this version of the charter adopted?"),
        title=_("Adopt a version of the charter"),
        answer=_answer(found),
        path=_path(),
    )
    is_stale = form.is_bound and version_seen(request) != found.before.seen
    shown = Form(
        form=form,
        submit=_("Adopt this version"),
        key=form_key(request),
        version=found.before.seen,
        cancel=_leave(),
        conflict=_both(form, found) if is_stale else None,
        danger=True,
    )
    confirmation = Confirmation(
        question=_("Adopt version %(number)d?") % {"number": found.before.number + 1},
        consequences=_consequences(found),
        subject=(
            Fact(term=_("Title"), value=found.title),
            Fact(term=_("In place of"), value=_named(found.before)),
        ),
        form=shown,
    )
    tables = tuple(filter(None, (changes_of(found.changes), _touched(found), findings)))
    return render(
        request, "web/organisation/adopt.html", {"page": head, "tables": tables, "confirmation": confirmation}
    )


def _answer(found: query.Adoption) -> str:
    count = len(found.changes)
    text = ngettext(
        "It differs from the version in use in %(count)d place.",
        "It differs from the version in use in %(count)d places.",
        count,
    )
    return text % {"count": count}


def _named(before: query.InUse) -> str:
    return _("%(title)s, version %(number)d, in force from %(day)s.") % {
        "title": before.title,
        "number": before.number,
        "day": written_day(before.in_force_from),
    }


def _consequences(found: query.Adoption) -> tuple[str, ...]:
    text = ngettext(
        "%(count)d proposal that is not put yet will be put under this version.",
        "%(count)d proposals that are not put yet will be put under this version.",
        found.to_be_put,
    )
    waiting = (text % {"count": found.to_be_put},) if found.to_be_put else ()
    return (
        _("Standings, bodies and rules follow this version from its first day in force on; days before keep theirs."),
        _("What was put to a body is finished under the version under which it was put."),
        *waiting,
        _("The version before is kept. To go back to it, it is adopted anew."),
    )


def _both(form: AdoptForm, found: query.Adoption) -> Conflict | None:
    """What was sent beside what another officer adopted meanwhile."""
    before = found.before
    if before.adopted_at is None:
        return None
    day = form.cleaned_data.get("in_force_from")
    yours = {_("Title"): (found.title, before.title)}
    yours[_("First day in force")] = (written_day(day) if day else "", written_day(before.in_force_from))
    return Conflict(
        by=before.adopted_by,
        at=before.adopted_at,
        differences=tuple(Difference.between(label, *pair) for label, pair in yours.items()),
    )


def _findings(read: query.ReadCharter | None) -> Table | None:
    """What was found in the file, line by line; it is said in the language of the files."""
    if read is None or not read.findings:
        return None
    columns = (
        Column(id="line", label=_("Line"), kind=Kind.NUMBER),
        Column(id="fact", label=_("What is wrong") if not read.document else _("What was not checked")),
        Column(id="cure", label=_("What mends it")),
    )
    rows = tuple(
        (one.line, InLanguage(text=_sentence(one.fact), language="en"), InLanguage(text=one.cure, language="en"))
        for one in read.findings
    )
    return Table(caption=_("Found in the file"), columns=columns, rows=rows)


def _sentence(fact: str) -> str:
    return fact[:1].upper() + fact[1:]


BECOMES: Mapping[str, tuple[str, Promise]] = {
    "put": ("proposal", gettext_lazy("It is finished under the version under which it was put.")),
    "cannot_be_put": (
        "proposal",
        gettext_lazy("It can't be put any more, for the body may not decide this matter: it has to be withdrawn."),
    ),
    "no_post": (
        "service",
        gettext_lazy("The new version has no such post: the service is ended once nothing is under way in it."),
    ),
}
"""What is touched: its page, and what becomes of it."""


def _touched(found: query.Adoption) -> Table | None:
    if not found.touched:
        return None
    columns = (
        Column(id="what", label=_("What is touched"), kind=Kind.LINK),
        Column(id="about", label=_("Body or role")),
        Column(id="becomes", label=_("What becomes of it")),
    )
    rows = tuple(
        (Link(label=one.label, url=reverse(page, args=(one.id,))), one.about, becomes)
        for one in found.touched
        for page, becomes in (BECOMES[one.kind],)
    )
    return Table(caption=_("What it touches"), columns=columns, rows=rows)


def _path() -> tuple[Link, ...]:
    return (
        Link(label=_("Organisation"), url=reverse("organisation")),
        Link(label=_("Versions of the charter"), url=reverse("charter_versions")),
    )


def _leave() -> Link:
    return Link(label=_("Cancel"), url=reverse("charter_versions"))


PAGES = (
    Page(
        at="organisation/charter/versions/adopt/",
        name="charter_adopt",
        may="charter.adopt_version",
        view=adopt,
        methods=FORM,
    ),
)
