"""Certificates: where each stands on a day, and the register."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.choices import CertificateState
from evaluations.models import Certificate, Decision
from evaluations.rules import CODE_LENGTH, RECOGNISING, plain_code
from ocop.accounts.models import User
from ocop.core import clock
from ocop.core.clock import months_later
from ocop.core.text import search_key
from ocop.documents.models import IssuedDocument
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.ui.parts import Status
from registrations.choices import RegistrationType
from registrations.models import Dossier

SOON = timedelta(days=180)
"""From when a certificate is shown as running out: the earliest day to file again (26/2026/QĐ-TTg)."""

STANDINGS = {
    "valid": gettext_lazy("Còn hiệu lực"),
    "soon": gettext_lazy("Sắp hết hạn"),
    "expired": gettext_lazy("Hết hạn"),
    "revoked": gettext_lazy("Đã thu hồi"),
    "replaced": gettext_lazy("Đã thay"),
}
"""Where a certificate may stand on a day: names in the address of the register, and their words."""


def authority_in_words(issuer: Place) -> str:
    """Who certifies in the name of a place: “UBND huyện Cao Lãnh”; five stars of old are the ministry's."""
    if issuer.level == PlaceLevel.COUNTRY:
        return _("Bộ quản lý ngành nông nghiệp")
    return _("UBND %(place)s") % {"place": issuer.name_in_address}


def standing_of(certificate: Certificate, day: date) -> str:
    """One of `STANDINGS`. A certificate that was revoked or replaced stays so, whatever its dates."""
    if certificate.state != CertificateState.ACTIVE:
        return str(certificate.state)
    if certificate.last_day < day:
        return "expired"
    return "soon" if certificate.valid_until - day <= SOON else "valid"


def certificate_status(certificate: Certificate, day: date) -> Status:
    """Where a certificate stands on a day, as it is shown. The last day of validity still counts as valid.

    Of a row of `with_course` it also tells that its product is being assessed again, and by what it ended.
    """
    standing = standing_of(certificate, day)
    if standing == "revoked":
        return Status("void", "ban", _("Đã thu hồi"))
    if standing == "replaced":
        return Status("end", "history", _followed_in_words(certificate))
    if standing == "expired":
        return Status("end", "clock", _("Hết hạn"))
    if standing == "soon" and certificate.valid_until < day:
        words = _("Được kéo dài đến %(day)s") % {"day": f"{certificate.last_day:%d/%m/%Y}"}
        return Status("act", "hourglass", words)
    if standing == "soon":
        days = (certificate.valid_until - day).days
        if getattr(certificate, "renewal", None):
            words = _("Đang đánh giá lại, còn %(days)s ngày") % {"days": days}
            return Status("move", "refresh", words)
        words = _("Hết hạn sau %(days)s ngày") % {"days": days} if days else _("Hết hạn hôm nay")
        return Status("act", "hourglass", words)
    return Status("good", "done", _("Còn hiệu lực"))


def _followed_in_words(certificate: Certificate) -> str:
    """Renewed, upgraded, or replaced in another way."""
    if certificate.reissue_reason:
        return _("Đã cấp lại số khác")
    ways = {
        RegistrationType.REASSESSMENT: _("Đã đánh giá lại"),
        RegistrationType.UPGRADE: _("Đã nâng hạng"),
    }
    return ways.get(getattr(certificate, "followed_by", ""), _("Đã thay"))


def certificates_in_register(
    person: User,
    *,
    text: str = "",
    standing: str = "",
    stars: int | None = None,
    year: int | None = None,
    issuer: int | None = None,
    commune: int | None = None,
    day: date | None = None,
) -> QuerySet[Certificate]:
    """The certificates in reach that fit, unordered. `text` is a number, a code, a product or a producer."""
    rows = with_standing(Certificate.objects.visible_to(person), standing, day or clock.today())
    if stars:
        rows = rows.filter(stars=stars)
    if year:
        rows = issued_in(rows, year)
    if issuer:
        rows = rows.filter(issuer=issuer)
    if commune:
        rows = rows.filter(commune=commune)
    return find_in(rows, text)


