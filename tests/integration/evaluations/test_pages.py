"""Every page of assessment opens for whom it is meant, and for nobody else."""

from django.urls import reverse

from tests.factories.evaluations import (
    closed_session,
    conclude,
    issued_certificate,
    open_session,
    planned_session,
    sheet_of,
)


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"evaluations:{name}", args=args), query)


def test_council_pages(client, cast, district):
    council = district.council
    for person in (cast.district_officer, district.chair, district.secretary, cast.province_officer):
        assert page(client, person, "council-list").status_code == 200
        response = page(client, person, "council-detail", council.pk)
        assert council.name in response.content.decode()
    assert page(client, cast.foreign_province_officer, "council-detail", council.pk).status_code == 404
    assert page(client, cast.officer, "council-detail", council.pk).status_code == 404
    assert page(client, cast.district_officer, "council-create").status_code == 200
    assert page(client, cast.district_officer, "seat-add", council.pk).status_code == 200
    assert page(client, cast.district_officer, "council-dissolve", council.pk).status_code == 200
    assert page(client, district.chair, "seat-add", council.pk).status_code == 403
    assert page(client, cast.province_officer, "council-dissolve", council.pk).status_code == 403
    seat = district.seats[0]
    assert page(client, cast.district_officer, "seat-end", seat.pk).status_code == 200
    assert page(client, district.secretary, "session-plan", council.pk).status_code == 200


def test_session_pages_while_planned(client, cast, district, dossier):
    session = planned_session(district)
    offered = page(client, cast.district_officer, "agenda-add", session.pk).content.decode()
    assert dossier.product_name in offered
    from evaluations import services

    services.add_dossiers_to_session(actor=cast.district_officer, session=session, dossiers=[dossier])
    for person in (cast.district_officer, district.chair, district.secretary):
        assert dossier.product_name in page(client, person, "session-detail", session.pk).content.decode()
        assert page(client, person, "session-list").status_code == 200
    item = session.items.get()
    assert page(client, cast.district_officer, "item-remove", item.pk).status_code == 200
    assert page(client, district.chair, "item-recuse", item.pk).status_code == 200
    assert page(client, district.secretary, "session-open", session.pk).status_code == 200
    assert page(client, cast.district_officer, "session-open", session.pk).status_code == 403
    assert page(client, district.chair, "session-open", session.pk).status_code == 403


def test_scoring_pages(client, cast, district, dossier):
    session = open_session(district, dossier)
    item = session.items.get()
    sheet = sheet_of(district.chair, item)
    assert dossier.product_name in page(client, district.chair, "sheet-list").content.decode()
    content = page(client, district.chair, "sheet-detail", sheet.pk).content.decode()
    assert "Nguồn gốc sản phẩm" in content
    assert "Giấy đăng ký kinh doanh" in content
    assert page(client, district.chair, "sheet-send", sheet.pk).status_code == 200
    assert page(client, district.members[0], "sheet-detail", sheet.pk).status_code == 404
    assert page(client, district.secretary, "sheet-detail", sheet.pk).status_code == 404
    assert page(client, cast.district_officer, "sheet-detail", sheet.pk).status_code == 404
    assert "0 / 3" in page(client, district.secretary, "session-detail", session.pk).content.decode()
    for person in (district.chair, district.secretary):
        assert page(client, person, "session-close", session.pk).status_code == 200
    assert page(client, district.members[0], "session-close", session.pk).status_code == 403
    assert page(client, district.secretary, "item-agree", item.pk).status_code == 200
    assert page(client, district.secretary, "results", session.pk).status_code == 404


def test_result_and_decision_pages(client, cast, province, new_dossier):
    session = closed_session(province, new_dossier, points=75, stars=3)
    content = page(client, province.secretary, "results", session.pk).content.decode()
    assert "Giảm 1 sao" in content
    assert "225 điểm : 3 phiếu = 75" in content
    item = session.items.get()
    assert page(client, province.chair, "item-sheets", item.pk).status_code == 200
    assert page(client, cast.province_officer, "decision-prepare", session.pk).status_code == 200
    certificate = issued_certificate(province, session)
    decision = certificate.line.decision
    for person in (cast.province_officer, cast.province_leader):
        assert page(client, person, "decision-list").status_code == 200
        assert page(client, person, "decision-detail", decision.pk).status_code == 200
    assert page(client, cast.province_officer, "certificates-issue", decision.pk).status_code == 200
    for person in (cast.province_officer, cast.new_officer, cast.new_producer_person):
        assert certificate.number in page(client, person, "certificate-list").content.decode()
        assert page(client, person, "certificate-detail", certificate.pk).status_code == 200
    assert page(client, cast.province_leader, "certificate-revoke", certificate.pk).status_code == 302
    assert page(client, cast.province_officer, "certificate-conclude", certificate.pk).status_code == 200
    conclude(cast.province_officer, certificate)
    assert page(client, cast.province_officer, "revocation-list").status_code == 200
    assert page(client, cast.province_leader, "certificate-revoke", certificate.pk).status_code == 200
    assert page(client, cast.province_leader, "certificate-keep", certificate.pk).status_code == 200
    assert page(client, cast.province_officer, "certificate-revoke", certificate.pk).status_code == 403
    assert page(client, cast.foreign_province_leader, "certificate-revoke", certificate.pk).status_code == 404
