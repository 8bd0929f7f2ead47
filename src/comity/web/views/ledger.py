"""Pages of the ledger: entries, one entry with its receipt, my receipts, the head of today, verification."""

import json
from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.app.ledger_words import VERBS
from comity.app.policy import may_at_all
from comity.app.queries import ledger as query
from comity.core.values import Refused
from comity.formats.ledger_documents import checkpoint_from
from comity.web.acting import form_key
from comity.web.exports import csv_answer
from comity.web.kit import (
    Act,
    Column,
    Empty,
    Fact,
    Filters,
    Form,
    Kind,
    Link,
    Notice,
    PageHead,
    Pages,
    Receipt,
    Tab,
    Table,
)
from comity.web.pages import FORM, Page
from comity.web.request import actor_of_request, language_of_request

LONGEST_FILE = 64 * 1024
SHORT = 16
GROUP = 8

COLUMNS = (
    Column(id="entry", label=gettext_lazy("Entry"), kind=Kind.LINK),
    Column(id="act", label=gettext_lazy("What was done")),
    Column(id="by", label=gettext_lazy("By")),
    Column(id="about", label=gettext_lazy("About"), kind=Kind.LINK),
    Column(id="at", label=gettext_lazy("When"), kind=Kind.DATE),
    Column(id="receipt", label=gettext_lazy("Receipt"), kind=Kind.LINK),
)
FINDINGS = (
    Column(id="fact", label=gettext_lazy("What was found")),
    Column(id="place", label=gettext_lazy("Where")),
    Column(id="cure", label=gettext_lazy("What to do")),
)


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    verb = forms.ChoiceField(
        label=gettext_lazy("What was done"), required=False, choices=[("", gettext_lazy("All")), *VERBS.items()]
    )
    from_day = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_day = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    own = forms.BooleanField(label=gettext_lazy("Only mine and my delegation's"), required=False)


