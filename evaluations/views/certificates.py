"""The register of certificates, one certificate, its printed sheet, and revoking it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CaseState, CertificateState
from evaluations.documents.certificate_words import certificate_words
from evaluations.exchange import CertificateSheet
from evaluations.forms import CertificateFilter
from evaluations.models import Certificate, Inspection, RevocationCase
from evaluations.queries.certificates import (
    authority_in_words,
    certificate_status,
    ending_in,
    find_in,
    issued_in,
    of_group,
    with_standing,
)
from evaluations.queries.extensions import why_not_extend
from evaluations.queries.inspections import inspection_status, with_findings
from evaluations.queries.print_desk import prints_of
from evaluations.queries.records import cannot_have_decided, of_impossible_issuers
from evaluations.queries.register import why_not_reissue
from evaluations.queries.renewals import DRAFTERS, renewal_run, standing_in_run, timeline_of, with_course
from evaluations.queries.revocations import case_status, cases_of
from evaluations.rules import code_as_printed
from evaluations.services.yearly import WRITERS
from evaluations.views.looks import decision_in_words, facts_of_case, revocation_moves
from ocop.audit.queries import history_of
from ocop.audit.words import words_for
from ocop.core import clock
from ocop.core.downloads import kept_private
from ocop.core.roles import CERTIFIERS, OFFICERS, Level, Role
from ocop.documents.queries import places_to_mark
from ocop.documents.views.prints import paper_response
from ocop.localities.queries import address_of, place_today
from ocop.ui.parts import Crumb, Entry, Fact, MoveLink, Pill, Status
from ocop.ui.templatetags.portal import dmy, dmyhm
from ocop.ui.views import ScopedDetailView, ScopedListView

OUTSIDE = frozenset({Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.PRODUCER})


class CertificateList(ScopedListView):
    """The register: found by number, code, product or producer; filtered by standing, stars and year."""

    model = Certificate
    title = gettext_lazy("Sổ giấy chứng nhận")
    template_name = "evaluations/certificate_list.html"
    sheet_class = CertificateSheet
    filter_form_class = CertificateFilter
    sorts = {
        "issued": ("-issued_at",),
        "number": ("number_entry__book__year", "number_entry__number"),
        "product": ("product__sort_key",),
        "until": ("valid_until",),
        "stars": ("-stars", "product__sort_key"),
    }

    def filter_rows(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        rows = with_standing(rows, chosen.pop("standing", ""), clock.today())
        if renewal := chosen.pop("renewal", ""):
            run = renewal_run(self.request.user, clock.today())
            rows = rows.filter(pk__in=standing_in_run(run, renewal, clock.today()).values("pk"))
        if chosen.pop("issuer", ""):
            rows = of_impossible_issuers(rows)
        if year := chosen.pop("year", None):
            rows = issued_in(rows, year)
        if group := chosen.pop("group", ""):
            rows = of_group(rows, group)
        if month := chosen.pop("month", ""):
            rows = ending_in(rows, *map(int, month.split("-")))
        if place := chosen.pop("place", None):
            rows = rows.filter(place.condition("commune"))
        return rows.filter(**chosen)

    def search_rows(self, rows: QuerySet, text: str) -> QuerySet:
        return find_in(rows, text)

    def decorate_rows(self, rows: QuerySet) -> QuerySet:
        shown = rows.select_related("commune", "issuer", "past_decision", "replaced_by__past_decision")
        return with_course(shown)

    @property
    def lines(self) -> list[tuple[Certificate, Status, bool]]:
        """Each certificate with its standing, and whether it is revoked: then no stars are shown."""
        today = clock.today()
        return [
            (row, certificate_status(row, today), row.state == CertificateState.REVOKED) for row in self.rows
        ]

    @property
    def pills(self) -> list[Pill]:
        here, today = self.request.GET.get("standing", ""), clock.today()
        rows = self.get_queryset()
        words = {"": _("Tất cả"), **dict(self.filters.fields["standing"].choices[1:])}
        return [
            Pill(
                str(label),
                self.address(standing=name or None),
                with_standing(rows, name, today).count(),
                is_current=here == name,
                urgency="due" if name == "soon" else "",
            )
            for name, label in words.items()
        ]

    @property
    def sees_cases(self) -> bool:
        """Whether the reader is one of the officials, who know of conclusions."""
        return any(post.path and post.role not in OUTSIDE for post in self.request.user.posts())

    @property
    def keeps_numbers(self) -> bool:
        """Whether the reader prints certificates, or looks over the shoulder of who does."""
        outside = OUTSIDE | {Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER}
        return any(post.path and post.role not in outside for post in self.request.user.posts())

    @property
    def sets_mark(self) -> bool:
        """Whether the reader looks after the mark that certificates carry."""
        held = {post.role for post in self.request.user.posts()}
        return Role.ADMINISTRATOR in held and places_to_mark(self.request.user).exists()


class AboutCertificate:
    model = Certificate

    def get_queryset(self) -> QuerySet[Certificate]:
        return (
            super()
            .get_queryset()
            .select_related(
                "line__decision__signed_by",
                "past_decision__place",
                "issued_by",
                "issuer",
                "commune",
                "product__producer",
                "paper",
                "replaced_by__past_decision",
                "revoked_by",
                "extended_by",
            )
        )

    @property
    def certificate_url(self) -> str:
        return reverse("evaluations:certificate-detail", args=[self.object.pk])

    way_out = certificate_url

    @property
    def crumbs(self) -> Sequence[Crumb]:
        register = Crumb(_("Chứng nhận"), reverse("evaluations:certificate-list"))
        return register, Crumb(self.object.name, self.certificate_url), Crumb(self.title)

    def get_success_url(self) -> str:
        return self.certificate_url


class CertificateDetail(AboutCertificate, ScopedDetailView):
    template_name = "evaluations/certificate_detail.html"

    def get_queryset(self) -> QuerySet[Certificate]:
        return with_course(super().get_queryset())

    @property
    def title(self) -> str:
        return self.object.product_name

    @property
    def crumbs(self) -> Sequence[Crumb]:
        return Crumb(_("Chứng nhận"), reverse("evaluations:certificate-list")), Crumb(self.object.name)

    @cached_property
    def status(self) -> Status:
        return certificate_status(self.object, clock.today())

    @property
    def is_void(self) -> bool:
        return self.object.state != CertificateState.ACTIVE

    @property
    def issuer_is_doubted(self) -> bool:
        """Whether officials are told that the issuer as entered cannot have decided."""
        row = self.object
        return bool(row.is_of_record and self.held_roles - OUTSIDE and cannot_have_decided(row.past_decision))

    @property
    def code(self) -> str:
        return code_as_printed(self.object.short_code)

    @property
    def facts(self) -> list[Fact]:
        row = self.object
        facts = [
            Fact(_("Số giấy"), row.number or _("danh sách không ghi")),
            Fact(_("Nơi cấp"), authority_in_words(row.issuer)),
            Fact(_("Chủ thể"), row.producer_name),
            Fact(_("Địa chỉ khi công nhận"), row.address),
        ]
        if row.commune.is_former:
            facts.append(Fact(_("Nay thuộc"), address_of(place_today(row.commune))))
        if row.product_code:
            facts.append(Fact(_("Mã sản phẩm"), row.product_code))
        decision = row.decision
        return [
            *facts,
            Fact(
                _("Quyết định công nhận"),
                f"{decision.number}, {decision.decided_on:%d/%m/%Y}",
                url=self.decision_url,
            ),
            Fact(_("Hiệu lực từ"), row.valid_from),
            Fact(_("Đến hết ngày"), row.valid_until),
            *self.extension,
            Fact(_("Mã tra cứu"), self.code),
            *self.printed,
            *self.source,
        ]

    @property
    def extension(self) -> list[Fact]:
        """Until when, why and by whom it is kept past its end."""
        row = self.object
        if not row.extended_until:
            return []
        who = f"{row.extended_by}, {dmyhm(row.extended_at)}"
        return [Fact(_("Kéo dài chậm nhất đến"), row.extended_until, note=f"{row.extension_reason} ({who})")]

    @property
    def printed(self) -> list[Fact]:
        """How often it was printed and who has it; the owner knows."""
        if not self.held_roles - OUTSIDE:
            return []
        row, times = self.object, prints_of(self.object)
        facts = [Fact(_("Đã in"), _("%(n)s lần") % {"n": times})] if times else []
        if handed := getattr(row, "handover", None):
            facts.append(Fact(_("Đã giao"), f"{handed.received_by}, {dmy(handed.received_on)}"))
        return facts

    @property
    def source(self) -> list[Fact]:
        """Of the record: who entered it from which paper, and what the list noted."""
        row = self.object
        if not row.is_of_record:
            return []
        entered = Fact(_("Ghi theo hồ sơ giấy"), f"{row.issued_by}, {dmyhm(row.issued_at)}")
        return [entered, Fact(_("Ghi chú của danh sách"), row.note)] if row.note else [entered]

    @property
    def decision_url(self) -> str:
        if self.object.is_of_record:
            return ""
        decision = self.object.line.decision
        seen = type(decision).objects.visible_to(self.request.user).filter(pk=decision.pk).exists()
        return reverse("evaluations:decision-detail", args=[decision.pk]) if seen else ""

    @property
    def ending(self) -> list[Fact]:
        """How it ended: revoked on a ground, or replaced by a newer one."""
        row = self.object
        if row.state == CertificateState.REVOKED:
            return [
                Fact(_("Thu hồi lúc"), dmyhm(row.revoked_at)),
                Fact(_("Căn cứ"), row.get_revocation_ground_display()),
                Fact(_("Lý do"), row.revocation_reason),
                Fact(_("Quyết định thu hồi"), decision_in_words(row)),
            ]
        if row.replaced_by:
            why = [Fact(_("Lý do cấp lại"), row.get_reissue_reason_display())] if row.reissue_reason else []
            url = reverse("evaluations:certificate-detail", args=[row.replaced_by_id])
            return [*why, Fact(_("Thay bằng"), row.replaced_by.name, url=url)]
        return []

    @property
    def check_url(self) -> str:
        return reverse("catalogue:check", args=[self.object.token])

    @property
    def moves(self) -> list[MoveLink]:
        moves = []
        if self.object.paper_id:
            url = reverse("evaluations:certificate-download", args=[self.object.pk])
            moves.append(MoveLink(_("Tải giấy (PDF)"), url, "download", "primary"))
            url = reverse("evaluations:certificate-words", args=[self.object.pk])
            moves.append(MoveLink(_("Bản chép lời (Word)"), url, "file"))
        if officer_of_issuer(self.object) & self.held_roles and not why_not_reissue(self.object):
            url = reverse("evaluations:certificate-reissue", args=[self.object.pk])
            moves.append(MoveLink(_("Cấp lại số khác"), url, "refresh"))
        if self.held_roles & CERTIFIERS and not why_not_extend(self.object):
            url = reverse("evaluations:certificate-extend", args=[self.object.pk])
            moves.append(MoveLink(_("Kéo dài chờ kết quả đánh giá lại"), url, "hourglass"))
        moves += self.renewal
        if self.held_roles & WRITERS:
            url = reverse("evaluations:certificate-year", args=[self.object.pk])
            moves.append(MoveLink(_("Ghi số liệu năm"), url, "report"))
        return moves + revocation_moves(self.request.user, self.object)

    @property
    def renewal(self) -> list[MoveLink]:
        """The way to the dossier of the reassessment, for who drafts it, while the certificate ends soon."""
        row = self.object
        soon = renewal_run(self.request.user, clock.today()).filter(pk=row.pk)
        if not self.held_roles & DRAFTERS or not soon.exists():
            return []
        if row.renewal or row.draft:
            url = reverse("registrations:dossier-detail", args=[row.renewal or row.draft])
            return [MoveLink(_("Hồ sơ đánh giá lại"), url, "dossier")]
        url = reverse("evaluations:certificate-renew", args=[row.pk])
        return [MoveLink(_("Soạn hồ sơ đánh giá lại"), url, "refresh")]

    @property
    def visits(self) -> list[tuple[Inspection, Status]]:
        """The visits there were or are planned, the latest first; the owner sees those that took place."""
        rows = Inspection.objects.visible_to(self.request.user).filter(certificate=self.object)
        today = clock.today()
        return [(row, inspection_status(row, today)) for row in with_findings(rows).order_by("-planned_on")]

    @property
    def chain(self) -> list[Entry]:
        """The stars of the product over the years, the latest first."""
        return timeline_of(self.object)

    @property
    def cases(self) -> list[tuple[RevocationCase, Status, list[Fact]]]:
        """The conclusions there were on it; a producer does not read them."""
        if not RevocationCase.objects.visible_to(self.request.user).filter(certificate=self.object).exists():
            return []
        today = clock.today()
        return [(case, case_status(case, today), facts_of_case(case)) for case in cases_of(self.object)]

    @property
    def prints_decision(self) -> bool:
        """Whether there is a conclusion of which a decision can be printed."""
        return any(case.state != CaseState.DROPPED for case, _status, _facts in self.cases)

    @cached_property
    def entries(self) -> list[Entry]:
        events = history_of(self.object).order_by("-at", "-pk")[:20]
        return [
            Entry(dmyhm(event.at), words_for(event.verb), str(event.actor or _("Cổng OCOP")), event.note)
            for event in events
        ]


def officer_of_issuer(certificate: Certificate) -> frozenset[str]:
    """The officer of the level that issued it; of the ministry's there is none here."""
    officer = OFFICERS.get(Level(certificate.decision.level))
    return frozenset({officer} & CERTIFIERS) if officer else frozenset()


class CertificateDownload(AboutCertificate, ScopedDetailView):
    """The printed sheet as it was issued: the same bytes for ever."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        paper = self.object.paper
        if paper is None or not default_storage.exists(paper.file.name):
            raise Http404
        name = f"giay-chung-nhan-{self.object.number.replace('/', '-')}.pdf"
        response = FileResponse(
            default_storage.open(paper.file.name), filename=name, content_type="application/pdf"
        )
        return kept_private(response)


class CertificateWords(AboutCertificate, ScopedDetailView):
    """The words of an issued certificate as a Word file, made at this moment."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.paper is None:
            raise Http404
        return paper_response(certificate_words(self.object), "docx")
