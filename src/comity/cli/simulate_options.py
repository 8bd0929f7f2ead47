"""Options of `comity simulate`."""

from pathlib import Path
from typing import Annotated

import typer

from comity.workbench.voting_model_words import ModelName

Model = Annotated[
    ModelName,
    typer.Option(
        "--model", metavar="NAME", help="How members vote: impartial, independent, record, roll-calls, blocs."
    ),
]
Probability = Annotated[
    list[str] | None,
    typer.Option(
        "--probability",
        metavar="P|NAME=P|FILE",
        help="Of a yes: of everybody, of a member or bloc, or a table of member and yes; repeat it for several.",
    ),
]
Abstain = Annotated[
    str | None, typer.Option("--abstain", metavar="P", help="The probability with which each member abstains.")
]
Absent = Annotated[
    str | None, typer.Option("--absent", metavar="P", help="The probability with which each member is absent.")
]
BlocsTable = Annotated[
    Path | None, typer.Option("--blocs", metavar="FILE", help="A table of member and bloc: a bloc votes alike.")
]
Record = Annotated[
    str | None,
    typer.Option("--record", metavar="NAME|FILE", help="The record of the members' votes; else the one that ships."),
]
Smoothing = Annotated[
    str | None,
    typer.Option("--smoothing", metavar="N", help="Added to each count of a member's positions on record; else 1."),
]
Profiles = Annotated[
    int | None,
    typer.Option("--profiles", metavar="N", help="Draw so many profiles, even where all can be counted exactly."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="What profiles are drawn from; else chance, and it is told.")
]
Processes = Annotated[int, typer.Option("--processes", metavar="N", help="How many processes share the drawing.")]
Resume = Annotated[
    Path | None,
    typer.Option("--resume", metavar="FILE", help="Keep what is drawn in this file, and go on from what it has."),
]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Draw how often each member blocks into a .svg or .png file."),
]
