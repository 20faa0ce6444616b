"""The register accounts for every number; the print desk proves, prints, prints again and hands over."""

import io
from datetime import timedelta

import pdfplumber
import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document
from docx.shared import Mm

from evaluations.choices import CertificateState
from evaluations.documents.certificates import print_certificate
from evaluations.documents.print_desk import handover_list
from evaluations.models import Certificate, Decision, Pack, PrintedSheet
from evaluations.queries.packs import certificates_of
from evaluations.queries.print_desk import prints_of, sheets_of, sheets_on_list, waiting_to_print
from evaluations.queries.register import accounts_of, certificate_numbers
from evaluations.queries.renewals import chain_of
from evaluations.services import print_desk, register, revocations
from evaluations.services.authority import NotAllowed
from evaluations.services.certificates import issue_certificate
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.core.roles import Level
from ocop.documents.choices import EntryState
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.services import spoil_number
from ocop.workflow.moves import MoveRefused
from tests.factories.certificates import add_line, make_decision, make_named_product
from tests.factories.evaluations import conclude


@pytest.fixture
def decision(cast):
    """Four products recognised by the province."""
    made = make_decision(cast, issuer=cast.places.province, decided_on=clock.today())
    Decision.objects.filter(pk=made.pk).update(level=Level.PROVINCE)
    names = ("Trà sen", "Bộ quà tặng trà sen ướp bông và hạt sen sấy giòn", "Hạt sen", "Bột sen")
    for position, name in enumerate(names, start=1):
        product = make_named_product(cast.new_producer, name)
        add_line(cast, made, product, stars=3, position=position, product_code=f"87-873-{position}-2025")
    return Decision.objects.get(pk=made.pk)


@pytest.fixture
def certificates(cast, decision):
    rows = [
        issue_certificate(actor=cast.province_officer, line=line) for line in decision.lines.order_by("pk")
    ]
    return [print_certificate(row, issued_by=cast.province_officer) for row in rows]


def fates(person):
    return dict(certificate_numbers(person).order_by("number").values_list("number", "fate"))


def printed(cast, decision):
    run = print_desk.make_print_run(actor=cast.province_officer, decisions=[decision])
    return print_desk.approve_print_run(actor=cast.province_officer, run=run, version=1)


def test_every_number_has_its_fate_and_the_book_adds_up(cast, decision, certificates):
    officer = cast.province_officer
    assert set(fates(officer).values()) == {"to_print"}

    run = printed(cast, decision)
    first, second, third, fourth = certificates
    sheets = {sheet.certificate_id: sheet for sheet in sheets_of(run)}
    handed = [sheets[second.pk], sheets[third.pk]]
    print_desk.hand_over(actor=officer, run=run, sheets=handed, received_on=clock.today())
    register.reissue_certificate(actor=officer, certificate=first, reason="misprint", note="Mực lem")
    register.reissue_certificate(actor=officer, certificate=third, reason="lost", note="Chủ thể báo mất")
    conclude(officer, fourth)
    revocations.revoke_certificate(
        actor=cast.province_leader, certificate=fourth, note="Ngừng", decision_number="9/QĐ-UBND"
    )
    held = register.hold_certificate_numbers(
        actor=officer, issuer=cast.places.province, count=2, subject="Lễ công bố"
    )

    assert fates(officer) == {
        1: "spoiled",
        2: "handed",
        3: "replaced",
        4: "revoked",
        5: "drawing",
        6: "drawing",
        7: "reserved",
        8: "reserved",
    }
    (account,) = accounts_of(officer, clock.today().year)
    assert (account.last, account.missing) == (8, 0)
    assert Event.objects.filter(verb="number.reserve").count() == 1
    with pytest.raises(RuleViolation, match="trang của giấy"):
        spoil_number(second.number_entry, actor=officer, note="nhầm")
    assert spoil_number(held[0], actor=officer, note="Viết sai").state == EntryState.SPOILED
    assert not fates(cast.new_officer)


def test_numbers_are_held_only_where_certificates_are_given(cast, client):
    client.force_login(cast.province_officer)
    form = client.get(reverse("evaluations:numbers-hold")).context["form"]

    assert list(form.fields["issuer"].queryset) == [cast.places.province]
    with pytest.raises(RuleViolation, match="không cấp giấy chứng nhận"):
        register.hold_certificate_numbers(
            actor=cast.province_officer, issuer=cast.places.my_hiep, count=1, subject="Nhầm"
        )


