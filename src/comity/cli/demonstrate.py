"""`comity demonstrate`: the main job, on the terminal."""

import re
from typing import TYPE_CHECKING

import typer

from comity.cli.options import Json, Lang, Language
from comity.cli.output import answer, called, heading, refusing, say
from comity.cli.words import CAMPS, HEADLINES, WORDS, sentence_of

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.demonstration import Demonstration, PutText

FIRST_PART = re.compile(r" \(|（|; |；|\. |。")
"""Where the first part of a sentence ends: before brackets, a semicolon or a full stop."""

NEXT = (
    "charter diff sco sco-reform",
    "charter show sco",
    "precedents list",
)


def demonstrate(json: Json = False, lang: Language = Lang.EN) -> None:
    """Show on real votes what rules of decision do: two texts, three charters; then real decisions of real bodies."""
    from comity.workbench.demonstration import demonstrate as work

    with refusing(as_json=json):
        result = work(lang.value)
        answer(result, as_json=json, show=lambda: _show(result, lang.value))


def _show(result: "Demonstration", language: "LanguageTag") -> None:
    heading(result.heading[language])
    for text in result.texts:
        _show_text(text, language)
    typer.echo()
    say(result.note[language])
    say(f"{WORDS[language]['source'].capitalize()}: {result.source}")
    _show_precedents(result, language)
    heading(WORDS[language]["next"])
    for command in NEXT:
        typer.echo(f"  {called()} {command}")


def _show_text(text: "PutText", language: "LanguageTag") -> None:
    heading(f"{text.symbol} · {text.day[language]}")
    say(text.title[language], indent=2)
    for camp, names in text.camps.items():
        say(f"{CAMPS[language][camp]}: {len(names)} ({', '.join(names)})", indent=2)
    for one in text.answers:
        typer.echo()
        say(f"{one.title[language]}: {one.rule[language]}", indent=2)
        say(one.answer.sentence[language], indent=4)


def _show_precedents(result: "Demonstration", language: "LanguageTag") -> None:
    heading(WORDS[language]["decided_again"])
    totals = result.precedents.totals
    figures = {name: getattr(totals, name) for name in ("agrees", "differs", "answered", "open", "refused")}
    say(sentence_of("totals", language, **figures))
    typer.echo()
    for one in result.precedents.cases:
        if one.answer is None:
            for problem in one.problems:
                say(str(problem), indent=2)
            continue
        _show_line(one.id, HEADLINES[language][one.answer.verdict], one.answer.sentence[language])
        for each in one.differences:
            line = sentence_of("differs", language, field=each.field, expected=each.expected, got=each.got)
            say(line, indent=4)


def _show_line(id_: str, verdict: str, sentence: str) -> None:
    """One line: which, the verdict, and the first part of the reason."""
    from comity.cli.output import one_line

    reason = FIRST_PART.split(sentence.removeprefix(verdict).lstrip(" :：.。"), maxsplit=1)[0].rstrip(".。")
    one_line(f"{id_:<31} {verdict}{': ' if reason else ''}{reason}")
