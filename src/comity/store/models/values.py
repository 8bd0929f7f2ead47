"""Words that several tables use, and what every journalled row has."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

ID_LENGTH = 64


class Classification(models.TextChoices):
    """Who may read a document of a body, from the widest to the narrowest."""

    GENERAL = "general", _("General")
    LIMITED = "limited", _("Limited")
    RESTRICTED = "restricted", _("Restricted")
    CONFIDENTIAL = "confidential", _("Confidential")


class Role(models.TextChoices):
    """In which capacity a person serves."""

    OFFICER = "secretariat_officer", _("Secretariat officer")
    SECRETARY_GENERAL = "secretary_general", _("Secretary-General")
    CHAIR = "chair", _("Chair")
    HEAD = "head_of_delegation", _("Head of delegation")
    DELEGATE = "delegate", _("Delegate")
    OBSERVER = "observer", _("Observer delegation")
    PARTNER = "partner", _("Partner")
    AUDITOR = "auditor", _("Auditor")
    PUBLIC = "public", _("Public")


class Journalled(models.Model):
    """A row of which the ledger keeps every state.

    ``version`` counts the states, from 1: a change is made to the version that its author saw. ``salt`` hides what
    enters the ledger as a commitment; it is destroyed, with the value, when retention ends.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    version = models.PositiveIntegerField(default=1)
    salt = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """The id."""
        return self.id


def text_field(**options: Any) -> "models.JSONField[Any, Any]":
    """A text in languages: language tag to string."""
    return models.JSONField(default=dict, **options)
