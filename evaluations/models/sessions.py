"""Sessions: what a council scores on one day, sheet by sheet, and what comes out."""

from __future__ import annotations

from fractions import Fraction

from django.conf import settings
from django.db import models

from evaluations.choices import Aggregation, SessionState, SheetState
from evaluations.models.councils import Council, Seat
from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Scope, scope_of
from ocop.core.constraints import both_or_neither, known_choice
from ocop.core.roles import Level, Role
from registrations.models import Dossier


class SessionQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("council__place") | scope.council("council")


class Session(models.Model):
    """One meeting of a council."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    held_on = models.DateField("ngày họp")
    venue = models.CharField("nơi họp", max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=SessionState, default=SessionState.PLANNED, editable=False
    )
    opened_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    files_sent_at = models.DateTimeField(null=True, editable=False)
    files_sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    files_reminded_on = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        constraints = [
            known_choice("state", SessionState),
            both_or_neither("opened_at", "opened_by"),
            both_or_neither("closed_at", "closed_by"),
            both_or_neither("files_sent_at", "files_sent_by"),
        ]

    def __str__(self) -> str:
        return f"{self.council}, {self.held_on:%d/%m/%Y}"

    @property
    def audit_place(self):
        return self.council.place


class Attendance(models.Model):
    """The roll: who was present, since when, and whether they scanned the code or were ticked by hand. Who
    came after the session opened arrived late.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="roll")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    scanned = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_roll_row_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.present}"


class ItemQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("session__council__place") | scope.council(
            "session__council"
        )


class Item(models.Model):
    """A dossier on a session's agenda."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="items")
    level = models.CharField(max_length=10, choices=Level, editable=False)
    position = models.PositiveSmallIntegerField()
    scoring_round = models.PositiveSmallIntegerField(default=1)
    is_calibration = models.BooleanField(
        default=False, editable=False, help_text="Scored to bring the members together; nothing follows."
    )
    after = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="once_more",
        help_text="The round on dossier and sample; this is the one after tests (1048/QĐ-TTg).",
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            known_choice("level", Level),
            models.UniqueConstraint(
                fields=["dossier", "level"],
                condition=models.Q(is_calibration=False, after__isnull=True),
                name="one_item_per_dossier_and_level",
            ),
            models.CheckConstraint(
                name="nothing_follows_what_is_practised_on",
                condition=models.Q(is_calibration=False) | models.Q(after__isnull=True),
            ),
            models.UniqueConstraint(fields=["session", "position"], name="one_item_per_place_in_order"),
            models.CheckConstraint(name="rounds_start_at_one", condition=models.Q(scoring_round__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.dossier}"

    @property
    def audit_place(self):
        return self.session.council.place


class Recusal(models.Model):
    """A member stays out of one product; no sheet of theirs counts."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    ground = models.TextField("lý do")
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "item"], name="one_recusal_per_item")]

    def __str__(self) -> str:
        return f"{self.seat} × {self.item}"


class SheetQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        """A sheet is its member's own. Who else may read it, and when, is asked in `evaluations.queries`."""
        return scope.only(Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY).council("seat__council")

    def visible_to(self, person) -> SheetQuerySet:
        """Reach goes along one seat here, so that it is said as a join: each tick of 200 members asks it."""
        scope = scope_of(person)
        return self.filter(self.reach(scope), seat__person=person) if scope.posts else self.none()


