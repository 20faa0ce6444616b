"""Spreadsheets of dossiers."""

from import_export import fields, resources

from ocop.core import clock
from registrations.models import Dossier
from registrations.queries import holder_of, status_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class DossierSheet(resources.ModelResource):
    """One line for each dossier of a list. The queryset comes from what the reader may see."""

    product_name = fields.Field(attribute="product_name", column_name="Sản phẩm")
    producer = fields.Field(attribute="producer__name", column_name="Chủ thể")
    commune = fields.Field(attribute="commune__full_name", column_name="Xã, phường")
    cycle = fields.Field(attribute="cycle__year", column_name="Năm")
    registration_type = fields.Field(column_name="Lần đăng ký")
    criteria_set = fields.Field(column_name="Bộ tiêu chí")
    receipt_number = fields.Field(attribute="receipt_number", column_name="Phiếu số")
    product_code = fields.Field(attribute="product_code", column_name="Mã sản phẩm")
    state = fields.Field(column_name="Trạng thái")
    holder = fields.Field(column_name="Ai đang giữ")
    handed_in = fields.Field(column_name="Ngày nộp")
    due_on = fields.Field(column_name="Hạn")

    class Meta:
        model = Dossier
        fields = (
            "product_name",
            "producer",
            "commune",
            "cycle",
            "registration_type",
            "criteria_set",
            "receipt_number",
            "product_code",
            "state",
            "holder",
            "handed_in",
            "due_on",
        )

    def export_field(self, field, instance, **kwargs) -> str:
        """Text that a spreadsheet would take for a formula is marked as text."""
        written = str(super().export_field(field, instance, **kwargs) or "")
        return f"'{written}" if written.startswith(FORMULA_STARTS) else written

    def dehydrate_registration_type(self, dossier: Dossier) -> str:
        return str(dossier.get_registration_type_display())

    def dehydrate_criteria_set(self, dossier: Dossier) -> str:
        return str(dossier.criteria_set or "")

    def dehydrate_state(self, dossier: Dossier) -> str:
        return status_of(dossier).label

    def dehydrate_holder(self, dossier: Dossier) -> str:
        return holder_of(dossier)

    def dehydrate_handed_in(self, dossier: Dossier) -> str:
        return f"{clock.hanoi_date(dossier.handed_in_at):%d/%m/%Y}" if dossier.handed_in_at else ""

    def dehydrate_due_on(self, dossier: Dossier) -> str:
        return f"{dossier.due_on:%d/%m/%Y}" if dossier.due_on else ""
