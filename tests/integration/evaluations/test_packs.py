"""The pack of a closed session: all papers in one go, all with the same numbers."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import timedelta
from uuid import uuid4

import pdfplumber
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from freezegun import freeze_time

from evaluations import services
from evaluations.choices import PackPaperKind, SessionState
from evaluations.documents.certificates import print_certificate
from evaluations.documents.pack import issue_paper, paper_of
from evaluations.documents.upward import upward_paper
from evaluations.models import Item, Mark, Minutes, Pack, PackPaper, Recusal, Session, TeamReport
from evaluations.queries.packs import acts_of, figures_of, is_out_of_date
from evaluations.rules import from_json, to_json
from evaluations.services.authority import NotAllowed
from ocop.audit.models import Event
from ocop.core import clock
from ocop.core.errors import RuleViolation
from ocop.documents.archives import PIECE, Entry, archive_of
from ocop.documents.models import DocumentJob, NumberEntry
from ocop.documents.paper import Table
from ocop.documents.queries import why_not_spoil
from ocop.documents.renderers import paper_to_pdf, to_docx
from ocop.documents.services import run_job
from ocop.documents.words import date_in_words
from ocop.law.models import LegalAct
from ocop.law.queries import tree_of
from registrations.models import Dossier
from registrations.queries.files import evidence_of
from tests.factories.evaluations import (
    open_session,
    province_panel,
    score,
    send,
    signed_decision,
)
from tests.factories.papers import words_of_docx
from tests.factories.registrations import accepted_dossier
from tests.kept import kept


def accepted(cast, name: str):
    return accepted_dossier(
        cast.new_producer, cast.cycle_26, actor=cast.new_officer, officer=cast.province_officer, name=name
    )


@kept
def panel(cast):
    return province_panel(cast, members=3)


@kept
def closed(cast, panel):
    """Four products: four stars, three by a minimum, below three, over 90; one member stays out of one."""
    names = ("Trà tim sen", "Nem chua", "Bánh phồng", "Xoài sấy")
    session = open_session(panel, *(accepted(cast, name) for name in names))
    items = dict(zip(names, session.items.order_by("position"), strict=True))
    services.declare_recusal(actor=panel.members[0], item=items["Nem chua"], ground="Là người nhà chủ thể")
    for name, points, stars in (
        ("Trà tim sen", 81, 4),
        ("Nem chua", 75, 3),
        ("Bánh phồng", 47, 5),
        ("Xoài sấy", 92, 5),
    ):
        for at, person in enumerate(panel.scorers):
            if name == "Nem chua" and person == panel.members[0]:
                continue
            send(person, items[name], points + (at == 1), stars=stars)
    return services.close_session(actor=panel.chair, session=session)


def make(panel, session):
    pack, job = services.make_pack(actor=panel.officer, session=session, acts=acts_of(session))
    return pack, job


def text_of_pdf(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return plain(" ".join(page.extract_text() for page in pdf.pages))


def text_of_docx(content: bytes) -> str:
    return plain(words_of_docx(content))


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_all_papers_carry_the_same_numbers(panel, closed):
    """Points, ranks and names of every product, as recounted from the sheets, in each paper that names it."""
    pack, _job = make(panel, closed)
    figures = from_json(pack.figures)
    papers = {}
    for row in pack.papers.order_by("position"):
        papers.setdefault(row.kind, []).append((row, paper_of(row)))

    assert [len(papers[kind]) for kind in PackPaperKind.values][:5] == [1, 1, 1, 4, 1]
    for product in figures.products:
        grading = Item.objects.get(pk=product.item).grading
        assert product.mean == f"{grading.points_sum / grading.sheet_count:.2f}".replace(".", ",")
        about = [paper for kind in ("minutes", "report") for _row, paper in papers[kind]]
        about += [paper for row, paper in papers["letter"] if row.item_id == product.item]
        if product.outcome == "recognise":
            about += [paper for _row, paper in papers["decision"]]
        if product.outcome == "ministry":
            about += [paper for _row, paper in papers["submission"]]
        assert len(about) >= 3
        for paper in about:
            assert product.mean in words_of(paper), (product.product, paper.name)
            assert product.product in words_of(paper)


def words_of(paper) -> str:
    """Everything that a paper says."""
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    said = [
        " ".join(cell for row in block.rows for cell in row.cells)
        for block in blocks
        if isinstance(block, Table)
    ]
    said += [block.words for block in blocks if hasattr(block, "words")]
    return " ".join((*said, *paper.grounds, *paper.subject, paper.head.about))


def test_a_letter_gives_a_reason_for_the_points_of_every_criterion(panel, closed):
    """The council's common view or, where none was recorded, the level that most sheets chose."""
    product = next(one for one in figures_of(closed).products if one.product == "Bánh phồng")
    said = {one.code: one.level for one in product.criteria if not one.is_heading}
    criteria = tree_of(Item.objects.get(pk=product.item).dossier.criteria_set).criteria()
    unmarked = next(one for one in criteria if not one.has_minimum)
    ticks = Mark.objects.filter(sheet__item=product.item, criterion__code=unmarked.code)

    assert all(said.values())
    (level,) = {mark.option.label if mark.option else "Chưa đạt mức nào" for mark in ticks}
    assert said[unmarked.code] == f"{level} (theo đa số phiếu)"


