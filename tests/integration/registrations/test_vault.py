"""The vault of a producer: its papers, what replaces them, and who cites them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.law.choices import EvidenceKind
from registrations import services
from registrations.choices import PaperState
from registrations.models import Citation, Evidence
from registrations.queries.vault import papers_in_state, search_papers, uses_of, versions_of
from tests.factories.registrations import make_evidence, make_upload, start_dossier, submitted_dossier
from tests.factories.uploads import jpeg

TODAY = date(2026, 6, 1)


def one_more(cast, nth, **fields):
    """A paper with a file of its own."""
    return services.attach_evidence(
        actor=cast.officer,
        producer=cast.producer,
        upload=make_upload(f"giay-{nth}.jpg", jpeg((40 + nth, 30))),
        kind=EvidenceKind.TEST_REPORT,
        title=f"Phiếu {nth}",
        **fields,
    )


def replaced(paper, cast, number, **options):
    upload = make_upload("moi.jpg", jpeg((90 + number, 30)))
    return services.replace_evidence(actor=cast.officer, evidence=paper, upload=upload, **options)


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, "good"), (61, "good"), (60, "ending"), (0, "ending"), (-1, "ended")],
)
def test_a_paper_is_in_exactly_one_state(cast, days, state):
    ends = None if days is None else TODAY + timedelta(days=days)
    one_more(cast, 1, expires_on=ends)

    found = [name for name in PaperState if papers_in_state(Evidence.objects.all(), name, on=TODAY)]

    assert found == [state]


def test_a_replaced_paper_is_only_that(cast):
    old = one_more(cast, 1, expires_on=TODAY - timedelta(days=1))
    replaced(old, cast, 1)

    found = {
        name: list(papers_in_state(Evidence.objects.filter(pk=old.pk), name, on=TODAY)) for name in PaperState
    }

    assert [name for name, papers in found.items() if papers] == [PaperState.REPLACED]


def test_papers_are_found_by_all_words_of_name_number_and_issuer(cast):
    paper = one_more(cast, 1, number="123/KN", issuer="Trung tâm kiểm nghiệm")
    one_more(cast, 2)

    assert list(search_papers(Evidence.objects.all(), "phiếu 123")) == [paper]
    assert not search_papers(Evidence.objects.all(), "phiếu 999")


def test_a_replacement_is_followed_on_request(cast):
    """Open dossiers move when they are asked to; what went up keeps what was judged."""
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    old = sent.citations.get().evidence
    draft = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.cite(actor=cast.officer, dossier=draft, evidence=old)
    replaced(replaced(old, cast, 1, follows=False), cast, 2, follows=False)
    assert Citation.objects.get(dossier=draft).evidence == old
    old.refresh_from_db()

    moved = services.follow_replacement(actor=cast.officer, evidence=old)

    newest = versions_of(old)[0]
    assert moved == 1
    assert Citation.objects.get(dossier=draft).evidence == newest
    assert Citation.objects.get(dossier=sent).evidence == old
    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.detail["citations"]) == ("evidence.follow", 1)


def test_a_paper_without_a_newer_one_is_not_followed(cast):
    with pytest.raises(RuleViolation, match="chưa có bản mới"):
        services.follow_replacement(actor=cast.officer, evidence=one_more(cast, 1))


def test_versions_are_told_from_any_of_them(cast):
    first = one_more(cast, 1)
    second = replaced(first, cast, 1)
    third = replaced(second, cast, 2)
    one_more(cast, 2)

    for paper in (first, second, third):
        paper.refresh_from_db()
        assert versions_of(paper) == [third, second, first]


def test_what_a_paper_is_may_be_said_until_a_dossier_went_up(cast):
    paper = one_more(cast, 1)

    services.describe_evidence(actor=cast.producer_person, evidence=paper, title="Phiếu mới", number="9")

    paper.refresh_from_db()
    assert (paper.title, paper.number) == ("Phiếu mới", "9")
    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.before["title"], event.after["title"]) == (
        "evidence.update",
        "Phiếu 1",
        "Phiếu mới",
    )
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    with pytest.raises(RuleViolation, match="Hồ sơ đã nộp"):
        services.describe_evidence(actor=cast.officer, evidence=sent.citations.get().evidence, title="Khác")


def test_uses_name_only_dossiers_within_reach(cast):
    sent = submitted_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    paper = sent.citations.get().evidence
    draft = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.cite(actor=cast.officer, dossier=draft, evidence=paper)

    def seen(person):
        return {(use.dossier, use.is_open) for use in uses_of([paper], person=person).get(paper.pk, [])}

    assert seen(cast.officer) == {(sent, False), (draft, True)}
    assert seen(cast.district_officer) == {(sent, False)}
    assert seen(cast.neighbour_officer) == set()


def test_the_vault_shows_papers_with_their_uses(client, cast):
    paper = make_evidence(cast.producer, actor=cast.officer, title="Giấy ĐKKD", number="01/GP")
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.cite(actor=cast.officer, dossier=dossier, evidence=paper)
    client.force_login(cast.officer)
    address = reverse("registrations:producer-vault", args=[cast.producer.pk])

    def queries():
        with CaptureQueriesContext(connection) as caught:
            page = client.get(address)
        return len(caught), page

    queries()
    with_one, page = queries()
    for number in range(3):
        one_more(cast, number, dossier=dossier)
    with_four, _page = queries()

    text = page.content.decode()
    assert "Giấy ĐKKD" in text
    assert "01/GP" in text
    assert dossier.get_absolute_url() in text
    assert with_four == with_one


def test_the_vault_is_narrowed_by_state_kind_and_words(client, cast):
    old = one_more(cast, 1)
    replaced(old, cast, 1)
    one_more(cast, 2, expires_on=clock.today() - timedelta(days=1))
    client.force_login(cast.producer_person)
    address = reverse("registrations:producer-vault", args=[cast.producer.pk])

    def titles(query):
        return [paper.title for paper in client.get(address + query).context["page"].rows]

    assert titles("") == ["Phiếu 1", "Phiếu 2"]
    assert titles("?state=replaced") == ["Phiếu 1"]
    assert titles("?state=ended") == ["Phiếu 2"]
    assert titles("?kind=awards") == []
    assert titles("?q=phi%E1%BA%BFu+2") == ["Phiếu 2"]


def test_the_page_of_a_replaced_paper_offers_the_newer_one(client, cast):
    old = one_more(cast, 1)
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.cite(actor=cast.officer, dossier=dossier, evidence=old)
    new = replaced(old, cast, 1, follows=False)
    client.force_login(cast.officer)

    page = client.get(reverse("registrations:evidence-detail", args=[old.pk])).content.decode()

    assert "Đã thay" in page
    assert reverse("registrations:evidence-detail", args=[new.pk]) in page
    assert reverse("registrations:evidence-follow", args=[old.pk]) in page
