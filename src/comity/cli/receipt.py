"""`comity receipt`: check, without any database, that an act is in the ledger of an organisation."""

import json as json_format
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.options import Json, Lang, Language
from comity.cli.output import answer, heading, next_command, refusing, say, table
from comity.cli.receipt_words import CAMPS, FAILED, SENTENCES, VERBS, WORDS
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.workbench.receipts import ReceiptCheck, ReceiptResult

CHECK_FOUND = 1
ROWS_SHOWN = 30

app = typer.Typer(help="Receipts: proof that an act is in the ledger.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Receipts.")],
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="FILE|FINGERPRINT",
            help="The organisation's public key (PEM) or its fingerprint, as you know it from elsewhere.",
        ),
    ] = None,
    json: Json = False,
    lang: Language = Lang.EN,
) -> None:
    """Check receipts: the proof from the entry to the signed head of the ledger, the signature, and whose key it is.

    Needs no database and no network. Ends with 2 where a file can't be read, else with 1 where a receipt does not
    hold, else with 0.
    """
    from comity.workbench.receipts import check_receipts

    with refusing(as_json=json):
        result = check_receipts(files, key)
        answer(result, as_json=json, show=lambda: _show(result, lang.value, key))
    if not result.holds:
        raise typer.Exit(CHECK_FOUND)


def _show(result: "ReceiptCheck", language: str, key: str | None) -> None:
    for position, one in enumerate(result.receipts):
        if position:
            typer.echo()
        if len(result.receipts) > 1:
            say(one.file, bold=True)
        _show_receipt(one, language)
    _show_next(result, language, key)


def _show_receipt(one: "ReceiptResult", language: str) -> None:
    words = WORDS[language]
    if one.example:
        say(words["example"])
    failed = words["and"].join(FAILED[step.step][language] for step in one.steps if step.holds is False)
    signed_at = _time(one.head["at"])
    say(SENTENCES[one.proves][language].format(sequence=one.entry["sequence"], signed_at=signed_at, failed=failed))
    marks = {True: words["yes"], False: words["no"], None: words["not_asked"]}
    steps = [(words[step.step], marks[step.holds]) for step in one.steps]
    typer.echo()
    table(Table(words["looked_at"], (words["step"], words["found"]), steps))
    typer.echo()
    told = {
        "sequence": str(one.entry["sequence"]),
        "verb": _act(one.entry, language),
        "about": _printable(str((one.entry["outcome"] or {}).get("symbol", "–"))),
        "actor": _printable(one.entry["actor"]),
        "at": _time(one.entry["at"]),
        "size": str(one.head["size"]),
        "signed_at": signed_at,
        "fingerprint": _grouped(one.fingerprint),
    }
    table(Table(words["receipt"], (words["what"], words["says"]), [(words[name], said) for name, said in told.items()]))
    rows = list(_records(one.entry, words))
    if rows:
        typer.echo()
        left_out = len(rows) - ROWS_SHOWN
        more = [("…", "", words["more"].format(number=left_out))] if left_out > 0 else []
        header = (words["row"], words["field"], words["value"])
        table(Table(words["records"], header, [*rows[:ROWS_SHOWN], *more]))


def _show_next(result: "ReceiptCheck", language: str, key: str | None) -> None:
    heading(WORDS[language]["next"])
    files = [one.file for one in result.receipts]
    if not result.holds:
        say(SENTENCES["look"][language])
        next_command(["receipt", "check", *files, *(["--key", key] if key else []), "--json"])
    elif result.key is None:
        say(SENTENCES["ask"][language])
        next_command(["receipt", "check", *files, "--key", "FILE|FINGERPRINT"])
    else:
        say(SENTENCES["hold"][language])
        next_command(["verify", "--checkpoint", files[-1]])


def _act(entry: dict[str, Any], language: str) -> str:
    """What was done, in words; of a position, which."""
    verb = VERBS[language].get(entry["verb"], _printable(entry["verb"]))
    camps = [(one["form"] or {}).get("camp") for one in entry["changes"]]
    said = [CAMPS[language][camp] for camp in camps if isinstance(camp, str) and camp in CAMPS[language]]
    return f"{verb}: {', '.join(said)}" if said else verb


def _records(entry: dict[str, Any], words: Any) -> Iterator[tuple[str, str, str]]:
    """Each value that the entry records, row by row, and then what the act answered."""
    for change in entry["changes"]:
        row = _printable(f"{change['table']} {change['id']}")
        if change["form"] is None:
            yield row, "–", words["gone"]
        else:
            yield from ((row, _printable(name), _value(value)) for name, value in change["form"].items())
    yield from ((words["outcome"], _printable(name), _value(value)) for name, value in (entry["outcome"] or {}).items())


def _value(value: Any) -> str:
    return _printable(value if isinstance(value, str) else json_format.dumps(value, ensure_ascii=False))


def _printable(text: str) -> str:
    r"""Text of a file that anybody may have written: nothing in it commands the terminal or turns its lines round.

    >>> _printable("yes\x1b[2K")
    'yes\\x1b[2K'
    """
    return "".join(
        one if one.isprintable() or unicodedata.category(one) == "Zs" else one.encode("unicode_escape").decode()
        for one in text
    )


def _time(at: str) -> str:
    """A moment of the ledger, to the second.

    >>> _time("2026-11-05T09:12:33.000418Z")
    '2026-11-05 09:12:33 UTC'
    """
    return f"{at[:10]} {at[11:19]} UTC"


def _grouped(digits: str) -> str:
    """A fingerprint in groups of four, as people read it aloud.

    >>> _grouped("abcdef01")
    'abcd ef01'
    """
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
