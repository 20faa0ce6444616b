"""Producers, who acts for them, and products."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation, Stale
from ocop.core.roles import Role
from registrations import services
from registrations.choices import ProducerKind
from registrations.models import Producer, Product
from tests.factories.registrations import make_product

PARTICULARS = {
    "kind": ProducerKind.COOPERATIVE,
    "name": "Hợp tác xã Bưởi",
    "registration_number": "1400111222",
    "representative_name": "Người đại diện",
}


def last_event():
    return Event.objects.order_by("-pk").first()


def test_an_officer_registers_a_producer(cast):
    producer = services.create_producer(actor=cast.officer, commune=cast.places.old_my_hiep, **PARTICULARS)

    event = last_event()
    assert producer.search_key == "hop tac xa buoi 1400111222"
    assert (event.verb, event.actor, event.subject_id) == ("producer.create", cast.officer, producer.pk)
    assert event.place_path == cast.places.old_my_hiep.path
    assert "Người đại diện" not in str(event.after)


def test_an_officer_of_today_registers_at_the_commune_that_was_merged_into_theirs(cast):
    producer = services.create_producer(
        actor=cast.new_officer, commune=cast.places.old_my_long, **PARTICULARS
    )

    assert producer.commune == cast.places.old_my_long


@pytest.mark.parametrize("who", ["neighbour_officer", "district_officer", "producer_person", "nobody"])
def test_nobody_else_registers_there(cast, who):
    with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
        services.create_producer(actor=cast.people[who], commune=cast.places.old_my_hiep, **PARTICULARS)

    assert not Producer.objects.filter(registration_number="1400111222").exists()


def test_a_district_is_no_place_for_a_producer(cast):
    from tests.cast import also_holds

    officer = also_holds(cast.officer, Role.COMMUNE_OFFICER, cast.places.old_district)

    with pytest.raises(RuleViolation, match="Hãy chọn một xã"):
        services.create_producer(actor=officer, commune=cast.places.old_district, **PARTICULARS)


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [(ProducerKind.COOPERATIVE, "123", "Mã số thuế"), (ProducerKind.HOUSEHOLD, "?", "Số giấy đăng ký")],
)
def test_a_number_of_the_wrong_shape_is_explained(cast, kind, number, sentence):
    wrong = PARTICULARS | {"kind": kind, "registration_number": number}

    with pytest.raises(RuleViolation, match=sentence) as refusal:
        services.create_producer(actor=cast.officer, commune=cast.places.old_my_hiep, **wrong)

    assert refusal.value.field == "registration_number"


@pytest.mark.parametrize(
    ("producer", "sentence"),
    [
        ("producer", "Số này là của “Hợp tác xã Xoài Mỹ Hiệp”. Hãy mở chủ thể đó"),
        ("new_producer", r"đã có trong sổ của Xã Mỹ Hiệp. .* hãy hỏi nơi đó hoặc chuyên viên"),
    ],
)
def test_a_number_in_use_is_refused_with_what_to_do(cast, producer, sentence):
    """The other producer is named only to an officer who reaches it."""
    number = getattr(cast, producer).registration_number

    with pytest.raises(RuleViolation, match=sentence) as refusal:
        services.create_producer(
            actor=cast.officer,
            commune=cast.places.old_my_hiep,
            **PARTICULARS | {"registration_number": number},
        )

    assert refusal.value.field == "registration_number"
    assert "Sen" not in refusal.value.message


def test_a_producer_was_registered_by_today_in_hanoi(cast):
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)

    services.update_producer(actor=cast.officer, producer=cast.producer, registered_on=today)
    with pytest.raises(RuleViolation, match="Ngày cấp không thể sau hôm nay") as refusal:
        services.update_producer(actor=cast.officer, producer=cast.producer, registered_on=tomorrow)

    assert refusal.value.field == "registered_on"
    cast.producer.refresh_from_db()
    assert cast.producer.registered_on == today


def test_a_renamed_producer_is_found_through_its_products(cast):
    product = make_product(cast.producer, actor=cast.officer)

    services.update_producer(actor=cast.officer, producer=cast.producer, version=1, name="Hợp tác xã Đổi Tên")

    product.refresh_from_db()
    event = last_event()
    assert "doi ten" in product.search_key
    assert (event.verb, event.after["name"]) == ("producer.update", "Hợp tác xã Đổi Tên")
    assert event.before["name"] == "Hợp tác xã Xoài Mỹ Hiệp"


def test_a_producer_that_somebody_else_changed_is_stale(cast):
    services.update_producer(actor=cast.officer, producer=cast.producer, version=1, phone="0277 111 1111")

    with pytest.raises(Stale):
        services.update_producer(actor=cast.officer, producer=cast.producer, version=1, phone="0277 222 2222")


def test_a_producer_does_not_move_out_of_the_officers_reach(cast):
    with pytest.raises(RuleViolation, match="không thuộc địa bàn"):
        services.update_producer(actor=cast.officer, producer=cast.producer, commune=cast.places.old_my_long)


def test_the_producer_does_not_change_its_own_registration(cast):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.update_producer(actor=cast.producer_person, producer=cast.producer, name="Tên khác")


def test_a_field_that_is_not_a_producers_is_a_mistake_of_ours(cast):
    with pytest.raises(TypeError, match="created_by"):
        services.update_producer(actor=cast.officer, producer=cast.producer, created_by=cast.nobody)


@pytest.mark.parametrize("who", ["officer", "producer_person"])
def test_a_product_is_added(cast, who):
    product = services.create_product(actor=cast.people[who], producer=cast.producer, name="  Xoài  sấy ")

    assert product.name == "Xoài sấy"
    assert product.search_key == "xoai say hop tac xa xoai my hiep"
    assert last_event().verb == "product.create"


def test_a_name_serves_one_product_of_a_producer(cast):
    services.create_product(actor=cast.officer, producer=cast.producer, name="Xoài sấy")

    with pytest.raises(RuleViolation, match="đã có sản phẩm tên này"):
        services.create_product(actor=cast.officer, producer=cast.producer, name="Xoài sấy")

    assert Product.objects.filter(producer=cast.producer).count() == 1


def test_a_stranger_adds_no_product(cast):
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.create_product(actor=cast.neighbour_officer, producer=cast.producer, name="Xoài sấy")


def test_a_product_is_changed_once_for_each_version(cast):
    product = make_product(cast.producer, actor=cast.officer)

    services.update_product(actor=cast.officer, product=product, version=1, name="Xoài dẻo")

    assert last_event().verb == "product.update"
    with pytest.raises(Stale):
        services.update_product(actor=cast.officer, product=product, version=1, name="Xoài giòn")
    with pytest.raises(TypeError):
        services.update_product(actor=cast.officer, product=product, producer=cast.new_producer)


def test_a_person_gets_a_sign_in_for_a_producer_and_loses_it(cast):
    new = services.give_producer_sign_in(
        actor=cast.officer, producer=cast.producer, username="xoai-2", full_name="Kế toán Hợp tác xã Xoài"
    )

    post = new.user.producer_posts.get()
    held = [(p.role, p.body_id) for p in new.user.posts()]
    assert held == [(Role.PRODUCER, cast.producer.pk)]
    assert new.user.check_password(new.password)
    assert last_event().verb == "post.give"

    services.end_producer_post(actor=cast.officer, post=post, note="Đã nghỉ việc")

    assert last_event().verb == "post.end"
    assert post.producer.posts.get(pk=post.pk).ends_on == clock.today()


def test_who_acts_for_a_producer_is_the_communes_business(cast):
    post = cast.producer_person.producer_posts.get()

    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.end_producer_post(actor=cast.producer_person, post=post)
    with pytest.raises(RuleViolation, match="thẩm quyền"):
        services.give_producer_sign_in(
            actor=cast.neighbour_officer, producer=cast.producer, username="la", full_name="Người lạ"
        )


def test_an_ended_post_is_not_ended_again(cast):
    post = cast.producer_person.producer_posts.get()
    services.end_producer_post(actor=cast.officer, post=post)

    cast.producer_person.refresh_from_db()
    assert cast.producer_person.posts() == ()
    with pytest.raises(RuleViolation, match="đã kết thúc"):
        services.end_producer_post(actor=cast.officer, post=post)


def test_an_officer_who_also_acts_for_a_producer_does_not_end_that(cast):
    post = cast.producer_person.producer_posts.get()
    post.user = cast.officer
    post.save()

    with pytest.raises(RuleViolation, match="Không ai tự"):
        services.end_producer_post(actor=cast.officer, post=post)


@pytest.mark.parametrize(("owner", "shown"), [("producer", True), ("new_producer", False)])
def test_the_form_leads_to_whose_the_number_is_within_reach(client, cast, owner, shown):
    other = getattr(cast, owner)
    client.force_login(cast.officer)
    page = reverse("registrations:producer-create")
    form = client.get(page).context["form"]
    typed = PARTICULARS | {
        "registration_number": other.registration_number,
        "commune": form["commune"].value(),
    }

    answer = client.post(page, typed | {"form_key": form.form_key})

    assert answer.status_code == 422
    assert (f'href="{other.get_absolute_url()}">Mở “' in answer.content.decode()) is shown
