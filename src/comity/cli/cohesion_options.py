"""The options of `comity cohesion`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class By(StrEnum):
    """By what the figures are told."""

    YEAR = "year"
    SUBJECT = "subject"
    PAIR = "pair"


class Content(StrEnum):
    """Which table is written to a file."""

    ROWS = "rows"
    PAIRS = "pairs"
    REFERENCE = "reference"


Members = Annotated[
    list[str],
    typer.Option(
        "--members",
        metavar="STATES|FILE|CHARTER",
        help="Whose cohesion: states (CHN,IND,RUS), a file of them, or a charter: sco, or sco:six on every day.",
    ),
]
Reference = Annotated[
    list[str] | None,
    typer.Option("--reference", metavar="STATES|FILE|CHARTER", help="A group outside: the agreement with it as well."),
]
Record = Annotated[
    str | None,
    typer.Option(
        "--record", metavar="NAME|FILE", help="A record. Without it: the one that was added, else the one that ships."
    ),
]
ByWhat = Annotated[
    By | None, typer.Option("--by", help="Figures by year (the session that opened in it), by subject, or by pair.")
]
WithoutParts = Annotated[
    bool, typer.Option("--without-parts", help="Leave out votes marked as on a paragraph or an amendment.")
]
Once = Annotated[bool, typer.Option("--once", help="Leave out a vote that the record has twice.")]
TableOf = Annotated[Content | None, typer.Option("--table", help="Which table --csv writes; --xlsx writes all.")]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw the shares by session: an SVG or PNG file.")
]
