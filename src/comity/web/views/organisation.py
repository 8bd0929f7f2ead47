"""Pages of the organisation: standings and bodies on a day, the charter, its versions and how they differ."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.app.errors import NotThere
from comity.app.policy import grants
from comity.app.queries import organisation as query
from comity.core.values import Language
from comity.web.charter_parts import changes_of, lines_of, note_of, sections_of
from comity.web.exports import csv_answer
from comity.web.kit import Act, Column, Empty, Fact, Kind, Link, Notice, PageHead, Tab, Table
from comity.web.moments import day as written_day
from comity.web.pages import Page
from comity.web.request import actor_of_request, language_of_request, now
from comity.web.views import adoption, library

DENSE_FROM = 31
"""From so many delegations on the tiles are small."""


class DayForm(forms.Form):
    """The day on which the organisation is looked at."""

    on = forms.DateField(
        label=gettext_lazy("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    view = forms.CharField(required=False, widget=forms.HiddenInput)


class CompareForm(forms.Form):
    """Two charters that are held against each other."""

    old = forms.ChoiceField(label=gettext_lazy("Before"))
    new = forms.ChoiceField(label=gettext_lazy("After"))

    def with_charters(self, choices: Iterable[tuple[str, str]]) -> "CompareForm":
        """The form with its choices."""
        listed = list(choices)
        for name in ("old", "new"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = listed
        return self


# --- the organisation on a day ---------------------------------------------------------------------------------


def standings(request: HttpRequest) -> HttpResponse:
    """Who has which standing on a day, and who sits where."""
    language, today = language_of_request(), now().date()
    on, form = _day_asked(request, today)
    found = query.organisation(on, language)
    if found is None:
        return no_organisation(request, _("Who is in the organisation, and who decides?"))
    head = PageHead(
        question=_("Who is in %(name)s, and who decides?") % {"name": found.name},
        title=_("Organisation"),
        answer=_answer(found),
        acts=(
            Act(label=_("Read the charter"), url=reverse("charter"), icon="book", primary=True),
            Act(label=_("What would another rule have done?"), url=reverse("whatif"), icon="graph-up"),
            Act(label=_("Precedents"), url=reverse("precedents"), icon="archive"),
            Act(label=_("Library"), url=reverse("library"), icon="folder2-open"),
        ),
    )
    tiles = request.GET.get("view") == "tiles"
    shown = {
        "page": head,
        "day": form,
        "other_day": on != today,
        "notice": _beyond(found),
        "tabs": _views(request, tiles=tiles),
        "delegations": None if tiles else _delegations(found, reverse("organisation_csv") + f"?on={on.isoformat()}"),
        "tiles": found.holders if tiles else (),
        "dense": len(found.holders) >= DENSE_FROM,
        "bodies": _bodies(found),
        "changed": tuple(Link(label=written_day(one), url=f"?on={one.isoformat()}") for one in found.changed),
    }
    return render(request, "web/organisation/standings.html", shown)


def _day_asked(request: HttpRequest, today: date) -> tuple[date, DayForm]:
    """The day, today where none is asked for or what was asked for is no day; then the form says so."""
    form = DayForm({"on": request.GET.get("on") or today.isoformat(), "view": request.GET.get("view", "")})
    return (form.cleaned_data.get("on") or today if form.is_valid() else today), form


def _answer(found: query.OrganisationOnDay) -> str:
    each = "; ".join(f"{name}: {count}" for name, count in found.counts)
    bodies = ngettext("%(count)d body", "%(count)d bodies", len(found.bodies)) % {"count": len(found.bodies)}
    if not each:
        return _("On %(day)s nobody had a standing; %(bodies)s.") % {"day": written_day(found.on), "bodies": bodies}
    return _("On %(day)s — %(each)s; %(bodies)s.") % {"day": written_day(found.on), "each": each, "bodies": bodies}


def _beyond(found: query.OrganisationOnDay) -> Notice | None:
    until = found.known_until
    if until is None or found.on <= until.last:
        return None
    sentence = _("The facts of the charter were gathered up to %(day)s; what came later is not known to it.")
    return Notice(sentence=sentence % {"day": written_day(until.last)}, kind="warning")


def _views(request: HttpRequest, *, tiles: bool) -> tuple[Tab, ...]:
    on = request.GET.get("on", "")
    kept = f"on={on}&" if on[:4].isdigit() and len(on) == len("2026-01-01") else ""
    return (
        Tab(label=_("As a list"), url=f"?{kept}view=list", current=not tiles),
        Tab(label=_("As tiles"), url=f"?{kept}view=tiles", current=tiles),
    )


def _delegations(found: query.OrganisationOnDay, csv_url: str) -> Table:
    """The delegations; what is stated of nobody has no column."""
    columns = (
        Column(id="name", label=_("Delegation")),
        Column(id="standing", label=_("Standing")),
        Column(id="since", label=_("Since"), kind=Kind.DATE),
        Column(id="until", label=_("Until"), kind=Kind.DATE),
        Column(id="right", label=_("Voting right")),
        Column(id="article", label=_("Source")),
    )
    rows = [
        (one.name, one.standing, one.since, one.until, _("suspended") if one.votes_suspended else None, one.article)
        for one in found.holders
    ]
    stated = [at for at in range(len(columns)) if any(row[at] is not None for row in rows)]
    empty = Empty(
        title=_("Nobody on this day"),
        sentence=_("Delegations stand here from the day on which the charter gives them a standing."),
        act=Act(label=_("Show today"), url=reverse("organisation")),
    )
    return Table(
        caption=_("Delegations, in the charter's order"),
        columns=tuple(columns[at] for at in stated),
        rows=tuple(tuple(row[at] for at in stated) for row in rows),
        empty=empty,
        csv_url=csv_url,
    )


def _bodies(found: query.OrganisationOnDay) -> Table:
    columns = (
        Column(id="body", label=_("Body"), kind=Kind.LINK),
        Column(id="parent", label=_("Under")),
        Column(id="seats", label=_("Seats"), kind=Kind.NUMBER),
        Column(id="who", label=_("Who sits")),
        Column(id="chair", label=_("Chair")),
        Column(id="matters", label=_("Matters"), kind=Kind.NUMBER),
    )
    rows = tuple(
        (
            Link(label=one.name, url=reverse("body", args=(one.id,)) + f"?on={found.on.isoformat()}"),
            one.parent,
            None if one.more is None else len(one.seats) + one.more,
            _listed(one.seats),
            ", ".join(one.chairs),
            one.matters,
        )
        for one in found.bodies
    )
    return Table(caption=_("Bodies"), columns=columns, rows=rows, caption_hidden=True)


SHOWN_SEATS = 12
"""How many who sit in a body a table names; the body's own page names all."""


