"""Writing a dossier: start, form, set, self-scores, report."""

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.law.queries import tree_of
from registrations import queries, services
from registrations.choices import DossierState, RegistrationType
from registrations.models import Citation, Dossier, SelfScore
from tests.factories.law import load_set
from tests.factories.registrations import (
    complete_dossier,
    fresh,
    make_evidence,
    make_product,
    start_dossier,
    submitted_dossier,
)

FIRST = RegistrationType.FIRST


def last_event():
    return Event.objects.order_by("-pk").first()


def test_a_dossier_starts_from_what_is_known_of_its_producer(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert (dossier.state, dossier.regime.code, dossier.commune) == (
        DossierState.DRAFT,
        "R148",
        cast.places.old_my_hiep,
    )
    assert dossier.organisation_name == "Hợp tác xã Xoài Mỹ Hiệp"
    assert dossier.contact_address == "Ấp 1, xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp"
    assert (last_event().verb, last_event().role) == ("dossier.start", "commune_officer")


def test_the_producer_starts_one_too(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)

    assert dossier.created_by == cast.producer_person
    assert last_event().role == "producer"


def test_without_a_regime_of_the_cycle_the_day_decides(cast):
    dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    assert dossier.regime.code == "R26"


def test_under_the_old_list_a_commune_of_today_stands_where_it_came_from(cast):
    """Mỹ Hiệp of today was made of two communes; the one that bears its code stands for it."""
    dossier = start_dossier(cast.new_producer, cast.cycle_148, actor=cast.new_officer)

    assert dossier.commune == cast.places.old_my_hiep
    assert Dossier.objects.visible_to(cast.new_officer).filter(pk=dossier.pk).exists()


def test_under_the_new_list_a_former_commune_stands_where_it_went(cast):
    dossier = start_dossier(cast.neighbour_producer, cast.cycle_26, actor=cast.neighbour_officer)

    assert dossier.commune == cast.places.my_hiep


def test_a_commune_that_came_from_none_with_its_code_is_explained(cast):
    from ocop.localities.models import Place
    from tests.factories.registrations import make_producer

    renamed = Place.objects.filter(pk=cast.places.my_hiep.pk)
    renamed.update(code="30999")
    producer = make_producer(renamed.get(), cast.new_officer)

    with pytest.raises(queries.PlaceUnknown, match="gồm nhiều xã cũ"):
        start_dossier(producer, cast.cycle_148, actor=cast.new_officer)


def test_a_product_has_one_open_dossier_in_a_cycle(cast):
    product = make_product(cast.producer, actor=cast.officer)
    wanted = {"actor": cast.officer, "product": product, "cycle": cast.cycle_148, "registration_type": FIRST}
    first = services.start_dossier(**wanted)

    with pytest.raises(RuleViolation, match="đã có một hồ sơ chưa xong"):
        services.start_dossier(**wanted)

    services.withdraw_dossier(actor=cast.officer, dossier=first, note="Làm lại từ đầu")
    assert services.start_dossier(**wanted).pk != first.pk


def test_another_provinces_cycle_is_not_open_to_it(cast):
    product = make_product(cast.producer, actor=cast.officer)

    with pytest.raises(RuleViolation, match="không mở cho xã"):
        services.start_dossier(
            actor=cast.officer, product=product, cycle=cast.foreign_cycle, registration_type=FIRST
        )


def test_a_closed_cycle_takes_no_more(cast):
    from ocop.core import clock

    cast.cycle_148.closed_on = clock.today()
    cast.cycle_148.save()

    with pytest.raises(RuleViolation, match="không mở cho xã"):
        start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)


@pytest.mark.parametrize("who", ["neighbour_officer", "district_officer", "auditor", "nobody"])
def test_nobody_else_starts_one(cast, who):
    product = make_product(cast.producer, actor=cast.officer)

    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.start_dossier(
            actor=cast.people[who], product=product, cycle=cast.cycle_148, registration_type=FIRST
        )


def test_a_set_of_another_decision_is_refused(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="không thuộc danh mục") as refusal:
        services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=load_set("QD26-01"))

    assert refusal.value.field == "criteria_set"


