"""The first page, by role: what waits, what moved; and for a newcomer to the example, what it is about."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comity.app.actor import Actor
from comity.app.errors import Denied
from comity.app.ledger_words import VERBS
from comity.app.policy import may_at_all
from comity.app.queries import home as query
from comity.core.values import Language
from comity.web.demonstrations import record_of, texts_of
from comity.web.kit import Act, Column, Deadline, Empty, Event, Kind, Link, PageHead, Table, Timeline
from comity.web.kit.words import Words
from comity.web.pages import POST, Page
from comity.web.request import actor_of_request, language_of_request, now

ASKED: Mapping[str, Words] = {
    "position.take": gettext_lazy("Take a position from your seat"),
    "position.take_without_vote": gettext_lazy("Say where your delegation stands, without vote"),
    "question.take_attendance": gettext_lazy("Take attendance: the quorum is challenged"),
    "question.close": gettext_lazy("Close the question"),
    "question.announce": gettext_lazy("Announce the result"),
    "question.put": gettext_lazy("Put it to the body"),
}
"""What waits, as an act."""

SHAPES: Mapping[str, str] = {
    "proposal.submit": "inbox",
    "proposal.revise": "pencil",
    "proposal.sponsor": "people",
    "proposal.withdraw": "arrow-counterclockwise",
    "question.put": "megaphone",
    "question.request_vote": "megaphone",
    "question.challenge_quorum": "exclamation-triangle-fill",
    "question.take_attendance": "list-check",
    "question.close": "lock",
    "question.announce": "check-circle-fill",
    "position.take": "check2-square",
    "position.record": "check2-square",
    "position.take_without_vote": "check2-square",
    "statement.make": "chat-left-text",
    "document.register": "file-text",
    "organisation.found": "bank",
    "charter.adopt_version": "book",
}
"""The shape of an act; what is not here has a dot."""


def first(request: HttpRequest) -> HttpResponse:
    """The first page."""
    actor, language, at = actor_of_request(request), language_of_request(), now()
    found = query.home(actor, language, at)
    if found is None:
        return _nothing_yet(request, language)
    newcomer = found.example and found.seen_until is None
    shown: dict[str, object] = {"page": _head(found, actor), "inside": bool(actor.capacities), "seen": at.isoformat()}
    if actor.capacities:
        shown |= {
            "waiting": _waiting(found),
            "deadlines": tuple(_deadlines(found, at)),
            "invitations": _invitations(found),
            "moved": _moved(found, ledger=may_at_all(actor, "ledger.see")),
            "more_moved": found.more_moved,
        }
    if newcomer or (found.example and not actor.capacities):
        shown |= {"demonstration": texts_of(request, language), "record": record_of(language), "newcomer": True}
    return render(request, "web/home/home.html", shown)


def _nothing_yet(request: HttpRequest, language: Language) -> HttpResponse:
    head = PageHead(
        question=_("How does an organisation of states decide?"),
        title=_("Home"),
        answer=_(
            "No organisation has been made here yet. Below: what a rule makes of two real votes, and how to begin."
        ),
    )
    shown = {
        "page": head,
        "demonstration": texts_of(request, language),
        "record": record_of(language),
        "newcomer": True,
    }
    return render(request, "web/home/home.html", shown)


def _head(found: query.HomeTold, actor: Actor) -> PageHead:
    if not actor.capacities:
        answer = _("Everybody may read the charter, the documents that are general, and what was decided.")
        if found.example:
            answer = _("An example: everything in it is invented. Below: what a rule makes of two real votes.")
        return PageHead(
            question=_("What does %(name)s decide?") % {"name": found.organisation}, title=_("Home"), answer=answer
        )
    count = len(found.waiting) + len(found.invitations)
    answer = _("Nothing waits for you.")
    if count:
        answer = ngettext("%(count)d thing waits for you.", "%(count)d things wait for you.", count) % {"count": count}
    acts: tuple[Act, ...] = ()
    if may_at_all(actor, "proposal.submit"):
        acts = (Act(label=_("Submit a proposal"), url=reverse("proposal_submit"), icon="file-earmark-plus"),)
    return PageHead(question=_("What waits for me?"), title=_("Home"), answer=answer, acts=acts)


def _waiting(found: query.HomeTold) -> Table:
    columns = (
        Column(id="act", label=_("What to do"), kind=Kind.LINK),
        Column(id="symbol", label=_("Proposal")),
        Column(id="title", label=_("Title")),
        Column(id="body", label=_("Body")),
        Column(id="since", label=_("Since"), kind=Kind.DATE),
        Column(id="by", label=_("To be decided by"), kind=Kind.DATE),
    )
    rows = tuple(
        (
            Link(label=ASKED[one.what], url=reverse("proposal", args=(one.proposal,))),
            one.symbol,
            one.title,
            one.body,
            one.since,
            one.by,
        )
        for one in found.waiting
    )
    empty = Empty(
        title=_("Nothing waits for you"),
        sentence=_("Questions on which your seat has taken no position stand here, and acts that only you can take."),
        act=Act(label=_("See what is before the bodies"), url=reverse("decisions")),
    )
    return Table(caption=_("What waits for me"), columns=columns, rows=rows, empty=empty, caption_hidden=True)


def _deadlines(found: query.HomeTold, at: datetime) -> list[Deadline]:
    """The nearest deadline alone: the others stand in the table."""
    nearest = min(((one.by, one.symbol) for one in found.waiting if one.by is not None), default=None)
    if nearest is None:
        return []
    label = _("The next deadline, %(symbol)s") % {"symbol": nearest[1]}
    return [Deadline(at=nearest[0], now=at, label=label)]


def _invitations(found: query.HomeTold) -> Table | None:
    if not found.invitations:
        return None
    columns = (Column(id="name", label=_("Invited")), Column(id="until", label=_("Valid until"), kind=Kind.DATE))
    return Table(caption=_("Invitations without an answer"), columns=columns, rows=found.invitations)


def _moved(found: query.HomeTold, *, ledger: bool) -> Timeline:
    events = []
    for one in found.moved:
        link = Link(label=one.symbol, url=reverse("proposal", args=(one.proposal,))) if one.proposal else None
        events.append(
            Event(
                at=one.at,
                sentence=VERBS.get(one.verb, one.verb),
                by=one.delegation or None,
                link=link,
                icon=SHAPES.get(one.verb, "dot"),
                entry=one.sequence if ledger else None,
            )
        )
    empty = Empty(title=_("Nothing has moved"), sentence=_("Acts of others that you may read of stand here."))
    return Timeline(label=_("What moved"), events=tuple(events), empty=empty)


def seen(request: HttpRequest) -> HttpResponse:
    """Keep that the reader has seen what moved, up to when the page was shown."""
    actor, at = actor_of_request(request), now()
    if not request.user.is_authenticated:
        raise Denied("account.see")
    query.mark_seen(actor, _moment(request.POST.get("until", ""), at), at)
    return redirect("home")


def _moment(text: str, default: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return default
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


PAGES = (
    Page(at="", name="home", may="home.see", view=first),
    Page(at="seen/", name="seen", may="account.see", view=seen, methods=POST),
)
