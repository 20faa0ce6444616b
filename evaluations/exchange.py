"""The lists of assessment as sheets."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from evaluations.models import Certificate, Item, MinistryResult
from evaluations.queries.certificates import certificate_status, with_group
from evaluations.queries.inspections import with_findings
from evaluations.queries.register import FATES, with_certificates
from evaluations.queries.renewals import filing_of, run_status
from ocop.core import clock
from ocop.documents.models import NumberEntry
from ocop.law.queries import product_groups, regime_on, rules_of
from ocop.spreadsheets.sheets import ListSheet, column, place_column


class CouncilSheet(ListSheet):
    """One line for each council."""

    name = column("Hội đồng", "name")
    place = place_column("Địa bàn", "place")
    level = column("Cấp", "get_level_display")
    cycle = column("Năm", "cycle__year")
    decision_number = column("Số quyết định", "decision_number")
    decided_on = column("Ngày quyết định", "decided_on")
    dissolved_on = column("Ngày kết thúc", "dissolved_on")
    seats = column("Số thành viên", "seat_count")
    sessions = column("Số phiên họp", "session_count")


class SessionSheet(ListSheet):
    """One line for each session."""

    council = column("Hội đồng", "council__name")
    place = place_column("Địa bàn", "council__place")
    held_on = column("Ngày họp", "held_on")
    venue = column("Nơi họp", "venue")
    items = column("Số sản phẩm", "item_count")
    state = column("Trạng thái", "get_state_display")
    closed_at = column("Đóng phiên lúc", "closed_at")


class DecisionSheet(ListSheet):
    """One line for each decision."""

    number = column("Quyết định", "number")
    decided_on = column("Ngày quyết định", "decided_on")
    kind = column("Loại", "get_kind_display")
    place = place_column("Nơi ban hành", "place")
    council = column("Hội đồng", "session__council__name")
    lines_count = column("Số sản phẩm", "line_count")
    state = column("Trạng thái", "get_state_display")
    signer_title = column("Chức vụ người ký", "signer_title")


class CertificateSheet(ListSheet):
    """One line for each certificate, in the words of the register."""

    number = column("Số giấy chứng nhận", "number")
    product_name = column("Tên sản phẩm", "product_name")
    producer_name = column("Chủ thể", "producer_name")
    address = column("Địa chỉ khi công nhận", "address")
    product_code = column("Mã sản phẩm", "product_code")
    group = column("Ngành")
    stars = column("Hạng sao", "stars")
    issuer = place_column("Nơi cấp", "issuer")
    decision = column("Quyết định", needs=("line__decision__number", "past_decision__number"))
    decided_on = column("Ngày quyết định", needs=("line__decision__decided_on", "past_decision__decided_on"))
    valid_from = column("Hiệu lực từ", "valid_from")
    valid_until = column("Đến hết ngày", "valid_until")
    standing = column("Trạng thái")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return with_group(rows).select_related("issuer", "line__decision", "past_decision")

    def dehydrate_group(self, certificate: Certificate) -> str:
        return product_groups().get(certificate.group, "")

    def dehydrate_decision(self, certificate: Certificate) -> str:
        return certificate.decision.number

    def dehydrate_decided_on(self, certificate: Certificate) -> date:
        return certificate.decision.decided_on

    def dehydrate_standing(self, certificate: Certificate) -> str:
        return certificate_status(certificate, clock.today()).label


class CertificateNumberSheet(ListSheet):
    """One line for each number of a certificate, whatever became of it."""

    year = column("Năm", "book__year")
    issuer = place_column("Nơi cấp", "book__issuer")
    number = column("Số", "number")
    fate = column("Số này nay", needs=("fate",))
    product = column("Sản phẩm", "product_name")
    producer = column("Chủ thể", "producer_name")
    received_by = column("Người nhận giấy", "received_by")
    received_on = column("Ngày nhận", "received_on")
    newer = column("Thay bằng", "newer")
    taken_at = column("Lấy số lúc", "taken_at")
    subject = column("Nội dung", "subject")
    note = column("Lý do hỏng", "note")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return with_certificates(rows).select_related("book__issuer")

    def dehydrate_fate(self, entry: NumberEntry) -> str:
        return str(FATES[entry.fate])


class PrintRunSheet(ListSheet):
    """One line for each run of the print desk."""

    number = column("Đợt in", "pk")
    issuer = place_column("Nơi cấp", "issuer")
    made_at = column("Lập lúc", "made_at")
    sheets = column("Số giấy", "sheet_count")
    state = column("Trạng thái", "get_state_display")
    closed_at = column("Xong lúc", "closed_at")
    note = column("Lý do bỏ", "closing_note")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("issuer")


class InspectionSheet(ListSheet):
    """One line for each visit after recognition: the plan and what came of it."""

    product = column("Sản phẩm", "certificate__product_name")
    producer = column("Chủ thể", "certificate__producer_name")
    number = column("Số giấy chứng nhận", "certificate__number")
    commune = place_column("Xã, phường", "certificate__commune")
    kind = column("Loại", "get_kind_display")
    plan = column("Kế hoạch số", "plan")
    planned_on = column("Ngày dự kiến", "planned_on")
    visited_on = column("Ngày kiểm tra", "visited_on")
    findings = column("Điều cần khắc phục còn lại", "unfixed")
    fix_by = column("Hạn gần nhất", "fix_by")
    conclusion = column("Kết luận", "conclusion")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return with_findings(rows).select_related("certificate__commune")


class MisuseSheet(ListSheet):
    """One line for each report; how its sender may be reached stays out."""

    product = column("Sản phẩm", "certificate__product_name")
    number = column("Số giấy chứng nhận", "certificate__number")
    kind = column("Việc", "get_kind_display")
    seen_at = column("Thấy ở đâu", "seen_at")
    words = column("Thấy gì", "words")
    reported_at = column("Gửi lúc", "reported_at")
    state = column("Trạng thái", "get_state_display")
    closing_note = column("Kết quả", "closing_note")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("certificate")


class ProductYearSheet(ListSheet):
    """One line for each product and year."""

    product = column("Sản phẩm", "product__name")
    producer = column("Chủ thể", "product__producer__name")
    commune = place_column("Xã, phường", "product__producer__commune")
    year = column("Năm", "year")
    revenue_vnd = column("Doanh thu (đồng)", "revenue_vnd")
    workers = column("Lao động", "workers")
    output = column("Sản lượng", "output")
    unit = column("Đơn vị tính", "unit")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("product__producer__commune")


class RevocationSheet(ListSheet):
    """One line for each conclusion on a certificate."""

    number = column("Số giấy chứng nhận", "certificate__number")
    product = column("Sản phẩm", "certificate__product_name")
    producer = column("Chủ thể", "certificate__producer_name")
    ground = column("Căn cứ", "get_ground_display")
    concluded_on = column("Ngày kết luận", "concluded_on")
    concluded_by = column("Cơ quan kết luận", "concluded_by")
    due_on = column("Hạn quyết định", "due_on")
    state = column("Trạng thái", "get_state_display")
    decision = column("Quyết định thu hồi", "certificate__revocation_decision")

    def prepare(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("certificate")


class RenewalSheet(ListSheet):
    """One line for each certificate near its end."""

    commune = place_column("Xã, phường", "commune")
    product = column("Sản phẩm", "product_name")
    producer = column("Chủ thể", "producer_name")
    number = column("Số giấy chứng nhận", "number")
    stars = column("Hạng sao", "stars")
    valid_until = column("Hết hiệu lực sau ngày", "valid_until")
    opens = column("Nộp hồ sơ từ ngày")
    closes = column("Nộp hồ sơ đến hết ngày")
    standing = column("Trạng thái")

    def prepare(self, rows: QuerySet) -> QuerySet:
        self.today = clock.today()
        self.regime = rules_of(regime_on(self.today))
        return rows.select_related("commune")

    def dehydrate_opens(self, certificate: Certificate) -> date | None:
        return filing_of(certificate, self.today, self.regime).opens

    def dehydrate_closes(self, certificate: Certificate) -> date | None:
        return filing_of(certificate, self.today, self.regime).closes

    def dehydrate_standing(self, certificate: Certificate) -> str:
        return run_status(certificate, self.today, self.regime).label


class MinistrySheet(ListSheet):
    """One line for each product that went to the ministry, with what came back."""

    product = column("Sản phẩm", "dossier__product_name")
    producer = column("Chủ thể", "dossier__organisation_name")
    place = place_column("Xã", "dossier__commune")
    mean = column("Điểm của tỉnh", "grading__mean")
    held_on = column("Phiên của tỉnh", "session__held_on")
    points = column("Điểm của Bộ")
    named_stars = column("Hạng sao theo văn bản của Bộ")
    number = column("Văn bản của Bộ")
    decided_on = column("Ngày văn bản")
    stars = column("Hạng sao công nhận")

    def dehydrate_points(self, item: Item) -> Decimal | None:
        return getattr(_result(item), "points", None)

    def dehydrate_named_stars(self, item: Item) -> int | None:
        return getattr(_result(item), "named_stars", None)

    def dehydrate_number(self, item: Item) -> str | None:
        return getattr(_result(item), "number", None)

    def dehydrate_decided_on(self, item: Item) -> date | None:
        return getattr(_result(item), "decided_on", None)

    def dehydrate_stars(self, item: Item) -> int | None:
        return getattr(_result(item), "stars", None)


def _result(item: Item) -> MinistryResult | None:
    """What the ministry answered; nothing while it has not."""
    return getattr(item, "ministry_result", None)
