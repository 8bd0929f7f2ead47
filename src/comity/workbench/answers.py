"""An outcome as a result: figures as text, names as the reader knows them, the sentence in every language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from comity.core.charter.model import Charter
from comity.core.charter.put import Answer
from comity.core.procedure.written import ConsensusInTheRoom, Ladder, Procedure, Silence, TacitAcceptance
from comity.core.rules.bound import Path
from comity.core.rules.explain import base_of, explain, explain_missing, figure
from comity.core.rules.outcome import Outcome, Weighed
from comity.core.rules.sentences.describe import citation_text
from comity.core.rules.sentences.lines import Act
from comity.core.values import LANGUAGES, Id, Language
from comity.formats.records import encode
from comity.workbench.naming import names_in
from comity.workbench.results import AnswerResult, ConditionResult, RuleResult

ACTS: Mapping[type, Act] = {ConsensusInTheRoom: Act.CONSENSUS, Silence: Act.SILENCE, TacitAcceptance: Act.CONSENSUS}
"""How members take part in each procedure, and so which verb their acts take; in all others they vote."""


def step_of(procedure: Procedure | None, outcome: Outcome) -> Procedure | None:
    """The step that gave the outcome: the procedure itself, where it is no ladder."""
    if isinstance(procedure, Ladder) and len(outcome.within) > 1:
        step = procedure.steps[int(outcome.within[1])]
        return step_of(step, replace(outcome, within=outcome.within[2:]))
    return procedure


def act_of(procedure: Procedure | None, outcome: Outcome) -> Act:
    """How members took part in the step that gave the outcome."""
    step = step_of(procedure, outcome)
    return Act.VOTE if step is None else ACTS.get(type(step), Act.VOTE)


def sentence(
    charter: Charter, answer: Answer, language: Language, on: date | None, *, cited: bool = True, act: Act | None = None
) -> str:
    """The answer in a sentence of the language; ``act`` where members acted otherwise than the procedure has it."""
    names = names_in(charter, language, on)
    acted = act or act_of(answer.procedure, answer.outcome)
    return explain(answer.outcome, names, language, act=acted, cited=cited)


def answer_result(
    charter: Charter,
    answer: Answer,
    on: date | None,
    *,
    rule: RuleResult | None = None,
    cites: str | None = None,
    shown: Mapping[Id, str] | None = None,
    act: Act | None = None,
) -> AnswerResult:
    """The answer as a result.

    ``cites`` stands for every citation where the rule is that of a case, which cites nothing by number; ``shown`` gives
    voters back as the file names them; ``act`` says how members acted, where that is on record.
    """
    outcome = answer.outcome
    names = names_in(charter, "en", on)
    back = shown or {}
    written = rule or _rule(answer)
    return AnswerResult(
        verdict=outcome.verdict,
        code=outcome.code,
        basis=outcome.basis,
        conditions=tuple(
            condition_result(one, outcome.within, cites if cites is not None else citation_text(one.cite, names, "en"))
            for one in outcome.conditions
        ),
        rule=written,
        not_bound=tuple(back.get(name, name) for name in outcome.not_bound),
        not_bound_unnamed=None if outcome.not_bound_unnamed is None else str(outcome.not_bound_unnamed),
        blocked_by=tuple(back.get(name, name) for name in outcome.blocked_by),
        vetoed_by=tuple(back.get(name, name) for name in outcome.vetoed_by),
        step=outcome.step,
        elected=outcome.elected,
        round=outcome.round_,
        missing=tuple(explain_missing(fact, names, "en") for fact in outcome.missing),
        sentence={
            language: sentence(charter, answer, language, on, cited=cites is None, act=act) for language in LANGUAGES
        },
    )


def _rule(answer: Answer) -> RuleResult | None:
    return None if answer.procedure is None else RuleResult(written=encode(answer.procedure), from_="charter")


def condition_result(weighed: Weighed, within: Path, cite: str) -> ConditionResult:
    """A condition as a result; ``within`` is where its rule stands in the procedure."""
    return ConditionResult(
        path="".join(f"/{step}" for step in (*within, *weighed.path)),
        base=base_of(weighed.condition.written),
        needed=figure(weighed.needed),
        had=figure(weighed.had),
        holds=weighed.holds,
        cite=cite,
    )
