"""The roll by a code, ticks that arrive twice, and ticks that arrive too late."""

import gzip
import re
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.urls import reverse
from freezegun import freeze_time

from evaluations import services
from evaluations.models import LateMark, Mark, Sheet
from evaluations.queries import marks_of
from evaluations.queries.files import files_due_on
from evaluations.queries.sessions import late_marks, quorum_so_far
from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.law.queries import tree_of
from ocop.ui.models import FormReceipt
from ocop.ui.templatetags.portal import points
from tests.factories.evaluations import open_session, planned_session, score, sheet_of
from tests.kept import kept


@kept
def planned(district, dossier):
    return planned_session(district, dossier)


@kept
def item(district, dossier):
    return open_session(district, dossier).items.get()


def tick(client, person, sheet, code, position, key, was=""):
    """What the browser's queue sends."""
    criterion = tree_of(sheet.item.dossier.criteria_set).criterion(code)
    client.force_login(person)
    return client.post(
        reverse("evaluations:sheet-tick", args=[sheet.pk, criterion.pk]),
        {f"c-{criterion.pk}": str(position), f"was-c-{criterion.pk}": was, "form_key": str(key)},
        headers={"HX-Request": "true"},
    )


# --- The roll ---------------------------------------------------------------------------------------------


def test_a_scanned_code_puts_its_member_on_the_roll_once(client, district, planned):
    code = services.roll_code(planned)
    client.force_login(district.chair)
    address = reverse("evaluations:session-check-in", args=[planned.pk])
    assert client.get(address, {"ma": code}).context["form"].initial == {"code": code}
    for _n in range(2):
        assert client.post(address, {"code": code, "form_key": str(uuid4())}).status_code == 302

    row = planned.roll.get()
    assert (row.seat.person, row.present, row.scanned) == (district.chair, True, True)
    assert Event.objects.filter(verb="session.check-in").count() == 1


def test_the_light_turns_green_with_the_quorum_and_the_chair(client, district, planned):
    code, seats = services.roll_code(planned), district.seats
    for person in (*district.members, district.secretary):
        services.check_in(actor=person, session=planned, code=code)
    here = set(planned.roll.values_list("seat", flat=True))
    so_far = quorum_so_far(planned, seats, here)
    assert (so_far.share, so_far.is_met) == (0.75, False)
    client.force_login(district.secretary)
    address = reverse("evaluations:session-open", args=[planned.pk])
    assert "Chưa đủ điều kiện họp" in client.get(address).content.decode()

    services.check_in(actor=district.chair, session=planned, code=code)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Đủ điều kiện họp" in part
    assert "<html" not in part
    assert "<svg" in part


def test_the_light_turns_green_by_hand_too(client, district, planned):
    """Who is ticked on the open page counts at once beside who scanned since it was drawn."""
    chair = next(seat for seat in district.seats if seat.person == district.chair)
    by_hand = [seat.pk for seat in district.seats if seat != chair]
    client.force_login(district.secretary)
    address = reverse("evaluations:session-open", args=[planned.pk])
    shown = {"shown": "", "present": by_hand}
    part = client.get(address, shown, headers={"HX-Request": "true"}).content.decode()
    assert "Chưa đủ điều kiện họp" in part
    assert part.count("đánh dấu tay") == len(by_hand)

    services.check_in(actor=district.chair, session=planned, code=services.roll_code(planned))
    part = client.get(address, shown, headers={"HX-Request": "true"}).content.decode()
    assert "Chưa đủ" not in part
    assert f"Có mặt {len(district.seats)}/{len(district.seats)}" in part

    taken_back = {"shown": str(chair.pk), "present": by_hand}
    part = client.get(address, taken_back, headers={"HX-Request": "true"}).content.decode()
    assert "Chưa đủ điều kiện họp" in part


