"""Documents: what was adopted, and what stands in the library."""

from django.db import models

from comity.store.models.values import ID_LENGTH, Classification, Journalled, text_field


class Document(Journalled):
    """A text with its symbol and date; ``proposal`` and ``question``: where it comes from, if it was adopted here.

    ``texts`` is empty where only the reference may stand; ``versions`` says what each language version is: authentic,
    official translation, unofficial or machine draft, and who reviewed it.
    """

    class Kind(models.TextChoices):
        """What a document is."""

        DECISION = "decision"
        REFERENCE = "reference"

    symbol = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = text_field()
    texts = text_field()
    versions = text_field()
    date = models.DateField(db_index=True)
    body = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    matter = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    classification = models.CharField(max_length=20, choices=Classification.choices)
    proposal = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    question = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """The newest first."""

        ordering = ("-date", "symbol")
