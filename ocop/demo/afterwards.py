"""What follows recognition in the demo world: printing, a visit with a finding, reports of citizens."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.choices import MisuseKind
from evaluations.models import Decision
from evaluations.rules.inspections import CODES
from evaluations.services import inspections, misuse, print_desk
from ocop.accounts.models import User
from ocop.core import clock


def look_after(decision: Decision, officer: User, specimen: Callable[[str, str], SimpleUploadedFile]) -> None:
    """The certificates are printed and one handed over; a visit found something, a citizen reports."""
    today = clock.today()
    run = print_desk.make_print_run(actor=officer, decisions=[decision])
    run = print_desk.approve_print_run(actor=officer, run=run)
    first = run.sheets.order_by("position").first()
    print_desk.hand_over(actor=officer, run=run, sheets=[first], received_on=today)
    certificate = first.certificate
    (visit,) = inspections.plan_inspections(
        actor=officer,
        certificates=[certificate],
        planned_on=today,
        people="Đoàn kiểm tra Sở Nông nghiệp và Môi trường",
        plan="15/KH-SNNMT",
    )
    inspections.record_inspection(
        actor=officer,
        inspection=visit,
        visited_on=today,
        answers=dict.fromkeys(CODES, "yes") | {"label": "no"},
        conclusion="Sản phẩm giữ được các tiêu chí; nhãn cần sửa trước lần in sau.",
        findings=[("Nhãn chưa ghi hạn sử dụng theo quy định.", today + timedelta(days=30))],
    )
    inspections.add_photo(
        actor=officer,
        inspection=visit,
        upload=specimen("Nhãn sản phẩm", certificate.producer_name),
        words="Nhãn thiếu hạn sử dụng",
    )
    report = misuse.report_misuse(
        certificate=certificate,
        kind=MisuseKind.WRONG_STARS,
        seen_at="Chợ đầu mối",
        words="Bao bì in 5 sao, giấy khi quét mã ghi hạng thấp hơn.",
        upload=specimen("Bao bì", certificate.product_name),
    )
    misuse.open_misuse_case(
        actor=officer, report=report, planned_on=today + timedelta(days=7), people="Chuyên viên OCOP tỉnh"
    )
    misuse.report_misuse(
        certificate=certificate,
        kind=MisuseKind.OTHER_PRODUCT,
        seen_at="Sạp hàng ven quốc lộ",
        words="Mã QR của giấy này dán trên sản phẩm của cơ sở khác.",
    )
