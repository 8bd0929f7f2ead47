"""`comity precedents`: real decisions, decided again by their own rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.checked import show_checked
from comity.cli.options import Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import answer, export, refusing, table
from comity.cli.words import WORDS
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.core.values import Problem
    from comity.workbench.precedents import CheckResult

app = typer.Typer(
    help="Precedents: real decisions, decided again by their own rules.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("list")
def list_(json: Json = False, lang: Language = Lang.EN, csv: Csv = None, xlsx: Xlsx = None) -> None:
    """List the precedents that ship, with body, date and source."""
    from comity.workbench.precedent_list import list_precedents

    with refusing(as_json=json):
        result = list_precedents()
        words = WORDS[lang.value]
        rows = [(one.id, one.date or "–", one.body, one.under or "–") for one in result.precedents]
        shown = Table(words["precedents"], (words["id"], words["date"], words["body"], words["sheet"]), rows)
        whole = [
            (one.id, one.date or "", one.body, one.under or "", one.question, one.status, "; ".join(one.source))
            for one in result.precedents
        ]
        keys = ("id", "date", "body", "sheet", "question", "status", "source")
        header = tuple(words[key] for key in keys)
        export(Table(words["precedents"], header, whole), csv, xlsx)
        answer(result, as_json=json, show=lambda: table(shown))


@app.command("check")
def check(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A file of decisions; without it, the precedents that ship."),
    ] = None,
    charter: Annotated[
        str | None,
        typer.Option("--charter", metavar="NAME|FILE", help="Decide by this charter's own rule, not by the case's."),
    ] = None,
    body: Annotated[str | None, typer.Option("--body", metavar="ID", help="The body, with --charter.")] = None,
    matter: Annotated[str | None, typer.Option("--matter", metavar="ID", help="The matter, with --charter.")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Only this case; repeat it for several.")
    ] = None,
    major: Major = None,
    json: Json = False,
    lang: Language = Lang.EN,
    strict: Annotated[
        bool, typer.Option("--strict", help="An open answer against a stated verdict counts as different.")
    ] = False,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """Decide every precedent of a file again and compare with what is expected.

    Ends with 2 where the file can't be read or a case is refused, else with 1 where one differs, else with 0.
    """
    from comity.workbench.precedent_list import shipped_precedents
    from comity.workbench.precedents import check_precedents, exit_code, forum_named

    with refusing(as_json=json):
        forum = forum_named(charter, body, matter, None if major is None else tuple(major))
        result = check_precedents(file or shipped_precedents(), forum, frozenset(only or ()))
        shown = _table(result, lang.value)
        export(_whole(result, lang.value), csv, xlsx)
        answer(result, as_json=json, show=lambda: show_checked(result, shown, lang.value))
    raise typer.Exit(exit_code(result, strict=strict))


def _table(result: "CheckResult", language: str) -> Table:
    words = WORDS[language]
    rows = [
        (one.id, words[one.result], one.answer.sentence[language] if one.answer else _problems(one.problems))
        for one in result.cases
    ]
    return Table(words["precedents"], (words["id"], words["result"], words["sentence"]), rows)


def _whole(result: "CheckResult", language: str) -> Table:
    """The same with the answer by the rule sheet, where the precedent names one."""
    words, shown = WORDS[language], _table(result, language)
    by_sheet = (one.by_charter.sentence[language] if one.by_charter else "" for one in result.cases)
    rows = [(*row, each) for row, each in zip(shown.rows, by_sheet, strict=True)]
    return Table(shown.caption, (*shown.header, words["by_sheet"]), rows)


def _problems(problems: "Sequence[Problem]") -> str:
    return "; ".join(one.fact for one in problems)
