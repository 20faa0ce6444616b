"""The pages on which a dossier is started and written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import dropwhile, islice
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ocop.core import clock
from ocop.core.roles import Role
from ocop.law import rules
from ocop.law.models import CriteriaSet
from ocop.law.queries import Group, groups_for, regime_on, sets_for, tree_of
from ocop.programme.models import Cycle
from ocop.ui.parts import MoveLink, Step
from ocop.ui.templatetags.portal import points
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.forms import RegistrationForm, ReportForm, SelfScoreForm, SetForm, StartForm
from registrations.rules import Part
from registrations.services.doors import WRITERS
from registrations.views.coaching import CoachedForm
from registrations.views.dossiers import PART_PAGES, OneDossier
from registrations.views.parts import print_links
from registrations.views.products import OneProduct

GO_ON = "di-tiep"
"""The name of the button that saves and opens the next part."""


class DossierStart(OneProduct, ActionView):
    """Which cycle, and the first time or not."""

    roles = WRITERS
    form_class = StartForm
    template_name = "registrations/form.html"
    title = gettext_lazy("Lập hồ sơ")
    button = gettext_lazy("Đi tiếp: chọn bộ tiêu chí")

    @property
    def closed_because(self) -> str:
        return queries.why_not_start(self.object)

    @cached_property
    def cycles(self) -> QuerySet[Cycle]:
        return queries.cycles_to_start(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cycles": self.cycles}

    def get_initial(self) -> dict[str, Any]:
        """The newest cycle that goes by the regime of the day, else the newest."""
        current = regime_on(clock.today())
        of_today = (cycle for cycle in self.cycles if queries.regime_today(cycle) == current)
        return {"cycle": next(of_today, self.cycles.first())}

    def act(self, **fields: Any) -> str:
        self.dossier = services.start_dossier(actor=self.request.user, product=self.object, **fields)
        return _("Đã lập hồ sơ nháp.")

    def get_success_url(self) -> str:
        return reverse("registrations:dossier-set", args=[self.dossier.pk])


class AmongParts(OneDossier):
    """A page about one part of a dossier; it knows the others."""

    part: ClassVar[str] = ""

    @property
    def prints(self) -> list[MoveLink]:
        """Where this part is had on paper, as far as it is written."""
        here = (part for part, (route, _title) in PART_PAGES.items() if route == self.part)
        return [link for part in here for link in print_links(self.object, part)]

    @property
    def parts(self) -> list[Step]:
        """The parts that this person writes as steps, each with its page."""
        states = []
        for part in queries.parts_of(self.object):
            if not self.writes(part.part):
                continue
            route, title = PART_PAGES[part.part]
            state = "now" if route == self.part else "done" if part.done else "ahead"
            url = reverse(f"registrations:{route}", args=[self.object.pk])
            states.append(Step(part.name or str(title), state, url=url))
        return states

    @cached_property
    def next_part(self) -> Step | None:
        """The part that comes after this one, if there is one that this person writes."""
        after = dropwhile(lambda step: step.state != "now", self.parts)
        return next(islice(after, 1, None), None)


class Writing(AmongParts, ActionView):
    """A part of a dossier that is written; the other parts stand beside it."""

    roles = WRITERS
    lead: ClassVar[str] = ""
    marks_optional: ClassVar[bool] = True

    @property
    def closed_because(self) -> str:
        return queries.why_not_write(self.writes_as, self.object)

    def get_form(self, form_class: Any = None) -> Any:
        """The form; beside each field that was returned stands what was asked."""
        form = super().get_form(form_class)
        for correction in queries.unanswered(self.object):
            part, _dot, name = correction.item.partition(".")
            route, _title = PART_PAGES.get(part, ("", ""))
            if route == self.part and (field := form.fields.get(name)):
                asked = _("Cần sửa (%(reason)s): %(words)s") % {
                    "reason": correction.get_reason_display().lower(),
                    "words": correction.words,
                }
                field.help_text = " ".join(filter(None, (str(field.help_text), asked)))
        return form

    def get_success_url(self) -> str:
        """Back to the dossier, or to the next part where the button says so."""
        goes_on = GO_ON in self.request.POST and self.next_part
        return self.next_part.url if goes_on else super().get_success_url()


class DossierSet(Writing):
    """Group → subgroup → set, from the list of the regime."""

    part = "dossier-set"
    form_class = SetForm
    template_name = "registrations/dossier_set.html"
    title = gettext_lazy("Chọn bộ tiêu chí")
    button = gettext_lazy("Chọn bộ này")

    def get_initial(self) -> dict[str, Any]:
        return {"criteria_set": self.object.criteria_set_id}

    def get_form(self, form_class: Any = None) -> SetForm:
        form = super().get_form(form_class)
        form.fields["criteria_set"].queryset = sets_for(self.regime)
        return form

    @cached_property
    def regime(self):
        return queries.regime_for(self.object)

    @cached_property
    def groups(self) -> list[Group]:
        return groups_for(self.regime)

    @property
    def chosen(self) -> int | None:
        sent = self.request.POST.get("criteria_set", "")
        return int(sent) if sent.isdecimal() and len(sent) < 12 else self.object.criteria_set_id

    @property
    def first_set(self) -> int | None:
        """Where the list of errors leads: the first set that may be chosen."""
        sets = (s for group in self.groups for sub in group.subgroups for s in sub.sets if s.complete)
        return next((s.pk for s in sets), None)

    @property
    def scored(self) -> bool:
        return self.object.self_scores.filter(option__isnull=False).exists()

    def act(self, *, criteria_set: CriteriaSet) -> str:
        cleared = services.choose_criteria_set(
            actor=self.request.user,
            dossier=self.object,
            criteria_set=criteria_set,
            version=self.submitted_version,
        )
        if not cleared:
            return _("Đã chọn “%(set)s”.") % {"set": criteria_set}
        return ngettext(
            "Đã chọn “%(set)s”. Đã xóa %(count)s mục tự chấm của bộ cũ.",
            "Đã chọn “%(set)s”. Đã xóa %(count)s mục tự chấm của bộ cũ.",
            cleared,
        ) % {"set": criteria_set, "count": cleared}


class DossierForm(Writing):
    part = "dossier-form"
    form_class = RegistrationForm
    prefill = True
    template_name = "registrations/dossier_form.html"
    title = gettext_lazy("Phiếu đăng ký")
    button = gettext_lazy("Lưu phiếu đăng ký")
    lead = gettext_lazy("Có thể lưu khi chưa điền đủ; phần còn thiếu được nhắc trước khi gửi.")
    marks_optional = False

    def get_form(self, form_class: Any = None) -> RegistrationForm:
        form = super().get_form(form_class)
        if not queries.tells_new_ideas_apart(self.object):
            del form.fields["is_new_idea"]
        return form

    def act(self, **fields: Any) -> str:
        services.update_registration_form(
            actor=self.request.user, dossier=self.object, version=self.submitted_version, **fields
        )
        return _("Đã lưu phiếu đăng ký.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a criterion."""

    value: str
    label: str
    points: Decimal | None
    min_for_star: int | None
    checked: bool
    heading: str = ""
    """What stands above the first choice of a variant."""