def test_a_reissued_certificate_says_the_same_under_another_number(cast, decision, certificates, client):
    old = certificates[0]
    with pytest.raises(NotAllowed):
        register.reissue_certificate(
            actor=cast.province_leader, certificate=old, reason="wrong", note="Sai tên"
        )

    new = register.reissue_certificate(
        actor=cast.province_officer,
        certificate=old,
        reason="wrong",
        note="Sai tên, đính chính số 3/UBND",
        producer_name="Hợp tác xã Sen Mỹ Hiệp mới",
    )

    old.refresh_from_db()
    assert (old.state, old.replaced_by, old.reissue_reason) == (CertificateState.REPLACED, new, "wrong")
    same = ("line_id", "stars", "valid_from", "valid_until", "product_name", "product_code")
    assert [getattr(new, name) for name in same] == [getattr(old, name) for name in same]
    assert new.producer_name == "Hợp tác xã Sen Mỹ Hiệp mới"
    assert decision.lines.get(pk=old.line_id).certificate == new
    assert issue_certificate(actor=cast.province_officer, line=old.line) == new
    assert [row for row, _why in chain_of(new)] == [new]
    figures = {"decision_number": decision.number, "decided_on": decision.decided_on.isoformat()}
    pack = Pack(session=decision.session, figures=figures)
    assert list(certificates_of(pack, cast.province_officer)) == certificates[1:]
    assert Event.objects.get(verb="certificate.reissue").after["spoiled"] is True
    with pytest.raises(RuleViolation, match="không còn hiệu lực"):
        register.reissue_certificate(actor=cast.province_officer, certificate=old, reason="lost", note="Mất")
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=old.pk).update(reissue_reason="")
    assert client.get(reverse("catalogue:check", args=[old.token])).context["page"].tone != "ok"
    sheet = print_certificate(new, issued_by=cast.province_officer).paper
    assert sheet.replaces.former == old.paper


def test_the_desk_proves_prints_and_hands_over(cast, decision, certificates):
    officer = cast.province_officer
    assert not waiting_to_print(cast.province_leader).exists()
    run = print_desk.make_print_run(actor=officer, decisions=[decision])

    sheets = list(sheets_of(run))
    assert sheets[0].certificate == certificates[1]
    assert [sheet.is_proof for sheet in sheets] == [True, True, True, False]
    assert not waiting_to_print(officer).exists()
    with pytest.raises(RuleViolation, match="chờ in"):
        print_desk.make_print_run(actor=officer, decisions=[decision])
    print_desk.discard_print_run(actor=officer, run=run, note="Tên dài bị lem")
    assert waiting_to_print(officer).count() == 4

    run = printed(cast, decision)
    first = sheets_of(run).first()
    with pytest.raises(RuleViolation, match="lý do"):
        print_desk.reprint_sheet(actor=officer, sheet=first, note=" ")
    print_desk.reprint_sheet(actor=officer, sheet=first, note="Kẹt giấy")
    assert prints_of(first.certificate) == 2
    with pytest.raises(RuleViolation, match="Ngày nhận"):
        late = clock.today() + timedelta(days=1)
        print_desk.hand_over(actor=officer, run=run, sheets=[first], received_on=late)
    print_desk.hand_over(actor=officer, run=run, sheets=[first], received_on=clock.today())
    assert sheets_of(run).first().certificate.handover.received_by == cast.new_producer.representative_name
    with pytest.raises(RuleViolation, match="đã giao"):
        print_desk.hand_over(actor=officer, run=run, sheets=[first], received_on=clock.today())
    with pytest.raises(RuleViolation, match="cấp lại"):
        print_desk.reprint_sheet(actor=officer, sheet=sheets_of(run).first(), note="Lại")
    with pytest.raises(MoveRefused):
        print_desk.approve_print_run(actor=cast.foreign_province_officer, run=run)
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedSheet.objects.filter(certificate=certificates[0]).update(is_printed=True)


def test_the_pages_of_the_desk(cast, decision, certificates, client):
    client.force_login(cast.province_officer)
    run = printed(cast, decision)

    whole = client.get(reverse("evaluations:printrun-file", args=[run.pk]))
    with pikepdf.open(io.BytesIO(b"".join(whole.streaming_content))) as pdf:
        assert len(pdf.pages) == 4
    page = client.get(reverse("evaluations:printrun-detail", args=[run.pk])).content.decode()
    assert "Ghi đã giao" in page and "In lại" in page
    numbers = client.get(reverse("evaluations:number-register"), {"q": "bột sen"})
    assert [row.number for row in numbers.context["page"].rows] == [4]
    assert "Đủ số" in numbers.content.decode()
    listed = list(sheets_on_list(run))
    (paper,) = handover_list(run, listed).annexes
    assert [row.cells[1] for row in paper.blocks[0].rows] == [
        sheet.certificate.number for sheet in sheets_of(run)
    ]
    client.force_login(cast.foreign_province_officer)
    assert client.get(reverse("evaluations:printrun-detail", args=[run.pk])).status_code == 404


