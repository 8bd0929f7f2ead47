"""The tags of the page kit: a tag for each component, each taking one value of `comity.web.kit`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.core.values import PartialDate
from comity.web import moments
from comity.web.fields import VersionsWidget
from comity.web.kit import CLASSIFICATIONS, STATUSES, Cell, InLanguage, Kind, Link, Mark, Notice, Words, icons, marked

register = template.Library()

ICONS = frozenset(icons())

COMPONENTS: Mapping[str, str] = {
    "acts": "web/kit/acts.html",
    "board": "web/kit/board.html",
    "board_seats": "web/kit/board_seats.html",
    "choices": "web/kit/choices.html",
    "confirmation": "web/kit/confirmation.html",
    "conflict": "web/kit/conflict.html",
    "deadline": "web/kit/deadline.html",
    "empty": "web/kit/empty.html",
    "facts": "web/kit/facts.html",
    "figure": "web/kit/figure.html",
    "filters": "web/kit/filters.html",
    "form": "web/kit/form.html",
    "language_note": "web/kit/language_note.html",
    "notice": "web/kit/notice.html",
    "page_head": "web/kit/page_head.html",
    "pages": "web/kit/pages.html",
    "receipt": "web/kit/receipt.html",
    "result": "web/kit/result.html",
    "table": "web/kit/table.html",
    "tabs": "web/kit/tabs.html",
    "timeline": "web/kit/timeline.html",
}


def shown(value: object) -> dict[str, object]:
    """What the template of a component sees: its value, as ``part``."""
    return {"part": value}


for _name, _template in COMPONENTS.items():
    register.inclusion_tag(_template, name=_name)(shown)


# --- words and shapes ------------------------------------------------------------------------------------------


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A shape, for the eye alone: a word stands beside it. A page has hundreds of them, and there are few kinds."""
    if name not in ICONS:
        raise LookupError(f"{name!r} is no shape: add it to comity.web.kit.shapes and run script/vendor-assets.")
    source = static("web/vendor/bootstrap-icons/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', source, name
    )


def mark(value: Mark, kind: str) -> SafeString:
    """A mark: shape and word; its tone is a class."""
    return format_html(
        '<span class="state state-{} {}">{}<span>{}</span></span>', value.tone, kind, icon(value.icon), value.word
    )


@register.simple_tag
def status(code: str) -> SafeString:
    """The mark of a status."""
    return mark(marked(STATUSES, code), "status")


@register.simple_tag
def answer(code: str | None, sentence: Words | None) -> SafeString:
    """A sentence beside its status; the word of the status is not said twice where the sentence begins with it."""
    if code is None:
        return format_html("{}", sentence or "")
    found = marked(STATUSES, code)
    if str(sentence or "").startswith(str(found.word)):
        return format_html('<span class="state state-{}">{}</span> {}', found.tone, icon(found.icon), sentence)
    return format_html("{} {}", status(code), sentence or "")


@register.simple_tag
def classification(code: str) -> SafeString:
    """The mark of who may read a document."""
    return format_html(
        '<span class="visually-hidden">{} </span>{}',
        _("Classification:"),
        mark(marked(CLASSIFICATIONS, code), "classification"),
    )


@register.simple_tag
def example_mark() -> SafeString:
    """The word that stands wherever something is invented."""
    return format_html('<strong class="example-mark">{}</strong>', _("EXAMPLE"))


@register.filter
def when(value: date | datetime | PartialDate) -> SafeString:
    """A date or a moment as the reader's language writes it."""
    return format_html('<time datetime="{}">{}</time>', moments.machine(value), moments.written(value))


@register.simple_tag
def away(at: datetime, now: datetime) -> str:
    """How far away a moment is."""
    return moments.away(at, now)


