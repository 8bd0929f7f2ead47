"""The board of a question, and the sentences beside it, from its read model."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.app.queries.decisions import Moving, ShownQuestion, ShownSeat
from comity.core.values import Language
from comity.store.models import Question
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
        tally=tally(counts, question.outcome, language, _absent(question), manner=question.manner),
        stream_url=stream_url,
        order=order,
    )


def seat_of(seat: ShownSeat) -> Seat:
    """A seat; what an officer recorded says so."""
    return Seat(id=seat.id, name=seat.name, position=seat.camp, mine=seat.mine, note=_note(recorded=seat.recorded))


def _note(*, recorded: bool) -> str | None:
    return _("recorded by the secretariat") if recorded else None


def changes_of(before: Moving | None, now: Moving, language: Language) -> Board:
    """The seats that changed since the last push, and the counts of all."""
    seats = tuple(
        Seat(id=seat, name=now.names[seat], position=camp, note=_note(recorded=seat in now.recorded))
        for seat, camp in now.camps.items()
        if before is None or before.camps.get(seat) != camp or (seat in before.recorded) != (seat in now.recorded)
    )
    counts = counted(now.camps.values())
    absent = tuple(now.names[seat] for seat, camp in now.camps.items() if camp == "absent")
    apart = () if before is not None and before.without_vote == now.without_vote else now.without_vote.items()
    return Board(
        title="",
        seats=seats,
        tally=tally(counts, now.outcome, language, absent, manner=now.manner),
        counts=counts,
        observers=tuple(Seat(id=one, name=now.names[one], position=camp) for one, camp in apart),
    )


def counted(camps: Any) -> dict[str, int]:
    """How many seats stand where."""
    counts: dict[str, int] = {}
    for camp in camps:
        counts[camp] = counts.get(camp, 0) + 1
    return counts


def _absent(question: ShownQuestion) -> tuple[str, ...]:
    return tuple(seat.name for seat in question.seats if seat.camp == "absent")


NAMED_AT_MOST = 5


def tally(
    counts: Mapping[str, int],
    outcome: Mapping[str, Any] | None,
    language: Language,
    absent: Sequence[str] = (),
    *,
    manner: str = Question.Manner.RECORDED_VOTE,
) -> str:
    """The figures in one sentence, who is absent, and while the vote runs what they mean now."""
    if manner == Question.Manner.WITHOUT_VOTE:
        count = counts.get("no", 0)
        figures = ngettext("%(count)d objection.", "%(count)d objections.", count) % {"count": count}
    else:
        figures = _("%(yes)d in favour, %(no)d against, %(abstain)d abstaining.") % {
            name: counts.get(name, 0) for name in ("yes", "no", "abstain")
        }
    parts = [figures]
    if counts.get("pending"):
        waiting = counts["pending"]
        parts.append(ngettext("%(count)d not yet.", "%(count)d not yet.", waiting) % {"count": waiting})
    if 0 < len(absent) <= NAMED_AT_MOST:
        parts.append(_("Absent: %(names)s.") % {"names": ", ".join(absent)})
    if outcome is not None and ("settled" in outcome or outcome.get("objectors")):
        parts.append(meaning_of(outcome, language))
    return ("" if language == "zh" else " ").join(parts)  # no space stands between sentences in Chinese


def meaning_of(outcome: Mapping[str, Any], language: Language) -> str:
    """What would carry it while the vote runs, or what it comes to whatever the others say."""
    if outcome.get("objectors"):
        return _("With an objection it is not adopted without a vote: a recorded vote has to be taken.")
    if outcome["settled"]:
        return str(outcome["sentence"][language])
    if outcome["verdict"] == "adopted":
        return _("Closed now, it would be adopted.")
    short = outcome["short_by"]
    if short:
        form = ngettext("%(count)d more in favour would carry it.", "%(count)d more in favour would carry it.", short)
        return form % {"count": short}
    return _("Closed now, it would not be adopted.")


UNANNOUNCED: Mapping[str, str] = {Question.State.OPEN: "open", Question.State.CLOSED: "counted"}
"""What a result is called before the chair announces it."""


def result_of(
    outcome: Mapping[str, Any] | None, state: str, language: Language, announced_at: datetime | None = None
) -> Result | None:
    """The result with its conditions; before it is announced, what is on record would give.

    ``None`` where there is none: set aside, or called to a vote by an objection.
    """
    if outcome is None or outcome.get("objectors"):
        return None
    announced = state == "announced"
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
    running = state == "open"
    sentence = outcome["sentence"][language]
    return Result(
        status=outcome["verdict"] if announced else UNANNOUNCED[state],
        sentence=_("As if it were closed now: %s") % sentence if running else sentence,
        conditions=conditions,
        notes=notes,
        announced_at=announced_at if announced else None,
    )