@dataclass(frozen=True, slots=True)
class CriterionFields:
    """A criterion as it is filled in."""

    criterion: rules.Criterion
    name: str
    choices: tuple[Choice, ...]
    words: BoundField
    errors: tuple[str, ...]
    papers: tuple[queries.EvidenceRow, ...]


class DossierScores(CoachedForm, Writing):
    part = "dossier-scores"
    form_class = SelfScoreForm
    template_name = "registrations/dossier_scores.html"
    fragment_template_name = "registrations/parts/self_score_anew.html"
    title = gettext_lazy("Tự chấm điểm")
    button = gettext_lazy("Lưu điểm tự chấm")

    @cached_property
    def tree(self) -> rules.SetTree | None:
        return tree_of(self.object.criteria_set) if self.object.criteria_set else None

    @cached_property
    def file(self) -> queries.DossierFile:
        return queries.dossier_file(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        empty = rules.SetTree("", "", {}, ())
        return super().get_form_kwargs() | {"tree": self.tree or empty}

    def get_initial(self) -> dict[str, Any]:
        initial = {}
        for row in self.file.criteria:
            position = self.marks.get(row.code)
            initial[f"o_{row.code}"] = str(position) if position else ""
            initial[f"w_{row.code}"] = row.words
        return initial

    def saved_values(self, form: SelfScoreForm) -> dict[str, Any]:
        """The ticks and words as they are saved, whatever was ticked here."""
        saved = dict.fromkeys(form.fields, "")
        for code, position, words in queries.claims_of(self.object):
            saved |= {f"o_{code}": str(position or ""), f"w_{code}": words}
        return saved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"sections": self.sections(context["form"])}

    def sections(self, form: SelfScoreForm) -> list[tuple[rules.Section, list[CriterionFields]]]:
        """The set as it is filled in, section by section."""
        if self.tree is None:
            return []
        return [(s, [self._fields(form, c) for c in s.criteria]) for s in self.tree.sections]

    def _fields(self, form: SelfScoreForm, criterion: rules.Criterion) -> CriterionFields:
        bound = form[f"o_{criterion.code}"]
        value = str(bound.value() or "")
        choices, variant = [], ""
        for option in criterion.options:
            heading = (criterion.variants or {}).get(option.variant, "") if option.variant != variant else ""
            variant, position = option.variant, str(option.position)
            choices.append(
                Choice(position, option.label, option.points, option.min_for_star, value == position, heading)
            )
        choices.append(Choice("", _("Không chọn mức nào"), None, None, value == ""))
        return CriterionFields(
            criterion=criterion,
            name=bound.html_name,
            choices=tuple(choices),
            words=form[f"w_{criterion.code}"],
            errors=tuple(bound.errors),
            papers=self.file.evidence_for(criterion.code),
        )

    def act(self, **_cleaned: Any) -> str:
        services.save_self_scores(
            actor=self.request.user,
            dossier=self.object,
            claims=self.get_form_claims(_cleaned),
            version=self.submitted_version,
        )
        total = queries.self_total(self.object) or Decimal(0)
        return _("Đã lưu. Tổng điểm tự chấm: %(points)s/100.") % {"points": points(total)}

    def get_form_claims(self, cleaned: dict[str, str]) -> dict[str, tuple[int | None, str]]:
        """What was ticked and written, criterion by criterion."""
        return {
            c.code: (int(cleaned[f"o_{c.code}"]) if cleaned[f"o_{c.code}"] else None, cleaned[f"w_{c.code}"])
            for c in (self.tree.criteria() if self.tree else ())
        }


