"""The forms of acts on persons: what a reader fills in; whether it is right, the use cases say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.app.queries.people import Posts

DAY = {"type": "date"}


def _day(**named: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **named)


class NothingForm(forms.Form):
    """Nothing is asked for but the act itself."""


class InviteForm(forms.Form):
    """Whom to invite, to serve as what."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("Address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the letter"))
    role = forms.ChoiceField(label=_("Role"))
    delegation = forms.ChoiceField(
        label=_("Delegation"),
        required=False,
        help_text=_("For a head of delegation, a delegate, an observer delegation or a partner."),
    )
    body = forms.ChoiceField(label=_("Body"), required=False, help_text=_("For a chair."))
    from_day = _day(label=_("First day"))
    until_day = _day(
        label=_("First day on which they no longer serve"),
        required=False,
        help_text=_("Leave it empty where no end is known."),
    )

    def __init__(self, *arguments: Any, posts: Posts, languages: Sequence[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._choices("language", languages)
        self._choices("role", (("", "—"), *posts.roles))
        self._choices("delegation", (("", "—"), *posts.delegations))
        self._choices("body", (("", "—"), *posts.bodies))

    def _choices(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class TermForm(forms.Form):
    """From when until when somebody serves."""

    from_day = _day(label=_("First day"))
    until_day = _day(
        label=_("First day on which they no longer serve"),
        required=False,
        help_text=_("Leave it empty where no end is known."),
    )


class EndForm(forms.Form):
    """When a service ends."""

    until_day = _day(label=_("First day on which they no longer serve"))


class PasswordForm(forms.Form):
    """A new password, given twice so that a slip of the finger locks nobody out."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, not one of the common ones, not your name or address."),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """The two must be the same."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two are not the same. Type the password once more."))
        return given


class LanguageForm(forms.Form):
    """The language of the pages and of the mail to a person."""

    language = forms.ChoiceField(label=_("Language of the pages, and of mail to me"))

    def __init__(self, *arguments: Any, languages: Sequence[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(languages)


class SecretForm(forms.Form):
    """One thing that a person alone knows: a password, or a code."""

    secret = forms.CharField(strip=False, max_length=1000)

    def __init__(self, *arguments: Any, label: Any, help_text: Any, hidden: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["secret"]
        field.label, field.help_text = label, help_text
        attributes = {"autocomplete": "current-password" if hidden else "one-time-code"}
        field.widget = forms.PasswordInput(attrs=attributes) if hidden else forms.TextInput(attrs=attributes)
