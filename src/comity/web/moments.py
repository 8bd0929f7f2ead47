"""Dates and moments as the reader's language writes them; an hour never stands without its zone."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comity.core.rules.sentences import WORDS, Words
from comity.core.values import PartialDate


def _words() -> Words:
    """Of the page's language; dates are written as in the sentences of a charter."""
    known = {str(language): words for language, words in WORDS.items()}
    return known.get((get_language() or "en").partition("-")[0], known["en"])


def day(value: date) -> str:
    """15 June 2001."""
    return _words().dated(PartialDate(value.year, value.month, value.day))


def hour(value: datetime) -> str:
    """14:05 (UTC+05:00), in the zone of the page."""
    local = timezone.localtime(value)
    return f"{local:%H:%M} ({zone(local)})"


def zone(local: datetime) -> str:
    """UTC, or how far from it: names of zones are short for several at once."""
    offset = local.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    minutes = int(abs(offset).total_seconds()) // 60
    return f"UTC{'−' if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def written(value: date | datetime | PartialDate) -> str:
    """A day, a moment, or as much of a date as is known."""
    if isinstance(value, PartialDate):
        return _words().dated(value)
    if isinstance(value, datetime):
        return _("%(day)s, %(hour)s") % {"day": day(timezone.localtime(value).date()), "hour": hour(value)}
    return day(value)


def machine(value: date | datetime | PartialDate) -> str:
    """As programs read it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return str(value)


def away(at: datetime, now: datetime) -> str:
    """How far away a moment is, in the one unit that says it best."""
    seconds = int((at - now).total_seconds())
    before = seconds < 0
    minutes = abs(seconds) // 60
    if minutes < 120:
        form = ngettext("%(count)d minute", "%(count)d minutes", minutes)
        count = minutes
    elif minutes < 48 * 60:
        count = minutes // 60
        form = ngettext("%(count)d hour", "%(count)d hours", count)
    else:
        count = minutes // (24 * 60)
        form = ngettext("%(count)d day", "%(count)d days", count)
    span = form % {"count": count}
    return (_("%(span)s ago") if before else _("in %(span)s")) % {"span": span}
