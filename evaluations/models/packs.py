"""What a session ends with on paper: the minutes that its secretary completes, and the pack of its papers."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from evaluations.choices import PackPaperKind, SeatRole, SessionState
from evaluations.models.councils import Seat
from evaluations.models.sessions import Recusal, Session
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Person, Scope
from ocop.core.constraints import known_choice
from ocop.core.roles import Role

READERS = (
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_LEADER,
    Role.PROVINCE_OFFICER,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
)
"""Besides the council's chair and secretary: the minutes name members with their totals."""


class Minutes(models.Model):
    """What the minutes say beyond the recorded events: opinions in the discussion, and the vote."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="minutes")
    opinions = models.TextField("ý kiến thảo luận", blank=True)
    votes_for = models.PositiveSmallIntegerField("tán thành")
    votes_against = models.PositiveSmallIntegerField("không tán thành", default=0)
    votes_abstained = models.PositiveSmallIntegerField("không có ý kiến", default=0)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"

    def __str__(self) -> str:
        return f"Biên bản {self.session}"

    @property
    def audit_place(self):
        return self.session.council.place

    @property
    def votes(self) -> tuple[int, int, int]:
        return self.votes_for, self.votes_against, self.votes_abstained


class ReadByChair(ScopedQuerySet):
    """Rows of a session that its chair reads too, who signs its papers: while it is closed, and unless they
    stayed out of one of its products, whose file and marks lie among them.
    """

    session = "session"

    def visible_to(self, person: Person) -> Self:
        day = models.OuterRef("held_on")
        who = getattr(person, "pk", None)
        chairs = Seat.objects.held_on(day).filter(
            council=models.OuterRef("council"), role=SeatRole.CHAIR, person=who
        )
        out = Recusal.objects.filter(item__session=models.OuterRef("pk"), seat__person=who)
        chaired = Session.objects.filter(
            models.Exists(chairs), ~models.Exists(out), state=SessionState.CLOSED
        )
        return self.filter(
            models.Q(pk__in=super().visible_to(person).values("pk"))
            | models.Q(**{f"{self.session}__in": chaired.values("pk")})
        )


class PackQuerySet(ReadByChair):
    def reach(self, scope: Scope) -> models.Q:
        secretary = scope.only(Role.COUNCIL_SECRETARY).council("session__council")
        return scope.only(*READERS).place("session__council__place") | secretary


class Pack(models.Model):
    """All papers of a closed session, made in one go from `figures`, which never change.

    A new pack is a new revision; the earlier ones stay.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="packs")
    revision = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ văn bản"
        verbose_name_plural = "bộ văn bản"
        constraints = [models.UniqueConstraint(fields=["session", "revision"], name="one_pack_per_revision")]

    def __str__(self) -> str:
        return f"{self.session}, lần {self.revision}"

    @property
    def audit_place(self):
        return self.session.council.place


class PackPaperQuerySet(ReadByChair):
    session = "pack__session"

    def reach(self, scope: Scope) -> models.Q:
        secretary = scope.only(Role.COUNCIL_SECRETARY).council("pack__session__council")
        return scope.only(*READERS).place("pack__session__council__place") | secretary


class PackPaper(models.Model):
    """One paper of a pack, as PDF and as Word file. `item` is set for a letter about one product, and with
    `part` for a form of the dossier that goes to the next level.
    """

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PackPaperKind)
    item = models.ForeignKey("evaluations.Item", models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=20, blank=True, default="", db_default="")
    label = models.CharField(max_length=300)
    number_entry = models.ForeignKey("documents.NumberEntry", models.PROTECT, null=True, related_name="+")
    pdf = models.FileField(max_length=120, editable=False)
    docx = models.FileField(max_length=120, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    docx_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    issued = models.OneToOneField(
        "documents.IssuedDocument", models.PROTECT, null=True, editable=False, related_name="pack_paper"
    )

    objects = PackPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản của phiên"
        verbose_name_plural = "văn bản của phiên"
        constraints = [
            known_choice("kind", PackPaperKind),
            models.UniqueConstraint(fields=["pack", "position"], name="one_paper_per_place_in_pack"),
            models.CheckConstraint(
                name="pack_paper_has_both_files",
                condition=models.Q(pdf="", docx="") | (~models.Q(pdf="") & ~models.Q(docx="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_place(self):
        return self.pack.session.council.place