def test_a_pack_made_before_levels_were_written_out_stays_true(panel, closed):
    pack, _job = make(panel, closed)
    for product in pack.figures["products"]:
        for one in product["criteria"]:
            del one["level"]

    assert not is_out_of_date(pack)


def test_the_oldest_act_is_the_first_ground(panel, closed):
    acts = [*acts_of(closed), LegalAct.objects.get(number="30/2020/NĐ-CP")]
    pack, _job = services.make_pack(actor=panel.officer, session=closed, acts=acts)

    assert "30/2020/NĐ-CP" in from_json(pack.figures).grounds[0]


def test_a_member_who_stayed_out_is_named_and_not_counted(panel, closed):
    figures = figures_of(closed)
    nem = next(product for product in figures.products if product.product == "Nem chua")

    assert nem.recused == ((2, "Là người nhà chủ thể"),)
    assert set(nem.last_round.totals) == {"1", "3", "4"}
    said = "thành viên số 2 không chấm “Nem chua” (Là người nhà chủ thể); còn 4/4 thành viên dự, "
    assert f"{said}trung bình tính trên 3 phiếu." in minutes_words(panel, closed)


def minutes_words(panel, session) -> str:
    pack, _job = make(panel, session)
    return words_of(paper_of(pack.papers.get(kind=PackPaperKind.MINUTES)))


def test_a_rank_lowered_by_a_minimum_is_explained_in_the_letter(panel, closed):
    pack, _job = make(panel, closed)
    nem = next(p for p in from_json(pack.figures).products if p.product == "Nem chua")
    letter = paper_of(pack.papers.get(item=nem.item))

    assert (nem.stars_by_points, nem.stars) == (4, 3)
    assert nem.missed
    assert f"hạng giảm vì: {'; '.join(nem.missed)}." in words_of(letter)
    assert any(one.reason for one in nem.criteria)


def test_frozen_figures_are_the_same_after_storing(closed):
    figures = figures_of(closed)

    assert from_json(to_json(figures)) == figures


def test_the_files_are_made_by_the_job_and_both_say_the_same(panel, closed, client):
    pack, job = make(panel, closed)
    run_job(job.pk)

    row = pack.papers.get(kind=PackPaperKind.REPORT)
    with default_storage.open(row.pdf.name) as pdf, default_storage.open(row.docx.name) as word:
        printed, written = text_of_pdf(pdf.read()), text_of_docx(word.read())
    for product in from_json(pack.figures).products:
        assert product.mean in printed
        assert product.mean in written
    assert not pack.papers.filter(pdf="").exists()
    client.force_login(panel.officer)
    whole = client.get(reverse("evaluations:pack-download", args=[pack.pk]))
    with zipfile.ZipFile(io.BytesIO(content_of(whole))) as archive:
        names = [name for name in archive.namelist() if "/minh-chung/" not in name]
        assert len(names) == 2 * pack.papers.count()
    assert client.get(page_of(pack)).status_code == 200
    run_job(job.pk)  # twice changes nothing
    row.refresh_from_db()
    assert row.pdf_sha256 == PackPaper.objects.get(pk=row.pk).pdf_sha256