def test_the_handover_list_names_both_sides_and_counts_what_it_lists(cast, decision, certificates):
    run = printed(cast, decision)
    first, *_others = sheets_of(run)
    print_desk.hand_over(actor=cast.province_officer, run=run, sheets=[first], received_on=clock.today())
    last = sheets_of(run).last().certificate
    register.reissue_certificate(
        actor=cast.province_officer, certificate=last, reason="misprint", note="Mực lem"
    )

    paper = handover_list(run, list(sheets_on_list(run)))

    assert "Danh sách gồm 03 giấy" in paper.words
    assert "01 giấy đã nhận trước ngày lập danh sách" in paper.words
    assert [signature.office for signature in paper.closing.signatures] == [
        ("BÊN NHẬN",),
        ("ĐẠI DIỆN BÊN GIAO",),
    ]


def test_a_run_says_what_became_of_its_numbers_and_prints_no_void_sheet(cast, decision, certificates, client):
    """Spoiled before it was handed over, replaced after: neither reads as printed or is printed again."""
    officer = cast.province_officer
    run = printed(cast, decision)
    handed, spoiled, *_others = sheets_of(run)
    print_desk.hand_over(actor=officer, run=run, sheets=[handed], received_on=clock.today())
    for sheet in (handed, spoiled):
        register.reissue_certificate(
            actor=officer, certificate=sheet.certificate, reason="damaged", note="Rách góc"
        )
    client.force_login(officer)

    shown = client.get(reverse("evaluations:printrun-detail", args=[run.pk])).context["page"]
    assert [str(status.label) for _sheet, status, _prints, _may in shown.lines] == [
        "Đã thay",
        "Số hỏng",
        "Đã in",
        "Đã in",
    ]
    whole = client.get(reverse("evaluations:printrun-file", args=[run.pk]))
    with pikepdf.open(io.BytesIO(b"".join(whole.streaming_content))) as pdf:
        assert len(pdf.pages) == 2


def test_a_run_of_spoiled_numbers_offers_nothing_to_print_or_sign(cast, decision, certificates, client):
    officer = cast.province_officer
    run = printed(cast, decision)
    for sheet in sheets_of(run):
        register.reissue_certificate(
            actor=officer, certificate=sheet.certificate, reason="misprint", note="Mực lem"
        )
    client.force_login(officer)

    assert not client.get(reverse("evaluations:printrun-detail", args=[run.pk])).context["page"].moves
    refused = client.get(reverse("evaluations:printrun-hand-over", args=[run.pk]), follow=True)
    assert "Không còn giấy nào của đợt chờ giao." in refused.content.decode()


def test_each_owner_has_room_to_sign_in_both_files(cast, decision, certificates):
    paper = handover_list(run := printed(cast, decision), list(sheets_on_list(run)))

    with pdfplumber.open(io.BytesIO(paper_to_pdf(paper))) as pdf:
        (table,) = pdf.pages[-1].find_tables()
    assert min(row.bbox[3] - row.bbox[1] for row in table.rows[1:]) >= Mm(14).pt
    word = Document(io.BytesIO(to_docx(paper))).tables[-1]
    assert all(row.height >= Mm(14) for row in word.rows[1:])


def test_the_desk_says_which_certificates_have_run_out(cast, decision, certificates, client):
    first = certificates[0]
    Certificate.objects.filter(pk=first.pk).update(
        valid_from=clock.today() - timedelta(days=900), valid_until=clock.today() - timedelta(days=1)
    )
    client.force_login(cast.province_officer)

    shown = client.get(reverse("evaluations:print-run-make")).content.decode()
    assert "4 giấy chờ in, trong đó 1 giấy đã hết hiệu lực" in shown
    run = print_desk.make_print_run(actor=cast.province_officer, decisions=[decision])
    page = client.get(reverse("evaluations:printrun-detail", args=[run.pk])).content.decode()
    assert page.count("Giấy đã hết hiệu lực") == 1
