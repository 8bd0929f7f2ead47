"""Fields that forms of Django do not have."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class LanguagesWidget(forms.MultiWidget):
    """A text area for each language, each with the language's own name and its `lang`."""

    template_name = "web/kit/languages_widget.html"
    side_by_side = False

    def __init__(self, languages: Mapping[str, str], rows: int = 3) -> None:
        self.languages = dict(languages)
        widgets = [forms.Textarea(attrs={"rows": rows, "lang": tag}) for tag in self.languages]
        super().__init__(widgets)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """The text of each language, in order."""
        return [(value or {}).get(tag, "") for tag in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each area its name."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["side_by_side"] = self.side_by_side
        for widget, (tag, language) in zip(context["widget"]["subwidgets"], self.languages.items(), strict=True):
            widget["tag"], widget["language"] = tag, language
        return context


class VersionsWidget(LanguagesWidget):
    """A choice for each language, side by side."""

    side_by_side = True

    def __init__(self, languages: Mapping[str, str], choices: Sequence[tuple[str, Any]]) -> None:
        self.languages = dict(languages)
        forms.MultiWidget.__init__(self, [forms.Select(choices=choices) for _tag in self.languages])


class VersionsOfText(forms.MultiValueField):
    """What the text in each language is, given as ``{tag: version}``; what is not said is left out."""

    def __init__(self, *, languages: Mapping[str, str], choices: Sequence[tuple[str, Any]], **others: Any) -> None:
        self.languages = dict(languages)
        fields = [forms.ChoiceField(required=False, choices=choices) for _tag in self.languages]
        widget = VersionsWidget(self.languages, choices)
        super().__init__(fields, widget=widget, require_all_fields=False, required=False, **others)

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """The versions by language."""
        return {tag: said for tag, said in zip(self.languages, data_list or (), strict=False) if said}


class TextInLanguages(forms.MultiValueField):
    """A text in several languages, given as ``{tag: text}``; it is complete only when each is there."""

    widget: LanguagesWidget

    def __init__(self, *, languages: Mapping[str, str], rows: int = 3, max_length: int = 10_000, **others: Any) -> None:
        self.languages = dict(languages)
        areas = [forms.CharField(required=False, max_length=max_length) for _tag in self.languages]
        widget = LanguagesWidget(self.languages, rows)
        super().__init__(areas, widget=widget, require_all_fields=False, **others)

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """The texts by language; those that lack are named."""
        texts = dict(zip(self.languages, data_list or [""] * len(self.languages), strict=True))
        lacking = [name for tag, name in self.languages.items() if not texts[tag]]
        if lacking and (self.required or len(lacking) < len(self.languages)):
            raise forms.ValidationError(
                _("The text is missing in %(languages)s: write it in each language.")
                % {"languages": ", ".join(lacking)},
                code="incomplete",
            )
        return {tag: text for tag, text in texts.items() if text}
