"""What anybody may know of certificates and of the products that hold one today. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.choices import CertificateState
from evaluations.models import Certificate
from evaluations.queries.certificates import authority_in_words, code_as_typed, standing_of
from evaluations.rules import CODE_LENGTH, code_as_printed, plain_code
from ocop.core.clock import hanoi_date
from ocop.localities.choices import PlaceLevel
from ocop.localities.models import Place
from ocop.localities.queries import addresses_of, place_today
from ocop.ui.parts import Step
from trainings.models import CompletionCertificate

TOKEN_LENGTH = 32
FROM_PAPER = gettext_lazy("Theo hồ sơ giấy: giấy cấp ngoài cổng, cổng ghi lại và không in.")
PLACES_TRIED = 50
"""A name fits at most so many places in a search; whoever means another writes more of it."""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One certificate as everybody may see it: what is printed on it, and where it stands today.

    `tone` is "ok", "out" or "void", the look of the verdict; `stars` is 0 on a certificate without force.
    """

    title: str
    tone: str
    verdict: str
    sentence: str
    stars: int
    product: str
    producer: str
    facts: Sequence[tuple[str, str]]
    is_revoked: bool = False
    successor: str = ""


def certificate_with_token(token: str) -> Certificate | None:
    """The certificate whose QR code holds this token."""
    if len(token) > TOKEN_LENGTH:
        return None
    return _whole(Certificate.objects.filter(token=token)).first()


def certificate_with_code(text: str) -> Certificate | None:
    """The certificate whose short code was typed, in whatever case and spacing."""
    return _whole(code_as_typed(text)).first()


def completion_with_token(token: str) -> CompletionCertificate | None:
    """The certificate of completion of a class whose QR code holds this token."""
    if len(token) > TOKEN_LENGTH:
        return None
    return _completions().filter(token=token).first()


def completion_with_code(text: str) -> CompletionCertificate | None:
    """The certificate of completion whose short code was typed, in whatever case and spacing."""
    code = plain_code(text)
    return _completions().filter(short_code=code).first() if len(code) == CODE_LENGTH else None


def _completions() -> QuerySet[CompletionCertificate]:
    return CompletionCertificate.objects.select_related("nomination__training__organiser")


def completion_page(certificate: CompletionCertificate) -> CheckPage:
    """What the check page says of a certificate of completion: what is printed on it, which never ends."""
    training = certificate.nomination.training
    facts = [
        (_("Số vào sổ"), certificate.number),
        (_("Đơn vị tổ chức"), training.holder),
        (_("Thời gian"), f"{_dmy(certificate.first_on)} – {_dmy(certificate.last_on)}"),
        (_("Số buổi dự"), f"{certificate.present_count}/{certificate.held_count}"),
        (_("Ngày cấp"), _dmy(certificate.issued_on)),
        (_("Mã lớp"), certificate.class_code),
        (_("Mã tra cứu"), code_as_printed(certificate.short_code)),
    ]
    return CheckPage(
        title=_("Giấy hoàn thành tập huấn: %(name)s") % {"name": certificate.full_name},
        tone="ok",
        verdict=_("Giấy chứng nhận có thật"),
        sentence=_("Cổng đã cấp giấy chứng nhận hoàn thành khóa tập huấn này."),
        stars=0,
        product=certificate.full_name,
        producer=certificate.class_title,
        facts=facts,
    )


