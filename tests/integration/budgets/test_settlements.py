"""What was paid is accounted for with papers that are files, kept privately and for good."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets import services
from budgets.models import Settlement, SettlementPaper
from budgets.services import NotAllowed
from ocop.core import clock
from ocop.core.errors import RuleViolation
from tests.factories import budgets as make
from tests.factories.registrations import make_upload
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def spent(cast):
    """An allotment of 80 đồng of which 40 are paid."""
    allotment = make.given(cast, make.ceiling(make.approved(cast, make.small(cast, 100))), 80)
    make.paid(cast, make.bound(cast, allotment, 60), 40)
    allotment.refresh_from_db()
    return allotment


def settle(cast, allotment, **changes) -> Settlement:
    told = {"amount_vnd": 30, "evidence": "BC 05", "papers": [make_upload()], "settled_on": clock.today()}
    return services.settle(actor=cast.finance_officer, allotment=allotment, **(told | changes))


def test_a_settlement_keeps_its_papers(cast, spent):
    settlement = settle(cast, spent, papers=[make_upload("bien-ban.pdf"), make_upload("hoa-don.pdf")])
    services.add_papers(
        actor=cast.province_officer, settlement=settlement, papers=[make_upload("bo-sung.pdf")]
    )

    names = list(settlement.papers.order_by("pk").values_list("file_name", flat=True))
    assert names == ["bien-ban.pdf", "hoa-don.pdf", "bo-sung.pdf"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"papers": []}, "papers", "kèm tệp"),
        ({"papers": [make_upload("x.pdf", b"no pdf")]}, "papers", "không phải PDF"),
        ({"amount_vnd": 41}, "amount_vnd", "chỉ còn 40 đồng|Chỉ còn 40 đồng"),
        ({"evidence": " "}, "evidence", "hồ sơ quyết toán"),
    ],
    ids=["no paper", "no true paper", "more than paid", "no words"],
)
def test_what_is_not_shown_is_not_settled(cast, spent, changes, field, sentence):
    with pytest.raises(RuleViolation, match=sentence) as refusal:
        settle(cast, spent, **changes)
    assert refusal.value.field == field
    assert not Settlement.objects.exists()


def test_the_same_paper_is_not_kept_twice_and_others_add_none(cast, spent):
    paper = make_upload("bien-ban.pdf", b"")
    content = make_upload().read()
    settlement = settle(cast, spent, papers=[make_upload("bien-ban.pdf", content)])

    with pytest.raises(RuleViolation, match="đã có"):
        services.add_papers(
            actor=cast.finance_officer, settlement=settlement, papers=[make_upload("lan-hai.pdf", content)]
        )
    with pytest.raises(NotAllowed):
        services.add_papers(actor=cast.new_officer, settlement=settlement, papers=[paper])


def test_the_paper_is_read_by_who_reads_the_money_and_by_nobody_else(cast, spent, client):
    paper = settle(cast, spent).papers.get()
    client.force_login(cast.auditor)
    answer = client.get(paper.get_absolute_url())
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"

    client.force_login(cast.foreign_province_officer)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_the_page_settles_with_files_and_says_what_is_missing(cast, spent, client):
    client.force_login(cast.finance_officer)
    url = reverse("budgets:allotment-settle", args=[spent.pk])
    sent = {"amount_vnd": "30", "evidence": "BC 05", "settled_on": f"{clock.today():%d/%m/%Y}"}
    key = client.get(url).context["form"].form_key

    refused = client.post(url, sent | {"form_key": key})
    assert refused.status_code == 422
    assert "papers" in refused.context["form"].errors
    client.post(url, sent | {"form_key": key, "papers": [make_upload("a.pdf"), make_upload("b.pdf")]})
    assert Settlement.objects.get().papers.count() == 2
    settle(cast, spent, amount_vnd=10)
    assert client.get(url).url == spent.get_absolute_url(), "nothing is left to settle"
    assert "a.pdf" in client.get(spent.get_absolute_url()).content.decode()


def test_the_database_alone_keeps_the_papers(cast, spent):
    paper = settle(cast, spent).papers.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        SettlementPaper.objects.filter(pk=paper.pk).update(file_name="khac.pdf")


@pytest.mark.postgres
def test_the_database_alone_gives_no_paper_away(cast, spent):
    paper = settle(cast, spent).papers.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        SettlementPaper.objects.filter(pk=paper.pk).delete()
