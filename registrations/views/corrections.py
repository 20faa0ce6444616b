"""Pages on which corrections are noted, answered and settled, and what changed is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import OFFICERS
from ocop.ui.parts import Crumb, Fact
from ocop.ui.views import ActionView, ScopedDetailView
from registrations import queries, services
from registrations.forms import AnswerForm, ConfirmForm, CorrectionForm
from registrations.models import Correction, Return
from registrations.services.doors import WRITERS
from registrations.views.correction_lines import CorrectionLine, lines_of
from registrations.views.dossiers import OneDossier
from registrations.views.parts import PART_PAGES

REVIEWERS = frozenset(OFFICERS.values())
ITEM = "muc"
"""The parameter that names the item a correction is noted on."""


class CorrectionNote(OneDossier, ActionView):
    """A note on one item of a dossier under review."""

    form_class = CorrectionForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Ghi yêu cầu sửa")
    button = gettext_lazy("Ghi lại")

    def allowed_roles(self) -> frozenset[str]:
        role = queries.reviewer_of(self.object)
        return frozenset({role}) if role else REVIEWERS

    @property
    def closed_because(self) -> str:
        if queries.reviewer_of(self.object):
            return ""
        return _("Hồ sơ đang “%(state)s” nên không ghi yêu cầu sửa được.") % {
            "state": self.object.get_state_display()
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """The items to choose from, by the parts of the dossier."""
        items = queries.items_of(self.object)
        grouped = [
            (str(PART_PAGES[part][1]), [(item.key, item.label) for item in of_part])
            for part, of_part in groupby(items, key=lambda item: item.part)
        ]
        return super().get_form_kwargs() | {"items": grouped}

    def get_initial(self) -> dict[str, Any]:
        return {"item": self.request.GET.get(ITEM, "")}

    def act(self, **fields: Any) -> str:
        services.note_correction(actor=self.request.user, dossier=self.object, **fields)
        return _("Đã ghi. Yêu cầu được gửi đi khi bạn trả lại hồ sơ.")


class OneCorrection:
    """Pages about one correction; afterwards they lead back to the dossier."""

    model = Correction

    def get_queryset(self) -> QuerySet[Correction]:
        return super().get_queryset().select_related("dossier__producer", "dossier__commune")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        dossier = self.object.dossier
        return (
            Crumb(_("Hồ sơ"), reverse("registrations:dossier-list")),
            Crumb(dossier.product_name, dossier.get_absolute_url()),
            Crumb(str(self.title)),
        )

    @property
    def way_out(self) -> str:
        return self.object.dossier.get_absolute_url()

    def get_success_url(self) -> str:
        return self.way_out

    @property
    def facts(self) -> list[Fact]:
        correction = self.object
        lines = (
            Fact(_("Mục cần sửa"), correction.label),
            Fact(_("Vì sao"), correction.get_reason_display()),
            Fact(_("Cần sửa gì"), correction.words),
            Fact(_("Trả lời"), correction.answer),
        )
        return [fact for fact in lines if fact.value]


class CorrectionAnswer(OneCorrection, ActionView):
    roles = WRITERS
    form_class = AnswerForm
    prefill = True
    template_name = "registrations/correction.html"
    title = gettext_lazy("Trả lời yêu cầu sửa")
    button = gettext_lazy("Đã sửa xong mục này")

    @property
    def closed_because(self) -> str:
        open_return = self.object.returned is not None and self.object.returned.sent_again_at is None
        return "" if open_return else _("Hồ sơ đã gửi lại nên không trả lời thêm được.")

    def act(self, *, answer: str) -> str:
        services.answer_correction(
            actor=self.request.user, correction=self.object, answer=answer, version=self.submitted_version
        )
        left = queries.unanswered(self.object.dossier).count()
        if left:
            return _("Đã ghi. Còn %(n)s yêu cầu chưa trả lời.") % {"n": left}
        return _("Đã trả lời hết các yêu cầu. Hồ sơ gửi lại được.")


class CorrectionSettle(OneCorrection, ActionView):
    form_class = ConfirmForm
    template_name = "registrations/correction.html"
    title = gettext_lazy("Xác nhận đã sửa đạt")
    button = gettext_lazy("Mục này đã đạt")

    def allowed_roles(self) -> frozenset[str]:
        return REVIEWERS

    @property
    def closed_because(self) -> str:
        if not queries.may_settle(self.request.user, self.object):
            return _("Hồ sơ không còn ở bước xét của bạn.")
        if self.object.settled_at:
            return _("Mục này đã được xác nhận.")
        return "" if self.object.answered_at else _("Mục này chưa được trả lời.")

    def act(self) -> str:
        services.settle_correction(actor=self.request.user, correction=self.object)
        return _("Đã xác nhận mục này đạt.")


class CorrectionDrop(OneCorrection, ActionView):
    form_class = ConfirmForm
    template_name = "registrations/correction.html"
    title = gettext_lazy("Bỏ yêu cầu sửa")
    button = gettext_lazy("Bỏ yêu cầu này")
    button_tone = "danger"

    def allowed_roles(self) -> frozenset[str]:
        return REVIEWERS

    @property
    def closed_because(self) -> str:
        return _("Yêu cầu này đã gửi đi nên không bỏ được.") if self.object.returned_id else ""

    def act(self) -> str:
        services.drop_correction(actor=self.request.user, correction=self.object)
        return _("Đã bỏ yêu cầu.")


class DossierChanges(OneDossier, ScopedDetailView):
    """Only what changed since the dossier was given back, with what was asked and answered."""

    template_name = "registrations/dossier_changes.html"
    title = gettext_lazy("Phần đã thay đổi")

    @cached_property
    def returned(self) -> Return | None:
        return queries.last_return(self.object)

    @cached_property
    def changes(self) -> list[queries.Change]:
        return queries.changes_since(self.returned, self.object) if self.returned else []

    @cached_property
    def lines(self) -> list[CorrectionLine]:
        asked = queries.asked_for(self.object)
        reviews = queries.may_review(self.request.user, self.object)
        return lines_of(asked, writes=False, reviews=reviews)

    @property
    def unasked(self) -> list[queries.Change]:
        """Changes that nobody asked for."""
        asked = {line.correction.item for line in self.lines}
        return [change for change in self.changes if change.key not in asked]

    @property
    def asked(self) -> list[tuple[CorrectionLine, queries.Change | None]]:
        """Each correction with the change it brought since it was asked for, if any."""
        changes = {returned: self.changes_since(returned) for returned in self.returns}
        return [(line, changes[line.correction.returned].get(line.correction.item)) for line in self.lines]

    @property
    def returns(self) -> set[Return]:
        return {line.correction.returned for line in self.lines}

    def changes_since(self, returned: Return) -> dict[str, queries.Change]:
        """What changed since one of the returns, by item."""
        of_last = returned == self.returned
        changes = self.changes if of_last else queries.changes_since(returned, self.object)
        return {change.key: change for change in changes}