def _whole(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return rows.select_related(
        "line__decision__place", "past_decision__place", "issuer", "commune", "replaced_by"
    )


def check_page(certificate: Certificate, *, day: date) -> CheckPage:
    """What the check page says on a day."""
    standing = standing_of(certificate, day)
    tone, verdict, sentence = _verdict(certificate, standing, day)
    in_force = tone == "ok"
    return CheckPage(
        title=f"{verdict}: {certificate.product_name}",
        tone=tone,
        verdict=verdict,
        sentence=sentence,
        stars=certificate.stars if in_force else 0,
        product=certificate.product_name,
        producer=certificate.producer_name,
        facts=_facts(certificate, in_force=in_force),
        is_revoked=standing == "revoked",
        successor=certificate.replaced_by.token if certificate.replaced_by else "",
    )


def _verdict(certificate: Certificate, standing: str, day: date) -> tuple[str, str, str]:
    until, begins = _dmy(certificate.valid_until), _dmy(certificate.valid_from)
    if standing == "revoked":
        since = {"day": _dmy(hanoi_date(certificate.revoked_at))}
        return "void", _("Đã thu hồi"), _("từ ngày %(day)s. Giấy này không còn giá trị.") % since
    if standing == "replaced":
        return "out", _("Đã thay"), _("Sản phẩm này có giấy mới. Giấy này không còn giá trị.")
    if standing == "expired":
        over = {"day": _dmy(certificate.last_day)}
        return "out", _("Hết hạn"), _("từ sau ngày %(day)s. Giấy này không còn giá trị.") % over
    if day < certificate.valid_from:
        return "out", _("Chưa có hiệu lực"), _("có hiệu lực từ ngày %(day)s") % {"day": begins}
    if certificate.valid_until < day:
        words = _("được kéo dài đến khi có kết quả đánh giá lại, chậm nhất %(day)s")
        return "ok", _("Còn hiệu lực"), words % {"day": _dmy(certificate.last_day)}
    if standing == "soon":
        return "ok", _("Còn hiệu lực"), _days_left((certificate.valid_until - day).days) % {"day": until}
    return "ok", _("Còn hiệu lực"), _("đến hết ngày %(day)s") % {"day": until}


def _days_left(days: int) -> str:
    if days == 0:
        return _("hết hạn hôm nay, %(day)s")
    words = ngettext(
        "hết hạn sau %(days)s ngày, hết ngày %%(day)s", "hết hạn sau %(days)s ngày, hết ngày %%(day)s", days
    )
    return words % {"days": days}


def _facts(certificate: Certificate, *, in_force: bool) -> list[tuple[str, str]]:
    decision = certificate.decision
    then, now = places_of(certificate)
    facts = [
        (_("Hạng") if in_force else _("Hạng trước đây"), _("%(stars)s sao") % {"stars": certificate.stars}),
        (_("Số giấy"), certificate.number),
        (_("Quyết định"), decided_by(certificate)),
        (_("Có hiệu lực"), f"{_dmy(certificate.valid_from)} – {_dmy(certificate.valid_until)}"),
        (_("Nơi sản xuất nay") if now else _("Nơi sản xuất"), now or then),
        (_("Lúc cấp giấy"), then if now else ""),
        (_("Mã sản phẩm"), certificate.product_code),
        (_("Mã tra cứu"), code_as_printed(certificate.short_code)),
        (_("Nguồn"), FROM_PAPER if certificate.is_of_record else ""),
    ]
    if certificate.state == CertificateState.REVOKED:
        facts[3:3] = [
            (_("Quyết định thu hồi"), certificate.revocation_decision),
            (_("Lý do thu hồi"), certificate.get_revocation_ground_display()),
        ]
    if decision.number:
        facts[2] = (facts[2][0], f"{decision.number}, {facts[2][1]}")
    return [(label, str(text)) for label, text in facts if text]


def decided_by(certificate: Certificate) -> str:
    """“ngày 16/06/2025, UBND huyện Cao Lãnh”."""
    decision = certificate.decision
    return _("ngày %(day)s, %(authority)s") % {
        "day": _dmy(decision.decided_on),
        "authority": authority_in_words(decision.place),
    }


def places_of(certificate: Certificate) -> tuple[str, str]:
    """The address as printed, and where that place lies today; the second is empty where nothing changed."""
    commune = certificate.commune
    if not commune.is_former:
        return certificate.address, ""
    today = place_today(commune)
    return certificate.address, addresses_of([today])[today.pk]


def void_codes(day: date) -> list[str]:
    """Short codes of certificates that were revoked or replaced although their last day has not passed."""
    rows = Certificate.objects.exclude(state=CertificateState.ACTIVE).lasting(day)
    return list(rows.order_by("short_code").values_list("short_code", flat=True))


def extended_codes(day: date) -> dict[str, date]:
    """Short codes of certificates that hold past the day printed on them, each with its last day."""
    rows = Certificate.objects.filter(state=CertificateState.ACTIVE, extended_until__gte=day)
    return dict(rows.order_by("short_code").values_list("short_code", "extended_until"))


def certificates_in_force(day: date) -> QuerySet[Certificate]:
    """The certificates everybody may see in the list of recognised products."""
    return Certificate.objects.valid_on(day)


def of_places(rows: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """The rows made at or below a place known by `text`: where the commune stood, or lies today.

    A former district has no territory of its own today, so it answers only for what stood in it.
    """
    found = Place.objects.search(text).values_list("path", "today_path", "level")[:PLACES_TRIED]
    fits = Q(pk__in=())
    for path, today_path, level in found:
        fits |= Q(commune__path__startswith=path)
        if level != PlaceLevel.DISTRICT:
            fits |= Q(commune__today_path__startswith=today_path)
    return rows.filter(fits)


def addresses_today(certificates: Sequence[Certificate]) -> dict[int, str]:
    """Where the product of each certificate is made, in today's places; by the certificates' ids."""
    paths = {certificate.commune.today_path for certificate in certificates}
    places = {place.path: place for place in Place.objects.filter(path__in=paths)}
    addresses = addresses_of(places.values())
    return {
        certificate.pk: addresses[places[certificate.commune.today_path].pk] for certificate in certificates
    }


def rankings_of(product_id: int) -> list[Step]:
    """Each certificate a product has had, the latest first, as a path."""
    rows = Certificate.objects.filter(product=product_id, reissue_reason="").select_related(
        "line__decision__place", "past_decision__place"
    )
    return [
        Step(
            _("%(stars)s sao") % {"stars": row.stars},
            "done",
            _ranked_by(row),
        )
        for row in rows.order_by("-valid_from", "-pk")
    ]


def _ranked_by(certificate: Certificate) -> str:
    words = {"decided": decided_by(certificate), "number": certificate.number}
    said = _("%(decided)s, giấy số %(number)s") % words if certificate.number else words["decided"]
    return f"{said}, {_('theo hồ sơ giấy')}" if certificate.is_of_record else said


def _dmy(day: date) -> str:
    return f"{day:%d/%m/%Y}"
