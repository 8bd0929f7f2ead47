"""Which tables are journalled, and what of each row stands in the ledger: one visible table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from comity.formats.canonical import commitment, moment
from comity.store.models import (
    CharterVersion,
    Classification,
    Document,
    Organisation,
    Position,
    PositionWithoutVote,
    Proposal,
    ProposalText,
    Question,
    Service,
    Statement,
)
from comity.store.models.values import Journalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What of a row enters the ledger.

    ``plain``: in the clear; ``personal``: as commitments always; ``content``: as commitments where the row is
    confidential.
    """

    model: type[Journalled]
    plain: tuple[str, ...]
    personal: tuple[str, ...] = ()
    content: tuple[str, ...] = ()


JOURNALLED: Mapping[str, Form] = {
    "organisation": Form(model=Organisation, plain=("charter_version", "example", "founded_at")),
    "charter_version": Form(model=CharterVersion, plain=("number", "sha256", "in_force_from", "document")),
    "service": Form(
        model=Service,
        plain=("person", "role", "delegation", "body", "from_day", "until_day"),
        personal=("name",),
    ),
    "proposal": Form(
        model=Proposal,
        plain=(
            "symbol", "year", "number", "body", "matter", "classification", "state", "sponsors", "source", "concerned",
            "requested_by", "charter_version", "submitted_at", "submitted_by", "delegation", "due_at", "decided_at",
        ),
        content=("title",),
    ),
    "proposal_text": Form(
        model=ProposalText,
        plain=("proposal_id", "kind", "number", "symbol", "versions", "classification", "issued_at"),
        content=("title", "texts"),
    ),
    "question": Form(
        model=Question,
        plain=(
            "proposal_id", "number", "body", "classification", "manner", "channel", "state", "day", "seats", "holders",
            "drawn", "requested_by", "quorum_challenged_by", "attendance_taken", "absent", "put_at", "closed_at",
            "announced_at",
        ),
        content=("outcome",),
    ),
    "position": Form(
        model=Position,
        plain=("question_id", "seat", "delegation", "classification", "taken_at", "taken_by", "recorded"),
        content=("camp",),
    ),
    "position_without_vote": Form(
        model=PositionWithoutVote,
        plain=("question_id", "delegation", "classification", "taken_at", "taken_by"),
        content=("camp",),
    ),
    "statement": Form(
        model=Statement,
        plain=("question_id", "delegation", "classification", "kind", "made_at", "made_by"),
        content=("texts",),
    ),
    "document": Form(
        model=Document,
        plain=(
            "symbol", "kind", "versions", "date", "body", "matter", "classification", "proposal", "question", "source",
        ),
        content=("title", "texts"),
    ),
}  # fmt: skip
"""Journal name to form. What is not here is never in the ledger: credentials, sessions, invitations, links, mail."""

TABLE_OF: Mapping[type[Journalled], str] = {form.model: name for name, form in JOURNALLED.items()}


def row_form(row: Journalled) -> dict[str, Any]:
    """The journal form of a row: plain data; what must not be in the ledger as ``{"commitment": hex}``."""
    form = JOURNALLED[TABLE_OF[type(row)]]
    secret = getattr(row, "classification", None) == Classification.CONFIDENTIAL
    committed = (*form.personal, *(form.content if secret else ()))
    plain = {name: plain_value(getattr(row, name)) for name in (*form.plain, *(() if secret else form.content))}
    salt = bytes.fromhex(row.salt)
    hidden = {name: {"commitment": commitment(salt, name, plain_value(getattr(row, name)))} for name in committed}
    return {"version": row.version, **plain, **hidden}


def needs_salt(row: Journalled) -> bool:
    """Whether something of the row enters the ledger as a commitment."""
    form = JOURNALLED[TABLE_OF[type(row)]]
    return bool(form.personal) or getattr(row, "classification", None) == Classification.CONFIDENTIAL


def plain_value(value: Any) -> Any:
    """A value of a column as JSON has it; a moment in UTC with microseconds."""
    match value:
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case _:
            return value