def with_standing(rows: QuerySet[Certificate], standing: str, day: date) -> QuerySet[Certificate]:
    """The rows that stand so on a day; all of them for an empty or unknown name."""
    if standing in (CertificateState.REVOKED, CertificateState.REPLACED):
        return rows.filter(state=standing)
    active = rows.filter(state=CertificateState.ACTIVE)
    if standing == "expired":
        return active.over(day)
    if standing == "soon":
        return active.lasting(day).filter(valid_until__lte=day + SOON)
    if standing == "valid":
        return active.lasting(day)
    return rows


def issued_in(rows: QuerySet[Certificate], year: int) -> QuerySet[Certificate]:
    """The rows whose number stands in the book of a year; of the record, those decided in it."""
    return rows.filter(Q(number_entry__book__year=year) | Q(past_decision__decided_on__year=year))


NO_GROUP = "chua-ro"
"""In addresses: certificates of products whose group nobody told, as of old lists."""


def with_year(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """The rows with `year`: that of `issued_in`."""
    decided = ExtractYear("past_decision__decided_on")
    return rows.annotate(year=Coalesce("number_entry__book__year", decided))


def with_group(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """The rows with `group`: the code of the group under which the product was last registered, else
    of the one that the list of the record names, or "".
    """
    told = Dossier.objects.filter(product=OuterRef("product"), criteria_set__isnull=False)
    last = Subquery(told.order_by("-pk").values("criteria_set__group")[:1])
    return rows.annotate(group=Coalesce(last, F("listed_group")))


def of_group(rows: QuerySet[Certificate], group: str) -> QuerySet[Certificate]:
    """The rows of a group of products by its code, or of none (`NO_GROUP`)."""
    return with_group(rows).filter(group="" if group == NO_GROUP else group)


def ending_in(rows: QuerySet[Certificate], year: int, month: int) -> QuerySet[Certificate]:
    """The rows whose last day lies in a month."""
    first = date(year, month, 1)
    return rows.filter(valid_until__gte=first, valid_until__lt=months_later(first, 1))


def find_in(rows: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """The rows whose number, code, product or producer holds what was typed, whatever its case and marks."""
    code = plain_code(text)
    if len(code) == CODE_LENGTH and rows.filter(short_code=code).exists():
        return rows.filter(short_code=code)
    if any(char.isdigit() for char in text):
        typed = text.strip()
        return rows.filter(
            Q(number__icontains=typed)
            | Q(product_code__icontains=typed)
            | Q(past_decision__number__icontains=typed)
        )
    for word in search_key(text).split():
        rows = rows.filter(product__search_key__contains=word) | rows.filter(
            product__producer__search_key__contains=word
        )
    return rows


def code_as_typed(text: str) -> QuerySet[Certificate]:
    """The certificate a visitor looks up by its short code, however they wrote it; at most one, for
    everybody.
    """
    code = plain_code(text)
    found = Certificate.objects.filter(short_code=code)
    return found if len(code) == CODE_LENGTH else found.none()


def lines_without_paper(decision: Decision) -> list[int]:
    """The recognised lines that have no printed certificate yet, in the order of the agenda."""
    drawn = Certificate.objects.filter(line=OuterRef("pk"), reissue_reason="", paper__isnull=False)
    lines = decision.lines.filter(~Exists(drawn), outcome__in=RECOGNISING)
    return list(lines.order_by("grading__item__position", "pk").values_list("pk", flat=True))


def reissued_paper(certificate: Certificate) -> IssuedDocument | None:
    """The printed sheet of the certificate in whose place this one was given for the same recognition."""
    former = Certificate.objects.filter(replaced_by=certificate, paper__isnull=False).exclude(
        reissue_reason=""
    )
    row = former.select_related("paper").first()
    return row.paper if row else None
