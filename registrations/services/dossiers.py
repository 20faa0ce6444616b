"""Writing a dossier: its start, its form, its criteria set, the self-scores, the commune's report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ocop.accounts.models import User
from ocop.audit.services import record, snapshot
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse, refuse_first
from ocop.core.roles import Role
from ocop.core.text import sort_key
from ocop.law.models import CriteriaSet, Regime
from ocop.law.queries import belongs_to, reasons_unusable, rules_of, tree_of
from ocop.localities.queries import address_of
from ocop.programme.models import Cycle
from ocop.programme.queries import cycles_for
from registrations.models import Citation, CommuneReport, Dossier, Product, SelfScore
from registrations.queries import commune_under, regime_for, regime_today, why_not_report, why_outside
from registrations.queries.faults import faults_of_form, faults_of_report
from registrations.queries.parts import REPORT_FIELDS, report_of
from registrations.rules import FORM_FIELDS
from registrations.services.doors import dossier_to_write, locked, refuse_without

EDITABLE = (*FORM_FIELDS, "legal_rep_position", "email", "registration_type", "is_new_idea")
"""What the registration form may change."""
IN_THE_TRAIL = ("organisation_name", "product_name", "sample_count", "registration_type", "signed_on")
"""What the trail keeps of the form: nothing about persons."""

Claim = tuple[int | None, str]
"""The position of the option claimed, or None, and the producer's words."""


@transaction.atomic
def start_dossier(
    *,
    actor: User,
    product: Product,
    cycle: Cycle,
    registration_type: str,
    criteria_set: CriteriaSet | None = None,
    is_new_idea: bool = False,
) -> Dossier:
    """Begin a product's dossier in a cycle, prefilled from what is known of its producer.

    The regime is provisional until it is handed in. Raises `RuleViolation` for a cycle that is not open to
    this commune, for a second open dossier, and for a set that does not belong to the regime.
    """
    product = locked(product)
    role = refuse_without(actor, product)
    producer = product.producer
    if not cycles_for(producer.commune, clock.today()).filter(pk=cycle.pk, closed_on__isnull=True).exists():
        raise RuleViolation(_("Chu trình này không mở cho xã của chủ thể."), field="cycle")
    regime = regime_today(cycle)
    if reason := why_outside(producer, regime):
        raise RuleViolation(reason)
    if criteria_set is not None:
        _refuse_set(criteria_set, regime)
    dossier = Dossier(
        product=product,
        producer=producer,
        commune=commune_under(regime, producer.commune),
        cycle=cycle,
        regime=regime,
        criteria_set=criteria_set,
        registration_type=registration_type,
        is_new_idea=is_new_idea,
        organisation_name=producer.name,
        legal_rep_name=producer.representative_name,
        legal_rep_position=producer.representative_position,
        contact_address=", ".join(filter(None, (producer.address, address_of(producer.commune)))),
        phone=producer.phone,
        email=producer.email,
        product_name=product.name,
        sample_count=_samples(regime, criteria_set),
        created_by=actor,
    )
    dossier.sort_key, dossier.commune_sort_key = sort_key(dossier.product_name), dossier.commune.sort_key
    try:
        with transaction.atomic():
            dossier.save()
    except IntegrityError:
        raise RuleViolation(
            _("“%(product)s” đã có một hồ sơ chưa xong trong chu trình này.") % {"product": product},
            field="product",
            about=Dossier.objects.open().filter(product=product, cycle=cycle).first(),
        ) from None
    record(
        actor=actor,
        verb="dossier.start",
        subject=dossier,
        role=role,
        after=snapshot(dossier, "product", "cycle", "regime", "criteria_set", "registration_type"),
    )
    return dossier


def _samples(regime: Regime, criteria_set: CriteriaSet | None) -> int | None:
    return rules_of(regime).samples_for(criteria_set.group) if criteria_set else None


def _refuse_set(criteria_set: CriteriaSet, regime: Regime) -> None:
    if not belongs_to(criteria_set, regime):
        raise RuleViolation(
            _("“%(set)s” không thuộc danh mục của %(regime)s.") % {"set": criteria_set, "regime": regime},
            field="criteria_set",
        )
    if reasons := reasons_unusable(criteria_set):
        raise RuleViolation(
            _("“%(set)s” chưa dùng để chấm được: %(reasons)s")
            % {"set": criteria_set, "reasons": "; ".join(str(reason) for reason in reasons)},
            field="criteria_set",
        )


