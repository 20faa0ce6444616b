"""Certificates near their end: reminders, the run, the letters, the draft made from the last dossier."""

from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from docx import Document
from freezegun import freeze_time
from openpyxl import load_workbook

from evaluations.documents.expiry_letters import expiry_letter, expiry_letter_to_commune
from evaluations.models import Certificate, ExpiryReminder
from evaluations.queries.renewals import chain_of, renewal_run, standing_in_run
from evaluations.services import remind_of_expiry
from ocop.core import clock
from ocop.documents.paper import Text
from ocop.notifications.models import Notice
from registrations import services as registrations
from registrations.choices import RegistrationType
from registrations.models import Dossier, Evidence
from tests.factories.certificates import handed_in, make_certificate
from tests.factories.evaluations import closed_session, issued_certificate
from tests.factories.papers import text_of
from tests.factories.registrations import make_upload

NOW = "2026-11-24 03:00"
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _november():
    with freeze_time(NOW):
        yield


def ending(cast, days: int, **fields) -> Certificate:
    until = TODAY + timedelta(days)
    return make_certificate(
        cast,
        producer=cast.new_producer,
        valid_from=until.replace(year=until.year - 3),
        valid_until=until,
        **fields,
    )


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize(("days", "sent"), [(181, 0), (180, 1), (75, 1), (0, 1), (-1, 0)])
def test_who_is_near_the_end_is_told_once_a_step(cast, days, sent):
    certificate = ending(cast, days)

    assert (remind_of_expiry(), remind_of_expiry()) == (sent, 0)
    assert len(told(cast.new_producer_person)) == sent
    assert ExpiryReminder.objects.filter(certificate=certificate).count() == sent


def test_the_whole_ladder_is_told_step_by_step(cast):
    certificate = ending(cast, 185)
    for day in range(190):
        with freeze_time(TODAY + timedelta(day)):
            remind_of_expiry()

    steps = ExpiryReminder.objects.filter(certificate=certificate).order_by("-days_before")
    assert list(steps.values_list("days_before", flat=True)) == [180, 150, 120, 90, 45, 30]
    assert len(told(cast.new_officer)) == 6
    assert len(told(cast.province_officer)) == 3


def test_a_clock_that_stood_still_tells_only_of_today(cast):
    ending(cast, 40)

    remind_of_expiry()

    assert list(ExpiryReminder.objects.values_list("days_before", flat=True)) == [45]


def test_the_sentence_names_the_end_and_the_window(cast):
    ending(cast, 150)
    remind_of_expiry()

    assert "hết hạn sau 150 ngày (23/04/2027)" in told(cast.new_producer_person)[0]
    assert "Nộp hồ sơ đánh giá lại: 25/10/2026 – 24/12/2026." in told(cast.new_producer_person)[0]


def test_who_has_filed_is_left_in_peace(cast):
    certificate = ending(cast, 150)
    made = registrations.renew_dossier(
        actor=cast.new_officer, product=certificate.product, cycle=cast.cycle_26
    )
    with transaction.atomic():
        assert remind_of_expiry() == 1, "a draft is not filed"
        transaction.set_rollback(True)
    handed_in(made.dossier, cast.new_officer)

    assert remind_of_expiry() == 0


def test_the_sheet_of_the_run_has_the_days_to_file_as_days(client, cast):
    ending(cast, 150)
    client.force_login(cast.province_officer)

    sheet = client.post(reverse("exports:take", args=["evaluations:renewal-run"]))

    (row,) = load_workbook(BytesIO(sheet.getvalue())).active.iter_rows(min_row=2, values_only=True)
    days = [value.date() for value in row if isinstance(value, datetime)]
    assert days == [date(2027, 4, 23), date(2026, 10, 25), date(2026, 12, 24)]


def test_the_run_sorts_by_the_window(cast):
    rows = {days: ending(cast, days, name=f"Trà {days}") for days in (205, 180, 120, 119, 0, -1, -180)}
    ending(cast, 211, name="Xa")
    ending(cast, -181, name="Lâu")
    run = renewal_run(cast.province_officer, TODAY)

    def standing(name):
        found = standing_in_run(run, name, TODAY)
        return {days for days, row in rows.items() if row in found}

    assert run.count() == 7
    assert standing("before") == {205}
    assert standing("open") == {180, 120}
    assert standing("late") == {119, 0}
    assert standing("over") == {-1, -180}


