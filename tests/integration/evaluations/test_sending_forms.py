"""Forms of assessment as a browser sends them: with htmx, without script, twice, and too late."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from evaluations import services
from evaluations.choices import SeatRole, SessionState, SheetState
from evaluations.documents.revocation import revocation_decision
from evaluations.models import Council, Decision, Mark, Session, Sheet
from evaluations.queries import marks_of
from ocop.audit.models import Event
from ocop.core import clock
from ocop.documents.models import DocumentJob
from ocop.law.queries import tree_of
from ocop.law.rules import maximum_path
from tests.factories.evaluations import (
    closed_session,
    declare_clear,
    issued_certificate,
    open_session,
    planned_session,
    score,
    sheet_of,
    signed_decision,
)
from tests.kept import kept

HTMX = {"HTTP_HX_REQUEST": "true"}


def address(name, *args):
    return reverse(f"evaluations:{name}", args=args)


def sent(client, person, name, *args, data=None, key=None, version=1, **headers):
    client.force_login(person)
    fields = {"form_key": str(key or uuid4())} | ({"version": version} if version else {})
    return client.post(address(name, *args), fields | (data or {}), **headers)


@kept
def item(district, dossier):
    return open_session(district, dossier).items.get()


@kept
def sheet(district, item):
    return sheet_of(district.chair, item)


def criterion_of(sheet, code):
    return tree_of(sheet.item.dossier.criteria_set).criterion(code)


def test_tick_by_htmx_answers_with_the_running_total(client, district, sheet):
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    response = client.post(
        address("sheet-tick", sheet.pk, criterion.pk),
        {f"c-{criterion.pk}": "3", f"n-{criterion.pk}": "", "version": 1},
        **HTMX,
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert text.lstrip().startswith('<div class="score-bar"')
    assert re.search(r'class="total">5<', text)
    assert 'id="sheet-version" value="2"' in text
    assert marks_of(sheet) == {"1a": 3}


def test_words_before_the_tick_are_kept_and_tick_nothing(client, district, sheet):
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    tick, note = f"c-{criterion.pk}", f"n-{criterion.pk}"

    def send(**fields):
        version = Sheet.objects.get(pk=sheet.pk).version
        return client.post(
            address("sheet-tick", sheet.pk, criterion.pk), fields | {"version": version}, **HTMX
        )

    assert send(**{note: "Chưa xem kỹ"}).status_code == 200
    assert marks_of(sheet) == {}
    assert "Chưa xem kỹ" in client.get(address("sheet-detail", sheet.pk)).content.decode()
    assert send(**{tick: "3"}).status_code == 200
    assert send(**{note: ""}).status_code == 200
    assert marks_of(sheet) == {"1a": 3}

    empty = send()
    assert empty.status_code == 422
    assert "Hãy chọn một mức" in empty.content.decode()
    assert marks_of(sheet) == {"1a": 3}
    assert send(**{tick: "none"}).status_code == 200
    assert marks_of(sheet) == {"1a": None}


def test_a_tick_replaces_only_what_its_page_showed(client, district, sheet):
    """Two pages of one sheet; the trail learns of the refusal and nothing of the marks."""
    criterion, other = criterion_of(sheet, "1a"), criterion_of(sheet, "1b")
    client.force_login(district.chair)
    levels = {option.position: option.label for option in criterion.options}

    def send(about, position, was, version=1):
        fields = {f"c-{about.pk}": position, f"was-c-{about.pk}": was, "version": version}
        return client.post(address("sheet-tick", sheet.pk, about.pk), fields, **HTMX)

    assert send(criterion, "2", was="").status_code == 200
    assert send(criterion, "3", was="2", version=2).status_code == 200, "in order, as the queue sends them"
    late = send(criterion, "1", was="")

    text = late.content.decode()
    assert late.status_code == 422
    assert "vừa được sửa ở nơi khác" in text
    assert f"“{escape(levels[3])}”" in text and f"“{escape(levels[1])}”" in text
    assert f'data-kept="c-{criterion.pk}" value="3"' in text
    assert marks_of(sheet) == {"1a": 3}
    refused = Event.objects.get(verb="sheet.refuse")
    assert levels[1] not in str(refused.note) and levels[3] not in str(refused.note)

    elsewhere = send(other, "1", was="")
    assert elsewhere.status_code == 200, "another criterion is no conflict"
    assert 'id="sheet-version"' not in elsewhere.content.decode(), "its whole form is still an old one"
    assert send(criterion, "3", was="").status_code == 200, "the same choice twice"
    assert send(criterion, "1", was="3").status_code == 200
    assert marks_of(sheet) == {"1a": 1, "1b": 1}


def test_words_replace_only_what_their_page_showed(client, district, sheet):
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    note = f"n-{criterion.pk}"

    def send(words, was):
        fields = {note: words, f"was-{note}": was, "version": 1}
        return client.post(address("sheet-tick", sheet.pk, criterion.pk), fields, **HTMX)

    assert send("Một\r\nHai", was="").status_code == 200
    refused = send("Ba", was="")
    assert refused.status_code == 422
    assert "Nhận xét đang lưu" in refused.content.decode()
    assert send("Bốn", was="Một\nHai").status_code == 200
    assert sheet.marks.get().note == "Bốn"


def test_tick_of_an_older_version_that_says_not_what_it_replaces_is_refused(client, district, sheet):
    criterion = criterion_of(sheet, "1a")
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=2)
    client.force_login(district.chair)
    fields = {f"c-{criterion.pk}": "3", "version": 1}
    response = client.post(address("sheet-tick", sheet.pk, criterion.pk), fields, **HTMX)

    assert response.status_code == 422
    assert "vừa được lưu ở nơi khác" in response.content.decode()
    assert marks_of(sheet) == {"1a": 2}
    assert Event.objects.filter(verb="sheet.refuse").count() == 1


@pytest.mark.parametrize("said", [{}, {"was-n": ""}])
def test_tick_that_says_neither_what_it_replaces_nor_its_version_is_refused(client, district, sheet, said):
    criterion = criterion_of(sheet, "1a")
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=2)
    client.force_login(district.chair)
    fields = {f"c-{criterion.pk}": "3"} | {f"{name}-{criterion.pk}": was for name, was in said.items()}
    response = client.post(address("sheet-tick", sheet.pk, criterion.pk), fields, **HTMX)

    assert response.status_code == 422
    assert "đã cũ nên chưa lưu" in response.content.decode()
    assert marks_of(sheet) == {"1a": 2}
    assert "đã cũ" in Event.objects.get(verb="sheet.refuse").note


def test_tick_without_script_leads_back_to_the_criterion(client, district, sheet):
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    fields = {f"c-{criterion.pk}": "2", "version": 1}
    response = client.post(address("sheet-tick", sheet.pk, criterion.pk), fields)

    assert response.status_code == 302
    assert response["Location"].endswith(f"#c-{criterion.pk}")


def test_tick_on_a_closed_session_is_answered_in_words(client, district, item, sheet):
    score(district, item.session, 60)
    services.close_session(actor=district.chair, session=item.session)
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    response = client.post(address("sheet-tick", sheet.pk, criterion.pk), {f"c-{criterion.pk}": "3"}, **HTMX)

    assert response.status_code == 422
    assert "không còn chấm" in response.content.decode()


def test_answer_to_a_tick_brings_all_that_the_tick_changed(client, district, sheet):
    """The browser puts each piece in the place of the one with its id."""
    criterion = criterion_of(sheet, "1a")
    client.force_login(district.chair)
    page = client.get(address("sheet-detail", sheet.pk)).content.decode()

    fields = {f"c-{criterion.pk}": "2", "version": 1}
    answer = client.post(address("sheet-tick", sheet.pk, criterion.pk), fields, **HTMX)

    pieces = re.findall(r'id="((?:sum-|sheet-)[^"]+)"', answer.content.decode())
    assert {"sheet-version", "sheet-status", "sum-1"} <= set(pieces)
    assert all(page.count(f'id="{piece}"') == 1 for piece in pieces)
    assert "Đang chấm" in answer.content.decode()


def whole_form(sheet, marks, **fields):
    tree = tree_of(sheet.item.dossier.criteria_set)
    ticks = {f"c-{tree.criterion(code).pk}": position for code, position in marks.items()}
    return ticks | {"opinion": "", "knock_out": ""} | fields


def test_whole_sheet_is_saved_without_script_and_reviewed(client, district, sheet):
    marks = maximum_path(tree_of(sheet.item.dossier.criteria_set))
    response = sent(
        client,
        district.chair,
        "sheet-detail",
        sheet.pk,
        data=whole_form(sheet, marks, review="1", opinion="Tốt"),
    )

    assert response.status_code == 302
    assert response["Location"] == address("sheet-send", sheet.pk)
    assert marks_of(sheet) == marks
    assert "100 / 100" in client.get(response["Location"]).content.decode()


def test_old_version_of_a_sheet_comes_back_with_what_was_typed(client, district, sheet):
    services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)
    data = whole_form(sheet, {"1b": 2}, opinion="Chữ vừa gõ")
    response = sent(client, district.chair, "sheet-detail", sheet.pk, data=data, version=1)

    text = response.content.decode()
    assert response.status_code == 422
    assert "vừa được lưu ở nơi khác" in text
    assert "Chữ vừa gõ" in text
    assert marks_of(sheet) == {"1a": 1}


def test_strange_option_is_refused(client, district, sheet):
    response = sent(client, district.chair, "sheet-detail", sheet.pk, data=whole_form(sheet, {"1a": 99}))

    assert response.status_code == 422
    assert not Mark.objects.exists()


def test_double_click_sends_a_sheet_once(client, district, sheet):
    key = uuid4()
    first = sent(client, district.chair, "sheet-send", sheet.pk, key=key)
    second = sent(client, district.chair, "sheet-send", sheet.pk, key=key)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"] == address("sheet-list")
    assert Event.objects.filter(verb="sheet.send").count() == 1
    sheet.refresh_from_db()
    assert sheet.state == SheetState.SENT


def test_second_form_for_a_sent_sheet_is_answered_in_words(client, district, sheet):
    sent(client, district.chair, "sheet-send", sheet.pk)
    response = sent(client, district.chair, "sheet-send", sheet.pk, version=2)

    assert response.status_code == 422
    assert "Đã gửi" in response.content.decode()


def test_council_is_set_up_by_the_form_with_people_found_by_name(client, cast):
    from tests.factories.accounts import make_person

    home = cast.places.old_district
    make_person("Chủ tịch Thử", home=home, username="chutich")
    make_person("Thư ký Thử", home=home, username="thuky")
    make_person("Ủy viên Thử", home=home, username="uyvien")
    make_person("Người tỉnh khác", home=cast.places.an_giang, username="xa")
    data = {
        "place": home.pk,
        "cycle": cast.cycle_148.pk,
        "name": "Hội đồng huyện",
        "decision_number": "77/QĐ-UBND",
        "decided_on": f"{clock.today():%d/%m/%Y}",
        "preset": "trung-binh-tieu-chi",
        "chair": "chu tich thu",
        "secretary": "thuky",
        "chair_title": "Phó Chủ tịch UBND huyện",
        "member_1": "uyvien",
        "member_1_role": "vice_chair",
        "member_1_title": "Trưởng phòng",
        "member_1_agency": "Phòng Kinh tế",
        "member_1_agency_tax_code": "1400 123 456",
    }
    assert (
        sent(client, cast.district_officer, "council-create", data=data | {"member_1": "xa"}).status_code
        == 422
    )
    nobody = sent(
        client, cast.district_officer, "council-create", data=data | {"member_2_title": "Trưởng trạm"}
    )
    assert nobody.context["form"].errors == {"member_2": ["Hãy ghi người giữ ghế này."]}
    odd = sent(
        client, cast.district_officer, "council-create", data=data | {"chair_agency_tax_code": "14001"}
    )
    assert "10 chữ số" in odd.context["form"].errors["chair_agency_tax_code"][0]
    more = sent(client, cast.district_officer, "council-create", data=data | {"members": "5", "more": "1"})
    assert more["Location"].endswith("#id_member_6")
    shown = client.get(more["Location"]).context["form"]
    assert (shown["member_6"].name, shown["member_1_title"].value()) == ("member_6", "Trưởng phòng")
    response = sent(client, cast.district_officer, "council-create", data=data)

    council = Council.objects.get()
    assert response["Location"] == address("council-detail", council.pk)
    assert [seat.role for seat in council.seats.order_by("pk")] == [
        SeatRole.CHAIR,
        SeatRole.VICE_CHAIR,
        SeatRole.SECRETARY,
    ]
    second = council.seats.get(role=SeatRole.VICE_CHAIR)
    assert (second.title, second.agency, second.scores) == ("Trưởng phòng", "Phòng Kinh tế", True)
    assert second.agency_tax_code == "1400123456"
    assert (council.quorum_share, council.level) == (1 * council.quorum_share, "district")
    assert (str(council.quorum_share), council.aggregation) == ("0.750", "criteria")


def test_agenda_roll_and_close_by_forms(client, cast, district, dossier):
    planned = sent(
        client,
        district.secretary,
        "session-plan",
        district.council.pk,
        data={"held_on": f"{clock.today():%d/%m/%Y}", "venue": "Hội trường"},
    )
    session = Session.objects.get()
    assert planned["Location"] == address("session-detail", session.pk)
    nothing = sent(client, cast.district_officer, "agenda-add", session.pk)
    assert "Hãy chọn ít nhất một hồ sơ" in nothing.content.decode()
    sent(client, cast.district_officer, "agenda-add", session.pk, data={"dossiers": [dossier.pk]})
    nobody = sent(client, district.secretary, "session-open", session.pk)
    assert "Hãy đánh dấu những người có mặt." in nobody.content.decode()
    member = district.seat_of(district.members[0])
    few = sent(client, district.secretary, "session-open", session.pk, data={"present": [member.pk]})
    assert "Chủ tịch Hội đồng chưa có mặt" in few.content.decode()
    everybody = [seat.pk for seat in district.seats]
    sent(client, district.secretary, "session-open", session.pk, data={"present": everybody})
    session.refresh_from_db()
    assert session.state == SessionState.SCORING

    early = sent(client, district.chair, "session-close", session.pk, version=2)
    assert early.status_code == 422
    assert "Còn phiếu chưa gửi" in early.content.decode()
    declare_clear(district, session)
    score(district, session, 62)
    silent = sent(client, district.secretary, "session-close", session.pk, version=2)
    assert silent.status_code == 422
    word = {"note": "Chủ tịch kết luận đóng phiên"}
    closed = sent(client, district.secretary, "session-close", session.pk, version=2, data=word)
    assert closed["Location"] == address("results", session.pk)


def test_board_answers_htmx_with_its_fragment(client, district, item):
    client.force_login(district.secretary)
    whole = client.get(address("session-detail", item.session_id)).content.decode()
    part = client.get(address("session-detail", item.session_id), **HTMX).content.decode()

    assert "<html" in whole
    assert part.lstrip().startswith('<div id="board"')


def test_decision_and_certificates_by_forms(client, cast, district, dossier):
    session = closed_session(district, dossier, points=62)
    grading = session.items.get().grading
    prepared = sent(
        client,
        cast.district_officer,
        "decision-prepare",
        session.pk,
        version=3,
        data={f"r-{grading.pk}": "recognise"},
    )
    decision = Decision.objects.get()
    assert prepared["Location"] == address("decision-detail", decision.pk)
    sign = {"number": "642/QĐ-UBND", "decided_on": f"{clock.today():%d/%m/%Y}", "signer_title": "Chủ tịch"}
    assert sent(client, cast.district_officer, "decision-sign", decision.pk, data=sign).status_code == 403
    signed = sent(client, cast.district_leader, "decision-sign", decision.pk, data=sign)
    assert signed["Location"] == address("decision-detail", decision.pk)
    asked = sent(client, cast.district_officer, "certificates-issue", decision.pk, version=2)

    job = DocumentJob.objects.get()
    assert asked["Location"] == reverse("documents:job-detail", args=[job.pk])
    assert (job.total, job.subject_id) == (1, decision.pk)


def test_revoking_by_the_form(client, cast, province, new_dossier):
    certificate = issued_certificate(province, closed_session(province, new_dossier, points=75))
    conclusion = {
        "ground": "stopped",
        "concluded_on": f"{clock.today():%d/%m/%Y}",
        "concluded_by": "UBND xã",
        "details": "Đã ngừng sản xuất",
    }
    said = sent(client, cast.province_officer, "certificate-conclude", certificate.pk, data=conclusion)
    assert said["Location"] == address("certificate-detail", certificate.pk)
    data = {
        "note": "Ngừng sản xuất",
        "decision_number": "9/QĐ-UBND",
        "decided_on": f"{clock.today():%d/%m/%Y}",
        "signer_title": "Phó Chủ tịch",
    }
    empty = sent(client, cast.province_leader, "certificate-revoke", certificate.pk, data=data | {"note": ""})
    assert empty.status_code == 422
    done = sent(client, cast.province_leader, "certificate-revoke", certificate.pk, data=data)

    assert done["Location"] == address("certificate-detail", certificate.pk)
    assert "Đã thu hồi" in client.get(done["Location"]).content.decode()
    certificate.refresh_from_db()
    (signature,) = revocation_decision(certificate.revocation_cases.get()).closing.signatures
    assert (signature.office, signature.name) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), str(cast.province_leader))


def test_whole_job_issues_and_prints(cast, province, new_dossier, client):
    """The work of the job, in this process: numbers, sheets, and the file for whoever may keep it."""
    from ocop.documents.services import run_job

    decision = signed_decision(province, closed_session(province, new_dossier, points=75))
    job = services.request_certificates(actor=cast.province_officer, decision=decision)
    run_job(job.pk)

    certificate = decision.lines.get().certificate
    assert certificate.paper.sha256
    client.force_login(cast.new_officer)
    response = client.get(address("certificate-download", certificate.pk))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    client.force_login(cast.foreign_officer)
    assert client.get(address("certificate-download", certificate.pk)).status_code == 404


def test_agenda_is_moved_by_its_buttons(client, cast, district, dossier):
    session = planned_session(district, dossier)
    client.force_login(district.secretary)

    assert client.post(address("item-up", session.items.get().pk)).status_code == 302
    client.force_login(district.chair)
    assert client.post(address("item-up", session.items.get().pk)).status_code == 403
