"""Pages of what ships: charters, the two texts of December 2018, precedents, and what another rule would have done."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.app.errors import Unfit
from comity.app.queries import library as query
from comity.core.values import Language, PartialDate, in_language
from comity.web.charter_parts import note_of, sections_of
from comity.web.demonstrations import record_of, texts_of
from comity.web.exports import csv_answer, part_of
from comity.web.kit import (
    Act,
    Column,
    Condition,
    Fact,
    InLanguage,
    Kind,
    Link,
    Notice,
    PageHead,
    Result,
    Sort,
    Tab,
    Table,
)
from comity.web.pages import Page
from comity.web.request import language_of_request, now
from comity.web.whatif_parts import asked_in, figure_of, query_of
from comity.workbench.precedent_told import PrecedentTold

# --- the library -----------------------------------------------------------------------------------------------


def library(request: HttpRequest) -> HttpResponse:
    """The charters that ship, and the two texts put to three of them."""
    language = language_of_request()
    listed = query.charters(language)
    head = PageHead(
        question=_("What do the rules of others say, and what would they have done?"),
        title=_("Library"),
        answer=_("%(charters)d charters, %(precedents)d precedents and the roll calls of nineteen years.")
        % {"charters": len(listed), "precedents": len(query.precedents())},
        acts=(
            Act(label=_("What would another rule have done?"), url=reverse("whatif"), icon="graph-up", primary=True),
            Act(label=_("Precedents"), url=reverse("precedents"), icon="archive"),
        ),
    )
    shown = {
        "page": head,
        "demonstration": texts_of(request, language),
        "record": record_of(language),
        "charters": _charters(listed),
    }
    return render(request, "web/organisation/library.html", shown)


def _charters(listed: Iterable[query.ShelvedCharter]) -> Table:
    columns = (
        Column(id="charter", label=_("Charter"), kind=Kind.LINK),
        Column(id="bodies", label=_("Bodies"), kind=Kind.NUMBER),
        Column(id="matters", label=_("Matters"), kind=Kind.NUMBER),
        Column(id="rules", label=_("Rules"), kind=Kind.NUMBER),
    )
    rows = tuple(
        (Link(label=one.title, url=reverse("library_charter", args=(one.name,))), one.bodies, one.matters, one.rules)
        for one in listed
    )
    return Table(caption=_("Charters that ship"), columns=columns, rows=rows)


def charter(request: HttpRequest, name: str) -> HttpResponse:
    """A charter that ships, in sentences."""
    found = query.charter(name, language_of_request())
    compare = f"{reverse('charter_versions')}?{urlencode({'old': f'shipped:{name}'})}"
    head = PageHead(
        question=_("What does this charter say?"),
        title=found.title,
        answer=found.title,
        path=(*_path(), Link(label=_("Library"), url=reverse("library"))),
        acts=(Act(label=_("Hold it against another"), url=compare, icon="file-diff"),),
    )
    shown = {"page": head, "note": note_of(found.note), "sections": sections_of(found.parts)}
    return render(request, "web/organisation/charter.html", shown)


def _path() -> tuple[Link, ...]:
    return (Link(label=_("Organisation"), url=reverse("organisation")),)


# --- precedents ------------------------------------------------------------------------------------------------


PRECEDENT_COLUMNS = (
    Column(id="question", label=gettext_lazy("Decision"), kind=Kind.LINK),
    Column(id="body", label=gettext_lazy("Body"), sortable=True),
    Column(id="date", label=gettext_lazy("Date"), kind=Kind.DATE, sortable=True),
    Column(id="verdict", label=gettext_lazy("By its rule"), kind=Kind.STATUS, sortable=True),
    Column(id="sentence", label=gettext_lazy("What the rule makes of it")),
)
PRECEDENT_ORDERS: Mapping[str, Callable[[query.DecidedPrecedent], tuple[str, ...]]] = {
    "body": lambda one: (one.listed.body, one.listed.date or ""),
    "date": lambda one: (one.listed.date or "",),
    "verdict": lambda one: (str(one.result.answer.verdict) if one.result.answer else "", one.listed.body),
}


def precedents(request: HttpRequest) -> HttpResponse:
    """The precedents that ship, and what the rule of each makes of it."""
    language = language_of_request()
    found = query.precedents()
    agreeing = sum(1 for one in found if one.result.result == "agrees")
    head = PageHead(
        question=_("What was decided elsewhere, and what did the rule say?"),
        title=_("Precedents"),
        answer=_("%(count)d decisions, decided again by their own rule: %(agrees)d come out as they are on record.")
        % {"count": len(found), "agrees": agreeing},
        path=_path(),
    )
    sort = Sort.read(request.GET.dict(), PRECEDENT_COLUMNS, Sort(column="body"))
    ordered = sorted(found, key=PRECEDENT_ORDERS[sort.column], reverse=sort.descending)
    rows = tuple(
        (
            Link(label=one.listed.question, url=reverse("precedent", args=(one.listed.id,))),
            InLanguage(text=one.listed.body, language="en"),
            PartialDate.parse(one.listed.date) if one.listed.date else None,
            one.result.answer.verdict if one.result.answer else None,
            one.result.answer.sentence[language] if one.result.answer else None,
        )
        for one in ordered
    )
    table = Table(
        caption=_("Precedents"),
        columns=PRECEDENT_COLUMNS,
        rows=rows,
        sort=sort,
        csv_url=reverse("precedents_csv"),
        caption_hidden=True,
    )
    return render(request, "web/organisation/precedents.html", {"page": head, "precedents": table})


def precedents_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, with the sources."""
    language = language_of_request()
    header = [_("Decision"), _("Body"), _("Date"), _("By its rule"), _("What the rule makes of it"), _("Source")]
    rows = [
        (
            one.listed.question,
            one.listed.body,
            one.listed.date or "",
            str(one.result.answer.verdict) if one.result.answer else "",
            one.result.answer.sentence[language] if one.result.answer else "",
            "; ".join(one.listed.source),
        )
        for one in query.precedents()
    ]
    return csv_answer("precedents", header, rows, example=False)


