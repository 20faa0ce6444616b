"""The pages that ask before a dossier moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.ui.forms import NoteForm
from ocop.ui.parts import Fact, MoveLink, Status
from ocop.ui.views import ActionView
from registrations import queries, services
from registrations.choices import ENTERPRISES
from registrations.forms import ConfirmForm, SendForm
from registrations.models import Dossier
from registrations.rules import Part
from registrations.views.correction_lines import CorrectionLine, lines_of
from registrations.views.dossiers import OneDossier
from registrations.views.parts import PART_PAGES, print_links, status_of_part
from registrations.workflow import DOSSIER


class DossierMove(OneDossier, ActionView):
    """One move: what, to whom, what happens next."""

    move: ClassVar[str] = ""
    service: ClassVar[Callable[..., Dossier]]
    form_class = ConfirmForm
    template_name = "registrations/dossier_move.html"
    lead: ClassVar[str] = ""
    done_sentence: ClassVar[str] = ""

    def allowed_roles(self) -> frozenset[str]:
        return DOSSIER.move(self.move).roles_for(self.object)

    @property
    def title(self) -> str:
        return str(DOSSIER.move(self.move).label)

    @property
    def button(self) -> str:
        return self.title

    @property
    def closed_because(self) -> str:
        return DOSSIER.closed_because(self.move, self.object)

    @property
    def facts(self) -> list[Fact]:
        dossier = self.object
        return [
            Fact(_("Sản phẩm"), dossier.product_name),
            Fact(_("Chủ thể"), dossier.producer.name),
            Fact(_("Xã, phường"), str(dossier.commune)),
            Fact(_("Trạng thái"), self.status),
        ]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What must be done first: the sentence and the page to do it on."""
        return []

    def act(self, **cleaned: Any) -> str:
        self.dossier = type(self).service(
            actor=self.request.user, dossier=self.object, version=self.submitted_version, **cleaned
        )
        return self.say(self.dossier)

    def say(self, dossier: Dossier) -> str:
        return str(self.done_sentence)


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A part as it was written, to be read once more before it is sent."""

    name: str
    anchor: str
    status: Status
    url: str
    facts: list[Fact]
    links: list[MoveLink]


class WrittenOut(OneDossier):
    """A page that shows everything that was written, part by part, what is missing first."""

    with_report: ClassVar[bool] = True

    @cached_property
    def written(self) -> list[WrittenPart]:
        """The parts, those first that lack something."""
        items = queries.items_of(self.object)
        parts = [p for p in queries.parts_of(self.object) if self.with_report or p.part != Part.REPORT]
        parts.sort(key=lambda part: part.done)
        return [self._written(part, [item for item in items if item.part == part.part]) for part in parts]

    def _written(self, part: queries.PartState, items: list[queries.DossierItem]) -> WrittenPart:
        route, title = PART_PAGES[part.part]
        return WrittenPart(
            name=part.name or str(title),
            anchor=f"phan-{part.part}",
            status=status_of_part(part),
            url=reverse(f"registrations:{route}", args=[self.object.pk]),
            facts=[Fact(i.label, i.value) for i in items if not i.key.endswith("declaration_accepted")],
            links=print_links(self.object, part.part),
        )


class _Sending(WrittenOut, DossierMove):
    """What is missing, then everything that was written; the declaration at the end."""

    template_name = "registrations/dossier_send.html"
    form_class = SendForm

    def get_form(self, form_class: Any = None) -> SendForm:
        form = super().get_form(form_class)
        if self.object.declaration_accepted:
            del form.fields["declaration_accepted"]
        return form

    @property
    def missing(self) -> list[tuple[str, str]]:
        open_ones = [
            (
                _("Yêu cầu sửa chưa trả lời: %(item)s.") % {"item": correction},
                reverse("registrations:correction-answer", args=[correction.pk]),
            )
            for correction in queries.unanswered(self.object)
        ]
        lacks = queries.missing_parts_of(self.object, with_report=self.with_report, with_declaration=False)
        return [*self.outside, *open_ones] + [
            (
                lack.sentence,
                reverse(f"registrations:{PART_PAGES[lack.part][0]}", args=[self.object.pk])
                + (f"#{lack.anchor}" if lack.anchor else ""),
            )
            for lack in lacks
        ]

    @property
    def outside(self) -> list[tuple[str, str]]:
        """Why the producer may not take part, with the page where that may be put right."""
        producer = self.object.producer
        reason = queries.why_not_take_part(producer, queries.regime_for(self.object))
        told = producer.kind in ENTERPRISES and not producer.number_pending
        figures = reverse("registrations:producer-figures", args=[producer.pk])
        return [(reason, figures if told else producer.get_absolute_url())] if reason else []

    @property
    def notes(self) -> list[str]:
        return queries.warnings_before_sending(self.object)


class DossierHandIn(_Sending):
    move = "hand_in"
    service = staticmethod(services.hand_in_dossier)
    with_report = False
    lead = gettext_lazy("Xã nhận hồ sơ và xét. Từ lúc này bạn không sửa được nữa, trừ khi xã trả lại.")
    done_sentence = gettext_lazy("Đã nộp hồ sơ cho xã.")

    @property
    def closed_because(self) -> str:
        return super().closed_because or queries.why_not_bind(self.request.user, self.object)


class DossierSubmit(_Sending):
    move = "submit"
    service = staticmethod(services.submit_dossier)

    @property
    def lead(self) -> str:
        if self.object.receipt_number:
            return _("Hồ sơ giữ số phiếu và mã sản phẩm đã cấp. Sau khi gửi, xã không sửa được nữa.")
        return _("Hồ sơ được cấp số phiếu và mã sản phẩm. Sau khi gửi, xã không sửa được nữa.")

    @property
    def missing(self) -> list[tuple[str, str]]:
        lack = queries.lacks_consent(self.object)
        page = reverse("registrations:dossier-consent", args=[self.object.pk])
        return super().missing + ([(lack, page)] if lack else [])

    def say(self, dossier: Dossier) -> str:
        return _("Đã gửi hồ sơ lên cấp %(level)s. Số phiếu %(number)s, mã sản phẩm %(code)s.") % {
            "level": dossier.get_level_display(),
            "number": dossier.receipt_number,
            "code": dossier.product_code,
        }

    @property
    def closed_because(self) -> str:
        return super().closed_because or queries.why_not_submit(self.request.user, self.object)


class DossierAccept(DossierMove):
    move = "accept"
    service = staticmethod(services.accept_dossier)
    lead = gettext_lazy("Hồ sơ đủ thành phần. Tiếp theo: xếp vào một phiên của Hội đồng.")
    done_sentence = gettext_lazy("Đã tiếp nhận hồ sơ.")

    @property
    def closed_because(self) -> str:
        return super().closed_because or queries.why_not_accept(self.request.user, self.object)


class _GivingReason(DossierMove):
    form_class = NoteForm
    lead = gettext_lazy("Người nhận sẽ đọc đúng câu bạn viết dưới đây.")


class _GivingBack(_GivingReason):
    """With the corrections noted before; these may stand for the reason."""

    template_name = "registrations/dossier_return.html"
    lead = gettext_lazy("Người nhận đọc đúng những gì bạn viết.")

    @cached_property
    def corrections(self) -> list[CorrectionLine]:
        return lines_of(queries.noted_on(self.object), writes=False, reviews=True)

    def get_form(self, form_class: Any = None) -> NoteForm:
        form = super().get_form(form_class)
        form.fields["note"].required = not self.corrections
        return form


class DossierReturn(_GivingBack):
    move = "return"
    service = staticmethod(services.return_dossier)
    done_sentence = gettext_lazy("Đã trả hồ sơ về xã để bổ sung.")


class DossierCommuneReturn(_GivingBack):
    move = "commune_return"
    service = staticmethod(services.commune_return_dossier)
    done_sentence = gettext_lazy("Đã trả hồ sơ cho chủ thể.")


class DossierWithdraw(_GivingReason):
    move = "withdraw"
    service = staticmethod(services.withdraw_dossier)
    button_tone = "danger"
    lead = gettext_lazy("Hồ sơ đã rút thì không mở lại được; số phiếu và mã đã cấp không dùng lại.")
    done_sentence = gettext_lazy("Đã rút hồ sơ.")

    @property
    def closed_because(self) -> str:
        return super().closed_because or queries.why_not_bind(self.request.user, self.object)
