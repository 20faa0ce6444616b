"""The lists of registrations as sheets."""

from functools import cached_property

from ocop.core import clock
from ocop.law.queries import working_calendar
from ocop.law.rules.calendar import Exceptions
from ocop.spreadsheets.sheets import ListSheet, column, place_column
from registrations.models import Dossier
from registrations.queries import days_over, holder_of, status_of, unit_of

ABOVE = "Huyện, tỉnh"
"""What a commune lies in, beside it: others may bear its name, so the sheet says which one it is, to people
and where it is brought in again.
"""


class ProducerSheet(ListSheet):
    """One line for each producer. Phone and e-mail stay in the portal."""

    name = column("Chủ thể", "name")
    kind = column("Loại hình", "get_kind_display")
    registration_number = column("Mã số thuế hoặc số giấy đăng ký", "registration_number")
    registered_on = column("Ngày cấp", "registered_on")
    representative_name = column("Người đại diện", "representative_name")
    address = column("Số nhà, ấp, khóm", "address")
    commune = place_column("Xã, phường", "commune")
    above = place_column(ABOVE, "commune__parent")
    products = column("Số sản phẩm", "products_count")


class ProductSheet(ListSheet):
    """One line for each product."""

    name = column("Tên sản phẩm", "name")
    producer = column("Chủ thể", "producer__name")
    commune = place_column("Xã, phường", "producer__commune")
    above = place_column(ABOVE, "producer__commune__parent")
    dossiers = column("Số hồ sơ", "dossiers_count")


class IdeaSheet(ListSheet):
    """One line for each idea."""

    product_name = column("Tên sản phẩm", "product_name")
    proposer = column("Người, cơ sở đề xuất", "proposer_name")
    commune = place_column("Xã, phường", "commune")
    above = place_column(ABOVE, "commune__parent")
    cycle = column("Năm", "cycle__year")
    made_already = column("Đã làm và bán", "made_already")
    description = column("Ý tưởng", "description")
    local_strength = column("Lợi thế địa phương", "local_strength")
    needs = column("Cần hỗ trợ", "needs")
    state = column("Trạng thái", "get_state_display")
    decision_note = column("Lý do", "decision_note")


class DossierSheet(ListSheet):
    """One line for each dossier."""

    product_name = column("Tên sản phẩm", "product_name")
    producer = column("Chủ thể", "producer__name")
    commune = place_column("Xã, phường", "commune")
    above = place_column(ABOVE, "commune__parent")
    cycle = column("Năm", "cycle__year")
    registration_type = column("Lần đăng ký", "get_registration_type_display")
    criteria_set = column("Bộ tiêu chí", "criteria_set", needs=("criteria_set__number", "criteria_set__name"))
    receipt_number = column("Phiếu số", "receipt_number")
    product_code = column("Mã sản phẩm", "product_code")
    state = column("Trạng thái", needs=("state", "stars"))
    holder = column("Ai đang giữ", needs=("state", "level", "commune__kind", "commune__name"))
    handed_in = column("Ngày nộp", needs=("handed_in_at",))
    due_on = column("Hạn", "due_on")
    days_over = column("Số ngày quá hạn", needs=("due_on", "state", "term_kind"))
    unit = column("Tính theo", needs=("due_on", "term_kind"))

    def dehydrate_state(self, dossier: Dossier) -> str:
        return status_of(dossier).label

    def dehydrate_holder(self, dossier: Dossier) -> str:
        return holder_of(dossier)

    def dehydrate_handed_in(self, dossier: Dossier):
        return clock.hanoi_date(dossier.handed_in_at) if dossier.handed_in_at else None

    def dehydrate_days_over(self, dossier: Dossier) -> int | None:
        return days_over(dossier, self._calendar) or None

    def dehydrate_unit(self, dossier: Dossier) -> str | None:
        return unit_of(dossier) if dossier.due_on else None

    @cached_property
    def _calendar(self) -> Exceptions:
        return working_calendar()
