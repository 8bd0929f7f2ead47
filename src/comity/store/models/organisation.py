"""The organisation and the versions of its charter."""

from django.db import models

from comity.store.models.values import ID_LENGTH, Journalled


class Organisation(Journalled):
    """The one organisation of an installation; ``id`` is ``organisation``."""

    charter_version = models.CharField(max_length=ID_LENGTH)
    example = models.BooleanField(default=False)
    founded_at = models.DateTimeField()


class CharterVersion(Journalled):
    """One version of the charter: a canonical document and its hash, in force from a date."""

    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    in_force_from = models.DateField()

    class Meta:
        """In the order of their numbers."""

        ordering = ("number",)
