"""Proposals, the questions put on them, positions taken and statements made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.store.models.values import ID_LENGTH, Classification, Journalled, text_field


class Proposal(Journalled):
    """A text submitted to a body under a matter. ``symbol`` is that of the latest of its texts."""

    class State(models.TextChoices):
        """Where a proposal stands; `app.lifecycle` says what leads where."""

        SUBMITTED = "submitted", _("Submitted")
        PUT = "put", _("Put to the body")
        ADOPTED = "adopted", _("Adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    symbol = models.CharField(max_length=120, unique=True)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=ID_LENGTH)
    matter = models.CharField(max_length=ID_LENGTH)
    title = text_field()
    classification = models.CharField(max_length=20, choices=Classification.choices)
    state = models.CharField(max_length=20, choices=State.choices, db_index=True)
    sponsors = models.JSONField(default=list)
    source = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    concerned = models.JSONField(default=list)
    requested_by = models.JSONField(default=list)
    charter_version = models.CharField(max_length=ID_LENGTH)
    submitted_at = models.DateTimeField(db_index=True)
    submitted_by = models.CharField(max_length=ID_LENGTH)
    delegation = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A number is given once a year in a body."""

        constraints = (models.UniqueConstraint(fields=("body", "year", "number"), name="proposal_number_given_once"),)


class ProposalText(Journalled):
    """One issue of a proposal's text: as submitted, revised, added to, or corrected."""

    class Kind(models.TextChoices):
        """Which issue it is; the word stands in the symbol."""

        ORIGINAL = "original", _("As submitted")
        REVISION = "revision", _("Revision")
        ADDENDUM = "addendum", _("Addendum")
        CORRIGENDUM = "corrigendum", _("Corrigendum")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField(default=0)
    symbol = models.CharField(max_length=120, unique=True)
    title = text_field()
    texts = text_field()
    versions = text_field()
    classification = models.CharField(max_length=20, choices=Classification.choices)
    issued_at = models.DateTimeField()

    class Meta:
        """In the order of issue."""

        ordering = ("issued_at", "symbol")


class Question(Journalled):
    """The question whether the body adopts a proposal, from its being put until the chair announces the result."""

    class Manner(models.TextChoices):
        """How it is put."""

        WITHOUT_VOTE = "without_vote", _("Without a vote")
        RECORDED_VOTE = "recorded_vote", _("Recorded vote")

    class Channel(models.TextChoices):
        """Where positions come from."""

        SEATS = "seats", _("From the seats")
        ROLL_CALL = "roll_call", _("By roll call")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        ANNOUNCED = "announced", _("Announced")
        SET_ASIDE = "set_aside", _("Set aside")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=ID_LENGTH)
    classification = models.CharField(max_length=20, choices=Classification.choices)
    manner = models.CharField(max_length=20, choices=Manner.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    state = models.CharField(max_length=20, choices=State.choices)
    day = models.DateField()
    seats = models.JSONField(default=list)
    holders = models.JSONField(default=dict)
    drawn = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    requested_by = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    quorum_challenged_by = models.CharField(max_length=ID_LENGTH, blank=True, default="")
    attendance_taken = models.BooleanField(default=False)
    absent = models.JSONField(default=list)
    put_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)

    class Meta:
        """In the order in which they were put."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("proposal", "number"), name="question_number_given_once"),)


class Position(Journalled):
    """The position of a seat on a question. One row a seat: a correction is its next version."""

    class Camp(models.TextChoices):
        """What a seat can say; who says nothing is seen from there being no row."""

        YES = "yes", _("In favour")
        NO = "no", _("Against")
        ABSTAIN = "abstain", _("Abstention")
        NOT_PARTICIPATING = "not_participating", _("Not participating")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="positions")
    seat = models.CharField(max_length=ID_LENGTH)
    delegation = models.CharField(max_length=ID_LENGTH)
    classification = models.CharField(max_length=20, choices=Classification.choices)
    camp = models.CharField(max_length=20, choices=Camp.choices)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=ID_LENGTH)
    recorded = models.BooleanField(default=False)

    class Meta:
        """A seat has one position on a question."""

        constraints = (models.UniqueConstraint(fields=("question", "seat"), name="position_once_a_seat"),)


class PositionWithoutVote(Journalled):
    """What an observer or a partner says of a question; shown apart and never counted."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="positions_without_vote")
    delegation = models.CharField(max_length=ID_LENGTH)
    classification = models.CharField(max_length=20, choices=Classification.choices)
    camp = models.CharField(max_length=20, choices=Position.Camp.choices)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=ID_LENGTH)

    class Meta:
        """A delegation has one."""

        constraints = (models.UniqueConstraint(fields=("question", "delegation"), name="without_vote_once"),)


class Statement(Journalled):
    """What a delegation has placed beside a question."""

    class Kind(models.TextChoices):
        """When it was made, and what it is."""

        BEFORE = "explanation_before", _("Explanation of vote before the vote")
        AFTER = "explanation_after", _("Explanation of vote after the vote")
        OPINION = "opinion_on_record", _("Opinion placed on record")
        NOTE = "note_after_result", _("Note after the result")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="statements")
    delegation = models.CharField(max_length=ID_LENGTH)
    classification = models.CharField(max_length=20, choices=Classification.choices)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    texts = text_field()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=ID_LENGTH)

    class Meta:
        """In the order in which they were made."""

        ordering = ("made_at", "id")
