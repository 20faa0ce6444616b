"""Down from the ministry: its result, and what the chair of the province makes of one below five stars."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import DecisionKind, Outcome
from evaluations.models import Decision, DecisionLine, Item, MinistryResult, PastDecision
from evaluations.queries.ministry import (
    line_on_the_way,
    stars_open_to,
    why_not_enter,
    why_not_settle_ministry,
)
from evaluations.rules import MOST_STARS
from evaluations.services.certificates import certify, retire_active
from evaluations.services.decisions import put_signature
from evaluations.services.extensions import end_extension
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Level, Role
from ocop.law.queries import rules_of
from ocop.law.rules import stars_for
from ocop.notifications.services import notify
from registrations import services as registrations


@transaction.atomic
def enter_ministry_result(
    *,
    actor: User,
    item: Item,
    points: Decimal,
    stars: int | None,
    number: str,
    decided_on: date,
    reason: str = "",
) -> MinistryResult:
    """Enter what the ministry decided on a product that went up, by an officer of the province.

    `stars` are those that its paper names, None where it names none. They count, not those of the points: a
    minimum may have lowered them, which takes a `reason`. Five stars are entered as recognised; otherwise the
    recognition of the province stands where there was one before (1048/QĐ-TTg), and else the result waits for
    the leader of the province. Raises `RuleViolation` for everybody else, twice, for more
    stars than the points give, without that reason, and for a day to come.
    """
    item = _locked(item)
    _require(actor, item, Role.PROVINCE_OFFICER)
    refuse(why_not_enter(item))
    _refuse_day(decided_on, item)
    _refuse_named_stars(item, points=points, stars=stars, reason=reason)
    result = MinistryResult.objects.create(
        item=item,
        points=points,
        named_stars=stars,
        named_because=reason.strip(),
        number=number.strip(),
        decided_on=decided_on,
        entered_by=actor,
    )
    record(
        actor=actor,
        verb="ministry_result.create",
        subject=result,
        role=Role.PROVINCE_OFFICER,
        after={"points": str(points), "stars": stars, "number": number},
        note=reason,
    )
    place = item.session.council.place
    if stars == MOST_STARS:
        _enter_five_stars(actor, result)
    elif line := line_on_the_way(item):
        _let_stand(actor, result, line)
    else:
        notify(
            holders([Role.PROVINCE_LEADER], place),
            _(
                "Bộ chấm “%(product)s” %(points)s điểm, chưa công nhận 5 sao: "
                "tỉnh quyết định công nhận 3, 4 sao hay không."
            )
            % {"product": item.dossier.product_name, "points": f"{points}".replace(".", ",")},
            "/ket-qua-cua-bo/",
        )
    return result


@transaction.atomic
def settle_ministry_result(
    *,
    actor: User,
    result: MinistryResult,
    stars: int,
    number: str,
    decided_on: date,
    signer_title: str,
) -> MinistryResult:
    """The leader of the province decides on a result without five stars: three or four, or (0) none.

    Stars are a decision of the province like any other, prepared by who entered the result: its certificate
    takes a number of the province's own book and is drawn, printed and handed over as all others are. Raises
    `RuleViolation` for who entered the result, for stars that it does not reach, for a number that the
    province used in that year, and once it is settled.
    """
    result = MinistryResult.objects.select_for_update(of=("self",)).get(pk=result.pk)
    item = result.item = _locked(result.item)
    _require(actor, item, Role.PROVINCE_LEADER)
    refuse(why_not_settle_ministry(actor, result))
    if stars and stars not in stars_open_to(result):
        raise RuleViolation(
            _("Kết quả của Bộ không đạt hạng %(stars)s sao.") % {"stars": stars}, field="stars"
        )
    if decided_on < result.decided_on or decided_on > clock.today():
        raise RuleViolation(_("Ngày ký phải từ ngày văn bản của Bộ đến hôm nay."), field="decided_on")
    result.settled_at, result.settled_by, result.stars = timezone.now(), actor, stars
    result.version += 1
    result.save(update_fields=["settled_at", "settled_by", "stars", "version"])
    if stars:
        _recognise_three_or_four(
            actor, result, number=number, decided_on=decided_on, signer_title=signer_title
        )
    else:
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


@transaction.atomic
def reassess_after_ministry(*, actor: User, result: MinistryResult, note: str) -> MinistryResult:
    """The leader of the province has the council score once more instead of deciding on the ministry's points
    (26/2026/QĐ-TTg Art. 7: “hoặc đánh giá lại”). The dossier waits to be put on an agenda.

    Raises `RuleViolation` for who entered the result, without a reason, and once it is settled.
    """
    result = MinistryResult.objects.select_for_update(of=("self",)).get(pk=result.pk)
    item = result.item = _locked(result.item)
    _require(actor, item, Role.PROVINCE_LEADER)
    refuse(why_not_settle_ministry(actor, result))
    if not note.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="note")
    result.settled_at, result.settled_by, result.again = timezone.now(), actor, True
    result.version += 1
    result.save(update_fields=["settled_at", "settled_by", "again", "version"])
    registrations.reassess_dossier(actor=actor, dossier=item.dossier, note=note)
    record(
        actor=actor,
        verb="ministry_result.again",
        subject=result,
        role=Role.PROVINCE_LEADER,
        note=note,
    )
    notify(
        holders([Role.PROVINCE_OFFICER], item.session.council.place),
        _("Lãnh đạo tỉnh cho đánh giá lại “%(product)s”: hồ sơ chờ xếp phiên.")
        % {"product": item.dossier.product_name},
        item.dossier.get_absolute_url(),
    )
    return result


def _recognise_three_or_four(
    actor: User, result: MinistryResult, *, number: str, decided_on: date, signer_title: str
) -> None:
    item = result.item
    decision = Decision.objects.create(
        kind=DecisionKind.AFTER_MINISTRY,
        place=item.session.council.place,
        level=Level.PROVINCE,
        session=item.session,
        prepared_by=result.entered_by,
    )
    DecisionLine.objects.create(
        decision=decision,
        grading=item.grading,
        ministry_result=result,
        outcome=Outcome.RECOGNISE,
        stars=result.stars,
    )
    decision = put_signature(
        decision, actor=actor, number=number, decided_on=decided_on, signer_title=signer_title
    )
    registrations.recognise_dossier(actor=actor, dossier=item.dossier, stars=result.stars)
    notify(
        holders([Role.PROVINCE_OFFICER], decision.place),
        _("Đã ký Quyết định %(number)s công nhận “%(product)s” %(stars)s sao: giấy chứng nhận chờ cấp.")
        % {"number": decision.number, "product": item.dossier.product_name, "stars": result.stars},
        decision.get_absolute_url(),
    )


def _let_stand(actor: User, result: MinistryResult, line: DecisionLine) -> None:
    """Carry the dossier home with the stars that the province gave it; its certificate stays as it is."""
    result.stars, result.stands = line.stars, True
    result.save(update_fields=["stars", "stands"])
    registrations.recognise_dossier(actor=actor, dossier=result.item.dossier, stars=line.stars)


def _enter_five_stars(actor: User, result: MinistryResult) -> None:
    """Carry the dossier home and enter the ministry's certificate; the sheet is drawn by the ministry."""
    dossier, place = result.item.dossier, result.item.session.council.place
    result.stars = MOST_STARS
    result.decision = PastDecision.objects.get_or_create(
        place=place,
        number=result.number,
        decided_on=result.decided_on,
        defaults={"level": Level.MINISTRY, "entered_by": actor},
    )[0]
    result.save(update_fields=["stars", "decision"])
    registrations.recognise_dossier(actor=actor, dossier=dossier, stars=result.stars)
    older = retire_active(actor=actor, dossier=dossier)
    certify(
        dossier,
        in_place_of=older,
        decided_on=result.decided_on,
        past_decision=result.decision,
        issuer=place,
        stars=result.stars,
        issued_by=actor,
    )


def _refuse_named_stars(item: Item, *, points: Decimal, stars: int | None, reason: str) -> None:
    """Never more than the points give; less only for a reason, of a rank or (None) of five stars."""
    given = stars_for(Fraction(points), rules_of(item.dossier.regime).bands)
    told = {"given": given, "stars": stars}
    if stars is not None and stars > given:
        raise RuleViolation(
            _("Điểm này ứng với %(given)s sao, không thể là %(stars)s sao: hãy xem lại điểm trong văn bản.")
            % told,
            field="stars",
        )
    if reason.strip() or stars == given or (stars is None and given < MOST_STARS):
        return
    if stars is None:
        words = _("Điểm này ứng với %(given)s sao mà văn bản không nêu 5 sao: hãy ghi lý do.")
    else:
        words = _("Điểm này ứng với %(given)s sao, văn bản của Bộ xếp %(stars)s sao: hãy ghi lý do.")
    raise RuleViolation(words % told, field="reason")


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