def _listed(names: tuple[str, ...]) -> str:
    if len(names) <= SHOWN_SEATS:
        return ", ".join(names)
    form = ngettext("and %(count)d more", "and %(count)d more", len(names) - SHOWN_SEATS)
    return f"{', '.join(names[:SHOWN_SEATS])} {form % {'count': len(names) - SHOWN_SEATS}}"


def delegations_csv(request: HttpRequest) -> HttpResponse:
    """The delegations of a day as a file."""
    on, _form = _day_asked(request, now().date())
    found = query.organisation(on, language_of_request())
    if found is None:
        raise NotThere("organisation")
    header = [_("Delegation"), _("Standing"), _("Since"), _("Until"), _("Voting right"), _("Source")]
    rows = [
        (
            one.name,
            one.standing,
            str(one.since or ""),
            str(one.until or ""),
            _("suspended") if one.votes_suspended else "",
            one.article,
        )
        for one in found.holders
    ]
    return csv_answer(f"delegations-{on.isoformat()}", header, rows, example=found.example)


def body(request: HttpRequest, body: str) -> HttpResponse:
    """What a body may decide, how, and who sits in it."""
    language, today = language_of_request(), now().date()
    on, form = _day_asked(request, today)
    found = query.body(body, on, language)
    on_day = found.on_day
    matters = sum(len(one.matters) for one in found.told.decided)
    answer = _("It does not exist on %(day)s.") % {"day": written_day(on)}
    if on_day is not None:
        seats = len(on_day.seats) + (on_day.more or 0)
        answer = _("On %(day)s: %(seats)s; it decides %(matters)s.") % {
            "day": written_day(on),
            "seats": ngettext("%(count)d seat", "%(count)d seats", seats) % {"count": seats},
            "matters": ngettext("%(count)d matter", "%(count)d matters", matters) % {"count": matters},
        }
    head = PageHead(
        question=_("What does the %(body)s decide, and how?") % {"body": found.told.name},
        title=found.told.name,
        answer=answer,
        path=_path(),
        acts=(Act(label=_("Decisions of this body"), url=f"{reverse('decisions')}?body={body}", icon="check2-square"),),
    )
    facts = (
        Fact(term=_("Chair"), value=", ".join(on_day.chairs) if on_day else None),
        Fact(term=_("Who sits"), value=", ".join(on_day.seats) if on_day else None),
    )
    shown = {
        "page": head,
        "day": form,
        "other_day": on != today,
        "facts": facts,
        "about": lines_of(_("What it is"), found.told.lines),
        "rules": _rules(found),
        "undecided": found.told.undecided,
    }
    return render(request, "web/organisation/body.html", shown)


def _rules(found: query.ShownBody) -> Table:
    """A row for each way of deciding: the matters that are decided in it, the rule in sentences, the articles."""
    columns = (
        Column(id="matter", label=_("Matters")),
        Column(id="number", label=_("How many"), kind=Kind.NUMBER),
        Column(id="rule", label=_("How they are decided")),
        Column(id="article", label=_("Article")),
    )
    rows = tuple(
        ("; ".join(one.matters), len(one.matters), one.line.sentence, "; ".join(one.line.articles))
        for one in found.told.decided
    )
    empty = Empty(
        title=_("It decides nothing"),
        sentence=_("The matters for which the charter makes a body competent stand here."),
    )
    return Table(
        caption=_("Matters, and the rule of each"), columns=columns, rows=rows, empty=empty, caption_hidden=True
    )


