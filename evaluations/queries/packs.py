"""The figures of a session for its papers, and the packs made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from evaluations.choices import DecisionKind, DecisionState, PackPaperKind, SessionState, SheetState
from evaluations.models import (
    AgreedOption,
    Attendance,
    Certificate,
    Decision,
    Item,
    Mark,
    Minutes,
    Pack,
    PackPaper,
    Session,
    Sheet,
)
from evaluations.queries.preparation import lab_results_of
from evaluations.queries.reopenings import first_results_in_words
from evaluations.queries.results import Miss, Result, results_of
from evaluations.queries.sessions import RECUSED, quorum_of
from evaluations.rules import (
    AFTER_TESTS,
    CriterionFigures,
    PackFigures,
    ProductFigures,
    RoundFigures,
    SeatFigures,
    from_json,
    points_as_printed,
    proposed_option,
)
from ocop.accounts.models import User
from ocop.law.models import LegalAct
from ocop.law.queries import citation_flaws, citation_of, rules_of, tree_of
from ocop.law.rules import Criterion
from ocop.law.rules.citations import Fault
from ocop.localities.queries import address_of


def acts_of(session: Session) -> QuerySet[LegalAct]:
    """The acts of the regimes under which a session's products are assessed: the grounds to start from."""
    regimes = session.items.values("dossier__regime")
    return LegalAct.objects.filter(regimes__in=regimes).distinct().order_by("issued_on", "pk")


def flawed_grounds(session: Session, acts: Iterable[LegalAct]) -> list[str]:
    """Why these acts may not be cited for a session: each was not in force on its day. Those under which its
    products are assessed may be, whatever their end: rules of transition let them finish under them
    (26/2026/QĐ-TTg Art. 12).
    """
    day, own = session.held_on, set(acts_of(session).values_list("pk", flat=True))
    found = []
    for act in acts:
        known = {"act": act.number, "day": f"{act.in_force_from:%d/%m/%Y}"}
        if act.in_force_from > day:
            found.append(_("%(act)s chưa có hiệu lực vào ngày họp (từ %(day)s).") % known)
        elif act.pk not in own and act.in_force_to and act.in_force_to < day:
            known["day"] = f"{act.in_force_to:%d/%m/%Y}"
            found.append(_("%(act)s đã hết hiệu lực từ sau ngày %(day)s.") % known)
    return found


def flawed_citations(session: Session) -> list[str]:
    """What the minutes cite wrongly: an act under another day than its own, or one that was dead when the
    council met. Numbers that the registry does not know are the place's own.
    """
    minutes = minutes_of(session)
    own = set(acts_of(session).values_list("number", flat=True))
    found = []
    for flaw in citation_flaws(minutes.opinions, on=session.held_on) if minutes else ():
        known = {"act": flaw.cited.number, "day": flaw.cited.written}
        if flaw.fault == Fault.OTHER_DAY:
            known["right"] = f"{flaw.act.issued_on:%d/%m/%Y}"
            found.append(_("Biên bản dẫn %(act)s %(day)s; ngày đúng là %(right)s.") % known)
        elif flaw.fault == Fault.ENDED and flaw.cited.number not in own:
            known["day"] = f"{flaw.act.in_force_to:%d/%m/%Y}"
            found.append(_("Biên bản dẫn %(act)s đã hết hiệu lực từ sau ngày %(day)s.") % known)
    return found


def why_no_pack(session: Session) -> str:
    if session.state != SessionState.CLOSED:
        return _("Phiên chưa đóng nên chưa lập được bộ văn bản.")
    return ""


def why_not_write_minutes(session: Session) -> str:
    """What was issued says what it says: only a reopening gives the council minutes to write again."""
    if unready := why_no_pack(session):
        return unready
    row = _issued_papers(session).filter(kind=PackPaperKind.MINUTES).last()
    if row is None or session.reopenings.filter(reopened_at__gt=row.pack.made_at).exists():
        return ""
    return _("Biên bản số %(number)s đã ban hành nên không sửa được nữa.") % {"number": row.issued.number}


def why_not_issue(row: PackPaper) -> str:
    return refusals_of(row.pack)[row.pk]


def refusals_of(pack: Pack) -> dict[int, str]:
    """Why each paper of a pack, by its key, cannot be issued now; empty where it can.

    A paper is issued once, from the newest pack, a decision and its letters only once it is signed. After a
    reopening the new paper is issued in the place of the former one.
    """
    papers = list(pack.papers.all())
    outdated, is_decided = why_out_of_date(pack), decision_of(pack.session) is not None
    issued = {_about(row) for row in _issued_papers(pack.session)}
    replaced = replaced_papers(pack)

    def why_not(row: PackPaper) -> str:
        if row.kind == PackPaperKind.FORM:
            return _("Biểu mẫu này do chủ thể nộp nên không ban hành.")
        if row.issued_id:
            return _("Văn bản này đã được ban hành.")
        if outdated:
            return outdated
        if row.kind not in (PackPaperKind.MINUTES, PackPaperKind.REPORT) and not is_decided:
            return _("Quyết định chưa ký nên văn bản này chưa ban hành được.")
        if _about(row) in issued and _about(row) not in replaced:
            return _("Văn bản này đã ban hành từ bộ trước.")
        return ""

    return {row.pk: why_not(row) for row in papers}


