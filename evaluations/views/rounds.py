"""Totals too far apart, and results just below a floor."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.choices import SessionState
from evaluations.forms import DiscussionForm, ResultConfirmForm
from evaluations.models import Spread
from evaluations.queries.councils import is_chair
from evaluations.queries.refusals import why_not_confirm, why_not_discuss
from evaluations.queries.results import near_floor
from evaluations.queries.sessions import criteria_of, spread_of
from evaluations.views.agenda import AboutItem
from evaluations.views.sessions import SECRETARY
from ocop.core.roles import Role
from ocop.ui.parts import Fact
from ocop.ui.templatetags.portal import points as decimal
from ocop.ui.views import ActionView


class ItemDiscuss(AboutItem, ActionView):
    """Which criteria lie apart, not whose marks; the words of the discussion open the next round."""

    roles = SECRETARY
    form_class = DiscussionForm
    template_name = "evaluations/item_discuss.html"
    title = gettext_lazy("Thảo luận về chênh lệch điểm")
    button = gettext_lazy("Ghi thảo luận")

    @property
    def closed_because(self) -> str:
        return why_not_discuss(self.object)

    @cached_property
    def spread(self) -> Spread | None:
        """None once somebody has recorded the discussion."""
        return spread_of(self.object)

    @property
    def criteria(self) -> list[Any]:
        if self.spread is None:
            return []
        return criteria_of(self.spread)

    @property
    def facts(self) -> list[Fact]:
        rounds = self.object.session.council.max_rounds
        facts = [*super().facts, Fact(_("Vòng chấm"), f"{self.object.scoring_round} / {rounds}")]
        if self.spread is None:
            return facts
        return [
            *facts,
            Fact(_("Quy chế cho phép chênh"), _("%(points)s điểm") % {"points": self.spread.allowed}),
        ]

    @property
    def opens_another(self) -> bool:
        return self.object.scoring_round < self.object.session.council.max_rounds

    def act(self, *, discussion: str) -> str:
        item = services.record_discussion(actor=self.request.user, item=self.object, discussion=discussion)
        if item.scoring_round > self.object.scoring_round:
            return _("Đã ghi thảo luận. Vòng %(round)s đã mở.") % {"round": item.scoring_round}
        return _("Đã ghi thảo luận. Quy chế không có vòng nữa: kết quả vòng này được tính.")


class ItemConfirm(AboutItem, ActionView):
    """The chair confirms a result of 49.x, 69.x or 89.x points."""

    roles = frozenset({Role.COUNCIL_MEMBER})
    form_class = ResultConfirmForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Xác nhận kết quả sát mốc")
    button = gettext_lazy("Xác nhận kết quả")

    def allowed_roles(self) -> frozenset[str]:
        return self.roles if self.chairs else frozenset()

    @cached_property
    def chairs(self) -> bool:
        return is_chair(self.request.user, self.object.session)

    @property
    def closed_because(self) -> str:
        return why_not_confirm(self.object)

    @property
    def facts(self) -> list[Fact]:
        near = near_floor(self.object.grading) if hasattr(self.object, "grading") else None
        if near is None:  # the session was opened again after this form was
            return super().facts
        floor, _missed = near
        return [
            *super().facts,
            Fact(_("Điểm trung bình"), decimal(self.object.grading.mean, 6)),
            Fact(_("Mốc"), _("%(floor)s điểm") % {"floor": decimal(floor)}),
            Fact(
                _("Còn thiếu"),
                _("%(missed)s điểm") % {"missed": decimal(floor - self.object.grading.mean, 6)},
            ),
        ]

    @property
    def row_version(self) -> int | None:
        grading = getattr(self.object, "grading", None)
        return grading.version if grading else None

    @property
    def way_out(self) -> str:
        """Back to the results, which are no page before the session is closed."""
        if self.object.session.state != SessionState.CLOSED:
            return self.session_url
        return reverse("evaluations:results", args=[self.object.session_id])

    def act(self, *, note: str) -> str:
        services.confirm_result(
            actor=self.request.user, item=self.object, note=note, version=self.submitted_version
        )
        return _("Đã ghi xác nhận của Chủ tịch Hội đồng.")

    def get_success_url(self) -> str:
        return self.way_out
