"""What the authority of a level decides on the results of a session."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.choices import DecisionKind, Outcome
from evaluations.models import Decision, DecisionLine, Grading, Session
from evaluations.queries.refusals import why_not_discard, why_not_prepare, why_not_sign
from evaluations.queries.results import possible_outcomes, stars_granted, undecided_gradings
from evaluations.rules import RECOGNISING, UPWARD
from evaluations.services.authority import officer_of, require_officer_at, require_over_council
from evaluations.services.extensions import end_extension
from evaluations.workflow import DECISION
from ocop.accounts.models import User
from ocop.accounts.queries import holders
from ocop.audit.services import record
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale, refuse
from ocop.core.roles import LEADERS, Level, Role
from ocop.localities.models import Place
from ocop.notifications.services import notify, settle
from registrations import services as registrations


@transaction.atomic
def prepare_decision(*, actor: User, session: Session, outcomes: Mapping[int, str] | None = None) -> Decision:
    """Draw up what the level's leader is to sign: a line for each result that stands in no decision yet.

    `outcomes` maps a result's key to the outcome chosen among `possible_outcomes`; by default the one the
    regime suggests. Raises `RuleViolation` before the session is closed, while the council's view on a
    knock-out is missing, and when everything has been taken up already (by somebody who pressed first).
    """
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("council__place").get(pk=session.pk)
    )
    council = session.council
    role = require_over_council(actor, council, {Role.COUNCIL_SECRETARY, officer_of(council.level)})
    refuse(why_not_prepare(session))
    lines = [
        (grading, _chosen(grading, (outcomes or {}).get(grading.pk)))
        for grading in undecided_gradings(session)
    ]
    decision = Decision.objects.create(
        kind=_kind_of(outcome for _grading, outcome in lines),
        place=council.place,
        level=council.level,
        session=session,
        prepared_by=actor,
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision, grading=grading, outcome=outcome, stars=stars_granted(grading, outcome)
        )
        for grading, outcome in lines
    )
    record(actor=actor, verb="decision.prepare", subject=decision, role=role, lines=len(lines))
    notify(
        holders([LEADERS[Level(council.level)]], council.place),
        _("Có dự thảo quyết định chờ ký: kết quả phiên ngày %(day)s, %(count)s sản phẩm.")
        % {"day": f"{session.held_on:%d/%m/%Y}", "count": len(lines)},
        decision.get_absolute_url(),
        awaits=True,
    )
    return decision


@transaction.atomic
def discard_decision(*, actor: User, decision: Decision, note: str, version: int | None = None) -> None:
    """Take back a draft, so that its results can be corrected and drawn up anew."""
    decision = _locked(decision)
    role = require_officer_at(actor, decision.place, decision.level)
    refuse(why_not_discard(decision))
    if version is not None and version != decision.version:
        raise Stale(_("Người khác vừa thay đổi dự thảo này. Hãy xem lại rồi làm tiếp."))
    record(actor=actor, verb="decision.discard", subject=decision, role=role, note=note)
    settle(decision.get_absolute_url())
    decision.delete()


@transaction.atomic
def sign_decision(
    *,
    actor: User,
    decision: Decision,
    number: str,
    decided_on: date,
    signer_title: str,
    version: int | None = None,
) -> Decision:
    """The leader of the level signs; each dossier goes where its line says.

    Raises `RuleViolation` for the person who prepared the draft, for a number this place has used in that
    year, for a day before the session or in the future; `MoveRefused` for everybody who is not a leader of
    this level here, and once it is signed.
    """
    decision = _locked(decision)
    refuse(why_not_sign(actor, decision))
    if not decision.session.held_on <= decided_on <= clock.today():
        raise RuleViolation(
            _("Ngày ký phải từ ngày họp %(day)s đến hôm nay.")
            % {"day": f"{decision.session.held_on:%d/%m/%Y}"},
            field="decided_on",
        )
    decision = put_signature(
        decision,
        actor=actor,
        number=number,
        decided_on=decided_on,
        signer_title=signer_title,
        version=version,
    )
    settle(decision.get_absolute_url())
    for line in decision.lines.select_related("grading__item__dossier").order_by("pk"):
        _carry_out(actor, line)
    return decision


def put_signature(
    decision: Decision,
    *,
    actor: User,
    number: str,
    decided_on: date,
    signer_title: str,
    version: int | None = None,
) -> Decision:
    """Sign a draft with its number, day and signer, in the caller's transaction.

    Raises `RuleViolation` without a number and for one that the place has used in that year.
    """
    if not number.strip():
        raise RuleViolation(_("Hãy ghi số quyết định."), field="number")
    try:
        with transaction.atomic():
            return DECISION.fire(
                "sign",
                decision,
                actor=actor,
                version=version,
                number=number.strip(),
                decided_on=decided_on,
                number_year=decided_on.year,
                signer_title=signer_title,
                signed_at=timezone.now(),
                signed_by=actor,
            )
    except IntegrityError:
        raise _number_in_use(decision.place, number.strip(), decided_on) from None


def _number_in_use(place: Place, number: str, decided_on: date) -> RuleViolation:
    """A place counts its decisions anew each year; within the year a number stands once."""
    earlier = Decision.objects.filter(place=place, number=number, number_year=decided_on.year).get()
    return RuleViolation(
        _("Số %(number)s đã dùng cho quyết định ký ngày %(day)s.")
        % {"number": number, "day": f"{earlier.decided_on:%d/%m/%Y}"},
        field="number",
        about=earlier,
    )


def _carry_out(actor: User, line: DecisionLine) -> None:
    dossier = line.grading.item.dossier
    match Outcome(line.outcome):
        case Outcome.RECOGNISE:
            registrations.recognise_dossier(actor=actor, dossier=dossier, stars=line.stars)
        case Outcome.RECOGNISE_UP:
            registrations.send_to_ministry(actor=actor, dossier=dossier, stars=line.stars)
        case Outcome.FORWARD:
            registrations.forward_dossier(actor=actor, dossier=dossier)
        case Outcome.MINISTRY:
            registrations.send_to_ministry(actor=actor, dossier=dossier)
        case Outcome.REJECT:
            registrations.reject_dossier(actor=actor, dossier=dossier)
            end_extension(actor=actor, product=dossier.product)
        case Outcome.NOT_RECOGNISED:
            registrations.decline_dossier(actor=actor, dossier=dossier)
            end_extension(actor=actor, product=dossier.product)


def _locked(decision: Decision) -> Decision:
    """The decision under its lock; a draft that was discarded meanwhile is refused in words."""
    found = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("place", "session")
        .filter(pk=decision.pk)
        .first()
    )
    if found is None:
        raise RuleViolation(_("Dự thảo này đã bị hủy."))
    return found


def _chosen(grading: Grading, wanted: str | None) -> Outcome:
    possible = possible_outcomes(grading)
    if wanted is None:
        return possible[0]
    if wanted not in possible:
        raise RuleViolation(
            _("Quy định không cho phép kết luận này với “%(product)s”.")
            % {"product": grading.item.dossier.product_name}
        )
    return Outcome(wanted)


def _kind_of(outcomes: Iterable[Outcome]) -> DecisionKind:
    """Recognises as soon as one line does; else proposes to the level above what goes there (1048/QĐ-TTg at
    the district); where no product goes on, it only tells the result.
    """
    found = set(outcomes)
    if found & set(RECOGNISING):
        return DecisionKind.RECOGNISE
    if found & set(UPWARD):
        return DecisionKind.PROPOSE
    return DecisionKind.NOTIFY