# --- the charter -----------------------------------------------------------------------------------------------


def charter(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The charter in sentences, its articles beside them."""
    try:
        found = query.charter(language_of_request(), number)
    except NotThere:
        if number is not None:
            raise
        return no_organisation(request, _("What does the charter say?"))
    head = PageHead(
        question=_("What does the charter say?"),
        title=found.title,
        answer=_("%(title)s, version %(number)d, in force from %(day)s.")
        % {"title": found.title, "number": found.number, "day": written_day(found.in_force_from)},
        path=_path(),
        acts=(Act(label=_("Versions and differences"), url=reverse("charter_versions"), icon="file-diff"),),
    )
    shown = {"page": head, "note": note_of(found.note), "sections": sections_of(found.parts)}
    return render(request, "web/organisation/charter.html", shown)


def versions(request: HttpRequest) -> HttpResponse:
    """The versions of the charter, and how two charters differ."""
    language = language_of_request()
    try:
        found = query.versions(language)
    except NotThere:
        return no_organisation(request, _("Which versions has the charter, and how do they differ?"))
    asked = {name: request.GET[name] for name in ("old", "new") if name in request.GET}
    form = CompareForm(asked or None, initial=_first_pair(found)).with_charters(found.choices)
    differing = _difference(form, language) if asked and form.is_valid() else None
    head = PageHead(
        question=_("Which versions has the charter, and how do they differ?"),
        title=_("Versions of the charter"),
        answer=_versions_answer(found, differing),
        acts=_offered(request),
        path=(*_path(), Link(label=_("Charter"), url=reverse("charter"))),
    )
    shown = {"page": head, "versions": _versions(found), "form": form, "differences": differing}
    return render(request, "web/organisation/versions.html", shown)


def _offered(request: HttpRequest) -> tuple[Act, ...]:
    if not grants(actor_of_request(request), "charter.adopt_version"):
        return ()
    return (Act(label=_("Adopt a further version"), url=reverse("charter_adopt"), icon="upload", primary=True),)


def _first_pair(found: query.Versions) -> dict[str, str]:
    """What the form proposes: the version before against the one in use, else one that ships against it."""
    numbers = [str(one.number) for one in found.listed]
    others = [key for key, _name in found.choices if key not in numbers]
    before = numbers[1] if len(numbers) > 1 else next(iter(others), numbers[0])
    return {"old": before, "new": numbers[0]}


def _versions_answer(found: query.Versions, differing: Table | None) -> str:
    if differing is not None:
        count = len(differing.rows)
        return ngettext("They differ in %(count)d place.", "They differ in %(count)d places.", count) % {"count": count}
    count = len(found.listed)
    return ngettext("%(count)d version is kept.", "%(count)d versions are kept.", count) % {"count": count}


def _versions(found: query.Versions) -> Table:
    columns = (
        Column(id="number", label=_("Version"), kind=Kind.LINK),
        Column(id="title", label=_("Title")),
        Column(id="from", label=_("In force from"), kind=Kind.DATE),
        Column(id="state", label=_("State"), kind=Kind.STATUS),
        Column(id="hash", label="SHA-256"),
    )
    rows = tuple(
        (
            Link(label=str(one.number), url=reverse("charter_version", args=(one.number,))),
            one.title,
            one.in_force_from,
            "in_force" if one.in_use else "superseded",
            one.sha256,
        )
        for one in found.listed
    )
    return Table(caption=_("Versions"), columns=columns, rows=rows, caption_hidden=True)


def _difference(form: CompareForm, language: Language) -> Table:
    return changes_of(query.difference(form.cleaned_data["old"], form.cleaned_data["new"], language).changes)


# --- around ----------------------------------------------------------------------------------------------------


def _path() -> tuple[Link, ...]:
    return (Link(label=_("Organisation"), url=reverse("organisation")),)


def no_organisation(request: HttpRequest, question: str) -> HttpResponse:
    """The page that stands in place of another until an organisation is made."""
    head = PageHead(question=question, answer=_("No organisation has been made here yet."))
    return render(request, "web/organisation/none.html", {"page": head})


PAGES = (
    Page(at="organisation/", name="organisation", may="organisation.see", view=standings),
    Page(at="organisation/delegations.csv", name="organisation_csv", may="organisation.see", view=delegations_csv),
    Page(at="organisation/bodies/<slug:body>/", name="body", may="organisation.see", view=body),
    Page(at="organisation/charter/", name="charter", may="organisation.see", view=charter),
    Page(at="organisation/charter/versions/", name="charter_versions", may="organisation.see", view=versions),
    Page(
        at="organisation/charter/versions/<int:number>/", name="charter_version", may="organisation.see", view=charter
    ),
    *adoption.PAGES,
    *library.PAGES,
)
