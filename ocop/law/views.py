"""The law as the portal applies it, for everybody who signs in to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.roles import Level, Role
from ocop.law.choices import Task, TermKind
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import (
    Group,
    groups_for,
    reasons_unusable,
    rules_of,
    shipped_document,
    tree_of,
    versions_of,
)
from ocop.law.rules import Part, RegimeRules, Section, SetTree
from ocop.ui.parts import Crumb, Fact, Pill, Status
from ocop.ui.views import PortalView
from ocop.ui.writing import dmy, points

TERMS = {
    "commune_review": gettext_lazy("xã xem xét"),
    "files_to_members": gettext_lazy("gửi hồ sơ cho thành viên trước"),
    "warning_before_expiry": gettext_lazy("báo trước khi hết hạn"),
    "renewal_opens_before_expiry": gettext_lazy("nộp đánh giá lại sớm nhất trước hạn"),
    "renewal_closes_before_expiry": gettext_lazy("nộp đánh giá lại muộn nhất trước hạn"),
    "renewal_handling": gettext_lazy("xử lý đánh giá lại"),
    "revocation": gettext_lazy("thu hồi"),
    "transition_first": gettext_lazy("chuyển tiếp lần đầu, nâng hạng"),
    "transition_reassessment": gettext_lazy("chuyển tiếp đánh giá lại"),
    "transition_extension": gettext_lazy("kéo dài chuyển tiếp tối đa"),
}
CERTIFIED = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class RegimeRow:
    """A regime with its facts and its authority table: one line a task, one cell a level."""

    regime: Regime
    facts: Sequence[Fact]
    levels: Sequence[str]
    powers: Sequence[tuple[str, Sequence[tuple[str, str]]]]


class RegimeList(PortalView):
    template_name = "law/regime_list.html"
    title = gettext_lazy("Quy định áp dụng")

    @cached_property
    def rows(self) -> list[RegimeRow]:
        regimes = Regime.objects.order_by("-takes_in_from").prefetch_related("acts")
        return [regime_row(regime) for regime in regimes]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(_("Việc hôm nay"), reverse("today")), Crumb(str(self.title)))


def regime_row(regime: Regime) -> RegimeRow:
    rules = rules_of(regime)
    held = {power.level for power in rules.powers}
    levels = [level for level in Level if level in held]
    return RegimeRow(
        regime=regime,
        facts=facts_of(regime, rules),
        levels=[str(level.label) for level in levels],
        powers=[
            (str(task.label), [(str(level.label), power_of(rules, task, level)) for level in levels])
            for task in Task
        ],
    )


def power_of(rules: RegimeRules, task: Task, level: Level) -> str:
    """What a level may do, in a few words: its stars, its least mean, a plain yes, or nothing."""
    held = [power for power in rules.powers if power.task == task and power.level == level]
    stars = [str(power.stars) for power in held if power.stars]
    floors = [power.floor for power in held if power.floor is not None]
    if stars and floors:
        told = {"points": points(min(floors)), "stars": ", ".join(stars)}
        return _("từ %(points)s điểm, công nhận %(stars)s sao trước") % told
    if stars:
        return _("%(stars)s sao") % {"stars": ", ".join(stars)}
    if floors:
        return _("từ %(points)s điểm") % {"points": points(min(floors))}
    return _("có") if held else ""


def facts_of(regime: Regime, rules: RegimeRules) -> list[Fact]:
    """What an official asks of a regime first: from when, by which acts, with which numbers and terms."""
    bands = ", ".join(
        _("%(stars)s sao từ %(points)s") % {"stars": band.stars, "points": points(band.floor)}
        for band in rules.bands
        if band.stars in CERTIFIED
    )
    return [
        Fact(_("Nhận hồ sơ nộp"), period(regime.takes_in_from, regime.takes_in_to)),
        Fact(_("Văn bản"), ", ".join(sorted(act.number for act in regime.acts.all()))),
        Fact(_("Hạng sao theo điểm"), bands),
        Fact(_("Thời hạn giấy chứng nhận"), _("%(months)s tháng") % {"months": rules.validity_months}),
        Fact(_("Báo cáo của xã (Mẫu 03)"), _("có") if rules.has_commune_report else _("không")),
        Fact(_("Sản phẩm mẫu"), _("%(count)s (trừ dịch vụ)") % {"count": rules.sample_count}),
        Fact(_("Mã số sản phẩm"), number_sample(rules)),
        Fact(_("Thời hạn"), ", ".join(terms_of(rules))),
        Fact(_("Đợt đánh giá"), "; ".join(rounds_of(rules)) or _("không quy định")),
    ]


def terms_of(rules: RegimeRules) -> list[str]:
    return [
        f"{TERMS.get(term.name, term.name)} {term.days} {TermKind(term.kind).label}"
        for term in rules.deadlines.values()
    ]


def rounds_of(rules: RegimeRules) -> list[str]:
    return [
        _("%(level)s đợt %(number)s: đề nghị trước %(request)s, xong trước %(result)s")
        % {
            "level": Level(term.level).label,
            "number": term.number,
            "request": "{1:02d}/{0:02d}".format(*term.requests_before),
            "result": "{1:02d}/{0:02d}".format(*term.results_before),
        }
        for term in rules.rounds
    ]


def number_sample(rules: RegimeRules) -> str:
    """A code as the regime writes it, with words for its parts."""
    parts = {"province": _("mã tỉnh"), "district": _("mã huyện"), "commune": _("mã xã")}
    return rules.product_code(**parts, ordinal=_("số thứ tự"), year=_("năm"))


def period(start: date, end: date | None) -> str:
    return f"{dmy(start)} – {dmy(end) if end else _('nay')}"


class SetList(PortalView):
    """The sets of one regime by group and subgroup; regime and group are chosen in the address."""

    template_name = "law/set_list.html"
    title = gettext_lazy("Bộ tiêu chí")

    @cached_property
    def regimes(self) -> list[Regime]:
        return list(Regime.objects.order_by("-takes_in_from"))

    @cached_property
    def regime(self) -> Regime | None:
        asked = self.request.GET.get("quy-dinh")
        return next((r for r in self.regimes if r.code == asked), next(iter(self.regimes), None))

    @cached_property
    def all_groups(self) -> list[Group]:
        return groups_for(self.regime) if self.regime else []

    @cached_property
    def group(self) -> Group | None:
        asked = self.request.GET.get("nganh")
        return next((group for group in self.all_groups if group.code == asked), None)

    @property
    def groups(self) -> list[Group]:
        return [self.group] if self.group else self.all_groups

    @property
    def regime_pills(self) -> list[Pill]:
        return [
            Pill(regime.name, address(regime), is_current=regime == self.regime) for regime in self.regimes
        ]

    @property
    def group_pills(self) -> list[Pill]:
        everything = Pill(_("Mọi ngành"), address(self.regime), is_current=self.group is None)
        return [everything] + [
            Pill(group.name, address(self.regime, group), group.set_count, is_current=group == self.group)
            for group in self.all_groups
        ]

    @property
    def may_import(self) -> bool:
        return may_import(self.request)

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(_("Quy định áp dụng"), reverse("law:regime-list")), Crumb(str(self.title)))


def may_import(request: HttpRequest) -> bool:
    return Role.ADMINISTRATOR in {post.role for post in request.user.posts()}


def address(regime: Regime, group: Group | None = None) -> str:
    chosen = {"quy-dinh": regime.code} | ({"nganh": group.code} if group else {})
    return f"?{urlencode(chosen)}"


class SetDetail(PortalView):
    template_name = "law/set_detail.html"

    @cached_property
    def set(self) -> CriteriaSet:
        return get_object_or_404(CriteriaSet, pk=self.kwargs["pk"])

    @property
    def title(self) -> str:
        return str(self.set)

    @cached_property
    def tree(self) -> SetTree:
        return tree_of(self.set)

    @property
    def parts(self) -> list[tuple[Part, tuple[Section, ...]]]:
        return [(part, self.tree.sections_of(part)) for part in self.tree.parts]

    @property
    def has_document(self) -> bool:
        """Whether the reader is offered the set as an example for another one."""
        return may_import(self.request) and shipped_document(self.set.code) is not None

    @property
    def problems(self) -> list[str]:
        return reasons_unusable(self.set)

    @property
    def status(self) -> Status:
        if self.set.complete:
            return Status("good", "done", _("Dùng để chấm được"))
        return Status("act", "warn", _("Chưa đủ để chấm"))

    @cached_property
    def versions(self) -> list[CriteriaSet]:
        return list(versions_of(self.set))

    @property
    def in_use(self) -> CriteriaSet | None:
        """The version in use now, where this one is not: an incomplete one takes no other's place."""
        current = next((version for version in self.versions if version.complete), self.versions[0])
        return current if current != self.set else None

    @property
    def facts(self) -> list[Fact]:
        return [
            Fact(_("Quyết định"), self.set.decision),
            Fact(_("Hiệu lực"), period(self.set.effective_from, self.set.effective_to)),
            Fact(_("Ngành, nhóm"), f"{self.set.group_name}, {self.set.subgroup_name}"),
            Fact(_("Cơ quan quản lý"), ", ".join(self.set.lead_agencies) or _("chưa rõ")),
            Fact(_("Mã bộ, phiên bản"), f"{self.set.code}, {self.set.version}"),
            Fact(_("Đã dùng"), _("có hồ sơ từ %(day)s") % {"day": dmy(self.set.frozen_at)})
            if self.set.frozen_at
            else Fact(_("Đã dùng"), _("chưa có hồ sơ")),
        ]

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(_("Bộ tiêu chí"), reverse("law:set-list")), Crumb(self.title))


class SetDocument(PortalView):
    """The YAML document of a set that came with the portal."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        document = shipped_document(get_object_or_404(CriteriaSet, pk=kwargs["pk"]).code)
        if document is None:
            raise Http404
        return FileResponse(document.open("rb"), as_attachment=True, content_type="application/yaml")
