"""Pages of decisions: the list, a proposal, and the acts on it, each a page with a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.app.commands import positions, proposals, questions, statements
from comity.app.errors import Conflict, Unfit
from comity.app.perform import Command
from comity.app.policy import may_at_all
from comity.app.queries import decisions as query
from comity.core.values import in_language
from comity.store.models import Position, Proposal
from comity.web.acting import act
from comity.web.boards import board_of, result_of
from comity.web.decision_parts import proposal_table, statements_of, texts_of
from comity.web.forms import AttendanceForm, PutForm, ReviseForm, StatementForm, SubmitForm, add_faults
from comity.web.kit import Act, Choice, Choices, Deadline, Fact, Form, Link, Notice, PageHead
from comity.web.pages import FORM, POST, Page
from comity.web.request import actor_of_request, language_of_request, new_key, now
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
    lists = query.choosable(language_of_request(), now().date())
    form = SubmitForm(request.POST or None, lists=lists)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        due = given["due_at"]
        command = proposals.Submit(
            body=given["body"],
            matter=given["matter"],
            title=given["title"],
            text=given["text"],
            classification=given["classification"],
            sponsors=tuple(given["sponsors"]),
            due_at=due.isoformat() if isinstance(due, datetime) else "",
        )
        done = _tried(request, form, command)
        if done is not None:
            messages.success(request, _("Submitted as %(symbol)s.") % {"symbol": done.outcome["symbol"]})
            return redirect("proposal", done.subject)
    head = PageHead(
        question=_("What is proposed, to which body, under which matter?"),
        title=_("Submit a proposal"),
        path=(Link(label=_("Decisions"), url=reverse("decisions")),),
    )
    shown = Form(
        form=form, submit=_("Submit"), key=_key(request), cancel=Link(label=_("Cancel"), url=reverse("decisions"))
    )
    return render(request, "web/decisions/form.html", {"page": head, "form": shown})


def _key(request: HttpRequest) -> str:
    return request.POST.get("key") or new_key()


def _tried(request: HttpRequest, form: forms.Form, command: Command) -> Any:
    """The act done; ``None`` where it was refused, and then the form says why."""
    try:
        return act(request, command)
    except Unfit as refused:
        add_faults(form, refused)
    except Conflict:
        form.add_error(
            None, _("Somebody changed it meanwhile. What you wrote is kept here; the page shows what is there now.")
        )
    return None


def shown(request: HttpRequest, proposal: str) -> HttpResponse:
    """A proposal: the rule that applies, the question as it stands, the board, the result, and the acts."""
    actor, language, at = actor_of_request(request), language_of_request(), now()
    found = query.proposal(actor, proposal, language, at)
    question = found.questions[0] if found.questions else None
    stream = reverse("question_stream", args=(question.id,)) if question and question.state == "open" else None
    board = board_of(question, stream, language) if question and question.state != "set_aside" else None
    result = result_of(question, language) if question else None
    answer = result.sentence if result and question and question.state == "announced" else found.rule
    head = PageHead(
        question=in_language(found.title, language),
        symbol=found.symbol,
        status=_status(found, question),
        classification=found.classification,
        answer=answer,
        path=(Link(label=_("Decisions"), url=reverse("decisions")),),
    )
    context = {
        "page": head,
        "facts": _facts(found),
        "result": result,
        "board": board,
        "choices": _choices(question) if question else (),
        "notices": _notices(question) if question else (),
        "acts": _acts(found, question),
        "texts": texts_of(found, language),
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
    return {"open": "voting", "closed": "counted"}.get(question.state, "under_consideration")


def _facts(found: query.ShownProposal) -> tuple[Fact, ...]:
    facts = [
        Fact(term=_("Body"), value=found.body),
        Fact(term=_("Matter"), value=found.matter),
        Fact(term=_("The rule that applies"), value=found.rule or _("The charter has no rule for it today.")),
        Fact(term=_("Article"), value=found.article),
        Fact(term=_("Sponsors"), value=", ".join(found.sponsors) or _("The secretariat")),
    ]
    if found.document:
        facts.append(Fact(term=_("Adopted as"), value=found.document[1]))
    return tuple(facts)


def _notices(question: query.ShownQuestion) -> tuple[Notice, ...]:
    found = []
    if question.requested_by:
        found.append(Notice(sentence=_("A recorded vote was requested by %(name)s.") % {"name": question.requested_by}))
    if question.quorum_challenged_by and not question.attendance_taken:
        text = _("%(name)s challenges the quorum: attendance has to be taken before the result is announced.")
        found.append(Notice(sentence=text % {"name": question.quorum_challenged_by}, kind="warning"))
    return tuple(found)


CAMPS = (("yes", "check-lg"), ("no", "x-lg"), ("abstain", "circle-half"), ("not_participating", "dash-circle"))


def _choices(question: query.ShownQuestion) -> tuple[Choices, ...]:
    """What the reader can say from their own seats."""
    if "position.take" in question.may:
        names = {seat.id: seat for seat in question.seats}
        return tuple(_choice(question, names[seat]) for seat in question.own_seats)
    if "position.take_without_vote" in question.may and question.own_delegation:
        mine = next((one for one in question.without_vote if one.mine), None)
        legend = _("Where does your delegation stand? Shown apart, and never counted.")
        url = reverse("position_without_vote", args=(question.id,))
        return (
            Choices(
                url=url,
                legend=legend,
                choices=_buttons(mine.camp if mine else "", consensus=False),
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
        choices=_buttons(seat.camp if seat.version else "", consensus=consensus),
        key=new_key(),
        name="camp",
        version=seat.version,
        help=correcting,
    )


def _buttons(chosen: str, *, consensus: bool) -> tuple[Choice, ...]:
    if consensus:
        objection = Choice(value="no", label=_("Object"), icon="x-lg", chosen=chosen == "no")
        no_more = Choice(value="yes", label=_("No objection any more"), icon="check-lg", chosen=chosen == "yes")
        return (objection, no_more) if chosen else (objection,)
    labels = dict(Position.Camp.choices)
    return tuple(Choice(value=camp, label=labels[camp], icon=icon, chosen=camp == chosen) for camp, icon in CAMPS)


def _acts(found: query.ShownProposal, question: query.ShownQuestion | None) -> tuple[Act, ...]:
    acts = []
    if "question.put" in found.may and found.state == "submitted":
        acts.append(
            Act(
                label=_("Put it to the body"),
                url=reverse("question_put", args=(found.id,)),
                icon="megaphone",
                primary=True,
            )
        )
    if question is not None:
        acts += _acts_on(question)
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
    ("question.request_vote", frozenset({"open"}), "question_request_vote", "check2-square", False),
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


def _acts_on(question: query.ShownQuestion) -> list[Act]:
    needs_seat = {"question.request_vote", "question.challenge_quorum", "statement.make"}
    return [
        Act(label=LABELS[may](), url=reverse(page, args=(question.id,)), icon=icon, primary=primary)
        for may, states, page, icon, primary in ACTS_ON_A_QUESTION
        if may in question.may and question.state in states and (may not in needs_seat or question.own_seats)
        if may != "question.request_vote" or question.manner == "without_vote"
    ]


def _parent(request: HttpRequest, question: str) -> tuple[query.ShownProposal, query.ShownQuestion]:
    """The proposal of a question, and the question, as the reader may see them. Raises ``NotThere``."""
    proposal = questions.found(question).proposal_id
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    return found, next(one for one in found.questions if one.id == question)


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
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    form = PutForm(request.POST or None, by_consensus=found.by_consensus)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        command = questions.PutToBody(
            proposal=proposal,
            seen=_seen(request, found.version),
            manner=given["manner"],
            channel=given["channel"],
            drawn=given["drawn"],
        )
        if _tried(request, form, command) is not None:
            messages.success(request, _("The question is put."))
            return redirect("proposal", proposal)
    shown_form = Form(
        form=form, submit=_("Put the question"), key=_key(request), version=found.version, cancel=_cancel(found)
    )
    return _form_page(request, found, shown_form, _("How is the question put?"), found.rule)


def _seen(request: HttpRequest, now_there: int) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdigit() else now_there


def revise(request: HttpRequest, proposal: str) -> HttpResponse:
    """Issue a revision, an addendum or a corrigendum."""
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    last = found.texts[-1]
    initial = {"title": dict(found.title), "text": dict(last.texts), "kind": "revision"}
    form = ReviseForm(request.POST or None, languages=found.languages, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        command = proposals.Revise(
            proposal=proposal,
            seen=_seen(request, found.version),
            kind=given["kind"],
            text=given["text"],
            title=given["title"],
        )
        done = _tried(request, form, command)
        if done is not None:
            messages.success(request, _("Issued as %(symbol)s.") % {"symbol": done.outcome["symbol"]})
            return redirect("proposal", proposal)
    shown_form = Form(form=form, submit=_("Issue"), key=_key(request), version=found.version, cancel=_cancel(found))
    context: dict[str, Any] = {"texts": texts_of(found, language_of_request())} if form.errors else {}
    return _form_page(request, found, shown_form, _("What does the new issue of the text say?"), **context)


def sponsor(request: HttpRequest, proposal: str) -> HttpResponse:
    """Join the sponsors, or leave them."""
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    form = forms.Form(request.POST or None)
    leave = request.POST.get("leave") == "1"
    if request.method == "POST" and form.is_valid():
        command = proposals.Sponsor(proposal=proposal, delegation=found.own_delegation, leave=leave)
        if _tried(request, form, command) is not None:
            messages.success(request, _("The list of sponsors is changed."))
            return redirect("proposal", proposal)
    shown_form = Form(form=form, submit=_("Sponsor"), key=_key(request), cancel=_cancel(found))
    return _form_page(request, found, shown_form, _("Does your delegation sponsor this proposal?"), leaves=True)


def withdraw(request: HttpRequest, proposal: str) -> HttpResponse:
    """Withdraw a proposal, once it is confirmed."""
    found = query.proposal(actor_of_request(request), proposal, language_of_request(), now())
    command = proposals.Withdraw(proposal=proposal, seen=_seen(request, found.version))
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


def _plain_act(request: HttpRequest, found: query.ShownProposal, command: Command, asking: Asking) -> HttpResponse:
    """The page of an act that needs nothing but to be confirmed."""
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid() and _tried(request, form, command) is not None:
        messages.success(request, asking.told)
        return redirect("proposal", found.id)
    shown_form = Form(
        form=form,
        submit=asking.submit,
        key=_key(request),
        version=found.version,
        cancel=_cancel(found),
        danger=asking.danger,
    )
    return _form_page(request, found, shown_form, asking.question, asking.says)


def close(request: HttpRequest, question: str) -> HttpResponse:
    """Close the vote, or the chair's question."""
    found, one = _parent(request, question)
    says = _("No new position is taken after that. Corrections are, until the result is announced.")
    if one.manner == "without_vote":
        says = _("Who has not objected by now has no objection.")
    asking = Asking(question=_("Close it now?"), says=says, submit=_("Close"), told=_("It is closed."))
    return _plain_act(request, found, questions.Close(question=question), asking)