CAMPS = {
    "yes": gettext_lazy("In favour"),
    "no": gettext_lazy("Against"),
    "abstain": gettext_lazy("Abstaining"),
    "absent": gettext_lazy("Absent"),
    "not_participating": gettext_lazy("Not participating"),
    "barred": gettext_lazy("May not vote"),
    "broke_silence": gettext_lazy("Broke silence"),
}


def precedent(request: HttpRequest, precedent: str) -> HttpResponse:
    """A precedent: its facts, the rule as it was put, the answer with its conditions."""
    language = language_of_request()
    found = query.precedent(precedent, language)
    answer = found.result.answer
    head = PageHead(
        question=_("What did the rule say of this decision?"),
        title=found.question or found.id,
        answer=answer.sentence[language] if answer else None,
        status=answer.verdict if answer else None,
        path=(*_path(), Link(label=_("Precedents"), url=reverse("precedents"))),
    )
    facts = (
        Fact(term=_("Decision"), value=InLanguage(text=found.question, language="en")),
        Fact(term=_("Body"), value=InLanguage(text=found.body, language="en")),
        Fact(term=_("Date"), value=found.date, kind=Kind.DATE),
        Fact(term=_("The rule, in sentences"), value=found.rule),
        Fact(term=_("The rule, in the words of its source"), value=_english(found.rule_words)),
        Fact(term=_("Source"), value=_english("; ".join(found.source))),
    )
    shown = {
        "page": head,
        "facts": facts,
        "result": _result(found, language),
        "by_charter": found.result.by_charter.sentence[language] if found.result.by_charter else None,
        "votes": _votes(found),
    }
    return render(request, "web/organisation/precedent.html", shown)


def _english(text: str) -> InLanguage | None:
    return InLanguage(text=text, language="en") if text else None


def _result(found: PrecedentTold, language: Language) -> Result | None:
    answer = found.result.answer
    if answer is None:
        return None
    return Result(
        status=answer.verdict,
        sentence=answer.sentence[language],
        conditions=tuple(
            Condition(
                words=one.words,
                needed=one.figures.needed,
                had=one.figures.had,
                holds=one.figures.holds,
                article=_("its own rule"),
            )
            for one in found.conditions
        ),
    )


def _votes(found: PrecedentTold) -> Table:
    columns = (
        Column(id="camp", label=_("Position")),
        Column(id="count", label=_("Votes"), kind=Kind.NUMBER),
        Column(id="named", label=_("Who, as far as it is known")),
    )
    named, counts = dict(found.named), dict(found.votes)
    rows = tuple(
        (CAMPS[camp], counts.get(camp), _english(", ".join(named.get(camp, ()))))
        for camp in CAMPS
        if camp in counts or camp in named
    )
    return Table(caption=_("The vote on record"), columns=columns, rows=rows)


# --- what if ---------------------------------------------------------------------------------------------------


