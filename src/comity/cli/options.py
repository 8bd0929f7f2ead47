"""Options that many commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """A language of the answers."""

    EN = "en"
    RU = "ru"
    ZH = "zh"


CharterName = Annotated[
    str, typer.Option("--charter", metavar="NAME|FILE", help="A charter that ships, or a charter file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Language = Annotated[Lang, typer.Option("--lang", metavar="en|ru|zh", help="The language of the answer.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the table to a CSV file as well.")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the table to an XLSX file as well.")]
Major = Annotated[
    list[str] | None,
    typer.Option(
        "--major",
        metavar="MATTER",
        help="Count this matter as major, in place of what the charter says; repeat it for several, 'none' for none.",
    ),
]
