"""Pages, and pages about one row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.views.generic import TemplateView

from ocop.ui.parts import Crumb

Roles = frozenset[str]


class FragmentMixin:
    """A page that gives htmx only the part it asked for, when `fragment_template_name` names one."""

    fragment_template_name: ClassVar[str] = ""

    @property
    def wants_fragment(self) -> bool:
        asks = bool(self.request.htmx) and not self.request.htmx.boosted
        return bool(self.fragment_template_name) and asks

    def get_template_names(self) -> list[str]:
        return [self.fragment_template_name] if self.wants_fragment else super().get_template_names()

    def render_to_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(*args, **kwargs)
        if self.fragment_template_name:
            patch_vary_headers(response, ["HX-Request"])
        return response


class PortalView(FragmentMixin, TemplateView):
    """A page. `roles` names who may open it by any of their posts; None leaves it to reach."""

    title: ClassVar[str] = ""
    roles: ClassVar[Roles | None] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check_role()
        return super().dispatch(request, *args, **kwargs)

    def head(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As `get`. Said here because Django would tie `get` to the page itself, and what a page has read
        would then stay in memory until the garbage collector's next round."""
        return self.get(request, *args, **kwargs)

    def check_role(self) -> None:
        """Raise `PermissionDenied` unless one of the person's posts has a role of `roles`."""
        if self.roles is not None and not self.roles & {post.role for post in self.request.user.posts()}:
            raise PermissionDenied

    def get_page(self) -> Any:
        """What the template finds as `page`."""
        return self

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": self.get_page()}

    @property
    def crumbs(self) -> Sequence[Crumb]:
        """The path to this page; the last crumb has no address."""
        return ()


class Scoped:
    """Rows outside the reader's reach do not exist: they answer 404."""

    model: ClassVar[type[Model]]

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)


class OneRow(Scoped):
    """A page about one row, found by `pk` or by the address part that `row_lookup` names."""

    row_lookup: ClassVar[str] = "pk"

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.get_queryset(), **{self.row_lookup: self.kwargs[self.row_lookup]})

    @cached_property
    def held_roles(self) -> Roles:
        """The roles under which the reader reaches this very row."""
        return type(self.object).objects.roles_over(self.request.user, self.object)

    def allowed_roles(self) -> Roles | None:
        """Who may; override where it depends on the row."""
        return self.roles

    def check_role(self) -> None:
        """Raise `Http404` outside reach, then `PermissionDenied` without a role over this row."""
        self._load_row()
        allowed = self.allowed_roles()
        if allowed is not None and not allowed & self.held_roles:
            raise PermissionDenied

    def _load_row(self) -> Any:
        return self.object


class ScopedDetailView(OneRow, PortalView):
    """A page that shows one row."""