class CheckpointForm(forms.Form):
    """A checkpoint to which the ledger is held; without one it is held to itself."""

    checkpoint = forms.FileField(
        label=gettext_lazy("Checkpoint or receipt"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("A file that you kept: it shows any change since it was signed. You may leave it out."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )


def listed(request: HttpRequest) -> HttpResponse:
    """The entries that the reader may see."""
    form, wanted = _asked(request)
    found = query.entries(actor_of_request(request), wanted, language_of_request())
    state = query.state()
    answer = ngettext(
        "%(count)d entry that you may read; the ledger has %(size)d.",
        "%(count)d entries that you may read; the ledger has %(size)d.",
        found.total,
    )
    head = PageHead(
        question=_("What was done, by whom, and when?"),
        title=_("Ledger"),
        answer=answer % {"count": found.total, "size": state.size},
        acts=_acts(request),
    )
    csv_url = f"{reverse('ledger_csv')}?{urlencode(request.GET.dict())}"
    empty = Empty(title=_("No entry here"), sentence=_("Every act that you may read of stands here once it is done."))
    filters = Filters(form=form, clear_url=reverse("ledger"), narrowed=any(request.GET.dict().values()))
    context = {
        "page": head,
        "tabs": _tabs(request, "ledger"),
        "filters": filters,
        "table": _table(_("Entries"), found, request, csv_url, empty),
        "facts": _facts(state),
    }
    return render(request, "web/ledger/list.html", context)


def mine(request: HttpRequest) -> HttpResponse:
    """Receipts of what the reader and their delegations did."""
    _form, wanted = _asked(request)
    found = query.receipts(actor_of_request(request), wanted, language_of_request())
    answer = ngettext(
        "%(count)d act of yours or of your delegation, with its receipt.",
        "%(count)d acts of yours or of your delegation, each with its receipt.",
        found.total,
    )
    head = PageHead(
        question=_("How do I prove what I did?"),
        title=_("My receipts"),
        answer=answer % {"count": found.total},
        path=(Link(label=_("Ledger"), url=reverse("ledger")),),
    )
    empty = Empty(title=_("No receipt yet"), sentence=_("Once you have acted, the receipt stands here."))
    context = {
        "page": head,
        "tabs": _tabs(request, "ledger_receipts"),
        "table": _table(_("My receipts"), found, request, None, empty),
        "facts": _facts(query.state()),
        "notice": Notice(
            sentence=_(
                "Keep receipts where the organisation can't reach them. Each proves your act, offline, and is a "
                "witness of the whole ledger as it was then."
            )
        ),
    }
    return render(request, "web/ledger/receipts.html", context)


def shown(request: HttpRequest, sequence: int) -> HttpResponse:
    """One entry: what it records, and its canonical content."""
    found = query.entry(actor_of_request(request), sequence, language_of_request())
    one, state = found.listed, query.state()
    head = PageHead(
        question=_("What does entry %(number)d record?") % {"number": one.sequence},
        answer=one.act if not one.by else _("%(act)s: %(by)s") % {"act": one.act, "by": one.by},
        classification=one.classification,
        path=(Link(label=_("Ledger"), url=reverse("ledger")),),
    )
    facts = (
        Fact(term=_("When"), value=one.at, kind=Kind.DATE),
        Fact(term=_("About"), value=_about(one), kind=Kind.LINK),
        Fact(term=_("Hash of the entry"), value=_grouped(found.leaf)),
    )
    changes = [
        {
            "title": _title(change),
            "facts": tuple(
                Fact(term=field.label, value=field.value, kind=Kind.TEXT if isinstance(field.value, str) else Kind.DATE)
                for field in change.fields
            ),
        }
        for change in found.changes
    ]
    receipt = None
    if one.receipt:
        url = reverse("ledger_receipt", args=(one.sequence,))
        receipt = Receipt(url=url, entry=one.sequence, root=state.root[:SHORT])
    content = json.dumps(json.loads(found.content), ensure_ascii=False, indent=2)
    context = {"page": head, "facts": facts, "changes": changes, "receipt": receipt, "canonical": content}
    return render(request, "web/ledger/entry.html", context)


def receipt(request: HttpRequest, sequence: int) -> HttpResponse:
    """The receipt of an entry, as a file."""
    text, example = query.receipt_file(actor_of_request(request), sequence)
    return _file(text, f"receipt-{sequence}.json", example=example)


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The signed head of today, as a file."""
    text, example = query.checkpoint_file()
    size = json.loads(text)["head"]["size"]
    return _file(text, f"checkpoint-{size}.json", example=example)


def exported(request: HttpRequest) -> HttpResponse:
    """The entries of the whole list as CSV, in codes."""
    _form, wanted = _asked(request)
    rows, example = query.exported(actor_of_request(request), wanted)
    return csv_answer("ledger", query.EXPORTED, rows, example=example)


def verify(request: HttpRequest) -> HttpResponse:
    """Verify ledger and tables now, and say what was found."""
    form = CheckpointForm(request.POST, request.FILES) if request.method == "POST" else CheckpointForm()
    context: dict[str, object] = {}
    answer = _("Every entry, hash and signature is made again, and every row compared with what the ledger says of it.")
    status = None
    if request.method == "POST" and form.is_valid():
        found = _verified(form)
        if not form.errors:
            status, answer, context = _told(found)
    head = PageHead(
        question=_("Was anything changed past the ledger?"),
        title=_("Verify"),
        answer=answer,
        status=status,
        path=(Link(label=_("Ledger"), url=reverse("ledger")),),
    )
    context |= {
        "page": head,
        "tabs": _tabs(request, "ledger_verify"),
        "form": Form(form=form, submit=_("Verify now"), key=form_key(request)),
    }
    return render(request, "web/ledger/verify.html", context)


def _verified(form: CheckpointForm) -> query.Verified | None:
    """The verification; a file that is no checkpoint is said beside its field."""
    file = form.cleaned_data["checkpoint"]
    held = None
    if file:
        try:
            held = checkpoint_from(file.read(LONGEST_FILE).decode(errors="replace"), file.name)
        except Refused as refused:
            for problem in refused.problems:
                form.add_error("checkpoint", f"{problem.fact}. {problem.cure}.")
            return None
    return query.verified(language_of_request(), held)


def _told(found: query.Verified | None) -> tuple[str | None, str, dict[str, object]]:
    """Status, sentence and parts of the page."""
    if found is None:
        sentence = _("The ledger is too long to be verified while you wait. Where the database is, run: comity verify")
        return None, sentence, {}
    result = found.verification
    figures = {"entries": result.entries, "rows": result.rows, "number": len(result.findings) + result.left_out}
    facts = (
        Fact(term=_("Entries"), value=result.entries, kind=Kind.NUMBER),
        Fact(term=_("Rows of the tables"), value=result.rows, kind=Kind.NUMBER),
        Fact(term=_("Root"), value=_grouped(result.root)),
        Fact(term=_("Fingerprint of the key"), value=_grouped(result.fingerprint)),
        *(
            (Fact(term=_("Checkpoint, entries"), value=result.checkpoint.size, kind=Kind.NUMBER),)
            if result.checkpoint is not None
            else ()
        ),
    )
    if result.holds:
        sentence = _("Everything holds: %(entries)d entries of the ledger and %(rows)d rows agree with each other.")
        return "verified", sentence % figures, {"facts": facts}
    rows = tuple((one.fact, one.place, one.cure) for one in found.findings)
    sentence = _("Something was changed: %(number)d findings in %(entries)d entries and %(rows)d rows.") % figures
    return "altered", sentence, {"facts": facts, "table": Table(caption=_("Findings"), columns=FINDINGS, rows=rows)}


def _asked(request: HttpRequest) -> tuple[FilterForm, query.Wanted]:
    """The form of the address, and what it asks for; what can't be read narrows nothing."""
    form = FilterForm(request.GET or None)
    given = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data is not None) else {}
    page = Pages.read(request.GET.dict(), total=10**9)
    wanted = query.Wanted(
        verb=given.get("verb") or "",
        from_day=given.get("from_day"),
        until_day=given.get("until_day"),
        own=bool(given.get("own")),
        start=page.start,
        number=page.size,
    )
    return form, wanted


def _table(caption: str, found: query.Listed, request: HttpRequest, csv_url: str | None, empty: Empty) -> Table:
    parameters = request.GET.dict()
    return Table(
        caption=caption,
        columns=COLUMNS,
        rows=tuple(_row(one) for one in found.rows),
        empty=empty,
        csv_url=csv_url,
        page=Pages.read(parameters, found.total),
        parameters=parameters,
        caption_hidden=True,
    )


def _row(one: query.ListedEntry) -> tuple[object, ...]:
    receipt = None
    if one.receipt:
        receipt = Link(label=_("Receipt"), url=reverse("ledger_receipt", args=(one.sequence,)))
    entry = Link(label=str(one.sequence), url=reverse("ledger_entry", args=(one.sequence,)))
    return (entry, one.act, one.by, _about(one), one.at, receipt)


def _about(one: query.ListedEntry) -> Link | None:
    return Link(label=one.symbol, url=reverse("proposal", args=(one.subject,))) if one.symbol else None


def _title(change: query.ChangeTold) -> str:
    figures = {"table": change.table, "number": change.version}
    if not change.fields:
        return _("%(table)s: removed") % figures
    if change.version == 1:
        return _("%(table)s: new") % figures
    return _("%(table)s: state %(number)d") % figures


def _facts(state: query.LedgerState) -> tuple[Fact, ...]:
    return (
        Fact(term=_("Entries"), value=state.size, kind=Kind.NUMBER),
        Fact(term=_("Root"), value=_grouped(state.root)),
        Fact(term=_("Signed"), value=state.signed_at, kind=Kind.DATE),
        Fact(term=_("Fingerprint of the key"), value=_grouped(state.fingerprint)),
    )


def _grouped(digits: str) -> str:
    """Hexadecimal digits in groups: two people can read them to each other, and a phone can break the line."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def _acts(request: HttpRequest) -> tuple[Act, ...]:
    acts = (Act(label=_("Take a checkpoint"), url=reverse("ledger_checkpoint"), icon="download"),)
    return acts if query.state().size and may_at_all(actor_of_request(request), "checkpoint.take") else ()


TABS: Mapping[str, tuple[str, object]] = {
    "ledger": ("ledger.see", gettext_lazy("Entries")),
    "ledger_receipts": ("receipt.take", gettext_lazy("My receipts")),
    "ledger_verify": ("ledger.verify", gettext_lazy("Verify")),
}
"""The pages of the ledger: the action by which each is offered, and its label."""


def _tabs(request: HttpRequest, current: str) -> tuple[Tab, ...]:
    actor = actor_of_request(request)
    return tuple(
        Tab(label=str(label), url=reverse(name), current=name == current)
        for name, (may, label) in TABS.items()
        if may_at_all(actor, may)
    )


def _file(text: str, name: str, *, example: bool) -> HttpResponse:
    """A file to keep; what is invented says so in its name as well."""
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{"EXAMPLE-" if example else ""}{name}"'
    return response


PAGES = (
    Page(at="ledger/", name="ledger", may="ledger.see", view=listed),
    Page(at="ledger/entries.csv", name="ledger_csv", may="ledger.see", view=exported),
    Page(at="ledger/receipts/", name="ledger_receipts", may="receipt.take", view=mine),
    Page(at="ledger/checkpoint.json", name="ledger_checkpoint", may="checkpoint.take", view=checkpoint),
    Page(at="ledger/verify/", name="ledger_verify", may="ledger.verify", view=verify, methods=FORM),
    Page(at="ledger/<int:sequence>/", name="ledger_entry", may="ledger.see", view=shown),
    Page(at="ledger/<int:sequence>/receipt.json", name="ledger_receipt", may="receipt.take", view=receipt),
)