def test_what_is_not_ready_is_told_before_the_session_opens(client, district, planned):
    client.force_login(district.secretary)
    address = reverse("evaluations:session-open", args=[planned.pk])
    page = client.get(address)
    count = planned.items.count()
    assert page.context["page"].not_ready == [
        f"Tài liệu chưa gửi cho thành viên; Quy chế hẹn đến {files_due_on(planned, {}):%d/%m/%Y}.",
        f"Tổ tư vấn chưa báo cáo {count} sản phẩm.",
        f"Chưa nhận mẫu của {count} sản phẩm.",
    ]
    assert "Trước khi mở phiên còn thiếu" in page.content.decode()

    services.send_files(actor=district.secretary, session=planned)
    assert "Tài liệu gửi ngày" in client.get(address).context["page"].not_ready[0], "too late by the Quy chế"


def test_what_was_scanned_stays_on_the_roll_that_the_secretary_confirms(district, planned):
    services.check_in(actor=district.chair, session=planned, code=services.roll_code(planned))
    services.open_session(actor=district.secretary, session=planned, present=district.seats)

    assert set(planned.roll.filter(scanned=True).values_list("seat__person", flat=True)) == {
        district.chair.pk
    }
    assert not planned.roll.filter(arrived_at__isnull=True).exists()


def test_a_scan_outlives_the_secretarys_form_that_was_opened_before_it(client, district, planned):
    chair = next(seat for seat in district.seats if seat.person == district.chair)
    others = [seat.pk for seat in district.seats if seat != chair]
    client.force_login(district.secretary)
    page = reverse("evaluations:session-open", args=[planned.pk])
    form = client.get(page).context["form"]
    services.check_in(actor=district.chair, session=planned, code=services.roll_code(planned))
    poll = client.get(page, {"shown": ""}, headers={"HX-Request": "true"}).content.decode()
    assert f'name="present" value="{chair.pk}"' in poll
    assert "hx-swap-oob" in poll

    typed = {"form_key": form.form_key, "version": form.version, "shown": "", "present": others}
    assert client.post(page, typed).status_code == 302

    assert planned.roll.get(seat=chair).scanned


def test_a_scan_that_was_shown_may_be_taken_back(district, planned):
    absent = next(seat for seat in district.seats if seat.person not in (district.chair, district.secretary))
    services.check_in(actor=absent.person, session=planned, code=services.roll_code(planned))
    rest = [seat for seat in district.seats if seat != absent]
    services.open_session(actor=district.secretary, session=planned, present=rest, shown=[absent.pk])
    assert not planned.roll.get(seat=absent).present


def test_strange_old_and_late_codes_are_refused(cast, district, planned):
    other = planned_session(district)
    with freeze_time("2026-11-29 01:00"):
        old = services.roll_code(planned)
    with freeze_time("2026-11-29 01:20"):
        for code, reason in ((old, "Mã đã cũ"), ("x", "Mã không đúng")):
            with pytest.raises(RuleViolation, match=reason):
                services.check_in(actor=district.chair, session=planned, code=code)
    with pytest.raises(RuleViolation, match="phiên họp khác"):
        services.check_in(actor=district.chair, session=planned, code=services.roll_code(other))
    with pytest.raises(RuleViolation, match="không giữ ghế"):
        services.check_in(actor=cast.nobody, session=planned, code=services.roll_code(planned))
    services.open_session(actor=district.secretary, session=planned, present=district.seats)
    with pytest.raises(RuleViolation, match="Phiên đã mở"):
        services.check_in(actor=district.chair, session=planned, code=services.roll_code(planned))


# --- The queue of the browser -----------------------------------------------------------------------------


def test_a_tick_that_arrives_again_changes_nothing(client, district, item):
    """The first answer was lost on the way; meanwhile the member ticked something else."""
    sheet, key = sheet_of(district.chair, item), uuid4()
    assert tick(client, district.chair, sheet, "1a", 1, key).status_code == 200
    assert tick(client, district.chair, sheet, "1a", 3, uuid4(), was="1").status_code == 200
    again = tick(client, district.chair, sheet, "1a", 1, key)

    assert (again.status_code, 'id="score-bar"' in again.content.decode()) == (200, True)
    assert marks_of(sheet) == {"1a": 3}
    assert FormReceipt.objects.filter(person_id=district.chair.pk).count() == 2


