"""Pages on which an act is taken on a proposal or a question: what is asked, and its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.app.commands import positions, proposals, questions, statements
from comity.app.errors import Conflict as ChangedMeanwhile
from comity.app.errors import Denied, NotThere, Unfit
from comity.app.issues import last_whole
from comity.app.outcomes import mark
from comity.app.perform import Command
from comity.app.queries import decisions as query
from comity.core.values import in_language
from comity.store.models import Position, Question
from comity.web.acting import act, form_key, tried
from comity.web.forms import AttendanceForm, PutForm, ReviseForm, StatementForm
from comity.web.kit import Conflict, Difference, Form, Link, PageHead
from comity.web.kit.words import Words
from comity.web.languages import own_name
from comity.web.offers import buttons
from comity.web.pages import FORM, POST, Page
from comity.web.request import actor_of_request, language_of_request, new_key, now, version_seen


def _proposal(request: HttpRequest, proposal: str, action: str) -> query.ShownProposal:
    """The proposal, for a page on which an act is taken. Raises ``NotThere``, or ``Denied`` where it is not granted."""
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    if action not in found.may:
        raise Denied(action)
    return found


def _question(request: HttpRequest, question: str, action: str) -> tuple[query.ShownProposal, query.ShownQuestion]:
    """The same for a question, with its proposal."""
    proposal = questions.found(question).proposal_id
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    one = next(one for one in found.questions if one.id == question)
    if action not in one.may:
        raise Denied(action)
    return found, one


def _form_page(
    request: HttpRequest, found: query.ShownProposal, form: Form, question: str, answer: str = "", **more: Any
) -> HttpResponse:
    language = language_of_request()
    url = reverse("proposal", args=(found.id,))
    path = (
        Link(label=_("Decisions"), url=reverse("decisions")),
        Link(label=f"{found.symbol}: {in_language(found.title, language)}", url=url),
    )
    head = PageHead(question=question, answer=answer or None, symbol=found.symbol, path=path)
    return render(request, "web/decisions/form.html", {"page": head, "form": form, **more})


def _cancel(found: query.ShownProposal) -> Link:
    return Link(label=_("Cancel"), url=reverse("proposal", args=(found.id,)))


def put(request: HttpRequest, proposal: str) -> HttpResponse:
    """Put the question to the body."""
    found = _proposal(request, proposal, "question.put")
    form = PutForm(request.POST or None, by_consensus=found.by_consensus, by_office_holder=found.by_office_holder)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        command = questions.PutToBody(
            proposal=proposal,
            seen=version_seen(request),
            manner=given["manner"],
            channel=given["channel"],
            drawn=given.get("drawn", False),
        )
        if tried(request, form, command) is not None:
            messages.success(request, _("The question is put."))
            return redirect("proposal", proposal)
    shown_form = Form(
        form=form, submit=_("Put the question"), key=form_key(request), version=found.version, cancel=_cancel(found)
    )
    return _form_page(request, found, shown_form, _("How is the question put?"), found.rule)


def revise(request: HttpRequest, proposal: str) -> HttpResponse:
    """Issue a revision, an addendum or a corrigendum."""
    found = _proposal(request, proposal, "proposal.revise")
    whole = found.texts[last_whole(one.kind for one in found.texts)]
    initial = {"title": dict(found.title), "text": dict(whole.texts), "versions": whole.versions, "kind": "revision"}
    form = ReviseForm(request.POST or None, languages=found.languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        command = proposals.Revise(
            proposal=proposal,
            seen=version_seen(request),
            kind=given["kind"],
            text=given["text"],
            title=given["title"],
            versions=given["versions"],
        )
        done = tried(request, form, command)
        if done is not None:
            messages.success(request, _("Issued as %(symbol)s.") % {"symbol": done.outcome["symbol"]})
            return redirect("proposal", proposal)
        found = _proposal(request, proposal, "proposal.revise")  # as it is now, for whoever was refused
    is_stale = request.method == "POST" and version_seen(request) != found.version
    shown_form = Form(
        form=form,
        submit=_("Issue"),
        key=form_key(request),
        version=found.version,
        cancel=_cancel(found),
        conflict=_both_versions(form, found) if is_stale else None,
    )
    return _form_page(request, found, shown_form, _("What does the new issue of the text say?"))


def _both_versions(form: ReviseForm, found: query.ShownProposal) -> Conflict:
    """What was sent beside what was issued meanwhile, language by language."""
    by, at = query.last_change(found.id)
    there = found.texts[-1]
    return Conflict(
        by=by,
        at=at,
        differences=tuple(
            Difference.between(
                f"{form.fields[field].label} ({own_name(tag)})", sent.get(tag, ""), theirs.get(tag, ""), tag
            )
            for field, theirs in (("title", there.title), ("text", there.texts))
            for sent in (form.cleaned_data.get(field, {}),)
            for tag in found.languages
        ),
    )


def sponsor(request: HttpRequest, proposal: str) -> HttpResponse:
    """Join the sponsors, or leave them."""
    found = _proposal(request, proposal, "proposal.sponsor")
    form = forms.Form(request.POST or None)
    leave = request.POST.get("leave") == "1"
    if request.method == "POST" and form.is_valid():
        command = proposals.Sponsor(proposal=proposal, delegation=found.own_delegation, leave=leave)
        if tried(request, form, command) is not None:
            messages.success(request, _("The list of sponsors is changed."))
            return redirect("proposal", proposal)
    shown_form = Form(form=form, submit=_("Sponsor"), key=form_key(request), cancel=_cancel(found))
    return _form_page(request, found, shown_form, _("Does your delegation sponsor this proposal?"), leaves=True)


def withdraw(request: HttpRequest, proposal: str) -> HttpResponse:
    """Withdraw a proposal, once it is confirmed."""
    found = _proposal(request, proposal, "proposal.withdraw")
    command = proposals.Withdraw(proposal=proposal, seen=version_seen(request))
    says = _("The proposal is withdrawn and can't be put again. Its text and this act stay in the ledger.")
    asking = Asking(
        question=_("Withdraw this proposal?"),
        says=says,
        submit=_("Withdraw"),
        told=_("The proposal is withdrawn."),
        danger=True,
    )
    return _plain_act(request, found, command, asking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the page of an act says that needs nothing but to be confirmed."""

    question: str
    says: str
    submit: str
    told: str
    danger: bool = False
    shown: str = ""
    """What the act rests on, as the page shows it (``app.outcomes.mark``)."""


