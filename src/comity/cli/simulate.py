"""`comity simulate`: how likely a text is to pass, and who would block it, under a stated model of voting."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from comity.cli.folder import records_folder
from comity.cli.installation import progress
from comity.cli.options import CharterName, Csv, Json, Lang, Language, Major, Xlsx
from comity.cli.output import give, needing, refusing, say, table
from comity.cli.power_options import (
    Against,
    AgainstBody,
    AgainstMatter,
    AgainstOn,
    Body,
    Concerned,
    Matter,
    On,
    Source,
)
from comity.cli.simulate_options import (
    Absent,
    Abstain,
    BlocsTable,
    Model,
    Plot,
    Probability,
    Processes,
    Profiles,
    Record,
    Resume,
    Seed,
    Smoothing,
)
from comity.cli.simulate_words import members_table, simulation_sentences, whole_table
from comity.workbench.voting_model_words import ModelName

if TYPE_CHECKING:
    from comity.workbench.simulation import SimulationResult


def simulate(
    charter: CharterName,
    body: Body,
    matter: Matter,
    model: Model = ModelName.IMPARTIAL,
    probability: Probability = None,
    abstain: Abstain = None,
    absent: Absent = None,
    blocs: BlocsTable = None,
    record: Record = None,
    smoothing: Smoothing = None,
    on: On = None,
    against: Against = None,
    against_on: AgainstOn = None,
    against_body: AgainstBody = None,
    against_matter: AgainstMatter = None,
    source: Source = None,
    concerned: Concerned = None,
    major: Major = None,
    profiles: Profiles = None,
    seed: Seed = None,
    processes: Processes = 1,
    resume: Resume = None,
    json: Json = False,
    lang: Language = Lang.EN,
    csv: Csv = None,
    xlsx: Xlsx = None,
    plot: Plot = None,
) -> None:
    """How likely a text is to pass under a charter's rule, and who would block it, if members vote as a model says.

    Counted exactly where that can be done, else simulated, with an interval of confidence. Compared with another
    charter or day, both are held against the same votes.
    """
    with refusing(as_json=json), needing("analysis"):
        from comity.workbench.simulation import SimulationAsked, simulation
        from comity.workbench.voting_model import ModelAsked

        kept = records_folder()
        asked = SimulationAsked(
            charter=charter,
            body=body,
            matter=matter,
            model=ModelAsked(model, tuple(probability or ()), abstain, absent, blocs, record, smoothing, kept),
            seed=_seed(seed, resume),
            on=on.date() if on else None,
            against=against,
            against_on=against_on.date() if against_on else None,
            against_body=against_body,
            against_matter=against_matter,
            source=source,
            concerned=None if concerned is None else tuple(concerned),
            major=None if major is None else tuple(major),
            profiles=profiles,
            processes=processes,
            resume=resume,
        )
        with progress("profiles") as told:
            result = simulation(asked, datetime.now(UTC).date(), on_progress=told)
        _give(result, lang.value, as_json=json, csv=csv, xlsx=xlsx, plot=plot)


def _seed(seed: int | None, resume: Path | None) -> int:
    """The seed: as given, else that of the run that goes on, else by chance."""
    if seed is None and resume is not None:
        from comity.formats.finished_chunks import seed_kept

        seed = seed_kept(resume)
    return secrets.randbits(32) if seed is None else seed


def _give(result: "SimulationResult", language: str, **files: Any) -> None:
    from comity.workbench.simulation_pictures import draw_simulation

    give(
        result,
        whole_table(result, language),
        lambda: _show(result, language),
        lambda plot: draw_simulation(result, plot, language),
        **files,
    )


def _show(result: "SimulationResult", language: str) -> None:
    for sentence in simulation_sentences(result, language):
        say(sentence)
    typer.echo()
    table(members_table(result, language))