def test_a_tick_after_the_close_is_refused_and_kept_for_the_secretary(client, district, item):
    score(district, item.session, 60)
    sheet, key = sheet_of(district.chair, item), uuid4()
    before = marks_of(sheet)
    assert tick(client, district.chair, sheet, "1a", 1, uuid4()).status_code == 422
    assert not LateMark.objects.exists(), "the session still scores: nobody may read a mark"
    services.close_session(actor=district.chair, session=item.session)
    said = [tick(client, district.chair, sheet, "1a", 2, key) for _n in range(2)]
    assert [answer.status_code for answer in said] == [422, 422]
    assert all("không còn chấm" in answer.content.decode() for answer in said)
    assert all("giữ lại để Thư ký biết" in answer.content.decode() for answer in said), "once it is kept"
    assert Event.objects.filter(verb="sheet.refuse").count() == 1, "the one before the close"

    assert marks_of(sheet) == before
    late = LateMark.objects.get()
    assert (late.pk, late.criterion.code, late.option.position) == (key, "1a", 2)
    assert list(late_marks(item.session)) == [late]
    page = reverse("evaluations:session-detail", args=[item.session_id])
    assert "Tới sau khi đóng phiên" not in client.get(page).content.decode()
    client.force_login(district.secretary)
    shown = client.get(page).content.decode()
    assert "Tới sau khi đóng phiên" in shown
    assert f"{late.option.label} ({points(late.option.points)})" in unescape(shown)
    assert Event.objects.get(verb="sheet.late").detail == {"count": 1}


def test_a_whole_sheet_after_the_close_is_kept_too(client, district, item):
    score(district, item.session, 60)
    services.close_session(actor=district.chair, session=item.session)
    sheet = sheet_of(district.chair, item)
    criteria = list(tree_of(item.dossier.criteria_set).criteria())[:3]
    client.force_login(district.chair)
    data = {f"c-{criterion.pk}": "1" for criterion in criteria}
    data |= {"form_key": str(uuid4()), "version": str(sheet.version)}

    assert client.post(reverse("evaluations:sheet-detail", args=[sheet.pk]), data).status_code == 422
    assert {late.criterion.code for late in LateMark.objects.all()} == {c.code for c in criteria}


def test_nothing_is_kept_of_another_s_sheet(district, item):
    score(district, item.session, 60)
    services.close_session(actor=district.chair, session=item.session)

    kept = services.keep_late_marks(
        actor=district.members[0],
        sheet=sheet_of(district.chair, item),
        marks={"1a": 1},
        notes={},
        reason="Muộn",
    )
    assert kept == 0


# --- Bad input --------------------------------------------------------------------------------------------