def _plain_act(request: HttpRequest, found: query.ShownProposal, command: Command, asking: Asking) -> HttpResponse:
    """The page of an act that needs nothing but to be confirmed."""
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(request, form, command) is not None:
        messages.success(request, asking.told)
        return redirect("proposal", found.id)
    shown_form = Form(
        form=form,
        submit=asking.submit,
        key=form_key(request),
        version=found.version,
        cancel=_cancel(found),
        danger=asking.danger,
        shown=asking.shown,
    )
    return _form_page(request, found, shown_form, asking.question, asking.says)


def close(request: HttpRequest, question: str) -> HttpResponse:
    """Close the vote, or the chair's question."""
    found, one = _question(request, question, "question.close")
    says = _("No new position is taken after that. Corrections are, until the result is announced.")
    if one.manner == "without_vote":
        says = _("Who has not objected by now has no objection.")
    asking = Asking(question=_("Close it now?"), says=says, submit=_("Close"), told=_("It is closed."))
    return _plain_act(request, found, questions.Close(question=question), asking)


def announce(request: HttpRequest, question: str) -> HttpResponse:
    """Announce the result."""
    found, one = _question(request, question, "question.announce")
    outcome = one.outcome
    if outcome is None or outcome.get("objectors"):
        messages.error(request, _("There is no result to announce: an objection calls for a recorded vote."))
        return redirect("proposal", found.id)
    says = str(outcome["sentence"][language_of_request()])
    command = questions.Announce(question=question, shown=request.POST.get("shown", "-"))
    asking = Asking(
        question=_("Announce this result?"),
        says=says,
        submit=_("Announce"),
        told=_("The result is announced."),
        danger=True,
        shown=mark(outcome),
    )
    return _plain_act(request, found, command, asking)


