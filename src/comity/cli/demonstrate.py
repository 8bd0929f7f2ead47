"""`comity demonstrate`: the main job, on the terminal."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from comity.cli.options import Json, Lang, Language
from comity.cli.output import answer, called, heading, refusing, say, table
from comity.cli.words import CAMPS, WORDS, sentence_of
from comity.core.values import Refused

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.demonstration import Demonstration, PutText
    from comity.workbench.whatif_result import WhatIf

NEXT = (
    "whatif --charter sco --against sco-reform",
    "charter diff sco sco-reform",
    "charter show sco",
    "precedents list",
)
PICTURE = "what-if.svg"


def demonstrate(json: Json = False, lang: Language = Lang.EN) -> None:
    """Show on real votes what rules of decision do: two texts, then nineteen years of them, under three charters."""
    from comity.workbench.demonstration import demonstrate as work
    from comity.workbench.demonstration import without_rows

    with refusing(as_json=json):
        result = work(lang.value, datetime.now(UTC).date())
        answer(without_rows(result) if json else result, as_json=json, show=lambda: _show(result, lang.value))


def _show(result: "Demonstration", language: "LanguageTag") -> None:
    heading(result.heading[language])
    for text in result.texts:
        _show_text(text, language)
    heading(result.record_heading[language])
    _show_record(result, language)
    typer.echo()
    say(result.note[language])
    say(f"{WORDS[language]['source'].capitalize()}: {result.source}")
    heading(WORDS[language]["decided_again"])
    totals = result.precedents.totals
    figures = {name: getattr(totals, name) for name in ("agrees", "differs", "answered", "open", "refused")}
    say(sentence_of("totals", language, **figures))
    heading(WORDS[language]["next"])
    for command in NEXT:
        typer.echo(f"  {called()} {command}")


def _show_record(result: "Demonstration", language: "LanguageTag") -> None:
    """The answer, the table by membership, and where the picture lies; or what installs them."""
    if result.record is None:
        say(sentence_of("needs_extra", language, line="pip install 'comity[analysis]'"))
        return
    from comity.cli.whatif import show_answer
    from comity.workbench.whatif_tables import membership_table

    show_answer(result.record, language)
    typer.echo()
    table(membership_table(result.record, language))
    picture = _drawn(result.record, language)
    if picture is not None:
        typer.echo()
        typer.echo(f"{WORDS[language]['picture'].capitalize()}: {picture}")


def _drawn(record: "WhatIf", language: "LanguageTag") -> Path | None:
    """The picture, in the user's folder for what can be made again; ``None`` where nothing can be written there."""
    from platformdirs import user_cache_path

    from comity.workbench.whatif_pictures import draw
    from comity.workbench.whatif_result import Picture

    folder = user_cache_path("comity")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draw(record, Picture.SESSIONS, folder / PICTURE, language)
    except (OSError, Refused):
        return None
    return folder / PICTURE


def _show_text(text: "PutText", language: "LanguageTag") -> None:
    heading(f"{text.symbol} · {text.day[language]}")
    say(text.title[language], indent=2)
    for camp, names in text.camps.items():
        say(f"{CAMPS[language][camp]}: {len(names)} ({', '.join(names)})", indent=2)
    for one in text.answers:
        typer.echo()
        say(f"{one.title[language]}: {one.rule[language]}", indent=2)
        say(one.answer.sentence[language], indent=4)
