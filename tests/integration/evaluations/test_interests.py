"""A file opens after its member has declared; who is tied stays out, and quorum and divisor follow."""

from uuid import uuid4

import pytest
from django.urls import reverse

from evaluations import services
from evaluations.models import Declaration, Grading, Recusal, Seat
from evaluations.queries.interests import items_to_declare, standings
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.workflow.moves import MoveRefused
from registrations.choices import ActingAs
from registrations.models import ProducerPost
from tests.factories.accounts import make_person
from tests.factories.evaluations import declare_clear, planned_session, send, sheet_of
from tests.factories.registrations import accepted_dossier
from tests.factories.trainings import of_province, trainer
from trainings.models import Nomination


@pytest.fixture
def session(district, dossier):
    return planned_session(district, dossier)


@pytest.fixture
def item(session):
    return session.items.get()


def opened(panel, session, present=None):
    return services.open_session(actor=panel.secretary, session=session, present=present or panel.seats)


def test_nothing_of_the_file_opens_before_the_declaration(client, district, session, item):
    opened(district, session)
    paper = item.dossier.citations.first().evidence
    sheet = sheet_of(district.chair, item)
    client.force_login(district.chair)
    declare = reverse("evaluations:session-declare", args=[session.pk])

    assert client.get(reverse("evaluations:sheet-detail", args=[sheet.pk]))["Location"] == declare
    assert client.get(reverse("evaluations:item-file", args=[item.pk]))["Location"] == declare
    closed = [
        reverse("evaluations:item-compare", args=[item.pk]),
        reverse("evaluations:item-paper", args=[item.pk, paper.pk]),
    ]
    assert [client.get(address).status_code for address in closed] == [404, 404]
    with pytest.raises(RuleViolation, match="khai báo"):
        services.save_mark(actor=district.chair, sheet=sheet, criterion="1a", position=1)

    services.declare_interests(actor=district.chair, session=session, clear=[item])
    assert [client.get(address).status_code for address in closed] == [200, 200]
    assert client.get(reverse("evaluations:item-file", args=[item.pk])).status_code == 200
    assert client.get(reverse("evaluations:sheet-detail", args=[sheet.pk])).status_code == 200


def test_declared_twice_is_declared_once(district, session, item):
    for _n in range(2):
        services.declare_interests(actor=district.chair, session=session, clear=[item])

    assert Declaration.objects.count() == 1
    assert Event.objects.filter(verb="session.declare").count() == 1
    assert not items_to_declare(district.chair, session).exists()


def test_who_is_tied_sees_the_file_no_more(client, district, session, item):
    services.declare_interests(actor=district.chair, session=session, clear=[item])
    services.declare_interests(actor=district.chair, session=session, tied={item: "Em ruột góp vốn"})
    client.force_login(district.chair)

    for name in ("item-file", "item-compare"):
        assert client.get(reverse(f"evaluations:{name}", args=[item.pk])).status_code == 404
    with pytest.raises(RuleViolation, match="xin không chấm"):
        services.declare_interests(actor=district.chair, session=session, clear=[item])


def test_officials_outside_the_council_declare_nothing(client, district, session, item):
    with pytest.raises(RuleViolation, match="không giữ ghế"):
        services.declare_interests(actor=district.secretary, session=session, clear=[item])
    client.force_login(district.secretary)
    assert client.get(reverse("evaluations:session-declare", args=[session.pk])).status_code == 403


def test_the_portal_points_at_ties_and_decides_nothing(client, cast, district, session, item):
    producer = item.dossier.producer
    consultant, colleague = district.members
    ProducerPost.objects.create(
        user=consultant,
        producer=producer,
        kind=ActingAs.CONSULTANT,
        starts_on="2024-01-01",
        ends_on="2024-06-01",
    )
    Seat.objects.filter(person=colleague).update(agency=producer.name.upper())

    found = {one.seat.person: one.hints for one in standings(session)}
    assert found == {district.chair: (), consultant: ("advised",), colleague: ("unit",)}
    client.force_login(consultant)
    page = client.get(reverse("evaluations:session-declare", args=[session.pk])).content.decode()
    assert "từng tư vấn" in page
    services.declare_interests(actor=consultant, session=session, clear=[item])
    assert Declaration.objects.get().hints == ["advised"]
    client.force_login(district.secretary)
    page = client.get(reverse("evaluations:session-interests", args=[session.pk])).content.decode()
    assert "cùng đơn vị" in page
    client.force_login(colleague)
    assert client.get(reverse("evaluations:session-interests", args=[session.pk])).status_code == 403


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("seat-add", {"person": "nguoimoi", "role": "member", "starts_on": "", "agency_tax_code": ""}),
        ("council-change", {"person_1": "nguoimoi", "number": "88/QĐ-UBND", "agency_tax_code_1": ""}),
    ],
)
def test_who_works_under_the_tax_code_of_the_owner_is_pointed_at(
    client, cast, district, session, item, form, fields
):
    """The code is typed with the seat; a branch has that of its company, with three digits more."""
    member = make_person("Người mới", home=cast.places.old_district, username="nguoimoi")
    number, today = item.dossier.producer.registration_number, f"{clock.today():%d/%m/%Y}"
    codes = {name: f"{number[:4]} {number[4:]}-001" for name in fields if "tax_code" in name}
    days = dict.fromkeys(("starts_on", "decided_on", "effective_on"), today)
    sending = {"form_key": str(uuid4()), "version": "1", "scores": "on", "scores_1": "on"}
    client.force_login(district.officer)
    address = reverse(f"evaluations:{form}", args=[district.council.pk])
    assert client.post(address, sending | fields | codes | days).status_code == 302

    client.force_login(member)
    page = client.get(reverse("evaluations:session-declare", args=[session.pk])).content.decode()
    assert "đơn vị cùng mã số thuế với chủ thể" in page
    services.declare_interests(actor=member, session=session, clear=[item])
    assert Declaration.objects.get().hints == ["tax_code"]


