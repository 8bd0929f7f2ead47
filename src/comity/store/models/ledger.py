"""The ledger: entries, the inner hashes of its tree, signed heads, keys, and which acts were done under which key."""

from django.db import models

from comity.store.models.values import ID_LENGTH

HASH = 64


class LedgerEntry(models.Model):
    """An entry. ``content`` is its canonical text, all else repeats parts of it so that a database can select by them.

    ``classification`` is that of what the act was about, ``delegation`` that of who acted: they say who may read it.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    verb = models.CharField(max_length=60, db_index=True)
    actor = models.CharField(max_length=ID_LENGTH, db_index=True)
    at = models.DateTimeField(db_index=True)
    subject = models.CharField(max_length=ID_LENGTH, db_index=True)
    classification = models.CharField(max_length=20, db_index=True)
    delegation = models.CharField(max_length=ID_LENGTH, blank=True, default="", db_index=True)
    content = models.TextField()
    leaf = models.CharField(max_length=HASH)

    def __str__(self) -> str:
        """Number and verb."""
        return f"{self.sequence} {self.verb}"


class LedgerNode(models.Model):
    """The hash of a full subtree: of the ``2**level`` leaves from ``index * 2**level`` on."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=HASH)

    class Meta:
        """A subtree has one hash."""

        constraints = (models.UniqueConstraint(fields=("level", "index"), name="ledger_node_once"),)

    def __str__(self) -> str:
        """Where it stands."""
        return f"{self.level}/{self.index}"


class LedgerHead(models.Model):
    """The signed head of the tree of the first ``size`` entries."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=HASH)
    at = models.DateTimeField()
    key = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        """Size and root."""
        return f"{self.size} {self.root}"


class LedgerTip(models.Model):
    """The one row that an append locks: how many entries there are, and the hashes of the full subtrees at the edge."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.JSONField(default=list)

    def __str__(self) -> str:
        """The size."""
        return str(self.size)


class SigningKey(models.Model):
    """A public key, and from which size of the ledger on heads are signed by it."""

    id = models.CharField(primary_key=True, max_length=32)
    public = models.CharField(max_length=64)
    from_size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        """The id of the key."""
        return self.id


class ActKey(models.Model):
    """An act that was done under a key of its author's: a second try is the same act, and gives the same answer."""

    actor = models.CharField(max_length=ID_LENGTH)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=HASH)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT)

    class Meta:
        """A key is used once by an author."""

        constraints = (models.UniqueConstraint(fields=("actor", "key"), name="act_key_once"),)

    def __str__(self) -> str:
        """Whose key."""
        return f"{self.actor} {self.key}"
