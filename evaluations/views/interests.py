"""Before a file opens: what members declare, and what the secretary sees of it."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SessionState, Tie
from evaluations.forms import ConfirmForm, DeclarationForm
from evaluations.forms.preparation import SITE_WORDS
from evaluations.models import Declaration, Item, LabResult
from evaluations.queries.councils import scoring_seat_of
from evaluations.queries.interests import (
    Standing,
    declaration_of,
    items_to_declare,
    standings,
    stays_out,
)
from evaluations.queries.preparation import lab_results_of, site_answers
from evaluations.views.agenda import AboutItem
from evaluations.views.sessions import AboutSession
from ocop.core.roles import Role
from ocop.ui.parts import Crumb, Status
from ocop.ui.templatetags.portal import dmyhm
from ocop.ui.views import ActionView, ScopedDetailView
from registrations.queries import DossierFile, dossier_file

MEMBER = frozenset({Role.COUNCIL_MEMBER})


def said_status(standing: Standing) -> Status:
    if standing.said == "out":
        return Status("end", "ban", _("Không chấm"))
    if standing.read_at:
        return Status("good", "done", _("Đã đọc hồ sơ"))
    if standing.said:
        return Status("move", "eye", _("Không có xung đột"))
    return Status("draft", "todo", _("Chưa khai báo"))


def words_for(hints: tuple[str, ...]) -> str:
    return "; ".join(str(Tie(hint).label) for hint in hints)


class SessionDeclare(AboutSession, ActionView):
    """A member's own declarations for all products of a session; a file opens after its declaration."""

    roles = MEMBER
    form_class = DeclarationForm
    template_name = "evaluations/session_declare.html"
    title = gettext_lazy("Khai báo xung đột lợi ích")
    button = gettext_lazy("Ghi khai báo")

    def check_role(self) -> None:
        super().check_role()
        if self.seat is None:
            raise PermissionDenied

    @cached_property
    def seat(self) -> Any:
        return scoring_seat_of(self.request.user, self.object)

    @property
    def closed_because(self) -> str:
        return _("Phiên đã đóng.") if self.object.state == SessionState.CLOSED else ""

    @property
    def row_version(self) -> None:
        """Declarations are the member's own; what others change in the session does not touch them."""
        return None

    @cached_property
    def open_items(self) -> list[Item]:
        rows = items_to_declare(self.request.user, self.object)
        return list(rows.select_related("dossier__producer", "dossier__commune"))

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.object, [self.seat])

    @property
    def asked(self) -> list[tuple[Standing, str, Any, Any]]:
        """What is still open, with the two fields of the form."""
        form = self.get_context_form
        waiting = {item.pk for item in self.open_items}
        return [
            (one, words_for(one.hints), form[f"said-{one.item.pk}"], form[f"ground-{one.item.pk}"])
            for one in self.standings
            if one.item.pk in waiting
        ]

    @property
    def answered(self) -> list[tuple[Standing, Status]]:
        waiting = {item.pk for item in self.open_items}
        return [(one, said_status(one)) for one in self.standings if one.item.pk not in waiting]

    def get_form(self, form_class: Any = None) -> Any:
        self.get_context_form = super().get_form(form_class)
        return self.get_context_form

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.open_items}

    def act(self, *, clear: list[Item], tied: dict[Item, str]) -> str:
        services.declare_interests(actor=self.request.user, session=self.object, clear=clear, tied=tied)
        return _("Đã ghi khai báo: %(clear)s sản phẩm chấm được, %(out)s sản phẩm không chấm.") % {
            "clear": len(clear),
            "out": len(tied),
        }

    def get_success_url(self) -> str:
        scoring = self.object.state == SessionState.SCORING
        return reverse("evaluations:sheet-list") if scoring else self.request.path


class SessionInterests(AboutSession, ScopedDetailView):
    """Who declared what, with the ties that the portal knows of: for the secretary and the officer."""

    template_name = "evaluations/session_interests.html"
    title = gettext_lazy("Xung đột lợi ích và việc đọc hồ sơ")

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.COUNCIL_SECRETARY, self.officer})

    @cached_property
    def lines(self) -> list[tuple[Standing, str, Status]]:
        return [(one, words_for(one.hints), said_status(one)) for one in standings(self.object)]

    @property
    def open_count(self) -> int:
        return sum(not one.said for one, _words, _status in self.lines)

    @property
    def read_count(self) -> int:
        return sum(one.read_at is not None for one, _words, _status in self.lines)


class ItemFile(AboutItem, ActionView):
    """The file of one product, for members who declared that no interest ties them to it. The button is the
    receipt: it says that the file was read.
    """

    roles = MEMBER
    form_class = ConfirmForm
    template_name = "evaluations/item_file.html"
    button = gettext_lazy("Tôi đã đọc hồ sơ này")

    def check_role(self) -> None:
        """Who stays out of the product finds no such page."""
        super().check_role()
        if self.seat is None:
            raise PermissionDenied
        if stays_out(self.seat, self.object):
            raise Http404

    @cached_property
    def seat(self) -> Any:
        return scoring_seat_of(self.request.user, self.object.session)

    @cached_property
    def declaration(self) -> Declaration | None:
        return declaration_of(self.seat, self.object)

    @property
    def title(self) -> str:
        return self.object.dossier.product_name

    @property
    def closed_because(self) -> str:
        return "" if self.declaration else _("Hãy khai báo xung đột lợi ích trước khi mở hồ sơ.")

    @property
    def way_out(self) -> str:
        return reverse("evaluations:session-declare", args=[self.object.session_id])

    @property
    def row_version(self) -> None:
        return None

    @property
    def read_at(self) -> str:
        return dmyhm(self.declaration.read_at) if self.declaration and self.declaration.read_at else ""

    @cached_property
    def file(self) -> DossierFile:
        return dossier_file(self.object.dossier)

    @cached_property
    def lab_results(self) -> list[LabResult]:
        return list(lab_results_of(self.object))

    @property
    def site_answers(self) -> list[tuple[str, str]]:
        words = {code: str(label) for code, label in SITE_WORDS}
        asked = site_answers(self.object.site_check)
        return [(_(question), words.get(answer, "—")) for question, answer in asked]

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        return (*super().crumbs[:1], Crumb(self.title))

    def act(self) -> str:
        services.confirm_reading(actor=self.request.user, item=self.object)
        return _("Đã ghi: bạn đã đọc hồ sơ “%(product)s”.") % {"product": self.title}

    def get_success_url(self) -> str:
        return self.request.path
