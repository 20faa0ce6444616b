"""Product ideas (ý tưởng sản phẩm): what a commune collects before there is a dossier."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Level, Role
from registrations.choices import IdeaState, ProducerKind


class IdeaQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """The commune and the producer from the first word; the levels above once it was sent."""
        own = scope.only(Role.COMMUNE_OFFICER).place("commune") | scope.producer("producer")
        above = scope.without(
            Role.COMMUNE_OFFICER, Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY
        )
        if not any(post.path for post in above.posts):
            return own
        return own | (above.place("commune") & models.Q(sent_at__isnull=False))


class Idea(models.Model):
    """A product that somebody would like to bring into the programme in a cycle.

    Whoever proposes it need not be registered yet: then there is a name, and no `producer`. `level` is the
    level that chooses.
    """

    cycle = models.ForeignKey(
        "programme.Cycle", models.PROTECT, related_name="ideas", verbose_name="chu trình"
    )
    commune = models.ForeignKey(
        "localities.Place", models.PROTECT, related_name="+", verbose_name="xã, phường"
    )
    product_name = models.CharField("tên sản phẩm", max_length=250)
    made_already = models.BooleanField("đã làm và bán", default=False)
    description = models.TextField("ý tưởng")
    local_strength = models.TextField("lợi thế địa phương", blank=True)
    needs = models.TextField("cần hỗ trợ", blank=True)
    producer = models.ForeignKey(
        "registrations.Producer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name="chủ thể",
    )
    proposer_name = models.CharField("người, cơ sở đề xuất", max_length=250)
    proposer_kind = models.CharField("loại hình", max_length=30, choices=ProducerKind, blank=True)
    proposer_phone = models.CharField("điện thoại", max_length=20, blank=True)
    proposer_address = models.CharField("số nhà, ấp, khóm", max_length=250, blank=True)
    state = models.CharField(max_length=20, choices=IdeaState, default=IdeaState.COLLECTED, editable=False)
    level = models.CharField(max_length=10, choices=Level, editable=False)
    decision_note = models.TextField(blank=True, editable=False, help_text="Why it was not chosen.")
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    dossier = models.OneToOneField(
        "registrations.Dossier", models.PROTECT, null=True, editable=False, related_name="idea"
    )
    search_key = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = "ý tưởng sản phẩm"
        verbose_name_plural = "ý tưởng sản phẩm"
        indexes = [models.Index(fields=["cycle", "commune", "state"])]
        constraints = [
            known_choice("state", IdeaState),
            known_choice("level", Level),
            models.CheckConstraint(
                name="idea_proposer_kind_known",
                condition=models.Q(proposer_kind__in=["", *ProducerKind.values]),
            ),
            both_or_neither("sent_at", "sent_by"),
            models.CheckConstraint(
                name="idea_says_what_and_who",
                condition=~models.Q(product_name="")
                & ~models.Q(proposer_name="")
                & ~models.Q(description=""),
            ),
            models.CheckConstraint(
                name="idea_sent_before_it_is_judged",
                condition=models.Q(sent_at__isnull=False)
                | models.Q(state__in=[IdeaState.COLLECTED, IdeaState.WITHDRAWN]),
            ),
            models.CheckConstraint(
                name="only_a_chosen_idea_has_a_dossier",
                condition=models.Q(dossier__isnull=True) | models.Q(state=IdeaState.CHOSEN),
            ),
        ]

    def __str__(self) -> str:
        return self.product_name

    def get_absolute_url(self) -> str:
        return reverse("registrations:idea-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.commune