def test_an_incomplete_set_is_refused_with_its_problems(cast):
    from tests.factories.law import ALL_CODES, COMPLETE_CODES

    code = next(code for code in ALL_CODES if code not in COMPLETE_CODES)
    criteria_set = load_set(code)
    cycle = {"QD1048": cast.cycle_1048, "QD148-": cast.cycle_148}.get(code[:6], cast.cycle_26)
    dossier = start_dossier(cast.producer, cycle, actor=cast.officer)

    with pytest.raises(RuleViolation, match="chưa dùng để chấm được"):
        services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=criteria_set)


def test_a_set_may_be_named_at_the_start(cast):
    product = make_product(cast.producer, actor=cast.officer)

    dossier = services.start_dossier(
        actor=cast.officer,
        product=product,
        cycle=cast.cycle_148,
        registration_type=FIRST,
        criteria_set=load_set("QD148-01"),
    )

    assert dossier.criteria_set.code == "QD148-01"
    assert dossier.sample_count == 5


def test_another_set_clears_the_self_scores_and_says_so(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    scored = dossier.self_scores.filter(option__isnull=False).count()
    paper = make_evidence(cast.producer, actor=cast.officer)
    criterion = next(tree_of(dossier.criteria_set).criteria())
    services.cite(
        actor=cast.officer, dossier=dossier, evidence=paper, criteria=[_row(dossier, criterion.code)]
    )

    cleared = services.choose_criteria_set(
        actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-02")
    )

    assert cleared == scored > 20
    assert not SelfScore.objects.filter(dossier=dossier).exists()
    assert Citation.objects.get(dossier=dossier, evidence=paper).criterion is None
    assert (last_event().verb, last_event().detail["cleared"]) == ("dossier.choose_set", scored)


def test_the_same_set_again_clears_nothing(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    assert (
        services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=dossier.criteria_set)
        == 0
    )
    assert dossier.self_scores.count() > 20


def _row(dossier, code):
    from ocop.law.models import Criterion

    return Criterion.objects.get(section__criteria_set=dossier.criteria_set, code=code)


def test_the_form_is_saved_once_for_each_version(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.update_registration_form(
        actor=cast.officer, dossier=dossier, version=dossier.version, product_name="Xoài sấy dẻo"
    )

    event = last_event()
    assert (event.verb, event.after["product_name"]) == ("dossier.form", "Xoài sấy dẻo")
    assert "legal_rep_name" not in event.after
    with pytest.raises(Stale):
        services.update_registration_form(
            actor=cast.producer_person, dossier=dossier, version=dossier.version, product_name="Tên khác"
        )
    assert fresh(dossier).product_name == "Xoài sấy dẻo"


def test_a_form_is_not_signed_tomorrow(cast):
    from datetime import timedelta

    from ocop.core import clock

    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="không thể sau hôm nay"):
        services.update_registration_form(
            actor=cast.officer, dossier=dossier, signed_on=clock.today() + timedelta(days=1)
        )


def test_the_form_writes_nothing_but_its_fields(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(TypeError, match="product_code"):
        services.update_registration_form(actor=cast.officer, dossier=dossier, product_code="87-1")


def test_the_producer_writes_until_it_is_handed_in(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)

    with pytest.raises(RuleViolation, match="Xã đang xét"):
        services.update_registration_form(actor=cast.producer_person, dossier=dossier, phone="0277 1")

    services.update_registration_form(actor=cast.officer, dossier=dossier, phone="0277 999 9999")
    assert fresh(dossier).phone == "0277 999 9999"


def test_nobody_writes_after_it_went_up(cast):
    dossier = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="Chờ tiếp nhận"):
        services.update_registration_form(actor=cast.officer, dossier=dossier, phone="0277 1")


def test_self_scores_are_kept_with_their_words(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    code = next(tree_of(dossier.criteria_set).criteria()).code

    services.save_self_scores(actor=cast.officer, dossier=dossier, claims={code: (None, "Chưa đạt")})

    score = dossier.self_scores.get(criterion__code=code)
    assert (score.option, score.words) == (None, "Chưa đạt")
    assert (last_event().verb, last_event().after) == ("dossier.self_score", {code: None})
    assert f"Tiêu chí chưa tự chấm (tính 0 điểm): {code}." in queries.worth_a_look(dossier)


@pytest.mark.parametrize("claims", [{"9.9": (1, "")}, {"1a": (99, "")}])
def test_what_the_set_does_not_have_is_refused(cast, claims):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="không có mức này"):
        services.save_self_scores(actor=cast.officer, dossier=dossier, claims=claims)


def test_self_scores_wait_for_a_set(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="chọn bộ tiêu chí trước"):
        services.save_self_scores(actor=cast.officer, dossier=dossier, claims={})


def test_only_the_commune_writes_its_report_and_only_where_there_is_one(cast):
    new = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)
    old = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    with pytest.raises(RuleViolation, match="UBND xã viết"):
        services.write_commune_report(actor=cast.new_producer_person, dossier=new, local_labour="x")
    with pytest.raises(RuleViolation, match="không có báo cáo của xã"):
        services.write_commune_report(actor=cast.officer, dossier=old, local_labour="x")

    report = services.write_commune_report(
        actor=cast.new_officer, dossier=new, local_labour="Hai mươi người", request_number="12/UBND"
    )

    assert report.missing == ["nguyên liệu địa phương", "nguồn gốc ý tưởng", "bản sắc, tri thức địa phương"]
    assert (last_event().verb, last_event().after["request_number"]) == ("dossier.report", "12/UBND")


