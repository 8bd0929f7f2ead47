"""The board of a question, and the sentences beside it, from its read model."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.app.queries.decisions import Moving, ShownQuestion, ShownSeat
from comity.core.values import Language
from comity.web.kit import Board, Condition, Result, Seat

NOT_PLACED = frozenset({"pending"})


def board_of(question: ShownQuestion, stream_url: str | None, language: Language) -> Board:
    """The board with all its seats."""
    counts = counted(seat.camp for seat in question.seats)
    order = _("The order of the charter.")
    if question.drawn:
        order = _("The order of the charter, from %(seat)s on, drawn by lot.") % {"seat": question.drawn}
    return Board(
        title=_("The board"),
        seats=tuple(seat_of(one) for one in question.seats),
        observers=tuple(seat_of(one) for one in question.without_vote),
        tally=tally(counts, question.outcome, language),
        stream_url=stream_url,
        order=order,
    )


def seat_of(seat: ShownSeat) -> Seat:
    """A seat; what an officer recorded says so."""
    note = _("recorded by the secretariat") if seat.recorded else None
    return Seat(id=seat.id, name=seat.name, position=seat.camp, mine=seat.mine, note=note)


def changes_of(before: Moving | None, now: Moving, language: Language) -> Board:
    """The seats that changed since the last push, and the counts of all."""
    seats = tuple(
        Seat(id=seat, name=now.names[seat], position=camp)
        for seat, camp in now.camps.items()
        if before is None or before.camps.get(seat) != camp
    )
    counts = counted(now.camps.values())
    return Board(title="", seats=seats, tally=tally(counts, now.outcome, language), counts=counts)


def counted(camps: Any) -> dict[str, int]:
    """How many seats stand where."""
    counts: dict[str, int] = {}
    for camp in camps:
        counts[camp] = counts.get(camp, 0) + 1
    return counts


def tally(counts: Mapping[str, int], outcome: Mapping[str, Any] | None, language: Language) -> str:
    """The figures in one sentence, and what they mean now."""
    figures = _("%(yes)d in favour, %(no)d against, %(abstain)d abstaining, %(pending)d not yet.") % {
        name: counts.get(name, 0) for name in ("yes", "no", "abstain", "pending")
    }
    meaning = meaning_of(outcome, language)
    return f"{figures} {meaning}".strip()


def meaning_of(outcome: Mapping[str, Any] | None, language: Language) -> str:
    """What would carry it while the vote runs, or what it comes to."""
    if outcome is None:
        return ""
    if "settled" not in outcome or outcome["settled"]:
        return str(outcome["sentence"][language])
    if outcome["verdict"] == "adopted":
        return _("Closed now, it would be adopted.")
    short = outcome["short_by"]
    if short:
        form = ngettext("%(count)d more in favour would carry it.", "%(count)d more in favour would carry it.", short)
        return form % {"count": short}
    return _("Closed now, it would not be adopted.")


def result_of(question: ShownQuestion, language: Language) -> Result | None:
    """The result with its conditions; before it is announced, what is on record would give."""
    outcome = question.outcome
    if outcome is None:
        return None
    announced = question.state == "announced"
    conditions = tuple(
        Condition(
            words=told["text"][language],
            needed=one["needed"],
            had=one["had"],
            holds=one["holds"],
            article=told["cite"][language],
        )
        for one, told in zip(outcome["conditions"], outcome["told"], strict=True)
    )
    notes = () if announced else (_("Not announced: there is no result before the chair announces it."),)
    running = question.state == "open"
    return Result(
        status=outcome["verdict"] if announced else "open",
        sentence=_("As if it were closed now:") if running else outcome["sentence"][language],
        conditions=conditions,
        notes=notes,
        announced_at=question.announced_at if announced else None,
    )


def last_moment(question: ShownQuestion) -> datetime:
    """When something last happened to it."""
    return question.announced_at or question.closed_at or question.put_at
