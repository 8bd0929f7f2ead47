"""The two texts of December 2018 with a switch for the rule, and under them the whole record, as parts of a page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from comity.app.queries import library as query
from comity.core.values import Language, in_language
from comity.web.exports import part_of
from comity.web.kit import Fact, Figure, InLanguage, Result, Tab, Table
from comity.web.request import now
from comity.web.whatif_parts import figure_of, query_of

CAMPS = {
    "yes": gettext_lazy("In favour"),
    "no": gettext_lazy("Against"),
    "abstain": gettext_lazy("Abstaining"),
    "absent": gettext_lazy("Absent"),
    "not_participating": gettext_lazy("Not participating"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """A text with its recorded vote, and what the rule that is chosen would have made of it."""

    symbol: str
    day: str
    title: InLanguage
    camps: tuple[Fact, ...]
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsShown:
    """Both texts under one rule; ``rules`` is the switch."""

    heading: str
    rule: str
    rules: tuple[Tab, ...]
    texts: tuple[TextShown, ...]
    note: str
    source: str


def texts_of(request: HttpRequest, language: Language) -> TextsShown:
    """The texts under the rule that the address names (``?rule=sco``), the first where it names none that is there."""
    found = query.texts(language)
    charters = [one.charter for one in found.texts[0].answers]
    chosen = request.GET.get("rule", "")
    at = charters.index(chosen) if chosen in charters else 0
    labels = [
        f"{in_language(one.title, language)}: {in_language(one.rule, language)}" for one in found.texts[0].answers
    ]
    return TextsShown(
        heading=in_language(found.heading, language),
        rule=labels[at],
        rules=tuple(
            Tab(label=label, url=f"?rule={charters[place]}#texts", current=place == at)
            for place, label in enumerate(labels)
        ),
        texts=tuple(
            TextShown(
                symbol=one.symbol,
                day=in_language(one.day, language),
                title=InLanguage(
                    text=in_language(one.title, language), language=language if language in one.title else "en"
                ),
                camps=tuple(
                    Fact(term=CAMPS[camp], value=f"{len(names)} ({', '.join(names)})")
                    for camp, names in one.camps.items()
                ),
                result=Result(
                    status=one.answers[at].answer.verdict, sentence=one.answers[at].answer.sentence[language]
                ),
            )
            for one in found.texts
        ),
        note=in_language(found.note, language),
        source=found.source,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """The whole record put to the same charters: sentence, table, picture, and where more of it is asked."""

    heading: str
    sentence: str
    table: Table
    figure: Figure
    note: str
    url: str


def record_of(language: Language) -> RecordShown | None:
    """The record; ``None`` where the libraries for it are not installed."""
    if not query.has_record():
        return None
    asked, today = query.on_the_record(language), now().date()
    told = query.record(asked, language, today)
    return RecordShown(
        heading=in_language(query.texts(language).record_heading, language),
        sentence=told.sentence,
        table=part_of(told.by_membership),
        figure=figure_of(asked, told, "sessions", told.by_membership, language, today),
        note=told.note,
        url=f"{reverse('whatif')}?{query_of(asked)}",
    )
