"""Ideas: from the commune's note to a dossier, and the communes against their targets."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core.errors import RuleViolation, Stale
from ocop.notifications.models import Notice
from ocop.programme.models import Cycle
from ocop.programme.services import set_product_targets
from ocop.workflow import MoveRefused
from registrations import services
from registrations.choices import DossierState, IdeaState, ProducerKind
from registrations.models import Dossier, Idea, Producer, Product, SelfAssessment
from registrations.queries import communes_against_targets, forms_of, ideas_waiting_for, missing_parts_of
from registrations.rules import Part
from tests.factories.ideas import chosen_idea, make_idea, sent_idea
from tests.factories.papers import words_of_docx
from tests.factories.registrations import start_dossier
from tests.integration.registrations.test_pages import send, url_of
from tests.integration.registrations.test_papers import plain, words_of_pdf


def verbs_of(idea):
    events = Event.objects.filter(subject_id=idea.pk, verb__startswith="idea.").order_by("pk")
    return list(events.values_list("verb", flat=True))


def waiting(person):
    return set(Idea.objects.visible_to(person).filter(ideas_waiting_for(person)))


@pytest.fixture
def chosen(cast):
    return chosen_idea(
        cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer, chooser=cast.district_officer
    )


def test_an_idea_is_the_communes_until_it_is_sent(cast):
    idea = make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)

    assert idea in Idea.objects.visible_to(cast.officer)
    assert idea not in Idea.objects.visible_to(cast.neighbour_officer)
    assert idea not in Idea.objects.visible_to(cast.district_officer)

    services.send_idea(actor=cast.officer, idea=idea)

    assert idea in Idea.objects.visible_to(cast.district_officer)
    assert idea not in Idea.objects.visible_to(cast.other_district_officer)
    assert Notice.objects.filter(person=cast.district_officer).exists()
    assert verbs_of(idea) == ["idea.collect", "idea.send"]


def test_a_cycle_of_today_takes_no_idea_of_a_commune_that_is_no_more(client, cast):
    client.force_login(cast.new_officer)
    field = client.get(reverse("registrations:idea-create")).context["form"].fields["commune"]
    labels = [str(label) for _key, label in field.choices]

    assert labels[0] == "Xã Mỹ Hiệp"
    assert "Xã Mỹ Hiệp (đến hết 30/06/2025)" in labels
    with pytest.raises(RuleViolation, match="theo đơn vị hành chính hiện nay") as refusal:
        services.collect_idea(
            actor=cast.new_officer,
            cycle=cast.cycle_26,
            commune=cast.places.old_my_hiep,
            product_name="Sen sấy",
        )
    assert refusal.value.field == "commune"


def test_the_receiving_level_of_the_regime_chooses(cast):
    old = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    new = sent_idea(cast.places.my_hiep, cast.cycle_26, actor=cast.new_officer)

    assert waiting(cast.district_officer) == {old}
    assert new in waiting(cast.province_officer)
    assert old not in waiting(cast.province_officer)
    with pytest.raises(MoveRefused):
        services.choose_idea(actor=cast.province_officer, idea=old)


def test_a_declined_idea_says_why_and_can_be_thought_over(cast):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    with pytest.raises(MoveRefused):
        services.decline_idea(actor=cast.district_officer, idea=idea, note=" ")

    idea = services.decline_idea(actor=cast.district_officer, idea=idea, note="Đã có sản phẩm tương tự.")

    assert (idea.state, idea.decision_note) == (IdeaState.DECLINED, "Đã có sản phẩm tương tự.")
    idea = services.reconsider_idea(actor=cast.district_officer, idea=idea)
    assert services.choose_idea(actor=cast.district_officer, idea=idea).state == IdeaState.CHOSEN


def test_nobody_chooses_what_he_sent(cast):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    Idea.objects.filter(pk=idea.pk).update(sent_by=cast.district_officer)

    with pytest.raises(RuleViolation, match="người khác"):
        services.choose_idea(actor=cast.district_officer, idea=idea)


def test_a_chosen_idea_becomes_a_dossier_without_retyping(cast, chosen):
    dossier = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)

    chosen.refresh_from_db()
    assert chosen.dossier == dossier
    assert (dossier.product_name, dossier.cycle, dossier.state) == (
        "Mứt xoài",
        cast.cycle_148,
        DossierState.DRAFT,
    )
    assert dossier.product.description == chosen.description
    assert verbs_of(chosen)[-1] == "idea.register"
    with pytest.raises(RuleViolation, match="đã có hồ sơ"):
        services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)
    with pytest.raises(MoveRefused):
        services.reconsider_idea(actor=cast.district_officer, idea=chosen)


@pytest.mark.parametrize(
    ("cycle", "part", "told"),
    [
        (
            "cycle_148",
            "dossier-assessment",
            {
                "description": "Mứt từ xoài chín của xã.",
                "material_area": "Vùng xoài 300 ha.",
                "production_plan": "Cần hỗ trợ: Máy ép.",
            },
        ),
        (
            "cycle_1048",
            "dossier-plan",
            {
                "product_plan": "Mứt từ xoài chín của xã.",
                "materials": "Vùng xoài 300 ha.",
                "risks": "Cần hỗ trợ: Máy ép.",
            },
        ),
    ],
)
def test_what_an_idea_says_is_in_its_dossier(client, cast, cycle, part, told):
    idea = chosen_idea(
        cast.places.old_my_hiep,
        getattr(cast, cycle),
        actor=cast.officer,
        chooser=cast.district_officer,
        local_strength="Vùng xoài 300 ha.",
        needs="Máy ép.",
    )
    services.create_product(actor=cast.officer, producer=cast.producer, name=idea.product_name)
    dossier = services.register_idea(actor=cast.officer, idea=idea, producer=cast.producer)
    client.force_login(cast.officer)

    page = client.get(url_of(part, dossier.pk))

    form = page.context["form"]
    assert {name: form[name].value() for name in told} == told
    assert "Đã điền sẵn" in page.content.decode()


def test_what_an_idea_says_is_written_and_not_called_missing(client, cast):
    idea = chosen_idea(
        cast.places.my_hiep,
        cast.cycle_26,
        actor=cast.new_officer,
        chooser=cast.province_officer,
        local_strength="Vùng xoài 300 ha.",
        needs="Máy ép.",
    )
    dossier = services.register_idea(actor=cast.new_officer, idea=idea, producer=cast.new_producer)
    client.force_login(cast.new_officer)
    check = url_of("dossier-submit", dossier.pk)
    copied = "có lời chép từ ý tưởng"

    lacks = {lack.sentence for lack in missing_parts_of(dossier)}
    for told in ("mô tả, quy cách sản phẩm", "vùng nguyên liệu", "kế hoạch sản xuất"):
        assert f"Báo cáo tự đánh giá: chưa ghi {told}." not in lacks
    assert "Báo cáo của xã: chưa ghi nguyên liệu địa phương." not in lacks
    page = client.get(check).content.decode()
    assert copied in page
    assert "Vùng xoài 300 ha." in page

    send(client, url_of("dossier-assessment", dossier.pk), description="Mứt xoài dẻo.")
    page = client.get(check).content.decode()
    assert copied not in page
    assert "Đã điền sẵn" not in client.get(url_of("dossier-assessment", dossier.pk)).content.decode()


def test_another_dossier_keeps_what_was_written_in_the_withdrawn_one(cast, chosen):
    first = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)
    services.write_self_assessment(actor=cast.officer, dossier=first, description="Mứt dẻo.", history="2019")
    services.withdraw_dossier(actor=cast.officer, dossier=first, note="Lập nhầm chủ thể.")

    second = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)

    written = SelfAssessment.objects.get(dossier=second)
    assert (written.description, written.history, written.version) == ("Mứt dẻo.", "2019", 0)


def test_the_communes_report_starts_with_the_words_of_the_idea(client, cast):
    idea = chosen_idea(
        cast.places.my_hiep,
        cast.cycle_26,
        actor=cast.new_officer,
        chooser=cast.province_officer,
        local_strength="Vùng xoài 300 ha.",
    )
    dossier = services.register_idea(actor=cast.new_officer, idea=idea, producer=cast.new_producer)
    client.force_login(cast.new_officer)
    report = url_of("dossier-report", dossier.pk)

    form = client.get(report).context["form"]
    assert form["idea_origin"].value() == "Mứt từ xoài chín của xã."
    assert form["local_materials"].value() == "Vùng xoài 300 ha."

    send(client, report, local_materials="Xoài của xã.", idea_origin="")
    form = client.get(report).context["form"]
    assert (form["local_materials"].value(), form["idea_origin"].value()) == ("Xoài của xã.", "")


def test_the_producers_own_product_of_that_name_is_taken(cast, chosen):
    product = services.create_product(actor=cast.officer, producer=cast.producer, name="Mứt xoài")

    dossier = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)

    assert dossier.product == product
    assert Product.objects.filter(name="Mứt xoài").count() == 1


def test_after_a_withdrawn_dossier_the_idea_may_have_another(cast, chosen):
    first = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)
    services.withdraw_dossier(actor=cast.officer, dossier=first, note="Lập nhầm chủ thể.")

    second = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)

    chosen.refresh_from_db()
    assert chosen.dossier == second != first


def test_the_page_makes_another_dossier_after_a_withdrawn_one(client, cast, chosen):
    first = services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)
    services.withdraw_dossier(actor=cast.officer, dossier=first, note="Lập nhầm chủ thể.")
    client.force_login(cast.officer)

    page = client.get(url_of("idea-detail", chosen.pk)).context["page"]
    assert page.status.label == "Được chọn"
    assert url_of("idea-register", chosen.pk) in [move.url for move in page.moves]
    send(client, url_of("idea-register", chosen.pk), producer=cast.producer.pk)

    chosen.refresh_from_db()
    assert chosen.dossier.state == DossierState.DRAFT


@pytest.mark.parametrize(("made_already", "number"), [(False, "Biểu số 01"), (True, "Biểu số 02")])
def test_what_is_not_made_yet_goes_on_the_form_of_new_ideas(cast, made_already, number):
    idea = chosen_idea(
        cast.places.old_my_hiep,
        cast.cycle_1048,
        actor=cast.officer,
        chooser=cast.district_officer,
        made_already=made_already,
    )

    dossier = services.register_idea(actor=cast.officer, idea=idea, producer=cast.producer)

    assert forms_of(dossier)[Part.FORM].number == number


def test_only_the_communes_own_producer_files_it(cast, chosen):
    with pytest.raises(RuleViolation, match="xã khác"):
        services.register_idea(actor=cast.officer, idea=chosen, producer=cast.neighbour_producer)
    assert not Dossier.objects.exists()


def test_an_idea_that_is_not_chosen_has_no_dossier(cast):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    with pytest.raises(RuleViolation, match="được chọn"):
        services.register_idea(actor=cast.officer, idea=idea, producer=cast.producer)

    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(dossier=dossier)


def test_what_was_sent_is_changed_only_after_taking_it_back(cast):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    with pytest.raises(RuleViolation, match="không sửa được"):
        services.update_idea(actor=cast.officer, idea=idea, product_name="Khác")

    idea = services.take_back_idea(actor=cast.officer, idea=idea)
    assert idea not in Idea.objects.visible_to(cast.district_officer)
    changed = services.update_idea(
        actor=cast.officer, idea=idea, version=idea.version, product_name="Mứt xoài dẻo"
    )

    assert changed.product_name == "Mứt xoài dẻo"
    with pytest.raises(Stale):
        services.update_idea(actor=cast.officer, idea=idea, version=idea.version, product_name="Cũ")


def test_an_idea_needs_somebody_behind_it(cast):
    with pytest.raises(RuleViolation, match="ai đề xuất") as refused:
        make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer, proposer_name=" ")
    assert refused.value.field == "proposer_name"

    idea = make_idea(
        cast.places.old_my_hiep,
        cast.cycle_148,
        actor=cast.officer,
        proposer_name="",
        producer=cast.producer,
    )
    assert (idea.proposer_name, idea.proposer_kind) == (cast.producer.name, ProducerKind.COOPERATIVE)


@pytest.mark.parametrize("place", ["old_my_long", "my_hiep"])
def test_officers_collect_in_their_own_commune_and_in_open_cycles(cast, place):
    with pytest.raises(RuleViolation):
        make_idea(getattr(cast.places, place), cast.foreign_cycle, actor=cast.officer)


def test_a_withdrawn_idea_counts_no_more(cast):
    idea = make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    services.withdraw_idea(actor=cast.officer, idea=idea, note="Hộ không làm nữa.")

    assert communes_against_targets(cast.officer, cast.cycle_148) == []


def test_communes_are_counted_against_their_targets(cast, chosen):
    places = cast.places
    set_product_targets(
        actor=cast.district_officer,
        cycle=cast.cycle_148,
        targets={places.old_my_hiep: 3, places.old_my_long: 1},
    )
    services.register_idea(actor=cast.officer, idea=chosen, producer=cast.producer)

    own, neighbour = communes_against_targets(cast.district_officer, cast.cycle_148)

    assert (own.place, own.target, own.ideas, own.chosen, own.dossiers, own.handed_in, own.short) == (
        places.old_my_hiep,
        3,
        1,
        1,
        0,  # drafts are the commune's own
        0,
        3,
    )
    assert (neighbour.place, neighbour.target, neighbour.ideas) == (places.old_my_long, 1, 0)
    (mine,) = communes_against_targets(cast.officer, cast.cycle_148)
    assert (mine.place, mine.dossiers) == (places.old_my_hiep, 1)


def test_targets_are_set_within_the_own_district(cast):
    with pytest.raises(RuleViolation, match="không thuộc"):
        set_product_targets(
            actor=cast.other_district_officer, cycle=cast.cycle_148, targets={cast.places.old_my_hiep: 2}
        )


def test_an_empty_target_takes_it_away_and_the_same_changes_nothing(cast):
    place, setter = cast.places.old_my_hiep, cast.district_officer
    assert set_product_targets(actor=setter, cycle=cast.cycle_148, targets={place: 2}) == 1
    assert set_product_targets(actor=setter, cycle=cast.cycle_148, targets={place: 2}) == 0
    assert set_product_targets(actor=setter, cycle=cast.cycle_148, targets={place: None}) == 1

    assert not cast.cycle_148.product_targets.exists()
    assert Event.objects.filter(verb="cycle.targets").count() == 2


# --- Pages ------------------------------------------------------------------------------------------------


def test_the_whole_way_of_an_idea_through_the_pages(client, cast):
    client.force_login(cast.officer)
    send(
        client,
        url_of("idea-create"),
        commune=cast.places.old_my_hiep.pk,
        cycle=cast.cycle_148.pk,
        product_name="Nước xoài",
        description="Nước ép từ xoài loại hai.",
        proposer_name="Tổ hợp tác ấp 2",
        proposer_kind=ProducerKind.COOPERATIVE_GROUP,
    )
    idea = Idea.objects.get()
    send(client, url_of("idea-send", idea.pk))
    client.force_login(cast.district_officer)
    assert "Chọn trong 1 ý tưởng" in client.get(reverse("today")).content.decode()
    send(client, url_of("idea-choose", idea.pk))
    client.force_login(cast.officer)

    new_producer = url_of("producer-create") + f"?tu-y-tuong={idea.pk}"
    form = client.get(new_producer).context["form"]
    assert form["name"].value() == "Tổ hợp tác ấp 2"
    sent = send(
        client, new_producer, registration_number="GCN-12345", representative_name="Tổ trưởng", phone=""
    )
    page = client.get(sent.url)
    assert "Tiếp theo: lập hồ sơ từ ý tưởng." in page.content.decode()
    assert str(page.context["form"]["producer"].value()) == str(
        Producer.objects.get(name="Tổ hợp tác ấp 2").pk
    )
    sent = send(client, sent.url)

    idea.refresh_from_db()
    assert sent.url == url_of("dossier-set", idea.dossier_id)


@pytest.mark.parametrize(("kind", "words"), [("pdf", words_of_pdf), ("docx", words_of_docx)])
def test_the_form_of_an_idea_is_taken_home(client, cast, kind, words):
    idea = make_idea(cast.places.old_my_hiep, cast.cycle_1048, actor=cast.officer, needs="Máy ép.")
    client.force_login(cast.officer)
    before = len(client.get(idea.get_absolute_url()).context["page"].entries)

    answer = client.get(url_of("idea-print", idea.pk, kind))

    shown = plain(words(answer.content))
    for told in (
        "Biểu số 01",
        "Mứt xoài",
        "Mứt từ xoài chín của xã.",
        "Hộ dân ấp 1",
        "Máy ép.",
        "xã Mỹ Hiệp",
    ):
        assert plain(told) in shown, told
    assert Event.objects.get(verb="idea.print").subject_id == idea.pk
    assert len(client.get(idea.get_absolute_url()).context["page"].entries) == before
    assert client.get(url_of("idea-print", idea.pk, "exe")).status_code == 404


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        ("idea-update", "hãy lấy lại trước"),
        ("idea-send", "Không thể “Gửi để chọn”"),
        ("idea-register", "được chọn"),
    ],
)
def test_a_page_whose_time_is_over_says_so(client, cast, route, sentence):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)

    page = client.get(url_of(route, idea.pk), follow=True)

    assert page.request["PATH_INFO"] == idea.get_absolute_url()
    assert sentence in page.content.decode()


def test_a_foreign_idea_does_not_exist(client, cast):
    idea = sent_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.neighbour_officer)

    for route in ("idea-detail", "idea-update", "idea-send", "idea-withdraw", "idea-register"):
        assert client.get(url_of(route, idea.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(client, cast, django_assert_num_queries, count):
    for turn in range(count):
        make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer, name=f"Mứt {turn}")
    client.force_login(cast.officer)

    with django_assert_num_queries(11):
        page = client.get(url_of("idea-list"))

    assert len(page.context["page"].rows) == count


def test_an_idea_that_was_noted_already_is_asked_about_and_not_noted_twice(client, cast):
    """Somebody who goes back and presses again, or types what a colleague has typed."""
    known = make_idea(cast.places.old_my_hiep, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    page = client.get(url_of("idea-create"))
    told = {
        "cycle": known.cycle_id,
        "commune": known.commune_id,
        "product_name": known.product_name.upper(),
        "description": "Cùng một ý.",
        "proposer_name": known.proposer_name,
    }

    asked = send(client, url_of("idea-create"), **told)

    assert page.status_code == 200 and asked.status_code == 422
    (alike,) = asked.context["page"].alike
    assert alike.url == known.get_absolute_url() and known.proposer_name in alike.why
    assert Idea.objects.count() == 1
    assert send(client, url_of("idea-create"), **told, apart=alike.key).status_code == 302
    assert send(client, url_of("idea-create"), **told | {"proposer_name": "Ông Tư khác"}).status_code == 302


def test_the_board_and_the_targets_page(client, cast, chosen):
    client.force_login(cast.district_officer)
    targets = url_of("targets", cast.cycle_148.pk)

    send(client, targets, **{f"place_{cast.places.old_my_hiep.pk}": "4"})

    board = client.get(url_of("commune-board") + f"?cycle={cast.cycle_148.pk}")
    assert board.context["page"].totals["target"] == 4
    refused = send(client, targets, **{f"place_{cast.places.old_my_hiep.pk}": "-1"})
    assert refused.status_code == 422


def test_a_cycle_without_communes_of_the_own_list_offers_no_targets(client, cast):
    """A district that is no more has none to give in a cycle that counts by the places of today."""
    client.force_login(cast.district_officer)

    page = client.get(url_of("commune-board") + f"?cycle={cast.cycle_26.pk}")

    assert page.status_code == 200
    assert url_of("targets", cast.cycle_26.pk) not in page.content.decode()


def test_officers_of_an_old_district_know_the_cycles_of_the_province_that_took_it_over(cast):
    assert cast.cycle_26 in Cycle.objects.visible_to(cast.district_officer)
    assert cast.cycle_26 in Cycle.objects.visible_to(cast.officer)
    assert cast.foreign_cycle not in Cycle.objects.visible_to(cast.district_officer)
