"""`comity data`: records of roll calls that a user adds from published files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.data_words import WORDS, record_sentences, records_table, remarks_table
from comity.cli.folder import records_folder
from comity.cli.installation import stages
from comity.cli.options import Csv, Json, Lang, Language, Xlsx
from comity.cli.output import answer, export, heading, needing, next_command, refusing, say, table

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.added_records import RecordsResult

app = typer.Typer(
    help="Records of roll calls: add them from published files, list and check them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="What is published: unga.")]


@app.command("add")
def add(
    name: Name,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Tables of votes and of roll calls: CSV, CSV.GZ or Parquet.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the files, and write nothing.")] = False,
    json: Json = False,
    lang: Language = Lang.EN,
) -> None:
    """Add a record from published files: all of it, or nothing where a row is wrong, which is named.

    unga, the recorded votes of the General Assembly: the tables of Voeten, Strezhnev and Bailey, of the package
    unvotes, or the voting data of the United Nations Digital Library.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.added_records import add_record

        words = WORDS[lang.value]
        with stages() as told:
            result = add_record(
                records_folder(),
                name,
                files,
                datetime.now(UTC),
                keep=not dry_run,
                on_progress=lambda stage: told(words[stage]),
            )
        answer(result, as_json=json, show=lambda: _show_added(result, lang.value))


def _show_added(result: "RecordsResult", language: "LanguageTag") -> None:
    for sentence in record_sentences(result, language):
        say(sentence)
    (one,) = result.records
    if one.remarks:
        typer.echo()
        table(remarks_table(one, language))
    if result.written:
        heading(WORDS[language]["next"])
        next_command(["cohesion", "--members CHN,IND,RUS"])
        next_command(["whatif", "--charter sco", f"--record {one.name}"])


@app.command("list")
def list_(json: Json = False, lang: Language = Lang.EN, csv: Csv = None, xlsx: Xlsx = None) -> None:
    """The records that were added, and those that ship."""
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.added_records import list_records

        result = list_records(records_folder())
        shown = records_table(result, lang.value)
        export(shown, csv, xlsx)
        answer(result, as_json=json, show=lambda: table(shown))


@app.command("check")
def check(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only this record.")] = None,
    json: Json = False,
    lang: Language = Lang.EN,
) -> None:
    """Whether the records that were added are as they were written, and what was found in their files.

    Ends with 1 where one is damaged.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.added_records import check_records

        result = check_records(records_folder(), name)
        answer(result, as_json=json, show=lambda: _show_checked(result, lang.value))
        damaged = any(one.damaged for one in result.records)
    raise typer.Exit(1 if damaged else 0)


def _show_checked(result: "RecordsResult", language: "LanguageTag") -> None:
    words = WORDS[language]
    if not result.records:
        say(words["empty"].format(folder=result.folder))
    for one in result.records:
        if one.damaged:
            for problem in one.damaged:
                typer.echo(str(problem), err=True)
            continue
        say(words["whole"].format(name=one.name, roll_calls=one.roll_calls, votes=one.votes))
        if one.remarks:
            typer.echo()
            table(remarks_table(one, language))


@app.command("remove")
def remove(name: Name, json: Json = False, lang: Language = Lang.EN) -> None:
    """Remove a record that was added. The files that it was made from stay where they are."""
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.added_records import remove_record

        result = remove_record(records_folder(), name)
        answer(result, as_json=json, show=lambda: say(WORDS[lang.value]["removed"].format(name=name)))
