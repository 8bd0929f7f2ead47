"""`comity charter`: list, check, show, compare charters; print the schema of a charter file."""

from typing import Annotated

import typer

from comity.cli.options import Csv, Json, Lang, Language, Xlsx
from comity.cli.output import answer, export, heading, print_json, refusing, say, table
from comity.cli.words import WORDS, sentence_of
from comity.workbench.tables import Table

app = typer.Typer(help="Charters: who decides what, by which rule.", no_args_is_help=True, rich_markup_mode=None)

Which = Annotated[str, typer.Argument(metavar="NAME|FILE", help="A charter that ships, or a charter file.")]


@app.command("list")
def list_(json: Json = False, lang: Language = Lang.EN, csv: Csv = None, xlsx: Xlsx = None) -> None:
    """List the charters that ship."""
    from comity.workbench.charters import list_charters

    with refusing(as_json=json):
        result = list_charters()
        words = WORDS[lang.value]
        rows = [(one.name, one.title[lang.value], str(one.bodies), str(one.matters)) for one in result.charters]
        shown = Table(
            words["charters"],
            (words["name"], words["title"], words["bodies"], words["matters"]),
            rows,
            right=frozenset({2, 3}),
        )
        export(shown, csv, xlsx)
        answer(result, as_json=json, show=lambda: table(shown))


@app.command("check")
def check(charter: Which, json: Json = False, lang: Language = Lang.EN) -> None:
    """Check a charter: gaps, contradictions, names that nothing defines, rules that can never pass or never fail.

    Ends with 1 where something is wrong, with 2 where the file can't be read.
    """
    from comity.workbench.charters import check_charter

    with refusing(as_json=json):
        result = check_charter(charter)
        words = WORDS[lang.value]

        def show() -> None:
            for finding in result.findings:
                mark = "" if finding.serious else f"{words['note']}: "
                say(f"{finding.place}: {mark}{finding.fact}. {finding.cure}.")
            say(sentence_of("checked", lang.value, charter=result.charter, wrong=result.wrong))

        answer(result, as_json=json, show=show)
    raise typer.Exit(1 if result.wrong else 0)


@app.command("show")
def show_(charter: Which, json: Json = False, lang: Language = Lang.EN) -> None:
    """Print a charter in sentences, each rule beside its article."""
    from comity.workbench.charters import show_charter

    with refusing(as_json=json):
        result = show_charter(charter, lang.value)

        def show() -> None:
            say(result.title)
            if result.note:
                say(result.note)
            for section in result.sections:
                heading(section.title)
                for line in section.lines:
                    say(line, indent=2)

        answer(result, as_json=json, show=show)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The charter as it is.")],
    new: Annotated[str, typer.Argument(metavar="NAME|FILE", help="The charter to compare it with.")],
    json: Json = False,
    lang: Language = Lang.EN,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """Compare two charters matter by matter, in sentences."""
    from comity.workbench.charters import compare_charters

    with refusing(as_json=json):
        result = compare_charters(old, new, lang.value)
        words = WORDS[lang.value]
        rows = [(one.kind, one.subject, one.before or "", one.after or "") for one in result.changes]
        shown = Table(words["changes"], (words["kind"], words["subject"], words["before"], words["after"]), rows)
        export(shown, csv, xlsx)

        def show() -> None:
            say(sentence_of("compared", lang.value, old=result.old, new=result.new, changes=len(result.changes)))
            if result.note:
                say(result.note)
            for one in result.changes:
                heading(one.subject)
                if one.before:
                    say(f"− {one.before}", indent=2)
                if one.after:
                    say(f"+ {one.after}", indent=2)

        answer(result, as_json=json, show=show)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of a charter file, for editors."""
    from comity.formats.charter_file import charter_schema

    print_json(charter_schema())
