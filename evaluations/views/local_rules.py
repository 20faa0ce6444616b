"""What a province lays down for visits and for printing, and the form that does it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.local_rules import LocalRuleForm
from evaluations.models import LocalRule
from evaluations.queries.local_rules import local_rules
from evaluations.rules import SITE_QUESTIONS
from evaluations.rules.inspections import CHECKLIST, KEEPING, MARK, PARTS, Question
from evaluations.rules.print_desk import LEAST_PROOFS, PROOF_SHARE
from evaluations.services.local_rules import set_local_rule
from evaluations.views.inspections import RULE_READERS, InspectionList, register_crumb
from ocop.core import clock
from ocop.core.roles import Role
from ocop.programme.queries import provinces_run_by
from ocop.ui.parts import Crumb
from ocop.ui.templatetags.portal import dmy
from ocop.ui.views import PortalView, ScopedFormView

Parts = list[tuple[str, list[str]]]


class LocalRules(PortalView):
    """The checklists and the share of proofs of each province in reach, the newest first, and the portal's
    own, which hold where a province has none.
    """

    roles = RULE_READERS
    title = gettext_lazy("Danh mục kiểm tra, tỷ lệ in thử")
    template_name = "evaluations/local_rules.html"
    share, least = PROOF_SHARE, LEAST_PROOFS

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*_above(), Crumb(str(self.title)))

    @cached_property
    def lines(self) -> list[tuple[LocalRule, Parts]]:
        rules = local_rules(self.request.user)
        return [(rule, parts_of(rule.checklist, rule.site_questions)) for rule in rules]

    @property
    def own(self) -> Parts:
        return parts_of(CHECKLIST, SITE_QUESTIONS)

    @cached_property
    def may_set(self) -> bool:
        return provinces_run_by(self.request.user).exists()


class LocalRuleSet(ScopedFormView):
    roles = frozenset({Role.ADMINISTRATOR})
    form_class = LocalRuleForm
    template_name = "layouts/confirm.html"
    title = gettext_lazy("Đặt danh mục kiểm tra, tỷ lệ in thử")
    button = gettext_lazy("Đặt từ ngày này")

    def check_role(self) -> None:
        super().check_role()
        if not provinces_run_by(self.request.user).exists():
            raise PermissionDenied

    @property
    def way_out(self) -> str:
        return reverse("evaluations:local-rules")

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return (*_above(), Crumb(str(LocalRules.title), self.way_out), Crumb(str(self.title)))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"provinces": provinces_run_by(self.request.user)}

    def get_initial(self) -> dict[str, Any]:
        """The newest rule of the reader's provinces, else the portal's own, to start from."""
        newest = local_rules(self.request.user).order_by("-used_from", "-pk").first()
        if newest is None:
            texts = {
                part: "\n".join(_(one.words) for one in CHECKLIST if one.part == part)
                for part in (KEEPING, MARK)
            } | {"site": _in_lines(SITE_QUESTIONS)}
            return {
                "used_from": clock.today(),
                "proof_share": PROOF_SHARE,
                "least_proofs": LEAST_PROOFS,
                **texts,
            }
        kept = ("province", "keeping", "mark", "proof_share", "least_proofs")
        start = {name: getattr(newest, name) for name in kept}
        return start | {"used_from": clock.today(), "site": _in_lines(newest.site_questions)}

    def act(self, **cleaned: Any) -> str:
        rule = set_local_rule(actor=self.request.user, **cleaned)
        return _("Từ %(day)s: %(n)s câu hỏi kiểm tra, in thử một trên %(share)s giấy.") % {
            "day": dmy(rule.used_from),
            "n": len(rule.checklist),
            "share": rule.proof_share,
        }

    def get_success_url(self) -> str:
        return self.way_out


def parts_of(checklist: Sequence[Question], site: Sequence[tuple[str, str]]) -> Parts:
    """Each content of the act with what is asked under it, then what is asked at a tourist place."""
    after = [
        (_(name), [_(one.words) for one in checklist if one.part == part]) for part, name in PARTS.items()
    ]
    return [*after, (_("Điểm du lịch, trước phiên họp"), [_(words) for _code, words in site])]


def _in_lines(questions: Sequence[tuple[str, str]]) -> str:
    return "\n".join(_(words) for _code, words in questions)


def _above() -> tuple[Crumb, Crumb]:
    return register_crumb(), Crumb(str(InspectionList.title), reverse("evaluations:inspection-list"))