def test_the_report_is_of_today_and_nothing_else(cast):
    from datetime import timedelta

    from ocop.core import clock

    dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    with pytest.raises(RuleViolation, match="không thể sau hôm nay"):
        services.write_commune_report(
            actor=cast.new_officer, dossier=dossier, request_on=clock.today() + timedelta(days=1)
        )
    with pytest.raises(TypeError, match="written_by"):
        services.write_commune_report(actor=cast.new_officer, dossier=dossier, written_by=cast.nobody)


def test_the_file_shows_what_was_filed(cast):
    dossier = complete_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    file = queries.dossier_file(dossier)

    assert file.self_total == 100
    assert file.self_stars == 5
    assert [row.title for row in file.general_evidence] == ["Giấy đăng ký kinh doanh"]
    assert file.report[0].value == "Xoài trồng tại xã."
    assert len(file.criteria) == dossier.self_scores.count()
    assert list(queries.evidence_of(dossier).values_list("pk", flat=True)) == [file.evidence[0].pk]


def test_a_file_of_an_empty_draft_can_be_read(cast):
    file = queries.dossier_file(start_dossier(cast.producer, cast.cycle_148, actor=cast.officer))

    assert (file.criteria, file.evidence, file.self_total, file.self_stars, file.report) == (
        (),
        (),
        None,
        0,
        (),
    )


def test_the_oldest_regime_takes_a_dossier_without_self_scores(cast):
    dossier = start_dossier(cast.producer, cast.cycle_1048, actor=cast.officer)

    (scores,) = [part for part in queries.parts_of(dossier) if part.part == "scores"]

    assert "scores" not in {lack.part for lack in queries.missing_parts_of(dossier)}
    assert (scores.done, scores.note) == (True, "không bắt buộc")


def test_what_is_missing_is_listed_in_sentences(cast):
    dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_officer)

    sentences = [lack.sentence for lack in queries.missing_parts_of(dossier)]

    assert "Chưa chọn bộ tiêu chí." in sentences
    assert "Phiếu đăng ký: chưa đánh dấu cam đoan." in sentences
    assert "Phiếu đăng ký: chưa ghi ngày ký." in sentences
    assert "Minh chứng: thiếu Giấy đăng ký kinh doanh." in sentences
    assert "Báo cáo của xã: chưa ghi nguyên liệu địa phương." in sentences
    assert "Chưa tự chấm tiêu chí nào." in sentences


def test_few_cycles_stand_open_on_the_page(client, cast):
    client.force_login(cast.officer)
    product = make_product(cast.producer, actor=cast.officer, name="Mứt sen")

    page = client.get(reverse("registrations:dossier-start", args=[product.pk])).content.decode()

    assert f'type="radio" class="form-check-input" name="cycle" value="{cast.cycle_148.pk}"' in page
