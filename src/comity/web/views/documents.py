"""Pages of documents: the list, and a document."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.app.actor import Actor
from comity.app.commands.documents import Register
from comity.app.policy import grants
from comity.app.queries import documents as query
from comity.app.queries.around import around
from comity.core.values import Language, in_language
from comity.web.acting import about_to, form_key, tried
from comity.web.exports import csv_answer
from comity.web.forms import RegisterForm
from comity.web.kit import (
    Act,
    Column,
    Empty,
    Fact,
    Filters,
    Form,
    InLanguage,
    Kind,
    LanguageNote,
    Link,
    PageHead,
    Pages,
    Sort,
    Table,
)
from comity.web.kit.marks import CLASSIFICATIONS
from comity.web.kit.tables import address
from comity.web.languages import own_name
from comity.web.moments import day as written_day
from comity.web.pages import FORM, Page
from comity.web.request import actor_of_request, language_of_request, now

KINDS = {"decision": gettext_lazy("Decision"), "reference": gettext_lazy("Reference")}
COLUMNS = (
    Column(id="symbol", label=gettext_lazy("Symbol"), kind=Kind.LINK, sortable=True),
    Column(id="title", label=gettext_lazy("Title")),
    Column(id="kind", label=gettext_lazy("Kind"), sortable=True),
    Column(id="date", label=gettext_lazy("Date"), kind=Kind.DATE, sortable=True),
    Column(id="body", label=gettext_lazy("Body")),
    Column(id="classification", label=gettext_lazy("Who may read it")),
)
MOST_ROWS_OF_A_FILE = 100_000


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    words = forms.CharField(label=gettext_lazy("Symbol or title"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *KINDS.items()]
    )


def _wanted(request: HttpRequest) -> tuple[query.Wanted, Sort]:
    sort = Sort.read(request.GET.dict(), COLUMNS, Sort(column="date", descending=True))
    kind, words = request.GET.get("kind", ""), request.GET.get("words", "")[:100]
    return query.Wanted(kind=kind, words=words, order=str(sort)), sort


def listed(request: HttpRequest) -> HttpResponse:
    """The documents that the reader may read."""
    actor, language = actor_of_request(request), language_of_request()
    wanted, sort = _wanted(request)
    parameters = request.GET.dict()
    page = Pages.read(parameters, query.number_of(actor, wanted))
    found = query.documents(actor, replace(wanted, start=page.start, number=page.size), language)
    narrowed = bool(wanted.kind or wanted.words)
    table = Table(
        caption=_("Documents"),
        columns=COLUMNS,
        rows=tuple(
            (
                Link(label=one.symbol, url=reverse("document", args=(one.id,))),
                _in(one.title, one.title_language, language),
                KINDS[one.kind],
                one.date,
                one.body,
                CLASSIFICATIONS[one.classification].word,
            )
            for one in found
        ),
        sort=sort,
        page=page,
        parameters=parameters,
        csv_url=reverse("documents_csv") + address({name: parameters[name] for name in parameters if name != "page"}),
        empty=_empty(narrowed=narrowed),
    )
    head = PageHead(
        question=_("Which documents are there?"),
        title=_("Documents"),
        answer=ngettext("%(count)d document that you may read.", "%(count)d documents that you may read.", page.total)
        % {"count": page.total},
        acts=_offered(actor),
    )
    form = FilterForm({"words": wanted.words, "kind": wanted.kind})
    filters = Filters(form=form, clear_url=reverse("documents"), narrowed=narrowed)
    return render(request, "web/documents/list.html", {"page": head, "filters": filters, "documents": table})


def register(request: HttpRequest) -> HttpResponse:
    """A form that registers a reference to a text."""
    about_to(request, "document.register")
    form = RegisterForm(request.POST or None, lists=query.registrable(language_of_request(), now().date()))
    if request.method == "POST" and form.is_valid():
        done = tried(request, form, Register(**form.cleaned_data))
        if done is not None:
            messages.success(request, _("Registered as %(symbol)s.") % {"symbol": done.outcome["symbol"]})
            return redirect("document", done.subject)
    head = PageHead(
        question=_("Which text is registered, and where is it found?"),
        title=_("Register a reference"),
        answer=_("The reference enters the ledger and stays there; the text itself is not kept here."),
        path=_path(),
    )
    shown_form = Form(
        form=form, submit=_("Register"), key=form_key(request), cancel=Link(label=_("Cancel"), url=reverse("documents"))
    )
    return render(request, "web/documents/register.html", {"page": head, "form": shown_form})


def _path() -> tuple[Link, ...]:
    return (Link(label=_("Documents"), url=reverse("documents")),)


def _offered(actor: Actor) -> tuple[Act, ...]:
    """What the reader may do on the list."""
    library = Act(label=_("Library"), url=reverse("library"), icon="folder2-open")
    if not grants(actor, "document.register"):
        return (library,)
    label = _("Register a reference")
    return (Act(label=label, url=reverse("document_register"), icon="file-earmark-plus", primary=True), library)


def _empty(*, narrowed: bool) -> Empty:
    if narrowed:
        act = Act(label=_("Show all"), url=reverse("documents"))
        return Empty(title=_("Nothing fits"), sentence=_("No document fits what the list is narrowed to."), act=act)
    act = Act(label=_("See what is before the bodies"), url=reverse("decisions"))
    sentence = _(
        "A decision stands here, with symbol and date, once the chair has announced that it is adopted; "
        "and each text to which the secretariat registers a reference."
    )
    return Empty(title=_("No document yet"), sentence=sentence, act=act)


def _in(text: str, language: str, of_page: Language) -> InLanguage | str:
    return text if language == of_page else InLanguage(text=text, language=language)


def listed_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, all its rows."""
    actor, language = actor_of_request(request), language_of_request()
    wanted, _sort = _wanted(request)
    rows = [
        (
            one.symbol,
            one.title,
            str(KINDS[one.kind]),
            one.date.isoformat(),
            one.body,
            str(CLASSIFICATIONS[one.classification].word),
        )
        for one in query.documents(actor, replace(wanted, number=MOST_ROWS_OF_A_FILE), language)
    ]
    header = [str(column.label) for column in COLUMNS]
    return csv_answer("documents", header, rows, example=around(actor, language).example)