def replaced_papers(pack: Pack) -> dict[tuple[str, int | None], PackPaper]:
    """The issued papers whose place those of this pack take, by kind and product: the session was reopened
    after their pack was made. Only minutes and report can be: the others follow a signed decision, and then
    no session is reopened.
    """
    earlier = _issued_papers(pack.session).filter(pack__revision__lt=pack.revision)
    latest = {_about(row): row for row in earlier}
    opened = pack.session.reopenings.filter(reopened_at__lt=pack.made_at)
    again = opened.order_by("-reopened_at").values_list("reopened_at", flat=True).first()
    return {about: row for about, row in latest.items() if again and row.pack.made_at < again}


def replaced_by(row: PackPaper) -> PackPaper | None:
    return replaced_papers(row.pack).get((row.kind, row.item_id))


def _issued_papers(session: Session) -> QuerySet[PackPaper]:
    """The issued papers of all packs of a session, the latest last."""
    rows = PackPaper.objects.filter(pack__session=session, issued__isnull=False)
    return rows.select_related("pack", "issued", "number_entry__book").order_by("pack__revision", "position")


def _about(row: PackPaper) -> tuple[str, int | None]:
    return row.kind, row.item_id


def minutes_of(session: Session) -> Minutes | None:
    return Minutes.objects.filter(session=session).first()


def newest_pack(session: Session) -> Pack | None:
    return session.packs.order_by("-revision").first()


def papers_to_make(pack_id: int) -> list[int]:
    """The papers of a pack that have no files yet, in their order."""
    rows = PackPaper.objects.filter(pack=pack_id, pdf="").order_by("position")
    return list(rows.values_list("pk", flat=True))


def decision_of(session: Session) -> Decision | None:
    """The signed decision on the results, if there is one; what the province decides on a result of the
    ministry comes later and is none of this pack.
    """
    signed = session.decisions.filter(state=DecisionState.SIGNED).exclude(kind=DecisionKind.AFTER_MINISTRY)
    return signed.select_related("signed_by").order_by("-decided_on", "-pk").first()


def why_out_of_date(pack: Pack) -> str:
    """Why nothing more is issued from a pack; empty for one that is still true."""
    if pack.session.state != SessionState.CLOSED:
        return _("Phiên đang mở lại: đóng phiên, lập bộ mới rồi ban hành.")
    if newest_pack(pack.session) != pack or is_out_of_date(pack):
        return _("Bộ này không còn mới nhất: hãy lập bộ mới rồi ban hành.")
    return ""


def is_out_of_date(pack: Pack) -> bool:
    """Whether the papers of a pack would say something else today: a decision was signed, results, vote or
    opinions changed, or the session was opened again. The grounds that its maker chose stay.
    """
    if pack.session.state != SessionState.CLOSED:
        return True
    said = from_json(pack.figures)
    return _in_substance(said) != _in_substance(replace(figures_of(pack.session), grounds=said.grounds))


def _in_substance(figures: PackFigures) -> PackFigures:
    """Without the words for levels: they follow from points and common views, and packs that were made before
    those words were written out are as true as they were.
    """
    products = (
        replace(product, criteria=tuple(replace(one, level="") for one in product.criteria))
        for product in figures.products
    )
    return replace(figures, products=tuple(products))


def figures_of(session: Session, *, acts: Iterable[LegalAct] = ()) -> PackFigures:
    """Everything the papers of a closed session say, read once, in Vietnamese whoever reads.

    Raises `ValueError` while the session is not closed: until then nobody sees a mark.
    """
    if session.state != SessionState.CLOSED:
        raise ValueError("only a closed session has figures")
    with translation.override(settings.LANGUAGE_CODE):
        return _figures(session, acts)


