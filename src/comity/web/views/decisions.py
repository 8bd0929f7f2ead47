"""Pages of decisions: the list, a proposal, and the acts on it, each a page with a form."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.app.commands import proposals
from comity.app.lifecycle import RUNNING
from comity.app.policy import grants, may_at_all
from comity.app.queries import decisions as query
from comity.core.values import in_language
from comity.store.models import Proposal, Question
from comity.web.acting import form_key, tried
from comity.web.boards import board_of, result_of
from comity.web.decision_parts import proposal_table, statements_of, text_before_body, texts_of
from comity.web.forms import SubmitForm
from comity.web.kit import Act, Deadline, Fact, Form, Kind, Link, Notice, PageHead
from comity.web.offers import offered_acts, offered_positions
from comity.web.pages import FORM, Page
from comity.web.request import actor_of_request, language_of_request, now
from comity.web.streams import stream


def listed(request: HttpRequest) -> HttpResponse:
    """The proposals that the reader may see."""
    actor, language = actor_of_request(request), language_of_request()
    table, filters, total = proposal_table(request, actor, language)
    acts: tuple[Act, ...] = ()
    if may_at_all(actor, "proposal.submit"):
        acts = (
            Act(label=_("Submit a proposal"), url=reverse("proposal_submit"), icon="file-earmark-plus", primary=True),
        )
    head = PageHead(
        question=_("What is before the bodies, and what was decided?"),
        title=_("Decisions"),
        answer=_("%(count)d proposals that you may read.") % {"count": total},
        acts=acts,
    )
    return render(request, "web/decisions/list.html", {"page": head, "table": table, "filters": filters})


def submit(request: HttpRequest) -> HttpResponse:
    """A form for a new proposal."""
    lists = query.choosable(actor_of_request(request), language_of_request(), now().date())
    form = SubmitForm(request.POST or None, lists=lists)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        due = given["due_at"]
        body, _separator, matter = given["matter"].partition("/")
        command = proposals.Submit(
            body=body,
            matter=matter,
            title=given["title"],
            text=given["text"],
            versions=given["versions"],
            classification=given["classification"],
            sponsors=tuple(given.get("sponsors", ())),
            concerned=tuple(given["concerned"]),
            requested_by=tuple(given["requested_by"]),
            due_at=due.isoformat() if isinstance(due, datetime) else "",
        )
        done = tried(request, form, command)
        if done is not None:
            messages.success(request, _("Submitted as %(symbol)s.") % {"symbol": done.outcome["symbol"]})
            return redirect("proposal", done.subject)
    head = PageHead(
        question=_("What is proposed, to which body, under which matter?"),
        title=_("Submit a proposal"),
        path=(Link(label=_("Decisions"), url=reverse("decisions")),),
    )
    shown_form = Form(
        form=form, submit=_("Submit"), key=form_key(request), cancel=Link(label=_("Cancel"), url=reverse("decisions"))
    )
    return render(request, "web/decisions/form.html", {"page": head, "form": shown_form})


def shown(request: HttpRequest, proposal: str) -> HttpResponse:
    """A proposal: the rule that applies, the question as it stands, the board, the result, and the acts."""
    actor, language, at = actor_of_request(request), language_of_request(), now()
    found = query.proposal(actor, proposal, language, at)
    question = found.questions[0] if found.questions else None
    stream = None
    if question and question.state in RUNNING:
        stream = f"{reverse('question_stream', args=(question.id,))}?stage={query.stage_of(question)}"
    board = board_of(question, stream, language) if question and question.state != "set_aside" else None
    result = result_of(question.outcome, question.state, language, question.announced_at) if question else None
    answer = result.sentence if result and question and question.state == "announced" else found.rule
    head = PageHead(
        question=in_language(found.title, language),
        symbol=found.symbol,
        status=_status(found, question),
        classification=found.classification,
        answer=answer,
        path=(Link(label=_("Decisions"), url=reverse("decisions")),),
    )
    invite = None
    if grants(actor, "person.invite"):
        invite = Link(label=_("Invite a person"), url=reverse("person_invite"))
    context = {
        "page": head,
        "facts": _facts(found),
        "result": result,
        "announced": question is not None and question.state == "announced",
        "board": board,
        "choices": offered_positions(question) if question else (),
        "notices": _notices(found, question, invite) if question else (),
        "acts": offered_acts(found, question),
        "texts": texts_of(found, language),
        "before_body": text_before_body(found.texts),
        "statements": statements_of(question, language) if question else (),
        "deadline": Deadline(at=found.due_at, now=at, label=_("To be decided"))
        if found.due_at and found.state in ("submitted", "put")
        else None,
        "earlier": found.questions[1:],
    }
    return render(request, "web/decisions/proposal.html", context)


def _status(found: query.ShownProposal, question: query.ShownQuestion | None) -> str:
    if found.state != Proposal.State.PUT or question is None:
        return found.state
    if question.manner == Question.Manner.WITHOUT_VOTE:
        return "under_consideration"
    return {"open": "voting", "closed": "counted"}.get(question.state, "under_consideration")


def _facts(found: query.ShownProposal) -> tuple[Fact, ...]:
    facts = [
        Fact(term=_("Body"), value=found.body),
        Fact(term=_("Matter"), value=found.matter),
        Fact(
            term=_("The rule that applies"),
            value=found.rule or _("The charter has no rule for it today."),
        ),
        Fact(term=_("Article"), value=found.article),
        Fact(term=_("Sponsors"), value=", ".join(found.sponsors) or _("The secretariat")),
    ]
    last = found.questions[0] if found.questions else None
    if last is not None and last.announced_at is not None:
        facts.append(Fact(term=_("Announced"), value=last.announced_at, kind=Kind.DATE))
    if found.document:
        id_, symbol = found.document
        value = Link(label=symbol, url=reverse("document", args=(id_,)))
        facts.append(Fact(term=_("Adopted as"), value=value, kind=Kind.LINK))
    return tuple(facts)


def _notices(shown: query.ShownProposal, question: query.ShownQuestion, invite: Link | None) -> tuple[Notice, ...]:
    found = []
    if question.requested_by:
        found.append(Notice(sentence=_("A recorded vote was requested by %(name)s.") % {"name": question.requested_by}))
    if question.quorum_challenged_by and not question.attendance_taken:
        text = _("%(name)s challenges the quorum: attendance has to be taken before the result is announced.")
        found.append(Notice(sentence=text % {"name": question.quorum_challenged_by}, kind="warning"))
    if question.quorum_challenged_by and not shown.has_quorum:
        text = _("The charter sets no quorum for this matter: who is absent does not prevent the decision.")
        found.append(Notice(sentence=text))
    if question.state in RUNNING and not question.has_chair:
        text = _("Nobody chairs this body today, and the chair alone announces a result: an officer invites a chair.")
        found.append(Notice(sentence=text, kind="warning", link=invite))
    return tuple(found)


PAGES = (
    Page(at="decisions/", name="decisions", may="proposal.see", view=listed),
    Page(at="decisions/submit/", name="proposal_submit", may="proposal.submit", view=submit, methods=FORM),
    Page(at="decisions/<slug:proposal>/", name="proposal", may="proposal.see", view=shown),
    Page(at="questions/<slug:question>/stream/", name="question_stream", may="proposal.see", view=stream),
)
