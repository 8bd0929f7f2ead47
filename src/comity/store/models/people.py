"""Persons: accounts, in which capacity they serve, invitations, one-time links, mail."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from comity.store.models.values import ID_LENGTH, Journalled, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts by their address."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of an address, whatever its capitals."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """How a person signs in. Never in the ledger: acts name the ``person``, whose name is there as a commitment."""

    email = models.EmailField(unique=True)
    person = models.CharField(max_length=ID_LENGTH, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    example = models.BooleanField(default=False)
    seen_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        """The address."""
        return self.email

    def get_full_name(self) -> str:
        """The name."""
        return self.name


class Service(Journalled):
    """In which capacity a person serves, for which delegation or body, from when until when (the first day after)."""

    person = models.CharField(max_length=ID_LENGTH, db_index=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=30, choices=Role.choices)
    delegation = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    body = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)


class Invitation(models.Model):
    """An invitation to serve; the token is kept as its hash alone."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=30, choices=Role.choices)
    delegation = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    body = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    invited_by = models.CharField(max_length=ID_LENGTH)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """The address."""
        return self.email


class SignInLink(models.Model):
    """A link that signs a person in once; the token is kept as its hash alone."""

    token_hash = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Whose link it is."""
        return f"sign-in link of {self.account_id}"


class OutboxMail(models.Model):
    """A mail that waits for a mail server, or was handed to one. ``secret`` marks a body with a link that signs in."""

    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secret = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        """The subject."""
        return self.subject

    def save(self, *arguments: Any, **options: Any) -> None:
        """Keep the mail, its subject in one line."""
        self.subject = " ".join(self.subject.split())
        super().save(*arguments, **options)