def announce(request: HttpRequest, question: str) -> HttpResponse:
    """Announce the result."""
    found, one = _parent(request, question)
    outcome = one.outcome or {}
    says = str(outcome.get("sentence", {}).get(language_of_request(), ""))
    command = questions.Announce(question=question)
    asking = Asking(
        question=_("Announce this result?"),
        says=says,
        submit=_("Announce"),
        told=_("The result is announced."),
        danger=True,
    )
    return _plain_act(request, found, command, asking)


def request_vote(request: HttpRequest, question: str) -> HttpResponse:
    """Request a recorded vote."""
    found, one = _parent(request, question)
    command = questions.RequestVote(question=question, delegation=one.own_delegation)
    says = _("The question is then put to a recorded vote of all seats.")
    asking = Asking(
        question=_("Request a recorded vote?"), says=says, submit=_("Request it"), told=_("A recorded vote is put.")
    )
    return _plain_act(request, found, command, asking)


def challenge_quorum(request: HttpRequest, question: str) -> HttpResponse:
    """Challenge the quorum."""
    found, one = _parent(request, question)
    command = questions.ChallengeQuorum(question=question, delegation=one.own_delegation)
    says = _("Attendance is then taken before the result is announced.")
    asking = Asking(
        question=_("Challenge the quorum?"), says=says, submit=_("Challenge it"), told=_("The challenge is on record.")
    )
    return _plain_act(request, found, command, asking)


