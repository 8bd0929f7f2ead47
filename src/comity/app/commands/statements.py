"""Statements beside a question: explanations of vote, opinions placed on record, notes after the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from comity.app.commands.questions import found, seated, target_of
from comity.app.errors import Unfit, unfit
from comity.app.perform import Command, Doing, Handler, Result, Subject
from comity.app.texts import cleaned, faults_of_text
from comity.core.values import Id
from comity.store.models import Question, Statement

LONGEST = 20_000

WHEN: Mapping[str, frozenset[str]] = {
    Statement.Kind.BEFORE: frozenset({Question.State.OPEN}),
    Statement.Kind.OPINION: frozenset({Question.State.OPEN, Question.State.CLOSED}),
    Statement.Kind.AFTER: frozenset({Question.State.CLOSED, Question.State.ANNOUNCED}),
    Statement.Kind.NOTE: frozenset({Question.State.ANNOUNCED}),
}
"""While a question stands where each kind of statement is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Make(Command):
    """Place a statement beside a question. A note after the result leaves the result as it was announced."""

    verb: ClassVar[str] = "statement.make"
    question: Id
    delegation: Id
    kind: str
    text: Mapping[str, str]


def make(command: Make, doing: Doing) -> Result:
    """The statement, in the language or languages in which it was made."""
    question = found(command.question)
    doing.allow(target_of(question, command.delegation))
    seated(question, command.delegation)
    if question.state not in WHEN.get(command.kind, frozenset()):
        raise unfit("kind", _("This kind of statement is not made while the question stands where it does."))
    text = cleaned(command.text)
    if not text:
        raise unfit("text", _("Write the statement in at least one language."))
    faults = list(faults_of_text("text", text, (), LONGEST))
    if faults:
        raise Unfit(*faults)
    statement = Statement(
        id=doing.new_id(),
        question=question,
        delegation=command.delegation,
        classification=question.classification,
        kind=command.kind,
        texts=text,
        made_at=doing.at,
        made_by=doing.actor.person,
    )
    doing.create(statement)
    subject = Subject(id=question.proposal_id, classification=question.classification)
    return Result(subject=subject, outcome={"statement": statement.id}, delegation=command.delegation)


HANDLERS: Mapping[type[Any], Handler] = {Make: make}
