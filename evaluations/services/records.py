"""Writing a list of recognised products in bulk: past decisions and the certificates of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from evaluations.choices import CertificateState
from evaluations.models import Certificate, PastDecision
from evaluations.queries.records import past_decisions_of
from evaluations.services.certificates import new_codes
from evaluations.workflow import CERTIFICATE
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.localities.models import Place
from registrations.models import Product
from registrations.services.lists import BATCH, Listed, write_products


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """A decision as its paper has it."""

    issuer: Place
    level: str
    number: str
    decided_on: date

    @property
    def key(self) -> tuple[int, str, date]:
        return self.issuer.pk, self.number, self.decided_on


@dataclass(slots=True, kw_only=True)
class Recognition(Listed):
    """One row as it would be written: a new certificate of the record, or what a kept one has otherwise."""

    decision: PaperDecision
    printed: dict[str, Any]
    """The fields of `Certificate` that its paper tells."""
    known: Certificate | None = None
    new_record: dict[str, Any] = field(default_factory=dict)


def write_recognitions(*, actor: User, rows: Iterable[tuple[Recognition, bool]]) -> dict[str, int]:
    """Write rows in the caller's transaction; the flag says whether the row's changes were taken.

    The latest certificate of a product is the one in force, the earlier ones count as replaced by the next.
    Returns how many of each were written. Raises `IntegrityError` where somebody was faster.
    """
    rows = list(rows)
    written = write_products(actor=actor, rows=rows)
    changed = written.pop(_("dòng sửa"))
    new = [row for row, _taken in rows if row.known is None]
    moved = [row for row, taken in rows if taken and "issuer" in row.new_record]
    decisions = _write_decisions(actor, [*new, *moved])
    for row in moved:
        row.new_record["past_decision"] = decisions[row.decision.key]
    for some in _by_product(new):
        _write_certificates(actor, some, decisions)
    mended = [(row.known, row.new_record) for row, taken in rows if row.known and row.new_record and taken]
    for known, changes in mended:
        _mend(actor, known, changes)
    return {
        **written,
        _("giấy theo hồ sơ"): len(new),
        _("dòng sửa"): changed + len(mended),
    }


def _write_decisions(actor: User, rows: Sequence[Recognition]) -> dict[tuple[int, str, date], PastDecision]:
    wanted = {row.decision.key: row.decision for row in rows}
    kept = past_decisions_of(set(wanted))
    new = [
        PastDecision(
            place=one.issuer,
            level=one.level,
            number=one.number,
            decided_on=one.decided_on,
            entered_by=actor,
        )
        for key, one in wanted.items()
        if key not in kept
    ]
    PastDecision.objects.bulk_create(new, batch_size=BATCH)
    return kept | {(one.place_id, one.number, one.decided_on): one for one in new}


def _by_product(rows: Sequence[Recognition]) -> Iterable[list[Recognition]]:
    """The rows a batch of products at a time; all rows of a product stay together."""
    groups: dict[int, list[Recognition]] = defaultdict(list)
    for row in rows:
        groups[row.product.pk].append(row)
    keys = sorted(groups)
    for start in range(0, len(keys), BATCH):
        yield [row for key in keys[start : start + BATCH] for row in groups[key]]


def _write_certificates(
    actor: User, rows: Sequence[Recognition], decisions: dict[tuple[int, str, date], PastDecision]
) -> None:
    products = {row.product.pk for row in rows}
    list(Product.objects.select_for_update(of=("self",)).filter(pk__in=products).order_by("pk"))
    last: dict[int, date] = {}
    for row in rows:
        last[row.product.pk] = max(row.decision.decided_on, last.get(row.product.pk, date.min))
    before = Certificate.objects.filter(product__in=products)
    for kept in before.order_by("product", "valid_from", "pk"):
        if kept.valid_from >= last[kept.product_id]:
            last[kept.product_id] = kept.valid_from
        elif kept.state == CertificateState.ACTIVE:
            CERTIFICATE.carry("replace", kept, actor=actor)
    Certificate.objects.bulk_create(
        [_new(actor, row, decisions[row.decision.key], last[row.product.pk]) for row in rows],
        batch_size=BATCH,
    )
    _chain(products)


def _new(actor: User, row: Recognition, decision: PastDecision, last: date) -> Certificate:
    is_last = row.decision.decided_on == last
    return Certificate(
        **row.printed,
        **new_codes(),
        past_decision=decision,
        product=row.product,
        issuer=row.decision.issuer,
        valid_from=row.decision.decided_on,
        state=CertificateState.ACTIVE if is_last else CertificateState.REPLACED,
        issued_by=actor,
    )


def _chain(products: Iterable[int]) -> None:
    """Link each replaced certificate to the next one of its product, in the order of their days."""
    lines: dict[int, list[Certificate]] = defaultdict(list)
    rows = Certificate.objects.filter(product__in=products).order_by("valid_from", "pk")
    for row in rows.only("product", "state", "valid_from", "replaced_by"):
        lines[row.product_id].append(row)
    for line in lines.values():
        for row, following in pairwise(line):
            if row.state == CertificateState.REPLACED and row.replaced_by_id != following.pk:
                Certificate.objects.filter(pk=row.pk).update(replaced_by=following)


def _mend(actor: User, known: Certificate, changes: dict[str, Any]) -> None:
    """Put a certificate of the record right; what was issued here is never touched."""
    kept = Certificate.objects.select_for_update(of=("self",)).get(pk=known.pk, past_decision__isnull=False)
    before = {name: str(getattr(kept, name)) for name in changes}
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.version += 1
    kept.save(update_fields=["version", *changes])
    record(
        actor=actor,
        verb="certificate.update",
        subject=kept,
        before=before,
        after={name: str(value) for name, value in changes.items()},
    )
