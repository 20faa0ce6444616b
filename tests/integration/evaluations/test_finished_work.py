"""Work that is done is said to be done: its form does not open again, it leads to what came of it."""

from datetime import timedelta

from django.contrib.messages import get_messages
from django.urls import reverse

from evaluations import services
from evaluations.models import Council
from evaluations.queries import waiting_for
from evaluations.services.certificates import attach_paper
from ocop.core import clock
from ocop.documents.services import store_issued
from tests.factories.evaluations import (
    closed_session,
    conclude,
    issued_certificate,
    open_session,
    planned_session,
    sheet_of,
)
from tests.kept import kept

FINISHED = (
    ("chair", "sheet-send", "sheet", "Phiên không còn chấm nên phiếu không sửa được nữa.", "sheet-detail"),
    ("secretary", "session-open", "session", "Không thể “Mở phiên chấm” khi", "session-detail"),
    ("chair", "session-close", "session", "Không thể “Đóng phiên” khi", "session-detail"),
    ("officer", "agenda-add", "session", "Phiên đã mở nên không đổi được chương trình.", "session-detail"),
    ("officer", "item-up", "item", "Phiên đã mở nên không đổi được chương trình.", "session-detail"),
    ("officer", "item-down", "item", "Phiên đã mở nên không đổi được chương trình.", "session-detail"),
    ("officer", "item-remove", "item", "Phiên đã đóng.", "session-detail"),
    ("chair", "item-recuse", "item", "Bạn đã gửi phiếu cho sản phẩm này", "sheet-detail"),
    ("secretary", "item-agree", "item", "Kết quả này đã đưa vào quyết định", "results"),
    ("secretary", "item-settle", "item", "Không có phiếu nào nêu điều kiện loại.", "results"),
    ("officer", "decision-prepare", "session", "Mọi kết quả của phiên đã có trong quyết định.", "results"),
    ("leader", "decision-sign", "decision", "Không thể “Ký quyết định” khi", "decision-detail"),
    ("officer", "decision-discard", "decision", "Quyết định đã ký nên không hủy được.", "decision-detail"),
    ("officer", "certificates-issue", "decision", "đã có giấy chứng nhận.", "decision-detail"),
    ("leader", "certificate-revoke", "certificate", "Không thể “Thu hồi” khi", "certificate-detail"),
    ("officer_below", "seat-end", "seat", "Ghế này đã kết thúc.", "council-detail"),
    ("officer_below", "seat-add", "council", "Hội đồng đã kết thúc.", "council-detail"),
    ("officer_below", "session-plan", "council", "Hội đồng đã kết thúc.", "council-detail"),
    ("officer_below", "council-dissolve", "council", "Hội đồng đã kết thúc.", "council-detail"),
)
"""Who opens which form over which row, what they are told, and where they are led."""


def led(client, person, name, pk):
    """Where opening a form leads, and what is said on the way."""
    client.force_login(person)
    response = client.get(reverse(f"evaluations:{name}", args=[pk]))
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    return response.headers.get("Location", ""), said


@kept
def finished(cast, province, new_dossier, district):
    """A certificate that was issued, printed and revoked, and a council whose work has ended."""
    session = closed_session(province, new_dossier, points=75, stars=3)
    certificate = issued_certificate(province, session)
    decision = certificate.line.decision
    paper = store_issued(
        kind="certificates",
        place=decision.place,
        number=certificate.number,
        label="Giấy chứng nhận",
        content=b"%PDF-1.7",
        template_version="1",
        issued_by=province.officer,
    )
    certificate = attach_paper(certificate=certificate, paper=paper)
    conclude(province.officer, certificate)
    services.revoke_certificate(
        actor=province.leader,
        certificate=certificate,
        note="Sản phẩm không còn sản xuất",
        decision_number="9/QĐ-UBND",
    )
    seat = services.end_seat(
        actor=district.officer, seat=district.seats[0], ends_on=clock.today(), note="Chuyển công tác"
    )
    Council.objects.filter(pk=district.council.pk).update(dissolved_on=clock.today() - timedelta(days=1))
    item = session.items.get()
    people = {name: getattr(province, name) for name in ("chair", "secretary", "officer", "leader")}
    return people | {
        "officer_below": district.officer,
        "session": session,
        "item": item,
        "sheet": sheet_of(province.chair, item),
        "decision": decision,
        "certificate": certificate,
        "seat": seat,
        "council": district.council,
    }


def test_no_form_opens_on_finished_work(client, finished):
    leads_to = {
        "sheet-detail": finished["sheet"],
        "session-detail": finished["session"],
        "results": finished["session"],
        "decision-detail": finished["decision"],
        "certificate-detail": finished["certificate"],
        "council-detail": finished["council"],
    }

    opened = [led(client, finished[who], name, finished[row].pk) for who, name, row, *_rest in FINISHED]

    wanted = [reverse(f"evaluations:{page}", args=[leads_to[page].pk]) for *_rest, page in FINISHED]
    assert [address for address, _said in opened] == wanted
    told = zip(opened, FINISHED, strict=True)
    assert [row[1] for (_address, said), row in told if row[3] not in said] == []


def test_member_who_stays_out_is_led_to_the_session(client, district, dossier):
    """Their own sheet is closed to them."""
    item = open_session(district, dossier).items.get()
    services.declare_recusal(actor=district.chair, item=item, ground="Góp vốn")

    address, said = led(client, district.chair, "item-recuse", item.pk)

    assert address == reverse("evaluations:session-detail", args=[item.session_id])
    assert said == "Bạn đã xin không chấm sản phẩm này."


def test_session_without_products_has_no_roll(client, district):
    session = planned_session(district)

    address, said = led(client, district.secretary, "session-open", session.pk)

    assert address == reverse("evaluations:session-detail", args=[session.pk])
    assert said == "Phiên chưa có sản phẩm nào."


def test_roll_is_not_called_optional(client, district, dossier):
    session = planned_session(district, dossier)
    client.force_login(district.secretary)

    text = client.get(reverse("evaluations:session-open", args=[session.pk])).content.decode()

    assert "Có mặt" in text
    assert "không bắt buộc" not in text


def test_own_draft_leads_back(client, cast, district, dossier):
    """A leader who prepared a draft themselves, from another post, is told so before filling anything in."""
    session = closed_session(district, dossier, points=60, stars=3)
    draft = services.prepare_decision(actor=district.officer, session=session)
    type(draft).objects.filter(pk=draft.pk).update(prepared_by=district.leader)

    address, said = led(client, district.leader, "decision-sign", draft.pk)

    assert address == reverse("evaluations:decision-detail", args=[draft.pk])
    assert said == "Người soạn dự thảo không tự ký."


def test_a_session_without_products_does_not_wait_to_be_opened(district, dossier):
    planned_session(district)
    assert waiting_for(district.secretary).sessions_to_open == 0
    planned_session(district, dossier)
    assert waiting_for(district.secretary).sessions_to_open == 1
