"""`comity power`: how much each member's vote decides, exactly."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.checked import show_checked
from comity.cli.installation import progress
from comity.cli.options import CharterName, Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import answer, export, give, needing, refusing, say, table
from comity.cli.power_options import (
    Against,
    AgainstMatter,
    AgainstOn,
    AgainstQuota,
    AgainstTable,
    Body,
    Concerned,
    Matter,
    On,
    Plot,
    QuotaNeeded,
    Source,
    WithoutShapley,
)
from comity.cli.power_words import (
    changes_table,
    check_table,
    figures_told,
    power_sentences,
    power_table,
    whole_table,
)

if TYPE_CHECKING:
    from comity.workbench.power import PowerResult

app = typer.Typer(
    help="Voting power: how much each member's vote decides, exactly.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("index")
def index(
    charter: CharterName,
    body: Body,
    matter: Matter,
    on: On = None,
    against: Against = None,
    against_on: AgainstOn = None,
    against_matter: AgainstMatter = None,
    source: Source = None,
    concerned: Concerned = None,
    major: Major = None,
    without_shapley: WithoutShapley = False,
    json: Json = False,
    lang: Language = Lang.EN,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
) -> None:
    """The power of each member under a charter's rule: Banzhaf, Penrose, Shapley and Shubik, Coleman, exactly.

    Everybody is taken to be present, and to vote yes or no. Compared with another charter, day or matter it shows
    what a reform does to each member.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.power import PowerAsked, power_index

        asked = PowerAsked(
            charter=charter,
            body=body,
            matter=matter,
            on=on.date() if on else None,
            against=against,
            against_on=against_on.date() if against_on else None,
            against_matter=against_matter,
            source=source,
            concerned=None if concerned is None else tuple(concerned),
            major=None if major is None else tuple(major),
            shapley=not without_shapley,
        )
        with progress("additions") as told:
            result = power_index(asked, datetime.now(UTC).date(), on_progress=told)
        _give(result, lang.value, as_json=json, csv=csv, xlsx=xlsx, plot=plot)


@app.command("weights")
def weights(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table: member and weight, with a header; CSV or XLSX.")
    ],
    quota: QuotaNeeded,
    against: AgainstTable = None,
    against_quota: AgainstQuota = None,
    without_shapley: WithoutShapley = False,
    json: Json = False,
    lang: Language = Lang.EN,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
) -> None:
    """The power of each member of a table of weights, by the same indices: a fund, a board, an assembly of your own.

    Compared with another table or quota it shows what a reform does to each member.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.power import TableAsked, power_of_table

        asked = TableAsked(
            weights=file,
            quota=quota,
            against_weights=against,
            against_quota=against_quota,
            shapley=not without_shapley,
        )
        with progress("additions") as told:
            result = power_of_table(asked, on_progress=told)
        _give(result, lang.value, as_json=json, csv=csv, xlsx=xlsx, plot=plot)


def _give(result: "PowerResult", language: str, **files: Any) -> None:
    from comity.workbench.power_pictures import draw_power

    give(
        result,
        whole_table(result, language),
        lambda: _show(result, language),
        lambda plot: draw_power(result, plot, language),
        **files,
    )


def _show(result: "PowerResult", language: str) -> None:
    for sentence in power_sentences(result, language):
        say(sentence)
    typer.echo()
    table(power_table(result.under, language) if result.against is None else changes_table(result, language))


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of power tables.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="Only this table; repeat it for several.")
    ] = None,
    json: Json = False,
    lang: Language = Lang.EN,
    strict: Annotated[
        bool, typer.Option("--strict", help="As for precedents; a power is never open, so it changes nothing here.")
    ] = False,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """Count every table of a file again from its rule, and compare with the power that it states.

    Ends with 2 where the file can't be read or a table is refused, else with 1 where one differs, else with 0.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.power_check import check_power
        from comity.workbench.precedents import exit_code_of

        result = check_power(file, frozenset(only or ()))
        shown = check_table(result, lang.value)
        export(shown, csv, xlsx)
        answer(result, as_json=json, show=lambda: show_checked(result, shown, lang.value, figures_told(lang.value)))
        code = exit_code_of(result.totals, strict=strict)
    raise typer.Exit(code)
