"""An outcome as it is kept with a question: verdict, code, conditions and sentence in each language."""

from typing import Any

from comity.app.tally import act_of_question
from comity.core.charter.model import Charter
from comity.core.charter.put import Answer
from comity.store.models import Question
from comity.workbench.answers import answer_result
from comity.workbench.decide import told_conditions
from comity.workbench.results import as_json


def outcome_of(charter: Charter, answer: Answer, question: Question) -> dict[str, Any]:
    """The answer as plain data, for the row and the ledger."""
    act = act_of_question(question)
    kept: dict[str, Any] = as_json(answer_result(charter, answer, question.day, act=act))
    kept["told"] = as_json(told_conditions(charter, answer, question.day, act))
    kept["short_by"] = answer.outcome.short_by
    return kept
