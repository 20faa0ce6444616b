"""Members declare their interests before a file opens, and say that they read it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import SessionState, SheetState
from evaluations.models import Declaration, Item, Recusal, Seat, Session, Sheet
from evaluations.queries.councils import scoring_seat_of
from evaluations.queries.interests import owner_of, ties_of
from evaluations.queries.refusals import why_not_declare, why_not_recuse
from evaluations.rules import MemberTies, hints_of_interest
from evaluations.services.rounds import freeze_if_spread
from ocop.accounts.models import User
from ocop.audit.services import record
from ocop.core.errors import RuleViolation, refuse
from ocop.core.roles import Role


@transaction.atomic
def declare_interests(
    *, actor: User, session: Session, clear: Iterable[Item] = (), tied: Mapping[Item, str] | None = None
) -> None:
    """A member says product by product: no interest ties me to it (`clear`), or one does, with its ground
    (`tied`), and then they stay out of it.

    Said again, a clear declaration changes nothing. The ties that the portal knows of are kept with it.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("council").get(pk=session.pk)
    seat = scoring_seat_of(actor, session)
    if seat is None:
        raise RuleViolation(_("Bạn không giữ ghế chấm điểm trong Hội đồng này."))
    for item, ground in (tied or {}).items():
        declare_recusal(actor=actor, item=item, ground=ground)
    clear, fresh = list(clear), []
    ties = ties_of([seat], {item.dossier.producer_id for item in clear})[seat.pk]
    for item in clear:
        refuse(why_not_declare(seat, item, session))
        fresh += [item.pk] if declare_clear(seat, item, ties) else []
    if fresh:
        record(actor=actor, verb="session.declare", subject=session, role=Role.COUNCIL_MEMBER, items=fresh)


@transaction.atomic
def declare_recusal(*, actor: User, item: Item, ground: str) -> Recusal:
    """A member stays out of one product, before sending a sheet for it. From then on the product's papers
    are closed to them; quorum and divisor of that product follow.
    """
    if not ground.strip():
        raise RuleViolation(_("Hãy nêu lý do."), field="ground")
    item = _locked_item(item)
    seat = scoring_seat_of(actor, item.session)
    list(Sheet.objects.select_for_update(of=("self",)).filter(item=item, seat=seat).order_by("pk"))
    refuse(why_not_recuse(actor, item))
    recusal = Recusal.objects.create(seat=seat, item=item, ground=ground, declared_by=actor)
    record(
        actor=actor,
        verb="session.recuse",
        subject=item.session,
        role=Role.COUNCIL_MEMBER,
        note=ground,
        item=item.pk,
        seat=seat.pk,
    )
    if item.session.state == SessionState.SCORING:
        sent = Sheet.objects.filter(item=item, scoring_round=item.scoring_round, state=SheetState.SENT)
        if sent.exists():
            freeze_if_spread(item)
    return recusal


@transaction.atomic
def confirm_reading(*, actor: User, item: Item) -> Declaration:
    """A member confirms that they read the file of a product; said twice, the first time counts."""
    seat = scoring_seat_of(actor, item.session)
    rows = Declaration.objects.select_for_update(of=("self",)).filter(seat=seat, item=item)
    declaration = rows.first()
    if declaration is None or Recusal.objects.filter(seat=seat, item=item).exists():
        raise RuleViolation(_("Hãy khai báo xung đột lợi ích trước khi mở hồ sơ."))
    if declaration.read_at is None:
        declaration.read_at = timezone.now()
        declaration.save(update_fields=["read_at"])
        record(actor=actor, verb="session.read-file", subject=item, role=Role.COUNCIL_MEMBER)
    return declaration


def declare_clear(seat: Seat, item: Item, ties: MemberTies, *, typed_by: User | None = None) -> bool:
    """Keep that no interest ties a seat to a product, with what the portal sees; whether that is new. Its
    caller has asked whether it may be said, and records it.
    """
    said = {"hints": list(hints_of_interest(ties, owner_of(item))), "typed_by": typed_by}
    _row, made = Declaration.objects.get_or_create(seat=seat, item=item, defaults=said)
    return made


def _locked_item(item: Item) -> Item:
    rows = Item.objects.select_for_update(of=("self",)).select_related("session__council__place")
    found = rows.filter(pk=item.pk).first()
    if found is None:
        raise RuleViolation(_("Sản phẩm đã được đưa ra khỏi phiên."))
    return found
