"""A dossier that went on is read, not written: no form of it opens, each part leads to its words."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ocop.core.errors import RuleViolation
from ocop.localities.choices import PlaceKind
from registrations import queries, services
from registrations.models import Dossier
from tests.factories.places import make_place
from tests.factories.registrations import (
    accepted_dossier,
    complete_dossier,
    make_evidence,
    make_product,
    make_upload,
    start_dossier,
)
from tests.kept import kept

WRITTEN = ("dossier-set", "dossier-form", "dossier-scores")
CLOSED = (
    *((route, "officer", "Hồ sơ đang “Đã tiếp nhận” nên không sửa được.") for route in WRITTEN),
    ("dossier-report", "officer", "Hồ sơ đang “Đã tiếp nhận” nên không sửa được."),
    ("dossier-hand-in", "producer_person", "Không thể “Nộp cho xã” khi đang “Đã tiếp nhận”."),
    ("dossier-submit", "officer", "Không thể “Gửi lên cấp trên” khi đang “Đã tiếp nhận”."),
    ("dossier-commune-return", "officer", "Không thể “Trả lại chủ thể” khi đang “Đã tiếp nhận”."),
    ("dossier-accept", "district_officer", "Không thể “Tiếp nhận” khi đang “Đã tiếp nhận”."),
)
EVIDENCE = ("evidence-attach", "evidence-cite")


def url_of(name, *args):
    return reverse(f"registrations:{name}", args=args)


def led(client, person, route, *args):
    """Where opening a page leads, and what is said on the way."""
    client.force_login(person)
    answer = client.get(url_of(route, *args))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    return answer.status_code, answer.headers.get("Location"), said


@kept
def accepted(cast):
    return accepted_dossier(cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer)


@pytest.mark.parametrize(("route", "who", "sentence"), CLOSED)
def test_a_form_that_is_over_leads_to_the_dossier(client, cast, accepted, route, who, sentence):
    answer = led(client, cast.people[who], route, accepted.pk)

    assert answer == (302, url_of("dossier-detail", accepted.pk), [sentence])


@pytest.mark.parametrize("route", EVIDENCE)
def test_papers_that_are_judged_are_not_added_to(client, cast, accepted, route):
    answer = led(client, cast.officer, route, accepted.pk)

    sentence = "Hồ sơ đang “Đã tiếp nhận” nên không sửa được."
    assert answer == (302, url_of("dossier-evidence", accepted.pk), [sentence])


def test_a_paper_that_is_judged_is_not_taken_out(client, cast, accepted):
    citation = accepted.citations.get()

    status, location, _said = led(client, cast.officer, "evidence-uncite", accepted.pk, citation.pk)

    assert (status, location) == (302, url_of("dossier-evidence", accepted.pk))


def test_what_is_withdrawn_is_not_withdrawn_again(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.withdraw_dossier(actor=cast.officer, dossier=dossier, note="Chưa đủ")

    answer = led(client, cast.officer, "dossier-withdraw", dossier.pk)

    assert answer == (302, url_of("dossier-detail", dossier.pk), ["Không thể “Rút hồ sơ” khi đang “Đã rút”."])
    tasks = client.get(answer[1]).context["page"].tasks[0].tasks
    assert not [task.note for task in tasks if "Còn thiếu" in task.note or "Chưa" in task.note]


def test_the_producer_reads_while_the_commune_reviews(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.producer_person)
    services.hand_in_dossier(actor=cast.producer_person, dossier=dossier)

    answer = led(client, cast.producer_person, "dossier-form", dossier.pk)

    assert answer[2] == ["Xã đang xét hồ sơ. Muốn sửa, hãy nhờ xã trả lại."]
    assert client.get(url_of("dossier-detail", dossier.pk)).context["page"].may_write is False
    client.force_login(cast.officer)
    assert client.get(url_of("dossier-form", dossier.pk)).status_code == 200


def test_a_regime_without_report_says_so(client, cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    answer = led(client, cast.officer, "dossier-report", dossier.pk)

    sentence = "Quy định áp dụng cho hồ sơ này không có báo cáo của xã."
    assert answer == (302, url_of("dossier-detail", dossier.pk), [sentence])
    with pytest.raises(RuleViolation, match=sentence):
        services.write_commune_report(actor=cast.officer, dossier=dossier, local_labour="Hai mươi")


def test_who_wrote_it_is_not_shown_how_to_take_it_in(client, cast, accepted):
    Dossier.objects.filter(pk=accepted.pk).update(state="submitted", created_by=cast.district_officer)

    answer = led(client, cast.district_officer, "dossier-accept", accepted.pk)

    assert answer[2] == ["Người lập hoặc nộp hồ sơ không tự tiếp nhận hồ sơ đó."]


def test_a_paper_that_was_replaced_is_not_replaced_again(client, cast):
    old = make_evidence(cast.producer, actor=cast.officer)
    services.replace_evidence(actor=cast.officer, evidence=old, upload=make_upload())

    status, _location, said = led(client, cast.officer, "evidence-replace", old.pk)

    assert (status, said) == (302, ["Giấy tờ này đã được thay bằng bản khác."])


# --- Reading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["district_officer", "officer", "auditor"])
def test_each_part_leads_a_reader_to_its_words(client, cast, accepted, who):
    client.force_login(cast.people[who])
    tasks = [
        task
        for group in client.get(url_of("dossier-detail", accepted.pk)).context["page"].tasks
        for task in group.tasks
    ]

    file = url_of("dossier-file", accepted.pk)
    page = client.get(file).content.decode()
    addresses = [task.url for task in tasks]
    assert f"{file}#form" in addresses
    assert f"{file}#scores" in addresses
    for address in addresses:
        assert address.startswith(f"{file}#")
        assert f'id="{address.partition("#")[2]}"' in page


def test_a_part_without_words_leads_a_reader_nowhere(client, cast):
    dossier = start_dossier(cast.new_producer, cast.cycle_26, actor=cast.new_producer_person)
    client.force_login(cast.new_producer_person)

    page = client.get(url_of("dossier-detail", dossier.pk)).context["page"]

    ((report,),) = [group.tasks for group in page.tasks[1:]]
    assert report.url == ""
    steps = client.get(url_of("dossier-form", dossier.pk)).context["page"].parts
    assert url_of("dossier-report", dossier.pk) not in [step.url for step in steps]
    assert url_of("dossier-form", dossier.pk) in [step.url for step in steps]


# --- Starting ---------------------------------------------------------------------------------------------


def test_a_dossier_starts_where_the_product_has_none(client, cast):
    product = make_product(cast.producer, actor=cast.officer)
    assert list(queries.cycles_to_start(product)) == [cast.cycle_26, cast.cycle_148, cast.cycle_1048]

    services.start_dossier(
        actor=cast.officer, product=product, cycle=cast.cycle_148, registration_type="first"
    )

    assert list(queries.cycles_to_start(product)) == [cast.cycle_26, cast.cycle_1048]
    cast.cycle_26.closed_on = cast.cycle_26.opened_on
    cast.cycle_26.save()
    assert list(queries.cycles_to_start(product)) == [cast.cycle_1048]


def test_a_cycle_whose_units_do_not_know_the_commune_is_not_offered(cast):
    """No unit of the old list became this commune."""
    commune = make_place(PlaceKind.COMMUNE, "Tân Hội", "30999", parent=cast.places.province)
    cast.new_producer.commune = commune
    cast.new_producer.save()
    product = make_product(cast.new_producer, actor=cast.new_producer_person)

    assert list(queries.cycles_to_start(product)) == [cast.cycle_26]


def test_the_cycle_of_the_day_is_chosen_and_each_names_its_rules(client, cast):
    product = make_product(cast.producer, actor=cast.officer)
    client.force_login(cast.officer)

    form = client.get(url_of("dossier-start", product.pk)).context["form"]

    assert form["cycle"].value() == cast.cycle_26.pk
    labels = [str(label) for _pk, label in form.fields["cycle"].choices]
    assert labels == [
        f"{cycle} · {queries.regime_today(cycle)}"
        for cycle in (cast.cycle_26, cast.cycle_148, cast.cycle_1048)
    ]


def test_a_product_without_a_free_cycle_starts_nothing(client, cast):
    product = make_product(cast.producer, actor=cast.officer)
    for cycle in (cast.cycle_26, cast.cycle_148, cast.cycle_1048):
        services.start_dossier(actor=cast.officer, product=product, cycle=cycle, registration_type="first")

    status, location, said = led(client, cast.officer, "dossier-start", product.pk)

    assert (status, location) == (302, url_of("product-detail", product.pk))
    assert said[0].startswith("Không có chu trình nào đang mở cho")