def test_every_bad_tick_is_refused_in_a_sentence_and_changes_nothing(client, district, item, new_dossier):
    sheet, other = sheet_of(district.chair, item), district.members[0]
    criterion = tree_of(item.dossier.criteria_set).criterion("1a")
    foreign = next(iter(tree_of(new_dossier.criteria_set).criteria()))
    client.force_login(district.chair)
    address = reverse("evaluations:sheet-tick", args=[sheet.pk, criterion.pk])

    for sent in ("99", "-1", "1.5", "abc", "١", "1" * 400):
        answer = client.post(address, {f"c-{criterion.pk}": sent}, headers={"HX-Request": "true"})
        assert answer.status_code == 422, sent
        assert "data-refusal" in answer.content.decode()
    strange = reverse("evaluations:sheet-tick", args=[sheet.pk, foreign.pk])
    assert client.post(strange, {f"c-{foreign.pk}": "1"}).status_code == 404
    client.force_login(other)
    assert client.post(address, {f"c-{criterion.pk}": "1"}).status_code == 404
    client.force_login(district.secretary)
    assert client.post(address, {f"c-{criterion.pk}": "1"}).status_code in (403, 404)
    told = Event.objects.filter(verb="sheet.refuse").values_list("actor", flat=True)
    assert sorted(told) == sorted([district.chair.pk] * 7 + [other.pk, district.secretary.pk])
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")
    client.force_login(district.chair)
    answer = client.post(address, {f"c-{criterion.pk}": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Bạn đã xin không chấm" in answer.content.decode()
    assert Event.objects.filter(verb="sheet.refuse", actor=district.chair).count() == 8
    assert not any(event.detail for event in Event.objects.filter(verb="sheet.refuse"))

    assert not Mark.objects.exists()
    assert set(Sheet.objects.values_list("version", flat=True)) == {1}


def test_what_is_sent_twice_or_after_the_close_stands_in_the_trail(client, district, item):
    """By the whole form and the button of sending; ticks are looked at above."""
    sheet = sheet_of(district.chair, item)
    pages = [reverse(f"evaluations:sheet-{name}", args=[sheet.pk]) for name in ("detail", "send")]

    def post(address):
        version = Sheet.objects.get(pk=sheet.pk).version
        return client.post(address, {"form_key": str(uuid4()), "version": version, "opinion": "Sửa"})

    def refuses_both():
        for address in pages:
            answer = post(address)
            assert answer.status_code == 422, address
            assert Event.objects.filter(verb="sheet.refuse").latest("pk").note in answer.content.decode()

    score(district, item.session, 60)
    before = marks_of(sheet)
    client.force_login(district.chair)
    refuses_both()
    services.close_session(actor=district.chair, session=item.session)
    refuses_both()
    assert Event.objects.filter(verb="sheet.refuse", actor=district.chair).count() == 4
    assert (marks_of(sheet), Sheet.objects.get(pk=sheet.pk).opinion) == (before, "")


def test_a_refused_paper_stands_in_the_trail(client, district, item):
    """A mark outside the options, one's own paper, and a paper of a product its member stays out of."""
    seat = district.seat_of(district.chair)
    sheet = sheet_of(district.chair, item)
    address = reverse("evaluations:item-sheet-type", args=[item.pk, seat.pk])
    criterion = tree_of(item.dossier.criteria_set).criterion("1a")
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")
    client.force_login(district.secretary)

    for tick in ("99", "1"):
        sent = {f"c-{criterion.pk}": tick, "declared": "clear", "form_key": str(uuid4()), "version": 1}
        assert client.post(address, sent).status_code == 422
    notes = list(Event.objects.filter(verb="sheet.refuse").order_by("pk").values_list("note", flat=True))
    assert notes == ["Có ô chưa nhập đúng.", "Thành viên này không chấm sản phẩm này."]
    assert marks_of(sheet) == {}


def test_a_stale_form_comes_back_with_what_was_typed(client, district, item):
    sheet = sheet_of(district.chair, item)
    criterion = tree_of(item.dossier.criteria_set).criterion("1a")
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=2)
    client.force_login(district.chair)
    data = {f"c-{criterion.pk}": "1", "opinion": "Chữ đã gõ", "form_key": str(uuid4()), "version": "1"}
    answer = client.post(reverse("evaluations:sheet-detail", args=[sheet.pk]), data)

    assert answer.status_code == 422
    assert "Chữ đã gõ" in answer.content.decode()
    assert "được lưu ở nơi khác" in Event.objects.get(verb="sheet.refuse").note
    assert marks_of(sheet) == {"1a": 2}


@override_settings(SITE_URL="https://ocop.example")
def test_the_code_leads_to_the_portal_of_this_province(client, district, planned):
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:session-open", args=[planned.pk]))

    assert page.status_code == 200
    assert 'class="qr"' in page.content.decode()


def test_the_scoring_page_is_light(client, district, item):
    """Page, styles and scripts together, packed as they travel; fonts were loaded with the sign-in."""
    client.force_login(district.chair)
    page = client.get(reverse("evaluations:sheet-detail", args=[sheet_of(district.chair, item).pk])).content
    sources = re.findall(r'<(?:link rel="stylesheet" href|script src)="/static/([^"]+)"', page.decode())
    packed = [page, *(Path(finders.find(source)).read_bytes() for source in sources)]

    assert len(sources) >= 5
    assert sum(len(gzip.compress(part)) for part in packed) <= 60 * 1024