def request_vote(request: HttpRequest, question: str) -> HttpResponse:
    """Request a recorded vote."""
    found, one = _question(request, question, "question.request_vote")
    command = questions.RequestVote(question=question, delegation=one.own_delegation)
    says = _("The question is then put to a recorded vote of all seats.")
    asking = Asking(
        question=_("Request a recorded vote?"), says=says, submit=_("Request it"), told=_("A recorded vote is put.")
    )
    return _plain_act(request, found, command, asking)


def challenge_quorum(request: HttpRequest, question: str) -> HttpResponse:
    """Challenge the quorum."""
    found, one = _question(request, question, "question.challenge_quorum")
    command = questions.ChallengeQuorum(question=question, delegation=one.own_delegation)
    says = _("Attendance is then taken before the result is announced.")
    asking = Asking(
        question=_("Challenge the quorum?"), says=says, submit=_("Challenge it"), told=_("The challenge is on record.")
    )
    return _plain_act(request, found, command, asking)


def attendance(request: HttpRequest, question: str) -> HttpResponse:
    """Record which seats are empty."""
    found, one = _question(request, question, "question.take_attendance")
    form = AttendanceForm(
        request.POST or None, seats=[(seat.id, seat.name) for seat in one.seats], initial={"absent": list(one.absent)}
    )
    if request.method == "POST" and form.is_valid():
        command = questions.TakeAttendance(
            question=question, seen=version_seen(request), absent=tuple(form.cleaned_data["absent"])
        )
        if tried(request, form, command) is not None:
            messages.success(request, _("Attendance is recorded."))
            return redirect("proposal", found.id)
    shown_form = Form(
        form=form, submit=_("Record attendance"), key=form_key(request), version=one.version, cancel=_cancel(found)
    )
    return _form_page(request, found, shown_form, _("Which seats are empty?"), _("All others are taken to be there."))


def record(request: HttpRequest, question: str) -> HttpResponse:
    """The seats in the order of the call, each with its buttons."""
    found, one = _question(request, question, "position.record")
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        command = positions.Record(
            question=question,
            seat=request.POST.get("seat", ""),
            camp=request.POST.get("camp", ""),
            seen=version_seen(request),
        )
        if tried(request, form, command) is not None:
            return redirect(f"{reverse('position_record', args=(question,))}#call-{command.seat}")
    calls = tuple(
        {
            "seat": seat,
            "choices": buttons(
                seat.camp if seat.version else "",
                consensus=one.manner == "without_vote",
                may_stay_out=one.may_stay_out,
            ),
            "key": new_key(),
        }
        for seat in one.seats
    )
    head = PageHead(
        question=_("What does each seat call out?"),
        answer=_("In the order of the call. A press records it, another corrects it."),
        symbol=found.symbol,
        path=(Link(label=found.symbol, url=reverse("proposal", args=(found.id,))),),
    )
    context = {"page": head, "calls": calls, "faults": form.non_field_errors() if form.is_bound else ()}
    return render(request, "web/decisions/record.html", context)


def take(request: HttpRequest, question: str, seat: str) -> HttpResponse:
    """A position from the seat."""
    command = positions.Take(
        question=question, seat=seat, camp=request.POST.get("camp", ""), seen=version_seen(request)
    )
    return _positioned(request, command)


def take_without_vote(request: HttpRequest, question: str) -> HttpResponse:
    """A position of a delegation without a seat."""
    actor = actor_of_request(request)
    command = positions.TakeWithoutVote(
        question=question, delegation=actor.acting_for(), camp=request.POST.get("camp", ""), seen=version_seen(request)
    )
    return _positioned(request, command)


OVER: Mapping[str, Words] = {
    Question.State.ANNOUNCED: gettext_lazy("The result is announced: a position can't be taken or corrected any more."),
    Question.State.SET_ASIDE: gettext_lazy(
        "This can't be done as things stand. Open the page again: it shows where they stand."
    ),
}
"""What is said to who comes too late with a position."""


def _positioned(request: HttpRequest, command: positions.Take | positions.TakeWithoutVote) -> HttpResponse:
    try:
        done = act(request, command)
    except Unfit as refused:
        return _led_back(request, command.question, *(fault.message for fault in refused.faults))
    except ChangedMeanwhile as refused:
        return _led_back(request, command.question, _both(command.camp, refused))
    except Denied:
        over = OVER.get(questions.found(command.question).state)
        if over is None:
            raise
        return _led_back(request, command.question, str(over))
    labels = dict(Position.Camp.choices)
    told = _("Recorded: %(position)s. Entry %(entry)d in the ledger.")
    messages.success(request, told % {"position": labels[command.camp], "entry": done.sequence})
    return redirect("proposal", done.subject)


