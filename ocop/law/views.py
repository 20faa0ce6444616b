"""The law as the portal applies it, for everybody who signs in to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import Group, groups_for, reasons_unusable, rules_of, tree_of
from ocop.law.rules import RegimeRules, SetTree
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import PortalView


@dataclass(frozen=True, slots=True)
class RegimeRow:
    regime: Regime
    rules: RegimeRules
    facts: Sequence[Fact]


class RegimeList(PortalView):
    template_name = "law/regime_list.html"
    title = _("Quy định áp dụng")

    @property
    def rows(self) -> list[RegimeRow]:
        regimes = Regime.objects.order_by("-takes_in_from").prefetch_related("powers", "deadlines", "acts")
        return [RegimeRow(regime, rules := rules_of(regime), _facts_of(regime, rules)) for regime in regimes]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(str(_("Việc hôm nay")), reverse("today")), Crumb(str(self.title)))


def _facts_of(regime: Regime, rules: RegimeRules) -> list[Fact]:
    """What an official asks of a regime first: from when, who receives, who certifies which star, until
    when.
    """
    levels = {"commune": _("xã"), "district": _("huyện"), "province": _("tỉnh"), "ministry": _("Bộ")}
    until = dmy(regime.takes_in_to) if regime.takes_in_to else _("nay")
    certifiers = ", ".join(
        f"{stars} sao: {levels[level]}" for stars in (3, 4, 5) if (level := rules.certifier(stars))
    )
    terms = ", ".join(
        f"{TERMS.get(d.name, d.name)} {d.days} {KINDS[d.kind]}" for d in rules.deadlines.values()
    )
    return [
        Fact(str(_("Nhận hồ sơ nộp")), f"{dmy(regime.takes_in_from)} – {until}"),
        Fact(str(_("Văn bản")), ", ".join(act.number for act in regime.acts.all())),
        Fact(str(_("Cấp tiếp nhận")), levels[rules.receiver]),
        Fact(str(_("Cấp giấy chứng nhận")), certifiers),
        Fact(str(_("Thời hạn giấy chứng nhận")), f"{rules.validity_months} tháng"),
        Fact(str(_("Báo cáo của xã (Mẫu 03)")), _("có") if rules.has_commune_report else _("không")),
        Fact(str(_("Thời hạn")), terms),
    ]


KINDS = {"working_days": _("ngày làm việc"), "days": _("ngày")}
TERMS = {
    "commune_review": _("xã xem xét"),
    "files_to_members": _("gửi hồ sơ cho thành viên trước"),
    "warning_before_expiry": _("báo trước khi hết hạn"),
    "renewal_opens_before_expiry": _("nộp đánh giá lại sớm nhất trước hạn"),
    "renewal_closes_before_expiry": _("nộp đánh giá lại muộn nhất trước hạn"),
    "renewal_handling": _("xử lý đánh giá lại"),
    "revocation": _("thu hồi"),
    "transition_first": _("chuyển tiếp lần đầu, nâng hạng"),
    "transition_reassessment": _("chuyển tiếp đánh giá lại"),
    "transition_extension": _("kéo dài chuyển tiếp tối đa"),
}


class SetList(PortalView):
    """The sets of one regime by group and subgroup; the regime is chosen in the address."""

    template_name = "law/set_list.html"
    title = _("Bộ tiêu chí")

    @cached_property
    def regimes(self) -> QuerySet[Regime]:
        return Regime.objects.order_by("-takes_in_from")

    @cached_property
    def regime(self) -> Regime | None:
        asked = self.request.GET.get("quy-dinh")
        return next((r for r in self.regimes if r.code == asked), next(iter(self.regimes), None))

    @property
    def pills(self) -> list[Pill]:
        return [
            Pill(regime.code, f"?quy-dinh={regime.code}", is_current=regime == self.regime)
            for regime in self.regimes
        ]

    @property
    def groups(self) -> list[Group]:
        return groups_for(self.regime) if self.regime else []

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(str(_("Quy định áp dụng")), reverse("law:regime-list")), Crumb(str(self.title)))


class SetDetail(PortalView):
    template_name = "law/set_detail.html"

    @cached_property
    def set(self) -> CriteriaSet:
        return get_object_or_404(CriteriaSet, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return str(self.set)

    @property
    def tree(self) -> SetTree:
        return tree_of(self.set)

    @property
    def problems(self) -> list[str]:
        return reasons_unusable(self.set)

    @property
    def status(self) -> Status:
        if self.set.complete:
            return Status("good", "done", str(_("Dùng để chấm được")))
        return Status("act", "warn", str(_("Chưa đủ để chấm")))

    @property
    def facts(self) -> list[Fact]:
        until = dmy(self.set.effective_to) if self.set.effective_to else _("nay")
        return [
            Fact(str(_("Quyết định")), self.set.decision),
            Fact(str(_("Hiệu lực")), f"{dmy(self.set.effective_from)} – {until}"),
            Fact(str(_("Ngành, nhóm")), f"{self.set.group_name}, {self.set.subgroup_name}"),
            Fact(str(_("Cơ quan quản lý")), ", ".join(self.set.lead_agencies) or _("chưa rõ")),
            Fact(str(_("Mã bộ, phiên bản")), f"{self.set.code}, {self.set.version}"),
        ]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(str(_("Bộ tiêu chí")), reverse("law:set-list")), Crumb(self.title))
