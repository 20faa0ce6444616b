"""What may be on record already is asked about, and never merged silently."""

import pytest

from ocop.audit.models import Event
from registrations import services
from registrations.choices import ProducerKind
from registrations.models import Producer, Product
from registrations.queries.likeness import LIKENESS_WORDS, producers_like
from registrations.rules import Likeness
from tests.factories.registrations import make_producer, make_product
from tests.integration.registrations.test_pages import send, url_of

NEW = {
    "kind": ProducerKind.COOPERATIVE,
    "name": "HTX khoai môn Tân Phú",
    "registration_number": "1400999888",
    "representative_name": "Người đại diện",
}


@pytest.fixture
def known(cast):
    return make_producer(cast.places.old_my_hiep, cast.officer, name="Hợp tác xã Khoai Môn Tân Phú")


def test_a_near_name_in_the_same_place_or_its_successor_is_a_candidate(cast, known):
    here = producers_like(cast.officer, commune=cast.places.old_my_hiep, name=NEW["name"])
    today = producers_like(cast.new_officer, commune=cast.places.my_hiep, name=NEW["name"])
    elsewhere = producers_like(cast.neighbour_officer, commune=cast.places.old_my_long, name=NEW["name"])

    assert [(c.producer, c.reasons) for c in here] == [(known, (Likeness.NAME,))]
    assert [c.producer for c in today] == [known]
    assert elsewhere == []


def test_phone_and_tax_code_count_wherever_the_officer_looks(cast, known):
    Producer.objects.filter(pk=known.pk).update(phone="0277.385 1234", registration_number="1500123456")

    found = producers_like(
        cast.officer,
        commune=cast.places.old_my_hiep,
        name="Công ty Khác Hẳn",
        registration_number="1500123456-001",
        phone="+84 277 385 1234",
    )

    assert [(c.producer, c.reasons) for c in found] == [(known, (Likeness.TAX_CODE, Likeness.PHONE))]
    assert found[0].why == "cùng mã số thuế, cùng điện thoại"


FOREIGN = {"phone": "0277.385 1234", "registration_number": "1500123456"}


@pytest.fixture
def foreign(cast):
    """A producer of the neighbouring commune."""
    Producer.objects.filter(pk=cast.neighbour_producer.pk).update(**FOREIGN)
    return Producer.objects.get(pk=cast.neighbour_producer.pk)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"registration_number": "1500123456-001"}, Likeness.TAX_CODE),
        ({"phone": "+84 277 385 1234"}, Likeness.PHONE),
    ],
)
def test_of_who_is_known_elsewhere_only_the_commune_is_told(client, cast, foreign, change, reason):
    typed = NEW | change | {"commune": cast.places.old_my_hiep.pk}
    client.force_login(cast.officer)

    asked = send(client, url_of("producer-create"), **typed)

    text = asked.content.decode()
    assert asked.status_code == 422
    assert f"Một chủ thể trong sổ của Xã Mỹ Long, hãy hỏi nơi đó ({LIKENESS_WORDS[reason]})" in text
    assert foreign.name not in text and foreign.get_absolute_url() not in text
    apart = f"xa-{foreign.commune_id}"
    assert f'value="{apart}"' in text
    assert send(client, url_of("producer-create"), **typed, apart=[apart]).status_code == 302
    event = Event.objects.filter(verb="producer.create").latest("pk")
    assert event.detail["apart_from_communes"] == [foreign.commune_id]


def test_another_province_is_not_asked(cast, foreign):
    Producer.objects.filter(pk=foreign.pk).update(commune=cast.foreign_producer.commune)

    services.create_producer(
        actor=cast.officer, commune=cast.places.old_my_hiep, apart_from=(), **NEW, phone=FOREIGN["phone"]
    )

    assert Producer.objects.filter(phone=FOREIGN["phone"]).count() == 2


def test_a_new_phone_that_another_commune_knows_is_asked_about_once(client, cast, foreign):
    client.force_login(cast.officer)
    url = url_of("producer-update", cast.producer.pk)

    assert send(client, url, phone=FOREIGN["phone"]).status_code == 422
    apart = [f"xa-{foreign.commune_id}"]
    assert send(client, url, phone=FOREIGN["phone"], apart=apart).status_code == 302
    assert send(client, url, address="Ấp 1").status_code == 302


