"""Down from the ministry: its result, and what the chair of the province makes of one below five stars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import CertificateState
from evaluations.models import Certificate, Item, MinistryResult, PastDecision
from evaluations.queries.ministry import FIVE_FROM, stars_open_to, why_not_enter, why_not_settle_ministry
from evaluations.services.certificates import new_codes
from evaluations.services.extensions import end_extension
from evaluations.workflow import CERTIFICATE
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Level, Role
from ocop.law.queries import rules_of
from ocop.localities.queries import address_of
from ocop.notifications.services import notify
from registrations import services as registrations
from registrations.models import Product


@transaction.atomic
def enter_ministry_result(
    *, actor: User, item: Item, points: Decimal, number: str, decided_on: date
) -> MinistryResult:
    """Enter what the ministry decided on a product that went up, by an officer of the province.

    From 90 points the ministry's five stars are entered as recognised. Below, the result waits for the leader
    of the province. Raises `RuleViolation` for everybody else, twice, and for a day to come.
    """
    item = _locked(item)
    _require(actor, item, Role.PROVINCE_OFFICER)
    refuse(why_not_enter(item))
    _refuse_day(decided_on, item)
    result = MinistryResult.objects.create(
        item=item, points=points, number=number.strip(), decided_on=decided_on, entered_by=actor
    )
    record(
        actor=actor,
        verb="ministry_result.create",
        subject=result,
        role=Role.PROVINCE_OFFICER,
        after={"points": str(points), "number": number},
    )
    place = item.session.council.place
    if points >= FIVE_FROM:
        decision = _decision(actor, item, level=Level.MINISTRY, number=number, decided_on=decided_on)
        _recognise(actor, result, stars=5, decision=decision)
    else:
        notify(
            holders([Role.PROVINCE_LEADER], place),
            _("Bộ chấm “%(product)s” %(points)s điểm: tỉnh quyết định công nhận 3, 4 sao hay không.")
            % {"product": item.dossier.product_name, "points": f"{points}".replace(".", ",")},
            "/ket-qua-cua-bo/",
        )
    return result


@transaction.atomic
def settle_ministry_result(
    *, actor: User, result: MinistryResult, stars: int, number: str, decided_on: date
) -> MinistryResult:
    """The leader of the province decides on a score below 90: three or four stars, or (0) none.

    Raises `RuleViolation` for who entered the result, for stars that its points do not reach, and once it is
    settled.
    """
    result = MinistryResult.objects.select_for_update(of=("self",)).get(pk=result.pk)
    item = _locked(result.item)
    _require(actor, item, Role.PROVINCE_LEADER)
    refuse(why_not_settle_ministry(actor, result))
    if stars and stars not in stars_open_to(result):
        raise RuleViolation(_("Điểm của Bộ không đạt hạng %(stars)s sao.") % {"stars": stars}, field="stars")
    if decided_on < result.decided_on or decided_on > clock.today():
        raise RuleViolation(_("Ngày ký phải từ ngày văn bản của Bộ đến hôm nay."), field="decided_on")
    result.settled_at, result.settled_by = timezone.now(), actor
    result.version += 1
    result.save(update_fields=["settled_at", "settled_by", "version"])
    if stars:
        decision = _decision(actor, item, level=Level.PROVINCE, number=number, decided_on=decided_on)
        _recognise(actor, result, stars=stars, decision=decision)
    else:
        result.stars = 0
        result.save(update_fields=["stars"])
        registrations.decline_dossier(actor=actor, dossier=item.dossier)
        end_extension(actor=actor, product=item.dossier.product)
    record(
        actor=actor,
        verb="ministry_result.settle",
        subject=result,
        role=Role.PROVINCE_LEADER,
        after={"stars": stars, "number": number},
    )
    return result


def _recognise(actor: User, result: MinistryResult, *, stars: int, decision: PastDecision) -> None:
    """Carry the dossier home and enter its certificate; the sheet itself is drawn by who signed."""
    dossier = result.item.dossier
    result.stars, result.decision = stars, decision
    result.save(update_fields=["stars", "decision"])
    registrations.recognise_dossier(actor=actor, dossier=dossier, stars=stars)
    product = Product.objects.select_for_update(of=("self",)).get(pk=dossier.product_id)
    older = Certificate.objects.filter(product=product, state=CertificateState.ACTIVE).first()
    if older:
        older = CERTIFICATE.carry("replace", older, actor=actor)
    house = dossier.producer.address
    certificate = Certificate.objects.create(
        **new_codes(),
        past_decision=decision,
        product=product,
        issuer=decision.place,
        commune=dossier.commune,
        stars=stars,
        product_name=dossier.product_name,
        producer_name=dossier.organisation_name,
        address=", ".join(part for part in (house, address_of(dossier.commune)) if part),
        product_code=dossier.product_code,
        valid_from=decision.decided_on,
        valid_until=clock.months_later(decision.decided_on, rules_of(dossier.regime).validity_months),
        issued_by=actor,
    )
    if older:
        older.replaced_by = certificate
        older.save(update_fields=["replaced_by"])


def _decision(actor: User, item: Item, *, level: str, number: str, decided_on: date) -> PastDecision:
    return PastDecision.objects.get_or_create(
        place=item.session.council.place,
        number=number.strip(),
        decided_on=decided_on,
        defaults={"level": level, "entered_by": actor},
    )[0]


def _refuse_day(day: date, item: Item) -> None:
    if not item.session.held_on <= day <= clock.today():
        raise RuleViolation(
            _("Ngày văn bản phải từ ngày họp của tỉnh %(day)s đến hôm nay.")
            % {"day": f"{item.session.held_on:%d/%m/%Y}"},
            field="decided_on",
        )


def _require(actor: User, item: Item, role: Role) -> None:
    if role not in Item.objects.roles_over(actor, item):
        raise RuleViolation(_("Chỉ %(who)s làm được việc này.") % {"who": role.label.lower()})


def _locked(item: Item) -> Item:
    rows = Item.objects.select_for_update(of=("self",)).select_related(
        "session__council__place", "dossier__regime", "dossier__producer", "dossier__commune"
    )
    return rows.get(pk=item.pk)
