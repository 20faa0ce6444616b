"""Activities beside classes, and the file that a successor gets."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from plans import services
from plans.models import Indicator, ProgrammeEvent
from plans.queries.actuals import Actuals
from plans.queries.handover import handover_of
from plans.queries.targets import reached_by
from plans.queries.things import things_behind
from plans.rules.spans import years
from plans.rules.targets import Reached
from plans.services.events import EventContent
from tests.factories.plans import make_body, make_event, make_member
from tests.factories.registrations import submitted_dossier

pytestmark = pytest.mark.django_db


def test_an_activity_runs_from_plan_to_result_and_is_then_counted(cast, client):
    content = EventContent("fair", "Hội chợ", date(2025, 5, 10), date(2025, 5, 12), "Phòng Kinh tế")
    event = services.plan_event(actor=cast.district_officer, unit=cast.places.old_district, content=content)
    figures = Actuals(cast.places.old_district, years(2025, 2025))
    assert figures.reached("fairs") == Reached(0)

    with pytest.raises(RuleViolation, match="trước ngày bắt đầu"):
        services.close_event(
            actor=cast.district_officer, event=event, closed_on=date(2025, 5, 1), result="Xong"
        )
    services.close_event(
        actor=cast.district_officer,
        event=event,
        closed_on=date(2025, 5, 12),
        result="Bán 300 sản phẩm",
        result_quantity=300,
    )

    assert Actuals(cast.places.old_district, years(2025, 2025)).reached("fairs") == Reached(1)
    with pytest.raises(RuleViolation, match="đã thực hiện nên không sửa được"):
        services.cancel_event(actor=cast.district_officer, event=event, note="Thôi")
    with pytest.raises(RuleViolation, match="Bạn không ghi hoạt động của"):
        services.plan_event(actor=cast.officer, unit=cast.places.old_my_long, content=content)
    assert not ProgrammeEvent.objects.visible_to(cast.officer).exists()
    client.force_login(cast.district_officer)
    assert "Bán 300 sản phẩm" in client.get(event.get_absolute_url()).content.decode()
    late = make_event(cast, name="Kiểm tra hộ", starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 2))
    page = client.get(reverse("plans:event-list") + "?muc=tre").content.decode()
    assert late.get_absolute_url() in page and event.get_absolute_url() not in page


def test_an_outlet_that_was_opened_is_counted_and_aimed_at(cast):
    unit, year = cast.places.old_district, years(2025, 2025)
    outlets = Indicator.objects.get(measure="outlets")
    for at, name in enumerate(("Điểm bán ở bến xe", "Trung tâm OCOP huyện"), 1):
        event = make_event(cast, kind="outlet", name=name)
        services.close_event(
            actor=cast.district_officer, event=event, closed_on=date(2025, 5, 12), result="Đã mở cửa"
        )
        assert Actuals(unit, year).reached("outlets") == Reached(at)
    assert things_behind(unit, year, "outlets").total == 2
    assert reached_by(outlets, unit, 2025, 2025) == Reached(2)


def test_a_result_is_put_right_with_a_reason(cast, client):
    event = make_event(cast)
    right = {"closed_on": date(2025, 5, 12), "result": "Bán 300 sản phẩm", "result_quantity": 300}
    with pytest.raises(RuleViolation, match="chưa ghi kết quả"):
        services.correct_event_result(actor=cast.district_officer, event=event, reason="Sai", **right)
    services.close_event(
        actor=cast.district_officer, event=event, closed_on=date(2025, 5, 12), result="Bán 30 sản phẩm"
    )
    client.force_login(cast.district_officer)
    url = reverse("plans:event-correct", args=[event.pk])
    assert url in client.get(event.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert form["result"].value() == "Bán 30 sản phẩm"

    with pytest.raises(RuleViolation, match="nêu lý do"):
        services.correct_event_result(actor=cast.district_officer, event=event, reason=" ", **right)
    event.refresh_from_db()
    sent = {"form_key": str(form.form_key), "version": event.version, "reason": "Gõ thiếu số 0"}
    sent |= {"closed_on": "12/05/2025", "result": "Bán 300 sản phẩm", "result_quantity": "300"}
    assert client.post(url, sent).status_code == 302

    event.refresh_from_db()
    trail = Event.objects.get(verb="event.correct")
    assert (event.state, event.result, event.result_quantity) == ("done", "Bán 300 sản phẩm", 300)
    assert (trail.before["result"], trail.note) == ("Bán 30 sản phẩm", "Gõ thiếu số 0")
    with pytest.raises(RuleViolation, match="Bạn không ghi hoạt động của"):
        services.correct_event_result(actor=cast.officer, event=event, reason="Sai", **right)


def test_the_handover_file_names_work_terms_contacts_and_papers(cast, client):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, name="Xoài mới")
    body = make_body(cast)
    make_member(body, person=cast.officer, phone="0277 111 222")
    make_event(cast, unit=cast.places.old_my_hiep, ends_on=clock.today() + timedelta(9))

    file = handover_of(cast.places.old_my_hiep, cast.district_officer, on=clock.today())

    assert [one.pk for one in file.dossiers] == [dossier.pk]
    assert (len(file.events), file.officer.phone) == (1, "0277 111 222")
    assert file.papers_at == [(str(body), "Tủ 2, phòng Kinh tế")]
    assert cast.producer in file.producers
    url = reverse("plans:handover", args=[cast.places.old_my_hiep.pk])
    client.force_login(cast.neighbour_officer)
    assert client.get(url).status_code == 404
    client.force_login(cast.officer)
    page = client.get(url).content.decode()
    assert "Tủ 2, phòng Kinh tế" in page and "Xoài mới" in page
    made = client.get(reverse("plans:handover-print", args=[cast.places.old_my_hiep.pk, "docx"]))
    assert made.status_code == 200 and made.content[:2] == b"PK"
    assert (
        client.get(reverse("plans:handover-print", args=[cast.places.old_my_hiep.pk, "exe"])).status_code
        == 404
    )
