"""What a reader can say and do on the page of a proposal: the positions and acts that the policy grants."""

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.app.queries import decisions as query
from comity.store.models import Position
from comity.web.kit import Act, Choice, Choices
from comity.web.request import new_key

CAMPS = (("yes", "check-lg"), ("no", "x-lg"), ("abstain", "circle-half"), ("not_participating", "dash-circle"))


def offered_positions(question: query.ShownQuestion) -> tuple[Choices, ...]:
    """What the reader can say from their own seats."""
    if "position.take" in question.may:
        names = {seat.id: seat for seat in question.seats}
        closed = question.state == "closed"  # a position that was taken may be corrected, none is added
        return tuple(_choice(question, names[one]) for one in question.own_seats if names[one].version or not closed)
    if "position.take_without_vote" in question.may and question.own_delegation:
        mine = next((one for one in question.without_vote if one.mine), None)
        legend = _("Where does your delegation stand? Shown apart, and never counted.")
        url = reverse("position_without_vote", args=(question.id,))
        return (
            Choices(
                url=url,
                legend=legend,
                choices=buttons(mine.camp if mine else "", consensus=False),
                key=new_key(),
                name="camp",
                version=mine.version if mine else 0,
            ),
        )
    return ()


def _choice(question: query.ShownQuestion, seat: query.ShownSeat) -> Choices:
    consensus = question.manner == "without_vote"
    legend = _("%(seat)s: is there an objection?") if consensus else _("How does %(seat)s vote?")
    correcting = _("You may correct it until the result is announced.") if seat.version else None
    return Choices(
        url=reverse("position_take", args=(question.id, seat.id)),
        legend=legend % {"seat": seat.name},
        choices=buttons(
            seat.camp if seat.version else "", consensus=consensus, may_stay_out=consensus and question.may_stay_out
        ),
        key=new_key(),
        name="camp",
        version=seat.version,
        help=correcting,
    )


def buttons(chosen: str, *, consensus: bool, may_stay_out: bool = False) -> tuple[Choice, ...]:
    """The positions that can be taken, the one that is taken marked.

    By consensus an objection alone; that the member takes no part, where the decision then does not bind it.
    """
    if consensus:
        found = [Choice(value="no", label=_("Object"), icon="x-lg", chosen=chosen == "no")]
        if may_stay_out:
            label = _("Takes no part")
            out = Choice(
                value="not_participating", label=label, icon="dash-circle", chosen=chosen == "not_participating"
            )
            found.append(out)
        if chosen:
            label = _("No objection any more") if chosen == "no" else _("No objection")
            chosen_yes = chosen in {"yes", "no_objection"}
            found.append(Choice(value="yes", label=label, icon="check-lg", chosen=chosen_yes))
        return tuple(found)
    labels = dict(Position.Camp.choices)
    return tuple(Choice(value=camp, label=labels[camp], icon=icon, chosen=camp == chosen) for camp, icon in CAMPS)


def offered_acts(found: query.ShownProposal, question: query.ShownQuestion | None) -> tuple[Act, ...]:
    """The acts on the proposal and its question, as links to their pages; the one most likely wanted first."""
    acts = []
    if "question.put" in found.may and found.state == "submitted" and found.rule:
        acts.append(
            Act(
                label=_("Put it to the body"),
                url=reverse("question_put", args=(found.id,)),
                icon="megaphone",
                primary=True,
            )
        )
    if question is not None:
        acts += _acts_on(question, by_consensus=found.by_consensus)
    if "proposal.revise" in found.may:
        acts.append(Act(label=_("Issue a revision"), url=reverse("proposal_revise", args=(found.id,)), icon="pencil"))
    if "proposal.sponsor" in found.may and found.own_delegation:
        acts.append(
            Act(
                label=_("Sponsor it, or leave the sponsors"),
                url=reverse("proposal_sponsor", args=(found.id,)),
                icon="people",
            )
        )
    if "proposal.withdraw" in found.may:
        acts.append(
            Act(label=_("Withdraw"), url=reverse("proposal_withdraw", args=(found.id,)), icon="arrow-counterclockwise")
        )
    return tuple(acts)


ACTS_ON_A_QUESTION: tuple[tuple[str, frozenset[str], str, str, bool], ...] = (
    ("question.announce", frozenset({"closed"}), "question_announce", "megaphone", True),
    ("question.close", frozenset({"open"}), "question_close", "lock", True),
    ("position.record", frozenset({"open", "closed"}), "position_record", "check2-square", False),
    ("question.take_attendance", frozenset({"open", "closed"}), "question_attendance", "people", False),
    ("question.request_vote", frozenset({"open", "closed"}), "question_request_vote", "check2-square", False),
    (
        "question.challenge_quorum",
        frozenset({"open", "closed"}),
        "question_challenge_quorum",
        "exclamation-triangle-fill",
        False,
    ),
    ("statement.make", frozenset({"open", "closed", "announced"}), "statement_make", "chat-square-text", False),
)
"""What may be done on a question: action, in which states, page, shape, whether it is what one most likely came for."""

LABELS: Mapping[str, Callable[[], str]] = {
    "question.announce": lambda: _("Announce the result"),
    "question.close": lambda: _("Close"),
    "position.record": lambda: _("Record positions"),
    "question.take_attendance": lambda: _("Take attendance"),
    "question.request_vote": lambda: _("Request a recorded vote"),
    "question.challenge_quorum": lambda: _("Challenge the quorum"),
    "statement.make": lambda: _("Make a statement"),
}


def _acts_on(question: query.ShownQuestion, *, by_consensus: bool) -> list[Act]:
    return [
        Act(label=LABELS[may](), url=reverse(page, args=(question.id,)), icon=icon, primary=primary)
        for may, states, page, icon, primary in ACTS_ON_A_QUESTION
        if may in question.may and question.state in states and _fits(may, question, by_consensus=by_consensus)
    ]


FOR_A_DELEGATION = frozenset({"question.request_vote", "question.challenge_quorum", "statement.make"})
"""What a delegation does that has a seat in the body; the chair and the officer do the first for nobody."""


def _fits(may: str, question: query.ShownQuestion, *, by_consensus: bool) -> bool:
    """Whether the act has a sense as the question is put."""
    if may in FOR_A_DELEGATION and question.own_delegation and not question.own_seats:
        return False
    if may == "question.request_vote":
        return question.manner == "without_vote" and not by_consensus
    if may == "question.announce":
        return not (question.outcome or {}).get("objectors")
    return may != "position.record" or question.channel == "roll_call"
