"""The papers of a session that was opened again after a pack was made, and after papers were issued."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from evaluations import services
from evaluations.documents.pack import issue_paper, paper_of
from evaluations.models import Sheet
from evaluations.queries.packs import acts_of, is_out_of_date
from evaluations.rules import from_json
from evaluations.services.reopenings import reopen_session
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.models import IssuedDocument
from ocop.documents.services import run_job
from ocop.documents.words import date_in_words
from ocop.law.queries import tree_of
from tests.factories.evaluations import marks_for, province_panel, two_closed
from tests.kept import kept


@kept
def panel(cast):
    return province_panel(cast)


@kept
def closed(cast, panel):
    return two_closed(cast, panel)


def make(panel, session):
    pack, job = services.make_pack(actor=panel.officer, session=session, acts=acts_of(session))
    run_job(job.pk)
    return pack


def issue(panel, pack, kind: str) -> IssuedDocument:
    row = pack.papers.get(kind=kind)
    return issue_paper(actor=panel.officer, row=row, number=None, dated_on=clock.today())


def reopen(panel, session):
    first = session.items.order_by("position").first()
    return reopen_session(actor=panel.chair, session=session, items=[first], reason="Sót phiếu kiểm nghiệm")


def score_again(panel, session, points: int):
    for sheet in Sheet.objects.filter(item__session=session, state="draft"):
        marks = marks_for(tree_of(sheet.item.dossier.criteria_set), points)
        services.fill_sheet(actor=sheet.seat.person, sheet=sheet, marks=marks, notes={})
        services.send_sheet(actor=sheet.seat.person, sheet=sheet)
    return services.close_session(actor=panel.chair, session=session)


def pages_of(pack) -> tuple[str, str]:
    row = pack.papers.get(kind="minutes")
    return (
        reverse("evaluations:pack-detail", args=[pack.pk]),
        reverse("evaluations:packpaper-issue", args=[row.pk]),
    )


def write(panel, session, **changes):
    votes = {"opinions": "", "votes_for": 3, "votes_against": 0, "votes_abstained": 0} | changes
    return services.write_minutes(actor=panel.secretary, session=session, **votes)


def test_while_the_session_is_open_again_nothing_of_the_pack_is_issued(client, panel, closed):
    pack = make(panel, closed)
    reopen(panel, closed)
    shown, issuing = pages_of(pack)
    client.force_login(panel.officer)

    page = client.get(shown)
    assert page.status_code == 200
    body = page.content.decode()
    assert "Phiên đang mở lại nên bộ này không còn đúng." in body
    assert issuing not in body
    assert client.get(page.context["page"].session_url).status_code == 200
    assert client.get(issuing, follow=True).redirect_chain == [(shown, 302)]
    posted = client.post(issuing, {"dated_on": clock.today(), "form_key": str(uuid4())})
    assert posted.status_code == 422
    assert "Phiên đang mở lại" in posted.content.decode()
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("kind", ["minutes", "report"])
def test_the_true_paper_is_issued_in_the_place_of_the_former(client, panel, closed, kind):
    before = make(panel, closed)
    former = issue(panel, before, kind)
    score_again(panel, reopen(panel, closed), 68)
    pack = make(panel, closed)
    row = pack.papers.get(kind=kind)
    client.force_login(panel.officer)
    body = client.get(reverse("evaluations:pack-detail", args=[pack.pk])).content.decode()
    assert reverse("evaluations:packpaper-issue", args=[row.pk]) in body
    assert f"thay thế số {former.number}" in body

    document = issue(panel, pack, kind)

    name = {"minutes": "Biên bản", "report": "Báo cáo"}[kind]
    assert (former.number[:3], document.number[:3]) == ("01/", "02/")
    said = f"{name} này thay thế {name} số {former.number} {date_in_words(clock.today())}"
    assert said in paper_of(row).words
    client.force_login(panel.leader)
    archive = client.get(reverse("documents:archive")).content.decode()
    assert f'đã thay bằng số <span class="ref">{document.number}</span>' in archive
    old, new = (client.get(reverse("documents:issued-detail", args=[d.pk])) for d in (former, document))
    assert "Văn bản này đã được thay thế" in old.content.decode()
    assert "Văn bản này đã được thay thế" not in new.content.decode()
    assert "Thay thế số" in new.content.decode()
    later = make(panel, closed)
    assert later.papers.get(kind=kind).number_entry == row.number_entry
    with pytest.raises(RuleViolation, match="bộ trước"):
        issue(panel, later, kind)
    offered = client.get(reverse("evaluations:pack-detail", args=[later.pk])).content.decode()
    assert reverse("evaluations:packpaper-issue", args=[later.papers.get(kind=kind).pk]) not in offered


def test_a_paper_that_was_not_issued_keeps_its_number_over_a_reopening(panel, closed):
    before = make(panel, closed)
    issue(panel, before, "minutes")
    score_again(panel, reopen(panel, closed), 70)
    pack = make(panel, closed)

    held = {kind: pack.papers.get(kind=kind).number_entry.number for kind in ("minutes", "report")}
    assert held == {"minutes": 2, "report": 1}
    assert "thay thế" not in paper_of(pack.papers.get(kind="report")).words
    assert str(pack.papers.get(kind="minutes").number_entry) in paper_of(pack.papers.get(kind="report")).words


def test_a_pack_is_old_once_its_papers_would_say_something_else(panel, closed):
    first = make(panel, closed)
    assert not is_out_of_date(first)
    write(panel, closed, votes_for=2, votes_abstained=1)
    assert is_out_of_date(first)
    second = make(panel, closed)
    assert not is_out_of_date(second)
    write(panel, closed, votes_for=2, votes_abstained=1, opinions="Nem chua cần kiểm nghiệm lại.")
    assert is_out_of_date(second)
    third = make(panel, closed)
    score_again(panel, reopen(panel, closed), 68)
    third.session.refresh_from_db()
    assert is_out_of_date(third), "the same points, but the minutes must tell of the reopening"


def test_a_pack_says_the_same_whatever_language_its_maker_and_reader_chose(panel, closed):
    with translation.override("en"):
        pack = make(panel, closed)
        assert not is_out_of_date(pack)

    assert not is_out_of_date(pack)
    assert "Chủ tịch Hội đồng" in {seat.role for seat in from_json(pack.figures).seats}


def test_issued_minutes_are_written_again_only_after_a_reopening(client, panel, closed):
    write(panel, closed)
    issue(panel, make(panel, closed), "minutes")
    with pytest.raises(RuleViolation, match="01/BB-HĐ đã ban hành"):
        write(panel, closed, opinions="Thêm ý kiến.")
    client.force_login(panel.secretary)
    address = reverse("evaluations:minutes-write", args=[closed.pk])
    results = reverse("evaluations:results", args=[closed.pk])
    assert address not in client.get(results).content.decode()
    assert client.get(address)["Location"] == results

    session = score_again(panel, reopen(panel, closed), 68)

    assert address in client.get(results).content.decode()
    assert write(panel, session, opinions="Đã chấm lại.").opinions == "Đã chấm lại."
