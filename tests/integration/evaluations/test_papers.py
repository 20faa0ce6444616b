"""The council reads the papers of its products through its seats, criterion by criterion."""

from datetime import timedelta

from django.urls import reverse

from evaluations import services
from ocop.core import clock
from registrations.models import Citation
from tests.factories.evaluations import declare_clear, open_session, planned_session, sheet_of
from tests.kept import kept


@kept
def session(district, dossier):
    return open_session(district, dossier)


def compare(item, *, code="") -> str:
    return reverse("evaluations:item-compare", args=[item.pk]) + (f"?tieu-chi={code}" if code else "")


def test_a_paper_stands_beside_its_criterion(client, district, session):
    item = session.items.get()
    criterion = item.dossier.criteria_set.sections.first().criteria.first()
    cited = item.dossier.citations.first()
    Citation.objects.filter(pk=cited.pk).update(criterion=criterion)
    client.force_login(district.members[0])

    page = client.get(compare(item, code=criterion.code)).content.decode()

    assert criterion.name in page
    picture = reverse("evaluations:item-paper-page", args=[item.pk, cited.evidence_id, 1])
    assert f'src="{picture}"' in page
    assert client.get(picture)["Content-Type"] == "image/jpeg"
    sheet = sheet_of(district.members[0], item)
    assert f'href="{reverse("evaluations:sheet-detail", args=[sheet.pk])}#c-{criterion.pk}"' in page


def test_secretary_and_members_read_before_the_session_opens(client, district, dossier):
    planned = planned_session(district, dossier)
    item = planned.items.get()
    declare_clear(district, planned)
    for person in (district.chair, *district.members, district.secretary):
        client.force_login(person)
        assert client.get(compare(item)).status_code == 200
        agenda = client.get(reverse("evaluations:session-detail", args=[planned.pk])).content.decode()
        assert compare(item) in agenda


def test_the_agenda_leads_a_member_only_to_what_she_reads(client, district, dossier):
    planned = planned_session(district, dossier)
    item = planned.items.get()
    services.declare_recusal(actor=district.members[0], item=item, ground="Người nhà")
    client.force_login(district.members[0])

    agenda = client.get(reverse("evaluations:session-detail", args=[planned.pk])).content.decode()

    assert item.dossier.product_name in agenda
    assert compare(item) not in agenda


def test_nobody_else_comes_in_through_a_seat(client, cast, district, province, session):
    item = session.items.get()
    for person in (cast.district_officer, cast.officer, cast.producer_person, province.members[0]):
        client.force_login(person)
        assert client.get(compare(item)).status_code == 404


def test_a_seat_that_ended_opens_nothing(client, cast, district, dossier):
    planned, member = planned_session(district, dossier), district.members[0]
    item = planned.items.get()
    declare_clear(district, planned)
    seat = district.seat_of(member)
    client.force_login(member)
    assert client.get(compare(item)).status_code == 200

    services.end_seat(
        actor=cast.district_officer,
        seat=seat,
        ends_on=clock.today() - timedelta(days=1),
        note="Chuyển công tác",
    )
    assert client.get(compare(item)).status_code == 404


def test_member_reads_a_paper_as_its_owner_does(client, district, session):
    """A PDF opens in the browser's own reader, which does not run in a sandbox."""
    item = session.items.get()
    paper = item.dossier.citations.first().evidence
    client.force_login(district.members[0])

    answer = client.get(reverse("evaluations:item-paper", args=[item.pk, paper.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_papers_of_another_dossier_are_not_opened_through_a_seat(client, district, session, new_dossier):
    foreign = new_dossier.citations.first().evidence
    item = session.items.get()
    client.force_login(district.members[0])

    for name, more in (("item-paper", []), ("item-paper-page", [1])):
        address = reverse(f"evaluations:{name}", args=[item.pk, foreign.pk, *more])
        assert client.get(address).status_code == 404
