"""Results of tests that come after the dossier: kept with it, read by its readers, sent up with it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations import services
from evaluations.documents.pack import make_files, paper_of
from evaluations.models import LabResult
from evaluations.queries.preparation import why_not_add_lab_result
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from tests.factories.evaluations import (
    closed_session,
    declare_clear,
    open_session,
    planned_session,
    province_panel,
    signed_decision,
)
from tests.factories.registrations import accepted_dossier
from tests.factories.uploads import docx, pdf
from tests.kept import kept


@kept
def planned(cast):
    """A product on an agenda, and its panel."""
    panel = province_panel(cast)
    return panel, planned_session(panel, accepted(cast)).items.get()


def accepted(cast):
    return accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer
    )


def add(actor, item, **changes) -> LabResult:
    return services.add_lab_result(
        **{
            "actor": actor,
            "item": item,
            "number": "12/KN",
            "tested_on": clock.today(),
            "laboratory": "Trung tâm kiểm nghiệm",
            "upload": SimpleUploadedFile("phieu.pdf", pdf()),
        }
        | changes
    )


def test_it_is_kept_with_the_dossier_and_its_event(cast, planned):
    _panel, item = planned

    result = add(cast.province_officer, item)

    assert (result.dossier, result.content_type) == (item.dossier, "application/pdf")
    assert result.file.read().startswith(b"%PDF")
    event = Event.objects.get(verb="session.lab-result")
    assert (event.actor, event.after["number"]) == (cast.province_officer, "12/KN")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"upload": SimpleUploadedFile("phieu.docx", docx())}, "upload"),
        ({"upload": SimpleUploadedFile("phieu.pdf", b"MZ")}, "upload"),
        ({"tested_on": clock.today() + timedelta(days=400)}, "tested_on"),
    ],
)
def test_what_is_not_believed_is_refused_at_its_field(cast, planned, changes, field):
    _panel, item = planned

    with pytest.raises(RuleViolation) as refusal:
        add(cast.province_officer, item, **changes)

    assert refusal.value.field == field
    assert not LabResult.objects.exists()


def test_the_same_file_is_kept_once(cast, planned):
    _panel, item = planned
    result = add(cast.province_officer, item)

    with pytest.raises(RuleViolation, match="đã có"):
        add(cast.province_officer, item, number="13/KN")
    with pytest.raises(IntegrityError), transaction.atomic():
        LabResult.objects.create(
            dossier=item.dossier,
            number="13/KN",
            tested_on=clock.today(),
            laboratory="Nơi khác",
            added_by=cast.province_officer,
            size=1,
            sha256=result.sha256,
        )


@pytest.mark.parametrize("who", ["new_officer", "province_leader", "foreign_province_officer", "auditor"])
def test_only_who_makes_the_product_ready_adds_it(cast, planned, who):
    _panel, item = planned

    with pytest.raises(NotAllowed):
        add(getattr(cast, who), item)


def test_none_is_added_while_members_score_or_once_it_is_decided(cast, planned):
    panel, _item = planned
    session = open_session(panel, _other(cast))
    assert "đang chấm" in why_not_add_lab_result(session.items.get())

    decided = closed_session(panel, _other(cast), points=75)
    signed_decision(panel, decided)
    with pytest.raises(RuleViolation, match="đã xong"):
        add(cast.province_officer, decided.items.get())


def _other(cast):
    return accepted_dossier(
        cast.new_producer,
        cast.cycle_26,
        actor=cast.new_officer,
        officer=cast.province_officer,
        name=f"Trà sen {LabResult.objects.count()} {Event.objects.count()}",
    )


def test_members_open_it_once_they_declared_and_strangers_never(cast, planned, client):
    panel, item = planned
    result = add(cast.province_officer, item)
    address = reverse("evaluations:item-lab-result", args=[item.pk, result.pk])
    member = panel.scorers[1]

    client.force_login(member)
    assert client.get(address).status_code == 404
    declare_clear(panel, item.session)
    response = client.get(address)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert address in client.get(reverse("evaluations:item-file", args=[item.pk])).content.decode()
    for stranger in (cast.foreign_province_officer, cast.new_officer):
        client.force_login(stranger)
        assert client.get(address).status_code == 404


def test_who_stays_out_of_the_product_does_not_read_it(cast, planned, client):
    panel, item = planned
    result = add(cast.province_officer, item)
    member = panel.scorers[1]
    declare_clear(panel, item.session)
    services.declare_recusal(actor=member, item=item, ground="Người nhà")

    client.force_login(member)

    assert client.get(reverse("evaluations:item-lab-result", args=[item.pk, result.pk])).status_code == 404


def test_it_is_added_on_the_page_of_the_product(cast, planned, client):
    _panel, item = planned
    client.force_login(cast.province_officer)
    address = reverse("evaluations:item-lab-result-add", args=[item.pk])
    form = client.get(address).context["form"]
    told = {"form_key": form.form_key, "number": "12/KN", "laboratory": "Trung tâm kiểm nghiệm"}

    client.post(
        address,
        told
        | {
            "tested_on": f"{clock.today():%d/%m/%Y}",
            "upload": SimpleUploadedFile("phieu.pdf", pdf()),
        },
    )

    page = client.get(reverse("evaluations:item-preparation", args=[item.pk])).content.decode()
    assert "Phiếu số 12/KN" in page


def test_it_goes_up_with_the_dossier(cast, planned, client):
    panel, _item = planned
    session = closed_session(panel, _other(cast), points=92)
    add(cast.province_officer, session.items.get())
    pack, _job = services.make_pack(actor=cast.province_officer, session=session, acts=[])
    for row in pack.papers.all():
        make_files(row)

    words = paper_of(pack.papers.get(kind="submission")).words

    assert f"Phiếu 12/KN ngày {clock.today():%d/%m/%Y}, Trung tâm kiểm nghiệm" in words
    client.force_login(cast.province_officer)
    response = client.get(reverse("evaluations:pack-download", args=[pack.pk]))
    names = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).namelist()
    assert [name for name in names if "/kiem-nghiem/01-12-kn.pdf" in name]