@register.filter
def figures(value: object) -> str:
    """A number with its thousands apart, as the reader's language writes it; text of figures stays as it is."""
    if isinstance(value, int | Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


@register.simple_tag
def page_language() -> str:
    """The tag of the page's language, for `lang`."""
    language, _dash, rest = (get_language() or "en").partition("-")
    return f"{language}-{rest.title()}" if rest else language


# --- cells -----------------------------------------------------------------------------------------------------


def _text(value: object) -> SafeString:
    if isinstance(value, InLanguage):
        return format_html('<span lang="{}">{}</span>', value.language, value.text)
    return format_html("{}", value)


def _number(value: object) -> SafeString:
    return format_html('<span class="figures">{}</span>', figures(value))


def _link(value: object) -> SafeString:
    if not isinstance(value, Link):
        return _text(value)
    after = format_html(' <span class="note">{}</span>', value.note) if value.note else ""
    return format_html('<a href="{}">{}</a>{}', value.url, value.label, after)


CELLS: Mapping[Kind, Callable[[Any], SafeString]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: when,
    Kind.STATUS: status,
    Kind.LINK: _link,
}


@register.filter
def cell(value: object, kind: Kind) -> SafeString:
    """What stands in a cell; nothing is a dash, and readers of the screen hear that it is nothing."""
    if value is None or value == "":
        return format_html(
            '<span aria-hidden="true">—</span><span class="visually-hidden">{}</span>', _("nothing stated")
        )
    return CELLS[kind](value)


@register.filter
def cell_of(value: Cell) -> SafeString:
    """What stands in a cell of a table."""
    return cell(value.value, value.column.kind)


# --- forms -----------------------------------------------------------------------------------------------------

# How a field is laid out, by what draws it; the first that fits. What is not here is a line of text.
LAYOUTS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (VersionsWidget, "several", "form-select"),
    (forms.MultiWidget, "several", "form-control"),
    (forms.CheckboxSelectMultiple, "group", "form-check-input"),
    (forms.RadioSelect, "group", "form-check-input"),
    (forms.CheckboxInput, "check", "form-check-input"),
    (forms.Select, "line", "form-select"),
)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with its label, help, and what is wrong with it, said beside it and to readers of the screen."""
    layout, style = next(
        ((layout, style) for kind, layout, style in LAYOUTS if isinstance(bound.field.widget, kind)),
        ("line", "form-control"),
    )
    about = [f"{bound.auto_id}_help"] if bound.help_text else []
    about += [f"{bound.auto_id}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"class": style}
    if about:
        attributes["aria-describedby"] = " ".join(about)
    if bound.errors:
        attributes["aria-invalid"] = "true"
        attributes["class"] = f"{style} is-invalid"
    described = {"bound": bound, "layout": layout, "about": " ".join(about), "attributes": attributes}
    if layout == "group":
        described["options"] = [(one, _choice(one.data)) for one in bound.subwidgets]
    else:
        described["control"] = bound.as_widget(attrs=attributes)
    return render_to_string("web/kit/field.html", described)


def _choice(data: Mapping[str, Any]) -> SafeString:
    """One control of a group, as Django's own template of it: a page may have hundreds, each by two templates."""
    value = format_html(' value="{}"', data["value"]) if data["value"] is not None else ""
    return format_html('<input type="{}" name="{}"{}{}>', data["type"], data["name"], value, flatatt(data["attrs"]))


@register.filter
def target(bound: BoundField) -> str:
    """The id of the control to which a line of the error summary leads: the first, where a field has several."""
    several = isinstance(bound.field.widget, forms.MultiWidget | forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if several else bound.auto_id


# --- messages --------------------------------------------------------------------------------------------------

# What the levels of messages are called there, and here; what is not here is a note.
LEVELS: Mapping[str, str] = {"success": "done", "warning": "warning", "error": "error"}


@register.simple_tag
def message_notice(message: Message) -> SafeString:
    """The result of an act, as a notice."""
    value = Notice(sentence=message.message, kind=LEVELS.get(message.level_tag, "information"))
    return render_to_string("web/kit/notice.html", {"part": value})
