"""An outcome as it is kept with a question: verdict, code, conditions and sentence in each language."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from comity.app.tally import act_of_question
from comity.core.charter.model import Charter
from comity.core.charter.put import Answer
from comity.formats.canonical import canonical_bytes
from comity.store.models import Question
from comity.workbench.answers import answer_result
from comity.workbench.decide import told_conditions
from comity.workbench.results import as_json


def outcome_of(charter: Charter, answer: Answer, question: Question) -> dict[str, Any]:
    """The answer as plain data, for the row and the ledger.

    What more votes would do is told while they can come, and not of a vote that is over.
    """
    if question.state != Question.State.OPEN:
        answer = replace(answer, outcome=replace(answer.outcome, short_by=None))
    act = act_of_question(question)
    kept: dict[str, Any] = as_json(answer_result(charter, answer, question.day, act=act))
    kept["told"] = as_json(told_conditions(charter, answer, question.day, act))
    kept["short_by"] = answer.outcome.short_by
    return kept


def mark(outcome: Mapping[str, Any]) -> str:
    """A short mark of the result: two results with the same figures and the same sentence have the same."""
    told = {name: outcome[name] for name in ("verdict", "code", "conditions", "sentence")}
    return hashlib.sha256(canonical_bytes(told)).hexdigest()[:16]
