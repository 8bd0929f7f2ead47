"""The options of `comity whatif`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.analysis.readings import Absence, Abstention
from comity.workbench.whatif_result import Picture
from comity.workbench.whatif_tables import Content


class By(StrEnum):
    """What figures are given by, on request."""

    MEMBER = "member"


Against = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="NAME|FILE", help="A charter to hold it against; repeat it for several."),
]
Record = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="NAME|FILE",
        help="A record that ships, or a table of roll calls. Without it: the one that ships.",
    ),
]
Sessions = Annotated[str | None, typer.Option("--sessions", metavar="A-B", help="Only these sessions: 72, or 72-74.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only from this day, month or year on.")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only up to this day, month or year, it included.")
]
Membership = Annotated[
    str,
    typer.Option(
        "--membership",
        metavar="actual|NUMBER|FILE",
        help="The members of the day; those when they were so many (six, eight); or those of a file (dated or not).",
    ),
]
Body = Annotated[
    list[str] | None,
    typer.Option("--body", metavar="ID|CHARTER:ID", help="The body that decides; repeat it for another charter."),
]
ProposedBy = Annotated[
    str | None, typer.Option("--source", metavar="ID", help="Who is supposed to propose, where the rule looks at it.")
]
Subject = Annotated[str | None, typer.Option("--subject", metavar="ID", help="Only roll calls on this subject.")]
OneMatter = Annotated[
    list[str] | None,
    typer.Option(
        "--matter", metavar="ID|CHARTER:ID", help="Put every text as this one matter; repeat it for another charter."
    ),
]
Matters = Annotated[
    list[Path] | None,
    typer.Option("--matters", metavar="FILE", help="Which matter of the charters that it names each subject is."),
]
AbstentionRead = Annotated[
    Abstention, typer.Option("--abstention", help="An abstention lets a text pass, or counts as no.")
]
AbsenceRead = Annotated[
    Absence, typer.Option("--absence", help="Who was absent stands aside, counts as no, or is left open.")
]
Paragraphs = Annotated[bool, typer.Option("--paragraphs", help="Put votes on paragraphs and amendments as well.")]
ByMember = Annotated[By | None, typer.Option("--by", help="Figures by member as well, in the organisation's order.")]
TableOf = Annotated[Content, typer.Option("--table", help="Which table --csv writes.")]
Plot = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw a picture: an SVG or PNG file.")]
PictureShown = Annotated[Picture, typer.Option("--picture", help="What --plot shows.")]
