"""`comity verify`: whether anything in ledger or tables was changed past Comity, and what."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from comity.cli.folder import folder_of
from comity.cli.installation import Data, open_installation, progress
from comity.cli.options import Json, Lang, Language
from comity.cli.output import heading, needing, next_command, print_json, refusing, say, table
from comity.cli.verify_words import WORDS
from comity.workbench.tables import Table

if TYPE_CHECKING:
    from comity.app.verification import Verification
    from comity.core.ledger.receipt import Checkpoint
    from comity.core.values import Language as TextLanguage

CHECK_FOUND = 1
SHOWN = 20
GROUP = 16


def verify(
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", metavar="FILE", help="A checkpoint, or a receipt, that was kept outside."),
    ] = None,
    save_checkpoint: Annotated[
        Path | None,
        typer.Option("--save-checkpoint", metavar="FILE", help="Write the signed head of today to a new file."),
    ] = None,
    data: Data = None,
    json: Json = False,
    lang: Language = Lang.EN,
) -> None:
    """Verify the ledger and every journalled row: what was altered, removed or inserted is named.

    The ledger is held to its own content, signatures and keys, the tables to the ledger, and all of it to a checkpoint
    where one is given. Ends with 1 where something is found.
    """
    with refusing(as_json=json), needing("web"):
        held = None if checkpoint is None else _read(checkpoint)
        open_installation(folder_of(data))
        from comity.app.verification import verify as verified

        with progress(WORDS[lang.value]["progress"]) as told:
            found = verified(held, told)
        saved = _save(save_checkpoint, example=found.example) if save_checkpoint is not None and found.holds else None
        if json:
            print_json(_document(found, lang.value))
        else:
            _show(found, lang.value, saved)
    if not found.holds:
        raise typer.Exit(CHECK_FOUND)


def _read(path: Path) -> "Checkpoint":
    from comity.formats.ledger_documents import read_checkpoint

    return read_checkpoint(path)


def _save(path: Path, *, example: bool) -> tuple[Path, int] | None:
    """Write the checkpoint; its file and size, or nothing where the ledger is empty."""
    from comity.core.values import Problem, Refused
    from comity.formats.ledger_documents import checkpoint_text
    from comity.store.ledger import checkpoint

    made = checkpoint()
    if made is None:
        return None
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(checkpoint_text(made, example=example))
    except OSError as error:
        fact = f"the checkpoint can't be written ({error.strerror})"
        raise Refused([Problem(file=str(path), fact=fact, cure="Name a new file in a folder that is there")]) from None
    return path, made.signed.head.size


def _document(found: "Verification", language: "TextLanguage") -> dict[str, Any]:
    """The result as JSON, each finding in words as well."""
    from comity.app.verification.words import told
    from comity.workbench.results import as_json

    document = cast("dict[str, Any]", as_json(found))
    pairs = zip(document["findings"], found.findings, strict=True)
    document["findings"] = [{**one, **as_json(told(finding, language))} for one, finding in pairs]
    return document


def _show(found: "Verification", language: str, saved: tuple[Path, int] | None) -> None:
    words = WORDS[language]
    if found.example:
        say(words["example"])
    counts = {"entries": f"{found.entries:,}", "rows": f"{found.rows:,}"}
    if found.holds and found.checkpoint is not None:
        say(words["clean_since"].format(**counts, size=f"{found.checkpoint.size:,}"))
    elif found.holds:
        say(words["clean"].format(**counts))
    else:
        say(words["found"].format(**counts, number=f"{len(found.findings) + found.left_out:,}"))
        _show_findings(found, language)
    typer.echo()
    rows = [
        (words["entries"], counts["entries"]),
        (words["rows"], counts["rows"]),
        (words["root"], _grouped(found.root)),
        (words["fingerprint"], _grouped(found.fingerprint)),
        (words["checkpoint"], _checkpoint(found, words)),
    ]
    table(Table(words["ledger"], (words["what"], words["says"]), rows))
    if saved is not None:
        typer.echo()
        say(words["saved"].format(file=saved[0], size=f"{saved[1]:,}"))
    heading(words["next"])
    if found.holds:
        say(words["keep"])
        next_command(["verify", *(["--checkpoint", str(saved[0])] if saved else ["--save-checkpoint", "FILE"])])
    else:
        say(words["all"])
        next_command(["verify", "--json"])


def _show_findings(found: "Verification", language: str) -> None:
    from comity.app.verification.words import told

    words = WORDS[language]
    said = [told(one, cast("TextLanguage", language)) for one in found.findings[:SHOWN]]
    typer.echo()
    header = (words["fact"], words["place"], words["cure"])
    left_out = len(found.findings) - len(said) + found.left_out
    more = [(words["more"].format(number=f"{left_out:,}"), "", "")] if left_out else []
    table(Table(words["findings"], header, [*((one.fact, one.place, one.cure) for one in said), *more]))


def _checkpoint(found: "Verification", words: Any) -> str:
    if found.checkpoint is None:
        return str(words["none"])
    return str(words["holds" if found.checkpoint.holds else "fails"]).format(size=f"{found.checkpoint.size:,}")


def _grouped(digits: str) -> str:
    """Hexadecimal digits in groups, so that two people can read them to each other."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
