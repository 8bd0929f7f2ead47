"""Parts of the pages of decisions: the list as a table, the texts by language, statements in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from comity.app.actor import Actor
from comity.app.issues import last_whole
from comity.app.queries.decisions import ShownProposal, ShownQuestion, ShownText, Wanted, proposals
from comity.app.reader import language_of_reader
from comity.core.rules.sentences import WORDS
from comity.core.values import Language, in_language
from comity.store.models import Proposal, ProposalText, Statement
from comity.web.kit import Act, Column, Empty, Filters, Kind, LanguageNote, Link, Pages, Sort, Table
from comity.web.languages import own_name
from comity.web.request import number_in

ISSUES: Mapping[str, object] = dict(ProposalText.Kind.choices)

COLUMNS = (
    Column(id="symbol", label=gettext_lazy("Symbol"), kind=Kind.LINK, sortable=True),
    Column(id="title", label=gettext_lazy("Title")),
    Column(id="body", label=gettext_lazy("Body")),
    Column(id="state", label=gettext_lazy("State"), kind=Kind.STATUS, sortable=True),
    Column(id="submitted_at", label=pgettext_lazy("the day of an act", "Submitted"), kind=Kind.DATE, sortable=True),
    Column(id="due_at", label=gettext_lazy("To be decided by"), kind=Kind.DATE, sortable=True),
    Column(id="decided_at", label=gettext_lazy("Decided"), kind=Kind.DATE, sortable=True),
)


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    words = forms.CharField(label=gettext_lazy("Symbol or title"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)

    def with_bodies(self, bodies: tuple[tuple[str, str], ...]) -> "FilterForm":
        """The form with its choices."""
        everything = ("", _("All"))
        for name, choices in (("state", Proposal.State.choices), ("body", bodies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [everything, *choices]
        return self


def proposal_table(request: HttpRequest, actor: Actor, language: Language) -> tuple[Table, Filters, int]:
    """The list as the address asks for it, the form that narrows it, and how many there are."""
    asked = request.GET
    sort = Sort.read(asked.dict(), COLUMNS, Sort(column="submitted_at", descending=True))
    wanted = Wanted(
        state=asked.get("state", ""), body=asked.get("body", ""), words=asked.get("words", "")[:100], order=str(sort)
    )
    start = (max(1, number_in(asked.get("page", "")) or 1) - 1) * wanted.number
    found = proposals(actor, replace(wanted, start=start), language)
    rows = tuple(
        (
            Link(label=one.symbol, url=reverse("proposal", args=(one.id,))),
            one.title,
            one.body,
            one.state if one.state != "put" else "under_consideration",
            one.submitted_at.date(),
            one.due_at,
            one.decided_at.date() if one.decided_at else None,
        )
        for one in found.rows
    )
    empty = Empty(
        title=_("No proposal yet"),
        sentence=_("Proposals stand here from the moment they are submitted."),
        act=Act(label=_("Submit a proposal"), url=reverse("proposal_submit")),
    )
    narrowed = bool(wanted.state or wanted.body or wanted.words)
    table = Table(
        caption=_("Proposals"),
        columns=COLUMNS,
        rows=rows,
        empty=empty,
        sort=sort,
        page=Pages.read(asked.dict(), found.total),
        parameters=asked.dict(),
    )
    form = FilterForm(asked or None).with_bodies(found.bodies)
    return table, Filters(form=form, clear_url=reverse("decisions"), narrowed=narrowed), found.total


@dataclass(frozen=True, slots=True)
class TextShown:
    """A language version of an issue of a text, and what it is."""

    language: str
    title: str
    text: str
    note: LanguageNote | None


@dataclass(frozen=True, slots=True)
class IssueShown:
    """An issue of a text with its language versions."""

    label: object
    symbol: str
    issued_at: object
    versions: tuple[TextShown, ...]
    superseded: bool
    """Whether a later revision stands in its place."""


def text_before_body(issues: Sequence[ShownText]) -> str:
    """Which text it is that the body decides on: the last whole one, with what was added to it since."""
    whole, *added = issues[last_whole(one.kind for one in issues) :]
    if not added:
        return _("The text before the body is %(symbol)s.") % {"symbol": whole.symbol}
    told = _("The text before the body is %(symbol)s, together with %(added)s.")
    symbols = WORDS[language_of_reader()].listing([one.symbol for one in added])
    return told % {"symbol": whole.symbol, "added": symbols}


def texts_of(found: ShownProposal, language: Language) -> tuple[IssueShown, ...]:
    """The issues, the latest first; within each the reader's language first."""
    last = last_whole(one.kind for one in found.texts)
    return tuple(
        IssueShown(
            superseded=place < last,
            label=ISSUES[one.kind],
            symbol=one.symbol,
            issued_at=one.issued_at,
            versions=tuple(
                TextShown(
                    language=tag,
                    title=in_language(one.title, tag),
                    text=text,
                    note=_note(tag, one.versions.get(tag)),
                )
                for tag, text in sorted(one.texts.items(), key=lambda pair: pair[0] != language)
            ),
        )
        for place, one in reversed(tuple(enumerate(found.texts)))
    )


def _note(tag: str, version: str | None) -> LanguageNote | None:
    return LanguageNote(language=own_name(tag), version=version) if version else None


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A statement in the reader's language, where it was made in it."""

    kind: object
    delegation: str
    made_at: object
    text: str
    language: str


def statements_of(question: ShownQuestion, language: Language) -> tuple[StatementShown, ...]:
    """The statements in the order in which they were made."""
    kinds = dict(Statement.Kind.choices)
    return tuple(
        StatementShown(
            kind=kinds[one.kind],
            delegation=one.delegation,
            made_at=one.made_at,
            text=in_language(one.texts, language),
            language=language if language in one.texts else next(iter(one.texts)),
        )
        for one in question.statements
    )