class DossierReport(Writing):
    part = "dossier-report"
    roles = frozenset({Role.COMMUNE_OFFICER})
    form_class = ReportForm
    template_name = "registrations/dossier_form.html"
    title = gettext_lazy("Báo cáo của xã (Mẫu số 03)")
    button = gettext_lazy("Lưu báo cáo")
    lead = gettext_lazy("Có thể lưu khi chưa điền đủ; phần còn thiếu được nhắc trước khi gửi.")
    marks_optional = False

    @property
    def closed_because(self) -> str:
        return super().closed_because or queries.why_not_report(self.object)

    def get_initial(self) -> dict[str, Any]:
        return self._saved or queries.told_by_idea(self.object, Part.REPORT)

    @property
    def is_prefilled(self) -> bool:
        """Whether what is shown was never saved here, but was said of the idea."""
        written = queries.report_of(self.object)
        return not queries.is_gone_through(written) and bool(self.get_initial())

    @property
    def _saved(self) -> dict[str, Any]:
        report = queries.report_of(self.object)
        return {name: getattr(report, name) for name in queries.REPORT_FIELDS} if report else {}

    def saved_values(self, form: ReportForm) -> dict[str, Any]:
        """What is written in the report; what was said of the idea is not saved in it."""
        return dict.fromkeys(form.fields) | self._saved

    def act(self, **contents: Any) -> str:
        services.write_commune_report(
            actor=self.request.user, dossier=self.object, version=self.submitted_version, **contents
        )
        return _("Đã lưu báo cáo của xã.")
