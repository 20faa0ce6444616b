"""The register of certificates as a spreadsheet."""

from import_export import fields, resources
from import_export.widgets import DateWidget

from evaluations.models import Certificate
from evaluations.queries.certificates import certificate_status
from ocop.core import clock
from registrations.exchange import FORMULA_STARTS

DAY = DateWidget("%d/%m/%Y")


class CertificateSheet(resources.ModelResource):
    """One row for each certificate, in the words of the page."""

    number = fields.Field("number", "Số giấy chứng nhận")
    product_name = fields.Field("product_name", "Sản phẩm")
    producer_name = fields.Field("producer_name", "Chủ thể")
    address = fields.Field("address", "Địa chỉ khi công nhận")
    product_code = fields.Field("product_code", "Mã sản phẩm")
    stars = fields.Field("stars", "Hạng sao")
    issuer = fields.Field("issuer__full_name", "Nơi cấp")
    decision = fields.Field("line__decision__number", "Quyết định")
    decided_on = fields.Field("line__decision__decided_on", "Ngày quyết định", widget=DAY)
    valid_from = fields.Field("valid_from", "Hiệu lực từ", widget=DAY)
    valid_until = fields.Field("valid_until", "Đến hết ngày", widget=DAY)
    standing = fields.Field(column_name="Trạng thái")

    class Meta:
        model = Certificate
        fields = (
            "number",
            "product_name",
            "producer_name",
            "address",
            "product_code",
            "stars",
            "issuer",
            "decision",
            "decided_on",
            "valid_from",
            "valid_until",
            "standing",
        )
        export_order = fields

    def export_field(self, field, instance, **kwargs) -> str:
        """Text that a spreadsheet would take for a formula is marked as text."""
        written = str(super().export_field(field, instance, **kwargs) or "")
        return f"'{written}" if written.startswith(FORMULA_STARTS) else written

    def dehydrate_standing(self, certificate: Certificate) -> str:
        return certificate_status(certificate, clock.today()).label
