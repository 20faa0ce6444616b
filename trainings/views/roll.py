"""The roll of a half-day: a code on the screen, ticks by hand, the whole roll as a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models.estimates import READERS
from ocop.core.codes import code_as_svg
from ocop.core.roles import Role
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, ScopedDetailView
from trainings import services
from trainings.forms import AttendanceForm, CheckInForm
from trainings.models import Attendance, ClassSession, Nomination
from trainings.queries.classes import seated
from trainings.queries.people import organiser_of
from trainings.queries.refusals import why_not_roll
from trainings.queries.roll import RollLine, roll_of, session_title
from trainings.views.one_class import OfOrganiser, OneClass


class OneSession:
    model = ClassSession

    def get_queryset(self) -> QuerySet[ClassSession]:
        return super().get_queryset().select_related("training__organiser", "roll_taken_by")

    @property
    def training(self):
        return self.object.training

    @property
    def way_out(self) -> str:
        return self.training.get_absolute_url()

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (
            Crumb(_("Tập huấn"), reverse("trainings:class-list")),
            Crumb(self.training.code, self.way_out),
            Crumb(self.title),
        )

    @property
    def facts(self) -> list[Fact]:
        one = self.object
        return [
            Fact(_("Lớp"), self.training.title),
            Fact(_("Chuyên đề"), one.topic or one.get_kind_display()),
            Fact(_("Nơi học"), one.venue or self.training.venue),
        ]


class SessionRoll(OneSession, ActionView):
    """Who is there: scanned, or ticked by whoever runs the class. Saved again it is a correction."""

    form_class = AttendanceForm
    template_name = "trainings/session_roll.html"
    fragment_template_name = "trainings/parts/scan.html"

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({organiser_of(self.training)})

    @property
    def title(self) -> str:
        return _("Điểm danh: %(session)s") % {"session": session_title(self.object).lower()}

    @property
    def button(self) -> str:
        return _("Sửa điểm danh") if self.is_correction else _("Chốt điểm danh")

    @property
    def is_correction(self) -> bool:
        return self.object.roll_taken_at is not None

    @property
    def closed_because(self) -> str:
        return why_not_roll(self.object)

    @cached_property
    def people(self) -> list[Nomination]:
        return list(seated(self.training))

    @cached_property
    def marked(self) -> dict[int, bool]:
        rows = Attendance.objects.visible_to(self.request.user).filter(session=self.object)
        return dict(rows.values_list("nomination", "present"))

    @property
    def arrived(self) -> int:
        return len(self.ticked)

    @property
    def ticked(self) -> list[str]:
        """Who is marked as present, as the form names them."""
        return [str(pk) for pk, was in self.marked.items() if was]

    @property
    def newly(self) -> list[str]:
        """Who scanned since the page that asks for its fragment was drawn: their boxes get a tick."""
        shown = self.request.GET.get("shown")
        return [] if shown is None else [key for key in self.ticked if key not in shown.split(",")]

    @property
    def code_seconds(self) -> int:
        return settings.ROLL_CODE_SECONDS

    @property
    def code(self) -> str:
        """The code for the screen of the class, drawn."""
        path = reverse("trainings:session-check-in", args=[self.object.pk])
        return code_as_svg(f"{settings.SITE_URL}{path}?ma={quote(services.roll_code(self.object))}")

    @property
    def roll_url(self) -> str:
        return self.request.path

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"present": self.ticked, "shown": ",".join(self.ticked)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people, "is_correction": self.is_correction}

    def act(self, *, present: list[Nomination], shown: list[int], note: str = "") -> str:
        session = services.take_roll(
            actor=self.request.user,
            session=self.object,
            present=present,
            shown=shown,
            note=note,
            version=self.submitted_version,
        )
        count = session.roll.filter(present=True).count()
        said = _("Đã điểm danh: %(present)s/%(listed)s có mặt.") % {
            "present": count,
            "listed": len(self.people),
        }
        if count > len(present):
            said += " " + _("Trong đó %(n)s người tự quét mã sau khi trang này mở ra.") % {
                "n": count - len(present)
            }
        return said

    def get_success_url(self) -> str:
        return f"{self.way_out}#lich-hoc"


class SessionCheckIn(OneSession, ActionView):
    """What a trainee's phone opens from the code on the screen: one button says “I am here”."""

    roles = frozenset(READERS) | {Role.PRODUCER}
    form_class = CheckInForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Điểm danh")
    button = gettext_lazy("Tôi có mặt")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_roll(self.object)

    def get_initial(self) -> dict[str, str]:
        return {"code": self.request.GET.get("ma", "")}

    def act(self, *, code: str) -> str:
        services.check_in(actor=self.request.user, session=self.object, code=code)
        return _("Đã ghi: bạn có mặt.")

    def get_success_url(self) -> str:
        return self.way_out


class ClassRoll(OfOrganiser, OneClass, ScopedDetailView):
    """Everybody at every half-day, and who has enough."""

    template_name = "trainings/class_roll.html"
    title = gettext_lazy("Bảng điểm danh")

    @cached_property
    def roll(self) -> tuple[list[ClassSession], list[RollLine]]:
        return roll_of(self.object)

    @property
    def enough(self) -> int:
        return sum(line.is_enough for line in self.roll[1])