def test_pages_and_letters_of_the_run(cast, client):
    certificate = ending(cast, 150, name="Trà sen")
    ending(cast, 100, name="Trà gừng")
    client.force_login(cast.new_officer)

    body = client.get(reverse("evaluations:renewal-run"), {"place": "my hiep"}).content.decode()
    assert "Soạn hồ sơ" in body
    assert "25/10/2026 – 24/12/2026" in body
    letter = client.get(reverse("evaluations:certificate-letter", args=[certificate.pk, "pdf"]))
    assert "Trà sen" in text_of(letter.content) and "Trà gừng" not in text_of(letter.content)
    word = client.get(reverse("evaluations:certificate-commune-letter", args=[certificate.pk, "docx"]))
    cells = [
        cell.text
        for table in Document(BytesIO(word.content)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any("Trà sen" in cell for cell in cells) and any("Trà gừng" in cell for cell in cells)
    assert (
        client.get(reverse("evaluations:certificate-letter", args=[certificate.pk, "exe"])).status_code == 404
    )


@pytest.mark.parametrize(
    ("days", "about", "asked"),
    [
        (150, "sắp hết hiệu lực", "nộp hồ sơ đánh giá, phân hạng lại trong thời gian nêu trên"),
        (60, "sắp hết hiệu lực", "Thời gian nộp hồ sơ đánh giá, phân hạng lại đã qua"),
        (-5, "đã hết hiệu lực", "ngừng in nhãn hiệu chứng nhận OCOP"),
    ],
)
def test_a_letter_asks_for_what_can_still_be_done(cast, days, about, asked):
    letter = expiry_letter(ending(cast, days))
    words = [block.words for block in letter.blocks if isinstance(block, Text)]

    assert letter.head.about.endswith(about)
    assert [asked in said for said in words].count(True) == 1
    assert any("trong thời gian nêu trên" in said for said in words) is (days == 150)


def test_a_letter_about_several_says_which_may_still_be_filed(cast):
    rows = [ending(cast, days, name=f"Trà {days}") for days in (60, 150, 90)]
    words = [block.words for block in expiry_letter_to_commune(cast.places.my_hiep, rows).blocks[2:]]

    assert [said[:32] for said in words[:2]] == [
        "Đối với sản phẩm số 1, 3: Thời g",
        "Đối với sản phẩm số 2: Đề nghị c",
    ]


def test_a_producer_sees_the_run_but_writes_no_letters(cast, client):
    certificate = ending(cast, 150)
    client.force_login(cast.new_producer_person)

    assert "Soạn hồ sơ" in client.get(reverse("evaluations:renewal-run")).content.decode()
    assert (
        client.get(reverse("evaluations:certificate-letter", args=[certificate.pk, "pdf"])).status_code == 404
    )


def test_the_draft_takes_over_what_is_still_good(cast, province, new_dossier):
    certificate = issued_certificate(province, closed_session(province, new_dossier, points=75))
    papers = list(Evidence.objects.filter(citations__dossier=new_dossier).distinct().order_by("pk"))
    Evidence.objects.filter(pk=papers[0].pk).update(issued_on=None, expires_on=clock.today() + timedelta(30))

    made = registrations.renew_dossier(
        actor=cast.new_officer, product=certificate.product, cycle=cast.cycle_26
    )

    draft = made.dossier
    assert (draft.registration_type, draft.criteria_set) == (
        RegistrationType.REASSESSMENT,
        new_dossier.criteria_set,
    )
    assert made.to_replace == (papers[0].title,)
    assert {row.evidence_id for row in draft.citations.all()} == {paper.pk for paper in papers[1:]}
    assert made.kept == len(papers) - 1
    assert draft.self_scores.count() == new_dossier.self_scores.count() > 0
    day = certificate.valid_until
    run = renewal_run(cast.new_officer, day)
    assert list(run.values_list("renewal", "draft")) == [(None, draft.pk)], "nothing was filed yet"
    assert certificate in standing_in_run(run, "late", day)
    assert certificate not in standing_in_run(run, "renewing", day)

    handed_in(draft, cast.new_officer)
    assert list(run.all().values_list("renewal", "draft")) == [(draft.pk, None)]
    assert certificate in standing_in_run(run.all(), "renewing", day)


def test_the_draft_goes_on_naming_the_papers_to_replace(cast, province, new_dossier, client):
    """Until a newer one is handed in and cited; the page of the papers leads to both."""
    certificate = issued_certificate(province, closed_session(province, new_dossier, points=75))
    old = Evidence.objects.filter(citations__dossier=new_dossier).order_by("pk").first()
    Evidence.objects.filter(pk=old.pk).update(issued_on=None, expires_on=clock.today() + timedelta(2))
    draft = registrations.renew_dossier(
        actor=cast.new_officer, product=certificate.product, cycle=cast.cycle_26
    ).dossier
    client.force_login(cast.new_officer)
    address = reverse("registrations:dossier-evidence", args=[draft.pk])

    def shown():
        return client.get(address).context["page"].to_replace

    replace = reverse("registrations:evidence-replace", args=[old.pk])
    assert shown() == [(Evidence.objects.get(pk=old.pk), f"{replace}?ho-so={draft.pk}", False)]
    newer = registrations.replace_evidence(
        actor=cast.new_officer, evidence=old, upload=make_upload(), expires_on=None
    )
    ((paper, url, is_there),) = shown()
    assert (paper, is_there) == (newer, True)
    assert client.get(url).context["form"].initial["evidence"] == newer
    registrations.cite(actor=cast.new_officer, dossier=draft, evidence=newer, criteria=[])
    assert shown() == []


def test_the_form_leads_to_the_draft(cast, province, new_dossier, client):
    certificate = issued_certificate(province, closed_session(province, new_dossier, points=75))
    client.force_login(cast.new_officer)
    address = reverse("evaluations:certificate-renew", args=[certificate.pk])
    assert "Chu trình" in client.get(address).content.decode()

    fields = {"form_key": str(uuid4()), "version": certificate.version, "cycle": cast.cycle_26.pk}
    answer = client.post(address, fields)

    assert answer.status_code == 302, answer.context["form"].errors
    draft = Dossier.objects.get(registration_type=RegistrationType.REASSESSMENT)
    assert answer["Location"] == draft.get_absolute_url()
    detail = reverse("evaluations:certificate-detail", args=[certificate.pk])
    assert client.get(address)["Location"] == detail, "a second draft is offered and then refused"


def test_the_page_that_reminders_lead_to_offers_the_draft(cast, new_dossier, client):
    certificate = ending(cast, 150, product=new_dossier.product)
    address = reverse("evaluations:certificate-renew", args=[certificate.pk])

    def moves(person) -> list[str]:
        client.force_login(person)
        answer = client.get(reverse("evaluations:certificate-detail", args=[certificate.pk]))
        return [move.url for move in answer.context["page"].moves]

    assert address in moves(cast.new_producer_person)
    assert address in moves(cast.new_officer)
    assert address not in moves(cast.province_officer)

    Dossier.objects.filter(pk=new_dossier.pk).update(registration_type=RegistrationType.REASSESSMENT)
    assert new_dossier.get_absolute_url() in moves(cast.new_producer_person)
    assert address not in moves(cast.new_producer_person)


def test_a_certificate_that_ends_in_years_is_not_renewed_yet(cast, client):
    certificate = ending(cast, 700)
    client.force_login(cast.new_producer_person)
    answer = client.get(reverse("evaluations:certificate-detail", args=[certificate.pk]))
    assert not answer.context["page"].renewal


def test_the_register_tells_renewing_renewed_and_upgraded(cast, province, new_dossier, client):
    old = make_certificate(
        cast,
        producer=cast.new_producer,
        product=new_dossier.product,
        valid_until=clock.today() + timedelta(days=150),
    )
    kind = {"registration_type": RegistrationType.REASSESSMENT}
    Dossier.objects.filter(pk=new_dossier.pk).update(**kind)
    client.force_login(cast.province_officer)

    def shown() -> set[str]:
        pages = [reverse("evaluations:certificate-list"), f"/giay-chung-nhan/{old.pk}/"]
        listed, own = (client.get(address).context["page"] for address in pages)
        return {own.status.label} | {status.label for row, status, _void in listed.lines if row == old}

    assert shown() == {"Đang đánh giá lại, còn 150 ngày"}
    issued_certificate(province, closed_session(province, new_dossier, points=75))
    assert shown() == {"Đã đánh giá lại"}
    Dossier.objects.filter(pk=new_dossier.pk).update(registration_type=RegistrationType.UPGRADE)
    assert shown() == {"Đã nâng hạng"}


def test_the_chain_says_why_each_certificate_was_given(cast):
    first = make_certificate(
        cast, producer=cast.new_producer, stars=3, valid_from=date(2023, 6, 1), state="replaced"
    )
    make_certificate(
        cast, producer=cast.new_producer, product=first.product, stars=4, valid_from=date(2026, 5, 1)
    )

    assert [(row.stars, why) for row, why in chain_of(first)] == [(3, "Công nhận lần đầu"), (4, "Nâng hạng")]