class Sheet(models.Model):
    """One member's score sheet for one product in one scoring round. One that was filled in on paper is typed
    by one person (`typed_by`) and by another (`confirmed_by`), who sends it where both typed the same.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    scoring_round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.DRAFT, editable=False)
    knock_out = models.ForeignKey("law.KnockOut", models.PROTECT, null=True, blank=True, related_name="+")
    opinion = models.TextField("ý kiến của người đánh giá", blank=True)
    total = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    typed_at = models.DateTimeField(null=True, editable=False)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    """When a typed paper was sent back to its typist; empty again once it was typed anew."""
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu đánh giá"
        verbose_name_plural = "phiếu đánh giá"
        constraints = [
            known_choice("state", SheetState),
            models.UniqueConstraint(
                fields=["item", "seat", "scoring_round"], name="one_sheet_per_seat_and_round"
            ),
            models.CheckConstraint(
                name="sent_sheet_is_whole",
                condition=models.Q(state=SheetState.DRAFT)
                | models.Q(state=SheetState.SENT, total__isnull=False, sent_at__isnull=False),
            ),
            both_or_neither("typed_at", "typed_by"),
            both_or_neither("confirmed_at", "confirmed_by"),
            models.CheckConstraint(
                name="paper_is_typed_and_confirmed_by_two",
                condition=models.Q(confirmed_by__isnull=True)
                | (models.Q(typed_by__isnull=False) & ~models.Q(typed_by=models.F("confirmed_by"))),
            ),
            models.CheckConstraint(
                name="total_within_100",
                condition=models.Q(total__isnull=True) | models.Q(total__gte=0, total__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.item}"

    @property
    def audit_place(self):
        return self.seat.council.place


class Mark(models.Model):
    """What a member says of one criterion. Ticked without an option, none was reached; not ticked, there are
    words only.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey("law.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("law.Option", models.PROTECT, null=True, related_name="+")
    is_ticked = models.BooleanField(default=True, db_default=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_mark_per_criterion"),
            models.CheckConstraint(
                name="option_is_ticked",
                condition=models.Q(is_ticked=True) | models.Q(option__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.option}"


class AgreedOption(models.Model):
    """The council's common view on a criterion that carries a minimum for a star: as the secretary recorded
    it, or (not `is_recorded`) what most sheets chose when the session closed without it.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="agreed_options")
    criterion = models.ForeignKey("law.Criterion", models.PROTECT, related_name="+")
    option = models.ForeignKey("law.Option", models.PROTECT, null=True, related_name="+")
    is_recorded = models.BooleanField(default=True, db_default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "criterion"], name="one_agreed_option_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.option}"


class GradingQuerySet(ScopedQuerySet):
    def undecided(self) -> GradingQuerySet:
        """Those that a decision may still take up: in none yet, and not scored once more after tests."""
        return self.filter(decision_lines__isnull=True, item__once_more__isnull=True)

    def reach(self, scope: Scope) -> models.Q:
        return scope.without(Role.COMMUNE_OFFICER).place("item__session__council__place") | scope.council(
            "item__session__council"
        )


class Grading(models.Model):
    """The result of one product, written when the session closes and equal to recomputing it from the
    sheets.

    Points never change afterwards. Stars follow the council's common view: the agreed options, and whether
    a knock-out that some sheet names holds (`settled_at`); both may be recorded until a decision is
    prepared.
    """

    item = models.OneToOneField(Item, models.PROTECT, related_name="grading")
    points_sum = models.DecimalField(max_digits=8, decimal_places=2)
    sheet_count = models.PositiveSmallIntegerField()
    aggregation = models.CharField(max_length=10, choices=Aggregation, default=Aggregation.TOTALS)
    mean_numerator = models.PositiveBigIntegerField(
        null=True, help_text="Filled with its denominator where the mean is not points_sum / sheet_count."
    )
    mean_denominator = models.PositiveBigIntegerField(null=True)
    mean = models.DecimalField(
        max_digits=9, decimal_places=6, help_text="For sorting and printing; never compared."
    )
    stars_by_points = models.PositiveSmallIntegerField()
    stars = models.PositiveSmallIntegerField(help_text="After the minima; 0 when knocked out.")
    failed_minima = models.JSONField(default=list)
    knock_out = models.ForeignKey("law.KnockOut", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmation = models.TextField("xác nhận của Chủ tịch", blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    graded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GradingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stars_never_above_points",
                condition=models.Q(stars__lte=models.F("stars_by_points"), stars_by_points__lte=5),
            ),
            models.CheckConstraint(name="graded_by_somebody", condition=models.Q(sheet_count__gte=1)),
            both_or_neither("settled_at", "settled_by"),
            both_or_neither("confirmed_at", "confirmed_by"),
            known_choice("aggregation", Aggregation),
            both_or_neither("mean_numerator", "mean_denominator"),
            models.CheckConstraint(
                name="mean_has_a_divisor",
                condition=models.Q(mean_denominator__isnull=True) | models.Q(mean_denominator__gte=1),
            ),
            models.CheckConstraint(
                name="knocked_out_has_no_stars",
                condition=models.Q(knock_out__isnull=True) | models.Q(stars=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.stars} sao"

    @property
    def exact_mean(self) -> Fraction:
        if self.mean_denominator is not None:
            return Fraction(self.mean_numerator, self.mean_denominator)
        return Fraction(self.points_sum) / self.sheet_count

    @property
    def audit_place(self):
        return self.item.session.council.place
