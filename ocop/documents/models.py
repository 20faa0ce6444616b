"""Numbers, papers that were issued, and the work in the background that makes them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import known_choice
from ocop.core.roles import Role
from ocop.core.text import search_key
from ocop.documents.choices import EntryState, JobState
from ocop.documents.kinds import kinds
from ocop.documents.signs import number_as_printed

OPEN = (JobState.QUEUED, JobState.RUNNING)


class NumberBookQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COUNCIL_MEMBER).place("issuer")


class NumberBook(models.Model):
    """One counter: the numbers of an issuer in a series and a year. Year 0 marks a series that never
    restarts.
    """

    issuer = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = NumberBookQuerySet.as_manager()

    class Meta:
        verbose_name = "sổ số"
        verbose_name_plural = "sổ số"
        constraints = [models.UniqueConstraint(fields=["issuer", "series", "year"], name="one_book_per_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"


class NumberEntryQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COUNCIL_MEMBER).place("book__issuer")


class NumberEntry(models.Model):
    """One number of a book and what became of it: held, used, spoiled. Every number has at most one row, and
    no row goes back or away.

    `letters` is the sign printed behind the number (“QĐ-UBND”); the portal's own series have none.
    """

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    letters = models.CharField("ký hiệu", max_length=30, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.ASSIGNED, editable=False)
    subject = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True, editable=False)
    note = models.CharField("lý do hỏng", max_length=300, blank=True, editable=False)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = NumberEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "số văn bản"
        verbose_name_plural = "số văn bản"
        constraints = [
            known_choice("state", EntryState),
            models.UniqueConstraint(fields=["book", "number"], name="one_entry_per_number"),
            models.CheckConstraint(name="numbers_start_at_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        if not self.letters:
            return f"{self.number} ({self.book})"
        return f"{number_as_printed(self.number)}/{self.letters}"

    @property
    def audit_place(self):
        return self.book.issuer


MINUTES = "minutes"
"""The kind of paper that names members with their totals: not for everybody who reaches the place."""


class IssuedDocumentQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        inside = scope.without(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY)
        keepers = inside.without(Role.FINANCE_OFFICER, Role.PRODUCER, Role.COMMUNE_OFFICER)
        return keepers.place("place") | (inside.place("place") & ~models.Q(kind=MINUTES))

    def search(self, text: str) -> IssuedDocumentQuerySet:
        """The papers whose number, label or text hold every word, whatever its case and marks."""
        rows = self
        for word in search_key(text).split():
            rows = rows.filter(models.Q(text__words__contains=word) | models.Q(number__icontains=word))
        return rows


class IssuedDocument(models.Model):
    """A paper as it was issued. Its bytes, hash and number never change; the database refuses it."""

    kind = models.CharField(max_length=40)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=300)
    file = models.FileField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    template_version = models.CharField(max_length=40)
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã cấp"
        verbose_name_plural = "văn bản đã cấp"

    def __str__(self) -> str:
        return self.label

    @property
    def audit_place(self):
        return self.place


class Replacement(models.Model):
    """That a later issued paper has taken the place of an earlier one. Said once, never changed; the database
    refuses it.
    """

    former = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="replacement")
    newer = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_paper_replaces_itself", condition=~models.Q(former=models.F("newer"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.newer}"


class IssuedText(models.Model):
    """The words of an issued paper as a search key: number, label and what stands in it."""

    document = models.OneToOneField(IssuedDocument, models.CASCADE, related_name="text")
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.document)


class SignedCopyQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return models.Q(document__in=IssuedDocument.objects.within(scope))


class SignedCopy(models.Model):
    """An issued paper as it came back from the authority's own signing tool, its signature checked.

    One for each paper, never changed; the database refuses it.
    """

    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="signed_copy")
    file = models.FileField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    signer = models.CharField("người ký", max_length=200)
    certified_by = models.CharField("nơi cấp chứng thư số", max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64)
    signed_at = models.DateTimeField("lúc ký, theo máy người ký", null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản ký số"
        verbose_name_plural = "bản ký số"

    def __str__(self) -> str:
        return str(self.document)


class DocumentJobQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY).place("place")

    def visible_to(self, person) -> DocumentJobQuerySet:
        """The jobs of the person's offices, and those they asked for, as long as they reach the subject."""
        of_offices = models.Q(pk__in=super().visible_to(person).values("pk"))
        return self.filter(of_offices | _asked_for_by(person))


def _asked_for_by(person) -> models.Q:
    """What a person asked for about things that they reach today, whatever their posts are."""
    asked_for = models.Q(pk__in=())
    own = DocumentJob.objects.filter(requested_by=person.pk).order_by()
    for code in own.values_list("kind", flat=True).distinct():
        if kind := kinds().get(code):
            subjects = kind.subject.objects.visible_to(person)
            asked_for |= models.Q(requested_by=person, kind=code, subject_id__in=subjects.values("pk"))
    return asked_for


class DocumentJob(models.Model):
    """Work in the background about one thing. The row is the list of work; a broker's message only wakes."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=300)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED, editable=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    fruitless = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Attempts in a row that got nothing done."""
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    objects = DocumentJobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc in"
        verbose_name_plural = "việc in"
        indexes = [models.Index(fields=["state", "heartbeat_at"])]
        constraints = [
            known_choice("state", JobState),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=models.Q(state__in=OPEN),
                name="one_open_job_per_subject",
            ),
            models.CheckConstraint(
                name="job_done_within_total", condition=models.Q(done__lte=models.F("total"))
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def audit_place(self):
        return self.place


class ProvinceMarkQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.place("place")


class ProvinceMark(models.Model):
    """The official mark that a place prints on its certificates. The picture is a private PNG."""

    place = models.OneToOneField("localities.Place", models.PROTECT, related_name="+")
    file = models.FileField(max_length=120, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProvinceMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu trưng"
        verbose_name_plural = "biểu trưng"

    def __str__(self) -> str:
        return f"Biểu trưng {self.place.name_in_address}"

    @property
    def audit_place(self):
        return self.place
