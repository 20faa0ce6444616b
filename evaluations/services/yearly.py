"""The yearly figures of recognised products."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import Certificate, ProductYear
from evaluations.queries.yearly import certified_in, version_of_years
from evaluations.services.authority import NotAllowed
from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from registrations.models import Product

WRITERS = frozenset({Role.PRODUCER, Role.COMMUNE_OFFICER})
FIELDS = ("revenue_vnd", "workers", "output", "unit")


@transaction.atomic
def write_product_year(
    *,
    actor: User,
    certificate: Certificate,
    year: int,
    revenue_vnd: int,
    workers: int,
    output: Decimal,
    unit: str,
    version: int | None = None,
) -> ProductYear:
    """Write what a product brought in a year, in whole đồng; written again it takes the place of before.

    By the owner's people or the commune. `version` is the `version_of_years` that the actor has seen. Raises
    `NotAllowed`, `Stale`, and `RuleViolation` (field `year`) for a year to come and one without a
    certificate in force.
    """
    held = Certificate.objects.roles_over(actor, certificate) & WRITERS
    if not held:
        raise NotAllowed(_("Chủ thể hoặc cán bộ OCOP xã ghi số liệu năm."))
    product = Product.objects.select_for_update(of=("self",)).get(pk=certificate.product_id)
    if version is not None and version != version_of_years(product.pk):
        raise Stale(_("Người khác vừa ghi số liệu của sản phẩm này. Hãy xem hai bản rồi chọn."))
    if year > clock.today().year:
        raise RuleViolation(_("Năm này chưa tới."), field="year")
    if not certified_in(year).filter(product=product).exists():
        raise RuleViolation(_("Năm này sản phẩm không có giấy còn hiệu lực."), field="year")
    row = ProductYear.objects.filter(product=product, year=year).first()
    before = snapshot(row, "revenue_vnd", "workers") if row else {}
    if row is None:
        row = ProductYear(product=product, year=year, version=0)
    for name, value in zip(FIELDS, (revenue_vnd, workers, output, unit.strip()), strict=True):
        setattr(row, name, value)
    row.version, row.recorded_by = row.version + 1, actor
    row.save()
    record(
        actor=actor,
        verb="product_year.write",
        subject=row,
        role=min(held),
        before=before,
        after=snapshot(row, "revenue_vnd", "workers") | {"year": year},
    )
    return row