def _figures(session: Session, acts: Iterable[LegalAct]) -> PackFigures:
    council, decision, minutes = session.council, decision_of(session), minutes_of(session)
    seats = _seats(session)
    numbers = {seat_pk: seat.number for seat_pk, seat in seats.items()}
    results = results_of(session)
    months = max((rules_of(r.dossier.regime).validity_months for r in results), default=0)
    quorum = quorum_of(session)
    return PackFigures(
        council=council.name,
        council_decision=_("%(number)s ngày %(day)s")
        % {"number": council.decision_number, "day": f"{council.decided_on:%d/%m/%Y}"},
        place=council.place.name_in_address,
        place_name=council.place.name,
        level=council.level,
        year=council.cycle.year,
        held_on=session.held_on.isoformat(),
        venue=session.venue,
        began=_clock(session.opened_at),
        ended=_clock(session.closed_at),
        quorum_least=f"{quorum.least_percent:f}".replace(".", ","),
        quorum_share=points_as_printed(quorum.share * 100).rstrip("0").rstrip(","),
        max_spread=council.max_spread,
        aggregation=council.get_aggregation_display(),
        seats=tuple(seats.values()),
        products=tuple(_product(at, result, numbers) for at, result in enumerate(results, 1)),
        votes=minutes.votes if minutes else None,
        opinions=minutes.opinions if minutes else "",
        grounds=tuple(citation_of(act) for act in acts),
        validity_months=months,
        decision_number=decision.number if decision else "",
        decided_on=decision.decided_on.isoformat() if decision else "",
        signer_title=decision.signer_title if decision else "",
        signer=str(decision.signed_by) if decision else "",
        first_result=first_results_in_words(session),
    )


def _clock(moment) -> str:
    """“8 giờ 05 phút”, of Hà Nội."""
    at = localtime(moment)
    return _("%(hour)s giờ %(minute)s phút") % {"hour": at.hour, "minute": f"{at.minute:02d}"}


def _seats(session: Session) -> dict[int, SeatFigures]:
    roll = session.roll.select_related("seat__person").order_by("pk")
    found = {}
    for number, row in enumerate(roll, 1):
        seat = row.seat
        found[seat.pk] = SeatFigures(
            number=number,
            name=str(seat.person),
            post=", ".join(part for part in (seat.title, seat.agency) if part),
            role=str(seat.get_role_display()),
            present=row.present,
            scores=seat.scores,
            arrived=_clock(row.arrived_at) if _is_late(row, session) else "",
        )
    return found


def _is_late(row: Attendance, session: Session) -> bool:
    return row.present and row.arrived_at is not None and row.arrived_at > session.opened_at


def _product(position: int, result: Result, numbers: Mapping[int, int]) -> ProductFigures:
    item, dossier, grading = result.item, result.dossier, result.grading
    floors = [band.floor for band in rules_of(dossier.regime).bands]
    house = dossier.producer.address
    return ProductFigures(
        item=item.pk,
        dossier=dossier.pk,
        position=position,
        product=dossier.product_name,
        producer=dossier.organisation_name,
        address=", ".join(part for part in (house, address_of(dossier.commune)) if part),
        commune=dossier.commune.name_in_address,
        code=dossier.product_code,
        group=dossier.criteria_set.group_name,
        regime=dossier.regime.code,
        kind=str(dossier.get_registration_type_display()),
        rounds=_rounds(item, numbers),
        recused=tuple(
            (numbers[recusal.seat_id], recusal.ground)
            for recusal in item.recusals.order_by("seat")
            if recusal.seat_id in numbers
        ),
        mean=points_as_printed(grading.exact_mean, floors),
        stars_by_points=grading.stars_by_points,
        stars=grading.stars,
        missed=tuple(_missed(miss) for miss in result.failed),
        knock_out=str(grading.knock_out or ""),
        outcome=AFTER_TESTS if result.once_more and result.line is None else result.outcome.value,
        before=result.before,
        tests=tuple(str(test) for test in lab_results_of(item)),
        granted=result.granted if result.granted != grading.stars else None,
        criteria=_criteria(result),
        confirmation=getattr(grading, "confirmation", ""),
        has_samples=dossier.sample_count != 0,
        majority=result.majority,
    )


def _missed(miss: Miss) -> str:
    values = {
        "code": miss.criterion,
        "name": miss.name,
        "needed": _comma(miss.needed_points),
        "stars": miss.stars,
    }
    if not miss.reached:
        return (
            _("Tiêu chí %(code)s %(name)s: chưa đạt mức nào, cần mức %(needed)s điểm cho hạng %(stars)s sao")
            % values
        )
    words = _(
        "Tiêu chí %(code)s %(name)s: đạt mức %(got)s điểm, cần mức %(needed)s điểm cho hạng %(stars)s sao"
    )
    return words % (values | {"got": _comma(miss.reached_points)})


def _comma(text: str) -> str:
    return text.replace(".", ",")


