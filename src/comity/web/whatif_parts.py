"""A what-if on a page: the question as an address asks it, and its pictures by their own addresses."""

import re
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from comity.app.queries import library as query
from comity.core.values import Language
from comity.web.exports import part_of
from comity.web.kit import Figure
from comity.web.kit.words import Words
from comity.workbench.tables import Table

TITLES: Mapping[str, Words] = {
    "sessions": gettext_lazy("Adopted under each rule, by session"),
    "subjects": gettext_lazy("Adopted under each rule, by subject"),
    "sensitivity": gettext_lazy("Adopted under each rule, if the record is read otherwise"),
}
"""The pictures that there are."""


def asked_in(request: HttpRequest, language: Language) -> query.WhatIfAsked:
    """The question that the address asks; without one, the one that ships."""
    plain = query.on_the_record(language)
    given = request.GET
    if "charter" not in given:
        return plain
    return query.WhatIfAsked(
        charter=given["charter"],
        against=tuple(dict.fromkeys(one for one in given.getlist("against") if one != given["charter"])),
        membership=given.get("membership") or plain.membership,
        body=given.get("body", ""),
        subject=given.get("subject", ""),
        abstention=given.get("abstention") or plain.abstention,
        absence=given.get("absence") or plain.absence,
    )


def query_of(asked: query.WhatIfAsked, **more: str) -> str:
    """The question as an address asks it."""
    fields = {
        "charter": asked.charter,
        "against": asked.against,
        "membership": asked.membership,
        "body": asked.body,
        "subject": asked.subject,
        "abstention": asked.abstention,
        "absence": asked.absence,
        **more,
    }
    return urlencode({name: value for name, value in fields.items() if value}, doseq=True)


def figure_of(
    asked: query.WhatIfAsked,
    told: query.WhatIfTold | query.RecordTold,
    picture: str,
    table: Table,
    language: Language,
    today: date,
) -> Figure:
    """The picture by its own address, its figures as a table beside it."""
    svg = query.whatif_picture(asked, picture, language, today)
    width, height = _size(svg)
    return Figure(
        url=f"{reverse('whatif_picture', args=(picture,))}?{query_of(asked, language=language)}",
        title=TITLES[picture],
        caption=" · ".join(told.parts),
        source=told.source,
        width=width,
        height=height,
        table=part_of(table),
    )


def _size(svg: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels of a screen; its own are points."""
    found = re.search(rb'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg)
    assert found is not None, "pictures that are drawn here have a size"
    width, height = found.groups()
    return round(float(width) * 4 / 3), round(float(height) * 4 / 3)