def test_a_secretary_sees_the_making_of_the_pack_they_asked_for(panel, closed, client):
    client.force_login(panel.secretary)
    typed = {"acts": [act.pk for act in acts_of(closed)], "form_key": str(uuid4()), "version": closed.version}

    answer = client.post(reverse("evaluations:pack-make", args=[closed.pk]), typed)
    run_job(DocumentJob.objects.get().pk)

    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    assert reverse("evaluations:pack-detail", args=[closed.packs.get().pk]) in shown.content.decode()
    client.force_login(panel.members[0])
    assert client.get(answer["Location"]).status_code == 404
    panel.council.seats.filter(person=panel.secretary).update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(panel.secretary)
    assert client.get(answer["Location"]).status_code == 404


def test_the_signed_decision_is_cited_and_makes_the_pack_of_before_old(panel, closed):
    before, _job = make(panel, closed)
    assert not is_out_of_date(before)

    decision = signed_decision(panel, closed)
    assert is_out_of_date(before)
    after, _job = make(panel, closed)
    paper = paper_of(after.papers.get(kind=PackPaperKind.DECISION))

    assert after.revision == 2
    assert paper.head.number == decision.number
    assert all(decision.number in words_of(paper_of(row)) for row in after.papers.filter(kind="submission"))
    assert before.papers.get(kind="minutes").number_entry == after.papers.get(kind="minutes").number_entry
    assert NumberEntry.objects.filter(letters__in=("BB-HĐ", "BC-HĐ")).count() == 2


def test_the_pack_holds_both_files_of_every_certificate_with_the_same_words(panel, closed, client):
    before, job = make(panel, closed)
    run_job(job.pk)
    decision = signed_decision(panel, closed)
    for line in decision.lines.filter(outcome="recognise"):
        certificate = services.issue_certificate(actor=panel.officer, line=line)
        print_certificate(certificate, issued_by=panel.officer)
    pack, job = make(panel, closed)
    run_job(job.pk)
    client.force_login(panel.officer)
    of_before = client.get(reverse("evaluations:pack-download", args=[before.pk]))
    assert certificate.number not in client.get(page_of(before)).content.decode()
    with zipfile.ZipFile(io.BytesIO(content_of(of_before))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("giay-chung-nhan/")]
    whole = client.get(reverse("evaluations:pack-download", args=[pack.pk]))

    stem = f"giay-chung-nhan/{certificate.number.replace('/', '-')}"
    with zipfile.ZipFile(io.BytesIO(content_of(whole))) as archive:
        printed = text_of_pdf(archive.read(f"{stem}.pdf"))
        written = text_of_docx(archive.read(f"{stem}.docx"))
    shown = (certificate.number, certificate.product_name, certificate.producer_name, decision.number)
    for words in map(plain, shown):
        assert words in printed
        assert words in written
    assert plain("Bản chép lời để đối chiếu") in written
    address = reverse("evaluations:certificate-words", args=[certificate.pk])
    assert address in client.get(page_of(pack)).content.decode()
    assert plain(certificate.number) in text_of_docx(client.get(address).content)


def test_the_secretary_is_told_who_keeps_the_certificates(panel, closed, client):
    """Certificates come after the council's work and belong to the office that issues them."""
    for line in signed_decision(panel, closed).lines.filter(outcome="recognise"):
        certificate = services.issue_certificate(actor=panel.officer, line=line)
        print_certificate(certificate, issued_by=panel.officer)
    pack, _job = make(panel, closed)
    told = "Tệp tải cả bộ không có 2 giấy chứng nhận của quyết định này"

    client.force_login(panel.secretary)
    of_secretary = client.get(page_of(pack)).content.decode()
    client.force_login(panel.officer)
    of_officer = client.get(page_of(pack)).content.decode()

    assert told in of_secretary
    assert certificate.number not in of_secretary
    assert told not in of_officer
    assert certificate.number in of_officer


