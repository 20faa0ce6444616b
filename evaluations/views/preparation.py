"""What is made ready for a product before its meeting: samples, the visit, the team's report."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations import services
from evaluations.forms import LabResultForm, SamplesForm, SiteCheckForm, TeamReportForm
from evaluations.models import Item, LabResult, LocalRule, SampleStep
from evaluations.queries.preparation import (
    former_custody,
    is_tourism,
    items_whose_tests_are_read,
    lab_results_of,
    sample_label,
    samples_in_custody,
    site_questions,
    site_rule_of,
    why_not_add_lab_result,
)
from evaluations.queries.refusals import why_not_prepare_item
from evaluations.views.agenda import AboutItem
from ocop.core.codes import code_as_svg
from ocop.core.roles import Role
from ocop.ui.parts import Fact, Status
from ocop.ui.views import ActionView, ScopedDetailView
from registrations.views.evidence import evidence_response


class Prepared(AboutItem):
    """Pages for the advisory team, the secretary and the officer of the level."""

    def allowed_roles(self) -> frozenset[str]:
        return frozenset({Role.ADVISER, Role.COUNCIL_SECRETARY, self.officer})

    @property
    def way_out(self) -> str:
        return reverse("evaluations:item-preparation", args=[self.object.pk])

    def get_success_url(self) -> str:
        return self.way_out


class ItemPreparation(Prepared, ScopedDetailView):
    """What stands ready for one product."""

    template_name = "evaluations/item_preparation.html"
    title = gettext_lazy("Chuẩn bị cho sản phẩm")

    @cached_property
    def needs_samples(self) -> int:
        return self.object.dossier.sample_count or 0

    @cached_property
    def in_custody(self) -> int:
        return samples_in_custody(self.object)

    @property
    def samples_status(self) -> Status:
        if self.in_custody >= self.needs_samples:
            return Status("good", "done", _("Đang giữ đủ mẫu"))
        if self.object.after_id is not None and not self.in_custody:
            return Status("plain", "package", _("Đã chấm trên mẫu ở phiên trước"))
        return Status("wait", "package", _("Chưa đủ mẫu"))

    @cached_property
    def steps(self) -> QuerySet[SampleStep]:
        return self.object.sample_steps.select_related("recorded_by").order_by("recorded_at", "pk")

    @cached_property
    def former_steps(self) -> QuerySet[SampleStep]:
        return former_custody(self.object)

    @property
    def label(self) -> str:
        return sample_label(self.object)

    @cached_property
    def tourism(self) -> bool:
        return is_tourism(self.object)

    @cached_property
    def site_check(self) -> Any:
        return getattr(self.object, "site_check", None)

    @cached_property
    def team_report(self) -> Any:
        return getattr(self.object, "team_report", None)

    @cached_property
    def lab_results(self) -> list[LabResult]:
        return list(lab_results_of(self.object))

    @cached_property
    def may_add_lab_result(self) -> bool:
        return not why_not_add_lab_result(self.object)

    @cached_property
    def is_planned(self) -> bool:
        return not why_not_prepare_item(self.object)


class ItemSamples(Prepared, ActionView):
    form_class = SamplesForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Ghi sổ mẫu")
    button = gettext_lazy("Ghi vào sổ")

    @property
    def closed_because(self) -> str:
        return "" if self.object.dossier.sample_count else _("Sản phẩm này không nộp mẫu.")

    @property
    def facts(self) -> list[Fact]:
        return [*super().facts, Fact(_("Đang giữ"), str(samples_in_custody(self.object)))]

    def act(self, **cleaned: Any) -> str:
        services.record_samples(actor=self.request.user, item=self.object, **cleaned)
        return _("Đã ghi vào sổ mẫu.")


class ItemLabels(Prepared, ScopedDetailView):
    """Labels for the samples of one product: a number instead of the owner's name, to be printed."""

    template_name = "evaluations/item_labels.html"
    title = gettext_lazy("Nhãn mẫu")

    @property
    def label(self) -> str:
        return sample_label(self.object)

    @property
    def numbers(self) -> range:
        return range(1, (self.object.dossier.sample_count or 0) + 1)

    @property
    def code(self) -> str:
        return code_as_svg(settings.SITE_URL + self.way_out)


class ItemSiteCheck(Prepared, ActionView):
    form_class = SiteCheckForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Kiểm tra tại chỗ")
    button = gettext_lazy("Lưu kết quả kiểm tra")

    @property
    def closed_because(self) -> str:
        if not is_tourism(self.object):
            return _("Chỉ sản phẩm du lịch được kiểm tra tại chỗ theo danh mục này.")
        return why_not_prepare_item(self.object)

    @cached_property
    def kept(self) -> Any:
        return getattr(self.object, "site_check", None)

    @property
    def row_version(self) -> int:
        return self.kept.version if self.kept else 0

    @cached_property
    def rule(self) -> LocalRule | None:
        return site_rule_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"questions": site_questions(self.rule)}

    def get_initial(self) -> dict[str, Any]:
        """What was kept; the answers only where the same questions are asked still."""
        if self.kept is None:
            return {}
        same = self.kept.asked_by == self.rule
        answers = {f"q-{code}": answer for code, answer in self.kept.answers.items()} if same else {}
        kept = {name: getattr(self.kept, name) for name in ("checked_on", "people", "findings")}
        return kept | answers

    def act(self, **cleaned: Any) -> str:
        services.record_site_check(
            actor=self.request.user, item=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu kết quả kiểm tra tại chỗ.")


class ItemLabResultAdd(Prepared, ActionView):
    form_class = LabResultForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Thêm kết quả kiểm nghiệm")
    button = gettext_lazy("Thêm kết quả")

    @property
    def row_version(self) -> None:
        return None

    @property
    def closed_because(self) -> str:
        return why_not_add_lab_result(self.object)

    def act(self, **cleaned: Any) -> str:
        services.add_lab_result(actor=self.request.user, item=self.object, **cleaned)
        return _("Đã thêm kết quả kiểm nghiệm.")


class ItemLabResult(AboutItem, ScopedDetailView):
    """One result of a test as a file, for whoever reads the dossier of the product here."""

    def get_queryset(self) -> QuerySet[Item]:
        readable = items_whose_tests_are_read(self.request.user)
        return super().get_queryset().filter(pk__in=readable.values("pk"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return evidence_response(get_object_or_404(lab_results_of(self.object), pk=kwargs["lab_result"]))


class ItemTeamReport(Prepared, ActionView):
    form_class = TeamReportForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Báo cáo của Tổ tư vấn")
    button = gettext_lazy("Lưu báo cáo")

    @property
    def closed_because(self) -> str:
        return why_not_prepare_item(self.object)

    @cached_property
    def kept(self) -> Any:
        return getattr(self.object, "team_report", None)

    @property
    def row_version(self) -> int:
        return self.kept.version if self.kept else 0

    def get_initial(self) -> dict[str, Any]:
        names: Sequence[str] = ("review", "survey", "tests", "opinion")
        return {name: getattr(self.kept, name) for name in names} if self.kept else {}

    def act(self, **cleaned: Any) -> str:
        services.write_team_report(
            actor=self.request.user, item=self.object, version=self.submitted_version, **cleaned
        )
        return _("Đã lưu báo cáo của Tổ tư vấn.")
