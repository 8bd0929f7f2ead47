"""`comity decide`: a real question, decided from a positions file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.options import CharterName, Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import answer, called, export, refusing, say, table
from comity.cli.words import WORDS, camps_by, sentence_of
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.workbench.decide import Decision

NAMED = 12
"""How many voters of whom nothing is known are told by name; more, by their number."""


def decide(
    charter: CharterName,
    body: Annotated[str, typer.Option("--body", metavar="ID", help="The body that decides.")],
    matter: Annotated[str, typer.Option("--matter", metavar="ID", help="What it decides on.")],
    positions: Annotated[
        Path, typer.Option("--positions", metavar="FILE", help="Who stands where: CSV, JSON or XLSX.")
    ],
    on: Annotated[
        datetime | None, typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help="The day of the decision.")
    ] = None,
    concerned: Annotated[
        list[str] | None,
        typer.Option("--concerned", metavar="ID", help="A member that the question is about; repeat for several."),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Who proposes.")] = None,
    requested: Annotated[
        bool, typer.Option("--requested", help="The request that the rule speaks of was made.")
    ] = False,
    participants: Annotated[
        Path | None, typer.Option("--participants", metavar="FILE", help="Who takes part, where not all do.")
    ] = None,
    attending: Annotated[
        int | None, typer.Option("--attending", metavar="N", min=0, help="How many are registered as attending.")
    ] = None,
    major: Major = None,
    json: Json = False,
    lang: Language = Lang.EN,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """Decide a question by a charter's own rule: adopted, not adopted or open, with the figures and the article.

    The file may carry the question as well (concerned, source, requested, participants, attending, on); what the
    command says goes before it.
    """
    from comity.workbench.decide import Asked, decide_file

    asked = Asked(
        on=on.date() if on else None,
        concerned=tuple(concerned or ()),
        source=source,
        requested=requested,
        participants=participants,
        attending=attending,
        major=None if major is None else tuple(major),
    )
    with refusing(as_json=json):
        result = decide_file(charter, body, matter, positions, asked, datetime.now(UTC).date())
        words, camps = WORDS[lang.value], camps_by(result.act, lang.value)
        rows = [
            (one.voter, one.name[lang.value], camps.get(one.position or "", words["unknown"]))
            for one in result.positions
        ]
        export(Table(words["positions"], (words["id"], words["name"], words["position"]), rows), csv, xlsx)
        answer(result, as_json=json, show=lambda: _show(result, charter, lang.value))


def _show(result: "Decision", charter: str, language: str) -> None:
    words = WORDS[language]
    say(result.answer.sentence[language])
    say(result.put_to[language])
    marks = {True: words["yes"], False: words["no"], None: words["unknown"]}
    rows = [
        (told.text[language], words["presumed"] if told.presumed else marks[one.holds], told.cite[language])
        for one, told in zip(result.answer.conditions, result.conditions, strict=True)
    ]
    if rows:
        typer.echo()
        table(Table(words["conditions"], (words["condition"], words["holds"], words["article"]), rows))
        typer.echo()
    _show_positions(result, language)
    typer.echo()
    typer.echo(f"{called()} charter show {charter} --lang {language}")


def _show_positions(result: "Decision", language: str) -> None:
    """Who stands where, by name; those of whom nothing is known by their number, where they are many."""
    for camp, label in camps_by(result.act, language).items():
        names = [one.name[language] for one in result.positions if one.position == camp]
        if names:
            say(f"{label}: {len(names)} ({', '.join(names)})")
    unknown = [one.name[language] for one in result.positions if one.position is None]
    if len(unknown) > NAMED:
        say(sentence_of("unnamed", language, number=len(unknown)))
    elif unknown:
        say(f"{WORDS[language]['unknown'].capitalize()}: {len(unknown)} ({', '.join(unknown)})")
