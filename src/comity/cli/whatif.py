"""`comity whatif`: what another charter would have done with the public record."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from comity.cli.options import CharterName, Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import (
    Table,
    answer,
    export,
    export_workbook,
    heading,
    needing,
    next_command,
    refusing,
    say,
    table,
)
from comity.cli.whatif_options import (
    RECORD,
    AbsenceRead,
    AbstentionRead,
    Against,
    Body,
    By,
    ByMember,
    From,
    Matters,
    Membership,
    OneMatter,
    Paragraphs,
    PictureOf,
    PictureShown,
    Plot,
    Record,
    Sessions,
    Subject,
    TableOf,
    Until,
)
from comity.cli.whatif_tables import (
    Content,
    members_table,
    membership_table,
    percent,
    sensitivity_table,
    subject_table,
    whole_tables,
)
from comity.cli.whatif_words import WORDS, say_of
from comity.core.rules.reading import Absence, Abstention
from comity.core.values import Problem, Refused

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.whatif_result import WhatIf


def whatif(
    charter: CharterName,
    against: Against = None,
    record: Record = RECORD,
    sessions: Sessions = None,
    from_: From = None,
    until: Until = None,
    membership: Membership = "actual",
    body: Body = None,
    subject: Subject = None,
    matter: OneMatter = None,
    matters: Matters = None,
    major: Major = None,
    abstention: AbstentionRead = Abstention.ACCEPTS,
    absence: AbsenceRead = Absence.ASIDE,
    paragraphs: Paragraphs = False,
    by: ByMember = None,
    json: Json = False,
    lang: Language = Lang.EN,
    content: TableOf = Content.SUMMARY,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
    picture: PictureShown = PictureOf.SESSIONS,
) -> None:
    """Put a record of roll calls to a charter, as proposals to a body: what would it have adopted, and another?

    Each roll call is decided by the charter's own rule for its matter, from the positions on record. The latest
    version of the charter applies, whatever the date.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.whatif_answer import answer_file
        from comity.workbench.whatif_question import Asked

        asked = Asked(
            charter=charter,
            against=tuple(against or ()),
            record=record,
            sessions=sessions,
            from_=from_,
            until=until,
            membership=membership,
            body=body,
            matter=matter,
            matters=matters,
            subject=subject,
            major=None if major is None else tuple(major),
            abstention=abstention,
            absence=absence,
            paragraphs=paragraphs,
            by_member=by is By.MEMBER,
        )
        result = answer_file(asked, datetime.now(UTC).date())
        _export(result, lang.value, content, csv, xlsx)
        _draw(result, lang.value, picture, plot)
        answer(result, as_json=json, show=lambda: show(result, lang.value, charter, against or []))


def _export(result: "WhatIf", language: "LanguageTag", content: Content, csv: Path | None, xlsx: Path | None) -> None:
    if csv is None and xlsx is None:
        return
    tables = whole_tables(result, language)
    if content not in tables:
        raise Refused([Problem(fact="figures by member were not asked for", cure="Add --by member")])
    export(tables[content], csv, None)
    if xlsx is not None:
        export_workbook(list(tables.values()), xlsx)


def _draw(result: "WhatIf", language: "LanguageTag", picture: PictureOf, plot: Path | None) -> None:
    if plot is None:
        return
    from comity.workbench.whatif_pictures import Picture, draw

    draw(result, Picture(picture.value), plot, language)
    typer.echo(f"{plot}", err=True)


def show(result: "WhatIf", language: "LanguageTag", charter: str, against: list[str]) -> None:
    """Sentence, tables, what was left out, what it can't tell, next commands."""
    words = WORDS[language]
    show_answer(result, language)
    if not result.roll_calls:
        return
    for one in (membership_table, subject_table, sensitivity_table, members_table):
        shown: Table | None = one(result, language)
        if shown is not None and shown.rows:
            typer.echo()
            table(shown)
    if result.members is not None:
        say(say_of("members_note", language))
    typer.echo()
    show_caveats(result, language)
    heading(words["next"])
    arguments = ["whatif", f"--charter {charter}", *(f"--against {one}" for one in against)]
    past = [one.id for one in result.memberships if one.id.isalnum() and one.id != result.membership]
    members = [f"--membership {past[0]}"] if past else []
    for rest in ("--plot whatif.svg", "--xlsx whatif.xlsx", "--abstention objects", *members):
        next_command([*arguments, rest])


def show_answer(result: "WhatIf", language: "LanguageTag") -> None:
    """The answer in a sentence, and what was put to whom."""
    rows = {row.charter: row for row in result.summary if row.membership == result.membership and row.subject is None}
    put = next((row.put for row in rows.values()), 0)
    if not put:
        say(say_of("nothing", language))
        return
    each = [
        say_of(
            "each",
            language,
            charter=one.short[language],
            adopted=rows[one.id].adopted,
            share=percent(rows[one.id].adopted, put),
        )
        + (say_of("open", language, open=rows[one.id].open) if rows[one.id].open else "")
        for one in result.charters
    ]
    say(say_of("answer", language, put=put, each=("；" if language == "zh" else "; ").join(each)))
    names = {one.id: one.name[language] for one in result.memberships}
    months = f"{result.record.from_} – {result.record.until}"
    title = result.record.title.get(language) or result.record.name
    say(" · ".join((title, result.charters[0].body_name[language], names[result.membership], months)))


def show_caveats(result: "WhatIf", language: "LanguageTag") -> None:
    """How the record was read, what was left out, and what it can't tell."""
    sentences = [say_of(result.abstention, language), say_of(f"absent_{result.absence}", language)]
    for one in result.charters:
        matters = ("；" if language == "zh" else "; ").join(one.major_names[language]) or say_of("no_matter", language)
        sentences.append(say_of("major", language, charter=one.short[language], matters=matters))
    left = result.record.left_out
    sentences.append(
        say_of(
            "left_out",
            language,
            paragraphs=left.paragraphs,
            amendments=left.amendments,
            motions=left.motions,
            duplicates=left.duplicates,
            nobody_cast=left.nobody_cast,
        )
    )
    say(("" if language == "zh" else " ").join(sentences))
    if result.record.note:
        say(result.record.note[language])
    if result.record.source:
        say(f"{WORDS[language]['source']}: {result.record.source}")