@pytest.mark.parametrize(
    ("name", "hints"), [("ThS. {}", ("taught",)), ("{}", ("taught",)), ("{} Khác", ()), ("", ())]
)
def test_who_taught_people_of_the_owner_is_pointed_at(cast, district, session, item, name, hints):
    """The app of the trainings tells it, from above, by `TIE_SOURCES`."""
    member, hands = district.members[0], of_province(cast)
    training = hands.opened()
    (named,) = hands.named(training, "Học viên một")
    Nomination.objects.filter(pk=named.pk).update(producer=item.dossier.producer)
    if name:
        trainer(hands.actor, training, full_name=name.format(member.full_name))

    found = {one.seat.person: one.hints for one in standings(session)}
    assert found == {district.chair: (), member: hints, district.members[1]: ()}
    services.declare_interests(actor=member, session=session, clear=[item])
    assert Declaration.objects.get().hints == list(hints)


def test_the_form_asks_for_a_ground_and_keeps_what_was_typed(client, cast, district, session, item):
    second = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer, name="Mít sấy"
    )
    services.add_dossiers_to_session(actor=district.officer, session=session, dossiers=[second])
    other = session.items.get(dossier=second)
    client.force_login(district.chair)
    address = reverse("evaluations:session-declare", args=[session.pk])
    data = {
        "form_key": "6f0c1c60-6a57-4a51-8f0e-0d6b0c7a5a11",
        f"said-{item.pk}": "clear",
        f"said-{other.pk}": "tied",
    }
    assert client.post(address, data).status_code == 422
    assert not Declaration.objects.exists()
    assert client.post(address, data | {f"ground-{other.pk}": "Góp vốn"}).status_code == 302

    assert Declaration.objects.get().item == item
    assert Recusal.objects.get().item == other
    assert client.post(address, {"form_key": "6f0c1c60-6a57-4a51-8f0e-0d6b0c7a5a12"}).status_code == 422


def test_the_receipt_of_the_pack_is_the_member_s_own_word(client, district, session, item):
    with pytest.raises(RuleViolation, match="khai báo"):
        services.confirm_reading(actor=district.chair, item=item)
    services.declare_interests(actor=district.chair, session=session, clear=[item])
    client.force_login(district.chair)
    address = reverse("evaluations:item-file", args=[item.pk])
    for key in ("21", "22"):
        data = {"form_key": f"6f0c1c60-6a57-4a51-8f0e-0d6b0c7a5a{key}"}
        assert client.post(address, data).status_code == 302

    assert Declaration.objects.get().read_at is not None
    assert Event.objects.filter(verb="session.read-file").count() == 1
    assert "Bạn đã đọc hồ sơ này" in client.get(address).content.decode()


def test_divisor_and_quorum_follow(district, session, item):
    """Three of four came, 75 %; one of them stays out: two of three are too few."""
    there = [seat for seat in district.seats if seat.person != district.members[1]]
    opened(district, session, there)
    for person in (district.chair, district.members[0]):
        services.declare_interests(actor=person, session=session, clear=[item])
    send(district.chair, item, 60)
    services.declare_recusal(actor=district.members[0], item=item, ground="Góp vốn")

    with pytest.raises(MoveRefused, match="2/3"):
        services.close_session(actor=district.chair, session=session)


def test_with_everybody_there_one_may_stay_out(district, session, item):
    opened(district, session)
    declare_clear(district, session)
    services.declare_recusal(actor=district.members[0], item=item, ground="Góp vốn")
    for person in (district.chair, district.members[1]):
        send(person, item, 61)
    services.close_session(actor=district.chair, session=session)

    assert Grading.objects.get().sheet_count == 2