def page_of(pack) -> str:
    return reverse("evaluations:pack-detail", args=[pack.pk])


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_what_goes_up_lies_in_the_archive_product_by_product(panel, closed, client):
    item = closed.items.get(dossier__product_name="Xoài sấy")
    TeamReport.objects.create(
        item=item, review="Hồ sơ đủ theo bộ tiêu chí.", opinion="ready", recorded_by=panel.secretary
    )
    pack, job = make(panel, closed)
    run_job(job.pk)
    figures = from_json(pack.figures)
    letter = upward_paper(figures, minutes_number="01/BB-HĐ", report_number="01/BC-HĐ").words
    assert f"năm {figures.held_on[:4]} của Ủy ban nhân dân {figures.place})" in letter
    (upward,) = [p for p in from_json(pack.figures).products if p.outcome == "ministry"]
    dossier = Item.objects.get(pk=upward.item).dossier
    paper = evidence_of(dossier).first()
    client.force_login(panel.secretary)

    response = client.get(reverse("evaluations:pack-download", args=[pack.pk]))
    assert response.streaming
    with zipfile.ZipFile(io.BytesIO(content_of(response))) as archive:
        names = archive.namelist()
        folder = [name for name in names if name.startswith("ho-so-gui-cap-tren/")]
        first = next(name for name in folder if "/minh-chung/01-" in name)
        with default_storage.open(paper.file.name) as stored:
            assert archive.read(first) == stored.read()
        form = next(name for name in folder if name.endswith(".pdf") and "/minh-chung/" not in name)
        assert plain(dossier.organisation_name) in text_of_pdf(archive.read(form))
        said = {
            word: text_of_pdf(archive.read(next(n for n in folder if word in n and n.endswith(".pdf"))))
            for word in ("to-tu-van", "bang-diem")
        }
    assert "Hồ sơ đủ theo bộ tiêu chí." in said["to-tu-van"]
    assert upward.mean in said["bang-diem"]
    assert "Số:" not in said["bang-diem"], "what is enclosed has no number of its own"
    assert {name.split("/")[1] for name in folder} == {f"{upward.position:02d}-xoai-say"}
    assert len(folder) == 2 * pack.papers.filter(kind="form").count() + evidence_of(dossier).count()
    shown = client.get(page_of(pack)).content.decode()
    assert "Hồ sơ gửi cấp trên" in shown
    with pytest.raises(RuleViolation, match="không ban hành"):
        issue(panel, pack.papers.filter(kind="form").first())


def test_an_archive_is_sent_while_it_is_made():
    """No more than one piece of one file is held, whatever the files weigh."""
    opened = []

    def big():
        opened.append(True)
        return io.BytesIO(bytes(3 * PIECE))

    pieces = archive_of(Entry(f"{at}.pdf", big) for at in range(20))

    assert len(next(pieces)) <= PIECE + 1000
    assert len(opened) == 1
    assert max(map(len, pieces)) <= PIECE + 5000
    assert len(opened) == 20


def test_votes_and_opinions_stand_in_the_minutes(panel, closed):
    services.write_minutes(
        actor=panel.secretary,
        session=closed,
        opinions="Bánh phồng cần công bố chất lượng.",
        votes_for=4,
        votes_against=0,
        votes_abstained=1,
    )

    words = minutes_words(panel, closed)
    assert "4 tán thành, 0 không tán thành, 1 không có ý kiến" in words
    assert "Bánh phồng cần công bố chất lượng." in words
    assert Event.objects.filter(verb="session.minutes").count() == 1


def test_more_votes_than_members_are_refused(panel, closed):
    with pytest.raises(RuleViolation, match="5 thành viên"):
        services.write_minutes(
            actor=panel.secretary,
            session=closed,
            opinions="",
            votes_for=5,
            votes_against=1,
            votes_abstained=0,
        )
    assert not Minutes.objects.exists()


def test_nothing_is_made_before_the_session_is_closed(cast, panel):
    session = open_session(panel, accepted(cast, "Xoài"))
    score(panel, session, 70)

    with pytest.raises(RuleViolation, match="chưa đóng"):
        services.make_pack(actor=panel.officer, session=session, acts=())
    with pytest.raises(ValueError, match="closed"):
        figures_of(session)


