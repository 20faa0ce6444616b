"""The registry of acts that papers cite."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.documents import services
from ocop.law.models import LegalAct
from ocop.law.queries import citation_flaws, citation_of

FIELDS = {
    "kind": "decision",
    "number": "642/QĐ-UBND",
    "issuer": "Ủy ban nhân dân tỉnh Đồng Tháp",
    "issued_on": date(2026, 3, 5),
    "title": "Quy chế hoạt động của Hội đồng",
    "in_force_from": date(2026, 3, 5),
    "in_force_to": None,
}


@pytest.fixture
def act(cast):
    return services.register_act(actor=cast.province_officer, **FIELDS)


def test_an_act_is_entered_once_and_cited_whole(cast, act):
    assert citation_of(act) == (
        "Quyết định số 642/QĐ-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Đồng Tháp về quy chế "
        "hoạt động của Hội đồng"
    )
    with pytest.raises(RuleViolation, match="đã có"):
        services.register_act(actor=cast.province_officer, **FIELDS)
    assert Event.objects.filter(verb="act.create").count() == 1


def test_an_ended_act_is_flagged_with_what_replaced_it(cast, act):
    newer = services.register_act(
        actor=cast.province_officer, **FIELDS | {"number": "700/QĐ-UBND", "issued_on": date(2026, 6, 1)}
    )
    services.end_act(actor=cast.administrator, act=act, in_force_to=date(2026, 5, 31), replaced_by=newer)

    (flaw,) = citation_flaws("Căn cứ Quyết định số 642/QĐ-UBND ngày 05/3/2026", on=date(2026, 7, 1))
    assert (flaw.fault, flaw.act.replaced_by) == ("ended", "700/QĐ-UBND")
    with pytest.raises(RuleViolation, match="không trước"):
        services.end_act(actor=cast.administrator, act=act, in_force_to=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("asked", "found"), [("q=quy che hoat dong", 1), ("q=642", 1), ("hieu-luc=het&q=642", 0)]
)
def test_acts_are_found_without_marks(cast, client, act, asked, found):
    client.force_login(cast.auditor)
    page = client.get(f"{reverse('documents:act-list')}?{asked}").context["page"]

    assert len(page.lines) == found


def test_a_text_is_checked_on_the_page(cast, client, act):
    client.force_login(cast.officer)
    said = client.post(
        reverse("documents:citation-check"),
        {"text": "Căn cứ 642/QĐ-UBND ngày 05/3/2025; 9999/QĐ-TTg", "dated_on": "01/07/2026"},
    ).content.decode()

    assert "đúng là ngày 05/03/2026" in said
    assert "9999/QĐ-TTg" in said
    assert LegalAct.objects.filter(number="9999/QĐ-TTg").count() == 0


def test_an_act_is_entered_and_ended_on_the_pages(cast, client):
    client.force_login(cast.province_officer)
    address = reverse("documents:act-create")
    key = client.get(address).context["form"].form_key
    days = {"issued_on": "05/03/2026", "in_force_from": "05/03/2026", "in_force_to": ""}
    client.post(address, FIELDS | days | {"form_key": key})

    act = LegalAct.objects.get(number="642/QĐ-UBND")
    address = reverse("documents:act-end", args=[act.pk])
    key = client.get(address).context["form"].form_key
    client.post(address, {"form_key": key, "in_force_to": "31/12/2026", "replaced_by": ""})
    act.refresh_from_db()
    assert act.in_force_to == date(2026, 12, 31)
