"""The tables, one module for each group of them."""

from comity.store.models.decisions import (
    Position,
    PositionWithoutVote,
    Proposal,
    ProposalText,
    Question,
    Statement,
)
from comity.store.models.documents import Document
from comity.store.models.ledger import ActKey, LedgerEntry, LedgerHead, LedgerNode, LedgerTip, SigningKey
from comity.store.models.organisation import CharterVersion, Organisation
from comity.store.models.people import Account, Invitation, OutboxMail, Service, SignInLink
from comity.store.models.values import Classification, Role

__all__ = [
    "Account",
    "ActKey",
    "CharterVersion",
    "Classification",
    "Document",
    "Invitation",
    "LedgerEntry",
    "LedgerHead",
    "LedgerNode",
    "LedgerTip",
    "Organisation",
    "OutboxMail",
    "Position",
    "PositionWithoutVote",
    "Proposal",
    "ProposalText",
    "Question",
    "Role",
    "Service",
    "SignInLink",
    "SigningKey",
    "Statement",
]
