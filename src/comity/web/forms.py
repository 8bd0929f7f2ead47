"""The forms of acts on proposals and questions: what a reader fills in; whether it is right, the use cases say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.app.commands.documents import LONGEST_SOURCE, LONGEST_SYMBOL
from comity.app.errors import Unfit
from comity.app.queries.decisions import Choosable
from comity.app.queries.documents import Registrable
from comity.store.models import Classification, ProposalText, Question, Statement
from comity.web.fields import TextInLanguages, VersionsOfText
from comity.web.kit.marks import VERSIONS_OF_A_TEXT
from comity.web.languages import own_name


def in_languages(tags: Iterable[str]) -> dict[str, str]:
    """Each language by its own name."""
    return {tag: own_name(tag) for tag in tags}


def fields_of_text(tags: tuple[str, ...]) -> dict[str, forms.Field]:
    """Title, text, and what the text in each language is: authentic, where nobody says otherwise."""
    languages = in_languages(tags)
    versions = [(code, mark.word) for code, mark in VERSIONS_OF_A_TEXT.items()]
    return {
        "title": TextInLanguages(label=_("Title"), languages=languages, rows=2, max_length=500),
        "text": TextInLanguages(label=_("Text"), languages=languages, rows=8, max_length=200_000),
        "versions": VersionsOfText(
            label=_("What the text in each language is"),
            languages=languages,
            choices=versions,
            initial=dict.fromkeys(tags, "authentic"),
        ),
    }


def add_faults(form: forms.Form, refused: Unfit) -> None:
    """Place what a use case found beside the field that it is about."""
    for fault in refused.faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.message)


def several(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    """As many of a list as apply, or none."""
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class SubmitForm(forms.Form):
    """A new proposal."""

    matter = forms.ChoiceField(
        label=_("Body and matter"),
        help_text=_("Each body with the matters that it may decide: the rule follows from both."),
    )
    classification = forms.ChoiceField(
        label=_("Who may read it"), choices=Classification.choices, initial=Classification.RESTRICTED
    )
    concerned = several(_("Members concerned"), _("Only where the matter is about a member, as a suspension is."))
    requested_by = several(_("At the request of"), _("Only where the body acts at a request: who has made it."))
    sponsors = several(_("Sponsors"), _("The first in the order of the charter is the main sponsor."))
    due_at = forms.DateTimeField(
        label=_("To be decided by (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def __init__(self, *arguments: Any, lists: Choosable, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.choices_of("matter", (("", _("Choose a body and a matter")), *lists.questions))
        self.choices_of("concerned", lists.members)
        self.choices_of("requested_by", lists.members)
        labels = dict(Classification.choices)
        self.choices_of("classification", ((one, labels[Classification(one)]) for one in lists.classifications))
        if lists.delegations:
            self.choices_of("sponsors", lists.delegations)
        else:  # a delegation submits for itself
            del self.fields["sponsors"]
        self.fields |= fields_of_text(lists.languages)

    def choices_of(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class RegisterForm(forms.Form):
    """A reference to a text."""

    symbol = forms.CharField(
        label=_("Symbol"), max_length=LONGEST_SYMBOL, help_text=_("As it stands on the text. It is registered once.")
    )
    date = forms.DateField(
        label=_("Date of the text"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    source = forms.CharField(
        label=_("Where it is found"),
        required=False,
        max_length=LONGEST_SOURCE,
        help_text=_("A collection and page, or an address."),
    )
    matter = forms.ChoiceField(label=_("Matter"), required=False)
    classification = forms.ChoiceField(
        label=_("Who may read it"), choices=Classification.choices, initial=Classification.GENERAL
    )

    def __init__(self, *arguments: Any, lists: Registrable, **named: Any) -> None:
        super().__init__(*arguments, **named)
        matter = self.fields["matter"]
        assert isinstance(matter, forms.ChoiceField)
        matter.choices = [("", _("None in particular")), *lists.matters]
        title = TextInLanguages(label=_("Title"), languages=in_languages(lists.languages), rows=2, max_length=500)
        self.fields = {"symbol": self.fields.pop("symbol"), "title": title, **self.fields}


class ReviseForm(forms.Form):
    """A further issue of a text."""

    kind = forms.ChoiceField(label=_("Issue"), choices=ProposalText.Kind.choices[1:])

    def __init__(self, *arguments: Any, languages: tuple[str, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= fields_of_text(languages)


class PutForm(forms.Form):
    """How the question is put."""

    manner = forms.ChoiceField(label=_("Manner"), choices=Question.Manner.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label=_("Positions come"), choices=Question.Channel.choices, widget=forms.RadioSelect, initial="seats"
    )
    drawn = forms.BooleanField(
        label=_("Begin with a seat drawn by lot"),
        required=False,
        help_text=_("Else the seats are called in the order of the charter."),
    )

    def __init__(self, *arguments: Any, by_consensus: bool, by_office_holder: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        manner, channel = self.fields["manner"], self.fields["channel"]
        assert isinstance(manner, forms.ChoiceField)
        assert isinstance(channel, forms.ChoiceField)
        manner.initial = Question.Manner.WITHOUT_VOTE
        if by_consensus:
            manner.choices = [one for one in Question.Manner.choices if one[0] == Question.Manner.WITHOUT_VOTE]
        if by_office_holder:
            manner.initial = Question.Manner.RECORDED_VOTE
            manner.choices = [(Question.Manner.RECORDED_VOTE, _("By whoever holds the office"))]
            channel.choices = [one for one in Question.Channel.choices if one[0] == Question.Channel.SEATS]
            del self.fields["drawn"]


class StatementForm(forms.Form):
    """A statement beside a question."""

    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *arguments: Any, kinds: Iterable[str], languages: tuple[str, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(one.value, one.label) for one in Statement.Kind if one.value in set(kinds)]
        for tag, name in in_languages(languages).items():
            self.fields[f"text_{tag}"] = forms.CharField(
                label=_("Text in %(language)s") % {"language": name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": tag}),
                max_length=20_000,
            )

    def text(self) -> dict[str, str]:
        """The text by language."""
        found = {
            name.removeprefix("text_"): value for name, value in self.cleaned_data.items() if name.startswith("text_")
        }
        return {tag: text for tag, text in found.items() if text}


class AttendanceForm(forms.Form):
    """Which seats are empty."""

    absent = forms.MultipleChoiceField(label=_("Absent"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, seats: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        absent = self.fields["absent"]
        assert isinstance(absent, forms.ChoiceField)
        absent.choices = list(seats)
