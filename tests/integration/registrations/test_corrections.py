"""Corrections: noted, given back, answered, settled; what changed; what others were returned for."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import CorrectionReason, DossierState
from registrations.models import Correction, Evidence, Return
from registrations.queries import (
    asked_for,
    changes_since,
    items_of,
    lacks_consent,
    last_return,
    unanswered,
    warnings_before_sending,
)
from registrations.queries.corrections import differences
from registrations.queries.items import DossierItem
from registrations.rules import Part
from tests.factories.corrections import note, returned_with
from tests.factories.registrations import (
    complete_dossier,
    fresh,
    make_producer,
    make_upload,
    sign_summary,
    submitted_dossier,
)
from tests.integration.registrations.test_pages import send, url_of
from tests.kept import kept


@kept
def dossier(cast):
    return submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)


def test_a_note_is_the_reviewers_own_until_the_dossier_is_given_back(cast, dossier):
    correction = note(dossier, actor=cast.district_officer)

    assert correction in Correction.objects.visible_to(cast.district_officer)
    for reader in (cast.officer, cast.producer_person, cast.auditor, cast.district_leader):
        assert correction not in Correction.objects.visible_to(reader)

    returned_with(dossier, actor=cast.district_officer)

    assert correction in Correction.objects.visible_to(cast.officer)
    assert correction in Correction.objects.visible_to(cast.producer_person)
    assert correction not in Correction.objects.visible_to(cast.neighbour_officer)


def test_corrections_may_stand_for_the_reason(cast, dossier):
    with pytest.raises(MoveRefused, match="lý do"):
        services.return_dossier(actor=cast.district_officer, dossier=dossier, note=" ")
    assert not Return.objects.exists()

    dossier, corrections = returned_with(dossier, "form.phone", "form.email", actor=cast.district_officer)

    assert (dossier.state, dossier.return_reason) == (DossierState.RETURNED, "Cần sửa 2 mục.")
    assert [c.label for c in corrections] == ["Điện thoại", "Email"]
    assert Event.objects.filter(verb="dossier.note_correction").count() == 2


def test_it_goes_up_again_only_when_everything_was_answered(cast, dossier):
    dossier, (first, second) = returned_with(dossier, "form.phone", "form.email", actor=cast.district_officer)
    services.answer_correction(actor=cast.officer, correction=first, answer="Đã thêm mã vùng.")
    with pytest.raises(MoveRefused, match="1 yêu cầu sửa chưa trả lời"):
        services.submit_dossier(actor=cast.officer, dossier=dossier)

    services.answer_correction(actor=cast.producer_person, correction=second)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))

    assert dossier.state == DossierState.SUBMITTED
    assert dossier.returns.get().sent_again_at is not None
    assert not unanswered(dossier).exists()
    with pytest.raises(RuleViolation):
        services.answer_correction(actor=cast.officer, correction=first, answer="Muộn")


def test_the_reviewer_sees_only_what_changed(cast, dossier):
    dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    services.update_registration_form(
        actor=cast.officer, dossier=dossier, phone="0277 111 2222", email="htx@example.vn"
    )
    paper = Evidence.objects.get(citations__dossier=dossier)
    services.replace_evidence(
        actor=cast.officer,
        evidence=paper,
        upload=make_upload("giay-moi.pdf", content=None),
        kind=paper.kind,
        title=paper.title,
        number="15001",
    )
    services.answer_correction(actor=cast.officer, correction=correction)
    sign_summary(fresh(dossier), actor=cast.officer)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))

    changes = changes_since(last_return(dossier), dossier)

    assert [(c.label, c.before, c.now) for c in changes[:2]] == [
        ("Điện thoại", "0277 000 0000", "0277 111 2222"),
        ("Email", "", "htx@example.vn"),
    ]
    assert len(changes) == 3
    assert "15001" in changes[2].now
    assert "15001" not in changes[2].before


def test_a_file_is_known_from_another_of_the_same_name(cast, dossier):
    dossier, _corrections = returned_with(dossier, "form.phone", actor=cast.district_officer)
    paper = Evidence.objects.get(citations__dossier=dossier)
    assert changes_since(last_return(dossier), dossier) == []

    services.replace_evidence(
        actor=cast.officer, evidence=paper, upload=make_upload(paper.file_name), expires_on=paper.expires_on
    )

    (change,) = changes_since(last_return(dossier), dossier)
    assert change.now == f"{change.before} (tệp khác)"
    assert "sửa sau khi chủ thể xác nhận" in lacks_consent(dossier)


def test_contents_kept_before_files_had_marks_are_compared_by_their_words(cast, dossier):
    dossier, _corrections = returned_with(dossier, "form.phone", actor=cast.district_officer)
    returned = last_return(dossier)
    returned.contents = {key: kept[:2] for key, kept in returned.contents.items()}

    assert changes_since(returned, dossier) == []


def test_the_commune_sees_what_changed_since_the_district_gave_it_back(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    dossier = services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))
    dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    services.update_registration_form(actor=cast.producer_person, dossier=dossier, phone="0277 111 2222")
    services.answer_correction(actor=cast.producer_person, correction=correction)
    dossier = services.hand_in_dossier(actor=cast.producer_person, dossier=fresh(dossier))
    client.force_login(cast.officer)

    page = client.get(url_of("dossier-changes", dossier.pk))

    ((line, change),) = page.context["page"].asked
    assert (change.before, change.now, line.settle_url) == ("0277 000 0000", "0277 111 2222", "")
    with pytest.raises(RuleViolation, match="Cấp đã yêu cầu"):
        services.settle_correction(actor=cast.officer, correction=correction)
    assert client.get(url_of("correction-settle", correction.pk)).status_code == 302
    services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))
    services.settle_correction(actor=cast.district_officer, correction=correction)


def test_the_reviewer_settles_what_is_right_and_notes_what_is_not(cast, dossier):
    dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    with pytest.raises(RuleViolation):
        services.settle_correction(actor=cast.district_officer, correction=correction)
    services.answer_correction(actor=cast.officer, correction=correction)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))

    settled = services.settle_correction(actor=cast.district_officer, correction=correction)
    again, (second,) = returned_with(dossier, "form.email", actor=cast.district_officer)

    assert settled.settled_by == cast.district_officer
    assert list(asked_for(again)) == [second]
    assert [r.number for r in again.returns.order_by("number")] == [1, 2]


def test_what_was_answered_before_stays_in_sight_until_it_is_found_right(client, cast, dossier):
    """The phone was asked for in the first return, the e-mail in the second; nobody has judged the phone."""
    dossier, (first,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    services.update_registration_form(actor=cast.officer, dossier=dossier, phone="0277 111 2222")
    services.answer_correction(actor=cast.officer, correction=first)
    sign_summary(fresh(dossier), actor=cast.officer)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))
    dossier, (second,) = returned_with(dossier, "form.email", actor=cast.district_officer)
    assert list(asked_for(dossier)) == [second], "the commune corrects what is open"
    with pytest.raises(RuleViolation, match="lần trả lại trước"):
        services.answer_correction(actor=cast.officer, correction=first)
    services.answer_correction(actor=cast.officer, correction=second)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))
    client.force_login(cast.district_officer)

    page = client.get(url_of("dossier-changes", dossier.pk))

    (line, change), (other, nothing) = page.context["page"].asked
    assert [line.correction, other.correction] == [first, second]
    assert (change.before, change.now, nothing) == ("0277 000 0000", "0277 111 2222", None)
    assert "Yêu cầu của lần trả lại 1" in page.content.decode()
    assert line.settle_url
    services.settle_correction(actor=cast.district_officer, correction=first)
    assert list(asked_for(fresh(dossier))) == [second]


def test_what_is_asked_for_anew_is_shown_once(cast, dossier):
    dossier, (first,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    services.answer_correction(actor=cast.officer, correction=first)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))
    dossier, (again,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    services.answer_correction(actor=cast.officer, correction=again)
    dossier = services.submit_dossier(actor=cast.officer, dossier=fresh(dossier))

    assert list(asked_for(dossier)) == [again]


def test_a_note_can_be_dropped_until_it_is_given_back(cast, dossier):
    dropped = note(dossier, actor=cast.district_officer)
    services.drop_correction(actor=cast.district_officer, correction=dropped)
    assert not Correction.objects.exists()

    _dossier, (kept,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    with pytest.raises(RuleViolation):
        services.drop_correction(actor=cast.district_officer, correction=kept)


@pytest.mark.parametrize(
    "who", ["officer", "producer_person", "district_leader", "province_officer", "auditor"]
)
def test_only_the_reviewing_officer_notes(cast, dossier, who):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        note(dossier, actor=cast.people[who])


def test_a_returned_paper_is_led_to(client, cast, dossier):
    client.force_login(cast.officer)
    page = client.get(url_of("dossier-evidence", dossier.pk)).content.decode()
    anchors = [item.anchor for item in items_of(dossier) if item.anchor.startswith("giay-to-")]

    assert anchors
    assert [page.count(f'id="{anchor}"') for anchor in anchors] == [1] * len(anchors)


def test_a_note_is_on_an_item_that_the_dossier_has(cast, dossier):
    with pytest.raises(RuleViolation) as refused:
        note(dossier, actor=cast.district_officer, item="form.nothing")
    assert refused.value.field == "item"
    with pytest.raises(RuleViolation) as refused:
        note(dossier, actor=cast.district_officer, words="  ")
    assert refused.value.field == "words"


def test_a_draft_is_not_under_review(cast):
    draft = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    with pytest.raises(RuleViolation, match="Bản nháp"):
        note(draft, actor=cast.officer)


def test_the_commune_returns_to_the_producer_and_each_level_reads_its_own(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    dossier = services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)
    note(dossier, actor=cast.officer, item="form.signed_by")
    dossier = services.commune_return_dossier(actor=cast.officer, dossier=fresh(dossier), note="")
    (correction,) = asked_for(dossier)
    services.answer_correction(actor=cast.producer_person, correction=correction)
    dossier = services.hand_in_dossier(actor=cast.producer_person, dossier=fresh(dossier))

    assert last_return(dossier).level == "commune"
    dossier = services.submit_dossier(actor=cast.officer, dossier=dossier)
    assert last_return(dossier) is None, "the district has returned nothing yet"


def test_every_part_of_the_dossier_can_be_pointed_at(cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    parts = {item.part for item in items_of(dossier)}
    keys = [item.key for item in items_of(dossier)]

    assert {Part.SET, Part.FORM, Part.EVIDENCE, Part.SCORES, Part.REPORT} <= parts
    assert len(keys) == len(set(keys))


def test_what_is_gone_is_told_last():
    item = DossierItem("form.phone", "form.phone", "Điện thoại", "0277", Part.FORM)
    before = {"evidence.7": ["Giấy cũ", "GCN 12"], "form.phone": ["Điện thoại", "0277"], "x": ["Trống", ""]}

    assert [(c.label, c.before, c.now) for c in differences(before, [item])] == [("Giấy cũ", "GCN 12", "")]


def test_the_database_keeps_one_open_return_and_the_order_of_things(cast, dossier):
    dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(dossier=dossier, number=2, level="district", returned_by=cast.district_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(
            settled_at=correction.noted_at, settled_by=cast.district_officer
        )


# --- Warnings before sending ------------------------------------------------------------------------------


def test_what_a_producers_other_dossier_was_returned_for_is_a_warning(cast, dossier):
    returned_with(dossier, "form.contact_address", actor=cast.district_officer)
    other = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    (warning,) = [w for w in warnings_before_sending(other) if "từng bị trả" in w]

    assert warning.startswith("Địa chỉ liên hệ: hồ sơ")
    assert "Thiếu mã vùng." in warning


def test_what_many_were_returned_for_warns_everybody_in_the_province(cast, settings):
    settings.CORRECTIONS_WORTH_A_WARNING = 2
    mine = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    for turn in range(2):
        assert not [w for w in warnings_before_sending(mine) if "hồ sơ khác trong tỉnh" in w]
        producer = make_producer(cast.places.old_my_hiep, cast.officer, name=f"Hộ {turn}", kind="household")
        theirs = submitted_dossier(producer, cast.cycle_148, actor=cast.officer)
        returned_with(theirs, "form.phone", actor=cast.district_officer)

    (warning,) = [w for w in warnings_before_sending(mine) if w.startswith("Điện thoại: 2 hồ sơ khác")]
    assert "Thiếu mã vùng" not in warning, "what was written about another producer stays with them"


def test_an_answer_without_a_change_is_a_warning_and_the_field_says_what_was_asked(client, cast, dossier):
    dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    client.force_login(cast.officer)
    asked = client.get(reverse("registrations:dossier-form", args=[dossier.pk])).context["form"]
    assert (
        "Cần sửa" in asked.fields["phone"].help_text and correction.words in asked.fields["phone"].help_text
    )
    assert "Cần sửa" not in str(asked.fields["contact_address"].help_text)

    services.answer_correction(actor=cast.officer, correction=correction, answer="Đã sửa")
    assert any("nội dung chưa đổi" in w for w in warnings_before_sending(dossier))
    services.update_registration_form(actor=cast.officer, dossier=dossier, phone="0277 999 888")
    assert not any("nội dung chưa đổi" in w for w in warnings_before_sending(fresh(dossier)))


def test_a_form_that_contradicts_the_register_is_a_warning(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    assert not [w for w in warnings_before_sending(dossier) if "khác" in w]
    services.update_registration_form(actor=cast.officer, dossier=dossier, organisation_name="HTX Tên Khác")
    Evidence.objects.filter(citations__dossier=dossier).update(number="999")

    warnings = warnings_before_sending(fresh(dossier))

    assert any("“HTX Tên Khác”" in w for w in warnings)
    assert any("(999)" in w for w in warnings)


# --- Pages ------------------------------------------------------------------------------------------------


def test_the_way_of_a_correction_through_the_pages(client, cast, dossier):
    client.force_login(cast.district_officer)
    noted = send(
        client,
        url_of("correction-note", dossier.pk) + "?muc=form.phone",
        reason=CorrectionReason.INCOMPLETE,
        words="Ghi thêm số di động.",
    )
    assert noted.status_code == 302
    assert "Ghi thêm số di động." in client.get(url_of("dossier-return", dossier.pk)).content.decode()
    assert send(client, url_of("dossier-return", dossier.pk), note="").status_code == 302

    client.force_login(cast.officer)
    correction = Correction.objects.get()
    page = client.get(url_of("dossier-detail", dossier.pk)).content.decode()
    assert "Ghi thêm số di động." in page
    assert f"{url_of('dossier-form', dossier.pk)}#id_phone" in page
    assert "chưa trả lời" in client.get(url_of("dossier-submit", dossier.pk)).content.decode()
    send(client, url_of("dossier-form", dossier.pk), phone="0277 123 4567")
    send(client, url_of("correction-answer", correction.pk), answer="Đã ghi.")
    sign_summary(fresh(dossier), actor=cast.officer)
    assert (
        "giữ số phiếu và mã sản phẩm đã cấp"
        in client.get(url_of("dossier-submit", dossier.pk)).content.decode()
    )
    assert send(client, url_of("dossier-submit", dossier.pk)).status_code == 302

    client.force_login(cast.district_officer)
    changes = client.get(url_of("dossier-changes", dossier.pk)).content.decode()
    assert "0277 000 0000" in changes
    assert "0277 123 4567" in changes
    assert send(client, url_of("correction-settle", correction.pk)).status_code == 302
    correction.refresh_from_db()
    assert correction.settled_by == cast.district_officer


def test_a_page_whose_time_is_over_says_so(client, cast, dossier):
    _dossier, (correction,) = returned_with(dossier, "form.phone", actor=cast.district_officer)
    client.force_login(cast.district_officer)

    for route, pk in (
        ("correction-note", dossier.pk),
        ("correction-settle", correction.pk),
        ("correction-drop", correction.pk),
    ):
        assert client.get(url_of(route, pk)).status_code == 302


def test_nothing_typed_is_lost_when_an_item_is_not_chosen(client, cast, dossier):
    client.force_login(cast.district_officer)

    page = send(client, url_of("correction-note", dossier.pk), words="Ảnh mờ.", item="form.nothing")

    assert page.status_code == 422
    assert "Ảnh mờ." in page.content.decode()
