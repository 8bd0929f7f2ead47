"""`comity cohesion`: how far the members of a group vote alike, over time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from comity.cli.cohesion_options import (
    By,
    ByWhat,
    Content,
    Members,
    Once,
    Plot,
    Record,
    Reference,
    TableOf,
    WithoutParts,
)
from comity.cli.cohesion_words import (
    WORDS,
    caveats,
    cohesion_sentences,
    first_row,
    measures_table,
    pairs_table,
    subject_table,
    whole_tables,
    year_table,
)
from comity.cli.folder import records_folder
from comity.cli.options import Csv, Json, Lang, Language, Xlsx
from comity.cli.output import answer, export, export_workbook, needing, refusing, say, table
from comity.cli.whatif_options import From, Sessions, Subject, Until
from comity.core.values import Problem, Refused

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.cohesion import CohesionResult


def cohesion(
    members: Members,
    reference: Reference = None,
    record: Record = None,
    sessions: Sessions = None,
    from_: From = None,
    until: Until = None,
    subject: Subject = None,
    by: ByWhat = None,
    without_parts: WithoutParts = False,
    once: Once = False,
    json: Json = False,
    lang: Language = Lang.EN,
    content: TableOf = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
) -> None:
    """How far the members of a group vote alike in a record of roll calls, and with those outside it.

    Of every session: in how many roll calls nobody of the group voted no, all voted yes, a majority did, they were
    split; the agreement index, the Rice index, and the agreement of each pair.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.cohesion import CohesionAsked, cohesion_in

        asked = CohesionAsked(
            members=tuple(members),
            reference=tuple(reference or ()),
            record=record,
            added=records_folder(),
            sessions=sessions,
            from_=from_,
            until=until,
            subject=subject,
            by_subject=by is By.SUBJECT,
            without_parts=without_parts,
            once=once,
        )
        result = cohesion_in(asked, datetime.now(UTC).date())
        _export(result, lang.value, content or (Content.PAIRS if by is By.PAIR else Content.ROWS), csv, xlsx)
        if plot is not None and first_row(result) is not None:
            from comity.workbench.cohesion_pictures import draw_cohesion

            draw_cohesion(result, plot, lang.value)
            typer.echo(f"{plot}", err=True)
        answer(result, as_json=json, show=lambda: _show(result, by, lang.value))


def _export(
    result: "CohesionResult", language: "LanguageTag", content: Content, csv: Path | None, xlsx: Path | None
) -> None:
    if csv is None and xlsx is None:
        return
    tables = whole_tables(result, language)
    if content.value not in tables:
        raise Refused([Problem(fact="no group outside was named", cure="Add --reference")])
    export(tables[content.value], csv, None)
    if xlsx is not None:
        export_workbook([*tables.values()], xlsx)


def _show(result: "CohesionResult", by: By | None, language: "LanguageTag") -> None:
    for sentence in cohesion_sentences(result, language):
        say(sentence)
    row = first_row(result)
    if row is None:
        return
    shown = {None: measures_table, By.YEAR: year_table, By.SUBJECT: subject_table, By.PAIR: pairs_table}[by]
    typer.echo()
    table(shown(result, language))
    typer.echo()
    say(("" if language == "zh" else " ").join(caveats(result, language)))
    if result.record.source:
        say(WORDS[language]["source"].format(source=result.record.source))