def attendance(request: HttpRequest, question: str) -> HttpResponse:
    """Record which seats are empty."""
    found, one = _parent(request, question)
    form = AttendanceForm(
        request.POST or None, seats=[(seat.id, seat.name) for seat in one.seats], initial={"absent": list(one.absent)}
    )
    if request.method == "POST" and form.is_valid():
        command = questions.TakeAttendance(
            question=question, seen=_seen(request, one.version), absent=tuple(form.cleaned_data["absent"])
        )
        if _tried(request, form, command) is not None:
            messages.success(request, _("Attendance is recorded."))
            return redirect("proposal", found.id)
    shown_form = Form(
        form=form, submit=_("Record attendance"), key=_key(request), version=one.version, cancel=_cancel(found)
    )
    return _form_page(request, found, shown_form, _("Which seats are empty?"), _("All others are taken to be there."))


def record(request: HttpRequest, question: str) -> HttpResponse:
    """The seats in the order of the call, each with its buttons."""
    found, one = _parent(request, question)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        command = positions.Record(
            question=question,
            seat=request.POST.get("seat", ""),
            camp=request.POST.get("camp", ""),
            seen=_seen(request, 0),
        )
        if _tried(request, form, command) is not None:
            return redirect("position_record", question)
    calls = tuple(
        {
            "seat": seat,
            "choices": _buttons(seat.camp if seat.version else "", consensus=one.manner == "without_vote"),
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
    command = positions.Take(question=question, seat=seat, camp=request.POST.get("camp", ""), seen=_seen(request, 0))
    return _positioned(request, command)


def take_without_vote(request: HttpRequest, question: str) -> HttpResponse:
    """A position of a delegation without a seat."""
    actor = actor_of_request(request)
    command = positions.TakeWithoutVote(
        question=question, delegation=actor.acting_for(), camp=request.POST.get("camp", ""), seen=_seen(request, 0)
    )
    return _positioned(request, command)


def _positioned(request: HttpRequest, command: positions.Take | positions.TakeWithoutVote) -> HttpResponse:
    try:
        done = act(request, command)
    except Unfit as refused:
        for fault in refused.faults:
            messages.error(request, fault.message)
        return redirect("proposal", questions.found(command.question).proposal_id)
    labels = dict(Position.Camp.choices)
    told = _("Recorded: %(position)s. Entry %(entry)d in the ledger.")
    messages.success(request, told % {"position": labels[command.camp], "entry": done.sequence})
    return redirect("proposal", done.subject)


def statement(request: HttpRequest, question: str) -> HttpResponse:
    """A statement beside the question."""
    found, one = _parent(request, question)
    kinds = [kind for kind, states in statements.WHEN.items() if one.state in states]
    form = StatementForm(request.POST or None, kinds=kinds, languages=found.languages)
    if request.method == "POST" and form.is_valid():
        command = statements.Make(
            question=question, delegation=one.own_delegation, kind=form.cleaned_data["kind"], text=form.text()
        )
        if _tried(request, form, command) is not None:
            messages.success(request, _("The statement is on record."))
            return redirect("proposal", found.id)
    shown_form = Form(form=form, submit=_("Place it on record"), key=_key(request), cancel=_cancel(found))
    says = _("In one language or more. It stands beside the question and does not change the result.")
    return _form_page(request, found, shown_form, _("What does your delegation state?"), says)


PAGES = (
    Page(at="decisions/", name="decisions", may="proposal.see", view=listed),
    Page(at="decisions/submit/", name="proposal_submit", may="proposal.submit", view=submit, methods=FORM),
    Page(at="decisions/<slug:proposal>/", name="proposal", may="proposal.see", view=shown),
    Page(at="decisions/<slug:proposal>/put/", name="question_put", may="question.put", view=put, methods=FORM),
    Page(
        at="decisions/<slug:proposal>/revise/", name="proposal_revise", may="proposal.revise", view=revise, methods=FORM
    ),
    Page(
        at="decisions/<slug:proposal>/sponsor/",
        name="proposal_sponsor",
        may="proposal.sponsor",
        view=sponsor,
        methods=FORM,
    ),
    Page(
        at="decisions/<slug:proposal>/withdraw/",
        name="proposal_withdraw",
        may="proposal.withdraw",
        view=withdraw,
        methods=FORM,
    ),
    Page(at="questions/<slug:question>/close/", name="question_close", may="question.close", view=close, methods=FORM),
    Page(
        at="questions/<slug:question>/announce/",
        name="question_announce",
        may="question.announce",
        view=announce,
        methods=FORM,
    ),
    Page(
        at="questions/<slug:question>/request-vote/",
        name="question_request_vote",
        may="question.request_vote",
        view=request_vote,
        methods=FORM,
    ),
    Page(
        at="questions/<slug:question>/challenge-quorum/",
        name="question_challenge_quorum",
        may="question.challenge_quorum",
        view=challenge_quorum,
        methods=FORM,
    ),
    Page(
        at="questions/<slug:question>/attendance/",
        name="question_attendance",
        may="question.take_attendance",
        view=attendance,
        methods=FORM,
    ),
    Page(
        at="questions/<slug:question>/record/", name="position_record", may="position.record", view=record, methods=FORM
    ),
    Page(
        at="questions/<slug:question>/seats/<str:seat>/",
        name="position_take",
        may="position.take",
        view=take,
        methods=POST,
    ),
    Page(
        at="questions/<slug:question>/position/",
        name="position_without_vote",
        may="position.take_without_vote",
        view=take_without_vote,
        methods=POST,
    ),
    Page(
        at="questions/<slug:question>/statement/",
        name="statement_make",
        may="statement.make",
        view=statement,
        methods=FORM,
    ),
    Page(at="questions/<slug:question>/stream/", name="question_stream", may="proposal.see", view=stream),
)
