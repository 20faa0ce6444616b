"""Certificates of the rules before that outlast their end while they are assessed anew."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from evaluations.choices import CertificateState
from evaluations.models import Certificate
from evaluations.queries.renewals import with_renewal
from ocop.core import clock
from ocop.law.queries import regime_on, rules_of
from ocop.ui.writing import dmy


def longest_extension(certificate: Certificate) -> date | None:
    """The last day to which the regime of today may keep a certificate; None where it keeps none."""
    return rules_of(regime_on(clock.today())).longest_extension(certificate.valid_until)


def why_not_extend(certificate: Certificate) -> str:
    """26/2026/QĐ-TTg Art. 12: a holder who could not meet the time to file again keeps the old certificate
    until the result. That is said of certificates that were in force when the regime began and whose time to
    file had begun before; somebody must have filed by now, or there would be no result to wait for.
    """
    regime = regime_on(clock.today())
    begins, last = regime.takes_in_from, longest_extension(certificate)
    window = rules_of(regime).renewal_window(certificate.valid_until)
    if certificate.state != CertificateState.ACTIVE:
        return _("Giấy này không còn hiệu lực.")
    if certificate.extended_until:
        return _("Giấy này đã được kéo dài.")
    if last is None or window is None:
        return _("Quy định hiện hành không có việc kéo dài giấy.")
    if not certificate.valid_from < begins <= certificate.valid_until or window[0] >= begins:
        return _("Chỉ kéo dài giấy cấp trước ngày %(day)s mà thời gian nộp lại đã bắt đầu trước ngày ấy.") % {
            "day": dmy(begins)
        }
    if clock.today() > last:
        return _("Quá ngày kéo dài tối đa %(day)s.") % {"day": dmy(last)}
    if with_renewal(Certificate.objects.filter(pk=certificate.pk)).get().renewal is None:
        return _("Chủ thể chưa nộp hồ sơ đánh giá lại nên chưa có kết quả để chờ.")
    return ""
