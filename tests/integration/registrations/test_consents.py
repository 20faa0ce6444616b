"""The producer agrees to what the commune typed: by account, or on a signed summary that is kept."""

import pytest
from django.urls import reverse
from django.utils import translation

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from registrations import queries, services
from registrations.choices import ConsentWay, DossierState
from registrations.models import Consent
from tests.factories.registrations import (
    complete_dossier,
    fresh,
    make_evidence,
    make_upload,
    sign_form,
    sign_summary,
    write_report,
)
from tests.factories.uploads import docx
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def typed(cast):
    """Everything is written by the commune's officer, nobody has asked the producer."""
    return complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer, consent=False)


def digest(dossier) -> str:
    return queries.consent_standing(dossier).digest


def test_what_the_commune_typed_does_not_go_up_without_the_producer(cast, typed):
    with pytest.raises(RuleViolation, match="Chủ thể chưa xác nhận nội dung"):
        services.submit_dossier(actor=cast.new_officer, dossier=typed)

    sign_summary(typed, actor=cast.new_officer)

    assert services.submit_dossier(actor=cast.new_officer, dossier=typed).state == DossierState.SUBMITTED


def test_a_province_may_do_without_consent(cast, typed, settings):
    settings.CONSENT_NEEDED = False

    assert services.submit_dossier(actor=cast.new_officer, dossier=typed).state == DossierState.SUBMITTED


def test_the_representative_confirms_with_the_own_account(cast, typed):
    consent = services.confirm_contents(actor=cast.new_producer_person, dossier=typed, read=digest(typed))

    assert (consent.way, consent.given_by_name, consent.given_on, consent.recorded_by) == (
        ConsentWay.ACCOUNT,
        str(cast.new_producer_person),
        clock.today(),
        cast.new_producer_person,
    )
    assert queries.consent_standing(typed).holds
    assert Event.objects.filter(verb="dossier.consent", subject_id=typed.pk).count() == 1


def test_what_was_changed_while_it_was_read_is_not_confirmed(cast, typed):
    read = digest(typed)
    services.update_registration_form(actor=cast.new_officer, dossier=typed, phone="0277 111 2222")

    with pytest.raises(RuleViolation, match="Hãy đọc lại"):
        services.confirm_contents(actor=cast.new_producer_person, dossier=fresh(typed), read=read)

    assert not Consent.objects.exists()


def test_a_consent_does_not_hold_for_what_was_changed_later_and_says_what(cast, typed):
    sign_summary(typed, actor=cast.new_officer)
    services.update_registration_form(actor=cast.new_officer, dossier=typed, phone="0277 111 2222")

    standing = queries.consent_standing(fresh(typed))

    assert not standing.holds
    assert [(change.key, change.now) for change in standing.changes] == [("form.phone", "0277 111 2222")]
    with pytest.raises(RuleViolation, match="cần xác nhận lại"):
        services.submit_dossier(actor=cast.new_officer, dossier=fresh(typed))


def test_a_paper_more_needs_consent_again(cast, typed):
    sign_summary(typed, actor=cast.new_officer)
    make_evidence(cast.new_producer, actor=cast.new_officer, dossier=typed, kind="story", title="Câu chuyện")

    assert len(queries.consent_standing(typed).changes) == 1


def test_the_communes_report_and_the_declaration_are_not_consented_to(cast, typed):
    sign_summary(typed, actor=cast.new_officer)
    services.write_commune_report(
        actor=cast.new_officer,
        dossier=typed,
        local_materials="Viết lại.",
        local_labour="Viết lại.",
        idea_origin="Viết lại.",
        local_identity="Viết lại.",
        request_number="13/UBND",
        request_on=clock.today(),
    )
    services.update_registration_form(actor=cast.new_officer, dossier=typed, declaration_accepted=False)

    assert queries.consent_standing(fresh(typed)).holds


def test_a_consent_holds_in_every_language(cast, typed):
    sign_summary(typed, actor=cast.new_officer)

    with translation.override("en"):
        assert queries.consent_standing(typed).holds


def test_handing_in_is_a_consent(cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer, consent=False)
    services.hand_in_dossier(actor=cast.new_producer_person, dossier=dossier)

    assert queries.consent_standing(fresh(dossier)).consent.way == ConsentWay.ACCOUNT
    services.submit_dossier(actor=cast.new_officer, dossier=fresh(dossier))
    assert fresh(dossier).state == DossierState.SUBMITTED


def test_what_the_commune_changes_while_it_reviews_is_asked_again(cast, typed):
    dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=typed)
    services.update_registration_form(
        actor=cast.new_officer, dossier=fresh(dossier), contact_address="Ấp 9, xã Mỹ Hiệp"
    )

    with pytest.raises(RuleViolation, match="chủ thể cần xác nhận lại"):
        services.submit_dossier(actor=cast.new_officer, dossier=fresh(dossier))
    changed = fresh(dossier)
    services.confirm_contents(actor=cast.new_producer_person, dossier=changed, read=digest(changed))

    sent = services.submit_dossier(actor=cast.new_officer, dossier=fresh(dossier))
    assert sent.state == DossierState.SUBMITTED


