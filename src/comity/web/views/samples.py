"""What the page of parts shows: each part in each of its states, with Delegations A to H and fixed dates."""

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.core.values import PartialDate
from comity.web import kit
from comity.web.fields import TextInLanguages

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LANGUAGES = {"en": "English", "ru": "Русский", "zh-Hans": "中文"}
STANDS = ("yes", "yes", "no", "abstain", "absent", "not_participating", "yes", "pending")
LETTERS = "ABCDEFGH"


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label=gettext_lazy("Subject"), help_text=gettext_lazy("As it will stand on the agenda."))
    text = TextInLanguages(label=gettext_lazy("Text"), languages=LANGUAGES)
    body = forms.ChoiceField(
        label=gettext_lazy("Body"),
        choices=[("", "—"), ("council", gettext_lazy("Council")), ("committee", gettext_lazy("Committee"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Matter"),
        widget=forms.RadioSelect,
        choices=[("major", gettext_lazy("Major")), ("other", gettext_lazy("Other"))],
    )
    sponsors = forms.MultipleChoiceField(
        label=gettext_lazy("Sponsors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(letter, letter) for letter in LETTERS[:3]],
    )
    day = forms.DateField(
        label=gettext_lazy("Day of the meeting"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sure = forms.BooleanField(label=gettext_lazy("The text is final"), required=False)


class ReasonForm(forms.Form):
    """What a confirmation asks for besides."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class NarrowForm(forms.Form):
    """What narrows a list."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), ("adopted", gettext_lazy("Adopted")), ("open", gettext_lazy("Open"))],
    )


def delegation(letter: str) -> str:
    """The name of an invented delegation."""
    return _("Delegation %(letter)s") % {"letter": letter}


def head() -> kit.PageHead:
    """The head of the page of parts itself."""
    return kit.PageHead(
        title=_("Parts of the pages"),
        question=_("What are the pages made of?"),
        answer=_("Of these parts. All that is shown here is invented, and nothing here acts."),
        symbol="EX/2026/DEC.1/Rev.1",
        classification="general",
        path=(kit.Link(label=_("Home"), url="#content"),),
        acts=(
            kit.Act(label=_("Submit a proposal"), url="#content", icon="plus-lg", primary=True),
            kit.Act(label=_("Compare two versions"), url="#content"),
        ),
    )


def table() -> kit.Table:
    """A table with each kind of column, a cell of which nothing is stated, and a row of totals."""
    columns = (
        kit.Column(id="proposal", label=_("Proposal"), kind=kit.Kind.LINK, sortable=True),
        kit.Column(id="sponsor", label=_("Sponsor")),
        kit.Column(id="date", label=_("Date"), kind=kit.Kind.DATE, sortable=True),
        kit.Column(id="yes", label=_("In favour"), kind=kit.Kind.NUMBER, unit=_("seats")),
        kit.Column(id="state", label=_("State"), kind=kit.Kind.STATUS),
    )
    days: tuple[object, ...] = (date(2026, 3, 2), PartialDate(2026, 2), NOW, None)
    states = ("open", "adopted", "not_adopted", "withdrawn")
    figures = (None, 8, 3, None)
    rows = tuple(
        (kit.Link(label=f"EX/2026/{at + 1}", url="#tables"), delegation(LETTERS[at]), days[at], figures[at], states[at])
        for at in range(4)
    )
    return kit.Table(
        caption=_("Proposals before the Council"),
        columns=columns,
        rows=rows,
        sort=kit.Sort(column="date", descending=True),
        page=kit.Pages(total=204, number=2),
        csv_url="#tables",
        totals=(_("All"), None, None, 11, None),
    )


def long_table() -> kit.Table:
    """A table that scrolls within itself."""
    columns = (
        kit.Column(id="seat", label=_("Seat")),
        kit.Column(id="position", label=_("Position")),
        kit.Column(id="weight", label=_("Contribution"), kind=kit.Kind.NUMBER, unit="%"),
    )
    stands = [kit.POSITIONS[STANDS[at % 8]].words for at in range(40)]
    rows = tuple((_("Seat %(number)s") % {"number": at + 1}, stands[at], f"{at + 1}.00") for at in range(40))
    return kit.Table(caption=_("Forty seats"), columns=columns, rows=rows)


def empty_table() -> kit.Table:
    """A table in which nothing stands yet."""
    act = kit.Act(label=_("Submit a proposal"), url="#tables", icon="plus-lg")
    empty = kit.Empty(
        title=_("No proposal yet"),
        sentence=_("Proposals stand here once a delegation or the secretariat has submitted one."),
        act=act,
    )
    return kit.Table(caption=_("Proposals"), columns=(kit.Column(id="a", label=_("Proposal")),), rows=(), empty=empty)


def conflict() -> kit.Conflict:
    """Two versions of a text."""
    return kit.Conflict(
        by=delegation("B"),
        at=NOW,
        differences=(
            kit.Difference.between(_("Subject"), "Outer space", "Outer space"),
            kit.Difference.between(
                _("Text"), "Members shall report each year.", "Members may report every second year.", "en"
            ),
            kit.Difference.between(_("Text"), "成员每年报告。", "成员每两年报告一次。", "zh-Hans"),
        ),
    )


def forms_shown() -> dict[str, object]:
    """A form as it opens, one with faults beside two versions, a confirmation, buttons of a seat, a filter."""
    cancel = kit.Link(label=_("Leave it as it is"), url="#forms")
    given = {"subject": "", "text_0": "Members shall report each year.", "kind": "major"}
    wrong = SampleForm(given, prefix=None, auto_id="wrong_%s")
    reason = kit.Form(
        form=ReasonForm(auto_id="reason_%s"), submit=_("Withdraw the proposal"), key="k2", cancel=cancel, danger=True
    )
    choices = tuple(
        kit.Choice(value=one, label=kit.POSITIONS[one].counts, icon=kit.POSITIONS[one].icon, chosen=one == "yes")
        for one in ("yes", "no", "abstain")
    )
    return {
        "form": kit.Form(form=SampleForm(auto_id="new_%s"), submit=_("Submit the proposal"), key="k0", cancel=cancel),
        "wrong_form": kit.Form(
            form=wrong, submit=_("Submit the proposal"), key="k1", version=3, cancel=cancel, conflict=conflict()
        ),
        "confirmation": kit.Confirmation(
            question=_("Withdraw this proposal?"),
            consequences=(_("The vote that is open on it ends without a result."), _("Its sponsors are told.")),
            subject=facts()[:2],
            form=reason,
        ),
        "choices": kit.Choices(
            url="#forms",
            legend=_("The position of %(name)s") % {"name": delegation("A")},
            choices=choices,
            key="k3",
            help=_("It can be changed until the chair closes the vote."),
        ),
        "filters": kit.Filters(form=NarrowForm(auto_id="narrow_%s"), clear_url="#forms", narrowed=True),
    }


def facts() -> tuple[kit.Fact, ...]:
    """Facts of each kind."""
    return (
        kit.Fact(term=_("Symbol"), value="EX/2026/DEC.1"),
        kit.Fact(term=_("Sponsor"), value=delegation("A")),
        kit.Fact(term=_("Submitted"), value=NOW, kind=kit.Kind.DATE),
        kit.Fact(term=_("State"), value="under_consideration", kind=kit.Kind.STATUS),
        kit.Fact(term=_("Pages"), value=1204, kind=kit.Kind.NUMBER),
        kit.Fact(term=_("Title in Russian"), value=kit.InLanguage(text="Космос", language="ru")),
        kit.Fact(term=_("Adopted"), value=None, kind=kit.Kind.DATE),
    )


def result() -> kit.Result:
    """A result with a condition of each kind."""
    rule = _("Rule 12")
    return kit.Result(
        status="not_adopted",
        sentence=_("Not adopted: 3 of 8 in favour, 5 are needed. Rule 12."),
        conditions=(
            kit.Condition(words=_("A quorum of half the members"), needed="4", had="6", holds=True, article=rule),
            kit.Condition(words=_("More than half of the members"), needed="5", had="3", holds=False, article=rule),
            kit.Condition(
                words=_("A majority of the contributions"), needed="> 50", had=None, holds=None, article=rule
            ),
        ),
        notes=(_("Two more in favour would have carried it."),),
        announced_by=_("the chair"),
        announced_at=NOW,
    )


def timeline() -> kit.Timeline:
    """Three entries."""
    after = timedelta(hours=26)
    return kit.Timeline(
        label=_("What happened"),
        events=(
            kit.Event(at=NOW, sentence=_("The proposal was submitted."), by=delegation("A"), icon="inbox", entry=41),
            kit.Event(
                at=NOW + after, sentence=_("A recorded vote was requested."), by=delegation("C"), icon="megaphone"
            ),
            kit.Event(
                at=date(2026, 3, 4),
                sentence=_("The result was announced."),
                link=kit.Link(label=_("Record of the vote"), url="#time"),
                icon="check-circle-fill",
            ),
        ),
    )


def seats() -> tuple[kit.Seat, ...]:
    """Eight seats, one in each position, one the reader's own."""
    return tuple(
        kit.Seat(
            id=letter.lower(),
            name=delegation(letter),
            position=stand,
            mine=letter == "A",
            note=_("corrected before the announcement") if letter == "C" else None,
        )
        for letter, stand in zip(LETTERS, STANDS, strict=True)
    )


def board() -> kit.Board:
    """A board of eight."""
    return kit.Board(
        title=_("The vote"),
        seats=seats(),
        tally=_("3 in favour, 1 against, 1 abstaining; one seat has not voted yet."),
        order=_("In the order of the charter."),
        observers=(kit.Seat(id="observer-h", name=_("Observer H"), position="yes"),),
    )


def large_board() -> kit.Board:
    """A board of 193."""
    large = tuple(
        kit.Seat(
            id=f"large-{at + 1}",
            name=_("Seat %(number)s") % {"number": at + 1},
            position=STANDS[(at * 7 + at // 3) % 8],
            mine=at == 6,
        )
        for at in range(193)
    )
    return kit.Board(id="large", title=_("The vote of 193 seats"), seats=large, tally=_("The vote is closed."))


def small_parts() -> dict[str, object]:
    """Notices, deadlines, receipts, notes, tabs, a picture."""
    columns = (
        kit.Column(id="year", label=_("Year"), kind=kit.Kind.DATE),
        kit.Column(id="adopted", label=_("Adopted"), kind=kit.Kind.NUMBER),
    )
    rows = tuple((PartialDate(2022 + at), count) for at, count in enumerate((3, 5, 4, 8)))
    figures = kit.Table(caption=_("Decisions adopted by year"), columns=columns, rows=rows)
    return {
        "notices": [
            kit.Notice(sentence=_("The text stands in three languages."), kind="information"),
            kit.Notice(sentence=_("The vote of Delegation A is recorded."), kind="done"),
            kit.Notice(
                sentence=_("The Russian version is not reviewed."),
                kind="warning",
                link=kit.Link(label=_("Read it"), url="#small"),
            ),
            kit.Notice(sentence=_("The vote was closed before this arrived."), kind="error", title=_("Not recorded")),
        ],
        "deadlines": [
            kit.Deadline(at=NOW + timedelta(days=3), now=NOW),
            kit.Deadline(at=NOW - timedelta(minutes=50), now=NOW, label=_("Observations until")),
        ],
        "receipt": kit.Receipt(url="#small", entry=1041, root="9f86d081884c7d65"),
        "notes": [
            kit.LanguageNote(language="English", version="authentic", reviewed_by=_("the secretariat")),
            kit.LanguageNote(language="Русский", version="official", reviewed_by=_("the secretariat")),
            kit.LanguageNote(language="中文", version="machine_draft"),
            kit.LanguageNote(language="Français", version="unofficial"),
        ],
        "tabs": (
            kit.Tab(label=_("Text"), url="#small", current=True),
            kit.Tab(label=_("Votes"), url="#board", count=8),
            kit.Tab(label=_("Documents"), url="#small", count=1204),
        ),
        "figure": kit.Figure(
            url=static("web/sample-figure.svg"),
            title=_("Decisions adopted by year"),
            caption=_("Number of decisions; bars start at zero."),
            source=_("invented figures."),
            width=640,
            height=240,
            table=figures,
            example=True,
        ),
    }


def everything() -> dict[str, object]:
    """All that the page shows."""
    return {
        "page": head(),
        "statuses": list(kit.STATUSES),
        "classifications": list(kit.CLASSIFICATIONS),
        "table": table(),
        "long_table": long_table(),
        "empty_table": empty_table(),
        "facts": facts(),
        "result": result(),
        "timeline": timeline(),
        "board": board(),
        "large_board": large_board(),
        **forms_shown(),
        **small_parts(),
    }
