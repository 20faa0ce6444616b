"""People who sign in, and the posts they hold at places."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from ocop.access.querysets import ScopedQuerySet
from ocop.access.scope import Post, Scope
from ocop.core.constraints import in_order, known_choice
from ocop.core.fields import SearchKeyField
from ocop.core.roles import Role
from ocop.core.text import search_key


class UserQuerySet(models.QuerySet):
    def search(self, text: str) -> UserQuerySet:
        """The people whose name or user name holds every word, whatever its case and marks."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search_key__contains=word)
        return found


class People(UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """A person with a sign-in. What they may do comes from their posts, never from this row."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    home = models.ForeignKey(
        "localities.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi quản lý tài khoản",
        help_text="Quản trị của nơi này lo tài khoản, kể cả khi người đó chưa có vị trí công tác nào.",
    )

    search_key = SearchKeyField(max_length=300, sources=("full_name", "username"), db_index=True)

    objects = People()

    REQUIRED_FIELDS = ["full_name", "email"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def audit_place(self):
        return self.home

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def posts(self) -> tuple[Post, ...]:
        """The posts held today, read once for each time the row is loaded: a change acts at the next
        request.
        """
        if not hasattr(self, "_posts"):
            from ocop.accounts.queries import posts_of  # noqa: PLC0415 -- queries import this model

            self._posts = posts_of(self)
        return self._posts

    def refresh_from_db(self, *args, **kwargs) -> None:
        self.__dict__.pop("_posts", None)
        super().refresh_from_db(*args, **kwargs)


class MembershipQuerySet(ScopedQuerySet):
    def reach(self, scope: Scope) -> models.Q:
        return scope.only(Role.ADMINISTRATOR, Role.AUDITOR).place("place")

    def held_on(self, day) -> MembershipQuerySet:
        return self.filter(starts_on__lte=day).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        )


class Membership(models.Model):
    """One post: a person holds a role at a place, from a day, by a decision."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField("vai trò", max_length=30, choices=Role)
    place = models.ForeignKey("localities.Place", models.PROTECT, related_name="+")
    title = models.CharField("chức vụ", max_length=120, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    acting_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        constraints = [
            known_choice("role", Role),
            in_order("starts_on", "ends_on"),
            models.UniqueConstraint(
                fields=["user", "role", "place"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_post",
            ),
            models.UniqueConstraint(fields=["user", "role", "place", "starts_on"], name="one_post_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place}"

    @property
    def audit_place(self):
        return self.place