def shown(request: HttpRequest, document: str) -> HttpResponse:
    """A document: its texts, each with what its language version is."""
    actor, language = actor_of_request(request), language_of_request()
    found = query.document(actor, document, language)
    head = PageHead(
        question=in_language(found.title, language),
        title=found.symbol,
        answer=_answer(found),
        symbol=found.symbol,
        classification=found.classification,
        path=_path(),
    )
    proposal = found.proposal
    link = Link(label=proposal[1], url=reverse("proposal", args=(proposal[0],))) if proposal else None
    facts = (
        Fact(term=_("Date"), value=found.date, kind=Kind.DATE),
        Fact(term=_("Body"), value=found.body),
        Fact(term=_("Matter"), value=found.matter),
        Fact(term=_("Adopted on the proposal"), value=link, kind=Kind.LINK),
        Fact(term=_("Where it is found"), value=found.source),
    )
    shown_facts = tuple(one for one in facts if one.value)
    return render(
        request, "web/documents/document.html", {"page": head, "facts": shown_facts, "texts": _texts(found, language)}
    )


def _answer(found: query.ShownDocument) -> str:
    if found.kind == "decision":
        return _("%(body)s: adopted on %(day)s.") % {"body": found.body, "day": written_day(found.date)}
    return _("A reference: the text itself stands elsewhere.")


def _texts(found: query.ShownDocument, language: Language) -> list[dict[str, object]]:
    """The language versions, the reader's first."""
    return [
        {
            "language": tag,
            "name": own_name(tag),
            "title": in_language(found.title, tag),
            "text": text,
            "note": LanguageNote(language=own_name(tag), version=found.versions[tag])
            if tag in found.versions
            else None,
        }
        for tag, text in sorted(found.texts.items(), key=lambda pair: pair[0] != language)
    ]


PAGES = (
    Page(at="documents/", name="documents", may="document.see", view=listed),
    Page(at="documents/documents.csv", name="documents_csv", may="document.see", view=listed_csv),
    Page(at="documents/register/", name="document_register", may="document.register", view=register, methods=FORM),
    Page(at="documents/<slug:document>/", name="document", may="document.see", view=shown),
)
