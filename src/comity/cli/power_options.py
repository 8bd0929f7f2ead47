"""Options of `comity power index`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Body = Annotated[str, typer.Option("--body", metavar="ID", help="The body that decides.")]
Matter = Annotated[str, typer.Option("--matter", metavar="ID", help="The matter that it decides.")]
On = Annotated[
    datetime | None,
    typer.Option(
        "--on",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day; else today, or the last of which members and weights are known.",
    ),
]
Against = Annotated[
    str | None,
    typer.Option("--against", metavar="NAME|FILE", help="Another charter: what it does to each member."),
]
AgainstOn = Annotated[
    datetime | None,
    typer.Option("--against-on", formats=["%Y-%m-%d"], metavar="DATE", help="Another day to compare with."),
]
AgainstMatter = Annotated[
    str | None,
    typer.Option("--against-matter", metavar="ID", help="Another matter to compare with: another majority, say."),
]
AgainstBody = Annotated[
    str | None, typer.Option("--against-body", metavar="ID", help="Another body to compare with; else the same.")
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="ID", help="Who proposes: a member, a body, or whom a rule names.")
]
Concerned = Annotated[
    list[str] | None,
    typer.Option("--concerned", metavar="ID", help="A member that the question is about; repeat for several."),
]
QuotaNeeded = Annotated[
    str,
    typer.Option("--quota", metavar="N|N%", help="What a coalition has to weigh: a number, or 70%; '>50%' for more."),
]
AgainstTable = Annotated[
    Path | None, typer.Option("--against", metavar="FILE", help="Another table: what it does to each member.")
]
AgainstQuota = Annotated[
    str | None, typer.Option("--against-quota", metavar="N|N%", help="Another quota to compare with.")
]
WithoutShapley = Annotated[
    bool, typer.Option("--without-shapley", help="Leave out the index of Shapley and Shubik: much less work.")
]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Draw the power of each member into a .svg or .png file."),
]
