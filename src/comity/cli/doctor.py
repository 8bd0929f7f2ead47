"""`comity doctor`: what a deployment lacks."""

from datetime import UTC, datetime

import typer

from comity.cli.folder import folder_of
from comity.cli.installation import Data, open_installation
from comity.cli.options import Json
from comity.cli.output import needing, print_json, refusing, say, table
from comity.workbench.tables import Table

LACKS = 1


def doctor(data: Data = None, json: Json = False) -> None:
    """Say what this deployment lacks, each with what mends it; ends with 1 where something serious is among it."""
    with refusing(as_json=json), needing("web"):
        folder = folder_of(data)
        open_installation(folder)
        from comity.app.deployment import Deployment, lacks

        found = lacks(Deployment(data=folder, at=datetime.now(UTC)))
    serious = sum(1 for one in found if one.serious)
    if json:
        from comity.workbench.results import as_json

        print_json({"schema": "comity/deployment/1", "serious": serious, "lacks": as_json(found)})
    else:
        say(f"{folder}: {serious} serious, {len(found) - serious} to know.")
        for title, among in (("Serious", True), ("To know", False)):
            rows = [(one.about, f"{one.fact}. {one.cure}.") for one in found if one.serious is among]
            if rows:
                typer.echo()
                table(Table(title, ("about", "what, and what mends it"), rows))
    if serious:
        raise typer.Exit(LACKS)