@transaction.atomic
def choose_criteria_set(
    *, actor: User, dossier: Dossier, criteria_set: CriteriaSet, version: int | None = None
) -> int:
    """Choose the set the product is scored by; returns how many self-scores that cleared.

    Papers cited for criteria of the old set stay cited for the dossier as a whole. Before the dossier is
    handed in its regime follows the day. Raises `Stale`, and `RuleViolation` for a set of another decision.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    regime = regime_for(dossier)
    _refuse_set(criteria_set, regime)
    before, changed = snapshot(dossier, "regime", "criteria_set"), dossier.criteria_set_id != criteria_set.pk
    cleared = 0
    if changed:
        cleared = dossier.self_scores.filter(option__isnull=False).count()
        dossier.self_scores.all().delete()
        _cite_as_a_whole(dossier)
        dossier.sample_count = _samples(regime, criteria_set)
    dossier.regime, dossier.criteria_set = regime, criteria_set
    dossier.commune = commune_under(regime, dossier.producer.commune)
    dossier.commune_sort_key = dossier.commune.sort_key
    _save(dossier, "regime", "criteria_set", "commune", "commune_sort_key", "sample_count")
    record(
        actor=actor,
        verb="dossier.choose_set",
        subject=dossier,
        role=role,
        before=before,
        after=snapshot(dossier, "regime", "criteria_set"),
        cleared=cleared,
    )
    return cleared


def _cite_as_a_whole(dossier: Dossier) -> None:
    specific = dossier.citations.filter(criterion__isnull=False)
    papers = set(specific.values_list("evidence", flat=True))
    specific.delete()
    papers -= set(dossier.citations.values_list("evidence", flat=True))
    Citation.objects.bulk_create(Citation(dossier=dossier, evidence_id=paper) for paper in sorted(papers))


@transaction.atomic
def update_registration_form(
    *, actor: User, dossier: Dossier, version: int | None = None, **fields: Any
) -> Dossier:
    """Write fields of the registration form (`EDITABLE`). Raises `Stale` and `RuleViolation`."""
    dossier, role = dossier_to_write(actor, dossier, version)
    before = snapshot(dossier, *IN_THE_TRAIL)
    for name, value in fields.items():
        if name not in EDITABLE:
            raise TypeError(f"not a field of the registration form: {name}")
        setattr(dossier, name, value)
    refuse_first(faults_of_form(dossier.signed_on))
    dossier.sort_key = sort_key(dossier.product_name)
    _save(dossier, *fields, "sort_key")
    record(
        actor=actor,
        verb="dossier.form",
        subject=dossier,
        role=role,
        before=before,
        after=snapshot(dossier, *IN_THE_TRAIL),
    )
    return dossier


@transaction.atomic
def save_self_scores(
    *, actor: User, dossier: Dossier, claims: Mapping[str, Claim], version: int | None = None
) -> Dossier:
    """Write the producer's own scores: criterion code → (position of the option or None, words).

    Criteria that are left out keep what they had. Raises `Stale`, and `RuleViolation` before a set is chosen
    and for a criterion or an option that the set does not have.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    if dossier.criteria_set is None:
        raise RuleViolation(_("Hãy chọn bộ tiêu chí trước."))
    tree = tree_of(dossier.criteria_set)
    for code, (position, words) in claims.items():
        try:
            criterion = tree.criterion(code)
            option = criterion.option(position)
        except KeyError:
            raise RuleViolation(
                _("Tiêu chí %(code)s không có mức này. Hãy tải lại trang.") % {"code": code}
            ) from None
        SelfScore.objects.update_or_create(
            dossier=dossier,
            criterion_id=criterion.pk,
            defaults={"option_id": option.pk if option else None, "words": words},
        )
    _save(dossier)
    record(
        actor=actor,
        verb="dossier.self_score",
        subject=dossier,
        role=role,
        after={code: position for code, (position, _words) in claims.items()},
    )
    return dossier


@transaction.atomic
def write_commune_report(
    *, actor: User, dossier: Dossier, version: int | None = None, **contents: Any
) -> CommuneReport:
    """Write the commune's report (Mẫu số 03, 26/2026/QĐ-TTg): four contents, number and day of the request.

    Raises `Stale`, and `RuleViolation` where the regime knows no such report.
    """
    dossier, role = dossier_to_write(actor, dossier, version)
    if role != Role.COMMUNE_OFFICER:
        raise RuleViolation(_("Báo cáo này do UBND xã viết."))
    refuse(why_not_report(dossier))
    report = report_of(dossier) or CommuneReport(dossier=dossier, version=0)
    for name, value in contents.items():
        if name not in REPORT_FIELDS:
            raise TypeError(f"not a content of the commune's report: {name}")
        setattr(report, name, value)
    refuse_first(faults_of_report(report.request_on))
    report.written_by = actor
    report.version += 1
    report.save()
    _save(dossier)
    record(
        actor=actor,
        verb="dossier.report",
        subject=dossier,
        role=role,
        after=snapshot(report, "request_number", "request_on"),
    )
    return report


def _save(dossier: Dossier, *fields: str) -> None:
    dossier.version += 1
    dossier.save(update_fields=["version", *fields])
