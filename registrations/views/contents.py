"""The pages on which the longer forms of a dossier are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations import queries, services
from registrations.forms import BusinessPlanForm, ChangesForm, OrganisationForm, SelfAssessmentForm
from registrations.models import Content
from registrations.rules import Part
from registrations.views.parts import PART_PAGES
from registrations.views.writing import Writing


class _Content(Writing):
    """One long form, in sections; it starts with what is known of the producer and the product."""

    content: ClassVar[Part]
    service: ClassVar[Callable[..., Content]]
    template_name = "registrations/dossier_content.html"
    lead = gettext_lazy("Có thể lưu khi chưa điền đủ; phần còn thiếu được nhắc trước khi gửi.")
    marks_optional = False

    @property
    def part(self) -> str:
        return PART_PAGES[self.content][0]

    @property
    def title(self) -> str:
        form = queries.forms_of(self.object).get(self.content)
        return form.name if form else str(PART_PAGES[self.content][1])

    @property
    def button(self) -> str:
        return _("Lưu phần này")

    @property
    def closed_because(self) -> str:
        if self.content not in queries.forms_of(self.object):
            return _("Hồ sơ này không có phần đó theo quy định áp dụng.")
        return super().closed_because

    @property
    def is_prefilled(self) -> bool:
        """Whether what is shown was never saved here, but is known from elsewhere."""
        written = queries.content_of(self.object, self.content)
        return not queries.is_gone_through(written) and bool(self.get_initial())

    def get_initial(self) -> dict[str, Any]:
        return queries.draft_of(self.object, self.content)

    def saved_values(self, form: Any) -> Mapping[str, Any]:
        """What is written in this part; what is only known from elsewhere is not saved in it."""
        saved = dict.fromkeys(form.fields) | super().saved_values(form)
        return saved if queries.content_of(self.object, self.content) else dict.fromkeys(saved)

    def act(self, **cleaned: Any) -> str:
        type(self).service(
            actor=self.request.user,
            dossier=self.object,
            version=self.submitted_version,
            **self.split(cleaned),
        )
        return _("Đã lưu “%(part)s”.") % {"part": self.title}

    def split(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What the service takes."""
        return self.get_form().split(cleaned)


class DossierAssessment(_Content):
    content = Part.ASSESSMENT
    form_class = SelfAssessmentForm
    service = staticmethod(services.write_self_assessment)

    def get_form_kwargs(self) -> dict[str, Any]:
        achieved, planned = queries.figures_to_write(self.object)
        return super().get_form_kwargs() | {"achieved": achieved, "planned": planned}


class DossierPlan(_Content):
    content = Part.PLAN
    form_class = BusinessPlanForm
    service = staticmethod(services.write_business_plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        _achieved, planned = queries.figures_to_write(self.object)
        return super().get_form_kwargs() | {"planned": planned}


class DossierProfile(_Content):
    content = Part.PROFILE
    form_class = OrganisationForm
    service = staticmethod(services.write_organisation_profile)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"units": queries.units_of(self.object)}


class DossierStatement(_Content):
    content = Part.CHANGES
    form_class = ChangesForm
    service = staticmethod(services.write_changes)

    def split(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return cleaned