def test_dead_acts_and_wrong_days_refuse_the_pack(client, panel, closed):
    """The act of the products' own regime stays citable: rules of transition let them finish under it."""
    dead = LegalAct.objects.get(number="490/QĐ-TTg")
    own = acts_of(closed).get()
    type(own).objects.filter(pk=own.pk).update(in_force_to=closed.held_on - timedelta(days=1))
    own.refresh_from_db()
    client.force_login(panel.officer)
    address = reverse("evaluations:pack-make", args=[closed.pk])
    typed = {"acts": [own.pk, dead.pk], "form_key": str(uuid4()), "version": closed.version}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert refused.context["form"].errors["acts"] == ["490/QĐ-TTg đã hết hiệu lực từ sau ngày 31/12/2020."]

    def write(opinions: str) -> None:
        votes = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0}
        services.write_minutes(actor=panel.secretary, session=closed, opinions=opinions, **votes)

    write("Căn cứ Quyết định số 490/QĐ-TTg ngày 07/5/2019")
    with pytest.raises(RuleViolation, match=r"ngày đúng là 07/05/2018\. .*490/QĐ-TTg đã hết hiệu lực"):
        services.make_pack(actor=panel.officer, session=closed, acts=[own])
    write("Căn cứ Quyết định số 12/QĐ-UBND ngày 07/5/2019 của tỉnh")
    pack, _job = services.make_pack(actor=panel.officer, session=closed, acts=[own])
    assert pack.revision == 1


def test_members_neither_make_nor_read_a_pack(panel, closed, client):
    with pytest.raises(NotAllowed):
        services.make_pack(actor=panel.members[0], session=closed, acts=())
    pack, _job = make(panel, closed)
    client.force_login(panel.members[0])

    assert client.get(page_of(pack)).status_code == 404


def test_the_chair_reads_the_pack_that_they_sign(panel, closed, client):
    pack, job = make(panel, closed)
    run_job(job.pk)
    client.force_login(panel.chair)

    assert client.get(page_of(pack)).status_code == 200
    assert page_of(pack) in client.get(reverse("evaluations:results", args=[closed.pk])).content.decode()
    minutes = pack.papers.get(kind=PackPaperKind.MINUTES)
    address = reverse("evaluations:packpaper-download", args=[minutes.pk, "pdf"])
    assert client.get(address).status_code == 200
    assert client.get(reverse("evaluations:packpaper-issue", args=[minutes.pk])).status_code == 403
    assert client.get(reverse("evaluations:pack-make", args=[closed.pk])).status_code == 403
    assert (
        reverse("evaluations:packpaper-issue", args=[minutes.pk])
        not in client.get(page_of(pack)).content.decode()
    )


def test_a_chair_reads_no_pack_of_a_session_open_again_or_with_a_product_they_stay_out_of(panel, closed):
    pack, _job = make(panel, closed)
    Session.objects.filter(pk=closed.pk).update(state=SessionState.SCORING)
    assert not Pack.objects.visible_to(panel.chair).exists()

    Session.objects.filter(pk=closed.pk).update(state=SessionState.CLOSED)
    assert pack.papers.visible_to(panel.chair).count() == pack.papers.count() > 0
    seat = panel.council.seats.get(person=panel.chair)
    Recusal.objects.create(
        seat=seat, item=closed.items.first(), ground="Là người nhà chủ thể", declared_by=panel.chair
    )
    assert not Pack.objects.visible_to(panel.chair).exists()
    assert not pack.papers.visible_to(panel.chair).exists()


def test_every_paper_of_the_pack_can_be_printed(panel, closed):
    pack, _job = make(panel, closed)

    for row in pack.papers.all():
        paper = paper_of(row)
        assert paper_to_pdf(paper).startswith(b"%PDF")
        assert to_docx(paper).startswith(b"PK")
    for row in pack.papers.exclude(kind=PackPaperKind.FORM):
        paper = paper_of(row)
        assert any("./." in getattr(block, "words", "") for block in paper.blocks)


# --- Issuing ----------------------------------------------------------------------------------------------


