"""Dossiers: a producer's request to have one product assessed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from ocop.access.querysets import ScopedQuerySet, asked_row_by_row
from ocop.access.scope import Scope
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Level, Role
from ocop.core.text import search_key
from ocop.localities.models import Place
from registrations.choices import DossierState, RegistrationType
from registrations.models.producers import Producer, Product

S = DossierState
FINISHED = frozenset({S.RECOGNISED, S.NOT_RECOGNISED, S.REJECTED, S.WITHDRAWN})
"""States from which no move leads on."""
HERE_TO_WRITE = frozenset({S.DRAFT, S.COMMUNE_REVIEW, S.RETURNED})
"""States in which the commune may still change the dossier."""


_REACHED = ("commune", "handed_in_at", "producer")
"""The columns that say who reaches a dossier: with them an index alone answers for each order of the list."""


class DossierQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """The commune and the producer from the first word; the levels above once it was handed in.

        Council members do not reach dossiers here: they reach their items, and through them the file.
        """
        here = Place.objects.filter(scope.only(Role.COMMUNE_OFFICER).place("")).values("pk")
        of_here = Producer.objects.filter(commune__in=here).values("pk")
        own = models.Q(commune__in=here) | models.Q(producer__in=of_here) | scope.producer("producer")
        above = scope.without(
            Role.COMMUNE_OFFICER, Role.PRODUCER, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY
        )
        if not any(post.path for post in above.posts):
            return own
        below = Place.objects.filter(above.place("")).values("pk")
        return own | models.Q(asked_row_by_row(commune__in=below), handed_in_at__isnull=False)

    def within(self, scope: Scope) -> DossierQuerySet:
        """The reach joins nothing, so it is asked of the rows themselves: it is read once, not twice."""
        return self.filter(self.reach(scope)) if scope.posts else self.none()

    def open(self) -> DossierQuerySet:
        return self.exclude(state__in=FINISHED)

    def search(self, text: str) -> DossierQuerySet:
        """Dossiers whose product or producer holds every word, whatever its marks, or whose code or number
        holds the text; no code or number is without a digit.
        """
        words = [models.Q(search_key__contains=word) for word in search_key(text).split()]
        if not words:
            return self.none()
        named = models.Q(product__in=Product.objects.filter(*words).values("pk"))
        if not any(char.isdigit() for char in text):
            return self.filter(named)
        coded = models.Q(product_code__contains=text) | models.Q(receipt_number__contains=text)
        ways = (self.model._base_manager.filter(way).values("pk") for way in (named, coded))
        return self.filter(pk__in=next(ways).union(*ways))  # each way by its own index


class Dossier(models.Model):
    """One product in one cycle. The contact fields are those of the registration form, as filed and signed.

    `commune` is the producer's place in the list of units that the regime uses. `level` is the level that
    has the case; while it is returned, the level that asked for more. `sort_key` follows `product_name`,
    `commune_sort_key` the commune (a listed place keeps its name): lists are put in order by an index alone.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="dossiers")
    producer = models.ForeignKey(
        "registrations.Producer", models.PROTECT, related_name="dossiers", editable=False
    )
    commune = models.ForeignKey("localities.Place", models.PROTECT, related_name="+", editable=False)
    cycle = models.ForeignKey(
        "programme.Cycle", models.PROTECT, related_name="dossiers", verbose_name="chu trình"
    )
    regime = models.ForeignKey(
        "law.Regime", models.PROTECT, related_name="+", verbose_name="quy định áp dụng"
    )
    criteria_set = models.ForeignKey(
        "law.CriteriaSet", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bộ tiêu chí"
    )
    registration_type = models.CharField(
        "lần đăng ký", max_length=20, choices=RegistrationType, default=RegistrationType.FIRST
    )
    is_new_idea = models.BooleanField("ý tưởng sản phẩm mới", default=False)
    state = models.CharField(max_length=20, choices=DossierState, default=DossierState.DRAFT, editable=False)
    level = models.CharField(
        max_length=10,
        choices=Level,
        default=Level.COMMUNE,
        editable=False,
        help_text="The level that has it now.",
    )

    organisation_name = models.CharField("tên đơn vị", max_length=250)
    legal_rep_name = models.CharField("người đại diện theo pháp luật", max_length=120)
    legal_rep_position = models.CharField("chức vụ", max_length=120, blank=True)
    contact_address = models.CharField("địa chỉ liên hệ", max_length=400, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("email", blank=True)
    product_name = models.CharField("tên sản phẩm", max_length=250)
    sample_count = models.PositiveSmallIntegerField("số sản phẩm mẫu", null=True, blank=True)
    declaration_accepted = models.BooleanField("đã cam đoan", default=False)
    signed_place = models.CharField("nơi ký", max_length=120, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signed_by = models.CharField("người ký", max_length=120, blank=True)

    receipt_number = models.CharField(max_length=60, blank=True, editable=False)
    product_code = models.CharField(max_length=60, blank=True, editable=False)
    handed_in_at = models.DateTimeField(null=True, editable=False, db_index=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    received_at = models.DateTimeField(
        null=True, editable=False, help_text="When the level that has it now got it."
    )
    due_on = models.DateField(
        null=True, editable=False, help_text="Until when that level must act, where law says."
    )
    return_reason = models.TextField(blank=True, editable=False)
    stars = models.PositiveSmallIntegerField(null=True, editable=False, help_text="Recognised stars.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_key = models.CharField(max_length=1200, default="", db_default="", editable=False)
    commune_sort_key = models.CharField(max_length=1200, default="", db_default="", editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        indexes = [
            models.Index(fields=["state", "level"]),
            models.Index(fields=["cycle", "-id"]),
            models.Index(
                fields=["commune", "cycle", "state", "level", "due_on", "product", "handed_in_at"],
                condition=models.Q(handed_in_at__isnull=False),
                name="dossiers_counted",
            ),
            models.Index(fields=["id", *_REACHED], name="dossiers_by_age"),
            models.Index(fields=["sort_key", "id", *_REACHED], name="dossiers_by_name"),
            models.Index(
                fields=["commune_sort_key", "sort_key", "id", *_REACHED], name="dossiers_by_commune"
            ),
            models.Index(fields=["due_on", "received_at", "id", *_REACHED], name="dossiers_by_term"),
        ]
        constraints = [
            known_choice("state", DossierState),
            known_choice("level", Level),
            known_choice("registration_type", RegistrationType),
            both_or_neither("handed_in_at", "handed_in_by"),
            models.CheckConstraint(
                name="handed_in_before_it_is_judged",
                condition=models.Q(state__in=[S.DRAFT, S.WITHDRAWN]) | models.Q(handed_in_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["product", "cycle"],
                condition=~models.Q(state__in=[S.WITHDRAWN, S.REJECTED, S.NOT_RECOGNISED, S.RECOGNISED]),
                name="one_open_dossier_per_product_and_cycle",
            ),
            models.UniqueConstraint(
                fields=["product_code"],
                condition=~models.Q(product_code=""),
                name="product_code_never_reused",
            ),
            models.UniqueConstraint(
                fields=["receipt_number"],
                condition=~models.Q(receipt_number=""),
                name="receipt_number_never_reused",
            ),
            models.CheckConstraint(
                name="recognised_has_stars",
                condition=models.Q(state=S.RECOGNISED, stars__gte=3, stars__lte=5)
                | ~models.Q(state=S.RECOGNISED),
            ),
        ]

    def __str__(self) -> str:
        return self.product_name

    def get_absolute_url(self) -> str:
        return reverse("registrations:dossier-detail", args=[self.pk])

    @property
    def audit_place(self):
        return self.commune

    @property
    def is_again(self) -> bool:
        """Whether the product was recognised before: an upgrade or a reassessment."""
        return self.registration_type != RegistrationType.FIRST


class SelfScore(models.Model):
    """The option of one criterion that the producer claims, and why."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="self_scores")
    criterion = models.ForeignKey("law.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("law.Option", models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "criterion"], name="one_self_score_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.criterion}"


class CommuneReport(models.Model):
    """The commune's four-item opinion (Mẫu số 03, 26/2026/QĐ-TTg); it gives no points.

    Version 0 are the words of the idea that the dossier was made from: nobody has gone through them here.
    """

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="commune_report")
    local_materials = models.TextField("nguyên liệu địa phương", blank=True)
    local_labour = models.TextField("lao động địa phương", blank=True)
    idea_origin = models.TextField("nguồn gốc ý tưởng", blank=True)
    local_identity = models.TextField("bản sắc, tri thức địa phương", blank=True)
    request_number = models.CharField("số văn bản đề nghị", max_length=60, blank=True)
    request_on = models.DateField("ngày văn bản đề nghị", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return f"Mẫu 03: {self.dossier}"

    @property
    def missing(self) -> list[str]:
        """The verbose names of the contents not yet written."""
        contents = ("local_materials", "local_labour", "idea_origin", "local_identity")
        return [
            str(self._meta.get_field(name).verbose_name)
            for name in contents
            if not getattr(self, name).strip()
        ]