def _rounds(item: Item, numbers: Mapping[int, int]) -> tuple[RoundFigures, ...]:
    """Every round that was scored; a sheet of a member who recused themselves is in none."""
    sheets = Sheet.objects.filter(item=item, state=SheetState.SENT).exclude(RECUSED)
    totals: dict[int, dict[str, Decimal]] = {}
    for number, seat, total in sheets.order_by("scoring_round", "seat").values_list(
        "scoring_round", "seat", "total"
    ):
        totals.setdefault(number, {})[str(numbers.get(seat, 0))] = total
    spreads = getattr(item, "spreads", None)
    said = {row.scoring_round: row.discussion for row in spreads.all()} if spreads is not None else {}
    return tuple(
        RoundFigures(
            number=number,
            totals={seat: _plain(total) for seat, total in row.items()},
            spread=_plain(max(row.values()) - min(row.values())),
            discussion=said.get(number, ""),
        )
        for number, row in totals.items()
    )


def _criteria(result: Result) -> tuple[CriterionFigures, ...]:
    """The mean of every criterion over the counted sheets, with the reasons that hang on it."""
    item = result.item
    tree = tree_of(result.dossier.criteria_set)
    sheets = Sheet.objects.filter(item=item, scoring_round=item.scoring_round, state=SheetState.SENT)
    counted = list(sheets.exclude(RECUSED).values_list("pk", flat=True))
    sums: dict[str, Decimal] = {}
    notes: dict[str, list[str]] = {}
    ticks: dict[str, list[int | None]] = {}
    marks = Mark.objects.filter(sheet__in=counted).order_by("pk")
    for code, position, worth, note in marks.values_list(
        "criterion__code", "option__position", "option__points", "note"
    ):
        sums[code] = sums.get(code, Decimal(0)) + (worth or Decimal(0))
        ticks.setdefault(code, []).append(position)
        if note.strip() and note.strip() not in notes.setdefault(code, []):
            notes[code].append(note.strip())
    common = {row.criterion.code: row for row in item.agreed_options.select_related("option", "criterion")}
    agreed = {code: _agreed(row) for code, row in common.items()}
    missed = {miss.criterion: _missed(miss) for miss in result.failed}
    rows = []
    for part in tree.parts:
        rows.append(CriterionFigures(part.code, part.name, _plain(part.max_points), "", is_heading=True))
        rows += [
            CriterionFigures(
                code=criterion.code,
                name=criterion.name,
                most=_plain(criterion.max_points),
                points=points_as_printed(
                    Fraction(sums.get(criterion.code, Decimal(0))) / max(len(counted), 1)
                ),
                agreed=agreed.get(criterion.code, ""),
                level=_agreed_in_full(criterion, common[criterion.code])
                if criterion.code in common
                else _usual(criterion, ticks.get(criterion.code, []), len(counted)),
                reason=missed.get(criterion.code, ""),
                notes=tuple(notes.get(criterion.code, ())),
            )
            for section in tree.sections_of(part)
            for criterion in section.criteria
        ]
    return tuple(rows)


def _agreed(row: AgreedOption) -> str:
    words = row.option.label if row.option else _("Chưa đạt mức nào")
    return words if row.is_recorded else _by_majority(words)


def _agreed_in_full(criterion: Criterion, row: AgreedOption) -> str:
    words = _level(criterion, row.option.position if row.option else None)
    return words if row.is_recorded else _by_majority(words)


def _usual(criterion: Criterion, ticks: Sequence[int | None], sheets: int) -> str:
    """The level that most of so many sheets chose, where the council records no common view."""
    worth = {option.position: option.points for option in criterion.options}
    if not sheets:
        return ""
    position = proposed_option([*ticks, *[None] * (sheets - len(ticks))], worth)
    return _by_majority(_level(criterion, position))


def _level(criterion: Criterion, position: int | None) -> str:
    option = criterion.option(position)
    return criterion.in_full(option) if option else _("Chưa đạt mức nào")


def _by_majority(words: str) -> str:
    return _("%(option)s (theo đa số phiếu)") % {"option": words}


def _plain(value: Decimal) -> str:
    """Points without needless zeros: “78”, “78,5”."""
    return f"{value.normalize():f}".replace(".", ",")


def certificates_of(pack: Pack, person: User) -> QuerySet[Certificate]:
    """The certificates of a pack as far as a person may have them, by number."""
    rows = drawn_certificates(pack).filter(pk__in=Certificate.objects.visible_to(person).values("pk"))
    return rows.select_related("paper").order_by("number_entry__number", "pk")


def drawn_certificates(pack: Pack) -> QuerySet[Certificate]:
    """The drawn certificates of the decision that a pack cites: none before it was signed, none taken over,
    none that follows a result of the ministry.
    """
    return Certificate.objects.filter(
        line__decision__session=pack.session_id,
        line__decision__number=pack.figures["decision_number"],
        line__decision__decided_on=pack.figures["decided_on"] or None,
        line__ministry_result__isnull=True,
        paper__isnull=False,
        reissue_reason="",
    )