def test_it_is_asked_and_what_is_ticked_is_on_record(cast, known):
    place = cast.places.old_my_hiep
    with pytest.raises(services.MaybeKnown) as asked:
        services.create_producer(actor=cast.officer, commune=place, apart_from=(), **NEW)
    assert [c.producer for c in asked.value.candidates] == [known]

    producer = services.create_producer(actor=cast.officer, commune=place, apart_from={known.pk}, **NEW)

    assert Event.objects.get(subject_id=producer.pk, verb="producer.create").detail["apart_from"] == [
        known.pk
    ]


def test_the_page_shows_the_candidates_and_keeps_what_was_typed(client, cast, known):
    client.force_login(cast.officer)
    typed = NEW | {"commune": cast.places.old_my_hiep.pk}

    asked = send(client, url_of("producer-create"), **typed)

    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Hợp tác xã Khoai Môn Tân Phú (tên gần giống)" in text
    summary, link = text.index('class="error-summary"'), text.index('href="#gan-giong"')
    assert summary < link < text.index('id="gan-giong"')
    assert 'value="HTX khoai môn Tân Phú"' in text
    done = send(client, url_of("producer-create"), **typed, apart=[known.pk])
    assert done.status_code == 302
    assert Producer.objects.filter(registration_number="1400999888").exists()


def test_a_product_with_a_near_name_is_asked_about(client, cast):
    product = make_product(cast.producer, actor=cast.officer, name="Xoài sấy dẻo loại một")
    client.force_login(cast.officer)
    url = url_of("product-create", cast.producer.pk)

    asked = send(client, url, name="Xoài sấy dẻo loại mốt")
    assert asked.status_code == 422
    assert product.get_absolute_url() in asked.content.decode()

    assert send(client, url, name="Xoài sấy dẻo loại mốt", apart=[product.pk]).status_code == 302
    assert Product.objects.filter(producer=cast.producer).count() == 2


def test_a_new_name_of_a_known_producer_is_asked_about_once(client, cast, known):
    client.force_login(cast.officer)
    url = url_of("producer-update", cast.producer.pk)

    asked = send(client, url, name="HTX khoai môn Tân Phú")

    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Hợp tác xã Khoai Môn Tân Phú (tên gần giống): không phải chủ thể tôi đang sửa" in text
    assert Producer.objects.get(pk=cast.producer.pk).name == cast.producer.name
    assert send(client, url, name="HTX khoai môn Tân Phú", apart=[known.pk]).status_code == 302
    assert send(client, url, address="Ấp 1").status_code == 302, "what was said once is not asked again"
    events = Event.objects.filter(subject_id=cast.producer.pk, verb="producer.update").order_by("pk")
    assert [event.detail.get("apart_from") for event in events] == [[known.pk], None]


@pytest.mark.parametrize("change", [{"phone": "0277 385 1234"}, {"registration_number": "1500123456-002"}])
def test_a_new_phone_or_number_of_a_known_producer_is_asked_about(client, cast, known, change):
    Producer.objects.filter(pk=known.pk).update(phone="02773851234", registration_number="1500123456")
    client.force_login(cast.officer)

    asked = send(client, url_of("producer-update", cast.producer.pk), **change)

    assert asked.status_code == 422
    assert known.get_absolute_url() in asked.content.decode()


def test_a_new_name_of_a_product_is_asked_about(client, cast):
    first = make_product(cast.producer, actor=cast.officer, name="Xoài sấy dẻo loại một")
    second = make_product(cast.producer, actor=cast.officer, name="Xoài cắt lát")
    client.force_login(cast.officer)
    url = url_of("product-update", second.pk)

    assert send(client, url, packaging="Hộp 500 g").status_code == 302
    asked = send(client, url, name="Xoài sấy dẻo loại mốt")
    assert asked.status_code == 422
    assert first.get_absolute_url() in asked.content.decode()

    assert send(client, url, name="Xoài sấy dẻo loại mốt", apart=[first.pk]).status_code == 302


def test_the_very_same_name_is_refused_as_before(client, cast):
    make_product(cast.producer, actor=cast.officer, name="Xoài sấy")
    client.force_login(cast.officer)

    refused = send(client, url_of("product-create", cast.producer.pk), name="Xoài sấy")

    assert "Chủ thể đã có sản phẩm tên này." in refused.content.decode()