def _led_back(request: HttpRequest, question: str, *faults: str) -> HttpResponse:
    """The way to the proposal, and what was wrong. Raises ``NotThere`` for who may not see the proposal."""
    if not query.may_watch(actor_of_request(request), question):
        raise NotThere(question)
    for fault in faults:
        messages.error(request, fault)
    return redirect("proposal", questions.found(question).proposal_id)


def _both(camp: str, refused: ChangedMeanwhile) -> str:
    """What was pressed, and what stands there meanwhile."""
    labels = dict(Position.Camp.choices)
    theirs = refused.theirs.get("camp")
    if theirs is None:
        return _("Somebody changed it meanwhile; nothing was done. The page shows what is there now.")
    told = _(
        "You pressed: %(yours)s. Meanwhile your delegation has said: %(theirs)s. That stands until you press again."
    )
    return told % {"yours": labels[camp], "theirs": labels[theirs]}


def statement(request: HttpRequest, question: str) -> HttpResponse:
    """A statement beside the question."""
    found, one = _question(request, question, "statement.make")
    kinds = [kind for kind, states in statements.WHEN.items() if one.state in states]
    form = StatementForm(request.POST or None, kinds=kinds, languages=found.languages)
    if request.method == "POST" and form.is_valid():
        command = statements.Make(
            question=question, delegation=one.own_delegation, kind=form.cleaned_data["kind"], text=form.text()
        )
        if tried(request, form, command) is not None:
            messages.success(request, _("The statement is on record."))
            return redirect("proposal", found.id)
    shown_form = Form(form=form, submit=_("Place it on record"), key=form_key(request), cancel=_cancel(found))
    says = _("In one language or more. It stands beside the question and does not change the result.")
    return _form_page(request, found, shown_form, _("What does your delegation state?"), says)


ON_A_PROPOSAL = "decisions/<slug:proposal>/"
ON_A_QUESTION = "questions/<slug:question>/"

PAGES = (
    Page(at=f"{ON_A_PROPOSAL}put/", name="question_put", may="question.put", view=put, methods=FORM),
    Page(at=f"{ON_A_PROPOSAL}revise/", name="proposal_revise", may="proposal.revise", view=revise, methods=FORM),
    Page(at=f"{ON_A_PROPOSAL}sponsor/", name="proposal_sponsor", may="proposal.sponsor", view=sponsor, methods=FORM),
    Page(
        at=f"{ON_A_PROPOSAL}withdraw/", name="proposal_withdraw", may="proposal.withdraw", view=withdraw, methods=FORM
    ),
    Page(at=f"{ON_A_QUESTION}close/", name="question_close", may="question.close", view=close, methods=FORM),
    Page(
        at=f"{ON_A_QUESTION}announce/", name="question_announce", may="question.announce", view=announce, methods=FORM
    ),
    Page(
        at=f"{ON_A_QUESTION}request-vote/",
        name="question_request_vote",
        may="question.request_vote",
        view=request_vote,
        methods=FORM,
    ),
    Page(
        at=f"{ON_A_QUESTION}challenge-quorum/",
        name="question_challenge_quorum",
        may="question.challenge_quorum",
        view=challenge_quorum,
        methods=FORM,
    ),
    Page(
        at=f"{ON_A_QUESTION}attendance/",
        name="question_attendance",
        may="question.take_attendance",
        view=attendance,
        methods=FORM,
    ),
    Page(at=f"{ON_A_QUESTION}record/", name="position_record", may="position.record", view=record, methods=FORM),
    Page(at=f"{ON_A_QUESTION}statement/", name="statement_make", may="statement.make", view=statement, methods=FORM),
    Page(at=f"{ON_A_QUESTION}seats/<str:seat>/", name="position_take", may="position.take", view=take, methods=POST),
    Page(
        at=f"{ON_A_QUESTION}position/",
        name="position_without_vote",
        may="position.take_without_vote",
        view=take_without_vote,
        methods=POST,
    ),
)
