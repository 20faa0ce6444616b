"""The checklist of a dossier: what its set asks for, what is there, what ends before the session."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.core import clock
from ocop.law.choices import EvidenceKind
from ocop.law.models import Criterion, EvidenceHint
from ocop.law.queries import wanted_kinds
from registrations import services
from registrations.queries import papers_wanted
from registrations.queries.checklist import Standing, checklist_of, session_day_of
from tests.factories.law import load_regimes, load_set
from tests.factories.registrations import accepted_dossier, complete_dossier, make_upload, start_dossier
from tests.factories.uploads import jpeg

KIND = EvidenceKind.TEST_REPORT


def row_of(dossier, kind=KIND, *, on=None):
    rows = {row.kind: row for row in checklist_of(dossier, on=on or clock.today())}
    return rows.get(kind)


def add_report(cast, *, dossier=None, expires_on=None, width=33):
    return services.attach_evidence(
        actor=cast.officer,
        producer=cast.producer,
        dossier=dossier,
        upload=make_upload("phieu.jpg", jpeg((width, 30))),
        kind=KIND,
        title="Phiếu kiểm nghiệm",
        expires_on=expires_on,
    )


def test_every_hint_of_the_sets_is_read_into_known_kinds(db):
    load_regimes()
    load_set("QD26-01"), load_set("QD148-26"), load_set("QD1048-25")
    hints = {hint for row in Criterion.objects.all() for hint in row.evidence}

    assert hints
    assert hints <= set(wanted_kinds())
    assert {kind for row in wanted_kinds().values() for kind in row.kinds} <= set(EvidenceKind.values)
    assert {row.sure for row in wanted_kinds().values()} == {"act", "guide", "ours"}


def test_without_a_set_only_what_every_dossier_needs_is_asked_for(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)

    (row,) = checklist_of(dossier, on=clock.today())

    assert (row.kind, row.required, row.standing) == (
        EvidenceKind.BUSINESS_REGISTRATION,
        True,
        Standing.MISSING,
    )


def test_a_paper_is_required_where_points_are_claimed_on_it(cast):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    services.choose_criteria_set(actor=cast.officer, dossier=dossier, criteria_set=load_set("QD148-01"))
    dossier.refresh_from_db()

    assert (row_of(dossier).required, row_of(dossier).standing) == (False, Standing.NOT_ASKED)
    claimed = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    assert (row_of(claimed).required, row_of(claimed).standing) == (True, Standing.MISSING)
    assert row_of(claimed).criteria


def test_what_an_administrator_corrects_is_asked_for_at_once(cast):
    claimed = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    assert row_of(claimed).required

    for hint in EvidenceHint.objects.filter(hint__startswith="Phiếu kiểm nghiệm"):
        hint.kinds = [EvidenceKind.OTHER]
        hint.save()

    assert row_of(claimed) is None
    assert row_of(claimed, EvidenceKind.OTHER).required


def test_a_paper_that_ends_before_the_day_is_told_and_a_longer_one_helps(cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    day = clock.today() + timedelta(days=30)

    add_report(cast, dossier=dossier, expires_on=day - timedelta(days=1))
    assert row_of(dossier, on=day).standing == Standing.ENDS
    add_report(cast, expires_on=day, width=34)
    assert row_of(dossier, on=day).in_vault
    add_report(cast, dossier=dossier, expires_on=day, width=35)
    assert row_of(dossier, on=day).standing == Standing.THERE


def test_the_day_is_that_of_the_session_once_there_is_one(cast):
    from tests.factories.evaluations import district_panel, planned_session

    draft = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    assert session_day_of(draft).day > clock.today()
    dossier = accepted_dossier(
        cast.producer, cast.cycle_148, actor=cast.officer, officer=cast.district_officer
    )
    session = planned_session(district_panel(cast), dossier)

    assert session_day_of(dossier).day == session.held_on


def test_the_page_leads_to_where_a_missing_paper_is_handed_in(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.producer_person)

    page = client.get(reverse("registrations:dossier-evidence", args=[dossier.pk])).content.decode()

    assert "Danh mục giấy tờ" in page
    assert "Còn thiếu" in page
    assert reverse("registrations:dossier-upload", args=[dossier.pk]) in page


def test_the_task_list_says_how_many_kinds_the_claimed_points_still_need(client, cast):
    dossier = complete_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    lacking = papers_wanted(dossier).missing

    tasks = client.get(dossier.get_absolute_url()).context["page"].tasks[0].tasks

    (evidence,) = [task for task in tasks if task.title == "Minh chứng"]
    assert lacking
    assert evidence.note == f"1 loại giấy tờ, còn {len(lacking)} loại mà điểm tự chấm cần"


@pytest.mark.parametrize("route", ["dossier-upload", "evidence-attach"])
def test_the_form_starts_with_the_kind_the_checklist_asks_for(client, cast, route):
    dossier = start_dossier(cast.producer, cast.cycle_148, actor=cast.officer)
    client.force_login(cast.officer)
    page = reverse(f"registrations:{route}", args=[dossier.pk])

    kinds = [client.get(page + asked).context["form"]["kind"].value() for asked in ("?loai=story", "?loai=x")]

    assert kinds == ["story", ""]