def issue(panel, row, **changes):
    return issue_paper(actor=panel.officer, row=row, **{"number": None, "dated_on": clock.today()} | changes)


def test_issued_papers_carry_number_and_day_and_are_kept(panel, closed):
    decision = signed_decision(panel, closed)
    pack, _job = make(panel, closed)

    minutes = issue(panel, pack.papers.get(kind="minutes"))
    ruling = issue(panel, pack.papers.get(kind="decision"))
    letters = [issue(panel, row) for row in pack.papers.filter(kind="letter")[:2]]
    request = issue(panel, pack.papers.get(kind="submission"), number=211)

    assert minutes.number == str(pack.papers.get(kind="minutes").number_entry)
    assert ruling.number == decision.number
    assert [one.number for one in letters] == ["01/UBND-NNMT", "02/UBND-NNMT"]
    assert request.number == "211/TTr-UBND"
    with default_storage.open(request.file.name) as file:
        text = text_of_pdf(file.read())
    assert text.count("211/TTr-UBND") == 2
    assert "……/TTr-UBND" not in text
    assert NumberEntry.objects.get(letters="BB-HĐ").state == "assigned"
    used = NumberEntry.objects.filter(state="assigned")
    assert [str(entry) for entry in used if not why_not_spoil(entry)] == []


def test_a_decision_is_issued_under_the_day_it_was_signed_on(panel, closed):
    decision = signed_decision(panel, closed)
    pack, _job = make(panel, closed)

    with freeze_time(clock.today() + timedelta(days=3)):
        ruling = issue(panel, pack.papers.get(kind="decision"))

    with default_storage.open(ruling.file.name) as file, pdfplumber.open(file) as pdf:
        head = plain(pdf.pages[0].extract_text())[:400]
    assert date_in_words(decision.decided_on) in head


def test_a_paper_is_issued_once_and_from_the_newest_pack(panel, closed):
    old, _job = make(panel, closed)
    with pytest.raises(RuleViolation, match="chưa ký"):
        issue(panel, old.papers.get(kind="decision"))
    signed_decision(panel, closed)
    pack, _job = make(panel, closed)

    with pytest.raises(RuleViolation, match="mới nhất"):
        issue(panel, old.papers.get(kind="minutes"))
    issue(panel, pack.papers.get(kind="minutes"))
    with pytest.raises(RuleViolation, match="đã được ban hành"):
        issue(panel, pack.papers.get(kind="minutes"))
    later, _job = make(panel, closed)
    with pytest.raises(RuleViolation, match="bộ trước"):
        issue(panel, later.papers.get(kind="minutes"))
    with pytest.raises(RuleViolation, match="đã dùng"):
        for row in later.papers.filter(kind="letter")[:2]:
            issue(panel, row, number=7)


def test_only_the_secretary_is_led_to_the_minutes(cast, client, panel, closed):
    page = reverse("evaluations:pack-make", args=[closed.pk])
    minutes = reverse("evaluations:minutes-write", args=[closed.pk])

    led = {}
    for person in (panel.secretary, cast.province_officer):
        client.force_login(person)
        body = client.get(page).content.decode()
        assert "Biên bản chưa ghi biểu quyết" in body
        led[person] = minutes in body
    assert led == {panel.secretary: True, cast.province_officer: False}


def test_the_minutes_name_samples_only_of_what_has_any(panel, closed):
    """Services are visited (148/QĐ-TTg, 26/2026/QĐ-TTg): nothing of them lies on the table."""
    dossiers = Dossier.objects.filter(items__session=closed)

    def looked_at() -> str:
        pack, _job = make(panel, Session.objects.get(pk=closed.pk))
        return paper_of(pack.papers.get(kind="minutes")).words

    assert "xem xét hồ sơ, sản phẩm mẫu và chấm" in looked_at()
    dossiers.filter(pk=dossiers.first().pk).update(sample_count=0)
    assert "xem xét hồ sơ, sản phẩm mẫu, kết quả kiểm tra tại chỗ và chấm" in looked_at()
    dossiers.update(sample_count=0)
    assert "xem xét hồ sơ, kết quả kiểm tra tại chỗ và chấm" in looked_at()