def test_what_was_handed_in_before_consents_were_kept_goes_on(cast, typed):
    dossier = services.hand_in_dossier(actor=cast.new_producer_person, dossier=typed)
    dossier.consents.all().delete()

    sent = services.submit_dossier(actor=cast.new_officer, dossier=fresh(dossier))

    assert sent.state == DossierState.SUBMITTED


@pytest.mark.parametrize("who", ["new_neighbour_officer", "new_officer", "province_officer"])
def test_nobody_confirms_in_the_producers_name(cast, typed, who):
    with pytest.raises(RuleViolation, match="Chỉ người đại diện"):
        services.confirm_contents(actor=getattr(cast, who), dossier=typed, read=digest(typed))


@pytest.mark.parametrize("who", ["new_neighbour_officer", "new_producer_person", "province_officer"])
def test_only_the_communes_officer_keeps_a_signed_summary(cast, typed, who):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        sign_summary(typed, actor=getattr(cast, who))


def keep(cast, dossier, code):
    return services.keep_signed_summary(
        actor=cast.new_officer,
        dossier=dossier,
        upload=make_upload("ban-tom-tat.pdf"),
        code=code,
        given_by_name="Người đại diện",
        given_on=clock.today(),
    )


def test_what_was_signed_before_the_dossier_changed_is_no_consent(cast, typed):
    printed = queries.consent_standing(typed).code
    services.update_registration_form(
        actor=cast.new_officer, dossier=typed, contact_address="Ấp 9, xã Mỹ Hiệp"
    )

    with pytest.raises(RuleViolation, match="đã sửa sau khi in") as refused:
        keep(cast, fresh(typed), printed)

    assert refused.value.field == "code"
    assert not typed.consents.exists()


@pytest.mark.parametrize(
    "written", [str.lower, lambda code: f" {code[:4]} {code[4:]} ", lambda code: code.replace("0", "O")]
)
def test_the_code_is_read_as_people_write_it(cast, typed, written):
    keep(cast, typed, written(queries.consent_standing(typed).code))

    assert queries.consent_standing(typed).holds


def test_the_page_does_not_say_the_code_it_asks_for(client, cast, typed):
    client.force_login(cast.new_officer)
    page = client.get(reverse("registrations:dossier-consent", args=[typed.pk])).content.decode()

    assert 'name="code"' in page
    assert queries.consent_standing(typed).code not in page


def test_a_summary_shows_a_signature(cast, typed):
    with pytest.raises(RuleViolation, match="phải là ảnh hoặc PDF"):
        services.keep_signed_summary(
            actor=cast.new_officer,
            dossier=typed,
            upload=make_upload("tom-tat.docx", docx()),
            code=queries.consent_standing(typed).code,
            given_by_name="Người đại diện",
            given_on=clock.today(),
        )


def test_what_has_gone_up_is_not_confirmed_any_more(cast, typed):
    sign_summary(typed, actor=cast.new_officer)
    dossier = services.submit_dossier(actor=cast.new_officer, dossier=typed)

    with pytest.raises(RuleViolation, match="không cần xác nhận"):
        services.confirm_contents(actor=cast.new_producer_person, dossier=dossier, read=digest(dossier))
    with pytest.raises(RuleViolation, match="không cần xác nhận"):
        sign_summary(dossier, actor=cast.new_officer)


def test_the_full_text_says_who_typed_which_part(cast, typed):
    sign_form(typed, actor=cast.new_producer_person)
    write_report(typed, actor=cast.new_officer)

    writers = queries.writers_of(typed)

    assert writers["form"] == [
        f"{cast.new_officer} (Cán bộ OCOP xã)",
        f"{cast.new_producer_person} (Chủ thể OCOP)",
    ]
    assert writers["report"] == [f"{cast.new_officer} (Cán bộ OCOP xã)"]
    assert writers["evidence"] == [str(cast.new_officer)]


# --- Pages --------------------------------------------------------------------------------------------------
def test_the_producer_reads_and_confirms(client, cast, typed):
    client.force_login(cast.new_producer_person)
    url = reverse("registrations:dossier-confirm", args=[typed.pk])
    assert url in client.get(typed.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]

    answer = client.post(url, {"form_key": form.form_key, "read": form.initial["read"]})

    assert answer["Location"] == typed.get_absolute_url()
    page = client.get(answer["Location"]).content.decode()
    assert "Đã xác nhận" in page and url not in page


def test_the_officer_keeps_the_summary_and_everybody_in_reach_reads_it(client, cast, typed):
    client.force_login(cast.new_officer)
    assert "Chưa xác nhận" in client.get(typed.get_absolute_url()).content.decode()
    consent = sign_summary(typed, actor=cast.new_officer)
    url = reverse("registrations:consent-download", args=[consent.pk])

    assert url in client.get(typed.get_absolute_url()).content.decode()
    assert b"".join(client.get(url).streaming_content).startswith(b"%PDF")
    client.force_login(cast.new_neighbour_officer)
    assert client.get(url).status_code == 404


def test_the_full_text_carries_the_code_and_the_writers(client, cast, typed):
    client.force_login(cast.new_officer)

    page = client.get(reverse("registrations:dossier-file", args=[typed.pk])).content.decode()

    code = digest(typed)[:8].upper()
    assert f"Mã nội dung: <b>{code}</b>" in page
    assert f"mã nội dung <b>{code}</b>" in page  # beside the signature
    assert f"Người nhập: {cast.new_officer} (Cán bộ OCOP xã)" in page