class WhatIfForm(forms.Form):
    """A question to the record."""

    charter = forms.ChoiceField(label=gettext_lazy("Charter"))
    against = forms.MultipleChoiceField(
        label=gettext_lazy("Held against"), required=False, widget=forms.CheckboxSelectMultiple
    )
    membership = forms.ChoiceField(label=gettext_lazy("Members"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    abstention = forms.ChoiceField(label=gettext_lazy("An abstention"), required=False)
    absence = forms.ChoiceField(label=gettext_lazy("Who was absent"), required=False)

    def with_choices(self, lists: dict[str, Iterable[tuple[str, Any]]]) -> "WhatIfForm":
        """The form with its choices."""
        for name, choices in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        return self


ABSTENTIONS = (("accepts", gettext_lazy("lets a text pass")), ("objects", gettext_lazy("counts as no")))
ABSENCES = (
    ("aside", gettext_lazy("stands aside")),
    ("objects", gettext_lazy("counts as no")),
    ("open", gettext_lazy("is left open")),
)
PICTURES = (
    ("sessions", gettext_lazy("By session")),
    ("subjects", gettext_lazy("By subject")),
    ("sensitivity", gettext_lazy("By reading")),
)
LONGEST_AGAINST = 3
"""How many charters are held against one at most: a picture shows no more lines."""


def whatif(request: HttpRequest) -> HttpResponse:
    """What one charter and others would have made of the record."""
    language, today = language_of_request(), now().date()
    asked = asked_in(request, language)
    form = _form(request, asked, language)
    told, refused = _told(form, asked, language)
    picture = request.GET.get("picture", "sessions")
    picture = picture if picture in dict(PICTURES) else "sessions"
    head = PageHead(
        question=_("What would another rule have done?"),
        answer=(told.sentence or _("Nothing of the record is left by this question. Widen it.")) if told else None,
        path=(*_path(), Link(label=_("Library"), url=reverse("library"))),
        acts=(Act(label=_("Ask otherwise"), url="#ask", icon="search"),),
    )
    shown: dict[str, Any] = {"page": head, "form": form, "refused": refused, "told": told}
    if told and told.sentence:
        csv = f"{reverse('whatif_csv')}?{query_of(asked)}"
        table = {"sessions": told.by_membership, "subjects": told.by_subject}.get(picture, told.by_reading)
        shown |= {
            "tabs": _pictures(asked, picture),
            "figure": figure_of(asked, told, picture, table, language, today),
            "tables": (part_of(told.by_membership), part_of(told.by_subject, csv), part_of(told.by_reading)),
        }
    return render(request, "web/organisation/whatif.html", shown)


def _told(
    form: WhatIfForm, asked: query.WhatIfAsked, language: Language
) -> tuple[query.WhatIfTold | None, Notice | None]:
    """The answer, or what is wrong with the question."""
    if not form.is_valid():
        return None, None
    if len(asked.against) > LONGEST_AGAINST:
        sentence = _("Hold at most %(most)d charters against one.") % {"most": LONGEST_AGAINST}
        return None, Notice(sentence=sentence, kind="error")
    try:
        return query.whatif(asked, language, now().date()), None
    except Unfit as refused:
        return None, Notice(sentence=str(refused), kind="error", title=_("This can't be asked"))


def _form(request: HttpRequest, asked: query.WhatIfAsked, language: Language) -> WhatIfForm:
    titles = {one.name: one.title for one in query.charters(language)}
    put, held = query.put_to(now().date())
    shelf = [(name, titles[name]) for name in put]
    against = [(name, titles[name]) for name in held]
    names = {key: in_language(name, language) for key, name in query.subjects().items()}
    known = asked.charter in dict(shelf)
    lists: dict[str, Iterable[tuple[str, Any]]] = {
        "charter": shelf,
        "against": against,
        "membership": _memberships(asked, language) if known else [],
        "body": [("", _("as the charter has it")), *(query.bodies(asked.charter, language) if known else ())],
        "subject": [("", _("All")), *names.items()],
        "abstention": ABSTENTIONS,
        "absence": ABSENCES,
    }
    fields = WhatIfForm.base_fields
    return WhatIfForm({name: getattr(asked, name) for name in fields}).with_choices(lists)


def _memberships(asked: query.WhatIfAsked, language: Language) -> list[tuple[str, str]]:
    try:
        return list(query.memberships(asked, language, now().date()))
    except Unfit:
        return [(asked.membership, _("the members of the day"))]


def _pictures(asked: query.WhatIfAsked, current: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(label=label, url=f"?{query_of(asked, picture=name)}", current=name == current) for name, label in PICTURES
    )


def whatif_picture(request: HttpRequest, picture: str) -> HttpResponse:
    """A picture of the answer."""
    language = language_of_request()
    svg = query.whatif_picture(asked_in(request, language), picture, language, now().date())
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def whatif_csv(request: HttpRequest) -> HttpResponse:
    """Every roll call with its outcomes, as a file."""
    language = language_of_request()
    table = query.whatif_roll_calls(asked_in(request, language), language, now().date())
    return csv_answer("what-if-roll-calls", table.header, table.rows, example=False)


PAGES = (
    Page(at="organisation/precedents/", name="precedents", may="organisation.see", view=precedents),
    Page(
        at="organisation/precedents/precedents.csv", name="precedents_csv", may="organisation.see", view=precedents_csv
    ),
    Page(at="organisation/precedents/<slug:precedent>/", name="precedent", may="organisation.see", view=precedent),
    Page(at="library/", name="library", may="library.see", view=library),
    Page(at="library/charters/<slug:name>/", name="library_charter", may="library.see", view=charter),
    Page(at="whatif/", name="whatif", may="whatif.ask", view=whatif),
    Page(at="whatif/roll-calls.csv", name="whatif_csv", may="whatif.ask", view=whatif_csv),
    Page(at="whatif/<slug:picture>.svg", name="whatif_picture", may="whatif.ask", view=whatif_picture),
)
