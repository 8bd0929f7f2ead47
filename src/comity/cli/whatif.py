"""`comity whatif`: what another charter would have done with the public record."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from comity.analysis.readings import Absence, Abstention
from comity.cli.folder import records_folder
from comity.cli.options import CharterName, Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import (
    answer,
    export,
    export_workbook,
    heading,
    needing,
    next_command,
    refusing,
    say,
    table,
)
from comity.cli.whatif_options import (
    AbsenceRead,
    AbstentionRead,
    Against,
    Body,
    By,
    ByMember,
    From,
    Matters,
    Membership,
    OneMatter,
    Paragraphs,
    PictureShown,
    Plot,
    ProposedBy,
    Record,
    Sessions,
    Subject,
    TableOf,
    Until,
)
from comity.core.values import Problem, Refused
from comity.workbench.tables import Table
from comity.workbench.whatif_result import Picture
from comity.workbench.whatif_sentences import WORDS, say_of
from comity.workbench.whatif_tables import (
    Content,
    about_table,
    answer_sentence,
    caveats,
    members_table,
    membership_table,
    question_parts,
    sensitivity_table,
    subject_table,
    what_tells_most,
    whole_tables,
)

if TYPE_CHECKING:
    from comity.core.values import Language as LanguageTag
    from comity.workbench.whatif_result import WhatIf


def whatif(
    context: typer.Context,
    charter: CharterName,
    against: Against = None,
    record: Record = None,
    sessions: Sessions = None,
    from_: From = None,
    until: Until = None,
    membership: Membership = "actual",
    body: Body = None,
    source: ProposedBy = None,
    subject: Subject = None,
    matter: OneMatter = None,
    matters: Matters = None,
    major: Major = None,
    abstention: AbstentionRead = Abstention.ACCEPTS,
    absence: AbsenceRead = Absence.ASIDE,
    paragraphs: Paragraphs = False,
    by: ByMember = None,
    json: Json = False,
    lang: Language = Lang.EN,
    content: TableOf = Content.SUMMARY,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
    picture: PictureShown = Picture.SESSIONS,
) -> None:
    """Put a record of roll calls to a charter, as proposals to a body: what would it have adopted, and another?

    Each is decided by the charter's own rule for its matter, in its latest version, from the positions on record.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.whatif_answer import answer_file
        from comity.workbench.whatif_question import DEFAULT_RECORD, Asked

        _refuse_idle(context, csv=csv, plot=plot)
        asked = Asked(
            charter=charter,
            against=tuple(against or ()),
            record=record or DEFAULT_RECORD,
            added=records_folder(),
            sessions=sessions,
            from_=from_,
            until=until,
            membership=membership,
            body=tuple(body or ()),
            matter=tuple(matter or ()),
            matters=tuple(matters or ()),
            source=source,
            subject=subject,
            major=None if major is None else tuple(major),
            abstention=abstention,
            absence=absence,
            paragraphs=paragraphs,
            by_member=by is By.MEMBER,
            sentences=json or bool(csv or xlsx),
        )
        result = answer_file(asked, datetime.now(UTC).date())
        _to_files(result, lang.value, content, csv, xlsx, picture, plot)
        answer(result, as_json=json, show=lambda: show(result, lang.value, given_options(context)))


def _to_files(
    result: "WhatIf",
    language: "LanguageTag",
    content: Content,
    csv: Path | None,
    xlsx: Path | None,
    picture: Picture,
    plot: Path | None,
) -> None:
    """The files that are asked for: tables, and the picture."""
    _export(result, language, content, csv, xlsx)
    _draw(result, language, picture, plot)


def _export(result: "WhatIf", language: "LanguageTag", content: Content, csv: Path | None, xlsx: Path | None) -> None:
    if csv is None and xlsx is None:
        return
    tables = whole_tables(result, language)
    if content not in tables:
        raise Refused([Problem(fact="figures by member were not asked for", cure="Add --by member")])
    export(tables[content], csv, None)
    if xlsx is not None:
        export_workbook([*tables.values(), about_table(result, language)], xlsx)


def _draw(result: "WhatIf", language: "LanguageTag", picture: Picture, plot: Path | None) -> None:
    if plot is None:
        return
    if not result.roll_calls:
        typer.echo(say_of("no_picture", language), err=True)
        return
    from comity.workbench.whatif_pictures import draw

    draw(result, picture, plot, language)
    typer.echo(f"{plot}", err=True)


def show(result: "WhatIf", language: "LanguageTag", given: Mapping[str, Sequence[str]]) -> None:
    """Sentence, tables, what was left out, what it can't tell, next commands.

    ``given``: the options of the question, so that what is tried next asks the same question.
    """
    words = WORDS[language]
    show_answer(result, language)
    if not result.roll_calls:
        return
    for one in (membership_table, subject_table, sensitivity_table, members_table):
        shown: Table | None = one(result, language)
        if shown is not None and shown.rows:
            typer.echo()
            table(shown)
            if one is sensitivity_table:
                telling = what_tells_most(result, language)
                if telling:
                    say(telling)
    if result.members is not None:
        say(say_of("members_note", language))
    typer.echo()
    show_caveats(result, language)
    heading(words["next"])
    past = [one.id for one in result.memberships if one.id.isalnum() and one.id != result.membership]
    same = [argument for arguments in given.values() for argument in arguments]
    more = {"plot": "whatif.svg", "xlsx": "whatif.xlsx", "abstention": "objects", "membership": (past or [""])[0]}
    for name, value in more.items():
        if name not in given and value:
            next_command(["whatif", *same, f"--{name} {value}"])


ANSWERS = frozenset({"json", "csv", "xlsx", "plot", "picture", "content"})
"""Options that say where the answer goes, and not what is asked."""


def given_options(context: typer.Context) -> Mapping[str, Sequence[str]]:
    """The options that were given and belong to the question, as they would be written again."""
    found: dict[str, Sequence[str]] = {}
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name)
        if name in ANSWERS or said is None or said.name != "COMMANDLINE":
            continue
        value = context.params[name]
        if isinstance(value, bool):
            found[name] = [option.opts[0]]
        else:
            every = value if isinstance(value, list | tuple) else [value]
            found[name] = [f"{option.opts[0]} {shlex.quote(str(one))}" for one in every]
    return found


def _refuse_idle(context: typer.Context, *, csv: Path | None, plot: Path | None) -> None:
    """An option that changes nothing without another is a slip, and is said to be one."""
    idle = (("content", "--table", csv, "--csv"), ("picture", "--picture", plot, "--plot"))
    problems = []
    for name, option, needed, cure in idle:
        said = context.get_parameter_source(name)
        if needed is None and said is not None and said.name == "COMMANDLINE":
            problems.append(Problem(fact=f"{option} is given without {cure}", cure=f"Add {cure} FILE"))
    if problems:
        raise Refused(problems)


def show_answer(result: "WhatIf", language: "LanguageTag") -> None:
    """The answer in a sentence, and what was put to whom."""
    sentence = answer_sentence(result, language)
    if not sentence:
        say(say_of("nothing", language))
        return
    say(sentence)
    say(" · ".join(question_parts(result, language)))


def show_caveats(result: "WhatIf", language: "LanguageTag") -> None:
    """How the record was read, what was left out, and what it can't tell."""
    say(("" if language == "zh" else " ").join(caveats(result, language)))
    if result.record.note:
        say(result.record.note[language])
    if result.record.source:
        say(f"{WORDS[language]['source']}: {result.record.source}")
